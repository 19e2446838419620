"""Leaving a question unanswered: a coded reason by one key, and the line that it needs."""

from __future__ import annotations

from childcheck.checklist.answers import LeftUnanswered
from childcheck.checklist.definitions import NeededLine, Reason
from childcheck.terminal import words
from childcheck.terminal.keyed import key_words, keys
from childcheck.terminal.keyed.asking import Asking, Beside
from childcheck.walk.showing import Shown

MORE = "+"  # a line as well, where the reason needs none


def leave(asking: Asking, shown: Shown) -> LeftUnanswered | None:
    """Ask for a reason and return it; None when the question is not left.

    A reason has the same key at every question, also where others are not allowed.
    """
    ways = {
        str(number): asking.checklist.way_of_leaving(reason)
        for number, reason in enumerate(Reason, 1)
        if reason in shown.question.reasons
    }
    if not ways:
        asking.prompter.note(words.CANNOT_BE_LEFT)
        return None

    def print_it() -> None:
        asking.say(key_words.KEYED_LEAVE_HOW)
        asking.presenter.choices([(key, way.label) for key, way in ways.items()])
        asking.presenter.foot(key_words.FOOT_REASON)

    wants_line = False
    with asking.printed(print_it):
        pressed = asking.prompter.key(words.REASON, list(ways), also=(keys.BACK, MORE))
        while pressed == MORE:
            wants_line = not wants_line
            label = key_words.REASON_WITH_LINE if wants_line else words.REASON
            pressed = asking.prompter.key(label, list(ways), also=(keys.BACK, MORE))
    if pressed == keys.BACK:
        asking.presenter.short(shown)
        return None
    way = ways[pressed]
    asking.prompter.taken(words.REASON, way.label)
    line = way.text
    if line is None and wants_line:
        line = NeededLine(key_words.LINE_BESIDE_REASON, needed=False)
    if line is None:
        return LeftUnanswered(way.reason)
    text = asking.needed_line(
        words.LINE,
        line.ask,
        is_needed=line.needed,
        beside=Beside(shown, way.reason.value, "left"),
    )
    return LeftUnanswered(way.reason, text)
