"""Lines of a label and what it says, one under the other, wrapped to a width."""

from __future__ import annotations

import shutil

from rich.cells import cell_len

from childcheck.terminal.visible import visible
from childcheck.terminal.wrapping import wrapped

_LABEL = 12  # columns
_BELOW = " " * 4
_WIDEST = 100  # a longer line is hard to read


def field(label: str, text: str, width: int) -> str:
    """Return one label with its text, which goes on under itself.

    A file's name, or another long word, that would be broken beside the label stands below it.
    """
    begin = f"  {label:<{_LABEL}} "
    shown = visible(text)
    if max(map(cell_len, shown.split()), default=0) > width - len(begin):
        return f"  {label}\n{wrapped(shown, width, _BELOW, _BELOW)}"
    return wrapped(shown, width, begin, " " * len(begin))


def width_here() -> int:
    """Return the width of the terminal in cells; 80 where there is none."""
    return min(shutil.get_terminal_size().columns, _WIDEST)
