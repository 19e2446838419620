"""The guards of plain mode, on a real pseudo-terminal.

Each of these fails in a program built on `input()`: a long line is cut without a
word, a pasted second line answers the next question, a signal leaves a traceback.
"""

from __future__ import annotations

import os
import signal
import sys
import termios
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pexpect
import pytest

from childcheck.terminal.console import Trouble, Unusable
from childcheck.terminal.keyboard import is_terminal
from childcheck.terminal.line_guards import as_lines

ROOT = Path(__file__).parents[2]
PROMPT = r"\r\n[A-Z][a-z ]*\d*: $"
Start = Callable[..., "Running"]


class Running:
    """The small program on a pseudo-terminal."""

    def __init__(self, target: Path, kinds: tuple[str, ...], **more: Any) -> None:
        environment = {**os.environ, "PYTHONPATH": str(ROOT), **more.pop("env", {})}
        self.target = target
        self.child = pexpect.spawn(
            sys.executable,
            ["-m", "tests.terminal.plain_program", str(target), *kinds],
            cwd=str(ROOT), env=environment, timeout=15, dimensions=(24, more.pop("columns", 80)),
            **more,
        )  # fmt: skip
        self.child.delaybeforesend = None
        self.seen = b""

    def prompt(self) -> str:
        """Wait for a prompt and return what was printed before it."""
        self.child.expect(PROMPT)
        return self._take()

    def end(self) -> str:
        """Wait for the end of the program and return what was printed."""
        self.child.expect(pexpect.EOF)
        self.child.close()
        return self._take()

    def _take(self) -> str:
        after = self.child.after if isinstance(self.child.after, bytes) else b""
        printed = (self.child.before or b"") + after
        self.seen += printed
        return " ".join(printed.decode("utf-8", "replace").split())

    def type(self, text: str | bytes) -> None:
        """Type, without Enter unless it is in the text."""
        self.child.send(text)

    @property
    def replies(self) -> list[str]:
        """The replies so far."""
        return self.target.read_text(encoding="utf-8").splitlines()

    @property
    def local_flags(self) -> int:
        """The terminal's local flags, as the next program would find them."""
        return int(termios.tcgetattr(self.child.child_fd)[3])


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Return what starts the small program with questions of some kinds."""
    runs: list[Running] = []

    def begin(*kinds: str, **more: Any) -> Running:
        runs.append(Running(tmp_path / f"replies-{len(runs)}", kinds, **more))
        return runs[-1]

    yield begin
    for running in runs:
        running.child.close(force=True)


def values(running: Running) -> list[str]:
    """Return the values that were answered, as they are written."""
    return [reply.partition("value=")[2].partition(", texts=")[0] for reply in running.replies]


def test_a_line_typed_is_the_answer(start: Start) -> None:
    """What is typed after the prompt is taken, letter for letter."""
    running = start("text", "choice")
    running.prompt()
    running.type("Żaneta 李小龍 محمد 👩‍👧\n")
    running.prompt()
    running.type("2\n")

    assert "THE END" in running.end()
    assert values(running) == [repr("Żaneta 李小龍 محمد 👩‍👧"), "'no'"]


def test_a_line_is_taken_whole_or_refused_and_never_cut(start: Start) -> None:
    """4,095 bytes is where the terminal cuts: such a line is refused, with the way to enter it."""
    running = start("text", "text", "text")
    for length in (4000, 4094):
        running.prompt()
        running.type("x" * length + "\n")
    for length in (4095, 5000, 20000):
        running.prompt()
        running.type("y" * length + "\n")
        running.child.expect("too long for this terminal")
    assert len(running.replies) == 2
    running.prompt()
    running.type("short\n")

    running.end()
    assert values(running) == [repr("x" * 4000), repr("x" * 4094), "'short'"]


def test_a_paste_never_answers_the_question_nor_the_next(start: Start) -> None:
    """Two lines where one is wanted record nothing at all."""
    running = start("choice", "choice")
    running.prompt()
    running.type("1\n2\n")

    assert "That was several lines" in running.prompt()
    assert running.replies == []
    running.type("2\n")
    running.prompt()
    assert values(running) == ["'no'"]


def test_a_paste_without_a_last_enter_leaves_nothing_for_the_next_question(start: Start) -> None:
    """The half line at the end of a paste is thrown away with the rest."""
    running = start("choice", "text")
    running.prompt()
    running.type("1\nand more")

    running.prompt()
    running.type("2\n")
    running.prompt()
    running.type("words\n")
    running.end()
    assert values(running) == ["'no'", "'words'"]


def test_a_pasted_paragraph_lands_in_one_text(start: Start) -> None:
    """A paste into a text is one text, also its last line when it brings no Enter."""
    paragraph = "first line\nsecond line\n\nthird"
    running = start("text", "text", "choice")
    for ending in ("", "\n"):
        running.prompt()
        running.type(paragraph + ending)
    running.prompt()
    running.type("1\n")

    running.end()
    assert values(running) == [repr(paragraph), repr(paragraph), "'yes'"]


def test_a_pasted_talk_is_one_talk(start: Start) -> None:
    """Many lines pasted into a talk arrive whole and in order."""
    running = start("transcript")
    running.prompt()
    running.type("".join(f"c line {number} {'x' * 60}\n" for number in range(150)))
    running.prompt()
    running.type(".\n")

    assert "150 lines taken: child 150." in running.end()


def test_keys_pressed_before_the_question_are_thrown_away(start: Start) -> None:
    """A key typed too early answers nothing."""
    running = start("work", "choice")
    running.child.expect("WORKING")
    running.type("1\n1\n1")
    running.prompt()
    time.sleep(0.2)

    assert running.replies == []
    running.type("2\n")
    running.end()
    assert values(running) == ["'no'"]


def test_ctrl_c_pauses_in_words_and_records_nothing(start: Start) -> None:
    """The first Ctrl-C asks; r puts the question again; the second stops."""
    running = start("choice")
    running.prompt()
    running.type("1")
    running.child.sendintr()
    assert "Paused. Everything up to here is saved." in running.prompt()
    running.type("r\n")
    assert "question 1?" in running.prompt()
    running.child.sendintr()
    running.prompt()
    running.child.sendintr()
    running.end()

    assert running.replies == ["Pause(how='interrupt')"]


def test_the_end_of_the_input_pauses(start: Start) -> None:
    """Ctrl-D on an empty line pauses, without a traceback."""
    running = start("choice")
    running.prompt()
    running.child.sendeof()

    assert "Traceback" not in running.end()
    assert running.replies == ["Pause(how='closed')"]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_pauses_and_leaves_the_terminal_sane(start: Start, number: int) -> None:
    """When the system ends the program, nothing half-typed is recorded and lines still echo."""
    running = start("text")
    running.prompt()
    running.type("half a sen")
    running.child.kill(number)

    assert "Traceback" not in running.end()
    assert running.replies == ["Pause(how='signal')"]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_while_something_is_recorded_waits_for_the_next_prompt(
    start: Start, number: int
) -> None:
    """Between an answer and the disk nothing is interrupted."""
    running = start("choice", "work", "choice")
    running.prompt()
    running.type("1\n")
    running.child.expect("WORKING")
    running.child.kill(number)
    if number == signal.SIGINT:
        running.prompt()
        running.type("q\n")
    running.end()

    how = "interrupt" if number == signal.SIGINT else "signal"
    assert running.replies[0].startswith("Answer(value='yes'")
    assert running.replies[1] == f"Pause(how='{how}')"


def test_a_hung_up_terminal_pauses_without_a_traceback(start: Start, tmp_path: Path) -> None:
    """When the window is closed the program still ends by itself, with its pause."""
    running = start("choice")
    running.prompt()
    running.child.ptyproc.fileobj.close()
    for _ in range(100):
        if running.replies:
            break
        time.sleep(0.05)

    assert running.replies in (["Pause(how='signal')"], ["Pause(how='closed')"])


def test_the_terminal_stays_in_its_own_line_mode(start: Start) -> None:
    """At a prompt lines are edited by the terminal and echoed, so a kill leaves it sane."""
    running = start("text", "text")
    running.prompt()
    before = running.local_flags
    running.type("one\n")
    running.prompt()

    assert before & termios.ICANON
    assert before & termios.ECHO
    assert running.local_flags == before


def test_the_up_arrow_recalls_nothing(start: Start) -> None:
    """What was typed about one child never comes back at another; the key itself is refused."""
    running = start("text", "text")
    running.prompt()
    running.type("Ava's words\n")
    running.prompt()
    running.type("\x1b[A\n")

    printed = running.prompt()
    assert "keys that are no text" in printed
    assert "Ava" not in printed
    running.type("other\n")
    running.end()
    assert values(running) == [repr("Ava's words"), "'other'"]


def test_bytes_that_are_no_text_are_refused(start: Start) -> None:
    """No broken character, control character or escape sequence enters an answer."""
    running = start("text")
    for typed in (b"caf\xe9\n", b"a\x00b\n", b"a\x1b[31mb\n", b"\xed\xa0\x80\n"):
        running.prompt()
        running.type(typed)
        running.child.expect("Nothing of it was")
    running.prompt()
    running.type("words\n")

    running.end()
    assert values(running) == ["'words'"]


def test_a_terminal_without_utf_8_is_no_trouble(start: Start) -> None:
    """What such a terminal cannot show becomes a question mark; what it can send is taken."""
    running = start("text", env={"PYTHONIOENCODING": "latin-1", "PYTHONUTF8": "0"})
    assert "?uczak, question 1?" in running.prompt()
    running.type("café\n".encode("latin-1"))

    running.end()
    assert values(running) == ["'café'"]


def test_the_width_is_looked_at_for_every_line(start: Start) -> None:
    """A window made narrow in the middle wraps the next question to its new width."""
    running = start("choice", "transcript")
    running.prompt()
    running.child.setwinsize(24, 40)
    running.type("1\n")
    running.prompt()

    lines = running.seen.decode().split("\r\n")
    second = lines[next(n for n, line in enumerate(lines) if "question 2?" in line) :]
    assert max(map(len, second)) <= 40


def test_lines_are_taken_apart_as_the_terminal_sent_them() -> None:
    """Line ends are no part of a line, and a tab is text."""
    assert as_lines(b"a\tb\n\nc", "utf-8") == ("a\tb", "", "c")
    with pytest.raises(Unusable) as refused:
        as_lines(b"x" * 4095 + b"\nshort\n", "utf-8")
    assert refused.value.trouble is Trouble.TOO_LONG


def test_a_pipe_is_no_terminal() -> None:
    """Where nobody sits, nobody is asked."""
    assert not is_terminal()
