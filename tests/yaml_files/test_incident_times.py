"""Local times in an incident file, also on the nights when the clocks change."""

from __future__ import annotations

from datetime import datetime
from typing import cast

import pytest

from childcheck.yaml_files.incident_file import IncidentShape
from childcheck.yaml_files.incident_times import TimeReader
from childcheck.yaml_files.marked import MarkedMapping
from childcheck.yaml_files.reading import read_text
from tests.yaml_files.incident_files import LONDON, MORNING


def moment(text: str, *, is_past: bool = False) -> tuple[str, list[str]]:
    """Return the moment of a time as it is stored, and the codes of what is wrong."""
    root = read_text(f"by: {text}\n", "a.yaml", keep_source=False).value
    shape = IncidentShape()
    times = TimeReader(shape, LONDON, MORNING)
    value = cast(MarkedMapping, root).get("by")
    found = times.past_moment(value) if is_past else times.moment(value)
    return (
        found.isoformat() if isinstance(found, datetime) else "",
        [one.code for one in shape.problems],
    )


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("2026-11-24 22:40", "2026-11-24T22:40:00+00:00"),
        ("2026-07-01 22:40", "2026-07-01T22:40:00+01:00"),
        ("2026-07-01T22:40:05", "2026-07-01T22:40:05+01:00"),
        ("2026-10-25 01:30 +01:00", "2026-10-25T01:30:00+01:00"),
        ("2026-10-25 01:30 +00:00", "2026-10-25T01:30:00+00:00"),
        ("2026-10-25 01:30Z", "2026-10-25T01:30:00+00:00"),
        ("2026-10-25 02:00", "2026-10-25T02:00:00+00:00"),
        ('"2026-11-24 22:40"', "2026-11-24T22:40:00+00:00"),
    ],
)
def test_a_local_time_is_stored_with_its_offset(written: str, stored: str) -> None:
    """An offset is needed only in the hour that occurs twice, and kept with every time."""
    assert moment(written) == (stored, [])


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("2026-10-25 01:30", "occurs-twice"),
        ("2026-03-29 01:30", "never-occurs"),
        ("2026-11-24 22:40 +01:00", "wrong-offset"),
        ("2026-11-24", "not-a-time"),
        ("22:40", "not-a-time"),
        ("2026-11-31 22:40", "not-a-time"),
        ("2026-11-24 24:10", "not-a-time"),
        ("soon", "not-a-time"),
        ("[1, 2]", "not-text"),
    ],
)
def test_a_time_that_does_not_say_which_moment_is_refused(written: str, code: str) -> None:
    """Nothing is guessed: not the day, not the hour, not the offset."""
    assert moment(written) == ("", [code])


def test_what_has_happened_lies_in_the_past() -> None:
    """An answer cannot have been given after the clock's now."""
    assert moment("2026-11-25 05:59", is_past=True)[1] == []
    assert moment("2026-11-25 06:01", is_past=True)[1] == ["in-the-future"]
    assert moment("2026-11-25 12:00")[1] == []
