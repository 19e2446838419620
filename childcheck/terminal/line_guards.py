"""What a terminal hands over, held to be whole lines of text; the same on every system."""

from __future__ import annotations

import os
import sys
import unicodedata

from childcheck.terminal.console import Trouble, Unusable
from childcheck.terminal.modes import NO_CURSOR

PASTE_SECONDS = 0.04  # a paste arrives at once; no person presses the next key so soon
LONGEST_LINE_BYTES = 4095 if sys.platform == "linux" else 1023  # elsewhere MAX_CANON is 1,024
USUAL_WIDTH, LEAST_WIDTH = 80, 20


def checked(line: str) -> str:
    """Return a line typed, when it is nothing but text.

    Raises:
        Unusable: it holds control characters, such as an arrow key sends, or half
            a character.
    """
    for one in line:
        category = unicodedata.category(one)
        if category == "Cs":
            raise Unusable(Trouble.UNDECODABLE)
        if category == "Cc" and one != "\t":
            raise Unusable(Trouble.STRANGE_KEYS)
    return line


def as_lines(data: bytes, encoding: str) -> tuple[str, ...]:
    """Return the lines that a terminal handed over, without their ends.

    Raises:
        Unusable: one of them is too long to be whole, or is no text.
    """
    lines = data.split(b"\n")
    if not lines[-1]:
        lines.pop()
    if any(len(line) >= LONGEST_LINE_BYTES for line in lines):
        raise Unusable(Trouble.TOO_LONG)
    try:
        return tuple(checked(line.decode(encoding)) for line in lines)
    except UnicodeDecodeError:
        raise Unusable(Trouble.UNDECODABLE) from None


def rows(descriptor: int) -> int | None:
    """Return how many rows a terminal has now; None when it has none, or says that it is dumb.

    A dumb terminal is often a screen reader's, or a file that is read afterwards:
    nothing scrolls away there.
    """
    if sys.platform != "win32" and os.environ.get("TERM", "dumb") in NO_CURSOR:
        return None
    try:
        return os.get_terminal_size(descriptor).lines or None
    except OSError:
        return None


def columns(descriptor: int) -> int:
    """Return how many columns a terminal has now."""
    try:
        width = os.get_terminal_size(descriptor).columns
    except OSError:
        width = USUAL_WIDTH
    return max(width or USUAL_WIDTH, LEAST_WIDTH)
