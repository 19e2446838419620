"""What is longer than the window: printed in pieces, and decided on at any of them.

Whoever knows what to do need not read to the end: what is typed between two
pieces counts as if it had been typed behind the last.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager

from childcheck.terminal import theme
from childcheck.terminal.keyed import key_words, keys
from childcheck.terminal.keyed.asking import Asking
from childcheck.terminal.keyed.line_keys import Ended, Line
from childcheck.terminal.wrapping import wrapped


class _Enough(Exception):
    """Something was typed between two pieces that is more than Enter."""

    def __init__(self, ended: Ended) -> None:
        super().__init__()
        self.ended = ended


class _Again(Exception):
    """The screen was cleared, or changed its size: the whole begins anew."""


def in_pieces(
    asking: Asking,
    print_it: Callable[[], None],
    *,
    how: str = "",
    instant: Collection[str] = (),
) -> Ended | None:
    """Print in pieces that fit the window; Enter between two of them shows the next.

    Args:
        asking: where to print and read.
        print_it: prints the whole.
        how: what may be typed, said below each piece but the last.
        instant: the keys that decide at once.

    Returns:
        What was typed instead of reading on; None when all of it was printed.
    """
    prompter = asking.prompter
    before = prompter.restate

    def begin_anew() -> None:
        raise _Again

    def turn() -> None:
        if how:
            asking.say(how, theme.FOOTER)
        ended = prompter.line(Line(key_words.NEXT_PIECE, instant=instant), returned=(keys.BACK,))
        if ended.key != keys.ENTER or ended.text.strip():
            raise _Enough(ended)

    rows_below = wrapped(how, prompter.screen.width).count("\n") + 1 if how else 0
    prompter.restate = begin_anew
    try:
        while True:
            try:
                with prompter.screen.pages(turn, rows_below=rows_below):
                    print_it()
            except _Again:
                continue
            except _Enough as enough:
                return enough.ended
            return None
    finally:
        prompter.restate = before


@contextmanager
def shown_in_pieces(
    asking: Asking,
    print_it: Callable[[], None],
    *,
    how: str = "",
    instant: Collection[str] = (),
) -> Iterator[Ended | None]:
    """Print in pieces, and give what was typed meanwhile; all of it is what is put again here."""
    before = asking.prompter.restate

    def print_again() -> None:
        in_pieces(asking, print_it)

    typed = in_pieces(asking, print_it, how=how, instant=instant)
    asking.prompter.restate = print_again
    try:
        yield typed
    finally:
        asking.prompter.restate = before
