"""Problems, and the numbers with which the program ends because of them.

Every problem says what is wrong, where, and what to do next. Nothing about a
child ever stands in one: it names entries, questions and lines, never words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

COMMAND = "childcheck "  # what a line of a remedy begins with that is a command to copy


class ExitCode(IntEnum):
    """How the program ended; `docs/exit-codes.md` explains each to its user."""

    DONE = 0
    INTERNAL = 1
    USAGE = 2
    CHECKLIST_UNSOUND = 3
    INPUT_FILE = 4
    NOT_FOUND = 5
    LOG_DAMAGED = 6
    LOG_TOO_NEW = 7
    BUSY = 8
    CANNOT_WRITE = 9
    NO_TERMINAL = 10
    REFUSED = 11
    GAPS = 12
    WARNINGS = 13
    PAUSED = 130


@dataclass(frozen=True)
class Place:
    """A spot in a text file: the file as the user named it, line and column from 1."""

    file: str
    line: int
    column: int
    source: str = ""  # the line itself, shown with a caret; empty where it may hold a child's words

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}, column {self.column}"


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong: cause, place and remedy."""

    what: str
    remedy: str
    where: str | Place = ""
    code: str = ""  # a short stable name such as "unknown-question"; for the lint and for --json
    nearest: str = ""  # the valid name most like the wrong one, when there is one
    is_warning: bool = False

    @property
    def place(self) -> Place | None:
        """The line and column, when the problem is in a text file."""
        return self.where if isinstance(self.where, Place) else None

    def as_text(self) -> str:
        """Return the problem as a person reads it, on several lines."""
        lines = [self.what + (f" [{self.code}]" if self.code else "")]
        if self.where:
            lines.append(f"  where: {self.where}")
        if self.place is not None and self.place.source:
            source = self.place.source.rstrip("\n")
            lines.append(f"         {source}")
            before = source[: self.place.column - 1]
            lines.append("         " + "".join("\t" if c == "\t" else " " for c in before) + "^")
        if self.nearest:
            lines.append(f"  nearest: {self.nearest}")
        if self.remedy:
            first, *rest = self.remedy.split("\n")
            lines.append(f"  do:    {first}")
            # A command is copied: at the left, so that a narrow window breaks it as late as may be.
            lines.extend(
                f"  {'' if line.startswith(COMMAND) else '       '}{line}" for line in rest
            )
        return "\n".join(lines)


class ChildcheckError(Exception):
    """The work cannot go on; carries every problem found and the exit code."""

    def __init__(
        self, problems: Problem | Sequence[Problem], exit_code: ExitCode = ExitCode.INTERNAL
    ) -> None:
        self.problems: tuple[Problem, ...] = (
            (problems,) if isinstance(problems, Problem) else tuple(problems)
        )
        self.exit_code = exit_code
        super().__init__("; ".join(problem.what for problem in self.problems))
