"""The real terminal, line by line, with the guards that a plain `input()` lacks.

Source: design, section 10, trap 7; lessons, sections 4.1 and 5.3. A terminal
hands over at most 4,095 bytes of a line and drops the rest without a word, so
such a line is refused. A paste brings more lines than were asked for; they are
taken away together with the first, also the last one that has no Enter yet, so
that none of them can answer the next question. What was typed before a prompt
stands is thrown away. No line editor is loaded: it would recall what was typed
about another child.

The terminal stays in its own line mode, so that it is sane whatever kills the
program; only while the rest of a paste is fetched are its lines taken as they
come, for a few milliseconds.
"""

from __future__ import annotations

import os
import select
import signal
import sys
from collections.abc import Callable
from types import FrameType, TracebackType
from typing import Any

from childcheck.terminal.console import (
    Closed,
    Continued,
    Interrupted,
    OpenedConsole,
    Signalled,
)
from childcheck.terminal.line_guards import PASTE_SECONDS, as_lines, columns, rows


class TerminalConsole:
    """The terminal of a POSIX system, used as a context manager.

    Ctrl-C, SIGTERM and SIGHUP are held back while something is being recorded,
    and answered at the next prompt: so they never come between an answer and
    the disk.
    """

    def __init__(self, source: int = 0, target: int = 1) -> None:
        self._source = source
        self._target = target
        self._encoding = getattr(sys.stdin, "encoding", None) or "utf-8"
        self._shown_in = getattr(sys.stdout, "encoding", None) or "utf-8"
        self._pending: type[Interrupted | Signalled | Continued] | None = None
        self._is_waiting = False  # at a prompt
        self._before: dict[int, Any] = {}
        self._bell: tuple[int, int] | None = None  # rung by each signal, so that none is slept over
        self._bell_before = -1

    def __enter__(self) -> TerminalConsole:
        handlers: dict[int, Callable[[int, FrameType | None], None]] = {
            signal.SIGINT: self._on_interrupt,
            signal.SIGTERM: self._on_end,
            signal.SIGHUP: self._on_end,
            signal.SIGCONT: self._on_continued,
        }
        self._bell = os.pipe()
        for end in self._bell:
            os.set_blocking(end, False)
        self._bell_before = signal.set_wakeup_fd(self._bell[1], warn_on_full_buffer=False)
        self._before = {number: signal.signal(number, to) for number, to in handlers.items()}
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(self._bell_before)
        for end in self._bell or ():
            os.close(end)
        self._bell = None

    def _on_interrupt(self, _number: int, _frame: FrameType | None) -> None:
        if self._pending is not Signalled:
            self._pending = Interrupted

    def _on_end(self, _number: int, _frame: FrameType | None) -> None:
        self._pending = Signalled

    def _on_continued(self, _number: int, _frame: FrameType | None) -> None:
        """Have the question put again: the shell's lines stand between it and the cursor.

        The system has thrown away what was half typed.
        """
        if self._is_waiting and self._pending is None:
            self._pending = Continued

    def _answer_signals(self) -> None:
        """Raise what a signal asked for since the last time."""
        if self._pending is not None:
            event, self._pending = self._pending, None
            raise event

    @property
    def width(self) -> int:
        """How many columns a line has now; the last one stays free, some consoles wrap in it."""
        return columns(self._target) - 1

    @property
    def height(self) -> int | None:
        """How many rows the window has now."""
        return rows(self._target)

    def write(self, text: str) -> None:
        """Print a text; what the terminal cannot show becomes a question mark."""
        data = text.encode(self._shown_in, "replace")
        if sys.stdout is not None and self._target == 1:
            _flush_standard_output()
        try:
            while data:
                data = data[os.write(self._target, data) :]
        except OSError:
            return  # the terminal is gone: the next reading says so

    def read(self, prompt: str, *, goes_on: bool = False) -> tuple[str, ...]:
        """Return the line typed, and those that came with it; see `Console`."""
        self._answer_signals()
        if not goes_on:
            self._throw_away()
        self.write(prompt)
        data = self._line()
        return as_lines(data + self._waiting(), self._encoding)

    def _line(self) -> bytes:
        data = b""
        while not data.endswith(b"\n"):
            try:
                self._wait()
                piece = os.read(self._source, 65536)
            except OSError:
                piece = b""
            if not piece:
                self._answer_signals()  # a terminal that is gone has sent a signal as well
                raise Closed
            data += piece
        return data

    def _wait(self) -> None:
        """Sleep until something is typed; a signal wakes, also one that came just before."""
        bell = [self._bell[0]] if self._bell is not None else []
        self._is_waiting = True
        try:
            while True:
                self._answer_signals()
                ready, _, _ = select.select([self._source, *bell], [], [])
                if ready == [self._source]:
                    return
                for end in set(bell) & set(ready):
                    os.read(end, 4096)
        finally:
            self._is_waiting = False

    def _throw_away(self) -> None:
        import termios

        try:
            termios.tcflush(self._source, termios.TCIFLUSH)
        except (termios.error, OSError):
            return  # no terminal, or it is gone: the reading says so

    def _waiting(self) -> bytes:
        """Return what has arrived with the line just read, to the last character."""
        import termios

        pieces: list[bytes] = []
        try:
            select.select([self._source], [], [], PASTE_SECONDS)
            as_it_was = termios.tcgetattr(self._source)
            as_it_comes = [*as_it_was[:6], [*as_it_was[6]]]
            as_it_comes[3] &= ~termios.ICANON
            as_it_comes[6][termios.VMIN], as_it_comes[6][termios.VTIME] = 0, 0
            termios.tcsetattr(self._source, termios.TCSANOW, as_it_comes)
            try:
                while select.select([self._source], [], [], PASTE_SECONDS if pieces else 0)[0]:
                    piece = os.read(self._source, 65536)
                    if not piece:
                        break
                    pieces.append(piece)
            finally:
                termios.tcsetattr(self._source, termios.TCSANOW, as_it_was)
        except (termios.error, OSError):
            pass  # no terminal, or it is gone: there is nothing more
        return b"".join(pieces)


def _flush_standard_output() -> None:
    try:
        sys.stdout.flush()
    except (OSError, ValueError):
        return


def is_terminal() -> bool:
    """Return whether standard input is a terminal: only then may anybody be asked."""
    try:
        return os.isatty(0)
    except OSError:
        return False


def are_both_terminals() -> bool:
    """Return whether standard input and standard output are a terminal, as keyed mode needs."""
    try:
        return is_terminal() and os.isatty(1)
    except OSError:
        return False


def open_terminal() -> OpenedConsole:
    """Return the console of this system; it is also a context manager."""
    if sys.platform == "win32":
        from childcheck.terminal.windows_keyboard import WindowsConsole

        return WindowsConsole()
    return TerminalConsole()
