"""The machine's own clocks."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from childcheck.log.clocks import SystemClock


def test_the_wall_clock_is_read_in_the_zone_of_the_force() -> None:
    """A time of recording carries the offset of the configured zone, whatever the machine's is."""
    tokyo = SystemClock(ZoneInfo("Asia/Tokyo")).now()

    assert tokyo.at.utcoffset() == timedelta(hours=9)
    assert abs(tokyo.at - datetime.now(UTC)) < timedelta(seconds=30)
    assert SystemClock().now().at.utcoffset() is not None


def test_the_other_clock_never_goes_back() -> None:
    """The monotonic reading counts milliseconds and only upward."""
    clock = SystemClock()
    readings = [clock.now().monotonic_ms for _ in range(100)]

    assert readings == sorted(readings)
