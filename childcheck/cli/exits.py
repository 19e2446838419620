"""Turn what stopped the program into words and an exit code.

The only place that prints a problem and decides how the program leaves. Two
things never come out of here: a traceback, and the text of an unexpected
exception, which may hold a child's words. Nothing is read as markup, and
control characters are shown, not obeyed.
"""

from __future__ import annotations

import contextlib
import errno
import os
import sys
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import NoReturn, TextIO

from childcheck.problems import COMMAND, ChildcheckError, ExitCode, Problem

_BESIDE_REMEDY = " " * len("  do:    ")
MOST_SHOWN = 50  # problems on a screen, unless all are asked for: nobody reads thousands
JSON_FORMAT = 1  # raised when a reader of --json would have to change

_NO_ROOM = {errno.ENOSPC, errno.EFBIG, errno.EIO, getattr(errno, "EDQUOT", errno.ENOSPC)}
_PACKAGE = Path(__file__).resolve().parent.parent


def exit_code_of(work: Callable[[], int], *, command: str = "", as_json: bool = False) -> int:
    """Do the work, tell whatever stopped it, and return the exit code.

    Args:
        work: returns an exit code, or raises.
        command: its name without `childcheck`, for `--json`; empty when none was reached.
        as_json: problems go to standard output as data instead of to standard error as text.
    """
    try:
        code = work()
        _flush(sys.stdout)
    except ChildcheckError as error:
        code = error.exit_code
        _tell(error.problems, command=command, as_json=as_json)
    except BrokenPipeError:
        code = _reader_left()
    except SystemExit as leaving:
        # Typer leaves with 1 when the reader of a pipe has gone; that is no internal error.
        if isinstance(leaving.__context__, BrokenPipeError):
            code = _reader_left()
        else:
            code = leaving.code if isinstance(leaving.code, int) else ExitCode(bool(leaving.code))
    except KeyboardInterrupt:
        code = ExitCode.PAUSED
        _tell([STOPPED], command=command, as_json=as_json)
    except BaseException as error:  # noqa: BLE001 - the last place to keep its text off the screen
        if isinstance(error, OSError) and error.errno in _NO_ROOM:
            code = ExitCode.CANNOT_WRITE
            _tell([_not_written(error)], command=command, as_json=as_json)
        else:
            code = ExitCode.INTERNAL
            _tell([_unexpected(error)], command=command, as_json=as_json)
    return int(code)


def respond(
    command: str,
    data: object,
    *,
    as_json: bool,
    show: Callable[[], None],
    problems: Sequence[Problem] = (),
    exit_code: ExitCode = ExitCode.DONE,
    most: int | None = MOST_SHOWN,
    option_for_all: str = "--json",
) -> None:
    """Give the result of a command: as data with `--json`, else by `show`, which prints it.

    Problems follow on standard error, or stand beside the data. Returns when the
    exit code is 0 and leaves otherwise, so it comes last in a command.

    Args:
        command: its name without `childcheck`, such as "log verify".
        data: plain values only; identifiers, not labels.
        as_json: the command's `--json`.
        show: prints the result for a person; not called with `--json`.
        problems: what the user must know although the command was carried out.
        exit_code: how the program ends, such as 12 when gaps are left.
        most: how many problems are printed at most; None for all of them.
        option_for_all: the option of this command that gives all of them.
    """
    if as_json:
        _print_json(command, data, problems)
    else:
        show()
        _flush(sys.stdout)
        _print_text(problems, most, option_for_all)
    if exit_code is not ExitCode.DONE:
        leave(exit_code)


def leave(exit_code: ExitCode) -> NoReturn:
    """End a command that has said everything it had to say."""
    raise SystemExit(int(exit_code))


STOPPED = Problem(
    what="Stopped by hand before it was done.",
    remedy="run the same command again; entries that were acknowledged are in the log",
    code="stopped",
    is_warning=True,
)


def _tell(problems: Sequence[Problem], *, command: str, as_json: bool) -> None:
    """Print problems; if nobody can read them any more, the exit code has to do."""
    try:
        if as_json:
            _print_json(command, None, problems)
            return
        _flush(sys.stdout)
    except (OSError, ChildcheckError):
        _point_at_nothing()
    with contextlib.suppress(OSError):
        _print_text(problems)


def _print_text(
    problems: Sequence[Problem],
    most: int | None = MOST_SHOWN,
    option_for_all: str = "--json",
) -> None:
    if sys.stderr is None:  # closed; print would fall back to standard output
        return
    shown = problems if most is None else _first(problems, most)
    for problem in shown:
        kind = "warning" if problem.is_warning else "error"
        print(_in_window(f"{kind}: {_visible(problem.as_text())}", problem), file=sys.stderr)
    if more := len(problems) - len(shown):
        warnings = sum(one.is_warning for one in problems) - sum(one.is_warning for one in shown)
        counts = ((more - warnings, "error"), (warnings, "warning"))
        told = " and ".join(f"{n:,} {word}{'s' * (n != 1)}" for n, word in counts if n)
        print(
            f"And {told} more. Put right what is above first, or add {option_for_all} for all.",
            file=sys.stderr,
        )
    sys.stderr.flush()


def _in_window(text: str, problem: Problem) -> str:
    """Return a problem in lines that no window breaks in the middle of a word.

    A command to copy and a line of a file with its caret stand as they are; so does
    everything where no window is.
    """
    try:
        width = os.get_terminal_size(sys.stderr.fileno()).columns - 1
    except (OSError, ValueError, AttributeError):
        return text
    if width < 1 or max(map(len, text.split("\n"))) <= width:
        return text
    from childcheck.terminal.wrapping import wrapped

    lines = []
    for line in text.split("\n"):
        said = line.lstrip()
        is_of_file = problem.place is not None and line.startswith(_BESIDE_REMEDY)
        if said.startswith(COMMAND) or is_of_file:
            lines.append(line)
        else:
            indent = line[: len(line) - len(said)]
            lines.append(wrapped(said, width, indent, _BESIDE_REMEDY if indent else "  "))
    return "\n".join(lines)


def _first(problems: Sequence[Problem], most: int) -> Sequence[Problem]:
    """Return the first problems in their order, errors rather than warnings."""
    if len(problems) <= most:
        return problems
    by_weight = sorted(range(len(problems)), key=lambda number: problems[number].is_warning)
    return [problems[number] for number in sorted(by_weight[:most])]


def _print_json(command: str, data: object, problems: Sequence[Problem]) -> None:
    whole = {
        "format": JSON_FORMAT,
        "command": command,
        "data": data,
        "problems": [_as_plain(problem) for problem in problems],
    }
    import json

    print(json.dumps(whole, ensure_ascii=False, indent=2))
    _flush(sys.stdout)


def _as_plain(problem: Problem) -> dict[str, object]:
    place = problem.place
    return {
        "kind": "warning" if problem.is_warning else "error",
        "code": problem.code,
        "what": problem.what,
        "where": str(problem.where),
        "file": place.file if place else None,
        "line": place.line if place else None,
        "column": place.column if place else None,
        "nearest": problem.nearest,
        "remedy": problem.remedy,
    }


def _visible(text: str) -> str:
    """Return text in which no character moves the cursor, rings or reverses the line."""
    return "".join(
        character.encode("unicode_escape").decode("ascii") if _is_control(character) else character
        for character in text
    )


def _is_control(character: str) -> bool:
    # U+200C and U+200D only join letters, and several scripts need them.
    return unicodedata.category(character) in {"Cc", "Cf"} and character not in "\n\t\u200c\u200d"


def _flush(stream: TextIO | None) -> None:
    """Flush, so that a full disk behind `>` is a problem of its own and not a traceback at exit."""
    if stream is None:
        return
    try:
        stream.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        _point_at_nothing()
        raise ChildcheckError(_not_written(error), ExitCode.CANNOT_WRITE) from None


def _not_written(error: OSError) -> Problem:
    reason = os.strerror(error.errno or errno.EIO)  # the system's words, not the exception's
    return Problem(
        what=f"The output could not be written in full: {reason.lower()}.",
        remedy="make room or choose another place, then run the same command again",
        code="output-not-written",
    )


def _reader_left() -> ExitCode:
    """Say nothing: whoever read the output, such as `head`, has had enough."""
    _point_at_nothing()
    return ExitCode.CANNOT_WRITE


def _point_at_nothing() -> None:
    """Let what is still buffered go nowhere, so that Python's own flush at exit stays quiet."""
    try:
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, sys.stdout.fileno())
        os.close(nothing)
    except (AttributeError, OSError, ValueError):
        pass  # closed already, or never there


def _unexpected(error: BaseException) -> Problem:
    """Tell the kind and the place of a failure in the program, never its text."""
    remedy = (
        "entries that were acknowledged are in the log; an incident that was begun goes on with:\n"
        "childcheck resume\n"
        "Otherwise run the same command again.\n"
        "If it happens again, report the line above: it holds no words of a record."
    )
    if os.environ.get("CHILDCHECK_DEBUG") == "1":
        remedy += "\ncalls that led there, without values:\n" + "\n".join(_calls(error))
    else:
        remedy += "\nCHILDCHECK_DEBUG=1 adds the calls that led there, without values."
    return Problem(
        what=f"Something went wrong inside childcheck: {type(error).__name__}.",
        where=_last_own_line(error.__traceback__),
        remedy=remedy,
        code="internal",
    )


def _last_own_line(traceback: TracebackType | None) -> str:
    own = [place for place, is_own in _places(traceback) if is_own]
    return own[-1] if own else "outside childcheck"


def _calls(error: BaseException) -> Iterator[str]:
    seen: set[int] = set()
    cause: BaseException | None = error
    while cause is not None and id(cause) not in seen:
        seen.add(id(cause))
        yield f"  {type(cause).__name__}"
        yield from (f"    {place}" for place, _ in _places(cause.__traceback__))
        cause = cause.__cause__ or cause.__context__


def _places(traceback: TracebackType | None) -> Iterator[tuple[str, bool]]:
    """Yield file and line of each call, and whether it is in this package."""
    while traceback is not None:
        code = traceback.tb_frame.f_code
        path = Path(code.co_filename)
        is_own = path.is_relative_to(_PACKAGE)
        # Never the whole path: a folder may bear an officer's name.
        name = path.relative_to(_PACKAGE.parent).as_posix() if is_own else "/".join(path.parts[-2:])
        yield f"{name}:{traceback.tb_lineno} in {code.co_name}", is_own
        traceback = traceback.tb_next
