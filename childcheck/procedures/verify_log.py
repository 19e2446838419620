"""Verify a log, and say what to do about what was found.

Damage ends with its own exit code. What does not put the entries in doubt is a
warning: read tables that are not what the entries make, guards that are gone, a
clock that was set back.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from childcheck.log.verifying import Verification, verify
from childcheck.problems import ExitCode, Problem

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


def verify_log(path: Path, *, expect: str | None = None) -> Verified:
    """Verify a log, and hold it to a receipt where one is given.

    Raises:
        ChildcheckError: no log, no log of ours, too new, unreadable, or a
            receipt that is none.
    """
    found = verify(path, expect=expect)
    return Verified(found, (*_damage(found), *_warnings(found)))


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
    yield Problem(
        what=what,
        where=where,
        remedy="write nothing more in this log; keep a copy of the file and of those beside it;\n"
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
            "run: childcheck log rebuild",
            "stale-tables",
        )
    if found.missing_guards:
        yield _warning(
            "Guards against changing the log are missing or were changed:"
            f" {', '.join(found.missing_guards)}.",
            found,
            "find out which program did it, then run: childcheck log rebuild",
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
