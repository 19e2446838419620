"""Every story, told by keys."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from childcheck.procedures.lead_walk import Outcome
from tests.terminal.keyed.told_by_keys import STORIES, tell

QUICK = "sleeping-toddler"


@pytest.mark.slow
@pytest.mark.parametrize("story", sorted(one.stem for one in STORIES.glob("*.yaml")))
def test_a_story_is_the_same_by_keys_as_in_its_file(story: str) -> None:
    """One engine and the same replies, whoever is asked: a file, or somebody who presses keys."""
    told = tell(STORIES / f"{story}.yaml")

    assert told.led.outcome in (Outcome.FINISHED, Outcome.KEPT_UNFINISHED)


def test_a_story_is_the_same_at_40_columns_and_nothing_is_cropped() -> None:
    """Every question of the checklist that ships is whole in a narrow window."""
    told = tell(STORIES / f"{QUICK}.yaml", width=40)

    assert told.led.outcome is Outcome.FINISHED
    assert all(cell_len(line) < 40 for line in told.typing.printed.split("\n"))


@pytest.mark.slow
def test_a_story_leaves_no_child_on_the_screen_of_another() -> None:
    """Between two clearings of the screen at most one child's own walk is shown."""
    printed = tell(STORIES / "twins.yaml").typing.printed

    for screen in printed.split("\x1b[3J"):
        walks = {name for name in ("Chiamaka", "Chidinma") if f"({name}," in screen}
        assert len(walks) <= 1
    assert "(Chidinma, 7)" in printed
