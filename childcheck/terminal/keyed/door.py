"""The leaving screen, by keys: what stands for all children before the door closes.

Each line has a key of its own; what one window cannot hold goes onto pages.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from childcheck.terminal import theme, words
from childcheck.terminal.keyed import key_words, keys
from childcheck.terminal.keyed.asking import Asking
from childcheck.terminal.keyed.ending import owed_in_words
from childcheck.terminal.plain.door import HEADINGS, in_full
from childcheck.terminal.wrapping import wrapped
from childcheck.walk.door import Leaving, Mark
from childcheck.walk.replies import Back, CloseDoor, Edit, Jump
from childcheck.walk.subjects import Spot

CLOSE, NEXT, MORE = "d", "n", "+"
_AROUND = 4  # rows for the title, the footer, the answer line and a note above it


@dataclass(frozen=True)
class _Row:
    """One line below its heading; without a spot nothing can be put right at it."""

    heading: str
    text: str
    spot: Spot | None = None
    key: str = ""


def close_door(asking: Asking, leaving: Leaving) -> CloseDoor | Edit | Jump | Back:
    """Print the leaving screen and ask what to do; Enter alone does nothing."""
    prompter = asking.prompter
    is_open = bool(leaving.of(Mark.OPEN) or leaving.waiting)
    page = 0
    while True:
        pages = _pages(asking, leaving)
        rows = pages[page % len(pages)]

        def print_it(rows: list[_Row] = rows, count: int = len(pages)) -> None:
            _print(asking, rows, is_open=is_open, has_more=count > 1)

        prompter.restate = print_it
        print_it()
        lines = {row.key: row.spot for row in rows if row.spot is not None}
        also = [CLOSE, keys.BACK, *((NEXT,) if is_open else ()), *((MORE,) if pages[1:] else ())]
        pressed = prompter.key(words.WHAT_NOW, list(lines), also=also, commands=_NOTHING_ELSE)
        if pressed == MORE:
            page += 1
            prompter.screen.clear()
            continue
        if pressed == CLOSE:
            prompter.taken(words.WHAT_NOW, words.DOOR_CLOSED)
            return CloseDoor()
        if pressed == NEXT:
            return Jump(None)
        spot = lines.get(pressed)
        return Edit(spot) if spot is not None else Back()


_NOTHING_ELSE = {keys.AGAIN: lambda: None}


def _pages(asking: Asking, leaving: Leaving) -> list[list[_Row]]:
    """Return the rows of each page, with their keys; there is always one page."""
    screen = asking.prompter.screen
    beside = (asking.prompter.banner, asking.presenter.hint)
    heights = (
        wrapped(text, screen.width, words.PRACTICE_TELLS, "  ").count("\n") + 1
        for text in beside
        if text
    )
    room = screen.height - _AROUND - sum(heights)
    offered = keys.keys_for(len(keys.CHOICE_KEYS), CLOSE + NEXT)
    pages: list[list[_Row]] = [[]]
    free, unused = room, iter(offered)
    for row in _rows(asking, leaving):
        height = wrapped(f"1  {row.text}", screen.width, "", "   ").count("\n") + 1
        is_new = not pages[-1] or pages[-1][-1].heading != row.heading
        key = next(unused, "") if row.spot is not None else ""
        if pages[-1] and (height + is_new > free or (row.spot is not None and not key)):
            pages.append([])
            free, unused, is_new = room, iter(offered), True
            key = next(unused) if row.spot is not None else ""
        free -= height + is_new
        pages[-1].append(_Row(row.heading, row.text, row.spot, key))
    return pages


def _rows(asking: Asking, leaving: Leaving) -> Iterator[_Row]:
    for mark, heading in HEADINGS.items():
        for line in leaving.of(mark):
            yield _Row(heading, in_full(line), line.spot)
    if leaving.waiting:
        yield _Row("", words.waiting(leaving.waiting))
    for one in leaving.owed:
        yield _Row(words.OWED_AT_DOOR, owed_in_words(asking, one.follow_up), one.spot)


def _print(asking: Asking, rows: list[_Row], *, is_open: bool, has_more: bool) -> None:
    asking.prompter.say_banner()
    asking.say(words.AT_DOOR, theme.HEADING)
    heading = ""
    for row in rows:
        if row.heading and row.heading != heading:
            style = theme.REMINDER if row.heading == words.AMISS else theme.STATUS
            asking.say(row.heading, style)
        heading = row.heading
        if row.key:
            asking.prompter.screen.keyed(row.key, row.text, theme.KEY)
        else:
            asking.prompter.say(row.text, "", "-  ", "   ")
    asking.presenter.print_hint()
    foot = [words.FOOT_CLOSE_DOOR, *([words.DOOR_PAGE] if has_more else [])]
    foot += [words.FOOT_ASK_OPEN] if is_open else []
    asking.presenter.foot([*foot, words.FOOT_PUT_RIGHT, key_words.FOOT_BACK, key_words.FOOT_PAUSE])
