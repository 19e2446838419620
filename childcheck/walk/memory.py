"""What a look at a situation has worked out, so that nothing is worked out twice.

What hangs on a question that asks after itself, directly or through others, is
another thing while that question's own path is worked out; it is remembered
apart.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from typing import TypeVar, cast

from childcheck.identifiers import ChildId
from childcheck.walk.subjects import Spot

T = TypeVar("T")


@dataclass
class _Part:
    """What was worked out about one child, or about the incident and its adults."""

    worked_out: dict[Hashable, object] = field(default_factory=dict)
    of_circles: dict[Hashable, object] = field(default_factory=dict)  # outside of them alone


class Memory:
    """What was worked out about one situation."""

    def __init__(self) -> None:
        self.has_circle = False  # something was found to ask after itself
        self._parts: dict[ChildId | None, _Part] = {}
        self._lists: dict[Hashable, tuple[Spot, ...]] = {}  # hang on nothing but who is there
        self._looking: set[Spot] = set()  # the questions whose paths are being worked out
        self._hangs_on_circle = False  # what is being worked out now

    def without(self, child: ChildId) -> Memory:
        """Return a memory of all but one child."""
        memory = Memory()
        memory._parts = {one: part for one, part in self._parts.items() if one != child}
        return memory

    def take_lists(self, other: Memory) -> None:
        """Take over what hangs on nothing but who is there."""
        self._lists = other._lists

    def known(self, child: ChildId | None) -> dict[Hashable, object]:
        """Return what is known of a child; without one, of the incident."""
        if child not in self._parts:
            self._parts[child] = _Part()
        return self._parts[child].worked_out

    def once(self, child: ChildId | None, key: Hashable, work: Callable[[], T]) -> T:
        """Return what `work` works out about a child, or the incident; it is worked out once."""
        known = self.known(child)
        if key in known:
            return cast(T, known[key])
        of_circles = self._parts[child].of_circles
        if not self._looking and key in of_circles:
            self._meet_circle()
            return cast(T, of_circles[key])
        before, self._hangs_on_circle = self._hangs_on_circle, False
        value = work()
        if not self._hangs_on_circle:
            known[key] = value
        elif not self._looking:
            of_circles[key] = value
        self._hangs_on_circle |= before
        return value

    def looking_at(self, spot: Spot, work: Callable[[], T]) -> T:
        """Return what `work` works out while the path of a question is looked at."""
        self._looking.add(spot)
        value = work()
        self._looking.discard(spot)
        return value

    def is_looking_at(self, spot: Spot) -> bool:
        """Return whether that path is being worked out: then something asks after itself."""
        if spot not in self._looking:
            return False
        self._meet_circle()
        return True

    def _meet_circle(self) -> None:
        self.has_circle = self._hangs_on_circle = True

    def listing(self, key: Hashable, work: Callable[[], Iterable[Spot]]) -> tuple[Spot, ...]:
        """Return spots that hang on nothing but who is there; they are listed once."""
        if key not in self._lists:
            self._lists[key] = tuple(work())
        return self._lists[key]
