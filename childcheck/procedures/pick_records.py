"""Pick the incidents of an export by the numbers of their openings.

What else is known of an incident is read when it is needed, so that a choice of
any size takes little memory.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import overload

from childcheck.identifiers import ChildId, IncidentId
from childcheck.log.headers import Opening
from childcheck.log.reading import Reader


@dataclass(frozen=True)
class Pick:
    """An incident to export; `children` are those that count, None is the whole roll."""

    opening: Opening
    children: frozenset[ChildId] | None = None
    second_record_of: str = ""  # the number of that incident

    @property
    def incident(self) -> IncidentId:
        """The incident."""
        return self.opening.incident


class PicksInLog(Sequence[Pick]):
    """Picks by the numbers of their openings, in that order."""

    def __init__(self, log: Reader, up_to: int) -> None:
        self._log = log
        self._up_to = up_to
        self._first = FirstRecords(log, up_to)
        self._numbers = array("q")
        self._children: dict[int, frozenset[ChildId]] = {}

    def add(self, number: int, children: frozenset[ChildId] | None) -> None:
        """Add an incident that was opened after those that were added before."""
        self._numbers.append(number)
        if children is not None:
            self._children[number] = children

    def __len__(self) -> int:
        return len(self._numbers)

    def __iter__(self) -> Iterator[Pick]:
        return self._picks(self._numbers)

    @overload
    def __getitem__(self, index: int) -> Pick: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Pick]: ...
    def __getitem__(self, index: int | slice) -> Pick | Sequence[Pick]:
        if isinstance(index, slice):
            return tuple(self._picks(self._numbers[index]))
        (pick,) = self._picks([self._numbers[index]])
        return pick

    def _picks(self, numbers: Sequence[int]) -> Iterator[Pick]:
        for opening in self._log.openings_at(numbers):
            other = self._first.number(opening.incident)
            yield Pick(opening, self._children.get(opening.number), other)


class FirstRecords:
    """Of each record that is another officer's of a call, the number of the first of that call."""

    def __init__(self, log: Reader, up_to: int) -> None:
        """Look them up, as they stood at an entry."""
        self._log = log
        self._up_to = up_to
        self._first = log.second_records(up_to=up_to)

    def number(self, incident: IncidentId) -> str:
        """Return the number of the first record of the same call; empty where this is it."""
        first = self._first.get(incident)
        openings = self._log.openings_of([first], up_to=self._up_to) if first else []
        return openings[0].incident_number if openings else ""
