"""Texts of several lines: read line by line, ended by a full stop on a line of its own.

A paste goes into the one text it was pasted into. Each line is kept as a draft
as soon as it is typed, so that Back, and with a durable store a kill, loses none.
"""

from __future__ import annotations

import json
from enum import Enum
from typing import Protocol

from childcheck.checklist.answers import Plain
from childcheck.terminal import words
from childcheck.terminal.plain.asking import Asking
from childcheck.terminal.plain.prompting import Command, restart
from childcheck.walk.showing import Shown

END = "."
NONE = ("0", "none")


class Ending(Enum):
    """How the writing ended."""

    WRITTEN = "written"
    NONE = "none"  # an empty list that is an answer
    KEPT = "kept"  # what stands is kept


class Sheet(Protocol):
    """Something written in several lines."""

    @property
    def count(self) -> int:
        """How many lines there are."""

    def take(self, line: str) -> str:
        """Take one line as typed; return why not, in words, or nothing."""

    def take_blank(self) -> bool:
        """Return whether an empty line is a line here; then it is taken."""

    def undo(self) -> None:
        """Take out the last line."""

    def put(self, place: int, line: str) -> str:
        """Write one line anew; return why not, in words, or nothing."""

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
        sheet.take(draft)
    if sheet.count:
        asking.say(words.DRAFT_KEPT)
        show_lines(asking, sheet)
    return sheet.count > 0


def show_lines(asking: Asking, sheet: Sheet) -> None:
    """Print the lines so far, numbered."""
    if sheet.count:
        asking.presenter.numbered(sheet.in_words())
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
            _keep(asking, shown, sheet)
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
            if _take_all(asking, sheet, lines):
                return Ending.WRITTEN
    finally:
        prompter.unsaved_lines = 0


def _take_all(asking: Asking, sheet: Sheet, lines: tuple[str, ...]) -> bool:
    """Take what was typed or pasted; return whether that ended the text."""
    taken = 0
    for place, line in enumerate(lines):
        is_last = place + 1 == len(lines)
        if is_last and line.strip() == END:
            if not sheet.count:
                asking.say(words.NOTHING_WRITTEN)
            return sheet.count > 0
        if not line.strip():
            if not sheet.take_blank() and len(lines) == 1:
                asking.say(words.NOTHING_TYPED)
            continue
        refused = sheet.take(line)
        if refused:
            asking.say(refused)
            if not is_last:
                asking.say(words.REST_NOT_TAKEN)
            return False
        taken += 1
    if taken > 1:
        asking.say(words.lines_taken(taken))
    return False


def _keep(asking: Asking, shown: Shown, sheet: Sheet) -> None:
    draft = json.dumps(sheet.value(), ensure_ascii=False) if sheet.count else ""
    if draft != asking.drafts.read(shown.spot):
        asking.drafts.write(shown.spot, draft)
    asking.prompter.unsaved_lines = 0 if asking.drafts.is_durable else sheet.count


def _commands(asking: Asking, shown: Shown, sheet: Sheet) -> dict[str, Command]:
    def show(_typed: str) -> None:
        show_lines(asking, sheet)

    def undo(_typed: str) -> None:
        if sheet.count:
            sheet.undo()
            _keep(asking, shown, sheet)
        show_lines(asking, sheet)

    def change(typed: str) -> None:
        if not typed.isdecimal() or not 1 <= int(typed) <= sheet.count:
            asking.say(words.NO_SUCH_LINE if typed else words.NUMBER_NEEDED)
            return
        anew = asking.prompter.line(f"{words.LINE} {typed}", {"back": restart})
        refused = sheet.put(int(typed) - 1, anew) if anew.strip() else words.NOTHING_TYPED
        if refused:
            asking.say(refused)
        _keep(asking, shown, sheet)

    return {"show": show, "undo": undo, "change": change}
