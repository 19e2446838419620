"""Ages in whole years, and the date answers they come from.

A date answer is text in one of five forms: a date (`2022-03-14`), an estimated
age (`about 4 years`, `about 7 months`), an overdue date (`overdue 2026-11-01`),
and, for a birth date only, a band judged by eye (`band infant`).

Age is whole years on the local date of arrival. Someone born on 29 February
has a birthday on 1 March in other years.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from childcheck.checklist.definitions import UNBORN, Band

ADULT_AGE = 18  # Children Act 1989, section 105(1): a child is a person under 18

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_ABOUT = re.compile(r"about (\d{1,3})(?: (years?|months?))?", re.ASCII)


@dataclass(frozen=True)
class DateAnswer:
    """A date answer taken apart; exactly one of the first four fields is set."""

    on: date | None = None
    about_years: int | None = None
    about_months: int | None = None
    band: str | None = None
    is_overdue: bool = False

    @property
    def is_estimated(self) -> bool:
        """Whether the date itself is not known."""
        return self.on is None

    def age_on(self, day: date) -> int | None:
        """Return whole years on a day; None when only a band is known."""
        if self.on is not None:
            return age_on(self.on, day)
        if self.about_years is not None:
            return self.about_years
        if self.about_months is not None:
            return self.about_months // 12
        return None

    def as_text(self) -> str:
        """Return the one form in which this answer is stored."""
        if self.on is not None:
            return f"overdue {self.on}" if self.is_overdue else str(self.on)
        if self.about_years is not None:
            return f"about {self.about_years} years"
        if self.about_months is not None:
            return f"about {self.about_months} months"
        return f"band {self.band}"


def read_date_answer(text: str) -> DateAnswer | None:
    """Return what a date answer says, or None when it has none of the forms."""
    text = " ".join(text.split()).lower()
    if _DATE.fullmatch(text):
        on = _date(text)
        return DateAnswer(on=on) if on else None
    if about := _ABOUT.fullmatch(text):
        number, unit = int(about[1]), about[2] or "years"
        if unit.startswith("month"):
            return DateAnswer(about_months=number)
        return DateAnswer(about_years=number)
    word, _, rest = text.partition(" ")
    if word == "overdue" and _DATE.fullmatch(rest):
        on = _date(rest)
        return DateAnswer(on=on, is_overdue=True) if on else None
    if word == "band" and rest:
        return DateAnswer(band=rest)
    return None


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def age_on(born_on: date, day: date) -> int:
    """Return whole years between a birth date and a day; negative before birth."""
    years = day.year - born_on.year
    return years - ((day.month, day.day) < (born_on.month, born_on.day))


def band_of(age: int, bands: tuple[Band, ...]) -> str | None:
    """Return the first band that an age fits; None for 18 and over."""
    return next((band.id for band in bands if age < band.under), None)


def band_on(answer: DateAnswer, day: date, bands: tuple[Band, ...]) -> str | None:
    """Return the band of a birth date answer on a day; None when it fits none.

    A date that is still to come, or overdue, is that of a child not yet born.
    """
    if answer.band is not None:
        known = answer.band == UNBORN or any(band.id == answer.band for band in bands)
        return answer.band if known else None
    age = answer.age_on(day)
    if answer.is_overdue or (age is not None and age < 0):
        return UNBORN
    return band_of(age, bands) if age is not None else None
