"""The layout `children`: one row for each child of the roll. No cell is empty.

An incident without a child has a row too: a supervisor must not miss it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from childcheck.checklist.definitions import Checklist
from childcheck.exports.csv_text import Row
from childcheck.exports.fixed_columns import (
    CHILD_COLUMNS,
    INCIDENT_COLUMNS,
    INTEGRITY_COLUMNS,
    SHIFT,
    STATE_COLUMNS,
    of_child,
    shift_of,
)
from childcheck.exports.incident_records import IncidentRecord
from childcheck.exports.question_columns import QuestionColumns

BEFORE = (*SHIFT, *INCIDENT_COLUMNS, *CHILD_COLUMNS, *STATE_COLUMNS)
AFTER = tuple(INTEGRITY_COLUMNS)


class ChildrenSheet:
    """The columns and rows of the layout, for the checklists that an export meets."""

    def __init__(self, checklists: Sequence[Checklist]) -> None:
        """Take the checklists in the order in which they are met."""
        self._questions = QuestionColumns(checklists, (*BEFORE, *AFTER))
        self.header = (*BEFORE, *self._questions.names, *AFTER)

    def rows(self, record: IncidentRecord) -> Iterator[Row]:
        """Yield the rows of an incident, in the order of the roll."""
        shift = shift_of(record, record.opening)
        incident = {name: of(record) for name, of in INCIDENT_COLUMNS.items()}
        for child in record.children or (None,):
            said = (
                *shift.values(),
                *incident.values(),
                *of_child(CHILD_COLUMNS, record, child).values(),
                *of_child(STATE_COLUMNS, record, child).values(),
                *self._questions.said(record, child),
                *(of(record, child) for of in INTEGRITY_COLUMNS.values()),
            )
            yield [one.cell() for one in said]
