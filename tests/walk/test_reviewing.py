from __future__ import annotations

from childcheck.checklist.definitions import Reason
from childcheck.walk.reviewing import child_state
from tests.walk.small import SEE_CHILD, SEEN, Course, a_checklist, text, yes_no

CHECK = yes_no("ch.a") + text("ch.b", when="{ch.a: yes}") + text("ch.c")


def test_a_review_numbers_every_question_with_what_stands_there() -> None:
    """Answers in words, reasons, and what was not reached; gaps are told."""
    course = Course(a_checklist(child=CHECK))
    (ava,) = course.roll("Ava Nowak")
    course.answer("ch.a", "yes", ava)
    course.leave("ch.b", Reason.NOT_KNOWN, ava)

    review = course.walk.review(ava)

    told = [(line.number, line.spot.question, line.words, line.state) for line in review.lines]
    assert told == [
        (1, "in.children.whereabouts", "Here, awake", "answered"),
        (2, "in.children.born_on", "14 March 2020", "answered"),
        (3, "ch.a", "Yes", "answered"),
        (4, "ch.b", "(Asked, not known: a line)", "not_known"),
        (5, "ch.c", "(not reached)", "not_reached"),
    ]
    assert review.title == "Ava Nowak"
    assert [line.spot.question for line in review.gaps] == ["ch.b"]
    assert (review.open_spots, review.may_finish) == ((course.spot("ch.c", ava),), False)


def test_a_review_shows_what_no_longer_applies_apart() -> None:
    """What was set aside keeps its words and stands under its own heading."""
    course = Course(a_checklist(child=CHECK))
    (ava,) = course.roll("Ava")
    course.answer("ch.a", "yes", ava)
    course.answer("ch.b", "what she said", ava)
    course.answer("ch.a", "no", ava)

    review = course.walk.review(ava)

    assert [line.words for line in review.set_aside] == ["what she said"]
    assert "ch.b" not in [line.spot.question for line in review.lines]


def test_a_review_holds_what_that_child_is_owed() -> None:
    """Neither another child's follow-ups nor another child's words stand in it."""
    course = Course(a_checklist(talk=SEEN, child=text("ch.c"), follow_ups=SEE_CHILD))
    ava, ben = course.roll("Ava", "Ben")
    course.answer("ch.seen", "not_here", ava)
    course.answer("ch.c", "a secret of Ava's", ava)
    course.answer("ch.seen", "not_here", ben)

    review = course.walk.review(ben)

    assert [one.what for one in review.follow_ups] == ["See Ben"]
    assert all("secret" not in line.words for line in review.lines)
    assert {line.spot.subject.child for line in review.lines} == {ben}


def test_a_corrected_line_is_marked() -> None:
    """What was put right after it was finished says so."""
    course = Course(a_checklist(child=text("ch.c")))
    (ava,) = course.roll("Ava")
    course.answer("ch.c", "x", ava)
    course.take(course.walk.finish())
    course.answer("ch.c", "y", ava, why="a slip")

    assert [line.note for line in course.walk.review(ava).lines] == ["", "", "corrected"]


def test_the_review_of_the_incident_holds_the_incident_and_its_adults() -> None:
    """Without a child it is the incident's own part, with the adults by name."""
    course = Course(a_checklist(text("in.a"), adults=True, child=text("ch.c")))
    course.adult("Ann")
    course.done("in.adults")
    course.roll("Ava")

    asks = [line.ask for line in course.walk.review(None).lines]

    assert any(ask.startswith("Ann: ") for ask in asks)
    assert course.walk.review(None).title == "The incident"
    assert not any("ch.c" in ask for ask in asks)


def test_the_summary_counts_across_children_without_names() -> None:
    """On the roll, seen, spoken to, alone, owed; who was withdrawn is not counted."""
    course = Course(a_checklist(talk=SEEN, child=text("ch.c"), follow_ups=SEE_CHILD))
    ava, ben, cas = course.roll("Ava", "Ben", "Cas")
    course.answer("ch.seen", "awake", ava)
    course.answer("ch.seen", "not_here", ben)
    course.leave("ch.c", Reason.NOT_ASKED, ben)
    course.take(course.walk.withdraw(cas, "a cousin", now=course.now))

    summary = course.walk.summary()

    assert summary.sentence() == (
        "2 on the roll, 1 seen, 0 spoken to, 0 spoken to alone, 1 follow-up owed"
    )
    assert (summary.not_reached, summary.gap_count, summary.may_finish) == (1, 1, False)
    assert [one.state for one in summary.children] == ["unfinished", "unfinished", "withdrawn"]
    assert [one.gap_count for one in summary.children] == [0, 1, 0]


def test_a_check_begins_with_its_first_question() -> None:
    """What was said while the roll was taken does not begin a child's check."""
    course = Course(a_checklist(child=text("ch.c")))
    (ava,) = course.roll("Ava")
    before = child_state(course.walk.sight, ava)

    course.answer("ch.c", "x", ava)

    assert (before, child_state(course.walk.sight, ava)) == ("not_started", "unfinished")


def test_the_summary_of_nobody_left_to_ask_may_finish() -> None:
    """With every question settled nothing stands in the way."""
    course = Course(a_checklist(child=text("ch.c")))
    (ava,) = course.roll("Ava")
    course.answer("ch.c", "x", ava)

    summary = course.walk.summary()

    assert summary.may_finish
    assert (summary.incident_open, summary.child_open) == ((), ())
