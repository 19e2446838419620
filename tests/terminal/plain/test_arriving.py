"""Who writes, on which shift: asked before anything is recorded."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from childcheck.identifiers import OfficerId
from childcheck.review.configuration import Officer
from childcheck.review.shifts import DutyShift, Shift
from childcheck.terminal import arrival_words
from childcheck.terminal import words as general_words
from childcheck.terminal.plain.arriving import (
    OtherNumber,
    ask_officer,
    ask_with_family,
    choose_incident,
    confirm_duty,
    confirm_shift,
)
from childcheck.terminal.plain.prompting import Prompter, Stopped
from tests.terminal.scripted import LONDON, ScriptedConsole, Typed

KNOWN = (Officer(OfficerId("C-4711"), "Asha Okoro"), Officer(OfficerId("C-5208")))
NIGHT_SHIFT = DutyShift(
    Shift("night", time(22), time(7)),
    date(2026, 11, 24),
    datetime(2026, 11, 24, 22, tzinfo=LONDON),
    datetime(2026, 11, 25, 7, tzinfo=LONDON),
)

LATE_SHIFT = DutyShift(
    Shift("late", time(15), time(0)),
    date(2026, 11, 24),
    datetime(2026, 11, 24, 15, tzinfo=LONDON),
    datetime(2026, 11, 25, 0, tzinfo=LONDON),
)


def at(*script: Typed) -> tuple[Prompter, ScriptedConsole]:
    """Return a prompter whose officer types the script, and its console."""
    console = ScriptedConsole(list(script))
    return Prompter(console), console


def test_the_number_is_one_word() -> None:
    """A rank before it is not taken for the number."""
    prompter, console = at("PC 4417", "", "4417")

    assert ask_officer(prompter) == "4417"
    assert console.flat.count(arrival_words.ONE_WORD) == 2


def test_a_number_that_the_settings_do_not_know_is_asked_about_once_and_never_refused() -> None:
    """A slip is caught, and an officer from elsewhere can still record."""
    prompter, console = at("C-4712", "", "n", "C-4171", "y")

    assert ask_officer(prompter, KNOWN) == "C-4171"
    assert arrival_words.unknown_officer("C-4712") in console.flat


def test_a_known_number_is_written_as_the_settings_write_it() -> None:
    """A small letter makes no second officer."""
    prompter, _ = at("c-4711")

    assert ask_officer(prompter, KNOWN) == "C-4711"


def test_the_number_is_shown_before_the_duty_begins_and_can_be_put_right() -> None:
    """Back at the shift goes to the number: nothing is recorded yet."""
    prompter, console = at("", "7", ":help", "1")
    chosen = confirm_shift(prompter, "C-4711", "Asha Okoro", [NIGHT_SHIFT, LATE_SHIFT], LONDON)

    assert chosen == NIGHT_SHIFT
    assert "Officer C-4711 (Asha Okoro). Not your number? Type :back." in console.flat
    assert ":back the question before." in console.flat
    assert console.flat.count("2) late, 15:00 to 00:00") == 2  # again after the help

    prompter, _ = at(":back")
    with pytest.raises(OtherNumber):
        confirm_shift(prompter, "4417", "", [NIGHT_SHIFT], LONDON)


def test_where_there_is_but_one_enter_takes_it() -> None:
    """It is said that it is the only one; where there are two, Enter chooses nothing."""
    prompter, console = at("2", "")
    assert confirm_shift(prompter, "4417", "", [NIGHT_SHIFT], LONDON) == NIGHT_SHIFT
    assert arrival_words.ENTER_TAKES_IT in console.flat

    assert choose_incident(at("")[0], ["20261124-3F7K"]) == 0

    prompter, console = at("", "2")
    assert choose_incident(prompter, ["20261124-3F7K", "20261124-9QQ2"]) == 1
    assert arrival_words.TYPE_A_NUMBER in console.flat
    assert arrival_words.ENTER_TAKES_IT not in console.flat


def test_a_duty_that_runs_goes_on_by_enter_or_back_goes_to_the_number() -> None:
    """A mistyped number that is another officer's does not write on that officer's duty."""
    prompter, console = at("x", ":help", "")
    confirm_duty(prompter, "Officer 4417, night shift of 24 November 2026.")
    assert console.flat.count("Not your number? Type :back.") == 3
    assert console.flat.count(arrival_words.ENTER_ALONE) == 1

    prompter, _ = at(":back")
    with pytest.raises(OtherNumber):
        confirm_duty(prompter, "Officer 4417, night shift of 24 November 2026.")


def test_help_and_pause_work_before_anything_is_asked_of_the_checklist() -> None:
    """Whoever does not know what to type is told, at every prompt."""
    prompter, console = at(":help", ":help", ":pause")

    with pytest.raises(Stopped):
        ask_officer(prompter)
    assert console.flat.count(general_words.HELP_END) == 2

    prompter, console = at("maybe", "Y")
    assert ask_with_family(prompter)
