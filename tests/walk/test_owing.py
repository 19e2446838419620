from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from childcheck.checklist.definitions import Reason
from childcheck.identifiers import ChildId, EntryId
from childcheck.record.happenings import (
    FollowUpClosed,
    FollowUpGiven,
    FollowUpOpened,
    FollowUpSetAside,
)
from childcheck.walk.ledger import Ledger
from childcheck.walk.settling import settle
from tests.walk.small import (
    ARRIVAL,
    EVENING,
    LONDON,
    OFFICER,
    SEE_CHILD,
    SEEN,
    Course,
    a_checklist,
    yes_no,
)

PLAN = """\
- id: ch.plan
  stage: door
  ask: Who will see {child}, where, and by when?
  type: follow_up
  opens: see_child
  when: {ch.seen: not_here}
"""
SPOKE = """\
- id: ch.spoke
  stage: door
  ask: Have you talked with {child}?
  type: choice
  fact: child.talked
  choices:
    talked: {label: "Yes", means: yes}
    no: {label: "No", means: no, follow_up: talk_with_child}
"""
TALK_WITH = """\
talk_with_child:
  what: Talk with {child}
  due: end_of_duty
  closed_by: talking
  to_close: Who talked with {child}?
"""
TELL = """\
tell:
  what: Tell a supervisor
  due: before_leaving
  closed_by: anyone
  to_close: Who was told?
"""
LATER = "2026-11-25T18:00:00+00:00"


def an_unseen_child(talk: str = SEEN, child: str = "") -> tuple[Course, ChildId]:
    """Return an incident in which one child was not there to be seen."""
    course = Course(a_checklist(talk=talk, child=child, follow_ups=SEE_CHILD))
    (ava,) = course.roll("Ava")
    course.answer("ch.seen", "not_here", ava)
    return course, ava


def told(course: Course, child: ChildId, who: str, *, talk: int = 0) -> None:
    """Name who will see a child, where and by when."""
    course.answer("ch.plan.who", who, child, talk=talk)
    course.answer("ch.plan.where", "at school", child, talk=talk)
    course.answer("ch.plan.by", LATER, child, talk=talk)


def a_further_talk(course: Course, child: ChildId, answer: str, talk: int = 2) -> None:
    """Record whether a child was seen in a further talk."""
    course.walk = replace(course.walk, talk=(child, talk))
    course.answer("ch.seen", answer, child, talk=talk)


# Opened


def test_a_follow_up_is_held_by_the_officer_and_due_from_opening() -> None:
    """Until arrival is known it is due from opening, and it is whose record it is."""
    course, ava = an_unseen_child()

    owed = course.owed("see_child", ava)

    assert (owed.what, owed.holder, owed.state) == ("See Ava", OFFICER, "open")
    assert owed.due_at == (EVENING + timedelta(hours=24)).isoformat()


def test_a_follow_up_is_due_from_arrival() -> None:
    """Paperwork buys no time: the wait begins at arrival."""
    course = Course(a_checklist(ARRIVAL, talk=SEEN, follow_ups=SEE_CHILD))
    course.answer("in.arrived", "2026-11-24T20:00:00+00:00")
    (ava,) = course.roll("Ava")

    course.answer("ch.seen", "not_here", ava)

    assert course.owed("see_child", ava).due_at == "2026-11-25T20:00:00+00:00"


def test_one_follow_up_for_each_child_and_name() -> None:
    """However often it is called for, a child is owed it once; and each child its own."""
    course = Course(
        a_checklist(
            talk=SEEN, child=yes_no("ch.a", yes="follow_up: see_child"), follow_ups=SEE_CHILD
        )
    )
    ava, ben = course.roll("Ava", "Ben")

    course.answer("ch.seen", "not_here", ava)
    course.answer("ch.a", "yes", ava)
    course.answer("ch.a", "yes", ben)

    assert [one.child for one in course.of_kind(FollowUpOpened)] == [ava, ben]


def test_the_incident_may_be_owed_something_too() -> None:
    """An answer of the incident opens a follow-up of nobody, without a time if there is none."""
    course = Course(a_checklist(yes_no("in.a", yes="follow_up: tell"), follow_ups=TELL))

    course.answer("in.a", "yes")

    owed = course.owed("tell")
    assert (owed.child, owed.due_at, owed.due_rule) == (None, None, "before_leaving")


def test_doubt_opens_nothing() -> None:
    """An unknown condition never opens a follow-up; that something was left is no doubt."""
    course = Course(
        a_checklist(
            yes_no("in.a") + yes_no("in.b"),
            then="- {when: {in.a: yes}, follow_up: tell}\n"
            "- {when: {in.b: {left: [not_known]}}, follow_up: tell}\n",
            follow_ups=TELL,
        )
    )
    course.leave("in.a", Reason.NOT_KNOWN)
    before = course.of_kind(FollowUpOpened)

    drafts = course.leave("in.b", Reason.NOT_KNOWN)

    assert before == []
    assert course.of_kind(FollowUpOpened)[0].cause == drafts[0].identifier


def test_answering_a_follow_up_question_opens_what_it_names() -> None:
    """Who will do it is asked: then it is owed, whatever else opened it or not."""
    course = Course(
        a_checklist(
            talk=SEEN + PLAN.replace("  when: {ch.seen: not_here}\n", ""), follow_ups=SEE_CHILD
        )
    )
    (ava,) = course.roll("Ava")

    course.answer("ch.plan.who", "PC Jones", ava)

    assert course.owed("see_child", ava).holder == OFFICER  # until all three are told


# Given


def test_a_follow_up_question_gives_it_to_somebody() -> None:
    """When it is told who, where and by when, that is who holds it."""
    course, ava = an_unseen_child(SEEN + PLAN)

    told(course, ava, "PC Jones")

    owed = course.owed("see_child", ava)
    assert (owed.holder, owed.where, owed.due_at) == ("PC Jones", "at school", LATER)
    assert len(course.of_kind(FollowUpGiven)) == 1


def test_a_changed_naming_is_the_one_that_counts() -> None:
    """Another name gives it to another; the same name records nothing."""
    course, ava = an_unseen_child(SEEN + PLAN)
    told(course, ava, "PC Jones")

    course.answer("ch.plan.who", "PC Jones", ava)
    same = course.kinds()
    course.answer("ch.plan.who", "DC Shah", ava)

    assert same == ["answer_given"]
    assert course.owed("see_child", ava).holder == "DC Shah"


def test_a_naming_taken_back_makes_it_the_officers_again() -> None:
    """Until somebody is named it is the recording officer's, and due by its rule."""
    course, ava = an_unseen_child(SEEN + PLAN)
    due = course.owed("see_child", ava).due_at
    told(course, ava, "PC Jones")

    for part in ("who", "where", "by"):
        course.leave(f"ch.plan.{part}", Reason.NOT_KNOWN, ava)

    owed = course.owed("see_child", ava)
    assert (owed.holder, owed.where, owed.due_at) == (OFFICER, "", due)


def test_a_time_without_a_name_is_a_time() -> None:
    """What is left of a plan stays as the rule has it; what was told of it counts."""
    course, ava = an_unseen_child(SEEN + PLAN)
    course.leave("ch.plan.who", Reason.NOT_KNOWN, ava)
    course.leave("ch.plan.where", Reason.NOT_KNOWN, ava)

    course.answer("ch.plan.by", LATER, ava)

    owed = course.owed("see_child", ava)
    assert (owed.holder, owed.where, owed.due_at) == (OFFICER, "", LATER)
    assert len(course.of_kind(FollowUpGiven)) == 1


def test_a_time_without_a_name_stands_when_another_arrival_is_told() -> None:
    """Somebody said by when; the rule no longer counts from arrival."""
    course = Course(a_checklist(ARRIVAL, talk=SEEN + PLAN, follow_ups=SEE_CHILD))
    (ava,) = course.roll("Ava")
    course.answer("ch.seen", "not_here", ava)
    course.leave("ch.plan.who", Reason.NOT_KNOWN, ava)
    course.leave("ch.plan.where", Reason.NOT_KNOWN, ava)
    course.answer("ch.plan.by", LATER, ava)

    course.answer("in.arrived", "2026-11-24T20:00:00+00:00")

    assert course.owed("see_child", ava).due_at == LATER


def test_of_two_talks_that_name_somebody_the_last_counts() -> None:
    """A plan of a further talk takes the place of the first, once and for all."""
    course, ava = an_unseen_child(SEEN + PLAN)
    told(course, ava, "PC Jones")
    a_further_talk(course, ava, "not_here")

    told(course, ava, "DC Shah", talk=2)
    course.take(course.walk.pause("word"))

    assert course.owed("see_child", ava).holder == "DC Shah"
    assert course.kinds() == ["walk_paused"]


def test_what_was_handed_over_is_not_taken_back_by_an_old_answer() -> None:
    """A giving in another way stands against what the question named before."""
    course, ava = an_unseen_child(SEEN + PLAN)
    told(course, ava, "PC Jones")
    ledger = Ledger(course.walk.sight, course.walk.circumstances)
    owed = course.owed("see_child", ava)
    ledger.add(FollowUpGiven(follow_up=owed.id, child=ava, holder="5208", where="", due_at=LATER))
    course.walk = replace(course.walk, situation=ledger.situation)

    course.take(course.walk.pause("word"))

    assert course.kinds() == ["walk_paused"]
    assert course.owed("see_child", ava).holder == "5208"


def test_another_time_of_arrival_dates_it_anew() -> None:
    """What is due from arrival moves with it; what somebody was named for does not."""
    course = Course(
        a_checklist(ARRIVAL, talk=SEEN + SPOKE + PLAN, follow_ups=SEE_CHILD + TALK_WITH),
        duty_ends_at=datetime(2026, 11, 25, 0, 0, tzinfo=LONDON),
    )
    ava, ben = course.roll("Ava", "Ben")
    for child in (ava, ben):
        course.answer("ch.seen", "not_here", child)
    course.answer("ch.spoke", "no", ava)
    told(course, ben, "PC Jones")

    course.answer("in.arrived", "2026-11-24T20:00:00+00:00")

    assert course.kinds() == ["answer_given", "follow_up_given"]
    assert course.owed("see_child", ava).due_at == "2026-11-25T20:00:00+00:00"
    assert course.owed("see_child", ava).holder == OFFICER
    assert course.owed("see_child", ben).due_at == LATER
    assert course.owed("talk_with_child", ava).due_at == "2026-11-25T00:00:00+00:00"


# Set aside, and opened again


def test_a_follow_up_whose_cause_is_changed_is_set_aside() -> None:
    """A changed answer sets it aside by an entry that names the change."""
    course, ava = an_unseen_child()

    drafts = course.answer("ch.seen", "awake", ava)

    assert course.owed("see_child", ava).state == "set_aside"
    assert course.of_kind(FollowUpSetAside)[0].cause == drafts[0].identifier


def test_a_follow_up_with_another_cause_stays() -> None:
    """As long as one answer calls for it, it is owed."""
    course, ava = an_unseen_child(child=yes_no("ch.a", yes="follow_up: see_child"))
    course.answer("ch.a", "yes", ava)

    course.answer("ch.seen", "awake", ava)

    assert course.owed("see_child", ava).state == "open"


def test_opened_again_it_is_the_same_one_with_its_holder() -> None:
    """It keeps its identifier, and whom, where and when it was given to."""
    course, ava = an_unseen_child(SEEN + PLAN)
    told(course, ava, "PC Jones")
    before = course.owed("see_child", ava)
    course.answer("ch.seen", "awake", ava)

    course.answer("ch.seen", "not_here", ava)

    after = course.owed("see_child", ava)
    assert (after.id, after.state) == (before.id, "open")
    assert (after.holder, after.where, after.due_at) == ("PC Jones", "at school", LATER)
    assert course.kinds() == ["answer_given", "follow_up_opened", "follow_up_given"]


def test_an_answer_that_does_not_apply_forces_nothing() -> None:
    """An effect goes with the answer that is set aside."""
    course = Course(
        a_checklist(
            yes_no("in.a") + yes_no("in.b", when="{in.a: yes}", yes="follow_up: tell"),
            follow_ups=TELL,
        )
    )
    course.answer("in.a", "yes")
    course.answer("in.b", "yes")

    course.answer("in.a", "no")

    assert course.owed("tell").state == "set_aside"


def test_a_withdrawn_child_is_owed_nothing() -> None:
    """What was owed to a child who does not belong here is set aside, and kept."""
    course, ava = an_unseen_child()

    course.take(course.walk.withdraw(ava, "no such child", now=course.now))

    assert course.owed("see_child", ava).state == "set_aside"


# Closed


def test_a_further_talk_closes_what_waited_for_seeing() -> None:
    """Who saw the child in a further talk closes it, with the time of that."""
    course, ava = an_unseen_child()
    at = course.now

    a_further_talk(course, ava, "awake")

    (closed,) = course.of_kind(FollowUpClosed)
    assert course.owed("see_child", ava).state == "closed"
    assert closed.engagement == course.walk.situation.engagement(ava, 2)
    assert closed.closed_at == at.isoformat(timespec="seconds")


def test_a_further_talk_in_which_the_child_was_not_seen_closes_nothing() -> None:
    """Gone there again, and not seen again: it is still owed."""
    course, ava = an_unseen_child()

    a_further_talk(course, ava, "not_here")

    assert course.owed("see_child", ava).state == "open"


def test_the_first_talk_never_closes() -> None:
    """A changed first answer takes the cause away; it closes nothing."""
    course, ava = an_unseen_child(child=yes_no("ch.a", yes="follow_up: see_child"))
    course.answer("ch.a", "yes", ava)

    course.answer("ch.seen", "awake", ava)

    assert course.of_kind(FollowUpClosed) == []


def test_seeing_does_not_close_what_waits_for_talking() -> None:
    """A child who was seen in a further talk is still owed a talk."""
    course = Course(a_checklist(talk=SEEN + SPOKE, follow_ups=SEE_CHILD + TALK_WITH))
    (ava,) = course.roll("Ava")
    course.answer("ch.seen", "awake", ava)
    course.answer("ch.spoke", "no", ava)

    a_further_talk(course, ava, "awake")
    seen = course.owed("talk_with_child", ava).state
    course.answer("ch.spoke", "talked", ava, talk=2)

    assert (seen, course.owed("talk_with_child", ava).state) == ("open", "closed")


def test_a_slip_in_a_further_talk_does_not_leave_a_child_unseen() -> None:
    """When the talk that closed it says otherwise, it is owed again; and can be closed again."""
    course, ava = an_unseen_child()
    a_further_talk(course, ava, "awake")

    course.answer("ch.seen", "not_here", ava, talk=2)
    slipped = course.owed("see_child", ava).state
    a_further_talk(course, ava, "awake", talk=3)

    assert (slipped, course.owed("see_child", ava).state) == ("open", "closed")


def test_a_closed_follow_up_stays_closed_when_its_cause_goes_or_comes_again() -> None:
    """What was done was done."""
    course, ava = an_unseen_child()
    a_further_talk(course, ava, "awake")

    course.answer("ch.seen", "awake", ava)
    gone = course.owed("see_child", ava).state
    course.answer("ch.seen", "not_here", ava)

    assert (gone, course.owed("see_child", ava).state) == ("closed", "closed")


def test_a_talk_that_calls_for_another_does_not_close_what_it_calls_for() -> None:
    """Talking again through the family leaves the talk with an interpreter owed."""
    course = Course(a_checklist(talk=TALK_BY, follow_ups=TALK_AGAIN))
    (ava,) = course.roll("Ava")
    course.answer("ch.spoke", "talked", ava)
    course.answer("ch.interp", "family", ava)
    course.walk = replace(course.walk, talk=(ava, 2))

    course.answer("ch.spoke", "talked", ava, talk=2)
    course.answer("ch.interp", "family", ava, talk=2)
    (owed,) = course.walk.situation.follow_ups.values()
    assert owed.state == "open"

    course.walk = replace(course.walk, talk=(ava, 3))
    course.answer("ch.spoke", "talked", ava, talk=3)
    course.answer("ch.interp", "telephone", ava, talk=3)
    (owed,) = course.walk.situation.follow_ups.values()
    assert owed.state == "closed"


def test_a_talk_closes_what_is_owed_for_a_reason_that_no_talk_told() -> None:
    """Seeing a child in a further talk closes what the child's age calls for, and it stays so."""
    by_age = "- {when: {child.band: [infant]}, follow_up: see_child}"
    course = Course(a_checklist(talk=SEEN, talk_then=by_age, follow_ups=SEE_CHILD))
    (ava,) = course.roll("Ava", born="2026-03-14")
    assert course.owed("see_child", ava).state == "open"
    course.walk = replace(course.walk, talk=(ava, 2))

    course.answer("ch.seen", "awake", ava, talk=2)
    ledger = Ledger(course.walk.sight, course.walk.circumstances)
    settle(ledger, EntryId("again"))

    assert course.owed("see_child", ava).state == "closed"
    assert ledger.drafts == []


def test_a_talk_that_calls_for_another_keeps_it_owed_when_an_answer_of_it_is_put_right() -> None:
    """Saying once more that the child talked does not close what that talk itself calls for."""
    course = Course(a_checklist(talk=TALK_BY, follow_ups=TALK_AGAIN))
    (ava,) = course.roll("Ava")
    course.answer("ch.spoke", "talked", ava)
    course.answer("ch.interp", "family", ava)
    course.walk = replace(course.walk, talk=(ava, 2))
    course.answer("ch.spoke", "talked", ava, talk=2)
    course.answer("ch.interp", "family", ava, talk=2)

    course.answer("ch.spoke", "talked", ava, talk=2)

    (owed,) = course.walk.situation.follow_ups.values()
    assert owed.state == "open"


TALK_BY = """\
- id: ch.spoke
  stage: door
  ask: Have you talked with {child}?
  type: choice
  fact: child.talked
  choices:
    talked: {label: "Yes", means: yes}
    no: {label: "No", means: no}
- id: ch.interp
  stage: door
  ask: How did you understand each other?
  type: choice
  when: {ch.spoke: talked}
  choices:
    telephone: By telephone
    family: {label: "A relative", follow_up: talk_again}
"""
TALK_AGAIN = """\
talk_again:
  what: Talk with {child} again
  due: {hours: 24}
  closed_by: talking
  to_close: Who talked with {child}?
"""
