"""Open the file of a log: make it where it is missing, and refuse what is no log.

Everything is decided before anything is written, so that a file of another
program is left as it was. A folder that is made here is closed to others
(0700), and so is every file (0600); SQLite gives the files beside the log the
rights of the log itself.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Callable
from enum import Enum, auto
from pathlib import Path
from typing import TypeVar

from childcheck.log import troubles
from childcheck.log.places import FileSystemOf, unfit
from childcheck.log.schema import APPLICATION_ID

VERSION = 1  # how many steps `migrations` knows; told here without importing it
BUSY_MS = 30_000

_PAGE_ONE = b"SQLite format 3\x00"
_ON_EVERY_CONNECTION = (
    "PRAGMA temp_store = MEMORY",  # no words of a child in a temporary file
    "PRAGMA recursive_triggers = ON",
)
_WHEN_WRITING = (
    "PRAGMA synchronous = FULL",
    "PRAGMA fullfsync = ON",  # these two mean something on macOS only
    "PRAGMA checkpoint_fullfsync = ON",
    "PRAGMA secure_delete = ON",
)

Result = TypeVar("Result")


class Found(Enum):
    """What a file is."""

    EMPTY = auto()
    OUTDATED = auto()
    LOG = auto()


def real_path(path: Path) -> Path:
    """Return where a log truly lies, so that a link cannot hide an unfit place."""
    with contextlib.suppress(RuntimeError):  # the home of somebody who is not known here
        path = path.expanduser()
    return path.absolute().resolve()


def twice(path: Path, work: Callable[[], Result]) -> Result:
    """Do work that opens the log for itself, and again when the first try looks like damage."""
    try:
        return work()
    except sqlite3.Error as error:
        if not troubles.may_be_damage(error):
            raise troubles.trouble(error, path) from error
    try:
        return work()
    except sqlite3.Error as error:
        raise troubles.trouble(error, path) from error


def open_for_writing(
    path: Path, *, create: bool, busy_ms: int, file_system_of: FileSystemOf
) -> sqlite3.Connection:
    """Open a log, or an empty file that is to become one.

    Raises:
        ChildcheckError: no log, a place unfit for one, no right to write, a file
            of another program, or a log of a later version.
    """
    if not create:
        _require(path)
    if (why := unfit(path, file_system_of)) is not None:
        raise why
    if create:
        _make_file(path)
    _refuse_other_files(path)
    if not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
        raise troubles.cannot_write(
            path,
            "The log or its folder may only be read.",
            "ask for the right to write both, or name another log with --log FILE",
        )
    return twice(path, lambda: _connect_for_writing(path, create=create, busy_ms=busy_ms))


def open_for_reading(
    path: Path, *, busy_ms: int = BUSY_MS, file_system_of: FileSystemOf | None = None
) -> sqlite3.Connection:
    """Open a log that is there, without the power to change it.

    In a folder that cannot be written SQLite may be told that nobody else
    writes either, but only when no write-ahead log holds entries that the file
    itself does not have yet.
    """
    _require(path)
    _refuse_other_files(path)
    is_alone = not _has_write_ahead_log(path)
    is_unfit = file_system_of is not None and unfit(path, file_system_of) is not None
    if is_unfit and not is_alone:
        raise troubles.cannot_write(
            path,
            "The log lies in a shared folder and is open elsewhere.",
            "copy the file and those beside it to this machine's own disk, and read it there",
            code="unfit-place",
        )
    is_fixed = is_alone and (is_unfit or not os.access(path.parent, os.W_OK))
    return twice(path, lambda: _connect_for_reading(path, is_fixed=is_fixed, busy_ms=busy_ms))


def what_is_found(connection: sqlite3.Connection, path: Path) -> Found:
    """Tell whether a file is a log, and of which version.

    Raises:
        ChildcheckError: it is another program's, or a later version's.
    """
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if application == APPLICATION_ID:
        if version > VERSION:
            raise troubles.too_new(path, "A newer childcheck has written this log.")
        return Found.LOG if version == VERSION else Found.OUTDATED
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if application or version or tables:
        raise troubles.not_a_log(path)
    return Found.EMPTY


def _require(path: Path) -> None:
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        raise troubles.no_log(path) from None
    except OSError as error:
        raise troubles.refused_by_the_system(error, path) from error


def _make_file(path: Path) -> None:
    """Make the folders and the empty file where they are missing, on disk before they are used."""
    try:
        missing = [folder for folder in (path.parent, *path.parent.parents) if not folder.exists()]
        for folder in reversed(missing):
            folder.mkdir(mode=0o700, exist_ok=True)
            _flush_folder(folder.parent)
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        _flush_folder(path.parent)
    except FileExistsError:
        if path.is_file():
            return
        raise troubles.not_a_log(path) from None
    except OSError as error:
        raise troubles.refused_by_the_system(error, path) from error


def _flush_folder(folder: Path) -> None:
    """Make a new name in a folder durable; Windows does that by itself."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _refuse_other_files(path: Path) -> None:
    try:
        if not path.is_file():
            raise troubles.not_a_log(path)
        with path.open("rb") as file:
            beginning = file.read(len(_PAGE_ONE))
    except OSError as error:
        raise troubles.refused_by_the_system(error, path) from error
    if beginning and beginning != _PAGE_ONE:
        raise troubles.not_a_log(path)


def _has_write_ahead_log(path: Path) -> bool:
    beside = path.with_name(path.name + "-wal")
    try:
        return beside.stat().st_size > 0
    except OSError:
        return False


def _connect_for_writing(path: Path, *, create: bool, busy_ms: int) -> sqlite3.Connection:
    connection = _connect(f"{path.as_uri()}?mode=rw", busy_ms)
    try:
        if what_is_found(connection, path) is Found.EMPTY and not create:
            raise troubles.no_log(path)
        _close_to_others(path)
        for setting in _WHEN_WRITING:
            connection.execute(setting)
        (mode,) = connection.execute("PRAGMA journal_mode = WAL").fetchone()
        if mode != "wal":
            raise troubles.cannot_write(
                path,
                "The disk does not allow SQLite's write-ahead log.",
                "keep the log on this machine's own disk: name another place with --log FILE",
                code="unfit-place",
            )
    except BaseException:
        connection.close()
        raise
    return connection


def _close_to_others(path: Path) -> None:
    """Take away rights that somebody gave, also on the files that SQLite keeps beside."""
    for end in ("", "-wal", "-shm"):
        with contextlib.suppress(PermissionError, FileNotFoundError):  # not ours, or not there
            path.with_name(path.name + end).chmod(0o600)


def _connect_for_reading(path: Path, *, is_fixed: bool, busy_ms: int) -> sqlite3.Connection:
    fixed = "&immutable=1" if is_fixed else ""
    connection = _connect(f"{path.as_uri()}?mode=ro{fixed}", busy_ms)
    try:
        match what_is_found(connection, path):
            case Found.EMPTY:
                raise troubles.no_log(path)
            case Found.OUTDATED:
                raise troubles.cannot_write(
                    path,
                    "An older childcheck wrote this log: it has to be brought up to date first.",
                    "open it once where it can be written, with:\nchildcheck log info",
                    code="log-outdated",
                )
        connection.execute("PRAGMA query_only = ON")
    except BaseException:
        connection.close()
        raise
    return connection


def _connect(uri: str, busy_ms: int) -> sqlite3.Connection:
    connection = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=busy_ms / 1000)
    for setting in _ON_EVERY_CONNECTION:
        connection.execute(setting)
    return connection
