"""Placeholders in what is shown: {child}, {adult} and {ID} of an earlier answer.

There are no others, and no expressions. All are filled in one pass, so that a
name or an answer which itself holds braces is shown as it is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType

from childcheck.checklist.ages import read_date_answer
from childcheck.checklist.answers import Answer, Given
from childcheck.checklist.definitions import CHOOSING, AnswerType, Question

CHILD = "child"
ADULT = "adult"
UNNAMED = {CHILD: "this child", ADULT: "this adult"}
NOT_KNOWN = "(not known)"

_PLACEHOLDER = re.compile(r"\{([^{}\s]+)\}")
_BEGINS_SENTENCE = re.compile(r"(?:^|[.?!:]\s+)$")
_NONE: Mapping[str, str] = MappingProxyType({})


def found_in(text: str) -> tuple[str, ...]:
    """Return the names between braces, in order, each once."""
    return tuple(dict.fromkeys(_PLACEHOLDER.findall(text)))


def has_stray_brace(text: str) -> bool:
    """Return whether a brace stands in a text that belongs to no placeholder."""
    return any(brace in _PLACEHOLDER.sub("", text) for brace in "{}")


def filled(text: str, child: str = "", adult: str = "", answers: Mapping[str, str] = _NONE) -> str:
    """Return a text with its placeholders filled.

    Args:
        child: the name by which the child in hand is spoken of; without one it is
            "this child".
        adult: the same of the adult in hand.
        answers: what was answered, in words, by the question's id; `as_words` makes
            them. What is not there is shown as not known.
    """
    words = {**answers, CHILD: child, ADULT: adult}

    def fill(match: re.Match[str]) -> str:
        name = match[1]
        if known := words.get(name):
            return known
        unnamed = UNNAMED.get(name, NOT_KNOWN)
        begins = _BEGINS_SENTENCE.search(text[: match.start()]) is not None
        return unnamed[0].upper() + unnamed[1:] if begins else unnamed

    return _PLACEHOLDER.sub(fill, text)


def as_words(question: Question, given: Given | None, names: Mapping[str, str] = _NONE) -> str:
    """Return an answer as it is read aloud; nothing when there is no answer.

    Args:
        names: of persons, by identifier.
    """
    if not isinstance(given, Answer) or given.value is None:  # none, or lawfully erased
        return ""
    value = given.value
    if question.type in CHOOSING:
        chosen = (question.choice(one) for one in given.chosen)
        return _listed([choice.label for choice in chosen if choice is not None])
    if isinstance(value, dict):
        return question.nothing_label
    if question.type is AnswerType.LINES and isinstance(value, list):
        texts = [str(line["text"]) for line in value if isinstance(line, dict) and "text" in line]
        return _listed(texts) or question.none_label
    if isinstance(value, list):
        return _listed([names[one] for one in given.chosen if one in names])
    if question.type is AnswerType.DATE:
        return date_in_words(str(value))
    if question.type is AnswerType.TIME:
        return time_in_words(str(value))
    return str(value)


def date_in_words(text: str) -> str:
    """Return a date answer as it is read aloud: 14 March 2022; others as they stand."""
    read = read_date_answer(text)
    if read is None or read.on is None:
        return text
    return f"overdue {_day(read.on)}" if read.is_overdue else _day(read.on)


def time_in_words(text: str) -> str:
    """Return a moment as it is read aloud: 01:30 on 25 October 2026."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return text
    return f"{moment:%H:%M} on {_day(moment.date())}"


def _day(day: date) -> str:
    return (
        f"{day.day} {_MONTHS[day.month - 1]} {day.year}"  # %B would follow the machine's language
    )


_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def _listed(words: list[str]) -> str:
    """Return words as a list that reads aloud: one, two and three."""
    *first, last = words or [""]
    return f"{', '.join(first)} and {last}" if first else last
