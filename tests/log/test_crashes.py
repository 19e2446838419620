"""A kill and a failing disk at every call by which a log reaches the disk."""

from __future__ import annotations

import shutil
import subprocess
import sys
from itertools import count
from pathlib import Path

import pytest

from childcheck.log.verifying import verify
from tests.log.builders import identifiers, open_log
from tests.log.test_processes import REPOSITORY, acknowledged

STRACE = shutil.which("strace")
CALLS = ("openat", "pwrite64", "fdatasync", "ftruncate", "flock", "fcntl", "unlink", "mmap")
ANSWERS = 3
STRIDE = {"pwrite64": 3, "fcntl": 2}  # there are many of these: not every one of them

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(STRACE is None, reason="strace is not installed"),
]


def run_with_fault(path: Path, call: str, number: int, fault: str) -> tuple[bool, list[str]]:
    """Add answers with a fault at one system call; tell whether it struck, and what was told."""
    # Absolute paths: with relative ones strace covers a few calls and still reports success.
    files = [f"--trace-path={path}{end}" for end in ("", "-wal", "-shm", ".lock")]
    inject = f"--inject={call}:{fault}:when={number}"
    program = [sys.executable, "-m", "tests.log.another_process", "append", str(path), str(ANSWERS)]
    trace = path.with_suffix(".trace")
    done = subprocess.run(
        [str(STRACE), "-qq", "-o", str(trace), *files, f"--trace={call}", inject, *program],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    if fault.startswith("error="):  # told as a problem, with its exit code
        assert (done.returncode, done.stderr) == (0, "")
    has_struck = done.returncode != 0 or "(INJECTED)" in trace.read_text()
    return has_struck, acknowledged(done.stdout.splitlines())


def sweep(folder: Path, call: str, fault: str) -> int:
    """Strike at one such call after another until none is left, and count the strikes."""
    for struck, number in enumerate(count(1, STRIDE.get(call, 1))):
        path = folder / f"{call}-{number}.db"
        open_log(path).close()
        has_struck, told = run_with_fault(path, call, number, fault)
        with open_log(path, create=False) as log:
            there = identifiers(log)[1:]
        # Committed, but killed before it could be acknowledged: one more may be there.
        assert there[: len(told)] == told
        assert len(there) - len(told) in (0, 1)
        verification = verify(path)
        assert verification.is_sound
        assert verification.stale_tables == ()
        if not has_struck:
            return struck
    raise AssertionError("unreachable")


@pytest.mark.parametrize("call", CALLS)
def test_a_kill_at_any_call_loses_nothing(tmp_path: Path, call: str) -> None:
    """Killed at whichever system call, the log is whole and holds every acknowledged answer."""
    struck = sweep(tmp_path, call, "signal=KILL")

    assert struck >= {"pwrite64": 15, "fdatasync": 4, "fcntl": 10}.get(call, 1)


@pytest.mark.parametrize("call", ["pwrite64", "fdatasync"])
@pytest.mark.parametrize("error", ["EIO", "ENOSPC"])
def test_a_call_that_fails_once_loses_nothing(tmp_path: Path, call: str, error: str) -> None:
    """A write or a flush that fails once costs at most the answer that was not acknowledged."""
    struck = sweep(tmp_path, call, f"error={error}")

    assert struck >= {"pwrite64": 15, "fdatasync": 4}[call]
