"""The real command in keyed mode at a real pseudo-terminal, with the checklist that ships."""

from __future__ import annotations

import json
import signal
import sqlite3
import sys
import time
from collections.abc import Mapping
from contextlib import closing
from dataclasses import replace
from itertools import cycle, islice, takewhile
from pathlib import Path

import pytest

from tests.end_to_end.told import answers_in, assert_same, told
from tests.officer.counting import STORIES
from tests.officer.desk import Desk
from tests.officer.key_officer import PS1, KeyOfficer
from tests.officer.script import Step, flat
from tests.officer.typist import script_of

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")

TODDLER = STORIES / "sleeping-toddler.yaml"
CTRL_B, CTRL_C, CTRL_Z, ENTER = "\x02", "\x03", "\x1a", "\r"
PLAIN, KEYED = "childcheck, plain mode", "One key answers"


def at_desk(
    folder: Path,
    size: tuple[int, int] = (24, 80),
    settings: str = "",
    environment: Mapping[str, str] | None = None,
) -> KeyOfficer:
    """Return an officer who uses keys, and is to tell the story of the sleeping toddler."""
    script = script_of(TODDLER, by_keys=True)
    more = {"CHILDCHECK_PLAIN": "", **(environment or {})}
    configuration = f"time_zone: Europe/London\n{settings}"
    desk = Desk(
        folder / "desk",
        script.officer,
        script.at,
        size=size,
        configuration=configuration,
        more=more,
    )
    return KeyOfficer(desk, script)


def last_entry(officer: KeyOfficer) -> tuple[str, dict[str, object]]:
    """Return the kind and the header of the last entry."""
    with closing(sqlite3.connect(f"file:{officer.desk.log}?mode=ro", uri=True)) as database:
        kind, header = database.execute(
            "SELECT kind, header FROM entries ORDER BY number DESC LIMIT 1"
        ).fetchone()
    return kind, json.loads(header)


def assert_verified(officer: KeyOfficer) -> None:
    """The log is whole."""
    done = officer.desk.run("log", "verify")
    assert (done.returncode, done.stderr) == (0, ""), done.stdout + done.stderr


def at_the_door(officer: KeyOfficer) -> list[Step]:
    """Return the steps of the door: all that come before anything else."""
    return list(takewhile(lambda step: step.stage == "door", officer.script.steps))


@pytest.mark.parametrize(
    "size",
    [
        pytest.param((24, 80), id="80x24"),
        pytest.param((24, 40), id="40 columns", marks=pytest.mark.slow),
        pytest.param((10, 20), id="20x10", marks=pytest.mark.slow),
    ],
)
def test_a_door_with_one_child_and_a_pause(tmp_path: Path, size: tuple[int, int]) -> None:
    """At every size each question of the door is whole; after the pause nothing can be read."""
    officer = at_desk(tmp_path, size)
    door = at_the_door(officer)
    seen, _ = officer.begin(len(door))
    with seen:
        seen.press(CTRL_C)
        assert "Paused." in seen.awaited()
        assert flat(door[-1].shows[0]) not in flat(seen.everything)
        seen.press("q")
        seen.end()

    assert seen.exit_code == 130
    assert seen.flags == seen.flags_before
    assert seen.everything.startswith("Paused. Everything up to here is saved. To go on:")
    assert answers_in(officer.desk.log) >= sum(step.is_answer for step in door)
    assert last_entry(officer)[1]["how"] == "interrupt"
    assert_verified(officer)


def test_killed_in_the_middle_it_goes_on_at_the_same_question(tmp_path: Path) -> None:
    """`kill -9` loses nothing that was acknowledged, and `resume` asks what was asked."""
    officer = at_desk(tmp_path)
    seen, steps = officer.begin(12)
    with seen:
        seen.kill()
        seen.end()
    assert seen.exit_code == -signal.SIGKILL

    with officer.resume() as seen:
        officer.press(seen, next(steps))
        seen.press(CTRL_C)
        seen.press("q")
        seen.end()

    assert_verified(officer)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP], ids=lambda number: number.name)
def test_a_signal_pauses_and_the_terminal_is_sane(tmp_path: Path, number: signal.Signals) -> None:
    """Told to end, the program records the pause, clears the screen and gives the terminal back."""
    officer = at_desk(tmp_path)
    seen, steps = officer.begin(3)
    with seen:
        seen.kill(number)
        seen.end()

    assert seen.exit_code == 130
    assert seen.flags == seen.flags_before
    assert next(steps).shows[0] not in flat(seen.everything)
    kind, header = last_entry(officer)
    assert (kind, header["how"]) == ("walk_paused", "signal")


@pytest.mark.slow
def test_ended_after_every_answer_at_the_door_it_goes_on_at_the_same_question(
    tmp_path: Path,
) -> None:
    """`kill -9`, SIGTERM and SIGHUP in turn: nothing is lost, and nothing is asked twice."""
    officer = at_desk(tmp_path)
    door = at_the_door(officer)
    numbers = cycle([signal.SIGKILL, signal.SIGTERM, signal.SIGHUP])
    seen, steps = officer.begin(1)
    for step in islice(steps, len(door) - 1):
        number = next(numbers)
        with seen:
            seen.awaited()
            seen.kill(number)
            seen.end()
        if number != signal.SIGKILL:
            assert seen.exit_code == 130
            assert seen.flags == seen.flags_before
        seen = officer.resume()
        officer.press(seen, step)
    with seen:
        seen.awaited()

    assert len(door) > 15
    assert answers_in(officer.desk.log) >= sum(step.is_answer for step in door)
    assert_verified(officer)


# One question of each kind that the desk has, and what is typed of it before the end.
ENDED_AT = {
    "in.who": 1,  # a line is written
    "in.chk.calls.last_on": 0,
    "in.home": 0,
    "in.chk.local.covered": 0,
    "in.chk.local.results": 1,  # a choice is taken, and no Enter pressed
    "in.chk.local.asked_at": 0,
    "in.chk.pnd.state": 1,  # its line is asked for
    "ch.carers": 0,
    "ch.during": 3,  # what it rests on is asked for
    "ch.adult_said": 2,
    "ch.else": 0,
    "review": 0,
    "summary": 0,
}
IN_LINES = ("in.who", "ch.adult_said")  # what is written there goes on


@pytest.mark.slow
def test_ended_at_each_kind_of_question_at_the_desk_it_goes_on_there(tmp_path: Path) -> None:
    """`kill -9`, SIGTERM and SIGHUP in turn, also in the middle of an answer, up to the summary."""
    officer = at_desk(tmp_path)
    door = list(takewhile(lambda step: step.question != "close_door", officer.script.steps))
    numbers = cycle([signal.SIGKILL, signal.SIGTERM, signal.SIGHUP])
    waiting = dict(ENDED_AT)
    seen, steps = officer.begin(len(door) + 1)
    for step in steps:
        before = waiting.pop(step.question, None)
        rest = step
        if before is not None:
            number = next(numbers)
            with seen:
                officer.press(seen, replace(step, typed=step.typed[:before]))
                seen.awaited()
                seen.kill(number)
                seen.end()
            if number != signal.SIGKILL:
                assert seen.exit_code == 130
                assert seen.flags == seen.flags_before
            seen = officer.resume()
            while "put on the list?" in seen.awaited():  # left open before: made again
                seen.press(ENTER)
            if step.question in IN_LINES:
                rest = replace(step, typed=step.typed[before:])
        officer.press(seen, rest)
    with seen:
        seen.end()

    assert seen.exit_code == 0
    assert waiting == {}
    assert_verified(officer)
    filed = Desk(tmp_path / "filed", officer.script.officer, officer.script.at)
    done = filed.run("start", "--from", str(TODDLER))
    assert done.returncode == 0, done.stderr
    assert_same(told(filed.log), told(officer.desk.log))


def test_the_shell_stops_it_and_lets_it_go_on(tmp_path: Path) -> None:
    """Ctrl-Z gives a sane shell; `fg` puts the question again, and the next key answers it."""
    officer = at_desk(tmp_path)
    with officer.at_shell() as seen:
        seen.wait_for(PS1.strip())
        command = " ".join([sys.executable, *officer.command("start")])
        seen.type(f"{command}\r")
        officer.choose_shift(seen)
        steps = officer.script.steps
        officer.press(seen, next(steps))
        seen.press(CTRL_Z)
        seen.wait_for("Stopped")
        seen.type("echo still $((40 + 2))\r", then="still 42")
        seen.type("fg\r")
        officer.press(seen, next(steps))
        seen.press(CTRL_C)
        seen.press("q")
        seen.wait_for("To go on:")
        seen.type("stty -a | grep -q ' echo ' && echo sane $((40 + 3))\r", then="sane 43")

    assert answers_in(officer.desk.log) == 2


def test_the_window_may_change_its_size_in_the_middle(tmp_path: Path) -> None:
    """The question is put again at the new width, whole, and the walk goes on."""
    officer = at_desk(tmp_path)
    seen, steps = officer.begin(2)
    with seen:
        for rows, columns in ((24, 40), (10, 20), (24, 80)):
            prompts = seen.raw.count(b"\x1b[?2004h")
            seen.resize(rows, columns)
            ends_at = time.monotonic() + 30
            while seen.raw.count(b"\x1b[?2004h") == prompts:
                assert time.monotonic() < ends_at, seen.shown
                seen.wait_for("")
            seen.wait_for("")
        officer.press(seen, next(steps))
        officer.press(seen, next(steps))
        seen.press(CTRL_C)
        seen.press("q")
        seen.end()

    assert answers_in(officer.desk.log) == 4


@pytest.mark.parametrize(
    "environment", [{"NO_COLOR": "1"}, {"LANG": "C", "LC_ALL": "C"}], ids=["NO_COLOR", "locale C"]
)
def test_neither_colour_nor_a_language_is_needed(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    """Without colours, and without any character set, the door begins like everywhere."""
    officer = at_desk(tmp_path, environment=environment)
    seen, steps = officer.begin(4)
    with seen:
        assert next(steps).shows[0] in flat(seen.everything)
        if "NO_COLOR" in environment:
            for one in range(30, 38):
                assert f";{one}m".encode() not in seen.raw
                assert f"[{one}m".encode() not in seen.raw
        seen.press(CTRL_C)
        seen.press("q")
        seen.end()

    assert seen.exit_code == 130


def test_a_blank_screen_asks_for_the_officer_who_began(tmp_path: Path) -> None:
    """The number that brings it back is the one under which the record is written."""
    officer = at_desk(tmp_path)
    seen, steps = officer.begin(2)
    with seen:
        seen.press(CTRL_B)
        seen.press(" ")
        seen.press("0000\r")
        assert "not the number" in seen.awaited()
        seen.press(f"\x15{officer.script.officer}\r")
        officer.press(seen, next(steps))
        seen.press(CTRL_C)
        seen.press("q")
        seen.end()

    assert answers_in(officer.desk.log) == 3


@pytest.mark.slow
def test_a_story_by_keys_is_the_record_that_its_file_makes(tmp_path: Path) -> None:
    """From the first question to the receipt, at the real command."""
    officer = at_desk(tmp_path)
    seen, steps = officer.begin()
    with seen:
        for step in steps:
            officer.press(seen, step)
        seen.end()

    assert seen.exit_code == 0
    assert "Receipt for your notebook" in seen.shown
    assert_verified(officer)
    filed = Desk(tmp_path / "filed", officer.script.officer, officer.script.at)
    done = filed.run("start", "--from", str(TODDLER))
    assert done.returncode == 0, done.stderr
    assert_same(told(filed.log), told(officer.desk.log))


# Which mode


@pytest.mark.parametrize(
    ("arguments", "environment", "settings", "greeting"),
    [
        ((), {}, "", KEYED),
        (("--plain",), {}, "", PLAIN),
        ((), {"CHILDCHECK_PLAIN": "1"}, "", PLAIN),
        ((), {}, "terminal: plain\n", PLAIN),
        (("--keyed",), {"CHILDCHECK_PLAIN": "1"}, "terminal: plain\n", KEYED),
        (("--keyed",), {"TERM": "dumb"}, "", PLAIN),
    ],
    ids=["by itself", "flag", "environment", "settings", "the flag says otherwise", "dumb"],
)
def test_which_mode_is_used(
    tmp_path: Path,
    arguments: tuple[str, ...],
    environment: dict[str, str],
    settings: str,
    greeting: str,
) -> None:
    """Keys, unless flag, environment, settings or the terminal itself say line by line."""
    officer = at_desk(tmp_path, settings=settings, environment=environment)
    with officer.at_terminal("start", *arguments) as seen:
        officer.choose_shift(seen)
        seen.wait_for("Answer:")
        greetings = [one for one in (PLAIN, KEYED) if one in seen.everything]

    assert greetings == [greeting]
