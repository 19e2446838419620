"""Conditions: when something holds, written as data.

A condition is a tree of the five shapes below; `evaluation` gives it one of
three values. There is no `not`: a comparison of a question that was never put
would become true by turning it round.

Source of the rules: the checklist language, section 4.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from childcheck.problems import Place


class Operator(StrEnum):
    """How an answer is compared."""

    IS = "is"
    IS_ANY_OF = "is_any_of"
    IS_NONE_OF = "is_none_of"
    INCLUDES = "includes"
    INCLUDES_ANY_OF = "includes_any_of"
    INCLUDES_ALL_OF = "includes_all_of"
    INCLUDES_NONE_OF = "includes_none_of"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    MORE_THAN = "more_than"
    LESS_THAN = "less_than"
    BEFORE = "before"
    AFTER = "after"
    ANSWERED = "answered"
    LEFT = "left"
    ESTIMATED = "estimated"
    FOUND_ANY_OF = "found_any_of"
    FOUND_NONE_OF = "found_none_of"
    LEAVES_OUT = "leaves_out"
    RESTS_ON = "rests_on"
    RESTS_ON_ONLY = "rests_on_only"
    SAID_BY_ONLY = "said_by_only"


class Look(StrEnum):
    """Across which persons a wrapped condition looks."""

    ANY_CHILD = "any_child"
    EVERY_CHILD = "every_child"
    OTHER_CHILD = "other_child"
    ANY_ADULT = "any_adult"


@dataclass(frozen=True)
class Reference:
    """The id of a question or the name of a fact, standing where a value is expected."""

    name: str


Operand = str | int | bool | tuple[str, ...] | Reference


@dataclass(frozen=True)
class Compare:
    """One question's answer, or one fact, compared with something."""

    name: str  # a leaf question's id, an enquiry's id, or a fact such as `child.band`
    operator: Operator
    operand: Operand
    place: Place


@dataclass(frozen=True)
class Over:
    """A comparison of the bases of several questions at once.

    `questions` is empty for `every_with_basis`.
    """

    questions: tuple[str, ...]
    operator: Operator
    operand: tuple[str, ...]
    place: Place


@dataclass(frozen=True)
class All:
    """Every one of the conditions holds."""

    conditions: tuple[Condition, ...]
    place: Place


@dataclass(frozen=True)
class Any:
    """At least one of the conditions holds."""

    conditions: tuple[Condition, ...]
    place: Place


@dataclass(frozen=True)
class Named:
    """A condition written once under `conditions` and used by its name."""

    name: str
    place: Place


@dataclass(frozen=True)
class Across:
    """A condition asked of other persons than the one in hand."""

    look: Look
    condition: Condition
    place: Place


Condition = Compare | Over | All | Any | Named | Across


def comparisons(condition: Condition, named: dict[str, Condition]) -> Iterator[Compare | Over]:
    """Yield every comparison in a condition, those of named conditions too.

    A name that is not defined, or that leads back to itself, yields nothing.
    """
    yield from _comparisons(condition, named, ())


def _comparisons(
    condition: Condition, named: dict[str, Condition], open_names: tuple[str, ...]
) -> Iterator[Compare | Over]:
    match condition:
        case Compare() | Over():
            yield condition
        case All(conditions) | Any(conditions):
            for inner in conditions:
                yield from _comparisons(inner, named, open_names)
        case Across(_, inner):
            yield from _comparisons(inner, named, open_names)
        case Named(name):
            if name in named and name not in open_names:
                yield from _comparisons(named[name], named, (*open_names, name))
