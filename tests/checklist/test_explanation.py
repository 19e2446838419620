"""A condition reads as a trainer would say it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from childcheck.checklist.conditions import Look
from childcheck.checklist.definitions import Basis, Checklist
from childcheck.checklist.explanation import (
    BASIS_WORDS,
    FACT_WORDS,
    LOOK_WORDS,
    explained,
    when_asked,
    when_it_happens,
)
from childcheck.checklist.facts import FACTS, FOLLOWING
from tests.checklist.builders import (
    a_checklist,
    a_choice,
    a_condition,
    a_question,
    a_section,
    a_then,
    an_enquiry,
    ref,
    some_parts,
    the_incident,
)

CHECKLIST = a_checklist(
    the_incident(
        an_enquiry(ask="Local records"), a_question("in.calls", "number", ask="How many calls?")
    ),
    a_section(
        "child",
        a_question(
            "ch.seen",
            ask="Have you seen {child}?",
            choices=(
                a_choice("awake", "Yes, awake"),
                a_choice("asleep", "Asleep"),
                a_choice("no", "No"),
            ),
        ),
        a_question(
            "ch.effect", "choices", ask="What did {child} live with?", choices=("saw", "heard")
        ),
        a_question("ch.dob", "date", ask="When was {child} born?", is_estimable=True),
        a_question("ch.told", ask="Who told you?", basis=True),
        a_question(
            "ch.long",
            ask="Where will {child} sleep tonight, with whom, and is that adult sober by now?",
        ),
        some_parts(
            "ch.lang",
            a_question("ch.lang.name", "text", label="Language"),
            a_question("ch.lang.shared", label="Do you share it?", choices=("well", "no")),
            ask="Which language?",
        ),
    ),
    conditions={
        "born": {"child.band": {"is_none_of": ["unborn"]}},
        "awake_or_told": {"any": [{"ch.seen": "awake"}, {"ch.told": "yes"}]},
    },
)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ({"ch.seen": "awake"}, '"Have you seen the child?" is "Yes, awake"'),
        (
            {"ch.seen": ["awake", "asleep"]},
            '"Have you seen the child?" is "Yes, awake" or "Asleep"',
        ),
        ({"ch.seen": {"is_none_of": ["no"]}}, '"Have you seen the child?" is not "No"'),
        (
            {"ch.seen": {"is_none_of": ["asleep", "no"]}},
            '"Have you seen the child?" is not any of "Asleep" or "No"',
        ),
        ({"ch.seen": {"answered": True}}, '"Have you seen the child?" is answered'),
        ({"ch.seen": {"answered": False}}, '"Have you seen the child?" is not answered'),
        (
            {"ch.seen": {"left": ["not_known", "not_asked"]}},
            '"Have you seen the child?" was left as "Asked, not known" or "Not asked"',
        ),
        ({"ch.effect": {"includes": "saw"}}, '"What did the child live with?" includes "saw"'),
        ({"ch.effect": "saw"}, '"What did the child live with?" includes "saw"'),
        (
            {"ch.effect": {"includes_all_of": ["saw", "heard"]}},
            '"What did the child live with?" includes "saw" and "heard"',
        ),
        (
            {"ch.effect": {"includes_none_of": ["saw"]}},
            '"What did the child live with?" does not include "saw"',
        ),
        ({"in.calls": {"at_least": 3}}, '"How many calls?" is 3 or more'),
        ({"in.calls": {"at_most": 3}}, '"How many calls?" is 3 or less'),
        ({"in.calls": {"more_than": 3}}, '"How many calls?" is more than 3'),
        ({"in.calls": {"less_than": 3}}, '"How many calls?" is less than 3'),
        (
            {"ch.dob": {"before": "2022-03-14"}},
            '"When was the child born?" is before 14 March 2022',
        ),
        (
            {"ch.dob": {"after": ref("child.born_on")}},
            '"When was the child born?" is after "What about in.children? – born_on"',
        ),
        ({"ch.dob": {"estimated": True}}, '"When was the child born?" is an estimate'),
        ({"ch.dob": {"estimated": False}}, '"When was the child born?" is a known date'),
        ({"child.band": "infant"}, "the child's age group is infant (under 2)"),
        (
            {"child.band": ["pre_school", "unborn"]},
            "the child's age group is pre school (2 to 4) or unborn",
        ),
        ({"child.age": {"at_least": 16}}, "the child's age is 16 or more"),
        ({"ch.lang.shared": "no"}, '"Which language? – Do you share it?" is "no"'),
        ({"in.chk": {"found_any_of": ["something"]}}, '"What about in.chk?" found "something"'),
        (
            {"in.chk": {"found_none_of": ["something"]}},
            '"What about in.chk?" did not find "something"',
        ),
        (
            {"in.chk": {"leaves_out": "spellings"}},
            '"What about in.chk?" did not cover every spelling',
        ),
        ({"ch.told": {"rests_on": ["seen"]}}, '"Who told you?" rests on what was seen'),
        (
            {"ch.told": {"rests_on_only": ["record", "adult_said"]}},
            '"Who told you?" rests only on a record or an adult\'s word',
        ),
        (
            {"ch.told": {"said_by_only": ["accused"]}},
            '"Who told you?" rests only on the word of adults who are "accused"',
        ),
        (
            {"every_with_basis": True, "rests_on_only": ["record"]},
            "every answer that says what it rests on rests only on a record",
        ),
        (
            {"questions": ["ch.told", "ch.seen"], "rests_on": ["seen"]},
            (
                'what is answered to "Who told you?" and "Have you seen the child?" '
                "rests on what was seen"
            ),
        ),
        (
            {"all": [{"ch.seen": "awake"}, {"ch.told": "yes"}]},
            '"Have you seen the child?" is "Yes, awake", and "Who told you?" is "yes"',
        ),
        (
            {"any": [{"ch.seen": "awake"}, {"ch.told": "yes"}]},
            '"Have you seen the child?" is "Yes, awake", or "Who told you?" is "yes"',
        ),
        (
            {"all": ["born", "awake_or_told"]},
            (
                "the child's age group is not unborn, and "
                '("Have you seen the child?" is "Yes, awake", or "Who told you?" is "yes")'
            ),
        ),
        (
            {"any_child": {"ch.seen": "awake"}},
            'for at least one child: "Have you seen the child?" is "Yes, awake"',
        ),
        ({"all": ["nobody"]}, 'the condition "nobody" holds'),
        ({"all": []}, "nothing more is needed"),
        ({"any": []}, "never"),
    ],
)
def test_a_condition_is_told_in_plain_english(written: Mapping[str, Any], expected: str) -> None:
    """Questions and choices appear by their wording, operators as words."""
    assert explained(a_condition(written), CHECKLIST) == expected


def test_a_long_question_is_known_by_its_beginning() -> None:
    """Of a long wording as much is quoted as is needed to know it, cut between words."""
    told = explained(a_condition({"ch.long": "yes"}), CHECKLIST)

    assert told == '"Where will the child sleep tonight, with whom, and is that…" is "yes"'


def test_a_fact_of_several_questions_is_told_in_words() -> None:
    """Where no single question tells a fact, the fact itself is named."""
    twice = a_checklist(a_question("ch.dob", "date", fact="child.born_on", is_estimable=True))

    told = explained(a_condition({"child.born_on": {"estimated": True}}), twice)

    assert told == "the child's birth date is an estimate"


def test_a_question_says_when_it_is_asked() -> None:
    """A whole sentence is made for a question and for effects."""
    checklist: Checklist = a_checklist(
        a_question("ch.seen", ask="Have you seen {child}?"),
        a_question("ch.next", when={"ch.seen": "yes"}),
    )
    first, second = checklist.questions["ch.seen"], checklist.questions["ch.next"]  # type: ignore[index]

    assert when_asked(first, checklist) == "Always ask this."
    assert when_asked(second, checklist) == 'Ask this when "Have you seen the child?" is "yes".'
    assert (
        when_it_happens(a_then({"ch.seen": "no"}), checklist)
        == 'This happens when "Have you seen the child?" is "no".'
    )


def test_a_circle_of_names_is_told_without_end_to_end() -> None:
    """An unsound checklist can be explained too; the explanation ends."""
    checklist = a_checklist(conditions={"a": a_condition("b"), "b": a_condition("a")})

    assert explained(a_condition("a"), checklist) == 'the condition "a" holds'


def test_every_basis_look_and_fact_has_its_words() -> None:
    """Nothing that a condition can hold is explained by its id."""
    assert set(BASIS_WORDS) == set(Basis)
    assert set(LOOK_WORDS) == set(Look)
    assert set(FACT_WORDS) == {*FACTS, *FOLLOWING}
