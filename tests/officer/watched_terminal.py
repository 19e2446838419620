"""A real pseudo-terminal with somebody's eyes: a program runs on it, an emulator shows it."""

from __future__ import annotations

import signal
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pexpect
import pyte

ROOT = Path(__file__).parents[2]
SECONDS = 60  # for one screen, on a machine that is busy with other things
QUIET_SECONDS = 0.25  # nothing is printed for so long: it waits for a key
AWAITS = b"\x1b[?2004h"  # the answer line asks for pastes to be marked as soon as it reads keys


class WatchedTerminal:
    """One run of a command; used as a context manager, it is always ended.

    What stands on the screen and what has scrolled out of it can be read, and
    `awaited` says that keys are read: before that they would be thrown away.
    """

    def __init__(
        self,
        command: Sequence[str],
        environment: Mapping[str, str],
        *,
        rows: int = 24,
        columns: int = 80,
    ) -> None:
        """Run a command.

        Args:
            command: with its arguments.
            environment: all of it.
            rows: of the window.
            columns: of the window.
        """
        self.child: Any = pexpect.spawn(
            command[0],
            list(command[1:]),
            cwd=str(ROOT),
            dimensions=(rows, columns),
            timeout=SECONDS,
            env=dict(environment),
        )
        self.child.delaybeforesend = None
        self.screen = pyte.HistoryScreen(columns, rows, history=1000, ratio=0.5)
        self._stream = pyte.ByteStream(self.screen)
        self.raw = b""
        self._answered = 0  # how many prompts were typed at
        self.flags_before = self.flags
        self._flags: list[object] = []

    def __enter__(self) -> Self:
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

    def awaited(self, *, or_shown: str = "") -> str:
        """Wait until the answer line reads keys since something was typed; return the screen.

        `or_shown` ends the waiting as well: the prompt of a line that is read without keys.
        """
        ends_at = time.monotonic() + SECONDS
        while self.raw.count(AWAITS) <= self._answered:
            if or_shown and or_shown in self.shown:
                break
            assert time.monotonic() < ends_at, f"nothing is asked:\n{self.shown}"
            assert self._fetch(0.05) or self.child.isalive(), f"it has ended:\n{self.shown}"
        while self._fetch(0):  # the label of the answer line comes with what follows
            continue
        return self.shown

    def press(self, keys: str) -> None:
        """Wait until keys are read, and press some; the prompt ends with them."""
        self.awaited()
        self._answered = self.raw.count(AWAITS)
        self.child.send(keys.encode())

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

    def end(self) -> str:
        """Wait for the end; return what the screen shows then."""
        ends_at = time.monotonic() + SECONDS
        while self.child.isalive() or self._fetch(0.05):
            assert time.monotonic() < ends_at, f"it does not end:\n{self.shown}"
            self._fetch(0.05)
        self._flags = self.flags
        self.child.close()
        return self.shown

    @property
    def exit_code(self) -> int:
        """The exit code, or the number of the signal that killed it, made negative."""
        if self.child.signalstatus is not None:
            return -int(self.child.signalstatus)
        return int(self.child.exitstatus)

    def kill(self, number: int = signal.SIGKILL) -> None:
        """Send a signal to the program."""
        self.child.kill(number)

    @property
    def flags(self) -> list[object]:
        """How the terminal is set, as the next program would find it; without its speed."""
        if self.child.closed:
            return self._flags
        found = termios.tcgetattr(self.child.child_fd)
        return [*found[:4], found[6]]
