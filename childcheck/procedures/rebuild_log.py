"""Rebuild the read tables of a log from its entries; the entries stay as they are."""

from __future__ import annotations

from childcheck.log.rebuilding import Rebuilt
from childcheck.log.writing import Log


def rebuild_log(log: Log) -> Rebuilt:
    """Build the read tables again, all or none, and return what was built.

    Raises:
        ChildcheckError: busy, no room, no right to write, or an entry that
            cannot be read; the tables stand as before then.
    """
    return log.rebuild()
