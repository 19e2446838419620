"""The layout `answers`: one row for each answer that stands, and for each that is missing.

What was left, set aside or not reached has a row as well; a question off the
path has none. Cells may be empty: the column `state` says why there is no
answer. Identifiers and codes stand beside the words, for whoever counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from childcheck.checklist.answers import Answer, LeftUnanswered
from childcheck.checklist.definitions import AnswerType, Checklist, Question
from childcheck.exports.csv_text import Cell, Row
from childcheck.exports.fixed_columns import fact_of, shift_of
from childcheck.exports.incident_records import IncidentRecord
from childcheck.exports.safe_cells import safe
from childcheck.exports.standing_words import (
    Standing,
    State,
    as_put,
    bases_in_words,
    standing_at,
)
from childcheck.identifiers import ChildId, EntryId
from childcheck.record.entries import written
from childcheck.record.happenings import AnswerGiven, QuestionLeft
from childcheck.walk.order import spots, spots_of_child, spots_of_talk
from childcheck.walk.situation import Situation
from childcheck.walk.subjects import Spot
from childcheck.walk.viewing import Sight
from childcheck.walk.wording import fill, placeholder_values, value_in_words

HEADER = (
    "duty_date",
    "shift_name",
    "officer_id",
    "incident_number",
    "incident_ref",
    "child_number",
    "child_name",
    "adult",
    "talk_number",
    "section",
    "question",
    "fact",
    "wording",
    "state",
    "answer",
    "value",
    "text",
    "reason",
    "basis",
    "asked_at",
    "answered_at",
    "recorded_at",
    "is_correction",
    "why_corrected",
    "is_kept",
    "is_to_ask_again",
    "entry",
    "checklist_id",
    "checklist_version",
    "checklist_digest",
    "child_ref",
    "incident_id",
)

_AS_TEXT = (AnswerType.TEXT, AnswerType.ADDRESS)


class AnswersSheet:
    """The columns and rows of the layout; they are the same for every checklist."""

    def __init__(self, checklists: Sequence[Checklist]) -> None:
        """Take the checklists that an export meets."""
        self.header: tuple[str, ...] = HEADER

    def rows(self, record: IncidentRecord) -> Iterator[Row]:
        """Yield the rows of the incident, then of each child, in the order of the checklist."""
        wordings = _wordings(record)
        for spot in _spots(record):
            standing = standing_at(record, spot)
            if standing.held is not None or standing.state is State.NOT_REACHED:
                row = _row(record, standing, wordings)
                yield [safe(cell) if isinstance(cell, str) else cell for cell in row.values()]


def _spots(record: IncidentRecord) -> Iterator[Spot]:
    """Yield every spot that may have a row, each once."""
    sight, held = record.sight, record.situation.held
    ordered = [spot for spot in spots(sight) if spot.subject.child is None]
    ordered += [spot for spot in held if spot.subject.child is None]
    for child in record.children:
        ordered += spots_of_child(sight, child)
        for talk in range(2, record.situation.talk_count(child) + 1):
            ordered += spots_of_talk(sight, child, talk)
        ordered += [spot for spot in held if spot.subject.child == child]
    for spot in dict.fromkeys(ordered):
        if record.checklist.questions[spot.question].type is not AnswerType.NOTE:
            yield spot


def _row(
    record: IncidentRecord, standing: Standing, wordings: Mapping[EntryId, str]
) -> dict[str, Cell]:
    spot, held = standing.spot, standing.held
    question = record.checklist.questions[spot.question]
    entry = record.by_identifier[held.entry] if held is not None else None
    told = entry.happening if entry is not None else None
    child = ChildId(spot.subject.child or "")
    is_of_child = spot.subject.child is not None
    row: dict[str, Cell] = dict.fromkeys(HEADER, "")
    row |= {
        "incident_number": record.opened.incident_number,
        "incident_ref": fact_of(record, "incident.reference").text,
        "child_number": record.situation.children[child].roll_number if is_of_child else "",
        "child_name": record.names[child] if is_of_child else "",
        "adult": record.names[str(spot.subject.adult)] if spot.subject.adult else "",
        "talk_number": spot.subject.talk or "",
        "section": question.section,
        "question": question.id,
        "fact": question.fact,
        "wording": wordings.get(entry.identifier, "") if entry is not None else "",
        "state": _state(standing),
        "is_to_ask_again": _yes(record.sight.is_reopened(spot)),
        "checklist_id": record.opened.checklist_id,
        "checklist_version": record.opened.checklist_version,
        "checklist_digest": record.opening.writing.checklist or "",
        "child_ref": child,
        "incident_id": record.incident,
    }
    if entry is None or held is None:
        return row | {"wording": _wording(record.sight, spot)}
    shift = shift_of(record, entry)
    row |= {name: shift[name].text for name in ("duty_date", "shift_name")}
    row |= {
        "officer_id": entry.writing.officer or "",
        "asked_at": held.asked_at or "",
        "answered_at": held.answered_at or "",
        "recorded_at": entry.recorded_at.isoformat(timespec="milliseconds"),
        "entry": entry.number,
        "checklist_digest": entry.writing.checklist or row["checklist_digest"],
    }
    if isinstance(told, AnswerGiven | QuestionLeft):
        row |= {
            "is_correction": _yes(told.corrects is not None),
            "why_corrected": told.why_corrected,
            "is_kept": _yes(isinstance(told, AnswerGiven) and told.kept_from is not None),
        }
    given = held.given
    if isinstance(given, LeftUnanswered):
        return row | {"reason": given.reason.value, "text": given.text}
    if entry.is_erased:
        return row
    question = as_put(record, question, spot)
    bases = bases_in_words(record, question, given)
    return row | {
        "answer": _answer(record, question, given),
        "value": _value(question, given),
        "text": _texts(question, given),
        "basis": "" if bases.is_state else bases.text,
    }


def _state(standing: Standing) -> str:
    """Return the state of a row; what was left has its reason's code."""
    held = standing.held
    if standing.state is State.LEFT and held is not None:
        assert isinstance(held.given, LeftUnanswered)
        return held.given.reason.value
    if held is not None and held.is_set_aside:
        return State.SET_ASIDE.value
    return standing.state.value


def _answer(record: IncidentRecord, question: Question, given: Answer) -> Cell:
    value = given.value
    if question.type is AnswerType.NUMBER and isinstance(value, int):
        return value
    if question.type in (AnswerType.DATE, AnswerType.TIME):
        return str(value)
    return value_in_words(question, value, record.names)


def _value(question: Question, given: Answer) -> Cell:
    """Return a value as a code: an id, several with semicolons, a number, a date, or JSON."""
    value = given.value
    if isinstance(value, str):
        return "" if question.type in _AS_TEXT else value
    if isinstance(value, bool) or value is None:
        return "" if value is None else _yes(value)
    if isinstance(value, int):
        return value
    if isinstance(value, list) and value and all(isinstance(one, str) for one in value):
        return ";".join(given.chosen)
    return written(value)


def _texts(question: Question, given: Answer) -> str:
    lines = []
    for key, text in given.texts.items():
        choice = question.choice(key)
        lines.append(f"{choice.label}: {text}" if choice is not None else text)
    return "\n".join(lines)


def _yes(is_so: bool) -> str:
    return "yes" if is_so else "no"


# The wording as it was put


def _wordings(record: IncidentRecord) -> dict[EntryId, str]:
    """Return, for each entry that answers, the question as it was put then.

    Names and earlier answers in it are those that stood at that time.
    """
    wordings: dict[EntryId, str] = {}
    situation = Situation(record.incident)
    for entry in record.entries:
        if isinstance(entry.happening, AnswerGiven | QuestionLeft):
            spot = situation.spot_of(entry.happening)
            if spot.question in record.checklist.questions:
                wordings[entry.identifier] = _wording(Sight(record.checklist, situation), spot)
        situation = situation.after(entry.identifier, entry.happening)
    return wordings


def _wording(sight: Sight, spot: Spot) -> str:
    question = sight.checklist.questions[spot.question]
    values = placeholder_values(sight, spot.subject)
    ask = fill(question.ask, values)
    if question.group is not None and question.label:
        return f"{fill(question.group.ask, values)} {fill(question.label, values)}"
    return ask
