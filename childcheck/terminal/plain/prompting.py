"""One line typed, and what can happen instead of it.

Every prompt of plain mode comes past here: words that begin with a colon, a
paste where one line is wanted, a line that is too long, Ctrl-C, the end of the
input. None of them ever becomes an answer.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from childcheck.terminal import words
from childcheck.terminal.console import (
    Closed,
    Console,
    Continued,
    Interrupted,
    Signalled,
    Trouble,
    Unusable,
)
from childcheck.terminal.visible import visible
from childcheck.terminal.wrapping import wrapped
from childcheck.walk.replies import Pause, Reply

Command = Callable[[str], None]

ASKS_HELP = "?"
AROUND_PAGE = 4  # rows that what follows a page needs: what may be typed, and the prompt
LEAST_PAGE = 5

TROUBLES = {
    Trouble.TOO_LONG: words.TOO_LONG,
    Trouble.STRANGE_KEYS: words.STRANGE_KEYS,
    Trouble.UNDECODABLE: words.UNDECODABLE,
}


class Stopped(Exception):
    """The person, the system or the end of the input stops the asking."""

    def __init__(self, pause: Pause) -> None:
        super().__init__(pause.how)
        self.pause = pause


class Replied(Exception):
    """What was typed is a reply, wherever it was typed."""

    def __init__(self, reply: Reply) -> None:
        super().__init__()
        self.reply = reply


class _Cut(Exception):
    """Something was typed before all of a long text was printed."""

    def __init__(self, typed: str) -> None:
        super().__init__()
        self.typed = typed


class Restart(Exception):
    """Nothing typed for this question so far counts; it is put again."""


def restart(_typed: str = "") -> None:
    """Go back to the question from a prompt that belongs to its answer."""
    raise Restart


@dataclass
class Prompter:
    """Prints and reads for plain mode.

    `commands` are the words with a colon that work now; there is always a pause
    and a help. `restate` puts what is asked again, after a pause and after help.
    `unsaved_lines` counts the lines of a text that is being written and that no
    store keeps.
    """

    console: Console
    commands: dict[str, Command] = field(default_factory=dict)
    restate: Callable[[], None] = lambda: None
    unsaved_lines: int = 0
    _here: tuple[str, ...] = ()
    _rows: int = 0  # printed since something was typed
    _room: int | None = None  # rows left on this page; None while nothing is printed in pages
    _is_numbered: bool = True  # whether a number between two pages is meant for the next prompt
    _is_told: bool = False  # how pages are turned
    _typed: str | None = None  # between two pages, and answers the next prompt

    def __post_init__(self) -> None:
        if not self.commands:
            self.commands = self.usual_commands()

    def usual_commands(self) -> dict[str, Command]:
        """Return the words with a colon that work wherever a prompt stands."""
        return {"pause": self.pause, "help": self.help}

    def help(self, _typed: str = "", first: Sequence[str] = ()) -> None:
        """Print the words with a colon that work at the prompt where one was typed last.

        What is asked is put again behind them: they may be longer than the window.

        Args:
            first: lines that stand above, such as how this kind of answer is written.
        """

        def print_it() -> None:
            for line in first:
                self.say(line)
            self.say(words.COMMANDS_HEADING)
            for name in self._here or self.commands:
                self.say(words.command(name), "", "  ")
            self.say(words.HELP_END)

        self.paged(print_it, is_numbered=False)
        if self._typed is None:
            self.restate()

    def say(self, text: str = "", first: str = "", rest: str = "") -> None:
        """Print a text, wrapped; what a person typed cannot steer the terminal."""
        lines = wrapped(visible(text), self.console.width, first, rest)
        rows = lines.count("\n") + 1
        self._rows += rows
        if self._room is not None:
            if rows > self._room:
                self._room = None
                self._turn_page()
                self._room = self._page_rows()
            if self._room is not None:
                self._room -= rows
        self.console.write(lines + "\n")

    def paged(self, print_it: Callable[[], None], *, is_numbered: bool = True) -> None:
        """Print something long in pieces that fit the window, to be followed by a prompt.

        Between them Enter goes on; a number or a word with a colon ends the printing
        and is taken as typed at that prompt. What stands above already since something
        was typed belongs to the first piece.

        Args:
            print_it: prints it, with `say`.
            is_numbered: its lines have numbers, which that prompt takes; otherwise a
                number between two pieces would answer what is out of sight.
        """
        room = self._page_rows()
        self._room = None if room is None else max(room - self._rows, LEAST_PAGE)
        self._is_numbered = is_numbered
        try:
            print_it()
        except _Cut as cut:
            self._typed = cut.typed
        finally:
            self._room = None

    def _page_rows(self) -> int | None:
        height = self.console.height
        return None if height is None else max(height - AROUND_PAGE, LEAST_PAGE)

    def _turn_page(self) -> None:
        """Wait for Enter, which only goes on.

        Raises:
            _Cut: a number or a word with a colon was typed.
        """
        how = words.PAGES_HOW if self._is_numbered else words.PAGES_HOW_WITHOUT_NUMBERS
        if not self._is_told:
            self.say(how)
            self._is_told = True
        while True:
            lines = self._raw(words.MORE_PAGES, goes_on=False)
            if lines is None:
                continue
            typed = lines[0].strip() if lines and not any(lines[1:]) else words.SEVERAL_LINES
            if not typed:
                return
            is_number = typed.isdecimal() and self._is_numbered
            if is_number or (typed.startswith(":") and len(lines) == 1):
                raise _Cut(typed)
            self.say(how)

    def line(self, label: str, extra: Mapping[str, Command] | None = None) -> str:
        """Return one line typed; a paste of several is refused.

        Args:
            label: what stands before the place where it is typed.
            extra: words with a colon that work at this prompt only, or differently.
        """
        while True:
            lines = self._read(label, extra, goes_on=False)
            if lines is None:
                continue
            if any(lines[1:]):
                self.say(words.SEVERAL_LINES)
                continue
            return lines[0]

    def lines(
        self, label: str, extra: Mapping[str, Command] | None = None, *, goes_on: bool = False
    ) -> tuple[str, ...]:
        """Return a line typed, or all the lines of a paste.

        Args:
            label: what stands before the place where it is typed.
            extra: words with a colon that work at this prompt only, or differently.
            goes_on: the line belongs to the same text as the one before it.
        """
        while True:
            lines = self._read(label, extra, goes_on=goes_on)
            if lines is not None:
                return lines

    def line_of_answer(self, label: str, extra: Mapping[str, Command] | None = None) -> str:
        """Return one line at a prompt that belongs to an answer begun before it.

        `:back` goes to the question itself there.
        """
        return self.line(label, {"back": restart, **(extra or {})})

    def _read(
        self, label: str, extra: Mapping[str, Command] | None, *, goes_on: bool
    ) -> tuple[str, ...] | None:
        """Return what was typed; None when something else happened and is dealt with."""
        if self._typed is None:
            lines = self._raw(label, goes_on=goes_on)
        else:
            lines, self._typed = (self._typed,), None
        if lines is None:
            return None
        if len(lines) > 1 and any(lines[1:]):
            return lines  # a paste is taken, or refused, as it is: no word in it is a command
        line = lines[0] if lines else ""
        if line.strip() == ASKS_HELP:  # by keys it tells that; and it is nobody's answer
            line = ":help"
        if line.startswith("::"):
            return (line[1:],)
        if line.startswith(":"):
            self._obey(line, {**self.commands, **(extra or {})})
            return None
        return (line,)

    def _raw(self, label: str, *, goes_on: bool) -> tuple[str, ...] | None:
        """Return what was typed, as it is; None when something else happened."""
        self._rows = 0
        try:
            return self.console.read(words.prompt(label), goes_on=goes_on)
        except Unusable as unusable:
            self.say(TROUBLES[unusable.trouble])
            return None
        except Interrupted:
            self.console.write("\n")
            self._interrupted()
            self.restate()
            return None
        except Continued:
            self.console.write("\n")
            self.restate()
            return None
        except Closed:
            raise self._ended("closed") from None
        except Signalled:
            raise self._ended("signal") from None

    def _ended(self, how: str) -> Stopped:
        self.console.write("\n")
        return Stopped(Pause(how))

    def _interrupted(self) -> None:
        """Pause in words; return when the person goes on."""
        count = self.unsaved_lines
        self.say(words.paused_with_lines(count) if count else words.PAUSED)
        self._go_on_or_stop("interrupt")

    def pause(self, _typed: str = "") -> None:
        """Stop by word; a text that would be lost is asked about first."""
        if self.unsaved_lines:
            self.say(words.lines_lost(self.unsaved_lines))
            self._go_on_or_stop("word")
            return
        raise Stopped(Pause("word"))

    def _go_on_or_stop(self, how: str) -> None:
        while True:
            try:
                lines = self.console.read(words.prompt(words.WHAT_NOW))
            except (Unusable, Continued):
                lines = ()
            except (Interrupted, Closed):
                raise self._ended(how) from None
            except Signalled:
                raise self._ended("signal") from None
            typed = lines[0].strip().casefold() if len(lines) == 1 else ""
            if typed == words.GO_ON:
                return
            if typed == words.STOP:
                raise Stopped(Pause(how))
            self.say(words.R_OR_Q)

    def _obey(self, line: str, known: Mapping[str, Command]) -> None:
        self._here = tuple(known)
        name, _, rest = line[1:].partition(" ")
        typed = name.casefold()
        fitting = [one for one in known if typed and one.startswith(typed)]
        if typed in known:
            fitting = [typed]
        if len(fitting) == 1:
            known[fitting[0]](rest.strip())
        elif fitting:
            self.say(words.ambiguous_command(f":{name}", fitting))
        else:
            self.say(words.unknown_command(f":{name}", list(known)))
