"""Who exports, and why: from the command line or, at a terminal, asked."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from childcheck.cli.exits import STOPPED
from childcheck.problems import ChildcheckError, ExitCode, Problem
from childcheck.procedures.choose_records import Choice
from childcheck.terminal.console import Closed, Console, Interrupted, Signalled, Unusable
from childcheck.terminal.keyboard import is_terminal, open_terminal

OTHER = "other"
LONGEST_LINE = 200


@dataclass(frozen=True)
class WhoAndWhy:
    """An officer's number, a reason's code, and the line that `other` needs."""

    officer: str
    reason: str
    reason_text: str = ""


def who_and_why(
    choice: Choice,
    officer: str,
    reason: str,
    reason_from: str,
    *,
    may_ask: bool,
    reasons: Sequence[str],
) -> WhoAndWhy:
    """Return who exports and why.

    Free text never stands on the command line: the line for `other` is asked
    for, or comes from a file or standard input.

    Args:
        choice: what is to be exported, shown before anything is asked.
        officer: as given; empty when not.
        reason: the code as given; empty when not.
        reason_from: the file with the line for `other`, `-` for standard input.
        may_ask: false where the output is data.
        reasons: the codes that are offered.

    Raises:
        ChildcheckError: something is missing and nobody can be asked.
    """
    text = _line_from(reason_from) if reason_from else ""
    needs_text = reason == OTHER and not text
    if officer.strip() and reason and not needs_text:
        return WhoAndWhy(officer.strip(), reason, text if reason == OTHER else "")
    if not (may_ask and reason_from != "-" and is_terminal()):
        raise _missing(officer, reason, needs_text=needs_text)
    with open_terminal() as console:
        count = len(choice.picks)
        console.write(f"To export: {choice.words}, {count} incident{'' if count == 1 else 's'}.\n")
        who = officer.strip() or _asked(console, "Your number", _one_word)
        why = reason or _asked_reason(console, reasons)
        if why == OTHER and not text:
            text = _asked(console, "What for (one line, nobody's name)", _short_line)
    return WhoAndWhy(who, why, text if why == OTHER else "")


def _asked_reason(console: Console, reasons: Sequence[str]) -> str:
    console.write("Why are these records exported?\n")
    for number, code in enumerate(reasons, 1):
        console.write(f"  {number}) {code.replace('_', ' ')}\n")

    def read(typed: str) -> str:
        if typed.isdecimal() and 1 <= int(typed) <= len(reasons):
            return reasons[int(typed) - 1]
        code = typed.casefold().replace(" ", "_")
        return code if code in reasons else ""

    return _asked(console, "Type a number", read)


def _asked(console: Console, label: str, read: Callable[[str], str]) -> str:
    """Ask until what is typed can be taken; Enter alone is no answer."""
    while True:
        try:
            lines = console.read(f"{label}: ")
        except Unusable:
            lines = ("",)
        except (Interrupted, Signalled):
            raise ChildcheckError(STOPPED, ExitCode.PAUSED) from None
        except Closed:
            raise EOFError from None
        taken = read(lines[0].strip()) if len(lines) == 1 else ""
        if taken:
            return taken
        console.write("That is no answer here. Ctrl-C stops; nothing is exported then.\n")


def _one_word(typed: str) -> str:
    return typed if len(typed.split()) == 1 else ""


def _short_line(typed: str) -> str:
    return typed if len(typed) <= LONGEST_LINE and typed.isprintable() else ""


def _line_from(source: str) -> str:
    """Return the first line of a file that says something."""
    try:
        data = sys.stdin.buffer.read(65536) if source == "-" else Path(source).read_bytes()
        lines = data.decode("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError, AttributeError):
        lines = []
    line = next((one.strip() for one in lines if one.strip()), "")
    if not _short_line(line):
        raise ChildcheckError(
            Problem(
                what=f"No line of at most {LONGEST_LINE} characters could be read.",
                where="standard input" if source == "-" else source,
                remedy="write what the export is for in one line of UTF-8 text",
                code="no-reason-line",
            ),
            ExitCode.INPUT_FILE,
        )
    return line


def _missing(officer: str, reason: str, *, needs_text: bool) -> ChildcheckError:
    problems = []
    if not officer.strip():
        problems.append(("who exports", "--officer ID, or set CHILDCHECK_OFFICER", "no-officer"))
    if not reason:
        problems.append(("why", "--reason CODE, such as --reason shift_review", "no-reason"))
    if needs_text:
        what = "what for, which the reason other needs"
        problems.append((what, "--input FILE with one line, or - for standard input", "no-text"))
    return ChildcheckError(
        [
            Problem(
                what=f"It is not said {what}, and nobody can be asked.",
                where="the command line",
                remedy=f"add {remedy}",
                code=code,
            )
            for what, remedy, code in problems
        ],
        ExitCode.USAGE,
    )
