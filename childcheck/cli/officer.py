"""The commands of the officer at the door."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from childcheck.cli import exits
from childcheck.cli.options import USUAL, JsonOption, LogOption, OfficerOption, PlainOption
from childcheck.cli.reading import show_command

PANEL = "Officer"

IncidentArgument = Annotated[
    str,
    typer.Argument(
        metavar="INCIDENT", help="The incident's number, such as 20261124-3F7K, or its reference."
    ),
]
ChildOption = Annotated[
    int | None,
    typer.Option("--child", metavar="N", min=1, help="The child's number on the roll."),
]


def register(app: typer.Typer) -> None:
    """Add the officer's commands to the program."""
    app.command("start", rich_help_panel=PANEL)(start_command)
    app.command("resume", rich_help_panel=PANEL)(resume_command)
    app.command("engage", rich_help_panel=PANEL)(engage_command)
    app.command("correct", rich_help_panel=PANEL)(correct_command)
    app.command("show", rich_help_panel=PANEL)(show_command)
    app.command("off-duty", rich_help_panel=PANEL)(off_duty_command)
    app.command("practise", rich_help_panel=PANEL)(practise_command)


def start_command(
    from_file: Annotated[
        str | None,
        typer.Option("--from", metavar="FILE", help="Take a whole incident from a file."),
    ] = None,
    template: Annotated[
        bool, typer.Option("--template", help="Print a blank file for --from, and leave.")
    ] = False,
    keep_unfinished: Annotated[
        bool,
        typer.Option(
            "--keep-unfinished", help="With --from: what is not in the file is not reached."
        ),
    ] = False,
    checklist: Annotated[
        str | None,
        typer.Option(
            "--checklist",
            metavar="NAME|FOLDER",
            help="The checklist: its name, or its folder, such as ./my-checklist. Without it "
            f"{USUAL}; with --from, the one that the file names.",
        ),
    ] = None,
    officer: OfficerOption = None,
    log: LogOption = None,
    plain: PlainOption = None,
    as_json: JsonOption = False,
) -> None:
    """Open an incident and walk every child in it.

    Each answer is saved before the next question appears. You can stop at any
    question, with Ctrl-C, and go on later with childcheck resume.

    Example: childcheck start
    """
    if template:
        from childcheck.cli.writing_up import print_template

        print_template(checklist or USUAL)
    elif from_file is not None:
        from childcheck.cli.writing_up import write_up

        write_up(from_file, checklist, log, keep_unfinished=keep_unfinished, as_json=as_json)
    else:
        _start(checklist or USUAL, officer, log, plain)


def _start(checklist: str, officer: str | None, log: Path | None, is_plain: bool | None) -> None:
    from childcheck.cli.sitting import sitting, tell_end
    from childcheck.procedures.find_checklist import find_checklist
    from childcheck.procedures.open_incident import open_incident
    from childcheck.terminal import arrival_words as words
    from childcheck.yaml_files.configuration_file import configuration

    folder = configuration().checklists
    chosen = find_checklist(checklist, Path(folder) if folder else None)
    with sitting(log, officer, create=True, command="start", is_plain=is_plain) as here:
        here.greet()
        walk = open_incident(here.recorder.with_checklist(chosen), chosen)
        if not chosen.is_published:
            here.say(words.not_published(chosen.id, chosen.version))
        here.say(words.opened(walk.situation.number))
        code = tell_end(here, here.lead(walk))
    exits.leave(code)


def resume_command(
    incident: Annotated[
        str | None,
        typer.Argument(metavar="INCIDENT", help="The number; without it, choose from a list."),
    ] = None,
    officer: OfficerOption = None,
    log: LogOption = None,
    plain: PlainOption = None,
) -> None:
    """Go on with an incident where it stopped.

    Nothing that was answered is asked twice, and the questions are those of the
    checklist with which it began. Without a number, choose from what is unfinished.

    Example: childcheck resume 20261124-3F7K
    """
    from childcheck.cli.resuming import resume

    exits.leave(resume(incident, officer, log, plain))


def engage_command(
    incident: IncidentArgument,
    child: ChildOption = None,
    officer: OfficerOption = None,
    log: LogOption = None,
    plain: PlainOption = None,
) -> None:
    """Record a further talk with a child.

    It closes the follow-ups that it satisfies: the child was seen, or was
    talked with. A talk that was interrupted goes on.

    Example: childcheck engage 20261124-3F7K --child 2
    """
    from childcheck.cli.resuming import engage

    exits.leave(engage(incident, child, officer, log, plain))


def correct_command(
    incident: IncidentArgument,
    child: ChildOption = None,
    question: Annotated[
        str | None,
        typer.Option("--question", metavar="ID", help="The question; without it, choose a line."),
    ] = None,
    officer: OfficerOption = None,
    log: LogOption = None,
    plain: PlainOption = None,
) -> None:
    """Put an answer right, with a reason.

    The earlier answer stays in the log and can be shown. What the correction
    opens is asked at once.

    Example: childcheck correct 20261124-3F7K --child 2
    """
    from childcheck.cli.resuming import correct

    exits.leave(correct(incident, child, question, officer, log, plain))


def off_duty_command(
    officer: OfficerOption = None, log: LogOption = None, as_json: JsonOption = False
) -> None:
    """End your duty, and see what is unfinished and what is owed.

    Nothing is closed or given away by ending a duty.

    Example: childcheck off-duty
    """
    from childcheck.cli.off_duty import off_duty

    off_duty(officer, log, as_json=as_json)


def practise_command(
    officer: OfficerOption = None,
    plain: PlainOption = None,
    log: Annotated[Path | None, typer.Option("--log", hidden=True)] = None,
) -> None:
    """Practise with an invented family, and be told what to press.

    It is the same walk as at a door, and takes about ten minutes. It is kept apart from
    the records, cannot be exported, and says so on every screen.

    Example: childcheck practise
    """
    from childcheck.cli.practising import practise, refuse_log

    if log is not None:
        raise refuse_log()
    exits.leave(practise(officer, is_plain=plain))
