"""Rows as CSV: RFC 4180, UTF-8, one row at a time.

Rows end with CR LF. A byte-order mark stands first unless it is not wanted:
without one Excel takes UTF-8 for an old code page and cannot show *Łuczak*.
Whole numbers are written as such, everything else as text.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import BinaryIO, NamedTuple, cast

from childcheck.exports.safe_cells import APOSTROPHE, is_formula

Cell = str | int
Row = Sequence[Cell]


@dataclass(frozen=True)
class Written:
    """What was written: rows without the header, and SHA-256 over the bytes."""

    rows: int
    digest: str


class Lines(NamedTuple):
    """Some rows as they stand in a file, in UTF-8, and how many they are."""

    text: bytes
    rows: int


def lines_of(rows: Iterable[Row]) -> Lines:
    """Return rows as they stand in a file."""
    texts = [_line(row) for row in rows]
    return Lines("".join(texts).encode(), len(texts))


def rows_in(text: bytes) -> list[list[str]]:
    """Return the cells of rows that stand in a file, whole numbers as text."""
    return list(csv.reader(io.StringIO(text.decode(), newline="")))


def lines_again(rows: Iterable[Sequence[str]]) -> Lines:
    """Return rows whose cells were taken from a file as they stand in one."""
    texts = [cast(str, _writer.writerow(row)) for row in rows]
    return Lines("".join(texts).encode(), len(texts))


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

    def each() -> Iterator[Lines]:
        for row in rows:
            if len(row) != len(header):
                raise ValueError(f"a row of {len(row)} cells under {len(header)} columns")
            yield Lines(_line(row).encode(), 1)

    return write_lines(to, header, each(), mark=mark)


def write_lines(
    to: BinaryIO, header: Sequence[str], lines: Iterable[Lines], *, mark: bool
) -> Written:
    """Write a header and rows that are lines already, and return what was written."""
    digest = hashlib.sha256()
    count = 0
    for some in chain([Lines(_line(header).encode("utf-8-sig" if mark else "utf-8"), 0)], lines):
        to.write(some.text)
        digest.update(some.text)
        count += some.rows
    return Written(count, f"sha256:{digest.hexdigest()}")


class _Told:
    """Takes a line from the writer, and gives it back to whoever called that."""

    def write(self, line: str, /) -> str:
        return line


_writer = csv.writer(_Told(), lineterminator="\r\n")


def _line(row: Row) -> str:
    return cast(str, _writer.writerow([_harmless(cell) for cell in row]))


def _harmless(cell: Cell) -> Cell:
    """Return a cell with an apostrophe where whoever made the row forgot it."""
    if isinstance(cell, str) and is_formula(cell):
        return APOSTROPHE + cell
    return cell
