"""The table of all enquiries, line by line: a row for each, and a number that changes it."""

from __future__ import annotations

from collections.abc import Sequence

from childcheck.terminal import words
from childcheck.terminal.plain.asking import Asking
from childcheck.terminal.plain.prompting import Replied
from childcheck.terminal.typed_choices import read_place
from childcheck.walk.enquiries import Row
from childcheck.walk.replies import Jump


def foretell_enquiries(asking: Asking, rows: Sequence[Row]) -> None:
    """Print all that will be enquired, before the first of it is asked; nothing is to be typed."""
    asking.say("")
    asking.presenter.print_banner()
    asking.say(words.ENQUIRIES)
    for row in rows:
        asking.prompter.say(words.enquiry(row.ask, row.words), "- ", "  ")
    asking.say(words.ENQUIRIES_AGAIN)


def change_enquiry(asking: Asking, rows: Sequence[Row]) -> None:
    """Print the table, and go to the row whose number is typed; Enter alone stays.

    Raises:
        Replied: a row is gone to.
    """

    def print_rows() -> None:
        asking.say(words.ENQUIRIES)
        for number, row in enumerate(rows, 1):
            mark = f"{number}) "
            asking.prompter.say(words.enquiry(row.ask, row.words), mark, " " * len(mark))
        asking.say(words.enquiries_open([str(n) for n, row in enumerate(rows, 1) if row.is_open]))

    asking.prompter.paged(print_rows)
    with asking.asked(lambda: asking.say(words.ENQUIRIES_HOW)):
        while True:
            typed = asking.prompter.line_of_answer(words.WHAT_NOW).strip()
            if not typed:
                break
            place = read_place(typed, len(rows))
            if isinstance(place, int):
                raise Replied(Jump(rows[place].spot))
            asking.say(place.why if place is not None else words.ENQUIRIES_HOW)
    asking.prompter.restate()
