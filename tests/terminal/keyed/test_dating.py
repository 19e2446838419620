"""Numbers, dates and times."""

from __future__ import annotations

from datetime import datetime

import pytest

from childcheck.terminal import words
from childcheck.terminal.typed import DateAsked, Understood, read_date
from childcheck.walk.replies import Back, Keep
from childcheck.walk.showing import Standing
from tests.checklist.builders import a_question
from tests.terminal.keyed.typing_officer import ENTER, ESC, an_asker, answered
from tests.terminal.scripted import LONDON, NIGHT, an_answer, shown

BORN = a_question("ch.dob", "date", is_estimable=True, fact="child.born_on")


def test_a_number_is_typed_in_digits() -> None:
    """What is none stays in the line and is said."""
    reply, typing = answered(a_question("x", "number"), f"two{ENTER}", f"2{ENTER}")

    assert reply == an_answer(2)
    assert words.NOT_A_NUMBER in typing.notes


def test_what_was_understood_is_said_back() -> None:
    """A date read wrongly is worse than one that was not read."""
    reply, typing = answered(BORN, f"14/3/2019{ENTER}")

    assert reply == an_answer("2019-03-14")
    assert "Answer: 14 March 2019 (7 years old)" in typing.printed


def test_an_adults_birth_is_said_back_with_the_age() -> None:
    """Six digits are enough, and a slip of a year is seen in the age."""
    born = a_question("in.adults.born_on", "date", is_estimable=True, fact="adult.born_on")

    reply, typing = answered(born, f"140592{ENTER}")

    assert reply == an_answer("1992-05-14")
    assert "Answer: 14 May 1992 (34 years old)" in typing.printed


@pytest.mark.parametrize("fact", ["child.born_on", "adult.born_on", ""])
@pytest.mark.parametrize("is_estimable", [True, False])
def test_the_footer_names_the_shortest_way_in_a_narrow_window(
    fact: str, is_estimable: bool
) -> None:
    """A date in six digits, on one line of 40 columns, which is read as it is shown."""
    question = a_question("ch.x", "date", is_estimable=is_estimable, fact=fact)

    _, typing = answered(question, ESC, width=40)

    (footer,) = [line for line in typing.printed.split("\n") if line[:6].isdecimal()]
    asked = DateAsked(NIGHT.date(), is_birth=question.is_birth)
    assert isinstance(read_date(footer[:6], asked), Understood)


def test_an_age_group_is_chosen_by_eye_with_one_key() -> None:
    """`looks` lists the groups; Esc goes back to the question."""
    reply, _ = answered(BORN, f"looks{ENTER}", ESC, f"looks{ENTER}", "2")

    assert reply == an_answer("band pre_school")


BEGAN = a_question("ch.times.began", "time")


def test_the_clocks_moment_is_kept_with_one_key_or_typed_over() -> None:
    """It is called the computer's clock, and no key is pressed for the officer."""
    moment = an_answer("2026-11-24T20:52:00+00:00")

    kept, typing = answered(BEGAN, ENTER, held=moment, standing=Standing.CLOCK)
    typed, _ = answered(BEGAN, f"2058{ENTER}", held=moment, standing=Standing.CLOCK)

    assert kept == Keep()
    assert words.BY_CLOCK in typing.printed
    assert words.ENTER_KEEPS in typing.printed
    assert typed == an_answer("2026-11-24T20:58:00+00:00")


def test_a_time_that_occurred_twice_is_asked_about() -> None:
    """One key says which it was."""
    now = datetime(2026, 10, 25, 3, 0, tzinfo=LONDON)
    with an_asker(f"01:30{ENTER}", "2", now=now) as (asker, typing):
        reply = asker.ask(shown(a_question("x", "time")))

    assert reply == an_answer("2026-10-25T01:30:00+00:00")
    assert "The clocks went back" in typing.printed


def test_a_question_mark_alone_tells_why() -> None:
    """No number, date or time begins with it."""
    reply, typing = answered(a_question("x", "number", why="It counts."), "?", " ", f"3{ENTER}")

    assert reply == an_answer(3)
    assert "It counts." in typing.printed


def test_back_from_what_cannot_stand() -> None:
    """Back validates nothing: not an invalid answer that was refused, nor one that is typed."""
    reply, typing = answered(BORN, f"32/13/2019{ENTER}", ESC)

    assert reply == Back()
    assert words.NO_SUCH_DAY in typing.notes


def test_enter_keeps_a_fact_and_nothing_else() -> None:
    """On a fresh question it records nothing."""
    assert answered(BORN, ENTER, held=an_answer("2019-03-14"))[0] == Keep()
    assert answered(BORN, ENTER, f"4{ENTER}")[0] == an_answer("about 4 years")
