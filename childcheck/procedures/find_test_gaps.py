"""Find what the tests of a checklist leave out: questions, conditions, effects and bands.

A question that merely lay on the way of a test is not tested by it: a test puts it by
answering or leaving it, or by expecting that it is asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields

from childcheck.checklist.conditions import Condition
from childcheck.checklist.definitions import UNBORN, AnswerType, Checklist, Effects, Question
from childcheck.procedures.act_out_test import ActedOut
from childcheck.walk.effects import forced
from childcheck.yaml_files.tests_file import PersonInTest, WrittenTest, leaves_named


@dataclass(frozen=True)
class Gaps:
    """What no test reaches, each by its id.

    `never_put` are questions that no test answers nor expects. `never_held` and
    `never_failed` are conditions: a question's own goes by its id, that of a sentence
    above it by `QUESTION: before, line N`. `never_came` are the choices
    (`QUESTION: CHOICE`) and entries of `then` (`SECTION: then, line N`) whose effects
    came in no test. `no_child_of` are bands.
    """

    never_put: tuple[str, ...] = ()
    never_held: tuple[str, ...] = ()
    never_failed: tuple[str, ...] = ()
    never_came: tuple[str, ...] = ()
    no_child_of: tuple[str, ...] = ()

    @property
    def is_nothing(self) -> bool:
        """Whether everything is tested."""
        return not any(getattr(self, one.name) for one in fields(self))


@dataclass(frozen=True)
class Reached:
    """What one test reaches, in the words of `Gaps`."""

    put: frozenset[str]
    held: frozenset[str]
    failed: frozenset[str]
    came: frozenset[str]
    bands: frozenset[str]


def reached(test: WrittenTest, acted: ActedOut) -> Reached:
    """Return what a test that was acted out reaches."""
    held, failed = _truths(acted)
    certain = {id(one.effects) for one in forced(acted.sight) if one.is_certain}
    bands = (acted.sight.band(child) for child in acted.children.values())
    return Reached(
        put=frozenset(_put(test, acted)),
        held=held,
        failed=failed,
        came=frozenset(
            called for called, effects in _effects(acted.walk.checklist) if id(effects) in certain
        ),
        bands=frozenset(band for band in bands if band is not None),
    )


def gaps_in(checklist: Checklist, tests: Iterable[Reached]) -> Gaps:
    """Return what none of the tests reaches."""
    every = tuple(tests)
    put = {name for one in every for name in one.put}
    held = {name for one in every for name in one.held}
    failed = {name for one in every for name in one.failed}
    came = {name for one in every for name in one.came}
    bands = {name for one in every for name in one.bands}
    asked = [one.id for one in _asked(checklist)]
    conditions = [called for _, called, _ in _conditions(checklist)]
    return Gaps(
        never_put=tuple(one for one in asked if one not in put),
        never_held=tuple(one for one in conditions if one not in held),
        never_failed=tuple(one for one in conditions if one not in failed),
        never_came=tuple(called for called, _ in _effects(checklist) if called not in came),
        no_child_of=tuple(one for one in _bands(checklist) if one not in bands),
    )


def _asked(checklist: Checklist) -> Iterator[Question]:
    return (one for one in checklist.questions.values() if one.type is not AnswerType.NOTE)


def _bands(checklist: Checklist) -> tuple[str, ...]:
    """Return the bands of a checklist that asks about children."""
    has_roll = any(one.type is AnswerType.ROLL for one in checklist.questions.values())
    return (UNBORN, *(one.id for one in checklist.bands)) if has_roll else ()


def _put(test: WrittenTest, acted: ActedOut) -> Iterator[str]:
    people = (*test.adults, *_children(test))
    given = (*test.incident, *(answer for person in people for answer in person.answers))
    for answer in given:
        yield answer.question.id
        yield from (inner.question.id for pick in answer.picks for inner in pick.answers)
    for kind, named in (
        (AnswerType.PEOPLE, acted.adults if test.adults else ()),
        (AnswerType.ROLL, acted.children),
    ):
        if named:
            yield from (one.id for one in acted.questions_of(kind))
    for expected in (*test.expected.asked, *(test.expected.asked_again or ())):
        for leaf in leaves_named(acted.walk.checklist, expected.text):
            if acted.is_asked(leaf):
                yield leaf.id


def _children(test: WrittenTest) -> tuple[PersonInTest, ...]:
    return (*((test.child,) if test.child is not None else ()), *test.other_children)


def _truths(acted: ActedOut) -> tuple[frozenset[str], frozenset[str]]:
    """Return the conditions that held for somebody, and those that did not; in doubt neither."""
    held: set[str] = set()
    failed: set[str] = set()
    sight = acted.sight
    for question, called, condition in _conditions(acted.walk.checklist):
        for subject in acted.subjects(question):
            truth = sight.path(sight.spot(question, subject))
            if condition is not question.when:
                truth = sight.holds(condition, subject) if truth is not False else None
            if truth is not None:
                (held if truth else failed).add(called)
    return frozenset(held), frozenset(failed)


def _conditions(checklist: Checklist) -> Iterator[tuple[Question, str, Condition]]:
    for question in checklist.questions.values():
        if question.when is not None:
            yield question, question.id, question.when
        for before in question.before:
            if before.when is not None:
                line = before.when.place.line
                yield question, f"{question.id}: before, line {line}", before.when


def _effects(checklist: Checklist) -> Iterator[tuple[str, Effects]]:
    for section in checklist.sections:
        for question in section.questions:
            for choice in question.choices:
                if choice.effects:
                    yield f"{question.id}: {choice.id}", choice.effects
        for then in section.then:
            yield f"{section.id}: then, line {then.place.line}", then.effects
