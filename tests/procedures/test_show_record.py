"""Showing a record: everything that stands, who reads it, and what cannot be recorded."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from childcheck.checklist.definitions import Basis
from childcheck.identifiers import ChildId, OfficerId
from childcheck.log.writing import Log
from childcheck.problems import ChildcheckError, ExitCode
from childcheck.procedures.brief_record import brief_record
from childcheck.procedures.show_record import RecordShown, show_record
from childcheck.record.entries import Writing
from childcheck.record.happenings import RecordConsulted
from childcheck.terminal.record_page import record_page
from childcheck.walk.standing_record import ERASED, ChildTold, StandingRecord, Told
from tests.left_open import closed_at_the_end
from tests.log.builders import CountedIdentifiers, StillClock
from tests.procedures.recorded import (
    EVENING,
    LONDON,
    NUMBER,
    WORDS,
    Scribe,
    a_family,
    on_basis,
)

READER = Writing(OfficerId("7001"), device="desk-1", os_account="asmith")


def shown(scribe: Scribe, roll_number: int | None = None) -> RecordShown:
    """Return the record of the scribe's incident, as a supervisor reads it."""
    return show_record(scribe.log, NUMBER, READER, LONDON, roll_number=roll_number)


def record_of(scribe: Scribe) -> StandingRecord:
    """Return what stands in the scribe's incident."""
    return shown(scribe).record


def told(record: StandingRecord, question: str, child: int = 0) -> Told:
    """Return what stands at a question; of a child by roll number."""
    wanted = {one.roll_number: one.child for one in record.children}.get(child)
    [one] = [
        one
        for one in record.everything_told()
        if one.spot.question == question
        and one.spot.subject.child == wanted
        and one.spot.subject.talk <= 1
    ]
    return one


def child(scribe: Scribe, roll_number: int) -> ChildId:
    """Return a child's identifier."""
    children = scribe.walk.situation.children.items()
    return next(one for one, person in children if person.roll_number == roll_number)


def test_the_head_says_where_when_who_and_how_far(tmp_path: Path) -> None:
    """A reader sees number, reference, place, arrival, duty, checklist and state at once."""
    record = record_of(a_family(tmp_path / "log.db"))

    assert (record.number, record.reference) == (NUMBER, "NW-4417")
    assert record.place == "12 Larch Close\nNorwick NR9 4QQ"
    assert record.arrived_at == "21:04 on 24 November 2026"
    assert record.checklist == "A small checklist (small 2026.1.1)"
    assert record.state == "finished_with_gaps"
    assert record.provenance.officer_name == "PC Jo Example"
    assert (record.provenance.shift, record.provenance.duty_date) == ("late", "2026-11-24")


def test_children_stand_in_the_order_of_the_roll(tmp_path: Path) -> None:
    """Each child of the roll has a place, also one who was found late and withdrawn."""
    children = record_of(a_family(tmp_path / "log.db")).children

    assert [one.name for one in children] == ["Zofia Łuczak", "Jan Łuczak", "Piotr"]
    assert [one.age for one in children] == [
        "6 (born 14 March 2020)",
        "about 4 years",
        "age not known",
    ]
    assert [one.state for one in children] == ["finished", "finished_with_gaps", "withdrawn"]
    assert children[2].withdrawn_because == "A cousin who lives elsewhere"
    assert children[2].found_late_at is not None
    assert children[2].answers == ()


def test_seen_talked_and_alone_are_told_apart(tmp_path: Path) -> None:
    """Not done, and not applicable because something else was not done, are different things."""
    zofia, jan, _ = record_of(a_family(tmp_path / "log.db")).children

    def contact(one: ChildTold) -> tuple[str, str, str]:
        return one.contact.seen, one.contact.talked, one.contact.alone

    assert contact(zofia) == ("yes", "yes", "yes")
    assert contact(jan) == ("no", "does_not_apply", "does_not_apply")


def test_what_a_child_said_is_kept_character_for_character(tmp_path: Path) -> None:
    """The words stand as they were typed, beside language, translation and doubt."""
    record = record_of(a_family(tmp_path / "log.db"))

    said = f"Child: {WORDS} (Polish; in English: mummy cries and he shouts; not sure)"
    assert told(record, "ch.talk", 1).lines == ("Officer: Tell me about tonight.", said)
    assert record.children[0].own_words == (said,)


def test_each_choice_says_what_it_rests_on(tmp_path: Path) -> None:
    """A basis given choice by choice is told so, in the order of the choices, with the adult."""
    effect = told(record_of(a_family(tmp_path / "log.db")), "ch.effect", 1)

    assert effect.lines == ("Saw it; Heard it",)
    assert effect.basis == "Saw it: the child said; Heard it: an adult said (Marta Łuczak)"


def test_parts_stand_under_the_question_of_their_author(tmp_path: Path) -> None:
    """One screen with several answers is read as one question."""
    record = record_of(a_family(tmp_path / "log.db"))

    address, arrived = told(record, "in.place.address"), told(record, "in.place.arrived")
    assert address.group_ask == arrived.group_ask == "Where are you, and when did you arrive?"
    assert (address.ask, arrived.ask) == ("Address", "Arrived")


def test_a_reason_is_told_with_its_line(tmp_path: Path) -> None:
    """A question that was left says why, in the checklist's words and the officer's."""
    effect = told(record_of(a_family(tmp_path / "log.db")), "ch.effect", 2)

    assert effect.state == "not_asked"
    assert effect.lines == ("(Not asked: he was out)",)


def test_an_answer_that_no_longer_applies_is_kept_apart(tmp_path: Path) -> None:
    """What was set aside is told under its own heading and nowhere else."""
    jan = record_of(a_family(tmp_path / "log.db")).children[1]

    assert [(one.spot.question, one.lines) for one in jan.set_aside] == [("ch.spoke", ("No",))]
    assert "ch.spoke" not in [one.spot.question for one in jan.answers]


def test_an_answer_that_applies_again_says_that_it_is_to_be_confirmed(tmp_path: Path) -> None:
    """Until somebody confirms it, it is not an answer, and it is not lost."""
    scribe = a_family(tmp_path / "log.db")
    scribe.answer("ch.seen", "awake", child(scribe, 2), why_corrected="He came home")

    record = record_of(scribe)

    [aside] = record.children[1].set_aside
    assert (aside.lines, aside.note) == (("No",), "applies again, and is to be confirmed")
    assert record.children[1].state == "unfinished"


def test_questions_not_reached_have_their_place(tmp_path: Path) -> None:
    """In a record that is not finished every open question is there, and says so."""
    scribe = Scribe(tmp_path / "log.db")
    scribe.answer("in.mode", "now")
    zofia = scribe.name("in.children", "Zofia")

    record = record_of(scribe)

    assert told(record, "in.ref").state == "not_reached"
    assert record.reference == "(not reached)"
    assert told(record, "ch.seen", 1).lines == ("(not reached)",)
    assert record.children[0].contact.seen == "not_reached"
    assert (record.children[0].child, record.children[0].state) == (zofia, "not_started")


def test_a_correction_shows_what_it_replaced_and_why(tmp_path: Path) -> None:
    """After finishing, both answers stand, with the reason and who corrected."""
    scribe = a_family(tmp_path / "log.db")
    zofia = child(scribe, 1)
    scribe.answer(
        "ch.effect",
        ["saw"],
        zofia,
        basis={"saw": on_basis(Basis.CHILD_SAID)},
        why_corrected="She heard nothing, her mother did",
    )

    effect = told(record_of(scribe), "ch.effect", 1)

    [correction] = effect.corrections
    assert effect.lines == ("Saw it",)
    assert correction.before == "Saw it; Heard it"
    assert correction.why == "She heard nothing, her mother did"
    assert (correction.officer, correction.entry) == ("4821", effect.entry)


def test_further_talks_follow_in_order_and_close_what_they_satisfy(tmp_path: Path) -> None:
    """A second talk stands apart from the first, and the follow-up says which talk closed it."""
    scribe = a_family(tmp_path / "log.db")
    jan = child(scribe, 2)
    scribe.walk = replace(scribe.walk, talk=(jan, 2))
    scribe.clock.move(hours=14)
    scribe.answer("ch.seen", "awake", jan, talk=2)
    scribe.answer("ch.spoke", "talked", jan, talk=2)
    scribe.answer("ch.alone", "alone", jan, talk=2)
    scribe.answer("ch.talk", [{"speaker": "child", "words": "jestem głodny"}], jan, talk=2)

    record = record_of(scribe)

    told_jan = record.children[1]
    contact = told_jan.contact
    [talk] = told_jan.talks
    assert (talk.number, talk.officer) == (2, "4821")
    assert talk.answers[-1].lines == ("Child: jestem głodny",)
    assert told(record, "ch.seen", 2).lines == ("Not here now",)
    assert (contact.seen, contact.talked, contact.alone) == ("yes", "yes", "yes")
    assert told_jan.own_words == ("Child: jestem głodny",)
    closed = record.follow_ups[-1]
    assert (closed.follow_up.what, closed.follow_up.state) == ("See Jan", "closed")
    assert closed.by_talk == 2
    assert closed.ended_at is not None


def test_a_closing_time_that_nobody_knows_is_not_the_time_of_recording(tmp_path: Path) -> None:
    """A talk written up without its time closes what was owed at a time not known."""
    scribe = a_family(tmp_path / "log.db")
    jan = child(scribe, 2)
    scribe.walk = replace(scribe.walk, talk=(jan, 2))
    scribe.answer("ch.seen", "awake", jan, talk=2, answered_at=None)

    record = record_of(scribe)

    closed = record.follow_ups[-1]
    assert (closed.follow_up.state, closed.ended_at) == ("closed", None)
    page = record_page(record, datetime(2026, 11, 26, tzinfo=UTC), 80)
    assert f"closed at a time not known: in talk 2 (entry {closed.ended_entry})" in page


def test_what_is_owed_stands_first_and_says_when_it_is_overdue(tmp_path: Path) -> None:
    """What is open comes first: what has no time, then the earliest; the reader's clock counts."""
    supervisor, see = record_of(a_family(tmp_path / "log.db")).follow_ups

    assert [one.follow_up.what for one in (supervisor, see)] == ["Tell a supervisor", "See Jan"]
    assert see.due_at == datetime(2026, 11, 25, 21, 4, tzinfo=UTC)
    assert not see.is_overdue(datetime(2026, 11, 25, 21, 4, tzinfo=UTC))
    assert see.is_overdue(datetime(2026, 11, 25, 21, 5, tzinfo=UTC))
    assert not supervisor.is_overdue(datetime(2027, 1, 1, tzinfo=UTC))


def test_a_follow_up_that_was_set_aside_stays(tmp_path: Path) -> None:
    """When the answer behind it changes it is owed no more, and the entry that did it is named."""
    scribe = a_family(tmp_path / "log.db")
    scribe.answer("in.access", "no", why_corrected="It was the neighbour's uncle")

    aside = record_of(scribe).follow_ups[-1]

    assert (aside.follow_up.what, aside.follow_up.state) == ("Tell a supervisor", "set_aside")
    assert aside.ended_entry is not None


def test_erased_words_leave_their_place(tmp_path: Path) -> None:
    """Where words were lawfully erased the question, the entry and the others still stand."""
    scribe = a_family(tmp_path / "log.db")
    before = record_of(scribe)
    numbers = [told(before, "ch.talk", 1).entry, told(before, "ch.seen", 1).entry]
    scribe.log.erase([number or 0 for number in numbers], reason="order", writing=READER)

    record = record_of(scribe)

    assert told(record, "ch.talk", 1).lines == (ERASED,)
    assert told(record, "ch.seen", 1).state == "erased"
    assert record.children[0].contact.seen == "erased"
    assert told(record, "ch.spoke", 1).lines == ("Yes",)
    assert record.children[0].own_words == ()
    assert record.erased_entries == 2
    assert record.provenance == before.provenance


def test_erased_names_are_told_as_such(tmp_path: Path) -> None:
    """A person whose name was erased is still a person of the record."""
    scribe = a_family(tmp_path / "log.db")
    named = [
        entry.number
        for entry in scribe.log.entries(kinds=["child_named", "adult_named"])
        if entry.happening.child == child(scribe, 1) or entry.happening.adult
    ]
    scribe.log.erase(named, reason="order", writing=READER)

    record = record_of(scribe)

    assert record.adults[0].name == ERASED
    assert record.children[0].name == ERASED
    assert told(record, "ch.seen", 1).ask == "Have you seen this child?"


def test_a_reading_is_recorded_before_anything_is_shown(tmp_path: Path) -> None:
    """Who read what, how and why stands in the log as the last entry."""
    scribe = a_family(tmp_path / "log.db")

    read = show_record(scribe.log, "nw-4417".upper(), READER, LONDON, reason="shift_review")

    last = list(scribe.log.entries())[-1]
    assert last.happening == RecordConsulted(
        incident=scribe.incident, how="show", reason="shift_review"
    )
    assert last.writing == READER
    assert read.consulted.entries[-1] == last
    assert read.warning is None


def test_reading_does_not_change_the_record(tmp_path: Path) -> None:
    """However often it is read, a record says the same and has the same receipt."""
    scribe = a_family(tmp_path / "log.db")

    assert record_of(scribe) == record_of(scribe)


def test_a_brief_reading_is_recorded_as_one(tmp_path: Path) -> None:
    """What somebody took away ten lines of is not recorded as the whole."""
    scribe = a_family(tmp_path / "log.db")

    brief_record(scribe.log, NUMBER, READER, LONDON)

    last = list(scribe.log.entries())[-1].happening
    assert isinstance(last, RecordConsulted)
    assert last.how == "brief"


def test_one_child_alone_is_shown_without_the_others(tmp_path: Path) -> None:
    """The part of one child holds no answer about another, and the reading names the child."""
    scribe = a_family(tmp_path / "log.db")

    read = shown(scribe, roll_number=2)

    assert [one.roll_number for one in read.record.children] == [2]
    assert [one.follow_up.what for one in read.record.follow_ups] == ["See Jan"]
    assert read.record.answers == ()
    assert {one.spot.subject.child for one in read.record.everything_told()} == {child(scribe, 2)}
    assert list(scribe.log.entries())[-1].happening.child == child(scribe, 2)


def test_a_log_that_cannot_be_written_is_shown_with_a_warning(tmp_path: Path) -> None:
    """Reading is never refused because it cannot be recorded, but the reader is told."""
    scribe = a_family(tmp_path / "log.db")
    receipt = scribe.log.receipt()
    scribe.log.close()
    log = closed_at_the_end(
        Log.open(
            tmp_path / "log.db",
            clock=StillClock(EVENING),
            new_identifiers=CountedIdentifiers(),
            read_only=True,
        )
    )

    read = show_record(log, NUMBER, READER, LONDON)

    assert read.record.number == NUMBER
    assert read.warning is not None
    assert (read.warning.code, read.warning.is_warning) == ("reading-not-recorded", True)
    assert log.receipt() == receipt


@pytest.mark.parametrize("number", ["20261124-0000", "NW-0000", ""])
def test_an_incident_that_is_not_there_is_not_found(tmp_path: Path, number: str) -> None:
    """No such number: the error says what to do, and nothing is recorded."""
    scribe = a_family(tmp_path / "log.db")
    receipt = scribe.log.receipt()

    with pytest.raises(ChildcheckError) as error:
        show_record(scribe.log, number, READER, LONDON)

    assert error.value.exit_code is ExitCode.NOT_FOUND
    assert scribe.log.receipt() == receipt


def test_a_child_that_is_not_on_the_roll_is_not_found(tmp_path: Path) -> None:
    """The error offers the numbers of the roll, no names, and nothing is recorded."""
    scribe = a_family(tmp_path / "log.db")
    receipt = scribe.log.receipt()

    with pytest.raises(ChildcheckError) as error:
        shown(scribe, roll_number=4)

    [problem] = error.value.problems
    assert error.value.exit_code is ExitCode.NOT_FOUND
    assert problem.remedy == "name the child by number with --child; on the roll: 1, 2, 3"
    assert "Zofia" not in problem.as_text()
    assert scribe.log.receipt() == receipt


def test_a_second_record_of_the_same_call_is_pointed_at(tmp_path: Path) -> None:
    """Two officers' records with one reference name each other."""
    scribe = a_family(tmp_path / "log.db")
    scribe.clock.move(days=1)
    scribe.new_identifiers.four_characters = lambda: "9ABC"  # type: ignore[method-assign]
    second = scribe.begin_incident()
    second.answer("in.mode", "now")
    second.answer("in.ref", "NW-4417")

    assert record_of(scribe).provenance.other_records == ("20261125-9ABC",)
