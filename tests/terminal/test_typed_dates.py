"""Dates, ages and age groups as a person types them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from childcheck.checklist.ages import read_date_answer
from childcheck.terminal import words
from childcheck.terminal.typed import (
    ByEye,
    DateAsked,
    NotUnderstood,
    Understood,
    calendar_date,
    read_date,
)
from tests.checklist.builders import BANDS

TODAY = date(2026, 11, 24)
BIRTH = DateAsked(TODAY, is_estimable=True, is_birth=True, bands=BANDS)
DAY = DateAsked(TODAY)


def understood(text: str, asked: DateAsked = BIRTH) -> str:
    """Return what is stored for a date that is understood."""
    read = read_date(text, asked)
    assert isinstance(read, Understood), read
    return read.value


@pytest.mark.parametrize(
    "typed",
    [
        "2019-03-14",
        "2019/3/14",
        "14/3/2019",
        "14.03.2019",
        "14-3-2019",
        "14 3 2019",
        "14 March 2019",
        "14th of March 2019",
        "14 mar 2019",
        "14mar2019",
        "March 14, 2019",
        "  14  MARCH  2019. ",
        "14032019",
        "140319",
        "14/3/19",
        "14-03-19",
        "14 mar 19",
        "14/mar/19",
    ],
)
def test_a_day_is_read_in_every_usual_form(typed: str) -> None:
    """However a day is written, the same date is stored."""
    assert understood(typed, DAY) == "2019-03-14"


def test_the_day_comes_before_the_month() -> None:
    """A date in figures is read as people here write it: day, month, year."""
    assert understood("3/4/2019", DAY) == "2019-04-03"


def test_what_was_understood_is_said_back_in_words() -> None:
    """A birth date is said back with the month in words and the age today."""
    read = read_date("14/3/2019", BIRTH)

    assert isinstance(read, Understood)
    assert read.words == "14 March 2019 (7 years old)"


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("4", "about 4 years"),
        ("about 4", "about 4 years"),
        ("4 years old", "about 4 years"),
        ("4y", "about 4 years"),
        ("approx. 16", "about 16 years"),
        ("about 7 months", "about 7 months"),
        ("7m", "about 7 months"),
        ("18 months", "about 18 months"),
        ("3 weeks", "about 0 months"),
        ("9 weeks", "about 2 months"),
        ("10 days", "about 0 months"),
        ("newborn", "about 0 months"),
    ],
)
def test_an_age_is_an_answer_where_a_date_may_be_estimated(typed: str, stored: str) -> None:
    """An age in years, months, weeks or days is stored as an estimate."""
    assert understood(typed) == stored


def test_an_age_is_refused_where_only_a_date_is_known() -> None:
    """A question that is not for estimates takes no age."""
    assert isinstance(read_date("4", DAY), NotUnderstood)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("band infant", "band infant"),
        ("looks infant", "band infant"),
        ("looks like a", None),
        ("looks pre-school", "band pre_school"),
        ("looks school age", "band school_age"),
        ("looks te", "band teen"),
        ("band unborn", "band unborn"),
    ],
)
def test_an_age_group_can_be_judged_by_eye(typed: str, stored: str | None) -> None:
    """An age group is taken by its name or the start of it, and nothing is guessed."""
    read = read_date(typed, BIRTH)

    assert (read.value if isinstance(read, Understood) else None) == stored


def test_looks_alone_asks_for_the_list_of_age_groups() -> None:
    """Whoever does not know the groups by name can choose from a list."""
    assert read_date("looks", BIRTH) == ByEye()


def test_an_age_group_stands_only_for_a_childs_birth() -> None:
    """Where no groups are offered, a group is no answer."""
    assert isinstance(read_date("looks infant", DateAsked(TODAY, is_estimable=True)), NotUnderstood)


def test_an_overdue_date_is_kept_as_overdue() -> None:
    """A baby that is late keeps the date on which it was due."""
    assert understood("overdue 1/11/2026") == "overdue 2026-11-01"
    assert isinstance(read_date("overdue soon", BIRTH), NotUnderstood)


@pytest.mark.parametrize(
    "typed",
    [
        "3/14/2019",
        "31/2/2019",
        "310219",
        "31022019",
        "20190314",
        "20191203",
        "14319",
        "1403",
        "2019",
        "14/3",
        "March",
        "soon",
        "121",
        "?",
    ],
)
def test_what_is_no_day_is_refused_with_the_way_to_write_it(typed: str) -> None:
    """Nothing is guessed: half a date, an impossible day or a year alone is asked again."""
    read = read_date(typed, BIRTH)

    assert isinstance(read, NotUnderstood)
    assert read.why


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("140592", "1992-05-14"),
        ("14/5/92", "1992-05-14"),
        ("241126", "2026-11-24"),
        ("251126", "1926-11-25"),
        ("010100", "2000-01-01"),
        ("290200", "2000-02-29"),
        ("290228", "1928-02-29"),
        ("3/4/27", "1927-04-03"),
    ],
)
def test_a_short_year_of_birth_is_the_latest_that_is_not_ahead(typed: str, stored: str) -> None:
    """Nobody is born after today, so two digits of a year say which year it was."""
    assert understood(typed) == stored


def test_a_birth_long_ago_shows_in_the_age_that_is_said_back() -> None:
    """A slip of a hundred years is seen at once."""
    read = read_date("251126", BIRTH)

    assert isinstance(read, Understood)
    assert read.words == "25 November 1926 (99 years old)"


@pytest.mark.parametrize(
    ("typed", "stored"),
    [("030826", "2026-08-03"), ("3/8/17", "2017-08-03"), ("150127", "2027-01-15")],
)
def test_a_short_year_of_another_day_is_one_near_today(typed: str, stored: str) -> None:
    """Any other day may lie ahead or behind, and is taken when the year can be no other."""
    assert understood(typed, DAY) == stored


@pytest.mark.parametrize("typed", ["140592", "14/5/92", "3/8/15", "3/8/38", "14 may 92"])
def test_a_short_year_that_could_be_of_two_centuries_is_refused(typed: str) -> None:
    """What two readings fit is asked again, with the year in full."""
    assert read_date(typed, DAY) == NotUnderstood(words.FOUR_DIGIT_YEAR)


def test_a_day_that_is_in_no_century_is_no_day() -> None:
    """29 February of a year that has none is refused, however short the year."""
    assert read_date("290227", BIRTH) == NotUnderstood(words.NO_SUCH_DAY)
    assert read_date("290227", DAY) == NotUnderstood(words.NO_SUCH_DAY)


def test_an_age_is_never_taken_for_a_date() -> None:
    """Up to three digits are an age, six or eight a date; nothing in between is either."""
    found = {}
    for length in range(1, 10):
        read = read_date("011220181"[:length], BIRTH)
        found[length] = read.value.split()[0] if isinstance(read, Understood) else ""

    assert found == {
        **dict.fromkeys((1, 2, 3), "about"),
        **dict.fromkeys((4, 5, 7, 9), ""),
        6: "2020-12-01",
        8: "2018-12-01",
    }


def test_today_and_yesterday_are_days() -> None:
    """The days that people name are understood."""
    assert understood("yesterday", DAY) == "2026-11-23"
    assert understood("today", DAY) == "2026-11-24"


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2026, 11, 24)))
def test_every_day_comes_back_from_every_form(day: date) -> None:
    """Whatever the day, each form in which it is typed gives that day."""
    months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
    for typed in (
        f"{day.year:04}-{day.month}-{day.day}",
        f"{day.day}/{day.month}/{day.year:04}",
        f"{day.day} {months[day.month - 1]} {day.year:04}",
        f"{day.day:02}{day.month:02}{day.year:04}",
    ):
        assert calendar_date(typed, TODAY) == day


@given(st.dates(date(2024, 1, 1), date(2100, 12, 31)), st.integers(0, 99 * 365))
def test_six_digits_of_a_birth_date_give_that_day(today: date, days_ago: int) -> None:
    """Whoever is under a hundred years old is born on the day that six digits say."""
    day = today - timedelta(days=days_ago)

    assert calendar_date(f"{day:%d%m%y}", today, is_birth=True) == day


@given(st.text(max_size=30))
def test_whatever_is_typed_gives_a_storable_date_or_a_reason(typed: str) -> None:
    """No text makes the reading fail, and no text becomes a date that cannot be stored."""
    read = read_date(typed, BIRTH)

    assert not isinstance(read, Understood) or read_date_answer(read.value) is not None
