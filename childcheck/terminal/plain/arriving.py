"""What is asked before a walk: who, on which shift, which incident, and is the family there.

Nothing here stands ready: Enter alone chooses nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import tzinfo

from childcheck.review.configuration import Officer
from childcheck.review.shifts import DutyShift
from childcheck.terminal import arrival_words as words
from childcheck.terminal.plain.prompting import Command, Prompter
from childcheck.terminal.typed import NotUnderstood
from childcheck.terminal.typed_choices import read_place


class OtherNumber(Exception):
    """The officer's number is to be given again."""


def _other_number(_typed: str) -> None:
    raise OtherNumber


def ask_officer(prompter: Prompter, officers: Sequence[Officer] = ()) -> str:
    """Ask for the officer's number: one word, as it stands on the shoulder.

    Args:
        prompter: where to ask.
        officers: those the settings know; of another number it is asked once whether
            it is right, and none is refused.
    """
    prompter.say(words.WHO_ARE_YOU)
    known = {one.id.casefold(): one.id for one in officers}
    while True:
        typed = prompter.line(words.YOUR_NUMBER).split()
        if len(typed) != 1:
            prompter.say(words.ONE_WORD)
            continue
        if not known or typed[0].casefold() in known:
            return known.get(typed[0].casefold(), typed[0])
        prompter.say(words.unknown_officer(typed[0]))
        if _yes(prompter):
            return typed[0]


def confirm_shift(
    prompter: Prompter, officer: str, name: str, likely: Sequence[DutyShift], zone: tzinfo
) -> DutyShift:
    """Ask which shift the officer is on, among those that can be.

    Raises:
        OtherNumber: the number that is shown is not theirs.
    """
    prompter.say(words.which_shift(officer, name))
    labels = [words.shift(one, zone) for one in likely]
    return likely[_choose(prompter, labels, {"back": _other_number})]


def choose_incident(prompter: Prompter, labels: Sequence[str]) -> int:
    """Ask which unfinished incident to go on with; return its place in the list."""
    prompter.say(words.WHICH_INCIDENT)
    return _choose(prompter, labels)


def ask_with_family(prompter: Prompter) -> bool:
    """Ask whether the family is still there."""
    prompter.say(words.STILL_WITH_FAMILY)
    return _yes(prompter)


def choose_line(
    prompter: Prompter, count: int, commands: Mapping[str, Command] | None = None
) -> int:
    """Ask for the number of a line that was shown; return its place."""
    while True:
        place = read_place(prompter.line(words.WHICH, commands), count)
        if isinstance(place, int):
            return place
        prompter.say(place.why if isinstance(place, NotUnderstood) else words.TYPE_A_NUMBER)


def ask_go_on(prompter: Prompter) -> bool:
    """Ask whether to go on with the practice that was begun."""
    prompter.say(words.GO_ON_WITH_PRACTICE)
    return _yes(prompter)


def _yes(prompter: Prompter) -> bool:
    while True:
        typed = prompter.line(words.YES_OR_NO).strip().casefold()
        if typed in ("y", "yes"):
            return True
        if typed in ("n", "no"):
            return False
        prompter.say(words.YES_OR_NO)


def _choose(
    prompter: Prompter, labels: Sequence[str], commands: Mapping[str, Command] | None = None
) -> int:
    for number, label in enumerate(labels, 1):
        mark = f"{number}) "
        prompter.say(label, mark, " " * len(mark))
    return choose_line(prompter, len(labels), commands)
