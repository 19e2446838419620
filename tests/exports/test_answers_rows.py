"""The layout `answers`: a row for each answer, and for each that is missing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from childcheck.exports.layouts import Layout
from childcheck.exports.safe_cells import as_recorded
from tests.exports.recorded_shifts import NAUGHTY, Station, a_night, exported

Rows = list[dict[str, str]]


@pytest.fixture
def night(tmp_path: Path) -> Station:
    """Return a night with two families."""
    return a_night(tmp_path / "log.db")


def at(rows: Rows, question: str, child: str = "") -> dict[str, str]:
    """Return the one row of a question about a child of the first incident."""
    (row,) = (
        row
        for row in rows
        if row["question"] == question
        and row["child_name"] == child
        and row["incident_ref"] in ("NC-1", "NC-3")
    )
    return row


def test_an_answer_stands_with_its_code_times_and_entry(night: Station, tmp_path: Path) -> None:
    """Words for whoever reads, a code for whoever counts, and the entry for whoever doubts."""
    row = at(exported(night, tmp_path, Layout.ANSWERS), "ch.effect", "Zofia Łuczak")
    entry = list(night.log.entries())[int(row["entry"]) - 1]

    assert (row["state"], row["answer"], row["value"]) == (
        "answered",
        "Saw it; Heard it",
        "saw;heard",
    )
    assert row["wording"] == "What did Zofia see or hear?"
    assert row["basis"] == "Saw it: the child said; Heard it: an adult said (Marta Łuczak)"
    assert row["recorded_at"] == entry.recorded_at.isoformat(timespec="milliseconds")
    assert row["answered_at"] == entry.happening.answered_at
    assert row["asked_at"] == entry.happening.asked_at
    assert (row["duty_date"], row["shift_name"], row["officer_id"]) == (
        "2026-11-24",
        "night",
        "4711",
    )
    assert row["checklist_digest"] == entry.writing.checklist
    assert row["child_number"] == "1"


def test_what_was_left_has_its_reason_as_a_code(night: Station, tmp_path: Path) -> None:
    """The state is the reason's code, and the line stands beside it."""
    row = at(exported(night, tmp_path, Layout.ANSWERS), "ch.effect", "Jan Łuczak")

    assert (row["state"], row["reason"], row["text"]) == ("not_asked", "not_asked", "unsafe")
    assert (row["answer"], row["value"], row["basis"]) == ("", "", "")


def test_what_was_not_reached_has_a_row_and_what_does_not_apply_has_none(
    night: Station, tmp_path: Path
) -> None:
    """A question on the path waits; one off the path was never put."""
    rows = exported(night, tmp_path, Layout.ANSWERS)
    waiting = [row for row in rows if row["state"] == "not_reached"]

    assert "ch.effect" in {row["question"] for row in waiting if row["child_name"] == "Ola"}
    assert all(row["entry"] == row["answer"] == row["recorded_at"] == "" for row in waiting)
    assert {row["wording"] for row in waiting if row["question"] == "ch.worry"} == set()
    assert not [
        row for row in rows if row["child_name"] == "Jan Łuczak" and row["question"] == "ch.talk"
    ]


def test_an_answer_set_aside_is_kept_here(night: Station, tmp_path: Path) -> None:
    """What no longer applies stays readable, and says that it was set aside."""
    night.open_incident("CCCC")
    night.arrive("NC-3")
    child = night.put_on_roll("Sam")
    night.done("in.children")
    night.answer("ch.seen", "awake", child)
    night.answer("ch.spoke", "not_tried", child)
    night.answer("ch.seen", "not_here", child)

    row = at(exported(night, tmp_path, Layout.ANSWERS), "ch.spoke", "Sam")

    assert (row["state"], row["answer"], row["value"]) == ("set_aside", "No", "not_tried")


def test_the_wording_is_the_one_that_was_put(night: Station, tmp_path: Path) -> None:
    """A name that was put right later does not change what stood on the screen."""
    night.open_incident("CCCC")
    night.arrive("NC-3")
    child = night.put_on_roll("Sma")
    night.done("in.children")
    night.answer("ch.seen", "awake", child)
    night.take(night.walk.rename(child, "Sam"))
    night.answer("ch.spoke", "not_tried", child)

    rows = exported(night, tmp_path, Layout.ANSWERS)

    assert at(rows, "ch.seen", "Sam")["wording"] == "Have you seen Sma?"
    assert at(rows, "ch.spoke", "Sam")["wording"] == "Did you talk with Sam?"


def test_structured_answers_stand_as_json_and_persons_as_identifiers(
    night: Station, tmp_path: Path
) -> None:
    """A transcript keeps its lines apart, and naming gives those who were named."""
    rows = exported(night, tmp_path, Layout.ANSWERS)

    talk = json.loads(at(rows, "ch.talk", "Zofia Łuczak")["value"])
    assert talk == [{"speaker": "child", "words": NAUGHTY, "language": "Polish", "sure": False}]
    children = [row["child_ref"] for row in rows if row["question"] == "in.children.whereabouts"]
    assert at(rows, "in.children")["value"].split(";") == children[:2]
    assert at(rows, "in.calls")["value"] == "3"
    assert at(rows, "in.place.arrived")["value"] == "2026-11-24T22:08:00+00:00"


def test_a_text_is_not_repeated_as_a_code_and_can_be_had_back(
    night: Station, tmp_path: Path
) -> None:
    """Free text stands once, guarded, and comes back as it was recorded."""
    row = at(exported(night, tmp_path, Layout.ANSWERS), "ch.gaps", "Zofia Łuczak")

    assert row["value"] == ""
    assert as_recorded(row["answer"]) == NAUGHTY


def test_erased_words_are_gone_and_their_row_says_so(night: Station, tmp_path: Path) -> None:
    """The line stays with its number and times."""
    row = at(exported(night, tmp_path, Layout.ANSWERS), "ch.gaps", "Zofia Łuczak")
    night.log.erase([int(row["entry"])], reason="retention", writing=night.recorder.writing)

    after = at(exported(night, tmp_path, Layout.ANSWERS), "ch.gaps", "Zofia Łuczak")

    assert (after["state"], after["answer"], after["text"]) == ("erased", "", "")
    assert after["recorded_at"] == row["recorded_at"]
    assert after["wording"] == row["wording"]
