"""Is this a place in which a log is safe? Network and synchronised folders are not.

Where the locks of two machines do not reach each other, SQLite acknowledges
answers and loses them without an error; a folder that is copied elsewhere while
it is being written is no better, and takes children's words with it. What
cannot be told is taken for local, but for file systems in user space (FUSE).

Only Linux is tested. On macOS the system's list of mounts is read, on Windows
the kind of drive.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

from childcheck.log.troubles import cannot_write
from childcheck.problems import ChildcheckError

FileSystemOf: TypeAlias = Callable[[Path], str]  # a folder that is there, to its kind or ""

_NETWORK = re.compile(
    r"nfs.*|cifs|smb.*|ncp.*|afs.*|9p|ceph|gluster.*|lustre|gpfs|beegfs.*|ocfs2|gfs2?|coda"
    r"|orangefs|pvfs2|davfs.*|webdav|sshfs|virtiofs|vboxsf|vmhgfs|drvfs|prl_fs|remote|ftp"
)
# These lie on a local disk although they run in user space.
_LOCAL_IN_USER_SPACE = {"fuseblk", "fuse.ntfs-3g", "fuse.exfat", "fuse.fuse-overlayfs"}

_SYNCHRONISED_NAMES = re.compile(
    r"onedrive|onedrive - .+|sharepoint|dropbox|dropbox \(.+\)|google ?drive|googledrive-.+"
    r"|my drive|cloudstorage|icloud ?drive|mobile documents|com~apple~clouddocs|nextcloud"
    r"|owncloud|box sync|pclouddrive|synologydrive|megasync|syncthing",
    re.IGNORECASE,
)
_SYNCHRONISED_MARKS = (
    ".dropbox",
    ".dropbox.cache",
    ".stfolder",
    ".tmp.drivedownload",
    ".nextcloudsync.log",
    ".owncloudsync.log",
    ".849C9593-D756-4E56-8D6E-42412F2A707B",  # OneDrive's own
)


def unfit(log: Path, file_system_of: FileSystemOf) -> ChildcheckError | None:
    """Return why a log may not be written at a path, or None when it may."""
    folder = _nearest_folder(log)
    kind = file_system_of(folder).lower()
    if _NETWORK.fullmatch(kind.removeprefix("fuse.")):
        return _refusal(log, f"The folder lies on another machine ({kind}).")
    if kind.startswith("fuse") and kind not in _LOCAL_IN_USER_SPACE:
        return _refusal(log, f"The folder lies on a file system that may be shared ({kind}).")
    for above in (log.parent, *log.parent.parents):
        if _SYNCHRONISED_NAMES.fullmatch(above.name):
            return _refusal(log, f"The folder is copied to other machines ({above.name}).")
        if any(_is_there(above / mark) for mark in _SYNCHRONISED_MARKS):
            return _refusal(log, "The folder is copied to other machines by another program.")
    return None


def _refusal(log: Path, what: str) -> ChildcheckError:
    return cannot_write(
        log,
        f"{what} A log there would lose answers without a warning.",
        "keep the log on this machine's own disk: name another place with --log FILE",
        code="unfit-place",
    )


def _nearest_folder(path: Path) -> Path:
    return next(folder for folder in path.parents if _is_there(folder) or folder == folder.parent)


def _is_there(path: Path) -> bool:
    try:
        path.stat()
    except OSError:
        return False  # or in a folder that we may not look into, where nothing can be made either
    return True


def file_system_of(folder: Path) -> str:
    """Return the kind of file system on which a folder lies, such as `ext4`; "" if unknown."""
    try:
        if sys.platform == "win32":
            return _on_windows(folder)
        if sys.platform == "darwin":
            listing = subprocess.run(
                ["/sbin/mount"], capture_output=True, text=True, check=True, timeout=10
            ).stdout
            return kind_in_mount_listing(listing, folder)
        return kind_in_mountinfo(Path("/proc/self/mountinfo").read_text(), folder)
    except (OSError, subprocess.SubprocessError, ValueError):
        return ""


def kind_in_mountinfo(text: str, folder: Path) -> str:
    """Return the kind of the file system that holds a folder, from Linux's list of mounts."""
    mounts = []
    for line in text.splitlines():
        before, _, after = line.partition(" - ")
        if after:
            mounts.append((_unescaped(before.split()[4]), after.split()[0]))
    return _innermost(mounts, folder)


def kind_in_mount_listing(text: str, folder: Path) -> str:
    """Return the kind of the file system that holds a folder, from what macOS's `mount` prints."""
    mounts = re.findall(r"^.*? on (.+) \((\w+)[,)]", text, re.MULTILINE)
    return _innermost(mounts, folder)


def _innermost(mounts: list[tuple[str, str]], folder: Path) -> str:
    kind, depth = "", -1
    for point, of_kind in mounts:
        place = Path(point)
        # Of two mounts on one point the later one hides the earlier.
        if folder.is_relative_to(place) and len(place.parts) >= depth:
            kind, depth = of_kind, len(place.parts)
    return kind


def _unescaped(text: str) -> str:
    return re.sub(r"\\([0-7]{3})", lambda found: chr(int(found.group(1), 8)), text)


def _on_windows(folder: Path) -> str:
    if str(folder).startswith("\\\\"):
        return "remote"
    if sys.platform == "win32":
        import ctypes

        remote = 4
        kind = ctypes.windll.kernel32.GetDriveTypeW(str(Path(folder.anchor)))
        return "remote" if kind == remote else ""
    return ""
