"""Record that somebody reads a record, before it is shown.

Consultation is one of the operations of section 62 of the Data Protection Act
2018: who, when, what, and a reason code. A log that cannot be written is shown
all the same, with a warning that the reading stands nowhere.

Source: design, section 6.
"""

from __future__ import annotations

from childcheck.identifiers import ChildId, IncidentId
from childcheck.log.writing import Log
from childcheck.problems import ChildcheckError, ExitCode, Problem
from childcheck.record.entries import Writing
from childcheck.record.happenings import RecordConsulted

_NOT_NOW = frozenset({ExitCode.CANNOT_WRITE, ExitCode.BUSY})


def record_consultation(
    log: Log,
    incident: IncidentId,
    writing: Writing,
    *,
    how: str,
    reason: str = "",
    child: ChildId | None = None,
) -> Problem | None:
    """Record a reading; return the warning to give when it could not be recorded.

    Args:
        log: open for writing where that can be.
        incident: whose record is read.
        writing: who reads; without a duty and a checklist, because reading is no work on it.
        how: `show`, `brief` or `history`.
        reason: a code; empty where none was given.
        child: when only this child's part is read.
    """
    consulted = RecordConsulted(incident=incident, child=child, how=how, reason=reason)
    if log.is_read_only:
        return _unrecorded(log, "check the right to write the log and its folder")
    try:
        log.append([consulted], writing)
    except ChildcheckError as error:
        if error.exit_code not in _NOT_NOW:
            raise
        return _unrecorded(log, error.problems[0].remedy)
    return None


def _unrecorded(log: Log, remedy: str) -> Problem:
    return Problem(
        what="The log cannot be written now: this reading of the record was not recorded.",
        where=str(log.path),
        remedy=f"note the reading elsewhere;\n{remedy}",
        code="reading-not-recorded",
        is_warning=True,
    )
