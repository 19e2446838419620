"""Duties: who was on duty, in which shift, as the entries that begin them say.

An entry belongs to the duty that was begun when it was recorded, so overtime
and midnight cause no doubt: it stays with the shift in which the work began.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from childcheck.identifiers import DutyId, OfficerId
from childcheck.record.entries import Entry
from childcheck.record.happenings import DutyBegun


@dataclass(frozen=True)
class Duty:
    """One officer's span of duty; moments are text in ISO form, as they were recorded."""

    id: DutyId
    officer: OfficerId
    officer_name: str
    force: str
    station: str
    duty_date: str
    shift: str
    starts_at: str
    ends_at: str
    begun_entry: int


def duties_of(entries: Iterable[Entry]) -> dict[DutyId, Duty]:
    """Return the duties that entries begin, in order; entries of other kinds say nothing here."""
    duties: dict[DutyId, Duty] = {}
    for entry in entries:
        begun = entry.happening
        if isinstance(begun, DutyBegun) and begun.begun is not None:
            duties[begun.begun] = Duty(
                id=begun.begun,
                officer=entry.writing.officer or OfficerId(""),
                officer_name=begun.officer_name,
                force=begun.force,
                station=begun.station,
                duty_date=begun.duty_date,
                shift=begun.shift,
                starts_at=begun.starts_at,
                ends_at=begun.ends_at,
                begun_entry=entry.number,
            )
    return duties
