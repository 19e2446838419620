"""What is typed to tell a story, as values: lines, steps, sittings, and how much they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from childcheck.review.shifts import USUAL_SHIFTS, DutyShift, likely_shifts

LONDON = ZoneInfo("Europe/London")
THE_INCIDENT = "incident"


@dataclass(frozen=True)
class Typed:
    """One line typed at a prompt, without its Enter; a paste when it holds line ends.

    `label` is the prompt's. `words` counts the characters that are free text.
    """

    label: str
    text: str
    words: int = 0

    @property
    def keys(self) -> int:
        """How many keys are pressed besides the words, Enter among them."""
        return len(self.text) - self.words + 1


@dataclass(frozen=True)
class Step:
    """What is typed for one reply.

    `whose` is the incident or `child N`; `stage` is door, leaving, desk or end.
    `shows` is what stands on the screen when the first line is typed, without
    white space.
    """

    whose: str
    stage: str
    question: str
    shows: tuple[str, ...]
    typed: tuple[Typed, ...]
    is_answer: bool = False
    at: datetime | None = None  # what the clock shows then; None: what it showed before


@dataclass(frozen=True)
class Sitting:
    """What is typed in one run of a command.

    `arguments` follow the command; `NUMBER` stands for the incident's own number.
    """

    arguments: tuple[str, ...]
    steps: tuple[Step, ...]
    exit_code: int = 0


@dataclass(frozen=True)
class Counted:
    """How much was typed: prompts answered, keys besides words, characters of words."""

    prompts: int = 0
    keys: int = 0
    words: int = 0

    def __add__(self, other: Counted) -> Counted:
        return Counted(
            self.prompts + other.prompts, self.keys + other.keys, self.words + other.words
        )


@dataclass(frozen=True)
class Script:
    """Everything that is typed for one story; `officer` and `duty` are whose.

    It is begun at `begins_at`. Everything that it tells is over at `at`, when its file
    can be filed.
    """

    story: str
    officer: str
    duty: DutyShift
    begins_at: datetime
    at: datetime
    sittings: tuple[Sitting, ...]

    @property
    def is_on_stated_duty(self) -> bool:
        """Whether the shift that the story states can still be chosen at the terminal."""
        offered = likely_shifts(self.begins_at, USUAL_SHIFTS, LONDON)
        return self.duty in offered

    @property
    def steps(self) -> Iterator[Step]:
        """Every step, in order."""
        for sitting in self.sittings:
            yield from sitting.steps

    def counted(self, *, whose: str = "", stage: str = "") -> Counted:
        """Return how much is typed, for everything or for one part of it."""
        total = Counted()
        for step in self.steps:
            if whose in ("", step.whose) and stage in ("", step.stage):
                for one in step.typed:
                    total += Counted(1, one.keys, one.words)
        return total

    @property
    def everybody(self) -> tuple[str, ...]:
        """The incident and each child, in the order in which they are come to."""
        return tuple(dict.fromkeys(step.whose for step in self.steps))


def flat(text: str) -> str:
    """Return a text without its white space: lines are broken where the window ends."""
    return "".join(text.split())
