"""The layout `engagements`: one row for each talk with a child. No cell is empty."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from childcheck.checklist.definitions import Checklist
from childcheck.exports.csv_text import Row
from childcheck.exports.fixed_columns import (
    CHILD_COLUMNS,
    INCIDENT_COLUMNS,
    INTEGRITY_COLUMNS,
    SHIFT,
    STATE_COLUMNS,
    done,
    of_child,
    shift_of,
    text_or,
)
from childcheck.exports.incident_records import IncidentRecord
from childcheck.exports.question_columns import QuestionColumns
from childcheck.exports.standing_words import NOT_KNOWN, Said
from childcheck.identifiers import ChildId
from childcheck.record.entries import Entry
from childcheck.record.happenings import EngagementBegun

_INCIDENT = {
    name: INCIDENT_COLUMNS[name]
    for name in ("incident_number", "incident_ref", "arrived_at", "place")
}
_CHILD = {
    name: CHILD_COLUMNS[name]
    for name in ("child_ref", "child_number", "child_name", "age", "age_band")
}
_CHECK = {"check_state": STATE_COLUMNS["check_state"]}
_INTEGRITY = {
    name: of for name, of in INTEGRITY_COLUMNS.items() if name not in ("first_entry", "last_entry")
}


def _answered(entries: Sequence[Entry]) -> list[str]:
    return [entry.happening.answered_at for entry in entries if entry.happening.answered_at]


def _alone(record: IncidentRecord, child: ChildId, number: int) -> Said:
    talked = done(record, child, "child.talked", number)
    return done(record, child, "child.alone", number) if talked.text == "yes" else talked


# What the columns of a talk say of its entries and its number.
TALK: Mapping[str, Callable[[IncidentRecord, ChildId, int, Sequence[Entry]], Said]] = {
    "talk_number": lambda record, child, number, of: Said(str(number), number=number),
    "talk_ref": lambda record, child, number, of: Said(of[0].happening.engagement or ""),
    "first_answered_at": lambda record, child, number, of: text_or(
        next(iter(_answered(of)), ""), NOT_KNOWN
    ),
    "last_answered_at": lambda record, child, number, of: text_or(
        next(reversed(_answered(of)), ""), NOT_KNOWN
    ),
    "written_at": lambda record, child, number, of: Said(
        of[-1].recorded_at.isoformat(timespec="seconds")
    ),
    "was_seen": lambda record, child, number, of: done(record, child, "child.seen", number),
    "was_talked_with": lambda record, child, number, of: done(
        record, child, "child.talked", number
    ),
    "was_talked_with_alone": lambda record, child, number, of: _alone(record, child, number),
}

BEFORE = (
    "incident_number",
    "incident_ref",
    "duty_date",
    "shift_name",
    "child_number",
    "child_name",
    "age",
    "age_band",
    "talk_number",
    "was_seen",
    "was_talked_with",
    "was_talked_with_alone",
    "check_state",
    "officer_id",
    "officer_name",
    "place",
    "arrived_at",
    "first_answered_at",
    "last_answered_at",
    "written_at",
)
_OF_TALK = ("first_entry", "last_entry")
_ALL = (*SHIFT, *_INCIDENT, *_CHILD, *TALK, *_CHECK, *_OF_TALK, *_INTEGRITY)
AFTER = tuple(name for name in _ALL if name not in BEFORE)


class EngagementsSheet:
    """The columns and rows of the layout, for the checklists that an export meets."""

    def __init__(self, checklists: Sequence[Checklist]) -> None:
        """Take the checklists in the order in which they are met."""
        self._questions = QuestionColumns(checklists, (*BEFORE, *AFTER)).only_of_talks()
        self.header = (*BEFORE, *self._questions.names, *AFTER)

    def rows(self, record: IncidentRecord) -> Iterator[Row]:
        """Yield a row for each talk: child by child, each child's in order of time."""
        for child in record.children:
            for number in record.talks_of(child):
                yield self._row(record, child, number)

    def _row(self, record: IncidentRecord, child: ChildId, number: int) -> Row:
        engagement = record.situation.engagement(child, number)
        entries = record.of_talk(engagement) if engagement is not None else ()
        begun = next(one for one in entries if isinstance(one.happening, EngagementBegun))
        said = (
            shift_of(record, begun)
            | {name: of(record) for name, of in _INCIDENT.items()}
            | of_child(_CHILD, record, child)
            | {name: of(record, child, number, entries) for name, of in TALK.items()}
            | of_child(_CHECK, record, child)
            | {name: of(record, child) for name, of in _INTEGRITY.items()}
            | {
                name: Said(str(entry.number), number=entry.number)
                for name, entry in zip(_OF_TALK, (entries[0], entries[-1]), strict=True)
            }
        )
        row = (
            *(said[name] for name in BEFORE),
            *self._questions.said(record, child, number),
            *(said[name] for name in AFTER),
        )
        return [one.cell() for one in row]
