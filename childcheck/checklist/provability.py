"""Can a condition be true, and can it be false? Found by trying, not by guessing.

Every situation that could stand in a finished record is tried (`situations`), and
the one evaluator says what the condition is worth in it. Trying stops when both
outcomes were seen, or when the budget of work is spent: then nothing is claimed.

"Cannot be" is only said when it is so. And when it is so it is said, of a condition
that compares answers of the incident and of whoever is in hand; what may be missed
of facts and of other persons stands in `situations`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from childcheck.checklist.conditions import All, Compare, Condition, Operator
from childcheck.checklist.definitions import NOWHERE
from childcheck.checklist.evaluation import Truth
from childcheck.checklist.possibilities import TooManyPossibilities
from childcheck.checklist.reach import Reach, Standpoint
from childcheck.checklist.situations import Situations
from childcheck.checklist.variables import BudgetSpent

BUDGET = 50_000  # evaluations for one condition; `reach.WORK` bounds what all of them compare


@dataclass(frozen=True)
class Proof:
    """What was found; None where the budget was spent before it was settled."""

    can_be_true: bool | None
    can_be_false: bool | None


def prove(
    condition: Condition,
    reach: Reach,
    standpoint: Standpoint,
    given: Condition | None = None,
    budget: int = BUDGET,
) -> Proof:
    """Return whether a condition can be true and can be false.

    Args:
        given: only situations count in which this is not false, as with a sentence
            above a question that is itself asked on a condition.
    """
    if reach.work_left <= 0:
        return Proof(None, None)
    conditions = (condition,) if given is None else (condition, given)
    seen: set[Truth] = set()
    try:
        situations = Situations(reach, standpoint, conditions, budget)
        for situation in situations:
            if given is None or situations.truth(1, situation) is not False:
                seen.add(situations.truth(0, situation))
            if {True, False} <= seen:
                break
    except (BudgetSpent, TooManyPossibilities):
        return Proof(True in seen or None, False in seen or None)
    return Proof(True in seen, False in seen)


def may_be_unanswered(
    name: str,
    shown: Iterable[Condition | None],
    reach: Reach,
    standpoint: Standpoint,
    budget: int = BUDGET,
) -> bool | None:
    """Return whether a question can be without an answer while a text is shown.

    Args:
        shown: the text is shown where none of these is false (in doubt, shown).
    """
    if reach.work_left <= 0:
        return None
    answered = Compare(name, Operator.ANSWERED, True, NOWHERE)
    when = All(tuple(one for one in shown if one is not None), NOWHERE)
    try:
        situations = Situations(reach, standpoint, (answered, when), budget)
        return any(
            situations.truth(0, situation) is not True
            and situations.truth(1, situation) is not False
            for situation in situations
        )
    except (BudgetSpent, TooManyPossibilities):
        return None
