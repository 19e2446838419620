"""A group of commands that answers mistakes in our own form.

Built on the one class that Typer offers for it. A bare group shows its help;
an unknown command is answered with the nearest one; Ctrl-C and an ended input
are told in words instead of Typer's "Aborted!".
"""

from __future__ import annotations

from typing import Any

import typer
from typer.core import TyperGroup

from childcheck.cli.exits import STOPPED
from childcheck.cli.usage import unknown_command
from childcheck.problems import ChildcheckError, ExitCode, Problem


class Commands(TyperGroup):
    """The class of the program and of each group in it."""

    # Typer's own context type is private to it, therefore Any.

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Show the help where nothing was typed: whoever types nothing is asking."""
        if not args and not ctx.resilient_parsing:
            if text := ctx.get_help():  # empty when rich has printed it already
                typer.echo(text)
            raise typer.Exit
        return super().parse_args(ctx, args)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Find the command, or say which is nearest."""
        typed = args[0]
        if (
            self.get_command(ctx, typed) is None
            and not typed.startswith("-")
            and not ctx.resilient_parsing
        ):
            path = ctx.command_path.split()[1:]
            raise unknown_command(typed, ctx.find_root().command, path)
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: Any) -> Any:
        """Carry out the command that was typed."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            raise ChildcheckError(STOPPED, ExitCode.PAUSED) from None
        except EOFError:
            raise ChildcheckError(_INPUT_ENDED, ExitCode.NO_TERMINAL) from None


_INPUT_ENDED = Problem(
    what="The input ended before everything was answered.",
    where="standard input",
    remedy="run the same command in a terminal; entries that were acknowledged are in the log",
    code="input-ended",
)
