"""Placeholders are found, and filled in one pass with words that read aloud."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from childcheck.checklist.answers import Answer, LeftUnanswered, Plain
from childcheck.checklist.definitions import Question, Reason
from childcheck.checklist.placeholders import as_words, filled, found_in, has_stray_brace
from tests.checklist.builders import a_choice, a_question


def test_placeholders_are_found_in_order_and_once() -> None:
    """Each name between braces is returned once, where it first stands."""
    text = "Has {child} told {adult} of {in.place}? Ask {child}."

    assert found_in(text) == ("child", "adult", "in.place")
    assert found_in("Nobody here.") == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Is {child} here?", False),
        ("Is {child here?", True),
        ("Is child} here?", True),
        ("Is { child } here?", True),
        ("Is {} here?", True),
    ],
)
def test_a_brace_on_its_own_is_noticed(text: str, expected: bool) -> None:
    """Braces that make no placeholder are seen, so that nobody reads them aloud."""
    assert has_stray_brace(text) is expected


def test_names_and_answers_are_filled_in() -> None:
    """A placeholder becomes the name of who is in hand, or what was answered."""
    text = "Did {adult} bring {child} to {in.place}?"

    shown = filled(text, child="Zosia", adult="Ola", answers={"in.place": "Mill Lane"})

    assert shown == "Did Ola bring Zosia to Mill Lane?"


def test_a_child_without_a_name_is_this_child() -> None:
    """Where no name is known the sentence still reads aloud, with a capital where it begins."""
    assert filled("Where is {child}?") == "Where is this child?"
    assert filled("{child} is here. {adult} too.") == "This child is here. This adult too."


def test_a_missing_answer_is_shown_as_not_known() -> None:
    """A sentence with a hole in it is never shown."""
    assert filled("You said {ch.x}.") == "You said (not known)."


@given(st.text(), st.text())
def test_what_is_filled_in_is_never_filled_again(name: str, answer: str) -> None:
    """A name that holds braces is shown as it is: words of a record are no placeholders."""
    shown = filled(
        "<{child}|{ch.x}>", child=f"{{ch.x}}{name}", answers={"ch.x": f"{{child}}{answer}"}
    )

    assert shown == f"<{{ch.x}}{name}|{{child}}{answer}>"


COLOUR = a_question("ch.colour", choices=(a_choice("red", "Dark red"), a_choice("blue", "Blue")))
EFFECT = a_question("ch.effect", "choices", choices=("saw", "heard", "hurt"))
NICKNAMES = a_question("ch.aka", "lines", none_label="Asked, no other name")
WORRY = a_question("ch.worry", "text", nothing_label="Nothing worries me")


@pytest.mark.parametrize(
    ("question", "value", "expected"),
    [
        (COLOUR, "red", "Dark red"),
        (EFFECT, ["saw"], "saw"),
        (EFFECT, ["saw", "heard", "hurt"], "saw, heard and hurt"),
        (WORRY, "the stairs", "the stairs"),
        (WORRY, {"nothing": "all calm"}, "Nothing worries me"),
        (NICKNAMES, [{"text": "Zoe"}, {"text": "Zo"}], "Zoe and Zo"),
        (NICKNAMES, [], "Asked, no other name"),
        (a_question("ch.n", "number"), 3, "3"),
        (a_question("ch.d", "date"), "2022-03-14", "14 March 2022"),
        (a_question("ch.d", "date"), "about 4 years", "about 4 years"),
        (a_question("ch.d", "date"), "overdue 2026-11-01", "overdue 1 November 2026"),
        (a_question("ch.t", "time"), "2026-10-25T01:30:00+01:00", "01:30 on 25 October 2026"),
        (a_question("ch.t", "time"), "about noon", "about noon"),
        (a_question("in.adults", "people"), ["A1", "A2"], "Ola and Jan"),
        (a_question("in.adults", "people"), [], ""),
        (a_question("in.x", "address"), None, ""),
    ],
)
def test_an_answer_reads_aloud(question: Question, value: Plain, expected: str) -> None:
    """Choices appear by their wording, dates in words, persons by name."""
    assert as_words(question, Answer(value), {"A1": "Ola", "A2": "Jan"}) == expected


def test_no_answer_has_no_words() -> None:
    """What was left, or never put, fills nothing in."""
    assert as_words(COLOUR, LeftUnanswered(Reason.NOT_KNOWN)) == ""
    assert as_words(COLOUR, None) == ""
