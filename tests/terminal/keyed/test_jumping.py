"""What keys do at every question: why, the list of questions, a child found late, again."""

from __future__ import annotations

from childcheck.terminal import words
from childcheck.terminal.keyed import key_words
from childcheck.walk.replies import Back, FoundLate, Jump, Withdrawn
from childcheck.walk.reviewing import Line, Review
from childcheck.walk.subjects import INCIDENT, Spot
from tests.checklist.builders import a_question
from tests.terminal.keyed.typing_officer import (
    CTRL_G,
    CTRL_L,
    CTRL_N,
    CTRL_O,
    CTRL_R,
    ENTER,
    ESC,
    Typing,
    an_asker,
    answered,
)
from tests.terminal.roll_of_three import BEN, a_summary
from tests.terminal.scripted import AVA, an_answer, shown

SEEN = a_question("ch.seen", choices=("awake", "asleep"), why="Look.", source=("SCR", "HMI"))
HERE = shown(SEEN, child=AVA).spot
FIRST = Spot(INCIDENT, a_question("in.mode").id)


def a_review(child: object) -> Review:
    """Return two lines: one that is answered, and one that is still to be asked."""
    lines = (
        Line(1, FIRST, "The beginning", "With the family?", "Yes", "answered"),
        Line(2, HERE, "Look", "Seen?", "(not reached)", "not_reached"),
    )
    return Review("Ava" if child else "The incident", AVA if child else None, lines, (), (), ())


def looked(*script: str) -> tuple[object, Typing]:
    """Return the reply to a question of Ava's at which one can look back."""
    with an_asker(*script) as (asker, typing):
        asker.reviews = a_review
        return asker.ask(shown(SEEN, child=AVA)), typing


def test_why_and_source_are_told_and_the_question_waits() -> None:
    """`?` tells why, the source, and what the keys do; any key brings the question back."""
    for key in ("?", CTRL_G):
        reply, typing = answered(SEEN, key, "2", "1")
        assert reply == an_answer("awake")
        assert "Why this is asked: Look." in typing.printed
        assert "Source: SCR; HMI." in typing.printed
        assert "Ctrl-B: blank the screen" in typing.printed


def test_after_the_help_the_question_stands_last_in_a_small_window() -> None:
    """The help comes in pieces that fit, and the key that ends it answers nothing."""
    with an_asker("?", "1", "1", "2", width=40, height=16) as (asker, typing):
        reply = asker.ask(shown(SEEN))
    assert reply == an_answer("asleep")
    assert typing.labels.count(key_words.ANY_KEY) == 2
    help_, _, again = typing.printed.rpartition(SEEN.ask)
    assert "Enter alone keeps an answer" in help_
    assert again.startswith("\n1  awake\n2  asleep\n")


def test_why_in_the_middle_of_an_answer_brings_back_what_was_asked() -> None:
    """The reasons for leaving stand again under their question, not the question alone."""
    reply, typing = answered(SEEN, "u", "?", " ", ESC, "1")

    assert reply == an_answer("awake")
    assert typing.printed.count(key_words.KEYED_LEAVE_HOW) == 2


def test_the_list_tells_how_each_question_stands() -> None:
    """In words: answered, still to be asked, and where one is."""
    reply, typing = looked("j", ESC, "1")

    assert reply == an_answer("awake")
    assert "1  answered: With the family?" in typing.printed
    assert "2  still to be asked, you are here: Seen?" in typing.printed


def test_a_number_goes_to_its_question() -> None:
    """Enter alone stays; a number that is none says so."""
    assert looked(CTRL_O, f"1{ENTER}")[0] == Jump(FIRST)
    reply, typing = looked("j", f"9{ENTER}", f"x{ENTER}", ENTER, ENTER, "2")
    assert reply == an_answer("asleep")
    assert "There is no such number" in " ".join(typing.notes)


def test_the_list_goes_to_what_is_open_and_to_the_incident() -> None:
    """`n` is the first open question; `i` lists the incident's own."""
    assert looked("j", "n")[0] == Jump(None)
    reply, typing = looked("j", "i", f"2{ENTER}")
    assert reply == Jump(HERE)
    assert "The incident" in typing.printed


def test_without_a_list_there_is_none_in_the_footer() -> None:
    """What cannot be used is not offered."""
    reply, typing = answered(SEEN, "j", "1")

    assert reply == an_answer("awake")
    assert key_words.NO_LIST_HERE in typing.notes
    assert "list" not in typing.printed


def test_a_child_found_late_is_named_from_anywhere() -> None:
    """From a choice and from the middle of a text; Esc leaves it."""
    assert answered(SEEN, CTRL_N, ENTER, f" Cara {ENTER}")[0] == FoundLate("Cara")
    text = a_question("ch.x", "text")
    assert answered(text, f"half{CTRL_N}", f"Cara{ENTER}")[0] == FoundLate("Cara")
    assert answered(text, f"half{CTRL_N}", ESC, f" done{ENTER}")[0] == an_answer("half done")


def test_at_the_first_question_there_is_no_way_back() -> None:
    """It says so; everywhere else Back goes back."""
    reply, typing = answered(SEEN, ESC, "1", may_go_back=False)

    assert reply == an_answer("awake")
    assert words.NO_WAY_BACK in typing.notes
    assert "Esc back" not in typing.printed


def test_the_question_again() -> None:
    """Ctrl-R prints the question in full, and records nothing."""
    reply, typing = answered(SEEN, CTRL_R, "1")

    assert reply == an_answer("awake")
    assert typing.printed.count("What about ch.seen?") == 2


def test_keys_work_within_a_needed_line_too() -> None:
    """A question can be left, and gone back from, in the middle of its answer."""
    text = a_question("ch.x", "text", nothing_label="Nothing")

    reply, _ = answered(text, "0", ESC, CTRL_L, ESC, ESC)

    assert reply == Back()


def test_the_list_tells_how_far_the_others_are_and_takes_a_child_off() -> None:
    """`w` asks which child and why; Esc at either goes back to the question."""
    with an_asker("j", "w", f"9{ENTER}", f"2{ENTER}", f"lives next door{ENTER}") as (asker, typing):
        asker.reviews, asker.summary = a_review, a_summary
        reply = asker.ask(shown(SEEN, child=AVA))

    assert reply == Withdrawn(BEN, "lives next door")
    assert "Child 3, Cara: finished" in typing.printed
    assert "Child 2, Ben. Why is this person taken off the list?" in typing.flat
    assert "Type the number of a child on the list: 1, 2, 3." in typing.notes[-2]


def test_esc_takes_nobody_off() -> None:
    """The question waits as it was."""
    script = ("j", "w", ESC, "j", "w", f"2{ENTER}", ESC, "1")
    with an_asker(*script) as (asker, _):
        asker.reviews, asker.summary = a_review, a_summary
        assert asker.ask(shown(SEEN, child=AVA)) == an_answer("awake")


def test_what_became_of_a_child_is_read_before_the_screen_is_cleared() -> None:
    """It waits for a key where another child comes next."""
    with an_asker("1", " ", "1") as (asker, typing):
        asker.ask(shown(SEEN, child=AVA))
        asker.tell_of_roll("Ben", 2, is_withdrawn=True)
        asker.ask(shown(SEEN, child=BEN))

    assert "Child 2, Ben, is off the list." in typing.flat
    assert key_words.ANY_KEY in typing.labels
