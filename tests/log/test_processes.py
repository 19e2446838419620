"""Several processes, processes that are killed, and places where nothing can be written."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from childcheck.log.verifying import verify
from childcheck.problems import ExitCode
from tests.log.builders import all_rows, identifiers, open_log, some_entries

REPOSITORY = Path(__file__).resolve().parents[2]


def start(what: str, path: Path, count: int) -> subprocess.Popen[str]:
    """Start another process that uses a log."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.log.another_process", what, str(path), str(count)],
        cwd=REPOSITORY,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def run(what: str, path: Path, count: int) -> list[str]:
    """Run another process to its end and return its lines."""
    process = start(what, path, count)
    output, errors = process.communicate(timeout=120)
    assert (process.returncode, errors) == (0, "")
    return output.splitlines()


def acknowledged(lines: list[str]) -> list[str]:
    """Return the identifiers that were acknowledged."""
    return [line.split()[1] for line in lines if line.startswith("ACK ")]


def together(what: str, path: Path, processes: int, count: int) -> None:
    """Run processes at once on one log and hold the log to what they were told."""
    running = [start(what, path, count) for _ in range(processes)]
    told: list[str] = []
    for process in running:
        output, errors = process.communicate(timeout=300)
        assert (process.returncode, errors) == (0, "")
        assert len(acknowledged(output.splitlines())) == count, output
        told += acknowledged(output.splitlines())

    with open_log(path, create=False) as log:
        assert sorted(identifiers(log)[1:]) == sorted(told)
        before = all_rows(path)
        log.rebuild()
        assert all_rows(path) == before
    verification = verify(path)
    assert verification.is_sound
    assert verification.entries == processes * count + 1


def test_eight_processes_at_once_lose_nothing_and_see_no_error(tmp_path: Path) -> None:
    """Eight processes that make and write one log at the same time all get every answer stored."""
    together("append", tmp_path / "log.db", processes=8, count=12)


@pytest.mark.slow
@pytest.mark.parametrize("what", ["append", "reopen"])
def test_eight_busy_processes_lose_nothing(tmp_path: Path, what: str) -> None:
    """The same with many answers, and with a log that is opened and closed all the time."""
    together(what, tmp_path / "log.db", processes=8, count=50)


def kill_somewhere(path: Path, chance: random.Random) -> list[str]:
    """Kill a process after some answers, and return what was acknowledged."""
    process = start("append", path, 10_000)
    assert process.stdout is not None
    lines = [process.stdout.readline() for _ in range(chance.randint(1, 12))]
    time.sleep(chance.random() / 500)  # somewhere within an append
    process.send_signal(signal.SIGKILL)
    rest, _ = process.communicate(timeout=60)
    # The last line may have been cut off in the middle.
    return acknowledged(lines) + acknowledged(rest.splitlines(keepends=False))


def kill_repeatedly(path: Path, times: int) -> None:
    """Kill writers one after another on one log; each time everything acknowledged is there."""
    chance = random.Random(2026)
    told: list[str] = []
    for _ in range(times):
        told += [each for each in kill_somewhere(path, chance) if len(each) == 26]
        with open_log(path, create=False) as log:
            there = identifiers(log)
            assert set(told) <= set(there)
        assert verify(path).is_sound
    assert verify(path).stale_tables == ()


def test_a_killed_process_loses_no_acknowledged_answer(tmp_path: Path) -> None:
    """`kill -9` at any moment: what was acknowledged is in the log, which is whole."""
    kill_repeatedly(tmp_path / "log.db", times=4)


@pytest.mark.slow
def test_many_killed_processes_lose_no_acknowledged_answer(tmp_path: Path) -> None:
    """The same, many times over on one log."""
    kill_repeatedly(tmp_path / "log.db", times=40)


def test_a_full_disk_loses_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    """When no more room is given, that is told with its exit code, and nothing before is lost."""
    path = tmp_path / "log.db"
    lines = run("append_with_little_room", path, 2_000_000)

    assert lines[-1].split()[:2] == ["REFUSED", str(int(ExitCode.CANNOT_WRITE))]
    told = acknowledged(lines)
    assert len(told) > 10
    with open_log(path, create=False) as log:
        assert identifiers(log)[1:] == told
    assert verify(path).is_sound


def _mount(folder: Path) -> bool:
    if os.geteuid() != 0 or sys.platform != "linux" or not shutil.which("mount"):
        return False
    command = ["mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", str(folder)]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def test_a_disk_that_is_truly_full_loses_nothing(tmp_path: Path) -> None:
    """The same on a small disk of its own, where this test may make one."""
    disk = tmp_path / "disk"
    disk.mkdir()
    if not _mount(disk):
        pytest.skip("a small disk cannot be mounted here")
    try:
        lines = run("append", disk / "log.db", 10_000)

        assert lines[-1] == f"REFUSED {int(ExitCode.CANNOT_WRITE)} disk-full"
        told = acknowledged(lines)
        assert told
        with open_log(disk / "log.db", read_only=True) as log:
            assert identifiers(log)[1:] == told
        assert verify(disk / "log.db").is_sound
    finally:
        subprocess.run(["umount", str(disk)], check=True)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """Give a folder that every user can enter, outside the closed one of the tests."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder
        folder.chmod(0o755)


def test_a_folder_that_may_only_be_read_is_told(open_folder: Path) -> None:
    """Where nothing can be written no log is made, as somebody who is not root."""
    open_folder.chmod(0o555)

    (line,) = run("as_nobody", open_folder / "log.db", 0)

    assert line == f"REFUSED {int(ExitCode.CANNOT_WRITE)} cannot-write"
    assert list(open_folder.iterdir()) == []


@pytest.mark.parametrize("mode", [0o444, 0o666])
def test_a_log_that_cannot_be_written_can_be_read(open_folder: Path, mode: int) -> None:
    """In a folder that may only be read a log refuses answers, and is read and verified."""
    path = open_folder / "log.db"
    with open_log(path) as log:
        some_entries(log)
        receipt = log.receipt()
    path.chmod(mode)
    open_folder.chmod(0o555)

    assert run("as_nobody", path, 0) == [f"REFUSED {int(ExitCode.CANNOT_WRITE)} cannot-write"]
    assert run("as_nobody", path, 1) == [f"READ {receipt}", "SOUND True"]


@pytest.mark.parametrize("mode", [0o777, 0o700], ids=["open folder", "closed folder"])
def test_somebody_elses_log_is_closed(open_folder: Path, mode: int) -> None:
    """The log of one officer cannot even be read by another user of the machine."""
    if os.geteuid() != 0:
        pytest.skip("only root can become another user")
    with open_log(open_folder / "log.db") as log:
        some_entries(log)
    open_folder.chmod(mode)

    assert run("as_nobody", open_folder / "log.db", 0)[0].startswith("REFUSED 9")
    assert run("as_nobody", open_folder / "log.db", 1)[0].startswith("REFUSED 9")
