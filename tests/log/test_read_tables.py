"""The read tables: what stands now, for people who open the file with other programs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from childcheck.identifiers import EntryId, FollowUpId, QuestionId
from childcheck.log.writing import Log
from childcheck.record import happenings as happened
from childcheck.record.entries import Writing
from childcheck.record.happening import Happening
from childcheck.record.row_changes import Cell
from tests.log.builders import (
    ADULT,
    CHECKLIST,
    CHILD,
    EVENING,
    FILES,
    INCIDENT,
    OFFICER,
    TALK,
    StillClock,
    answer,
    child_named,
    incident_opened,
    open_log,
)

AT = "2026-11-24T22:15:00.000+00:00"


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Log]:
    """Give a log with an incident, a child on the roll and an adult: entries 2 to 4."""
    with open_log(tmp_path / "log.db") as log:
        named = happened.AdultNamed(incident=INCIDENT, adult=ADULT, name="Beata")
        add(log, incident_opened(opened_at="2026-11-24T22:10:00+00:00"), child_named(), named)
        yield log


def add(log: Log, *happenings: Happening) -> list[EntryId]:
    """Add entries and return their identifiers."""
    return [entry.identifier for entry in log.append(happenings, OFFICER)]


def only(rows: list[dict[str, Cell]]) -> dict[str, Cell]:
    """Return the only row."""
    (row,) = rows
    return row


def left(question: str, reason: str, text: str = "", **more: str) -> happened.QuestionLeft:
    """Return that a question about the child was left."""
    return happened.QuestionLeft(
        incident=INCIDENT,
        child=CHILD,
        question=QuestionId(question),
        reason=reason,
        text=text,
        **more,  # type: ignore[arg-type]
    )


def set_aside(question: str, entry: EntryId, **about: str) -> happened.AnswerSetAside:
    """Return that an answer about the child no longer applies."""
    subject = about or {"child": CHILD}
    return happened.AnswerSetAside(
        incident=INCIDENT,
        question=QuestionId(question),
        set_aside=entry,
        **subject,  # type: ignore[arg-type]
    )


# Answers


def test_an_answer_says_what_when_by_whom_and_on_what_it_rests(log: Log) -> None:
    """One row holds the answer with its lines, basis, times and the checklist that put it."""
    given = happened.AnswerGiven(
        incident=INCIDENT,
        child=CHILD,
        engagement=TALK,
        question=QuestionId("ch.effect"),
        asked_at="2026-11-24T22:11:00+00:00",
        answered_at="2026-11-24T22:12:00+00:00",
        value=["saw", "heard"],
        texts={"": "all evening", "saw": "from the stairs"},
        basis={"saw": [{"basis": "child_said"}]},
    )
    writing = Writing(**{**vars(OFFICER), "checklist": CHECKLIST})

    (entry,) = log.append([given], writing, checklist_files=FILES)

    row = only(log.rows("answers"))
    assert row == {
        "incident": INCIDENT,
        "child": CHILD,
        "adult": "",
        "engagement": TALK,
        "question": "ch.effect",
        "enquiry": "",
        "fact": "",
        "state": "answered",
        "answer": "saw, heard",
        "text": "all evening",
        "value": '["saw","heard"]',
        "texts": '{"":"all evening","saw":"from the stairs"}',
        "basis": '{"saw":[{"basis":"child_said"}]}',
        "asked_at": "2026-11-24T22:11:00+00:00",
        "answered_at": "2026-11-24T22:12:00+00:00",
        "recorded_at_utc": AT,
        "officer": "4217",
        "duty": "D1",
        "checklist": CHECKLIST,
        "is_set_aside": 0,
        "set_aside_by": "",
        "is_to_ask_again": 0,
        "ask_again_by": "",
        "is_correction": 0,
        "why_corrected": "",
        "corrections": 0,
        "kept_from": "",
        "is_erased": 0,
        "entry": 5,
        "entry_identifier": entry.identifier,
    }


@pytest.mark.parametrize("reason", ["did_not_want", "not_known", "not_asked", "does_not_apply"])
def test_each_way_of_leaving_a_question_is_a_state_of_its_own(log: Log, reason: str) -> None:
    """No, did not want, not known, not asked and does not apply stay different things."""
    add(log, left("ch.home", reason, "nobody would say"))

    row = only(log.rows("answers"))
    assert (row["state"], row["answer"], row["value"], row["text"]) == (
        reason,
        "",
        "",
        "nobody would say",
    )


def test_the_last_answer_stands_and_the_entries_keep_both(log: Log) -> None:
    """A changed answer takes the place of the one before; both stay as entries."""
    add(log, answer(value="asleep"))
    add(log, answer(value="awake"))

    assert only(log.rows("answers"))["answer"] == "awake"
    assert len(list(log.entries(kinds=["answer_given"]))) == 2


def test_corrections_are_counted(log: Log) -> None:
    """A correction is marked, says why, and is counted; a later change keeps the count."""
    (first,) = add(log, answer(value="asleep"))
    (second,) = add(log, answer(value="awake", corrects=first, why_corrected="misread the notes"))
    add(log, left("ch.seen", "not_known", corrects=second, why_corrected="not sure"))

    row = only(log.rows("answers"))
    assert (row["corrections"], row["is_correction"], row["why_corrected"]) == (2, 1, "not sure")
    add(log, answer(value="awake"))
    row = only(log.rows("answers"))
    assert (row["corrections"], row["is_correction"], row["why_corrected"]) == (2, 0, "")


def test_an_answer_set_aside_is_kept_and_says_by_what(log: Log) -> None:
    """An answer whose question no longer applies keeps its words and names what did it."""
    (entry,) = add(log, answer("ch.doing", "drawing"))
    (cause,) = add(log, set_aside("ch.doing", entry))

    row = only(log.rows("answers"))
    assert (row["answer"], row["is_set_aside"], row["set_aside_by"]) == ("drawing", 1, cause)
    add(log, answer("ch.doing", "drawing"))
    assert only(log.rows("answers"))["is_set_aside"] == 0


def test_setting_aside_an_older_answer_leaves_the_newer_alone(log: Log) -> None:
    """Only the answer that is named is set aside, and not one given since."""
    (entry,) = add(log, answer(value="asleep"))
    add(log, answer(value="awake"), set_aside("ch.seen", entry))

    assert only(log.rows("answers"))["is_set_aside"] == 0


def test_a_question_to_be_asked_again_is_marked_until_it_is(log: Log) -> None:
    """A question that another answer opened is marked, and no longer once it is answered."""
    add(log, answer("ch.injury", "none"))
    reopened = happened.QuestionReopened(
        incident=INCIDENT, child=CHILD, question=QuestionId("ch.injury")
    )
    (cause,) = add(log, reopened)

    row = only(log.rows("answers"))
    assert (row["is_to_ask_again"], row["ask_again_by"]) == (1, cause)
    add(log, answer("ch.injury", "none"))
    row = only(log.rows("answers"))
    assert (row["is_to_ask_again"], row["ask_again_by"]) == (0, "")


def test_the_same_question_stands_once_for_each_talk_and_person(log: Log) -> None:
    """Answers about another child, an adult or from another talk never displace one another."""
    add(
        log,
        answer(engagement=TALK),
        answer(engagement="E2"),
        answer(child="C2"),
        answer(adult=ADULT),
        answer(),
    )

    assert len(log.rows("answers", question="ch.seen")) == 5


# Talks


def test_each_line_of_a_talk_has_a_row(log: Log) -> None:
    """Lines stand in order, character for character, until a new answer replaces them."""
    talk = [
        {"speaker": "officer", "words": "What is your name?"},
        {
            "speaker": "child",
            "words": "  Dawid\tŁ. ",
            "language": "Polish",
            "translation": "David",
            "translator": "interpreter",
            "sure": False,
        },
    ]
    begun = happened.EngagementBegun(
        incident=INCIDENT, child=CHILD, engagement=TALK, talk_number=1, answered_at=AT
    )
    add(log, begun, answer("ch.talk", talk, engagement=TALK))

    lines = log.rows("transcript_lines", engagement=TALK)
    assert [line["words"] for line in lines] == ["What is your name?", "  Dawid\tŁ. "]
    assert [line["line_number"] for line in lines] == [1, 2]
    assert [line["is_sure"] for line in lines] == [None, 0]
    assert (lines[1]["language"], lines[1]["translation"]) == ("Polish", "David")
    assert only(log.rows("engagements"))["started_at"] == AT

    (entry,) = add(log, answer("ch.talk", talk[1:], engagement=TALK))
    assert [line["words"] for line in log.rows("transcript_lines")] == ["  Dawid\tŁ. "]
    add(log, set_aside("ch.talk", entry))
    assert [line["is_set_aside"] for line in log.rows("transcript_lines")] == [1]


def test_a_talk_that_is_left_has_no_lines(log: Log) -> None:
    """When a talk is left instead, its lines leave the table and stay in the entries."""
    add(log, answer("ch.talk", [{"speaker": "child", "words": "No."}]))
    add(log, left("ch.talk", "not_asked"))

    assert log.rows("transcript_lines") == []


def test_lines_that_are_no_talk_have_no_rows(log: Log) -> None:
    """Other lists, such as names, are answers and no transcript."""
    add(log, answer("ch.aka", [{"text": "Dan", "speaker": "child"}]))

    assert log.rows("transcript_lines") == []


# People and facts


def test_the_roll_shows_what_is_known_of_each_child(log: Log) -> None:
    """Answers that are facts stand in the child's row; a later answer takes the place."""
    add(
        log,
        answer("in.children.born_on", "about 4 years", fact="child.born_on", in_roll=True),
        answer("ch.name", "Zuzanna Łuczak", fact="child.name"),
        answer("ch.dob", "2022-03-14", fact="child.born_on"),
        answer("ch.aka", [{"text": "Zuzia"}, {"text": "Susie"}], fact="child.other_names"),
        answer("ch.lang", "Polish", fact="child.language"),
        answer("ch.carers", ["A1", "A2"], fact="child.carers"),
        answer("ch.gender", "girl", fact="child.gender"),
        answer("in.children.whereabouts", "asleep", fact="child.whereabouts", in_roll=True),
    )

    row = only(log.rows("children"))
    assert (row["name"], row["born_on"], row["language"], row["carers"]) == (
        "Zuzanna Łuczak",
        "2022-03-14",
        "Polish",
        "A1, A2",
    )
    assert (row["other_names"], row["gender"], row["whereabouts"]) == (
        "Zuzia\nSusie",
        "girl",
        "asleep",
    )


def test_a_fact_set_aside_gives_way_to_the_one_before(log: Log) -> None:
    """What is set aside is no longer known; what another answer said of it is known again."""
    add(log, answer("in.children.born_on", "about 4 years", fact="child.born_on"))
    (dob,) = add(log, answer("ch.dob", "2022-03-14", fact="child.born_on"))
    (language,) = add(log, answer("ch.lang", "Polish", fact="child.language"))

    add(log, set_aside("ch.dob", dob), set_aside("ch.lang", language))

    row = only(log.rows("children"))
    assert (row["born_on"], row["language"]) == ("about 4 years", "")


def test_a_fact_left_unanswered_is_not_known(log: Log) -> None:
    """Leaving a question that was answered takes the fact away again."""
    add(log, answer("ch.lang", "Polish", fact="child.language"))
    add(log, left("ch.lang", "not_known", fact="child.language"))

    assert only(log.rows("children"))["language"] == ""


def test_incident_and_adults_show_their_facts(log: Log) -> None:
    """Reference, place, arrival, mode, roles and other names stand where people look for them."""
    about: dict[str, None] = {"child": None}
    add(
        log,
        answer("in.ref", "WM-2026-118", fact="incident.reference", **about),
        answer("in.place", "7 Lark Rise, B1 1AA", fact="incident.place", **about),
        answer("in.at", AT, fact="incident.arrived_at", **about),
        answer("in.mode", "now", fact="incident.mode", **about),
        answer("in.adults.roles", ["harmed"], fact="adult.role", child=None, adult=ADULT),
        answer("ch.carers.roles", ["aunt"], fact="adult.role", adult=ADULT),
    )

    row = only(log.rows("incidents"))
    assert (row["reference"], row["place"], row["arrived_at"], row["mode"]) == (
        "WM-2026-118",
        "7 Lark Rise, B1 1AA",
        AT,
        "now",
    )
    assert only(log.rows("adults"))["roles"] == "harmed"
    assert only(log.rows("incidents", reference="WM-2026-118"))["incident"] == INCIDENT


def test_people_are_renamed_and_withdrawn_and_never_removed(log: Log) -> None:
    """A person keeps the row; the name is put right, and a withdrawal says why."""
    about_child: dict[str, Any] = {"incident": INCIDENT, "child": CHILD}
    add(
        log,
        happened.ChildRenamed(**about_child, name="Żaneta O'Brien-Ńdiaye"),
        happened.ChildKept(**about_child, why="came with her sister"),
        happened.ChildWithdrawn(**about_child, why="a neighbour's child, named twice"),
        happened.AdultRenamed(incident=INCIDENT, adult=ADULT, name="Beata N."),
        happened.AdultWithdrawn(incident=INCIDENT, adult=ADULT, why="not from here"),
        child_named(2, "Tomek", found_late_at=AT),
    )

    first, second = log.rows("children")
    assert (first["name"], first["state"]) == ("Żaneta O'Brien-Ńdiaye", "withdrawn")
    assert first["withdrawn_why"] == "a neighbour's child, named twice"
    assert first["kept_because"] == "came with her sister"
    assert (second["state"], second["found_late_at"]) == ("on_roll", AT)
    adult = only(log.rows("adults"))
    assert (adult["name"], adult["state"]) == ("Beata N.", "withdrawn")
    assert [check["state"] for check in log.rows("checks")] == ["withdrawn", "not_started"]


# The course of checks and incidents


def test_a_check_begins_with_the_first_answer_of_its_own(log: Log) -> None:
    """Listing a child does not start the check; the first answer of the child's own walk does."""
    add(log, answer("in.children.whereabouts", "asleep", in_roll=True))
    assert only(log.rows("checks"))["state"] == "not_started"

    add(log, left("ch.home", "not_known"))

    row = only(log.rows("checks"))
    assert (row["state"], row["first_entry"], row["last_entry"]) == ("unfinished", 3, 6)


def test_a_check_is_finished_with_its_gaps_and_can_be_unfinished_again(log: Log) -> None:
    """Finished and its gaps are told, and a later answer that opens questions takes it back."""
    about: dict[str, Any] = {"incident": INCIDENT, "child": CHILD}
    add(log, answer(), happened.CheckFinished(**about, state="finished_with_gaps", gaps=3))
    row = only(log.rows("checks"))
    assert (row["state"], row["gaps"], row["finished_at_utc"]) == ("finished_with_gaps", 3, AT)

    add(log, happened.CheckReopened(**about))

    row = only(log.rows("checks"))
    assert (row["state"], row["gaps"], row["finished_at_utc"]) == ("unfinished", None, "")


def test_an_incident_tells_its_course(log: Log) -> None:
    """Opened, left by the family, kept, finished and opened again: the row follows."""
    row = only(log.rows("incidents"))
    assert (row["state"], row["family_left"], row["opened_entry"]) == ("unfinished", 0, 2)

    add(
        log,
        happened.FamilyLeft(incident=INCIDENT, left_at=AT),
        happened.IncidentKept(incident=INCIDENT, not_reached=4),
    )
    row = only(log.rows("incidents"))
    assert (row["family_left"], row["family_left_at"], row["not_reached"]) == (1, AT, 4)

    add(log, happened.IncidentFinished(incident=INCIDENT, state="finished_with_gaps", gaps=2))
    row = only(log.rows("incidents"))
    assert (row["state"], row["gaps"], row["not_reached"]) == ("finished_with_gaps", 2, 0)

    add(log, happened.IncidentReopened(incident=INCIDENT))
    row = only(log.rows("incidents"))
    assert (row["state"], row["gaps"], row["last_entry"]) == ("unfinished", None, 8)


def test_reading_or_exporting_a_record_is_no_work_on_it(log: Log) -> None:
    """A consultation and an export stand in tables of their own and do not touch the check."""
    about: dict[str, Any] = {"incident": INCIDENT, "child": CHILD}
    add(
        log,
        happened.RecordConsulted(**about, how="show", reason="handover"),
        happened.RecordsExported(layout="children", rows=3, file_digest="sha256:1", reason="other"),
    )

    assert only(log.rows("checks"))["last_entry"] == 3
    assert only(log.rows("incidents"))["last_entry"] == 4
    consulted = only(log.rows("consultations", incident=INCIDENT))
    assert (consulted["how"], consulted["officer"]) == ("show", "4217")
    exported = only(log.rows("exports"))
    assert (exported["rows"], exported["exported_at_utc"]) == (3, AT)


def test_a_duty_has_its_officer_and_its_end(log: Log) -> None:
    """A duty's row holds who, which shift and date, and what was owed at its end."""
    begun = happened.DutyBegun(
        begun="D1",  # type: ignore[arg-type]
        duty_date="2026-11-24",
        shift="night",
        officer_name="PC Khan",
    )
    add(log, begun)
    assert only(log.rows("duties"))["ended_entry"] is None

    add(log, happened.DutyEnded(ended="D1", unfinished=1, owed=2))  # type: ignore[arg-type]

    row = only(log.rows("duties", duty="D1"))
    assert (row["officer"], row["officer_name"], row["shift"]) == ("4217", "PC Khan", "night")
    assert (row["ended_at_utc"], row["unfinished"], row["owed"]) == (AT, 1, 2)


# What is owed


def test_a_follow_up_tells_its_whole_life(log: Log) -> None:
    """Opened, given to somebody, set aside, opened again and closed: one row follows."""
    name = FollowUpId("F1")
    opened = happened.FollowUpOpened(
        incident=INCIDENT,
        child=CHILD,
        follow_up=name,
        name="see_child",
        closed_by="seeing",
        due_rule="hours",
        due_at="2026-11-25T22:15:00+00:00",
        what="See Żaneta",
        holder="4217",
    )
    add(log, opened)
    row = only(log.rows("follow_ups", state="open"))
    assert (row["what"], row["holder"], row["due_rule"], row["opened_entry"]) == (
        "See Żaneta",
        "4217",
        "hours",
        5,
    )

    due = "2026-11-25T09:00:00+00:00"
    given = happened.FollowUpGiven(follow_up=name, holder="PC Khan", where="school", due_at=due)
    add(log, given)
    row = only(log.rows("follow_ups"))
    assert (row["holder"], row["place"], row["due_at"]) == ("PC Khan", "school", due)

    add(log, happened.FollowUpGiven(follow_up=name, holder="PC Wolna", due_at=due))
    row = only(log.rows("follow_ups"))
    assert (row["holder"], row["place"], row["due_at"]) == ("PC Wolna", "", due)

    add(log, happened.FollowUpSetAside(follow_up=name, cause=EntryId("X")))
    row = only(log.rows("follow_ups"))
    assert (row["state"], row["set_aside_cause"], row["what"]) == ("set_aside", "X", "See Żaneta")

    add(log, opened)
    row = only(log.rows("follow_ups"))
    assert (row["state"], row["set_aside_entry"], row["holder"]) == ("open", None, "4217")

    add(log, happened.FollowUpClosed(follow_up=name, closed_at=AT, told="PC Khan saw her"))
    row = only(log.rows("follow_ups"))
    assert (row["state"], row["closed_at"], row["told"]) == ("closed", AT, "PC Khan saw her")


def test_an_enquiry_is_one_row_of_its_parts(log: Log) -> None:
    """State, whom, when, which people and spellings, results: one row for each enquiry."""

    def part(name: str, value: object, **more: object) -> happened.AnswerGiven:
        return answer(f"in.pnc.{name}", value, enquiry="in.pnc", child=None, **more)

    add(
        log,
        part("state", "done"),
        part("asked_of", "bureau"),
        part("covered", ["A1", "C1"]),
        part("spellings", "some", texts={"some": "only Łuczak"}),
        part("results", ["nothing"]),
    )
    row = only(log.rows("enquiries"))
    assert (row["enquiry"], row["state"], row["asked_of"]) == ("in.pnc", "done", "bureau")
    assert (row["covered"], row["spellings"], row["spellings_text"]) == (
        "A1, C1",
        "some",
        "only Łuczak",
    )
    results = only(log.rows("answers", question="in.pnc.results"))

    not_needed = part("state", "not_needed", texts={"not_needed": "nobody has a record"})
    gone = set_aside("in.pnc.results", EntryId(str(results["entry_identifier"])), adult="")
    add(log, not_needed, gone)

    row = only(log.rows("enquiries"))
    assert (row["state"], row["why"], row["results"]) == ("not_needed", "nobody has a record", "")


def test_an_enquiry_left_says_how(log: Log) -> None:
    """An enquiry whose state was left carries the reason and the line beside it."""
    add(log, left("in.pnd.state", "not_asked", "no terminal in the van", enquiry="in.pnd"))

    row = only(log.rows("enquiries"))
    assert (row["state"], row["why"]) == ("not_asked", "no terminal in the van")


def test_a_dotted_question_that_is_no_enquiry_makes_none(log: Log) -> None:
    """A part of another kind of question, even one called `state`, is not taken for an enquiry."""
    (entry,) = add(log, answer("ch.school.state", "open"))
    add(log, set_aside("ch.school.state", entry))

    assert log.rows("enquiries") == []


def test_rows_stand_in_the_order_of_entries(tmp_path: Path) -> None:
    """Answers are read in the order in which they were given."""
    clock = StillClock(EVENING)
    with open_log(tmp_path / "log.db", clock=clock) as log:
        add(log, answer("b"), answer("c"), answer("a"), answer("b", "changed"))

        assert [row["question"] for row in log.rows("answers")] == ["c", "a", "b"]
        assert json.loads(str(log.rows("answers")[2]["value"])) == "changed"
