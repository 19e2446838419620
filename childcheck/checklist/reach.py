"""Which answers can be named from a place in the checklist.

Two things decide. *Whose* answers: a child's question may name the incident's
answers and that child's own; others only through `any_child` and its like. And
*when*: what is named must be earlier, in the file and in the walk.

Source of the rules: the checklist language, section 3.
"""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from childcheck.checklist.conditions import Look
from childcheck.checklist.definitions import (
    STAGES,
    AnswerType,
    Checklist,
    GroupKind,
    Question,
    Scope,
    Section,
    Stage,
)
from childcheck.checklist.facts import FACTS, FOLLOWING, NAMING
from childcheck.identifiers import QuestionId
from childcheck.problems import Place

_WHEN = {
    Stage.DOOR: "at the door",
    Stage.LEAVING: "when you leave",
    Stage.DESK: "at the desk",
}
CHILD_LOOKS = frozenset({Look.ANY_CHILD, Look.EVERY_CHILD, Look.OTHER_CHILD})


@dataclass(frozen=True)
class Standpoint:
    """Who is in hand: nobody (the incident), a child, an adult, or both (a pair)."""

    has_child: bool = False
    has_adult: bool = False

    def reaches(self, question: Question) -> bool:
        """Return whether this question's answer belongs to the incident or to who is in hand."""
        other = standpoint_of(question)
        return self.has_child >= other.has_child and self.has_adult >= other.has_adult

    def reaches_scope(self, scope: Scope) -> bool:
        """Return whether somebody of this scope is in hand; the incident always is."""
        return {
            Scope.INCIDENT: True,
            Scope.CHILD: self.has_child,
            Scope.ADULT: self.has_adult,
        }[scope]

    def looking(self, look: Look) -> Standpoint:
        """Return the standpoint from which a wrapped condition is looked at.

        A look at adults keeps the child in hand, so that what is recorded of the
        child and the adult together can be named. A look at children lets the
        adult go.
        """
        if look is Look.ANY_ADULT:
            return replace(self, has_adult=True)
        return Standpoint(has_child=True)


def standpoint_of(question: Question) -> Standpoint:
    """Return whose answer a question is, as the place from which its conditions look."""
    return Standpoint(
        has_child=question.is_pair or question.of is Scope.CHILD,
        has_adult=question.is_pair or question.of is Scope.ADULT,
    )


@dataclass(frozen=True)
class Spot:
    """A place in the checklist from which something is named."""

    standpoint: Standpoint
    position: int  # what stands before this may be named; counted in leaf questions
    stage: Stage | None  # None: any stage will do, as in `then`, looked at after every answer
    is_in_child_walk: bool

    def looking(self, look: Look) -> Spot:
        """Return the same place with other persons in hand."""
        return replace(self, standpoint=self.standpoint.looking(look))


# Evaluations, and comparisons within them, for all proofs of one checklist: four times what
# the shipped one needs.
WORK = 250_000


LIKENESSES = 200_000  # comparisons of a wrong name with a valid one, for all of one checklist


class Reach:
    """What can be named from where, in one checklist; and the work that is left for its proofs."""

    def __init__(self, checklist: Checklist, *, work: int = WORK) -> None:
        self.checklist = checklist
        self.work_left = work
        self._likenesses_left = LIKENESSES
        self._walked_with_child = {
            section.id: section.for_each is Scope.CHILD for section in checklist.sections
        }
        self._positions = {name: number for number, name in enumerate(checklist.questions)}

    def position(self, question: Question) -> int:
        """Return how many leaf questions stand before this one in the file."""
        return self._positions[question.id]

    def at_question(self, question: Question) -> Spot:
        """Return the place of a question: what it names must be earlier."""
        return Spot(
            standpoint_of(question),
            self.position(question),
            question.stage,
            self._walked_with_child[question.section],
        )

    def at_end_of(self, section: Section) -> Spot:
        """Return the place of a section's `then`.

        It may name what stands in its section or before, in any stage, for it is
        looked at after every answer.
        """
        last = max((self.position(question) for question in section.questions), default=-1)
        is_child = section.for_each is Scope.CHILD
        return Spot(Standpoint(is_child, section.for_each is Scope.ADULT), last + 1, None, is_child)

    def is_earlier(self, named: Question, spot: Spot) -> bool:
        """Return whether a question is earlier: in the file, and in no later stage.

        Within one stage the incident is asked before its children; so what the
        incident names of its children must be in an earlier stage.
        """
        if self.position(named) >= spot.position:
            return False
        if spot.stage is None:
            return True
        before, here = STAGES.index(named.stage), STAGES.index(spot.stage)
        waits_for_children = self._walked_with_child[named.section] and not spot.is_in_child_walk
        return before < here if waits_for_children else before <= here

    def why_not_earlier(self, named: Question, spot: Spot) -> tuple[str, str]:
        """Return why a question is not earlier, as a clause about "it", and what to do."""
        if self.position(named) >= spot.position:
            if self.position(named) == spot.position:
                return "it is what is asked here", "take that comparison out"
            line = f", in line {named.place.line}" if named.place.line else ""
            return f"it stands further down{line}", f'move "{named.id}" further up'
        assert spot.stage is not None
        if named.stage is spot.stage:
            return (
                "in this stage the incident is asked about before the children",
                f'give "{named.id}" an earlier stage',
            )
        return (
            f"it is asked {_WHEN[named.stage]}, and this {_WHEN[spot.stage]}",
            f'give "{named.id}" an earlier stage, or what hangs on it a later one',
        )

    def sources(self, fact: str) -> tuple[Question, ...]:
        """Return the questions that a fact is known from, in file order."""
        facts = FOLLOWING.get(fact, (fact, NAMING.get(fact, fact)))
        return tuple(q for q in self.checklist.questions.values() if q.fact in facts)

    def enquiry(self, name: str) -> tuple[Question, ...]:
        """Return the leaf questions of the enquiry with this id; none if it is no enquiry."""
        leaves = self.checklist.groups.get(QuestionId(name), ())
        is_enquiry = any(leaf.group and leaf.group.kind is GroupKind.ENQUIRY for leaf in leaves)
        return leaves if is_enquiry else ()

    def behind(self, name: str) -> tuple[Question, ...]:
        """Return the questions behind a name: a leaf, an enquiry or the sources of a fact.

        For an enquiry it is the first of its leaves, which says whether it was put.
        """
        if question := self.checklist.questions.get(QuestionId(name)):
            return (question,)
        if leaves := self.enquiry(name):
            return leaves[:1]
        return self.sources(name)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Every name that a condition may use."""
        enquiries = [name for name in self.checklist.groups if self.enquiry(name)]
        leaves = (
            question.id
            for question in self.checklist.questions.values()
            if question.type is not AnswerType.NOTE
        )
        return tuple(dict.fromkeys([*leaves, *enquiries, *FACTS, *FOLLOWING]))

    def nearest(self, wrong: str, valid: Collection[str]) -> str:
        """Return the valid name most like a wrong one; nothing when none is like it.

        Nor when so many names were wrong already that looking would take seconds.
        """
        self._likenesses_left -= len(valid)
        return nearest(wrong, valid) if self._likenesses_left >= 0 else ""


def nearest(wrong: str, valid: Iterable[str]) -> str:
    """Return the valid name most like a wrong one; nothing when none is like it."""
    return next(iter(difflib.get_close_matches(wrong, list(valid), n=1)), "")


def top_of_file(checklist: Checklist) -> Place | str:
    """Return where to point when something is missing from the checklist as a whole."""
    places = [section.place for section in checklist.sections]
    return Place(places[0].file, 1, 1) if places else ""
