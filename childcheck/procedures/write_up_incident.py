"""Write up a whole incident from a file: all of it is recorded at once, or nothing.

The one engine is led over the file, as it is led over a person, and what it
drafts is only collected. When the file answers everything that was asked, and
nothing else, the drafts are recorded in one transaction; otherwise every
problem is told and the log is as it was.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from childcheck.identifiers import ChildId
from childcheck.problems import ChildcheckError, ExitCode, Problem
from childcheck.procedures.lead_walk import (
    Outcome,
    Record,
    lead_walk,
)
from childcheck.procedures.take_reply import Doubt, no_doubt
from childcheck.review.configuration import Configuration
from childcheck.walk.reviewing import Summary
from childcheck.walk.settling import Draft
from childcheck.walk.situation import UNFINISHED
from childcheck.walk.walking import Walk
from childcheck.yaml_files.incident_asker import FileAsker
from childcheck.yaml_files.incident_file import IncidentFile, Told
from childcheck.yaml_files.shape import nearest_of

KNOWN_REFERENCE = "known-reference"  # the doubt's code: not a fault of the file, but a rule


@dataclass(frozen=True)
class WrittenUp:
    """An incident as it was recorded from a file.

    `reminders` are those that the answers brought up, in order: whoever handed
    in the file has not seen them yet.
    """

    walk: Walk
    is_finished: bool
    summary: Summary
    reminders: tuple[str, ...]


def write_up_incident(
    file: IncidentFile,
    walk: Walk,
    opening: Sequence[Draft],
    record: Record,
    now: Callable[[], datetime],
    *,
    keep_unfinished: bool = False,
    doubt: Doubt = no_doubt,
    found: Iterable[Problem] = (),
) -> WrittenUp:
    """Record what a file says of an incident.

    Args:
        file: as it was read.
        walk: of the incident that `opening` opens, in the checklist that the
            file names.
        opening: what is recorded before everything else: the duty, the opening.
        record: makes drafts durable, all or none.
        now: the wall clock with the local zone.
        keep_unfinished: what the file lacks is recorded as not reached.
        doubt: what the log knows against an answer.
        found: problems that were found already, to be told with the others.

    Raises:
        ChildcheckError: with every problem, by line; nothing was recorded.
    """
    drafts: list[Draft] = []
    asker = FileAsker(
        file,
        walk.checklist,
        zone=walk.circumstances.zone,
        now=now(),
        may_be_unfinished=keep_unfinished,
    )

    def lead(one: Walk) -> tuple[Walk, Outcome]:
        led = lead_walk(one, asker, drafts.extend, now, is_live=False, doubt=doubt)
        return led.walk, led.outcome

    after, _ = lead(walk)
    for child, talk in _further_talks(asker, after):
        told, _ = lead(replace(after, talk=(child, talk)))
        after = replace(told, talk=None)
    if after.following() is not None:  # what a further talk made due again
        after, _ = lead(after)
    problems = sorted((*found, *asker.problems(after)), key=_line)
    if problems:
        raise ChildcheckError(problems, _exit_code(problems))
    record([*opening, *drafts])
    is_finished = after.situation.state != UNFINISHED
    return WrittenUp(after, is_finished, after.summary(), tuple(asker.reminders))


def _further_talks(asker: FileAsker, walk: Walk) -> list[tuple[ChildId, int]]:
    return [
        (child, talk)
        for child in walk.situation.living_children()
        for talk in range(2, asker.talks_with(child) + 1)
    ]


def _line(problem: Problem) -> tuple[int, int]:
    return (problem.place.line, problem.place.column) if problem.place else (0, 0)


def _exit_code(problems: Sequence[Problem]) -> ExitCode:
    is_refused = all(problem.code == KNOWN_REFERENCE for problem in problems)
    return ExitCode.REFUSED if is_refused else ExitCode.INPUT_FILE


def problems_of_duty(
    file: IncidentFile, configuration: Configuration, now: datetime
) -> tuple[Problem, ...]:
    """Return what is wrong with `written_up`: officer, shift and date.

    An officer is unknown only where the configuration names officers.
    """
    problems = []
    officers = [officer.id for officer in configuration.officers]
    if officers and file.officer.text not in officers:
        problems.append(
            _not_one_of(file.officer, "unknown-officer", "officer", officers, "the configuration")
        )
    if configuration.shift(file.shift.text) is None:
        shifts = [shift.name for shift in configuration.shifts]
        problems.append(
            _not_one_of(file.shift, "unknown-shift", "shift", shifts, "the configuration")
        )
    if file.duty_date > now.astimezone(configuration.zone).date():
        problems.append(
            Problem(
                what="The duty lies in the future.",
                where=file.duty_date_place,
                remedy="write the local date on which the shift began",
                code="in-the-future",
            )
        )
    return tuple(problems)


def problem_of_checklist(
    file: IncidentFile, available: Iterable[tuple[str, str]]
) -> Problem | None:
    """Return what is wrong with the checklist that the file names; None when it is there.

    Args:
        file: as it was read.
        available: id and version of every checklist that can be had.
    """
    there = sorted(set(available))
    named = file.checklist_id.text, file.checklist_version.text
    if named in there:
        return None
    versions = [version for identifier, version in there if identifier == named[0]]
    if versions:
        return _not_one_of(
            file.checklist_version, "unknown-version", "version", versions, "this checklist"
        )
    ids = list(dict.fromkeys(identifier for identifier, _ in there))
    unknown = _not_one_of(file.checklist_id, "unknown-checklist", "checklist", ids, "this program")
    return replace(
        unknown,
        remedy=f"write one that is there: {', '.join(ids) or 'there is none'}; or name the folder "
        "of another one with\nchildcheck start --from FILE --checklist ./FOLDER",
    )


def _not_one_of(told: Told, code: str, kind: str, known: Sequence[str], by: str) -> Problem:
    nearest = nearest_of(told.text, known)
    return Problem(
        what=f"There is no such {kind}.",
        where=told.place,
        remedy=f"write one that {by} has: {', '.join(known) or 'there is none'}",
        code=code,
        nearest=nearest,
    )
