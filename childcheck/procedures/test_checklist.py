"""Test a checklist with the tests beside it, and say what no test reaches."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from childcheck.checklist.definitions import Checklist
from childcheck.problems import ChildcheckError, ExitCode, Place, Problem
from childcheck.procedures.act_out_test import Miss
from childcheck.procedures.find_checklist import USUAL, read_found
from childcheck.procedures.find_test_gaps import Gaps, gaps_in
from childcheck.procedures.run_written_test import run_written_test
from childcheck.yaml_files.finding import find
from childcheck.yaml_files.tests_file import read_tests


@dataclass(frozen=True)
class Outcome:
    """How one test ended; without misses it passed."""

    name: str
    place: Place
    misses: tuple[Miss, ...]

    @property
    def has_passed(self) -> bool:
        """Whether everything came as it was expected."""
        return not self.misses


@dataclass(frozen=True)
class Tested:
    """What came of the tests of a checklist."""

    folder: str
    checklist: Checklist
    outcomes: tuple[Outcome, ...]
    gaps: Gaps
    problems: tuple[Problem, ...] = ()  # of the file of tests itself

    @property
    def failed(self) -> tuple[Outcome, ...]:
        """The tests that missed something."""
        return tuple(one for one in self.outcomes if not one.has_passed)

    def exit_code(self, *, is_strict: bool = False) -> ExitCode:
        """Return how the program ends; what no test reaches is a warning."""
        if self.failed or any(not problem.is_warning for problem in self.problems):
            return ExitCode.CHECKLIST_UNSOUND
        is_warned = bool(self.problems) or not self.gaps.is_nothing
        return ExitCode.WARNINGS if is_strict and is_warned else ExitCode.DONE


def run_tests_of(named: str = USUAL, own: Path | None = None) -> Tested:
    """Run the tests that lie beside a checklist.

    Raises:
        ChildcheckError: there is no such checklist, it is unsound, or it has no tests.
    """
    found = find(named, own)
    reading = read_found(found, prove=False)
    if reading.checklist is None or not reading.is_sound:
        errors = [problem for problem in reading.problems if not problem.is_warning]
        raise ChildcheckError(errors, ExitCode.CHECKLIST_UNSOUND)
    checklist = reading.checklist
    read = read_tests(found.folder, checklist, shown_as=found.shown_as)
    if read.tests is None:
        raise ChildcheckError(
            Problem(
                what="This checklist has no tests.",
                where=f"{found.shown_as}/tests.yaml",
                remedy="write some: docs/checklist-language.md shows how",
                code="no-tests",
            ),
            ExitCode.NOT_FOUND,
        )
    ran = [run_written_test(test, checklist) for test in read.tests]
    outcomes = tuple(
        Outcome(test.name, test.place, one.misses)
        for test, one in zip(read.tests, ran, strict=True)
    )
    gaps = gaps_in(checklist, (one.reached for one in ran))
    return Tested(found.shown_as, checklist, outcomes, gaps, read.problems)
