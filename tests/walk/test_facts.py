from __future__ import annotations

from childcheck.checklist.answers import BasisGiven
from childcheck.checklist.definitions import Basis, Reason
from childcheck.walk.showing import Standing
from childcheck.walk.subjects import Subject
from tests.walk.small import Course, a_checklist, faults_of, text

DOB = """\
- id: ch.dob
  stage: door
  ask: When was {child} born?
  type: date
  estimated: true
  fact: child.born_on
  when: {child.whereabouts: {is_none_of: [unborn]}}
  basis: true
"""
NAME = """\
- id: ch.name
  stage: door
  ask: What is {child}'s full name?
  type: text
  fact: child.name
"""
FAMILY = """\
- id: ch.family
  stage: door
  ask: Which family name?
  type: text
  fact: child.family_name
"""


def test_a_known_fact_is_shown_and_kept_with_what_it_rests_on() -> None:
    """The roll's birth date is offered, and kept as the child's own answer with a basis."""
    course = Course(a_checklist(child=DOB))
    (ava,) = course.roll("Ava", born="2021-05-04")
    spot = course.spot("ch.dob", ava)

    shown = course.show("ch.dob", ava)
    basis = {"": (BasisGiven(Basis.RECORD),)}
    kept = course.walk.keep(
        spot, asked_at=course.now, answered_at=course.now, now=course.now, basis=basis
    )
    course.take(kept)

    assert (shown.standing, shown.standing_words) == (Standing.FACT, "4 May 2021")
    assert course.held("ch.dob", ava).given.value == "2021-05-04"  # type: ignore[union-attr]
    given = course.drafts[-1].happening
    assert given.kept_from == course.held("in.children.born_on", ava).entry  # type: ignore[attr-defined]


def test_a_fact_is_not_kept_without_the_basis_that_its_question_wants() -> None:
    """Keeping is refused until it is said what the date rests on."""
    course = Course(a_checklist(child=DOB))
    (ava,) = course.roll("Ava")

    turn = course.walk.keep(
        course.spot("ch.dob", ava), asked_at=None, answered_at=None, now=course.now
    )

    assert faults_of(turn) == ["basis-needed"]


def test_a_fact_is_known_for_each_child_singly() -> None:
    """One child's birth date is never offered for another."""
    course = Course(a_checklist(child=DOB))
    ava = course.name("in.children", "Ava")
    ben = course.name("in.children", "Ben")
    course.answer("in.children.whereabouts", "here", ava)
    course.answer("in.children.born_on", "2021-05-04", ava)

    assert course.show("ch.dob", ava).standing is Standing.FACT
    assert course.show("ch.dob", ben).standing is Standing.NOTHING


def test_the_fact_said_last_counts() -> None:
    """Whichever question tells it later is believed: the check after the roll, and back."""
    course = Course(a_checklist(child=DOB.replace("  basis: true\n", "")))
    (ava,) = course.roll("Ava", born="about 4")
    course.answer("ch.dob", "2012-01-02", ava)
    teen = course.walk.sight.band(ava)

    course.answer("in.children.born_on", "about 5", ava)

    assert (teen, course.walk.sight.band(ava)) == ("teen", "school_age")


def test_a_fact_known_from_the_roll_stays_known_when_a_later_question_is_left() -> None:
    """Leaving the child's own question takes nothing away: only an answer replaces one."""
    course = Course(a_checklist(child=DOB + text("ch.a", when="{child.band: [teen]}")))
    (ava,) = course.roll("Ava", born="about 4")

    course.leave("ch.dob", Reason.NOT_KNOWN, ava)

    assert course.walk.sight.age(ava) == 4
    assert course.path("ch.a", ava) is False
    assert course.show("ch.dob", ava).standing is Standing.ANSWER  # the reason, as it was given


def test_a_fact_left_everywhere_is_not_known() -> None:
    """Where no question tells it, the reason given last is what is known of it."""
    course = Course(a_checklist(child=DOB))
    (ava,) = course.roll("Ava")
    course.leave("in.children.born_on", Reason.NOT_KNOWN, ava)

    course.leave("ch.dob", Reason.DID_NOT_WANT, ava)

    assert course.walk.sight.born_on(ava) is None
    told = course.walk.sight.fact("child.born_on", Subject(ava))
    assert told is not None and told.given == course.held("ch.dob", ava).given


def test_an_adults_fact_stays_known_when_a_later_question_is_left() -> None:
    """The role from the list of adults counts until another answer is given for it."""
    role = "- {id: ad.role, stage: door, ask: Role?, type: choices, fact: adult.role, column: none"
    role = role.replace("Role?", '"Role?"') + ", choices: {harmed: Harmed, accused: Accused}}\n"
    course = Course(a_checklist(adults=True, adult=role))
    ann = course.adult("Ann", "harmed")

    course.leave("ad.role", adult=ann)
    left = course.walk.sight.fact_value("adult.role", Subject(adult=ann))
    course.answer("ad.role", ["accused"], adult=ann)

    assert left == ["harmed"]
    assert course.walk.sight.fact_value("adult.role", Subject(adult=ann)) == ["accused"]


def test_leaving_a_question_whose_fact_is_told_elsewhere_asks_nothing_again() -> None:
    """What the fact forces was forced when it was told, and is not forced anew."""
    then = "- {when: {child.band: [pre_school]}, ask_again: ch.a}\n"
    course = Course(a_checklist(child=text("ch.a") + DOB, child_then=then))
    (ava,) = course.roll("Ava", born="about 4")
    course.answer("ch.a", "x", ava)

    course.leave("ch.dob", Reason.NOT_KNOWN, ava)

    assert course.walk.sight.is_settled(course.spot("ch.a", ava))


def test_what_the_roll_left_is_not_offered() -> None:
    """A reason for no answer is nothing that could be kept as one."""
    course = Course(a_checklist(child=DOB))
    ava = course.name("in.children", "Ava")
    course.answer("in.children.whereabouts", "here", ava)

    course.leave("in.children.born_on", Reason.NOT_KNOWN, ava)

    assert course.show("ch.dob", ava).standing is Standing.NOTHING


def test_a_fact_that_the_question_does_not_take_is_not_offered() -> None:
    """An estimate of the roll is not offered where a date is wanted."""
    course = Course(a_checklist(child=DOB.replace("  estimated: true\n", "")))

    (ava,) = course.roll("Ava", born="about 4")

    assert course.show("ch.dob", ava).standing is Standing.NOTHING


def test_a_line_that_only_the_other_question_takes_is_not_kept() -> None:
    """A line beside the answer on the roll stays there when the answer is kept."""
    first = "- {id: ch.first, stage: door, ask: First?, type: choice, fact: child.gender"
    first = first.replace("First?", '"First?"')
    choices = ', choices: {boy: {label: Boy, text: "Say who?"}, girl: Girl}}\n'
    second = first.replace("ch.first", "ch.second").replace("First?", "Second?")
    plain = ", column: none, choices: {boy: Boy, girl: Girl}}\n"
    course = Course(a_checklist(child=first + choices + second + plain))
    (ava,) = course.roll("Ava")
    course.answer("ch.first", "boy", ava, texts={"": "the mother"})

    course.keep("ch.second", ava)

    assert course.held("ch.second", ava).given.texts == {}  # type: ignore[union-attr]


def test_the_name_on_the_roll_is_offered_and_its_correction_is_used_from_then_on() -> None:
    """The name as it was put right last is how a child is spoken of, in lists too."""
    course = Course(a_checklist(child=NAME + text("ch.a")))
    (ava,) = course.roll("Ava Nowak")

    offered = course.show("ch.name", ava).standing_words
    course.answer("ch.name", "Ewa Nowak", ava)
    by_answer = course.show("ch.a", ava).name
    course.take(course.walk.rename(ava, "Eva Nowak"))

    assert (offered, by_answer) == ("Ava Nowak", "Ewa")
    assert course.show("ch.a", ava).name == "Eva"
    assert course.show("in.children").persons == {ava: "Eva Nowak"}


def test_the_family_name_follows_the_given_ones() -> None:
    """Given and family name asked apart make one name."""
    course = Course(a_checklist(child=NAME + FAMILY))
    (ava,) = course.roll("Ava")
    course.answer("ch.name", "Ava Zofia", ava)
    course.answer("ch.family", "Nowak", ava)

    assert course.walk.sight.name_of_child(ava) == "Ava Zofia Nowak"


def test_nothing_shown_is_nothing_that_could_be_kept() -> None:
    """Without an answer, a reason or a fact there is nothing to keep."""
    course = Course(a_checklist(child=DOB + text("ch.a")))
    (ava,) = course.roll("Ava")

    turn = course.walk.keep(
        course.spot("ch.a", ava), asked_at=None, answered_at=None, now=course.now
    )

    assert faults_of(turn) == ["nothing-to-keep"]


def test_keeping_what_stands_records_nothing() -> None:
    """An answer that stands is left alone by the key that keeps it."""
    course = Course(a_checklist(child=text("ch.a")))
    (ava,) = course.roll("Ava")
    course.answer("ch.a", "x", ava)

    assert course.keep("ch.a", ava) == ()
