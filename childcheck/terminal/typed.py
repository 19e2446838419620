"""Dates and moments as a person types them.

Nothing here reads a clock: today, the moment and the zone are handed in. What
was understood is always given back in words too, so that it can be shown: a
date read wrongly is worse than one that was not read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo

from childcheck.checklist.ages import age_on
from childcheck.checklist.definitions import UNBORN, Band
from childcheck.terminal import words

# A watch may be ahead of the laptop: a time this little ahead is today's, not yesterday's.
AHEAD_MINUTES = 10
OLDEST_YEARS = 120
# Further away than this, a year of two digits could be of either century.
NEAR_YEARS = 10
# 20191203 has its year first; read day first it would be a day of the year 1203.
LAST_MONTH_AND_DAY = 1231

_MONTHS = {name.casefold(): number for number, name in enumerate(words.MONTHS, 1)}
_MONTHS |= {name[:3]: number for name, number in tuple(_MONTHS.items())} | {"sept": 9}
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", re.ASCII)
_DAY_FIRST = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})", re.ASCII)
_DIGITS = re.compile(r"(\d{2})(\d{2})(\d{4}|\d{2})", re.ASCII)
_DAY_MONTH = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th)?(?: of)?[-/ ]?([a-z]+)\.?,?[-/ ]?(\d{4}|\d{2})", re.ASCII
)
_MONTH_DAY = re.compile(r"([a-z]+)\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})", re.ASCII)
_AGE = re.compile(
    r"(?:about |approx\.? |approximately |around |~ ?)?(\d{1,3})"
    r"(?: ?(y|yrs?|years?|m|mths?|months?|w|wks?|weeks?|d|days?))?(?: old)?",
    re.ASCII,
)
_CLOCK = re.compile(r"(\d{1,2})[:.](\d{2}) ?(am|pm)?|(\d{2})(\d{2})|(\d{1,2}) ?(am|pm)", re.ASCII)
_OFFSET = re.compile(r"(.*\d) ?(?:([+-])(\d{2}):?(\d{2})|(z|utc))", re.ASCII)
_SPAN = re.compile(r"(in )?(?:an?|(\d{1,4})) ?(m|mins?|minutes?|h|hrs?|hours?)( ago)?", re.ASCII)


@dataclass(frozen=True)
class NotUnderstood:
    """Why what was typed cannot be read, in words for the person who typed it."""

    why: str


@dataclass(frozen=True)
class Understood:
    """A value as it is stored, and what was understood, in words."""

    value: str
    words: str


@dataclass(frozen=True)
class ByEye:
    """The person wants to choose an age group by what can be seen."""


@dataclass(frozen=True)
class Twice:
    """A time that the clocks showed twice that night; in the order in which it occurred."""

    first: datetime
    second: datetime


@dataclass(frozen=True)
class DateAsked:
    """What a date question takes."""

    today: date
    is_estimable: bool = False
    is_birth: bool = False
    bands: Sequence[Band] = ()  # where an age group may be chosen by eye


def read_date(text: str, asked: DateAsked) -> Understood | ByEye | NotUnderstood:
    """Return the date, the age or the age group that a person typed."""
    typed = " ".join(text.casefold().split()).rstrip(".")
    first, _, rest = typed.partition(" ")
    if asked.bands and first in ("band", "looks", "look"):
        return _band(rest.removeprefix("like ").removeprefix("like"), asked.bands)
    if asked.is_estimable and first == "overdue" and rest:
        due = calendar_date(rest, asked.today)
        if isinstance(due, NotUnderstood):
            return due
        return Understood(f"overdue {due}", words.overdue(due))
    on = calendar_date(typed, asked.today, is_birth=asked.is_birth)
    if isinstance(on, date):
        return Understood(on.isoformat(), _in_words(on, asked))
    if _is_age(typed):
        return _age(typed) if asked.is_estimable else NotUnderstood(words.NO_AGE_HERE)
    if on.why == words.NOT_A_DATE and asked.is_estimable:
        return NotUnderstood(words.NOT_A_DATE_OR_AGE)
    return on


def calendar_date(text: str, today: date, *, is_birth: bool = False) -> date | NotUnderstood:
    """Return a day of the calendar: day first, as is usual here, or year first.

    A year of two digits is taken where it can be of one century only: nobody is
    born after today, so that a birth date is the latest that is not; every other
    day is near today.
    """
    typed = " ".join(text.casefold().split())
    if typed in ("today", "yesterday", "tomorrow"):
        return today + timedelta(days={"today": 0, "yesterday": -1, "tomorrow": 1}[typed])
    if found := _ISO.fullmatch(typed):
        year, month, day = found.groups()
    elif (
        found := _DAY_FIRST.fullmatch(typed)
        or _DIGITS.fullmatch(typed)
        or _DAY_MONTH.fullmatch(typed)
    ):
        day, month, year = found.groups()
    elif found := _MONTH_DAY.fullmatch(typed):
        month, day, year = found.groups()
    else:
        return NotUnderstood(words.NOT_A_DATE)
    number = int(month) if month.isdigit() else _MONTHS.get(month)
    if number is None:
        return NotUnderstood(words.NOT_A_DATE)
    if len(year) == 2:
        return _of_its_century(int(day), number, int(year), today, is_birth=is_birth)
    if typed.isdigit() and int(year) <= LAST_MONTH_AND_DAY:
        return NotUnderstood(words.NO_SUCH_DAY)
    return _day_of(int(year), number, int(day)) or NotUnderstood(words.NO_SUCH_DAY)


def _of_its_century(
    day: int, month: int, year: int, today: date, *, is_birth: bool
) -> date | NotUnderstood:
    """Return the one day that a year of two digits can mean."""
    this = today.year - today.year % 100
    found = [_day_of(century + year, month, day) for century in (this + 100, this, this - 100)]
    days = [one for one in found if one is not None]
    if not days:
        return NotUnderstood(words.NO_SUCH_DAY)
    if is_birth:
        return next((one for one in days if one <= today), NotUnderstood(words.NO_SUCH_DAY))
    near = [one for one in days if abs(one.year - today.year) <= NEAR_YEARS]
    return near[0] if near else NotUnderstood(words.FOUR_DIGIT_YEAR)


def _day_of(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _in_words(on: date, asked: DateAsked) -> str:
    told = words.day(on)
    if asked.is_birth and on <= asked.today:
        told += f" ({words.years_old(age_on(on, asked.today))})"
    return told


def _is_age(typed: str) -> bool:
    return typed in ("newborn", "new born", "new-born") or _AGE.fullmatch(typed) is not None


def _age(typed: str) -> Understood | NotUnderstood:
    found = _AGE.fullmatch(typed)
    if found is None:
        return Understood("about 0 months", words.about_months(0))
    number, unit = int(found[1]), (found[2] or "years")[0]
    if unit == "y":
        if number > OLDEST_YEARS:
            return NotUnderstood(words.NOT_AN_AGE)
        return Understood(f"about {number} years", words.about_years(number))
    months = {"m": number, "w": number * 7 // 30, "d": number // 30}[unit]
    return Understood(f"about {months} months", words.about_months(months))


def _band(typed: str, bands: Sequence[Band]) -> Understood | ByEye | NotUnderstood:
    if not typed:
        return ByEye()
    wanted = re.sub(r"[ _-]+", "_", typed)
    ids = [*(band.id for band in bands), UNBORN]
    fitting = [one for one in ids if one == wanted] or [
        one for one in ids if len(wanted) > 1 and one.startswith(wanted)
    ]
    if len(fitting) != 1:
        return NotUnderstood(words.not_a_band(ids))
    return band_by_eye(fitting[0])


def band_by_eye(band: str) -> Understood:
    """Return an age group judged by eye, as it is stored."""
    return Understood(f"band {band}", words.by_eye(band))


def read_time(
    text: str, now: datetime, zone: tzinfo, *, looks_ahead: bool = False
) -> datetime | Twice | NotUnderstood:
    """Return the moment that a person typed, in the local zone.

    A time without a day is the most recent such time up to now; with
    `looks_ahead`, the next one from now.

    Args:
        text: such as 21:40, yesterday 23:10, 2026-10-25 01:30, now.
        now: with its zone.
        zone: the local zone.
        looks_ahead: the question is by when something will be done.
    """
    read = _read_time(text, now, zone, looks_ahead=looks_ahead)
    if looks_ahead and read == NotUnderstood(words.NOT_A_TIME):
        return NotUnderstood(words.NOT_A_TIME_AHEAD)
    return read


def _read_time(
    text: str, now: datetime, zone: tzinfo, *, looks_ahead: bool
) -> datetime | Twice | NotUnderstood:
    typed = " ".join(text.casefold().replace(",", " ").split()).rstrip(".")
    now = now.astimezone(zone)
    if typed == "now":
        return now.replace(microsecond=0)
    if span := _SPAN.fullmatch(typed):
        return _away(span, now, zone)
    if whole := _with_zone(text):
        return whole.astimezone(zone)
    if offset := _OFFSET.fullmatch(typed):
        return _at_offset(offset, now, zone)
    day, clock = _day_and_clock(typed, now.date())
    if isinstance(clock, NotUnderstood):
        return clock
    if isinstance(day, NotUnderstood):
        return day
    if day is not None:
        return _one_of(local_moments(day, clock, zone))
    return _nearest(clock, now, zone, looks_ahead=looks_ahead)


def _away(span: re.Match[str], now: datetime, zone: tzinfo) -> datetime | NotUnderstood:
    forward, number, unit, back = span.groups()
    if bool(forward) == bool(back):
        return NotUnderstood(words.NOT_A_TIME)
    count = int(number or 1)
    away = timedelta(hours=count) if unit.startswith("h") else timedelta(minutes=count)
    there = now.astimezone(UTC) + (away if forward else -away)
    return there.astimezone(zone).replace(second=0, microsecond=0)


def _with_zone(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else None


def _at_offset(found: re.Match[str], now: datetime, zone: tzinfo) -> datetime | NotUnderstood:
    rest, sign, hours, minutes, _ = found.groups()
    offset = timedelta(hours=int(hours or 0), minutes=int(minutes or 0))
    if offset >= timedelta(days=1):
        return NotUnderstood(words.NOT_A_TIME)
    there = timezone(-offset if sign == "-" else offset)
    day, clock = _day_and_clock(rest, now.date())
    if isinstance(clock, NotUnderstood):
        return clock
    if not isinstance(day, date):
        return day or NotUnderstood(words.OFFSET_NEEDS_DAY)
    return datetime.combine(day, clock, tzinfo=there).astimezone(zone)


def _day_and_clock(
    typed: str, today: date
) -> tuple[date | NotUnderstood | None, time | NotUnderstood]:
    """Return the day, when one is said, and the time of day."""
    rest, _, last = typed.rpartition(" ")
    if last in ("am", "pm"):
        rest, _, number = rest.rpartition(" ")
        last = f"{number}{last}"
    if not rest and "t" in last:  # 2026-10-25t01:30
        rest, _, last = last.partition("t")
    found = _CLOCK.fullmatch(last)
    if found is None:
        return None, NotUnderstood(words.NOT_A_TIME)
    clock = _clock(found)
    rest = rest.removesuffix(" at").removeprefix("at").strip()
    return (calendar_date(rest, today) if rest else None), clock


def _clock(found: re.Match[str]) -> time | NotUnderstood:
    hours = int(found[1] or found[4] or found[6])
    minutes = int(found[2] or found[5] or 0)
    half = found[3] or found[7]
    if half:
        if not 1 <= hours <= 12:
            return NotUnderstood(words.NO_SUCH_TIME)
        hours = hours % 12 + (12 if half == "pm" else 0)
    try:
        return time(hours, minutes)
    except ValueError:
        return NotUnderstood(words.NO_SUCH_TIME)


def local_moments(day: date, clock: time, zone: tzinfo) -> tuple[datetime, ...]:
    """Return when local clocks showed this: once; twice when they went back; never."""
    found: list[datetime] = []
    for fold in (0, 1):
        moment = datetime.combine(day, clock, tzinfo=zone).replace(fold=fold)
        shown = moment.astimezone(UTC).astimezone(zone)
        is_real = shown.replace(tzinfo=None, fold=0) == datetime.combine(day, clock)
        if is_real and all(one.utcoffset() != moment.utcoffset() for one in found):
            found.append(moment)
    return tuple(found)


def _one_of(moments: Sequence[datetime]) -> datetime | Twice | NotUnderstood:
    if not moments:
        return NotUnderstood(words.CLOCKS_WENT_FORWARD)
    return moments[0] if len(moments) == 1 else Twice(moments[0], moments[1])


def _nearest(
    clock: time, now: datetime, zone: tzinfo, *, looks_ahead: bool
) -> datetime | Twice | NotUnderstood:
    limit = now.astimezone(UTC) + timedelta(minutes=0 if looks_ahead else AHEAD_MINUTES)
    step = timedelta(days=1 if looks_ahead else -1)
    day = now.date() + (timedelta(days=0) if looks_ahead else _reach(now))
    for _ in range(4):
        moments = local_moments(day, clock, zone)
        fitting = [one for one in moments if (one.astimezone(UTC) >= limit) == looks_ahead]
        if fitting:
            return _one_of(fitting)
        # What no clock showed has no moment; the clock on the wall says on which side it lies.
        on_wall = limit.astimezone(zone).replace(tzinfo=None)
        if not moments and (datetime.combine(day, clock) >= on_wall) == looks_ahead:
            return NotUnderstood(words.CLOCKS_WENT_FORWARD)
        day += step
    return NotUnderstood(words.NOT_A_TIME)


def _reach(now: datetime) -> timedelta:
    """Return whether a time shortly after midnight may already be tomorrow's."""
    soon = now.replace(tzinfo=None) + timedelta(minutes=AHEAD_MINUTES)
    return soon.date() - now.date()


def as_stored(moment: datetime) -> str:
    """Return a moment as it is stored: to the second, with its offset from UTC."""
    return moment.isoformat(timespec="seconds")


def moment_understood(moment: datetime, now: datetime, *, looks_ahead: bool = False) -> Understood:
    """Return a moment as it is stored, and in words with its day."""
    local_now = now.astimezone(moment.tzinfo)
    is_ahead = moment.astimezone(UTC) > now.astimezone(UTC)
    told = words.moment(moment, local_now.date())
    if looks_ahead and not is_ahead:
        told = words.already_past(told)
    elif is_ahead and not looks_ahead:
        told = words.still_ahead(told)
    return Understood(as_stored(moment), told)
