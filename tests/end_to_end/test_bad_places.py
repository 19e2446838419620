"""A log that cannot be used where it lies: told with the place, and nothing before it is lost.

No traceback, no detail of a child, and the file is left as it was.
"""

from __future__ import annotations

import os
import resource
import shutil
import sqlite3
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from childcheck.log import places
from tests.end_to_end.small_checklist import (
    SECRET,
    Here,
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
from tests.officer.terminal_session import TerminalSession


def test_a_log_from_a_newer_version_is_not_touched(filed: Desk, here: Here) -> None:
    """What a newer childcheck wrote is read and written by none that is older: 7."""
    with closing(sqlite3.connect(filed.log)) as database:
        database.execute("PRAGMA user_version = 99")
    before = filed.log.read_bytes()

    results = [
        at_terminal(filed, "start"),
        here("start", "--from", str(filed.folder.parent / "story.yaml")),
        here("show", "NC-1"),
        here("off-duty"),
        here("export", "--reason", "court"),
        here("log", "info"),
        here("log", "verify"),
        here("log", "rebuild"),
    ]

    assert [code for _, code in results] == [7] * len(results)
    for text, _ in results:
        assert_told_well(text, str(filed.log.name))
    assert filed.log.read_bytes() == before


def a_text(path: Path) -> None:
    """Make a file that holds words."""
    path.write_text(f"{SECRET}, notes\n" * 50, encoding="utf-8")


def another_database(path: Path) -> None:
    """Make a database of another program."""
    with closing(sqlite3.connect(path)) as database:
        database.execute("CREATE TABLE notes (text)")


def a_folder(path: Path) -> None:
    """Make a folder."""
    path.mkdir()


@pytest.mark.parametrize(
    "make",
    [
        a_text,
        pytest.param(another_database, marks=pytest.mark.slow),
        pytest.param(a_folder, marks=pytest.mark.slow),
    ],
)
def test_a_file_that_is_no_log_is_left_alone(
    desk: Desk, here: Here, make: Callable[[Path], None]
) -> None:
    """Another program's file is neither opened as a log nor made into one: 6."""
    desk.log.parent.mkdir()
    make(desk.log)
    before = desk.log.read_bytes() if desk.log.is_file() else b""

    results = [
        at_terminal(desk, "start"),
        here("show", "NC-1"),
        here("log", "verify"),
    ]

    assert [code for _, code in results] == [6] * 3
    for text, _ in results:
        assert_told_well(text, str(desk.log.name))
    assert (desk.log.read_bytes() if desk.log.is_file() else b"") == before
    assert [one.name for one in desk.log.parent.iterdir()] == [desk.log.name]


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """Give a folder that every user can enter, outside the closed one of the tests."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder)
        path.chmod(0o755)
        yield path
        for one in path.rglob("*"):
            one.chmod(0o755)


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="no rights of this kind here")
@pytest.mark.parametrize(
    "is_there",
    [pytest.param(False, marks=pytest.mark.slow, id="no log yet"), pytest.param(True, id="a log")],
)
def test_a_folder_that_may_only_be_read_is_told(
    open_folder: Path, filed_log: bytes, *, is_there: bool
) -> None:
    """Without the right to write no question is asked: 9, with the place and what to do."""
    if not all(one.stat().st_mode & stat.S_IXOTH for one in Path(__file__).resolve().parents):
        pytest.skip("this checkout lies in a folder that nobody else may enter")
    desk = a_desk(open_folder, module="tests.officer.nobodys_program")
    desk.log.parent.mkdir()
    if is_there:
        desk.log.write_bytes(filed_log)
        desk.log.chmod(0o644)
    desk.log.parent.chmod(0o555)
    before = sorted(one.name for one in desk.log.parent.iterdir())

    printed, code = at_terminal(desk, "start", "--checklist", "small")

    assert code == 9, printed
    assert_told_well(printed, "--log FILE")
    assert sorted(one.name for one in desk.log.parent.iterdir()) == before


def test_a_full_disk_in_the_middle_loses_nothing_that_was_acknowledged(desk: Desk) -> None:
    """No room for one more answer: 9, and with room again `resume` asks that very question."""
    with begin(desk) as session:
        to_roll(session)
        name(session)
        session.answer("Name", "done")
        session.prompt("Answer")
        beside = desk.log.with_name(desk.log.name + "-wal")
        room = max(desk.log.stat().st_size, beside.stat().st_size) + 512
        resource.prlimit(session.child.pid, resource.RLIMIT_FSIZE, (room, room))
        session.type(f"{SECRET} hid." + "x" * 3000)
        printed, code = session.end()
        number = number_in(session)

    last_words = printed.partition("\nerror: ")[2]
    assert code == 9, printed
    assert_told_well(last_words, str(desk.log.name))
    assert f"\n  childcheck resume {number}" in last_words
    assert "ch.worry" not in answers(desk)
    assert answers(desk)["in.children.born_on"] == "about 7 years"
    assert_verified(desk)

    with desk.at_terminal("resume", number) as session:
        session.answer("y or n", "y")
        assert "What worries you" in session.answer("Answer", "He hid.").text
        session.prompt("Answer")
    assert answers(desk)["ch.worry"] == "He hid."


def mounted(folder: Path) -> bool:
    """Make a small disk at a folder, where that may be done."""
    if os.geteuid() != 0 or sys.platform != "linux" or not shutil.which("mount"):
        return False
    command = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(folder)]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


@pytest.mark.slow
def test_a_disk_that_is_truly_full_loses_nothing(tmp_path: Path) -> None:
    """The same on a small disk of its own, which somebody else fills up meanwhile."""
    disk = tmp_path / "disk"
    disk.mkdir()
    if not mounted(disk):
        pytest.skip("a small disk cannot be mounted here")
    try:
        desk = a_desk(tmp_path, more={"CHILDCHECK_LOG": str(disk / "childcheck.log.db")})
        with begin(desk) as session:
            to_roll(session)
            name(session)
            session.answer("Name", "done")
            session.prompt("Answer")
            fill(disk / "film.mp4")
            session.type(f"{SECRET} hid." + "x" * 3000)
            printed, code = session.end()
            number = number_in(session)

        assert code == 9, printed
        assert_told_well(printed.partition("\nerror: ")[2], "childcheck.log.db")

        (disk / "film.mp4").unlink()
        with desk.at_terminal("resume", number) as session:
            session.answer("y or n", "y")
            assert "What worries you" in session.answer("Answer", "He hid.").text
            session.prompt("Answer")
        assert_verified(desk)
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=True)


def fill(path: Path) -> None:
    """Write until the disk is full."""
    with path.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(b"\0" * 4096)
        except OSError:
            return


@pytest.mark.parametrize("kind", ["nfs4", "cifs", "fuse.sshfs"])
def test_a_network_folder_is_refused(
    desk: Desk, here: Here, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where locks do not reach other machines no log is made: 9."""
    monkeypatch.setattr(places, "kind_in_mountinfo", lambda text, folder: kind)

    told, code = here("start", "--from", str(desk.folder.parent / "story.yaml"))

    assert code == 9
    assert_told_well(told, "lies on", "--log FILE")
    assert not desk.log.exists()


def test_a_synchronised_folder_is_refused(tmp_path: Path) -> None:
    """A folder that is copied to other machines while it is written takes no log: 9."""
    log = tmp_path / "OneDrive" / "log.db"
    desk = a_desk(tmp_path, more={"CHILDCHECK_LOG": str(log)})

    printed, code = at_terminal(desk, "start", "--checklist", "small")

    assert code == 9
    assert_told_well(printed, "[unfit-place]", "OneDrive", "--log FILE")
    assert not log.exists()


def test_two_officers_at_once_in_one_log_both_finish(desk: Desk) -> None:
    """Two programs in one log at the same time: each answer waits its turn, none is refused."""
    other = Desk(desk.folder, officer="5208", configuration=desk.configuration)
    with begin(desk) as first, begin(other) as second:
        for one, reference in ((first, "NC-1"), (second, "NC-2")):
            to_roll(one, reference)
        for one in (second, first, second, first):
            name(one, f"child {one.child.pid} {len(one.seen)}")
        for one in (first, second):
            assert "is finished" in finish_two(one)

    with closing(sqlite3.connect(desk.log)) as database:
        told = database.execute("SELECT reference, state, officer FROM incidents").fetchall()
    assert sorted(told) == [("NC-1", "finished", "4711"), ("NC-2", "finished", "5208")]
    assert_verified(desk)


def finish_two(session: TerminalSession) -> str:
    """Answer what is left about two children, finish, and return the last words."""
    session.answer("Name", "done")
    for label in ("Answer", "Answer", "Answer", "What now", "Answer", "What now"):
        session.answer(label, "f" if label == "What now" else "words")
    session.answer("What now", "f")
    return session.end()[0]
