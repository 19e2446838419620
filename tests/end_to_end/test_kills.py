"""Whatever ends the program, nothing that was acknowledged is lost, and nothing is asked twice.

An answer is acknowledged when the next question's prompt stands on the screen.
"""

from __future__ import annotations

import csv
import json
import os
import signal
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path

import pytest

from tests.end_to_end.told import assert_same, told
from tests.officer.counting import STORIES
from tests.officer.desk import Desk
from tests.officer.script import Script, Step, flat
from tests.officer.scripted_officer import ScriptedOfficer
from tests.officer.terminal_session import TerminalSession
from tests.officer.typist import script_of

TODDLER = STORIES / "sleeping-toddler.yaml"
THREE = STORIES / "three-children.yaml"


@pytest.fixture
def officer(tmp_path: Path) -> ScriptedOfficer:
    """Return an officer at a desk who is to type the story of the sleeping toddler."""
    return at_desk(tmp_path, script_of(TODDLER))


def at_desk(folder: Path, script: Script) -> ScriptedOfficer:
    """Return an officer at a desk of their own."""
    return ScriptedOfficer(Desk(folder / "desk", script.officer, script.at), script)


def begun(officer: ScriptedOfficer, answers: int = 0) -> tuple[TerminalSession, Iterator[Step]]:
    """Begin to tell the story; return the session after some steps, and the steps to come."""
    steps = officer.script.steps
    session = officer.begin(officer.script.sittings[0])
    for step in islice(steps, answers):
        officer.type(session, step)
    session.unread(session.prompt())
    return session, steps


def last_entries(officer: ScriptedOfficer, count: int) -> list[tuple[str, dict[str, object]]]:
    """Return the kinds and headers of the last entries, the newest last."""
    with closing(sqlite3.connect(f"file:{officer.desk.log}?mode=ro", uri=True)) as database:
        rows = database.execute(
            "SELECT kind, header FROM entries ORDER BY number DESC LIMIT ?", (count,)
        ).fetchall()
    return [(kind, json.loads(header)) for kind, header in reversed(rows)]


def assert_verified(officer: ScriptedOfficer) -> None:
    """The log is whole."""
    done = officer.desk.run("log", "verify")
    assert (done.returncode, done.stderr) == (0, ""), done.stdout + done.stderr


def assert_same_as_filed(officer: ScriptedOfficer, story: Path) -> None:
    """The log tells what the story's file tells."""
    desk = Desk(officer.desk.folder.parent / "filed", officer.script.officer, officer.script.at)
    done = desk.run("start", "--from", str(story))
    assert done.returncode == 0, done.stderr
    assert_same(told(desk.log), told(officer.desk.log))


@pytest.mark.slow
@pytest.mark.parametrize("half", [0, 1], ids=["first half", "second half"])
def test_killed_after_every_answer_nothing_is_lost_and_nothing_asked_twice(
    officer: ScriptedOfficer, half: int
) -> None:
    """`kill -9` at each question, then `resume`: it goes on with that very question, to the end."""
    session, steps = begun(officer)
    middle = len(list(officer.script.steps)) // 2
    kills = 0
    for place, step in enumerate(steps):
        officer.type(session, step)  # which sees that this, and nothing else, is asked
        if (place < middle) == (half == 0) and step.question != "summary":
            session.prompt()
            session.kill()
            _, code = session.end()
            assert code == -signal.SIGKILL
            kills += 1
            session = officer.resume()
    printed, code = session.end()

    assert kills > 50
    assert code == 0
    assert "is finished" in printed
    assert_verified(officer)
    assert_same_as_filed(officer, TODDLER)


@pytest.mark.parametrize(
    "number",
    [signal.SIGTERM, pytest.param(signal.SIGHUP, marks=pytest.mark.slow)],
    ids=lambda number: number.name,
)
def test_a_signal_pauses_with_an_entry_and_leaves_the_terminal_sane(
    officer: ScriptedOfficer, number: signal.Signals
) -> None:
    """Told to end, the program records the pause, gives the terminal back and ends with 130."""
    session, steps = begun(officer, answers=7)
    session.child.send(b"half an ans")
    session.kill(number)
    printed, code = session.end()

    assert code == 130
    assert "Traceback" not in printed
    assert session.flags_after == session.flags_before
    [(kind, header)] = last_entries(officer, 1)
    assert (kind, header["how"]) == ("walk_paused", "signal")

    session = officer.resume()
    officer.type(session, next(steps))
    session.prompt()


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP], ids=lambda number: number.name)
def test_a_signal_at_any_kind_of_question_pauses(
    officer: ScriptedOfficer, number: signal.Signals
) -> None:
    """At a list, a text, a basis and a review alike: paused, and every answer is there."""
    session, steps = begun(officer)
    stops = {"in.adults.roles", "in.children", "ch.dob", "ch.effect", "in.who", "ch.adult_said"}
    for step in steps:
        if step.question in stops or step.question in ("review", "summary"):
            stops.discard(step.question)
            session.prompt()
            session.kill(number)
            _, code = session.end()
            assert code == 130
            assert session.flags_after == session.flags_before
            session = officer.resume()
        officer.type(session, step)
    _, code = session.end()

    assert code == 0
    assert not stops
    assert_verified(officer)
    assert_same_as_filed(officer, TODDLER)


def test_a_window_that_is_closed_pauses(officer: ScriptedOfficer) -> None:
    """When the terminal itself goes away the pause is recorded, and nothing waits for ever."""
    session, _ = begun(officer, answers=3)
    session.child.ptyproc.fileobj.close()
    until = time.monotonic() + 60
    while os.waitpid(session.child.pid, os.WNOHANG) == (0, 0):
        assert time.monotonic() < until, "it goes on without a terminal"
        time.sleep(0.05)

    [(kind, header)] = last_entries(officer, 1)
    assert kind == "walk_paused"
    assert header["how"] in ("signal", "closed")
    assert_verified(officer)


def test_ctrl_c_asks_and_q_stops(officer: ScriptedOfficer) -> None:
    """Ctrl-C records nothing: r goes on with the same question, q pauses with 130."""
    session, steps = begun(officer, answers=4)
    step = next(steps)
    session.prompt()
    session.child.send(b"half an ans")
    session.child.sendintr()
    assert "Paused" in session.answer("What now", "r").text
    asked = session.prompt(step.typed[0].label)
    assert step.shows[0] in asked.flat
    session.child.sendintr()
    session.answer("What now", "q")
    printed, code = session.end()

    assert code == 130
    assert f"childcheckresume{officer.number}" in flat(printed)
    assert session.flags_after == session.flags_before
    assert last_entries(officer, 1)[0][1]["how"] == "interrupt"

    session = officer.resume()
    officer.type(session, step)
    session.prompt()


def test_ctrl_d_pauses(officer: ScriptedOfficer) -> None:
    """The end of the input is a pause and no answer; what was typed before stays."""
    session, steps = begun(officer, answers=2)
    session.child.sendeof()
    _, code = session.end()

    assert code == 130
    assert session.flags_after == session.flags_before
    assert last_entries(officer, 1)[0][1]["how"] == "closed"

    session = officer.resume()
    officer.type(session, next(steps))
    session.prompt()


def test_ctrl_c_before_the_first_question_records_no_incident(tmp_path: Path) -> None:
    """Whoever stops at the shift has begun no duty and no incident."""
    officer = at_desk(tmp_path, script_of(TODDLER))
    with officer.desk.at_terminal("start") as session:
        session.prompt("Number")
        session.child.sendintr()
        session.answer("What now", "q")
        printed, code = session.end()

    assert code == 130
    assert "Traceback" not in printed
    assert [kind for kind, _ in last_entries(officer, 10)] == ["log_named"]


@pytest.mark.slow
def test_a_half_written_talk_comes_back(tmp_path: Path) -> None:
    """Killed in the middle of a talk, its lines stand there on `resume` and become the answer."""
    script = script_of(THREE)
    officer = at_desk(tmp_path, script)
    session, steps = begun(officer)
    for step in steps:
        if step.question != "ch.talk":
            officer.type(session, step)
            continue
        *lines, end = step.typed
        for typed in lines:
            session.answer(typed.label, typed.text)
        session.prompt(end.label)
        session.child.send(b"c the line that was not")  # without Enter: this one is lost
        session.kill()
        session.end()
        session = officer.resume()
        shown = officer.prompt(session, step)
        assert "You had begun to write this" in shown.text
        assert shown.label == end.label
        session.type(".")
        break
    for step in steps:
        officer.type(session, step)
    _, code = session.end()

    assert code == 0
    assert "the line that was not" not in session.seen
    assert_verified(officer)
    assert_same_as_filed(officer, THREE)


@pytest.mark.slow
def test_three_children_killed_in_the_middle_resumed_and_exported(tmp_path: Path) -> None:
    """The README's walk: three children, a kill, `resume` from the list, a file with three rows."""
    script = script_of(THREE)
    officer = at_desk(tmp_path, script)
    steps = list(script.steps)
    middle = next(place for place, step in enumerate(steps) if step.whose == "child 2") + 5
    session, rest = begun(officer, answers=middle)
    session.kill()
    session.end()

    session = officer.desk.at_terminal("resume")
    chosen = session.answer("Number", "1")
    for told_in_list in (officer.number, f"officer{script.officer}", "answerssofar", "3ontheroll"):
        assert told_in_list in chosen.flat
    if session.prompt("y or n", "Answer", "Name").label == "y or n":
        session.type("y")
    for step in rest:
        officer.type(session, step)
    printed, code = session.end()
    assert code == 0
    assert "Receipt for your notebook" in printed

    target = tmp_path / "shift.csv"
    duty = script.duty
    done = officer.desk.run(
        "export", "--duty-date", str(duty.duty_date), "--shift", duty.shift.name,
        "--reason", "shift_review", "--to", str(target),
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    with target.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 3
    assert {row["incident_number"] for row in rows} == {officer.number}
    assert [row["child_number"] for row in rows] == ["1", "2", "3"]
    assert_verified(officer)
