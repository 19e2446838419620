"""Text wrapped to the width of a terminal, whole, with wide characters counted.

Nothing is cropped: a word that is longer than a line goes on in the next.
"""

from __future__ import annotations

import re
import unicodedata

from rich.cells import cell_len

from childcheck.problems import COMMAND

_PIECES = re.compile(r"\s+|\S+")
_LEAST_ROOM = 8  # cells beside a hanging indent; below that the indent is given up


def wrapped(text: str, width: int, first: str = "", rest: str = "") -> str:
    """Return a text in lines of at most `width` cells, but for a command, which stands whole.

    Args:
        text: its own line breaks stay.
        width: in cells; a wide character takes two.
        first: what the first line begins with, such as `1) `.
        rest: what every other line begins with: the hanging indent.
    """
    if width - max(cell_len(first), cell_len(rest)) < _LEAST_ROOM:
        rest = ""
    lines: list[str] = []
    for line in text.expandtabs(4).split("\n"):
        if line.startswith(COMMAND) and (lines or not first):  # behind a mark it is somebody's text
            lines.append(line)  # to be copied: only the terminal itself may break it
            continue
        for part in _broken(line, width, first if not lines else rest, rest):
            lines.append(part.rstrip())
    return "\n".join(lines)


def _broken(line: str, width: int, first: str, rest: str) -> list[str]:
    lines: list[str] = []
    current, begins_with = first, first
    for piece in _PIECES.findall(line):
        if cell_len(current) + cell_len(piece) <= width:
            current += piece
            continue
        if piece.isspace():
            lines.append(current)
            current = begins_with = rest
            continue
        if current != begins_with and cell_len(rest) + cell_len(piece) <= width:
            lines.append(current)
            current = rest + piece
            continue
        for one in _clusters(piece):  # longer than a line: broken where the line ends
            if cell_len(current) + cell_len(one) > width:
                lines.append(current)
                current = begins_with = rest
            current += one
    lines.append(current)
    return lines


def _clusters(word: str) -> list[str]:
    """Return a word's characters, each with the marks that stand on it."""
    clusters: list[str] = []
    for one in word:
        joins = bool(clusters) and (
            unicodedata.combining(one) != 0
            or unicodedata.category(one) in ("Cf", "Me", "Mn")
            or clusters[-1].endswith("\N{ZERO WIDTH JOINER}")
        )
        if joins:
            clusters[-1] += one
        else:
            clusters.append(one)
    return clusters
