"""Leaving a question unanswered, by keys."""

from __future__ import annotations

import json

from childcheck.checklist.answers import LeftUnanswered
from childcheck.checklist.definitions import Reason
from childcheck.terminal import words
from childcheck.terminal.drafts import DraftsInMemory
from tests.checklist.builders import a_question
from tests.terminal.keyed.typing_officer import CTRL_L, ENTER, ESC, an_asker, answered
from tests.terminal.scripted import an_answer, shown

SEEN = a_question("ch.seen", choices=("awake", "asleep"))


def test_a_reason_has_its_key() -> None:
    """`u`, then the reason's number; a line is asked where the reason needs one."""
    assert answered(SEEN, "u", "1")[0] == LeftUnanswered(Reason.DID_NOT_WANT)

    reply, typing = answered(SEEN, "u", "2", ENTER, f"Looked in the cot{ENTER}")
    assert reply == LeftUnanswered(Reason.NOT_KNOWN, "Looked in the cot")
    assert "What did you try?" in typing.printed


def test_a_text_is_left_by_ctrl_l() -> None:
    """In a text a letter is a letter; Ctrl-L leaves, and Ctrl-U stays the terminal's own."""
    reply, _ = answered(a_question("ch.x", "text"), CTRL_L, "3", f"No time{ENTER}")

    assert reply == LeftUnanswered(Reason.NOT_ASKED, "No time")


def test_reasons_keep_their_numbers_where_others_are_not_allowed() -> None:
    """The third reason is key 3 everywhere."""
    only = a_question("ch.x", choices=("a", "b"), reasons=(Reason.NOT_ASKED,))

    reply, typing = answered(only, "u", "1", "3", f"Asleep{ENTER}")

    assert reply == LeftUnanswered(Reason.NOT_ASKED, "Asleep")
    assert "Press one of 3" in " ".join(typing.notes)


def test_a_question_that_must_be_answered_cannot_be_left() -> None:
    """It says so, and stays."""
    reply, typing = answered(a_question("ch.x", choices=("a", "b"), reasons=()), "u", "1")

    assert reply == an_answer("a")
    assert words.CANNOT_BE_LEFT in typing.notes


def test_esc_at_the_reasons_goes_back_to_the_question() -> None:
    """Nothing is left by looking at the reasons."""
    assert answered(SEEN, "u", ESC, "2")[0] == an_answer("asleep")


def test_a_line_can_be_added_to_a_reason_that_needs_none() -> None:
    """A plus before the reason asks for a line as well."""
    reply, _ = answered(SEEN, "u", "+", "1", f"He said: not tonight{ENTER}")

    assert reply == LeftUnanswered(Reason.DID_NOT_WANT, "He said: not tonight")


def test_a_half_written_reason_stands_again() -> None:
    """What was written of a line is not lost by going back to the question."""
    drafts = DraftsInMemory()
    with an_asker("u", "3", f"She was asl{ESC}", "u", "3", f"eep{ENTER}", drafts=drafts) as one:
        asker, _ = one
        question = shown(SEEN)
        reply = asker.ask(question)

    assert reply == LeftUnanswered(Reason.NOT_ASKED, "She was asleep")
    assert json.loads(drafts.read(question.spot))["text"].startswith("She was asl")
