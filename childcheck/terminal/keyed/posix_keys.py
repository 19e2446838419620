"""The keyboard of a POSIX terminal, which also notices that the terminal is gone."""

from __future__ import annotations

import sys

if sys.platform != "win32":
    import termios

    from prompt_toolkit.input.vt100 import Vt100Input
    from prompt_toolkit.key_binding import KeyPress

    class PosixKeys(Vt100Input):
        """Reads keys; a terminal that is gone is closed, instead of being read for ever."""

        def read_keys(self) -> list[KeyPress]:
            """Return the keys that wait."""
            found = super().read_keys()
            if not found and not self._is_there():
                self.stdin_reader.closed = True
            return found

        def _is_there(self) -> bool:
            try:
                termios.tcgetattr(self.fileno())
            except (termios.error, OSError, ValueError):
                return False
            return True
