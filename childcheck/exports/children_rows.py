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

# What a supervisor looks for, from the left edge of a spreadsheet.
FIRST = (
    "incident_number",
    "incident_ref",
    "duty_date",
    "shift_name",
    "child_number",
    "child_name",
    "age",
    "age_band",
    "check_state",
    "was_seen",
    "was_talked_with",
    "was_talked_with_alone",
    "open_follow_ups",
    "follow_ups",
    "gap_count",
    "not_reached_count",
)
# What tells who holds the row, and ties it to the log: for programs, behind the questions.
LAST = (
    "force",
    "station",
    "duty_start",
    "duty_end",
    "recorded_from",
    "opened_at",
    "postcode",
    "uprn",
    "correction_count",
    "officers",
    "first_entry",
    "last_entry",
    "checklist_id",
    "checklist_version",
    "checklist_published",
    "checklist_digest",
    "child_ref",
    "incident_id",
    "log",
)
_ALL = (*SHIFT, *INCIDENT_COLUMNS, *CHILD_COLUMNS, *STATE_COLUMNS, *INTEGRITY_COLUMNS)
MORE = tuple(name for name in _ALL if name not in (*FIRST, *LAST))
BEFORE, AFTER = (*FIRST, *MORE), LAST


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
                shift
                | incident
                | of_child(CHILD_COLUMNS, record, child)
                | of_child(STATE_COLUMNS, record, child)
                | {name: of(record, child) for name, of in INTEGRITY_COLUMNS.items()}
            )
            row = (
                *(said[name] for name in BEFORE),
                *self._questions.said(record, child),
                *(said[name] for name in AFTER),
            )
            yield [one.cell() for one in row]
