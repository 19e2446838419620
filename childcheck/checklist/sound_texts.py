"""What must be right about the placeholders in everything that is shown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from childcheck.checklist.conditions import Condition
from childcheck.checklist.definitions import AnswerType, Question, Section
from childcheck.checklist.placeholders import ADULT, CHILD, found_in, has_stray_brace
from childcheck.checklist.provability import may_be_unanswered
from childcheck.checklist.reach import Reach, Spot, top_of_file
from childcheck.checklist.sound_conditions import SoundConditions
from childcheck.identifiers import QuestionId
from childcheck.problems import Place, Problem

_NOT_READ_ALOUD = (AnswerType.TRANSCRIPT, AnswerType.NOTE)


@dataclass(frozen=True)
class _Shown:
    """Texts that are shown together, and when: where none of the conditions is false."""

    texts: tuple[str, ...]
    spot: Spot
    conditions: tuple[Condition | None, ...]
    place: Place
    owner: str


def faults_of_texts(reach: Reach, conditions: SoundConditions, *, prove: bool) -> Iterator[Problem]:
    """Yield what is wrong with placeholders, in the order of the file."""
    for section in reach.checklist.sections:
        for shown in _of_section(section, reach):
            yield from _faults(shown, reach, conditions if prove else None)
    for way in reach.checklist.ways_of_leaving:
        texts = (way.label, way.text.ask if way.text is not None else "")
        if any(map(found_in, texts)) or any(map(has_stray_brace, texts)):
            yield Problem(
                what=f"The way of leaving `{way.reason}` holds a placeholder: it is shown for "
                "every question.",
                remedy="write it without braces",
                where=top_of_file(reach.checklist),
                code="placeholder-out-of-reach",
            )


def _of_section(section: Section, reach: Reach) -> Iterator[_Shown]:
    end = reach.at_end_of(section)
    if section.questions:
        start = Spot(end.standpoint, 0, section.questions[0].stage, end.is_in_child_walk)
        name = f'The section "{section.id}"'
        yield _Shown((section.title,), start, (), section.place, name)
    for question in section.questions:
        yield from _of_question(question, reach)
    for then in section.then:
        name = f'A `then` of the section "{section.id}"'
        yield _Shown((then.effects.remind,), end, (then.when,), then.place, name)


def _of_question(question: Question, reach: Reach) -> Iterator[_Shown]:
    spot, when = reach.at_question(question), question.when
    name = f'"{question.group.id if question.group is not None else question.id}"'
    texts = [
        question.ask,
        question.label,
        question.guidance,
        question.why,
        question.at_leaving,
    ]
    texts += [question.none_label, question.nothing_label]
    if question.group is not None:
        texts.append(question.group.ask)
    if question.text is not None:
        texts.append(question.text.ask)
    yield _Shown(tuple(texts), spot, (when,), question.place, name)
    for before in question.before:
        yield _Shown((before.text,), spot, (when, before.when), question.place, name)
    for choice in question.choices:
        beside = [choice.label, choice.effects.remind]
        if choice.text is not None:
            beside.append(choice.text.ask)
        yield _Shown(tuple(beside), spot, (when,), choice.place, name)


def _faults(shown: _Shown, reach: Reach, conditions: SoundConditions | None) -> Iterator[Problem]:
    if any(map(has_stray_brace, shown.texts)):
        yield Problem(
            what=f"{shown.owner} holds a brace that belongs to no placeholder.",
            remedy="write {child}, {adult} or {ID} without spaces, or leave the brace out",
            where=shown.place,
            code="placeholder-malformed",
        )
    for name in dict.fromkeys(name for text in shown.texts for name in found_in(text)):
        if name in (CHILD, ADULT):
            yield from _of_person(name, shown)
        else:
            yield from _of_answer(name, shown, reach, conditions)


def _of_person(name: str, shown: _Shown) -> Iterator[Problem]:
    standpoint = shown.spot.standpoint
    if not (standpoint.has_child if name == CHILD else standpoint.has_adult):
        yield Problem(
            what=f"{shown.owner} says {{{name}}} where no {name} is in hand.",
            remedy=f"write it without, or move it to a section for each {name}",
            where=shown.place,
            code="placeholder-out-of-reach",
        )


def _of_answer(
    name: str, shown: _Shown, reach: Reach, conditions: SoundConditions | None
) -> Iterator[Problem]:
    question = reach.checklist.questions.get(QuestionId(name))
    if question is None:
        leaves = [*reach.checklist.questions]
        yield Problem(
            what=f"{shown.owner} says {{{name}}}, and there is no such question.",
            remedy="correct its name; only {child}, {adult} and answers can be filled in",
            where=shown.place,
            code="placeholder-unknown",
            nearest=reach.nearest(name, [CHILD, ADULT, *leaves]),
        )
    elif question.type in _NOT_READ_ALOUD:
        yield Problem(
            what=f"{shown.owner} says {{{name}}}, and a {question.type} fits in no sentence.",
            remedy="write it without",
            where=shown.place,
            code="placeholder-type",
        )
    elif not shown.spot.standpoint.reaches(question):
        yield Problem(
            what=f"{shown.owner} says {{{name}}}, the answer of somebody who is not in hand here.",
            remedy="name an answer of the incident or of the same person",
            where=shown.place,
            code="placeholder-out-of-reach",
        )
    elif not reach.is_earlier(question, shown.spot):
        yield Problem(
            what=f"{shown.owner} says {{{name}}}, which is not asked before it is shown.",
            remedy=f'move "{name}" up, or to an earlier stage',
            where=shown.place,
            code="placeholder-later",
        )
    elif conditions is not None and conditions.is_trusted(question.when, *shown.conditions):
        yield from _of_certainty(question, shown, reach)


def _of_certainty(question: Question, shown: _Shown, reach: Reach) -> Iterator[Problem]:
    standpoint = shown.spot.standpoint
    is_empty = may_be_unanswered(question.id, shown.conditions, reach, standpoint)
    if is_empty:
        yield Problem(
            what=f"{shown.owner} says {{{question.id}}}, which may have no answer by then.",
            remedy=f"show it only when `{question.id}: {{answered: true}}`, or allow no reason to "
            "leave that question",
            where=shown.place,
            code="placeholder-may-be-empty",
        )
    elif is_empty is None:
        yield Problem(
            what=f"{shown.owner} says {{{question.id}}}: could not prove that it has an answer.",
            remedy="show it under a simpler condition, or write it without",
            where=shown.place,
            code="could-not-prove",
            is_warning=True,
        )
