from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from childcheck.identifiers import OfficerId
from childcheck.procedures.begin_duty import begin_duty, current_duty, stated_duty
from childcheck.procedures.end_duty import end_duty
from childcheck.record.happenings import DutyBegun
from childcheck.review.configuration import Configuration, Officer
from tests.procedures.at_the_desk import SETTINGS, Desk
from tests.walk.small import LONDON

OFFICER = OfficerId("4821")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Return an officer with an empty log."""
    return Desk(tmp_path / "log.db")


def test_a_duty_begins_with_an_entry(desk: Desk) -> None:
    """It names shift, date and planned moments, and everything after it stands on it."""
    settings = Configuration(
        LONDON, force="Norwick", station="Mill Lane", officers=(Officer(OFFICER, "PC Jo Example"),)
    )

    on_duty = begin_duty(desk.recorder, settings, desk.shift())
    incident = desk.incident(on_duty)

    (begun,) = [e for e in desk.log.entries() if isinstance(e.happening, DutyBegun)]
    opened = next(iter(desk.log.entries(incident=incident.id)))
    assert isinstance(begun.happening, DutyBegun)
    assert (begun.happening.shift, begun.happening.duty_date) == ("late", "2026-11-24")
    assert begun.happening.starts_at == "2026-11-24T15:00:00+00:00"
    assert begun.happening.officer_name == "PC Jo Example"
    assert begun.writing.duty == opened.writing.duty == begun.happening.begun
    assert on_duty.duty_ends_at == desk.shift().ends_at


def test_the_duty_that_was_begun_holds(desk: Desk) -> None:
    """It is found again, with its shift and its end."""
    begin_duty(desk.recorder, SETTINGS, desk.shift())

    duty = current_duty(desk.log, OFFICER, desk.recorder.now())

    assert duty is not None
    assert (duty.shift, duty.duty_date, duty.ends_at) == (
        "late",
        "2026-11-24",
        desk.shift().ends_at,
    )


@pytest.mark.parametrize(("hours", "holds"), [(15.9, True), (16.1, False), (-1, True)])
def test_a_duty_holds_for_sixteen_hours(desk: Desk, hours: float, holds: bool) -> None:
    """Longer nobody is on duty; a clock that was set back an hour does not end it."""
    begin_duty(desk.recorder, SETTINGS, desk.shift())

    desk.clock.move(hours=hours)

    assert (current_duty(desk.log, OFFICER, desk.recorder.now()) is not None) is holds


def test_a_duty_that_was_ended_does_not_hold(desk: Desk) -> None:
    """After going off duty the next record asks for a shift again."""
    begin_duty(desk.recorder, SETTINGS, desk.shift())

    end_duty(desk.recorder)

    assert current_duty(desk.log, OFFICER, desk.recorder.now()) is None


def test_another_officers_duty_is_not_ones_own(desk: Desk) -> None:
    """Two officers on one laptop have two duties."""
    begin_duty(desk.as_officer("5208"), SETTINGS, desk.shift())

    assert current_duty(desk.log, OFFICER, desk.recorder.now()) is None


def test_the_duty_begun_last_is_the_one_that_holds(desk: Desk) -> None:
    """Whoever began another shift is on that one."""
    begin_duty(desk.recorder, SETTINGS, desk.shift("late"))
    desk.clock.move(hours=3)
    begin_duty(desk.recorder, SETTINGS, desk.shift("night"))

    duty = current_duty(desk.log, OFFICER, desk.recorder.now())

    assert duty is not None and duty.shift == "night"


def test_a_duty_that_a_file_states_never_becomes_the_current_one(desk: Desk) -> None:
    """It is recorded with its incident, and nobody goes on with it."""
    shift = SETTINGS.shift("night")
    assert shift is not None
    recorder, draft = stated_duty(desk.recorder, SETTINGS, shift, date(2026, 11, 24))
    before = desk.kinds()

    recorder.record([draft])

    assert "duty_begun" not in before
    assert current_duty(desk.log, OFFICER, desk.recorder.now()) is None
    assert [row["is_stated"] for row in desk.log.rows("duties")] == [1]
