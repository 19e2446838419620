"""Questions answered in words."""

from __future__ import annotations

import asyncio
import json
import time

import pytest

from childcheck.checklist.answers import LeftUnanswered
from childcheck.checklist.definitions import Reason
from childcheck.checklist.fitting import Fault
from childcheck.terminal import words
from childcheck.terminal.drafts import DraftsInMemory
from childcheck.terminal.keyed import key_words
from childcheck.walk.replies import Back, Keep, Pause
from tests.checklist.builders import a_question
from tests.terminal.keyed.typing_officer import (
    CTRL_D,
    CTRL_G,
    CTRL_J,
    CTRL_U,
    ENTER,
    ESC,
    TAB,
    UP,
    a_paste,
    an_asker,
    answered,
)
from tests.terminal.scripted import AVA, an_answer, shown

TEXT = a_question("ch.looks", "text", why="Hunger can be seen.")


def test_a_line_and_enter_answer() -> None:
    """What was typed is kept character for character."""
    reply, _ = answered(TEXT, f" two  spaces, Łódź, سارة, 👨‍👩‍👧 {ENTER}")

    assert reply == an_answer(" two  spaces, Łódź, سارة, 👨‍👩‍👧 ")


@pytest.mark.parametrize(
    "typed", [a_paste("first line\r\nsecond line\n"), "first line\rsecond line"]
)
def test_a_paste_of_two_lines_lands_in_one_field(typed: str) -> None:
    """Bracketed or not, the second line of a paste does not answer the next question."""
    reply, _ = answered(TEXT, (typed, ENTER))

    assert reply == an_answer("first line\nsecond line")


def test_five_thousand_characters_survive() -> None:
    """A line of any length is whole."""
    long = "0123456789" * 500

    assert answered(TEXT, f"{long}{ENTER}")[0] == an_answer(long)
    assert answered(TEXT, (a_paste(long), ENTER))[0] == an_answer(long)


def test_ctrl_j_begins_a_new_line_and_ctrl_d_ends() -> None:
    """A text may have several lines; Ctrl-D is no answer of an empty one."""
    assert answered(TEXT, f"one{CTRL_J}two{ENTER}")[0] == an_answer("one\ntwo")
    reply, typing = answered(TEXT, CTRL_D, f"one{ENTER}")
    assert reply == an_answer("one")
    assert typing.notes[1] == key_words.ENTER_RECORDS_NOTHING


def test_enter_alone_records_nothing() -> None:
    """Nor do spaces."""
    reply, _ = answered(TEXT, ENTER, f"   {ENTER}", f"x{ENTER}")

    assert reply == an_answer("x")


def test_esc_goes_back_quickly_from_anything() -> None:
    """Esc answers within a fifth of a second, also from a text that could not stand."""
    began = time.monotonic()
    reply, _ = answered(TEXT, f"half a senten{ESC}")

    assert reply == Back()
    assert time.monotonic() - began < 1  # the sharp limit is tested at a real terminal


def test_what_was_written_before_going_back_stands_again() -> None:
    """Back loses nothing: the text is in the line when the question comes again."""
    with an_asker(f"half a{ESC}", f" sentence{ENTER}") as (asker, typing):
        question = shown(TEXT)
        assert asker.ask(question) == Back()
        reply = asker.ask(question)

    assert reply == an_answer("half a sentence")
    assert words.DRAFT_KEPT in typing.flat


def test_enter_keeps_and_tab_changes_what_stands() -> None:
    """A text that stands is kept by Enter, brought into the line by Tab, or written anew."""
    standing = {"held": an_answer("thin")}

    assert answered(TEXT, ENTER, **standing)[0] == Keep()
    assert answered(TEXT, TAB, f" and pale{ENTER}", **standing)[0] == an_answer("thin and pale")
    assert answered(TEXT, f"well{ENTER}", **standing)[0] == an_answer("well")
    assert answered(TEXT, TAB, ENTER, **standing)[0] == Keep()


def test_the_up_arrow_shows_nothing_of_another_child() -> None:
    """No text of one prompt can be recalled at another."""
    with an_asker(f"Ava's words{ENTER}", f"{UP}{UP}Ben's{ENTER}", f"{UP}{ENTER}", ESC) as one:
        asker, _ = one
        first = asker.ask(shown(TEXT, child=AVA))
        second = asker.ask(shown(a_question("ch.other", "text")))
        third = asker.ask(shown(a_question("ch.third", "text")))

    assert (first, second) == (an_answer("Ava's words"), an_answer("Ben's"))
    assert third == Back()


def test_yanking_brings_nothing_from_another_line() -> None:
    """What Ctrl-U rubbed out in one line cannot be brought back in another."""
    with an_asker(f"secret{CTRL_U}x{ENTER}", f"\x19y{ENTER}") as (asker, _):
        asker.ask(shown(TEXT))
        reply = asker.ask(shown(a_question("ch.other", "text")))

    assert reply == an_answer("y")


def test_ctrl_u_stays_the_terminals_own() -> None:
    """It rubs out the line, and leaves no question."""
    assert answered(TEXT, f"wrong{CTRL_U}right{ENTER}")[0] == an_answer("right")


def test_a_text_goes_on_after_its_reason_was_read() -> None:
    """Ctrl-G tells why, and what was typed stands in the line."""
    reply, typing = answered(TEXT, f"half{CTRL_G}", "x", f" done{ENTER}")

    assert reply == an_answer("half done")
    assert "Hunger can be seen." in typing.printed


def test_nothing_is_an_answer_with_its_reason() -> None:
    """Zero says that there is nothing, and then why."""
    worry = a_question("ch.worry", "text", nothing_label="Nothing worries me, because")

    reply, typing = answered(worry, "0", f"She ran to her father{ENTER}")

    assert reply == an_answer({"nothing": "She ran to her father"})
    assert "0 for: Nothing worries me, because" in typing.printed


def test_zero_for_nothing_stays_a_zero_in_a_line_that_is_begun() -> None:
    """A key that answers at once in one place must not wait for Enter in the next."""
    worry = a_question("ch.worry", "text", nothing_label="Nothing worries me, because")

    assert answered(worry, ("2", f"0 marks{ENTER}"))[0] == an_answer("20 marks")
    assert answered(worry, f"0830, she hid{ENTER}")[0] == an_answer("0830, she hid")
    plain = a_question("ch.x", "text")
    assert answered(plain, ("0", f"7{ENTER}"))[0] == an_answer("07")


def test_one_key_passes_an_optional_text() -> None:
    """A minus in an empty line; in a line that is begun it is a minus."""
    optional = a_question("ch.x", "text", is_needed=False)

    assert answered(optional, "-")[0] == LeftUnanswered(Reason.NOT_ASKED)
    assert answered(optional, ("a", f"-b{ENTER}"))[0] == an_answer("a-b")


def test_a_refused_text_stands_again() -> None:
    """What was not taken need not be typed again."""
    with an_asker(f"12 High Stret{ENTER}", f"\x7f\x7feet{ENTER}") as (asker, _):
        question = shown(TEXT)
        asker.ask(question)
        asker.refuse(question, [Fault("x", "That is not right.", "Put it right.")])
        reply = asker.ask(question)

    assert reply == an_answer("12 High Street")


def test_control_characters_of_a_paste_are_left_out_and_that_is_said() -> None:
    """Nothing pasted can steer the terminal, and nothing is changed in silence."""
    reply, typing = answered(TEXT, a_paste("a\x1b[31mred\x07"), ENTER)

    assert reply == an_answer("a[31mred")
    assert key_words.CONTROLS_LEFT_OUT in typing.notes


def test_half_a_character_is_not_taken() -> None:
    """Bytes that are no text never reach the log."""
    with an_asker(f"a\udce9b{ENTER}", f"{CTRL_U}ab{ENTER}") as (asker, typing):
        typing.source.send_text = lambda data: typing.source.send_bytes(  # type: ignore[method-assign]
            data.encode("utf-8", "surrogateescape")
        )
        reply = asker.ask(shown(TEXT))

    assert reply == an_answer("ab")
    assert words.UNDECODABLE.split(".")[0] in " ".join(typing.notes)


def test_what_is_typed_is_a_draft_a_moment_later() -> None:
    """A kill costs at most the last two seconds of typing."""
    drafts = DraftsInMemory()
    kept: list[str] = []
    question = shown(TEXT)
    with an_asker(drafts=drafts) as (asker, typing):

        def look_and_end() -> None:
            kept.append(drafts.read(question.spot))
            typing.source.send_text(ENTER)

        def type_on() -> None:
            typing.source.send_text("typed so far")
            asyncio.get_running_loop().call_later(2.0, look_and_end)

        typing.script = [type_on]
        asker.ask(question)

    assert [json.loads(one) for one in kept] == ["typed so far"]


def test_the_end_of_the_input_pauses() -> None:
    """A terminal that is closed is no answer."""
    with an_asker() as (asker, typing):
        typing.script = [typing.source.close]
        reply = asker.ask(shown(TEXT))

    assert reply == Pause("closed")
