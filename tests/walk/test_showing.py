from __future__ import annotations

import pytest

from childcheck.checklist.definitions import Reason
from tests.walk.small import Course, a_checklist, text, yes_no
from tests.walk.test_properties import the_shipped_checklist


def test_the_childs_name_stands_in_the_question() -> None:
    """The first name where that tells the children apart; else the whole, or a description."""
    course = Course(
        a_checklist(child='- {id: ch.a, stage: door, ask: "Where is {child}?", type: text}\n')
    )
    ava, ben, boy, eva = course.roll("Ava Nowak", "Ben Nowak", "boy about four", "Ava Kowalska")

    asked = [course.show("ch.a", one).ask for one in (ava, ben, boy, eva)]

    assert asked == [
        "Where is Ava Nowak?",
        "Where is Ben?",
        "Where is boy about four?",
        "Where is Ava Kowalska?",
    ]


def test_an_earlier_answer_stands_in_the_question_and_only_this_childs() -> None:
    """A placeholder is filled from the child in hand, and with "not known" where there is none."""
    course = Course(
        a_checklist(
            child=text("ch.night")
            + '- {id: ch.b, stage: desk, ask: "You wrote {ch.night}. Safe?", type: text}\n'
        )
    )
    ava, ben = course.roll("Ava", "Ben")

    course.answer("ch.night", "on the sofa {child} with Bob", ava)

    assert course.show("ch.b", ava).ask == "You wrote on the sofa {child} with Bob. Safe?"
    assert course.show("ch.b", ben).ask == "You wrote (not known). Safe?"


def test_an_answer_set_aside_fills_nothing() -> None:
    """What no longer applies is not told as if it did."""
    course = Course(
        a_checklist(
            child=yes_no("ch.a")
            + text("ch.night", when="{ch.a: yes}")
            + '- {id: ch.b, stage: desk, ask: "You wrote {ch.night}. Safe?", type: text}\n'
        )
    )
    (ava,) = course.roll("Ava")
    course.answer("ch.a", "yes", ava)
    course.answer("ch.night", "on the sofa", ava)

    course.answer("ch.a", "no", ava)

    assert "sofa" not in course.show("ch.b", ava).ask


def test_no_child_is_shown_anything_of_another() -> None:
    """Whatever one child's record holds, no question of another shows it anywhere."""
    secret = "SECRET"
    course = Course(
        a_checklist(
            yes_no("in.a", yes="show_in_each_child: true"),
            child=text("ch.a") + text("ch.b", more="fact: child.language\n"),
        )
    )
    ava, ben = course.roll("Ava", "Ben")
    course.answer("in.a", "yes")
    course.answer("ch.a", secret, ava)
    course.answer("ch.b", secret, ava)

    for spot in course.walk.order:
        if spot.subject.child == ben or spot.subject.child is None:
            assert secret not in repr(course.walk.show(spot))
    assert secret not in repr(course.walk.review(ben))
    assert secret in repr(course.show("ch.a", ava))


def test_the_incidents_line_stands_above_every_childs_walk() -> None:
    """Its reminder, or the question with its answer; above no question of the incident."""
    course = Course(
        a_checklist(
            yes_no("in.a", yes="show_in_each_child: true")
            + yes_no("in.b", yes='remind: "Three calls.", show_in_each_child: true'),
            child=text("ch.a"),
        )
    )
    (ava,) = course.roll("Ava")
    course.answer("in.a", "yes")
    course.answer("in.b", "yes")

    assert course.show("ch.a", ava).lines_above == ("Ask in.a? Yes", "Three calls.")
    assert course.show("in.b").lines_above == ()


def test_the_status_line_says_where_one_stands_in_words() -> None:
    """Which child, how old, which question of how many, and how many were left."""
    course = Course(a_checklist(text("in.a"), child=text("ch.a") + text("ch.b") + text("ch.c")))
    ava, _ = course.roll("Ava", "Ben", born="2020-03-14")
    course.leave("ch.a", Reason.NOT_ASKED, ava)

    assert course.show("ch.b", ava).status == (
        "Child 1 of 2 (Ava, 6) · question 2 of 3 · 1 left unanswered"
    )
    assert course.show("in.a").status.startswith("The incident · question 3 of 3")


def test_the_questions_of_a_stage_are_counted_together() -> None:
    """At the door a child's desk questions are not counted; for a child found late all are."""
    course = Course(a_checklist(child=text("ch.a") + text("ch.b", stage="desk")))
    (ava,) = course.roll("Ava")
    ben = course.name("in.children", "Ben")

    assert "question 1 of 1" in course.show("ch.a", ava).status
    assert "question 1 of 1" in course.show("ch.b", ava).status
    assert "question 2 of 2" in course.show("ch.b", ben).status


def test_sentences_above_are_shown_in_doubt_too() -> None:
    """What may hold is said; what does not, is not."""
    before = """\
- id: ch.b
  stage: door
  ask: And now?
  type: text
  before:
    - {when: {ch.a: yes}, text: "Careful with {child}."}
    - Always this.
"""
    course = Course(a_checklist(child=yes_no("ch.a") + before))
    (ava,) = course.roll("Ava")

    in_doubt = course.show("ch.b", ava).before
    course.answer("ch.a", "no", ava)

    assert in_doubt == ("Careful with Ava.", "Always this.")
    assert course.show("ch.b", ava).before == ("Always this.",)


def test_at_the_first_question_there_is_no_way_back() -> None:
    """Only the very first question has nothing before it."""
    course = Course(a_checklist(text("in.a")))
    course.roll("Ava")

    assert not course.show("in.mode").may_go_back
    assert course.show("in.a").may_go_back


@pytest.mark.parametrize(
    ("seen", "shared", "is_shown"),
    [
        ("asleep", None, False),
        ("awake", None, True),
        ("asleep", "not_at_all", True),
        ("awake", "well", False),
    ],
)
def test_an_interpreter_is_called_for_where_a_language_may_not_be_shared(
    seen: str, shared: str | None, is_shown: bool
) -> None:
    """In doubt it is said, but not of a sleeping child whom nobody could ask."""
    course = Course(the_shipped_checklist())
    (ava,) = course.roll("Ava", born="about 9 years")
    if shared is None:
        course.leave("ch.lang.shared", child=ava)
    else:
        course.answer("ch.lang.shared", shared, ava)
    course.answer("ch.seen", seen, ava)

    above = " ".join(course.show("ch.spoke", ava).before)

    assert ("Get an interpreter first." in above) is is_shown
