"""Questions answered by a number, a date or a time; what was understood is always said back."""

from __future__ import annotations

from datetime import datetime

from childcheck.terminal import words
from childcheck.terminal.plain.asking import Asking
from childcheck.terminal.plain.beside import whole_answer
from childcheck.terminal.plain.presenting import looks_ahead
from childcheck.terminal.typed import (
    ByEye,
    DateAsked,
    NotUnderstood,
    Twice,
    Understood,
    band_by_eye,
    moment_understood,
    read_date,
    read_time,
)
from childcheck.terminal.typed_choices import read_choice, read_whole_number
from childcheck.walk.replies import Keep, Reply
from childcheck.walk.showing import Shown


def type_number(asking: Asking, shown: Shown) -> Reply:
    """Ask for a whole number."""
    while True:
        typed = asking.first_line(shown)
        if isinstance(typed, Keep):
            return typed
        number = read_whole_number(typed)
        if not isinstance(number, NotUnderstood):
            return whole_answer(asking, shown, number)
        asking.say(number.why)


def type_date(asking: Asking, shown: Shown) -> Reply:
    """Ask for a date; where it may be estimated, for an age or an age group."""
    question = shown.question
    of_child = question.fact == "child.born_on"
    asked = DateAsked(
        today=asking.now().astimezone(asking.zone).date(),
        is_estimable=question.is_estimable,
        is_birth=question.is_birth,
        bands=asking.checklist.bands if of_child and question.is_estimable else (),
    )
    while True:
        typed = asking.first_line(shown)
        if isinstance(typed, Keep):
            return typed
        read = read_date(typed, asked)
        if isinstance(read, NotUnderstood):
            asking.say(read.why)
            continue
        if isinstance(read, ByEye):
            read = _by_eye(asking)
        asking.say(words.understood(read.words))
        return whole_answer(asking, shown, read.value)


def _by_eye(asking: Asking) -> Understood:
    choices: list[tuple[str, str]] = []
    youngest = 0
    for band in asking.checklist.bands:
        choices.append((band.id, words.band(band.id, youngest, band.under)))
        youngest = band.under

    def print_it() -> None:
        asking.say(words.BY_EYE_ASK)
        asking.presenter.numbered([label for _, label in choices])

    with asking.asked(print_it):
        chosen = asking.until_understood(words.WHICH, lambda said: read_choice(said, choices))
    return band_by_eye(chosen)


def type_time(asking: Asking, shown: Shown) -> Reply:
    """Ask for a moment; a time that occurred twice is asked about."""
    is_ahead = looks_ahead(shown.question)
    while True:
        typed = asking.first_line(shown)
        if isinstance(typed, Keep):
            return typed
        moment = read_time(typed, asking.now(), asking.zone, looks_ahead=is_ahead)
        if isinstance(moment, NotUnderstood):
            asking.say(moment.why)
            continue
        if isinstance(moment, Twice):
            moment = _which(asking, moment)
        understood = moment_understood(moment, asking.now(), looks_ahead=is_ahead)
        asking.say(words.understood(understood.words))
        return whole_answer(asking, shown, understood.value)


def _which(asking: Asking, twice: Twice) -> datetime:
    choices = [
        ("first", words.clocks_choice(twice.first, is_first=True)),
        ("second", words.clocks_choice(twice.second, is_first=False)),
    ]

    def print_it() -> None:
        asking.say(words.CLOCKS_WENT_BACK)
        asking.presenter.numbered([label for _, label in choices])

    with asking.asked(print_it):
        chosen = asking.until_understood(words.WHICH, lambda said: read_choice(said, choices))
    return twice.first if chosen == "first" else twice.second
