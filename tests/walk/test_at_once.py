"""Answers that one key gives at once: what a family shares, and one enquiry as another."""

from __future__ import annotations

from typing import Any

import pytest

from childcheck.checklist.definitions import Reason
from childcheck.identifiers import ChildId
from childcheck.record.happenings import AnswerGiven, PersonPicked
from childcheck.walk.at_once import AtOnce
from tests.walk.small import Course, a_checklist, faults_of, refolded

SHARED = """\
- id: ch.family
  stage: door
  ask: Which family name?
  type: text
  fact: child.family_name
  as_for_others: true
- id: ch.language
  stage: door
  ask: Which language?
  type: text
  fact: child.language
  as_for_others: true
- id: ch.carers
  stage: desk
  ask: Who looks after {child}?
  type: people
  fact: child.carers
  as_for_others: true
  fields:
    relation:
      label: Relation
      type: choice
      as_for_others: true
      choices:
        mother: Mother
        father: Father
        other: {label: "Somebody else", text: "What are they?"}
    with_child: {label: "How are they together?", type: text}
"""
OF_ADULTS = """\
- id: ad.language
  stage: desk
  ask: Which language?
  type: text
  column: none
  fact: adult.language
  as_for_others: true
"""
ENQUIRY = """\
- id: in.{name}
  stage: desk
  ask: What did {name} show?
  type: enquiry
  covers: [{covers}]
  results:
    nothing: Nothing found
    violence: Violence
"""


def a_family() -> Course:
    """Return a course with two adults; of the children, Ava and Ben, nothing is told yet."""
    course = Course(a_checklist(adults=True, child=SHARED))
    for name in ("Ann", "Bob"):
        course.adult(name)
    course.done("in.adults")
    course.roll("Ava", "Ben")
    return course


def children_of(course: Course) -> list[ChildId]:
    """Return the children on the roll."""
    return list(course.walk.situation.living_children())


def with_carers(course: Course) -> None:
    """Tell who looks after the first child: Ann, her mother, and Bob, her great-uncle."""
    ava, ann, bob = children_of(course)[0], *course.walk.situation.living_adults()
    spot = course.spot("ch.carers", ava)
    course.take(course.walk.pick(spot, ann))
    course.answer("ch.carers.relation", "mother", ava, adult=ann)
    course.answer("ch.carers.with_child", "Held her hand", ava, adult=ann)
    course.take(course.walk.pick(spot, bob))
    course.answer("ch.carers.relation", "other", ava, adult=bob, texts={"": "Her great-uncle"})
    course.done("ch.carers", ava)


def take(course: Course, question: str, which: int = 0, child: ChildId | None = None) -> AtOnce:
    """Take what is offered at a question."""
    spot = course.spot(question, child)
    told = course.walk.show(spot).at_once[which]
    course.take(course.walk.say_at_once(spot, told, asked_at=course.now, answered_at=course.now))
    return told


def labels(course: Course, question: str, child: ChildId | None = None) -> list[str]:
    """Return what one key each may answer at a question, in words."""
    return [one.label for one in course.show(question, child).at_once]


# What a family shares


def test_a_family_name_is_kept_for_the_next_child_and_says_where_from() -> None:
    """The answer is that child's own, given now, with the entry from which it was kept."""
    course = a_family()
    ava, ben = children_of(course)
    course.answer("ch.family", "Dunning", ava)

    assert labels(course, "ch.family", ben) == ["As for Ava: Dunning"]
    take(course, "ch.family", child=ben)

    given = course.of_kind(AnswerGiven)[-1]
    assert (given.child, given.value) == (ben, "Dunning")
    assert given.kept_from == course.held("ch.family", ava).entry
    assert course.held("ch.family", ben).origin == course.held("ch.family", ben).entry


def test_the_name_of_the_child_before_is_offered_where_siblings_differ() -> None:
    """Of several names the one told last is offered; the rest are typed."""
    course = Course(a_checklist(child=SHARED))
    ava, ben, cas = course.roll("Ava", "Ben", "Cas")
    course.answer("ch.family", "Dunning", ava)
    course.answer("ch.family", "Hale", ben)

    assert labels(course, "ch.family", cas) == ["As for Ben: Hale"]


@pytest.mark.parametrize("told", ["nothing", "left", "answered"])
def test_nothing_is_offered_where_nothing_is_known_or_something_stands(told: str) -> None:
    """A reason is never kept for another child, and what stands is not put aside by a key."""
    course = a_family()
    ava, ben = children_of(course)
    if told == "left":
        course.leave("ch.family", Reason.NOT_KNOWN, ava)
    elif told == "answered":
        course.answer("ch.family", "Dunning", ava)
        course.answer("ch.family", "Hale", ben)

    assert labels(course, "ch.family", ben) == []


def test_nothing_of_a_child_who_was_taken_off_is_offered() -> None:
    """A child who does not belong here tells nothing of the others."""
    course = a_family()
    ava, ben = children_of(course)
    course.answer("ch.family", "Dunning", ava)
    course.take(course.walk.withdraw(ava, "a cousin", now=course.now))

    assert labels(course, "ch.family", ben) == []


def test_the_language_of_the_adults_is_offered_while_no_childs_is_known() -> None:
    """Where all adults who told one have the same; with a child's known, that one is."""
    course = Course(a_checklist(adults=True, adult=OF_ADULTS, child=SHARED))
    ann, bob = course.adult("Ann"), course.adult("Bob")
    course.done("in.adults")
    ava, ben = course.roll("Ava", "Ben")
    course.answer("ad.language", "Polish", adult=ann)

    of_bob = course.walk.show(course.spot("ad.language", adult=bob)).at_once
    assert [one.label for one in of_bob] == ["As for Ann: Polish"]
    assert labels(course, "ch.language", ava) == ["As for the adults: Polish"]
    course.answer("ad.language", "English", adult=bob)
    assert labels(course, "ch.language", ava) == []
    course.answer("ch.language", "Polish", ava)
    assert labels(course, "ch.language", ben) == ["As for Ava: Polish"]


def test_carers_are_kept_with_what_they_are_to_the_child_but_nothing_observed() -> None:
    """What needs a line of its own, and what was seen of the two, is asked for this child."""
    course = a_family()
    _, ben = children_of(course)
    ann, bob = course.walk.situation.living_adults()
    with_carers(course)

    assert labels(course, "ch.carers", ben) == ["As for Ava: Ann, mother; Bob. Nobody else"]
    take(course, "ch.carers", child=ben)

    situation = course.walk.situation
    assert course.held("ch.carers", ben).given.value == [ann, bob]  # type: ignore[union-attr]
    relation = situation.held[course.spot("ch.carers.relation", ben, adult=ann)]
    assert relation.given.value == "mother"  # type: ignore[union-attr]
    still_open = [course.called(spot) for spot in course.walk.order if "Ben" in course.called(spot)]
    asked = [one for one in still_open if one.startswith("ch.carers.")]
    assert [
        one
        for one in asked
        if not course.walk.sight.is_settled(
            next(spot for spot in course.walk.order if course.called(spot) == one)
        )
    ] == [
        "ch.carers.with_child Ben Ann",
        "ch.carers.relation Ben Bob",
        "ch.carers.with_child Ben Bob",
    ]
    assert course.kinds() == ["person_picked", "answer_given", "person_picked", "answer_given"]
    assert all(one.child == ben for one in course.of_kind(PersonPicked)[-2:])
    assert refolded(course.drafts).held == situation.held


def test_somebody_more_is_named_before_the_carers_are_kept() -> None:
    """The list of this child holds the one who was picked and those of the other child."""
    course = a_family()
    _, ben = children_of(course)
    with_carers(course)
    cas = course.name("ch.carers", "Cas", ben)

    take(course, "ch.carers", child=ben)

    ann, bob, _ = course.walk.situation.living_adults()
    assert course.held("ch.carers", ben).given.value == [cas, ann, bob]  # type: ignore[union-attr]


def test_lists_that_are_alike_are_offered_once_the_latest_first() -> None:
    """Where siblings differ each list stands for itself."""
    course = Course(a_checklist(adults=True, child=SHARED))
    ann, bob = course.adult("Ann"), course.adult("Bob")
    course.done("in.adults")
    ava, ben, cas, dee = course.roll("Ava", "Ben", "Cas", "Dee")
    for child, carers in ((ava, [ann, bob]), (ben, [ann]), (cas, [ann, bob])):
        for adult in carers:
            course.take(course.walk.pick(course.spot("ch.carers", child), adult))
        course.done("ch.carers", child)

    assert labels(course, "ch.carers", dee) == [
        "As for Cas: Ann; Bob. Nobody else",
        "As for Ben: Ann. Nobody else",
    ]


def test_what_is_no_longer_offered_is_refused() -> None:
    """A key that comes late, for something that was answered since, records nothing."""
    course = a_family()
    ava, ben = children_of(course)
    course.answer("ch.family", "Dunning", ava)
    spot = course.spot("ch.family", ben)
    (told,) = course.walk.show(spot).at_once
    course.answer("ch.family", "Hale", ava)

    turn = course.walk.say_at_once(spot, told, asked_at=None, answered_at=None)

    assert faults_of(turn) == ["not-offered-now"]


# Enquiries


def enquiries(**covers: str) -> Course:
    """Return a course with one adult, one child and these enquiries."""
    text = "".join(
        ENQUIRY.replace("{name}", name).replace("{covers}", whom) for name, whom in covers.items()
    )
    course = Course(a_checklist(late_incident=text, adults=True))
    course.adult("Ann")
    course.done("in.adults")
    course.roll("Ava")
    return course


def tell(course: Course, name: str, asked_of: str = "Control room", **more: Any) -> None:
    """Tell of one enquiry that it was done."""
    persons = list(course.show(f"in.{name}.covered").persons)
    course.answer(f"in.{name}.state", "done")
    course.answer(f"in.{name}.asked_of", asked_of)
    course.answer(f"in.{name}.covered", more.get("covered", persons))
    spellings = more.get("spellings", "every")
    texts = {"": "Not his second name"} if spellings == "some" else {}
    course.answer(f"in.{name}.spellings", spellings, texts=texts)
    course.answer(f"in.{name}.results", ["nothing"])
    for part in ("asked_at", "text"):
        course.leave(f"in.{name}.{part}", Reason.NOT_ASKED)


def test_an_enquiry_done_as_another_goes_on_at_its_results() -> None:
    """Who was asked, for whom and how spelt are told by one key; what it showed is asked."""
    course = enquiries(pnc="adults", orders="adults")
    tell(course, "pnc")

    assert labels(course, "in.orders.state") == [
        "Done: Control room; everybody; every spelling and every other name"
    ]
    take(course, "in.orders.state")

    given = course.of_kind(AnswerGiven)[-4:]
    assert [one.question for one in given] == [
        "in.orders.state",
        "in.orders.asked_of",
        "in.orders.covered",
        "in.orders.spellings",
    ]
    parts = ("state", "asked_of", "covered", "spellings")
    assert [one.kept_from for one in given] == [
        course.held(f"in.pnc.{part}").entry for part in parts
    ]
    assert course.called(course.walk.following()) == "in.orders.results"  # type: ignore[arg-type]


def test_everybody_is_kept_for_those_alone_who_were_covered() -> None:
    """An enquiry about all covers the adults of the next one."""
    course = enquiries(local="adults, children", pnc="adults")
    (ann,) = course.walk.situation.living_adults()
    tell(course, "local")

    take(course, "in.pnc.state")

    assert course.held("in.pnc.covered").given.value == [ann]  # type: ignore[union-attr]


def test_no_child_is_called_covered_because_the_adults_were() -> None:
    """Where an enquiry is about more people than the one before, it is asked whom it covered."""
    course = enquiries(pnc="adults", local="adults, children")
    tell(course, "pnc")

    assert labels(course, "in.local.state") == [
        "Done: Control room; every spelling and every other name"
    ]
    take(course, "in.local.state")
    assert course.called(course.walk.following()) == "in.local.covered"  # type: ignore[arg-type]


def test_whom_it_covered_is_named_where_that_was_not_everybody() -> None:
    """And is asked where somebody of them cannot be covered here."""
    course = enquiries(local="adults, children", pnc="adults", cs="children")
    (ann,) = course.walk.situation.living_adults()
    tell(course, "local", covered=[ann])

    assert labels(course, "in.pnc.state") == [
        "Done: Control room; Ann; every spelling and every other name"
    ]
    assert labels(course, "in.cs.state") == [
        "Done: Control room; every spelling and every other name"
    ]


def test_what_needs_a_line_stays_asked() -> None:
    """Some spellings, with which ones, are asked of each enquiry."""
    course = enquiries(pnc="adults", orders="adults")
    tell(course, "pnc", spellings="some")

    assert labels(course, "in.orders.state") == ["Done: Control room; everybody"]
    take(course, "in.orders.state")
    assert course.called(course.walk.following()) == "in.orders.spellings"  # type: ignore[arg-type]


def test_three_different_enquiries_are_offered_at_most_the_latest_first() -> None:
    """What would be recorded alike is offered once."""
    course = enquiries(a="adults", b="adults", c="adults", d="adults", e="adults", f="adults")
    for name, whom in (("a", "Ash"), ("b", "Birch"), ("c", "Cedar"), ("d", "Birch"), ("e", "Elm")):
        tell(course, name, whom)

    said = [one.split(": ")[1].split(";")[0] for one in labels(course, "in.f.state")]
    assert said == ["Elm", "Birch", "Cedar"]


def test_an_enquiry_that_was_not_done_is_no_example() -> None:
    """What is waited for, or was left, gives nothing to the next."""
    course = enquiries(pnc="adults", orders="adults", local="adults")
    course.answer("in.pnc.state", "waiting")
    course.answer("in.pnc.asked_of", "Control room")
    course.leave("in.orders.state", Reason.NOT_ASKED)

    assert labels(course, "in.local.state") == []


def test_who_may_be_asked_is_offered_only_where_it_is_a_choice_too() -> None:
    """A text is no choice: where whom to ask is chosen, it is chosen."""
    course = Course(
        a_checklist(
            late_incident=ENQUIRY.replace("{name}", "pnc").replace("{covers}", "children")
            + ENQUIRY.replace("{name}", "cs").replace("{covers}", "children")
            + "  asked_of: {mash: MASH, marker: Marker}\n"
        )
    )
    course.roll("Ava")
    tell(course, "pnc")

    assert labels(course, "in.cs.state") == []


def test_everybody_under_every_spelling_is_one_key() -> None:
    """Both answers stand; nothing of it was kept from elsewhere."""
    course = enquiries(pnc="adults")
    course.answer("in.pnc.state", "done")
    course.answer("in.pnc.asked_of", "Control room")

    assert labels(course, "in.pnc.covered") == ["Everybody; every spelling and every other name"]
    take(course, "in.pnc.covered")

    assert [one.kept_from for one in course.of_kind(AnswerGiven)[-2:]] == [None, None]
    assert course.called(course.walk.following()) == "in.pnc.results"  # type: ignore[arg-type]
