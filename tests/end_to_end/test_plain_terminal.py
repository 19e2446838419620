"""Plain mode at a real pseudo-terminal: the shell's Ctrl-Z, and a window that changes its size."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from tests.end_to_end.small_checklist import a_desk, answers
from tests.officer.desk import Desk
from tests.officer.script import flat
from tests.officer.watched_terminal import WatchedTerminal

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")

PS1 = "shell> "
REF, CALM = "What is the incident number?", "Is it calm here?"
CTRL_C, CTRL_Z = "\x03", "\x1a"


def at(desk: Desk, *command: str) -> WatchedTerminal:
    """Run a command at a desk's terminal."""
    rows, columns = desk.size
    environment = {**desk.environment(), "PS1": PS1}
    return WatchedTerminal(command, environment, rows=rows, columns=columns)


def choose_shift(seen: WatchedTerminal) -> None:
    """Take the first shift that may be."""
    seen.wait_for("Number:")
    seen.type("1\r", then="Answer:")


def test_the_shell_stops_it_and_lets_it_go_on(tmp_path: Path) -> None:
    """Ctrl-Z gives a sane shell; `fg` asks the same again, and what was half typed is no answer."""
    desk = a_desk(tmp_path)
    with at(desk, "/bin/sh", "-i") as seen:
        seen.wait_for(PS1.strip())
        command = [sys.executable, "-m", desk.program, "start", "--checklist", "small"]
        seen.type(f"{' '.join(command)}\r")
        choose_shift(seen)
        seen.type("NC-1\r", then=CALM)
        seen.type("2")
        seen.type(CTRL_Z, then="Stopped")
        seen.type("echo still $((40 + 2))\r", then="still 42")
        seen.type("fg\r")
        seen.wait_for("Answer:")
        after = seen.everything.rpartition("still 42")[2]
        assert flat(CALM) in flat(after)
        assert after.endswith("Answer:")
        assert answers(desk) == {"in.ref": "NC-1"}

        seen.type("1\r", then="Who are the children?")
        seen.type(CTRL_C, then="What now:")
        seen.type(CTRL_Z, then="Stopped")
        seen.type("fg\r")
        seen.wait_for("What now:")
        seen.type("q\r", then="To go on:")
        seen.type("stty -a | grep -q ' echo ' && echo sane $((40 + 3))\r", then="sane 43")

    assert answers(desk) == {"in.ref": "NC-1", "in.calm": "calm"}


def test_the_window_may_change_its_size_in_the_middle(tmp_path: Path) -> None:
    """What was printed is left alone; what comes next fits, and what is half typed is kept."""
    desk = a_desk(tmp_path)
    command = [sys.executable, "-m", desk.program, "start", "--checklist", "small"]
    with at(desk, *command) as seen:
        choose_shift(seen)
        seen.type("NC", then="Answer: NC")
        seen.resize(24, 40)
        seen.type("-1\r")
        seen.wait_for(CALM)
        before = len(seen.raw)
        seen.resize(10, 24)
        seen.type(":again\r")
        seen.wait_for("")
        again = seen.raw[before:].decode().replace("\r\n", "\n")
        seen.resize(24, 80)
        seen.type("2\r", then="Who are the children?")
        seen.type(CTRL_C, then="What now:")
        seen.type("q\r", then="To go on:")

    assert max(len(line) for line in again.split("\n")) < 24
    assert re.search(r"\n1\) It is calm\n", again)
    assert answers(desk) == {"in.ref": "NC-1", "in.calm": "loud"}
