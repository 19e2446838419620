"""Name the first record of a call in another officer's record of it: both have its reference.

Whether a reference is known is looked up when it is answered, in whatever way that
happens: at the door, in a correction, from a file.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from childcheck.identifiers import EntryId, IncidentId
from childcheck.log.reading import Reader
from childcheck.procedures.find_incident import with_reference
from childcheck.record.happenings import AnswerGiven, QuestionLeft, SecondRecordNamed
from childcheck.walk.settling import Draft

REFERENCE = "incident.reference"


def with_second_record(
    log: Reader, drafts: Sequence[Draft], new_identifier: Callable[[], str]
) -> Sequence[Draft]:
    """Return drafts, and behind them what a reference among them says of other records."""
    for draft in reversed(drafts):
        happening = draft.happening
        if isinstance(happening, AnswerGiven | QuestionLeft) and happening.fact == REFERENCE:
            assert happening.incident is not None
            value = happening.value if isinstance(happening, AnswerGiven) else ""
            first = _first_with(log, str(value or ""), happening.incident)
            if first == _named(log, happening.incident):
                return drafts
            named = SecondRecordNamed(
                incident=happening.incident, second_record_of=IncidentId(first) if first else None
            )
            return (*drafts, Draft(EntryId(new_identifier()), named))
    return drafts


def _first_with(log: Reader, reference: str, incident: IncidentId) -> str:
    """Return the earliest other record with a reference, unless it names this one as the first."""
    for row in with_reference(log, reference):
        if row["incident"] != incident:
            return "" if row["second_record_of"] == incident else str(row["incident"])
    return ""


def _named(log: Reader, incident: IncidentId) -> str:
    rows = log.rows("incidents", incident=incident)
    return str(rows[0]["second_record_of"]) if rows else ""
