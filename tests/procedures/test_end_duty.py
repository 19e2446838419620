from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from childcheck.procedures.begin_duty import begin_duty
from childcheck.procedures.end_duty import end_duty
from childcheck.record.happenings import DutyEnded
from tests.procedures.at_the_desk import SETTINGS, Desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Return an officer on duty."""
    desk = Desk(tmp_path / "log.db")
    desk.recorder = begin_duty(desk.recorder, SETTINGS, desk.shift())
    return desk


def test_a_duty_ends_with_an_entry_that_counts(desk: Desk) -> None:
    """What is unfinished and what is owed stand in it, as numbers."""
    desk.incident().begun("Ava")
    desk.incident().whole("Ben", reference="NW-2")

    off = end_duty(desk.recorder)

    ended = list(desk.log.entries())[-1]
    assert isinstance(ended.happening, DutyEnded)
    assert (ended.happening.unfinished, ended.happening.owed) == (1, 1)
    assert off.duty is not None
    assert ended.writing.duty == off.duty.id == ended.happening.ended


def test_it_tells_what_is_unfinished_and_how_far_it_is(desk: Desk) -> None:
    """Each of the officer's own incidents, with the counts of its children."""
    incident = desk.incident()
    incident.begun("Ava", "Ben")
    desk.incident(desk.as_officer("5208")).begun("Cas", reference="NW-2")

    (unfinished,) = end_duty(desk.recorder).unfinished

    assert unfinished.incident_number == incident.number
    assert unfinished.summary.sentence().startswith("2 on the roll, 0 seen")


def test_it_tells_what_the_officer_holds_or_has_opened(desk: Desk) -> None:
    """The earliest due first, with the number of its incident; nobody else's."""
    first = desk.incident()
    first.whole("Ava")
    desk.clock.move(hours=1)
    second = desk.incident()
    second.whole("Ben", reference="NW-2")
    desk.incident(desk.as_officer("5208")).whole("Cas", reference="NW-3")

    owed = end_duty(desk.recorder).owed

    assert [one.incident_number for one in owed] == [first.number, second.number]
    assert [one.owed.what for one in owed] == ["See Ava", "See Ben"]


def test_nothing_is_closed_or_given_away(desk: Desk) -> None:
    """Going off duty changes no record of a child."""
    incident = desk.incident()
    incident.whole("Ava")
    before = desk.log.rows("follow_ups"), desk.log.rows("incidents")

    end_duty(desk.recorder)

    assert (desk.log.rows("follow_ups"), desk.log.rows("incidents")) == before


def test_without_a_duty_nothing_is_recorded(tmp_path: Path) -> None:
    """What is left is told all the same."""
    desk = Desk(tmp_path / "log.db")
    desk.incident().begun("Ava")
    before = desk.kinds()

    off = end_duty(desk.recorder)

    assert (off.duty, len(off.unfinished)) == (None, 1)
    assert desk.kinds() == before


def test_what_a_further_talk_has_closed_is_not_owed(desk: Desk) -> None:
    """A child who was seen since is not on the list."""
    incident = desk.incident()
    (ava,) = incident.whole("Ava")
    incident.walk = replace(incident.walk, talk=(ava, 2))
    incident.answer("ch.seen", "awake", ava, talk=2)

    assert end_duty(desk.recorder).owed == ()
