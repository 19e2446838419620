"""Keyed mode at a real pseudo-terminal, with the program that is there and an emulator's eyes."""

from __future__ import annotations

import json
import signal
import sys
import time
from pathlib import Path

import pytest

from childcheck.terminal.keyed import key_words
from tests.terminal.keyed.program import LONG_CHOICE
from tests.terminal.keyed.real_terminal import RealTerminal

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")

CTRL_B, CTRL_C, CTRL_D, CTRL_Z, ESC = "\x02", "\x03", "\x04", "\x1a", "\x1b"
FIRST, SECOND = "question 1?", "question 2?"


def an_answer(value: object) -> str:
    """Return how a reply is written down by the program."""
    return f"Answer(value={value!r}, "


@pytest.mark.parametrize(
    ("rows", "columns"), [(24, 80), (24, 40), pytest.param(10, 20, marks=pytest.mark.slow)]
)
def test_a_choice_and_a_talk_at_every_size(tmp_path: Path, rows: int, columns: int) -> None:
    """Nothing is cropped, and the keys do the same at 80, at 40 and at 20 columns."""
    with RealTerminal(tmp_path, "choice", "transcript", rows=rows, columns=columns) as seen:
        seen.wait_for("Answer:")
        everything = "".join(seen.everything.split())
        assert "".join(LONG_CHOICE.split()) in everything
        assert "سارة" in everything
        assert "李小龍" in everything
        seen.type("3", then="Line 1:")
        seen.type("c ", then="Child")
        seen.type("He pushed her, 李小龍 said", then="said")
        seen.type("\r", then="Line 2:")
        assert "1 Child: He pushed her, 李小龍 said" in seen.everything
        seen.type(CTRL_D)
        seen.end()

    assert seen.replies[0].startswith(an_answer(LONG_CHOICE))
    assert "'speaker': 'child', 'words': 'He pushed her, 李小龍 said'" in seen.replies[1]


def test_three_fast_presses_and_a_paste_give_one_answer(tmp_path: Path) -> None:
    """What comes too early for the next question is thrown away, also by the terminal."""
    with RealTerminal(tmp_path, "choice", "work", "text", "choice") as seen:
        seen.wait_for("Answer:")
        seen.type("222")
        seen.wait_for("WORKING")
        seen.type("typed early\r")
        seen.wait_for(SECOND.replace("2", "3"))
        assert "typed early" not in seen.shown
        seen.type("\x1b[200~first line\nsecond line\x1b[201~", then="second line")
        seen.type("\r", then="question 4?")
        assert len(seen.replies) == 2
        seen.type("1")
        seen.end()

    assert seen.replies[0].startswith(an_answer("asleep"))
    assert seen.replies[1].startswith(an_answer("first line\nsecond line"))
    assert seen.replies[2].startswith(an_answer("awake"))


def test_esc_acts_within_a_fifth_of_a_second(tmp_path: Path) -> None:
    """From a text that is begun, on a machine that has other things to do as well."""
    best = 9.0
    with RealTerminal(tmp_path, *["text"] * 4) as seen:
        for number in range(1, 5):
            seen.wait_for(f"question {number}?")
            seen.type("half a sent", then="half a sent")
            began = time.monotonic()
            seen.type(ESC)
            while len(seen.replies) < number:
                time.sleep(0.002)
            best = min(best, time.monotonic() - began)
        seen.end()

    assert best < 0.2
    assert seen.replies == ["Back()"] * 4


def test_ctrl_c_records_nothing_and_leaves_nothing_to_be_read(tmp_path: Path) -> None:
    """The question is gone from the screen and the scroll-back; `q` ends, the terminal is sane."""
    with RealTerminal(tmp_path, "text") as seen:
        as_it_was = seen.flags
        seen.wait_for("Answer:")
        seen.type("Ava's words", then="Ava's words")
        seen.type(CTRL_C, then="Paused.")
        assert "Ava" not in seen.everything
        seen.type("r", then="Ava's words")
        seen.type(CTRL_C, then="Paused.")
        seen.type("q")
        seen.end()
        assert seen.everything == "THE END"
        assert seen.flags == as_it_was

    assert seen.replies == ["Pause(how='interrupt')"]


def test_a_blank_screen_shows_nothing_until_the_number_is_typed(tmp_path: Path) -> None:
    """Nor does the scroll-back."""
    with RealTerminal(tmp_path, "text") as seen:
        seen.wait_for("Answer:")
        seen.type("Ava's words", then="Ava's words")
        seen.type(CTRL_B, then="Blank:")
        assert "Ava" not in seen.everything
        seen.type(" ", then="Your number:")
        seen.type("1234\r", then="not the number")
        seen.type("\x154711\r", then="Ava's words")
        seen.type("!\r")
        seen.end()

    assert seen.replies[0].startswith(an_answer("Ava's words!"))


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_pauses_and_leaves_the_terminal_sane(tmp_path: Path, number: int) -> None:
    """What was typed so far is kept as a draft, and nothing is recorded."""
    with RealTerminal(tmp_path, "text") as seen:
        as_it_was = seen.flags
        seen.wait_for("Answer:")
        assert seen.flags != as_it_was
        seen.type("half typ", then="half typ")
        seen.kill(number)
        seen.end()
        assert seen.flags == as_it_was

    assert seen.replies == ["Pause(how='signal')"]
    assert json.loads((tmp_path / "draft").read_text(encoding="utf-8")) == "half typ"


def test_a_signal_while_something_is_recorded_waits_for_it(tmp_path: Path) -> None:
    """It never comes between an answer and the disk: the next question answers it."""
    with RealTerminal(tmp_path, "choice", "work", "text") as seen:
        seen.wait_for("Answer:")
        seen.type("1", then="WORKING")
        seen.kill(signal.SIGTERM)
        seen.end()

    assert seen.replies[0].startswith(an_answer("awake"))
    assert seen.replies[1] == "Pause(how='signal')"


def test_a_terminal_that_is_closed_pauses(tmp_path: Path) -> None:
    """A dropped connection ends the program, and is no answer."""
    with RealTerminal(tmp_path, "text") as seen:
        seen.wait_for("Answer:")
        seen.child.close(force=False)
        ends_at = time.monotonic() + 10
        while not seen.replies and time.monotonic() < ends_at:
            time.sleep(0.05)

    assert seen.replies in (["Pause(how='signal')"], ["Pause(how='closed')"])


def test_half_a_talk_survives_a_kill(tmp_path: Path) -> None:
    """At most the last two seconds of typing are lost, and the talk goes on from there."""
    with RealTerminal(tmp_path, "transcript") as seen:
        seen.wait_for("Line 1:")
        seen.type("o ", then="Officer")
        seen.type("What happened?\r", then="Line 2:")
        seen.type("c ", then="Child")
        seen.type("He pushed", then="He pushed")
        time.sleep(2)
        seen.kill()
        seen.end()
    assert seen.replies == []

    with RealTerminal(tmp_path, "transcript") as seen:
        seen.wait_for("Line 3:")
        assert "2 Child: He pushed" in seen.everything
        seen.type("\x1b[A", then="Line 2 of 2, Child")
        seen.type(" her\r", then="Line 3:")
        seen.type(CTRL_D)
        seen.end()

    assert "'words': 'He pushed her'" in seen.replies[0]


@pytest.mark.parametrize("kind", ["choice", "transcript"])
def test_the_window_may_change_its_size_in_the_middle(tmp_path: Path, kind: str) -> None:
    """The question is put again at the new width, and what was typed stands in the line."""
    with RealTerminal(tmp_path, kind) as seen:
        seen.wait_for("Answer:" if kind == "choice" else "Line 1:")
        if kind == "transcript":
            seen.type("c ", then="Child")
            seen.type("He pushed her down the stairs", then="stairs")
        before = len(seen.raw)
        seen.resize(20, 40)
        end = "Answer:" if kind == "choice" else "stairs"
        ends_at = time.monotonic() + 10
        while b"question 1?" not in seen.raw[before:]:
            assert time.monotonic() < ends_at, seen.shown
            seen.wait_for("")
        seen.wait_for(end)
        assert FIRST in seen.shown
        if kind == "choice":
            assert "".join(LONG_CHOICE.split()) in "".join(seen.shown.split())
        seen.type("1" if kind == "choice" else "!\r")
        if kind == "transcript":
            seen.wait_for("Line 2:")
            seen.type(CTRL_D)
        seen.end()

    assert len(seen.replies) == 1
    if kind == "transcript":
        assert "'words': 'He pushed her down the stairs!'" in seen.replies[0]


def test_the_shell_suspends_and_continues(tmp_path: Path) -> None:
    """Ctrl-Z leaves a sane terminal and nothing to read; `fg` puts question and text again."""
    with RealTerminal(tmp_path, "text", through_shell=True) as seen:
        seen.wait_for("shell>")
        seen.type(f"{seen.command}\r", then="Answer:")
        seen.type("half typ", then="half typ")
        seen.type(CTRL_Z, then="shell>")
        seen.wait_for("Stopped")
        seen.type("echo still $((40 + 2))\r", then="still 42")
        assert key_words.SUSPENDED in " ".join(seen.shown.split())
        assert FIRST not in seen.shown
        assert "half typ" not in seen.shown
        seen.type("fg\r", then="half typ")
        assert FIRST in seen.shown
        seen.type("ed\r", then="THE END")
        seen.type("stty -a | grep -q ' echo ' && echo sane $((40 + 3))\r", then="sane 43")

    assert seen.replies[0].startswith(an_answer("half typed"))


def test_the_up_arrow_shows_nothing_of_another_question(tmp_path: Path) -> None:
    """Whatever a line editor usually remembers."""
    with RealTerminal(tmp_path, "text", "text") as seen:
        seen.wait_for("Answer:")
        seen.type("Ava's words\r", then=SECOND)
        seen.slowly("\x1b[A", "\x1b[A", "\x10", "\x19")
        assert seen.shown.endswith("Answer:")
        seen.type("Ben's\r")
        seen.end()

    assert seen.replies[1].startswith(an_answer("Ben's"))


def test_five_thousand_characters_are_whole(tmp_path: Path) -> None:
    """Typed and pasted alike; no line of the system cuts them."""
    long = f"{'0123456789' * 500} whole"
    with RealTerminal(tmp_path, "text", "text") as seen:
        seen.wait_for("Answer:")
        seen.type(long, then="whole")
        seen.type("\r", then=SECOND)
        seen.type(f"\x1b[200~{long}\x1b[201~", then="whole")
        seen.type("\r")
        seen.end()

    assert seen.replies == [f"{an_answer(long)}texts=mappingproxy({{}}), {TAIL}"] * 2


TAIL = "basis=mappingproxy({}), answered_at=None)"


def test_no_color_leaves_no_colour(tmp_path: Path) -> None:
    """Neither the printed text nor the answer line sets any."""
    with RealTerminal(tmp_path, "choice", NO_COLOR="1") as seen:
        seen.wait_for("Answer:")
        shown = seen.raw
        seen.type("1")
        seen.end()

    for one in range(30, 38):
        assert f";{one}m".encode() not in shown
        assert f"[{one}m".encode() not in shown


def test_the_locale_c_is_enough(tmp_path: Path) -> None:
    """Letters of every script can be typed and shown there."""
    with RealTerminal(tmp_path, "text", LANG="C", LC_ALL="C") as seen:
        seen.wait_for("Answer:")
        seen.type("Łódź سارة", then="Łódź")
        seen.type("\r")
        seen.end()

    assert seen.replies[0].startswith(an_answer("Łódź سارة"))


def test_a_question_does_not_jump_while_one_reads(tmp_path: Path) -> None:
    """Nothing above the answer line is printed anew while it is awaited or chosen in."""
    with RealTerminal(tmp_path, "choices") as seen:
        before = seen.wait_for("Answer:")
        seen.wait_for("Answer:", seconds=2)
        time.sleep(1)
        after = seen.type("1", then="Answer (1):")
        above = before.rpartition("Answer:")[0]

        assert after.rpartition("Answer (1):")[0] == above
        seen.type("3", then="Answer (1, 3):")
        assert seen.shown.rpartition("Answer (1, 3):")[0] == above
        seen.type("\r")
        seen.end()


@pytest.mark.slow
def test_an_incident_is_begun_killed_and_gone_on_with(tmp_path: Path) -> None:
    """With the real log: what was answered is there, what was half typed is in its line."""
    (tmp_path / "log").mkdir()
    with RealTerminal(tmp_path, "walk") as seen:
        seen.wait_for("Answer:")
        seen.type("1", then="What is the incident number?")
        seen.type("4711/26\r", then="Address")
        seen.type("12 High Str", then="12 High Str")
        time.sleep(2.5)
        seen.kill()
        seen.end()

    with RealTerminal(tmp_path, "walk") as seen:
        seen.wait_for("12 High Str")
        assert "You had begun to write this." in seen.everything
        seen.type("eet\r", then="Arrived")
        seen.type("\x0f", then=f"{key_words.NEXT_PIECE}:")
        assert "1 answered: Are you with the family now" in seen.everything
        seen.type(ESC, then="Answer:")
        seen.type(CTRL_C, then="Paused.")
        seen.type("q")
        seen.end()

    assert seen.replies == ["Outcome.PAUSED"]
