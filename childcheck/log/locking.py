"""One writer at a time: a lock on a file beside the log.

SQLite has locks of its own, which go on protecting the log from other programs.
This one keeps two childchecks from committing and checkpointing at the same
moment, which in SQLite up to 3.51.2 can lose a commit (the WAL-reset bug). The
system lets go of it when a process dies, however it dies.
"""

from __future__ import annotations

import errno
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from childcheck.log.troubles import busy, refused_by_the_system

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_PAUSE_SECONDS = 0.002
_HELD_BY_ANOTHER = {errno.EACCES, errno.EAGAIN, errno.EDEADLK}


class WriteLock:
    """The right to write a log, for as long as a `with` block lasts."""

    def __init__(self, log: Path, wait_ms: int) -> None:
        self._log = log
        self._wait_ms = wait_ms
        self._file: int | None = None

    @contextmanager
    def held(self, wait_ms: int | None = None) -> Iterator[None]:
        """Hold the lock.

        Raises:
            ChildcheckError: it was not free within `wait_ms`, or cannot be made.
        """
        file = self._opened()
        until = time.monotonic() + (self._wait_ms if wait_ms is None else wait_ms) / 1000
        while not self._taken(file):
            if time.monotonic() >= until:
                raise busy(self._log)
            time.sleep(_PAUSE_SECONDS)
        try:
            yield
        finally:
            _let_go(file)

    def _taken(self, file: int) -> bool:
        """Try to take the lock, without waiting."""
        try:
            if sys.platform == "win32":
                os.lseek(file, 0, os.SEEK_SET)
                msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
            else:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno in _HELD_BY_ANOTHER:
                return False
            raise refused_by_the_system(error, self._log) from error
        return True

    def close(self) -> None:
        """Close the file; it stays, because removing it could let two writers in."""
        if self._file is not None:
            os.close(self._file)
            self._file = None

    def _opened(self) -> int:
        if self._file is None:
            path = self._log.with_name(self._log.name + ".lock")
            flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0)
            try:
                self._file = os.open(path, flags, 0o600)
            except OSError as error:
                raise refused_by_the_system(error, path) from error
        return self._file


def _let_go(file: int) -> None:
    if sys.platform == "win32":
        os.lseek(file, 0, os.SEEK_SET)
        msvcrt.locking(file, msvcrt.LK_UNLCK, 1)
    else:
        fcntl.flock(file, fcntl.LOCK_UN)
