"""In which order a walk comes past its questions.

With the family now: every door question of the incident, then of each child;
the leaving screen for all together; then the desk. Written up afterwards, or
resumed when the family was left: all stages together, in file order. A child
found late gets one pass of its own, all stages together.

Source: the checklist language, section 3 (stages); design, section 6.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from childcheck.checklist.definitions import (
    STAGES,
    AnswerType,
    GroupKind,
    Question,
    Scope,
    Section,
    Stage,
)
from childcheck.identifiers import AdultId, ChildId
from childcheck.walk.subjects import INCIDENT, Spot, Subject
from childcheck.walk.viewing import Sight, is_of_people

ALL_STAGES = frozenset(STAGES)


def is_in_stages(sight: Sight) -> bool:
    """Return whether the walk goes stage by stage: the family is there, or was at the door."""
    if sight.situation.is_resumed_without_family:
        return False
    return sight.fact_value("incident.mode") != "afterwards"


def spots(sight: Sight) -> tuple[Spot, ...]:
    """Return every spot of an incident in the order in which the walk comes past it.

    Spots off the path are among them; `Sight.is_on_path` tells.
    """
    in_stages = is_in_stages(sight)
    return sight.listing(("all", in_stages), lambda: _spots(sight, in_stages=in_stages))


def _spots(sight: Sight, *, in_stages: bool) -> Iterator[Spot]:
    if not in_stages:
        yield from _pass(sight, ALL_STAGES, sight.situation.living_children())
        return
    children = sight.situation.living_children()
    late = [one for one in children if sight.situation.children[one].found_late_at]
    on_time = [one for one in children if one not in late]
    yield from _pass(sight, {Stage.DOOR}, on_time)
    for child in late:
        yield from spots_of_child(sight, child)
    yield from _pass(sight, {Stage.LEAVING}, on_time)
    yield from _pass(sight, {Stage.DESK}, on_time)


def spots_of_child(sight: Sight, child: ChildId) -> tuple[Spot, ...]:
    """Return the spots of one child's check, all stages together, roll fields first."""
    return sight.listing(("child", child), lambda: _spots_of_child(sight, child))


def _spots_of_child(sight: Sight, child: ChildId) -> Iterator[Spot]:
    for section in sight.checklist.sections:
        if section.for_each is Scope.CHILD:
            yield from _section(sight, section, ALL_STAGES, Subject(child), [child])
        else:
            for question in section.questions:
                if question.of is Scope.CHILD:
                    yield sight.spot(question, Subject(child))


def spots_of_talk(sight: Sight, child: ChildId, talk: int) -> Iterator[Spot]:
    """Yield the spots of one further talk with a child; none of a child who is off the roll."""
    if sight.situation.children[child].is_withdrawn:
        return
    for section in sight.checklist.sections:
        if section.is_engagement:
            yield from _section(sight, section, ALL_STAGES, Subject(child, None, talk), [child])


def _pass(sight: Sight, stages: Iterable[Stage], children: Sequence[ChildId]) -> Iterator[Spot]:
    wanted = frozenset(stages)
    sections = sight.checklist.sections
    for scope, run in groupby(sections, key=lambda section: section.for_each):
        together = tuple(run)
        subjects: Iterable[Subject]
        if scope is Scope.CHILD:
            subjects = [Subject(child) for child in children]
        elif scope is Scope.ADULT:
            subjects = [Subject(adult=adult) for adult in sight.situation.living_adults()]
        else:
            subjects = [INCIDENT]
        for subject in subjects:
            for section in together:
                yield from _section(sight, section, wanted, subject, children)


def _section(
    sight: Sight,
    section: Section,
    stages: frozenset[Stage],
    subject: Subject,
    children: Sequence[ChildId],
) -> Iterator[Spot]:
    for together in sight.outline.together[section.id]:
        first = together[0]
        if is_of_people(first):
            yield from _people(sight, together, stages, subject, children)
        else:
            for question in together:
                if question.stage in stages:
                    yield sight.spot(question, subject)


def _people(
    sight: Sight,
    leaves: Sequence[Question],
    stages: frozenset[Stage],
    subject: Subject,
    children: Sequence[ChildId],
) -> Iterator[Spot]:
    """Yield each person's fields, then the naming: so a person is whole before the next."""
    naming = next(one for one in leaves if one.type in (AnswerType.PEOPLE, AnswerType.ROLL))
    fields = [one for one in leaves if one is not naming and one.stage in stages]
    at_naming = sight.spot(naming, subject)
    for field_subject in _people_named(sight, naming, at_naming, children):
        for question in fields:
            yield sight.spot(question, field_subject)
    if naming.stage in stages:
        yield at_naming


def _people_named(
    sight: Sight, naming: Question, at: Spot, children: Sequence[ChildId]
) -> Iterator[Subject]:
    situation = sight.situation
    if naming.group is not None and naming.group.kind is GroupKind.ROLL:
        for child in children:
            yield Subject(child)
        return
    adults: Sequence[AdultId] = situation.living_adults()
    if at.subject.child is not None:
        adults = [one for one in situation.picked.get(at, ()) if one in adults]
    for adult in adults:
        yield Subject(at.subject.child, adult)
