"""The two clocks that every entry is stamped with, and the one that stands in for them in a test.

The wall clock can be set; the monotonic one cannot, so that a wall clock that
was set back can be seen afterwards.
"""

from __future__ import annotations

import time
from datetime import datetime, tzinfo
from typing import Protocol

from childcheck.record.entries import Moment


class Clock(Protocol):
    """Where the time comes from."""

    def now(self) -> Moment:
        """Return a reading of both clocks, the wall clock with its local offset."""


class SystemClock:
    """The machine's own clocks, read in one time zone."""

    def __init__(self, zone: tzinfo | None = None) -> None:
        self._zone = zone  # None is the machine's own

    def now(self) -> Moment:
        """Return a reading of both clocks."""
        return Moment(
            at=datetime.now(self._zone).astimezone(self._zone),
            monotonic_ms=time.monotonic_ns() // 1_000_000,
        )
