"""Before and after a walk at a real terminal: who writes, which incident goes on, how to go on."""

from __future__ import annotations

import re
import signal
import sqlite3
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest

from childcheck.terminal import arrival_words
from tests.end_to_end.small_checklist import (
    CHECKLIST,
    a_desk,
    at_terminal,
    begin,
    number_in,
    to_roll,
)
from tests.officer.desk import Desk
from tests.officer.script import flat
from tests.officer.terminal_session import TerminalSession
from tests.officer.watched_terminal import WatchedTerminal

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")

NOBODY = {"CHILDCHECK_OFFICER": ""}
CALM = "Is it calm here?"
TALKS = """\
  - id: talk
    title: A talk with {child}
    for_each: child
    engagement: true
    questions:
      - id: ch.seen
        stage: door
        ask: Have you seen {child}?
        type: yes_no
      - id: ch.talk
        stage: door
        ask: Write what was said.
        type: text
"""


def pause(session: TerminalSession) -> str:
    """Stop at the prompt that stands; return the last words."""
    session.prompt()
    session.child.sendintr()
    session.answer("What now", "q")
    return session.end()[0]


def rows(desk: Desk, query: str) -> list[Sequence[object]]:
    """Return what a query finds in the log."""
    with closing(sqlite3.connect(f"file:{desk.log}?mode=ro", uri=True)) as database:
        return database.execute(query).fetchall()


def test_a_mistyped_number_with_a_duty_of_its_own_can_be_put_right(tmp_path: Path) -> None:
    """Back there goes to the number, and nothing is written as the other officer."""
    desk = a_desk(tmp_path, more=NOBODY)
    with desk.at_terminal("start", "--checklist", "small") as session:
        session.answer("Your number", "4417")
        session.answer("Number", "1")
        pause(session)
    with desk.at_terminal("start", "--checklist", "small") as session:
        session.answer("Your number", "4417")
        shown = session.answer("Enter goes on", ":back")
        assert "Officer 4417, " in shown.text
        session.answer("Your number", "4471")
        assert "Officer 4471. " in session.answer("Number", "1").text
        pause(session)
    with desk.at_terminal("resume") as session:
        session.answer("Your number", "4417")
        session.answer("Enter goes on", "")
        pause(session)

    with desk.at_terminal("off-duty") as session:
        session.answer("Your number", "4417")
        session.answer("Enter ends this duty", ":back")
        session.answer("Your number", "4471")
        session.answer("Enter ends this duty", "")
        printed, _ = session.end()
    assert "Officer 4471 is off duty" in printed

    opened = "SELECT officer FROM entries WHERE kind = 'incident_opened' ORDER BY number"
    assert rows(desk, opened) == [("4417",), ("4471",)]


def test_who_is_named_on_the_command_line_is_not_asked_again(tmp_path: Path) -> None:
    """What was said before the command began needs no key."""
    desk = a_desk(tmp_path)
    with begin(desk) as session:
        to_roll(session)
        pause(session)
    with desk.at_terminal("resume") as session:
        assert session.prompt().label == "Number"


def test_the_only_unfinished_incident_goes_on_with_enter(tmp_path: Path) -> None:
    """It is shown once, and no number is needed."""
    desk = a_desk(tmp_path)
    with begin(desk) as session:
        session.answer("Answer", "NC-1")
        pause(session)
        number = number_in(session)
    with desk.at_terminal("resume") as session:
        assert arrival_words.ENTER_TAKES_IT in session.answer("Number", "").text
        session.answer("y or n", "y")
        assert CALM in session.prompt("Answer").text
        assert session.seen.count("answer so far") == 1
        assert f"Going on with {number}." in session.seen


def test_the_way_on_names_the_log_and_the_mode_that_were_named(tmp_path: Path) -> None:
    """Whoever copies the command comes back to the same record, asked in the same way."""
    desk = a_desk(tmp_path, more={"CHILDCHECK_PLAIN": ""})
    log = tmp_path / "my own" / "try.db"
    log.parent.mkdir(mode=0o700)
    arguments = ("--plain", "--log", str(log))
    with desk.at_terminal("start", "--checklist", "small", *arguments) as session:
        session.answer("Number", "1")
        told = pause(session)
        number = number_in(session)
    way_on = f"childcheck resume {number} --plain --log '{log}'"
    assert f"\n{way_on}\n" in told

    done = desk.run("off-duty", "--log", str(log))
    assert done.returncode == 0, done.stderr
    assert f"childcheck resume {number} --log '{log}'\n" in done.stdout
    assert f"childcheck resume {number}\n" not in done.stdout


def test_by_keys_the_shift_and_the_incident_take_one_key(tmp_path: Path) -> None:
    """No Enter stands between an officer and the first question."""
    desk = a_desk(tmp_path, more={"CHILDCHECK_PLAIN": ""})
    start = ("start", "--checklist", "small")
    with by_keys(desk, *start) as seen:
        assert arrival_words.ESC_FOR_NUMBER in " ".join(seen.awaited().split())
        seen.press("1")
        seen.press("NC-1\r")
        assert CALM in seen.awaited()
        seen.press("\x03")
        seen.press("q")
        seen.end()
    with by_keys(desk, "resume") as seen:
        assert "Which incident do you go on with?" in seen.awaited()
        seen.press("1")
        assert "Is the family still there" in seen.awaited()
        seen.press("n")
        assert CALM in seen.awaited()
        seen.press("\x03")
        seen.press("q")
        seen.end()

    assert seen.flags == seen.flags_before


def by_keys(desk: Desk, *arguments: str) -> WatchedTerminal:
    """Run a command in keyed mode."""
    command = [sys.executable, "-m", desk.program, *arguments]
    return WatchedTerminal(command, desk.environment())


def test_a_further_talk_whose_child_is_taken_off_the_list_is_not_called_recorded(
    tmp_path: Path,
) -> None:
    """What was answered of it stays, and that is what is said."""
    desk = a_desk(tmp_path)
    text = CHECKLIST + TALKS
    (tmp_path / "checklists" / "small" / "checklist.yaml").write_text(text, encoding="utf-8")
    story = (tmp_path / "story.yaml").read_text("utf-8")
    story += "    engagements: [{ch.seen: yes, ch.talk: Nothing.}]\n"
    (tmp_path / "story.yaml").write_text(story, encoding="utf-8")
    done = desk.run("start", "--from", str(tmp_path / "story.yaml"))
    number = re.search(r"Incident (\d{8}-[0-9A-Z]{4})", done.stdout)
    assert number is not None, done.stdout + done.stderr

    with desk.at_terminal("engage", number[1], "--child", "1") as session:
        session.answer("Number", "1")
        session.answer("Answer", "y")
        session.answer("Answer", ":withdraw 1")
        session.answer("Why", "Named twice")
        printed, code = session.end()

    assert code == 0
    assert flat(arrival_words.talk_broken_off(2)) in flat(printed)
    assert "Talk 2 is recorded" not in printed


def test_a_problem_is_broken_between_words_in_a_narrow_window(tmp_path: Path) -> None:
    """What is wrong and what to do can be read at 40 columns; a command stays whole."""
    desk = a_desk(tmp_path, size=(24, 40))
    with begin(desk) as session:
        session.answer("Answer", "NC-1")
        pause(session)
    told, code = at_terminal(desk, "correct", "NC-1", "--child", "7", "--question", "no.such")

    lines = told.replace("\r", "").split("\n")
    assert code == 5
    assert max(map(len, lines)) < 40
    assert "error: There is no child with this" in lines
    assert "         --child; on the roll are: none" in lines


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP], ids=lambda number: number.name)
def test_a_signal_before_the_walk_leaves_the_terminal_sane_and_begins_nothing(
    tmp_path: Path, number: signal.Signals
) -> None:
    """Told to end at the question of the shift, the program has begun no duty and no incident."""
    desk = a_desk(tmp_path, more={"CHILDCHECK_PLAIN": ""})
    with by_keys(desk, "start", "--checklist", "small") as seen:
        seen.awaited()
        seen.kill(number)
        seen.end()

    assert seen.exit_code == 130
    assert seen.flags == seen.flags_before
    assert rows(desk, "SELECT kind FROM entries") == [("log_named",)]
