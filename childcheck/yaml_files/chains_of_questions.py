"""How long the chain of questions is on which a question hangs.

Whether a question is asked may hang on another, and that on a third. Walk and lint
follow such a chain by calling themselves, which has an end in every program; a
checklist whose chains are longer is refused before it can stop one.
"""

from __future__ import annotations

from collections.abc import Mapping

from childcheck.checklist.conditions import (
    Across,
    All,
    Any,
    Compare,
    Condition,
    Named,
    Over,
    Reference,
)
from childcheck.checklist.definitions import Checklist, Question
from childcheck.checklist.facts import FOLLOWING
from childcheck.identifiers import QuestionId

# How many calls deep a walk goes for each; Python allows about 1,000 in all.
CALLS_FOR_COMPARISON = 16
CALLS_FOR_JOINING = 4
MOST_CALLS = 500


def too_long(checklist: Checklist) -> tuple[Question, ...]:
    """Return the questions that hang on too long a chain, in file order.

    What is named before it is asked counts as nothing: that is another fault.
    """
    chains = _Chains(checklist)
    return tuple(
        question
        for section in checklist.sections
        for question in section.questions
        if chains.of_question(question) > MOST_CALLS
    )


class _Chains:
    def __init__(self, checklist: Checklist) -> None:
        self._checklist = checklist
        self._of_questions: dict[QuestionId, int] = {}
        self._of_names: dict[str, int] = {}
        self._by_fact: dict[str, list[QuestionId]] = {}

    def of_question(self, question: Question) -> int:
        """Return how deep a question goes; to be asked for in file order."""
        depth = self._of(question.when) if question.when is not None else 0
        # Beyond the limit it need not be known how far.
        self._of_questions[question.id] = min(depth, MOST_CALLS + 1)
        if question.fact:
            self._by_fact.setdefault(question.fact, []).append(question.id)
        # A name met earlier may have been counted without this question.
        self._of_names.clear()
        return depth

    def _of(self, condition: Condition) -> int:
        match condition:
            case Compare(name, _, operand):
                other = self._of_name(operand.name) if isinstance(operand, Reference) else 0
                return CALLS_FOR_COMPARISON + max(self._of_name(name), other)
            case Over(questions):
                return CALLS_FOR_COMPARISON + max(map(self._of_name, questions), default=0)
            case All(inner) | Any(inner):
                return CALLS_FOR_JOINING + max(map(self._of, inner), default=0)
            case Across(_, wrapped):
                return CALLS_FOR_JOINING + self._of(wrapped)
            case Named(name):
                return 1 + self._of_named(name, self._checklist.conditions)

    def _of_named(self, name: str, named: Mapping[str, Condition]) -> int:
        if name not in self._of_names:
            self._of_names[name] = 0  # in a circle: another fault
            if name in named:
                self._of_names[name] = self._of(named[name])
        return self._of_names[name]

    def _of_name(self, name: str) -> int:
        known = self._of_questions.get(QuestionId(name))
        if known is not None:
            return known
        facts = FOLLOWING.get(name, (name,))
        tellers = [one for fact in facts for one in self._by_fact.get(fact, ())]
        leaves = self._checklist.groups.get(QuestionId(name), ())
        tellers += [leaf.id for leaf in leaves]
        return max((self._of_questions.get(one, 0) for one in tellers), default=0)
