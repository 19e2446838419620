"""A real pseudo-terminal with somebody's eyes: the program runs on it, an emulator shows it."""

from __future__ import annotations

import os
import signal
import sys
import termios
import time
from pathlib import Path
from types import TracebackType
from typing import Any

import pexpect
import pyte

ROOT = Path(__file__).parents[3]
SECONDS = 30
QUIET_SECONDS = 0.25  # nothing is printed for so long: it waits for a key
KEPT = ("PATH", "COVERAGE_PROCESS_START", "COVERAGE_FILE", "VIRTUAL_ENV")


class RealTerminal:
    """One run of `tests.terminal.keyed.program`; used as a context manager, it is always ended."""

    def __init__(
        self,
        folder: Path,
        *kinds: str,
        rows: int = 24,
        columns: int = 80,
        through_shell: bool = False,
        **environment: str,
    ) -> None:
        self.folder = folder
        program = [sys.executable, "-m", "tests.terminal.keyed.program", str(folder), *kinds]
        command = ["/bin/sh", "-i"] if through_shell else program
        kept = {name: value for name, value in os.environ.items() if name in KEPT}
        self.child: Any = pexpect.spawn(
            command[0],
            command[1:],
            cwd=str(ROOT),
            dimensions=(rows, columns),
            timeout=SECONDS,
            env={
                **kept,
                "HOME": str(folder),
                "LANG": "C.UTF-8",
                "TERM": "xterm-256color",
                "PYTHONPATH": str(ROOT),
                "PROMPT_TOOLKIT_NO_CPR": "1",
                "PS1": "shell> ",
                **environment,
            },
        )
        self.child.delaybeforesend = None
        self.command = " ".join(program)
        self.screen = pyte.HistoryScreen(columns, rows, history=1000, ratio=0.5)
        self._stream = pyte.ByteStream(self.screen)
        self.raw = b""
        self._flags: list[object] = []

    def __enter__(self) -> RealTerminal:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.child.close(force=True)

    def _fetch(self, seconds: float) -> bool:
        """Take what is printed within a time; return whether there was anything."""
        try:
            data = self.child.read_nonblocking(65536, timeout=seconds)
        except pexpect.TIMEOUT:
            return False
        except pexpect.EOF:
            return False
        self.raw += data
        if b"\x1b[3J" in data:  # the emulator clears the screen, but not what scrolled out of it
            self.screen.history.top.clear()
        self._stream.feed(data)
        return True

    def wait_for(self, text: str, seconds: float = SECONDS) -> str:
        """Wait until a text stands on the screen, and the program waits; return the screen."""
        ends_at = time.monotonic() + seconds
        while text not in self.shown:
            assert time.monotonic() < ends_at, f"{text!r} does not come:\n{self.shown}"
            self._fetch(0.05)
        while self._fetch(QUIET_SECONDS):
            continue
        return self.shown

    def type(self, keys: str | bytes, then: str = "") -> str:
        """Type keys; wait for a text when one is given."""
        self.child.send(keys if isinstance(keys, bytes) else keys.encode())
        return self.wait_for(then) if then else self.shown

    def slowly(self, *keys: str) -> None:
        """Type keys one after another, as a hand does."""
        for one in keys:
            self.child.send(one.encode())
            while self._fetch(0.12):
                continue

    def resize(self, rows: int, columns: int) -> None:
        """Change the size of the window."""
        self.child.setwinsize(rows, columns)
        self.screen.resize(rows, columns)

    @property
    def shown(self) -> str:
        """What stands on the screen, line by line."""
        return "\n".join(line.rstrip() for line in self.screen.display).rstrip()

    @property
    def scrolled(self) -> str:
        """What has scrolled out of the screen."""
        lines = []
        for row in self.screen.history.top:
            lines.append("".join(row[column].data for column in range(self.screen.columns)))
        return "\n".join(line.rstrip() for line in lines)

    @property
    def everything(self) -> str:
        """What can be read on the terminal, without its line breaks."""
        return " ".join(f"{self.scrolled}\n{self.shown}".split())

    @property
    def replies(self) -> list[str]:
        """The replies that were given."""
        path = self.folder / "replies"
        return path.read_text(encoding="utf-8").splitlines() if path.exists() else []

    def end(self) -> str:
        """Wait for the end; return what the screen shows then."""
        ends_at = time.monotonic() + SECONDS
        while self.child.isalive() or self._fetch(0.05):
            assert time.monotonic() < ends_at, f"it does not end:\n{self.shown}"
            self._fetch(0.05)
        self._flags = self.flags
        self.child.close()
        return self.shown

    def kill(self, number: int = signal.SIGKILL) -> None:
        """Send a signal to the program."""
        self.child.kill(number)

    @property
    def flags(self) -> list[object]:
        """How the terminal is set, as the next program would find it."""
        if self.child.closed:
            return self._flags
        found = termios.tcgetattr(self.child.child_fd)
        return [*found[:4], found[6]]
