"""Texts in plain mode: one line and Enter, or several lines."""

from __future__ import annotations

from childcheck.checklist.answers import LeftUnanswered
from childcheck.checklist.definitions import NeededLine, Reason
from childcheck.terminal import words
from childcheck.terminal.console import Trouble, Unusable
from childcheck.walk.replies import Back, Keep
from tests.checklist.builders import a_choice, a_question
from tests.terminal.scripted import an_answer, an_asker, answered, shown

HOME = a_question("in.home", "text")
WORRY = a_question("ch.worry", "text", nothing_label="Nothing worries me, because")


def test_a_line_and_enter_are_a_text() -> None:
    """A short text needs nothing but Enter."""
    assert answered(HOME, "Warm, food in.")[0] == an_answer("Warm, food in.")


def test_a_text_is_kept_as_it_is_typed() -> None:
    """Spaces at either end and inside a text are part of what was written."""
    assert answered(HOME, "  two  spaces ")[0] == an_answer("  two  spaces ")


def test_a_pasted_paragraph_lands_in_one_text() -> None:
    """All lines of a paste belong to the question they were pasted into."""
    reply, console = answered(HOME, ("one", "", ":back", "."))

    assert reply == an_answer("one\n\n:back\n.")
    assert words.lines_taken(4) in console.printed


def test_several_lines_end_with_a_full_stop() -> None:
    """After :more, lines are taken until a full stop stands alone; an empty one stays empty."""
    reply, console = answered(HOME, ":more", "first", "", "third", ".")

    assert reply == an_answer("first\n\nthird")
    assert console.went_on == [False, False, True, True, True]  # what waits is the same text's


def test_more_adds_to_the_text_that_stands() -> None:
    """A text is added to without typing it again."""
    reply, _ = answered(HOME, ":more", "second", ".", held=an_answer("first"))

    assert reply == an_answer("first\nsecond")


def test_a_full_stop_alone_is_no_text() -> None:
    """Whoever ends a text that was never begun is asked for the words."""
    reply, console = answered(HOME, ".", ":m", ".", "words", ".")

    assert reply == an_answer("words")
    assert words.FULL_STOP_IS_NO_ANSWER in console.printed
    assert words.NOTHING_WRITTEN in console.printed


def test_enter_keeps_a_text_that_stands_and_a_line_replaces_it() -> None:
    """Enter keeps; anything typed is the new text."""
    assert answered(HOME, "", held=an_answer("first"))[0] == Keep()
    assert answered(HOME, "new", held=an_answer("first"))[0] == an_answer("new")


def test_nothing_is_an_answer_only_with_a_line_why() -> None:
    """Where the checklist offers it, 0 says nothing, and then why."""
    reply, console = answered(WORRY, "0", "", "Calm, and with her aunt")

    assert reply == an_answer({"nothing": "Calm, and with her aunt"})
    assert "0 for: Nothing worries me, because." in console.flat


def test_0_is_a_text_where_nothing_is_not_offered() -> None:
    """An incident number may be 0."""
    assert answered(HOME, "0")[0] == an_answer("0")


def test_a_colon_typed_twice_begins_a_text_with_a_colon() -> None:
    """Words that begin with a colon are told apart from words of the program."""
    assert answered(HOME, "::back")[0] == an_answer(":back")
    reply, console = answered(HOME, ":) said the note", "::) said the note")
    assert reply == an_answer(":) said the note")
    assert words.COLON_HINT in console.flat


def test_a_line_that_may_have_been_cut_is_refused_with_the_way_to_enter_it() -> None:
    """A line too long for the terminal is never taken in part."""
    reply, console = answered(HOME, Unusable(Trouble.TOO_LONG), ":more", "a", "b", ".")

    assert reply == an_answer("a\nb")
    assert "4,095" in console.flat
    assert ":more" in console.flat
    assert "--from FILE" in console.flat


def test_a_half_written_text_survives_going_back() -> None:
    """Lines written before Back are there again when the question comes again."""
    asker, console = an_asker(":more", "first", ":back", "second", ".")
    question = shown(HOME)

    assert asker.ask(question) == Back()
    assert asker.ask(question) == an_answer("first\nsecond")
    assert words.DRAFT_KEPT in console.printed


def test_an_answer_that_was_taken_leaves_no_draft() -> None:
    """Once the text is recorded, the next time begins with what stands, not with a draft."""
    asker, console = an_asker(":more", "first", ".", "other", "")
    question = shown(HOME)
    asker.ask(question)
    asker.ask(shown(a_question("in.ref", "text")))

    assert asker.ask(shown(HOME, held=an_answer("first"))) == Keep()
    assert words.DRAFT_KEPT not in console.printed


def test_a_text_that_was_refused_is_still_there() -> None:
    """When the walk refuses an answer, the lines need not be typed again."""
    asker, _ = an_asker(":more", "first", ".", "second", ".")
    question = shown(HOME)
    asker.ask(question)
    asker.refuse(question, ())

    assert asker.ask(question) == an_answer("first\nsecond")


def test_a_paste_into_a_needed_line_is_taken_whole() -> None:
    """A line beside an answer takes a paragraph as well."""
    question = a_question(
        "ch.sleeps", choices=(a_choice("seen", text=NeededLine("What is there?")),)
    )

    reply, console = answered(question, "1", ("a bed", "a cot"))

    assert reply == an_answer("seen", {"": "a bed\na cot"})
    assert words.lines_taken(2) in console.printed


def test_enter_on_an_empty_sheet_keeps_what_stands() -> None:
    """Whoever asked for several lines and wants none keeps the reason that stands."""
    left = LeftUnanswered(Reason.DID_NOT_WANT)

    assert answered(HOME, ":more", "", held=left)[0] == Keep()


def test_the_last_line_can_be_taken_out_and_any_line_written_anew() -> None:
    """A slip in a long text is put right without typing the rest again."""
    script = (":more", "one", "tow", "thre", ":undo", ":change 2", "two", ":change 9", ":show", ".")

    reply, console = answered(HOME, *script)

    assert reply == an_answer("one\ntwo")
    assert words.no_such_line(2) in console.printed
    assert words.taken_out("thre") in console.printed
    assert "2) two" in console.printed
