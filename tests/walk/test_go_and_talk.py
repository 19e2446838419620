"""The moment before the talk, as the checklist that ships has it."""

from __future__ import annotations

import pytest

from tests.officer.typist import the_checklist
from tests.walk.small import Course


@pytest.mark.parametrize("seen", ["awake", "asleep"])
def test_before_the_talk_the_lid_is_closed_and_stop_asking_is_ready(seen: str) -> None:
    """Both are read before anybody is asked whether they talked; a sleeper is not gone to."""
    course = Course(the_checklist())
    (ava,) = course.roll("Ava")
    course.answer("ch.seen", seen, ava)

    notes = course.show("ch.spoke", ava).notes

    if seen == "asleep":
        assert notes == ()
    else:
        go, stop = notes
        assert "Close the lid. Go and talk with Ava" in go
        assert "stop asking" in stop
