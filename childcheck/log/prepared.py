"""Rows of an export that were made before, one line for each incident.

They hold words. They are no entries, can be made again, and go with the read
tables whenever these are built anew, so with every erasure. What they were made
from stands in their seal: whoever takes them holds it against the entries.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import NamedTuple

from childcheck.identifiers import IncidentId


class Prepared(NamedTuple):
    """The rows of an incident as text in UTF-8, of how many children, and their seal."""

    seal: str
    children: int
    text: bytes


def prepared_of(connection: sqlite3.Connection, incident: IncidentId) -> Prepared | None:
    """Return the rows of an incident that were made before, or None."""
    row = connection.execute(
        "SELECT seal, children, CAST(rows AS BLOB) FROM prepared_rows WHERE incident = ?",
        (incident,),
    ).fetchone()
    return Prepared(*row) if row is not None else None


def keep(connection: sqlite3.Connection, prepared: Mapping[IncidentId, Prepared]) -> None:
    """Keep the rows of incidents in place of those that were there."""
    connection.executemany(
        "INSERT INTO prepared_rows (incident, seal, children, rows) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (incident) DO UPDATE"
        " SET seal = excluded.seal, children = excluded.children, rows = excluded.rows",
        (
            (incident, one.seal, one.children, one.text.decode())
            for incident, one in prepared.items()
        ),
    )


def remove_all(connection: sqlite3.Connection) -> None:
    """Take every row out."""
    connection.execute("DELETE FROM prepared_rows")
