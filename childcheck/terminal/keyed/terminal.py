"""The terminal for as long as keyed mode has it: quiet between prompts, and given back sane.

Between prompts the terminal is in its usual mode, only without echo, so that a
key pressed early does not smear the screen. Whatever ends the program, it is put
back as it was: at the end, on an error, on SIGTERM and SIGHUP. Nothing can do so
after `kill -9`; `docs/accessibility.md` says what helps then.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import TYPE_CHECKING, Any

from childcheck.terminal.keyed.answer_line import AnswerLine
from childcheck.terminal.keyed.screen import Screen
from childcheck.terminal.keyed.signals import HeldSignals
from childcheck.terminal.modes import NoKeyedTerminal

if TYPE_CHECKING:
    from prompt_toolkit.input import Input
    from prompt_toolkit.output import Output


class KeyedTerminal:
    """What keyed mode prints on and reads from; used as a context manager.

    At the end the screen is cleared, and what has scrolled out of it.
    """

    def __init__(
        self, screen: Screen, answer_line: AnswerLine, signals: HeldSignals | None = None
    ) -> None:
        self.screen = screen
        self.answer_line = answer_line
        self._signals = signals
        self._as_it_was: list[Any] | None = None

    def __enter__(self) -> KeyedTerminal:
        if self._signals is not None:
            self._signals.__enter__()
        self._without_echo()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self.screen.is_used:
            self.screen.clear()
        self._give_back()
        if self._signals is not None:
            self._signals.__exit__(kind, error, trace)

    @contextmanager
    def before_walk(self) -> Iterator[None]:
        """Hold the terminal for a question before a walk; nothing is cleared after it."""
        if self._signals is None:
            yield
            return
        with self._signals:
            self._without_echo()
            try:
                yield
            finally:
                self._give_back()

    def stop_process(self) -> None:
        """Stop as Ctrl-Z does; return when the shell lets the program go on."""
        if self._signals is None:
            return
        self._give_back()
        self._signals.stop_process()
        self._without_echo()

    def _without_echo(self) -> None:
        if sys.platform == "win32" or self._signals is None:
            return
        import termios

        try:
            self._as_it_was = termios.tcgetattr(0)
            quiet = [*self._as_it_was]
            quiet[3] &= ~termios.ECHO
            termios.tcsetattr(0, termios.TCSANOW, quiet)
        except (termios.error, OSError):
            self._as_it_was = None

    def _give_back(self) -> None:
        if sys.platform == "win32" or self._as_it_was is None:
            return
        import termios

        try:
            termios.tcsetattr(0, termios.TCSANOW, self._as_it_was)
        except (termios.error, OSError):
            return  # the terminal is gone
        finally:
            self._as_it_was = None


def open_keyed_terminal() -> KeyedTerminal:
    """Return the keyed terminal of this system, not yet entered.

    Raises:
        NoKeyedTerminal: this console cannot be asked key by key.
    """
    source, target = _ends()
    signals = HeldSignals()
    answer_line = AnswerLine(source, target, signals, _throw_away)
    return KeyedTerminal(Screen(sys.stdout), answer_line, signals)


def _ends() -> tuple[Input, Output]:
    from prompt_toolkit.output import ColorDepth

    if sys.platform == "win32":
        from prompt_toolkit.input import create_input
        from prompt_toolkit.output import create_output
        from prompt_toolkit.output.win32 import NoConsoleScreenBufferError

        try:
            return create_input(), create_output(sys.stdout)
        except NoConsoleScreenBufferError as error:
            raise NoKeyedTerminal from error
    from prompt_toolkit.output.vt100 import Vt100_Output

    from childcheck.terminal.keyed.posix_keys import PosixKeys

    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise NoKeyedTerminal
    target = Vt100_Output.from_pty(
        sys.stdout,
        term=os.environ.get("TERM"),
        default_color_depth=ColorDepth.from_env(),
        enable_bell=False,
    )
    # The answer line is where printing stopped: nobody need ask the terminal where that is.
    target.enable_cpr = False
    return PosixKeys(sys.stdin), target


def _throw_away() -> None:
    """Drop what the system holds of keys typed before a prompt stood."""
    if sys.platform == "win32":
        import msvcrt

        while msvcrt.kbhit():
            msvcrt.getwch()
        return
    import termios

    try:
        termios.tcflush(0, termios.TCIFLUSH)
    except (termios.error, OSError):
        return  # the terminal is gone: the reading says so
