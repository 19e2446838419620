"""The practice that ships: whoever does what it tells comes to its end, and has seen every key."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from childcheck.checklist.definitions import GroupKind
from childcheck.identifiers import QuestionId
from childcheck.problems import ChildcheckError, ExitCode
from childcheck.procedures.find_checklist import find_checklist
from childcheck.procedures.lead_walk import Outcome
from childcheck.procedures.practise import asked_in, practice_story
from childcheck.terminal import words
from childcheck.terminal.keyed.screen import CLEAR
from childcheck.walk.practice import EVENTS, Hint, Story
from childcheck.yaml_files.practice_file import read_practice
from tests.procedures.practised import by_keys, by_lines

WORDS_BEFORE = 135  # up to the first question: what a practice is, the number, the shift, the keys
README = (Path(__file__).parents[2] / "README.md").read_text("utf-8")


def all_hints(story: Story) -> list[Hint]:
    """Return every hint of a story."""
    return [hint for hints in story.hints.values() for hint in hints]


@pytest.mark.parametrize("width", [80, pytest.param(40, marks=pytest.mark.slow)])
def test_whoever_presses_what_is_told_finishes_the_practice(width: int) -> None:
    """Each step tells exactly the keys that answer it, none too many and none too few."""
    practised = by_keys(width)

    assert practised.led.outcome is Outcome.FINISHED
    assert len(practised.followed) == len(all_hints(practice_story()[1]))


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
    assert len(asked) > 10
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


def test_a_practice_asks_only_what_its_story_tells_of() -> None:
    """In the words and the order of the whole checklist, and nothing waits for what is left out."""
    whole = find_checklist()
    checklist, story = practice_story()

    named = {place for place, _ in story.hints} - set(EVENTS)
    assert set(checklist.questions) == named
    for question in checklist.questions.values():
        full = whole.questions[question.id]
        assert (question.ask, question.guidance, question.before, question.when) == (
            *(full.ask, full.guidance, full.before, full.when),
        )
        for choice in question.choices:
            assert set(choice.effects.ask_again) <= named
    order = [one for one in whole.questions if one in named]
    assert list(checklist.questions) == order


def test_a_question_that_was_answered_before_the_story_changed_is_kept() -> None:
    """A practice that was begun with an older version goes on, whatever the story tells now."""
    whole = find_checklist()
    story = Story({("in.mode", 0): (Hint("You are there."),)}, "")

    asked = asked_in(story, whole, [QuestionId("in.place.address"), QuestionId("ch.effect")])

    assert list(asked.questions) == ["in.mode", "in.place.address", "ch.effect"]
    hurt = asked.questions[QuestionId("ch.effect")].choice("hurt")
    assert hurt is not None
    assert not hurt.effects.ask_again


def test_an_enquiry_is_asked_whole_or_not_at_all() -> None:
    """Its parts are told together: how it stands, and what it showed."""
    whole = find_checklist()
    story = Story({("in.chk.pnc.state", 0): (Hint("It is done."),)}, "")

    asked = asked_in(story, whole)

    enquiry = whole.groups[QuestionId("in.chk.pnc")]
    assert enquiry[0].group is not None
    assert enquiry[0].group.kind is GroupKind.ENQUIRY
    assert [*asked.questions] == [one.id for one in enquiry]


def test_the_practice_takes_no_more_than_ten_minutes() -> None:
    """By counting: every line is read once, at 200 words a minute; docs/benchmarks.md says how."""
    practised = by_keys()
    keys = [key for hint in practised.followed for key in hint.keys]

    read = words_read_once(practised.printed.splitlines()) + WORDS_BEFORE
    typed = sum(len(key.removesuffix(" Enter")) + 1 if " " in key else 1 for key in keys)
    typed, prompts = typed + len("4711\r1\r"), len(keys) + 2

    assert read / 200 * 60 + typed / 3 + prompts * 2 <= 600, (read, typed, prompts)


def words_read_once(lines: list[str]) -> int:
    """Count the words of every line that did not stand there before, but for what is typed."""
    shown = {re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", line).strip() for line in lines}
    is_typed = re.compile(rf"({words.ANSWER}|{words.LINE}|Name|Reason|Rests on|What now)\b.*:")
    return sum(len(re.findall(r"\S*\w\S*", one)) for one in shown if not is_typed.match(one))


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
