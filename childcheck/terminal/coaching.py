"""What a practice tells at each step: what the invented family does, and what to press."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from childcheck.terminal import words
from childcheck.terminal.modes import Mode
from childcheck.walk.practice import Hint, Story
from childcheck.walk.subjects import Subject

NOBODY = Subject()
OFFICER = "OFFICER"  # in a story: the number of whoever practises
# What leads away from a question and back to it, and how many prompts that takes.
EXCURSIONS = (
    dict.fromkeys(("Ctrl-R", ":why", ":help", ":again"), 1)
    | dict.fromkeys(("?", "Ctrl-G", "j", "Ctrl-O", "q", "Ctrl-C", ":list"), 2)
    | {"Ctrl-B": 3}
)
BACK = ("Esc", ":back")


@dataclass(frozen=True)
class Told:
    """A hint in words; `again` is what of it is left after an excursion."""

    text: str
    again: str


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
        self._last: tuple[tuple[str, int], Hint] | None = None
        self._is_back = False

    def went_back(self) -> None:
        """Take it that the last question was left for the one before it, without an answer.

        Both then tell what they told before, unless it was the story that said so.
        """
        if self._last is None:
            return
        at, hint = self._last
        if ("", *self._typed(hint))[-1] in BACK or at not in self._visits:
            return
        self._visits[at] -= 1
        self._is_back = True

    def hint(self, place: str, about: Subject = NOBODY) -> Hint:
        """Return the next hint for a question, or an event, about somebody."""
        at = (place, self._number(about))
        visit = self._visits.get(at, 0)
        if self._is_back:
            visit = max(visit - 1, 0)
        self._is_back = False
        self._visits[at] = visit + 1
        hint = self._story.hint(*at, visit)
        self._last = (at, hint)
        keys, lines = (
            tuple(one.replace(OFFICER, self._officer) for one in typed)
            for typed in (hint.keys, hint.lines)
        )
        return replace(hint, keys=keys, lines=lines)

    def tell(self, place: str, about: Subject = NOBODY) -> Told:
        """Return the next hint in words."""
        hint = self.hint(place, about)
        typed = self._typed(hint)
        rest = typed[EXCURSIONS.get(typed[0], 0) :] if typed else ()
        return Told(self._in_words(hint, typed), self._in_words(hint, rest or typed))

    def _typed(self, hint: Hint) -> tuple[str, ...]:
        return hint.keys if self._mode == "keyed" else hint.lines

    def _in_words(self, hint: Hint, typed: tuple[str, ...]) -> str:
        if self._mode == "keyed":
            return words.practice_by_keys(f"{hint.tells} {hint.of_keys}".strip(), typed)
        return words.practice_by_lines(f"{hint.tells} {hint.of_lines}".strip(), typed)

    def _number(self, about: Subject) -> int:
        """Return the number of the child, else of the adult, in the order of being named."""
        if about.child is not None:
            return _place(self._children, about.child)
        return _place(self._adults, about.adult) if about.adult is not None else 0


def _place(known: list[str], one: str) -> int:
    if one not in known:
        known.append(one)
    return known.index(one) + 1
