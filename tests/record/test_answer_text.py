"""An answer's value as one text for people."""

from __future__ import annotations

import pytest
from hypothesis import given

from childcheck.record.answer_text import in_words
from childcheck.record.happening import Plain
from tests.record.strategies import plain_values


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (True, "yes"),
        (False, "no"),
        (3, "3"),
        ("awake", "awake"),
        (["saw", "heard"], "saw, heard"),
        ([], "(none)"),
        ({"nothing": "asked each adult apart"}, "(nothing: asked each adult apart)"),
        ([{"text": "Dan"}, {"text": "Danny", "speaker": "aunt"}], "Dan\naunt: Danny"),
        (
            [
                {"speaker": "officer", "words": "Hello"},
                {"speaker": "child", "words": "boję się", "translation": "I am afraid"},
                {"speaker": "child", "words": "nie", "sure": False},
            ],
            "officer: Hello\nchild: boję się [I am afraid]\nchild: nie (not sure)",
        ),
        ({"b": 1, "a": "x"}, '{"a": "x", "b": 1}'),
    ],
)
def test_each_form_of_a_value_reads_well(value: Plain, text: str) -> None:
    """Every form that an answer takes has a text that a person can read."""
    assert in_words(value) == text


@given(plain_values)
def test_every_value_has_a_text(value: Plain) -> None:
    """No value, however odd, stops the read tables from being written."""
    assert isinstance(in_words(value), str)
