"""The commands with which a record is read."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from childcheck.cli.exits import STOPPED, respond
from childcheck.cli.options import JsonOption, LogOption, OfficerOption
from childcheck.identifiers import OfficerId
from childcheck.problems import ChildcheckError, ExitCode, Problem

if TYPE_CHECKING:
    from childcheck.log.writing import Log
    from childcheck.record.entries import Writing
    from childcheck.review.configuration import Configuration


class Reason(StrEnum):
    """Why a record is read."""

    OWN_WORK = "own_work"
    SHIFT_REVIEW = "shift_review"
    HANDOVER = "handover"
    INSPECTION = "inspection"
    COURT = "court"
    ANALYSIS = "analysis"
    TRAINING = "training"
    OTHER = "other"


def show_command(
    incident: Annotated[
        str, typer.Argument(metavar="INCIDENT", help="Its number, or the force's reference.")
    ],
    brief: Annotated[
        bool, typer.Option("--brief", help="At most ten lines and what is owed, ready to paste.")
    ] = False,
    history: Annotated[
        bool, typer.Option("--history", help="Every entry behind the record, in order.")
    ] = False,
    child: Annotated[
        int | None, typer.Option(metavar="N", min=1, help="Only the child with this roll number.")
    ] = None,
    reason: Annotated[
        Reason | None, typer.Option(help="Why it is read; stands beside the reading in the log.")
    ] = None,
    log: LogOption = None,
    officer: OfficerOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show the record of an incident as it stands.

    That it was read, and by whom, is recorded first; nothing else is changed.

    Example: childcheck show --brief 20261124-3F7K
    """
    from childcheck.procedures.open_log import open_log_to_show
    from childcheck.procedures.record_entries import writing_as
    from childcheck.yaml_files.configuration_file import configuration

    if brief and history:
        raise ChildcheckError(_ONE_OF_TWO, ExitCode.USAGE)
    settings = configuration()
    with open_log_to_show(log, settings.zone) as opened:
        reader = officer or ("" if as_json else _asked_for_officer())
        reading = _Reading(
            opened,
            incident,
            writing_as(OfficerId(reader) if reader else None),
            settings,
            child,
            reason.value if reason is not None else "",
        )
        if history:
            reading.history(as_json=as_json)
        else:
            reading.record(as_json=as_json, is_brief=brief)


class _Reading:
    """One reading of one record."""

    def __init__(
        self,
        log: Log,
        number: str,
        writing: Writing,
        settings: Configuration,
        roll_number: int | None,
        reason: str,
    ) -> None:
        self._log = log
        self._number = number
        self._writing = writing
        self._zone = settings.zone
        self._roll_number = roll_number
        self._reason = reason

    def record(self, *, as_json: bool, is_brief: bool) -> None:
        from childcheck.cli.record_data import record_data
        from childcheck.log.clocks import SystemClock
        from childcheck.procedures.brief_record import brief_record
        from childcheck.procedures.show_record import show_record
        from childcheck.terminal.brief_page import brief_page
        from childcheck.terminal.fields import width_here
        from childcheck.terminal.record_page import record_page

        read = brief_record if is_brief else show_record
        shown = read(
            self._log,
            self._number,
            self._writing,
            self._zone,
            roll_number=self._roll_number,
            reason=self._reason,
        )

        def show() -> None:
            if is_brief:
                print(brief_page(shown.record), end="")
            else:
                now = SystemClock(self._zone).now().at
                print(record_page(shown.record, now, width_here()), end="")

        respond(
            "show",
            record_data(self._log, shown, is_brief=is_brief) if as_json else None,
            as_json=as_json,
            show=show,
            problems=[shown.warning] if shown.warning is not None else [],
        )

    def history(self, *, as_json: bool) -> None:
        from childcheck.cli.record_data import history_data
        from childcheck.procedures.show_history import show_history
        from childcheck.terminal.fields import width_here
        from childcheck.terminal.history_page import history_page

        shown = show_history(
            self._log,
            self._number,
            self._writing,
            self._zone,
            roll_number=self._roll_number,
            reason=self._reason,
        )
        respond(
            "show",
            history_data(shown) if as_json else None,
            as_json=as_json,
            show=lambda: print(
                history_page(shown.number, shown.entries, self._zone, width_here()), end=""
            ),
            problems=[shown.warning] if shown.warning is not None else [],
        )


def _asked_for_officer() -> str:
    """Ask who reads, where somebody sits at a terminal; elsewhere a reading counts without."""
    from childcheck.terminal.keyboard import is_terminal, open_terminal
    from childcheck.terminal.plain.arriving import ask_officer
    from childcheck.terminal.plain.prompting import Prompter, Stopped

    if not (is_terminal() and sys.stdout.isatty()):
        return ""
    try:
        with open_terminal() as console:
            return ask_officer(Prompter(console))
    except Stopped:
        raise ChildcheckError(STOPPED, ExitCode.PAUSED) from None


_ONE_OF_TWO = Problem(
    what="--brief and --history do not go together.",
    where="the command line",
    remedy="give one of them, or neither for the whole record",
    code="option-value",
)
