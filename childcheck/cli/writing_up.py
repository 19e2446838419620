"""Take a whole incident from a file: `start --from` and `start --template`."""

from __future__ import annotations

import sys
from pathlib import Path

import typer

from childcheck.checklist.definitions import Checklist
from childcheck.cli.exits import respond
from childcheck.identifiers import OfficerId, RandomIdentifiers
from childcheck.log.clocks import SystemClock
from childcheck.log.writing import Log
from childcheck.problems import ChildcheckError, ExitCode, Problem
from childcheck.procedures.begin_duty import stated_duty
from childcheck.procedures.find_checklist import find_checklist
from childcheck.procedures.list_checklists import list_checklists
from childcheck.procedures.open_incident import doubt_known_reference, opening_of, refuse_known_file
from childcheck.procedures.open_log import open_log
from childcheck.procedures.record_entries import Recorder, writing_as
from childcheck.procedures.write_up_incident import (
    WrittenUp,
    problem_of_checklist,
    problems_of_duty,
    write_up_incident,
)
from childcheck.review.configuration import Configuration
from childcheck.terminal import arrival_words as words
from childcheck.yaml_files.configuration_file import configuration
from childcheck.yaml_files.incident_file import (
    IncidentFile,
    read_incident_bytes,
    read_incident_file,
)

STANDARD_INPUT = "standard input"


def print_template(checklist: str) -> None:
    """Print a blank incident file for a checklist."""
    from childcheck.yaml_files.incident_template import incident_template

    typer.echo(incident_template(find_checklist(checklist, _own(configuration()))), nl=False)


def write_up(
    named: str,
    checklist_named: str | None,
    log: Path | None,
    *,
    keep_unfinished: bool,
    as_json: bool,
) -> None:
    """Record a whole incident from a file, and say what came of it.

    Args:
        named: the file, or `-` for standard input.
        checklist_named: a name or a folder; otherwise that which the file names.
        log: the log, when another than the usual one is meant.
        keep_unfinished: what the file lacks is recorded as not reached.
        as_json: the result is given as data.
    """
    settings = configuration()
    file = _read(named)
    checklist = _checklist_of(file, checklist_named, settings)
    with open_log(log, settings.zone, create=True) as opened:
        written = _record(file, checklist, opened, settings, keep_unfinished=keep_unfinished)
        receipt = opened.receipt()
    respond(
        "start",
        _data(written, receipt),
        as_json=as_json,
        show=lambda: _show(written, receipt),
        exit_code=ExitCode.DONE if written.is_finished else ExitCode.GAPS,
    )


def _read(named: str) -> IncidentFile:
    if named != "-":
        return read_incident_file(Path(named).expanduser(), named)
    data = sys.stdin.buffer.read() if sys.stdin is not None else b""
    return read_incident_bytes(data, STANDARD_INPUT)


def _own(settings: Configuration) -> Path | None:
    return Path(settings.checklists) if settings.checklists else None


def _checklist_of(file: IncidentFile, named: str | None, settings: Configuration) -> Checklist:
    """Return the checklist that was named; the file must name the same, by id and version."""
    own = _own(settings)
    chosen = find_checklist(named, own) if named is not None else None
    if chosen is not None:
        there = [(chosen.id, chosen.version)]
    else:
        there = [(one.name, one.version) for one in list_checklists(own)]
    wrong = problem_of_checklist(file, there)
    if wrong is not None:
        raise ChildcheckError((*file.problems, wrong), ExitCode.INPUT_FILE)
    return chosen or find_checklist(file.checklist_id.text, own)


def _record(
    file: IncidentFile,
    checklist: Checklist,
    log: Log,
    settings: Configuration,
    *,
    keep_unfinished: bool,
) -> WrittenUp:
    recorder = Recorder(
        log=log,
        clock=SystemClock(settings.zone),
        new_identifiers=RandomIdentifiers(),
        writing=writing_as(OfficerId(file.officer.text)),
        zone=settings.zone,
    ).with_checklist(checklist)
    now = recorder.now()
    found: tuple[Problem, ...] = problems_of_duty(file, settings, now)
    opening = []
    shift = settings.shift(file.shift.text)
    if shift is not None:
        recorder, duty = stated_duty(recorder, settings, shift, file.duty_date)
        opening.append(duty)
    refuse_known_file(log, file.digest, file.file)
    walk, opened = opening_of(recorder, checklist, entry_mode="file", file_digest=file.digest)
    doubt = doubt_known_reference(log, walk.situation.incident, is_final=True)
    return write_up_incident(
        file,
        walk,
        [*opening, opened],
        recorder.record,
        recorder.now,
        keep_unfinished=keep_unfinished,
        doubt=doubt,
        found=found,
    )


def _data(written: WrittenUp, receipt: str) -> dict[str, object]:
    summary = written.summary
    return {
        "incident": written.walk.situation.incident,
        "incident_number": summary.number,
        "state": written.walk.situation.state,
        "not_reached": summary.not_reached,
        "gaps": summary.gap_count,
        "children": [
            {
                "child": one.child,
                "roll_number": one.roll_number,
                "state": one.state,
                "seen": one.contact.seen,
                "talked": one.contact.talked,
                "alone": one.contact.alone,
                "follow_ups": len(one.follow_ups),
            }
            for one in summary.children
        ],
        "follow_ups": len(summary.follow_ups),
        "reminders": len(written.reminders),
        "receipt": receipt,
    }


def _show(written: WrittenUp, receipt: str) -> None:
    from childcheck.terminal.fields import width_here
    from childcheck.terminal.visible import visible
    from childcheck.terminal.wrapping import wrapped

    summary = written.summary
    lines = [f"Reminder: {text}" for text in written.reminders]
    lines.append(f"{summary.sentence()}.")
    if written.is_finished:
        lines.append(words.finished(summary.number, summary.gap_count))
    else:
        lines.append(
            words.kept_unfinished(
                summary.number, summary.not_reached, f"childcheck resume {summary.number}"
            )
        )
    lines.append(words.receipt(receipt))
    for line in lines:
        typer.echo(wrapped(visible(line), width_here()))
