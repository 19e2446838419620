"""The layout `children`, read back from a real file of a real log."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from childcheck.checklist.answers import BasisGiven
from childcheck.checklist.definitions import Basis
from childcheck.checklist.definitions import Reason as WayToLeave
from childcheck.exports.layouts import Layout
from childcheck.exports.safe_cells import as_recorded
from tests.exports.recorded_shifts import NAUGHTY, Station, a_night, exported


@pytest.fixture
def night(tmp_path: Path) -> Station:
    """Return a night with two families."""
    return a_night(tmp_path / "log.db")


def test_every_child_of_the_roll_has_a_row(night: Station, tmp_path: Path) -> None:
    """Seen or out, finished or not, withdrawn or unborn: the state says so, in the roll's order."""
    rows = exported(night, tmp_path)

    assert [(row["child_number"], row["child_name"], row["check_state"]) for row in rows] == [
        ("1", "Zofia Łuczak", "finished"),
        ("2", "Jan Łuczak", "finished_with_gaps"),
        ("3", "Piotr", "withdrawn"),
        ("1", "Ola", "unfinished"),
    ]


def test_no_cell_is_empty(night: Station, tmp_path: Path) -> None:
    """A cell without an answer says why there is none."""
    rows = exported(night, tmp_path)

    assert [(name, row) for row in rows for name, cell in row.items() if not cell.strip()] == []


def test_the_states_of_a_question_are_different_things(night: Station, tmp_path: Path) -> None:
    """No, left with a reason, off the path, not reached and withdrawn are told apart."""
    zofia, jan, piotr, ola = exported(night, tmp_path)

    assert [row["seen"] for row in (zofia, jan, piotr)] == [
        "Yes, awake",
        "Not here now",
        "(child withdrawn)",
    ]
    assert jan["talked"] == "(does not apply)"
    assert jan["effect"] == "(not asked: unsafe)"
    assert jan["effect_basis"] == "(no answer)"
    assert ola["effect"] == "(not reached)"
    assert ola["worry"] == "'(not reached)"  # typed by an officer
    assert as_recorded(ola["worry"]) == "(not reached)"


def test_the_shift_stands_in_every_row(night: Station, tmp_path: Path) -> None:
    """Force, duty and officer are those of the duty in which the incident was opened."""
    for row in exported(night, tmp_path):
        assert row["force"] == "Northfolk Police"
        assert row["station"] == "Quay"
        assert (row["duty_date"], row["shift_name"]) == ("2026-11-24", "night")
        assert row["duty_start"] == "2026-11-24T22:00:00+00:00"
        assert row["duty_end"] == "2026-11-25T07:00:00+00:00"
        assert (row["officer_id"], row["officer_name"]) == ("4711", "Asha Okoro")


def test_what_is_known_of_the_incident_is_repeated(night: Station, tmp_path: Path) -> None:
    """Each child's row stands alone: it names the incident, the place and the adults."""
    rows = exported(night, tmp_path)

    for row in rows[:3]:
        assert row["incident_number"] == "20261124-AAAA"
        assert row["incident_ref"] == "NC-1"
        assert row["entry_mode"] == "With the family now"
        assert row["place"] == "12 Larch Close, Norwick nr9 4qq"
        assert row["postcode"] == "NR9 4QQ"
        assert row["uprn"] == "(not known)"
        assert row["adults"] == "Marta Łuczak: Harmed"
        assert row["contacts"] == "Marta Łuczak: +44 1632 960 123"
        assert row["apart"] == "Marta Łuczak: Yes"
        assert row["calls_12m"] == "3"
        assert row["child_count"] == "2"  # without the child who was withdrawn
        assert row["incident_state"] == "finished_with_gaps"
    assert rows[3]["postcode"] == "(not known)"
    assert rows[3]["incident_state"] == "unfinished"


def test_what_is_known_of_the_child(night: Station, tmp_path: Path) -> None:
    """Birth, age, band and whereabouts, with what the date of birth rests on."""
    zofia, jan, piotr, ola = exported(night, tmp_path)

    assert (zofia["dob"], zofia["dob_basis"]) == ("2020-03-14", "a record")
    assert (zofia["age"], zofia["age_band"]) == ("6", "school_age")
    assert (jan["dob"], jan["age"], jan["age_band"]) == ("about 4 years", "4", "pre_school")
    assert (ola["dob"], ola["age"], ola["age_band"]) == (
        "(does not apply)",
        "(not born yet)",
        "unborn",
    )
    assert piotr["withdrawn_because"] == "A cousin"
    assert zofia["carers"] == "Marta Łuczak"
    assert zofia["carers_relation"] == "Marta Łuczak: mother"
    assert (ola["carers"], ola["carers_relation"]) == ("(not reached)", "(not reached)")
    assert zofia["gender"] == "(not in this checklist)"


def test_an_age_that_nobody_knows_is_never_a_number(tmp_path: Path) -> None:
    """A band picked by eye is neither a date nor an age; a baby of months is 0, as it is."""
    night = a_night(tmp_path / "log.db")
    night.open_incident("CCCC")
    night.arrive("NC-3")
    for name, born in (("Ada", "band pre_school"), ("Ben", "about 7 months"), ("Cy", "2012-02-29")):
        night.put_on_roll(name, born=born)
    night.done("in.children")

    ada, ben, cy = exported(night, tmp_path)[-3:]
    names = ("dob", "age", "age_band")

    assert [ada[one] for one in names] == [
        "(not known, by eye: pre-school)",
        "(not known)",
        "pre_school",
    ]
    assert [ben[one] for one in names] == ["about 7 months", "0", "infant"]
    assert [cy[one] for one in names] == ["2012-02-29", "14", "teen"]


def test_what_a_supervisor_looks_for_stands_first_and_digests_last(tmp_path: Path) -> None:
    """The first screen of a spreadsheet answers who, seen, heard alone and owed."""
    header = list(exported(a_night(tmp_path / "log.db"), tmp_path)[0])

    assert header[:14] == [
        "incident_number",
        "incident_ref",
        "duty_date",
        "shift_name",
        "child_number",
        "child_name",
        "age",
        "age_band",
        "check_state",
        "was_seen",
        "was_talked_with",
        "was_talked_with_alone",
        "open_follow_ups",
        "follow_ups",
    ]
    assert header[-5:] == [
        "checklist_published",
        "checklist_digest",
        "child_ref",
        "incident_id",
        "log",
    ]


def test_seen_talked_with_and_alone_are_told_across_talks(night: Station, tmp_path: Path) -> None:
    """A supervisor reads in three columns whether anyone heard the child alone."""
    zofia, jan, piotr, ola = exported(night, tmp_path)
    names = ("was_seen", "was_talked_with", "was_talked_with_alone")

    assert [zofia[name] for name in names] == ["yes", "yes", "yes"]
    assert [jan[name] for name in names] == ["no", "no", "no"]
    assert [piotr[name] for name in names] == ["(child withdrawn)"] * 3
    assert [ola[name] for name in names] == ["(not reached)"] * 3


def test_what_an_answer_rests_on_stands_beside_it(night: Station, tmp_path: Path) -> None:
    """Choice by choice, in the checklist's order, with the adult who said it."""
    zofia = exported(night, tmp_path)[0]

    assert zofia["effect"] == "Saw it; Heard it"
    assert zofia["effect_basis"] == "Saw it: the child said; Heard it: an adult said (Marta Łuczak)"


def test_what_is_owed_stands_with_holder_and_time(night: Station, tmp_path: Path) -> None:
    """Whoever takes over the shift sees what is open; whether it is overdue depends on the day."""
    zofia, jan, *_ = exported(night, tmp_path)

    assert (zofia["open_follow_ups"], zofia["follow_ups"]) == ("0", "(none)")
    assert jan["open_follow_ups"] == "1"
    assert jan["follow_ups"] == "open: See Jan (held by 4711, due 2026-11-25T22:08:00+00:00)"


def test_words_are_kept_letter_for_letter(night: Station, tmp_path: Path) -> None:
    """Line ends, quotes and a formula come out as they were said, but for the apostrophe."""
    zofia = exported(night, tmp_path)[0]

    assert zofia["ch_gaps"] == "'" + NAUGHTY
    assert as_recorded(zofia["ch_gaps"]) == NAUGHTY
    assert zofia["child_words"] == f"Child: {NAUGHTY} (Polish; not sure)"
    assert zofia["worry"] == "'-"


def test_a_name_in_an_answers_label_is_filled_and_braces_that_were_typed_stay(
    night: Station, tmp_path: Path
) -> None:
    """Nobody reads *{child} did not want to*; what an officer typed is left alone."""
    night.open_incident("CCCC")
    night.arrive("NC-3")
    child = night.put_on_roll("Sam")
    night.done("in.children")
    night.answer("ch.seen", "awake", child)
    night.answer("ch.spoke", "tried", child)
    night.answer("ch.worry", "{child}", child)

    row = exported(night, tmp_path)[-1]
    (answer,) = (
        one["answer"]
        for one in exported(night, tmp_path, Layout.ANSWERS)
        if one["question"] == "ch.spoke" and one["child_name"] == "Sam"
    )

    assert row["talked"] == answer == "Tried, Sam did not want to"
    assert row["worry"] == "{child}"


def test_several_talks_stand_in_order_of_time(night: Station, tmp_path: Path) -> None:
    """A talk that took place first stands first, also when it was recorded last."""
    night.open_incident("CCCC")
    night.arrive("NC-3")
    child = night.put_on_roll("Sam")
    night.done("in.children")
    early = night.clock.at
    night.clock.move(hours=2)
    night.answer("ch.seen", "awake", child)
    night.answer("ch.spoke", "not_tried", child)
    night.walk = replace(night.walk, talk=(child, 2))
    night.answer("ch.seen", "not_here", child, talk=2, answered_at=early)

    row = exported(night, tmp_path)[-1]

    assert row["talk_count"] == "2"
    assert row["seen"] == "Talk 2: Not here now\nTalk 1: Yes, awake"
    assert row["talked"] == "Talk 2: (does not apply)\nTalk 1: No"
    assert row["heard_by"] == "(does not apply)"


def test_an_incident_without_a_child_is_not_lost(night: Station, tmp_path: Path) -> None:
    """Nobody let the officers in: the row says that no child is on the roll."""
    night.open_incident("DDDD")
    night.arrive("NC-4")
    night.leave("in.children", WayToLeave.NOT_KNOWN, "Nobody opened the door")

    row = exported(night, tmp_path)[-1]

    assert row["incident_number"] == "20261125-DDDD"
    assert row["child_count"] == "0"
    assert row["child_name"] == row["check_state"] == row["seen"] == "(no child on the roll)"
    assert all(cell for cell in row.values())


def test_an_answer_that_no_longer_applies_is_not_shown_as_one(
    night: Station, tmp_path: Path
) -> None:
    """What was set aside stands in the layout `answers`; here its question does not apply."""
    night.open_incident("EEEE")
    night.arrive("NC-5")
    child = night.put_on_roll("Sam")
    night.done("in.children")
    night.answer("ch.seen", "awake", child)
    night.answer("ch.spoke", "not_tried", child)
    night.answer("ch.seen", "not_here", child)

    assert exported(night, tmp_path)[-1]["talked"] == "(does not apply)"


def test_when_the_family_was_left_is_told_or_why_not(night: Station, tmp_path: Path) -> None:
    """A moment, not reached yet, or no question of it when written up afterwards."""
    night.open_incident("CCCC")
    night.arrive("NC-3", "8 Quay Street, UPRN 100051999999")
    night.put_on_roll("Sam")
    night.take(night.walk.family_left(night.recorder.now()))
    night.open_incident("DDDD")
    night.answer("in.mode", "afterwards")

    *_, waiting, left, afterwards = exported(night, tmp_path)

    assert waiting["left_at"] == "(not reached)"
    assert left["left_at"] == "2026-11-25T07:32:00+00:00"
    assert left["uprn"] == "100051999999"
    assert afterwards["left_at"] == "(does not apply)"
    assert afterwards["place"] == afterwards["postcode"] == afterwards["adults"] == "(not reached)"


def test_a_correction_is_counted_and_shown(night: Station, tmp_path: Path) -> None:
    """After *finished* the new answer stands, and the row says that one was corrected."""
    night.open_incident("FFFF")
    marta = night.arrive("NC-6")
    child = night.put_on_roll("Sam", "out")
    night.done("in.children")
    night.answer("ch.seen", "not_here", child)
    night.answer("in.adults.contact", "none", adult=marta)
    night.answer("in.apart", "yes", adult=marta)
    night.leave("ch.carers", WayToLeave.NOT_KNOWN, "asked the sister", child)
    night.answer("ch.effect", ["saw"], child, basis={"saw": (BasisGiven(Basis.SEEN),)})
    night.answer("ch.gaps", "nothing", child)
    night.answer("ch.worry", "much", child)
    night.take(night.walk.finish())
    night.answer("ch.worry", "little", child, why_corrected="I wrote the wrong word")

    row = exported(night, tmp_path)[-1]

    assert (row["worry"], row["correction_count"]) == ("little", "1")
    assert row["carers"] == "(asked, not known: asked the sister)"
    assert row["carers_relation"] == "(asked, not known: asked the sister)"


def test_erased_words_are_shown_as_erased(night: Station, tmp_path: Path) -> None:
    """Lawful erasure takes the words out of later exports, and the row stays."""
    numbers = [
        entry.number
        for entry in night.log.entries(kinds={"answer_given", "child_named"})
        if entry.happening.question == "ch.gaps" or getattr(entry.happening, "roll_number", 0) == 2
    ]
    night.log.erase(numbers, reason="retention", writing=night.recorder.writing)

    zofia, jan, *_ = exported(night, tmp_path)

    assert zofia["ch_gaps"] == jan["ch_gaps"] == "(erased)"
    assert jan["child_name"] == "(erased)"
    assert zofia["check_state"] == "finished"
    assert all(cell for row in (zofia, jan) for cell in row.values())


def test_the_integrity_of_a_row_can_be_held_to_the_log(night: Station, tmp_path: Path) -> None:
    """Entries and checklist are named; nothing says when or by whom it was exported."""
    zofia, jan, *_ = exported(night, tmp_path)
    entries = list(night.log.entries())

    for row in (zofia, jan):
        first, last = int(row["first_entry"]), int(row["last_entry"])
        assert entries[first - 1].happening.child == row["child_ref"]
        assert entries[first - 1].happening.kind == "child_named"
        assert entries[last - 1].happening.kind == "check_finished"
        assert row["incident_id"] == entries[first - 1].happening.incident
        assert (row["checklist_id"], row["checklist_version"]) == ("small", "2026.1.1")
        assert row["checklist_published"] == "yes"
        assert row["officers"] == "4711"
    assert not [name for name in zofia if name.startswith("export")]
