"""Project an entry: the rows of the read tables that it makes or changes.

Used when an entry is added and when the tables are built again, so the two
cannot differ. Each entry is projected alone: nothing here looks at another
entry, so whatever hangs on what stands already is left to the change itself
(`Settle`, `Change` with a condition). An erased body leaves an entry with what
its header says; its rows then hold no words.
"""

from __future__ import annotations

from collections.abc import Iterator

from childcheck.record import happenings as happened
from childcheck.record.answer_rows import answer_rows, set_aside_rows
from childcheck.record.entries import Entry
from childcheck.record.row_changes import Cell, Change, Put, RowChange
from childcheck.record.row_keys import (
    adult_key,
    child_key,
    incident_key,
    people_key,
    recorded_at_utc,
    spot_key,
    who,
)

# Who reads a record, or takes it out, does not work on it.
_NOT_WORK = (happened.RecordConsulted, happened.RecordsExported, happened.BodyErased)
_ANSWERING = (happened.AnswerGiven, happened.QuestionLeft)


def project(entry: Entry) -> tuple[RowChange, ...]:
    """Return the changes that an entry makes to the read tables, in order."""
    happening = entry.happening
    if isinstance(happening, _ANSWERING):
        return (*answer_rows(entry, happening), *_last_entry(entry))
    return (*_of_its_kind(entry), *_last_entry(entry))


def _of_its_kind(entry: Entry) -> Iterator[RowChange]:
    happening = entry.happening
    match happening:
        case happened.DutyBegun() | happened.DutyEnded():
            yield from _duty(entry, happening)
        case (
            happened.IncidentOpened()
            | happened.SecondRecordNamed()
            | happened.FamilyLeft()
            | happened.IncidentFinished()
            | happened.IncidentReopened()
            | happened.IncidentKept()
        ):
            yield from _incident(entry, happening)
        case happened.AdultNamed() | happened.AdultRenamed() | happened.AdultWithdrawn():
            yield from _adult(entry, happening)
        case (
            happened.ChildNamed()
            | happened.ChildRenamed()
            | happened.ChildWithdrawn()
            | happened.ChildKept()
        ):
            yield from _child(entry, happening)
        case happened.CheckFinished() | happened.CheckReopened():
            yield from _check(entry, happening)
        case happened.EngagementBegun():
            yield _engagement(entry, happening)
        case happened.AnswerSetAside():
            yield from set_aside_rows(entry, happening)
        case happened.QuestionReopened():
            asked_again: dict[str, Cell] = {"is_to_ask_again": 1, "ask_again_by": entry.identifier}
            yield Change("answers", spot_key(happening), asked_again)
        case (
            happened.FollowUpOpened()
            | happened.FollowUpGiven()
            | happened.FollowUpSetAside()
            | happened.FollowUpClosed()
        ):
            yield _follow_up(entry, happening)
        case happened.RecordsExported():
            yield _export(entry, happening)
        case happened.RecordConsulted():
            yield _consultation(entry, happening)


def _last_entry(entry: Entry) -> Iterator[RowChange]:
    happening = entry.happening
    if isinstance(happening, _NOT_WORK):
        return
    if happening.incident:
        yield Change("incidents", incident_key(happening), {"last_entry": entry.number})
    if happening.child:
        yield Change("checks", child_key(happening), {"last_entry": entry.number})


# Duties and incidents


def _duty(entry: Entry, happening: happened.DutyBegun | happened.DutyEnded) -> Iterator[RowChange]:
    if isinstance(happening, happened.DutyEnded):
        yield Change(
            "duties",
            {"duty": happening.ended or ""},
            {
                "ended_at_utc": recorded_at_utc(entry),
                "ended_entry": entry.number,
                "unfinished": happening.unfinished,
                "owed": happening.owed,
            },
        )
        return
    yield Put(
        "duties",
        {
            "duty": happening.begun or "",
            "officer": entry.writing.officer or "",
            "officer_name": happening.officer_name,
            "force": happening.force,
            "station": happening.station,
            "duty_date": happening.duty_date,
            "shift": happening.shift,
            "starts_at": happening.starts_at,
            "ends_at": happening.ends_at,
            "is_stated": int(happening.is_stated),
            "begun_at_utc": recorded_at_utc(entry),
            "begun_entry": entry.number,
        },
    )


def _incident(
    entry: Entry,
    happening: happened.IncidentOpened
    | happened.SecondRecordNamed
    | happened.FamilyLeft
    | happened.IncidentFinished
    | happened.IncidentReopened
    | happened.IncidentKept,
) -> Iterator[RowChange]:
    values: dict[str, Cell]
    match happening:
        case happened.IncidentOpened():
            yield Put(
                "incidents",
                incident_key(happening)
                | who(entry)
                | {
                    "incident_number": happening.incident_number,
                    "opened_at": happening.opened_at,
                    "state": "unfinished",
                    "entry_mode": happening.entry_mode,
                    "checklist_id": happening.checklist_id,
                    "checklist_version": happening.checklist_version,
                    "checklist": entry.writing.checklist or "",
                    "is_published": int(happening.is_published),
                    "second_record_of": "",
                    "file_digest": happening.file_digest,
                    "recorded_at_utc": recorded_at_utc(entry),
                    "opened_entry": entry.number,
                },
            )
            return
        case happened.SecondRecordNamed():
            values = {"second_record_of": happening.second_record_of or ""}
        case happened.FamilyLeft():
            values = {"family_left": 1, "family_left_at": happening.left_at or ""}
        case happened.IncidentFinished():
            values = {
                "state": happening.state,
                "gaps": happening.gaps,
                "not_reached": 0,
                "finished_at_utc": recorded_at_utc(entry),
            }
        case happened.IncidentReopened():
            values = {"state": "unfinished", "gaps": None, "finished_at_utc": ""}
        case happened.IncidentKept():
            values = {"state": "unfinished", "not_reached": happening.not_reached}
    yield Change("incidents", incident_key(happening), values)


# People and checks


def _adult(
    entry: Entry,
    happening: happened.AdultNamed | happened.AdultRenamed | happened.AdultWithdrawn,
) -> Iterator[RowChange]:
    key = adult_key(happening)
    match happening:
        case happened.AdultNamed():
            named: dict[str, Cell] = {
                "name": happening.name,
                "state": "named",
                "named_entry": entry.number,
            }
            yield Put("adults", key | named)
        case happened.AdultRenamed():
            yield Change("adults", key, {"name": happening.name})
        case happened.AdultWithdrawn():
            yield Change("adults", key, {"state": "withdrawn", "withdrawn_why": happening.why})


def _child(
    entry: Entry,
    happening: happened.ChildNamed
    | happened.ChildRenamed
    | happened.ChildWithdrawn
    | happened.ChildKept,
) -> Iterator[RowChange]:
    key = child_key(happening)
    match happening:
        case happened.ChildNamed():
            yield Put(
                "children",
                key
                | {
                    "roll_number": happening.roll_number,
                    "name": happening.name,
                    "state": "on_roll",
                    "found_late_at": happening.found_late_at or "",
                    "kept_because": happening.kept_because,
                    "named_entry": entry.number,
                },
            )
            started: dict[str, Cell] = {"state": "not_started", "first_entry": entry.number}
            yield Put("checks", key | started)
        case happened.ChildRenamed():
            yield Change("children", key, {"name": happening.name})
        case happened.ChildWithdrawn():
            withdrawn: dict[str, Cell] = {"state": "withdrawn"}
            yield Change("children", key, withdrawn | {"withdrawn_why": happening.why})
            yield Change("checks", key, withdrawn)
        case happened.ChildKept():
            yield Change("children", key, {"kept_because": happening.why})


def _check(
    entry: Entry, happening: happened.CheckFinished | happened.CheckReopened
) -> Iterator[RowChange]:
    values: dict[str, Cell]
    match happening:
        case happened.CheckFinished():
            values = {
                "state": happening.state,
                "gaps": happening.gaps,
                "finished_at_utc": recorded_at_utc(entry),
            }
        case happened.CheckReopened():
            values = {"state": "unfinished", "gaps": None, "finished_at_utc": ""}
    yield Change("checks", child_key(happening), values)


def _engagement(entry: Entry, happening: happened.EngagementBegun) -> RowChange:
    return Put(
        "engagements",
        child_key(happening)
        | who(entry)
        | {
            "engagement": happening.engagement or "",
            "talk_number": happening.talk_number,
            "started_at": happening.answered_at or happening.asked_at or "",
            "recorded_at_utc": recorded_at_utc(entry),
            "entry": entry.number,
        },
    )


# What is owed, and who took records out or read them


def _follow_up(
    entry: Entry,
    happening: happened.FollowUpOpened
    | happened.FollowUpGiven
    | happened.FollowUpSetAside
    | happened.FollowUpClosed,
) -> RowChange:
    key: dict[str, Cell] = {"follow_up": happening.follow_up or ""}
    match happening:
        case happened.FollowUpOpened():
            # Opened again, it begins anew: who held it, and why it was closed, is in the entries.
            return Put(
                "follow_ups",
                key
                | people_key(happening)
                | {
                    "name": happening.name,
                    "what": happening.what,
                    "state": "open",
                    "holder": happening.holder,
                    "place": "",
                    "due_at": happening.due_at or "",
                    "due_rule": happening.due_rule,
                    "closed_by": happening.closed_by,
                    "opened_at_utc": recorded_at_utc(entry),
                    "opened_entry": entry.number,
                    "opened_cause": happening.cause or "",
                    "given_entry": None,
                    "set_aside_entry": None,
                    "set_aside_cause": "",
                    "closed_at": "",
                    "closed_entry": None,
                    "closed_cause": "",
                    "told": "",
                },
            )
        case happened.FollowUpGiven():
            # It says all three anew: what it does not say is not known any more.
            return Change(
                "follow_ups",
                key,
                {
                    "holder": happening.holder,
                    "place": happening.where,
                    "due_at": happening.due_at or "",
                    "given_entry": entry.number,
                },
            )
        case happened.FollowUpSetAside():
            return Change(
                "follow_ups",
                key,
                {
                    "state": "set_aside",
                    "set_aside_entry": entry.number,
                    "set_aside_cause": happening.cause or "",
                },
            )
        case happened.FollowUpClosed():
            return Change(
                "follow_ups",
                key,
                {
                    "state": "closed",
                    "closed_at": happening.closed_at or "",
                    "closed_entry": entry.number,
                    "closed_cause": happening.cause or "",
                    "told": happening.told,
                },
            )


def _export(entry: Entry, happening: happened.RecordsExported) -> RowChange:
    return Put(
        "exports",
        who(entry)
        | {
            "entry": entry.number,
            "file_digest": happening.file_digest,
            "layout": happening.layout,
            "chosen_by": happening.chosen_by,
            "from_entry": happening.from_entry,
            "up_to_entry": happening.up_to_entry,
            "rows": happening.rows,
            "reason": happening.reason,
            "reason_text": happening.reason_text,
            "exported_at_utc": recorded_at_utc(entry),
        },
    )


def _consultation(entry: Entry, happening: happened.RecordConsulted) -> RowChange:
    return Put(
        "consultations",
        child_key(happening)
        | who(entry)
        | {
            "entry": entry.number,
            "how": happening.how,
            "reason": happening.reason,
            "consulted_at_utc": recorded_at_utc(entry),
        },
    )
