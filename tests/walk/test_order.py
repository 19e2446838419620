from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from tests.walk.small import ADULTS, Course, a_checklist, text, yes_no

IN_STAGES: dict[str, Any] = {
    "incident": text("in.door") + text("in.desk", stage="desk"),
    "child": text("ch.door") + text("ch.leaving", stage="leaving") + text("ch.desk", stage="desk"),
    "late_incident": text("in.leaving", stage="leaving") + text("in.end"),
}


def after_the_roll(course: Course) -> list[str]:
    """Return what the walk comes past after the roll."""
    order = course.order
    return order[order.index("in.children") + 1 :]


def test_with_the_family_it_goes_door_then_leaving_for_all_then_desk() -> None:
    """The incident's door comes first, then each child's, then leaving for all, then the desk."""
    course = Course(a_checklist(**IN_STAGES))

    course.roll("Ava", "Ben")

    assert after_the_roll(course) == [
        "in.door",
        "ch.door Ava",
        "ch.door Ben",
        "in.end",
        "ch.leaving Ava",
        "ch.leaving Ben",
        "in.leaving",
        "in.desk",
        "ch.desk Ava",
        "ch.desk Ben",
    ]


def test_written_up_afterwards_it_goes_in_file_order() -> None:
    """Afterwards all stages go together, in the order of the file, child by child."""
    course = Course(a_checklist(**IN_STAGES), afterwards=True)

    course.roll("Ava", "Ben")

    assert after_the_roll(course) == [
        "in.door",
        "in.desk",
        "ch.door Ava",
        "ch.leaving Ava",
        "ch.desk Ava",
        "ch.door Ben",
        "ch.leaving Ben",
        "ch.desk Ben",
        "in.leaving",
        "in.end",
    ]
    assert course.walk.stage(course.walk.order[0]) is None


def test_resumed_without_the_family_the_rest_goes_in_file_order() -> None:
    """Once the family was left there is no door any more; with the family there still is."""
    course = Course(a_checklist(**IN_STAGES))
    course.roll("Ava")

    course.take(course.walk.resume(is_with_family=True))
    with_family = after_the_roll(course)
    course.take(course.walk.resume(is_with_family=False))

    assert with_family[:3] == ["in.door", "ch.door Ava", "in.end"]
    assert after_the_roll(course)[:3] == ["in.door", "in.desk", "ch.door Ava"]


def test_a_child_found_late_gets_one_pass_of_all_stages() -> None:
    """A child found late is walked at once, door to desk, after the door of the others."""
    course = Course(a_checklist(**IN_STAGES))
    course.roll("Ava")

    course.take(course.walk.found_late("Ben", now=course.now))

    assert after_the_roll(course) == [
        "in.door",
        "ch.door Ava",
        "in.end",
        "in.children.whereabouts Ben",
        "in.children.born_on Ben",
        "ch.door Ben",
        "ch.leaving Ben",
        "ch.desk Ben",
        "ch.leaving Ava",
        "in.leaving",
        "in.desk",
        "ch.desk Ava",
    ]
    late = course.walk.situation.living_children()[1]
    assert course.walk.stage(course.spot("ch.desk", late)) is None
    found = course.walk.situation.children[late].found_late_at
    assert found == (course.now - timedelta(minutes=1)).isoformat()


def test_each_person_is_whole_before_the_next_is_named() -> None:
    """The fields of who is on a list come before the list goes on; those of the desk wait."""
    fields = ADULTS + "  fields:\n    phone: {label: Telephone, type: text, stage: desk}\n"
    course = Course(
        a_checklist(
            fields.replace("in.adults", "in.more")
            .replace("  fact: incident.adults\n", "")
            .replace("  roles:\n    harmed: Harmed\n    accused: Accused\n", "")
        )
    )
    course.roll("Ava")

    adult = course.name("in.more", "Ann")

    assert after_the_roll(course) == ["in.more", "in.more.phone Ann"]
    assert course.walk.situation.adults[adult].name == "Ann"


def test_a_withdrawn_child_is_not_walked() -> None:
    """Nothing more is asked about a child who was withdrawn."""
    course = Course(a_checklist(child=text("ch.a")))
    ava, _ = course.roll("Ava", "Ben")

    course.take(course.walk.withdraw(ava, "A cousin, not here", now=course.now))

    assert after_the_roll(course) == ["ch.a Ben"]


def test_the_walk_of_a_talk_holds_its_engagement_alone() -> None:
    """A further talk asks the questions of talks, and no others."""
    course = Course(a_checklist(talk=text("ch.talk"), child=text("ch.a")))
    (ava,) = course.roll("Ava")

    second = replace(course.walk, talk=(ava, 2))

    assert [(one.question, one.subject.talk) for one in second.order] == [("ch.talk", 2)]
    assert not second.goes_in_stages


def test_what_is_next_is_the_first_that_is_open() -> None:
    """The walk goes to the first question at which something is to be asked; none at the end."""
    course = Course(a_checklist(yes_no("in.a") + text("in.b", when="{in.a: yes}")))
    course.roll("Ava")

    first = course.walk.following()
    course.answer("in.a", "no")

    assert first == course.spot("in.a")
    assert course.walk.following() is None


def test_there_is_nothing_before_the_first() -> None:
    """The spot before one is the one that the walk comes past before it."""
    course = Course(a_checklist(text("in.a") + text("in.b")))
    course.roll("Ava")
    walk = course.walk

    assert walk.before(course.spot("in.b")) == course.spot("in.a")
    assert walk.before(walk.order[0]) is None


def test_what_a_file_lacks_is_passed_over() -> None:
    """A question that was passed as not reached is not what comes next, and stays open."""
    course = Course(a_checklist(text("in.a") + text("in.b")))
    course.roll("Ava")

    walk = course.walk.skip(course.spot("in.a"))

    assert walk.following() == course.spot("in.b")
    assert not walk.sight.is_settled(course.spot("in.a"))


def test_a_note_is_never_put() -> None:
    """A note is shown above the next question and is none itself."""
    note = "- id: in.note\n  stage: door\n  ask: Think of the baby.\n  type: note\n"
    course = Course(a_checklist(note + text("in.a")))
    course.roll("Ava")

    assert after_the_roll(course) == ["in.a"]
    assert course.show("in.a").notes == ("Think of the baby.",)
