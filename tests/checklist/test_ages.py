"""Ages are whole years on a day, and a date answer keeps what is known of a date."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from childcheck.checklist.ages import (
    ADULT_AGE,
    DateAnswer,
    age_on,
    band_of,
    band_on,
    read_date_answer,
)
from childcheck.checklist.definitions import UNBORN, Band
from tests.checklist.builders import BANDS

ARRIVED = date(2026, 11, 24)
DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    ("born_on", "day", "expected"),
    [
        (date(2022, 11, 24), ARRIVED, 4),
        (date(2022, 11, 25), ARRIVED, 3),
        (date(2022, 11, 23), ARRIVED, 4),
        (ARRIVED, ARRIVED, 0),
        (ARRIVED + timedelta(days=1), ARRIVED, -1),
        # born on 29 February: a year older on 1 March, in a leap year on the day itself
        (date(2024, 2, 29), date(2026, 2, 28), 1),
        (date(2024, 2, 29), date(2026, 3, 1), 2),
        (date(2024, 2, 29), date(2028, 2, 28), 3),
        (date(2024, 2, 29), date(2028, 2, 29), 4),
    ],
)
def test_age_is_whole_years_on_the_day(born_on: date, day: date, expected: int) -> None:
    """A year is added on the birthday itself, and for 29 February on 1 March."""
    assert age_on(born_on, day) == expected


@given(DAYS, DAYS)
def test_nobody_grows_younger(born_on: date, day: date) -> None:
    """From one day to the next an age stays or rises by one."""
    assert age_on(born_on, day + timedelta(days=1)) - age_on(born_on, day) in (0, 1)


@given(DAYS, st.integers(0, 60))
def test_an_age_holds_from_one_birthday_to_the_next(born_on: date, years: int) -> None:
    """On the birthday the age is reached, and the day before it is not."""
    try:
        birthday = born_on.replace(year=born_on.year + years)
    except ValueError:
        birthday = date(born_on.year + years, 3, 1)

    assert age_on(born_on, birthday) == years
    assert age_on(born_on, birthday - timedelta(days=1)) == years - 1


@pytest.mark.parametrize(
    ("age", "expected"),
    [
        (0, "infant"),
        (1, "infant"),
        (2, "pre_school"),
        (4, "pre_school"),
        (5, "school_age"),
        (11, "school_age"),
        (12, "teen"),
        (17, "teen"),
        (18, None),
        (40, None),
    ],
)
def test_the_first_band_that_fits_is_taken(age: int, expected: str | None) -> None:
    """A band ends below its limit; from 18 on there is none."""
    assert band_of(age, BANDS) == expected


@given(st.integers(0, ADULT_AGE - 1))
def test_every_child_has_a_band(age: int) -> None:
    """Bands that end at 18 leave no child without one."""
    assert band_of(age, BANDS) is not None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2022-03-14", "pre_school"),
        ("2008-11-24", None),
        ("about 4 years", "pre_school"),
        ("about 4", "pre_school"),
        ("about 7 months", "infant"),
        ("about 23 months", "infant"),
        ("about 24 months", "pre_school"),
        ("band teen", "teen"),
        ("band unborn", "unborn"),
        ("band elder", None),
    ],
)
def test_a_band_is_found_from_any_form_of_a_birth_date(text: str, expected: str | None) -> None:
    """Dates, ages in years or months and what was judged by eye all lead to a band."""
    read = read_date_answer(text)

    assert read is not None
    assert band_on(read, ARRIVED, BANDS) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2022-03-14", DateAnswer(on=date(2022, 3, 14))),
        ("about 4 years", DateAnswer(about_years=4)),
        ("about 1 year", DateAnswer(about_years=1)),
        ("About  4", DateAnswer(about_years=4)),
        ("about 7 months", DateAnswer(about_months=7)),
        ("overdue 2026-11-01", DateAnswer(on=date(2026, 11, 1), is_overdue=True)),
        ("band infant", DateAnswer(band="infant")),
    ],
)
def test_a_date_answer_is_read(text: str, expected: DateAnswer) -> None:
    """Each of the five forms is read, however it is spaced and capitalised."""
    assert read_date_answer(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday",
        "2022-13-01",
        "2023-02-29",
        "14/03/2022",
        "22-03-14",
        "2022-3-14",
        "about",
        "about four",
        "about 1234",
        "about -4",
        "about 4 weeks",
        "overdue",
        "overdue soon",
        "overdue 2026-02-30",
        "band",
        "２０２２-03-14",
    ],
)
def test_nothing_else_is_a_date_answer(text: str) -> None:
    """What has none of the forms is no date, and nothing is guessed from it."""
    assert read_date_answer(text) is None


def date_answers() -> st.SearchStrategy[DateAnswer]:
    """Make date answers of every form."""
    return st.one_of(
        st.builds(lambda on: DateAnswer(on=on), DAYS),
        st.builds(lambda on: DateAnswer(on=on, is_overdue=True), DAYS),
        st.builds(lambda years: DateAnswer(about_years=years), st.integers(0, 999)),
        st.builds(lambda months: DateAnswer(about_months=months), st.integers(0, 999)),
        st.builds(lambda band: DateAnswer(band=band.id), st.sampled_from(BANDS)),
    )


@given(date_answers())
def test_what_is_stored_reads_back_the_same(answer: DateAnswer) -> None:
    """The stored form of a date answer says exactly what the answer said."""
    assert read_date_answer(answer.as_text()) == answer


@given(date_answers())
def test_only_a_date_is_no_estimate(answer: DateAnswer) -> None:
    """An answer is an estimate unless it has a day."""
    assert answer.is_estimated is (answer.on is None)


def test_an_age_is_known_unless_only_a_band_is() -> None:
    """Years and months give an age, a band judged by eye gives none."""
    assert DateAnswer(on=date(2022, 3, 14)).age_on(ARRIVED) == 4
    assert DateAnswer(about_years=4).age_on(ARRIVED) == 4
    assert DateAnswer(about_months=25).age_on(ARRIVED) == 2
    assert DateAnswer(band="infant").age_on(ARRIVED) is None


@pytest.mark.parametrize("text", ["overdue 2026-11-01", "2027-01-31"])
def test_a_birth_still_to_come_is_that_of_an_unborn_child(text: str) -> None:
    """A due date, passed or to come, makes nobody an infant."""
    answer = read_date_answer(text)

    assert answer is not None
    assert band_on(answer, date(2026, 11, 24), (Band("infant", 2), Band("teen", 18))) == UNBORN
