"""The practice that ships: whoever does what it tells comes to its end, and has seen every key."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from childcheck.problems import ChildcheckError, ExitCode
from childcheck.procedures.lead_walk import Outcome
from childcheck.procedures.practise import practice_story
from childcheck.terminal import words
from childcheck.terminal.keyed.screen import CLEAR
from childcheck.walk.practice import EVENTS, Hint, Story
from childcheck.yaml_files.practice_file import read_practice
from tests.procedures.practised import by_keys, by_lines

README = (Path(__file__).parents[2] / "README.md").read_text("utf-8")


def all_hints(story: Story) -> list[Hint]:
    """Return every hint of a story."""
    return [hint for hints in story.hints.values() for hint in hints]


@pytest.mark.parametrize("width", [80, pytest.param(40, marks=pytest.mark.slow)])
def test_whoever_presses_what_is_told_finishes_the_practice(width: int) -> None:
    """Each step tells exactly the keys that answer it, none too many and none too few."""
    practised = by_keys(width)

    assert practised.led.outcome is Outcome.FINISHED
    assert len(practised.followed) == len(all_hints(practice_story()[1])) + 1  # an offer, twice


def test_whoever_types_what_is_told_finishes_the_practice() -> None:
    """The same in plain mode."""
    practised = by_lines()

    assert practised.led.outcome is Outcome.FINISHED


def test_both_modes_make_the_same_record() -> None:
    """The story is one, however it is answered."""
    keyed, plain = by_keys().led.walk, by_lines().led.walk

    for child in keyed.situation.living_children():
        mine, theirs = keyed.review(child), plain.review(child)
        assert [line.words for line in mine.lines] == [line.words for line in theirs.lines]


def test_every_key_of_the_readme_is_taught() -> None:
    """The story names each key of the table, or has it pressed."""
    table = re.findall(r"^\| (.*?) \| (.*?) \| .*? \|$", README.split("## The morning")[0], re.M)
    named = " ".join(cell for row in table for cell in row)
    keys = {*re.findall(r"Ctrl-[A-Z]|Esc", named), *re.findall(r"`(.)`", named)}
    assert {"Esc", "Ctrl-B", "Ctrl-N", "u", "?", "j", "q", "b"} <= keys

    hints = all_hints(practice_story()[1])
    pressed = {key for hint in hints for key in hint.keys}
    told = " ".join(f"{hint.tells} {hint.of_keys}" for hint in hints)
    for key in keys:
        assert key in pressed or re.search(rf"(^|\W){re.escape(key)}(\W|$)", told), key


def test_every_screen_says_that_it_is_practice() -> None:
    """Also the pause, the blank one, the list and the review; in plain mode every question does."""
    for screen in by_keys().printed.split(CLEAR):
        assert words.PRACTICE in screen or not screen.strip(), screen
    plain = by_lines().printed
    asked = re.findall(r"^(?!PRACTICE).*, question \d+ of \d+", plain, re.MULTILINE)
    assert len(asked) > 100
    assert plain.count(words.PRACTICE) >= len(asked)


def test_it_says_so_next_to_what_may_be_pressed() -> None:
    """A long question scrolls its own beginning away, and must still say that it is practice."""
    for practised in (by_keys(40), by_lines()):
        assert practised.printed.count(words.PRACTICE_TELLS) >= len(practised.followed)


def test_the_story_is_of_the_checklist_that_ships() -> None:
    """Each hint stands at a question that there is, or at something else that comes up."""
    checklist, story = practice_story()

    for place, _ in story.hints:
        assert place in checklist.questions or place in EVENTS, place


def test_where_the_story_ends_it_says_so() -> None:
    """Whoever answers otherwise is not told what to press."""
    _, story = practice_story()

    assert story.hint("ch.dob", 2, 0) == Hint(story.elsewhere)
    assert story.elsewhere


def test_a_faulty_story_is_refused_with_its_line(tmp_path: Path) -> None:
    """Like every file that is written by hand."""
    text = "story:\n  - at: in.mode\n    tells: You stand there.\n    key: '1'\n    lines: '1'\n"
    (tmp_path / "practice.yaml").write_text(text, "utf-8")

    with pytest.raises(ChildcheckError) as caught:
        read_practice(tmp_path, "here")

    assert caught.value.exit_code is ExitCode.INPUT_FILE
    assert any("here/practice.yaml, line 4" in one.as_text() for one in caught.value.problems)
