"""What is printed above the answer line: wrapped text, whole at any width, without markup."""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TextIO, cast

from rich.console import Console
from rich.text import Text

from childcheck.terminal.line_guards import LEAST_WIDTH, USUAL_WIDTH, columns
from childcheck.terminal.visible import visible
from childcheck.terminal.wrapping import wrapped

# Home, the screen, and what has scrolled out of it.
CLEAR = "\x1b[H\x1b[2J\x1b[3J"
USUAL_HEIGHT, LEAST_HEIGHT = 24, 10


class _Forgiving(io.TextIOBase):
    """A text file that never fails: what it cannot show becomes a question mark."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self._shown_in = getattr(file, "encoding", None) or "utf-8"

    def isatty(self) -> bool:
        return self._file.isatty()

    def fileno(self) -> int:
        return self._file.fileno()

    def write(self, text: str) -> int:
        known = text.encode(self._shown_in, "replace").decode(self._shown_in, "replace")
        with suppress(OSError, ValueError):  # the terminal is gone: the next reading says so
            self._file.write(known)
        return len(text)

    def flush(self) -> None:
        with suppress(OSError, ValueError):
            self._file.flush()


class Screen:
    """Prints text as it is, wrapped to the width that the window has now."""

    def __init__(
        self,
        file: TextIO,
        columns: Callable[[], int] | None = None,
        rows: Callable[[], int] | None = None,
    ) -> None:
        self._file = _Forgiving(file)
        self._columns = columns or (lambda: _columns(file))
        self._rows = rows or (lambda: _rows(file))
        self._console = Console(
            file=cast(TextIO, self._file),
            highlight=False,
            markup=False,
            emoji=False,
            soft_wrap=True,
        )
        self.is_used = False
        self._room: int | None = None  # rows left on this page; None while nothing is in pages
        self._rows_below = 0
        self._turn: Callable[[], None] = lambda: None

    @contextmanager
    def pages(self, turn: Callable[[], None], *, rows_below: int = 0) -> Iterator[None]:
        """Print in pieces that fit the window; `turn` waits between two of them.

        Args:
            turn: what is done there.
            rows_below: how many rows it prints itself.
        """
        self._rows_below, self._turn = rows_below, turn
        self._room = self._rows_of_page()
        try:
            yield
        finally:
            self._room = None

    def _rows_of_page(self) -> int:
        # The line at which one waits, one above it, and what is said there.
        return max(self.height - 2 - self._rows_below, 1)

    @property
    def width(self) -> int:
        """How many columns a line has now; the last one stays free, some consoles wrap in it."""
        return max(self._columns(), LEAST_WIDTH) - 1

    @property
    def height(self) -> int:
        """How many rows the window has now."""
        return max(self._rows(), LEAST_HEIGHT)

    def say(self, text: str = "", style: str = "", first: str = "", rest: str = "") -> None:
        """Print a text; what a person typed cannot steer the terminal.

        Args:
            text: its own line breaks stay.
            style: of the whole; see `theme`.
            first: what the first line begins with.
            rest: the hanging indent of every other line.
        """
        self._print(Text(wrapped(visible(text), self.width, first, rest), style))

    def keyed(self, key: str, text: str, key_style: str) -> None:
        """Print a choice with its key before it, and a hanging indent."""
        mark = f"{key}  "
        lines = Text(wrapped(visible(text), self.width, mark, " " * len(mark)))
        lines.stylize(key_style, 0, len(key))
        self._print(lines)

    def _print(self, lines: Text) -> None:
        self.is_used = True
        rows = lines.plain.count("\n") + 1
        if self._room is not None and rows > self._room:
            self._room = None
            self._turn()
            self._room = self._rows_of_page()
        if self._room is not None:
            self._room -= rows
        self._console.print(lines)

    def clear(self) -> None:
        """Clear the screen, and what has scrolled out of it."""
        self._file.write(CLEAR)
        self._file.flush()


def _columns(file: TextIO) -> int:
    try:
        return columns(file.fileno())
    except (OSError, ValueError):
        return USUAL_WIDTH


def _rows(file: TextIO) -> int:
    try:
        return os.get_terminal_size(file.fileno()).lines or USUAL_HEIGHT
    except (OSError, ValueError):
        return USUAL_HEIGHT
