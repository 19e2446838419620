"""Putting an answer right at a real terminal, after the incident was finished."""

from __future__ import annotations

import re
from pathlib import Path

from tests.officer.counting import STORIES
from tests.officer.desk import Desk
from tests.officer.script import flat


def test_a_correction_begins_at_the_review(tmp_path: Path) -> None:
    """The lines stand as they did before the check was finished: numbered, and by section."""
    desk = Desk(tmp_path / "desk")
    done = desk.run("start", "--from", str(STORIES / "sleeping-toddler.yaml"))
    number = re.search(r"Incident (\d{8}-[0-9A-Z]{4}) is finished", done.stdout)
    assert number is not None, done.stdout + done.stderr

    with desk.at_terminal("correct", number[1], "--child", "1") as session:
        session.answer("Number", "1")  # which shift it is
        printed = session.prompt("Number")

        session.type(":again")
        again = session.prompt("Number")

    assert flat("Review: Alfie") in printed.flat
    assert flat("Review: Alfie") in again.flat
    assert flat("Section: Look at Alfie") in printed.flat
    assert re.search(r"\n1\) ", printed.text)
