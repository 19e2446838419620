"""What the answers that stand force: reminders, follow-ups, questions asked again.

Never an answer. All effects are worked out afresh from what stands; what is new
or gone since is told as happenings by `settling`.

Source of the rules: the checklist language, section 5.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from childcheck.checklist.answers import Answer
from childcheck.checklist.conditions import Compare, Condition, comparisons
from childcheck.checklist.definitions import Effects, Question, Scope, Section, Then
from childcheck.checklist.evaluation import Truth
from childcheck.identifiers import EntryId, QuestionId
from childcheck.walk.situation import Held
from childcheck.walk.subjects import INCIDENT, Spot, Subject
from childcheck.walk.viewing import Sight


@dataclass(frozen=True)
class Forced:
    """Effects that hold now, for a subject, because of an entry.

    `is_certain` is false when the condition is unknown: then only the reminder
    counts.
    """

    subject: Subject
    effects: Effects
    cause: EntryId
    question: QuestionId | None
    is_certain: bool = True


def forced(sight: Sight) -> Iterator[Forced]:
    """Yield every effect that what stands now has."""
    for spot, held in sight.situation.held.items():
        live = sight.live(spot)
        if live is not None:
            yield from _by_choice(sight, spot, held)
    for section in sight.checklist.sections:
        for subject in _subjects(sight, section):
            for then in section.then:
                yield from _by_then(sight, section, then, subject)


def opened_by_questions(sight: Sight) -> Iterator[tuple[Subject, str, EntryId]]:
    """Yield the follow-ups that a `follow_up` question gives to a person, when it is answered."""
    for leaves in sight.checklist.groups.values():
        group = leaves[0].group
        if group is None or not group.opens:
            continue
        for spot, held in sight.situation.held.items():
            if spot.question == leaves[0].id and sight.live(spot) is not None:
                if isinstance(held.given, Answer):
                    yield spot.subject, group.opens, held.origin


def _by_choice(sight: Sight, spot: Spot, held: Held) -> Iterator[Forced]:
    if not isinstance(held.given, Answer):
        return
    question = sight.checklist.questions[spot.question]
    for chosen in held.given.chosen:
        choice = question.choice(chosen)
        if choice is not None and choice.effects:
            yield Forced(spot.subject, choice.effects, held.origin, question.id)


def _subjects(sight: Sight, section: Section) -> list[Subject]:
    situation = sight.situation
    if section.for_each is Scope.INCIDENT:
        return [INCIDENT]
    if section.for_each is Scope.ADULT:
        return [Subject(adult=adult) for adult in situation.living_adults()]
    if not section.is_engagement:
        return [Subject(child) for child in situation.living_children()]
    return [
        Subject(child, None, talk)
        for child in situation.living_children()
        for talk in range(1, max(1, situation.talk_count(child)) + 1)
    ]


def _by_then(sight: Sight, section: Section, then: Then, subject: Subject) -> Iterator[Forced]:
    truth: Truth = sight.holds(then.when, subject)
    if truth is False:
        return
    spots = [sight.spot(question, subject) for question in _own(sight, then.when)]
    standing = [live for spot in spots if (live := sight.live(spot)) is not None]
    if truth is None:
        # In doubt, warn; but only when what is asked about has been put.
        if any(sight.is_on_path(spot) and sight.live(spot) is None for spot in spots):
            return
        if not standing or not then.effects.remind:
            return
    last = max(standing, key=lambda held: held.order, default=None)
    if last is None:
        return  # nothing was answered that could have caused it
    yield Forced(subject, then.effects, last.origin, None, is_certain=truth is True)


def _own(sight: Sight, condition: Condition) -> Iterator[Question]:
    """Yield the questions that a condition names, by id or by fact."""
    for compare in comparisons(condition, sight.checklist.named):
        names = (compare.name,) if isinstance(compare, Compare) else compare.questions
        for name in names:
            question = sight.checklist.questions.get(QuestionId(name))
            if question is not None:
                yield question
            elif name == "child.band":
                yield from sight.checklist.with_fact("child.born_on")
            elif QuestionId(name) in sight.checklist.groups:
                yield from sight.checklist.groups[QuestionId(name)][:1]
            else:
                yield from sight.checklist.with_fact(name)
