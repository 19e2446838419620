"""The columns that every export has: shift, incident, child, state and integrity.

The layouts say in which order they stand: what a supervisor looks for first, and what
only a program needs last. `docs/export-columns.md` explains each of them. What is not
built yet has no column. What concerns the exporting itself stands in no column: the
same record gives the same file, whoever exports it and whenever.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TypeAlias

from childcheck.checklist.definitions import UNBORN, Question
from childcheck.exports.incident_records import IncidentRecord
from childcheck.exports.standing_words import (
    DOES_NOT_APPLY,
    ERASED,
    NO_CHILD,
    NONE,
    NOT_BORN,
    NOT_IN_CHECKLIST,
    NOT_KNOWN,
    NOT_REACHED,
    NOT_THIS_AGE,
    Said,
    Standing,
    State,
    basis_of,
    standing_at,
    state,
    words_of,
)
from childcheck.identifiers import ChildId
from childcheck.record.entries import Entry
from childcheck.record.happenings import AnswerGiven, QuestionLeft
from childcheck.review.duties import Duty
from childcheck.walk import contact
from childcheck.walk.contact import fact_state, is_done
from childcheck.walk.reviewing import child_spots, child_state
from childcheck.walk.situation import FollowUp
from childcheck.walk.subjects import INCIDENT, Subject
from childcheck.walk.viewing import is_gap, weight_as_fact

OfIncident: TypeAlias = Callable[[IncidentRecord], Said]
OfChild: TypeAlias = Callable[[IncidentRecord, ChildId], Said]
OfDuty: TypeAlias = Callable[[Duty], str]

YES, NO = Said("yes"), Said("no")

# A postcode as Royal Mail writes it, and a UPRN where it is called one: recognised, never invented.
_POSTCODE = re.compile(r"\b([A-Z]{1,2}\d[A-Z\d]?)\s*(\d[ABD-HJLNP-UW-Z]{2})\b", re.IGNORECASE)
_UPRN = re.compile(r"\bUPRN\b\D{0,3}(\d{1,12})\b", re.IGNORECASE)


def text_or(text: str, otherwise: Said) -> Said:
    """Return a text, or what stands where there is none."""
    return Said(text) if text else otherwise


def _number(number: int) -> Said:
    return Said(str(number), number=number)


def yes_or_no(is_so: bool) -> Said:
    """Return yes or no as a cell says it."""
    return YES if is_so else NO


# Shift: the duty in which the incident was opened, or the talk was recorded

SHIFT: Mapping[str, OfDuty] = {
    "force": lambda duty: duty.force,
    "station": lambda duty: duty.station,
    "duty_date": lambda duty: duty.duty_date,
    "shift_name": lambda duty: duty.shift,
    "duty_start": lambda duty: duty.starts_at,
    "duty_end": lambda duty: duty.ends_at,
    "officer_id": lambda duty: duty.officer,
    "officer_name": lambda duty: duty.officer_name,
}


def shift_of(record: IncidentRecord, entry: Entry) -> dict[str, Said]:
    """Return what the columns of the shift say of the duty in which an entry was recorded."""
    duty = record.duty_of(entry)
    said = {
        name: text_or(of(duty) if duty is not None else "", NOT_KNOWN) for name, of in SHIFT.items()
    }
    if duty is None and entry.writing.officer:
        said["officer_id"] = Said(entry.writing.officer)
    return said


# Incident


def fact_of(record: IncidentRecord, fact: str, subject: Subject = INCIDENT) -> Said:
    """Return what stands as a fact: the latest answer that is it, or why there is none.

    A question that was left does not hide what another one told.
    """
    found = _standing_of(record, fact, subject)
    if found is None:
        return NOT_IN_CHECKLIST
    return words_of(record, *found)


def _standing_of(
    record: IncidentRecord, fact: str, subject: Subject
) -> tuple[Question, Standing] | None:
    standings = [
        (question, standing_at(record, record.sight.spot(question, subject)))
        for question in record.checklist.with_fact(fact)
    ]
    if not standings:
        return None
    said = [one for one in standings if one[1].held and one[1].state is not State.SET_ASIDE]
    if said:
        return max(said, key=lambda one: weight_as_fact(one[1].held) if one[1].held else (False, 0))
    return next((one for one in standings if one[1].state is State.NOT_REACHED), standings[0])


def _adults(record: IncidentRecord) -> Said:
    lines = []
    for adult in record.situation.living_adults():
        roles = fact_of(record, "adult.role", Subject(adult=adult))
        is_told = roles not in (NOT_IN_CHECKLIST, DOES_NOT_APPLY)
        name = record.names[str(adult)]
        lines.append(f"{name}: {roles.text}" if is_told else name)
    if lines:
        return Said("\n".join(lines))
    named = fact_of(record, "incident.adults")
    return named if named.is_state else NONE


def _left_at(record: IncidentRecord) -> Said:
    if record.family_left_at is not None:
        return text_or(record.family_left_at, NOT_KNOWN)
    if record.sight.fact_value("incident.mode") == "afterwards":
        return DOES_NOT_APPLY
    is_over = record.is_finished(INCIDENT) or record.situation.is_resumed_without_family
    return NOT_KNOWN if is_over else NOT_REACHED


def _in_place(record: IncidentRecord, pattern: re.Pattern[str]) -> Said:
    place = fact_of(record, "incident.place")
    if place.is_state:
        return place
    found = pattern.search(place.text)
    return Said(" ".join(found.groups()).upper()) if found else NOT_KNOWN


INCIDENT_COLUMNS: Mapping[str, OfIncident] = {
    "incident_number": lambda record: Said(record.opened.incident_number),
    "incident_ref": lambda record: fact_of(record, "incident.reference"),
    "second_record_of": lambda record: text_or(record.second_record_of, NONE),
    "entry_mode": lambda record: fact_of(record, "incident.mode"),
    "recorded_from": lambda record: Said(
        "file" if record.opened.entry_mode == "file" else "questions"
    ),
    "opened_at": lambda record: Said(record.opened.opened_at),
    "arrived_at": lambda record: fact_of(record, "incident.arrived_at"),
    "left_at": _left_at,
    "place": lambda record: fact_of(record, "incident.place"),
    "postcode": lambda record: _in_place(record, _POSTCODE),
    "uprn": lambda record: _in_place(record, _UPRN),
    "adults": _adults,
    "child_count": lambda record: _number(len(record.situation.living_children())),
    "incident_state": lambda record: Said(record.situation.state),
}


# Child


def _born_basis(record: IncidentRecord, child: ChildId) -> Said:
    found = _standing_of(record, "child.born_on", Subject(child))
    return NOT_IN_CHECKLIST if found is None else basis_of(record, *found)


def _born(record: IncidentRecord, child: ChildId) -> Said:
    """Return the date or estimated age as it was given; a band picked by eye is neither."""
    said = fact_of(record, "child.born_on", Subject(child))
    born = record.sight.born_on(child)
    if said.is_state or born is None or born.band is None:
        return said
    return state(f"not known, {said.text}")


def _age(record: IncidentRecord, child: ChildId) -> Said:
    if record.sight.band(child) == UNBORN:
        return NOT_BORN
    age = record.sight.age(child)
    return NOT_KNOWN if age is None else _number(age)


def _fact(fact: str) -> OfChild:
    return lambda record, child: fact_of(record, fact, Subject(child))


def _roll_number(record: IncidentRecord, child: ChildId) -> Said:
    return _number(record.situation.children[child].roll_number)


CHILD_COLUMNS: Mapping[str, OfChild] = {
    "child_ref": lambda record, child: Said(child),
    "child_number": _roll_number,
    "child_name": lambda record, child: text_or(record.sight.name_of_child(child), ERASED),
    "other_names": _fact("child.other_names"),
    "dob": _born,
    "dob_basis": _born_basis,
    "age": _age,
    "age_band": lambda record, child: text_or(record.sight.band(child) or "", NOT_KNOWN),
    "gender": _fact("child.gender"),
    "language": _fact("child.language"),
    "carers": _fact("child.carers"),
    "whereabouts": _fact("child.whereabouts"),
    "found_late_at": lambda record, child: text_or(
        record.situation.children[child].found_late_at or "", NONE
    ),
    "kept_because": lambda record, child: text_or(
        record.situation.children[child].kept_because, NONE
    ),
}


# State


def done(record: IncidentRecord, child: ChildId, fact: str, talk: int = 0) -> Said:
    """Return whether something was done, such as `child.seen`: yes, no, or why nobody can say.

    Args:
        talk: the talk that is meant; 0 is any of them.
    """
    if talk:
        if record.sight.done_in_talk(fact, child, talk) is not None:
            return YES
    elif is_done(record.sight, fact, child):
        return YES
    said = fact_of(record, fact, Subject(child, None, talk))
    if said != DOES_NOT_APPLY:
        return said if said.is_state else NO
    why = fact_state(record.sight, fact, child)
    if why in _RULED_OUT:
        return _RULED_OUT[why]
    # Nobody talks with a child whom nobody saw; that it was not asked is no excuse.
    is_unseen = fact == "child.talked" and done(record, child, "child.seen", talk) == NO
    return NO if is_unseen else said


_RULED_OUT = {contact.NOT_BORN: NOT_BORN, contact.NOT_THIS_AGE: NOT_THIS_AGE}


def _done_alone(record: IncidentRecord, child: ChildId) -> Said:
    if is_done(record.sight, "child.talked", child, together_with="child.alone"):
        return YES
    talked = done(record, child, "child.talked")
    return done(record, child, "child.alone") if talked == YES else talked


def _follow_ups(record: IncidentRecord, child: ChildId) -> tuple[FollowUp, ...]:
    return tuple(one for one in record.situation.follow_ups.values() if one.child == child)


def _follow_ups_in_words(record: IncidentRecord, child: ChildId) -> Said:
    lines = []
    for one in _follow_ups(record, child):
        parts = [
            f"held by {one.holder}" if one.holder else "",
            f"at {one.where}" if one.where else "",
            f"due {one.due_at or one.due_rule.replace('_', ' ')}",
            f"told: {one.told}" if one.told else "",
        ]
        rest = ", ".join(part for part in parts if part)
        lines.append(f"{one.state.replace('_', ' ')}: {one.what or '(erased)'} ({rest})")
    return Said("\n".join(lines)) if lines else NONE


def _gaps(record: IncidentRecord, child: ChildId) -> Said:
    questions = record.checklist.questions
    return _number(
        sum(
            is_gap(questions[spot.question], held)
            for spot, held in record.situation.held.items()
            if spot.subject.child == child and not held.is_set_aside
        )
    )


def _not_reached(record: IncidentRecord, child: ChildId) -> Said:
    if record.is_withdrawn(child) or record.is_finished(Subject(child)):
        return _number(0)
    on_path = child_spots(record.sight, child)
    return _number(sum(not record.sight.is_settled(spot) for spot in on_path))


def _corrections(record: IncidentRecord, child: ChildId) -> Said:
    return _number(
        sum(
            isinstance(entry.happening, AnswerGiven | QuestionLeft)
            and entry.happening.corrects is not None
            for entry in record.about(child)
        )
    )


STATE_COLUMNS: Mapping[str, OfChild] = {
    "check_state": lambda record, child: Said(child_state(record.sight, child)),
    "withdrawn_because": lambda record, child: text_or(
        record.situation.children[child].withdrawn_because, NONE
    ),
    "was_seen": lambda record, child: done(record, child, "child.seen"),
    "was_talked_with": lambda record, child: done(record, child, "child.talked"),
    "was_talked_with_alone": _done_alone,
    "talk_count": lambda record, child: _number(record.situation.talk_count(child)),
    "gap_count": _gaps,
    "not_reached_count": _not_reached,
    "correction_count": _corrections,
    "open_follow_ups": lambda record, child: _number(
        sum(one.state == "open" for one in _follow_ups(record, child))
    ),
    "follow_ups": _follow_ups_in_words,
}


# Integrity


def _officers(record: IncidentRecord, child: ChildId | None) -> Said:
    officers = dict.fromkeys(one.writing.officer or "" for one in record.about(child))
    return text_or("; ".join(one for one in officers if one), NOT_KNOWN)


INTEGRITY_COLUMNS: Mapping[str, Callable[[IncidentRecord, ChildId | None], Said]] = {
    "officers": _officers,
    "first_entry": lambda record, child: _number(record.about(child)[0].number),
    "last_entry": lambda record, child: _number(record.about(child)[-1].number),
    "checklist_id": lambda record, child: Said(record.opened.checklist_id),
    "checklist_version": lambda record, child: Said(record.opened.checklist_version),
    "checklist_published": lambda record, child: yes_or_no(record.opened.is_published),
    "checklist_digest": lambda record, child: text_or(
        record.opening.writing.checklist or "", NOT_KNOWN
    ),
    "incident_id": lambda record, child: Said(record.incident),
    "log": lambda record, child: Said(record.log),
}


def of_child(
    columns: Mapping[str, OfChild], record: IncidentRecord, child: ChildId | None
) -> dict[str, Said]:
    """Return what columns say of a child; without one, that the roll holds none."""
    return {
        name: of(record, child) if child is not None else NO_CHILD for name, of in columns.items()
    }
