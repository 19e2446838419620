"""Text in the width of a terminal."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from childcheck.terminal.wrapping import wrapped

LONG = "Yes, asleep, in good light, breathing checked, and somebody stayed beside the bed all night"


def test_a_long_choice_is_whole_and_hangs_under_itself() -> None:
    """At 40 columns every word of a choice is there, indented under its first line."""
    lines = wrapped(LONG, 39, "2) ", "   ").split("\n")

    assert " ".join(" ".join(lines).split()) == f"2) {LONG}"
    assert all(line.startswith("   ") for line in lines[1:])
    assert all(cell_len(line) <= 39 for line in lines)


def test_a_command_to_copy_is_never_broken() -> None:
    """Whatever the width, and without the indent of its neighbours."""
    command = "childcheck resume 20261124-3F7K --log 'my log.db'"

    lines = wrapped(f"It is kept. To go on:\n{command}\nThat is all.", 20, "- ", "  ").split("\n")

    assert lines == ["- It is kept. To go", "  on:", command, "  That is all."]


def test_a_wide_character_counts_as_two() -> None:
    """A name in Chinese is broken by its width on the screen, not by its letters."""
    lines = wrapped("李小龍" * 10, 20).split("\n")

    assert [cell_len(line) for line in lines] == [20, 20, 20]


def test_a_mark_stays_on_its_letter() -> None:
    """A combining accent never begins a line."""
    lines = wrapped("e\u0301" * 30, 20).split("\n")

    assert all(not line.startswith("\u0301") for line in lines)


def test_the_lines_of_a_text_stay_lines() -> None:
    """A line break in the text is a line break on the screen."""
    assert wrapped("one\n\n two", 40, "- ", "  ") == "- one\n\n   two"


def test_a_narrow_terminal_gives_up_the_indent_and_not_the_words() -> None:
    """In few columns the words have the room."""
    lines = wrapped("somebody stayed", 10, "12) ", "    ").split("\n")

    assert "".join(lines).replace(" ", "") == "12)somebodystayed"


@given(
    st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp"))),
    st.integers(min_value=10, max_value=80),
)
@example("childcheck is what the officer had open", 12)
def test_nothing_is_lost_and_nothing_is_too_wide(text: str, width: int) -> None:
    """Whatever the text and the width, every character that is no space is shown, in order."""
    shown = wrapped(text, width, "1) ", "   ")

    assert "".join(shown.split()) == "".join(("1) " + text).split())
    for line in shown.split("\n"):
        assert cell_len(line) <= width
