"""The small program of these tests at a real pseudo-terminal, with the replies that it took."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from tests.officer.watched_terminal import ROOT, WatchedTerminal

KEPT = ("PATH", "COVERAGE_PROCESS_START", "COVERAGE_FILE", "VIRTUAL_ENV")


class RealTerminal(WatchedTerminal):
    """One run of `tests.terminal.keyed.program`."""

    def __init__(
        self,
        folder: Path,
        *kinds: str,
        rows: int = 24,
        columns: int = 80,
        through_shell: bool = False,
        **environment: str,
    ) -> None:
        self.folder = folder
        program = [sys.executable, "-m", "tests.terminal.keyed.program", str(folder), *kinds]
        self.command = " ".join(program)
        kept = {name: value for name, value in os.environ.items() if name in KEPT}
        super().__init__(
            ["/bin/sh", "-i"] if through_shell else program,
            {
                **kept,
                "HOME": str(folder),
                "LANG": "C.UTF-8",
                "TERM": "xterm-256color",
                "PYTHONPATH": str(ROOT),
                "PROMPT_TOOLKIT_NO_CPR": "1",
                "PS1": "shell> ",
                **environment,
            },
            rows=rows,
            columns=columns,
        )

    @property
    def replies(self) -> list[str]:
        """The replies that were given."""
        path = self.folder / "replies"
        return path.read_text(encoding="utf-8").splitlines() if path.exists() else []
