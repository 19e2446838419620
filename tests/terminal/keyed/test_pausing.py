"""Pausing in words, the blank screen, and when the screen is cleared."""

from __future__ import annotations

import pytest

from childcheck.checklist.definitions import GroupKind
from childcheck.terminal import words
from childcheck.terminal.drafts import DraftsInMemory
from childcheck.terminal.keyed import key_words
from childcheck.terminal.keyed.screen import CLEAR
from childcheck.walk.replies import Offer, Pause
from tests.checklist.builders import a_question, in_group
from tests.terminal.keyed.typing_officer import (
    CTRL_B,
    CTRL_C,
    CTRL_D,
    CTRL_R,
    ENTER,
    ESC,
    an_asker,
    answered,
)
from tests.terminal.scripted import AVA, an_answer, shown

SEEN = a_question("ch.seen", choices=("awake", "asleep"))
TEXT = a_question("ch.looks", "text")
BEN = type(AVA)("child-ben")


@pytest.mark.parametrize(("key", "how"), [(CTRL_C, "interrupt"), ("q", "word")])
def test_a_pause_is_told_in_words_on_a_cleared_screen(key: str, how: str) -> None:
    """`r` goes on with the question, `q` stops; nothing else does, and nothing is recorded."""
    reply, typing = answered(SEEN, key, "1", "r", "2")
    assert reply == an_answer("asleep")
    assert "What about ch.seen?" in typing.on_screen
    assert words.R_OR_Q in typing.notes

    reply, typing = answered(SEEN, key, "q")
    assert reply == Pause(how)
    assert typing.on_screen.split() == key_words.KEYED_PAUSED.split()


def test_ctrl_c_twice_stops() -> None:
    """Whoever presses it again means it; everything that was answered is saved."""
    assert answered(SEEN, CTRL_C, CTRL_C)[0] == Pause("interrupt")


def test_a_text_goes_on_after_a_pause() -> None:
    """What was typed stands in the line."""
    assert answered(TEXT, f"half{CTRL_C}", "r", f" done{ENTER}")[0] == an_answer("half done")


def test_a_talk_that_no_store_keeps_is_said_before_it_is_lost() -> None:
    """Where drafts are not kept, the pause says how many lines would go."""
    talk = a_question("ch.talk", "transcript")
    reply, typing = answered(talk, f"c one{ENTER}", CTRL_C, "r", CTRL_D)

    assert reply == an_answer([{"speaker": "child", "words": "one"}])
    assert "but not the line you are writing" in typing.flat


def test_the_screen_is_blanked_behind_the_officers_number() -> None:
    """Any key, then the number; nothing of the question is to be seen before that."""
    reply, typing = answered(
        SEEN, CTRL_B, "x", f"1{ENTER}", f"4712{ENTER}", ESC, "y", f"4711{ENTER}", "1"
    )

    assert reply == an_answer("awake")
    before, *_, after = typing.printed.split(CLEAR)
    assert "ch.seen" in before
    assert "ch.seen" in after
    assert all("ch.seen" not in one for one in typing.printed.split(CLEAR)[1:-1])
    assert typing.notes.count(key_words.NOT_YOUR_NUMBER) == 2


def test_a_text_stands_again_after_a_blank_screen() -> None:
    """With its cursor."""
    reply, _ = answered(TEXT, f"he\x01{CTRL_B}", " ", f"4711{ENTER}", f"S{ENTER}")

    assert reply == an_answer("She")


def test_the_lines_of_a_talk_are_shown_again() -> None:
    """After a blank screen, and on Ctrl-R."""
    talk = a_question("ch.talk", "transcript")
    reply, typing = answered(talk, f"c one{ENTER}", CTRL_B, " ", f"4711{ENTER}", CTRL_D)

    assert reply == an_answer([{"speaker": "child", "words": "one"}])
    assert "1  Child: one" in typing.on_screen


def test_what_a_prompt_belongs_to_is_shown_again() -> None:
    """Blanked in the middle of an answer, its own question stands again too."""
    based = a_question("ch.x", choices=("a", "b"), basis=True)
    reply, typing = answered(based, "1", CTRL_B, " ", f"4711{ENTER}", CTRL_R, "s")

    assert reply != an_answer("a")
    assert typing.on_screen.count("What does it rest on?") == 2


# When the screen is cleared


def test_the_screen_is_cleared_when_the_child_changes() -> None:
    """And its scroll-back; between questions of one child nothing is cleared."""
    with an_asker(f"Ava's words{ENTER}", "1", "1") as (asker, typing):
        asker.begin("Child 1 of 2: Ava", ())
        asker.ask(shown(TEXT, child=AVA))
        asker.ask(shown(SEEN, child=AVA))
        assert CLEAR not in typing.printed
        asker.begin("Child 2 of 2: Ben", ())
        asker.ask(shown(SEEN, child=BEN))

    assert typing.printed.count(CLEAR) == 1
    assert "Ava's words" not in typing.on_screen
    assert "Child 2 of 2: Ben" in typing.on_screen


def test_leaving_a_child_for_the_incident_clears_as_well() -> None:
    """A child's words do not stand above questions of the incident."""
    with an_asker(f"Ava's words{ENTER}", "1") as (asker, typing):
        asker.ask(shown(TEXT, child=AVA))
        asker.ask(shown(a_question("in.x", choices=("a", "b"))))

    assert "Ava's words" not in typing.on_screen


def test_the_roll_is_filled_without_clearing() -> None:
    """Its rows are of several children, and they belong on one screen."""
    [where] = in_group(
        "in.children", GroupKind.ROLL, a_question("in.children.where", choices=("a",))
    )
    with an_asker("1", "1") as (asker, typing):
        asker.ask(shown(where, child=AVA, name="Ava"))
        asker.ask(shown(where, child=BEN, name="Ben"))

    assert CLEAR not in typing.printed


def test_a_reminder_is_read_before_the_screen_is_cleared() -> None:
    """Where the last answer of a child brought one up, a key goes on to the next."""
    with an_asker("1", " ", "1") as (asker, typing):
        asker.ask(shown(SEEN, child=AVA))
        asker.remind("Ring a supervisor now.")
        asker.ask(shown(SEEN, child=BEN))

    assert key_words.ANY_KEY in typing.labels
    assert "REMINDER: Ring a supervisor now." in typing.printed
    assert "supervisor" not in typing.on_screen


def test_a_reminder_stands_above_the_next_question_of_the_same_child() -> None:
    """There nothing is waited for."""
    with an_asker("1", "1") as (asker, typing):
        asker.ask(shown(SEEN, child=AVA))
        asker.remind("Ring a supervisor now.")
        asker.ask(shown(a_question("ch.next"), child=AVA))

    assert key_words.ANY_KEY not in typing.labels


def test_the_screen_is_cleared_at_the_end() -> None:
    """Whatever was on it."""
    with an_asker("1", drafts=DraftsInMemory()) as (asker, typing), typing.terminal:
        asker.ask(shown(SEEN, child=AVA))

    assert typing.on_screen == ""


def test_a_pause_works_outside_questions() -> None:
    """Offers and reviews are left in words too."""
    with an_asker(CTRL_C, "q") as (asker, _):
        assert asker.offer(Offer("child", "Any sign?")) == Pause("interrupt")
