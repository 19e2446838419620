"""The layout `engagements`: a row for each talk."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from childcheck.exports.layouts import Layout
from tests.exports.recorded_shifts import NAUGHTY, a_night, exported


def test_each_talk_has_a_row_of_its_own(tmp_path: Path) -> None:
    """Two talks with one child are two rows, each with its own officer, times and words."""
    night = a_night(tmp_path / "log.db")
    night.begin_duty("5208", "early", "2026-11-25")
    night.open_incident("CCCC")
    night.arrive("NC-3")
    child = night.put_on_roll("Sam")
    night.done("in.children")
    night.answer("ch.seen", "not_here", child)
    night.begin_duty("6000", "late", "2026-11-25")
    night.recorder = night.recorder.with_checklist(night.walk.checklist)
    night.walk = replace(night.walk, talk=(child, 2))
    for question, value in (("ch.seen", "awake"), ("ch.spoke", "talked"), ("ch.alone", "adult")):
        night.answer(question, value, child, talk=2)
    night.answer("ch.talk", [{"speaker": "child", "words": "-"}], child, talk=2)

    rows = exported(night, tmp_path, Layout.ENGAGEMENTS, duty_date="2026-11-25")

    assert [(row["talk_number"], row["officer_id"], row["shift_name"]) for row in rows] == [
        ("1", "5208", "early"),
        ("2", "6000", "late"),
    ]
    first, second = rows
    assert [first[name] for name in ("was_seen", "was_talked_with", "was_talked_with_alone")] == [
        "no"
    ] * 3
    assert [second[name] for name in ("was_seen", "was_talked_with", "was_talked_with_alone")] == [
        "yes",
        "yes",
        "no",
    ]
    assert first["child_words"] == "(does not apply)"
    assert second["child_words"] == "Child: -"
    assert second["first_answered_at"] < second["last_answered_at"]
    assert int(first["last_entry"]) < int(second["first_entry"])


def test_only_what_belongs_to_a_talk_stands_in_its_row(tmp_path: Path) -> None:
    """Questions that are asked once for the child have no column here, and no cell is empty."""
    rows = exported(a_night(tmp_path / "log.db"), tmp_path, Layout.ENGAGEMENTS)

    assert [row["child_name"] for row in rows] == ["Zofia Łuczak", "Jan Łuczak"]
    assert {"seen", "talked", "heard_by", "child_words"} <= rows[0].keys()
    assert not {"worry", "effect", "dob", "apart"} & rows[0].keys()
    assert rows[0]["child_words"] == f"Child: {NAUGHTY} (Polish; not sure)"
    assert all(cell.strip() for row in rows for cell in row.values())
