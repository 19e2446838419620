"""Logs that a test opens for its whole length, and that are closed when it ends."""

from __future__ import annotations

from typing import TypeVar

from childcheck.log.reading import Reader

AnyLog = TypeVar("AnyLog", bound=Reader)

_left_open: list[Reader] = []


def closed_at_the_end(log: AnyLog) -> AnyLog:
    """Return a log, having noted that it is to be closed when the test ends."""
    _left_open.append(log)
    return log


def close_what_was_left_open() -> None:
    """Close the logs that a test left open."""
    while _left_open:
        _left_open.pop().close()
