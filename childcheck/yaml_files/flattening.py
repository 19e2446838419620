"""Take a question as its author wrote it apart into leaf questions.

Only leaves are put, answered, stored, exported and named in conditions, so that every
rule needs to know one kind of question. Each leaf keeps the group it came from.

Decision: docs/decisions/0003-flattening.md
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from childcheck.checklist.conditions import All, Compare, Condition, Operator
from childcheck.checklist.definitions import (
    STAGES,
    AnswerType,
    Choice,
    Group,
    GroupKind,
    Question,
    Reason,
    Scope,
    Stage,
)
from childcheck.identifiers import ChoiceId, QuestionId
from childcheck.yaml_files.built_in_parts import (
    known_to_be,
    line_of,
    parts_of_enquiry,
    parts_of_follow_up,
    roles_of,
    whereabouts_of,
)
from childcheck.yaml_files.written import KEPT_OUT, Written, WrittenChoice, WrittenLine


@dataclass(frozen=True)
class Frame:
    """What a question has from the section in which it stands."""

    section: str
    for_each: Scope
    is_engagement: bool


def leaves_of(written: Written, frame: Frame) -> tuple[Question, ...]:
    """Return the leaf questions of a question, in the order in which they are put."""
    if isinstance(written.type, GroupKind):
        return tuple(_of_group(written, written.type, frame))
    return tuple(_leaf_and_lines(written, QuestionId(written.id), None, frame, _Owner(frame)))


def asked_again(written: Written) -> tuple[QuestionId, ...]:
    """Return the leaves that open when a question is to be asked again.

    Parts that wait for another part come in their turn; a list of people opens with
    its naming, and an enquiry with whether it was done.
    """
    match written.type:
        case GroupKind.PARTS:
            free = [part.id for part in written.parts if part.when is None]
            names = free or [part.id for part in written.parts]
        case GroupKind.ENQUIRY:
            names = ["state"]
        case GroupKind.FOLLOW_UP:
            names = [part.id for part in parts_of_follow_up(written)]
        case _:
            return (QuestionId(written.id),)
    return tuple(QuestionId(f"{written.id}.{name}") for name in names)


@dataclass(frozen=True)
class _Owner:
    """Whose answer a leaf is: the section's person, or somebody on a list of people."""

    frame: Frame
    listed: GroupKind | None = None

    @property
    def of(self) -> Scope:
        if self.listed is GroupKind.ROLL:
            return Scope.CHILD
        if self.listed is GroupKind.PEOPLE and not self.is_pair:
            return Scope.ADULT
        return self.frame.for_each

    @property
    def is_pair(self) -> bool:
        return self.listed is GroupKind.PEOPLE and self.frame.for_each is Scope.CHILD


def _of_group(written: Written, kind: GroupKind, frame: Frame) -> Iterator[Question]:
    group = Group(
        QuestionId(written.id), kind, written.ask, written.opens, written.covers, written.place
    )
    own, listed = _Owner(frame), _Owner(frame, kind)
    parts: tuple[Written, ...]
    match kind:
        case GroupKind.PARTS:
            parts, owner = written.parts, own
        case GroupKind.ENQUIRY:
            parts, owner = parts_of_enquiry(written), own
        case GroupKind.FOLLOW_UP:
            parts, owner = parts_of_follow_up(written), own
        case GroupKind.PEOPLE | GroupKind.ROLL:
            is_roll = kind is GroupKind.ROLL
            naming = replace(
                written, type=AnswerType.ROLL if is_roll else AnswerType.PEOPLE, parts=()
            )
            yield from _leaf_and_lines(naming, group.id, group, frame, own)
            first = [whereabouts_of(written)] if is_roll else []
            first += [roles_of(written)] if written.roles else []
            parts, owner = (*first, *written.parts), listed
    for part in parts:
        whole = _as_whole(written, part)
        name = QuestionId(f"{written.id}.{part.id}")
        yield from _leaf_and_lines(whole, name, group, frame, owner, label=part.ask)


def _as_whole(written: Written, part: Written) -> Written:
    """Return a part with what it has from its question."""
    return replace(
        part,
        stage=part.stage or written.stage,
        when=_both(written.when, part.when),
        before=written.before + part.before,
        guidance=part.guidance or written.guidance,
        why=part.why or written.why,
        source=part.source or written.source,
        say_to_child=part.say_to_child or written.say_to_child,
        at_leaving=part.at_leaving or written.at_leaving,
        is_more=written.is_more,
        reasons=part.reasons if part.reasons is not None else written.reasons,
        column=_column_of_part(written, part),
    )


def _column_of_part(written: Written, part: Written) -> str:
    """Return a part's own column, or one made of the question's and the part's id."""
    if part.column is not None:
        return part.column
    if written.column == KEPT_OUT:
        return KEPT_OUT
    if written.column is None and written.type is GroupKind.PARTS:
        return part.id
    return f"{written.column or _last_part(written.id)}_{part.id}"


def _both(first: Condition | None, second: Condition | None) -> Condition | None:
    if first is None or second is None:
        return first or second
    return All((first, second), second.place)


def _leaf_and_lines(
    written: Written,
    name: QuestionId,
    group: Group | None,
    frame: Frame,
    owner: _Owner,
    label: str = "",
) -> Iterator[Question]:
    """Yield a leaf, and a leaf for each of its lines that waits for a later stage."""
    assert isinstance(written.type, AnswerType)
    stage = written.stage or Stage.DOOR
    column = written.column if written.column is not None else _last_part(name)
    if written.type is AnswerType.NOTE:
        column = KEPT_OUT
    leaf = Question(
        id=name,
        ask=written.ask,
        type=written.type,
        section=frame.section,
        of=owner.of,
        is_pair=owner.is_pair,
        stage=stage,
        label=label,
        group=group,
        choices=tuple(_choice(one, stage) for one in written.choices),
        excludes_others=tuple(
            tuple(ChoiceId(one) for one in group) for group in written.excludes_others
        ),
        when=written.when,
        text=line_of(written.line) if not _waits(written.line, stage) else None,
        before=written.before,
        guidance=written.guidance,
        why=written.why,
        source=written.source,
        say_to_child=written.say_to_child,
        at_leaving=written.at_leaving,
        is_more=written.is_more,
        is_needed=written.is_needed,
        reasons=written.reasons if written.reasons is not None else tuple(Reason),
        fact=written.fact,
        as_for_others=written.as_for_others,
        column="" if column == KEPT_OUT else column,
        basis=written.basis,
        basis_each=written.basis_each,
        at_least=written.at_least,
        at_most=written.at_most,
        clock=written.clock,
        is_estimable=written.is_estimable,
        has_speaker=written.has_speaker,
        none_label=written.none_label,
        nothing_label=written.nothing_label,
        covers=written.covers if written.type is AnswerType.PERSONS else (),
        in_engagement=frame.is_engagement,
        place=written.place,
    )
    yield leaf
    if written.line is not None and _waits(written.line, stage):
        answered = Compare(name, Operator.ANSWERED, True, written.line.place)
        yield _line_as_leaf(leaf, "text", written.line, answered)
    for one in written.choices:
        if one.line is not None and _waits(one.line, stage):
            taken = known_to_be(name, (one.choice.id,), one.line.place)
            yield _line_as_leaf(leaf, one.choice.id, one.line, taken)


def _choice(one: WrittenChoice, stage: Stage) -> Choice:
    return replace(one.choice, text=None if _waits(one.line, stage) else line_of(one.line))


def _waits(line: WrittenLine | None, stage: Stage) -> bool:
    """Return whether a line is asked in a later stage than its question."""
    return (
        line is not None
        and line.stage is not None
        and STAGES.index(line.stage) > STAGES.index(stage)
    )


def _line_as_leaf(leaf: Question, tail: str, line: WrittenLine, when: Condition) -> Question:
    column = line.column
    if column is None:
        column = f"{leaf.column}_{tail}" if leaf.column else ""
    assert line.stage is not None
    return Question(
        id=QuestionId(f"{leaf.id}.{tail}"),
        ask=line.ask,
        type=AnswerType.TEXT,
        section=leaf.section,
        of=leaf.of,
        is_pair=leaf.is_pair,
        stage=line.stage,
        group=leaf.group,
        when=when,
        why=leaf.why,
        source=leaf.source,
        is_more=leaf.is_more,
        is_needed=line.is_needed,
        column="" if column == KEPT_OUT else column,
        in_engagement=leaf.in_engagement,
        place=line.place,
    )


def _last_part(name: str) -> str:
    return name.rpartition(".")[2]
