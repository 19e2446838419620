"""A person who does exactly what the hints of the practice say, in either mode."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from childcheck.procedures.lead_walk import Led, lead_walk
from childcheck.procedures.practise import practice_story
from childcheck.terminal.coaching import NOBODY, Coach
from childcheck.terminal.keyed.asker import KeyedAsker
from childcheck.terminal.modes import Mode
from childcheck.terminal.plain.asker import PlainAsker
from childcheck.terminal.words import PRACTICE
from childcheck.walk.practice import Hint, Story
from childcheck.walk.subjects import Subject
from tests.terminal.keyed.told_by_keys import opened
from tests.terminal.keyed.typing_officer import ENTER, a_terminal
from tests.terminal.scripted import LONDON, ScriptedConsole

AT = datetime(2026, 11, 24, 22, 30, tzinfo=LONDON)
OFFICER = "4711"
NAMED_KEYS = {"Enter": ENTER, "Esc": "\x1b", "Up": "\x1b[A", "Space": " "}


@dataclass
class Practised:
    """What came of a practice, what was shown, and which hints were followed."""

    led: Led
    printed: str
    followed: list[Hint]


class _Following(Coach):
    """A coach whose hints are followed at once; a step without one fails."""

    def __init__(self, story: Story, mode: Mode, typed: list[Any]) -> None:
        super().__init__(story, mode, OFFICER)
        self.typed = typed
        self.hints: list[Hint] = []

    def hint(self, place: str, about: Subject = NOBODY) -> Hint:
        assert not self.typed, f"not all was wanted that is told before {place}: {self.typed}"
        found = super().hint(place, about)
        told = found.keys if self._mode == "keyed" else found.lines
        assert told, f"nothing is told at {place}, {self._number(about)}"
        self.hints.append(found)
        self.typed += map(pressed if self._mode == "keyed" else typed_line, told)
        return found


def pressed(told: str) -> str:
    """Return the keys that a hint names."""
    if told in NAMED_KEYS:
        return NAMED_KEYS[told]
    if found := re.fullmatch(r"Ctrl-([A-Z])", told):
        return chr(ord(found[1]) - 64)
    if told.endswith(" Enter"):
        return f"{told.removesuffix(' Enter')}{ENTER}"
    assert len(told) == 1, told
    return told


def typed_line(told: str) -> str:
    """Return the line that a hint names."""
    return "" if told == "Enter" else told


def by_keys(width: int = 80) -> Practised:
    """Follow the hints in keyed mode."""
    checklist, story = practice_story()
    with a_terminal(width=width) as (terminal, typing):
        typing.spare = " "
        coach = _Following(story, "keyed", typing.script)
        asker = KeyedAsker(
            terminal, checklist, LONDON, lambda: AT, officer=OFFICER, banner=PRACTICE, coach=coach
        )
        try:
            led = lead_walk(opened(checklist, OFFICER), asker, lambda _: None, lambda: AT)
        except AssertionError as error:
            raise AssertionError(f"{error}\n{typing.printed[-2500:]}") from None
    return Practised(led, typing.printed, coach.hints)


def by_lines() -> Practised:
    """Follow the hints in plain mode."""
    checklist, story = practice_story()
    console = ScriptedConsole([])
    coach = _Following(story, "plain", console.script)
    asker = PlainAsker(console, checklist, LONDON, lambda: AT, banner=PRACTICE, coach=coach)
    try:
        led = lead_walk(opened(checklist, OFFICER), asker, lambda _: None, lambda: AT)
    except AssertionError as error:
        raise AssertionError(f"{error}\n{console.printed[-2500:]}") from None
    return Practised(led, console.printed, coach.hints)
