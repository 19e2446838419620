"""A desk to work at: a folder with a log and a configuration, an officer, a clock."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.officer.terminal_session import ROOT, SECONDS, TerminalSession

KEPT = ("PATH", "COVERAGE_PROCESS_START", "COVERAGE_FILE", "VIRTUAL_ENV")


@dataclass
class Desk:
    """A place to work at: a folder with a log and a configuration, an officer, a clock.

    `clock` is what the wall clock shows when the desk is set up, and it runs on
    from there; None is the machine's own.
    """

    folder: Path
    officer: str = "4711"
    clock: datetime | None = None
    size: tuple[int, int] = (24, 80)
    configuration: str = "time_zone: Europe/London\n"
    more: Mapping[str, str] = field(default_factory=dict)
    module: str = "childcheck"  # the program, or one that stands in for it

    def __post_init__(self) -> None:
        self.folder.mkdir(exist_ok=True)
        (self.folder / "config.yaml").write_text(self.configuration, encoding="utf-8")
        if self.clock is not None:
            self.set_clock(self.clock)

    @property
    def log(self) -> Path:
        """Where the log lies."""
        named = self.more.get("CHILDCHECK_LOG")
        return Path(named) if named else self.folder / "log" / "childcheck.log.db"

    @property
    def program(self) -> str:
        """The module that is run: the program itself wherever its clock is the machine's."""
        return self.module if self.clock is None else "tests.officer.clocked_program"

    def come_to(self, at: datetime | None) -> None:
        """Set the wall clock where another moment is come to; the machine's own stays as it is."""
        if at is None or self.clock is None:
            return
        if at.timestamp() != self.clock.timestamp():  # an hour may come twice in one zone
            self.set_clock(at)

    def set_clock(self, at: datetime) -> None:
        """Set the wall clock, also of a program that runs."""
        self.clock = at
        seconds = (at - datetime.now(UTC)).total_seconds()
        new = self.folder / "clock.new"
        new.write_text(str(seconds), encoding="ascii")
        new.replace(self.folder / "clock")

    def environment(self) -> dict[str, str]:
        """Return the environment in which the program runs: nothing of this machine's user."""
        kept = {name: value for name, value in os.environ.items() if name in KEPT}
        return {
            **kept,
            "HOME": str(self.folder),
            "LANG": "C.UTF-8",
            "TERM": "xterm-256color",
            "PYTHONPATH": str(ROOT),
            "CHILDCHECK_LOG": str(self.log),
            "CHILDCHECK_CONFIG": str(self.folder / "config.yaml"),
            "CHILDCHECK_OFFICER": self.officer,
            "CHILDCHECK_PLAIN": "1",
            "CHILDCHECK_TESTS_CLOCK": str(self.folder / "clock"),
            **self.more,
        }

    def at_terminal(self, *arguments: str, size: tuple[int, int] | None = None) -> TerminalSession:
        """Run a command on a pseudo-terminal."""
        program = (self.program, *arguments)
        return TerminalSession(program, self.environment(), size or self.size)

    def run(self, *arguments: str, **more: Any) -> subprocess.CompletedProcess[str]:
        """Run a command without a terminal and return what came of it."""
        settings: dict[str, Any] = {
            "stdin": subprocess.DEVNULL, "capture_output": True, "text": True,
            "encoding": "utf-8", "timeout": SECONDS * 2, "cwd": ROOT,
            "env": self.environment(),
            **more,
        }  # fmt: skip
        if "input" in settings:
            del settings["stdin"]
        return subprocess.run([sys.executable, "-m", self.program, *arguments], **settings)
