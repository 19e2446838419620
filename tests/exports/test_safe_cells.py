"""No cell is a formula, and no text looks like a state."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from childcheck.exports.safe_cells import as_recorded, is_formula, needs_apostrophe, safe

BEFORE = (
    "",
    " ",
    "\t",
    "\r\n",
    "\x00",
    "\x07",
    "\u200b",
    "\ufeff",
    "\xa0",
    "\u2028",
    '"',
    "''",
    "“ ",
)
BEGINNINGS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "−")

texts = st.text() | st.builds(
    lambda before, first, rest: "".join(before) + first + rest,
    st.lists(st.sampled_from(BEFORE)),
    st.sampled_from((*BEGINNINGS, "(", "a", "1", "'")),
    st.text(),
)


@pytest.mark.parametrize("before", BEFORE)
@pytest.mark.parametrize("beginning", BEGINNINGS)
def test_a_formula_is_made_harmless_whatever_stands_before_it(before: str, beginning: str) -> None:
    """Spaces, controls, quotes and marks without width do not hide a formula."""
    cell = safe(f'{before}{beginning}HYPERLINK("x")')

    assert cell.startswith("'")
    assert not is_formula(cell)


@pytest.mark.parametrize("text", ["\tx", "\rx", "\n", " \t=1", "\x07\n"])
def test_a_text_that_begins_a_cell_anew_is_made_harmless(text: str) -> None:
    """A tab or a line end at the start is not left to chance."""
    assert safe(text) == "'" + text


@pytest.mark.parametrize(
    "text",
    ["", "He said = and +", "12 Larch Close", "'Allo", "Łuczak", "李小龍", "محمد", "O'Brien", '"'],
)
def test_an_ordinary_text_stays_as_it_is(text: str) -> None:
    """Names in any script, apostrophes and quotes are not touched."""
    assert safe(text) == text


def test_a_text_cannot_look_like_a_state() -> None:
    """Whoever types *(not reached)* is told apart from a question that was not reached."""
    assert safe("(not reached)") == "'(not reached)"


@given(texts)
@example("'=1")
@example("''")
@example("'(")
def test_what_was_recorded_can_be_had_back(text: str) -> None:
    """The apostrophe comes off again, and an officer's own apostrophe stays."""
    assert as_recorded(safe(text)) == text.replace("\0", "\u2400")


@given(texts)
def test_nothing_that_comes_out_is_a_formula_or_a_state(text: str) -> None:
    """Every cell begins harmlessly, once made safe and when made safe again."""
    for cell in (safe(text), safe(safe(text))):
        assert not is_formula(cell)
        assert cell.startswith("'") or not needs_apostrophe(cell)


@given(texts)
def test_no_nul_comes_out(text: str) -> None:
    """Many programs end a text at a NUL: its sign stands there instead."""
    assert "\0" not in safe(text)
