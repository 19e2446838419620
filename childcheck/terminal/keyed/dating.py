"""Questions answered by a number, a date or a time; what was understood is always said back."""

from __future__ import annotations

from datetime import datetime

from childcheck.terminal import words
from childcheck.terminal.keyed import key_words
from childcheck.terminal.keyed.asking import Asking
from childcheck.terminal.keyed.beside import whole_answer
from childcheck.terminal.keyed.keys import keys_for
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
from childcheck.terminal.typed_choices import read_whole_number
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
            asking.prompter.taken(words.ANSWER, str(number))
            return whole_answer(asking, shown, number)
        asking.prompter.note(number.why)


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
            asking.prompter.note(read.why)
            continue
        if isinstance(read, ByEye):
            read = _by_eye(asking)
        asking.prompter.taken(words.ANSWER, read.words)
        return whole_answer(asking, shown, read.value)


def _by_eye(asking: Asking) -> Understood:
    bands = asking.checklist.bands
    offered = dict(zip(keys_for(len(bands)), bands, strict=True))
    by_key = {key: band.id for key, band in offered.items()}

    def print_it() -> None:
        asking.say(words.BY_EYE_ASK)
        youngest = 0
        for key, band in offered.items():
            asking.presenter.choices([(key, words.band(band.id, youngest, band.under))])
            youngest = band.under
        asking.presenter.foot(key_words.FOOT_NESTED)

    with asking.printed(print_it):
        return band_by_eye(by_key[asking.nested_key(words.WHICH, list(by_key))])


def type_time(asking: Asking, shown: Shown) -> Reply:
    """Ask for a moment; a time that occurred twice is asked about."""
    is_ahead = looks_ahead(shown.question)
    while True:
        typed = asking.first_line(shown)
        if isinstance(typed, Keep):
            return typed
        moment = read_time(typed, asking.now(), asking.zone, looks_ahead=is_ahead)
        if isinstance(moment, NotUnderstood):
            asking.prompter.note(moment.why)
            continue
        if isinstance(moment, Twice):
            moment = _which(asking, moment)
        understood = moment_understood(moment, asking.now(), looks_ahead=is_ahead)
        asking.prompter.taken(words.ANSWER, understood.words)
        return whole_answer(asking, shown, understood.value)


def _which(asking: Asking, twice: Twice) -> datetime:
    choices = [
        ("1", words.clocks_choice(twice.first, is_first=True)),
        ("2", words.clocks_choice(twice.second, is_first=False)),
    ]

    def print_it() -> None:
        asking.say(words.CLOCKS_WENT_BACK)
        asking.presenter.choices(choices)
        asking.presenter.foot(key_words.FOOT_NESTED)

    with asking.printed(print_it):
        return twice.first if asking.nested_key(words.WHICH, ["1", "2"]) == "1" else twice.second
