"""The canonical form: one text for one value, everywhere and for ever."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from childcheck.record.entries import LARGEST, NotPlain, written
from childcheck.record.happening import Plain
from tests.record.strategies import ascii_keys, plain_values


@given(plain_values)
def test_what_is_written_reads_back_the_same(value: Plain) -> None:
    """The written form of a plain value says that value and nothing else."""
    assert json.loads(written(value)) == value


@given(plain_values)
def test_a_value_has_one_written_form(value: Plain) -> None:
    """Written, read and written again, the text is the same to the byte."""
    text = written(value)

    assert written(json.loads(text)).encode() == text.encode()


@given(st.dictionaries(ascii_keys, plain_values, min_size=2, max_size=4))
def test_the_order_of_keys_does_not_matter(value: dict[str, Plain]) -> None:
    """Two mappings that say the same are written the same, in whatever order they were made."""
    turned = dict(reversed(value.items()))

    assert written(turned) == written(value)


@given(plain_values)
def test_the_written_form_is_one_line_without_control_characters(value: Plain) -> None:
    """No written text holds a raw control character, so no program cuts it short."""
    assert all(ord(character) >= 32 for character in written(value))


@pytest.mark.parametrize(
    "value",
    [
        0.5,
        float("nan"),
        LARGEST + 1,
        -LARGEST - 1,
        {"ä": 1},
        {1: "a key"},
        "half a pair \ud83d",
        [{"deep": ["\udc00"]}],
        b"bytes",
        {"a", "set"},
        object(),
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_would_not_be_the_same_everywhere_is_refused(value: object) -> None:
    """Fractions, large numbers, foreign keys, halves of characters and other types are refused."""
    with pytest.raises(NotPlain):
        written(value)  # type: ignore[arg-type]


def test_a_refusal_never_repeats_what_was_refused() -> None:
    """The words of a child do not come out in the message that refuses them."""
    with pytest.raises(NotPlain) as refusal:
        written({"words": "mum said \ud83d nothing"})

    assert "mum" not in str(refusal.value)
    assert refusal.value.__cause__ is None
    assert refusal.value.__suppress_context__


def test_the_largest_numbers_that_every_program_knows_are_written() -> None:
    """Whole numbers up to 2**53 - 1 are written as they are."""
    assert written([LARGEST, -LARGEST, 0]) == "[9007199254740991,-9007199254740991,0]"
