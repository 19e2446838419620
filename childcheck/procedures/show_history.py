"""Show every entry behind a record: what was recorded when, by whom, in which words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import tzinfo

from childcheck.log.writing import Log
from childcheck.problems import Problem
from childcheck.procedures.show_record import Consulted, consult
from childcheck.record.entries import Writing
from childcheck.walk.retracing import Traced, retrace


@dataclass(frozen=True)
class HistoryShown:
    """The entries of an incident, or of one of its children, in order."""

    consulted: Consulted
    number: str
    entries: tuple[Traced, ...]

    @property
    def warning(self) -> Problem | None:
        """Why the reading could not be recorded, if it could not."""
        return self.consulted.warning


def show_history(
    log: Log,
    number: str,
    writing: Writing,
    zone: tzinfo,
    *,
    roll_number: int | None = None,
    reason: str = "",
) -> HistoryShown:
    """Record the reading, and return every entry behind the record, this reading included.

    Raises:
        ChildcheckError: no such incident, or no such child on its roll.
    """
    consulted = consult(log, number, writing, roll_number=roll_number, reason=reason, how="history")
    return HistoryShown(
        consulted=consulted,
        number=consulted.sight.situation.number,
        entries=retrace(consulted.sight, consulted.entries, zone, consulted.child),
    )
