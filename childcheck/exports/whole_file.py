"""Write a file whole or not at all, beside the place where it will stand.

What is written goes into a part file in the same folder, closed to others
(0600); only when all of it is on disk does it get its name, in one step. A part
file goes when the work fails. One that a killed process left behind is removed
by the next export to the same name.
"""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from childcheck.problems import ChildcheckError, ExitCode, Problem

if sys.platform != "win32":
    import fcntl


class Part:
    """A file that has no name of its own yet."""

    def __init__(self, target: Path, path: Path, stream: BinaryIO) -> None:
        self.stream = stream
        self._target = target
        self._path = path

    def onto_disk(self) -> None:
        """See that every byte is on disk.

        Raises:
            ChildcheckError: it is not.
        """
        try:
            self.stream.flush()
            os.fsync(self.stream.fileno())
        except OSError as error:
            raise not_written(error, self._target) from error

    def into_place(self, *, over: bool) -> None:
        """Give the file its name, in one step.

        Args:
            over: an ordinary file that has the name already may be replaced.

        Raises:
            ChildcheckError: the name is taken, or cannot be given.
        """
        self.onto_disk()
        if sys.platform == "win32":
            self.stream.close()  # there an open file keeps its name
        try:
            if over:
                self._path.replace(self._target)
            else:
                _name_if_free(self._path, self._target)
            _folder_onto_disk(self._target.parent)
        except FileExistsError:
            raise already_there(self._target) from None
        except OSError as error:
            raise not_written(error, self._target) from error


@contextmanager
def part_of(target: Path, *, over: bool) -> Iterator[Part]:
    """Hold a part file for a target; without `into_place` nothing is left of it.

    Args:
        target: the name that the file is to have.
        over: an ordinary file that has the name already may be replaced.

    Raises:
        ChildcheckError: the target cannot be written, and why; an error of the
            system while writing is told in the same way.
    """
    require_free(target, over=over)
    _remove_left_behind(target)
    path = target.with_name(f"{_prefix(target)}{secrets.token_hex(4)}.part")
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _NO_CHILD, 0o600)
    except OSError as error:
        raise not_written(error, target) from error
    try:
        with os.fdopen(descriptor, "wb", buffering=1 << 16) as stream:
            _mark_as_ours(descriptor)
            yield Part(target, path, stream)
    except OSError as error:
        raise not_written(error, target) from error
    finally:
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)


def require_free(target: Path, *, over: bool) -> None:
    """Refuse a target that may not be written, before any work is done.

    Raises:
        ChildcheckError: no such folder, a name that is taken, or not an ordinary file.
    """
    try:
        if not target.parent.is_dir():
            raise _problem(
                target,
                "There is no such folder to write in.",
                "make the folder first, or name another file with --to FILE",
                "no-such-folder",
            )
        about = target.lstat()
    except FileNotFoundError:
        return
    except OSError as error:
        raise not_written(error, target) from error
    if stat.S_ISDIR(about.st_mode):
        raise _problem(
            target,
            "This is a folder, not a file.",
            "name a file in it with --to FILE",
            "is-a-folder",
        )
    if not stat.S_ISREG(about.st_mode):
        raise _problem(
            target,
            "This is not an ordinary file, and will not be replaced by one.",
            "name another file with --to FILE",
            "not-a-file",
        )
    if not over:
        raise already_there(target)


def already_there(target: Path) -> ChildcheckError:
    """Return the problem of a name that is taken."""
    return _problem(
        target,
        "There is a file of this name already.",
        "name another file with --to FILE, or replace this one with --force",
        "file-exists",
    )


def not_written(error: OSError, target: Path) -> ChildcheckError:
    """Return the problem of a file that the system would not write."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        what = "There is no room for the file: nothing of it is left."
        remedy = "make room on the disk, or name a file elsewhere with --to FILE"
        return _problem(target, what, remedy, "disk-full")
    reason = os.strerror(error.errno).lower() if error.errno else "for a reason it does not give"
    return _problem(
        target,
        f"The file could not be written ({reason}): nothing of it is left.",
        "name a file in a folder that you may write in with --to FILE",
        "cannot-write",
    )


def _problem(target: Path, what: str, remedy: str, code: str) -> ChildcheckError:
    return ChildcheckError(
        Problem(what=what, where=str(target), remedy=remedy, code=code), ExitCode.CANNOT_WRITE
    )


_NO_CHILD = getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


def _name_if_free(path: Path, target: Path) -> None:
    """Give a file its name unless it is taken."""
    try:
        os.link(path, target)
    except FileExistsError:
        raise
    except OSError:
        # A file system without links, such as that of a memory stick.
        if os.path.lexists(target):
            raise FileExistsError from None
        path.rename(target)
    else:
        path.unlink()


def _folder_onto_disk(folder: Path) -> None:
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):  # some file systems cannot
            raise
    finally:
        os.close(descriptor)


def _prefix(target: Path) -> str:
    return f".{target.name[:100]}."


def _mark_as_ours(descriptor: int) -> None:
    """Hold a lock for as long as this process lives, so that others let the part file be."""
    if sys.platform != "win32":
        with contextlib.suppress(OSError):
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _remove_left_behind(target: Path) -> None:
    """Remove part files whose process is gone: they hold children's words."""
    if sys.platform == "win32":
        return
    with contextlib.suppress(OSError):
        names = [path.name for path in target.parent.iterdir()]
        for name in names:
            if name.startswith(_prefix(target)) and name.endswith(".part"):
                _remove_if_nobodys(target.with_name(name))


def _remove_if_nobodys(path: Path) -> None:
    if sys.platform == "win32":
        return
    with contextlib.suppress(OSError):
        descriptor = os.open(path, os.O_RDWR | _NO_CHILD)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            path.unlink()
        finally:
            os.close(descriptor)
