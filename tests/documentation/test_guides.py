"""The screens that the guides show are those of the program, line by line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.documentation.guided_session import (
    GUIDES,
    OffScript,
    Played,
    as_compared,
    play,
    screens_in,
    script,
    tables_in,
)

pytestmark = pytest.mark.slow  # a whole incident, typed at a real pseudo-terminal

ANEW = "write the guides anew: python -m tests.documentation.guided_session"


@pytest.fixture(scope="module")
def played() -> Played:
    """Return what the session of the guides gives."""
    return play(script())


@pytest.mark.parametrize("path", GUIDES, ids=lambda path: path.name)
def test_each_screen_in_a_guide_is_what_the_program_prints(path: Path, played: Played) -> None:
    """Word for word, receipts apart, which differ whenever the checklist's wording does."""
    shown = screens_in(path.read_text("utf-8"))

    assert shown
    for name, text in shown:
        assert as_compared(text) == as_compared(played.screens[name]), ANEW


@pytest.mark.parametrize("path", GUIDES, ids=lambda path: path.name)
def test_each_table_in_a_guide_is_what_the_export_holds(path: Path, played: Played) -> None:
    """The columns that a guide speaks of stand there as the program writes them."""
    for names, text in tables_in(path.read_text("utf-8")):
        assert text == played.table(names.split()), ANEW


def test_every_screen_of_the_session_is_shown(played: Played) -> None:
    """What is cut out and never shown would go stale unseen."""
    shown = {name for path in GUIDES for name, _ in screens_in(path.read_text("utf-8"))}

    assert shown == set(played.screens)


def test_a_session_that_the_program_does_not_follow_is_told() -> None:
    """A prompt that does not come is told with the line of the session and what was printed."""
    with pytest.raises(OffScript, match=r"line 2: Answer: 1\nthe prompt is 'Your number'"):
        play(["$ childcheck start", "Answer: 1"])
