"""Leaving a question unanswered: a coded reason, and the line that it needs."""

from __future__ import annotations

from collections.abc import Mapping

from childcheck.checklist.answers import LeftUnanswered
from childcheck.checklist.definitions import Reason, WayOfLeaving
from childcheck.terminal import words
from childcheck.terminal.plain.asking import Asking
from childcheck.terminal.typed import NotUnderstood
from childcheck.terminal.typed_choices import read_choice
from childcheck.walk.showing import Shown


def leave(asking: Asking, shown: Shown, typed: str) -> LeftUnanswered | None:
    """Ask for a reason and return it; None when the question cannot be left.

    A reason has the same number at every question, also where others are not allowed.

    Args:
        asking: where to ask.
        shown: the question.
        typed: what stood behind `:leave`: nothing, a number, or a number and the line.
    """
    ways = {
        str(number): asking.checklist.way_of_leaving(reason)
        for number, reason in enumerate(Reason, 1)
        if reason in shown.question.reasons
    }
    if not ways:
        asking.say(words.CANNOT_BE_LEFT)
        return None
    if typed:
        number, _, line = typed.partition(" ")
        for said, rest in ((typed, ""), (number, line.strip())):
            way = _read(said, ways)
            if not isinstance(way, NotUnderstood):
                return _left(asking, way, rest)
        asking.say(words.no_such_reason(list(ways)))

    def print_it() -> None:
        asking.say(words.LEAVE_HOW)
        for number, one in ways.items():
            asking.prompter.say(one.label, f"{number}) ", "   ")

    with asking.asked(print_it):
        while True:
            said = asking.prompter.line_of_answer(words.REASON)
            way = _read(said, ways)
            if not isinstance(way, NotUnderstood):
                break
            asking.say(way.why if said.strip() else words.NOTHING_TYPED)
    return _left(asking, way, "")


def _read(said: str, ways: Mapping[str, WayOfLeaving]) -> WayOfLeaving | NotUnderstood:
    """Return the way of leaving that is meant: by number, by name, or by how it begins."""
    number = said.strip().rstrip(".)")
    if number.isdecimal():
        return ways.get(number) or NotUnderstood(words.no_such_reason(list(ways)))
    found = read_choice(said, [(one.reason.value, one.label) for one in ways.values()])
    if isinstance(found, NotUnderstood):
        return NotUnderstood(words.no_such_reason(list(ways)))
    return next(one for one in ways.values() if one.reason.value == found)


def _left(asking: Asking, way: WayOfLeaving, line: str) -> LeftUnanswered:
    if way.text is None:
        return LeftUnanswered(way.reason, line)
    text = line or asking.needed_line(words.LINE, way.text.ask, is_needed=way.text.needed)
    return LeftUnanswered(way.reason, text)
