"""The commands of the supervisor, who reads a whole shift."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from childcheck.cli.exits import respond
from childcheck.cli.options import JsonOption, LogOption, OfficerOption
from childcheck.identifiers import OfficerId
from childcheck.problems import ChildcheckError, ExitCode, Problem

if TYPE_CHECKING:
    from childcheck.procedures.export_records import Exported

PANEL = "Supervisor"

LAYOUTS = ("children", "engagements", "answers")
REASONS = ("shift_review", "handover", "inspection", "court", "analysis", "training", "other")


def register(app: typer.Typer) -> None:
    """Add the supervisor's commands to the program."""
    app.command("export", rich_help_panel=PANEL)(export_command)


def export_command(
    duty_date: Annotated[
        str, typer.Option(metavar="DATE", help="The date on which the shift began: 2026-11-24.")
    ] = "",
    shift: Annotated[str, typer.Option(metavar="NAME", help="The shift, such as night.")] = "",
    since: Annotated[
        str, typer.Option(metavar="TIME", help="Instead of a shift: from 2026-11-24T22:00 on.")
    ] = "",
    until: Annotated[
        str, typer.Option(metavar="TIME", help="Instead of a shift: before this time.")
    ] = "",
    layout: Annotated[
        str, typer.Option(metavar="LAYOUT", help=f"What a row is: {', '.join(LAYOUTS)}.")
    ] = LAYOUTS[0],
    to: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="The file; without it, one named after the shift, here."),
    ] = None,
    reason: Annotated[
        str,
        typer.Option(metavar="CODE", help=f"Why: {', '.join(REASONS)}. Asked for if not given."),
    ] = "",
    reason_from: Annotated[
        str,
        typer.Option(
            "--input", metavar="FILE", help="Holds the line for the reason other; - is the input."
        ),
    ] = "",
    no_mark: Annotated[
        bool, typer.Option("--no-bom", help="Leave out the byte-order mark, which Excel needs.")
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Replace a file of this name.")] = False,
    officer: OfficerOption = None,
    log: LogOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write the records of a shift as a CSV file: a row for each child.

    Without options it is the shift that is running or ended last. That it was
    exported, by whom and why is recorded in the log. The file holds children's
    words; its owner alone may read it.

    Example: childcheck export --duty-date 2026-11-24 --shift night
    """
    _require_one_of("--layout", layout, LAYOUTS)
    if reason:
        _require_one_of("--reason", reason, REASONS)

    from childcheck.cli.exporting import who_and_why
    from childcheck.exports.layouts import Layout
    from childcheck.log.clocks import SystemClock
    from childcheck.procedures.choose_records import Wanted, choose_records
    from childcheck.procedures.export_records import (
        Reason,
        export_records,
        free_path,
        proposed_name,
    )
    from childcheck.procedures.open_log import open_log
    from childcheck.procedures.record_entries import writing_as
    from childcheck.yaml_files.configuration_file import configuration

    settings = configuration()
    with open_log(log, settings.zone) as opened:
        now = SystemClock(settings.zone).now().at
        choice = choose_records(opened, Wanted(duty_date, shift, since, until), settings, now)
        told = who_and_why(
            choice, officer or "", reason, reason_from, may_ask=not as_json, reasons=REASONS
        )
        of_layout = Layout(layout)
        name = proposed_name(choice, of_layout, settings.force)
        exported = export_records(
            opened,
            choice,
            to.expanduser() if to is not None else Path(name) if force else free_path(Path(), name),
            writing_as(OfficerId(told.officer)),
            layout=of_layout,
            reason=Reason(told.reason),
            reason_text=told.reason_text,
            mark=not no_mark,
            over=force,
        )
    respond("export", _data(exported), as_json=as_json, show=lambda: _show(exported))


def _require_one_of(option: str, typed: str, offered: tuple[str, ...]) -> None:
    if typed in offered:
        return
    from difflib import get_close_matches

    near = get_close_matches(typed, offered, n=1)
    raise ChildcheckError(
        Problem(
            what=f"{option} does not take this value.",
            where="the command line",
            remedy=f"use one of: {', '.join(offered)}",
            code="unsuitable-value",
            nearest=near[0] if near else "",
        ),
        ExitCode.USAGE,
    )


def _data(exported: Exported) -> dict[str, object]:
    return {
        "file": str(exported.file),
        "receipt_file": str(exported.receipt_file),
        "layout": exported.layout.value,
        "chosen_by": exported.choice.chosen_by,
        "incidents": exported.incidents,
        "children": exported.children,
        "rows": exported.rows,
        "sha256": exported.digest.removeprefix("sha256:"),
        "from_entry": exported.from_entry,
        "up_to_entry": exported.choice.up_to_entry,
        "entry": exported.entry,
        "receipt": exported.receipt,
    }


def _show(exported: Exported) -> None:
    from childcheck.terminal.fields import field, width_here
    from childcheck.terminal.wrapping import wrapped

    width = width_here()
    print(wrapped(f"Exported {exported.choice.words}.", width))
    for label, text in (
        ("Incidents", str(exported.incidents)),
        ("Children", str(exported.children)),
        ("Rows", f"{exported.rows} ({exported.layout})"),
        ("File", str(exported.file)),
        ("Beside it", exported.receipt_file.name),
        ("Receipt", exported.receipt),
    ):
        print(field(label, text, width))
    print(wrapped("Note the receipt in a notebook: it holds the log to its past.", width))
