"""Practise: what the story asks of the checklist that ships, and a store of its own.

All questions would take the better part of an hour to read and answer. So only those are
asked of which the story tells; they come in the same walk, in the same words.

The store is one log whose first entry says *practice*. It is emptied when a practice
begins afresh, so that nothing typed by way of trying lies about.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import tzinfo
from pathlib import Path

from childcheck.checklist.definitions import Checklist, Effects, GroupKind, Question, Section
from childcheck.identifiers import IncidentId, QuestionId
from childcheck.log.writing import Log
from childcheck.problems import ChildcheckError
from childcheck.procedures.find_checklist import USUAL, find_checklist
from childcheck.procedures.open_log import log_path, open_log
from childcheck.walk.practice import Story
from childcheck.walk.situation import UNFINISHED
from childcheck.walk.walking import Walk
from childcheck.yaml_files.finding import find
from childcheck.yaml_files.practice_file import read_practice

PURPOSE = "practice"


def practice_path() -> Path:
    """Return where the log of practice lies: in a folder of its own beside the usual log."""
    return log_path(None).parent / "practice" / "practice.log.db"


def practice_story() -> tuple[Checklist, Story]:
    """Return what is asked of the checklist that ships, and the story that is told with it.

    A force's own checklist of the same name is not taken: the story is not about it.
    """
    found = find(USUAL)
    story = read_practice(found.folder, found.shown_as)
    return asked_in(story, find_checklist(USUAL)), story


def practised(walk: Walk, story: Story) -> Walk:
    """Return a walk that asks no more than the story tells of, and what was answered already."""
    answered = {spot.question for spot in walk.situation.held}
    return replace(walk, checklist=asked_in(story, walk.checklist, answered))


def asked_in(
    story: Story, checklist: Checklist, answered: Collection[QuestionId] = ()
) -> Checklist:
    """Return a checklist without the questions of which a story has nothing to tell.

    What hangs on a question that is left out is as if it did not apply. An enquiry is
    left whole, since its parts are told together.
    """
    named = {place for place, _ in story.hints} | set(answered)
    whole = {
        question.group.id
        for question in checklist.questions.values()
        if question.id in named and question.group is not None and _is_told_whole(question)
    }
    kept = {
        question.id
        for question in checklist.questions.values()
        if question.id in named or (question.group is not None and question.group.id in whole)
    }
    return replace(checklist, sections=tuple(_sections(checklist, kept)))


def _is_told_whole(question: Question) -> bool:
    assert question.group is not None
    return question.group.kind in (GroupKind.ENQUIRY, GroupKind.FOLLOW_UP)


def _sections(checklist: Checklist, kept: Collection[QuestionId]) -> Iterator[Section]:
    for section in checklist.sections:
        questions = tuple(_question(one, kept) for one in section.questions if one.id in kept)
        then = tuple(replace(one, effects=_effects(one.effects, kept)) for one in section.then)
        if questions:
            yield replace(section, questions=questions, then=then)


def _question(question: Question, kept: Collection[QuestionId]) -> Question:
    choices = tuple(replace(one, effects=_effects(one.effects, kept)) for one in question.choices)
    return replace(question, choices=choices)


def _effects(effects: Effects, kept: Collection[QuestionId]) -> Effects:
    """Return what an answer forces, without asking again what is not asked at all."""
    return replace(effects, ask_again=tuple(one for one in effects.ask_again if one in kept))


def open_practice(zone: tzinfo) -> Log:
    """Open the log of practice, and make it where there is none."""
    return open_log(practice_path(), zone, create=True, purpose=PURPOSE)


def begun_practice(log: Log) -> IncidentId | None:
    """Return the practice that was begun and not finished."""
    rows = log.rows("incidents", state=UNFINISHED)
    return IncidentId(str(rows[-1]["incident"])) if rows else None


def may_go_on(zone: tzinfo) -> bool:
    """Return whether a practice was begun that can be gone on with."""
    if not practice_path().exists():
        return False
    try:
        with open_practice(zone) as log:
            return begun_practice(log) is not None
    except ChildcheckError:
        return False  # whatever lies there is replaced


def forget_practice() -> None:
    """Empty the store: the next practice begins afresh."""
    path = practice_path()
    for one in path.parent.glob(f"{path.name}*"):
        one.unlink(missing_ok=True)
