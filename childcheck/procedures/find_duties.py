"""Find the duty in which an entry was recorded, when somebody asks for it.

A log holds many thousand duties, and an export needs those of its incidents.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from childcheck.identifiers import DutyId
from childcheck.log.reading import Reader
from childcheck.review.duties import Duty, duties_of

_REMEMBERED = 1_000


class DutiesInLog(Mapping[DutyId, Duty]):
    """The duties of a log, by identifier, up to an entry; each is read when it is needed."""

    def __init__(self, log: Reader, up_to: int) -> None:
        self._log = log
        self._up_to = up_to
        self._known: dict[DutyId, Duty | None] = {}

    def __getitem__(self, duty: DutyId) -> Duty:
        if duty not in self._known:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            first = self._log.first_in_duty(duty, self._up_to)
            begun = duties_of([first]) if first is not None else {}
            self._known[duty] = begun.get(duty)
        found = self._known[duty]
        if found is None:
            raise KeyError(duty)
        return found

    def __iter__(self) -> Iterator[DutyId]:
        return (one.duty for one in self._log.duties_begun(up_to=self._up_to))

    def __len__(self) -> int:
        return sum(1 for _ in self)
