"""The text of a file before it is taken apart: its size, its characters, its lines.

What is refused here is refused because a person cannot see it, or because the two
YAML parsers (with libyaml and without) would read it differently.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from childcheck.problems import Place, Problem

MAX_BYTES = 256 * 1024
LONGEST_LINE_SHOWN = 300

BYTE_ORDER_MARK = "\ufeff"
NOT_ALLOWED = re.compile(
    "[^\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
NOT_SHOWN = re.compile(rf"(?!\t){NOT_ALLOWED.pattern}")  # it could play tricks on a terminal
LINE_BREAKS_NOBODY_SEES = "\x85\u2028\u2029"


@dataclass(frozen=True)
class Source:
    """A text with everything replaced by spaces that may not stand in it."""

    file: str
    lines: tuple[str, ...]  # as they were written, without their ends
    may_be_quoted: bool
    text: str
    problems: tuple[Problem, ...] = ()
    is_indentation_sure: bool = True

    def place(self, line: int, column: int) -> Place:
        """Return the place of a line and a column that count from 0."""
        if line >= len(self.lines):  # libyaml marks the end of the text so
            line = len(self.lines) - 1
            column = len(self.lines[line])
        shown = ""
        if self.may_be_quoted and column < LONGEST_LINE_SHOWN:
            shown = NOT_SHOWN.sub("\ufffd", self.lines[line][:LONGEST_LINE_SHOWN])
        return Place(self.file, line + 1, column + 1, shown)

    def line(self, line: int) -> str:
        """Return a line, counted from 0; the empty text behind the last."""
        return self.lines[line] if line < len(self.lines) else ""


def source_of(text: str, file: str, *, may_be_quoted: bool) -> Source:
    """Return the text ready for a parser, and what is wrong with its characters."""
    text = text.removeprefix(BYTE_ORDER_MARK).replace("\r\n", "\n").replace("\r", "\n")
    source = Source(file, tuple(text.split("\n")), may_be_quoted, text)
    problems = tuple(_problems_of_characters(source))
    if not problems:
        return source
    return Source(
        file,
        source.lines,
        may_be_quoted,
        NOT_ALLOWED.sub(" ", text),
        problems,
        not any(_is_indented_by_other_than_spaces(line) for line in source.lines),
    )


def too_big(file: str) -> Problem:
    """Return the problem of a file over the limit."""
    return Problem(
        what=f"This file is bigger than {MAX_BYTES // 1024} KiB.",
        where=file,
        remedy="split it, or take out what does not belong in it",
        code="too-big",
    )


def directive_in(source: Source) -> Problem | None:
    """Return the problem of a text that begins with a YAML directive, if it does."""
    for number, line in enumerate(source.lines):
        if line.startswith("%"):
            return Problem(
                what="A line that begins with % is an instruction to a YAML program.",
                where=source.place(number, 0),
                remedy="delete the line; none is needed here",
                code="directive",
            )
        if line.strip() and not line.lstrip().startswith("#"):
            return None
    return None


def _problems_of_characters(source: Source) -> Iterator[Problem]:
    first: dict[str, tuple[int, int, str]] = {}
    lines: dict[str, int] = {}
    for number, line in enumerate(source.lines):
        codes = set()
        for found in NOT_ALLOWED.finditer(line):
            code = _code_of(found.group())
            first.setdefault(code, (number, found.start(), found.group()))
            codes.add(code)
        for code in codes:
            lines[code] = lines.get(code, 0) + 1
    for code, (number, column, character) in first.items():
        what, remedy = _words_for(code, character)
        more = lines[code] - 1
        also = f" So it does on {more} more {'line' if more == 1 else 'lines'}." if more else ""
        yield Problem(
            what=what + also, where=source.place(number, column), remedy=remedy, code=code
        )


def _code_of(character: str) -> str:
    if character == "\t":
        return "tab"
    return "hidden-line-break" if character in LINE_BREAKS_NOBODY_SEES else "control-character"


def _words_for(code: str, character: str) -> tuple[str, str]:
    number = f"U+{ord(character):04X}"
    if code == "tab":
        return "A tab stands here.", "use spaces; most editors can turn tabs into spaces"
    if code == "hidden-line-break":
        return (
            f"A line break that many editors do not show stands here ({number}).",
            "delete it, and press Enter where a new line is meant",
        )
    return (
        f"A character that cannot be seen stands here ({number}).",
        "delete it; it often comes along when text is copied from another program",
    )


def _is_indented_by_other_than_spaces(line: str) -> bool:
    content = NOT_ALLOWED.sub(" ", line).lstrip(" ")
    return bool(content) and NOT_ALLOWED.search(line[: len(line) - len(content)]) is not None
