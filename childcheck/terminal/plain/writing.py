"""Questions answered in words: one line and Enter, or several lines when asked for."""

from __future__ import annotations

from dataclasses import dataclass, field

from childcheck.checklist.answers import Answer, Plain
from childcheck.terminal import words
from childcheck.terminal.plain.asking import Asking
from childcheck.terminal.plain.beside import whole_answer
from childcheck.terminal.plain.prompting import Command
from childcheck.terminal.plain.sheets import END, Ending, restore_draft, write
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

    @property
    def count(self) -> int:
        """How many lines there are."""
        return len(self.lines)

    def take(self, line: str) -> str:
        """Take one line."""
        self.lines.append(line)
        return ""

    def take_blank(self) -> bool:
        """Keep an empty line between two others."""
        if self.lines:
            self.lines.append("")
        return bool(self.lines)

    def undo(self) -> None:
        """Take out the last line."""
        self.lines.pop()

    def put(self, place: int, line: str) -> str:
        """Write one line anew."""
        self.lines[place] = line
        return ""

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
