"""Find an incident by its local number or by the force's reference."""

from __future__ import annotations

from childcheck.checklist.definitions import Checklist
from childcheck.identifiers import IncidentId, as_typed
from childcheck.log.reading import Reader
from childcheck.problems import ChildcheckError, ExitCode, Problem
from childcheck.procedures.find_checklist import checklist_in_log
from childcheck.record.entries import Entry
from childcheck.record.happenings import IncidentOpened
from childcheck.record.row_changes import Cell
from childcheck.walk.settling import Circumstances
from childcheck.walk.situation import situation_of
from childcheck.walk.walking import Walk


def find_incident(log: Reader, number: str) -> IncidentId:
    """Return the incident that a number or a reference names.

    Raises:
        ChildcheckError: none, or a reference that more than one record has.
    """
    by_number = log.rows("incidents", incident_number=as_typed(number))
    if by_number:
        return IncidentId(str(by_number[0]["incident"]))
    by_reference = with_reference(log, number)
    if len(by_reference) == 1:
        return IncidentId(str(by_reference[0]["incident"]))
    if by_reference:
        numbers = ", ".join(str(row["incident_number"]) for row in by_reference)
        raise ChildcheckError(
            Problem(
                what="More than one record has this reference.",
                where=str(log.path),
                remedy=f"name one by its own number: {numbers}",
                code="many-incidents",
            ),
            ExitCode.NOT_FOUND,
        )
    raise ChildcheckError(
        Problem(
            what="There is no incident with this number or reference in the log.",
            where=str(log.path),
            remedy="to choose from what is unfinished, run:\nchildcheck resume\n"
            "or name another log with --log FILE",
            code="no-incident",
        ),
        ExitCode.NOT_FOUND,
    )


def with_reference(log: Reader, reference: str) -> list[dict[str, Cell]]:
    """Return the incidents that have a reference, however its letters and spaces are written."""
    wanted = _reference(reference)
    if not wanted:
        return []
    known = log.values("incidents", "reference")
    written = [one for one in known if _reference(str(one)) == wanted]
    found = [row for one in written for row in log.rows("incidents", reference=one)]
    return sorted(found, key=lambda row: int(row["opened_entry"] or 0))


def _reference(text: str) -> str:
    return "".join(text.split()).casefold()


def incident_number(log: Reader, incident: IncidentId) -> str:
    """Return the local number of an incident."""
    return str(log.rows("incidents", incident=incident)[0]["incident_number"])


def walk_of(log: Reader, incident: IncidentId, circumstances: Circumstances) -> Walk:
    """Return the walk of an incident as its entries left it, in the checklist it began with."""
    entries = tuple(log.entries(incident=incident))
    return Walk(_checklist_of(log, entries), situation_of(incident, entries), circumstances)


def _checklist_of(log: Reader, entries: tuple[Entry, ...]) -> Checklist:
    for entry in entries:
        if isinstance(entry.happening, IncidentOpened):
            assert entry.writing.checklist is not None
            return checklist_in_log(log, entry.writing.checklist)
    raise AssertionError("an incident begins with its opening")
