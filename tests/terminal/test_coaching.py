"""What a practice tells, also to somebody who does something else first."""

from __future__ import annotations

from childcheck.terminal.coaching import Coach
from childcheck.terminal.modes import Mode
from childcheck.walk.practice import Hint, Story

STORY = Story(
    {
        ("in.mode", 0): (Hint("You are there.", ("1",), ("1",)),),
        ("in.adults", 0): (
            Hint("List her.", ("Marta Enter",), ("Marta",)),
            Hint("List him.", ("Rolf Enter",), ("Rolf",)),
        ),
        ("in.count", 0): (Hint("Look first.", ("j", "Esc", "2"), (":list", "Enter", "2")),),
        ("in.signs", 0): (
            Hint("Go back.", ("Esc",), (":back",)),
            Hint("Nothing.", ("n",), ("n",)),
        ),
    },
    elsewhere="Nothing is told.",
)


def a_coach(mode: Mode = "keyed") -> Coach:
    """Return somebody who tells the story above."""
    return Coach(STORY, mode, officer="4711")


def test_whoever_goes_back_is_told_the_same_again() -> None:
    """Going back undoes nothing, so it must not take a step of the story away either."""
    for mode in ("keyed", "plain"):
        coach = a_coach(mode)
        coach.tell("in.mode")
        first = coach.tell("in.adults")
        coach.went_back()

        assert "You are there." in coach.tell("in.mode").text
        assert coach.tell("in.adults") == first
        assert "List him." in coach.tell("in.adults").text


def test_going_back_to_where_two_things_are_told_tells_the_last_of_them() -> None:
    """It is the step that was done there, and may be done otherwise now."""
    coach = a_coach()
    coach.tell("in.adults")
    coach.tell("in.adults")
    coach.tell("in.count")
    coach.went_back()

    assert "List him." in coach.tell("in.adults").text


def test_going_back_because_the_story_says_so_goes_on_with_the_story() -> None:
    """Who comes to the question again is told what comes next there."""
    coach = a_coach()
    coach.tell("in.mode")
    coach.tell("in.signs")
    coach.went_back()
    coach.tell("in.mode")

    assert "Nothing." in coach.tell("in.signs").text


def test_what_led_away_from_a_question_is_not_told_again_when_it_is_put_again() -> None:
    """After the list was looked at, only the answer is left to be given."""
    keyed, plain = a_coach().tell("in.count"), a_coach("plain").tell("in.count")

    assert "First press j" in keyed.text
    assert keyed.again == "Look first.\nNow press 2"
    assert "First type and press Enter: :list" in plain.text
    assert plain.again == "Look first.\nNow type and press Enter: 2"
    assert a_coach().tell("in.mode").again == a_coach().tell("in.mode").text


def test_why_by_keys_takes_the_key_that_brings_the_question_back() -> None:
    """After both only the answer is left to press; a word in plain mode is one line."""
    story = Story({("in.mode", 0): (Hint("Ask.", ("?", "Enter", "1"), (":why", "1")),)}, "")

    assert "Now press 1" in Coach(story, "keyed", officer="4711").tell("in.mode").again
    assert (
        "Now type and press Enter: 1" in Coach(story, "plain", officer="4711").tell("in.mode").again
    )
