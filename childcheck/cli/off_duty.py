"""End a duty: what is unfinished, what is owed, and by when."""

from __future__ import annotations

from pathlib import Path

import typer

from childcheck.cli.exits import STOPPED, respond
from childcheck.cli.ways_on import named_log, way_on
from childcheck.identifiers import OfficerId, RandomIdentifiers
from childcheck.log.clocks import SystemClock
from childcheck.log.writing import Log
from childcheck.problems import ChildcheckError, ExitCode, Problem
from childcheck.procedures.begin_duty import current_duty
from childcheck.procedures.end_duty import OffDuty, end_duty
from childcheck.procedures.open_log import open_log
from childcheck.procedures.record_entries import Recorder, writing_as
from childcheck.review.configuration import Configuration
from childcheck.terminal import arrival_words as words
from childcheck.terminal.keyboard import is_terminal, open_terminal
from childcheck.terminal.plain import arriving
from childcheck.terminal.plain.prompting import Prompter, Stopped
from childcheck.yaml_files.configuration_file import configuration


def off_duty(officer: str | None, log: Path | None, *, as_json: bool) -> None:
    """End the officer's duty and say what is left."""
    settings = configuration()
    with open_log(log, settings.zone) as opened:
        who = OfficerId(officer or _ask_officer(settings, opened))
        recorder = Recorder(
            log=opened,
            clock=SystemClock(settings.zone),
            new_identifiers=RandomIdentifiers(),
            writing=writing_as(who),
            zone=settings.zone,
        )
        ended = end_duty(recorder)
        receipt = opened.receipt()
    respond(
        "off-duty",
        _data(ended, receipt),
        as_json=as_json,
        show=lambda: _show(ended, receipt, settings, named_log(log)),
        problems=() if ended.duty else (_NO_DUTY,),
    )


_NO_DUTY = Problem(
    what="No duty of this officer is running, so none was ended.",
    remedy="nothing needs to be done; a duty begins with the next:\nchildcheck start",
    code="no-duty",
    is_warning=True,
)


def _ask_officer(settings: Configuration, log: Log) -> str:
    """Ask whose duty ends, and show it: a mistyped number would end somebody else's."""
    if not is_terminal():
        raise ChildcheckError(
            Problem(
                what="It is not said whose duty ends, and nobody can be asked.",
                where="the command line",
                remedy="add --officer ID, or set CHILDCHECK_OFFICER",
                code="no-officer",
            ),
            ExitCode.USAGE,
        )
    try:
        with open_terminal() as console:
            prompter = Prompter(console)
            while True:
                officer = arriving.ask_officer(prompter, settings.officers)
                duty = current_duty(log, OfficerId(officer), SystemClock(settings.zone).now().at)
                if duty is None:
                    return officer
                name = settings.name_of(OfficerId(officer))
                on_duty = words.on_duty(officer, name, duty.shift, duty.duty_date)
                try:
                    arriving.confirm_duty(prompter, on_duty, words.ENTER_ENDS_DUTY)
                except arriving.OtherNumber:
                    continue
                return officer
    except Stopped:
        raise ChildcheckError(STOPPED, ExitCode.PAUSED) from None


def _data(ended: OffDuty, receipt: str) -> dict[str, object]:
    return {
        "duty": ended.duty.id if ended.duty else None,
        "unfinished": [one.incident_number for one in ended.unfinished],
        "owed": [
            {
                "incident_number": one.incident_number,
                "follow_up": one.owed.id,
                "name": one.owed.name,
                "child": one.owed.child,
                "due_at": one.owed.due_at.isoformat() if one.owed.due_at else None,
                "is_overdue": one.owed.is_overdue(ended.now),
            }
            for one in ended.owed
        ],
        "receipt": receipt,
    }


def _show(ended: OffDuty, receipt: str, settings: Configuration, log: Path | None) -> None:
    from childcheck.terminal.fields import width_here
    from childcheck.terminal.visible import visible
    from childcheck.terminal.wrapping import wrapped

    def say(text: str, first: str = "", rest: str = "") -> None:
        typer.echo(wrapped(visible(text), width_here(), first, rest))

    if ended.duty is not None:
        say(words.duty_ended(ended.duty.officer, ended.duty.shift, ended.duty.duty_date))
    say(words.unfinished_heading(len(ended.unfinished)))
    for one in ended.unfinished:
        on = way_on(one.incident_number, log)
        say(words.to_resume(one.incident_number, one.summary.sentence(), on), "- ", "  ")
    say(words.owed_heading(len(ended.owed)))
    for owed in ended.owed:
        due = words.moment(owed.owed.due_at, settings.zone) if owed.owed.due_at else ""
        line = words.owed(
            owed.incident_number,
            owed.owed.what,
            owed.owed.holder,
            due,
            is_overdue=owed.owed.is_overdue(ended.now),
        )
        say(line, "- ", "  ")
    if ended.duty is not None:
        say(words.receipt(receipt))
