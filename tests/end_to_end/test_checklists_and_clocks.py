"""A checklist that is missing, unsound or changed in the middle, and a clock that is set back."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.end_to_end.small_checklist import (
    CHECKLIST,
    SECRET,
    a_desk,
    answers,
    assert_told_well,
    assert_verified,
    at_terminal,
    begin,
    name,
    number_in,
    to_roll,
)
from tests.officer.desk import Desk


def test_a_checklist_that_is_not_there_is_told(desk: Desk) -> None:
    """A name that nobody has: 5, with the nearest one that there is, and no log."""
    printed, code = at_terminal(desk, "start", "--checklist", "smal")

    assert code == 5
    assert_told_well(printed, "small")
    assert not desk.log.exists()


def test_an_unsound_checklist_asks_nothing(desk: Desk) -> None:
    """All that is wrong is told at once with line and column: 3, and no log is made."""
    path = desk.folder.parent / "checklists" / "small" / "checklist.yaml"
    path.write_text(
        CHECKLIST.replace("type: choice", "type: chioce").replace("stage: desk", "stage: dsek"),
        encoding="utf-8",
    )

    printed, code = at_terminal(desk, "start", "--checklist", "small")

    assert code == 3
    assert_told_well(printed, "chioce", "dsek", "checklist.yaml, line")
    assert printed.count("error: ") >= 2
    assert not desk.log.exists()


def test_whoever_starts_with_a_checklist_from_a_folder_is_told_so(desk: Desk) -> None:
    """A trial is not taken for the real thing; of one that is found by its name nothing is said."""
    folder = desk.folder.parent / "checklists" / "small"
    said = "The questions are those of small 2026.1.1, which is not published."

    for checklist, is_said in ((str(folder), True), ("small", False)):
        with begin(desk, checklist) as session:
            session.answer("Answer", ":pause")
            assert session.end()[1] == 130
            assert (said in " ".join(session.seen.split())) is is_said


@pytest.mark.parametrize(
    "is_removed",
    [pytest.param(False, id="changed"), pytest.param(True, marks=pytest.mark.slow, id="removed")],
)
def test_a_check_goes_on_in_the_checklist_it_began_with(desk: Desk, *, is_removed: bool) -> None:
    """A checklist that is changed or removed in the middle changes nothing for a check begun."""
    with begin(desk) as session:
        to_roll(session)
        name(session)
        session.answer("Name", "done")
        session.answer("Answer", "He hid.")
        session.answer("Answer", ":pause")
        assert session.end()[1] == 130
        number = number_in(session)
    folder = desk.folder.parent / "checklists" / "small"
    if is_removed:
        shutil.rmtree(folder)
    else:
        changed = CHECKLIST.replace("What else of", "Anything new about").replace(
            "2026.1", "2026.2"
        )
        (folder / "checklist.yaml").write_text(changed, encoding="utf-8")

    with desk.at_terminal("resume", number) as session:
        first = session.prompt()
        if first.label == "y or n":
            session.type("y")
            first = session.prompt()
        assert f"What else of {SECRET}?" in first.text
        session.type("Thin.")
        session.answer("What now", "f")
        session.answer("What now", "f")
        assert session.end()[1] == 0

    with closing(sqlite3.connect(desk.log)) as database:
        versions = database.execute("SELECT DISTINCT checklist FROM answers").fetchall()
        begun_with = database.execute("SELECT checklist, checklist_version FROM incidents")
        assert begun_with.fetchall() == [(*versions[0], "2026.1.1")]
    assert len(versions) == 1
    assert_verified(desk)


def test_a_clock_set_back_in_the_middle_changes_no_order(tmp_path: Path) -> None:
    """An hour back between two answers: the entries keep their order, and `log verify` warns."""
    at = datetime(2026, 11, 24, 23, 30, tzinfo=UTC)
    desk = a_desk(tmp_path, clock=at)
    with begin(desk) as session:
        to_roll(session)
        name(session)
        session.prompt("Name")
        desk.set_clock(at - timedelta(hours=1))
        session.type("done")
        session.answer("Answer", "He hid.")
        session.answer("Answer", "Thin.")
        session.answer("What now", "f")
        session.answer("What now", "f")
        assert session.end()[1] == 0

    done = desk.run("log", "verify")
    assert done.returncode == 0, done.stdout + done.stderr
    assert_told_well(done.stderr, "warning: ")
    assert list(answers(desk)) == [
        "in.ref", "in.calm", "in.children.whereabouts", "in.children.born_on", "in.children",
        "ch.worry", "ch.more",
    ]  # fmt: skip
