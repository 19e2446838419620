"""What must be right about what answers force: follow-ups, and questions asked again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from childcheck.checklist.definitions import (
    AnswerType,
    Checklist,
    Closing,
    Effects,
    FollowUpKind,
    Scope,
)
from childcheck.checklist.placeholders import ADULT, CHILD, found_in
from childcheck.checklist.reach import Reach, Standpoint, standpoint_of
from childcheck.identifiers import QuestionId
from childcheck.problems import Place, Problem

_ADULTS = "incident.adults"
_CLOSING_FACT = {Closing.SEEING: "child.seen", Closing.TALKING: "child.talked"}


@dataclass(frozen=True)
class _Forcing:
    """Something that forces effects, and who is in hand when it does."""

    effects: Effects
    standpoint: Standpoint
    place: Place
    called: str


def _forcing(checklist: Checklist) -> Iterator[_Forcing]:
    for section in checklist.sections:
        for question in section.questions:
            for choice in question.choices:
                called = f'The choice "{choice.id}" of "{question.id}"'
                yield _Forcing(choice.effects, standpoint_of(question), choice.place, called)
        in_hand = Standpoint(section.for_each is Scope.CHILD, section.for_each is Scope.ADULT)
        for then in section.then:
            called = f'A `then` of the section "{section.id}"'
            yield _Forcing(then.effects, in_hand, then.place, called)


def faults_of_effects(reach: Reach) -> Iterator[Problem]:
    """Yield what is wrong with effects, and with questions that open a follow-up."""
    checklist = reach.checklist
    for forcing in _forcing(checklist):
        for name in forcing.effects.follow_ups:
            yield from _of_follow_up_name(name, forcing.called, forcing.place, reach)
        for again in forcing.effects.ask_again:
            yield from _of_ask_again(again, forcing, reach)
    for group_id, leaves in checklist.groups.items():
        group = leaves[0].group
        if group is not None and group.opens:
            called = f'"{group_id}"'
            yield from _of_follow_up_name(group.opens, called, group.place, reach)
    yield from _of_offers(reach)


def _of_offers(reach: Reach) -> Iterator[Problem]:
    """Yield the first offer to name an adult, where no list of adults could take the name."""
    if reach.sources(_ADULTS):
        return
    for forcing in _forcing(reach.checklist):
        if forcing.effects.offer_adult:
            yield Problem(
                what=f"{forcing.called} offers to add an adult, and there is no list of adults.",
                remedy="write a question of type `people` in a section for the incident, with "
                f"`fact: {_ADULTS}`; or take `offer_adult` out",
                where=forcing.place,
                code="offers-without-list",
                is_warning=True,
            )
            return


def _of_follow_up_name(name: str, called: str, place: Place, reach: Reach) -> Iterator[Problem]:
    if name not in reach.checklist.follow_ups:
        yield Problem(
            what=f'{called} opens "{name}", and there is no such follow-up.',
            remedy="define it under `follow_ups`, or correct its name",
            where=place,
            code="unknown-follow-up",
            nearest=reach.nearest(name, reach.checklist.follow_ups),
        )


def _of_ask_again(name: str, forcing: _Forcing, reach: Reach) -> Iterator[Problem]:
    checklist = reach.checklist
    question = checklist.questions.get(QuestionId(name))
    leaves = (question,) if question else checklist.groups.get(QuestionId(name), ())
    answered = [leaf for leaf in leaves if leaf.type is not AnswerType.NOTE]
    if not answered:
        yield Problem(
            what=f'{forcing.called} asks "{name}" again, and no such question is answered.',
            remedy="name a question of this checklist",
            where=forcing.place,
            code="unknown-ask-again",
            nearest=reach.nearest(name, reach.names),
        )
    elif not forcing.standpoint.reaches(answered[0]):
        yield Problem(
            what=f'{forcing.called} asks "{name}" again, which belongs to somebody who is not '
            "in hand here.",
            remedy="name a question of the incident or of the same person",
            where=forcing.place,
            code="ask-again-out-of-reach",
        )


def faults_of_follow_ups(reach: Reach) -> Iterator[Problem]:
    """Yield what is wrong with the follow-ups themselves."""
    openers = _openers(reach.checklist)
    for kind in reach.checklist.follow_ups.values():
        yield from _of_due(kind)
        yield from _of_closing(kind, reach)
        yield from _of_openers(kind, openers.get(kind.name, ()))


def _openers(checklist: Checklist) -> Mapping[str, Sequence[Standpoint]]:
    """Return who is in hand wherever a follow-up is opened, by its name."""
    found: dict[str, list[Standpoint]] = {}
    for forcing in _forcing(checklist):
        for name in forcing.effects.follow_ups:
            found.setdefault(name, []).append(forcing.standpoint)
    for first, *_ in checklist.groups.values():
        if first.group is not None and first.group.opens:
            found.setdefault(first.group.opens, []).append(standpoint_of(first))
    return found


def _of_due(kind: FollowUpKind) -> Iterator[Problem]:
    if (kind.due is None) == (kind.due_hours is None):
        says = "does not say by when it is due" if kind.due is None else "is due twice over"
        yield Problem(
            what=f'The follow-up "{kind.name}" {says}.',
            remedy="give it one `due`: a word such as end_of_duty, or a number of hours",
            where=kind.place,
            code="follow-up-due",
        )
    elif kind.due_hours is not None and kind.due_hours < 1:
        yield Problem(
            what=f'The follow-up "{kind.name}" is due in less than an hour.',
            remedy="write 1 or more, or `due: now`",
            where=kind.place,
            code="follow-up-due",
        )


def _of_closing(kind: FollowUpKind, reach: Reach) -> Iterator[Problem]:
    fact = _CLOSING_FACT.get(kind.closed_by)
    if fact is not None and not reach.sources(fact):
        yield Problem(
            what=f'The follow-up "{kind.name}" is closed by {kind.closed_by}, and no question '
            f'tells "{fact}".',
            remedy=f"give the question that tells it `fact: {fact}`",
            where=kind.place,
            code="never-closed",
        )


def _of_openers(kind: FollowUpKind, standpoints: Sequence[Standpoint]) -> Iterator[Problem]:
    if not standpoints:
        yield Problem(
            what=f'Nothing opens the follow-up "{kind.name}".',
            remedy=f"write `follow_up: {kind.name}` beside an answer, or take it out",
            where=kind.place,
            code="unused-follow-up",
            is_warning=True,
        )
        return
    of_children = all(standpoint.has_child for standpoint in standpoints)
    of_adults = all(standpoint.has_adult for standpoint in standpoints)
    if kind.closed_by in _CLOSING_FACT and not of_children:
        yield Problem(
            what=f'The follow-up "{kind.name}" is closed by {kind.closed_by} a child, and is '
            "opened where no child is in hand.",
            remedy="open it from a child's question, or write `closed_by: anyone`",
            where=kind.place,
            code="follow-up-needs-child",
        )
    for name in dict.fromkeys(found_in(kind.what) + found_in(kind.to_close)):
        if not {CHILD: of_children, ADULT: of_adults}.get(name, False):
            yield Problem(
                what=f'The follow-up "{kind.name}" says {{{name}}}, which is not known wherever '
                "it is opened.",
                remedy="write it without",
                where=kind.place,
                code="placeholder-out-of-reach",
            )
