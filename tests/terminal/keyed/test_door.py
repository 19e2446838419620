"""The leaving screen, by keys."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from childcheck.terminal import words
from childcheck.terminal.keyed import key_words
from childcheck.walk.door import Leaving
from childcheck.walk.replies import Back, CloseDoor, Edit, Jump, Pause, ToDoor
from childcheck.walk.reviewing import Review
from tests.checklist.builders import a_question
from tests.terminal.keyed.typing_officer import CTRL_B, CTRL_O, ENTER, ESC, Typed, Typing, an_asker
from tests.terminal.leavings import PLAN, SEEN, SLEEPS, SPOKE, a_leaving, a_long_leaving
from tests.terminal.scripted import shown


def closed(
    *script: Typed, leaving: Leaving | None = None, width: int = 80
) -> tuple[object, Typing]:
    """Return what the officer decides at the leaving screen, and what was shown."""
    with an_asker(*script, width=width) as (asker, typing):
        decided = asker.close_door(leaving or a_leaving())
        assert not typing.script
        return decided, typing


def test_the_leaving_screen_is_one_screen_with_a_key_for_each_line() -> None:
    """The worst first; then what is open, what stands, and what is owed and by whom."""
    _, typing = closed("d")

    assert typing.on_screen == (
        "Before the door closes\n"
        "Put right now what you can; at the desk it is too late:\n"
        "1  Ben: seen, not spoken to (Asleep, not woken)\n"
        "Not asked yet:\n"
        "2  Ava: Sleeping place: not asked yet\n"
        "As it stands:\n"
        "3  Anna Kowalska: Spoken to apart: Yes\n"
        "4  Ava: seen, spoken to alone\n"
        "Owed:\n"
        "5  Talk with Ben. Held by PC7, by 21:40 on 25 November 2026, tomorrow.\n"
        "-  Confirm when Ben was born. Held by PC7, by 21:40 on 25 November 2026,\n"
        "   tomorrow.\n"
        "d the door closes; n asks what is open; a key puts that line right; Esc back\n"
        "What now: The door is closed.\n"
    )


def test_one_key_closes_the_door_and_enter_alone_does_nothing() -> None:
    """Nobody closes a door by pressing Enter once too often."""
    decided, typing = closed(ENTER, "d")

    assert decided == CloseDoor()
    assert key_words.ENTER_RECORDS_NOTHING in typing.notes


@pytest.mark.parametrize(
    ("pressed", "spot"), [("1", SPOKE), ("2", SLEEPS), ("4", SEEN), ("5", PLAN)]
)
def test_one_key_puts_its_line_right(pressed: str, spot: object) -> None:
    """What can still be put right is one key away."""
    assert closed(pressed)[0] == Edit(spot)  # type: ignore[arg-type]


def test_keys_go_back_to_what_is_open_or_pause() -> None:
    """The leaving screen can be left as every question can."""
    assert closed(ESC)[0] == Back()
    assert closed("b")[0] == Back()
    assert closed("n")[0] == Jump(None)
    assert closed("q", "q")[0] == Pause("word")


def test_the_leaving_screen_comes_back_after_it_was_blank() -> None:
    """Any key, then the officer's number."""
    decided, typing = closed(CTRL_B, " ", f"4711{ENTER}", "d")

    assert decided == CloseDoor()
    assert words.AT_DOOR in typing.on_screen


def test_what_one_window_cannot_hold_goes_onto_pages() -> None:
    """No line is lost above the window; every page has keys of its own."""
    decided, typing = closed("+", "1", leaving=a_long_leaving(40))

    first, second = typing.printed.split(words.AT_DOOR)[1:]
    assert "ch.q1:" in first and "ch.q19:" in first and "ch.q20:" not in first
    assert "1  Ava: ch.q20: Yes" in second
    assert decided == Edit(a_long_leaving(40).lines[19].spot)


def test_after_the_last_page_comes_the_first() -> None:
    """One key turns them round and round."""
    _, typing = closed("+", "+", "+", "d", leaving=a_long_leaving(40))

    assert "ch.q1:" in typing.on_screen


def test_the_leaving_screen_is_whole_at_40_columns() -> None:
    """Nothing is cropped."""
    _, typing = closed("+", "d", leaving=a_long_leaving(40), width=40)
    _, other = closed("d", width=40)

    for line in (typing.printed + other.printed).split("\n"):
        assert cell_len(line) < 40


def test_the_list_leads_to_the_door_while_the_family_is_there() -> None:
    """The family left early: the list, and then one key."""
    review = Review("Ava", None, (), (), (), ())
    with an_asker("j", "d") as (asker, _):
        asker.reviews = lambda _: review
        assert asker.ask(shown(a_question("x", "yes_no"), may_close_door=True)) == ToDoor()
    with an_asker(CTRL_O, f"d{ENTER}", ENTER, "y") as (asker, typing):
        asker.reviews = lambda _: review
        asker.ask(shown(a_question("x", "yes_no")))
        assert key_words.LIST_TO_DOOR not in typing.printed
