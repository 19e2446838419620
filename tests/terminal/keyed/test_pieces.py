"""What is longer than the window, by keys: it comes in pieces and can be decided on at any."""

from __future__ import annotations

from dataclasses import replace

import pytest

from childcheck.terminal.keyed import key_words
from childcheck.walk.replies import Back, Edit, Finish, Pause
from childcheck.walk.reviewing import Line, Review
from tests.terminal.keyed.test_ending import LINES, REVIEW, SEEN
from tests.terminal.keyed.typing_officer import (
    CTRL_B,
    CTRL_R,
    ENTER,
    ESC,
    Typed,
    Typing,
    an_asker,
)

MANY = tuple(
    Line(number, SEEN, "Seen and heard", f"Question {number}?", "Yes", "answered")
    for number in range(1, 51)
)
LONG = replace(REVIEW, lines=MANY)


def reviewed(review: Review, *script: Typed, height: int = 24) -> tuple[object, Typing]:
    """Return what is decided at a review in a window of so many rows."""
    with an_asker(*script, height=height) as (asker, typing):
        return asker.review(review), typing


def test_a_long_review_comes_in_pieces() -> None:
    """Enter shows the next piece, and each fits the window together with what may be typed."""
    reply, typing = reviewed(LONG, ENTER, ENTER, "f")

    assert reply == Finish()
    assert typing.labels == [key_words.NEXT_PIECE, key_words.NEXT_PIECE, "What now"]
    pieces = typing.printed.split(key_words.KEYED_REVIEW_HOW)
    assert all(piece.count("\n") <= 23 for piece in pieces)
    assert all(f"{number}  Question {number}?" in typing.printed for number in range(1, 51))


def test_what_fits_the_window_is_not_broken() -> None:
    """A short review asks at once what to do."""
    _, typing = reviewed(replace(REVIEW, lines=LINES), "f")

    assert typing.labels == ["What now"]


@pytest.mark.parametrize(
    ("typed", "decided"), [("f", Finish()), (ESC, Back()), (f"50{ENTER}", Edit(SEEN))]
)
def test_whoever_knows_what_to_do_need_not_read_to_the_end(typed: str, decided: object) -> None:
    """A key or a number between two pieces decides; the rest is not printed."""
    reply, typing = reviewed(LONG, typed)

    assert reply == decided
    assert "Question 50?" not in typing.printed


def test_what_cannot_be_between_two_pieces_is_said_and_asked_again() -> None:
    """A number that is none does not cost the review."""
    reply, typing = reviewed(LONG, f"77{ENTER}", f"1{ENTER}")

    assert reply == Edit(SEEN)
    assert typing.labels == [key_words.NEXT_PIECE, "What now"]


def test_after_a_pause_or_a_blank_screen_it_begins_anew() -> None:
    """What was read already stands there again, from the top."""
    _, typing = reviewed(LONG, ENTER, CTRL_B, " ", f"4711{ENTER}", ENTER, ENTER, "f")
    assert typing.printed.count("1  Question 1?") == 2

    reply, _ = reviewed(LONG, "q", "q")
    assert reply == Pause("word")


def test_asked_for_again_it_comes_in_pieces_too() -> None:
    """Ctrl-R puts all of it again, from the top."""
    _, typing = reviewed(LONG, ENTER, ENTER, CTRL_R, ENTER, ENTER, "f")

    assert typing.printed.count("1  Question 1?") == 2
