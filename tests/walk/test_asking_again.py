from __future__ import annotations

import pytest

from childcheck.checklist.definitions import Reason
from childcheck.record.happenings import QuestionReopened
from childcheck.walk.showing import Standing
from tests.walk.small import Course, a_checklist, text, yes_no

AGAIN = text("ch.injury") + yes_no("ch.hurt", yes="ask_again: ch.injury")
BOTH = yes_no("ch.a", yes="ask_again: ch.b") + yes_no("ch.b", yes="ask_again: ch.a")


def test_an_answer_opens_another_question_again() -> None:
    """What was answered before its cause is asked again, with the old words to keep."""
    course = Course(a_checklist(child=AGAIN))
    (ava,) = course.roll("Ava")
    course.answer("ch.injury", "none", ava)

    drafts = course.answer("ch.hurt", "yes", ava)
    shown = course.show("ch.injury", ava)

    assert course.kinds(drafts) == ["answer_given", "question_reopened"]
    assert drafts[1].happening.cause == drafts[0].identifier  # type: ignore[attr-defined]
    assert course.walk.following() == course.spot("ch.injury", ava)
    assert (shown.standing, shown.standing_words) == (Standing.ASK_AGAIN, "none")


def test_an_answer_that_waits_to_be_asked_again_still_counts() -> None:
    """Until it is given anew the old answer stands, and its dependants with it."""
    course = Course(
        a_checklist(
            child=yes_no("ch.injury")
            + text("ch.where", when="{ch.injury: yes}")
            + yes_no("ch.hurt", yes="ask_again: ch.injury")
        )
    )
    (ava,) = course.roll("Ava")
    course.answer("ch.injury", "yes", ava)
    course.answer("ch.where", "arm", ava)

    course.answer("ch.hurt", "yes", ava)

    assert course.path("ch.where", ava) is True
    assert not course.held("ch.where", ava).is_set_aside


def test_keeping_settles_it() -> None:
    """Kept with one key it is recorded as an answer, and is not asked a third time."""
    course = Course(a_checklist(child=AGAIN))
    (ava,) = course.roll("Ava")
    course.answer("ch.injury", "none", ava)
    course.answer("ch.hurt", "yes", ava)

    kept = course.keep("ch.injury", ava)

    assert course.kinds(kept) == ["answer_given"]
    assert course.walk.following() is None


def test_it_is_asked_once_for_each_cause() -> None:
    """A cause that is kept is the same cause; one that is given anew is another."""
    course = Course(a_checklist(child=AGAIN + yes_no("ch.q", yes="ask_again: ch.hurt")))
    (ava,) = course.roll("Ava")
    course.answer("ch.injury", "none", ava)
    course.answer("ch.hurt", "yes", ava)
    course.keep("ch.injury", ava)
    course.answer("ch.q", "yes", ava)

    course.keep("ch.hurt", ava)
    after_keeping = course.walk.following()
    course.answer("ch.hurt", "yes", ava)

    assert after_keeping is None
    assert course.walk.following() == course.spot("ch.injury", ava)


def test_what_comes_in_its_turn_is_not_asked_twice() -> None:
    """A question that was not yet put when its cause was given is asked once."""
    course = Course(a_checklist(child=AGAIN))
    (ava,) = course.roll("Ava")
    course.answer("ch.hurt", "yes", ava)

    course.answer("ch.injury", "a bruise", ava)

    assert course.of_kind(QuestionReopened) == []
    assert course.walk.following() is None


def test_what_was_left_is_asked_again_too() -> None:
    """A reason for no answer is no better than an answer: the question opens."""
    course = Course(a_checklist(child=AGAIN))
    (ava,) = course.roll("Ava")
    course.leave("ch.injury", Reason.NOT_ASKED, ava)

    course.answer("ch.hurt", "yes", ava)

    assert course.walk.following() == course.spot("ch.injury", ava)


def test_a_question_whose_condition_is_false_does_not_apply_whoever_asks_for_it() -> None:
    """Off the path is off the path; when the condition comes true, it is asked anyway."""
    child = (
        yes_no("ch.can")
        + text("ch.injury", when="{ch.can: yes}")
        + yes_no("ch.hurt", yes="ask_again: ch.injury")
    )
    course = Course(a_checklist(child=child))
    (ava,) = course.roll("Ava")
    course.answer("ch.can", "no", ava)
    course.answer("ch.hurt", "yes", ava)
    off_path = course.walk.following()

    course.answer("ch.can", "yes", ava)
    on_path = course.walk.following()
    course.answer("ch.injury", "none", ava)

    assert (off_path, on_path) == (None, course.spot("ch.injury", ava))
    assert course.of_kind(QuestionReopened) == []
    assert not course.held("ch.injury", ava).is_set_aside
    assert course.walk.following() is None


def test_an_answer_set_aside_and_asked_for_again_is_confirmed_once() -> None:
    """What applies again is confirmed, and not asked a second time for its cause."""
    child = (
        yes_no("ch.can")
        + text("ch.injury", when="{ch.can: yes}")
        + yes_no("ch.hurt", yes="ask_again: ch.injury")
    )
    course = Course(a_checklist(child=child))
    (ava,) = course.roll("Ava")
    course.answer("ch.can", "yes", ava)
    course.answer("ch.injury", "none", ava)
    course.answer("ch.can", "no", ava)
    course.answer("ch.hurt", "yes", ava)
    course.answer("ch.can", "yes", ava)

    course.keep("ch.injury", ava)

    assert course.walk.following() is None


def test_two_that_ask_for_each_other_come_to_rest_when_kept() -> None:
    """Each change asks the other again; keeping ends it."""
    course = Course(a_checklist(child=BOTH))
    (ava,) = course.roll("Ava")
    course.answer("ch.a", "yes", ava)
    course.answer("ch.b", "yes", ava)
    first = course.walk.following()

    course.keep("ch.a", ava)

    assert first == course.spot("ch.a", ava)
    assert course.walk.following() is None


def test_an_answer_that_asks_for_itself_does_not_go_round() -> None:
    """A question that names itself was answered by that very answer."""
    course = Course(a_checklist(child=yes_no("ch.a", yes="ask_again: ch.a")))
    (ava,) = course.roll("Ava")

    course.answer("ch.a", "yes", ava)

    assert course.walk.following() is None


def test_a_child_may_ask_for_a_question_of_the_incident() -> None:
    """A child's answer opens the incident's question, which is one for all."""
    course = Course(
        a_checklist(text("in.access"), child=yes_no("ch.x", yes="ask_again: in.access"))
    )
    ava, ben = course.roll("Ava", "Ben")
    course.answer("in.access", "nobody", None)

    course.answer("ch.x", "yes", ava)
    course.answer("ch.x", "yes", ben)
    opened = course.of_kind(QuestionReopened)

    assert [(one.child, one.question) for one in opened] == [(None, "in.access")] * 2
    assert course.walk.following() == course.spot("in.access")


@pytest.mark.parametrize("first", ["ch.a", "ch.b"])
def test_effects_of_more_than_one_answer_ask_again_whichever_came_last(first: str) -> None:
    """A `then` opens the question again when the last of its answers makes it true."""
    course = Course(
        a_checklist(
            child=text("ch.injury") + yes_no("ch.a") + yes_no("ch.b"),
            child_then="""
            - when:
                all:
                  - {ch.a: yes}
                  - {ch.b: yes}
              ask_again: ch.injury
            """,
        )
    )
    (ava,) = course.roll("Ava")
    course.answer("ch.injury", "none", ava)
    course.answer(first, "yes", ava)
    before = course.of_kind(QuestionReopened)

    course.answer("ch.b" if first == "ch.a" else "ch.a", "yes", ava)

    assert (before, len(course.of_kind(QuestionReopened))) == ([], 1)
