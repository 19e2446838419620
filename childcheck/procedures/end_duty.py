"""End an officer's duty, and tell what is unfinished and what is owed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from childcheck.identifiers import IncidentId, OfficerId
from childcheck.log.reading import Reader
from childcheck.procedures.begin_duty import CurrentDuty, current_duty
from childcheck.procedures.record_entries import Recorder
from childcheck.procedures.resume_incident import Unfinished, how_far
from childcheck.record.happenings import DutyEnded
from childcheck.review.follow_ups import Owed, follow_ups_of, still_owed
from childcheck.walk.situation import UNFINISHED


@dataclass(frozen=True)
class StillOwed:
    """A follow-up that is open, and the incident to which it belongs."""

    incident_number: str
    owed: Owed


@dataclass(frozen=True)
class OffDuty:
    """How a duty ended; `duty` is None when none was running.

    `unfinished` are the officer's own incidents; `owed` what the officer holds
    or opened, the earliest due first.
    """

    duty: CurrentDuty | None
    unfinished: tuple[Unfinished, ...]
    owed: tuple[StillOwed, ...]
    now: datetime


def end_duty(recorder: Recorder) -> OffDuty:
    """Record that the officer's duty ended; nothing is closed or given away by it."""
    log, officer, now = recorder.log, recorder.writing.officer or OfficerId(""), recorder.now()
    duty = current_duty(log, officer, now)
    unfinished = _unfinished(recorder, officer)
    owed = _owed(log, officer)
    if duty is not None:
        writing = replace(recorder.writing, duty=duty.id)
        ended = DutyEnded(ended=duty.id, unfinished=len(unfinished), owed=len(owed))
        log.append([ended], writing)
    return OffDuty(duty, unfinished, owed, now)


def _unfinished(recorder: Recorder, officer: OfficerId) -> tuple[Unfinished, ...]:
    rows = recorder.log.rows("incidents", state=UNFINISHED, officer=officer)
    circumstances = recorder.circumstances()
    return tuple(
        how_far(recorder.log, IncidentId(str(row["incident"])), circumstances) for row in rows
    )


def _owed(log: Reader, officer: OfficerId) -> tuple[StillOwed, ...]:
    """Return what the officer holds, or what stands in an incident that the officer opened."""
    numbers = {str(row["incident"]): str(row["incident_number"]) for row in log.rows("incidents")}
    own = {str(row["incident"]) for row in log.rows("incidents", officer=officer)}
    kinds = {
        "follow_up_opened",
        "follow_up_given",
        "follow_up_set_aside",
        "follow_up_closed",
    }
    open_ = still_owed(follow_ups_of(log.entries(kinds=kinds)).values())
    return tuple(
        StillOwed(numbers.get(str(one.incident), ""), one)
        for one in open_
        if one.holder == officer or one.incident in own
    )
