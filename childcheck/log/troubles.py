"""Turn what SQLite and the system refuse into a problem with its remedy and exit code.

Nothing of what was to be recorded stands in one: SQLite's messages name tables
and codes, never values, and only the code is passed on.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from childcheck.problems import ChildcheckError, ExitCode, Problem

_FULL = {sqlite3.SQLITE_FULL}
_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_READ_ONLY = {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM}
_DISK = {sqlite3.SQLITE_IOERR}
_DAMAGE = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


def primary_code(error: sqlite3.Error) -> int:
    """Return SQLite's primary result code; 0 when Python itself raised the error."""
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF


def may_be_damage(error: sqlite3.Error) -> bool:
    """Tell whether a log must be opened a second time before it is called damaged.

    One failed read of a healthy file can look like damage.
    """
    return primary_code(error) in _DAMAGE | _DISK


def trouble(error: sqlite3.Error, path: Path) -> ChildcheckError:
    """Return the problem for an error of SQLite, read twice where it may be damage."""
    code = primary_code(error)
    name = getattr(error, "sqlite_errorname", "") or type(error).__name__
    if code in _BUSY:
        return busy(path)
    if code in _FULL:
        return cannot_write(
            path,
            "The disk is full: the last step could not be recorded.",
            "make room on the disk, then go on: everything acknowledged before is in the log",
            code="disk-full",
        )
    if code in _READ_ONLY:
        return cannot_write(
            path,
            f"The log cannot be written ({name}).",
            "check that you own the file and its folder and may write both,\n"
            "or name another log with --log FILE",
        )
    if code in _DISK:
        return cannot_write(
            path,
            f"The disk reports an error ({name}).",
            "check the disk and its free space, then run the same command again:\n"
            "everything acknowledged before is in the log",
            code="disk-error",
        )
    if code == sqlite3.SQLITE_NOTADB:
        return not_a_log(path)
    if code in _DAMAGE:
        return damaged(path, "The file is damaged: SQLite cannot read it.")
    return ChildcheckError(
        Problem(
            what=f"SQLite refused the work ({name}).",
            where=str(path),
            remedy="run:\nchildcheck log verify",
            code="sqlite",
        ),
        ExitCode.INTERNAL,
    )


def busy(path: Path) -> ChildcheckError:
    """Return the problem of a log that others wrote the whole time."""
    return ChildcheckError(
        Problem(
            what="The log is busy: another program has been writing it the whole time.",
            where=str(path),
            remedy="close other windows that use this log, then run the same command again",
            code="log-busy",
        ),
        ExitCode.BUSY,
    )


def cannot_write(
    path: Path, what: str, remedy: str, *, code: str = "cannot-write"
) -> ChildcheckError:
    """Return the problem of a place in which nothing can be recorded."""
    return ChildcheckError(
        Problem(what=what, where=str(path), remedy=remedy, code=code), ExitCode.CANNOT_WRITE
    )


def refused_by_the_system(error: OSError, path: Path) -> ChildcheckError:
    """Return the problem of a file or folder that the system would not make or open."""
    return cannot_write(
        path,
        f"The log cannot be made or opened here: {(error.strerror or 'unknown reason').lower()}.",
        "choose a folder of your own with --log FILE, or ask for the right to write here",
    )


def damaged(path: Path, what: str) -> ChildcheckError:
    """Return the problem of a log that cannot be trusted."""
    return ChildcheckError(
        Problem(
            what=what,
            where=str(path),
            remedy="change nothing, keep a copy of the file and of those beside it,\n"
            "run:\nchildcheck log verify\nand tell the keeper of the logs",
            code="log-damaged",
        ),
        ExitCode.LOG_DAMAGED,
    )


def not_a_log(path: Path) -> ChildcheckError:
    """Return the problem of a file that is something else."""
    return ChildcheckError(
        Problem(
            what="This is not a childcheck log.",
            where=str(path),
            remedy="name the log with --log FILE or CHILDCHECK_LOG; this file was left as it is",
            code="not-a-log",
        ),
        ExitCode.LOG_DAMAGED,
    )


def no_log(path: Path) -> ChildcheckError:
    """Return the problem of a log that is not there."""
    return ChildcheckError(
        Problem(
            what="There is no log here.",
            where=str(path),
            remedy="check --log and CHILDCHECK_LOG, or begin one with:\nchildcheck start",
            code="no-log",
        ),
        ExitCode.NOT_FOUND,
    )


def too_new(path: Path, what: str) -> ChildcheckError:
    """Return the problem of a log that a later childcheck has written."""
    return ChildcheckError(
        Problem(
            what=what,
            where=str(path),
            remedy="use the newer childcheck; nothing was changed in this log",
            code="log-too-new",
        ),
        ExitCode.LOG_TOO_NEW,
    )
