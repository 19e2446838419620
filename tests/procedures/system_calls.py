"""Watch the system calls by which a turn reaches the disk, and strike at one of them."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
STRACE = shutil.which("strace")
CALL = re.compile(r"^(\w+)\(")


class Turns:
    """The process that records turns (`tests.procedures.turns`), and what watches it."""

    def __init__(self) -> None:
        self._server = subprocess.Popen(
            [sys.executable, "-m", "tests.procedures.turns"],
            cwd=REPOSITORY,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __enter__(self) -> Turns:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        assert self._server.stdin is not None
        assert self._server.stdout is not None
        self._server.stdin.close()
        self._server.stdout.close()
        self._server.wait(timeout=60)

    def run(self, what: str, path: Path, *strace: str) -> tuple[bool, int, list[str]]:
        """Record a turn under strace.

        Returns:
            Whether it was acknowledged, how the process ended, and its calls.
        """
        assert self._server.stdin is not None
        print(what, path, file=self._server.stdin, flush=True)
        process = int(self._line("PROCESS"))
        _until(lambda: _status(process, "State").startswith(("T", "t")))
        trace = path.with_suffix(".trace")
        command = [str(STRACE), "-qq", "-o", str(trace), *strace, "-p", str(process)]
        watching = subprocess.Popen(command, stderr=subprocess.PIPE)
        try:
            _until(lambda: _status(process, "TracerPid") != "0" or watching.poll() is not None)
            os.kill(process, signal.SIGCONT)
            line, is_acknowledged = self._line(), False
            if line == "ACK":
                line, is_acknowledged = self._line(), True
            assert line.startswith("ENDED "), line
        finally:
            _, errors = watching.communicate(timeout=60)
        if b"not permitted" in errors:
            pytest.skip("strace may not watch a process here")
        assert not errors, errors.decode()
        return is_acknowledged, int(line.split()[1]), trace.read_text().splitlines()

    def calls(self, what: str, path: Path) -> Counter[str]:
        """Return the calls about the log's files by which a turn is recorded and the log closed."""
        is_acknowledged, code, trace = self.run(what, path, "--trace=%file,%desc", *only_of(path))
        assert is_acknowledged
        assert code == 0
        return Counter(found.group(1) for line in trace if (found := CALL.match(line)))

    def _line(self, begins: str = "") -> str:
        assert self._server.stdout is not None
        line = self._server.stdout.readline().rstrip("\n")
        assert line.startswith(begins), line
        return line.removeprefix(begins)


def only_of(path: Path) -> list[str]:
    """Return how strace is told to look at the calls about a log's files and folder alone."""
    # Absolute paths: with relative ones strace covers a few calls and still reports success.
    files = [f"{path}{end}" for end in ("", "-wal", "-shm", ".lock")]
    return [f"--trace-path={one}" for one in (*files, path.parent)]


def _status(process: int, name: str) -> str:
    text = Path(f"/proc/{process}/status").read_text()
    return text.split(f"{name}:")[1].split("\n")[0].strip()


def _until(is_so: Callable[[], bool]) -> None:
    until = time.monotonic() + 60
    while not is_so():
        assert time.monotonic() < until
        time.sleep(0.001)
