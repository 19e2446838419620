"""Brief a record: what somebody needs of it in another system, and what is owed."""

from __future__ import annotations

from datetime import tzinfo

from childcheck.log.writing import Log
from childcheck.procedures.show_record import RecordShown, show_record
from childcheck.record.entries import Writing


def brief_record(
    log: Log,
    number: str,
    writing: Writing,
    zone: tzinfo,
    *,
    roll_number: int | None = None,
    reason: str = "",
) -> RecordShown:
    """Record the reading as a brief one, and return the record.

    Raises:
        ChildcheckError: no such incident, or no such child on its roll.
    """
    return show_record(
        log, number, writing, zone, roll_number=roll_number, reason=reason, how="brief"
    )
