"""Signals that wait for the next prompt, so that none comes between an answer and the disk."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from types import FrameType, TracebackType
from typing import Any

END, INTERRUPT, SUSPEND, CONTINUED = "end", "interrupt", "suspend", "continued"

_MEANING = {
    "SIGTERM": END,
    "SIGHUP": END,
    "SIGINT": INTERRUPT,
    "SIGTSTP": SUSPEND,
    "SIGCONT": CONTINUED,
}
_ORDER = (END, INTERRUPT, SUSPEND, CONTINUED)


class HeldSignals:
    """Holds signals back and says at a prompt what came; used as a context manager.

    `wake` is called as soon as one comes, so that a prompt that waits can end.
    What has not been said at the end is sent once more, to whoever listened before.
    """

    def __init__(self) -> None:
        self.wake: Callable[[], None] = lambda: None
        self._pending: dict[str, int] = {}
        self._before: dict[int, Any] = {}

    def __enter__(self) -> HeldSignals:
        for name in _MEANING:
            number = getattr(signal, name, None)
            if number is not None:
                self._before[number] = signal.signal(number, self._on_signal)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for number, handler in self._before.items():
            signal.signal(number, signal.SIG_DFL if handler is None else handler)
        self._before.clear()
        for meaning, number in self._pending.items():
            if meaning in (END, INTERRUPT):
                os.kill(os.getpid(), number)
        self._pending.clear()

    def _on_signal(self, number: int, _frame: FrameType | None) -> None:
        meaning = _MEANING[signal.Signals(number).name]
        self._pending[meaning] = number
        self.wake()

    @property
    def is_pending(self) -> bool:
        """Whether something came that was not said yet."""
        return bool(self._pending)

    def take(self) -> str:
        """Return the gravest thing that came, once; empty when nothing did."""
        for meaning in _ORDER:
            if meaning in self._pending:
                del self._pending[meaning]
                return meaning
        return ""

    def stop_process(self) -> None:
        """Stop as the shell's Ctrl-Z does, with everything that runs in the foreground beside.

        Returns when the shell lets the program go on.
        """
        if sys.platform == "win32":
            return
        before = signal.signal(signal.SIGTSTP, signal.SIG_DFL)
        os.kill(0, signal.SIGTSTP)
        signal.signal(signal.SIGTSTP, before)
        self._pending.pop(CONTINUED, None)
        self._pending.pop(SUSPEND, None)
