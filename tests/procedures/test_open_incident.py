from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from childcheck.checklist.answers import Answer, LeftUnanswered
from childcheck.checklist.definitions import Reason
from childcheck.identifiers import QuestionId
from childcheck.problems import ChildcheckError, ExitCode
from childcheck.procedures.find_incident import walk_of
from childcheck.procedures.open_incident import doubt_known_reference, opening_of, refuse_known_file
from tests.procedures.at_the_desk import SMALL, Desk, Incident

REFERENCE = SMALL.questions[QuestionId("in.ref")]


def test_an_incident_gets_a_number_of_its_day(tmp_path: Path) -> None:
    """The local date of opening, and four characters; the entry comes first."""
    late = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)  # in London it is already July

    incident = Desk(tmp_path / "log.db", at=late, numbers=["3F7K"]).incident()

    assert incident.number == "20260701-3F7K"


def test_a_number_is_never_given_twice(tmp_path: Path) -> None:
    """What chance gave before is passed over; without a free number nothing is opened."""
    desk = Desk(tmp_path / "log.db", numbers=["AAAA", "AAAA", "BBBB"])

    numbers = [desk.incident().number[-4:] for _ in range(2)]

    assert numbers == ["AAAA", "BBBB"]
    with pytest.raises(ChildcheckError) as caught:
        desk.incident()
    assert caught.value.problems[0].code == "no-number"
    assert len(desk.log.rows("incidents")) == 2


def test_the_walk_of_a_new_incident_is_what_the_log_holds(tmp_path: Path) -> None:
    """Going on at once, or resumed from the log, it is the same."""
    desk = Desk(tmp_path / "log.db")

    incident = desk.incident()

    resumed = walk_of(desk.log, incident.id, desk.recorder.circumstances())
    assert resumed.situation.number == incident.number
    assert resumed.following() == incident.walk.following()
    assert resumed.checklist.digest == SMALL.digest


def test_an_opening_that_is_not_recorded_leaves_nothing(tmp_path: Path) -> None:
    """A file is opened first and recorded when it is whole."""
    desk = Desk(tmp_path / "log.db")
    before = desk.kinds()

    walk, draft = opening_of(desk.recorder.with_checklist(SMALL), SMALL, entry_mode="file")

    assert desk.kinds() == before
    assert walk.situation.entry_mode == "file"
    assert draft.happening.incident == walk.situation.incident


def test_a_reference_of_another_record_is_doubted_once(tmp_path: Path) -> None:
    """Given again, it makes this the record of a second officer at the same call."""
    desk = Desk(tmp_path / "log.db")
    first = desk.incident()
    first.begun("Ava", reference="NW-4417")
    doubt = doubt_known_reference(desk.log, desk.incident().id)

    (fault,) = doubt(REFERENCE, Answer(" nw-4417 "))

    assert first.number in fault.what
    assert f"childcheck resume {first.number}" in fault.remedy
    assert doubt(REFERENCE, Answer("nw-4417")) == ()


def test_a_second_officers_record_names_the_first(tmp_path: Path) -> None:
    """However the known reference comes in, and until it is found to be another."""
    desk = Desk(tmp_path / "log.db")
    first, second = desk.incident(), desk.incident()
    first.begun("Ava", reference="NW-4417")
    second.begun("Ava", reference=" nw-4417 ")

    def named(incident: Incident) -> object:
        return desk.log.rows("incidents", incident=incident.id)[0]["second_record_of"]

    assert [named(one) for one in (first, second)] == ["", first.id]

    second.answer("in.ref", "NW-9999")
    first.answer("in.ref", "NW-4417")

    assert [named(one) for one in (first, second)] == ["", ""]
    kinds = [entry.happening.kind for entry in desk.log.entries(incident=second.id)]
    assert kinds.count("second_record_named") == 2


def test_a_file_that_was_taken_in_is_refused_with_what_to_do(tmp_path: Path) -> None:
    """Without a reference nothing else would keep one file from making two records."""
    desk = Desk(tmp_path / "log.db")
    recorder = desk.recorder.with_checklist(SMALL)
    walk, draft = opening_of(recorder, SMALL, entry_mode="file", file_digest="sha256:1")
    recorder.record([draft])

    refuse_known_file(desk.log, "sha256:2", "night.yaml")
    with pytest.raises(ChildcheckError) as caught:
        refuse_known_file(desk.log, "sha256:1", "night.yaml")

    (problem,) = caught.value.problems
    assert caught.value.exit_code is ExitCode.REFUSED
    assert walk.situation.number in problem.what
    assert f"childcheck resume {walk.situation.number}" in problem.remedy


def test_a_file_with_a_known_reference_is_refused_each_time(tmp_path: Path) -> None:
    """It may be the same file again."""
    desk = Desk(tmp_path / "log.db")
    desk.incident().begun("Ava", reference="NW-4417")
    doubt = doubt_known_reference(desk.log, desk.incident().id, is_final=True)

    codes = [doubt(REFERENCE, Answer("NW-4417"))[0].code for _ in range(2)]

    assert codes == ["known-reference", "known-reference"]


def test_ones_own_reference_is_no_doubt(tmp_path: Path) -> None:
    """Neither is a reason for none, nor the same words at another question."""
    desk = Desk(tmp_path / "log.db")
    incident = desk.incident()
    incident.begun("Ava", reference="NW-4417")
    doubt = doubt_known_reference(desk.log, incident.id)
    others = doubt_known_reference(desk.log, desk.incident().id)

    assert doubt(REFERENCE, Answer("NW-4417")) == ()
    assert others(REFERENCE, LeftUnanswered(Reason.NOT_KNOWN, "NW-4417")) == ()
    assert others(SMALL.questions[QuestionId("in.desk")], Answer("NW-4417")) == ()
