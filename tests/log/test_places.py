"""Places in which a log is not safe: network and synchronised folders."""

from __future__ import annotations

from pathlib import Path

import pytest

from childcheck.log.places import (
    file_system_of,
    kind_in_mount_listing,
    kind_in_mountinfo,
    unfit,
)
from childcheck.log.verifying import verify
from childcheck.problems import ChildcheckError, ExitCode
from tests.log.builders import open_log, some_entries

MOUNTINFO = """\
22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
40 22 0:35 / /home rw - ext4 /dev/vdb rw
41 40 0:36 / /home/officer/station\\040files rw - cifs //server/share rw
42 22 0:37 / /media rw master:3 - fuse.sshfs host:/ rw
43 22 0:38 / /over rw - ext4 /dev/vdc rw
44 22 0:39 / /over rw - nfs4 server:/ rw
"""


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/", "ext4"),
        ("/var/lib", "ext4"),
        ("/home/officer", "ext4"),
        ("/home/officer/station files/logs", "cifs"),
        ("/home/officer/station", "ext4"),
        ("/media/stick", "fuse.sshfs"),
        ("/mediator", "ext4"),
        ("/over/there", "nfs4"),
    ],
)
def test_the_innermost_mount_decides_on_linux(folder: str, kind: str) -> None:
    """The kind of a folder's file system is that of the deepest and latest mount above it."""
    assert kind_in_mountinfo(MOUNTINFO, Path(folder)) == kind


def test_the_innermost_mount_decides_on_macos() -> None:
    """The same, from what `mount` prints there; not tried on a Mac."""
    listing = (
        "/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)\n"
        "//officer@server/share on /Volumes/share (smbfs, nodev, nosuid)\n"
    )

    assert kind_in_mount_listing(listing, Path("/Users/officer")) == "apfs"
    assert kind_in_mount_listing(listing, Path("/Volumes/share/logs")) == "smbfs"


def test_this_machines_folders_have_a_kind(tmp_path: Path) -> None:
    """The system is truly asked: the folder of this test lies on some file system."""
    assert file_system_of(tmp_path) != ""


@pytest.mark.parametrize(
    "kind",
    ["nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ceph", "fuse.sshfs", "fuse.glusterfs",
     "fuse.rclone", "fuse", "davfs2", "virtiofs", "remote", "NFS4"],
)  # fmt: skip
def test_shared_file_systems_are_refused(tmp_path: Path, kind: str) -> None:
    """On a file system whose locks may not reach every machine no log is made."""
    path = tmp_path / "log.db"

    with pytest.raises(ChildcheckError) as refusal:
        open_log(path, file_system_of=lambda folder: kind)

    assert refusal.value.exit_code == ExitCode.CANNOT_WRITE
    assert "--log" in refusal.value.problems[0].remedy
    assert not path.exists()


@pytest.mark.parametrize(
    "kind", ["ext4", "xfs", "btrfs", "apfs", "tmpfs", "overlay", "fuseblk", ""]
)
def test_local_file_systems_are_taken(tmp_path: Path, kind: str) -> None:
    """Disks of this machine, and what cannot be told, are taken."""
    open_log(tmp_path / "log.db", file_system_of=lambda folder: kind).close()


@pytest.mark.parametrize(
    "folder",
    ["OneDrive", "OneDrive - West Midlands", "Dropbox", "Dropbox (Personal)", "Google Drive",
     "Library/CloudStorage/GoogleDrive-x", "iCloudDrive", "Library/Mobile Documents", "Nextcloud",
     "dropbox/records"],
)  # fmt: skip
def test_synchronised_folders_are_refused_by_name(tmp_path: Path, folder: str) -> None:
    """A folder that is copied to other machines while it is written is no place for a log."""
    path = tmp_path / folder / "log.db"

    with pytest.raises(ChildcheckError) as refusal:
        open_log(path)

    assert refusal.value.exit_code == ExitCode.CANNOT_WRITE
    assert not path.parent.exists()


@pytest.mark.parametrize("mark", [".dropbox", ".stfolder", ".tmp.drivedownload"])
def test_synchronised_folders_are_refused_by_what_lies_in_them(tmp_path: Path, mark: str) -> None:
    """A folder whose name was changed is known by what the other program keeps in it."""
    (tmp_path / mark).touch()

    assert unfit(tmp_path / "below" / "log.db", lambda folder: "ext4") is not None


@pytest.mark.parametrize("folder", ["drive", "my drives", "records", "box", "cloud"])
def test_other_folders_are_taken(tmp_path: Path, folder: str) -> None:
    """A name that only looks a little like that of a synchronised folder is no reason to refuse."""
    assert unfit(tmp_path / folder / "log.db", lambda kind: "ext4") is None


def test_the_file_system_is_asked_for_the_folder_that_is_there(tmp_path: Path) -> None:
    """For a log whose folders are still to be made, the nearest folder above is looked at."""

    def network_here(folder: Path) -> str:
        return "nfs4" if folder == tmp_path else "ext4"

    assert unfit(tmp_path / "not" / "yet" / "log.db", network_here) is not None


def test_a_whole_log_in_a_shared_folder_can_still_be_read(tmp_path: Path) -> None:
    """Reading needs no lock when nobody is writing; a log in use there is told to be copied."""
    path = tmp_path / "log.db"
    with open_log(path) as log:
        some_entries(log)
        with pytest.raises(ChildcheckError) as refusal:
            open_log(path, read_only=True, file_system_of=lambda folder: "nfs4")
        assert refusal.value.exit_code == ExitCode.CANNOT_WRITE

    with open_log(path, read_only=True, file_system_of=lambda folder: "nfs4") as log:
        assert log.head()[0] == 6
    assert sorted(file.name for file in tmp_path.iterdir()) == ["log.db", "log.db.lock"]
    assert verify(path).is_sound
