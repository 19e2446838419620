"""Questions answered in words: one line and Enter, or several lines when asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from childcheck.checklist.answers import Answer, Plain
from childcheck.terminal import words
from childcheck.terminal.at_once_keys import at_once_by_key
from childcheck.terminal.plain.asking import Asking
from childcheck.terminal.plain.beside import whole_answer
from childcheck.terminal.plain.prompting import Command
from childcheck.terminal.plain.sheets import END, Ending, Taken, restore_draft, write
from childcheck.walk.replies import Keep, Reply
from childcheck.walk.showing import Shown


class _More(Exception):
    """The person wants to write several lines."""


def _more(_typed: str) -> None:
    raise _More


@dataclass
class Prose:
    """A text, line by line, exactly as typed."""

    lines: list[str] = field(default_factory=list)
    may_be_number: bool = True

    @property
    def count(self) -> int:
        """How many lines there are."""
        return len(self.lines)

    def take(self, lines: Sequence[str]) -> Taken:
        """Take lines; an empty one only between two others."""
        begun = list(lines) if self.lines else _from_first(lines)
        self.lines += begun
        return Taken(len(begun))

    def insert(self, place: int, lines: Sequence[str]) -> Taken:
        """Take lines before the one at a place."""
        self.lines[place:place] = lines
        return Taken(len(lines))

    def put(self, place: int, lines: Sequence[str]) -> str:
        """Write one line anew."""
        self.lines[place : place + 1] = lines
        return ""

    def remove(self, place: int) -> None:
        """Take one line out."""
        del self.lines[place]

    def how_to_change(self, place: int) -> str:
        """Return how a line is written anew."""
        return words.CHANGE_LINE

    def in_words(self) -> list[str]:
        """Return the lines."""
        return self.lines

    def value(self) -> Plain:
        """Return the text."""
        return "\n".join(self.lines)

    def restore(self, value: Plain) -> None:
        """Take over a text."""
        self.lines = str(value).split("\n") if value else []

    def commands(self, asking: Asking, shown: Shown) -> dict[str, Command]:
        """Return nothing: prose needs no words of its own."""
        return {}


def _from_first(lines: Sequence[str]) -> list[str]:
    """Return lines without the empty ones before the first that is written."""
    written = [place for place, line in enumerate(lines) if line.strip()]
    return list(lines[written[0] :]) if written else []


def write_text(asking: Asking, shown: Shown) -> Reply:
    """Ask for a text; a line and Enter are enough, and a paste is taken whole."""
    sheet = Prose()
    if restore_draft(asking, shown, sheet):
        return _on_sheet(asking, shown, sheet)
    while True:
        try:
            lines = asking.prompter.lines(words.ANSWER, {"more": _more})
        except _More:
            sheet.restore(_standing_text(shown))
            return _on_sheet(asking, shown, sheet)
        text = "\n".join(lines)
        if asking.is_pass(shown, text):
            continue
        if not text.strip():
            if shown.may_keep:
                return Keep()
            asking.say(words.NOTHING_TYPED)
        elif told := at_once_by_key(shown).get(text.strip()):
            return told
        elif text.strip() == END:
            asking.say(words.FULL_STOP_IS_NO_ANSWER)
        elif text.strip() == "0" and shown.nothing_label:
            asking.say(shown.nothing_label)
            why = asking.needed_line(words.WHY, words.NOTHING_WHY)
            return whole_answer(asking, shown, {"nothing": why})
        else:
            if len(lines) > 1:
                asking.say(words.lines_taken(len(lines)))
            return whole_answer(asking, shown, text)


def _on_sheet(asking: Asking, shown: Shown, sheet: Prose) -> Reply:
    asking.say(words.WRITE_LINES)
    if write(asking, shown, sheet) is Ending.KEPT:
        return Keep()
    return whole_answer(asking, shown, sheet.value())


def _standing_text(shown: Shown) -> Plain:
    if shown.held is None or not isinstance(shown.held.given, Answer):
        return None
    return shown.held.given.value if isinstance(shown.held.given.value, str) else None
