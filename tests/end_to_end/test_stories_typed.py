"""Every story, typed at a real pseudo-terminal, is the record that its file makes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.end_to_end.told import assert_same, told
from tests.officer.counting import STAGES, story_files
from tests.officer.desk import Desk
from tests.officer.script import Counted, Script
from tests.officer.scripted_officer import ScriptedOfficer
from tests.officer.typist import script_of

QUICK = {"sleeping-toddler"}


def stories() -> list[object]:
    """Return every story; all but the quick ones are slow."""
    return [
        pytest.param(story, id=story.stem, marks=[] if story.stem in QUICK else pytest.mark.slow)
        for story in story_files()
    ]


def filed(folder: Path, script: Script, story: Path) -> Path:
    """Record a story from its file, by the same clock, and return the log."""
    desk = Desk(folder / "filed", script.officer, script.at)
    done = desk.run("start", "--from", str(story))
    assert done.returncode == 0, done.stderr
    return desk.log


def typed(folder: Path, script: Script, size: tuple[int, int] = (24, 80)) -> Path:
    """Record a story by typing it and return the log."""
    officer = ScriptedOfficer(Desk(folder / "typed", script.officer, script.at, size=size), script)
    officer.tell()
    verified = officer.desk.run("log", "verify")
    assert verified.returncode == 0, verified.stdout + verified.stderr
    return officer.desk.log


@pytest.mark.parametrize("story", stories())
def test_a_story_is_the_same_record_whether_it_is_typed_or_filed(
    story: Path, tmp_path: Path
) -> None:
    """Two ways in, one engine: the read tables of both logs tell the same story."""
    script = script_of(story)

    is_same_duty = script.is_on_stated_duty
    by_file = told(filed(tmp_path, script, story), is_same_duty=is_same_duty)
    by_hand = told(typed(tmp_path, script), is_same_duty=is_same_duty)

    assert_same(by_file, by_hand)


@pytest.mark.slow
def test_a_narrow_window_changes_nothing_of_the_record(tmp_path: Path) -> None:
    """At 40 columns and 12 rows every question is still asked and answered whole."""
    story = next(one for one in story_files() if one.stem == "unborn-child")
    script = script_of(story)

    by_hand = told(typed(tmp_path, script, size=(12, 40)))

    assert_same(told(filed(tmp_path, script, story)), by_hand)


@pytest.mark.parametrize("story", stories())
def test_every_line_that_is_typed_is_counted_once(story: Path) -> None:
    """The counts by person and stage add up to the whole, and every prompt costs a key at least."""
    script = script_of(story)

    total = Counted()
    for whose in script.everybody:
        for stage in STAGES:
            total += script.counted(whose=whose, stage=stage)

    assert total == script.counted()
    assert total.keys >= total.prompts
