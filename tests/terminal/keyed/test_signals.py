"""Signals that are held back until somebody is asked again, and terminals that cannot be asked."""

from __future__ import annotations

import io
import os
import signal
import sys
from collections.abc import Iterator

import pytest

from childcheck.terminal.keyed.signals import END, INTERRUPT, HeldSignals
from childcheck.terminal.keyed.terminal import open_keyed_terminal
from childcheck.terminal.modes import NoKeyedTerminal

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX signals")


@pytest.fixture
def heard() -> Iterator[list[int]]:
    """Provide what a listener before keyed mode hears."""
    numbers: list[int] = []
    before = {
        one: signal.signal(one, lambda number, _: numbers.append(number))
        for one in (signal.SIGTERM, signal.SIGINT)
    }
    yield numbers
    for one, handler in before.items():
        signal.signal(one, handler)


def test_the_gravest_is_said_first_and_each_once(heard: list[int]) -> None:
    """An end goes before an interrupt; nobody else hears of them."""
    with HeldSignals() as held:
        os.kill(os.getpid(), signal.SIGINT)
        os.kill(os.getpid(), signal.SIGTERM)
        assert held.is_pending
        assert [held.take(), held.take(), held.take()] == [END, INTERRUPT, ""]

    assert heard == []


def test_what_nobody_was_told_is_sent_on(heard: list[int]) -> None:
    """A signal that came after the last question reaches whoever listened before."""
    with HeldSignals():
        os.kill(os.getpid(), signal.SIGTERM)

    assert heard == [signal.SIGTERM]


def test_without_a_terminal_there_is_no_keyed_mode(monkeypatch: pytest.MonkeyPatch) -> None:
    """A pipe is never asked key by key, nor waited for."""
    monkeypatch.setattr(sys, "stdin", io.StringIO("1"))

    with pytest.raises(NoKeyedTerminal):
        open_keyed_terminal()
