"""One key or one line typed, and what can happen instead of it.

Every prompt of keyed mode comes past here: pausing, blanking, being suspended,
a window that changes its size, a paste, a terminal that is gone. None of them
ever becomes an answer, and a text that was begun stands again afterwards.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from childcheck.terminal import theme, words
from childcheck.terminal.console import Closed, Signalled
from childcheck.terminal.keyed import key_words, keys
from childcheck.terminal.keyed.answer_line import AnswerLine
from childcheck.terminal.keyed.line_keys import Ended, Line
from childcheck.terminal.keyed.screen import Screen
from childcheck.terminal.plain.prompting import Stopped
from childcheck.terminal.wrapping import wrapped
from childcheck.walk.replies import Pause

Command = Callable[[], None]

SETTLED_SECONDS = 0.15  # a window that is dragged changes its size many times

_NOT_TAKEN = {
    keys.PASTE: key_words.PASTE_NOT_TAKEN,
    keys.SEVERAL: key_words.SEVERAL_NOT_TAKEN,
    keys.EARLY: key_words.EARLY_NOT_TAKEN,
}


@dataclass
class Prompter:
    """Prints and reads for keyed mode.

    `commands` are what keys do now, by the key's name. `restate` puts the
    question again, after the screen was cleared or changed its width. `stop`
    stops the process as Ctrl-Z does. `unsaved_lines` counts the lines of a text
    that is being written and that no store keeps. `banner` is said on every screen.
    """

    screen: Screen
    answer_line: AnswerLine
    officer: str
    stop: Callable[[], None] = lambda: None
    commands: dict[str, Command] = field(default_factory=dict)
    restate: Callable[[], None] = lambda: None
    unsaved_lines: int = 0
    banner: str = ""
    _note: str = ""

    def say(self, text: str = "", style: str = "", first: str = "", rest: str = "") -> None:
        """Print a text, wrapped; what a person typed cannot steer the terminal."""
        self.screen.say(text, style, first, rest)

    def say_banner(self) -> None:
        """Print what must be known of everything here, such as that it is practice."""
        if self.banner:
            self.say(self.banner, theme.BANNER)

    @property
    def more_comes(self) -> bool:
        """Whether other keys came at the same moment as the one that was read last."""
        return self.answer_line.more_comes

    def taken(self, label: str, what: str) -> None:
        """Print what was taken, where the answer line was."""
        self.say(key_words.taken(label, what), theme.TAKEN, "", "  ")

    def note(self, text: str) -> None:
        """Show a line above the next answer line, for as long as that stands."""
        self._note = text

    def _noted(self) -> str:
        note, self._note = self._note, ""
        return wrapped(note, self.screen.width) if note else ""

    # One key

    def key(
        self,
        label: str,
        offered: Sequence[str],
        *,
        also: Collection[str] = (),
        goes_on: bool = False,
        several: bool = False,
        commands: Mapping[str, Command] | None = None,
    ) -> str:
        """Return the key that is pressed, when it is one of those offered.

        Args:
            label: what stands before the cursor.
            offered: the keys that answer, as they are listed when another is pressed.
            also: further keys that are returned.
            goes_on: the key belongs to the same answer as the one before it.
            several: more keys of the same answer may come with it.
            commands: what other keys do, besides `self.commands`.
        """
        wanted = (*offered, *also)
        known = {**self.commands, **(commands or {})}
        while True:
            pressed = self._press(label, goes_on=goes_on, several=several)
            goes_on = False
            name = pressed.casefold() if len(pressed) == 1 else pressed
            meant = keys.LETTERS.get(name, name)
            if name in wanted or meant in wanted:
                return name if name in wanted else meant
            if self._happened(name):
                continue
            if name in _NOT_TAKEN:
                self.note(_NOT_TAKEN[name])
            elif meant in known:
                known[meant]()
            elif name == keys.QUIT:
                self.pause("word")
            elif name == keys.ENTER:
                self.note(key_words.ENTER_RECORDS_NOTHING)
            elif name == keys.PASS:
                self.note(key_words.PASS_NOTHING)
            else:
                self.note(key_words.no_such_key(offered))

    def _press(self, label: str, *, goes_on: bool = False, several: bool = False) -> str:
        try:
            return self.answer_line.press(label, self._noted(), goes_on=goes_on, several=several)
        except Closed:
            raise Stopped(Pause("closed")) from None
        except Signalled:
            raise Stopped(Pause("signal")) from None

    def any_key(self) -> None:
        """Wait until the officer has read what is on the screen."""
        while self._happened(self._press(key_words.ANY_KEY)):
            continue

    # One line

    def line(
        self,
        asked: Line,
        *,
        goes_on: bool = False,
        commands: Mapping[str, Command] | None = None,
        returned: Collection[str] = (),
    ) -> Ended:
        """Return a line and the key that ended it.

        That key is Enter, one of `asked.instant` and `asked.ends`, or one of
        `returned`; every other is dealt with, and the text stands again.
        """
        known = {**self.commands, **(commands or {})}
        while True:
            ended = self._line(replace(asked, note=self._noted()), goes_on=goes_on)
            goes_on = False
            asked = replace(asked, text=ended.text, cursor=ended.cursor, mark=ended.mark)
            wanted = (keys.ENTER, *asked.instant, *asked.ends, *returned)
            if ended.key in wanted:
                if _is_text(ended.text):
                    return ended
                self.note(words.UNDECODABLE)
            elif self._happened(ended.key):
                continue
            elif ended.key == keys.PASTE:
                self.note(key_words.CONTROLS_LEFT_OUT)
            elif ended.key == keys.SEVERAL:
                self.note(key_words.LINES_NOT_TAKEN)
                asked = replace(asked, text="", cursor=None)
            elif ended.key in known:
                known[ended.key]()

    def _line(self, asked: Line, *, goes_on: bool) -> Ended:
        try:
            return self.answer_line.line(asked, goes_on=goes_on)
        except Closed:
            raise Stopped(Pause("closed")) from None
        except Signalled:
            raise Stopped(Pause("signal")) from None

    # What happens instead

    def _happened(self, name: str) -> bool:
        """Deal with what is no answer and no command; return whether it was such a thing."""
        if name == keys.RESIZED:
            self._settle()
        elif name in (keys.SUSPEND, keys.STOPPED):
            self._suspend()
        elif name == keys.PAUSE:
            self.pause("interrupt")
            return True
        elif name == keys.BLANK:
            self.blank()
            return True
        elif name != keys.CONTINUED:
            return False
        self.restate()
        return True

    def _settle(self) -> None:
        width = -1
        while width != self.screen.width:
            width = self.screen.width
            time.sleep(SETTLED_SECONDS)

    def _suspend(self) -> None:
        """Give the terminal back to the shell, with nothing on it that others may not read."""
        self.screen.clear()
        self.say_banner()
        self.say(key_words.SUSPENDED)
        self.stop()
        self.screen.clear()

    def pause(self, how: str) -> None:
        """Pause in words, on a cleared screen; return when the person goes on.

        Raises:
            Stopped: the person stops; `how` says by what the pause came.
        """
        self.screen.clear()
        self.say_banner()
        count = self.unsaved_lines
        self.say(words.paused_with_lines(count) if count else key_words.KEYED_PAUSED)
        while True:
            pressed = self._press(key_words.PAUSE_LABEL).casefold()
            if pressed == words.GO_ON:
                self.screen.clear()
                self.restate()
                return
            if pressed in (words.STOP, keys.PAUSE):
                raise Stopped(Pause(how))
            if pressed in (keys.SUSPEND, keys.STOPPED):
                self.stop()
            self.note(words.R_OR_Q)

    def blank(self) -> None:
        """Blank the screen until the officer's number is typed."""
        self.screen.clear()
        while True:
            self.say_banner()
            self.say(key_words.BLANKED)
            if self._press(key_words.BLANK_LABEL) in (keys.SUSPEND, keys.STOPPED):
                self.stop()
            elif self._is_officer():
                break
            self.screen.clear()
        self.screen.clear()
        self.restate()

    def _is_officer(self) -> bool:
        """Ask for the officer's number; return whether it is theirs."""
        asked = Line(key_words.YOUR_NUMBER)
        while True:
            ended = self._line(replace(asked, note=self._noted()), goes_on=False)
            if ended.key != keys.ENTER:
                return False
            if ended.text.strip().casefold() == self.officer.strip().casefold():
                return True
            self.note(key_words.NOT_YOUR_NUMBER)


def _is_text(text: str) -> bool:
    """Return whether a text holds whole characters only."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
