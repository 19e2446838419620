"""The way somebody came: which questions were put, one after another.

Back goes along it as the officer experienced it, and forward comes the same way
again. The order of the walk counts only where nothing was put before.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from childcheck.walk.course import Course
from childcheck.walk.subjects import Spot


@dataclass(frozen=True)
class Trail:
    """Questions in the order in which they were put, and the place of the one that is put now.

    Beyond the last no question is put: the next one is the first that is open.
    """

    spots: tuple[Spot, ...] = ()
    place: int = 0

    @property
    def here(self) -> Spot | None:
        """The question that is put now."""
        return self.spots[self.place] if self.place < len(self.spots) else None

    @property
    def ahead(self) -> tuple[Spot, ...]:
        """The questions that were put after this one, and are come past again."""
        return self.spots[self.place + 1 :]

    def to(self, spot: Spot) -> Trail:
        """Come to a question, from wherever one is."""
        if self.spots[-1:] == (spot,):
            return replace(self, place=len(self.spots) - 1)
        return Trail((*self.spots, spot), len(self.spots))

    def by_way_of(self, spot: Spot) -> Trail:
        """Come to a question that is put in between, before what lies ahead."""
        place = self.place + 1
        return Trail((*self.spots[:place], spot, *self.ahead), place)

    def to_end(self) -> Trail:
        """Go beyond the last question."""
        return replace(self, place=len(self.spots))

    def on(self, course: Course) -> Trail:
        """Go to the question that was put next, or beyond the last."""
        places = range(self.place + 1, len(self.spots))
        return replace(self, place=next(self._other(places, course), len(self.spots)))

    def back(self, course: Course) -> Trail:
        """Go to the question that was put before; where there is none, to the one before it.

        At the first question of the walk one stays.
        """
        place = next(self._other(range(self.place - 1, -1, -1), course), None)
        if place is not None:
            return replace(self, place=place)
        earlier = course.before(self.here)
        return self if earlier is None else Trail((earlier, *self.spots), 0)

    def _other(self, places: range, course: Course) -> Iterator[int]:
        """Yield the places of questions that still apply, and are not the one put now."""
        here = self.here
        for place in places:
            if self.spots[place] in course and self.spots[place] != here:
                yield place
