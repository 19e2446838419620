"""Large logs in little time: one recorded story, copied until the log is as long as is wanted.

The story is recorded by the command itself. A copy has identifiers, an incident number and a
reference of its own, entries in the chain, and rows in the read tables: `log verify --tables`
finds nothing wrong with what is made here.
"""

from __future__ import annotations

import io
import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from childcheck.cli.app import run
from childcheck.log.schema import GUARDS
from childcheck.problems import ExitCode
from childcheck.record.entries import commitment
from childcheck.record.entries import fingerprint as fingerprint_of
from childcheck.record.read_tables import READ_TABLES

STORIES = Path(__file__).parents[1] / "stories"
IS_FULL = bool(os.environ.get("CHILDCHECK_BENCH_FULL"))

_PREFIX, _NUMBER, _COPY = "\x01", "\x02", "\x03"
_IDENTIFIER = re.compile(r"\b[0-9A-HJKMNP-TV-Z]{10}(?=[0-9A-HJKMNP-TV-Z]{16}\b)")
_ENTRY_NUMBERS = frozenset(
    column.name
    for table in READ_TABLES.values()
    for column in table.columns
    if column.name == "entry" or column.name.endswith("_entry")
)


@dataclass(frozen=True)
class BigLog:
    """A log that was made, what it holds, and how its last incident is called."""

    path: Path
    entries: int
    incidents: int
    children: int
    last_number: str
    last_reference: str


def big_log(
    path: Path, *, entries: int = 0, children: int = 0, story: str, has_tables: bool = True
) -> BigLog:
    """Make a log of about so many entries, or of so many children, or more.

    Without `has_tables` the read tables tell of the first copy alone; an export
    does not ask them, and half of the time is saved.
    """
    printed = io.StringIO()
    with redirect_stdout(printed), redirect_stderr(printed):
        code = run(["start", "--from", str(STORIES / f"{story}.yaml"), "--log", str(path)])
    assert code == ExitCode.DONE, printed.getvalue()
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA cache_size = -200000")
        return _copied(connection, path, entries, children, has_tables=has_tables)


def _copied(
    connection: sqlite3.Connection, path: Path, entries: int, children: int, *, has_tables: bool
) -> BigLog:
    story = connection.execute(
        "SELECT number, header, body FROM entries JOIN bodies USING (number)"
        " WHERE number > 1 ORDER BY number"
    ).fetchall()
    (of_story,) = connection.execute("SELECT count(*) FROM children").fetchone()
    number, reference = connection.execute(
        "SELECT incident_number, reference FROM incidents"
    ).fetchone()
    last, fingerprint = connection.execute(
        "SELECT number, fingerprint FROM entries ORDER BY number DESC LIMIT 1"
    ).fetchone()

    def pattern(text: str) -> str:
        text = _IDENTIFIER.sub(_PREFIX, text)
        return text.replace(number, f"{number[:9]}{_COPY}").replace(reference, f"R-{_COPY}")

    patterns = [
        (pattern(header).replace(f'"number":{own},', f'"number":{_NUMBER},'), pattern(body))
        for own, header, body in story
    ]
    tables = {
        table: [
            [pattern(cell) if isinstance(cell, str) else cell for cell in row]
            for row in connection.execute(f"SELECT * FROM {table}")
        ]
        for table in READ_TABLES
        if has_tables
    }
    copies = max(-(-(entries - last) // len(story)), -(-(children - of_story) // of_story), 0)
    connection.execute("BEGIN IMMEDIATE")
    for guard in GUARDS:  # they look up every row; what is copied here is made as they want it
        connection.execute(f"DROP TRIGGER {guard}")
    for copy in range(1, copies + 1):
        fingerprint = _add_copy(connection, copy, last, patterns, fingerprint)
        _add_rows(connection, copy, last - story[0][0] + 1, tables)
        last += len(story)
        if copy % 500 == 0:
            connection.execute("COMMIT")
            connection.execute("BEGIN IMMEDIATE")
    for guard in GUARDS.values():
        connection.execute(guard)
    connection.execute("COMMIT")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    last_number, last_reference = connection.execute(
        "SELECT incident_number, reference FROM incidents ORDER BY opened_entry DESC LIMIT 1"
    ).fetchone()
    return BigLog(
        path, last, copies + 1, (copies + 1) * of_story, str(last_number), str(last_reference)
    )


def _filled(text: str, copy: int) -> str:
    return text.replace(_PREFIX, f"{copy:010}").replace(_COPY, f"{copy:07}")


def _add_copy(
    connection: sqlite3.Connection,
    copy: int,
    last: int,
    patterns: list[tuple[str, str]],
    fingerprint: str,
) -> str:
    entries, bodies = [], []
    for number, (header, body) in enumerate(patterns, last + 1):
        header, body = _filled(header.replace(_NUMBER, str(number)), copy), _filled(body, copy)
        salt = number.to_bytes(16, "big")
        committed = commitment(salt, body)
        fingerprint = fingerprint_of(fingerprint, committed, header)
        entries.append((number, header, committed, fingerprint))
        bodies.append((number, salt, body))
    connection.executemany(
        "INSERT INTO entries (number, header, commitment, fingerprint) VALUES (?, ?, ?, ?)", entries
    )
    connection.executemany("INSERT INTO bodies (number, salt, body) VALUES (?, ?, ?)", bodies)
    return fingerprint


def _add_rows(
    connection: sqlite3.Connection, copy: int, further: int, tables: dict[str, list[list[Any]]]
) -> None:
    for table, rows in tables.items():
        names = READ_TABLES[table].column_names
        connection.executemany(
            f"INSERT INTO {table} VALUES ({', '.join('?' for _ in names)})",
            (list(_cells(names, row, copy, further)) for row in rows),
        )


def _cells(names: tuple[str, ...], row: list[Any], copy: int, further: int) -> Iterator[Any]:
    for name, cell in zip(names, row, strict=True):
        if isinstance(cell, str):
            yield _filled(cell, copy)
        elif isinstance(cell, int) and name in _ENTRY_NUMBERS:
            yield cell + further
        else:
            yield cell
