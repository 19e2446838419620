"""Remove words lawfully: the body and its salt go, the numbered line stays and still verifies.

The entry that says so, the removal and the read tables are one transaction.
Afterwards the words are swept out of the files: a checkpoint whose result is
checked, then VACUUM. File systems with snapshots, spare blocks of a disk and
backups are beyond this.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from childcheck.problems import ChildcheckError, ExitCode, Problem
from childcheck.record.entries import Entry
from childcheck.record.happenings import BodyErased


@dataclass(frozen=True)
class Erased:
    """What was erased: the entries that say so, and whether the files were swept as well.

    When another program was reading, they were not; the words go when the log
    is next closed by its last user, or with the next erasure.
    """

    entries: tuple[Entry, ...]
    is_swept: bool


def erasure_of(entry: Entry | None, number: int, reason: str, path: Path) -> BodyErased:
    """Return the happening that says that an entry's words were removed; never what they were.

    Raises:
        ChildcheckError: there is no such entry, or its words are gone already.
    """
    if entry is None or entry.is_erased:
        raise ChildcheckError(
            Problem(
                what=f"There is no entry {number}."
                if entry is None
                else f"The words of entry {number} were erased before.",
                where=str(path),
                remedy="look the number up with:\nchildcheck show INCIDENT --history",
                code="nothing-to-erase",
            ),
            ExitCode.NOT_FOUND if entry is None else ExitCode.REFUSED,
        )
    about = entry.happening
    return BodyErased(
        incident=about.incident,
        adult=about.adult,
        child=about.child,
        erased=number,
        reason=reason,
    )


def remove_bodies(connection: sqlite3.Connection, numbers: Iterable[int]) -> None:
    """Remove words and salt of entries, within the transaction that says so."""
    connection.executemany("DELETE FROM bodies WHERE number = ?", [(each,) for each in numbers])


def sweep(connection: sqlite3.Connection) -> bool:
    """Sweep what was removed out of the files, and tell whether nothing was in the way."""
    try:
        swept = _checkpointed(connection)
        connection.execute("VACUUM")
        return _checkpointed(connection) and swept
    except sqlite3.OperationalError:
        return False  # a reader was in the way; what was recorded stands


def _checkpointed(connection: sqlite3.Connection) -> bool:
    (is_busy, _, _) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return not is_busy
