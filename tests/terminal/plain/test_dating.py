"""Numbers, dates and times in plain mode."""

from __future__ import annotations

from datetime import datetime

from childcheck.terminal import words
from childcheck.walk.replies import Keep
from childcheck.walk.showing import Standing
from tests.checklist.builders import a_follow_up_question, a_question
from tests.terminal.scripted import LONDON, an_answer, an_asker, answered, shown

BORN = a_question("ch.dob", "date", fact="child.born_on", is_estimable=True)
AT = a_question("in.arrived", "time")


def test_a_date_is_said_back() -> None:
    """What was understood of a date stands on the screen before the next question."""
    reply, console = answered(BORN, "14 of May", "14/5/2019")

    assert reply == an_answer("2019-05-14")
    assert "Understood: 14 May 2019 (7 years old)." in console.printed


def test_an_adults_birth_is_said_back_with_the_age() -> None:
    """Six digits are enough, and a slip of a year is heard in the age."""
    born = a_question("in.adults.born_on", "date", is_estimable=True, fact="adult.born_on")

    reply, console = answered(born, "140592")

    assert reply == an_answer("1992-05-14")
    assert "Type a date, such as 140592 or 14/5/1992, or an age, such as 66." in console.printed
    assert "Understood: 14 May 1992 (34 years old)." in console.printed


def test_an_age_is_said_back() -> None:
    """An estimate is an answer, and is called one."""
    reply, console = answered(BORN, "7 months")

    assert reply == an_answer("about 7 months")
    assert "Understood: about 7 months." in console.printed


def test_an_age_group_is_chosen_by_eye_from_a_list() -> None:
    """Whoever cannot guess an age chooses a group."""
    reply, console = answered(BORN, "looks", "", "2")

    assert reply == an_answer("band pre_school")
    assert "2) pre-school (2 to 4)" in console.printed


def test_only_a_birth_offers_age_groups() -> None:
    """Another date that may be estimated offers no groups."""
    question = a_question("un.due", "date", is_estimable=True)

    _, console = answered(question, "overdue 1/11/2026")

    assert "looks" not in console.printed
    assert "Understood: due on 1 November 2026, and overdue." in console.printed


def test_a_time_is_said_back_with_its_day() -> None:
    """A time alone is the most recent one, and the day is said."""
    reply, console = answered(AT, "half nine", "23:10")

    assert reply == an_answer("2026-11-23T23:10:00+00:00")
    assert "Understood: 23:10 on 23 November 2026, yesterday." in console.printed


def test_the_clocks_moment_is_kept_with_enter_or_typed_over() -> None:
    """It is called the computer's clock, and nothing is taken without the Enter."""
    moment = an_answer("2026-11-24T20:52:00+00:00")

    kept, console = answered(AT, "", held=moment, standing=Standing.CLOCK)
    typed, _ = answered(AT, "2058", held=moment, standing=Standing.CLOCK)

    assert kept == Keep()
    assert words.BY_CLOCK in console.printed
    assert typed == an_answer("2026-11-24T20:58:00+00:00")


def test_a_time_that_occurred_twice_is_asked_about() -> None:
    """On the night the clocks go back, the officer says which of the two it was."""
    now = datetime(2026, 10, 25, 6, 0, tzinfo=LONDON)
    for typed, offset in (("1", "+01:00"), ("2", "+00:00")):
        asker, console = an_asker("01:30", "", typed, now=now)

        assert asker.ask(shown(AT)) == an_answer(f"2026-10-25T01:30:00{offset}")
        assert "1) the first time, before the clocks went back (BST)" in console.printed
        assert "2) the second time, after the clocks went back (GMT)" in console.printed


def test_a_time_that_never_was_is_explained() -> None:
    """On the night the clocks go forward, the missing hour is refused with the reason."""
    now = datetime(2026, 3, 29, 6, 0, tzinfo=LONDON)
    asker, console = an_asker("01:30", "02:30", now=now)

    assert asker.ask(shown(AT)) == an_answer("2026-03-29T02:30:00+01:00")
    assert words.CLOCKS_WENT_FORWARD in console.flat


def test_by_when_something_is_owed_lies_ahead() -> None:
    """The time of a follow-up is the next such time."""
    by = a_follow_up_question("ch.seen_plan", "see_child")[2]

    reply, console = answered(by, "14:00", label="By when?")

    assert reply == an_answer("2026-11-25T14:00:00+00:00")
    assert "in 2 hours" in console.flat


def test_a_number_is_asked_until_it_is_one() -> None:
    """A word is no number, and 0 is one."""
    reply, console = answered(a_question("in.calls", "number"), "none", "", "0")

    assert reply == an_answer(0)
    assert words.NOT_A_NUMBER in console.printed


def test_enter_keeps_a_date_a_time_and_a_number() -> None:
    """What stands is kept with Enter."""
    assert answered(BORN, "", held=an_answer("about 4 years"))[0] == Keep()
    assert answered(AT, "", held=an_answer("2026-11-24T21:40:00+00:00"))[0] == Keep()
    assert answered(a_question("in.calls", "number"), "", held=an_answer(3))[0] == Keep()
