"""Half-typed long text: one row for each spot, gone with the entry that records the answer.

A draft is no entry. SQLite overwrites it with zeros when it goes
(`secure_delete`), and nothing here keeps an older one.
"""

from __future__ import annotations

import sqlite3
from dataclasses import astuple, dataclass


@dataclass(frozen=True)
class DraftKey:
    """The spot at which a text is being typed: a question, about whom, in which talk."""

    incident: str
    question: str
    child: str = ""
    adult: str = ""
    engagement: str = ""


_SPOT = "incident = ? AND question = ? AND child = ? AND adult = ? AND engagement = ?"


def draft_at(connection: sqlite3.Connection, spot: DraftKey) -> str | None:
    """Return the text at a spot, or None."""
    row = connection.execute(f"SELECT text FROM drafts WHERE {_SPOT}", astuple(spot)).fetchone()
    return None if row is None else str(row[0])


def drafts_of(connection: sqlite3.Connection, incident: str) -> dict[DraftKey, str]:
    """Return every draft of an incident."""
    rows = connection.execute(
        "SELECT incident, question, child, adult, engagement, text FROM drafts"
        " WHERE incident = ? ORDER BY child, adult, engagement, question",
        (incident,),
    )
    return {DraftKey(*row[:5]): row[5] for row in rows}


def write_draft(connection: sqlite3.Connection, spot: DraftKey, text: str) -> None:
    """Put a text at a spot, in place of the one before; an empty text leaves nothing."""
    remove_draft(connection, spot)
    if text:
        connection.execute(
            "INSERT INTO drafts (incident, question, child, adult, engagement, text)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (*astuple(spot), text),
        )


def remove_draft(connection: sqlite3.Connection, spot: DraftKey) -> None:
    """Take away the draft at a spot, if there is one."""
    connection.execute(f"DELETE FROM drafts WHERE {_SPOT}", astuple(spot))
