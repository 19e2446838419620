from __future__ import annotations

from dataclasses import replace

import pytest

from childcheck.checklist.answers import Answer, LeftUnanswered
from childcheck.checklist.definitions import Reason
from childcheck.identifiers import ChildId
from childcheck.record.happenings import (
    AnswerGiven,
    CheckFinished,
    CheckReopened,
    IncidentFinished,
    IncidentKept,
    IncidentReopened,
)
from childcheck.walk.situation import FINISHED, FINISHED_WITH_GAPS, UNFINISHED
from tests.walk.small import Course, a_checklist, faults_of, text, yes_no

QUESTIONS = yes_no("ch.a") + text("ch.b", when="{ch.a: yes}") + text("ch.c")


def a_finished_incident() -> tuple[Course, ChildId]:
    """Return an incident with one child that was finished without gaps."""
    course = Course(a_checklist(text("in.a"), child=QUESTIONS))
    (ava,) = course.roll("Ava")
    course.answer("in.a", "x")
    course.answer("ch.a", "no", ava)
    course.answer("ch.c", "x", ava)
    course.take(course.walk.finish())
    return course, ava


def states(course: Course, child: ChildId) -> tuple[str, str]:
    """Return how a child's check and the incident stand."""
    situation = course.walk.situation
    return situation.check_states[child], situation.state


# Finishing


def test_finishing_finishes_every_check() -> None:
    """The incident and its children are finished, in one transaction."""
    course, ava = a_finished_incident()

    assert course.kinds() == ["check_finished", "incident_finished"]
    assert states(course, ava) == (FINISHED, FINISHED)


def test_what_was_left_makes_it_finished_with_gaps() -> None:
    """The gaps are counted, of each child and of all; what does not apply is none."""
    course = Course(a_checklist(text("in.a"), child=QUESTIONS))
    (ava,) = course.roll("Ava")
    course.leave("in.a", Reason.NOT_KNOWN)
    course.leave("ch.a", Reason.NOT_ASKED, ava)
    course.leave("ch.b", Reason.DID_NOT_WANT, ava)
    course.leave("ch.c", Reason.DOES_NOT_APPLY, ava)

    course.take(course.walk.finish())

    assert states(course, ava) == (FINISHED_WITH_GAPS, FINISHED_WITH_GAPS)
    assert course.of_kind(CheckFinished)[0].gaps == 2
    assert course.of_kind(IncidentFinished)[0].gaps == 3


def test_what_may_be_passed_is_no_gap() -> None:
    """A question of the second tier is passed with one key, without a line and without a gap."""
    course = Course(a_checklist(child=text("ch.a", more="tier: more\n")))
    (ava,) = course.roll("Ava")

    passed = LeftUnanswered(Reason.NOT_ASKED)
    spot = course.spot("ch.a", ava)
    course.take(course.walk.answer(spot, passed, asked_at=None, now=course.now))
    course.take(course.walk.finish())

    assert states(course, ava) == (FINISHED, FINISHED)


def test_what_is_open_cannot_be_finished() -> None:
    """A question that nobody came to keeps it unfinished; so does one to be asked again."""
    course = Course(a_checklist(child=text("ch.a") + yes_no("ch.x", yes="ask_again: ch.a")))
    (ava,) = course.roll("Ava")
    course.answer("ch.a", "x", ava)
    with pytest.raises(ValueError, match="open questions"):
        course.walk.finish_check(ava)
    course.answer("ch.x", "yes", ava)

    with pytest.raises(ValueError, match="open questions"):
        course.walk.finish()


def test_kept_unfinished_counts_what_was_not_reached() -> None:
    """Keeping is never refused; the questions that nobody came to are counted."""
    course = Course(a_checklist(text("in.a"), child=QUESTIONS))
    ava, _ = course.roll("Ava", "Ben")
    course.answer("ch.a", "no", ava)

    course.take(course.walk.keep_unfinished())

    assert course.of_kind(IncidentKept)[0].not_reached == 1 + 1 + 3
    assert course.walk.situation.state == UNFINISHED


def test_each_child_finishes_singly() -> None:
    """One check is finished while another goes on."""
    course = Course(a_checklist(child=text("ch.a")))
    ava, ben = course.roll("Ava", "Ben")
    course.answer("ch.a", "x", ava)

    course.take(course.walk.finish_check(ava))

    assert (states(course, ava), states(course, ben)) == (
        (FINISHED, UNFINISHED),
        (UNFINISHED, UNFINISHED),
    )


# Corrections


def test_before_it_is_finished_a_change_needs_no_reason() -> None:
    """Both answers stay in the log; nobody is asked why."""
    course = Course(a_checklist(child=QUESTIONS))
    (ava,) = course.roll("Ava")
    course.answer("ch.c", "x", ava)

    course.answer("ch.c", "y", ava)

    assert [one.value for one in course.of_kind(AnswerGiven)][-2:] == ["x", "y"]
    assert course.of_kind(AnswerGiven)[-1].corrects is None


@pytest.mark.parametrize("question", ["in.a", "ch.c"])
def test_afterwards_a_change_is_a_correction_with_a_reason(question: str) -> None:
    """The entry names what it replaces, and why."""
    course, ava = a_finished_incident()
    child = ava if question.startswith("ch") else None
    spot, before = course.spot(question, child), course.held(question, child).entry
    assert course.show(question, child).needs_why

    refused = course.walk.answer(spot, Answer("y"), asked_at=None, now=course.now)
    course.answer(question, "y", child, why="written in the wrong line")

    given = course.of_kind(AnswerGiven)[-1]
    assert faults_of(refused) == ["correction-needs-reason"]
    assert (given.corrects, given.why_corrected) == (before, "written in the wrong line")
    assert course.held(question, child).is_correction


def test_a_slip_in_the_talk_that_is_being_recorded_is_no_correction() -> None:
    """The check was finished before it; of this talk nothing is, and nobody need say why."""
    course = Course(a_checklist(child=QUESTIONS, talk=text("ch.said") + text("ch.more")))
    (ava,) = course.roll("Ava")
    course.answer("ch.said", "first", ava, talk=1)
    course.answer("ch.more", "first", ava, talk=1)
    course.answer("ch.a", "no", ava)
    course.answer("ch.c", "x", ava)
    course.take(course.walk.finish())
    course.walk = replace(course.walk, talk=(ava, 2))
    course.answer("ch.said", "a slip", ava, talk=2)

    course.answer("ch.said", "said", ava, talk=2)

    assert course.of_kind(AnswerGiven)[-1].corrects is None
    assert course.show("ch.said", ava, talk=1).needs_why
    course.answer("ch.more", "all", ava, talk=2)
    assert course.show("ch.said", ava, talk=2).needs_why


def test_a_correction_that_opens_nothing_leaves_it_finished() -> None:
    """Another answer alone does not make a finished check unfinished."""
    course, ava = a_finished_incident()

    course.answer("ch.c", "y", ava, why="a slip")

    assert course.kinds() == ["answer_given"]
    assert states(course, ava) == (FINISHED, FINISHED)


def test_a_correction_that_opens_questions_makes_it_unfinished() -> None:
    """What it opens is not reached; the check and the incident are unfinished, each by an entry."""
    course, ava = a_finished_incident()

    drafts = course.answer("ch.a", "yes", ava, why="a slip")

    assert course.kinds() == ["answer_given", "check_reopened", "incident_reopened"]
    assert course.of_kind(CheckReopened)[0].cause == drafts[0].identifier
    assert course.of_kind(IncidentReopened)[0].cause == drafts[0].identifier
    assert states(course, ava) == (UNFINISHED, UNFINISHED)
    assert course.walk.following() == course.spot("ch.b", ava)
    assert not course.walk.needs_why(course.spot("ch.b", ava))


def test_a_correction_at_the_incident_opens_the_checks_that_it_concerns() -> None:
    """Only the child whose questions open is unfinished again."""
    course = Course(
        a_checklist(
            yes_no("in.a"),
            child=yes_no("ch.x") + text("ch.y", when="{in.a: yes}"),
            late_incident=text("in.end"),
        )
    )
    ava, ben = course.roll("Ava", "Ben")
    course.answer("in.a", "no")
    course.answer("in.end", "x")
    for child in (ava, ben):
        course.answer("ch.x", "no", child)
    course.take(course.walk.finish())

    course.answer("in.a", "yes", why="a slip")

    assert [one.child for one in course.of_kind(CheckReopened)] == [ava, ben]
    assert course.walk.situation.state == UNFINISHED


def test_a_child_found_after_it_was_finished_makes_the_incident_unfinished() -> None:
    """The finished check of the other child stays finished."""
    course, ava = a_finished_incident()

    course.take(course.walk.found_late("Ben", now=course.now))

    roll = course.of_kind(AnswerGiven)[-1]
    assert states(course, ava) == (FINISHED, UNFINISHED)
    assert (roll.question, roll.corrects is not None, roll.why_corrected) == (
        "in.children",
        True,
        "found late",
    )


def test_a_correction_that_fills_the_gap_finishes_it_without() -> None:
    """How it is finished follows what stands."""
    course = Course(a_checklist(child=text("ch.a")))
    (ava,) = course.roll("Ava")
    course.leave("ch.a", Reason.NOT_KNOWN, ava)
    course.take(course.walk.finish())
    before = states(course, ava)

    course.answer("ch.a", "found out", ava, why="the school rang")

    assert before == (FINISHED_WITH_GAPS, FINISHED_WITH_GAPS)
    assert states(course, ava) == (FINISHED, FINISHED)
    assert course.kinds() == ["answer_given", "check_finished", "incident_finished"]


def test_a_correction_that_leaves_a_gap_finishes_it_with_one() -> None:
    """An answer that turns out not to be known is a gap from then on."""
    course, ava = a_finished_incident()

    course.leave("ch.c", Reason.NOT_KNOWN, ava, why="it was another child")

    assert states(course, ava) == (FINISHED_WITH_GAPS, FINISHED_WITH_GAPS)


def test_what_is_asked_again_needs_no_reason() -> None:
    """A question that was opened again is answered, and not corrected."""
    course = Course(a_checklist(child=text("ch.b") + yes_no("ch.x", yes="ask_again: ch.b")))
    (ava,) = course.roll("Ava")
    course.answer("ch.b", "x", ava)
    course.answer("ch.x", "no", ava)
    course.take(course.walk.finish())

    course.answer("ch.x", "yes", ava, why="a slip")

    assert not course.walk.needs_why(course.spot("ch.b", ava))
    assert states(course, ava) == (UNFINISHED, UNFINISHED)
