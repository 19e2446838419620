"""What a log's read tables tell, without what differs whenever the same story is told again.

Identifiers become names: a child is `child N`, an adult its name, a talk its
child and number. Left out are times of recording, numbers of entries, who wrote
and on what, and by which way the story came in. Everything else must be equal.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from childcheck.record.read_tables import READ_TABLES

TABLES = (
    "incidents", "adults", "children", "checks", "answers", "engagements", "transcript_lines",
    "follow_ups", "enquiries",
)  # fmt: skip
# Of each row: identifiers of its own, numbers of entries, and moments of the recording itself.
LEFT_OUT = re.compile(
    r".*entry|.*entry_identifier|recorded_at_utc|opened_at(_utc)?|finished_at_utc|asked_at"
    r"|answered_at|started_at|closed_at|family_left_at|found_late_at|incident_number|duty|officer"
    r"|entry_mode|file_digest|kept_from|follow_up|engagement"
)
# An enquiry's time is an answer that was typed, not a time of recording.
KEPT = {("enquiries", "asked_at")}
ONLY_WHETHER = re.compile(r".*_cause|set_aside_by|ask_again_by|second_record_of")

# By which a row of one log is found again in another.
KEYS = {
    **{table: READ_TABLES[table].key for table in TABLES},
    "engagements": ("child", "talk_number"),
    "follow_ups": ("child", "adult", "name"),
}

Row = Mapping[str, object]


@dataclass(frozen=True)
class Told:
    """The rows of each table by what names them, each with its columns."""

    tables: Mapping[str, Mapping[tuple[object, ...], Row]]

    def differences(self, other: Told) -> list[str]:
        """Return what two logs tell differently, in words for a failing test."""
        found = []
        for table, mine in self.tables.items():
            theirs = other.tables[table]
            for key in dict.fromkeys((*mine, *theirs)):
                named = f"{table} {[one for one in key if one]}"
                if key not in theirs or key not in mine:
                    found.append(f"{named}: only in the {'first' if key in mine else 'second'}")
                    continue
                found += [
                    f"{named}, {column}: {cell!r} and {theirs[key][column]!r}"
                    for column, cell in mine[key].items()
                    if cell != theirs[key][column]
                ]
        return found


def assert_same(first: Told, second: Told) -> None:
    """Two logs tell the same story."""
    differences = first.differences(second)
    assert not differences, "\n".join(differences)


def told(log: Path, *, is_same_duty: bool = True) -> Told:
    """Return what a log tells.

    Args:
        log: where it lies.
        is_same_duty: false when a duty is not the one that the file states: then what is
            owed by its end is due at another time.
    """
    with closing(sqlite3.connect(f"file:{log}?mode=ro", uri=True)) as database:
        database.row_factory = sqlite3.Row
        names = _Names(database)
        rows = {table: _rows(database, table) for table in TABLES}
        if not is_same_duty:
            rows["follow_ups"] = [
                {**row, "due_at": ""} if row["due_rule"] == "end_of_duty" else row
                for row in rows["follow_ups"]
            ]
        return Told({table: _keyed(table, rows[table], names) for table in TABLES})


def _keyed(table: str, rows: Sequence[Row], names: _Names) -> Mapping[tuple[object, ...], Row]:
    keyed: dict[tuple[object, ...], Row] = {}
    for row in rows:
        key = tuple(names.named(row[column]) for column in KEYS[table])
        while key in keyed:  # the same is owed a second time
            key = (*key, "again")
        keyed[key] = _row(table, row, names)
    return keyed


def answers_in(log: Path) -> int:
    """Return how many answers a log holds, and questions left."""
    with closing(sqlite3.connect(f"file:{log}?mode=ro", uri=True)) as database:
        (number,) = database.execute("SELECT count(*) FROM answers").fetchone()
        return int(number)


def _rows(database: sqlite3.Connection, table: str) -> list[Row]:
    order = ", ".join(READ_TABLES[table].order)
    return [dict(row) for row in database.execute(f"SELECT * FROM {table} ORDER BY {order}")]


@dataclass
class _Names:
    database: sqlite3.Connection
    names: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for row in _rows(self.database, "incidents"):
            self.names[str(row["incident"])] = "the incident"
        for row in _rows(self.database, "adults"):
            self.names[str(row["adult"])] = f"adult {row['name']}"
        for row in _rows(self.database, "children"):
            self.names[str(row["child"])] = f"child {row['roll_number']}"
        for row in _rows(self.database, "engagements"):
            child = self.names[str(row["child"])]
            self.names[str(row["engagement"])] = f"talk {row['talk_number']} with {child}"

    def named(self, cell: object) -> object:
        """Return a cell in which every identifier is a name."""
        if not isinstance(cell, str):
            return cell
        for identifier, name in self.names.items():
            if identifier in cell:
                cell = cell.replace(identifier, name)
        return cell


def _row(table: str, row: Row, names: _Names) -> Row:
    cells: dict[str, object] = {}
    for column, cell in row.items():
        if ONLY_WHETHER.fullmatch(column):
            cells[column] = bool(cell)
        elif (table, column) in KEPT or not LEFT_OUT.fullmatch(column):
            cells[column] = names.named(cell)
    return cells
