"""A long list in a low window."""

from __future__ import annotations

import pytest

from childcheck.checklist.answers import Answer
from childcheck.identifiers import QuestionId
from childcheck.terminal import words
from childcheck.walk.replies import Edit, Jump, Pause
from childcheck.walk.reviewing import Line, Review
from childcheck.walk.subjects import INCIDENT, Spot
from tests.checklist.builders import a_question
from tests.terminal.leavings import PLAN, a_leaving
from tests.terminal.plain.test_ending import BEN, a_summary, spot
from tests.terminal.scripted import ScriptedConsole, Typed, an_answer, an_asker, shown

LINES = tuple(
    Line(one, Spot(INCIDENT, QuestionId(f"q{one}")), "All", f"Question {one}?", "yes", "answered")
    for one in range(1, 41)
)

BEN_NOT_SEEN = spot("ch.seen", BEN)


def listed(*script: Typed, height: int | None = 24) -> tuple[object, ScriptedConsole]:
    """Return the reply to a question at which `:list` shows forty lines, and the console."""
    asker, console = an_asker(":list", *script)
    console.height = height
    asker.reviews = lambda child: Review("", child, LINES, (), (), ())
    reply = asker.ask(shown(a_question()))
    assert not console.script, console.printed
    return reply, console


def test_a_long_list_comes_in_pieces_and_enter_only_goes_on() -> None:
    """No Enter between two pages becomes an answer, nor any other word."""
    reply, console = listed("", "f", ("1", "2"), "", "", "1")

    assert reply == an_answer("yes")
    assert console.printed.count(words.PAGES_HOW) == 3  # once unasked, before the first
    pages = console.printed.partition(":list\n")[2].split("More: ")
    assert all(page.count("\n") <= 24 for page in pages)
    assert "40) Question 40? yes" in pages[-1]


def test_a_number_or_a_word_with_a_colon_works_before_the_last_piece() -> None:
    """Whoever saw the line need not turn over the others."""
    reply, console = listed("7")
    assert reply == Jump(LINES[6].spot)
    assert "40)" not in console.printed

    assert listed(":pause")[0] == Pause("word")
    assert listed(":back", "1")[0] == an_answer("yes")


def test_without_a_height_all_is_printed_at_once() -> None:
    """A dumb terminal, or a screen reader's, loses nothing by scrolling."""
    reply, console = listed("", "1", height=None)

    assert reply == an_answer("yes")
    assert "More: " not in console.printed


def test_what_stands_above_already_belongs_to_the_first_piece() -> None:
    """The beginning of a list does not scroll away because a question stood over it."""
    asker, console = an_asker("", "", "")
    console.height = 24
    talk = a_question("ch.talk", "transcript", guidance="Mind this. " * 20)
    lines = [{"speaker": "child", "words": f"Line {one} of many"} for one in range(1, 31)]
    asker.ask(shown(talk, held=an_answer(lines)))  # type: ignore[arg-type]

    first = console.printed.partition("More: ")[0]
    assert "1) Child: Line 1 of many" in first
    assert first.count("\n") <= 24


def test_between_the_pieces_of_a_help_no_number_answers() -> None:
    """The question is out of sight there; a word with a colon works."""
    asker, console = an_asker(":help", "1", "", "2")
    console.height, console.width = 20, 39
    assert asker.ask(shown(a_question())) == an_answer("no")
    assert console.flat.count(words.PAGES_HOW_WITHOUT_NUMBERS) == 2
    assert "2) no" in console.printed.rpartition("More: ")[2]

    asker, console = an_asker(":help", ":pause")
    console.height, console.width = 20, 39
    assert asker.ask(shown(a_question())) == Pause("word")


@pytest.mark.parametrize(
    ("screen", "last", "number"), [("summary", "Owed:", "3"), ("leaving", "Owed:", "5")]
)
def test_the_ends_come_in_pieces_too(screen: str, last: str, number: str) -> None:
    """The worst stands first and stays in sight; a number of a later piece works at once."""
    for script, decided in ((("", "", "", ":pause"), Pause("word")), ((number,), None)):
        asker, console = an_asker(*script)
        console.height, console.width = 10, 39
        if screen == "summary":
            reply: object = asker.conclude(a_summary(is_open=True))
            there = BEN_NOT_SEEN
        else:
            reply = asker.close_door(a_leaving())
            there = PLAN
        assert reply == (decided or Edit(there))
        assert console.printed.count("More: ") >= 1
        assert console.printed.partition("More: ")[0].count("\n") <= 10
        assert (last in console.printed) == (decided is not None)


def test_the_lines_of_a_long_talk_come_in_pieces() -> None:
    """What was said first can be read before what was said last; a number changes its line."""
    said = [f"c line {one}" for one in range(1, 31)]
    asker, console = an_asker(*said, ":show", "3", "c the third", ".")
    console.height = 24
    reply = asker.ask(shown(a_question("ch.talk", "transcript")))

    assert isinstance(reply, Answer)
    assert isinstance(reply.value, list)
    assert reply.value[2] == {"speaker": "child", "words": "the third"}
    assert "30) Child" not in console.printed
