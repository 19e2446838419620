"""Is a checklist sound? Every problem at once, in the order of the file.

What is found here would otherwise be found at a door: a question that can never
be asked, a name that is empty when it is read aloud, an answer nobody can give.
The rules themselves stand in `sound_questions`, `sound_conditions`,
`sound_effects` and `sound_texts`; here are those for the checklist as a whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from childcheck.checklist.ages import ADULT_AGE
from childcheck.checklist.definitions import (
    STAGES,
    UNBORN,
    AnswerType,
    Checklist,
    Group,
    Question,
    Reason,
    Scope,
)
from childcheck.checklist.facts import FACTS, FOLLOWING
from childcheck.checklist.reach import Reach, nearest, top_of_file
from childcheck.checklist.sound_clocks import faults_of_clocks
from childcheck.checklist.sound_conditions import SoundConditions
from childcheck.checklist.sound_effects import faults_of_effects, faults_of_follow_ups
from childcheck.checklist.sound_questions import faults_of_question
from childcheck.checklist.sound_texts import faults_of_texts
from childcheck.problems import Place, Problem


def problems_of(checklist: Checklist, *, prove: bool = True) -> tuple[Problem, ...]:
    """Return everything that is wrong with a checklist, errors and warnings.

    Args:
        prove: whether it is tried what can be true, can be false and may be empty;
            without it the rest takes a few milliseconds.
    """
    reach = Reach(checklist)
    conditions = SoundConditions(reach)
    found = [
        *_of_bands(checklist),
        *_of_ways_of_leaving(checklist),
        *_of_ids(checklist),
        *_of_columns(checklist),
        *_of_sections(checklist),
        *_of_roll(checklist),
        *_of_people(checklist),
        *_of_sources(checklist),
    ]
    for question in _leaves(checklist):
        faults = [*faults_of_question(question, checklist)]
        if faults:
            conditions.distrust(question)
        found.extend(faults)
    found.extend(conditions.of_names())
    found.extend(_of_conditions(reach, conditions))
    if prove:
        found.extend(conditions.of_proofs())
    found.extend(conditions.of_unused())
    found.extend(faults_of_effects(reach))
    found.extend(faults_of_follow_ups(reach))
    found.extend(faults_of_clocks(reach))
    found.extend(faults_of_texts(reach, conditions, prove=prove))
    return tuple(sorted(dict.fromkeys(found), key=_in_file))


def _in_file(problem: Problem) -> tuple[str, int, int]:
    place = problem.place
    return (place.file, place.line, place.column) if place is not None else ("", 0, 0)


def _leaves(checklist: Checklist) -> Iterator[Question]:
    """Yield the leaf questions, also those whose id is there twice."""
    for section in checklist.sections:
        yield from section.questions


# Conditions, wherever they stand


def _of_conditions(reach: Reach, conditions: SoundConditions) -> Iterator[Problem]:
    for section in reach.checklist.sections:
        for question in section.questions:
            group = question.group
            name = group.id if group is not None else question.id
            spot = reach.at_question(question)
            if question.when is not None:
                yield from conditions.of_use(question.when, spot, question.id, f'"{name}"')
            for before in question.before:
                if before.when is not None:
                    called = f'A sentence above "{name}"'
                    yield from conditions.of_use(before.when, spot, "", called, question.when)
        for then in section.then:
            called = f'A `then` of the section "{section.id}"'
            yield from conditions.of_use(then.when, reach.at_end_of(section), "", called)


# Ids


def _of_ids(checklist: Checklist) -> Iterator[Problem]:
    yield from _of_question_ids(checklist)
    yield from _of_group_ids(checklist)
    yield from _twice(
        ((section.id, section.place) for section in checklist.sections),
        "duplicate-section",
        'Two sections have the id "{}".',
    )


def _twice(named: Iterable[tuple[str, Place]], code: str, what: str) -> Iterator[Problem]:
    first: dict[str, Place] = {}
    for name, place in named:
        if name in first:
            other = f" The first is in line {first[name].line}." if first[name].line else ""
            remedy = "give one of them another id"
            yield Problem(what=what.format(name) + other, remedy=remedy, where=place, code=code)
        first.setdefault(name, place)


def _of_question_ids(checklist: Checklist) -> Iterator[Problem]:
    leaves = [*_leaves(checklist)]
    yield from _twice(
        ((leaf.id, leaf.place) for leaf in leaves),
        "duplicate-question",
        'Two questions have the id "{}".',
    )
    for leaf in leaves:
        if leaf.id in FACTS or leaf.id in FOLLOWING:
            yield Problem(
                what=f'"{leaf.id}" is the name of a fact and cannot be the id of a question.',
                remedy="give it another id; what it tells stands under `fact`",
                where=leaf.place,
                code="id-is-a-fact",
            )


def _of_group_ids(checklist: Checklist) -> Iterator[Problem]:
    """Yield ids that two groups share, or a group and a question outside it."""
    groups: list[Group] = []
    last: Group | None = None
    for leaf in _leaves(checklist):
        if leaf.group is not None and leaf.group != last:
            groups.append(leaf.group)
        last = leaf.group
    yield from _twice(
        ((group.id, group.place) for group in groups),
        "duplicate-group",
        'Two questions with several answers have the id "{}".',
    )
    ids = {group.id for group in groups}
    for leaf in _leaves(checklist):
        if leaf.id in ids and (leaf.group is None or leaf.group.id != leaf.id):
            yield Problem(
                what=f'Two questions have the id "{leaf.id}".',
                remedy="give one of them another id",
                where=leaf.place,
                code="duplicate-question",
            )


def _of_columns(checklist: Checklist) -> Iterator[Problem]:
    owners: dict[str, Question] = {}
    for leaf in _leaves(checklist):
        if not leaf.column:
            continue
        first = owners.setdefault(leaf.column, leaf)
        if first is not leaf and first.id != leaf.id:
            yield Problem(
                what=f'"{first.id}" and "{leaf.id}" would both fill the column "{leaf.column}".',
                remedy="give one of them another `column`, or `column: none`",
                where=leaf.place,
                code="duplicate-column",
            )


# The checklist as a whole


def _of_bands(checklist: Checklist) -> Iterator[Problem]:
    yield from _twice(
        ((band.id, band.place) for band in checklist.bands),
        "duplicate-band",
        'Two age bands have the id "{}".',
    )
    before = 0
    for band in checklist.bands:
        if band.id == UNBORN:
            yield Problem(
                what=f"The band `{UNBORN}` is always there and cannot be defined.",
                remedy="take it out",
                where=band.place,
                code="band-reserved",
            )
        if band.under <= before:
            yield Problem(
                what=f'The band "{band.id}" ends at {band.under}, where no age is left for it.',
                remedy="write the bands in rising order, each ending later than the one above",
                where=band.place,
                code="band-order",
            )
        elif band.under > ADULT_AGE:
            yield Problem(
                what=f'The band "{band.id}" goes beyond childhood: it ends at {band.under}.',
                remedy=f"let it end at {ADULT_AGE}: a child is a person under {ADULT_AGE}",
                where=band.place,
                code="band-beyond-childhood",
            )
        before = max(before, band.under)
    if 0 < before < ADULT_AGE:
        last = checklist.bands[-1]
        yield Problem(
            what=f'The last age band, "{last.id}", ends at {before}: older children have no band.',
            remedy=f"let it end at {ADULT_AGE}, or write one more band below it; without a band, "
            "every question that hangs on the age is asked, in doubt",
            where=last.place,
            code="band-ends-early",
            is_warning=True,
        )


def _of_ways_of_leaving(checklist: Checklist) -> Iterator[Problem]:
    ways = [way.reason for way in checklist.ways_of_leaving]
    missing = [reason for reason in Reason if reason not in ways]
    twice = sorted({reason for reason in ways if ways.count(reason) > 1})
    for reasons, says in ((missing, "are not worded"), (twice, "are worded twice")):
        if reasons:
            yield Problem(
                what=f"Of the four ways to leave a question these {says}: {', '.join(reasons)}.",
                remedy="word each of the four under `reasons`, once",
                where=top_of_file(checklist),
                code="ways-of-leaving",
            )


def _of_sections(checklist: Checklist) -> Iterator[Problem]:
    for section in checklist.sections:
        if section.is_engagement and section.for_each is not Scope.CHILD:
            yield Problem(
                what=f'The section "{section.id}" is a talk with a child and is not asked for each '
                "child.",
                remedy="write `for_each: child`, or take `engagement` out",
                where=section.place,
                code="engagement-scope",
            )


def _of_roll(checklist: Checklist) -> Iterator[Problem]:
    rolls = [leaf for leaf in _leaves(checklist) if leaf.type is AnswerType.ROLL]
    for roll in rolls[1:]:
        yield Problem(
            what=f'"{roll.id}" is a second roll, after "{rolls[0].id}".',
            remedy="keep one roll: every child stands on it",
            where=roll.place,
            code="two-rolls",
        )
    for roll in rolls[:1]:
        yield from _of_the_roll(roll, checklist)
    of_children = [section for section in checklist.sections if section.for_each is Scope.CHILD]
    if of_children and not rolls:
        yield Problem(
            what="There are questions for each child and no roll on which the children stand.",
            remedy="write a question of type `roll` before them",
            where=of_children[0].place,
            code="no-roll",
        )


def _of_the_roll(roll: Question, checklist: Checklist) -> Iterator[Problem]:
    if roll.fact != "incident.children":
        yield Problem(
            what=f'The roll "{roll.id}" does not tell `incident.children`.',
            remedy="give it `fact: incident.children`",
            where=roll.place,
            code="roll-without-fact",
        )
    if not any(leaf.fact == "child.whereabouts" for leaf in _of_group(roll, checklist)):
        yield Problem(
            what=f'The roll "{roll.id}" does not ask where each child is.',
            remedy=f"give it `whereabouts`, with `{UNBORN}` among them",
            where=roll.place,
            code="roll-without-unborn",
        )
    leaves = [*_leaves(checklist)]
    walked = [leaf for leaf in leaves if checklist.section(leaf.section).for_each is Scope.CHILD]
    first = walked[0] if walked else None
    if first is not None and (
        leaves.index(first) < leaves.index(roll)
        or any(STAGES.index(leaf.stage) < STAGES.index(roll.stage) for leaf in walked)
    ):
        yield Problem(
            what=f'The roll "{roll.id}" is not filled before the first question about a child.',
            remedy=f'move it before "{first.id}", or to an earlier stage',
            where=roll.place,
            code="roll-too-late",
        )


def _of_group(question: Question, checklist: Checklist) -> tuple[Question, ...]:
    return checklist.groups.get(question.id, ())


def _of_people(checklist: Checklist) -> Iterator[Problem]:
    naming = [leaf for leaf in _leaves(checklist) if leaf.fact == "incident.adults"]
    for people in naming:
        if not any(leaf.fact == "adult.role" for leaf in _of_group(people, checklist)):
            yield Problem(
                what=f'"{people.id}" lists the adults and does not say which roles they can have.',
                remedy="give it `roles`",
                where=people.place,
                code="people-without-roles",
            )
    for people in naming[1:]:
        yield Problem(
            what=f'"{people.id}" lists the adults a second time, after "{naming[0].id}".',
            remedy="keep one list, and let the other question pick from it",
            where=people.place,
            code="two-lists-of-adults",
        )


def _of_sources(checklist: Checklist) -> Iterator[Problem]:
    """Yield, each once, the short words for sources that the table of sources leaves out."""
    told = {*checklist.sources}
    for leaf in _leaves(checklist) if told else ():
        for word in leaf.source:
            if word not in told:
                yield Problem(
                    what=f'"{word}" stands under `source`, and `sources` does not say what it is.',
                    remedy="add it to `sources` at the top, or correct it: the officer sees it "
                    "in full beside why a question is asked",
                    where=leaf.place,
                    code="unknown-source",
                    nearest=nearest(word, checklist.sources),
                    is_warning=True,
                )
                told.add(word)
