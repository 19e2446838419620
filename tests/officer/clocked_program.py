"""The real program with another wall clock: `python -m tests.officer.clocked_program COMMAND …`.

The file that CHILDCHECK_TESTS_CLOCK names holds the seconds by which the wall
clock differs from the machine's. It is read each time, so a test can set the
clock while the program runs. The monotonic clock stays the machine's own.
"""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, timedelta
from pathlib import Path

from childcheck.log.clocks import SystemClock
from childcheck.record.entries import Moment

_now = SystemClock.now


def _set_by_file(clock: SystemClock) -> Moment:
    moment = _now(clock)
    seconds = float(Path(os.environ["CHILDCHECK_TESTS_CLOCK"]).read_text(encoding="ascii"))
    at = (moment.at.astimezone(UTC) + timedelta(seconds=seconds)).astimezone(moment.at.tzinfo)
    return replace(moment, at=at)


if __name__ == "__main__":
    from childcheck.__main__ import main

    SystemClock.now = _set_by_file  # type: ignore[assignment,method-assign]
    main()
