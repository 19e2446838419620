"""A long list in a low window."""

from __future__ import annotations

from childcheck.identifiers import QuestionId
from childcheck.terminal import words
from childcheck.walk.replies import Jump, Pause
from childcheck.walk.reviewing import Line, Review
from childcheck.walk.subjects import INCIDENT, Spot
from tests.checklist.builders import a_question
from tests.terminal.scripted import ScriptedConsole, Typed, an_answer, an_asker, shown

LINES = tuple(
    Line(one, Spot(INCIDENT, QuestionId(f"q{one}")), "All", f"Question {one}?", "yes", "answered")
    for one in range(1, 41)
)


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
    assert console.printed.count(words.PAGES_HOW) == 2
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
