"""How conditions are spelt, and what is refused because it could mean two things."""

from __future__ import annotations

import pytest

from childcheck.checklist.conditions import (
    Across,
    All,
    Any,
    Compare,
    Condition,
    Look,
    Named,
    Operand,
    Operator,
    Over,
    Reference,
)
from childcheck.problems import Problem
from childcheck.yaml_files.checklist_shape import ChecklistShape
from childcheck.yaml_files.condition_shape import read_condition
from childcheck.yaml_files.marked import MarkedMapping
from childcheck.yaml_files.reading import read_text


def condition(text: str) -> tuple[Condition | None, list[Problem], bool]:
    """Return what stands behind `when`, the problems, and whether nothing was lost."""
    reading = read_text(f"when: {text}\n", "a.yaml")
    assert isinstance(reading.value, MarkedMapping), reading.problems
    assert reading.problems == ()
    shape = ChecklistShape()
    found = read_condition(shape, reading.value.get("when"))
    return found, shape.problems, shape.is_whole


def compared(text: str) -> Compare:
    """Return a comparison that has the right form."""
    found, problems, is_whole = condition(text)
    assert isinstance(found, Compare), problems
    assert not problems
    assert is_whole
    return found


def refused(text: str) -> Problem:
    """Return the one reason for which a condition is refused."""
    found, problems, is_whole = condition(text)
    assert found is None
    assert not is_whole
    (problem,) = problems
    return problem


def test_a_word_is_the_name_of_a_condition() -> None:
    """`when: born` uses what was named once."""
    found, _, _ = condition("born")

    assert isinstance(found, Named)
    assert found.name == "born"


@pytest.mark.parametrize(
    ("text", "operator", "operand"),
    [
        ("{ch.seen: awake}", Operator.IS, "awake"),
        ("{ch.seen: [awake, asleep]}", Operator.IS_ANY_OF, ("awake", "asleep")),
        ("{ch.total: 3}", Operator.IS, 3),
        ("{ch.seen: yes}", Operator.IS, "yes"),
        ("{ch.seen: {is: awake}}", Operator.IS, "awake"),
        ("{ch.seen: {is_none_of: [awake]}}", Operator.IS_NONE_OF, ("awake",)),
        ("{ch.seen: {includes: hurt}}", Operator.INCLUDES, "hurt"),
        ("{ch.seen: {includes_all_of: [a, b]}}", Operator.INCLUDES_ALL_OF, ("a", "b")),
        ("{ch.seen: {answered: false}}", Operator.ANSWERED, False),
        ("{ch.seen: {left: [not_known, not_asked]}}", Operator.LEFT, ("not_known", "not_asked")),
        ("{ch.seen: {left: not_known}}", Operator.LEFT, ("not_known",)),
        ("{ch.dob: {estimated: true}}", Operator.ESTIMATED, True),
        ("{in.chk: {found_any_of: [bail]}}", Operator.FOUND_ANY_OF, ("bail",)),
        ("{in.chk: {leaves_out: spellings}}", Operator.LEAVES_OUT, ("spellings",)),
        ("{ch.a: {rests_on_only: [adult_said]}}", Operator.RESTS_ON_ONLY, ("adult_said",)),
        ("{ch.a: {said_by_only: accused}}", Operator.SAID_BY_ONLY, ("accused",)),
        ("{ch.n: {at_least: 3}}", Operator.AT_LEAST, 3),
        ("{ch.d: {before: 2026-11-24}}", Operator.BEFORE, "2026-11-24"),
        (
            '{ch.t: {after: "2026-11-24T22:10:00+00:00"}}',
            Operator.AFTER,
            "2026-11-24T22:10:00+00:00",
        ),
        ("{ch.t: {after: in.place.arrived}}", Operator.AFTER, Reference("in.place.arrived")),
        ("{ch.n: {more_than: ch.other}}", Operator.MORE_THAN, Reference("ch.other")),
        ("{child.band: {is_none_of: [unborn]}}", Operator.IS_NONE_OF, ("unborn",)),
    ],
)
def test_a_comparison_reads_aloud(text: str, operator: Operator, operand: Operand) -> None:
    """An id, and a value, several values, or an operator with what it is held against."""
    found = compared(text)

    assert (found.operator, found.operand) == (operator, operand)
    assert found.place.line == 1


def test_all_and_any_join_and_nest() -> None:
    """What is joined may be a name, a comparison or again something joined."""
    found, problems, _ = condition(
        "\n  all:\n    - born\n    - any:\n        - {ch.a: b}\n        - c"
    )

    assert problems == []
    assert isinstance(found, All)
    assert isinstance(found.conditions[0], Named)
    assert isinstance(found.conditions[1], Any)


def test_a_wrapper_looks_across_persons() -> None:
    """Only within a wrapper can the answers of other persons be named."""
    found, _, _ = condition("{other_child: {ch.seen: awake}}")

    assert isinstance(found, Across)
    assert found.look is Look.OTHER_CHILD
    assert isinstance(found.condition, Compare)


@pytest.mark.parametrize(
    ("questions", "names"), [("[ch.a, ch.b]", ("ch.a", "ch.b")), ("every_with_basis", ())]
)
def test_bases_are_compared_over_several_questions(questions: str, names: tuple[str, ...]) -> None:
    """A list of ids, or every question that records what it rests on."""
    found, problems, _ = condition(f"{{questions: {questions}, rests_on_only: [adult_said]}}")

    assert problems == []
    assert isinstance(found, Over)
    assert (found.questions, found.operator, found.operand) == (
        names,
        Operator.RESTS_ON_ONLY,
        ("adult_said",),
    )


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{ch.a: b, ch.c: d}", "several-in-condition"),
        ("{ch.a: {at_least: 1, at_most: 3}}", "several-in-condition"),
        ("{questions: [ch.a], rests_on: seen, rests_on_only: seen}", "several-in-condition"),
        ("{}", "empty-condition"),
        ("{ch.a: {}}", "empty-condition"),
        ("{questions: [ch.a]}", "empty-condition"),
        ("{questions: ch.a, rests_on: seen}", "not-a-list"),
        ("[a, b]", "list-as-condition"),
        ("{all: []}", "empty-list"),
        ("{ch.a: []}", "empty-list"),
        ("{any: born}", "not-a-list"),
        ("{not: {ch.a: b}}", "no-not"),
        ("{measure: alike}", "measure-in-condition"),
        ("{ch.a: {is: [b, c]}}", "list-not-wanted"),
        ("{ch.a: {is_any_of: b}}", "not-a-list"),
        ("{ch.a: {equals: b}}", "unknown-key"),
        ("{ch.n: {at_least: many people}}", "not-comparable"),
        ('{ch.t: {after: "22:10"}}', "not-comparable"),
        ("{ch.n: {at_least: true}}", "not-comparable"),
        ("{ch.a: {answered: yes}}", "not-true-or-false"),
    ],
)
def test_what_could_mean_two_things_is_refused(text: str, code: str) -> None:
    """Each has a code and a remedy of its own, and the loss is remembered."""
    if "many people" in text:
        text = text.replace("many people", '"many people"')

    problem = refused(text)

    assert problem.code == code
    assert problem.remedy


def test_a_misspelt_operator_is_read_as_it_was_meant() -> None:
    """One slip is one problem, and the condition stands."""
    found, problems, is_whole = condition("{ch.a: {is_non_of: [b]}}")

    assert isinstance(found, Compare)
    assert found.operator is Operator.IS_NONE_OF
    assert [(p.code, p.nearest) for p in problems] == [("unknown-key", "is_none_of")]
    assert is_whole


def test_an_unknown_reason_is_told_with_the_nearest() -> None:
    """The ways of leaving are four words, and a slip in one of them is found."""
    _, problems, _ = condition("{ch.a: {left: [not_knwon]}}")

    assert [(p.code, p.nearest) for p in problems] == [("not-one-of", "not_known")]


def test_one_faulty_part_does_not_hide_another() -> None:
    """In a list of conditions each is looked at."""
    _, problems, _ = condition("\n  all:\n    - {not: {ch.a: b}}\n    - {ch.a: []}")

    assert [p.code for p in problems] == ["no-not", "empty-list"]
