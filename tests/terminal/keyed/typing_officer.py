"""An officer who types from a script at a keyed terminal that is not there.

Keys go through a pipe into the real answer line; what is printed is kept, and so
are the labels and notes of the answer line.
"""

from __future__ import annotations

import asyncio
import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import PipeInput, create_pipe_input
from prompt_toolkit.output import DummyOutput

from childcheck.checklist.definitions import Checklist, Question
from childcheck.terminal.drafts import Drafts
from childcheck.terminal.keyed import key_words
from childcheck.terminal.keyed.answer_line import AnswerLine
from childcheck.terminal.keyed.asker import KeyedAsker
from childcheck.terminal.keyed.line_keys import Ended, Line
from childcheck.terminal.keyed.screen import CLEAR, Screen
from childcheck.terminal.keyed.terminal import KeyedTerminal
from tests.checklist.builders import a_checklist
from tests.terminal.scripted import LONDON, NIGHT, shown

ENTER, ESC, BACKSPACE = "\r", "\x1b", "\x7f"
UP, DOWN, TAB = "\x1b[A", "\x1b[B", "\t"
CTRL_B, CTRL_C, CTRL_D, CTRL_G, CTRL_L = "\x02", "\x03", "\x04", "\x07", "\x0c"
CTRL_J, CTRL_N, CTRL_O, CTRL_R, CTRL_T, CTRL_U = "\n", "\x0e", "\x0f", "\x12", "\x14", "\x15"


def a_paste(text: str) -> str:
    """Return what a terminal sends for a paste."""
    return f"\x1b[200~{text}\x1b[201~"


# Keys that come at once, keys that come one after another, or what happens instead.
Typed = str | tuple[str, ...] | Callable[[], None]

PATIENCE_SECONDS = 10


@dataclass
class Typing:
    """What was typed and what is still to be, with everything that was shown."""

    script: list[Typed]
    source: PipeInput
    file: io.StringIO = field(default_factory=io.StringIO)
    labels: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    terminal: KeyedTerminal = field(init=False)
    _one_by_one: list[str] = field(default_factory=list)
    spare: str = ""  # the key that is pressed when the script holds none

    @property
    def printed(self) -> str:
        """What was printed."""
        return self.file.getvalue()

    @property
    def flat(self) -> str:
        """What was printed, without its line breaks."""
        return " ".join(self.printed.split())

    @property
    def on_screen(self) -> str:
        """What was printed since the screen was cleared last."""
        return self.printed.rpartition(CLEAR)[2]

    def ready(self) -> None:
        """Type the next item of the script: the answer line awaits it."""
        if self.labels[-1] == key_words.ANY_KEY and self.spare:
            self.source.send_text(self.spare)
            return
        assert self.script, f"asked more than the script answers:\n{self.printed}\n{self.labels}"
        typed = self.script.pop(0)
        loop = asyncio.get_running_loop()
        loop.call_later(PATIENCE_SECONDS, self._give_up, typed)
        if isinstance(typed, str):
            self.source.send_text(typed)
        elif isinstance(typed, tuple):
            self._one_by_one = list(typed)
        else:
            typed()

    def rendered(self) -> None:
        """Type what comes one after another: what was typed before is shown."""
        if self._one_by_one:
            self.source.send_text(self._one_by_one.pop(0))

    def _give_up(self, typed: Typed) -> None:
        raise AssertionError(f"{typed!r} does not end the prompt:\n{self.printed}\n{self.labels}")


class _Watched(AnswerLine):
    """An answer line that keeps what it showed."""

    typing: Typing

    def press(
        self, label: str, note: str = "", *, goes_on: bool = False, several: bool = False
    ) -> str:
        self.typing.labels.append(label)
        self.typing.notes.append(note)
        return super().press(label, note, goes_on=goes_on, several=several)

    def line(self, asked: Line, *, goes_on: bool = False) -> Ended:
        self.typing.labels.append(asked.shown_label)
        self.typing.notes.append(asked.note)
        return super().line(asked, goes_on=goes_on)


@contextmanager
def a_terminal(
    *script: Typed, width: int = 80, height: int = 24
) -> Iterator[tuple[KeyedTerminal, Typing]]:
    """Provide a terminal at which the script is typed."""
    with create_pipe_input() as source, create_app_session(input=source, output=DummyOutput()):
        typing = Typing(list(script), source)
        line = _Watched(source, DummyOutput())
        line.typing = typing
        line.on_ready = typing.ready
        line.on_shown = typing.rendered
        typing.terminal = KeyedTerminal(Screen(typing.file, lambda: width, lambda: height), line)
        yield typing.terminal, typing


@contextmanager
def an_asker(
    *script: Typed,
    checklist: Checklist | None = None,
    now: datetime = NIGHT,
    width: int = 80,
    height: int = 24,
    drafts: Drafts | None = None,
    banner: str = "",
) -> Iterator[tuple[KeyedAsker, Typing]]:
    """Provide an asker whose officer, number 4711, types the script."""
    with a_terminal(*script, width=width, height=height) as (terminal, typing):
        asker = KeyedAsker(
            terminal,
            checklist or a_checklist(),
            LONDON,
            lambda: now,
            drafts,
            officer="4711",
            banner=banner,
        )
        yield asker, typing


def answered(question: Question, *script: Typed, **more: Any) -> tuple[object, Typing]:
    """Return the reply to a question whose officer types the script, and what was shown.

    Everything in the script must have been wanted. `width` is the window's; what
    else is given says how the question stands.
    """
    with an_asker(*script, width=more.pop("width", 80)) as (asker, typing):
        reply = asker.ask(shown(question, **more))
        assert not typing.script, f"not all of the script was wanted:\n{typing.printed}"
        return reply, typing
