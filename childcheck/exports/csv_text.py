"""Rows as CSV: RFC 4180, UTF-8, one row at a time.

Rows end with CR LF. A byte-order mark stands first unless it is not wanted:
without one Excel takes UTF-8 for an old code page and cannot show *Łuczak*.
Whole numbers are written as such, everything else as text.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from childcheck.exports.safe_cells import APOSTROPHE, is_formula

Cell = str | int
Row = Sequence[Cell]


@dataclass(frozen=True)
class Written:
    """What was written: rows without the header, and SHA-256 over the bytes."""

    rows: int
    digest: str


def write_csv(to: BinaryIO, header: Sequence[str], rows: Iterable[Row], *, mark: bool) -> Written:
    """Write a header and rows, one after another, and return what was written.

    Args:
        to: where the bytes go; it stays open.
        header: the names of the columns.
        rows: each with a cell for each column.
        mark: whether a byte-order mark stands first.

    Raises:
        ValueError: a row with too few or too many cells.
        OSError: the bytes could not be written.
    """
    digesting = _Digesting(to)
    encoding = "utf-8-sig" if mark else "utf-8"
    text = io.TextIOWrapper(io.BufferedWriter(digesting), encoding=encoding, newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(header)
    count = 0
    for row in rows:
        if len(row) != len(header):
            raise ValueError(f"a row of {len(row)} cells under {len(header)} columns")
        writer.writerow([_harmless(cell) for cell in row])
        count += 1
    text.flush()
    text.detach().detach()  # so that what lies below stays open
    return Written(count, f"sha256:{digesting.digest.hexdigest()}")


def _harmless(cell: Cell) -> Cell:
    """Return a cell with an apostrophe where whoever made the row forgot it."""
    if isinstance(cell, str) and is_formula(cell):
        return APOSTROPHE + cell
    return cell


class _Digesting(io.RawIOBase):
    """Passes bytes on and takes their digest."""

    def __init__(self, to: BinaryIO) -> None:
        self._to = to
        self.digest = hashlib.sha256()

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        block = bytes(data)  # type: ignore[call-overload]
        self._to.write(block)
        self.digest.update(block)
        return len(block)
