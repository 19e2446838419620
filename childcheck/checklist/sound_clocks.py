"""What must be right about a time that may be kept from this computer's clock."""

from __future__ import annotations

from collections.abc import Iterator

from childcheck.checklist.definitions import AnswerType, Question
from childcheck.checklist.reach import Reach
from childcheck.problems import Problem


def faults_of_clocks(reach: Reach) -> Iterator[Problem]:
    """Yield what is wrong with the questions that are named under `clock`."""
    for question in reach.checklist.questions.values():
        if question.clock is not None:
            yield from _of_clock(question, reach)


def _of_clock(question: Question, reach: Reach) -> Iterator[Problem]:
    moment = question.clock
    assert moment is not None
    named = reach.checklist.questions.get(moment.question)
    spot = reach.at_question(question)
    if named is None or named.type is AnswerType.NOTE:
        yield Problem(
            what=f'"{question.id}" may be the moment of "{moment.question}", '
            "and no such question is answered.",
            remedy="name a question of this checklist",
            where=moment.place,
            code="unknown-clock",
            nearest=reach.nearest(moment.question, reach.checklist.questions),
        )
    elif not spot.standpoint.reaches(named) or not reach.is_earlier(named, spot):
        yield Problem(
            what=f'"{question.id}" may be the moment of "{moment.question}", which is not asked '
            "before it of the same person.",
            remedy="name a question that is earlier, of the incident or of the same person",
            where=moment.place,
            code="clock-out-of-reach",
        )
    if question.fact:
        yield Problem(
            what=f'"{question.id}" is a fact, and what is known of a fact is offered already.',
            remedy="take out `clock`, or `fact`",
            where=moment.place,
            code="clock-beside-fact",
        )
