"""What is asked before a walk: who, on which shift, which incident, and is the family there.

Nothing here stands ready: Enter alone chooses nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo

from childcheck.review.shifts import DutyShift
from childcheck.terminal import arrival_words as words
from childcheck.terminal.plain.prompting import Prompter
from childcheck.terminal.typed import NotUnderstood
from childcheck.terminal.typed_choices import read_place


def ask_officer(prompter: Prompter) -> str:
    """Ask for the officer's number: one word, as it stands on the shoulder."""
    prompter.say(words.WHO_ARE_YOU)
    while True:
        typed = prompter.line(words.YOUR_NUMBER).split()
        if len(typed) == 1:
            return typed[0]
        prompter.say(words.ONE_WORD)


def confirm_shift(prompter: Prompter, likely: Sequence[DutyShift], zone: tzinfo) -> DutyShift:
    """Ask which shift the officer is on, among those that can be."""
    prompter.say(words.WHICH_SHIFT)
    return likely[_choose(prompter, [words.shift(one, zone) for one in likely])]


def choose_incident(prompter: Prompter, labels: Sequence[str]) -> int:
    """Ask which unfinished incident to go on with; return its place in the list."""
    prompter.say(words.WHICH_INCIDENT)
    return _choose(prompter, labels)


def ask_with_family(prompter: Prompter) -> bool:
    """Ask whether the family is still there."""
    prompter.say(words.STILL_WITH_FAMILY)
    while True:
        typed = prompter.line(words.YES_OR_NO).strip().casefold()
        if typed in ("y", "yes"):
            return True
        if typed in ("n", "no"):
            return False
        prompter.say(words.YES_OR_NO)


def choose_line(prompter: Prompter, count: int) -> int:
    """Ask for the number of a line that was shown; return its place."""
    while True:
        place = read_place(prompter.line(words.WHICH), count)
        if isinstance(place, int):
            return place
        prompter.say(place.why if isinstance(place, NotUnderstood) else words.TYPE_A_NUMBER)


def _choose(prompter: Prompter, labels: Sequence[str]) -> int:
    for number, label in enumerate(labels, 1):
        mark = f"{number}) "
        prompter.say(label, mark, " " * len(mark))
    return choose_line(prompter, len(labels))
