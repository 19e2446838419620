"""Build the read tables again from the entries: the same rows as when each entry was added."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from childcheck.log.prepared import remove_all
from childcheck.log.projecting import carry_out
from childcheck.log.schema import GUARDS, read_table_statements
from childcheck.log.stored import SELECT, Stored, entry_of
from childcheck.record.entries import Entry
from childcheck.record.projection import project
from childcheck.record.read_tables import READ_TABLES


@dataclass(frozen=True)
class Rebuilt:
    """What was built: entries read, and rows by table."""

    entries: int
    rows: dict[str, int]


def rebuild(connection: sqlite3.Connection, path: Path) -> Rebuilt:
    """Build the read tables again, and the guards that are missing, in the open transaction.

    Rows that were prepared for an export go: the next one makes them anew.
    """
    remove_all(connection)
    for name in READ_TABLES:
        connection.execute(f"DROP TABLE IF EXISTS {name}")
    for name, guard in GUARDS.items():
        if not _is_there(connection, name):
            connection.execute(guard)
    make_read_tables(connection)
    count = fill_read_tables(connection, stored_entries(connection, path))
    rows = {
        name: int(connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0])
        for name in READ_TABLES
    }
    return Rebuilt(entries=count, rows=rows)


def make_read_tables(connection: sqlite3.Connection) -> None:
    """Make the read tables, empty."""
    for table in READ_TABLES.values():
        for statement in read_table_statements(table):
            connection.execute(statement)


def fill_read_tables(connection: sqlite3.Connection, entries: Iterable[Entry]) -> int:
    """Fill empty read tables from entries in order, and count these."""
    count = 0
    for entry in entries:
        carry_out(connection, project(entry))
        count += 1
    return count


def stored_entries(connection: sqlite3.Connection, path: Path) -> Iterator[Entry]:
    """Yield every entry in order."""
    for row in connection.execute(f"{SELECT} ORDER BY number"):
        yield entry_of(Stored(*row), path)


def _is_there(connection: sqlite3.Connection, trigger: str) -> bool:
    found = connection.execute(
        "SELECT 1 FROM sqlite_master WHERE type = 'trigger' AND name = ?", (trigger,)
    )
    return found.fetchone() is not None
