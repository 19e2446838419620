"""Lint a checklist: everything that is wrong with it and with its tests, at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from childcheck.checklist.definitions import AnswerType, Checklist, Question
from childcheck.identifiers import QuestionId
from childcheck.problems import ChildcheckError, ExitCode, Problem
from childcheck.procedures.find_checklist import USUAL, read_found
from childcheck.yaml_files.checklist_folder import CHECKLIST
from childcheck.yaml_files.finding import Found, available, find
from childcheck.yaml_files.tests_file import read_tests


@dataclass(frozen=True)
class Counted:
    """How much a checklist asks: as its author wrote it, and taken apart."""

    sections: int
    questions: int
    leaves: int
    conditions: int
    follow_ups: int


@dataclass(frozen=True)
class Linted:
    """What the lint found; `checklist` is None when it could not be read at all."""

    folder: str
    is_published: bool
    checklist: Checklist | None
    problems: tuple[Problem, ...]
    tests: int = 0

    @property
    def errors(self) -> int:
        """How many problems make the checklist unusable."""
        return sum(not problem.is_warning for problem in self.problems)

    @property
    def warnings(self) -> int:
        """How many problems do not stand in the way."""
        return len(self.problems) - self.errors

    def exit_code(self, *, is_strict: bool) -> ExitCode:
        """Return how the program ends."""
        if self.errors:
            return ExitCode.CHECKLIST_UNSOUND
        return ExitCode.WARNINGS if is_strict and self.warnings else ExitCode.DONE

    def counted(self) -> Counted | None:
        """Return how much it asks."""
        return counted(self.checklist) if self.checklist is not None else None


def lint_checklist(named: str = USUAL, own: Path | None = None) -> Linted:
    """Return everything that is wrong with a checklist.

    Raises:
        ChildcheckError: there is no such checklist.
    """
    found = find(named, own)
    reading = read_found(found)
    problems = reading.problems
    count = 0
    if reading.checklist is not None:
        tests = read_tests(found.folder, reading.checklist, shown_as=found.shown_as)
        count = len(tests.tests or ())
        # With errors in the checklist, those in its tests may be only their echo.
        if reading.is_sound:
            problems = (*problems, *tests.problems, *_namesakes(reading.checklist, found, own))
    return Linted(found.shown_as, found.is_published, reading.checklist, problems, count)


def _namesakes(checklist: Checklist, found: Found, own: Path | None) -> Iterator[Problem]:
    """Warn of a published checklist with the same id and version that says something else.

    A record names a checklist by both. What tells the two apart for certain is the
    digest, which nobody reads.
    """
    try:
        published = {one.folder.resolve(): one for one in (*available(own), *available())}
    except ChildcheckError:  # the folder of the configuration: not what was asked about
        return
    for folder, other in published.items():
        if folder == found.folder.resolve():
            continue
        known = read_found(other, prove=False).checklist
        if (
            known is not None
            and (known.id, known.version) == (checklist.id, checklist.version)
            and known.digest != checklist.digest
        ):
            yield Problem(
                what=f"{known.id} {known.version} is the name of another checklist as well, and "
                "this one differs from it.",
                where=f"{found.shown_as}/{CHECKLIST}",
                remedy="give this one an `id` of its own, or a higher `version` if it is to "
                f"replace the other, which lies in:\n{other.shown_as}",
                code="same-id-and-version",
                is_warning=True,
            )


def counted(checklist: Checklist) -> Counted:
    """Return how much a checklist asks."""
    leaves = [one for one in checklist.questions.values() if one.type is not AnswerType.NOTE]
    written = {
        one.group.id if one.group is not None else one.id
        for one in leaves
        if not _is_line_of_other(one, checklist)
    }
    return Counted(
        sections=len(checklist.sections),
        questions=len(written),
        leaves=len(leaves),
        conditions=len(checklist.conditions),
        follow_ups=len(checklist.follow_ups),
    )


def _is_line_of_other(question: Question, checklist: Checklist) -> bool:
    """Return whether this is the line beside another question's answer, asked later."""
    name, _, tail = question.id.rpartition(".")
    other = checklist.questions.get(QuestionId(name))
    return other is not None and (tail == "text" or other.choice(tail) is not None)
