"""Read `tests.yaml`: what a checklist is expected to ask, force and owe.

Source of the rules: the checklist language, section 6.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from childcheck.checklist.definitions import AnswerType, Checklist, Question, Scope
from childcheck.identifiers import QuestionId
from childcheck.problems import Place, Problem
from childcheck.yaml_files.answers_in_tests import AnswerInTest, AnswersInTests, fields_of
from childcheck.yaml_files.checklist_folder import TESTS, read_within
from childcheck.yaml_files.checklist_shape import ChecklistShape
from childcheck.yaml_files.marked import Marked, MarkedMapping, quoted
from childcheck.yaml_files.reading import read_text

_KEYS = ("incident", "adults", "child", "other_children", "answers")
_EXPECT = (
    "asked",
    "not_asked",
    "follow_ups",
    "reminders",
    "asked_again",
    "flags",
    "not_flags",
)
_NOT_BUILT = ("flags", "not_flags")


@dataclass(frozen=True)
class PersonInTest:
    """An adult or a child of a test, with the answers about this person."""

    name: str
    place: Place
    answers: tuple[AnswerInTest, ...] = ()


@dataclass(frozen=True)
class Named:
    """A name or a text that is expected, and where it stands."""

    text: str
    place: Place


@dataclass(frozen=True)
class Expected:
    """What a test expects; None is "nothing is said about it", empty is "none"."""

    asked: tuple[Named, ...] = ()
    not_asked: tuple[Named, ...] = ()
    follow_ups: tuple[Named, ...] | None = None
    reminders: tuple[Named, ...] | None = None
    asked_again: tuple[Named, ...] | None = None
    places: tuple[tuple[str, Place], ...] = ()

    def place(self, key: str, otherwise: Place) -> Place:
        """Return where a key of the expectation stands."""
        return dict(self.places).get(key, otherwise)


@dataclass(frozen=True)
class WrittenTest:
    """One test: an invented incident and what is expected of it."""

    name: str
    place: Place
    incident: tuple[AnswerInTest, ...]
    adults: tuple[PersonInTest, ...]
    child: PersonInTest | None
    other_children: tuple[PersonInTest, ...]
    expected: Expected


@dataclass(frozen=True)
class WrittenTests:
    """The tests that could be read; None when there is no file of tests."""

    tests: tuple[WrittenTest, ...] | None
    problems: tuple[Problem, ...] = ()


def read_tests(folder: Path, checklist: Checklist, *, shown_as: str | None = None) -> WrittenTests:
    """Read the tests that lie beside a checklist."""
    path = folder / TESTS
    if not path.is_symlink() and not path.exists():
        return WrittenTests(None)
    shown = shown_as or str(folder)
    text, problems = read_within(folder, TESTS, shown)
    if text is None:
        return WrittenTests((), problems)
    return read_tests_text(text, checklist, f"{shown}/{TESTS}")


def read_tests_text(text: str, checklist: Checklist, file: str) -> WrittenTests:
    """Read tests from a text; `file` is what to call it in problems."""
    read = read_text(text, file)
    shape = ChecklistShape()
    shape.problems.extend(read.problems)
    found = shape.mapping(read.value, allowed=(), required=("tests",))
    tests: tuple[WrittenTest, ...] = ()
    if found is not None and shape.is_there(found.get("tests")):
        reader = _TestReader(shape, checklist)
        tests = shape.list_of(found.get("tests"), reader.read) or ()
        _check_names(shape, tests)
    return WrittenTests(tests, shape.in_file_order)


def _check_names(shape: ChecklistShape, tests: Iterable[WrittenTest]) -> None:
    seen: set[str] = set()
    for test in tests:
        if test.name in seen:
            shape.report(
                test.place,
                "duplicate-test",
                f"two tests have the name {quoted(test.name)}.",
                "give one of them another name",
            )
        seen.add(test.name)


class _TestReader:
    def __init__(self, shape: ChecklistShape, checklist: Checklist) -> None:
        self._shape = shape
        self._checklist = checklist
        self._answers = AnswersInTests(shape, checklist)
        self._fields = {
            Scope.ADULT: fields_of(checklist, _naming(checklist, AnswerType.PEOPLE)),
            Scope.CHILD: fields_of(checklist, _naming(checklist, AnswerType.ROLL)),
        }

    def read(self, value: Marked) -> WrittenTest | None:
        shape = self._shape
        found = shape.mapping(value, allowed=_KEYS, required=("name", "expect"))
        if found is None:
            return None
        adults, others = found.get("adults"), found.get("other_children")
        return WrittenTest(
            name=shape.optional_text(found.get("name")),
            place=found.place,
            incident=self._answers.read_all(
                found.get("incident"), Scope.INCIDENT, "under `incident`"
            ),
            adults=_numbered("Adult", 1, self._people(adults, Scope.ADULT)),
            child=self._child(found),
            other_children=_numbered("Child", 2, self._people(others, Scope.CHILD)),
            expected=self._expected(found.get("expect")),
        )

    # People

    def _child(self, found: MarkedMapping) -> PersonInTest | None:
        value, answers = found.get("child"), found.get("answers")
        if value is None:
            if answers is not None:
                self._shape.report(
                    found.key("answers") or found,
                    "answers-of-nobody",
                    "`answers` are a child's, and this test has no `child`.",
                    "write `child` above them, or move them to `incident`",
                )
            return None
        person = self._person(value, Scope.CHILD, ())
        if person is None:
            return None
        own = self._answers.read_all(answers, Scope.CHILD, "under `answers`")
        return replace(person, name=person.name or "Child 1", answers=(*person.answers, *own))

    def _people(self, value: Marked | None, of: Scope) -> tuple[PersonInTest, ...]:
        if value is None:
            return ()
        return self._shape.list_of(value, lambda one: self._person(one, of, ("answers",))) or ()

    def _person(self, value: Marked, of: Scope, more: tuple[str, ...]) -> PersonInTest | None:
        fields = self._fields[of]
        found = self._shape.mapping(value, allowed=("name", *fields, *more))
        if found is None:
            return None
        answers = self._answers.read_fields(found, fields)
        own = self._answers.read_all(found.get("answers"), of, "here")
        name = self._shape.optional_text(found.get("name"))
        return PersonInTest(name, found.place, (*answers, *own))

    # What is expected

    def _expected(self, value: Marked | None) -> Expected:
        found = self._shape.mapping(value, allowed=_EXPECT)
        if found is None:
            return Expected()
        for key in _NOT_BUILT:
            if key in found:
                self._shape.report(
                    found.key(key) or found,
                    "not-supported",
                    f"`{key}` cannot be tested yet: flags are not supported yet.",
                    "delete it for now",
                )
        return Expected(
            asked=self._questions(found.get("asked")),
            not_asked=self._questions(found.get("not_asked")),
            follow_ups=self._names(found, "follow_ups", self._checklist.follow_ups),
            reminders=self._names(found, "reminders", None),
            asked_again=self._names(found, "asked_again", self._checklist.questions),
            places=tuple((key.text, key.place) for key, _ in found.pairs),
        )

    def _questions(self, value: Marked | None) -> tuple[Named, ...]:
        if value is None:
            return ()
        valid = (*self._checklist.questions, *self._checklist.groups)
        return self._shape.list_of(value, lambda one: self._known(one, valid)) or ()

    def _names(
        self, found: MarkedMapping, key: str, valid: Iterable[str] | None
    ) -> tuple[Named, ...] | None:
        value = found.get(key)
        if value is None:
            return None
        names = tuple(valid) if valid is not None else None
        return self._shape.list_of(value, lambda one: self._known(one, names))

    def _known(self, value: Marked, valid: tuple[str, ...] | None) -> Named | None:
        text = self._shape.text(value)
        if text is None:
            return None
        if valid is not None and text not in valid:
            self._shape.report(
                value,
                "unknown-name",
                f"the checklist has no {quoted(text)}.",
                "correct its name, or delete it",
                nearest=self._shape.nearest(text, valid),
            )
            return None
        return Named(text, value.place)


def _numbered(word: str, first: int, people: tuple[PersonInTest, ...]) -> tuple[PersonInTest, ...]:
    """Give a name to everybody whom the test does not name."""
    return tuple(
        replace(one, name=one.name or f"{word} {number}")
        for number, one in enumerate(people, start=first)
    )


def _naming(checklist: Checklist, kind: AnswerType) -> Question | None:
    """Return the incident's own list of adults, or its roll."""
    for question in checklist.questions.values():
        if question.type is kind and question.of is Scope.INCIDENT:
            return question
    return None


def leaves_named(checklist: Checklist, name: str) -> tuple[Question, ...]:
    """Return the leaf questions that a test means by a name: one, or those of a composite.

    A list of people goes by its own id: the naming of the persons is meant.
    """
    question = checklist.questions.get(QuestionId(name))
    return (question,) if question is not None else checklist.groups[QuestionId(name)]
