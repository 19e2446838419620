"""Begin an officer's duty, and find the one that holds now.

A duty holds until it is ended, or for 16 hours. One that an incident file
states never becomes the current one.

Source: design, section 7 (Who).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from childcheck.identifiers import DutyId, EntryId, OfficerId
from childcheck.log.reading import Reader
from childcheck.procedures.record_entries import Recorder
from childcheck.record.happenings import DutyBegun
from childcheck.review.configuration import Configuration
from childcheck.review.shifts import DutyShift, Shift, shift_on
from childcheck.walk.settling import Draft

HOLDS_FOR = timedelta(hours=16)


@dataclass(frozen=True)
class CurrentDuty:
    """A duty as its first entry states it; `begun_at` is when that was recorded."""

    id: DutyId
    officer: OfficerId
    shift: str
    duty_date: str
    ends_at: datetime | None
    begun_at: datetime


def current_duty(log: Reader, officer: OfficerId, now: datetime) -> CurrentDuty | None:
    """Return the officer's duty that holds now, the one begun last."""
    for row in reversed(log.rows("duties", officer=officer, is_stated=0, ended_at_utc="")):
        begun_at = datetime.fromisoformat(str(row["begun_at_utc"]))
        if abs(now - begun_at) < HOLDS_FOR:  # a clock set back must not lose a duty
            return CurrentDuty(
                id=DutyId(str(row["duty"])),
                officer=officer,
                shift=str(row["shift"]),
                duty_date=str(row["duty_date"]),
                ends_at=datetime.fromisoformat(str(row["ends_at"])) if row["ends_at"] else None,
                begun_at=begun_at,
            )
    return None


def begin_duty(recorder: Recorder, configuration: Configuration, duty_shift: DutyShift) -> Recorder:
    """Record that an officer's duty began; return the recorder that writes on it."""
    on_duty, begun = _begun(recorder, configuration, duty_shift, is_stated=False)
    on_duty.log.append([begun], on_duty.writing)
    return on_duty


def stated_duty(
    recorder: Recorder, configuration: Configuration, shift: Shift, duty_date: date
) -> tuple[Recorder, Draft]:
    """Return the recorder for a duty that an incident file states, and the draft that begins it.

    Nothing is recorded yet: the draft goes with the incident, or not at all.
    """
    duty_shift = shift_on(shift, duty_date, recorder.zone)
    on_duty, begun = _begun(recorder, configuration, duty_shift, is_stated=True)
    return on_duty, Draft(EntryId(recorder.new_identifiers.identifier()), begun)


def _begun(
    recorder: Recorder, configuration: Configuration, duty_shift: DutyShift, *, is_stated: bool
) -> tuple[Recorder, DutyBegun]:
    duty = DutyId(recorder.new_identifiers.identifier())
    officer = recorder.writing.officer or OfficerId("")
    begun = DutyBegun(
        begun=duty,
        duty_date=duty_shift.duty_date.isoformat(),
        shift=duty_shift.shift.name,
        starts_at=duty_shift.starts_at.isoformat(timespec="seconds"),
        ends_at=duty_shift.ends_at.isoformat(timespec="seconds"),
        is_stated=is_stated,
        officer_name=configuration.name_of(officer),
        force=configuration.force,
        station=configuration.station,
    )
    return recorder.on_duty(duty, duty_shift.ends_at), begun
