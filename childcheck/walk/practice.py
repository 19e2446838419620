"""The story of a practice: what an invented family does at each question, and what to press.

A value; `yaml_files.practice_file` reads it, and `terminal.coached` shows it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

# What comes up besides questions.
OFFER, LEAVING, REVIEW, SUMMARY = "offer", "leaving", "review", "summary"
EVENTS = (OFFER, LEAVING, REVIEW, SUMMARY)


@dataclass(frozen=True)
class Hint:
    """What happens, and what is done then: a line of each for every prompt that comes.

    `keys` are pressed in keyed mode, `lines` typed in plain mode; `of_keys` and
    `of_lines` are said beside them.
    """

    tells: str
    keys: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    of_keys: str = ""
    of_lines: str = ""


@dataclass(frozen=True)
class Story:
    """Hints by where they belong, in the order of coming there.

    A place is a question or an event, and the number of the child, else of the
    adult, that it is about: 1 is the first that was named, 0 is nobody.
    """

    hints: Mapping[tuple[str, int], tuple[Hint, ...]]
    elsewhere: str  # said where the story has nothing to say

    def hint(self, place: str, person: int, visit: int) -> Hint:
        """Return the hint for a visit, counted from 0; the last one stays."""
        there = self.hints.get((place, person), ())
        if not there:
            return Hint(self.elsewhere)
        return there[min(visit, len(there) - 1)]
