"""The lines of a talk as a person types them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from childcheck.checklist.answers import Plain
from childcheck.terminal.typed import NotUnderstood
from childcheck.terminal.typed_talk import (
    LineOfTalk,
    MoreWords,
    NobodysWords,
    Translation,
    line_from_value,
    read_line_of_talk,
    read_talk,
    stored_talk,
    with_more,
)


@pytest.mark.parametrize(
    ("typed", "speaker"),
    [
        ("o What happened?", "officer"),
        ("c He pushed her", "child"),
        ("i He pushed her", "interpreter"),
        ("x Don't tell", "other"),
        ("* nods", "not_in_words"),
    ],
)
def test_the_first_letter_says_who_spoke(typed: str, speaker: str) -> None:
    """A letter, or a star, and a space begin a line of somebody."""
    assert read_line_of_talk(typed) == LineOfTalk(speaker, typed[2:])


@given(st.text(st.characters(exclude_categories=("Cc", "Cs")), min_size=1))
def test_the_words_are_kept_character_for_character(said: str) -> None:
    """Spaces, accents and signs of a child's words stay exactly as they are typed."""
    read = read_line_of_talk(f"c {said}")

    if said.strip():
        assert read == LineOfTalk("child", said)
        assert read.as_value() == {"speaker": "child", "words": said}
    else:
        assert isinstance(read, NotUnderstood)


def test_words_without_a_letter_are_nobodys() -> None:
    """No line before lends them its speaker."""
    assert read_line_of_talk("I went upstairs ") == NobodysWords("I went upstairs ")


def test_a_plus_goes_on_with_the_line_before() -> None:
    """A sentence over two lines stays one line of the talk, with its line break."""
    more = read_line_of_talk("+ I went upstairs ")

    assert more == MoreWords("I went upstairs ")
    assert with_more(LineOfTalk("child", "Then"), more).words == "Then\nI went upstairs "


def test_a_pasted_paragraph_stays_with_its_first_line() -> None:
    """Lines without a letter, and the blank ones between them, belong to the paragraph."""
    pasted = ["o Hello", "", "c I was in bed", "", "and heard it", "* nods", "He hit her", "twice"]

    assert list(read_talk(pasted)) == [
        LineOfTalk("officer", "Hello"),
        LineOfTalk("child", "I was in bed\n\nand heard it"),
        LineOfTalk("not_in_words", "nods"),
        NobodysWords("He hit her\ntwice"),
    ]


def test_words_that_are_nobodys_are_stored_apart_from_the_lines() -> None:
    """A draft can hold them, and gives them back as nobody's."""
    value: Plain = [{"speaker": "child", "words": "Yes"}, {"speaker": "", "words": "He hit her"}]

    assert stored_talk(value) == ([LineOfTalk("child", "Yes")], "He hit her")


def test_a_plus_goes_on_even_when_the_line_begins_like_a_speaker() -> None:
    """A line that begins with a small i can still belong to the child."""
    assert read_line_of_talk("+ i was scared") == MoreWords("i was scared")


def test_t_is_the_english_of_the_line_before_and_t_with_a_question_mark_is_not_sure() -> None:
    """A translation says whether whoever wrote it is sure."""
    assert read_line_of_talk("t He shouted") == Translation("He shouted", is_sure=True)
    assert read_line_of_talk("t? He shouted") == Translation("He shouted", is_sure=False)


def test_a_translation_can_go_on_in_the_next_line() -> None:
    """After a translation, a line without a letter belongs to the translation."""
    line = LineOfTalk("child", "Tata", translation="Daddy", goes_on_in_translation=True)

    assert with_more(line, MoreWords("shouted")).translation == "Daddy\nshouted"


@pytest.mark.parametrize(
    "typed", ["O hello", "C He did", "X no", "T He", "T? He", "c", "o  ", "t", "*"]
)
def test_a_slip_of_the_shift_key_or_a_letter_without_words_is_asked_again(typed: str) -> None:
    """Words are never put in the wrong mouth by a capital, and no line is empty."""
    assert isinstance(read_line_of_talk(typed), NotUnderstood)


def test_a_stored_line_comes_back_as_it_was() -> None:
    """Language, translation, translator and doubt survive being stored and read again."""
    line = LineOfTalk("child", "Tata krzyczał", "Polish", "Daddy shouted", "her sister", False)

    assert line_from_value(line.as_value()) == line
    assert line_from_value({"speaker": "child", "words": "Yes"}) == LineOfTalk("child", "Yes")
