"""What a practice tells at each step: what the invented family does, and what to press."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from childcheck.terminal import words
from childcheck.terminal.modes import Mode
from childcheck.walk.practice import Hint, Story
from childcheck.walk.subjects import Subject

NOBODY = Subject()
OFFICER = "OFFICER"  # in a story: the number of whoever practises


class Coach:
    """Finds the hint of a story for each step, and says it in the words of one mode."""

    def __init__(
        self,
        story: Story,
        mode: Mode,
        officer: str,
        children: Sequence[str] = (),
        adults: Sequence[str] = (),
    ) -> None:
        """Take the story.

        Args:
            story: what is told.
            mode: whose keys, or lines, are told.
            officer: stands for OFFICER in what is told.
            children: who is on the roll already, in order.
            adults: who is named already, in order.
        """
        self._story = story
        self._mode = mode
        self._officer = officer
        self._children = list(children)
        self._adults = list(adults)
        self._visits: dict[tuple[str, int], int] = {}

    def hint(self, place: str, about: Subject = NOBODY) -> Hint:
        """Return the next hint for a question, or an event, about somebody."""
        person = self._number(about)
        visit = self._visits.get((place, person), 0)
        self._visits[place, person] = visit + 1
        hint = self._story.hint(place, person, visit)
        keys, lines = (
            tuple(one.replace(OFFICER, self._officer) for one in typed)
            for typed in (hint.keys, hint.lines)
        )
        return replace(hint, keys=keys, lines=lines)

    def tell(self, place: str, about: Subject = NOBODY) -> str:
        """Return the next hint in words."""
        hint = self.hint(place, about)
        if self._mode == "keyed":
            return words.practice_by_keys(f"{hint.tells} {hint.of_keys}".strip(), hint.keys)
        return words.practice_by_lines(f"{hint.tells} {hint.of_lines}".strip(), hint.lines)

    def _number(self, about: Subject) -> int:
        """Return the number of the child, else of the adult, in the order of being named."""
        if about.child is not None:
            return _place(self._children, about.child)
        return _place(self._adults, about.adult) if about.adult is not None else 0


def _place(known: list[str], one: str) -> int:
    if one not in known:
        known.append(one)
    return known.index(one) + 1
