"""Which key each choice of a question has, and which questions are typed instead."""

from __future__ import annotations

from dataclasses import dataclass

from childcheck.checklist.answers import Answer
from childcheck.checklist.definitions import AnswerType
from childcheck.terminal import words
from childcheck.terminal.at_once_keys import at_once_by_key
from childcheck.terminal.keyed import keys
from childcheck.terminal.plain.presenting import LISTED, NAMING, has_standing_lines, picks
from childcheck.walk.showing import Shown

YES_NO_KEYS = {"yes": "y", "no": "n"}
PICK_WITHOUT = "ad"  # `a` adds an adult, `d` says that the list is complete
IN_WRITING = (
    AnswerType.TEXT,
    AnswerType.ADDRESS,
    AnswerType.LINES,
    AnswerType.TRANSCRIPT,
    AnswerType.NUMBER,
    AnswerType.DATE,
    AnswerType.TIME,
)
MANY = (AnswerType.CHOICES, AnswerType.PERSONS)


@dataclass(frozen=True)
class Offered:
    """One choice: its key, its identifier and what it says."""

    key: str
    id: str
    label: str


def offered_at(shown: Shown) -> tuple[Offered, ...]:
    """Return the choices of a question with their keys; empty when there are not enough keys."""
    question = shown.question
    if question.type is AnswerType.YES_NO:
        choices = shown.choices or (("yes", words.YES), ("no", words.NO))
        if all(one in YES_NO_KEYS for one, _ in choices):
            return tuple(Offered(YES_NO_KEYS[one], one, label) for one, label in choices)
    elif question.type in LISTED:
        choices = shown.choices
    elif question.type is AnswerType.PERSONS or picks(shown):
        choices = tuple(shown.persons.items())
    else:
        return ()
    taken = "".join(at_once_by_key(shown))
    some = keys.keys_for(len(choices), taken + (PICK_WITHOUT if picks(shown) else ""))
    if len(some) < len(choices):
        return ()
    return tuple(Offered(key, *one) for key, one in zip(some, choices, strict=True))


def lone_keys(shown: Shown) -> tuple[str, ...]:
    """Return the keys of the choices beside which nothing else can be taken.

    Pressed first they are the whole answer: there is nothing that Enter could wait for.
    """
    alone = {group[0] for group in shown.question.excludes_others if len(group) == 1}
    return tuple(one.key for one in offered_at(shown) if one.id in alone)


def is_typed(shown: Shown) -> bool:
    """Return whether a question is answered in a line of text, not by single keys."""
    question = shown.question
    if has_standing_lines(shown):
        return False
    if question.type in IN_WRITING:
        return True
    return question.type in NAMING and not picks(shown)


def has_standing_text(shown: Shown) -> bool:
    """Return whether a text stands that can be changed in the line."""
    held = shown.held.given if shown.held is not None else None
    return isinstance(held, Answer) and isinstance(held.value, str) and bool(held.value)
