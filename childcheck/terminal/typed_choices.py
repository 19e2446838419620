"""Choices as a person types them: by number, by name, or by the start of a label."""

from __future__ import annotations

import re
from collections.abc import Sequence

from childcheck.terminal import words
from childcheck.terminal.typed import NotUnderstood

Choices = Sequence[tuple[str, str]]  # identifiers with labels, in the order shown

LEAST_LETTERS = 2  # a single stray letter is no answer
_NUMBER = re.compile(r"\d{1,4}", re.ASCII)
_NUMBERS = re.compile(r"\d{1,4}(?:[\s,;.]+\d{1,4})*", re.ASCII)


def read_whole_number(text: str) -> int | NotUnderstood:
    """Return a whole number typed in digits."""
    typed = text.strip()
    if not re.fullmatch(r"[+-]?\d{1,9}", typed, re.ASCII):
        return NotUnderstood(words.NOT_A_NUMBER)
    return int(typed)


def read_place(text: str, count: int) -> int | None | NotUnderstood:
    """Return which of `count` numbered lines is meant, from 0; None when it is no number."""
    typed = text.strip().rstrip(".)")
    if not _NUMBER.fullmatch(typed):
        return None
    if not 1 <= int(typed) <= count:
        return NotUnderstood(words.no_such_number(count))
    return int(typed) - 1


def read_choice(text: str, choices: Choices) -> str | NotUnderstood:
    """Return the one choice that is meant."""
    place = read_place(text, len(choices))
    if isinstance(place, int):
        return choices[place][0]
    if place is not None:
        return place
    typed = _plain(text)
    for exact in (
        [one for one, _ in choices if one.casefold() == typed],
        [one for one, label in choices if _plain(label) == typed],
    ):
        if exact:
            return exact[0]
    fitting = [
        number
        for number, (_, label) in enumerate(choices)
        if len(typed) >= LEAST_LETTERS and _plain(label).startswith(typed)
    ]
    if len(fitting) == 1:
        return choices[fitting[0]][0]
    if fitting:
        return NotUnderstood(words.several_fit([number + 1 for number in fitting]))
    return NotUnderstood(words.no_such_choice(len(choices)))


def read_choices(text: str, choices: Choices) -> tuple[str, ...] | NotUnderstood:
    """Return the choices that are meant, each once, in the order shown."""
    if _NUMBERS.fullmatch(text.strip()):
        parts = re.split(r"[\s,;.]+", text.strip())
    else:
        whole = read_choice(text, choices)
        if isinstance(whole, str):
            return (whole,)
        parts = [part for part in re.split(r"[,;]", text) if part.strip()]
        if len(parts) < 2:
            return whole
    chosen: set[str] = set()
    for part in parts:
        one = read_choice(part, choices)
        if isinstance(one, NotUnderstood):
            return one
        chosen.add(one)
    return tuple(one for one, _ in choices if one in chosen)


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
