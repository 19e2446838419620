"""Where lines are shown and typed: the least that a line-by-line mode needs.

A console gives back what was typed, whole, or says why it cannot. What is done
about it, and in which words, is not its affair.
"""

from __future__ import annotations

from enum import Enum
from types import TracebackType
from typing import Protocol


class Trouble(Enum):
    """Why what was typed cannot be taken."""

    TOO_LONG = "too_long"  # the system may have cut it
    STRANGE_KEYS = "strange_keys"  # arrow keys and other control characters
    UNDECODABLE = "undecodable"  # bytes that are no text in the terminal's encoding


class Unusable(Exception):
    """What was typed cannot be taken, and none of it is."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.value)
        self.trouble = trouble


class Closed(Exception):
    """The input ended, or the terminal is gone."""


class Interrupted(Exception):
    """The person pressed Ctrl-C."""


class Signalled(Exception):
    """The system asked the program to end."""


class Continued(Exception):
    """The shell had stopped the program at a prompt, and lets it go on."""


class Console(Protocol):
    """A place to print lines on, and to read lines from."""

    @property
    def width(self) -> int:
        """How many columns a line has now."""

    @property
    def height(self) -> int | None:
        """How many rows the window has now; None where everything is printed at once."""

    def write(self, text: str) -> None:
        """Print a text as it is; it never fails, whatever the terminal can show."""

    def read(self, prompt: str, *, goes_on: bool = False) -> tuple[str, ...]:
        """Return the line typed after a prompt, and those that came with it in one paste.

        What was typed before the prompt appears is thrown away, unless the
        reading `goes_on` within one field.

        Raises:
            Unusable: nothing of what was typed can be taken.
            Closed, Interrupted, Signalled, Continued: there is no line.
        """


class OpenedConsole(Console, Protocol):
    """A console that holds on to something of the system until it is let go."""

    def __enter__(self) -> Console:
        """Begin to answer for keys and signals."""

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Give back what was held."""
