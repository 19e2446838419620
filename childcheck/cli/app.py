"""The program: its commands by the kind of user, and one way in and out.

Modules of commands import what is heavy inside the command that needs it, so
that an officer does not wait for an export to be loaded.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer
from typer.main import get_command

from childcheck import __version__
from childcheck.cli import exits, keeper, officer, supervisor, trainer
from childcheck.cli.commands import Commands
from childcheck.cli.usage import UsageError, command_reached, usage_error
from childcheck.problems import ChildcheckError, ExitCode, Problem


def _program() -> typer.Typer:
    app = typer.Typer(
        name="childcheck",
        cls=Commands,
        context_settings={"help_option_names": ["-h", "--help"]},
        # Typer's tracebacks show text and values, which may be a child's.
        pretty_exceptions_enable=False,
        pretty_exceptions_show_locals=False,
    )
    app.callback()(_childcheck)
    for room in (officer, supervisor, trainer, keeper):
        room.register(app)
    return app


def _tell_version(is_asked: bool) -> None:
    if is_asked:
        typer.echo(f"childcheck {__version__}")
        raise typer.Exit


def _childcheck(
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_tell_version, is_eager=True, help="Show the version and leave."
        ),
    ] = False,
) -> None:
    """Record what was seen and heard of each child at a domestic incident.

    Each answer is saved before the next question appears.
    For what a command does: childcheck COMMAND --help

    Example: childcheck start
    """


def run(arguments: Sequence[str]) -> int:
    """Carry out a command line, tell what went wrong, and return the exit code."""
    program = get_command(_program())
    command = command_reached(program, arguments)

    def work() -> int:
        try:
            # An exit code comes back when a command leaves early, None when it ran to its end.
            code = program.main(list(arguments), "childcheck", standalone_mode=False)
        except UsageError as error:
            raise usage_error(error, command) from None
        if code == ExitCode.INTERNAL and _COMPLETION & set(arguments):
            raise ChildcheckError(_NO_SHELL, ExitCode.USAGE)
        return code or 0

    return exits.exit_code_of(work, command=command, as_json="--json" in arguments)


_COMPLETION = {"--install-completion", "--show-completion"}  # Typer's, and it leaves with 1
_NO_SHELL = Problem(
    what="Completion is not known for the shell from which this was run.",
    remedy="run it from bash, zsh, fish or PowerShell",
    code="unknown-shell",
)
