"""The other children, from any question: how far each is, and taking one off the list.

Names, numbers and counts are all that is shown of a child who is not in hand.
"""

from __future__ import annotations

from collections.abc import Callable

from childcheck.identifiers import ChildId
from childcheck.terminal import words
from childcheck.terminal.plain.asking import Asking
from childcheck.terminal.typed_choices import read_place
from childcheck.walk.replies import Withdrawn
from childcheck.walk.reviewing import ChildInSummary, Summary

Summaries = Callable[[], Summary]


def others_in_words(summary: Summary, child: ChildId | None) -> list[str]:
    """Return a line for each child but the one in hand: the number, the name and how far."""
    return [
        words.other_child(one.roll_number, one.name, one.state, one.open_count)
        for one in summary.children
        if one.child != child
    ]


def print_others(asking: Asking, summary: Summary, child: ChildId | None) -> None:
    """Print how far the other children are."""
    lines = others_in_words(summary, child)
    if lines:
        asking.say(words.OTHER_CHILDREN if child is not None else words.THE_CHILDREN)
        for line in lines:
            asking.prompter.say(line, "- ", "  ")


def child_numbered(summary: Summary, typed: str) -> ChildInSummary | str:
    """Return the child on the roll whose number was typed; or why there is none, in words."""
    living = {one.roll_number: one for one in summary.children if one.state != "withdrawn"}
    if not living:
        return words.NOBODY_LISTED
    place = read_place(typed, max(living)) if typed.strip() else None
    if isinstance(place, int) and place + 1 in living:
        return living[place + 1]
    return words.no_child_numbered(sorted(living))


def take_off(asking: Asking, summary: Summary, typed: str) -> Withdrawn | None:
    """Ask which child is taken off the list, and why; None when there is nobody.

    Args:
        asking: where to ask.
        summary: who is on the roll.
        typed: the number that stood behind `:withdraw`, if one did.
    """
    found = child_numbered(summary, typed)
    while isinstance(found, str):
        asking.say(found)
        if found == words.NOBODY_LISTED:
            return None
        print_others(asking, summary, None)
        asking.say(words.WHICH_CHILD_OFF)
        found = child_numbered(summary, asking.prompter.line_of_answer(words.WHICH))
    why = asking.needed_line(words.WHY, words.why_off_roll(found.name, found.roll_number))
    return Withdrawn(found.child, why)
