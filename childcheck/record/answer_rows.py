"""The rows of the read tables that an answer makes: answers, talks, facts and enquiries.

No question's id is known here: what must be known stands in the entry as `fact`
or `enquiry`. An erased answer is neither answered nor left, and has no words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeAlias, cast

from childcheck.record.answer_text import in_words
from childcheck.record.entries import Entry, written
from childcheck.record.happening import Happening, Plain
from childcheck.record.happenings import AnswerGiven, AnswerSetAside, QuestionLeft
from childcheck.record.read_tables import ADULT_FACTS, CHILD_FACTS, INCIDENT_FACTS
from childcheck.record.row_changes import Cell, Change, CountOne, Put, Remove, RowChange, Settle
from childcheck.record.row_keys import (
    adult_key,
    child_key,
    incident_key,
    people_key,
    recorded_at_utc,
    spot_key,
    who,
)

_ENQUIRY_PARTS = frozenset(
    ("state", "asked_of", "asked_at", "covered", "spellings", "results", "text")
)

Answering: TypeAlias = AnswerGiven | QuestionLeft


def answer_rows(entry: Entry, happening: Answering) -> Iterator[RowChange]:
    """Yield what an answer, or a question left, changes."""
    spot = spot_key(happening)
    yield Put(
        "answers",
        {
            **spot,
            **who(entry),
            **_given(entry, happening),
            "enquiry": happening.enquiry,
            "fact": happening.fact,
            "asked_at": happening.asked_at or "",
            "answered_at": happening.answered_at or "",
            "recorded_at_utc": recorded_at_utc(entry),
            "checklist": entry.writing.checklist or "",
            "is_set_aside": 0,
            "set_aside_by": "",
            "is_to_ask_again": 0,
            "ask_again_by": "",
            "is_correction": int(happening.corrects is not None),
            "why_corrected": happening.why_corrected,
            "is_erased": int(entry.is_erased),
            "entry": entry.number,
            "entry_identifier": entry.identifier,
        },
    )
    if happening.corrects is not None:
        yield CountOne("answers", spot, "corrections")
    if happening.child and not happening.in_roll:
        not_started: dict[str, Cell] = {"state": "not_started"}
        yield Change("checks", child_key(happening) | not_started, {"state": "unfinished"})
    value = happening.value if isinstance(happening, AnswerGiven) else None
    if value is None or isinstance(value, list):
        yield Remove("transcript_lines", spot)
        yield from _transcript(entry, spot, value or [])
    if happening.fact:
        yield from _known(happening)
    if happening.enquiry:
        yield from _enquiry(entry, happening)


def _given(entry: Entry, happening: Answering) -> dict[str, Cell]:
    """Return what was answered, or why nothing was."""
    if isinstance(happening, QuestionLeft):
        return {
            "state": happening.reason,
            "answer": "",
            "text": happening.text,
            "value": "",
            "texts": "",
            "basis": "",
            "kept_from": "",
        }
    return {
        "state": "erased" if entry.is_erased else "answered",
        "answer": in_words(happening.value),
        "text": happening.texts.get("", ""),
        "value": "" if entry.is_erased else written(happening.value),
        "texts": written(cast(Plain, dict(happening.texts))) if happening.texts else "",
        "basis": written(cast(Plain, dict(happening.basis))) if happening.basis else "",
        "kept_from": happening.kept_from or "",
    }


def _transcript(entry: Entry, spot: dict[str, Cell], value: list[Plain]) -> Iterator[RowChange]:
    """Yield one row for each line of a talk."""
    for number, line in enumerate(value, start=1):
        if isinstance(line, dict) and "words" in line:
            sure = line.get("sure")
            columns: dict[str, Cell] = {
                name: in_words(line.get(name))
                for name in ("speaker", "words", "language", "translation", "translator")
            }
            columns |= {
                "line_number": number,
                "is_sure": int(sure) if isinstance(sure, bool) else None,
                "entry": entry.number,
                "entry_identifier": entry.identifier,
            }
            yield Put("transcript_lines", spot | columns)


def _known(happening: Answering) -> Iterator[RowChange]:
    """Yield what an answer that is a fact changes in the row of its incident or person."""
    if happening.fact == "child.name":
        if happening.child and isinstance(happening, AnswerGiven) and happening.value:
            yield Change("children", child_key(happening), {"name": in_words(happening.value)})
        return
    for settle in _facts(happening):
        column = next((one for one, fact in settle.facts.items() if fact == happening.fact), None)
        if column is not None:
            yield Settle(settle.table, settle.where, {column: happening.fact})


def _facts(happening: Happening) -> Iterator[Settle]:
    """Yield every column that a fact about this subject can stand in."""
    if not happening.incident:
        return
    match (bool(happening.child), bool(happening.adult)):
        case (False, False):
            yield Settle("incidents", incident_key(happening), INCIDENT_FACTS)
        case (True, False):
            yield Settle("children", child_key(happening), CHILD_FACTS)
        case (False, True):
            yield Settle("adults", adult_key(happening), ADULT_FACTS)


def set_aside_rows(entry: Entry, happening: AnswerSetAside) -> Iterator[RowChange]:
    """Yield what changes when an answer no longer applies; its row stays."""
    answer: Mapping[str, Cell] = {"entry_identifier": happening.set_aside or ""}
    yield Change("answers", answer, {"is_set_aside": 1, "set_aside_by": entry.identifier})
    yield Change("transcript_lines", answer, {"is_set_aside": 1})
    yield from _facts(happening)
    # Whether the question was a part of an enquiry shows in whether there is such an enquiry.
    enquiry, _, part = (happening.question or "").rpartition(".")
    if enquiry and part in _ENQUIRY_PARTS:
        where = people_key(happening) | {"enquiry": enquiry}
        yield Change("enquiries", where, _part_columns(part) | {"last_entry": entry.number})


def _part_columns(part: str, answer: str = "", text: str = "") -> dict[str, Cell]:
    """Return what a part of an enquiry writes: its answer and, for two parts, the line beside."""
    columns: dict[str, Cell] = {part: answer}
    if part == "state":
        columns["why"] = text
    elif part == "spellings":
        columns["spellings_text"] = text
    return columns


def _enquiry(entry: Entry, happening: Answering) -> Iterator[RowChange]:
    key = people_key(happening) | {"enquiry": happening.enquiry}
    part = (happening.question or "").removeprefix(f"{happening.enquiry}.")
    columns: dict[str, Cell] = {}
    if part in _ENQUIRY_PARTS:
        match happening:
            case AnswerGiven():
                text = "\n".join(happening.texts[choice] for choice in sorted(happening.texts))
                columns = _part_columns(part, in_words(happening.value), text)
            case QuestionLeft():
                left = happening.reason if part == "state" else ""
                columns = _part_columns(part, left, happening.text)
    yield Put("enquiries", key | columns | {"last_entry": entry.number})
