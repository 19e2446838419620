"""Show the record of an incident as it stands, whole or of one child."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import tzinfo

from childcheck.identifiers import ChildId, Digest, IncidentId
from childcheck.log.reading import Reader
from childcheck.log.writing import Log
from childcheck.problems import ChildcheckError, ExitCode, Problem
from childcheck.procedures.find_checklist import checklist_in_log
from childcheck.procedures.find_incident import find_incident
from childcheck.procedures.record_consultation import record_consultation
from childcheck.record.entries import Entry, Writing
from childcheck.record.happenings import BodyErased, RecordConsulted, RecordsExported
from childcheck.walk.recounting import recount
from childcheck.walk.situation import situation_of
from childcheck.walk.standing_record import Provenance, StandingRecord
from childcheck.walk.viewing import Sight

# Whoever reads a record, or erases from it, adds nothing to it: its receipt stays the same.
_NO_WORK = (RecordConsulted, RecordsExported, BodyErased)


@dataclass(frozen=True)
class Consulted:
    """An incident that somebody reads, with everything behind it.

    `warning` says that the reading could not be recorded.
    """

    incident: IncidentId
    child: ChildId | None
    sight: Sight
    entries: tuple[Entry, ...]
    warning: Problem | None


@dataclass(frozen=True)
class RecordShown:
    """A record as it stands; of one child, it holds no other child's part."""

    consulted: Consulted
    record: StandingRecord

    @property
    def warning(self) -> Problem | None:
        """Why the reading could not be recorded, if it could not."""
        return self.consulted.warning


def show_record(
    log: Log,
    number: str,
    writing: Writing,
    zone: tzinfo,
    *,
    roll_number: int | None = None,
    reason: str = "",
    how: str = "show",
) -> RecordShown:
    """Record the reading, and return the record as it then stands.

    Args:
        log: open for writing where that can be.
        number: the incident's own number, or the force's reference.
        writing: who reads.
        zone: in which times are told.
        roll_number: only this child.
        reason: a code; empty where none was given.
        how: what is recorded as the way of reading.

    Raises:
        ChildcheckError: no such incident, or no such child on its roll.
    """
    consulted = consult(log, number, writing, roll_number=roll_number, reason=reason, how=how)
    provenance = _provenance(log, consulted.incident, consulted.entries)
    record = recount(consulted.sight, consulted.entries, provenance, zone)
    if consulted.child is not None:
        record = of_one_child(record, consulted.child)
    return RecordShown(consulted, record)


def consult(
    log: Log,
    number: str,
    writing: Writing,
    *,
    roll_number: int | None,
    reason: str,
    how: str,
) -> Consulted:
    """Record a reading, and return what is read; see `show_record`."""
    incident = find_incident(log, number)
    child = None
    if roll_number is not None:
        child = _child_with(log, incident, roll_number)
    warning = record_consultation(log, incident, writing, how=how, reason=reason, child=child)
    [row] = log.rows("incidents", incident=incident)
    checklist = checklist_in_log(log, Digest(str(row["checklist"])))
    entries = tuple(log.entries(incident=incident))
    sight = Sight(checklist, situation_of(incident, entries))
    return Consulted(incident, child, sight, entries, warning)


def of_one_child(record: StandingRecord, child: ChildId) -> StandingRecord:
    """Return a record without the parts of the incident and of other children."""
    return replace(
        record,
        answers=(),
        set_aside=(),
        adults=tuple(replace(one, answers=(), set_aside=()) for one in record.adults),
        children=tuple(one for one in record.children if one.child == child),
        follow_ups=tuple(one for one in record.follow_ups if one.follow_up.child == child),
    )


def _child_with(log: Reader, incident: IncidentId, roll_number: int) -> ChildId:
    rows = log.rows("children", incident=incident)
    for row in rows:
        if row["roll_number"] == roll_number:
            return ChildId(str(row["child"]))
    offered = ", ".join(str(row["roll_number"]) for row in rows) or "nobody yet"
    raise ChildcheckError(
        Problem(
            what="There is no child with this number on the roll.",
            where=f"incident {log.rows('incidents', incident=incident)[0]['incident_number']}",
            remedy=f"name the child by number with --child; on the roll: {offered}",
            code="no-child",
        ),
        ExitCode.NOT_FOUND,
    )


def _provenance(log: Reader, incident: IncidentId, entries: Sequence[Entry]) -> Provenance:
    [row] = log.rows("incidents", incident=incident)
    duty = next(iter(log.rows("duties", duty=row["duty"])), {}) if row["duty"] else {}
    same = log.rows("incidents", reference=row["reference"]) if row["reference"] else []
    last = next(one for one in reversed(entries) if not isinstance(one.happening, _NO_WORK))
    return Provenance(
        officer=str(row["officer"]),
        officer_name=str(duty.get("officer_name", "")),
        duty_date=str(duty.get("duty_date", "")),
        shift=str(duty.get("shift", "")),
        is_published=bool(row["is_published"]),
        other_records=tuple(
            str(one["incident_number"]) for one in same if one["incident"] != incident
        ),
        first_entry=entries[0].number,
        last_entry=last.number,
        receipt=last.receipt,
    )
