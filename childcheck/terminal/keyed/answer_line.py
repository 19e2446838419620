"""The answer line: the one place where keys are read, with `line_keys`.

One application serves every prompt, because making one takes longer than reading
a key; each text has a buffer of its own, without history, that is emptied when
the line ends. So the up arrow shows nothing of another child. What was typed
before a prompt stands is thrown away.

Source: lessons, sections 4.1 and 5.3.
"""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable, Mapping
from typing import Any

from prompt_toolkit.application import Application
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.clipboard import InMemoryClipboard
from prompt_toolkit.document import Document
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.history import DummyHistory
from prompt_toolkit.input import Input
from prompt_toolkit.input.typeahead import clear_typeahead
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import (
    BufferControl,
    FormattedTextControl,
    HSplit,
    Layout,
    Window,
)
from prompt_toolkit.output import Output
from rich.cells import cell_len

from childcheck.problems import ChildcheckError
from childcheck.terminal import theme
from childcheck.terminal.console import Closed, Signalled
from childcheck.terminal.keyed import keys
from childcheck.terminal.keyed.line_keys import Ended, Line, ended_with, line_bindings, name_of
from childcheck.terminal.keyed.signals import CONTINUED, END, INTERRUPT, SUSPEND, HeldSignals

ESCAPE_SECONDS = 0.05  # so long a lone Esc waits, in case it begins an arrow key
SAVE_SECONDS = 1.0  # so much typing may be lost to a kill
CURSOR = ("[SetCursorPosition]", " ")
_SAYS = {INTERRUPT: keys.PAUSE, SUSPEND: keys.STOPPED, CONTINUED: keys.CONTINUED}


class AnswerLine:
    """Reads one key, or one line, from a terminal.

    `on_ready` is called each time keys are awaited, `on_shown` each time the line was drawn.
    """

    def __init__(
        self,
        source: Input,
        target: Output,
        signals: HeldSignals | None = None,
        throw_away: Callable[[], None] = lambda: None,
    ) -> None:
        """Take where to read and show.

        Args:
            source: the keys.
            target: the terminal.
            signals: what may end a prompt from outside.
            throw_away: drops what the system holds of keys typed early.
        """
        self._source = source
        self._target = target
        self._signals = signals or HeldSignals()
        self._throw_away = throw_away
        self.on_ready: Callable[[], None] = lambda: None
        self.on_shown: Callable[[], None] = lambda: None
        self._label = ""
        self._note = ""
        self._burst = 0  # how many keys are still to come of those that came at once
        self._may_be_several = False
        self._width = 0
        self._application: Application[Any] = Application(
            input=source,
            output=target,
            erase_when_done=True,
            include_default_pygments_style=False,
        )
        self._application.ttimeoutlen = ESCAPE_SECONDS
        self._application.after_render += self._on_render
        self._for_keys = Layout(HSplit([_window(self._fragments_of_key)]))
        self._key_bindings = self._bindings_of_key()

    # One key

    def press(
        self, label: str, note: str = "", *, goes_on: bool = False, several: bool = False
    ) -> str:
        """Return the key that is pressed, by name.

        Args:
            label: what stands before the cursor.
            note: a line above it.
            goes_on: the key belongs to the same answer as the one before it.
            several: more keys of the same answer may come with it.

        Raises:
            Closed, Signalled: there is no key.
        """
        self._label, self._note = label, note
        self._may_be_several = several
        self._application.layout = self._for_keys
        self._application.key_bindings = self._key_bindings
        return str(self._run(goes_on=goes_on))

    @property
    def more_comes(self) -> bool:
        """Whether other keys came at the same moment as the one that was read last."""
        return self._burst > 0

    def _fragments_of_key(self) -> StyleAndTextTuples:
        above: StyleAndTextTuples = [("", f"{self._note}\n")] if self._note else []
        return [*above, (theme.LABEL, f"{self._label}:"), CURSOR]

    def _bindings_of_key(self) -> KeyBindings:
        bindings = KeyBindings()

        @bindings.add(Keys.Any, eager=True)
        def pressed(event: KeyPressEvent) -> None:
            if not event.app.is_done:
                event.app.exit(result=self._name_of_press(event))

        return bindings

    def _name_of_press(self, event: KeyPressEvent) -> str:
        queue = event.app.key_processor.input_queue
        is_in_burst = self._burst > 0
        self._burst = self._burst - 1 if is_in_burst else len(queue)
        [pressed] = event.key_sequence
        name = name_of(pressed)
        if pressed.key == Keys.BracketedPaste:
            return keys.PASTE
        if name == keys.ENTER and is_in_burst:
            return keys.EARLY
        others = [one for one in queue if len(name_of(one)) == 1 or name_of(one) == keys.ENTER]
        if not self._may_be_several and len(name) == 1:
            if any(name_of(one) != name for one in others):
                return keys.SEVERAL
        return name

    # One line

    def line(self, asked: Line, *, goes_on: bool = False) -> Ended:
        """Return what is typed in one line, or in several where that is allowed.

        Raises:
            Closed, Signalled: there is no line.
        """
        buffer = Buffer(
            document=Document(asked.text, asked.cursor),
            history=DummyHistory(),
            multiline=asked.is_long,
        )
        is_wide = self._has_room(asked)
        window = Window(
            BufferControl(buffer),
            wrap_lines=True,
            dont_extend_height=True,
            get_line_prefix=lambda line, wrap: (
                asked.fragments() if is_wide and line == wrap == 0 else []
            ),
        )
        above = [_window(lambda: [("", asked.note)])] if asked.note else []
        if not is_wide:
            above.append(_window(asked.fragments))
        self._application.layout = Layout(HSplit([*above, window]), window)
        self._application.key_bindings = line_bindings(asked)
        self._application.clipboard = InMemoryClipboard()
        saving = _Saving(asked, buffer, self._application)
        try:
            result = self._run(goes_on=goes_on)
            ended = result if isinstance(result, Ended) else ended_with(str(result), buffer, asked)
            saving.finish(is_needed=ended.key != keys.ENTER)
        except (Closed, Signalled):
            saving.finish()
            raise
        finally:
            buffer.reset()
            self._application.clipboard = InMemoryClipboard()
        return ended

    def _has_room(self, asked: Line) -> bool:
        """Return whether the label leaves most of the line to what is typed."""
        longest = max(cell_len(one) for one in (asked.label, *asked.marks.values()))
        return longest * 2 < self._target.get_size().columns

    # Both

    def _on_render(self, application: Application[Any]) -> None:
        width = self._target.get_size().columns
        if width != self._width and not application.is_done:
            application.exit(result=keys.RESIZED)
        self.on_shown()

    def _run(self, *, goes_on: bool) -> Any:
        """Read keys until one ends the prompt, or a signal does; return the result."""
        application = self._application
        if not goes_on:
            self._drop_early_keys()
        self._width = self._target.get_size().columns

        def begin() -> None:
            loop = asyncio.get_running_loop()
            loop.set_exception_handler(lambda _, told: _fail(application, told))
            self._signals.wake = lambda: _wake(loop, application)
            if self._signals.is_pending:
                _wake(loop, application)
            self.on_ready()

        bell = signal.set_wakeup_fd(-1)
        try:
            result = application.run(
                pre_run=begin, handle_sigint=False, set_exception_handler=False
            )
        except (EOFError, OSError):
            raise (Signalled if self._signals.take() == END else Closed) from None
        finally:
            self._signals.wake = lambda: None
            signal.set_wakeup_fd(bell, warn_on_full_buffer=False)
        if result is not None:
            return result
        came = self._signals.take()
        if came == END:
            raise Signalled
        return _SAYS.get(came, keys.CONTINUED)

    def _drop_early_keys(self) -> None:
        clear_typeahead(self._source)
        self._throw_away()
        self._source.flush_keys()
        while self._source.read_keys():
            continue
        self._source.flush_keys()
        self._burst = 0


class _Saving:
    """Keeps what is typed in a line, at most a moment after it was typed."""

    def __init__(self, asked: Line, buffer: Buffer, application: Application[Any]) -> None:
        self._asked = asked
        self._buffer = buffer
        self._application = application
        self._timer: asyncio.TimerHandle | None = None
        self._is_saved = True
        if asked.save is not None:
            buffer.on_text_changed += self._on_change

    def _on_change(self, _buffer: Buffer) -> None:
        self._is_saved = False
        if self._timer is None:
            loop = asyncio.get_running_loop()
            self._timer = loop.call_later(SAVE_SECONDS, self._save_while_typing)

    def _save_while_typing(self) -> None:
        self._timer = None
        try:
            self._save()
        except ChildcheckError as error:
            if not self._application.is_done:
                self._application.exit(exception=error)

    def _save(self) -> None:
        assert self._asked.save is not None
        self._is_saved = True
        self._asked.save(self._buffer.text, self._asked.mark)

    def finish(self, *, is_needed: bool = True) -> None:
        """Keep what was not kept yet."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if is_needed and not self._is_saved:
            self._save()


def _window(fragments: Callable[[], StyleAndTextTuples]) -> Window:
    control = FormattedTextControl(fragments, show_cursor=True)
    return Window(control, wrap_lines=True, dont_extend_height=True)


def _wake(loop: asyncio.AbstractEventLoop, application: Application[Any]) -> None:
    def end() -> None:
        if application.is_running and not application.is_done:
            application.exit(result=None)

    loop.call_soon_threadsafe(end)


def _fail(application: Application[Any], told: Mapping[str, Any]) -> None:
    """End a prompt with what failed in it, instead of printing it."""
    error = told.get("exception") or RuntimeError("the answer line failed")
    if application.is_running and not application.is_done:
        application.exit(exception=error)
