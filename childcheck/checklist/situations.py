"""The situations in which a few conditions could be looked at in a finished record.

Each question that matters is answered in each way that makes a difference, or
left with each allowed reason, and is off the path exactly when its own condition
is false. Of other persons it is worked out what can hold of one of them at a
time, and then what can hold of any number.

Where a wrapper stands in the condition of a question that is named, or within
another wrapper, it is taken to come out in any way; so is a fact that several
questions may tell. That may yield a situation that cannot be, and never leaves
out one that can.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from childcheck.checklist.conditions import Across, Condition, Look
from childcheck.checklist.evaluation import Truth, every, some
from childcheck.checklist.reach import Reach, Standpoint
from childcheck.checklist.variables import OUTCOME_OF, Situation, Variable, Variables

_Truths = tuple[Truth, ...]  # what several conditions are worth, in their order


class Situations:
    """All situations that a few conditions can tell apart."""

    def __init__(
        self,
        reach: Reach,
        standpoint: Standpoint,
        conditions: tuple[Condition, ...],
        budget: int,
    ) -> None:
        self._standpoint = standpoint
        self._variables = Variables(reach, standpoint, conditions, budget)
        self._vectors_of: dict[tuple[object, ...], frozenset[_Truths]] = {}
        self._of_others: dict[bool, list[Variable]] = {}
        self._shared: dict[bool, list[Variable]] = {}
        self._own = self._plan()

    def truth(self, number: int, situation: Situation) -> Truth:
        """Return what one of the conditions is worth in a situation."""
        return self._variables.evaluate(self._variables.conditions[number], situation)

    def __iter__(self) -> Iterator[Situation]:
        """Yield every situation once, as far as the conditions see a difference."""
        for own in self._assignments(self._own, {}):
            outcomes = [self._outcomes(own, at_children=which) for which in (True, False)]
            for at_children, at_adults in product(*outcomes):
                yield {**own, **at_children, **at_adults}

    def _plan(self) -> list[Variable]:
        """Share the variables out: of whoever is in hand, and of each other person.

        What others see of the incident (and, looking at adults, of the child in hand)
        is settled with what is in hand.
        """
        variables = self._variables
        own = variables.needed_for(variables.conditions)
        for at_children, looks in variables.looks.items():
            needed = variables.needed_for(across.condition for across in looks.wrapped)
            in_order = variables.in_order(needed)
            private = [one for one in in_order if _is_private(one, at_children=at_children)]
            shared = [one for one in in_order if one not in private]
            self._of_others[at_children], self._shared[at_children] = private, shared
            own.update(one.name for one in shared)
            if any(self._counts_itself(across.look) for across in looks.wrapped):
                own |= needed
        whens = [when for one in variables.in_order(own) for when in one.whens]
        return variables.in_order(own | variables.needed_for(whens))

    def _counts_itself(self, look: Look) -> bool:
        if look is Look.ANY_ADULT:
            return self._standpoint.has_adult
        return look is not Look.OTHER_CHILD and self._standpoint.has_child

    def _assignments(self, variables: list[Variable], before: Situation) -> Iterator[Situation]:
        """Yield each way in which variables can turn out, one after the other.

        Without recursion: a condition may name as many questions as a file can hold.
        """
        if not variables:
            yield before
            return
        so_far = {**before}
        waiting = [iter(self._variables.options(variables[0], so_far))]
        while waiting:
            turns_out = next(waiting[-1], None)
            if turns_out is None:
                waiting.pop()
                so_far.pop(variables[len(waiting)].name, None)
                continue
            so_far[variables[len(waiting) - 1].name] = turns_out
            if len(waiting) == len(variables):
                yield {**so_far}
            else:
                following = variables[len(waiting)]
                waiting.append(iter(self._variables.options(following, so_far)))

    def _outcomes(self, own: Situation, *, at_children: bool) -> list[Situation]:
        """Return what the wrappers can come to, for one assignment of what is in hand."""
        looks = self._variables.looks[at_children]
        if not looks.names:
            return [{}]
        itself = tuple(
            self._variables.evaluate(across.condition, own)
            if self._counts_itself(across.look)
            else _nobody(across.look)
            for across in looks.wrapped
        )
        others = self._vectors(own, at_children=at_children)
        joined = {itself}
        waiting = [itself]
        while waiting:
            so_far = waiting.pop()
            for vector in others:
                more = tuple(map(_with_one_more, looks.wrapped, so_far, vector))
                if more not in joined:
                    joined.add(more)
                    waiting.append(more)
        return [
            {name: OUTCOME_OF[truth] for name, truth in zip(looks.names, truths, strict=True)}
            for truths in joined
        ]

    def _vectors(self, own: Situation, *, at_children: bool) -> frozenset[_Truths]:
        """Return what the wrapped conditions can be worth together for one other person."""
        shared = {one.name: own[one.name] for one in self._shared[at_children]}
        key = (at_children, *map(repr, shared.values()))
        if key not in self._vectors_of:
            wrapped = self._variables.looks[at_children].wrapped
            self._vectors_of[key] = frozenset(
                tuple(self._variables.evaluate(across.condition, other) for across in wrapped)
                for other in self._assignments(self._of_others[at_children], shared)
            )
        return self._vectors_of[key]


def _is_private(variable: Variable, *, at_children: bool) -> bool:
    of = variable.of
    return of.has_child or of.has_adult if at_children else of.has_adult


def _nobody(look: Look) -> Truth:
    return look is Look.EVERY_CHILD


def _with_one_more(across: Across, so_far: Truth, one: Truth) -> Truth:
    return every((so_far, one)) if across.look is Look.EVERY_CHILD else some((so_far, one))
