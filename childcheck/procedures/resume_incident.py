"""Go on with an incident where it stopped."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from childcheck.identifiers import IncidentId
from childcheck.log.reading import Reader
from childcheck.procedures.find_incident import walk_of
from childcheck.procedures.record_entries import Recorder
from childcheck.walk.reviewing import Summary, summarise
from childcheck.walk.settling import Circumstances
from childcheck.walk.situation import UNFINISHED
from childcheck.walk.viewing import Sight
from childcheck.walk.walking import Walk


@dataclass(frozen=True)
class Unfinished:
    """An incident that is not finished: what, when, who and how far."""

    incident: IncidentId
    incident_number: str
    reference: str
    place: str
    opened_at: datetime
    last_at: datetime | None
    officer: str
    is_family_left: bool
    summary: Summary
    answered: int


def unfinished_incidents(log: Reader, circumstances: Circumstances) -> tuple[Unfinished, ...]:
    """Return what is unfinished in a log, the newest first."""
    rows = log.rows("incidents", state=UNFINISHED)
    found = [
        how_far(log, IncidentId(str(row["incident"])), circumstances) for row in reversed(rows)
    ]
    return tuple(found)


def how_far(log: Reader, incident: IncidentId, circumstances: Circumstances) -> Unfinished:
    """Return what, when, who and how far of one incident."""
    row = log.rows("incidents", incident=incident)[0]
    walk = walk_of(log, incident, circumstances)
    sight: Sight = walk.sight
    return Unfinished(
        incident=incident,
        incident_number=str(row["incident_number"]),
        reference=str(row["reference"]),
        place=str(row["place"]),
        opened_at=datetime.fromisoformat(str(row["opened_at"])),
        last_at=walk.situation.last_at,
        officer=str(row["officer"]),
        is_family_left=walk.situation.has_family_left or walk.situation.is_resumed_without_family,
        summary=summarise(sight),
        answered=sum(1 for spot in walk.situation.held if sight.live(spot) is not None),
    )


def needs_presence(walk: Walk) -> bool:
    """Return whether it must be asked if the family is still there: it was, and has not left."""
    return walk.goes_in_stages and not walk.situation.has_family_left


def resume_incident(recorder: Recorder, incident: IncidentId, *, is_with_family: bool) -> Walk:
    """Record that an incident goes on, and return its walk in the checklist it began with."""
    walk = walk_of(recorder.log, incident, recorder.circumstances())
    return resume_walk(recorder, walk, is_with_family=is_with_family)


def resume_walk(recorder: Recorder, walk: Walk, *, is_with_family: bool) -> Walk:
    """Record that a walk goes on, and return it; one that is finished stays as it is."""
    if walk.situation.state != UNFINISHED:
        return walk
    turn = walk.resume(is_with_family=is_with_family)
    recorder.with_checklist(walk.checklist).record(turn.drafts)
    return turn.walk
