"""Play a written session with the real program, and give the screens that the guides show.

A session is a text file, read from top to bottom:

    # a note
    at 2026-11-24 22:31       the time; each line that is typed takes fifteen seconds
    $ childcheck start        a command at a terminal of 24 rows and 80 columns
    % childcheck log verify   a command that asks nothing; only its output is looked at
    Answer: 1                 the prompt that must come, and the line that is typed at it
    kill                      the program is killed as it waits, with a signal it cannot catch
    [roll]                    what was printed after the last typed line, from here …
    [/roll]                   … up to and with the last typed line is the screen called roll
    [/roll shown]             … up to what is shown now
    [/roll shown, last 9]     the same, of which only the last nine lines are the screen

`{incident}` and `{receipt}` stand for the last ones that were printed. In a guide a
screen is the block behind `<!-- screen: roll -->`. `python -m
tests.documentation.guided_session` writes the screens into the guides anew.
"""

from __future__ import annotations

import csv
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zoneinfo import ZoneInfo

import pexpect

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SESSION = HERE / "one-night.session"
GUIDES = tuple(ROOT / "docs" / name for name in ("officer.md", "supervisor.md"))
EXPORT = "childcheck-2026-11-24-night.csv"

LONDON = ZoneInfo("Europe/London")
A_TYPED_LINE_TAKES = timedelta(seconds=15)
SECONDS = 60  # for one prompt, on a machine that is busy with other things
KEPT = ("PATH", "COVERAGE_PROCESS_START", "COVERAGE_FILE", "VIRTUAL_ENV")
PROGRAM = (sys.executable, "-m", "tests.documentation.guided_program")

_LABELS = (
    "Your number|Number|Answer|Name|Line(?: \\d+)?|Why|Rests on|Which|Reason|What now|y or n"
    "|Type a number|More|Enter goes on|Enter ends this duty"
)
_PROMPT = re.compile(rf"(?:^|\n)(?P<label>{_LABELS}): $")
_INCIDENT = re.compile(r"Incident (\d{8}-\w{4}) is open")
_RECEIPT = re.compile(r"\b\d+-[0-9A-HJKMNP-TV-Z]{12}\b")
_SCREEN = re.compile(r"<!-- screen: (?P<name>[\w-]+) -->\n\n```text\n(?P<text>.*?)```\n", re.S)
_COLUMNS = re.compile(r"<!-- columns: (?P<names>[\w ]+) -->\n\n(?P<text>(?:\|.*\n)+)")


class OffScript(AssertionError):
    """The program asked something else than the session answers."""


@dataclass
class Session:
    """The program at a terminal, what it has printed so far, and the screens cut out of that."""

    folder: Path
    printed: str = ""
    screens: dict[str, str] = field(default_factory=dict)
    _child: Any = None
    _at: datetime = datetime(2026, 11, 24, 22, 0, tzinfo=LONDON)
    _behind_typed: int = 0
    _opened: dict[str, int] = field(default_factory=dict)
    _to_open: list[str] = field(default_factory=list)

    def play(self, script: Sequence[str]) -> None:
        """Play every line of a session."""
        for number, line in enumerate(script, 1):
            try:
                self._play(line)
            except OffScript as off:
                raise OffScript(f"{SESSION.name}, line {number}: {line}\n{off}") from None
        self._end()
        assert not self._opened and not self._to_open, "a screen that never ends"

    def _play(self, line: str) -> None:
        if not line.strip() or line.startswith("#"):
            return
        if line.startswith("at "):
            self._set_clock(datetime.fromisoformat(line[3:]).replace(tzinfo=LONDON))
        elif found := re.fullmatch(r"\[/([\w-]+)( shown)?(?:, last (\d+))?\]", line):
            if found[2]:
                self._read()
            end = len(self.printed) if found[2] else self._behind_typed
            self._cut(found[1], end, int(found[3] or 0))
        elif found := re.fullmatch(r"\[([\w-]+)\]", line):
            self._to_open.append(found[1])
        elif line == "kill":
            self._read()
            self._child.kill(9)
            self._child.close()
            self._child = None
            self.printed += "\n"
            self._behind_typed = len(self.printed)
        elif line.startswith(("$ childcheck ", "% childcheck ")):
            self._run(self._filled(line[2:]), is_asking=line[0] == "$")
        else:
            label, _, typed = line.partition(":")
            self._type(label, self._filled(typed.removeprefix(" ")))

    def _filled(self, text: str) -> str:
        if "{incident}" in text:
            text = text.replace("{incident}", _INCIDENT.findall(self.printed)[-1])
        if "{receipt}" in text:
            text = text.replace("{receipt}", _RECEIPT.findall(self.printed)[-1])
        return text

    def _set_clock(self, at: datetime) -> None:
        self._at = at
        new = self.folder / "clock.new"
        new.write_text(at.isoformat(), encoding="ascii")
        new.replace(self.folder / "clock")

    def _run(self, command: str, *, is_asking: bool) -> None:
        self._end()
        self._behind_typed = len(self.printed)
        self._open_screens()
        self.printed += f"$ {command}\n"
        program = (*PROGRAM, *command.split()[1:])
        self._set_clock(self._at + A_TYPED_LINE_TAKES)
        if is_asking:
            self._child = pexpect.spawn(
                program[0],
                list(program[1:]),
                cwd=str(self.folder),
                env=self._environment(),
                timeout=SECONDS,
                dimensions=(24, 80),
                encoding="utf-8",
            )
            self._child.delaybeforesend = None
        else:
            done = subprocess.run(
                program,
                cwd=self.folder,
                env=self._environment(),
                capture_output=True,
                stdin=subprocess.DEVNULL,
                encoding="utf-8",
                timeout=SECONDS,
                check=False,
            )
            self.printed += done.stdout
        self._behind_typed = len(self.printed) if not is_asking else self._behind_typed

    def _environment(self) -> dict[str, str]:
        return {
            **{name: value for name, value in os.environ.items() if name in KEPT},
            "HOME": str(self.folder),
            "LANG": "C.UTF-8",
            "TERM": "xterm-256color",
            "COLUMNS": "80",
            "PYTHONPATH": str(ROOT),
            "CHILDCHECK_LOG": str(self.folder / "log.db"),
            "CHILDCHECK_PLAIN": "1",
            "CHILDCHECK_TESTS_AT": str(self.folder / "clock"),
            "XDG_CONFIG_HOME": str(self.folder),
        }

    def _read(self) -> str:
        """Read up to a prompt, and return its label; an empty one when the program has ended."""
        while self._child is not None:
            found = _PROMPT.search(self.printed, max(self._behind_typed - 1, 0))
            if found:
                return found["label"]
            which = self._child.expect([r".+", pexpect.EOF, pexpect.TIMEOUT])
            if which == 2:
                raise OffScript(f"nothing more came:\n{self.printed[-1500:]}")
            text = (self._child.before or "") if which else self._child.after
            self.printed += str(text).replace("\r\n", "\n")
            if which == 1:
                self._child.close()
                self._child = None
        return ""

    def _type(self, label: str, typed: str) -> None:
        while (came := self._read()) == "More":  # a long list comes in pieces
            self._send("")
        if came != label:
            raise OffScript(f"the prompt is {came or 'the end'!r}:\n{self.printed[-1500:]}")
        self._send(typed)

    def _send(self, typed: str) -> None:
        self._open_screens()
        self._set_clock(self._at + A_TYPED_LINE_TAKES)
        self._child.send(f"{typed}\n")
        self._child.expect_exact(f"{typed}\r\n")  # the echo
        self.printed += f"{typed}\n"
        self._behind_typed = len(self.printed)

    def _end(self) -> None:
        label = self._read()
        if label:
            raise OffScript(f"the program waits at {label!r}:\n{self.printed[-1500:]}")

    def _open_screens(self) -> None:
        for name in self._to_open:
            self._opened[name] = self._behind_typed
        self._to_open = []

    def _cut(self, name: str, end: int, last: int) -> None:
        text = self.printed[self._opened.pop(name) : end]
        text = text.replace(str(self.folder), "/home/officer")
        lines = [line.rstrip() for line in text.strip("\n").split("\n")]
        if last:
            lines = ["…", *lines[-last:]]
        assert name not in self.screens, f"two screens are called {name}"
        self.screens[name] = "\n".join(lines) + "\n"


@dataclass(frozen=True)
class Played:
    """What a session gave: its screens, and the rows of its export."""

    screens: dict[str, str]
    rows: tuple[dict[str, str], ...]

    def anew(self, guide: str) -> str:
        """Return a guide with its screens and tables as they are now."""

        def screen(found: re.Match[str]) -> str:
            text = self.screens[found["name"]]
            return f"<!-- screen: {found['name']} -->\n\n```text\n{text}```\n"

        def columns(found: re.Match[str]) -> str:
            return f"<!-- columns: {found['names']} -->\n\n{self.table(found['names'].split())}"

        return _COLUMNS.sub(columns, _SCREEN.sub(screen, guide))

    def table(self, names: Sequence[str]) -> str:
        """Return some columns of the export as a table: one line for each column."""
        lines = ["| column | " + " | ".join(row["child_name"] for row in self.rows) + " |"]
        lines.append("|---" * (len(self.rows) + 1) + "|")
        for name in names:
            cells = (row[name].replace("\n", "<br>").replace("|", "\\|") for row in self.rows)
            lines.append(f"| `{name}` | " + " | ".join(cells) + " |")
        return "\n".join(lines) + "\n"


def play(script: Sequence[str]) -> Played:
    """Play a session in a folder of its own."""
    with TemporaryDirectory(prefix="c") as folder:
        session = Session(Path(folder))
        session.play(script)
        export = Path(folder) / EXPORT
        rows: Iterator[dict[str, str]] = iter(())
        if export.exists():
            with export.open(encoding="utf-8-sig", newline="") as file:
                rows = iter(list(csv.DictReader(file)))
        return Played(session.screens, tuple(rows))


def script() -> list[str]:
    """Return the lines of the session that the guides show."""
    return SESSION.read_text(encoding="utf-8").splitlines()


def as_compared(text: str) -> str:
    """Return a screen without its receipts, which every change of wording changes."""
    return _RECEIPT.sub("RECEIPT", text)


def screens_in(guide: str) -> list[tuple[str, str]]:
    """Return the names and the texts of the screens that a guide shows."""
    return [(found["name"], found["text"]) for found in _SCREEN.finditer(guide)]


def tables_in(guide: str) -> list[tuple[str, str]]:
    """Return the columns and the tables of the export that a guide shows."""
    return [(found["names"], found["text"]) for found in _COLUMNS.finditer(guide)]


if __name__ == "__main__":
    played = play(script())
    for path in GUIDES:
        path.write_text(played.anew(path.read_text(encoding="utf-8")), encoding="utf-8")
