"""A terminal's screen as an SVG picture: real text, in cells, with the colours that it had."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from xml.sax.saxutils import escape

CELL, LINE, SIZE, MARGIN = 8.4, 19, 14, 14
SPACE = "http://www.w3.org/2000/svg"
PAPER, INK = "#1b1f24", "#d7dade"
COLOURS = {
    "default": INK,
    "black": "#3a4048",
    "red": "#f07178",
    "green": "#8fd08a",
    "brown": "#f2c56b",
    "blue": "#82aaff",
    "magenta": "#c792ea",
    "cyan": "#62d0dc",
    "white": INK,
}


@dataclass(frozen=True)
class _Look:
    colour: str
    is_bold: bool
    is_underlined: bool
    is_reverse: bool


def as_svg(screen: Any, title: str) -> str:
    """Return the picture of a screen of pyte's, with its cursor.

    Args:
        screen: what stands there.
        title: what a reader hears instead of the picture.
    """
    width = round(screen.columns * CELL + 2 * MARGIN)
    height = screen.lines * LINE + 2 * MARGIN
    body = [line for row in range(screen.lines) for line in _row(screen, row)]
    cursor = screen.cursor
    body.append(_rectangle(cursor.x, cursor.y, 1, INK))
    size = f'width="{width}" height="{height}"'
    return "\n".join(
        [
            f'<svg xmlns="{SPACE}" role="img" {size} viewBox="0 0 {width} {height}">',
            f"<title>{escape(title)}</title>",
            f'<rect {size} rx="8" fill="{PAPER}"/>',
            f'<g font-family="monospace" font-size="{SIZE}" fill="{INK}">',
            *body,
            "</g>",
            "</svg>",
            "",
        ]
    )


def _row(screen: Any, row: int) -> Iterator[str]:
    cells = [(column, screen.buffer[row][column]) for column in range(screen.columns)]
    for look, group in groupby(cells, key=lambda cell: _look(cell[1])):
        some = list(group)
        text = "".join(cell.data for _, cell in some)
        first = some[0][0]
        if look.is_reverse:
            yield _rectangle(first, row, len(some), look.colour)
        if text.strip():
            lead = len(text) - len(text.lstrip(" "))
            yield _text(first + lead, row, text.strip(" "), look)


def _look(cell: Any) -> _Look:
    return _Look(
        COLOURS.get(cell.fg, INK), bool(cell.bold), bool(cell.underscore), bool(cell.reverse)
    )


def _rectangle(column: int, row: int, cells: int, colour: str) -> str:
    x, y = MARGIN + column * CELL, MARGIN + row * LINE
    return f'<rect x="{x:.1f}" y="{y}" width="{cells * CELL:.1f}" height="{LINE}" fill="{colour}"/>'


def _text(column: int, row: int, text: str, look: _Look) -> str:
    x, y = MARGIN + column * CELL, MARGIN + row * LINE + SIZE
    marks = [f' fill="{PAPER if look.is_reverse else look.colour}"']
    if look.is_bold:
        marks.append(' font-weight="bold"')
    if look.is_underlined:
        marks.append(' text-decoration="underline"')
    return (
        f'<text x="{x:.1f}" y="{y}" xml:space="preserve" textLength="{len(text) * CELL:.1f}"'
        f' lengthAdjust="spacingAndGlyphs"{"".join(marks)}>{escape(text)}</text>'
    )
