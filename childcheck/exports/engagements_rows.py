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

BEFORE = (*SHIFT, *_INCIDENT, *_CHILD, *TALK, *_CHECK)
AFTER = ("first_entry", "last_entry", *_INTEGRITY)


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
            *shift_of(record, begun).values(),
            *(of(record) for of in _INCIDENT.values()),
            *of_child(_CHILD, record, child).values(),
            *(of(record, child, number, entries) for of in TALK.values()),
            *of_child(_CHECK, record, child).values(),
            *self._questions.said(record, child, number),
            Said(str(entries[0].number), number=entries[0].number),
            Said(str(entries[-1].number), number=entries[-1].number),
            *(of(record, child) for of in _INTEGRITY.values()),
        )
        return [one.cell() for one in said]
