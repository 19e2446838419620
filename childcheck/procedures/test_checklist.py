"""Test a checklist with the tests beside it, and say what no test goes through."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from childcheck.checklist.definitions import AnswerType, Checklist, Effects
from childcheck.problems import ChildcheckError, ExitCode, Place, Problem
from childcheck.procedures.act_out_test import Miss
from childcheck.procedures.find_checklist import USUAL, read_found
from childcheck.procedures.run_written_test import Ran, run_written_test
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
class NotCovered:
    """What no test goes through.

    `never_asked` and `never_passed_over` are ids of questions: the first in no test
    asked, the second with a condition that in no test was false. `never_fired` are the
    choices (`QUESTION: CHOICE`) and entries of `then` (`SECTION: then, line N`) whose
    effects came in no test.
    """

    never_asked: tuple[str, ...]
    never_passed_over: tuple[str, ...]
    never_fired: tuple[str, ...]

    @property
    def is_nothing(self) -> bool:
        """Whether the tests go through every branch."""
        return not (self.never_asked or self.never_passed_over or self.never_fired)


@dataclass(frozen=True)
class Tested:
    """What came of the tests of a checklist."""

    folder: str
    checklist: Checklist
    outcomes: tuple[Outcome, ...]
    not_covered: NotCovered
    problems: tuple[Problem, ...] = ()  # of the file of tests itself

    @property
    def failed(self) -> tuple[Outcome, ...]:
        """The tests that missed something."""
        return tuple(one for one in self.outcomes if not one.has_passed)

    @property
    def exit_code(self) -> ExitCode:
        """How the program ends."""
        has_errors = any(not problem.is_warning for problem in self.problems)
        return ExitCode.CHECKLIST_UNSOUND if self.failed or has_errors else ExitCode.DONE


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
    return Tested(found.shown_as, checklist, outcomes, not_covered(checklist, ran), read.problems)


def not_covered(checklist: Checklist, ran: Sequence[Ran]) -> NotCovered:
    """Return what none of the tests goes through."""
    asked = {name for one in ran for name in one.asked}
    passed_over = {name for one in ran for name in one.passed_over}
    fired = {effects for one in ran for effects in one.fired}
    questions = [one for one in checklist.questions.values() if one.type is not AnswerType.NOTE]
    return NotCovered(
        tuple(one.id for one in questions if one.id not in asked),
        tuple(one.id for one in questions if one.when is not None and one.id not in passed_over),
        tuple(called for called, effects in _effects(checklist) if id(effects) not in fired),
    )


def _effects(checklist: Checklist) -> Iterator[tuple[str, Effects]]:
    for section in checklist.sections:
        for question in section.questions:
            for choice in question.choices:
                if choice.effects:
                    yield f"{question.id}: {choice.id}", choice.effects
        for then in section.then:
            yield f"{section.id}: then, line {then.place.line}", then.effects
