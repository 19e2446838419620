"""The commands of the keeper, who answers for the log."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from childcheck.cli.commands import Commands
from childcheck.cli.exits import respond
from childcheck.cli.options import JsonOption, LogOption

if TYPE_CHECKING:  # imported where it is needed: the help must not wait for it
    from childcheck.log.verifying import Verification

PANEL = "Keeper"


def register(app: typer.Typer) -> None:
    """Add the keeper's commands to the program."""
    log = typer.Typer(cls=Commands, help="Verify the log and keep it in order.")
    log.command("info")(info_command)
    log.command("verify")(verify_command)
    log.command("rebuild")(rebuild_command)
    app.add_typer(log, name="log", rich_help_panel=PANEL)


def info_command(log: LogOption = None, as_json: JsonOption = False) -> None:
    """Say what the log is and holds, and print its receipt.

    Note the receipt in a notebook: it holds the log to its past. Nothing is recorded.

    Example: childcheck log info
    """
    from childcheck.procedures.describe_log import describe_log
    from childcheck.procedures.open_log import open_log_to_show
    from childcheck.yaml_files.configuration_file import configuration

    zone = configuration().zone
    with open_log_to_show(log, zone) as opened:
        info, warnings = describe_log(opened)
    first, last = (
        moment.astimezone(zone) if moment is not None else None
        for moment in (info.first_recorded_at, info.last_recorded_at)
    )

    def show() -> None:
        _say("Log", str(info.path))
        _say("Identifier", info.log_id)
        _say("Purpose", info.purpose)
        _say("Entries", str(info.entries))
        _say("First entry", f"{first:%Y-%m-%d %H:%M:%S%z}" if first else "none")
        _say("Last entry", f"{last:%Y-%m-%d %H:%M:%S%z}" if last else "none")
        _say("Size", f"{info.size_bytes:,} bytes")
        _say("SQLite", info.sqlite_version)
        _say("Receipt", info.receipt)

    data = {
        "path": str(info.path),
        "log": info.log_id,
        "purpose": info.purpose,
        "entries": info.entries,
        "first_recorded_at": _iso(info.first_recorded_at),
        "last_recorded_at": _iso(info.last_recorded_at),
        "size_bytes": info.size_bytes,
        "receipt": info.receipt,
        "sqlite_version": info.sqlite_version,
        "has_wal_reset_bug": info.has_wal_reset_bug,
    }
    respond(
        "log info",
        data,
        as_json=as_json,
        show=show,
        problems=warnings,
    )


def verify_command(
    expect: Annotated[
        str | None,
        typer.Option(
            metavar="RECEIPT", help="Hold the log to a receipt from a notebook, such as 42-7ZK3..."
        ),
    ] = None,
    thorough: Annotated[
        bool | None,
        typer.Option(
            "--thorough/--entries-only",
            help="Hold the tables that people read against the entries too, and the structure of"
            " the whole file. Done by itself in a log of up to 20,000 entries.",
            show_default=False,
        ),
    ] = None,
    log: LogOption = None,
    as_json: JsonOption = False,
) -> None:
    """Find out whether every entry is as it was recorded, and name the first that is not.

    A cut end, or a log written anew as a whole, only shows with a receipt that
    was noted outside the log. Nothing is changed.

    Example: childcheck log verify --expect 42-7ZK3M9QWERTY
    """
    from childcheck.procedures.open_log import log_path
    from childcheck.procedures.verify_log import verify_log

    verified = verify_log(log_path(log), expect=expect, thorough=thorough)
    found = verified.found
    disagreement = found.disagreement
    data = {
        "path": str(found.path),
        "log": found.log_id,
        "purpose": found.purpose,
        "is_sound": found.is_sound,
        "entries": found.entries,
        "agreeing": found.agreeing,
        "erased": found.erased,
        "receipt": found.receipt,
        "expected": found.expected,
        "first_disagreement": disagreement.number if disagreement is not None else None,
        "is_thorough": found.is_thorough,
        "stale_tables": list(found.stale_tables),
        "missing_guards": list(found.missing_guards),
        "clock_set_back_at": list(found.clock_set_back_at),
    }

    def show() -> None:
        if found.is_sound:
            print(f"Every entry agrees: 1 to {found.entries}.")
        elif found.agreeing:
            print(f"Entries 1 to {found.agreeing} agree; what comes after is in doubt.")
        else:
            print("No entry can be relied on.")
        _say("Log", str(found.path))
        _say("Purpose", found.purpose or "not known")
        _say("Entries", str(found.entries))
        _say("Erased", _erased(found.erased))
        _say("Tables", _tables(found))
        if found.expected:
            _say("Expected", f"{found.expected} {'fits' if found.is_sound else 'does not fit'}")
        _say("Receipt", found.receipt or "none")

    respond(
        "log verify",
        data,
        as_json=as_json,
        show=show,
        problems=verified.problems,
        exit_code=verified.exit_code,
    )


def rebuild_command(log: LogOption = None, as_json: JsonOption = False) -> None:
    """Build the tables that people read again from the entries.

    For when `log verify` says that they differ. No entry is changed.

    Example: childcheck log rebuild
    """
    from childcheck.procedures.open_log import open_log
    from childcheck.procedures.rebuild_log import rebuild_log
    from childcheck.yaml_files.configuration_file import configuration

    with open_log(log, configuration().zone) as opened:
        rebuilt = rebuild_log(opened)
        path = opened.path

    def show() -> None:
        print(f"The read tables were built again from {rebuilt.entries} entries.")
        for table, count in rebuilt.rows.items():
            print(f"  {count:>7}  {table}")

    respond(
        "log rebuild",
        {"path": str(path), "entries": rebuilt.entries, "rows": rebuilt.rows},
        as_json=as_json,
        show=show,
    )


def _say(label: str, text: str) -> None:
    from childcheck.terminal.fields import field, width_here

    print(field(label, text, width_here()))


def _erased(count: int) -> str:
    if not count:
        return "none"
    return f"the words of {count} entr{'y' if count == 1 else 'ies'}, lawfully"


def _tables(found: Verification) -> str:
    if not found.is_thorough:
        return "not compared with the entries: that takes long, and --thorough does it"
    if not found.is_sound:
        return "not compared: first the entries must agree"
    return "not what the entries make" if found.stale_tables else "as the entries make them"


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="milliseconds") if moment is not None else None
