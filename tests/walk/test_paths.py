from __future__ import annotations

import pytest

from childcheck.checklist.definitions import Reason
from childcheck.record.happenings import AnswerSetAside
from childcheck.walk.showing import Standing
from tests.walk.small import ADULTS, Course, a_checklist, text, yes_no

NEXT = yes_no("in.a") + text("in.b", when="{in.a: yes}")
CASCADE = (
    yes_no("in.a")
    + yes_no("in.b", when="{in.a: yes}")
    + yes_no("in.c", when="{in.b: yes}")
    + text("in.d", when="{in.c: yes}")
    + text("in.other")
)


# Three values


@pytest.mark.parametrize(
    ("reason", "truth"),
    [
        (None, None),
        (Reason.DID_NOT_WANT, None),
        (Reason.NOT_KNOWN, None),
        (Reason.NOT_ASKED, None),
        (Reason.DOES_NOT_APPLY, False),
    ],
)
def test_in_doubt_a_question_is_asked(reason: Reason | None, truth: bool | None) -> None:
    """What was not put, or left, leaves it open; only *does not apply* makes it false."""
    course = Course(a_checklist(NEXT))
    if reason is not None:
        course.leave("in.a", reason)

    assert course.path("in.b") is truth
    assert course.walk.sight.is_on_path(course.spot("in.b")) is (truth is None)


def test_what_is_off_the_path_makes_what_hangs_on_it_false() -> None:
    """A chain of conditions ends where the first of them is false."""
    course = Course(a_checklist(CASCADE))

    course.answer("in.a", "no")

    assert [course.path(f"in.{one}") for one in "bcd"] == [False, False, False]


# Set aside, and back


def test_a_changed_answer_sets_aside_all_that_hung_on_it_and_nothing_else() -> None:
    """Dependants are set aside in one turn, name what did it, and keep their words."""
    course = Course(a_checklist(CASCADE))
    for one in "abc":
        course.answer(f"in.{one}", "yes")
    course.answer("in.d", "what she said")
    course.answer("in.other", "kept")

    changed = course.answer("in.a", "no")

    assert course.kinds() == ["answer_given", *["answer_set_aside"] * 3]
    aside = [one.happening for one in changed[1:]]
    assert all(isinstance(one, AnswerSetAside) for one in aside)
    assert {one.cause for one in aside if isinstance(one, AnswerSetAside)} == {
        changed[0].identifier
    }
    assert course.held("in.d").is_set_aside
    assert course.held("in.d").given.value == "what she said"  # type: ignore[union-attr]
    assert not course.held("in.other").is_set_aside


def test_what_applies_again_is_shown_and_must_be_confirmed() -> None:
    """The old words are shown, count for nothing until kept, and are then as they were."""
    course = Course(a_checklist(NEXT))
    course.roll("Ava")
    course.answer("in.a", "yes")
    course.answer("in.b", "what she said")
    course.answer("in.a", "no")
    course.answer("in.a", "yes")

    shown = course.show("in.b")
    waiting = course.walk.following()
    course.keep("in.b")

    assert (shown.standing, shown.standing_words) == (Standing.SET_ASIDE, "what she said")
    assert waiting == course.spot("in.b")
    assert not course.held("in.b").is_set_aside
    assert course.walk.following() is None


def test_what_waits_to_be_confirmed_leaves_its_dependants_in_doubt() -> None:
    """An answer that applies again is not an answer until it is kept."""
    course = Course(a_checklist(CASCADE))
    for one in "abc":
        course.answer(f"in.{one}", "yes")
    course.answer("in.a", "no")

    course.answer("in.a", "yes")

    assert course.path("in.b") is True
    assert course.path("in.c") is None


def test_a_changed_answer_leaves_later_answers_alone() -> None:
    """Nothing is lost by a change but what no longer applies."""
    course = Course(a_checklist(text("in.a") + text("in.b") + text("in.c")))
    for one in "abc":
        course.answer(f"in.{one}", "x")

    course.answer("in.a", "y")

    assert course.kinds() == ["answer_given"]
    assert course.walk.sight.is_settled(course.spot("in.c"))


# Ages


BY_BAND = text("ch.infant", when="{child.band: [infant]}") + text(
    "ch.teen", when="{child.band: [teen]}"
)


def test_without_an_age_the_questions_of_every_band_are_asked() -> None:
    """Nobody knows the age: in doubt, ask."""
    course = Course(a_checklist(child=BY_BAND))
    ava = course.name("in.children", "Ava")
    course.answer("in.children.whereabouts", "here", ava)

    course.leave("in.children.born_on", Reason.NOT_KNOWN, ava)

    assert (course.path("ch.infant", ava), course.path("ch.teen", ava)) == (None, None)


def test_a_corrected_birth_date_changes_the_band_and_sets_aside() -> None:
    """Another age asks other questions; what was answered for the first is set aside."""
    course = Course(a_checklist(child=BY_BAND))
    (ava,) = course.roll("Ava", born="2026-01-02")
    course.answer("ch.infant", "rolls", ava)

    course.answer("in.children.born_on", "2012-01-02", ava)

    assert course.held("ch.infant", ava).is_set_aside
    assert (course.path("ch.infant", ava), course.path("ch.teen", ava)) == (False, True)


def test_the_age_is_that_of_the_day_of_arrival() -> None:
    """Born on 29 February a child is a year older from 1 March; the arrival decides."""
    arrived = (
        "- id: in.arrived\n  stage: door\n  ask: When?\n  type: time\n  fact: incident.arrived_at\n"
    )
    course = Course(a_checklist(arrived, child=BY_BAND))
    (ava,) = course.roll("Ava", born="2024-02-29")

    course.answer("in.arrived", "2026-02-28T23:59:00+00:00")
    before = course.walk.sight.age(ava), course.walk.sight.band(ava)
    course.answer("in.arrived", "2026-03-01T00:01:00+00:00")

    assert before == (1, "infant")
    assert (course.walk.sight.age(ava), course.walk.sight.band(ava)) == (2, "pre_school")


@pytest.mark.parametrize(
    ("born", "band", "age"),
    [
        ("about 4", "pre_school", 4),
        ("about 7 months", "infant", 0),
        ("band teen", "teen", None),
        ("2008-11-24", "teen", 18),  # kept on the roll with a reason
    ],
)
def test_an_estimate_gives_the_band(born: str, band: str, age: int | None) -> None:
    """About so old, or judged by eye, is enough to ask the right questions."""
    course = Course(a_checklist(child=BY_BAND))

    (ava,) = course.roll("Ava", born=born)

    assert (course.walk.sight.band(ava), course.walk.sight.age(ava)) == (band, age)


def test_a_child_not_yet_born_is_in_the_band_unborn() -> None:
    """The roll says that the baby is not born yet, and no birth date is asked for."""
    course = Course(a_checklist(child=BY_BAND))

    (baby,) = course.roll("Baby of Ann", where="unborn")

    assert course.walk.sight.band(baby) == "unborn"
    assert course.path("in.children.born_on", baby) is False
    assert course.path("ch.infant", baby) is False


def test_a_question_is_not_decided_by_its_own_answer() -> None:
    """A birth date asked for the born says "not born": it is not thrown out by itself."""
    dob = """\
- id: ch.dob
  stage: door
  ask: When was {child} born?
  type: date
  estimated: true
  fact: child.born_on
  when: {child.band: {is_none_of: [unborn]}}
"""
    course = Course(a_checklist(child=dob + BY_BAND))
    (ava,) = course.roll("Ava", born="about 1")

    course.answer("ch.dob", "band unborn", ava)

    assert course.kinds() == ["answer_given"]
    assert course.walk.sight.is_settled(course.spot("ch.dob", ava))
    assert course.path("ch.infant", ava) is False
    assert course.walk.following() is None


def test_questions_that_decide_about_each_other_come_to_rest() -> None:
    """A fact told twice may contradict itself; each is set aside once, and the walk ends."""
    gender = """\
- id: {id}
  stage: door
  ask: Boy or girl?
  type: choice
  fact: child.gender
  {when}choices:
    boy: Boy
    girl: Girl
"""
    first = gender.format(id="ch.first", when="")
    second = gender.format(id="ch.second", when="when: {ch.between: yes}\n  ")
    between = yes_no("ch.between", when="{child.gender: boy}")
    course = Course(a_checklist(child=first + between + second))
    (ava,) = course.roll("Ava")
    course.answer("ch.first", "boy", ava)
    course.answer("ch.between", "yes", ava)

    course.answer("ch.second", "girl", ava)

    assert course.kinds() == ["answer_given", "answer_set_aside"]
    assert course.held("ch.between", ava).is_set_aside
    assert course.walk.following() is None
    assert course.take(course.walk.pause("word"))[0].happening.kind == "walk_paused"
    assert course.kinds() == ["walk_paused"]


# Whose answers


def test_a_childs_condition_sees_that_childs_answers_and_the_incidents() -> None:
    """What another child answered decides nothing."""
    course = Course(
        a_checklist(yes_no("in.a"), child=yes_no("ch.a") + text("ch.b", when="{ch.a: yes}"))
    )
    ava, ben = course.roll("Ava", "Ben")

    course.answer("ch.a", "yes", ava)
    course.answer("ch.a", "no", ben)

    assert (course.path("ch.b", ava), course.path("ch.b", ben)) == (True, False)


def test_a_wrapper_looks_across_the_other_children() -> None:
    """`other_child` looks at all others, in doubt too, and not at the child in hand."""
    across = text("ch.b", when="{other_child: {ch.a: yes}}", stage="desk")
    course = Course(a_checklist(child=yes_no("ch.a") + across))
    ava, ben, cas = course.roll("Ava", "Ben", "Cas")

    course.answer("ch.a", "yes", ava)
    course.answer("ch.a", "no", ben)
    in_doubt = course.path("ch.b", ava)
    course.answer("ch.a", "no", cas)

    assert in_doubt is None
    assert [course.path("ch.b", one) for one in (ava, ben, cas)] == [False, True, True]


def test_a_withdrawn_child_is_not_looked_across() -> None:
    """Who does not belong here decides nothing any more."""
    across = text("ch.b", when="{other_child: {ch.a: yes}}", stage="desk")
    course = Course(a_checklist(child=yes_no("ch.a") + across))
    ava, ben = course.roll("Ava", "Ben")
    course.answer("ch.a", "yes", ava)
    course.answer("ch.b", "x", ben)

    course.take(course.walk.withdraw(ava, "not here", now=course.now))

    assert course.path("ch.b", ben) is False
    assert course.held("ch.b", ben).is_set_aside


def test_a_named_condition_is_seen_by_every_place_alike() -> None:
    """A condition named once holds or not for each child singly."""
    named = "quiet:\n  ch.a: no\n"
    course = Course(
        a_checklist(child=yes_no("ch.a") + text("ch.b", when="quiet"), conditions=named)
    )
    ava, ben = course.roll("Ava", "Ben")

    course.answer("ch.a", "no", ava)
    course.answer("ch.a", "yes", ben)

    assert (course.path("ch.b", ava), course.path("ch.b", ben)) == (True, False)


# A child and an adult together


CARERS = """\
- id: ch.carers
  stage: desk
  ask: Who looks after {child}?
  type: people
  fields:
    relation: {label: Relation, type: text}
"""


def test_what_was_said_of_an_adult_who_is_off_the_list_is_set_aside() -> None:
    """Taken off a child's list, an adult's relation no longer applies; picked again, it waits."""
    course = Course(a_checklist(adults=True, child=CARERS))
    ann = course.adult("Ann")
    course.done("in.adults")
    (ava,) = course.roll("Ava")
    carers = course.spot("ch.carers", ava)
    course.take(course.walk.pick(carers, ann))
    course.answer("ch.carers.relation", "mother", ava, adult=ann)
    relation = course.spot("ch.carers.relation", ava, adult=ann)

    course.take(course.walk.unpick(carers, ann))
    was_aside = course.walk.situation.held[relation].is_set_aside
    course.take(course.walk.pick(carers, ann))

    assert was_aside
    assert course.walk.show(relation).standing is Standing.SET_ASIDE


def test_a_pair_of_one_child_is_nothing_to_another() -> None:
    """An adult on the list of one child is not on that of the other."""
    course = Course(a_checklist(adults=True, child=CARERS))
    ann = course.adult("Ann")
    course.done("in.adults")
    ava, _ = course.roll("Ava", "Ben")

    course.take(course.walk.pick(course.spot("ch.carers", ava), ann))

    assert "ch.carers.relation Ava Ann" in course.order
    assert "ch.carers.relation Ben Ann" not in course.order


def test_roles_are_asked_of_each_adult() -> None:
    """An adult's condition sees that adult's roles."""
    assert "roles" in ADULTS
    course = Course(a_checklist(adults=True, adult=text("in.apart", when="{adult.role: harmed}")))

    ann, bob = course.adult("Ann", "harmed"), course.adult("Bob", "accused")

    asked = [one for one in course.order if one.startswith("in.apart")]
    assert (ann != bob, asked) == (True, ["in.apart Ann"])
