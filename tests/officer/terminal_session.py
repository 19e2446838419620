"""The installed program on a real pseudo-terminal: wait for a prompt, type, wait for the end."""

from __future__ import annotations

import re
import signal
import sys
import termios
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

import pexpect

from tests.officer.script import flat

ROOT = Path(__file__).parents[2]
SECONDS = 60  # for one prompt, on a machine that is busy with other things
LABELS = (
    "Answer|Name|Line(?: \\d+)?|Why|Rests on|Which|Reason|What now|Language|Who|Number|Your number"
    "|y or n|More|Enter goes on|Enter ends this duty"
)
PROMPT = re.compile(rf"(?:^|\n)({LABELS}): $".encode())


@dataclass(frozen=True)
class Printed:
    """What was printed up to a prompt, and the prompt's label; `label` is empty at the end."""

    text: str
    label: str = ""

    @property
    def flat(self) -> str:
        """The text without white space, as lines are broken where the window ends."""
        return flat(self.text)


class TerminalSession:
    """One run of the program at a terminal; used as a context manager, it is always ended."""

    def __init__(
        self, program: Sequence[str], environment: Mapping[str, str], size: tuple[int, int]
    ) -> None:
        """Run a program.

        Args:
            program: a module and its arguments.
            environment: all of it.
            size: rows and columns of the window.
        """
        self.child: Any = pexpect.spawn(
            sys.executable,
            ["-m", *program],
            cwd=str(ROOT),
            env=dict(environment),
            timeout=SECONDS,
            dimensions=size,
        )
        self.child.delaybeforesend = None
        self.seen = ""
        self.flags_before = self.flags
        self.flags_after: list[object] = []
        self._unread: Printed | None = None

    def __enter__(self) -> TerminalSession:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.child.close(force=True)

    def prompt(self, *labels: str) -> Printed:
        """Wait for a prompt, one of `labels` when some are given, and return what was printed.

        Raises:
            AssertionError: another prompt came, or none.
        """
        printed, self._unread = self._unread or self._read(), None
        assert not labels or printed.label in labels, f"not {' or '.join(labels)}:\n{self.tail}"
        return printed

    def unread(self, printed: Printed) -> None:
        """Put a prompt back: it was looked at, and nothing was typed at it yet."""
        self._unread = printed

    def _read(self) -> Printed:
        found = self.child.expect([PROMPT, pexpect.EOF, pexpect.TIMEOUT])
        before = (self.child.before or b"") if found != 2 else self.child.buffer
        label = self.child.match.group(1).decode() if found == 0 else ""
        printed = Printed(before.decode("utf-8", "replace").replace("\r\n", "\n"), label)
        self.seen += f"{printed.text}\n{label}: "
        if label == "More":
            self.type("")
            rest = self._read()
            return Printed(f"{printed.text}\n{rest.text}", rest.label)
        assert found == 0, f"no prompt ({('', 'the end', 'nothing more')[found]}):\n{self.tail}"
        return printed

    def type(self, text: str | bytes) -> None:
        """Type a line, or several at once, and Enter."""
        data = text.encode() if isinstance(text, str) else text
        self.child.send(data + b"\n")

    def answer(self, label: str, text: str) -> Printed:
        """Wait for a prompt, type a line, and return what stood above it."""
        printed = self.prompt(label)
        self.type(text)
        return printed

    def end(self) -> tuple[str, int]:
        """Wait for the end; return what was printed since the last prompt, and the exit code."""
        found = self.child.expect([pexpect.EOF, PROMPT, pexpect.TIMEOUT])
        printed = (self.child.before or b"").decode("utf-8", "replace").replace("\r\n", "\n")
        self.seen += printed
        assert found == 0, f"it does not end:\n{self.tail}"
        self.flags_after = self.flags
        return printed, self.exit_code()

    def exit_code(self) -> int:
        """Return the exit code, or the number of the signal that killed it, made negative."""
        self.child.close()
        if self.child.signalstatus is not None:
            return -int(self.child.signalstatus)
        return int(self.child.exitstatus)

    def kill(self, number: int = signal.SIGKILL) -> None:
        """Send a signal to the program."""
        self.child.kill(number)

    @property
    def flags(self) -> list[object]:
        """How the terminal is set, as the next program would find it; without its speed."""
        found = termios.tcgetattr(self.child.child_fd)
        return [*found[:4], found[6]]

    @property
    def tail(self) -> str:
        """The last that was printed, for a failing test."""
        return self.seen[-3000:]
