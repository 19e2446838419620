from __future__ import annotations

from pathlib import Path

import pytest

from childcheck.procedures.find_incident import walk_of
from childcheck.procedures.resume_incident import (
    how_far,
    needs_presence,
    resume_incident,
    unfinished_incidents,
)
from tests.procedures.at_the_desk import Desk
from tests.walk.small import EVENING, a_checklist, text


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Return an officer with an empty log."""
    return Desk(tmp_path / "log.db")


def test_what_is_unfinished_is_told_the_newest_first(desk: Desk) -> None:
    """What is finished is not among it."""
    first = desk.incident()
    first.begun("Ava")
    desk.incident().whole("Ben", reference="NW-2")
    last = desk.incident()

    told = unfinished_incidents(desk.log, desk.recorder.circumstances())

    assert [one.incident for one in told] == [last.id, first.id]


def test_it_says_what_when_who_and_how_far(desk: Desk) -> None:
    """Number, reference, times, officer, how many answers, and the counts of the children."""
    incident = desk.incident()
    (ava,) = incident.begun("Ava")
    incident.answer("ch.seen", "awake", ava)

    told = how_far(desk.log, incident.id, desk.recorder.circumstances())

    assert (told.incident_number, told.reference, told.officer) == (incident.number, "NW-1", "4821")
    assert told.opened_at == EVENING
    assert told.last_at is not None and told.last_at > told.opened_at
    assert told.answered == 6
    assert told.summary.sentence().startswith("1 on the roll, 1 seen")


def test_a_resumed_walk_goes_on_where_it_stopped(desk: Desk) -> None:
    """Nothing is asked twice and nothing skipped; that it goes on is an entry."""
    incident = desk.incident()
    (ava,) = incident.begun("Ava")
    incident.answer("ch.seen", "awake", ava)
    incident.take(incident.walk.pause("word"))

    walk = resume_incident(desk.recorder, incident.id, is_with_family=True)

    assert walk.following() == incident.spot("ch.talk", ava)
    assert walk.situation.held == incident.walk.situation.held
    assert desk.kinds()[-2:] == ["walk_paused", "walk_resumed"]


def test_without_the_family_the_rest_comes_in_file_order(desk: Desk) -> None:
    """The desk question of the incident then comes before the child's."""
    incident = desk.incident()
    incident.begun("Ava")

    walk = resume_incident(desk.recorder, incident.id, is_with_family=False)

    assert walk.following() == incident.spot("in.desk")
    assert not walk.goes_in_stages


def test_it_is_asked_whether_the_family_is_there_while_it_may_be(desk: Desk) -> None:
    """Not after it left, and not when everything is written up afterwards."""
    with_family = desk.incident()
    with_family.begun("Ava")
    before = needs_presence(with_family.walk)
    with_family.take(with_family.walk.family_left(with_family.recorder.now()))
    afterwards = desk.incident()
    afterwards.answer("in.mode", "afterwards")

    assert (before, needs_presence(with_family.walk)) == (True, False)
    assert not needs_presence(afterwards.walk)
    assert how_far(desk.log, with_family.id, desk.recorder.circumstances()).is_family_left


def test_it_opens_in_the_checklist_in_which_it_began(desk: Desk) -> None:
    """Another version on the disk asks nothing of a check that has begun."""
    incident = desk.incident()
    incident.begun("Ava")
    other = a_checklist(text("in.quite_other"))
    desk.incident(checklist=other)

    walk = walk_of(desk.log, incident.id, desk.recorder.circumstances())

    assert walk.checklist.digest == incident.walk.checklist.digest != other.digest
    resume_incident(desk.recorder.with_checklist(other), incident.id, is_with_family=True)
    assert list(desk.log.entries())[-1].writing.checklist == incident.walk.checklist.digest


def test_a_finished_incident_is_opened_without_an_entry(desk: Desk) -> None:
    """To look at it, or to put an answer right, is not to go on with it."""
    incident = desk.incident()
    incident.whole("Ava")
    before = desk.kinds()

    walk = resume_incident(desk.recorder, incident.id, is_with_family=False)

    assert walk.following() is None
    assert desk.kinds() == before
