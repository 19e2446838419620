"""Choices as a person types them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from childcheck.terminal.typed import NotUnderstood
from childcheck.terminal.typed_choices import read_choice, read_choices, read_whole_number

SEEN = (
    ("awake", "Yes, awake"),
    ("asleep", "Yes, asleep, in good light, breathing checked"),
    ("not_here", "Not here now"),
    ("no", "No"),
)


@pytest.mark.parametrize(
    ("typed", "choice"),
    [
        ("1", "awake"),
        (" 2. ", "asleep"),
        ("3)", "not_here"),
        ("asleep", "asleep"),
        ("NOT_HERE", "not_here"),
        ("yes, aw", "awake"),
        ("not here", "not_here"),
        ("no", "no"),
    ],
)
def test_a_choice_is_named_by_number_by_name_or_by_how_it_begins(typed: str, choice: str) -> None:
    """A number, an identifier, a whole label or the only label that begins so names a choice."""
    assert read_choice(typed, SEEN) == choice


@pytest.mark.parametrize("typed", ["0", "5", "y", "yes", "x", "1,2", "99999", "-1"])
def test_what_names_no_single_choice_is_no_answer(typed: str) -> None:
    """A number out of range, a single letter or the start of two labels chooses nothing."""
    assert isinstance(read_choice(typed, SEEN), NotUnderstood)


def test_a_label_that_could_be_two_is_told_with_their_numbers() -> None:
    """Whoever types the start of two labels is told which numbers they have."""
    read = read_choice("yes", SEEN)

    assert isinstance(read, NotUnderstood)
    assert "1 or 2" in read.why


@pytest.mark.parametrize(
    ("typed", "chosen"),
    [
        ("1,3", ("awake", "not_here")),
        ("3 1", ("awake", "not_here")),
        ("3;3, 1", ("awake", "not_here")),
        ("2", ("asleep",)),
        ("yes, asleep, in good light, breathing checked", ("asleep",)),
        ("awake, no", ("awake", "no")),
    ],
)
def test_several_choices_come_in_the_order_shown_each_once(
    typed: str, chosen: tuple[str, ...]
) -> None:
    """However several are typed, they are stored as the checklist lists them."""
    assert read_choices(typed, SEEN) == chosen


@pytest.mark.parametrize("typed", ["1,9", "1,", "all", "awake, maybe", ","])
def test_one_wrong_choice_among_several_records_none(typed: str) -> None:
    """Nothing is left out in silence: one that is not offered refuses all."""
    assert isinstance(read_choices(typed, SEEN), NotUnderstood)


@pytest.mark.parametrize(("typed", "number"), [("0", 0), (" 12 ", 12), ("-3", -3), ("007", 7)])
def test_a_whole_number_is_read(typed: str, number: int) -> None:
    """Digits, with or without a sign, are a number."""
    assert read_whole_number(typed) == number


@pytest.mark.parametrize("typed", ["two", "2.5", "1_000", "٣", "", "12345678901"])
def test_what_is_not_digits_is_no_number(typed: str) -> None:
    """A word, a fraction or a number too long to be meant is refused."""
    assert isinstance(read_whole_number(typed), NotUnderstood)


@given(st.text(max_size=20))
def test_whatever_is_typed_gives_offered_choices_or_a_reason(typed: str) -> None:
    """No text chooses anything that is not offered."""
    read = read_choices(typed, SEEN)

    if not isinstance(read, NotUnderstood):
        assert set(read) <= {one for one, _ in SEEN}
        assert read
