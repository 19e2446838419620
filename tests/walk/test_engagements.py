from __future__ import annotations

from dataclasses import replace

from childcheck.identifiers import ChildId
from childcheck.record.happenings import AnswerGiven, EngagementBegun
from childcheck.walk.contact import is_done
from tests.walk.small import SEE_CHILD, SEEN, Course, a_checklist, text, yes_no

TALK = (
    SEEN
    + """\
- id: ch.spoke
  stage: door
  ask: Have you talked with {child}?
  type: choice
  fact: child.talked
  when: {ch.seen: awake}
  choices:
    talked: {label: "Yes", means: yes}
    no: {label: "No", means: no}
- id: ch.alone
  stage: door
  ask: Who could hear?
  type: choices
  fact: child.alone
  when: {ch.spoke: talked}
  choices:
    nobody: {label: "Nobody", means: yes}
    interpreter: {label: "An interpreter", means: yes}
    carer: {label: "A carer", means: no}
"""
)
CHECK = text("ch.looks", when="{ch.seen: awake}")


def a_child() -> tuple[Course, ChildId]:
    """Return an incident with a child about whom nothing was asked yet."""
    course = Course(a_checklist(talk=TALK, child=CHECK, follow_ups=SEE_CHILD))
    (ava,) = course.roll("Ava")
    return course, ava


def further(course: Course, child: ChildId, talk: int = 2) -> None:
    """Go on with a further talk."""
    course.walk = replace(course.walk, talk=(child, talk))


def test_a_talk_gets_its_record_with_its_first_answer() -> None:
    """The first answer of a talk begins it, and every answer of it names it."""
    course, ava = a_child()

    course.answer("ch.seen", "awake", ava)
    course.answer("ch.spoke", "no", ava)

    (begun,) = course.of_kind(EngagementBegun)
    answers = [one for one in course.of_kind(AnswerGiven) if one.child == ava][-2:]
    assert begun.talk_number == 1
    assert {one.engagement for one in answers} == {begun.engagement}


def test_a_further_talk_is_answered_beside_the_first() -> None:
    """Both stand; a condition within a talk reads that talk."""
    course, ava = a_child()
    course.answer("ch.seen", "not_here", ava)

    further(course, ava)
    course.answer("ch.seen", "awake", ava, talk=2)

    assert [one.talk_number for one in course.of_kind(EngagementBegun)] == [1, 2]
    assert course.held("ch.seen", ava).given.value == "not_here"  # type: ignore[union-attr]
    assert course.path("ch.spoke", ava, talk=1) is False
    assert course.path("ch.spoke", ava, talk=2) is True


def test_the_check_reads_the_first_talk() -> None:
    """A condition of the check looks at the first talk, whatever a later one says."""
    course, ava = a_child()
    course.answer("ch.seen", "not_here", ava)

    further(course, ava)
    course.answer("ch.seen", "awake", ava, talk=2)

    assert course.path("ch.looks", ava) is False


def test_a_further_talk_offers_nothing_of_the_first() -> None:
    """What was said in one talk is not shown as the answer of another."""
    course, ava = a_child()
    course.answer("ch.seen", "awake", ava)

    further(course, ava)

    assert course.show("ch.seen", ava, talk=2).held is None


def test_a_further_talk_leaves_a_finished_check_finished() -> None:
    """`engage` adds a talk, and corrects nothing."""
    course, ava = a_child()
    course.answer("ch.seen", "not_here", ava)
    course.take(course.walk.finish())

    further(course, ava)
    course.answer("ch.seen", "awake", ava, talk=2)
    course.answer("ch.spoke", "no", ava, talk=2)

    assert course.walk.following() is None
    assert course.walk.situation.check_states[ava] == "finished"


def test_alone_is_alone_when_every_choice_says_so() -> None:
    """A carer beside an interpreter is somebody who could hear."""
    course, ava = a_child()
    course.answer("ch.seen", "awake", ava)
    course.answer("ch.spoke", "talked", ava)

    alone = []
    for heard in (["nobody"], ["interpreter"], ["interpreter", "carer"]):
        course.answer("ch.alone", heard, ava)
        alone.append(is_done(course.walk.sight, "child.alone", ava))

    assert alone == [True, True, False]


def test_what_was_done_in_any_talk_was_done() -> None:
    """Seen in the second talk is seen; talked and alone must be of one talk together."""
    course, ava = a_child()
    course.answer("ch.seen", "awake", ava)
    course.answer("ch.spoke", "talked", ava)
    course.answer("ch.alone", ["carer"], ava)
    further(course, ava)
    course.answer("ch.seen", "awake", ava, talk=2)
    course.answer("ch.spoke", "no", ava, talk=2)

    sight = course.walk.sight
    assert is_done(sight, "child.talked", ava)
    assert not is_done(sight, "child.talked", ava, together_with="child.alone")


def test_a_talk_with_one_child_is_none_with_another() -> None:
    """Each child's talks are counted for that child."""
    course = Course(a_checklist(talk=TALK, follow_ups=SEE_CHILD))
    ava, ben = course.roll("Ava", "Ben")

    course.answer("ch.seen", "awake", ava)

    situation = course.walk.situation
    assert (situation.talk_count(ava), situation.talk_count(ben)) == (1, 0)
    assert not is_done(course.walk.sight, "child.seen", ben)


def test_an_answer_of_a_talk_opens_what_it_asks_again_in_that_talk() -> None:
    """Within a talk it is that talk's question; of the check it is the one that there is."""
    talk = text("ch.talk") + yes_no("ch.x", yes="ask_again: [ch.talk, ch.b]")
    course = Course(a_checklist(talk=talk, child=text("ch.b")))
    (ava,) = course.roll("Ava")
    course.answer("ch.talk", "x", ava)
    course.answer("ch.x", "no", ava)
    course.answer("ch.b", "x", ava)
    further(course, ava)
    course.answer("ch.talk", "x", ava, talk=2)

    course.answer("ch.x", "yes", ava, talk=2)

    reopened = course.walk.sight.is_reopened
    assert reopened(course.spot("ch.talk", ava, talk=2))
    assert not reopened(course.spot("ch.talk", ava, talk=1))
    assert reopened(course.spot("ch.b", ava))
