"""What is the same in every situation of a checklist, worked out once for a whole walk."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby

from childcheck.checklist.conditions import Across, All, Any, Condition
from childcheck.checklist.definitions import Checklist, Question, Scope, Section
from childcheck.identifiers import QuestionId
from childcheck.walk.subjects import INCIDENT, Spot, Subject


class Outline:
    """A checklist by fact, by section and by group; and its spots, each made once."""

    def __init__(self, checklist: Checklist) -> None:
        self.section_of: Mapping[QuestionId, Section] = {
            question.id: section for section in checklist.sections for question in section.questions
        }
        self.together: Mapping[str, tuple[tuple[Question, ...], ...]] = {
            section.id: _groups(section) for section in checklist.sections
        }
        by_fact: dict[str, list[Question]] = {}
        for question in checklist.questions.values():
            if question.fact:
                by_fact.setdefault(question.fact, []).append(question)
        self._by_fact = {fact: tuple(found) for fact, found in by_fact.items()}
        self.looks_across = any(map(_looks_across, _conditions(checklist)))
        self._spots: dict[tuple[QuestionId, Subject], Spot] = {}

    def with_fact(self, fact: str) -> tuple[Question, ...]:
        """Return the questions whose answer is this fact, in file order."""
        return self._by_fact.get(fact, ())

    def is_of_incident(self, question: Question) -> bool:
        """Return whether a question is asked outside a child's walk, whoever it is about."""
        return self.section_of[question.id].for_each is not Scope.CHILD

    def spot(self, question: Question, subject: Subject) -> Spot:
        """Return where a question stands for a subject: its talk, or none."""
        key = (question.id, subject)
        if key not in self._spots:
            self._spots[key] = Spot(_subject(question, subject), question.id)
        return self._spots[key]


def _subject(question: Question, subject: Subject) -> Subject:
    if question.of is Scope.INCIDENT:
        return INCIDENT
    if question.of is Scope.ADULT:
        return Subject(adult=subject.adult)
    talk = max(subject.talk, 1) if question.in_engagement else 0
    return Subject(subject.child, subject.adult if question.is_pair else None, talk)


def _conditions(checklist: Checklist) -> Iterator[Condition]:
    """Yield every condition by which a question applies or an effect comes about."""
    yield from checklist.conditions.values()
    for section in checklist.sections:
        yield from (question.when for question in section.questions if question.when is not None)
        yield from (then.when for then in section.then)


def _looks_across(condition: Condition) -> bool:
    match condition:
        case Across():
            return True
        case All(conditions) | Any(conditions):
            return any(map(_looks_across, conditions))
    return False


def _groups(section: Section) -> tuple[tuple[Question, ...], ...]:
    """Return the questions of a section, those of one group together."""

    def key(question: Question) -> str:
        return question.group.id if question.group else question.id

    return tuple(tuple(run) for _, run in groupby(section.questions, key=key))
