"""The one evaluator of conditions, with three values: true, false and unknown.

A question off the path, or left as *does not apply*, makes every comparison
false. A question on the path that was not yet put, or that was left for another
reason, makes comparisons of its value unknown. `answered` and `left` are never
unknown. What an unknown condition does is for the caller: it asks a question
and shows a reminder (in doubt, ask and warn), and never opens a follow-up.

Source of the rules: the checklist language, section 4.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Protocol

from childcheck.checklist.ages import read_date_answer
from childcheck.checklist.answers import Answer, BasisGiven, Given, LeftUnanswered, Plain
from childcheck.checklist.conditions import (
    Across,
    All,
    Any,
    Compare,
    Condition,
    Look,
    Named,
    Operator,
    Over,
    Reference,
)
from childcheck.checklist.definitions import Basis, Reason

Truth = bool | None  # None is unknown


class Absent(Enum):
    """Why there is nothing to compare."""

    OFF_PATH = "off_path"
    NOT_PUT = "not_put"


@dataclass(frozen=True)
class Known:
    """A fact that is not itself a question's answer, such as `child.band`."""

    value: Plain


@dataclass(frozen=True)
class EnquiryTold:
    """What an enquiry said: its results, and what it left out."""

    results: tuple[str, ...]
    leaves_out: frozenset[str]  # of "spellings", "people"


Found = Given | Known | EnquiryTold | Absent


class View(Protocol):
    """What a condition may look at, from where one person stands."""

    def find(self, name: str) -> Found:
        """Return what stands under a question's id, an enquiry's id or a fact."""

    def with_basis(self) -> Iterable[str]:
        """Return the ids of the questions of this check that record a basis."""

    def roles_of(self, adult: str) -> frozenset[str]:
        """Return the roles of an adult."""

    def across(self, look: Look) -> Iterable[View]:
        """Return the views from the other persons that a wrapper looks across."""


def evaluate(condition: Condition, view: View, named: Mapping[str, Condition]) -> Truth:
    """Return whether a condition holds: true, false, or None for unknown."""
    match condition:
        case Compare():
            return _compare(condition, view)
        case Over():
            return _over(condition, view)
        case All(conditions):
            return every(evaluate(inner, view, named) for inner in conditions)
        case Any(conditions):
            return some(evaluate(inner, view, named) for inner in conditions)
        case Named(name):
            return evaluate(named[name], view, named)
        case Across(look, inner):
            truths = (evaluate(inner, other, named) for other in view.across(look))
            return every(truths) if look is Look.EVERY_CHILD else some(truths)


def every(truths: Iterable[Truth]) -> Truth:
    """Return true when all are true, false when one is false, else unknown."""
    result: Truth = True
    for truth in truths:
        if truth is False:
            return False
        if truth is None:
            result = None
    return result


def some(truths: Iterable[Truth]) -> Truth:
    """Return true when one is true, false when all are false, else unknown."""
    result: Truth = False
    for truth in truths:
        if truth is True:
            return True
        if truth is None:
            result = None
    return result


def _compare(compare: Compare, view: View) -> Truth:
    found = view.find(compare.name)
    if found is Absent.OFF_PATH:
        return False
    if isinstance(found, LeftUnanswered) and found.reason is Reason.DOES_NOT_APPLY:
        if compare.operator is Operator.LEFT:
            return found.reason in _texts(compare.operand)
        return compare.operand is False if compare.operator is Operator.ANSWERED else False
    if compare.operator is Operator.ANSWERED:
        return isinstance(found, (Answer, Known, EnquiryTold)) is bool(compare.operand)
    if compare.operator is Operator.LEFT:
        return isinstance(found, LeftUnanswered) and found.reason in _texts(compare.operand)
    if found is Absent.NOT_PUT or isinstance(found, LeftUnanswered):
        return None
    if isinstance(found, EnquiryTold):
        return _of_enquiry(compare, found)
    assert isinstance(found, (Answer, Known))
    if compare.operator in _OF_BASIS:
        bases = found.all_bases if isinstance(found, Answer) else ()
        return _of_basis(compare.operator, compare.operand, bases, view)
    return _of_value(compare, found.value, view)


def _of_value(compare: Compare, value: Plain, view: View) -> Truth:
    operand = compare.operand
    if isinstance(operand, Reference):
        other = view.find(operand.name)
        if other is Absent.OFF_PATH:
            return False
        if isinstance(other, LeftUnanswered) and other.reason is Reason.DOES_NOT_APPLY:
            return False
        if not isinstance(other, (Answer, Known)):
            return None
        if not isinstance(other.value, (str, int)):
            return False
        operand = other.value
    chosen = _chosen(value)
    match compare.operator:
        case Operator.IS | Operator.IS_ANY_OF | Operator.INCLUDES | Operator.INCLUDES_ANY_OF:
            return any(one in _texts(operand) for one in chosen) if chosen else False
        case Operator.IS_NONE_OF | Operator.INCLUDES_NONE_OF:
            return not any(one in _texts(operand) for one in chosen)
        case Operator.INCLUDES_ALL_OF:
            return all(one in chosen for one in _texts(operand))
        case Operator.ESTIMATED:
            read = read_date_answer(value) if isinstance(value, str) else None
            return (read is not None and read.is_estimated) is bool(operand)
        case Operator.AT_LEAST:
            return _ordered(value, operand, lambda order: order >= 0)
        case Operator.AT_MOST:
            return _ordered(value, operand, lambda order: order <= 0)
        case Operator.MORE_THAN | Operator.AFTER:
            return _ordered(value, operand, lambda order: order > 0)
        case Operator.LESS_THAN | Operator.BEFORE:
            return _ordered(value, operand, lambda order: order < 0)
        case _:
            return False


def _chosen(value: Plain) -> tuple[str, ...]:
    if isinstance(value, list):
        return tuple(str(item) for item in value if isinstance(item, (str, int)))
    return () if value is None else (_as_text(value),)


def _as_text(value: object) -> str:
    return {True: "true", False: "false"}[value] if isinstance(value, bool) else str(value)


def _texts(operand: object) -> tuple[str, ...]:
    if isinstance(operand, tuple):
        return tuple(_as_text(item) for item in operand)
    return (_as_text(operand),)


class _Holds(Protocol):
    def __call__(self, order: int) -> bool: ...


def _ordered(value: Plain, operand: object, holds: _Holds) -> Truth:
    left, right = _comparable(value), _comparable(operand)
    if left is None or right is None:
        return None  # an estimated date stands in no order
    if isinstance(left, int) and isinstance(right, int):
        return holds((left > right) - (left < right))
    if isinstance(left, datetime) and isinstance(right, datetime):
        return holds((left > right) - (left < right))
    if isinstance(left, (date, datetime)) and isinstance(right, (date, datetime)):
        first, second = _day(left), _day(right)
        return holds((first > second) - (first < second))
    return False


def _day(moment: date | datetime) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _comparable(value: object) -> int | date | datetime | None:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, list):
        return len(value)  # of lines: how many
    if not isinstance(value, str):
        return None
    read = read_date_answer(value)
    if read is not None:
        return read.on
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else None


def _of_enquiry(compare: Compare, told: EnquiryTold) -> Truth:
    wanted = _texts(compare.operand)
    match compare.operator:
        case Operator.FOUND_ANY_OF:
            return any(result in wanted for result in told.results)
        case Operator.FOUND_NONE_OF:
            return not any(result in wanted for result in told.results)
        case Operator.LEAVES_OUT:
            return any(one in told.leaves_out for one in wanted)
        case _:
            return False


_OF_BASIS = frozenset({Operator.RESTS_ON, Operator.RESTS_ON_ONLY, Operator.SAID_BY_ONLY})


def _of_basis(
    operator: Operator, operand: object, bases: tuple[BasisGiven, ...], view: View
) -> bool:
    wanted = _texts(operand)
    if operator is Operator.RESTS_ON:
        return any(given.basis in wanted for given in bases)
    if not bases:
        return False
    if operator is Operator.RESTS_ON_ONLY:
        return all(given.basis in wanted for given in bases)
    return all(
        given.basis is Basis.ADULT_SAID
        and bool(given.adults)
        and all(view.roles_of(adult) & set(wanted) for adult in given.adults)
        for given in bases
    )


def _over(over: Over, view: View) -> Truth:
    """At least one of the questions is answered, and every basis of those answered fits."""
    bases = tuple(_bases(over.questions or tuple(view.with_basis()), view))
    return bool(bases) and _of_basis(over.operator, over.operand, bases, view)


def _bases(questions: Iterable[str], view: View) -> Iterator[BasisGiven]:
    for question in questions:
        found = view.find(question)
        if isinstance(found, Answer):
            yield from found.all_bases
