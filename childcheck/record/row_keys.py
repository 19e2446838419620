"""What stands in the rows of many read tables: who wrote, when, and about whom.

Empty text stands where nobody is meant, so that a key is never NULL.
"""

from __future__ import annotations

from datetime import UTC

from childcheck.record.entries import Entry
from childcheck.record.happening import Happening
from childcheck.record.row_changes import Cell


def recorded_at_utc(entry: Entry) -> str:
    """Return the time of recording as in the entry's header."""
    return entry.recorded_at.astimezone(UTC).isoformat(timespec="milliseconds")


def who(entry: Entry) -> dict[str, Cell]:
    """Return the officer who wrote and the duty in which it was written."""
    return {"officer": entry.writing.officer or "", "duty": entry.writing.duty or ""}


def incident_key(happening: Happening) -> dict[str, Cell]:
    """Return the key of an incident."""
    return {"incident": happening.incident or ""}


def child_key(happening: Happening) -> dict[str, Cell]:
    """Return the key of a child at an incident."""
    return {"incident": happening.incident or "", "child": happening.child or ""}


def adult_key(happening: Happening) -> dict[str, Cell]:
    """Return the key of an adult at an incident."""
    return {"incident": happening.incident or "", "adult": happening.adult or ""}


def people_key(happening: Happening) -> dict[str, Cell]:
    """Return the incident, the child and the adult that something is about."""
    return {
        "incident": happening.incident or "",
        "child": happening.child or "",
        "adult": happening.adult or "",
    }


def spot_key(happening: Happening) -> dict[str, Cell]:
    """Return where an answer stands: a question, about whom, in which talk."""
    return {
        "incident": happening.incident or "",
        "child": happening.child or "",
        "adult": happening.adult or "",
        "engagement": happening.engagement or "",
        "question": happening.question or "",
    }
