"""Lines of a label and what it says, one under the other, wrapped to a width."""

from __future__ import annotations

import shutil

from childcheck.terminal.visible import visible
from childcheck.terminal.wrapping import wrapped

_LABEL = 12  # columns
_WIDEST = 100  # a longer line is hard to read


def field(label: str, text: str, width: int) -> str:
    """Return one label with its text, which goes on under itself."""
    begin = f"  {label:<{_LABEL}} "
    return wrapped(visible(text), width, begin, " " * len(begin))


def width_here() -> int:
    """Return the width of the terminal in cells; 80 where there is none."""
    return min(shutil.get_terminal_size().columns, _WIDEST)
