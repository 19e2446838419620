"""One line of text as it is asked for, and what each key does while it is typed.

Source: design, section 8 (keys).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field

from prompt_toolkit.buffer import Buffer
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.key_binding import KeyBindings, KeyPress, KeyPressEvent
from prompt_toolkit.keys import Keys

from childcheck.terminal import theme
from childcheck.terminal.keyed import keys

_NAMES = {"c-m": keys.ENTER, "c-j": keys.ENTER, "c-i": keys.TAB, "c-h": "backspace"}
_KEPT_IN_PASTE = "\n\t"
# Searching, quoting and macros of the line editor would only surprise here.
_UNUSED = ("c-q", "c-s", "c-v", "c-x", "c-up", "c-down", "f2", "f3", "f4")


@dataclass(frozen=True)
class Ended:
    """With which key a line ended, what stands in it, and where the cursor was.

    `mark` is the letter that said who speaks, when one was taken.
    """

    key: str
    text: str = ""
    cursor: int = 0
    mark: str = ""


@dataclass
class Line:
    """What a line is asked for with.

    `label` stands before the text; `note` above it, in words. `is_long` allows
    line breaks. The characters of `instant` end an empty line at once, and the
    keys of `ends` any line. `marks` are the letters that say who speaks, each
    with the word that is shown instead. `save` keeps what is typed, while it is
    typed.
    """

    label: str
    note: str = ""
    text: str = ""
    cursor: int | None = None
    mark: str = ""
    is_long: bool = False
    instant: Collection[str] = ()
    ends: Collection[str] = ()
    marks: Mapping[str, str] = field(default_factory=dict)
    save: Callable[[str, str], None] | None = None

    @property
    def shown_label(self) -> str:
        """The label as it is shown: with a mark, its word."""
        return self.marks[self.mark] if self.mark else self.label

    def fragments(self) -> StyleAndTextTuples:
        """Return the label with its style."""
        return [(theme.LABEL, f"{self.shown_label}: ")]


def name_of(pressed: KeyPress) -> str:
    """Return the name of a key, as `keys` has it."""
    name = pressed.key.value if isinstance(pressed.key, Keys) else pressed.key
    return _NAMES.get(name, name)


def ended_with(key: str, buffer: Buffer, asked: Line) -> Ended:
    """Return how a line ends with a key."""
    return Ended(key, buffer.text, buffer.cursor_position, asked.mark)


def _more_waits(event: KeyPressEvent) -> bool:
    """Return whether other keys came at the same moment, as with an unbracketed paste."""
    return bool(event.app.key_processor.input_queue)


def _is_pasted_as_keys(event: KeyPressEvent) -> bool:
    """Return whether a key is one of a paste, which a bracketed one never is."""
    queue = event.app.key_processor.input_queue
    return bool(queue) and queue[0].key != Keys.BracketedPaste


def pasted(data: str) -> tuple[str, bool]:
    """Return a pasted text, and whether control characters were left out of it."""
    text = data.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n")
    kept = "".join(one for one in text if one in _KEPT_IN_PASTE or (one >= " " and one != "\x7f"))
    return kept, kept != text


def line_bindings(asked: Line) -> KeyBindings:
    """Return what each key does while a line is typed, besides what the line editor does."""
    bindings = KeyBindings()

    def end_with(event: KeyPressEvent, key: str) -> None:
        if not event.app.is_done:
            event.app.exit(result=ended_with(key, event.current_buffer, asked))

    def is_empty(event: KeyPressEvent) -> bool:
        return not event.current_buffer.text and not asked.mark

    def ender(name: str) -> None:
        @bindings.add(name, eager=True)
        def end(event: KeyPressEvent) -> None:
            end_with(event, name)

    for name in keys.ENDS_ANY_LINE:
        ender(name)

    def edge(name: str) -> None:
        @bindings.add(name, eager=True)
        def leave_line(event: KeyPressEvent) -> None:
            document = event.current_buffer.document
            row, last = document.cursor_position_row, document.line_count - 1
            if name == keys.UP and row > 0:
                event.current_buffer.cursor_up()
            elif name == keys.DOWN and row < last:
                event.current_buffer.cursor_down()
            elif name in asked.ends:
                end_with(event, name)

    for name in (keys.UP, keys.DOWN):
        edge(name)

    for name in (keys.TAB, keys.ENGLISH, "c-p"):
        if name in asked.ends:
            ender(name)
        else:
            _ignore(bindings, name)
    for name in _UNUSED:
        _ignore(bindings, name)

    @bindings.add("enter", eager=True)
    def enter(event: KeyPressEvent) -> None:
        if not _more_waits(event):
            end_with(event, keys.ENTER)
        elif asked.is_long:
            event.current_buffer.insert_text("\n")
        else:
            end_with(event, keys.SEVERAL)

    @bindings.add("c-j", eager=True)
    def new_line(event: KeyPressEvent) -> None:
        if asked.is_long:
            event.current_buffer.insert_text("\n")
        else:
            enter(event)

    @bindings.add("c-d", eager=True)
    def end_of_text(event: KeyPressEvent) -> None:
        if not is_empty(event):
            event.current_buffer.delete()
        elif keys.END in asked.ends:
            end_with(event, keys.END)

    @bindings.add(Keys.BracketedPaste, eager=True)
    def paste(event: KeyPressEvent) -> None:
        text, has_lost = pasted(event.data)
        if "\n" in text and not asked.is_long:
            end_with(event, keys.SEVERAL)
            return
        event.current_buffer.insert_text(text)
        if has_lost:
            end_with(event, keys.PASTE)

    @bindings.add("backspace", eager=True)
    def rub_out(event: KeyPressEvent) -> None:
        if event.current_buffer.cursor_position == 0:
            asked.mark = ""
            event.app.invalidate()
        else:
            event.current_buffer.delete_before_cursor()

    @bindings.add(" ", eager=True)
    def space(event: KeyPressEvent) -> None:
        buffer = event.current_buffer
        begun = buffer.document.text_before_cursor
        if begun in asked.marks and not asked.mark and not _is_pasted_as_keys(event):
            asked.mark = begun
            buffer.delete_before_cursor(len(begun))
        else:
            buffer.insert_text(" ")

    def instantly(one: str) -> None:
        @bindings.add(one, eager=True)
        def act(event: KeyPressEvent) -> None:
            if is_empty(event) and not _more_waits(event):
                end_with(event, one)
            else:
                event.current_buffer.insert_text(one)

    for one in asked.instant:
        instantly(one)
    return bindings


def _ignore(bindings: KeyBindings, name: str) -> None:
    @bindings.add(name, eager=True)
    def nothing(_event: KeyPressEvent) -> None:
        return
