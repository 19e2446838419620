"""The table of all enquiries, by keys: a row for each, and a key that changes it."""

from __future__ import annotations

from collections.abc import Sequence

from childcheck.terminal import theme, words
from childcheck.terminal.keyed import keys
from childcheck.terminal.keyed.asking import Asking
from childcheck.walk.enquiries import Row
from childcheck.walk.replies import Jump


def print_enquiries(asking: Asking, rows: Sequence[Row]) -> None:
    """Print how every enquiry stands, and name those that are open."""
    asking.say()
    asking.prompter.say_banner()
    asking.say(words.ENQUIRIES, theme.HEADING)
    offered = keys.keys_for(len(rows))
    asking.presenter.choices(
        [(key, words.enquiry(row.ask, row.words)) for key, row in zip(offered, rows, strict=False)]
    )
    still_open = [key for key, row in zip(offered, rows, strict=False) if row.is_open]
    asking.say(words.enquiries_open(still_open))
    asking.say(words.KEYED_ENQUIRIES_HOW, theme.FOOTER)


def foretell_enquiries(asking: Asking, rows: Sequence[Row]) -> None:
    """Print all that will be enquired, before the first of it is asked; no key is awaited."""
    asking.say()
    asking.prompter.say_banner()
    asking.say(words.ENQUIRIES, theme.HEADING)
    for row in rows:
        asking.prompter.say(words.enquiry(row.ask, row.words), "", "  ", "    ")
    asking.say(words.KEYED_ENQUIRIES_AGAIN)


def change_enquiry(asking: Asking, rows: Sequence[Row]) -> Jump | None:
    """Print the table; return to which row to go, or None to stay."""
    by_key = dict(zip(keys.keys_for(len(rows)), rows, strict=False))
    with asking.printed(lambda: print_enquiries(asking, rows)):
        pressed = asking.prompter.key(words.WHICH, list(by_key), also=(keys.BACK, keys.ENTER))
    return Jump(by_key[pressed].spot) if pressed in by_key else None
