"""What is printed above the answer line."""

from __future__ import annotations

import io

import pytest

from childcheck.terminal import theme
from childcheck.terminal.keyed.screen import CLEAR, Screen


class Terminal(io.TextIOWrapper):
    """A file that is a terminal."""

    def isatty(self) -> bool:
        """Return that it is."""
        return True


def printed(monkeypatch: pytest.MonkeyPatch, encoding: str = "utf-8", **environment: str) -> bytes:
    """Return the bytes of a heading and a choice on a terminal with a size of its own."""
    monkeypatch.setenv("TERM", "xterm-256color")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    raw = io.BytesIO()
    file = Terminal(raw, encoding=encoding, write_through=True)
    screen = Screen(file, lambda: 40)
    screen.say("Łuczak, seen?", theme.REMINDER)
    screen.keyed("1", "Yes", theme.KEY)
    return raw.getvalue()


def test_colour_is_used_where_there_is_some(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only to help the eye."""
    monkeypatch.delenv("NO_COLOR", raising=False)

    assert b"\x1b[1;33m" in printed(monkeypatch)


def test_no_colour_with_no_color(monkeypatch: pytest.MonkeyPatch) -> None:
    """What remains is bold at most, and the same words."""
    shown = printed(monkeypatch, NO_COLOR="1")

    assert b"[1;33m" not in shown
    assert b"36m" not in shown
    assert "Łuczak, seen?".encode() in shown


def test_a_terminal_that_cannot_show_a_letter_shows_a_question_mark(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Printing never fails for want of a letter."""
    assert b"?uczak, seen?" in printed(monkeypatch, encoding="ascii")
    assert b"?uczak, seen?" in printed(monkeypatch, encoding="latin-1")


def test_clearing_takes_what_has_scrolled_out_with_it() -> None:
    """Home, the screen, the scroll-back."""
    file = io.StringIO()

    Screen(file).clear()

    assert file.getvalue() == CLEAR == "\x1b[H\x1b[2J\x1b[3J"


def test_a_terminal_that_is_gone_is_no_error() -> None:
    """The next reading says so."""

    class Gone(io.StringIO):
        def write(self, _text: str) -> int:
            raise OSError

    Screen(Gone()).say("x")
