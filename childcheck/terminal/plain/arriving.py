"""What is asked before a walk: who, on which shift, which incident, and is the family there.

Nothing here stands ready: Enter alone takes only what there is no other of, and
what is shown to be so.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
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
    _put(prompter, lambda: prompter.say(words.WHO_ARE_YOU))
    known = {one.id.casefold(): one.id for one in officers}
    while True:
        typed = prompter.line(words.YOUR_NUMBER).split()
        if len(typed) != 1:
            prompter.say(words.ONE_WORD)
            continue
        if not known or typed[0].casefold() in known:
            return known.get(typed[0].casefold(), typed[0])
        if _yes(prompter, words.unknown_officer(typed[0])):
            return typed[0]
        _put(prompter, lambda: prompter.say(words.WHO_ARE_YOU))


def confirm_shift(
    prompter: Prompter, officer: str, name: str, likely: Sequence[DutyShift], zone: tzinfo
) -> DutyShift:
    """Ask which shift the officer is on, among those that can be.

    Raises:
        OtherNumber: the number that is shown is not theirs.
    """
    ask = words.which_shift(officer, name, words.BACK_FOR_NUMBER)
    labels = [words.shift(one, zone) for one in likely]
    return likely[_choose(prompter, ask, labels, {"back": _other_number})]


def confirm_duty(prompter: Prompter, on_duty: str, label: str = words.ENTER_GOES_ON) -> None:
    """Go on with the duty that runs, or end it, by Enter alone; `label` says which.

    Raises:
        OtherNumber: the number that was typed is not theirs.
    """
    _put(prompter, lambda: prompter.say(f"{on_duty} {words.BACK_FOR_NUMBER}"))
    while prompter.line(label, {"back": _other_number}).strip():
        prompter.say(words.ENTER_ALONE)
        prompter.restate()


def choose_incident(prompter: Prompter, labels: Sequence[str]) -> int:
    """Ask which unfinished incident to go on with; return its place in the list."""
    return _choose(prompter, words.WHICH_INCIDENT, labels)


def ask_with_family(prompter: Prompter) -> bool:
    """Ask whether the family is still there."""
    return _yes(prompter, words.STILL_WITH_FAMILY)


def choose_line(
    prompter: Prompter,
    count: int,
    commands: Mapping[str, Command] | None = None,
    *,
    alone: bool = False,
) -> int:
    """Ask for the number of a line that was shown; return its place.

    Args:
        prompter: where to ask.
        count: how many lines there are.
        commands: words with a colon that work here.
        alone: Enter takes the line, where there is but one.
    """
    while True:
        typed = prompter.line(words.WHICH, commands)
        if alone and count == 1 and not typed.strip():
            return 0
        place = read_place(typed, count)
        if isinstance(place, int):
            return place
        prompter.say(place.why if isinstance(place, NotUnderstood) else words.TYPE_A_NUMBER)


def ask_go_on(prompter: Prompter) -> bool:
    """Ask whether to go on with the practice that was begun."""
    return _yes(prompter, words.GO_ON_WITH_PRACTICE)


def _put(prompter: Prompter, print_it: Callable[[], None]) -> None:
    """Ask, now and after a help or a pause."""
    prompter.restate = print_it
    print_it()


def _yes(prompter: Prompter, ask: str) -> bool:
    _put(prompter, lambda: prompter.say(ask))
    while True:
        typed = prompter.line(words.YES_OR_NO).strip().casefold()
        if typed in ("y", "yes"):
            return True
        if typed in ("n", "no"):
            return False
        prompter.say(words.YES_OR_NO)


def _choose(
    prompter: Prompter,
    ask: str,
    labels: Sequence[str],
    commands: Mapping[str, Command] | None = None,
) -> int:
    """Ask for one of several; where there is but one, Enter takes it too."""

    def print_it() -> None:
        prompter.say(ask)
        for number, label in enumerate(labels, 1):
            mark = f"{number}) "
            prompter.say(label, mark, " " * len(mark))
        if len(labels) == 1:
            prompter.say(words.ENTER_TAKES_IT)

    prompter.restate = print_it
    prompter.paged(print_it)
    return choose_line(prompter, len(labels), commands, alone=True)
