"""The layouts of an export, by name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import Protocol

from childcheck.checklist.definitions import Checklist
from childcheck.exports.answers_rows import AnswersSheet
from childcheck.exports.children_rows import ChildrenSheet
from childcheck.exports.csv_text import Row
from childcheck.exports.engagements_rows import EngagementsSheet
from childcheck.exports.incident_records import IncidentRecord


class Layout(StrEnum):
    """What a row is."""

    CHILDREN = "children"
    ENGAGEMENTS = "engagements"
    ANSWERS = "answers"


class Sheet(Protocol):
    """The columns of a layout, and the rows that an incident makes in it."""

    header: tuple[str, ...]

    def rows(self, record: IncidentRecord) -> Iterator[Row]:
        """Yield the rows of an incident."""


def sheet_of(layout: Layout, checklists: Sequence[Checklist]) -> Sheet:
    """Return the sheet of a layout for the checklists that an export meets, in order."""
    match layout:
        case Layout.CHILDREN:
            return ChildrenSheet(checklists)
        case Layout.ENGAGEMENTS:
            return EngagementsSheet(checklists)
        case Layout.ANSWERS:
            return AnswersSheet(checklists)
