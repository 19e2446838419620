"""What the answers that stand force: reminders, follow-ups, questions asked again.

Never an answer. All effects are worked out afresh from what stands; what is new
or gone since is told as happenings by `settling`. Somebody who was withdrawn
forces nothing any more.

Source of the rules: the checklist language, section 5.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from childcheck.checklist.answers import Answer
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
from childcheck.checklist.definitions import Effects, GroupKind, Question, Scope, Section, Then
from childcheck.checklist.facts import FOLLOWING, NAMING
from childcheck.identifiers import ChildId, EntryId, QuestionId
from childcheck.walk.situation import Held
from childcheck.walk.subjects import INCIDENT, Spot, Subject
from childcheck.walk.viewing import Sight

_DECIDING_PARTS = ("state", "covered", "spellings", "results")  # of an enquiry


@dataclass(frozen=True)
class Forced:
    """Effects that hold now, for a subject, because of an entry.

    `since` counts the happenings up to that entry. `is_certain` is false when
    the condition is unknown: then only the reminder counts. `told_in` is the last
    talk whose own answers it comes of, and 0 when it comes of no talk's: what is
    known of a child's age holds in every talk, and none of them told it.
    """

    subject: Subject
    effects: Effects
    cause: EntryId
    question: QuestionId | None
    since: int = 0
    is_certain: bool = True
    told_in: int = 0


def forced(sight: Sight) -> tuple[Forced, ...]:
    """Return every effect that what stands now has: of the incident, then of each child."""
    everybody = (None, *sight.situation.living_children())
    return tuple(one for child in everybody for one in forced_of(sight, child))


def forced_of(sight: Sight, child: ChildId | None) -> tuple[Forced, ...]:
    """Return the effects of a child's answers; without a child, of all others."""
    return sight.once(child, "forced", lambda: tuple(_forced_of(sight, child)))


def _forced_of(sight: Sight, child: ChildId | None) -> Iterator[Forced]:
    for spot, held in sight.situation.held.items():
        if spot.subject.child == child and isinstance(held.given, Answer):
            if sight.is_present(spot.subject):
                yield from _by_choice(sight, spot, held)
    for section in sight.checklist.sections:
        for then in section.then:
            for subject in _subjects(sight, section, child):
                yield from _by_then(sight, then, subject)


def opened_by_questions(sight: Sight) -> Iterator[tuple[Subject, str, EntryId]]:
    """Yield the follow-ups that a `follow_up` question gives to a person, when it is answered."""
    for leaves in sight.checklist.groups.values():
        group = leaves[0].group
        if group is None or not group.opens:
            continue
        for spot, held in sight.situation.held.items():
            if spot.question != leaves[0].id or not isinstance(held.given, Answer):
                continue
            if sight.is_present(spot.subject) and sight.live(spot) is not None:
                yield spot.subject, group.opens, held.origin


def _by_choice(sight: Sight, spot: Spot, held: Held) -> Iterator[Forced]:
    question = sight.checklist.questions[spot.question]
    if not any(choice.effects for choice in question.choices) or sight.live(spot) is None:
        return
    assert isinstance(held.given, Answer)
    for chosen in held.given.chosen:
        choice = question.choice(chosen)
        if choice is not None and choice.effects:
            yield Forced(
                spot.subject,
                choice.effects,
                held.origin,
                question.id,
                held.origin_order,
                told_in=spot.subject.talk,
            )


def _subjects(sight: Sight, section: Section, child: ChildId | None) -> list[Subject]:
    situation = sight.situation
    if (section.for_each is Scope.CHILD) is (child is None):
        return []
    if section.for_each is Scope.INCIDENT:
        return [INCIDENT]
    if child is None:
        return [Subject(adult=adult) for adult in situation.living_adults()]
    if not section.is_engagement:
        return [Subject(child)]
    talks = range(1, max(1, situation.talk_count(child)) + 1)
    return [Subject(child, None, talk) for talk in talks]


def _by_then(sight: Sight, then: Then, subject: Subject) -> Iterator[Forced]:
    truth = sight.holds(then.when, subject)
    if truth is False or (truth is None and not then.effects.remind):
        return
    spots = tuple(_named(sight, then.when, subject))
    standing = {spot: live for spot in spots if (live := sight.live(spot)) is not None}
    if truth is None and any(sight.live(spot) is None and sight.is_on_path(spot) for spot in spots):
        return  # in doubt, warn; but only when all that is asked about has been put
    last = max(standing.values(), key=lambda held: held.order, default=None)
    if last is None:
        return  # nothing was answered that could have caused it
    yield Forced(
        subject,
        then.effects,
        last.origin,
        None,
        last.origin_order,
        is_certain=truth is True,
        told_in=max(spot.subject.talk for spot in standing),
    )


def _named(sight: Sight, condition: Condition, subject: Subject) -> Iterator[Spot]:
    """Yield the spots that a condition looks at, from where a subject stands."""
    match condition:
        case Compare(name, _, operand):
            yield from _behind(sight, name, subject)
            if isinstance(operand, Reference):
                yield from _behind(sight, operand.name, subject)
        case Over(questions):
            for name in questions or sight.from_(subject).with_basis():
                yield from _behind(sight, name, subject)
        case All(conditions) | Any(conditions):
            for inner in conditions:
                yield from _named(sight, inner, subject)
        case Named(name):
            yield from _named(sight, sight.checklist.named[name], subject)
        case Across(look, inner):
            for other in sight.across(look, subject):
                yield from _named(sight, inner, other)


def _behind(sight: Sight, name: str, subject: Subject) -> Iterator[Spot]:
    """Yield the spots at which a question, an enquiry or a fact is told.

    A question that was left tells nothing of a fact that another one tells.
    """
    for question in _questions(sight, name):
        needs_child = question.is_pair or question.of is Scope.CHILD
        needs_adult = question.is_pair or question.of is Scope.ADULT
        if (subject.child or not needs_child) and (subject.adult or not needs_adult):
            spot = sight.spot(question, subject)
            if name == question.id or not _is_told_elsewhere(sight, question, spot):
                yield spot


def _is_told_elsewhere(sight: Sight, question: Question, spot: Spot) -> bool:
    """Return whether a question was left whose fact another question tells."""
    held = sight.live(spot)
    if not question.fact or held is None or isinstance(held.given, Answer):
        return False
    told = sight.fact(question.fact, spot.subject)
    return told is not None and isinstance(told.given, Answer)


def _questions(sight: Sight, name: str) -> Iterator[Question]:
    checklist = sight.checklist
    question = checklist.questions.get(QuestionId(name))
    if question is not None:
        yield question
        return
    group = checklist.groups.get(QuestionId(name), ())
    for leaf in group:
        if leaf.group is not None and leaf.group.kind is GroupKind.ENQUIRY:
            if leaf.id.removeprefix(f"{name}.") in _DECIDING_PARTS:
                yield leaf
    if not group:
        for fact in FOLLOWING.get(name, (name, NAMING.get(name, name))):
            yield from sight.outline.with_fact(fact)
