from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from childcheck.procedures.keep_drafts import DraftsInLog
from tests.procedures.at_the_desk import Desk, Incident


@pytest.fixture
def incident(tmp_path: Path) -> Incident:
    """Return an incident with two children."""
    incident = Desk(tmp_path / "log.db").incident()
    incident.begun("Ava", "Ben")
    return incident


def drafts_of(incident: Incident) -> DraftsInLog:
    """Return the half-written texts of an incident."""
    return DraftsInLog(incident.desk.log, incident.id)


def test_a_draft_is_kept_until_it_is_emptied(incident: Incident) -> None:
    """The last text stands; an empty one leaves nothing; it is no entry."""
    drafts, spot = drafts_of(incident), incident.spot("in.desk")
    before = incident.desk.kinds()

    drafts.write(spot, "half a")
    drafts.write(spot, "half a sentence")
    kept = drafts.read(spot)
    drafts.write(spot, "")

    assert (kept, drafts.read(spot)) == ("half a sentence", "")
    assert incident.desk.kinds() == before


def test_each_child_and_each_talk_has_its_own(incident: Incident) -> None:
    """What is being written about one child is not offered for another, nor in another talk."""
    ava, ben = incident.walk.situation.living_children()
    drafts = drafts_of(incident)

    drafts.write(incident.spot("ch.talk", ava), "mummy cries")

    assert drafts.read(incident.spot("ch.talk", ben)) == ""
    assert drafts.read(incident.spot("ch.talk", ava, talk=2)) == ""
    assert drafts.read(incident.spot("ch.talk", ava)) == "mummy cries"


@pytest.mark.parametrize("talk", [1, 2])
def test_a_draft_goes_with_the_answer_that_it_becomes(incident: Incident, talk: int) -> None:
    """In a talk that begins with that answer too."""
    ava, _ = incident.walk.situation.living_children()
    drafts, spot = drafts_of(incident), incident.spot("ch.talk", ava, talk=talk)
    drafts.write(spot, "mummy cries")
    if talk > 1:
        incident.walk = replace(incident.walk, talk=(ava, talk))

    incident.answer("ch.talk", "mummy cries and he shouts", ava, talk=talk)

    assert drafts.read(spot) == ""


def test_a_draft_goes_when_the_question_is_left(incident: Incident) -> None:
    """A reason for no answer ends it too."""
    drafts, spot = drafts_of(incident), incident.spot("in.desk")
    drafts.write(spot, "half")

    incident.leave("in.desk")

    assert drafts.read(spot) == ""


def test_another_answer_leaves_a_draft_alone(incident: Incident) -> None:
    """Neither another question's answer nor another child's ends it, nor a child found late."""
    ava, ben = incident.walk.situation.living_children()
    drafts, spot = drafts_of(incident), incident.spot("ch.talk", ava)
    drafts.write(spot, "mummy cries")

    incident.answer("ch.talk", "nothing", ben)
    incident.answer("in.desk", "x")
    incident.take(incident.walk.found_late("Cas", now=incident.recorder.now()))

    assert drafts.read(spot) == "mummy cries"


def test_the_drafts_of_another_incident_are_not_seen(incident: Incident) -> None:
    """Two records at one time do not mix."""
    drafts_of(incident).write(incident.spot("in.desk"), "half")

    other = incident.desk.incident()

    assert drafts_of(other).read(other.spot("in.desk")) == ""
