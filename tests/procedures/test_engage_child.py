from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from childcheck.identifiers import ChildId
from childcheck.problems import ChildcheckError, ExitCode
from childcheck.procedures.engage_child import child_on_roll, closed_by_talk, talk_to_record
from childcheck.procedures.find_incident import walk_of
from tests.procedures.at_the_desk import Desk, Incident
from tests.walk.small import a_checklist, text


@pytest.fixture
def incident(tmp_path: Path) -> Incident:
    """Return a finished incident with two children who were not seen, and one withdrawn."""
    incident = Desk(tmp_path / "log.db").incident()
    incident.begun("Ava", "Ben", "Cas")
    cas = incident.walk.situation.living_children()[2]
    incident.take(incident.walk.withdraw(cas, "a cousin", now=incident.recorder.now()))
    incident.answer("in.desk", "x")
    for child in incident.walk.situation.living_children():
        incident.answer("ch.seen", "not_here", child)
        incident.answer("ch.talk", "nothing", child)
        incident.answer("ch.worry", "x", child)
    incident.take(incident.walk.finish())
    return incident


def child(incident: Incident, number: int) -> ChildId:
    """Return a child by the number on the roll."""
    return list(incident.walk.situation.children)[number - 1]


def talking(incident: Incident, number: int) -> None:
    """Begin the talk that is to be recorded with a child."""
    circumstances = incident.recorder.circumstances()
    incident.walk = talk_to_record(incident.desk.log, incident.id, circumstances, number)


def test_a_child_is_named_by_the_number_on_the_roll(incident: Incident) -> None:
    """Who was withdrawn is not there; without a number there must be one child alone."""
    walk = incident.walk

    assert child_on_roll(walk, 2) == child(incident, 2)
    for number in (3, 4, 0, None):
        with pytest.raises(ChildcheckError) as caught:
            child_on_roll(walk, number)
        assert caught.value.exit_code is ExitCode.NOT_FOUND
        assert "on the roll are: 1, 2" in caught.value.problems[0].remedy


def test_the_only_child_needs_no_number(tmp_path: Path) -> None:
    """One child on the roll is the one that is meant."""
    incident = Desk(tmp_path / "log.db").incident()
    (ava,) = incident.begun("Ava")

    assert child_on_roll(incident.walk, None) == ava


def test_a_further_talk_is_the_next_one(incident: Incident) -> None:
    """It asks the questions of a talk, of that child."""
    talking(incident, 1)

    ava = child(incident, 1)
    assert incident.walk.talk == (ava, 2)
    assert [spot.subject.child for spot in incident.walk.order] == [ava, ava]


def test_a_talk_that_was_interrupted_goes_on(incident: Incident) -> None:
    """Only when it is complete does the next one begin."""
    talking(incident, 1)
    ava = child(incident, 1)
    incident.answer("ch.seen", "awake", ava, talk=2)

    talking(incident, 1)
    interrupted = incident.walk.talk
    incident.answer("ch.talk", "hello", ava, talk=2)
    talking(incident, 1)

    assert (interrupted, incident.walk.talk) == ((ava, 2), (ava, 3))


def test_a_talk_before_the_check_has_begun_is_the_second(tmp_path: Path) -> None:
    """The first is the check's own, whenever it comes."""
    incident = Desk(tmp_path / "log.db").incident()
    (ava,) = incident.begun("Ava")

    talking(incident, 1)

    assert incident.walk.talk == (ava, 2)


def test_without_questions_there_is_no_talk(tmp_path: Path) -> None:
    """A checklist that asks nothing of a talk, or nothing of this child, records none."""
    incident = Desk(tmp_path / "log.db").incident(checklist=a_checklist(child=text("ch.a")))
    incident.answer("in.mode", "now")
    incident.roll("Ava")

    with pytest.raises(ChildcheckError) as caught:
        talking(incident, 1)

    assert caught.value.exit_code is ExitCode.REFUSED
    assert caught.value.problems[0].code == "no-talk"


def test_what_a_talk_closes_is_told(incident: Incident) -> None:
    """The child that was seen is owed no seeing any more; the other still is."""
    talking(incident, 1)
    before = incident.walk

    incident.answer("ch.seen", "awake", child(incident, 1), talk=2)

    assert [one.what for one in closed_by_talk(before, incident.walk)] == ["See Ava"]
    assert {row["what"]: row["state"] for row in incident.desk.log.rows("follow_ups")} == {
        "See Ava": "closed",
        "See Ben": "open",
    }


def test_a_talk_leaves_the_finished_check_as_it_is(incident: Incident) -> None:
    """Both talks stand beside each other, in a record that is still finished."""
    talking(incident, 1)
    ava = child(incident, 1)
    incident.answer("ch.seen", "awake", ava, talk=2)
    incident.answer("ch.talk", "hello", ava, talk=2)

    resumed = walk_of(incident.desk.log, incident.id, incident.recorder.circumstances())

    assert resumed.situation.state == "finished"
    assert resumed.situation.talk_count(ava) == 2
    assert replace(resumed, talk=(ava, 2)).following() is None
