"""Whether a child was seen, talked with and alone; what is not asked of a baby is not "no"."""

from __future__ import annotations

import pytest

from childcheck.checklist.definitions import Checklist
from childcheck.terminal.words import child_line
from childcheck.walk.contact import contact_with
from childcheck.walk.reviewing import summarise
from tests.walk.small import SEE_CHILD, Course, a_checklist

CONDITIONS = """\
born:
  child.band: {is_none_of: [unborn]}
of_age:
  child.band: [pre_school, school_age, teen]
"""
TALK = """\
- id: ch.seen
  stage: door
  ask: Have you seen {child}?
  type: choice
  fact: child.seen
  when: born
  choices:
    awake: {label: "Yes, awake", means: yes}
    asleep: {label: "Yes, asleep, breathing checked", means: yes}
    not_here: {label: "Not here now", means: no, follow_up: see_child}
- id: ch.spoke
  stage: door
  ask: Have you talked with {child}?
  type: choice
  fact: child.talked
  when:
    all:
      - of_age
      - {ch.seen: [awake, asleep]}
  choices:
    talked: {label: "Yes", means: yes}
    asleep: {label: "Asleep, {child} not woken", means: no}
- id: ch.alone
  stage: door
  ask: Alone?
  type: yes_no
  fact: child.alone
  when: {ch.spoke: talked}
  choices:
    yes: {label: "Yes", means: yes}
    no: {label: "No", means: no}
"""
BABY, CHILD = "2026-05-01", "2018-05-01"


@pytest.fixture(scope="module")
def checklist() -> Checklist:
    """A checklist that asks who is born to be seen, and who can talk to be talked with."""
    return a_checklist(talk=TALK, follow_ups=SEE_CHILD, conditions=CONDITIONS)


def line(checklist: Checklist, *answers: tuple[str, str], born: str, where: str = "here") -> str:
    """Return the line of the summary of one child."""
    course = Course(checklist)
    (ava,) = course.roll("Ava", born=born, where=where)
    for question, value in answers:
        course.answer(question, value, ava)
    return child_line("Ava", "finished", contact_with(course.walk.sight, ava))


def test_a_baby_who_was_seen_is_not_called_not_spoken_to(checklist: Checklist) -> None:
    """It is told how the baby was seen, and that talking is not asked at this age."""
    assert line(checklist, ("ch.seen", "asleep"), born=BABY) == (
        "Ava: finished, seen (Yes, asleep, breathing checked), not asked to talk at this age"
    )


def test_a_baby_who_was_not_seen_is_never_hidden(checklist: Checklist) -> None:
    """That a baby cannot talk takes nothing from "not seen", answered or not."""
    assert line(checklist, ("ch.seen", "not_here"), born=BABY) == (
        "Ava: finished, NOT SEEN (Not here now), not asked to talk at this age"
    )
    assert line(checklist, born=BABY).startswith("Ava: finished, NOT SEEN")


def test_an_unborn_child_is_told_as_one(checklist: Checklist) -> None:
    """Nobody can see or talk with a child who is not born."""
    assert line(checklist, born="", where="unborn") == "Ava: finished, not born yet"


def test_a_child_who_could_talk_and_was_not_seen_was_not_spoken_to(checklist: Checklist) -> None:
    """That nobody could ask is no excuse: the question falls away, the fact does not."""
    assert line(checklist, ("ch.seen", "not_here"), born=CHILD) == (
        "Ava: finished, NOT SEEN, NOT SPOKEN TO"
    )
    assert line(checklist, ("ch.seen", "asleep"), ("ch.spoke", "asleep"), born=CHILD) == (
        "Ava: finished, seen, NOT SPOKEN TO"
    )


def test_how_a_child_was_seen_and_talked_with_stands_in_words(checklist: Checklist) -> None:
    """The answers themselves, with the name in them."""
    course = Course(checklist)
    (ava,) = course.roll("Ava", born=CHILD)
    course.answer("ch.seen", "asleep", ava)
    course.answer("ch.spoke", "asleep", ava)

    contact = contact_with(course.walk.sight, ava)

    assert (contact.seen, contact.talked, contact.alone) == ("yes", "no", "does_not_apply")
    assert contact.seen_how == "Yes, asleep, breathing checked"
    assert contact.talked_how == "Asleep, Ava not woken"


def test_a_child_of_unknown_age_might_talk(checklist: Checklist) -> None:
    """In doubt it was not done, and is not excused by an age that nobody knows."""
    course = Course(checklist)
    ava = course.name("in.children", "Ava")

    assert contact_with(course.walk.sight, ava).talked == "not_reached"


def test_the_sentence_counts_whom_nobody_can_talk_with(checklist: Checklist) -> None:
    """A supervisor reads at once how many could be talked with."""
    course = Course(checklist)
    course.roll("Bea", where="unborn")
    (ava,) = course.roll("Ava", born=BABY)
    (ben,) = course.roll("Ben", born=CHILD)
    course.answer("ch.seen", "awake", ava)
    course.answer("ch.seen", "awake", ben)
    course.answer("ch.spoke", "talked", ben)
    course.answer("ch.alone", "yes", ben)

    assert summarise(course.walk.sight).sentence() == (
        "3 on the roll, 1 of them not born yet, 2 seen, 1 spoken to, 1 spoken to alone, "
        "1 not asked to talk at that age, 0 follow-ups owed"
    )
