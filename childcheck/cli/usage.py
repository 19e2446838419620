"""Say what was wrong with a command line, in our own form.

Typer's messages repeat what was typed. A name typed in the wrong place would
then stand in an error, so nothing typed is repeated here unless it is nearly a
command or an option that exists.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Any

import typer

from childcheck.problems import ChildcheckError, ExitCode, Problem

# Typer names only one of its own usage errors in public; what they share is its base class.
# Errors of the package `click` are strangers to Typer and are never raised here.
UsageError: type[Exception] = typer.BadParameter.__mro__[1]

_WHERE = "the command line"
_EXPECTED = {
    "int": "a whole number",
    "int range": "a whole number",
    "integer": "a whole number",  # Typer 0.26 still says it at length
    "integer range": "a whole number",
    "float": "a number",
    "float range": "a number",
    "boolean": "yes or no",
    "datetime": "a date and time",
    "path": "a path that can be used",
    "file": "a path that can be used",
    "directory": "a folder that can be used",
    "filename": "a file that can be opened",
}


def usage_error(error: Exception, command: str) -> ChildcheckError:
    """Return a usage error of Typer as one of ours.

    Args:
        error: a `UsageError`.
        command: the command that was reached, without `childcheck`.
    """
    problem = (
        _unknown_option(error, command)
        or _missing(error, command)
        or _option_value(error, command)
        or _unsuitable(error, command)
        or Problem(
            what=f"{_subject(command)} was given a word too many, or one too few.",
            where=_WHERE,
            remedy=_see_help(command),
            code="usage",
        )
    )
    return ChildcheckError(problem, ExitCode.USAGE)


def unknown_command(typed: str, program: object, path: Sequence[str]) -> ChildcheckError:
    """Return the problem of a command that does not exist, with the nearest that does.

    Args:
        typed: the word that is no command.
        program: the whole command tree; the nearest may stand in another group.
        path: the groups that were reached, without `childcheck`.
    """
    command = " ".join(path)
    names: dict[str, str] = {}
    for full in _paths(program):
        names.setdefault(full.split()[-1], full)
    for full in _paths(program):  # a command of the group that was reached comes before others
        if full.split()[:-1] == list(path):
            names[full.split()[-1]] = full
    near = get_close_matches(typed, names, n=1, cutoff=0.7)
    return ChildcheckError(
        Problem(
            what=f'There is no command "{typed}".' if near else "There is no command of that name.",
            where=_WHERE,
            remedy=_see_help(command),
            code="unknown-command",
            nearest=f"childcheck {names[near[0]]}" if near else "",
        ),
        ExitCode.USAGE,
    )


def command_reached(program: object, arguments: Sequence[str]) -> str:
    """Return the name of the command in the arguments, such as "log verify"."""
    reached: list[str] = []
    for argument in arguments:
        inside = _commands(program).get(argument)
        if inside is not None:
            program = inside
            reached.append(argument)
        elif not argument.startswith("-"):
            break
    return " ".join(reached)


def _unknown_option(error: Exception, command: str) -> Problem | None:
    if not hasattr(error, "possibilities"):
        return None
    typed = str(getattr(error, "option_name", ""))
    context = getattr(error, "ctx", None)
    options = [
        option
        for parameter in getattr(getattr(context, "command", None), "params", [])
        for option in getattr(parameter, "opts", [])
        if option.startswith("-")
    ]
    near = get_close_matches(typed, [*options, "--help"], n=1, cutoff=0.7)
    name = f'no option "{typed}"' if near else "no option of that name"
    return Problem(
        what=f"{_subject(command)} has {name}.",
        where=_WHERE,
        remedy=_see_help(command),
        code="unknown-option",
        nearest=near[0] if near else "",
    )


def _missing(error: Exception, command: str) -> Problem | None:
    if not hasattr(error, "param_type"):
        return None
    return Problem(
        what=f"{_subject(command)} needs {_name(getattr(error, 'param', None))}.",
        where=_WHERE,
        remedy=_see_help(command),
        code="missing-value",
    )


def _option_value(error: Exception, command: str) -> Problem | None:
    if not hasattr(error, "option_name"):
        return None
    return Problem(
        what=f"{error.option_name} stands without its value, or with one that it does not take.",
        where=_WHERE,
        remedy=_see_help(command),
        code="option-value",
    )


def _unsuitable(error: Exception, command: str) -> Problem | None:
    if not isinstance(error, typer.BadParameter):
        return None
    parameter = getattr(error, "param", None)
    expected = _expected(getattr(parameter, "type", None))
    return Problem(
        what=f"{_name(parameter)} does not take this value"
        + (f"; it takes {expected}." if expected else "."),
        where=_WHERE,
        remedy=_see_help(command),
        code="unsuitable-value",
    )


def _expected(kind: Any) -> str:
    choices = getattr(kind, "choices", None)
    if choices:
        return "one of " + ", ".join(str(getattr(choice, "value", choice)) for choice in choices)
    expected = _EXPECTED.get(getattr(kind, "name", ""), "another")
    if (least := getattr(kind, "min", None)) is not None:
        expected += f", {least} or more"
    if (most := getattr(kind, "max", None)) is not None:
        expected += f", {most} or less"
    return expected


def _name(parameter: Any) -> str:
    """Return the longest name of an option, or an argument's name in capitals."""
    options = [option for option in getattr(parameter, "opts", []) if option.startswith("-")]
    if options:
        return str(max(options, key=len))
    return str(getattr(parameter, "metavar", None) or getattr(parameter, "name", "value")).upper()


def _subject(command: str) -> str:
    return f"childcheck {command}".strip()


def _see_help(command: str) -> str:
    return f"run: {_subject(command)} --help"


def _commands(group: object) -> Mapping[str, object]:
    commands = getattr(group, "commands", None)
    return commands if isinstance(commands, Mapping) else {}


def _paths(group: object, before: str = "") -> Iterator[str]:
    for name, inside in _commands(group).items():
        if not getattr(inside, "hidden", False):
            yield f"{before}{name}"
            yield from _paths(inside, f"{before}{name} ")
