"""What must be right about every condition before anyone stands at a door.

Each name exists, is earlier and within reach; each comparison suits what it
compares; and the condition can be true and can be false.
"""

from __future__ import annotations

from collections.abc import Iterator

from childcheck.checklist.comparing import faults_of_basis, faults_of_compare
from childcheck.checklist.conditions import (
    Across,
    All,
    Any,
    Compare,
    Condition,
    Look,
    Named,
    Over,
    Reference,
    comparisons,
)
from childcheck.checklist.definitions import AnswerType, Checklist, Question
from childcheck.checklist.facts import FACTS, FOLLOWING
from childcheck.checklist.possibilities import records_basis
from childcheck.checklist.provability import prove
from childcheck.checklist.reach import CHILD_LOOKS, Reach, Spot, Standpoint
from childcheck.identifiers import QuestionId
from childcheck.problems import Place, Problem

_SCOPE_WORDS = {"child": "a child", "adult": "an adult", "incident": "the incident"}


class SoundConditions:
    """The rules for conditions, in one checklist.

    What is wrong with a named condition itself is said once, at its own place;
    what is wrong with using it, at each place of use.
    """

    def __init__(self, reach: Reach) -> None:
        self._reach = reach
        self._checklist = reach.checklist
        self._faulty: set[str] = set()  # questions and named conditions with errors
        self._waiting: list[tuple[Condition, Spot, Condition | None, str, str]] = []
        self._used: set[str] = set()

    def of_names(self) -> Iterator[Problem]:
        """Yield what is wrong with the named conditions themselves."""
        for name, condition in self._checklist.conditions.items():
            found = [*self._of_parts(condition), *self._of_circle(name, condition)]
            if found:
                self._faulty.add(_condition(name))
            yield from found

    def of_use(
        self,
        condition: Condition,
        spot: Spot,
        owner: str,
        called: str,
        given: Condition | None = None,
    ) -> Iterator[Problem]:
        """Yield what is wrong with a condition where it stands; the proof comes later.

        Args:
            owner: the id of the question whose own condition it is, if it is.
            called: what the condition is for, as a sentence can begin with it.
            given: the condition on which the whole is shown in the first place.
        """
        found = [*self._of_parts(condition), *self._of_reach(condition, spot, None, ())]
        if found and owner:
            self._faulty.add(owner)
        if not found:
            self._waiting.append((condition, spot, given, owner, called))
        yield from found

    def of_proofs(self) -> Iterator[Problem]:
        """Yield which conditions can never be true, or never be false.

        Only sound ones are tried, and only those that rest on sound ones: the
        rest would be said twice.
        """
        for number, (condition, spot, given, owner, called) in enumerate(self._waiting):
            if self._reach.work_left <= 0:
                yield _spent(condition.place, len(self._waiting) - number)
                return
            if not self.is_trusted(condition, given):
                continue
            found = [*self._of_proof(condition, spot.standpoint, given, called)]
            if owner and any(not problem.is_warning for problem in found):
                self._faulty.add(owner)
            yield from found

    def of_unused(self) -> Iterator[Problem]:
        """Yield the named conditions that nothing uses."""
        for name, condition in self._checklist.conditions.items():
            if name not in self._used:
                yield Problem(
                    what=f'The condition "{name}" is used nowhere.',
                    remedy="use it, or take it out",
                    where=condition.place,
                    code="unused-condition",
                    is_warning=True,
                )

    # What exists and suits

    def _of_parts(self, condition: Condition) -> Iterator[Problem]:
        match condition:
            case Compare():
                yield from self._of_name(condition.name, condition.place)
                if isinstance(condition.operand, Reference):
                    yield from self._of_name(condition.operand.name, condition.place)
                yield from faults_of_compare(condition, self._reach)
            case Over():
                for name in condition.questions:
                    yield from self._of_question_with_basis(name, condition.place)
                yield from faults_of_basis(condition, self._reach)
            case All(inner) | Any(inner):
                for one in inner:
                    yield from self._of_parts(one)
            case Across():
                yield from self._of_parts(condition.condition)
            case Named():
                self._used.add(condition.name)
                yield from self._of_use_of_name(condition)

    def _of_use_of_name(self, used: Named) -> Iterator[Problem]:
        if used.name not in self._checklist.conditions:
            yield Problem(
                what=f'There is no condition named "{used.name}".',
                remedy="define it under `conditions`, or correct its name",
                where=used.place,
                code="unknown-condition",
                nearest=self._reach.nearest(used.name, self._checklist.conditions),
            )

    def _of_name(self, name: str, place: Place) -> Iterator[Problem]:
        if name in self._reach.names:
            if not self._reach.behind(name):
                yield Problem(
                    what=f'No question tells "{name}".',
                    remedy=f"give the question that tells it `fact: {_fact_for(name)}`",
                    where=place,
                    code="unknown-fact",
                )
            return
        if question := self._checklist.questions.get(QuestionId(name)):
            assert question.type is AnswerType.NOTE
            yield Problem(
                what=f'"{name}" is a note: nobody answers it.',
                remedy="name a question that is answered",
                where=place,
                code="note-named",
            )
        elif leaves := self._checklist.groups.get(QuestionId(name)):
            yield Problem(
                what=f'"{name}" has several answers: say which of them is meant.',
                remedy="name one of: " + ", ".join(leaf.id for leaf in leaves),
                where=place,
                code="composite-named",
                nearest=leaves[0].id,
            )
        else:
            is_fact = name.partition(".")[0] in _SCOPE_WORDS
            yield Problem(
                what=f'There is no {"fact" if is_fact else "question"} "{name}".',
                remedy="correct its name, or write the question",
                where=place,
                code="unknown-fact" if is_fact else "unknown-question",
                nearest=self._reach.nearest(name, self._reach.names),
            )

    def _of_question_with_basis(self, name: str, place: Place) -> Iterator[Problem]:
        yield from self._of_name(name, place)
        question = self._checklist.questions.get(QuestionId(name))
        if question is not None and not records_basis(question):
            yield Problem(
                what=f'"{name}" does not record what it rests on.',
                remedy=f'write `basis: true` at "{name}", or take it out of this list',
                where=place,
                code="basis-not-recorded",
            )

    def _of_circle(self, name: str, condition: Condition) -> Iterator[Problem]:
        """Yield the circle in which a named condition stands, if it stands in one."""
        path = self._way_back(condition, name, set())
        if path is not None:
            yield Problem(
                what=f'The condition "{name}" leads back to itself: '
                + " → ".join(f'"{one}"' for one in (name, *path))
                + ".",
                remedy="write out one of them without the others",
                where=condition.place,
                code="circular-condition",
            )

    def _way_back(self, condition: Condition, to: str, seen: set[str]) -> tuple[str, ...] | None:
        for used in _names_used(condition):
            if used == to:
                return (used,)
            if used in seen or used not in self._checklist.conditions:
                continue
            seen.add(used)
            path = self._way_back(self._checklist.conditions[used], to, seen)
            if path is not None:
                return (used, *path)
        return None

    # What is earlier and within reach

    def _of_reach(
        self, condition: Condition, spot: Spot, used: Named | None, open_names: tuple[str, ...]
    ) -> Iterator[Problem]:
        match condition:
            case Compare():
                yield from self._of_spot(condition.name, spot, condition.place, used)
                if isinstance(condition.operand, Reference):
                    yield from self._of_spot(condition.operand.name, spot, condition.place, used)
            case Over():
                for name in condition.questions:
                    yield from self._of_spot(name, spot, condition.place, used)
            case All(inner) | Any(inner):
                for one in inner:
                    yield from self._of_reach(one, spot, used, open_names)
            case Across():
                yield from self._of_look(condition, spot, used)
                yield from self._of_reach(
                    condition.condition, spot.looking(condition.look), used, open_names
                )
            case Named(name):
                known = self._checklist.conditions.get(name)
                if known is not None and name not in open_names:
                    yield from self._of_reach(known, spot, used or condition, (*open_names, name))

    def _of_look(self, across: Across, spot: Spot, used: Named | None) -> Iterator[Problem]:
        place = used.place if used is not None else across.place
        if across.look is Look.OTHER_CHILD and not spot.standpoint.has_child:
            yield Problem(
                what="`other_child` stands where no child is in hand to be other than.",
                remedy="write `any_child`, or move it to a question for each child",
                where=place,
                code="out-of-reach",
            )
        same_kind = CHILD_LOOKS if across.look in CHILD_LOOKS else {Look.ANY_ADULT}
        if any(inner.look in same_kind for inner in _looks_in(across.condition, self._checklist)):
            yield Problem(
                what=f"Within `{across.look}` another wrapper of the same kind looks away again.",
                remedy="write them side by side, joined with `all` or `any`",
                where=place,
                code="nested-look",
            )

    def _of_spot(
        self, name: str, spot: Spot, place: Place, used: Named | None
    ) -> Iterator[Problem]:
        behind = self._reach.behind(name)
        if not behind or name not in self._reach.names:
            return  # said elsewhere
        through = "" if used is None else f'The condition "{used.name}" does not fit here: '
        where = place if used is None else used.place
        if not self._is_within_reach(name, spot.standpoint, behind):
            wrapper = "any_child" if not spot.standpoint.has_child else "any_adult"
            yield Problem(
                what=f'{through}"{name}" is an answer of {_owner(name, behind)}, which cannot '
                "be reached from here.",
                remedy=f"wrap it in `{wrapper}`, or name an answer that belongs here",
                where=where,
                code="out-of-reach",
            )
        elif not any(self._reach.is_earlier(question, spot) for question in behind):
            why, remedy = self._reach.why_not_earlier(behind[0], spot)
            yield Problem(
                what=f'{through}"{name}" is not asked before this: {why}.',
                remedy=f"{remedy}; or name a question that is asked earlier",
                where=where,
                code="asked-later",
            )

    def _is_within_reach(
        self, name: str, standpoint: Standpoint, behind: tuple[Question, ...]
    ) -> bool:
        if name in FOLLOWING:
            return standpoint.has_child
        if name in FACTS:
            return standpoint.reaches_scope(FACTS[name].of)
        return all(standpoint.reaches(question) for question in behind)

    # What can be

    def distrust(self, question: Question) -> None:
        """Prove nothing that rests on this question: it has faults of its own."""
        self._faulty.add(question.id)

    def is_trusted(self, *conditions: Condition | None) -> bool:
        """Return whether conditions, and all that they rest on, are free of errors."""
        seen: set[str] = set()
        return not any(one is not None and self._rests_on_faulty(one, seen) for one in conditions)

    def _rests_on_faulty(self, condition: Condition, seen: set[str]) -> bool:
        for used in _names_used(condition):
            if _condition(used) in seen:
                continue
            seen.add(_condition(used))
            known = self._checklist.conditions.get(used)
            if known is None or _condition(used) in self._faulty:
                return True
            if self._rests_on_faulty(known, seen):
                return True
        for one in comparisons(condition, {}):
            for name in _names_compared(one):
                if any(self._is_faulty(question, seen) for question in self._reach.behind(name)):
                    return True
        return False

    def _is_faulty(self, question: Question, seen: set[str]) -> bool:
        if question.id in self._faulty:
            return True
        if question.id in seen or question.when is None:
            return False
        seen.add(question.id)
        return self._rests_on_faulty(question.when, seen)

    def _of_proof(
        self, condition: Condition, standpoint: Standpoint, given: Condition | None, called: str
    ) -> Iterator[Problem]:
        proof = prove(condition, self._reach, standpoint, given)
        here = "" if given is None else " where this is asked"
        if proof.can_be_true is False:
            place, which = self._where_it_fails(condition, standpoint, given)
            yield Problem(
                what=f"{called} can never come: its condition can never be true{here}.{which}",
                remedy="correct the condition, or take out what hangs on it",
                where=place,
                code="never-true",
            )
        if proof.can_be_false is False:
            yield Problem(
                what=f"{called} hangs on a condition that can never be false{here}.",
                remedy="take the condition out, or correct it",
                where=condition.place,
                code="always-true",
            )
        if proof.can_be_true is None or proof.can_be_false is None:
            what = "true" if proof.can_be_true is None else "false"
            yield Problem(
                what=f"{called}: could not prove that its condition can be {what}.",
                remedy="name fewer questions in it, or ask somebody to read it with you",
                where=condition.place,
                code="could-not-prove",
                is_warning=True,
            )

    def _where_it_fails(
        self, condition: Condition, standpoint: Standpoint, given: Condition | None
    ) -> tuple[Place, str]:
        """Return the first entry with which a condition that joins several becomes impossible."""
        entries = condition.conditions if isinstance(condition, All) else ()
        for number, entry in enumerate(entries, start=1):
            so_far = All(entries[:number], condition.place)
            if prove(so_far, self._reach, standpoint, given).can_be_true is False:
                where = " where those above it hold" if number > 1 else ""
                return entry.place, f" The comparison shown cannot hold{where}."
        return condition.place, ""


def _spent(place: Place, conditions: int) -> Problem:
    """Return what is said once of all conditions for whose proofs no work is left."""
    return Problem(
        what="Proving the conditions above took all the work that is allowed: of this one"
        + (f" and {conditions - 1:,} more" if conditions > 1 else "")
        + " it was not tried whether it can be true and can be false.",
        remedy="name fewer questions in those above, or ask somebody to read them with you",
        where=place,
        code="could-not-prove",
        is_warning=True,
    )


def _condition(name: str) -> str:
    return f"condition {name}"


def _owner(name: str, behind: tuple[Question, ...]) -> str:
    if name in FOLLOWING or name in FACTS:
        return _SCOPE_WORDS[name.partition(".")[0]]
    if behind[0].is_pair:
        return "a child and an adult together"
    return _SCOPE_WORDS[behind[0].of]


def _fact_for(name: str) -> str:
    return "child.born_on" if name in FOLLOWING else name


def _names_used(condition: Condition) -> Iterator[str]:
    match condition:
        case Named(name):
            yield name
        case All(inner) | Any(inner):
            for one in inner:
                yield from _names_used(one)
        case Across():
            yield from _names_used(condition.condition)


def _names_compared(one: Compare | Over) -> Iterator[str]:
    if isinstance(one, Over):
        yield from one.questions
        return
    yield one.name
    if isinstance(one.operand, Reference):
        yield one.operand.name


def _looks_in(
    condition: Condition, checklist: Checklist, open_names: tuple[str, ...] = ()
) -> Iterator[Across]:
    match condition:
        case Across():
            yield condition
            yield from _looks_in(condition.condition, checklist, open_names)
        case All(inner) | Any(inner):
            for one in inner:
                yield from _looks_in(one, checklist, open_names)
        case Named(name):
            if name in checklist.conditions and name not in open_names:
                known = checklist.conditions[name]
                yield from _looks_in(known, checklist, (*open_names, name))
