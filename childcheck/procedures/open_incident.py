"""Open an incident: give a call-out its record and its local number."""

from __future__ import annotations

from datetime import datetime

from childcheck.checklist.answers import Answer, Given
from childcheck.checklist.definitions import Checklist, Question
from childcheck.checklist.fitting import Fault
from childcheck.identifiers import EntryId, IncidentId
from childcheck.log.reading import Reader
from childcheck.problems import ChildcheckError, ExitCode, Problem
from childcheck.procedures.find_incident import with_reference
from childcheck.procedures.record_entries import Recorder
from childcheck.procedures.take_reply import Doubt
from childcheck.record.happenings import IncidentOpened
from childcheck.walk.settling import Draft
from childcheck.walk.situation import Situation
from childcheck.walk.walking import Walk

_TRIES = 1000  # of a million numbers a day


def opening_of(
    recorder: Recorder, checklist: Checklist, *, entry_mode: str = "asked", file_digest: str = ""
) -> tuple[Walk, Draft]:
    """Return the walk of a new incident and the draft that opens it; nothing is recorded yet."""
    now = recorder.now()
    happening = IncidentOpened(
        incident=IncidentId(recorder.new_identifiers.identifier()),
        incident_number=_free_number(recorder, now),
        opened_at=now.isoformat(timespec="seconds"),
        entry_mode=entry_mode,
        checklist_id=checklist.id,
        checklist_version=checklist.version,
        is_published=checklist.is_published,
        file_digest=file_digest,
    )
    draft = Draft(EntryId(recorder.new_identifiers.identifier()), happening)
    assert happening.incident is not None
    situation = Situation(happening.incident).after(draft.identifier, happening)
    return Walk(checklist, situation, recorder.circumstances()), draft


def open_incident(recorder: Recorder, checklist: Checklist) -> Walk:
    """Record the opening of an incident and return its walk."""
    walk, draft = opening_of(recorder, checklist)
    recorder.record([draft])
    return walk


def _free_number(recorder: Recorder, now: datetime) -> str:
    """Return a number of this day that no record of this log has.

    Source: design, section 6: date of opening and four characters without look-alikes.

    Raises:
        ChildcheckError: a thousand numbers were all taken: chance does not work here.
    """
    for _ in range(_TRIES):
        number = f"{now:%Y%m%d}-{recorder.new_identifiers.four_characters()}"
        if not recorder.log.rows("incidents", incident_number=number):
            return number
    raise ChildcheckError(
        Problem(
            what="No free number was found for a new incident.",
            where=str(recorder.log.path),
            remedy="try again; if it happens twice, tell the keeper of the log",
            code="no-number",
        ),
        ExitCode.INTERNAL,
    )


def refuse_known_file(log: Reader, file_digest: str, where: str) -> None:
    """Refuse an incident file that was taken in already.

    Raises:
        ChildcheckError: this log has a record of the same file.
    """
    for row in log.rows("incidents", file_digest=file_digest):
        number = row["incident_number"]
        unfinished = f"to go on with it:\nchildcheck resume {number}\n"
        raise ChildcheckError(
            Problem(
                what=f"This file is record {number} already.",
                where=where,
                remedy=f"look at that record:\nchildcheck show {number}\n"
                f"{unfinished if row['state'] == 'unfinished' else ''}"
                f"to put something right in it:\nchildcheck correct {number}\n"
                "if it is another call, write what differs",
                code="known-file",
            ),
            ExitCode.REFUSED,
        )


def doubt_known_reference(log: Reader, incident: IncidentId, *, is_final: bool = False) -> Doubt:
    """Return the doubt about a reference that another record has already.

    It is refused once. Given a second time, it makes this record a second
    officer's record of the same call-out, which is what two officers at one
    door write. A file is refused each time (`is_final`): it may be the same
    file again.
    """
    doubted: set[object] = set()  # the records that were named

    def doubt(question: Question, given: Given) -> tuple[Fault, ...]:
        if question.fact != "incident.reference" or not isinstance(given, Answer):
            return ()
        known = with_reference(log, str(given.value))
        others = [row["incident_number"] for row in known if row["incident"] != incident]
        if not others or others[0] in doubted:
            return ()
        number = others[0]
        if is_final:
            return (
                Fault(
                    "known-reference",
                    f"Record {number} has this reference already.",
                    f"Look at that record first:\nchildcheck show {number}\nFor a second "
                    "officer's record leave the reference with a reason, and add it with:\n"
                    "childcheck correct INCIDENT",
                ),
            )
        doubted.add(number)
        return (
            Fault(
                "known-reference",
                f"Record {number} has this reference already.",
                f"To go on with that record, pause here and run:\nchildcheck resume {number}\n"
                "To write a second officer's record of the same call, "
                "give the reference once more.",
            ),
        )

    return doubt
