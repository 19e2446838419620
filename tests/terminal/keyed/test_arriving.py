"""What is asked before a walk, by keys: which shift, which incident, is the family there."""

from __future__ import annotations

import pytest

from childcheck.terminal import arrival_words
from childcheck.terminal.keyed import key_words
from childcheck.terminal.keyed.arriving import (
    MOST,
    ask_go_on,
    ask_with_family,
    choose_incident,
    confirm_duty,
    confirm_shift,
)
from childcheck.terminal.keyed.screen import CLEAR
from childcheck.terminal.plain.arriving import OtherNumber
from childcheck.terminal.plain.prompting import Stopped
from tests.terminal.keyed.typing_officer import CTRL_C, ENTER, ESC, a_terminal
from tests.terminal.plain.test_arriving import LATE_SHIFT, NIGHT_SHIFT
from tests.terminal.scripted import LONDON

BOTH = (NIGHT_SHIFT, LATE_SHIFT)


def test_one_key_chooses_the_shift_and_esc_goes_to_the_number() -> None:
    """No Enter is needed; the number that is shown can be put right, as nothing is recorded yet."""
    with a_terminal("2") as (terminal, typing):
        assert confirm_shift(terminal, "C-4711", "Asha Okoro", BOTH, LONDON) == LATE_SHIFT
    assert "Officer C-4711 (Asha Okoro). Not your number? Press Esc." in typing.flat
    assert "2 late, 15:00 to 00:00, of 24 November 2026" in typing.flat
    assert CLEAR not in typing.printed

    with a_terminal(ESC) as (terminal, _), pytest.raises(OtherNumber):
        confirm_shift(terminal, "4417", "", BOTH, LONDON)


def test_where_there_is_but_one_enter_takes_it() -> None:
    """Of two, Enter takes none."""
    with a_terminal("7", ENTER) as (terminal, typing):
        assert confirm_shift(terminal, "4417", "", [NIGHT_SHIFT], LONDON) == NIGHT_SHIFT
    assert arrival_words.ENTER_TAKES_IT in typing.printed

    with a_terminal(ENTER, "1") as (terminal, typing):
        assert choose_incident(terminal, "4417", ["20261124-3F7K", "20261124-9QQ2"]) == 0
    assert typing.notes[-1] == key_words.ENTER_RECORDS_NOTHING
    assert MOST > 25


def test_a_duty_that_runs_goes_on_by_enter_or_esc_goes_to_the_number() -> None:
    """A mistyped number that is another officer's does not write on that officer's duty."""
    on_duty = "Officer 4417, night shift of 24 November 2026."
    with a_terminal("x", ENTER) as (terminal, typing):
        confirm_duty(terminal, "4417", on_duty)
    assert f"{on_duty} Not your number? Press Esc." in typing.flat

    with a_terminal(ESC) as (terminal, _), pytest.raises(OtherNumber):
        confirm_duty(terminal, "4417", on_duty)


def test_yes_and_no_are_one_key_and_enter_is_neither() -> None:
    """Whether the family is still there, and whether the practice goes on."""
    with a_terminal(ENTER, "y") as (terminal, _):
        assert ask_with_family(terminal, "4417")
    with a_terminal("n") as (terminal, _):
        assert not ask_go_on(terminal)


def test_ctrl_c_pauses_there_too() -> None:
    """With r the same is asked again; q stops before anything was begun."""
    with a_terminal(CTRL_C, "r", "1") as (terminal, typing):
        assert confirm_shift(terminal, "4417", "", BOTH, LONDON) == NIGHT_SHIFT
    assert "Which shift are you on?" in typing.on_screen

    with a_terminal(CTRL_C, "q") as (terminal, _), pytest.raises(Stopped):
        ask_with_family(terminal, "4417")
