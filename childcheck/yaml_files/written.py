"""A question as its author wrote it, before it is taken apart into leaf questions.

What was faulty has been reported by then, and stands here as if it were not there.
"""

from __future__ import annotations

from dataclasses import dataclass

from childcheck.checklist.conditions import Condition
from childcheck.checklist.definitions import (
    AnswerType,
    Before,
    Choice,
    ClockMoment,
    GroupKind,
    Reason,
    Scope,
    Stage,
)
from childcheck.problems import Place

KEPT_OUT = "none"  # what an author writes to keep a question out of the columns


@dataclass(frozen=True)
class WrittenLine:
    """A line of text beside an answer; with a later stage it becomes a question of its own."""

    ask: str
    place: Place
    is_needed: bool = True
    stage: Stage | None = None
    column: str | None = None


@dataclass(frozen=True)
class WrittenChoice:
    """A choice without its line, and the line."""

    choice: Choice
    line: WrittenLine | None = None


@dataclass(frozen=True)
class Written:
    """A question, or one part or field of a question; then `id` is its last part only.

    What is None was not said, so that a part can take it from its question.
    """

    id: str
    type: AnswerType | GroupKind
    place: Place
    ask: str = ""  # of a part or field: its label
    stage: Stage | None = None
    when: Condition | None = None
    before: tuple[Before, ...] = ()
    guidance: str = ""
    why: str = ""
    source: tuple[str, ...] = ()
    say_to_child: bool = False
    at_leaving: str = ""
    is_more: bool = False
    is_needed: bool = True
    reasons: tuple[Reason, ...] | None = None
    fact: str = ""
    as_for_others: bool = False
    column: str | None = None
    basis: bool = False
    basis_each: bool = False
    line: WrittenLine | None = None
    choices: tuple[WrittenChoice, ...] = ()
    excludes_others: tuple[tuple[str, ...], ...] = ()
    at_least: int | None = None
    at_most: int | None = None
    clock: ClockMoment | None = None
    is_estimable: bool = False
    has_speaker: bool = True
    none_label: str = ""
    nothing_label: str = ""
    parts: tuple[Written, ...] = ()  # of `parts`; of `people` and `roll`: the fields
    roles: tuple[WrittenChoice, ...] = ()
    whereabouts: tuple[WrittenChoice, ...] = ()
    covers: tuple[Scope, ...] = ()
    asked_of: tuple[WrittenChoice, ...] = ()
    results: tuple[WrittenChoice, ...] = ()
    opens: str = ""
