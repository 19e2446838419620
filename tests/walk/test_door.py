"""What stands on the leaving screen."""

from __future__ import annotations

from childcheck.checklist.definitions import Reason
from childcheck.identifiers import ChildId
from childcheck.walk.door import Mark
from tests.walk.small import SEE_CHILD, Course, a_checklist, text, yes_no

TALK = """\
- id: ch.seen
  stage: door
  ask: Have you seen {child}?
  type: choice
  fact: child.seen
  choices:
    awake: {label: "Yes, awake", means: yes}
    not_here: {label: "Not here now", means: no, follow_up: see_child}
- id: ch.plan
  stage: door
  ask: Who will see {child}?
  type: follow_up
  opens: see_child
  when: {ch.seen: not_here}
- id: ch.spoke
  stage: door
  ask: Have you talked with {child}?
  type: choice
  fact: child.talked
  when: {ch.seen: awake}
  choices:
    talked: {label: "Yes", means: yes}
    not_tried: {label: "No", means: no, text: "Why not?"}
- id: ch.hearing
  stage: door
  ask: Who could hear?
  type: choices
  fact: child.alone
  when: {ch.spoke: talked}
  choices:
    nobody: {label: "Nobody else", means: yes}
    carer: {label: "A parent or carer", means: no}
- id: ch.words
  stage: door
  ask: What was said?
  type: transcript
  when: {ch.spoke: talked}
"""
CHILD = """\
- id: ch.sleeps
  stage: leaving
  ask: Have you seen where {child} sleeps?
  type: choice
  at_leaving: Sleeping place
  choices:
    seen: {label: Seen, text: "What is there?"}
    not_seen: {label: "Not seen", means: no}
- id: ch.told
  stage: leaving
  ask: What did you tell {child}?
  type: text
  nothing: Nothing, because
- id: ch.night
  stage: door
  ask: Where will {child} sleep?
  type: parts
  at_leaving: Tonight
  parts:
    where: {label: Where, type: text}
    sober: {label: "Is the adult sober?", type: yes_no}
"""


def a_course(*children: str) -> tuple[Course, list[ChildId]]:
    """Return the course of an incident with a roll, and the children's identifiers."""
    late = text("ch.worry") + text("ch.desk", stage="desk")
    checklist = a_checklist(talk=TALK, child=CHILD + late, follow_ups=SEE_CHILD)
    course = Course(checklist)
    return course, course.roll(*children)


def texts(course: Course, mark: Mark) -> list[str]:
    """Return the lines of the leaving screen that stand so."""
    return [line.text for line in course.walk.leaving().of(mark)]


def test_what_is_amiss_comes_first_and_the_worst_of_it_before_all() -> None:
    """Not seen, not spoken to, not alone, and then what the checklist calls not done."""
    course, (ava, ben, cal) = a_course("Ava", "Ben", "Cal")
    course.answer("ch.sleeps", "not_seen", ava)
    course.answer("ch.seen", "awake", ava)
    course.answer("ch.spoke", "talked", ava)
    course.answer("ch.hearing", ["nobody", "carer"], ava)
    course.answer("ch.seen", "awake", ben)
    course.answer("ch.spoke", "not_tried", ben, texts={"": "No time"})
    course.answer("ch.seen", "not_here", cal)

    assert texts(course, Mark.AMISS) == [
        "Cal: not seen (Not here now)",
        "Ben: seen, not spoken to (No: No time)",
        "Ava: spoken to, not alone (Nobody else; A parent or carer)",
        "Ava: Sleeping place: Not seen",
    ]
    marks = [line.mark for line in course.walk.leaving().lines]
    assert marks == sorted(marks, key=list(Mark).index)


def test_what_was_left_with_a_reason_is_amiss_and_what_does_not_apply_is_gone() -> None:
    """The desk cannot ask it any more; what does not apply nobody need ask."""
    course, (ava,) = a_course("Ava")
    course.leave("ch.sleeps", Reason.NOT_KNOWN, ava)
    course.leave("ch.told", Reason.DOES_NOT_APPLY, ava)

    assert "Ava: Sleeping place: Asked, not known: a line" in texts(course, Mark.AMISS)
    assert all("tell" not in line.label for line in course.walk.leaving().lines)


def test_who_could_hear_when_nobody_knows_is_not_told_as_not_alone() -> None:
    """A question that was left says nothing about the child: it is amiss, and no more than that."""
    course, (ava,) = a_course("Ava")
    course.answer("ch.seen", "awake", ava)
    course.answer("ch.spoke", "talked", ava)
    course.leave("ch.hearing", Reason.NOT_KNOWN, ava)

    assert texts(course, Mark.AMISS) == [
        "Ava: seen, spoken to; whether alone is not told (Asked, not known: a line)"
    ]


def test_what_is_not_asked_says_so_and_goes_to_its_question() -> None:
    """An open line is no answer; what has no line of its own is counted."""
    course, (ava,) = a_course("Ava")
    course.answer("ch.seen", "awake", ava)

    leaving = course.walk.leaving()

    assert texts(course, Mark.OPEN) == [
        "Ava: seen: whether spoken to not asked yet",
        "Ava: Tonight: not asked yet",
        "Ava: Sleeping place: not asked yet",
        "Ava: What did you tell Ava?: not asked yet",
    ]
    assert leaving.of(Mark.OPEN)[0].spot == course.spot("ch.spoke", ava)
    # The other part of ch.night, whether anyone could hear, the words, and the worry.
    assert leaving.waiting == len(
        [one for one in course.order if one.split()[0] in ("ch.night.sober", "ch.worry")]
        + [one for one in course.order if one.split()[0] in ("ch.hearing", "ch.words")]
    )


def test_free_text_is_written_down_and_a_childs_words_are_not_there() -> None:
    """All children are on one screen: states and short answers, nobody's own words."""
    course, (ava,) = a_course("Ava")
    course.answer("ch.seen", "awake", ava)
    course.answer("ch.spoke", "talked", ava)
    course.answer("ch.hearing", ["nobody"], ava)
    course.answer("ch.words", [{"speaker": "child", "words": "a secret"}], ava)
    course.answer("ch.told", "a secret", ava)
    course.answer("ch.night.where", "a secret", ava)
    course.answer("ch.night.sober", "yes", ava)
    course.answer("ch.sleeps", "seen", ava, texts={"": "Bunk bed"})

    assert texts(course, Mark.STANDS) == [
        "Ava: seen, spoken to alone",
        "Ava: Tonight: Yes",
        "Ava: Sleeping place: Seen: Bunk bed",
        "Ava: What did you tell Ava?: written down",
    ]
    assert "secret" not in repr(course.walk.leaving())


def test_what_is_owed_goes_to_where_somebody_is_named_for_it() -> None:
    """Who owes what stands there, and the question that gives it to somebody."""
    course, (ava,) = a_course("Ava")
    course.answer("ch.seen", "not_here", ava)

    (owed,) = course.walk.leaving().owed

    assert (owed.follow_up.what, owed.spot) == ("See Ava", course.spot("ch.plan.who", ava))


def test_a_child_who_was_withdrawn_has_no_line() -> None:
    """The screen is of the children who are on the roll."""
    course, (ava, ben) = a_course("Ava", "Ben")
    course.take(course.walk.withdraw(ava, "named twice", now=course.now))

    assert {line.who for line in course.walk.leaving().lines} == {"Ben"}
    assert ben in course.walk.situation.living_children()


def test_each_adult_who_was_spoken_to_apart_has_a_line() -> None:
    """A leaving question for each adult stands under the adult's name, without a key of its own."""
    course = Course(a_checklist(adults=True, adult=yes_no("in.apart", stage="leaving")))
    anna = course.adult("Anna Kowalska")
    course.answer("in.apart", "yes", adult=anna)

    assert texts(course, Mark.STANDS) == ["Anna Kowalska: Ask in.apart?: Yes"]
