"""Who exports, and why: from the command line or, at a terminal, asked."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from childcheck.problems import ChildcheckError, ExitCode, Problem
from childcheck.procedures.choose_records import Choice
from childcheck.terminal.keyboard import is_terminal, open_terminal
from childcheck.terminal.plain.prompting import Prompter, Stopped

OTHER = "other"
LONGEST_LINE = 200
WHAT_FOR = "What are they exported for? One line, and nobody's name."


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
        prompter = Prompter(console)
        count = len(choice.picks)
        prompter.say(f"To export: {choice.words}, {count} incident{'' if count == 1 else 's'}.")
        try:
            who = officer.strip() or _asked(prompter, "Who exports them?", "Your number", _one_word)
            why = reason or _asked_reason(prompter, reasons)
            if why == OTHER and not text:
                text = _asked(prompter, WHAT_FOR, "What for", _short_line)
        except Stopped as stopped:
            if stopped.pause.how == "closed":
                raise EOFError from None
            raise ChildcheckError(_NOT_EXPORTED, ExitCode.PAUSED) from None
    return WhoAndWhy(who, why, text if why == OTHER else "")


_NOT_EXPORTED = Problem(
    what="Stopped before anything was exported.",
    remedy="nothing needs to be done; to export later:\nchildcheck export",
    code="stopped",
    is_warning=True,
)


def _asked_reason(prompter: Prompter, reasons: Sequence[str]) -> str:
    offered = "\n".join(
        f"{number}) {code.replace('_', ' ')}" for number, code in enumerate(reasons, 1)
    )

    def read(typed: str) -> str:
        if typed.isdecimal() and 1 <= int(typed) <= len(reasons):
            return reasons[int(typed) - 1]
        code = typed.casefold().replace(" ", "_")
        return code if code in reasons else ""

    return _asked(prompter, f"Why are these records exported?\n{offered}", "Type a number", read)


def _asked(prompter: Prompter, ask: str, label: str, read: Callable[[str], str]) -> str:
    """Ask until what is typed can be taken; Enter alone is no answer."""
    prompter.restate = lambda: prompter.say(ask)
    prompter.say(ask)
    while True:
        taken = read(prompter.line(label).strip())
        if taken:
            return taken
        prompter.say("That is no answer here. :help tells what can be typed.")


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
