"""How long an officer waits at a real pseudo-terminal: for the first question, and for the next."""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

import pexpect
import pytest

from tests.benchmarks.paired import paired
from tests.benchmarks.test_durable_answer import ROW_OF_400_BYTES, bare
from tests.end_to_end.test_keyed_command import at_desk, at_the_door
from tests.officer.desk import Desk
from tests.officer.terminal_session import ROOT
from tests.officer.watched_terminal import AWAITS

pytestmark = pytest.mark.benchmark

FIRST_AT_MOST, NEXT_AT_MOST_MS = 1.4, 30.0
SCRIPT = """
import sys
import typer
from prompt_toolkit import PromptSession
from sqlite_utils import Database

app = typer.Typer()


@app.command()
def start(log: str) -> None:
    database = Database(log)
    database.execute("PRAGMA journal_mode = WAL")
    database["answers"].insert({"question": "first"})
    print("What is the incident number?")
    PromptSession().prompt("Answer: ")


app()
"""


def at_terminal(command: Sequence[str], environment: Mapping[str, str]) -> Any:
    """Run a command at a pseudo-terminal until it reads keys."""
    child = pexpect.spawn(
        command[0], list(command[1:]), cwd=str(ROOT), env=dict(environment), timeout=60,
        dimensions=(24, 80),
    )  # fmt: skip
    child.delaybeforesend = None
    child.expect_exact(AWAITS)
    return child


def test_the_first_question_comes_little_later_than_from_a_script(tmp_path: Path) -> None:
    """`start`, with the checklist that ships: 1.4 times a script that opens a log and asks."""
    desk = Desk(tmp_path / "desk", more={"CHILDCHECK_PLAIN": ""})
    environment = on_duty(desk)
    script = tmp_path / "script.py"
    script.write_text(SCRIPT)
    ours = [sys.executable, "-m", "childcheck", "start"]
    peer = [sys.executable, str(script), str(tmp_path / "script.db")]

    def run(command: Sequence[str]) -> None:
        at_terminal(command, environment).close(force=True)

    pair = paired(lambda: run(ours), lambda: run(peer), rounds=11)
    print(f"first question: {pair.ratio:.2f} x a script that asks (best {pair.best_ratio:.2f})")
    assert min(pair.ratio, pair.best_ratio) <= FIRST_AT_MOST


def on_duty(desk: Desk) -> dict[str, str]:
    """Begin a duty, so that nothing is asked before the first question; return the environment."""
    with desk.at_terminal("start", "--plain") as session:
        if "Which shift" in session.prompt().text:
            session.type("1")
            session.prompt()
        session.child.sendintr()
        session.answer("What now", "q")
        session.end()
    return {**desk.environment(), "PROMPT_TOOLKIT_NO_CPR": "1"}


def test_the_next_question_comes_at_once(tmp_path: Path) -> None:
    """From the key that answers to the next question: 30 ms more than a bare durable commit."""
    officer = at_desk(tmp_path)
    seen, steps = officer.begin(1)
    waits, commits = [], []
    with seen, closing(bare(tmp_path / "bare.db")) as commit:
        for step in islice(steps, len(at_the_door(officer)) - 1):
            *before, last = step.typed
            officer.press(seen, replace(step, typed=tuple(before)))
            seen.awaited()
            begun = time.perf_counter()
            seen.press(last.text)
            seen.awaited()
            waits.append(time.perf_counter() - begun)
            begun = time.perf_counter()
            commit.execute("INSERT INTO rows (text) VALUES (?)", (ROW_OF_400_BYTES,))
            commits.append(time.perf_counter() - begun)
    more = (statistics.median(waits) - statistics.median(commits)) * 1000
    print(f"next question: {more:.1f} ms over a durable commit, of {len(waits)} answers")
    assert len(waits) > 10
    assert more <= NEXT_AT_MOST_MS
