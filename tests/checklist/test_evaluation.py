"""Conditions have three values, and what is not known is never taken for no."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from childcheck.checklist.answers import Answer, BasisGiven, LeftUnanswered, Plain
from childcheck.checklist.conditions import Look
from childcheck.checklist.definitions import Basis, Reason
from childcheck.checklist.evaluation import (
    Absent,
    EnquiryTold,
    Found,
    Known,
    Truth,
    View,
    evaluate,
    every,
    some,
)
from childcheck.identifiers import AdultId
from tests.checklist.builders import a_condition, ref

UNKNOWN = None


@dataclass(frozen=True)
class Sheet:
    """What is known of one person, written down for a test; what is not there was not put."""

    found: Mapping[str, Found]
    roles: Mapping[str, frozenset[str]] = field(default_factory=dict)
    persons: Mapping[Look, tuple[Sheet, ...]] = field(default_factory=dict)

    def find(self, name: str) -> Found:
        return self.found.get(name, Absent.NOT_PUT)

    def with_basis(self) -> Iterable[str]:
        return tuple(name for name in self.found if name.startswith("based."))

    def roles_of(self, adult: str) -> frozenset[str]:
        return self.roles.get(adult, frozenset())

    def across(self, look: Look) -> Iterable[View]:
        return self.persons.get(look, ())


def truth(written: str | Mapping[str, Any], **found: Found) -> Truth:
    """Return what a condition is worth; `ch_seen` stands for `ch.seen`."""
    sheet = Sheet({name.replace("_", ".", 1): one for name, one in found.items()})
    return evaluate(a_condition(written), sheet, {})


def resting_on(*bases: BasisGiven | Basis) -> Answer:
    """Return an answer with what it rests on."""
    given = tuple(one if isinstance(one, BasisGiven) else BasisGiven(one) for one in bases)
    return Answer("yes", basis={"": given})


# The three values

DOES_NOT_APPLY = LeftUnanswered(Reason.DOES_NOT_APPLY)
LEFT = tuple(LeftUnanswered(reason) for reason in Reason if reason is not Reason.DOES_NOT_APPLY)
OF_VALUES: tuple[Mapping[str, Any], ...] = (
    {"ch.x": "yes"},
    {"ch.x": ["yes", "no"]},
    {"ch.x": {"is_none_of": ["yes"]}},
    {"ch.x": {"includes": "yes"}},
    {"ch.x": {"includes_all_of": ["yes"]}},
    {"ch.x": {"includes_none_of": ["yes"]}},
    {"ch.x": {"at_least": 1}},
    {"ch.x": {"at_most": 1}},
    {"ch.x": {"more_than": 1}},
    {"ch.x": {"less_than": 1}},
    {"ch.x": {"before": "2026-01-01"}},
    {"ch.x": {"after": "2026-01-01"}},
    {"ch.x": {"estimated": True}},
    {"ch.x": {"estimated": False}},
    {"ch.x": {"rests_on": ["seen"]}},
    {"ch.x": {"rests_on_only": ["seen"]}},
    {"ch.x": {"said_by_only": ["harmed"]}},
    {"ch.x": {"found_any_of": ["gold"]}},
    {"ch.x": {"found_none_of": ["gold"]}},
    {"ch.x": {"leaves_out": "people"}},
)


@pytest.mark.parametrize("written", OF_VALUES, ids=str)
@pytest.mark.parametrize("found", [Absent.NOT_PUT, *LEFT], ids=str)
def test_what_was_not_put_or_was_left_is_unknown(written: Mapping[str, Any], found: Found) -> None:
    """A comparison of a value that nobody has given is unknown, also when it says "none of"."""
    assert truth(written, ch_x=found) is UNKNOWN


@pytest.mark.parametrize("written", OF_VALUES, ids=str)
@pytest.mark.parametrize("found", [Absent.OFF_PATH, DOES_NOT_APPLY], ids=str)
def test_off_the_path_every_comparison_is_false(written: Mapping[str, Any], found: Found) -> None:
    """Off the path, or where it does not apply, nothing holds, also not "none of"."""
    assert truth(written, ch_x=found) is False


@pytest.mark.parametrize(
    ("found", "is_answered", "is_not_answered"),
    [
        (Answer("yes"), True, False),
        (Known("infant"), True, False),
        (EnquiryTold((), frozenset()), True, False),
        (Absent.NOT_PUT, False, True),
        (DOES_NOT_APPLY, False, True),
        *((left, False, True) for left in LEFT),
        (Absent.OFF_PATH, False, False),
    ],
)
def test_answered_is_never_unknown(found: Found, is_answered: bool, is_not_answered: bool) -> None:
    """Whether there is an answer is always known; off the path neither holds."""
    assert truth({"ch.x": {"answered": True}}, ch_x=found) is is_answered
    assert truth({"ch.x": {"answered": False}}, ch_x=found) is is_not_answered


@pytest.mark.parametrize("reason", Reason)
def test_left_is_never_unknown(reason: Reason) -> None:
    """A way of leaving holds for what was left so, and for nothing else."""
    written = {"ch.x": {"left": [reason.value]}}

    for other in Reason:
        assert truth(written, ch_x=LeftUnanswered(other)) is (other is reason)
    for found in (Answer("yes"), Absent.NOT_PUT, Absent.OFF_PATH):
        assert truth(written, ch_x=found) is False


def test_either_of_several_ways_of_leaving_will_do() -> None:
    """Several reasons are one or the other."""
    written = {"ch.x": {"left": ["not_known", "not_asked"]}}

    assert truth(written, ch_x=LeftUnanswered(Reason.NOT_ASKED)) is True
    assert truth(written, ch_x=LeftUnanswered(Reason.DID_NOT_WANT)) is False


# Joined conditions

_TRUTHS: tuple[Truth, ...] = (True, False, UNKNOWN)


@pytest.mark.parametrize(("first", "second"), list(product(_TRUTHS, repeat=2)))
def test_two_conditions_together(first: Truth, second: Truth) -> None:
    """False decides `all` and true decides `any`; otherwise unknown stays unknown."""
    if False in (first, second):
        expected_every: Truth = False
    elif UNKNOWN in (first, second):
        expected_every = UNKNOWN
    else:
        expected_every = True
    if True in (first, second):
        expected_some: Truth = True
    elif UNKNOWN in (first, second):
        expected_some = UNKNOWN
    else:
        expected_some = False

    assert every([first, second]) is expected_every
    assert some([first, second]) is expected_some


@given(st.lists(st.sampled_from(_TRUTHS)))
def test_order_does_not_matter(truths: list[Truth]) -> None:
    """Conditions joined in another order are worth the same."""
    assert every(truths) is every(reversed(truths))
    assert some(truths) is some(reversed(truths))


@given(st.lists(st.sampled_from(_TRUTHS)), st.booleans())
def test_learning_more_never_turns_an_outcome_round(truths: list[Truth], learned: bool) -> None:
    """What holds in doubt holds however the doubt is settled."""
    settled = [learned if truth is UNKNOWN else truth for truth in truths]

    for join in (every, some):
        if join(truths) is not UNKNOWN:
            assert join(settled) is join(truths)


def test_all_any_and_names_are_looked_into() -> None:
    """Conditions are evaluated through their joints and through their names."""
    sheet = Sheet({"ch.x": Answer("yes"), "ch.y": Answer("no")})
    named = {"both": a_condition({"all": [{"ch.x": "yes"}, {"ch.y": "yes"}]})}

    assert evaluate(a_condition("both"), sheet, named) is False
    assert evaluate(a_condition({"any": ["both", {"ch.y": "no"}]}), sheet, named) is True


# Values


@pytest.mark.parametrize(
    ("written", "value", "expected"),
    [
        ({"ch.x": "yes"}, "yes", True),
        ({"ch.x": "yes"}, "no", False),
        ({"ch.x": ["yes", "maybe"]}, "maybe", True),
        ({"ch.x": {"is_none_of": ["yes"]}}, "no", True),
        ({"ch.x": {"is_none_of": ["yes"]}}, "yes", False),
        ({"ch.x": "saw"}, ["saw", "heard"], True),
        ({"ch.x": {"includes": "saw"}}, ["heard"], False),
        ({"ch.x": {"includes_any_of": ["saw", "hurt"]}}, ["heard", "hurt"], True),
        ({"ch.x": {"includes_all_of": ["saw", "hurt"]}}, ["saw"], False),
        ({"ch.x": {"includes_all_of": ["saw", "hurt"]}}, ["hurt", "x", "saw"], True),
        ({"ch.x": {"includes_none_of": ["saw"]}}, ["heard"], True),
        ({"ch.x": {"includes_none_of": ["saw"]}}, ["heard", "saw"], False),
        ({"ch.x": 3}, 3, True),
        ({"ch.x": ["3", "4"]}, 4, True),
        ({"ch.x": True}, True, True),
        ({"ch.x": {"at_least": 3}}, 3, True),
        ({"ch.x": {"at_least": 3}}, 2, False),
        ({"ch.x": {"at_most": 3}}, 3, True),
        ({"ch.x": {"at_most": 3}}, 4, False),
        ({"ch.x": {"more_than": 3}}, 3, False),
        ({"ch.x": {"more_than": 3}}, 4, True),
        ({"ch.x": {"less_than": 3}}, 3, False),
        ({"ch.x": {"less_than": 3}}, 2, True),
        ({"ch.x": {"at_least": 2}}, [{"text": "a"}, {"text": "b"}], True),
        ({"ch.x": {"at_least": 1}}, [], False),
        ({"ch.x": {"before": "2026-01-02"}}, "2026-01-01", True),
        ({"ch.x": {"before": "2026-01-02"}}, "2026-01-02", False),
        ({"ch.x": {"after": "2026-01-02"}}, "2026-01-03", True),
        ({"ch.x": {"after": "2026-01-02"}}, "overdue 2026-01-03", True),
        # an estimate stands in no order
        ({"ch.x": {"after": "2026-01-02"}}, "about 4 years", UNKNOWN),
        ({"ch.x": {"estimated": True}}, "about 4 years", True),
        ({"ch.x": {"estimated": True}}, "2026-01-01", False),
        ({"ch.x": {"estimated": False}}, "2026-01-01", True),
        # moments are compared as moments, and with a date by their local day
        ({"ch.x": {"after": "2026-10-25T01:30:00+01:00"}}, "2026-10-25T01:10:00+00:00", True),
        ({"ch.x": {"before": "2026-10-26"}}, "2026-10-25T23:59:00+00:00", True),
        ({"ch.x": {"after": "2026-10-25"}}, "2026-10-25T23:59:00+00:00", False),
        # of different kinds nothing holds, and what is no number is in no order
        ({"ch.x": {"at_least": 3}}, "2026-01-01", False),
        ({"ch.x": {"at_least": 3}}, "many", UNKNOWN),
        ({"ch.x": {"found_any_of": ["gold"]}}, "gold", False),
    ],
)
def test_an_answer_is_compared(written: Mapping[str, Any], value: Plain, expected: Truth) -> None:
    """Each operator compares as its name says."""
    assert truth(written, ch_x=Answer(value)) is expected


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (Answer(2), True),
        (Answer(3), False),
        (Known(2), True),
        (Absent.NOT_PUT, UNKNOWN),
        (LeftUnanswered(Reason.NOT_KNOWN), UNKNOWN),
        (Absent.OFF_PATH, False),
        (Answer(["a"]), False),
    ],
)
def test_an_answer_is_compared_with_another(other: Found, expected: Truth) -> None:
    """Where the other answer is not known the comparison is not, and off its path it is false."""
    assert truth({"ch.x": {"more_than": ref("ch.y")}}, ch_x=Answer(3), ch_y=other) is expected


# Enquiries and bases


def test_an_enquiry_tells_what_it_found_and_left_out() -> None:
    """Results and gaps of an enquiry are compared by operators of their own."""
    told = EnquiryTold(("warning", "order"), frozenset({"spellings"}))

    assert truth({"in.x": {"found_any_of": ["order"]}}, in_x=told) is True
    assert truth({"in.x": {"found_any_of": ["nothing"]}}, in_x=told) is False
    assert truth({"in.x": {"found_none_of": ["nothing"]}}, in_x=told) is True
    assert truth({"in.x": {"found_none_of": ["order"]}}, in_x=told) is False
    assert truth({"in.x": {"leaves_out": "spellings"}}, in_x=told) is True
    assert truth({"in.x": {"leaves_out": "people"}}, in_x=told) is False
    assert truth({"in.x": "order"}, in_x=told) is False


@pytest.mark.parametrize(
    ("written", "bases", "expected"),
    [
        ({"rests_on": ["seen"]}, [Basis.SEEN, Basis.RECORD], True),
        ({"rests_on": ["seen"]}, [Basis.RECORD], False),
        ({"rests_on": ["seen"]}, [], False),
        ({"rests_on_only": ["seen"]}, [Basis.SEEN], True),
        ({"rests_on_only": ["seen"]}, [Basis.SEEN, Basis.RECORD], False),
        ({"rests_on_only": ["seen", "record"]}, [Basis.SEEN, Basis.RECORD], True),
        # an answer that says nothing of its basis rests on nothing in particular
        ({"rests_on_only": ["seen"]}, [], False),
    ],
)
def test_a_basis_is_compared(
    written: Mapping[str, Any], bases: list[Basis], expected: Truth
) -> None:
    """An answer rests on something, or on nothing else."""
    assert truth({"ch.x": written}, ch_x=resting_on(*bases)) is expected


def test_the_word_of_certain_adults_only() -> None:
    """It holds when every basis is an adult's word and every such adult has one of the roles."""
    condition = a_condition({"ch.x": {"said_by_only": ["accused", "harmed"]}})

    def of(*bases: BasisGiven | Basis) -> Truth:
        roles = {"A1": frozenset({"accused", "carer"}), "A2": frozenset({"other"})}
        return evaluate(condition, Sheet({"ch.x": resting_on(*bases)}, roles), {})

    accused = BasisGiven(Basis.ADULT_SAID, (AdultId("A1"),))
    other = BasisGiven(Basis.ADULT_SAID, (AdultId("A2"),))

    assert of(accused) is True
    assert of(other) is False
    assert of(accused, other) is False
    assert of(accused, Basis.SEEN) is False
    assert of(Basis.ADULT_SAID) is False  # nobody knows whose word it was
    assert of() is False


def test_bases_of_several_questions_are_taken_together() -> None:
    """At least one question is answered, and every basis of those answered fits."""
    written = {"questions": ["ch.x", "ch.y"], "rests_on_only": ["adult_said"]}

    assert truth(written) is False
    assert truth(written, ch_x=resting_on(Basis.ADULT_SAID)) is True
    assert truth(written, ch_x=resting_on(Basis.ADULT_SAID), ch_y=DOES_NOT_APPLY) is True
    both = {"ch_x": resting_on(Basis.ADULT_SAID), "ch_y": resting_on(Basis.SEEN)}
    assert truth(written, **both) is False


def test_every_question_with_a_basis_is_asked_of_the_view() -> None:
    """`every_with_basis` looks at all the questions of the check that record one."""
    written = {"every_with_basis": True, "rests_on_only": ["seen"]}
    seen, record = resting_on(Basis.SEEN), resting_on(Basis.RECORD)

    assert truth(written, based_x=seen, ch_y=record) is True
    assert truth(written, based_x=seen, based_y=record) is False


# Other persons


@pytest.mark.parametrize(
    ("answers", "is_any", "is_every"),
    [
        ((), False, True),
        (("yes",), True, True),
        (("yes", "no"), True, False),
        (("no", None), UNKNOWN, False),
        (("yes", None), True, UNKNOWN),
        (("no", "no"), False, False),
    ],
)
def test_a_wrapper_looks_across_persons(
    answers: tuple[str | None, ...], is_any: Truth, is_every: Truth
) -> None:
    """One of them is enough for `any`, and all are needed for `every`; of nobody every holds."""
    persons = tuple(Sheet({} if one is None else {"ch.x": Answer(one)}) for one in answers)
    sheet = Sheet({"ch.x": Answer("maybe")}, persons=dict.fromkeys(Look, persons))

    for look in (Look.ANY_CHILD, Look.OTHER_CHILD, Look.ANY_ADULT):
        assert evaluate(a_condition({look.value: {"ch.x": "yes"}}), sheet, {}) is is_any
    assert evaluate(a_condition({"every_child": {"ch.x": "yes"}}), sheet, {}) is is_every
