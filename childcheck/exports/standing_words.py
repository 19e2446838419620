"""What stands at a question, as a cell says it: the answer in words, or the state it is in.

A state stands in round brackets, and no recorded text can look like one (see
`safe_cells`). *Not reached* and *does not apply* are told apart by the path: a
part of the record that was finished has nothing left to reach.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from childcheck.checklist.answers import Answer, Given, LeftUnanswered
from childcheck.checklist.definitions import AnswerType, Checklist, Question
from childcheck.exports.csv_text import Cell
from childcheck.exports.incident_records import IncidentRecord
from childcheck.exports.safe_cells import NUL_SHOWN, safe
from childcheck.walk.situation import Held
from childcheck.walk.subjects import Spot
from childcheck.walk.wording import (
    basis_in_words,
    date_in_words,
    fill,
    in_words,
    placeholder_values,
)


class State(StrEnum):
    """How a question stands; what was left has its reason besides."""

    ANSWERED = "answered"
    LEFT = "left"
    SET_ASIDE = "set_aside"
    ERASED = "erased"
    NOT_REACHED = "not_reached"
    DOES_NOT_APPLY = "does_not_apply"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Said:
    """What a cell says: a recorded text, a whole number, or a state in brackets."""

    text: str
    is_state: bool = False
    number: int | None = None

    def cell(self) -> Cell:
        """Return it as it stands in a file."""
        if self.number is not None:
            return self.number
        return self.text.replace("\0", NUL_SHOWN) if self.is_state else safe(self.text)


def state(words: str) -> Said:
    """Return a state in its brackets."""
    return Said(f"({words})", is_state=True)


NONE = state("none")
NOT_KNOWN = state("not known")
ERASED = state("erased")
NOT_REACHED = state("not reached")
DOES_NOT_APPLY = state("does not apply")
CHILD_WITHDRAWN = state("child withdrawn")
NOT_BORN = state("not born yet")
NOT_THIS_AGE = state("not asked at this age")
NO_CHILD = state("no child on the roll")
NOT_IN_CHECKLIST = state("not in this checklist")

_OF_STATE = {
    State.ERASED: ERASED,
    State.NOT_REACHED: NOT_REACHED,
    State.SET_ASIDE: DOES_NOT_APPLY,
    State.DOES_NOT_APPLY: DOES_NOT_APPLY,
    State.WITHDRAWN: CHILD_WITHDRAWN,
}


@dataclass(frozen=True)
class Standing:
    """How one question stands for one subject."""

    spot: Spot
    state: State
    held: Held | None = None


def standing_at(record: IncidentRecord, spot: Spot) -> Standing:
    """Return how a question stands at a spot."""
    held = record.situation.held.get(spot)
    if held is not None and not held.is_set_aside:
        if isinstance(held.given, LeftUnanswered):
            return Standing(spot, State.LEFT, held)
        is_erased = record.by_identifier[held.entry].is_erased
        return Standing(spot, State.ERASED if is_erased else State.ANSWERED, held)
    if record.is_withdrawn(spot.subject.child):
        return Standing(spot, State.WITHDRAWN)
    # What was finished has nothing to reach; a further talk is finished by nothing of its own.
    is_finished = record.is_finished(spot.subject) and spot.subject.talk <= 1
    if not is_finished and record.sight.is_on_path(spot):
        return Standing(spot, State.NOT_REACHED)
    return Standing(spot, State.DOES_NOT_APPLY if held is None else State.SET_ASIDE, held)


def words_of(record: IncidentRecord, question: Question, standing: Standing) -> Said:
    """Return what stands at a question, in words."""
    if standing.state in _OF_STATE or standing.held is None:
        return _OF_STATE.get(standing.state, DOES_NOT_APPLY)
    question = as_put(record, question, standing.spot)
    return given_in_words(question, standing.held.given, record.checklist, record.names)


def as_put(record: IncidentRecord, question: Question, spot: Spot) -> Question:
    """Return a question with the names of its subject in the labels of its answers.

    Only labels are filled: what a person typed may hold braces of its own.
    """
    if not any("{" in label for label in _labels(question)):
        return question
    values = placeholder_values(record.sight, spot.subject)
    return replace(
        question,
        choices=tuple(replace(one, label=fill(one.label, values)) for one in question.choices),
        none_label=fill(question.none_label, values),
        nothing_label=fill(question.nothing_label, values),
    )


def _labels(question: Question) -> tuple[str, ...]:
    return (
        question.none_label,
        question.nothing_label,
        *(choice.label for choice in question.choices),
    )


def given_in_words(
    question: Question, given: Given, checklist: Checklist, names: Mapping[str, str]
) -> Said:
    """Return an answer, or the reason for none, in words.

    Dates and moments stand as they are recorded (`2026-10-25T01:30:00+01:00`):
    a spreadsheet sorts them, and on the night the clocks go back they are sure.
    """
    if isinstance(given, LeftUnanswered):
        return state(_reason(given, checklist))
    if question.type is AnswerType.NUMBER and isinstance(given.value, int) and not given.texts:
        return Said(str(given.value), number=given.value)
    if question.type in (AnswerType.DATE, AnswerType.TIME):
        own, value = given.texts.get("", ""), str(given.value)
        value = date_in_words(value) if value.startswith("band ") else value
        return Said(f"{value}: {own}" if own else value)
    return Said(in_words(question, given, checklist, names) or "(empty)")


def _reason(given: LeftUnanswered, checklist: Checklist) -> str:
    label = checklist.way_of_leaving(given.reason).label
    if label[1:2].islower():  # "Not asked", and no abbreviation
        label = label[0].lower() + label[1:]
    return f"{label}: {given.text}" if given.text else label


def basis_of(record: IncidentRecord, question: Question, standing: Standing) -> Said:
    """Return what the answer at a question rests on."""
    if standing.state is State.LEFT:
        return state("no answer")
    if standing.state in _OF_STATE or standing.held is None:
        return _OF_STATE.get(standing.state, DOES_NOT_APPLY)
    question = as_put(record, question, standing.spot)
    return bases_in_words(record, question, standing.held.given)


def bases_in_words(record: IncidentRecord, question: Question, given: Given) -> Said:
    """Return what an answer rests on, choice by choice where it was asked so."""
    if not isinstance(given, Answer):
        return NONE
    order = [str(choice.id) for choice in question.choices]
    parts = []
    for key in sorted(given.basis, key=lambda one: order.index(one) if one in order else -1):
        words = ", ".join(basis_in_words(one, record.names) for one in given.basis[key])
        choice = question.choice(key)
        parts.append(f"{choice.label}: {words}" if choice is not None else words)
    return Said("; ".join(parts)) if parts else NONE
