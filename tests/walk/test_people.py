from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from childcheck.checklist.definitions import Reason
from childcheck.identifiers import AdultId, ChildId
from childcheck.record.happenings import (
    AdultNamed,
    AdultRenamed,
    AnswerGiven,
    ChildNamed,
    ChildRenamed,
    ChildWithdrawn,
    PersonUnpicked,
)
from tests.walk.small import Course, a_checklist, faults_of, text, yes_no

CARERS = """\
- id: ch.carers
  stage: desk
  ask: Who looks after {child}?
  type: people
  fact: child.carers
  fields:
    relation: {label: Relation, type: text}
"""
ROLL = "in.children"


def listed(course: Course, question: str, child: ChildId | None = None) -> Any:
    """Return what stands at a list of people."""
    given = course.held(question, child).given
    return given.value  # type: ignore[union-attr]


# Naming


def test_children_are_numbered_as_they_are_named() -> None:
    """The number on the roll counts from 1, and a withdrawn child keeps it."""
    course = Course(a_checklist())
    ava, ben = course.roll("Ava", "Ben")
    course.take(course.walk.withdraw(ava, "a cousin", now=course.now))

    cas = course.name(ROLL, "Cas")

    people = course.walk.situation.children
    assert [people[one].roll_number for one in (ava, ben, cas)] == [1, 2, 3]


@pytest.mark.parametrize("name", ["Ava", " ava ", "AVA"])
def test_the_same_name_twice_is_refused(name: str) -> None:
    """Two lines of one name cannot be told apart, whatever the spaces and capitals."""
    course = Course(a_checklist())
    course.roll("Ava")

    turn = course.walk.name(course.spot(ROLL), name, now=course.now)

    assert faults_of(turn) == ["named-twice"]


def test_a_withdrawn_name_may_be_used_again() -> None:
    """Who was withdrawn does not stand in the way of another of that name."""
    course = Course(a_checklist())
    (ava,) = course.roll("Ava")
    course.take(course.walk.withdraw(ava, "named twice", now=course.now))

    course.name(ROLL, "Ava")

    assert [one.name for one in course.of_kind(ChildNamed)] == ["Ava", "Ava"]


def test_a_name_cannot_be_empty() -> None:
    """A description will do; nothing will not."""
    course = Course(a_checklist())

    assert faults_of(course.walk.name(course.spot(ROLL), "  ", now=course.now)) == ["empty"]


def test_an_adult_and_a_child_may_have_one_name() -> None:
    """A father and his son are on two lists."""
    course = Course(a_checklist(adults=True))
    course.adult("Jan Nowak")

    course.roll("Jan Nowak")

    assert len(course.of_kind(ChildNamed)) == 1


def test_a_name_is_put_right_and_stays_another() -> None:
    """The old name stays in the log; another one's name is refused."""
    course = Course(a_checklist(adults=True))
    ann, _ = course.adult("Ann"), course.adult("Bob")
    (ava,) = course.roll("Ava")

    course.take(course.walk.rename(ava, "Ewa"))
    course.take(course.walk.rename(ann, "Anna"))

    assert [one.name for one in course.of_kind(ChildRenamed)] == ["Ewa"]
    assert [one.name for one in course.of_kind(AdultRenamed)] == ["Anna"]
    assert faults_of(course.walk.rename(ann, "bob")) == ["named-twice"]


# The roll


def test_a_child_named_after_the_roll_was_complete_was_found_late() -> None:
    """The time of discovery stands beside, and the roll is brought up to date."""
    course = Course(a_checklist())
    (ava,) = course.roll("Ava")
    found_at = course.now - timedelta(minutes=20)

    ben = course.take(course.walk.found_late("Ben", now=found_at))[0].happening.child

    assert course.kinds() == ["child_named", "answer_given"]
    assert course.of_kind(ChildNamed)[-1].found_late_at == found_at.isoformat()
    assert listed(course, ROLL) == [ava, ben]


def test_a_child_named_before_the_roll_is_complete_is_not_late() -> None:
    """From another question a child can be named while the roll is still to come."""
    course = Course(a_checklist())

    course.take(course.walk.found_late("Ben", now=course.now))

    assert course.kinds() == ["child_named"]
    assert course.of_kind(ChildNamed)[0].found_late_at is None


def test_an_empty_roll_is_left_with_a_reason_and_not_called_complete() -> None:
    """Nobody on the roll needs a reason; so does nobody on a list."""
    course = Course(a_checklist(adults=True))

    for question, code in ((ROLL, "empty-roll"), ("in.adults", "empty-list")):
        turn = course.walk.list_done(course.spot(question), asked_at=None, now=course.now)
        assert faults_of(turn) == [code]


def test_a_roll_that_was_left_is_an_answer_as_soon_as_a_child_is_found() -> None:
    """That there is no child does not stand beside a child."""
    course = Course(a_checklist())
    course.leave(ROLL, Reason.DOES_NOT_APPLY)

    course.take(course.walk.found_late("Ben", now=course.now))

    assert listed(course, ROLL) == [course.walk.situation.living_children()[0]]
    assert course.of_kind(ChildNamed)[0].found_late_at is not None


def test_a_list_left_with_somebody_on_it_stays_left() -> None:
    """Whoever does not know whether the list is complete does not learn it by one more name."""
    course = Course(a_checklist())
    course.name(ROLL, "Ava")
    course.leave(ROLL, Reason.NOT_KNOWN)

    course.take(course.walk.found_late("Ben", now=course.now))

    assert course.kinds() == ["child_named"]


def test_withdrawing_needs_a_reason_and_happens_once() -> None:
    """Nobody is taken off without a line why; twice is no more than once."""
    course = Course(a_checklist())
    ava, ben = course.roll("Ava", "Ben")

    assert faults_of(course.walk.withdraw(ava, " ", now=course.now)) == ["withdrawal-needs-reason"]
    course.take(course.walk.withdraw(ava, "a cousin", now=course.now))
    assert listed(course, ROLL) == [ben]
    assert course.take(course.walk.withdraw(ava, "a cousin", now=course.now)) == ()
    assert len(course.of_kind(ChildWithdrawn)) == 1


def test_a_list_that_stands_complete_is_left_alone() -> None:
    """Calling it complete again records nothing."""
    course = Course(a_checklist())
    course.roll("Ava")

    assert course.done(ROLL) == ()


def test_a_roll_that_is_to_be_asked_again_waits_for_the_officer() -> None:
    """A child named there does not call the list complete."""
    course = Course(a_checklist(yes_no("in.signs", yes="ask_again: in.children")))
    course.roll("Ava")
    course.answer("in.signs", "yes")

    ben = course.name(ROLL, "Ben")
    course.answer("in.children.whereabouts", "here", ben)
    course.answer("in.children.born_on", "about 4", ben)
    waiting = course.walk.following()
    course.done(ROLL)

    assert waiting == course.spot(ROLL)
    assert course.walk.following() is None
    assert ben in listed(course, ROLL)


# 18 or over


def test_somebody_of_18_or_over_is_kept_with_a_reason() -> None:
    """It is asked once about each; a line why is needed."""
    course = Course(a_checklist())
    ava, ben = course.roll("Ava", "Ben", born="2008-11-24")

    assert course.walk.come_of_age() == ava
    assert course.walk.come_of_age([ava]) == ben
    assert faults_of(course.walk.keep_on_roll(ava, "")) == ["keeping-needs-reason"]
    course.take(course.walk.keep_on_roll(ava, "she lives here as a child does"))

    assert course.walk.come_of_age() == ben
    assert course.walk.situation.children[ava].kept_because == "she lives here as a child does"


def test_the_day_before_the_birthday_is_still_a_child() -> None:
    """A person is a child until the day of the eighteenth birthday."""
    course = Course(a_checklist())

    course.roll("Ava", born="2008-11-25")

    assert course.walk.come_of_age() is None


def test_listed_as_an_adult_the_person_leaves_the_roll_and_joins_the_adults() -> None:
    """The person is withdrawn from the roll and stands on the list of adults."""
    course = Course(a_checklist(adults=True))
    ann = course.adult("Ann")
    course.done("in.adults")
    ava, ben = course.roll("Ava", "Ben", born="2008-01-01")

    course.take(course.walk.list_as_adult(ava, why="18", now=course.now))

    named = course.of_kind(AdultNamed)[-1]
    assert (named.name, named.question) == ("Ava", "in.adults")
    assert listed(course, ROLL) == [ben]
    assert listed(course, "in.adults") == [ann, named.adult]
    assert "in.adults.roles Ava" in course.order


def test_an_adult_of_the_same_name_may_be_another() -> None:
    """A father of his son's name does not keep the son off the list."""
    course = Course(a_checklist(adults=True))
    course.adult("Jan Nowak")
    (jan,) = course.roll("Jan Nowak", born="2008-01-01")

    course.take(course.walk.list_as_adult(jan, why="18", now=course.now))

    assert course.of_kind(AdultNamed)[-1].name == "Jan Nowak (number 1 on the roll)"


def test_without_a_list_of_adults_the_person_is_still_named() -> None:
    """A checklist without such a list loses nobody."""
    course = Course(a_checklist(yes_no("in.new", yes="offer_adult: true")))
    (ava,) = course.roll("Ava", born="2008-01-01")
    course.answer("in.new", "yes")
    offer = course.walk.offer()
    assert offer is not None

    course.take(course.walk.list_as_adult(ava, why="18", now=course.now))
    course.take(course.walk.name_adult("Bob", now=course.now, offer=offer.cause))

    assert [one.name for one in course.of_kind(AdultNamed)] == ["Ava", "Bob"]
    assert course.walk.offer() is None


# Offers


OFFERS = yes_no("in.new", yes="offer_adult: true") + yes_no("in.signs", yes="offer_child: true")


def test_an_answer_offers_to_name_somebody_until_it_is_taken() -> None:
    """The offer names its question, and is met by the name."""
    course = Course(a_checklist(OFFERS, adults=True))
    course.answer("in.signs", "yes")
    offer = course.walk.offer()
    assert offer is not None

    course.take(course.walk.found_late("Ben", now=course.now, offer=offer.cause))

    assert (offer.kind, offer.question) == ("child", "Ask in.signs?")
    assert course.walk.offer() is None


def test_an_offer_is_declined_with_a_line_why() -> None:
    """Not to name anybody is said, and why; then it is not offered again."""
    course = Course(a_checklist(OFFERS, adults=True))
    course.answer("in.new", "yes")
    offer = course.walk.offer()
    assert offer is not None

    assert faults_of(course.walk.decline(offer, " ")) == ["declining-needs-reason"]
    course.take(course.walk.decline(offer, "nobody knows the name"))

    assert course.walk.offer() is None


def test_an_offer_goes_with_its_answer() -> None:
    """An answer that was changed offers nothing any more; a new one offers anew."""
    course = Course(a_checklist(OFFERS, adults=True))
    course.answer("in.new", "yes")
    first = course.walk.offer()
    course.answer("in.new", "no")
    between = course.walk.offer()

    course.answer("in.new", "yes")

    second = course.walk.offer()
    assert between is None
    assert first is not None and second is not None
    assert first.cause != second.cause


def test_one_answer_may_offer_a_child_and_an_adult() -> None:
    """Naming the one does not meet the offer of the other; either may be left open."""
    both = yes_no("in.both", yes="offer_child: true, offer_adult: true")
    course = Course(a_checklist(both, adults=True))
    course.answer("in.both", "yes")
    child = course.walk.offer()
    assert child is not None

    adult = course.walk.offer([child])
    course.take(course.walk.found_late("Ben", now=course.now, offer=child.cause))

    assert (child.kind, adult and adult.kind) == ("child", "adult")
    assert course.walk.offer() == adult


def test_an_open_offer_of_a_withdrawn_child_is_gone() -> None:
    """Who does not belong here brings nobody up."""
    course = Course(a_checklist(adults=True, child=yes_no("ch.a", yes="offer_adult: true")))
    ava, _ = course.roll("Ava", "Ben")
    course.answer("ch.a", "yes", ava)

    course.take(course.walk.withdraw(ava, "not here", now=course.now))

    assert course.walk.offer() is None


# A child's own list


def a_family() -> tuple[Course, ChildId, AdultId, AdultId]:
    """Return an incident with a child and two adults."""
    course = Course(a_checklist(adults=True, child=CARERS))
    ann, bob = course.adult("Ann"), course.adult("Bob")
    course.done("in.adults")
    (ava,) = course.roll("Ava")
    return course, ava, ann, bob


def test_adults_are_picked_for_a_child_and_named_there() -> None:
    """Who is known is picked; who is new is named, and is on the list of adults too."""
    course, ava, ann, bob = a_family()
    spot = course.spot("ch.carers", ava)
    course.take(course.walk.pick(spot, ann))

    cas = course.name("ch.carers", "Cas", ava)
    course.done("ch.carers", ava)

    assert listed(course, "ch.carers", ava) == [ann, cas]
    assert listed(course, "in.adults") == [ann, bob, cas]
    assert course.take(course.walk.pick(spot, ann)) == ()


def test_a_complete_list_follows_who_is_picked_and_taken_off() -> None:
    """After it was called complete, a change is an answer of its own."""
    course, ava, ann, bob = a_family()
    spot = course.spot("ch.carers", ava)
    course.take(course.walk.pick(spot, ann))
    course.done("ch.carers", ava)

    course.take(course.walk.pick(spot, bob))
    both = listed(course, "ch.carers", ava)
    course.take(course.walk.unpick(spot, ann))

    assert both == [ann, bob]
    assert listed(course, "ch.carers", ava) == [bob]
    assert [one.adult for one in course.of_kind(PersonUnpicked)] == [ann]
    assert course.walk.situation.adults[ann].name == "Ann"


def test_a_list_from_which_everybody_is_gone_is_asked_again() -> None:
    """Without anybody on it a child's list is no answer."""
    course, ava, ann, _ = a_family()
    spot = course.spot("ch.carers", ava)
    course.take(course.walk.pick(spot, ann))
    course.answer("ch.carers.relation", "mother", ava, adult=ann)
    course.done("ch.carers", ava)

    course.take(course.walk.withdraw(ann, "a neighbour", now=course.now))

    assert course.walk.following() == spot
    assert "question_reopened" in course.kinds()


def test_two_children_have_two_lists() -> None:
    """What is picked for one child is not picked for another."""
    course = Course(a_checklist(adults=True, child=CARERS))
    ann = course.adult("Ann")
    course.done("in.adults")
    ava, ben = course.roll("Ava", "Ben")

    course.take(course.walk.pick(course.spot("ch.carers", ava), ann))

    assert course.show("ch.carers", ava).listed == (ann,)
    assert course.show("ch.carers", ben).listed == ()


def test_the_people_of_a_list_are_given_by_the_list() -> None:
    """An answer to a list of people is who is on it, whatever was handed in."""
    course = Course(a_checklist(child=text("ch.a")))
    ava = course.name(ROLL, "Ava")

    course.answer(ROLL, [])

    assert course.of_kind(AnswerGiven)[-1].value == [ava]


def test_after_it_was_finished_a_change_of_a_list_is_a_correction() -> None:
    """Naming, picking, taking off and renaming need a reason then, and it is recorded."""
    course, ava, ann, bob = a_family()
    spot = course.spot("ch.carers", ava)
    course.take(course.walk.pick(spot, ann))
    course.done("ch.carers", ava)
    course.answer("ch.carers.relation", "mother", ava, adult=ann)
    course.take(course.walk.finish())
    adults = course.spot("in.adults")

    for turn in (
        course.walk.pick(spot, bob),
        course.walk.unpick(spot, ann),
        course.walk.name(adults, "Cas", now=course.now),
        course.walk.rename(ann, "Anna", at=adults),
    ):
        assert faults_of(turn) == ["correction-needs-reason"]

    course.take(course.walk.pick(spot, bob, why="he is her father", now=course.now))
    picked = course.of_kind(AnswerGiven)[-1]
    assert (picked.value, picked.why_corrected) == ([ann, bob], "he is her father")
    course.take(course.walk.rename(ann, "Anna", at=adults, why="read from her card"))
    assert course.of_kind(AdultRenamed)[-1].why == "read from her card"
