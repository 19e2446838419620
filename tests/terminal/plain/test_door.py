"""The leaving screen, line by line."""

from __future__ import annotations

import pytest

from childcheck.terminal import words
from childcheck.terminal.console import Closed
from childcheck.terminal.plain.asker import PlainAsker
from childcheck.walk.door import Leaving
from childcheck.walk.replies import Back, CloseDoor, Edit, Jump, Pause, ToDoor
from tests.checklist.builders import a_question
from tests.terminal.leavings import PLAN, SEEN, SLEEPS, SPOKE, a_leaving
from tests.terminal.scripted import ScriptedConsole, Typed, an_asker, shown


def closed(*script: Typed, leaving: Leaving | None = None) -> tuple[object, ScriptedConsole]:
    """Return what the officer decides at the leaving screen, and the console."""
    asker, console = an_asker(*script)
    assert isinstance(asker, PlainAsker)
    return asker.close_door(leaving or a_leaving()), console


def test_the_leaving_screen_says_the_worst_first_and_numbers_what_can_be_put_right() -> None:
    """What the desk cannot put right, what is open, what stands, what is owed and by whom."""
    _, console = closed("d")

    assert console.printed == (
        "\n"
        "Before the door closes\n"
        "Put right now what you can; at the desk it is too late:\n"
        "1) Ben: seen, not spoken to (Asleep, not woken)\n"
        "Not asked yet:\n"
        "2) Ava: Sleeping place: not asked yet\n"
        "As it stands:\n"
        "3) Anna Kowalska: Spoken to apart: Yes\n"
        "4) Ava: seen, spoken to alone\n"
        "Owed:\n"
        "5) Talk with Ben. Held by PC7, by 21:40 on 25 November 2026, tomorrow.\n"
        "- Confirm when Ben was born. Held by PC7, by 21:40 on 25 November 2026,\n"
        "  tomorrow.\n"
        "Type d when the door closes: what is not asked yet then waits for the desk. A\n"
        "number asks or puts right that line, :next asks what is open.\n"
        "What now: d\n"
        "The door is closed.\n"
    )


@pytest.mark.parametrize("typed", ["d", "Close the door.", "close"])
def test_a_word_closes_the_door(typed: str) -> None:
    """It is said in so many words."""
    assert closed(typed)[0] == CloseDoor()


def test_enter_alone_does_nothing_at_the_leaving_screen() -> None:
    """Nobody closes a door by pressing Enter once too often."""
    decided, console = closed("", "d")

    assert decided == CloseDoor()
    assert words.ENTER_IS_NOT_DOOR in console.flat


@pytest.mark.parametrize(("typed", "spot"), [("1", SPOKE), ("2", SLEEPS), ("4", SEEN), ("5", PLAN)])
def test_a_number_puts_its_line_right(typed: str, spot: object) -> None:
    """Every line that can be put right has one."""
    assert closed(typed)[0] == Edit(spot)  # type: ignore[arg-type]


def test_a_number_that_is_not_there_is_told() -> None:
    """There are five lines, and not six."""
    _, console = closed("6", "d")

    assert "There is no such number. Type a number from 1 to 5." in console.flat


def test_words_with_a_colon_go_back_to_what_is_open_or_pause() -> None:
    """The leaving screen can be left as every question can."""
    assert closed(":back")[0] == Back()
    assert closed(":next")[0] == Jump(None)
    assert closed(":pause")[0] == Pause("word")
    assert closed(Closed())[0] == Pause("closed")


def test_with_nothing_open_next_leads_nowhere() -> None:
    """It says so."""
    _, console = closed(":next", "d", leaving=a_leaving(is_open=False))

    assert words.NOTHING_OPEN in console.flat


def test_what_is_not_asked_and_has_no_line_is_counted() -> None:
    """Whoever closes the door early knows how much stays open."""
    _, console = closed("d", leaving=a_leaving(waiting=12))

    assert "12 more questions at the door not asked yet." in console.flat


def test_door_goes_to_the_leaving_screen_from_any_question_while_the_family_is_there() -> None:
    """The family left early: one word is enough."""
    asker, _ = an_asker(":door")
    assert asker.ask(shown(a_question("x", "text"), may_close_door=True)) == ToDoor()

    asker, console = an_asker(":door", "all well")
    asker.ask(shown(a_question("x", "text")))
    assert ":door" in console.flat
