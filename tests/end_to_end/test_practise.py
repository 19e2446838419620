"""`childcheck practise` at a real pseudo-terminal: a store of its own, apart from the records."""

from __future__ import annotations

import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

from childcheck.procedures.practise import practice_story
from childcheck.terminal.coaching import OFFICER
from tests.officer.desk import Desk
from tests.officer.key_officer import KeyOfficer
from tests.officer.watched_terminal import WatchedTerminal
from tests.procedures.practised import pressed

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")

PRACTICE = "PRACTICE."
SHIFT = "Which shift are you on?"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Return a desk in keyed mode."""
    return Desk(tmp_path / "desk", more={"CHILDCHECK_PLAIN": ""})


def practising(desk: Desk, *arguments: str) -> WatchedTerminal:
    """Run the command."""
    officer = KeyOfficer(desk, script=None)  # type: ignore[arg-type]
    return officer.at_terminal("practise", *arguments)


def practice_log(desk: Desk) -> Path:
    """Return where the practice lies."""
    (found,) = desk.folder.rglob("practice.log.db")
    return found


def entries(log: Path) -> list[tuple[str, str]]:
    """Return kinds and headers of the entries."""
    with closing(sqlite3.connect(f"file:{log}?mode=ro", uri=True)) as database:
        return database.execute("SELECT kind, header FROM entries ORDER BY number").fetchall()


def begin(desk: Desk, steps: int) -> None:
    """Follow the first hints, and pause."""
    _, story = practice_story()
    hints = [hint for hints in story.hints.values() for hint in hints]
    with practising(desk) as seen:
        assert SHIFT in seen.awaited()
        seen.press("1")
        for hint in hints[:steps]:
            assert PRACTICE in seen.awaited()
            for key in hint.keys:
                seen.press(pressed(key.replace(OFFICER, "4711")))
        seen.press("\x03")
        seen.press("q")
        seen.end()
        assert seen.exit_code == 130
        assert "childcheck practise" in seen.everything


def test_a_practice_is_paused_gone_on_with_and_begun_anew(desk: Desk) -> None:
    """With y it goes on at the same question; with n the store is emptied first."""
    begin(desk, steps=2)
    kinds = [kind for kind, _ in entries(practice_log(desk))]
    assert '"practice"' in entries(practice_log(desk))[0][1]
    assert not desk.log.exists()

    with practising(desk) as seen:
        assert "y or n:" in seen.awaited()
        seen.press("y")
        assert "Ollie: Where now?" in seen.awaited()
        seen.kill()
        seen.end()
    assert [kind for kind, _ in entries(practice_log(desk))][: len(kinds)] == kinds

    with practising(desk) as seen:
        assert "y or n:" in seen.awaited()
        seen.press("n")
        assert SHIFT in seen.awaited()
        seen.press("1")  # at some hours two shifts are running, and Enter takes neither
        assert "Are you with the family now" in seen.awaited()
        seen.kill()
        seen.end()
    opened = [kind for kind, _ in entries(practice_log(desk)) if kind == "incident_opened"]
    assert len(opened) == 1


def test_plain_mode_tells_what_to_type(desk: Desk) -> None:
    """With --plain the same story comes line by line."""
    with practising(desk, "--plain") as seen:
        seen.wait_for(SHIFT)
        seen.type("1\r")
        seen.wait_for("Answer:")
        assert PRACTICE in seen.everything
        assert "type and press Enter: 1" in seen.everything
        seen.type("1\r", then="List EVERY child")


def test_no_command_of_records_takes_practice_for_a_record(desk: Desk) -> None:
    """Not those that ask, not those that show, and no export."""
    begin(desk, steps=1)
    log = practice_log(desk)
    number = ["20261124-0000"]
    asking = [["start"], ["resume"], ["engage", *number], ["correct", *number]]
    for arguments in asking:
        officer = KeyOfficer(desk, script=None)  # type: ignore[arg-type]
        with officer.at_terminal(*arguments, "--log", str(log)) as seen:
            seen.end()
            assert seen.exit_code == 11, arguments
            assert "for practice, not for record" in seen.everything

    telling = [
        ["show", *number],
        ["off-duty", "--officer", "4711"],
        ["export", "--reason", "training", "--to", str(desk.folder / "out.csv")],
    ]
    for arguments in telling:
        done = desk.run(*arguments, "--log", str(log))
        assert done.returncode == 11, (arguments, done.stderr)
        assert "for practice, not for record" in " ".join(done.stderr.split())
    assert not (desk.folder / "out.csv").exists()


def test_practice_is_never_written_to_a_log_that_is_named(desk: Desk) -> None:
    """Neither the record's own log, nor any other."""
    done = desk.run("practise", "--log", str(desk.log))

    assert done.returncode == 2
    assert "has a store of its own" in done.stderr
    assert not desk.log.exists()


def test_nobody_practises_without_a_terminal(desk: Desk) -> None:
    """There is nobody to tell anything."""
    assert desk.run("practise").returncode == 10
