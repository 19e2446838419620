"""The same guards on Windows, whose console has calls of its own.

Not run by the tests of this repository: the README says so.
"""

from __future__ import annotations

import sys

if sys.platform == "win32":
    import msvcrt
    import time
    from types import TracebackType

    from childcheck.terminal.console import Closed, Interrupted
    from childcheck.terminal.line_guards import PASTE_SECONDS, checked, columns, rows

    class WindowsConsole:
        """The console of Windows; Python reads whole lines of any length from it."""

        def __enter__(self) -> WindowsConsole:
            return self

        def __exit__(
            self,
            kind: type[BaseException] | None,
            error: BaseException | None,
            trace: TracebackType | None,
        ) -> None:
            return None

        @property
        def width(self) -> int:
            """How many columns a line has now."""
            return columns(1) - 1

        @property
        def height(self) -> int | None:
            """How many rows the window has now."""
            return rows(1)

        def write(self, text: str) -> None:
            """Print a text; what the console cannot show becomes a question mark."""
            encoding = sys.stdout.encoding or "utf-8"
            try:
                sys.stdout.write(text.encode(encoding, "replace").decode(encoding))
                sys.stdout.flush()
            except (OSError, ValueError):
                return

        def read(self, prompt: str, *, goes_on: bool = False) -> tuple[str, ...]:
            """Return the line typed, and those that came with it; see `Console`."""
            if not goes_on:
                while msvcrt.kbhit():
                    msvcrt.getwch()
            self.write(prompt)
            try:
                line = sys.stdin.readline()
            except KeyboardInterrupt:
                raise Interrupted from None
            except (OSError, ValueError):
                raise Closed from None
            if not line:
                raise Closed
            text = line + self._waiting()
            lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
            if not lines[-1]:
                lines.pop()
            return tuple(checked(one) for one in lines)

        def _waiting(self) -> str:
            waiting = ""
            time.sleep(PASTE_SECONDS)
            while msvcrt.kbhit():
                waiting += msvcrt.getwch()
                if not msvcrt.kbhit():
                    time.sleep(PASTE_SECONDS)
            return waiting
