"""Cells that no spreadsheet takes for a formula, and no reader for a state.

A recorded text that would begin a formula gets an apostrophe in front; so does
one that begins with a bracket, because `(not reached)` and its like are states
and must not be said by a text. What is recorded stays as it is: `as_recorded`
gives it back, and `docs/export-columns.md` says so to whoever reads the file.
"""

from __future__ import annotations

import unicodedata

APOSTROPHE = "'"
NUL_SHOWN = "\u2400"  # many programs end a text at a NUL

# What begins a formula in Excel, LibreOffice or Google Sheets, with the full-width forms that
# some of them read the same way.
_BEGINS_FORMULA = frozenset("=+-@＝＋－＠﹢﹣﹦﹫−")
_BEGINS_STATE = "("
_BEGINS_CELL_ANEW = frozenset("\t\r\n")  # some programs split or trim here
_PASSED_OVER = frozenset(f"'\"`‘’“”{NUL_SHOWN}")
_UNSEEN = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp"})  # controls, marks without width, spaces


def safe(text: str) -> str:
    """Return a recorded text as it stands in a cell."""
    text = text.replace("\0", NUL_SHOWN)
    return APOSTROPHE + text if needs_apostrophe(text) else text


def as_recorded(cell: str) -> str:
    """Return the text that `safe` made a cell of; a NUL comes back as its sign."""
    rest = cell.removeprefix(APOSTROPHE)
    return rest if rest != cell and needs_apostrophe(rest) else cell


def needs_apostrophe(text: str) -> bool:
    """Return whether a text would be taken for a formula or a state.

    Spaces, controls, marks without width and quotation marks before it are
    passed over, as some programs do.
    """
    return _is_taken_for(text, begins=_BEGINS_FORMULA | {_BEGINS_STATE})


def is_formula(text: str) -> bool:
    """Return whether a spreadsheet may take a text for a formula."""
    return not text.startswith(APOSTROPHE) and _is_taken_for(text, begins=_BEGINS_FORMULA)


def _is_taken_for(text: str, *, begins: frozenset[str]) -> bool:
    for character in text:
        if character in begins or character in _BEGINS_CELL_ANEW:
            return True
        is_unseen = unicodedata.category(character) in _UNSEEN
        if not is_unseen and character not in _PASSED_OVER:
            return False
    return False
