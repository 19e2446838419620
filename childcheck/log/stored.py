"""An entry as it lies in the tables, and how it is read back.

What cannot be read is told by its number, never by what it says.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

from childcheck.log.troubles import damaged, too_new
from childcheck.record.entries import FORM, Entry, entry_from
from childcheck.record.happenings import KINDS


class Stored(NamedTuple):
    """The texts of an entry; `body` is None when it was erased."""

    number: int
    header: str
    body: str | None
    commitment: str
    fingerprint: str


SELECT = (
    "SELECT number, header, body, commitment, fingerprint"
    " FROM entries LEFT JOIN bodies USING (number)"
)


def entry_of(stored: Stored, path: Path) -> Entry:
    """Return the entry that its stored texts tell.

    Raises:
        ChildcheckError: a form or kind that a later program wrote, or a text
            that is no entry.
    """
    try:
        items = json.loads(stored.header)
        if items["form"] > FORM or items["kind"] not in KINDS:
            raise too_new(path, f"Entry {stored.number} was written by a newer childcheck.")
        return entry_from(items, *stored[1:])
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError):
        # Without the cause: what could not be parsed may be a child's words.
        raise damaged(path, f"Entry {stored.number} cannot be read.") from None
