"""Rows that were made before an export asks for them, and how it is known that they still hold.

What a row says hangs on the entries of its incident, the duty in which it was
opened, its checklist, and the program that puts it into words. All of that, and
the rows themselves, stand in their seal. Rows whose seal is another are made
anew: they can be late or spoilt, and never wrong.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Sequence
from typing import NamedTuple

from childcheck import __version__
from childcheck.exports.csv_text import Lines, lines_again, rows_in
from childcheck.exports.standing_words import NOT_IN_CHECKLIST
from childcheck.identifiers import ChildId, Digest, LogId
from childcheck.review.duties import Duty

FORM = 2  # goes up with every change of what a row says that no release stands between
CHILD = "child_ref"  # the column that says whose row it is


class MadeFrom(NamedTuple):
    """Everything on which the rows of an incident hang."""

    log: LogId
    checklist: Digest
    duty: Duty | None
    second_record_of: str
    last_entry: int
    fingerprint: str  # of that entry

    def seal(self, children: int, rows: bytes) -> str:
        """Return the seal of rows that were made from this."""
        about = [__version__, FORM, *self[:2], list(vars(self.duty).items()) if self.duty else None]
        text = json.dumps([*about, *self[3:], children, len(rows)])
        return f"sha256:{hashlib.sha256(text.encode() + rows).hexdigest()}"


def fitted(
    text: bytes, own: Sequence[str], header: Sequence[str], children: Collection[ChildId] | None
) -> Lines:
    """Return rows under the columns of an export, of some children or of all.

    Args:
        text: rows under the columns of their own checklist.
        own: these columns.
        header: the columns of all checklists that the export meets.
        children: whose rows; None is everybody's.
    """
    places = [own.index(name) if name in own else None for name in header]
    child = own.index(CHILD)
    return lines_again(
        [NOT_IN_CHECKLIST.text if place is None else row[place] for place in places]
        for row in rows_in(text)
        if children is None or row[child] in children
    )
