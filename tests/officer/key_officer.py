"""An officer at a desk who presses a script's keys, and sees that the right thing is asked."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from childcheck.terminal import arrival_words
from childcheck.terminal.keyed import key_words
from tests.officer.desk import Desk
from tests.officer.script import Script, Step, flat
from tests.officer.scripted_officer import OPENED
from tests.officer.watched_terminal import WatchedTerminal

PS1 = "shell> "


@dataclass
class KeyOfficer:
    """Presses a script that was made `by_keys` at the real command."""

    desk: Desk
    script: Script
    number: str = ""

    def begin(self, answers: int = 0) -> tuple[WatchedTerminal, Iterator[Step]]:
        """Start, and give some answers; return the terminal and the steps to come."""
        self.desk.come_to(self.script.begins_at)
        seen = self.at_terminal("start")
        self.choose_shift(seen)
        steps = self.script.steps
        for step in islice(steps, answers):
            self.press(seen, step)
        seen.awaited()
        return seen, steps

    def at_terminal(self, *arguments: str) -> WatchedTerminal:
        """Run a command of the program."""
        return self._spawn([sys.executable, *self.command(*arguments)])

    def at_shell(self) -> WatchedTerminal:
        """Run a shell, in which `command` can be typed."""
        return self._spawn(["/bin/sh", "-i"])

    def command(self, *arguments: str) -> list[str]:
        """Return the command behind the interpreter."""
        return ["-m", self.desk.program, *arguments]

    def _spawn(self, command: list[str]) -> WatchedTerminal:
        rows, columns = self.desk.size
        environment = {**self.desk.environment(), "PS1": PS1}
        return WatchedTerminal(command, environment, rows=rows, columns=columns)

    def resume(self) -> WatchedTerminal:
        """Go on with the incident; where it is asked, the family is still there."""
        seen = self.at_terminal("resume", self.number)
        if "y or n:" in seen.awaited(or_shown="y or n:"):
            seen.press("y")
            seen.awaited()
        return seen

    def choose_shift(self, seen: WatchedTerminal) -> None:
        """Choose the shift that the story states."""
        duty = self.script.duty
        seen.wait_for("Number:")
        shown = flat(seen.everything)
        wanted = rf"(\d)\)?{duty.shift.name},\S*of{duty.duty_date.day}[A-Z]"
        found = re.search(wanted, shown)
        assert found is not None, seen.shown
        if flat(arrival_words.ESC_FOR_NUMBER) in shown:
            seen.press(found.group(1))
        else:  # in plain mode
            seen.type(f"{found.group(1)}\r")

    def press(self, seen: WatchedTerminal, step: Step) -> None:
        """Press one step, when what it answers can be read."""
        is_first = True
        for typed in step.typed:
            seen.awaited()
            while seen.shown.endswith(f"{key_words.ANY_KEY}:"):
                seen.press(" ")
                seen.awaited()
            if is_first:
                is_first = False
                for one in step.shows:
                    assert one in flat(seen.everything), f"{step.question}:\n{seen.shown}"
            self.desk.come_to(step.at)
            seen.press(typed.text)
        if not self.number:
            found = OPENED.search(seen.everything)
            self.number = found.group(1) if found is not None else ""
