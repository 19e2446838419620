"""The leaving screen, line by line: what stands for all children before the door closes."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from childcheck.terminal import words
from childcheck.terminal.plain.asking import Asking
from childcheck.terminal.plain.ending import owed_in_words
from childcheck.terminal.typed_choices import read_place
from childcheck.walk.door import Leaving, LeavingLine, Mark
from childcheck.walk.replies import Back, CloseDoor, Edit, Jump
from childcheck.walk.subjects import Spot

HEADINGS = {
    Mark.AMISS: words.AMISS,
    Mark.OPEN: words.NOT_ASKED_YET,
    Mark.STANDS: words.STANDS,
}


class _Decided(Exception):
    """A word with a colon led away from the screen."""

    def __init__(self, reply: Jump | Back) -> None:
        super().__init__()
        self.reply = reply


def close_door(asking: Asking, leaving: Leaving) -> CloseDoor | Edit | Jump | Back:
    """Print the leaving screen and ask what to do; Enter alone does nothing."""
    is_open = bool(leaving.of(Mark.OPEN) or leaving.waiting)
    how = words.DOOR_OPEN_HOW if is_open else words.DOOR_HOW
    spots = _numbered_spots(leaving)

    def print_it() -> None:
        asking.prompter.paged(lambda: _print(asking, leaving))

    print_it()
    asking.presenter.print_hint()
    asking.say(how)
    prompter = asking.prompter
    prompter.restate = lambda: asking.say(how)

    def again(_typed: str) -> None:
        print_it()
        asking.say(how)

    def back(_typed: str) -> None:
        raise _Decided(Back())

    def next_open(_typed: str) -> None:
        if is_open:
            raise _Decided(Jump(None))
        asking.say(words.NOTHING_OPEN)

    prompter.commands |= {"again": again, "back": back, "next": next_open}
    while True:
        try:
            typed = prompter.line(words.WHAT_NOW).strip().casefold().rstrip(".")
        except _Decided as decided:
            return decided.reply
        if typed in words.CLOSE_DOOR:
            asking.say(words.DOOR_CLOSED)
            return CloseDoor()
        place = read_place(typed, len(spots)) if typed and spots else None
        if isinstance(place, int):
            return Edit(spots[place])
        if not typed:
            asking.say(words.ENTER_IS_NOT_DOOR)
        asking.say(place.why if place is not None else how)


def _numbered_spots(leaving: Leaving) -> list[Spot]:
    """Return the spots in the order of their numbers, also those on pages not turned to."""
    lines = [line.spot for mark in HEADINGS for line in leaving.of(mark)]
    return [*lines, *(one.spot for one in leaving.owed if one.spot is not None)]


def _print(asking: Asking, leaving: Leaving) -> None:
    """Print every line with its number."""
    numbers = count(1)
    asking.say("")
    asking.presenter.print_banner()
    asking.say(words.AT_DOOR)
    for mark, heading in HEADINGS.items():
        lines = leaving.of(mark)
        if lines:
            asking.say(heading)
        for line in lines:
            _number(asking, in_full(line), numbers)
    if leaving.owed:
        asking.say(words.OWED_AT_DOOR)
    for one in leaving.owed:
        owed = owed_in_words(asking, one.follow_up)
        if one.spot is None:
            asking.prompter.say(owed, "- ", "  ")
        else:
            _number(asking, owed, numbers)
    if leaving.waiting:
        asking.say(words.waiting(leaving.waiting))


def in_full(line: LeavingLine) -> str:
    """Return a line as it is read, on one line."""
    return " ".join(line.text.split())


def _number(asking: Asking, text: str, numbers: Iterator[int]) -> None:
    mark = f"{next(numbers)}) "
    asking.prompter.say(text, mark, " " * len(mark))
