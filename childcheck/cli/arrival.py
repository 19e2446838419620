"""Who asks before a walk: by keys or line by line, in the mode that the walk will have."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import tzinfo
from typing import TYPE_CHECKING

from childcheck.review.configuration import Configuration, Officer
from childcheck.review.shifts import DutyShift
from childcheck.terminal.console import Console
from childcheck.terminal.keyboard import are_both_terminals
from childcheck.terminal.modes import Mode, NoKeyedTerminal, mode_to_use
from childcheck.terminal.plain import arriving
from childcheck.terminal.plain.prompting import Prompter

if TYPE_CHECKING:
    from childcheck.terminal.keyed.terminal import KeyedTerminal


@dataclass
class Arrival:
    """Asks before a walk at one terminal."""

    console: Console
    mode: Mode
    prompter: Prompter = field(init=False)
    _keyed: KeyedTerminal | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        self.prompter = Prompter(self.console)

    @property
    def keyed(self) -> KeyedTerminal | None:
        """The terminal of keyed mode; None in plain mode, and where there is no other."""
        if self.mode == "keyed" and self._keyed is None:
            from childcheck.terminal.keyed.terminal import open_keyed_terminal

            try:
                self._keyed = open_keyed_terminal()
            except NoKeyedTerminal:
                self.mode = "plain"
        return self._keyed

    def ask_officer(self, officers: Sequence[Officer]) -> str:
        """Ask for the officer's number, which is typed as a line in either mode."""
        return arriving.ask_officer(self.prompter, officers)

    def confirm_shift(
        self, officer: str, name: str, likely: Sequence[DutyShift], zone: tzinfo
    ) -> DutyShift:
        """Ask which shift the officer is on, among those that can be.

        Raises:
            OtherNumber: the number that is shown is not theirs.
        """
        if self.keyed is None:
            return arriving.confirm_shift(self.prompter, officer, name, likely, zone)
        from childcheck.terminal.keyed import arriving as by_keys

        return by_keys.confirm_shift(self.keyed, officer, name, likely, zone)

    def confirm_duty(self, officer: str, on_duty: str) -> None:
        """Go on with the duty that runs, by Enter alone.

        Raises:
            OtherNumber: the number that was typed is not theirs.
        """
        if self.keyed is None:
            arriving.confirm_duty(self.prompter, on_duty)
            return
        from childcheck.terminal.keyed import arriving as by_keys

        by_keys.confirm_duty(self.keyed, officer, on_duty)

    def choose_incident(self, officer: str, labels: Sequence[str]) -> int:
        """Ask which unfinished incident to go on with; return its place in the list."""
        if self.keyed is not None:
            from childcheck.terminal.keyed import arriving as by_keys

            if len(labels) <= by_keys.MOST:
                return by_keys.choose_incident(self.keyed, officer, labels)
        return arriving.choose_incident(self.prompter, labels)

    def ask_with_family(self, officer: str) -> bool:
        """Ask whether the family is still there."""
        if self.keyed is None:
            return arriving.ask_with_family(self.prompter)
        from childcheck.terminal.keyed import arriving as by_keys

        return by_keys.ask_with_family(self.keyed, officer)

    def ask_go_on(self) -> bool:
        """Ask whether to go on with the practice that was begun."""
        if self.keyed is None:
            return arriving.ask_go_on(self.prompter)
        from childcheck.terminal.keyed import arriving as by_keys

        return by_keys.ask_go_on(self.keyed)


def mode_here(is_plain: bool | None, settings: Configuration) -> Mode:
    """Return the mode to use at this terminal.

    Args:
        is_plain: what the command line says, if anything.
        settings: the configuration.
    """
    flag: Mode | None = None if is_plain is None else "plain" if is_plain else "keyed"
    return mode_to_use(
        flag,
        os.environ.get("CHILDCHECK_PLAIN"),
        settings.terminal,
        os.environ.get("TERM"),
        is_tty=are_both_terminals(),
    )
