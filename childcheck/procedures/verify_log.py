"""Verify a log, and say what to do about what was found.

Damage ends with its own exit code. What does not put the entries in doubt is a
warning: read tables that are not what the entries make, guards that are gone, a
clock that was set back.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from childcheck.identifiers import RandomIdentifiers
from childcheck.log.clocks import SystemClock
from childcheck.log.verifying import Verification, verify
from childcheck.log.writing import Log
from childcheck.problems import ExitCode, Problem
from childcheck.procedures.prepare_rows import false_rows

_SHOWN = 5  # entries named in one sentence


@dataclass(frozen=True)
class Verified:
    """What was found, with the problems it makes."""

    found: Verification
    problems: tuple[Problem, ...]

    @property
    def exit_code(self) -> ExitCode:
        """How the program ends."""
        return ExitCode.DONE if self.found.is_sound else ExitCode.LOG_DAMAGED


def verify_log(path: Path, *, expect: str | None = None, thorough: bool | None = None) -> Verified:
    """Verify a log, and hold it to a receipt where one is given.

    Args:
        path: the file.
        expect: a receipt that was noted outside the log.
        thorough: hold against the entries also what is made from them, and look
            at the structure of the whole file; None is: in a log that is not large.

    Raises:
        ChildcheckError: no log, no log of ours, too new, unreadable, or a
            receipt that is none.
    """
    found = verify(path, expect=expect, thorough=thorough)
    if found.is_thorough and found.is_sound and _has_false_rows(found):
        found = replace(found, stale_tables=(*found.stale_tables, "prepared_rows"))
    return Verified(found, (*_damage(found), *_warnings(found)))


def _has_false_rows(found: Verification) -> bool:
    """Return whether an export would take rows that are not what the entries make."""
    with Log.open(
        found.path,
        clock=SystemClock(),
        new_identifiers=RandomIdentifiers(),
        purpose=found.purpose,
        read_only=True,
    ) as log:
        return next(false_rows(log), None) is not None


def _damage(found: Verification) -> Iterator[Problem]:
    disagreement = found.disagreement
    if disagreement is None:
        return
    if disagreement.number:
        what = f"Entry {disagreement.number} disagrees: {disagreement.what}."
        where = f"{found.path}, entry {disagreement.number}"
    else:
        what = f"The file disagrees with itself: {disagreement.what}."
        where = str(found.path)
    # A receipt that was typed wrong looks the same as a log that was written anew.
    once_more = "read the receipt again, letter by letter; if it is right,\n"
    yield Problem(
        what=what,
        where=where,
        remedy=f"{once_more if 'receipt' in disagreement.what else ''}"
        "write nothing more in this log; keep a copy of the file and of those beside it;\n"
        "hold it to the receipts in the notebooks, the latest first:\n"
        "childcheck log verify --expect RECEIPT\n"
        "and tell the keeper of the logs",
        code="log-damaged",
    )


def _warnings(found: Verification) -> Iterator[Problem]:
    if found.stale_tables:
        yield _warning(
            f"Read tables are not what the entries make: {', '.join(found.stale_tables)}."
            " The entries themselves are not in doubt.",
            found,
            "run:\nchildcheck log rebuild",
            "stale-tables",
        )
    if found.missing_guards:
        yield _warning(
            "Guards against changing the log are missing or were changed:"
            f" {', '.join(found.missing_guards)}.",
            found,
            "find out which program did it, then run:\nchildcheck log rebuild",
            "missing-guards",
        )
    if found.clock_set_back_at:
        yield _warning(
            f"The computer's clock was set back before {_entries(found.clock_set_back_at)}.",
            found,
            "read the times around there with care; the order of the entries is not in doubt",
            "clock-set-back",
        )


def _warning(what: str, found: Verification, remedy: str, code: str) -> Problem:
    return Problem(what=what, where=str(found.path), remedy=remedy, code=code, is_warning=True)


def _entries(numbers: tuple[int, ...]) -> str:
    named = ", ".join(str(number) for number in numbers[:_SHOWN])
    more = f" and {len(numbers) - _SHOWN} more" if len(numbers) > _SHOWN else ""
    return f"entr{'y' if len(numbers) == 1 else 'ies'} {named}{more}"
