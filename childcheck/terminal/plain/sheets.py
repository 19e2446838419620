"""Texts of several lines: read line by line, ended by a full stop on a line of its own.

A paste goes into the one text it was pasted into. Each line is kept as a draft
as soon as it is typed, so that Back, and with a durable store a kill, loses none.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from childcheck.checklist.answers import Plain
from childcheck.terminal import words
from childcheck.terminal.plain.asking import Asking
from childcheck.terminal.plain.prompting import Command
from childcheck.terminal.typed_choices import read_place
from childcheck.walk.showing import Shown

END = "."
NONE = ("0", "none")


class Ending(Enum):
    """How the writing ended."""

    WRITTEN = "written"
    NONE = "none"  # an empty list that is an answer
    KEPT = "kept"  # what stands is kept


@dataclass(frozen=True)
class Taken:
    """How many lines were taken, and why no more were; `is_cut` when others came behind."""

    count: int
    refused: str = ""
    is_cut: bool = False


class Sheet(Protocol):
    """Something written in several lines."""

    @property
    def may_be_number(self) -> bool:
        """Whether a number alone can be a line; where it cannot, it changes that line."""

    @property
    def count(self) -> int:
        """How many lines there are."""

    def take(self, lines: Sequence[str]) -> Taken:
        """Take what was typed, or pasted, up to the first line that does not fit."""

    def insert(self, place: int, lines: Sequence[str]) -> Taken:
        """Take what was typed before the line at a place."""

    def put(self, place: int, lines: Sequence[str]) -> str:
        """Write one line anew; return why not, in words, or nothing."""

    def remove(self, place: int) -> None:
        """Take one line out."""

    def how_to_change(self, place: int) -> str:
        """Return in words how one line is written anew."""

    def in_words(self) -> list[str]:
        """Return the lines as they are read."""

    def value(self) -> Plain:
        """Return the lines as they are stored."""

    def restore(self, value: Plain) -> None:
        """Take over lines as they were stored."""

    def commands(self, asking: Asking, shown: Shown) -> dict[str, Command]:
        """Return the words with a colon that belong to this kind of text."""


def restore_draft(asking: Asking, shown: Shown, sheet: Sheet) -> bool:
    """Take over what was written here and is not an answer yet; return whether there was any."""
    draft = asking.drafts.read(shown.spot)
    if not draft:
        return False
    try:
        sheet.restore(json.loads(draft))
    except ValueError:
        sheet.take(draft.split("\n"))
    if not sheet.value():
        return False
    asking.say(words.DRAFT_KEPT)
    if sheet.count:
        show_lines(asking, sheet)
    return True


def show_lines(asking: Asking, sheet: Sheet, since: int = 0) -> None:
    """Print the lines so far, numbered; or those from one on."""
    if sheet.count:
        asking.prompter.paged(
            lambda: asking.presenter.numbered(sheet.in_words()[since:], since + 1),
            is_numbered=not sheet.may_be_number,
        )
    else:
        asking.say(words.NO_LINE_YET)


def write(asking: Asking, shown: Shown, sheet: Sheet) -> Ending:
    """Read lines onto a sheet until a full stop ends it; there is then at least one.

    On an empty sheet Enter keeps what stands, and `0` says that there is none,
    where the question has that answer.
    """
    prompter = asking.prompter
    commands = {**_commands(asking, shown, sheet), **sheet.commands(asking, shown)}
    goes_on = False
    try:
        while True:
            keep(asking, shown, sheet)
            label = f"{words.LINE} {sheet.count + 1}"
            lines = prompter.lines(label, commands, goes_on=goes_on)
            goes_on = True
            first = lines[0].strip().casefold()
            if len(lines) == 1 and not sheet.count:
                if asking.is_pass(shown, first):
                    continue
                if not first and shown.may_keep:
                    return Ending.KEPT
                if first in NONE and shown.none_label:
                    return Ending.NONE
            if len(lines) == 1 and first.isdecimal() and sheet.count and not sheet.may_be_number:
                change_line(asking, shown, sheet, first)
            elif _take_all(asking, sheet, lines):
                return Ending.WRITTEN
    finally:
        prompter.unsaved_lines = 0


def _take_all(asking: Asking, sheet: Sheet, lines: tuple[str, ...]) -> bool:
    """Take what was typed or pasted; return whether that ended the text."""
    is_end = lines[-1].strip() == END
    typed = lines[:-1] if is_end else lines
    taken = sheet.take(typed)
    if taken.refused:
        asking.say(taken.refused)
        if taken.is_cut:
            asking.say(words.REST_NOT_TAKEN)
        return False
    if taken.count > 1:
        asking.say(words.lines_taken(taken.count))
    elif typed and not taken.count:
        asking.say(words.NOTHING_TYPED)
    if is_end and not sheet.count:
        asking.say(words.NOTHING_WRITTEN)
    return is_end and sheet.count > 0


def keep(asking: Asking, shown: Shown, sheet: Sheet) -> None:
    """Keep what is written as a draft."""
    value = sheet.value()
    draft = json.dumps(value, ensure_ascii=False) if value else ""
    if draft != asking.drafts.read(shown.spot):
        asking.drafts.write(shown.spot, draft)
    asking.prompter.unsaved_lines = 0 if asking.drafts.is_durable else sheet.count


# Mending


class _LeaveLine(Exception):
    """The line stays as it is."""


def _leave_line(_typed: str) -> None:
    raise _LeaveLine


def change_line(asking: Asking, shown: Shown, sheet: Sheet, typed: str) -> bool:
    """Show one line and write it anew; Enter keeps it. Return whether it was changed."""
    place = _place(asking, sheet, typed)
    if place is None:
        return False
    _show(asking, sheet, place)
    asking.say(sheet.how_to_change(place))
    anew = _line(asking, place)
    while anew:
        refused = sheet.put(place, anew)
        if not refused:
            break
        asking.say(refused)
        anew = _line(asking, place)
    if anew:
        keep(asking, shown, sheet)
        _show(asking, sheet, place)
    return bool(anew)


def _line(asking: Asking, place: int) -> tuple[str, ...]:
    """Return what one line is to be; nothing when it stays as it is."""
    try:
        typed = asking.prompter.lines(f"{words.LINE} {place + 1}", {"back": _leave_line})
    except _LeaveLine:
        return ()
    return typed if any(one.strip() for one in typed) else ()


def _place(asking: Asking, sheet: Sheet, typed: str) -> int | None:
    """Return which line is meant; None when it is none, and that is said."""
    place = read_place(typed, sheet.count) if sheet.count else None
    if isinstance(place, int):
        return place
    asking.say(words.no_such_line(sheet.count) if typed else words.NUMBER_NEEDED)
    return None


def _commands(asking: Asking, shown: Shown, sheet: Sheet) -> dict[str, Command]:
    def show(_typed: str) -> None:
        show_lines(asking, sheet)

    def remove(typed: str) -> None:
        place = _place(asking, sheet, typed)
        if place is None:
            return
        asking.say(words.taken_out(sheet.in_words()[place]))
        sheet.remove(place)
        keep(asking, shown, sheet)

    def undo(_typed: str) -> None:
        remove(str(sheet.count))

    def change(typed: str) -> None:
        change_line(asking, shown, sheet, typed)

    def insert(typed: str) -> None:
        place = _place(asking, sheet, typed)
        if place is None:
            return
        asking.say(words.insert_how(place + 1))
        while typed_lines := _line(asking, place):
            taken = sheet.insert(place, typed_lines)
            keep(asking, shown, sheet)
            if taken.count:
                _show(asking, sheet, place)
            if not taken.refused:
                break
            asking.say(taken.refused)

    return {"show": show, "undo": undo, "change": change, "remove": remove, "insert": insert}


def _show(asking: Asking, sheet: Sheet, place: int) -> None:
    asking.presenter.numbered(sheet.in_words()[place : place + 1], place + 1)
