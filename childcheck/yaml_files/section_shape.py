"""Sections as they are written: their questions, taken apart, and their `then`.

Source of the rules: the checklist language, sections 2, 3 and 5.
"""

from __future__ import annotations

from collections.abc import Iterator

from childcheck.checklist.definitions import (
    STAGES,
    GroupKind,
    Question,
    Scope,
    Section,
    Stage,
    Then,
)
from childcheck.identifiers import QuestionId
from childcheck.yaml_files.checklist_shape import WORD, ChecklistShape
from childcheck.yaml_files.choice_shape import EFFECTS, read_effects
from childcheck.yaml_files.condition_shape import read_condition
from childcheck.yaml_files.flattening import Frame, asked_again, leaves_of
from childcheck.yaml_files.marked import Marked, quoted
from childcheck.yaml_files.question_shape import read_question
from childcheck.yaml_files.written import Written, WrittenLine

_KEYS = ("engagement", "then")
_NEEDED = ("id", "title", "for_each", "questions")

# What concerns the incident's people and records is asked once for the incident.
_ONLY_IN = {
    GroupKind.ENQUIRY: (Scope.INCIDENT,),
    GroupKind.ROLL: (Scope.INCIDENT,),
    GroupKind.PEOPLE: (Scope.INCIDENT, Scope.CHILD),
}


Again = dict[str, tuple[QuestionId, ...]]


def read_section(shape: ChecklistShape, value: Marked, again: Again) -> Section | None:
    """Return a section with its leaf questions.

    Args:
        again: filled with the leaves that are meant when a question that was taken
            apart is to be asked again.
    """
    found = shape.mapping(value, allowed=_KEYS, required=_NEEDED)
    if found is None:
        shape.lose()
        return None
    name = shape.name(found.get("id"), WORD)
    for_each = shape.meant_of(found.get("for_each"), tuple(Scope))
    if for_each is None:
        shape.lose()
    scope = Scope(for_each or Scope.INCIDENT)
    is_engagement = shape.optional_boolean(found.get("engagement"), otherwise=False)
    frame = Frame(name or "", scope, is_engagement)
    questions = tuple(_questions(shape, found.get("questions"), frame, again))
    return Section(
        id=frame.section,
        title=shape.optional_text(found.get("title")),
        for_each=scope,
        questions=questions,
        then=_then(shape, found.get("then")),
        is_engagement=frame.is_engagement,
        place=found.place,
    )


def _questions(
    shape: ChecklistShape, value: Marked | None, frame: Frame, again: Again
) -> Iterator[Question]:
    if not shape.is_there(value):
        shape.lose()
        return
    found = shape.filled_list(value, "a question")
    if found is None:
        shape.lose()
        return
    for item in found.items:
        written = read_question(shape, item)
        if written is None:
            continue
        _check_place(shape, written, frame)
        _check_lines(shape, written, written.stage)
        again[written.id] = asked_again(written)
        yield from leaves_of(written, frame)


def _check_place(shape: ChecklistShape, written: Written, frame: Frame) -> None:
    if not isinstance(written.type, GroupKind):
        return
    allowed = _ONLY_IN.get(written.type, tuple(Scope))
    if frame.for_each not in allowed:
        scopes = " or ".join(f"`for_each: {one}`" for one in allowed)
        shape.report(
            written.place,
            "type-not-here",
            f"a question of the type {quoted(written.type)} cannot stand in this section.",
            f"move {quoted(written.id)} to a section with {scopes}",
        )
        shape.lose()


def _check_lines(shape: ChecklistShape, written: Written, stage: Stage | None) -> None:
    """Report the lines whose stage or column could mean nothing."""
    lines = [written.line, *(one.line for one in written.choices)]
    for line in lines:
        if line is not None and stage is not None:
            _check_line(shape, line, stage)
    for one in (*written.roles, *written.whereabouts, *written.asked_of, *written.results):
        if one.line is not None and stage is not None:
            _check_line(shape, one.line, stage)
    for part in written.parts:
        _check_lines(shape, part, part.stage or stage)


def _check_line(shape: ChecklistShape, line: WrittenLine, stage: Stage) -> None:
    own = line.stage or stage
    if STAGES.index(own) < STAGES.index(stage):
        shape.report(
            line.place,
            "line-too-early",
            "this line would be asked before the answer that it stands beside.",
            f"write a stage after {quoted(stage)}, or no stage",
        )
    elif own is stage and line.column is not None:
        shape.report(
            line.place,
            "column-of-line",
            "a line that is asked with its answer stands in the answer's column.",
            "delete `column` here, or give the line a later `stage`",
        )


def _then(shape: ChecklistShape, value: Marked | None) -> tuple[Then, ...]:
    if not shape.is_there(value):
        return ()

    def read(one: Marked) -> Then | None:
        found = shape.mapping(one, allowed=EFFECTS, required=("when",))
        if found is None:
            return None
        effects = read_effects(shape, found)
        if not effects and not any(key in found for key in EFFECTS):
            shape.report(
                found,
                "then-without-effect",
                "nothing follows from this condition.",
                "write one of: " + ", ".join(EFFECTS),
            )
        when = read_condition(shape, found.get("when"))
        return Then(when, effects, found.place) if when is not None else None

    return shape.list_of(value, read) or ()
