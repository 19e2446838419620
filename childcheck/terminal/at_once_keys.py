"""By which key several answers are given at once, in both modes.

It is never the key by which one goes on, nor one that stands for a choice. No text
begins with an equals sign.
"""

from __future__ import annotations

from collections.abc import Mapping

from childcheck.checklist.definitions import AnswerType
from childcheck.walk.at_once import AtOnce
from childcheck.walk.showing import Shown

SAME = "="
LETTERS = "stv"
EVERYBODY = "e"
CHOSEN = (AnswerType.CHOICE, AnswerType.CHOICES, AnswerType.YES_NO, AnswerType.PEOPLE)


def at_once_by_key(shown: Shown) -> Mapping[str, AtOnce]:
    """Return what one key each answers besides the choices, in the order shown."""
    if shown.question.type in CHOSEN:
        return dict(zip(LETTERS, shown.at_once, strict=False))
    key = EVERYBODY if shown.question.type is AnswerType.PERSONS else SAME
    return dict(zip((key,), shown.at_once, strict=False))
