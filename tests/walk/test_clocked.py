"""Moments of this computer's clock that may be kept as the times of a talk."""

from __future__ import annotations

from datetime import timedelta

import pytest

from childcheck.checklist.answers import Answer
from childcheck.identifiers import ChildId
from childcheck.walk.showing import Standing
from tests.walk.small import SEE_CHILD, SEEN, Course, a_checklist, refolded, text, yes_no

TIMES = """
- id: ch.times
  stage: desk
  ask: The talk
  type: parts
  when: {ch.spoke: yes}
  parts:
    began: {label: Began, type: time, clock: {asked: ch.spoke}}
    ended: {label: Ended, type: time, clock: {answered: ch.spoke}}
"""


def a_course(*, afterwards: bool = False) -> tuple[Course, ChildId]:
    """Return an incident with Ava on the roll, who was seen."""
    checklist = a_checklist(
        child=text("ch.last", stage="desk"),
        talk=SEEN + yes_no("ch.spoke") + TIMES,
        follow_ups=SEE_CHILD,
    )
    course = Course(checklist, afterwards=afterwards)
    (ava,) = course.roll("Ava")
    course.answer("ch.seen", "awake", ava)
    return course, ava


def talk_for(course: Course, child: ChildId, lasts: timedelta, *, talk: int = 1) -> None:
    """Answer that one talked with a child, some time after the question was put."""
    asked_at = course.now.replace(second=40)
    answered_at = asked_at + lasts
    spot = course.spot("ch.spoke", child, talk=talk)
    given = Answer("yes", answered_at=answered_at)
    course.take(course.walk.answer(spot, given, asked_at=asked_at, now=answered_at))
    course.now = answered_at


def offered(course: Course, child: ChildId, part: str, *, talk: int = 1) -> str:
    """Return what the clock offers for a time; nothing when it offers nothing."""
    shown = course.show(f"ch.times.{part}", child, talk=talk)
    assert shown.standing in (Standing.CLOCK, Standing.NOTHING)
    assert shown.may_keep == (shown.standing is Standing.CLOCK)
    return shown.standing_words


def test_the_minutes_of_asking_and_answering_are_offered_as_the_times_of_a_talk() -> None:
    """Who is told to go and talk comes back to answer: the talk lies in between."""
    course, ava = a_course()
    asked = course.now

    talk_for(course, ava, timedelta(minutes=9))

    assert offered(course, ava, "began").startswith(f"{asked:%H:%M}")
    assert offered(course, ava, "ended").startswith(f"{asked + timedelta(minutes=9):%H:%M}")


def test_what_the_clock_offers_is_recorded_only_when_it_is_kept() -> None:
    """The entry then names the one whose moment it is; until then the time is to be asked."""
    course, ava = a_course()
    asked = course.now
    talk_for(course, ava, timedelta(minutes=9))
    spot = course.spot("ch.times.began", ava)

    assert course.walk.sight.live(spot) is None
    assert not course.walk.sight.is_settled(spot)
    course.keep("ch.times.began", ava)

    given = course.drafts[-1].happening
    assert given.value == asked.isoformat()  # type: ignore[attr-defined]
    assert given.kept_from == course.held("ch.spoke", ava).entry  # type: ignore[attr-defined]
    held = course.held("ch.times.began", ava)
    assert held.origin == held.entry
    assert course.show("ch.times.began", ava).standing is Standing.ANSWER
    assert refolded(course.drafts) == course.walk.situation


def test_a_time_that_is_typed_stands_instead() -> None:
    """The clock's moment is typed over as if it were not there."""
    course, ava = a_course()
    talk_for(course, ava, timedelta(minutes=9))

    course.answer("ch.times.began", "2026-11-24T20:58:00+00:00", ava)

    given = course.drafts[-1].happening
    assert given.kept_from is None  # type: ignore[attr-defined]
    assert course.show("ch.times.began", ava).standing is Standing.ANSWER


@pytest.mark.parametrize(
    "lasts",
    [
        timedelta(seconds=59),  # told of a talk that was over
        timedelta(hours=2, seconds=1),  # did more than talk, or forgot the computer
        timedelta(minutes=-9),  # the clock was set back
    ],
)
def test_what_cannot_be_a_talk_is_not_offered(lasts: timedelta) -> None:
    """The clock is believed only where the officer may have been away to talk, and for that."""
    course, ava = a_course()

    talk_for(course, ava, lasts)

    assert offered(course, ava, "began") == ""
    assert offered(course, ava, "ended") == ""


def test_nothing_is_offered_when_it_is_written_up_afterwards() -> None:
    """The clock then shows when it was written."""
    course, ava = a_course(afterwards=True)

    talk_for(course, ava, timedelta(minutes=9))

    assert offered(course, ava, "began") == ""


def test_nothing_is_offered_of_what_was_answered_after_the_family_left() -> None:
    """Whoever answers at the desk has not just come from the child."""
    course, ava = a_course()
    course.take(course.walk.family_left(now=course.now))

    talk_for(course, ava, timedelta(minutes=9))

    assert offered(course, ava, "began") == ""


def test_nothing_is_offered_of_what_was_answered_in_a_sitting_without_the_family() -> None:
    """Nor who resumed without the family, even if they are with it again later."""
    course, ava = a_course()
    course.take(course.walk.resume(is_with_family=False))
    course.take(course.walk.resume(is_with_family=True))

    talk_for(course, ava, timedelta(minutes=9))

    assert offered(course, ava, "began") == ""


def test_what_was_answered_at_the_door_is_offered_at_the_desk() -> None:
    """The moments stand in the log, and are as true hours later."""
    course, ava = a_course()
    asked = course.now
    talk_for(course, ava, timedelta(minutes=9))

    course.take(course.walk.family_left(now=course.now))
    course.take(course.walk.resume(is_with_family=False))

    assert offered(course, ava, "began").startswith(f"{asked:%H:%M}")


def test_nothing_is_offered_of_a_further_talk() -> None:
    """Nobody knows whether it is written down while it is held."""
    course, ava = a_course()
    talk_for(course, ava, timedelta(minutes=9))
    course.answer("ch.seen", "awake", ava, talk=2)

    talk_for(course, ava, timedelta(minutes=9), talk=2)

    assert offered(course, ava, "began", talk=2) == ""


def test_each_child_has_the_moments_of_its_own_talk() -> None:
    """Never those of a brother or sister."""
    course, ava = a_course()
    ben = course.name("in.children", "Ben")
    talk_for(course, ava, timedelta(minutes=9))
    course.answer("ch.seen", "awake", ben)
    course.answer("ch.spoke", "yes", ben)

    assert offered(course, ava, "began") != ""
    assert offered(course, ben, "began") == ""
