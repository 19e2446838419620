"""Duty shifts: when one begins and ends, and which one it is likely to be now.

A shift is written in local clock times and belongs to the local date on which
it begins. Shifts may overlap and may cross midnight. On a night when the clocks
change a shift is an hour longer or shorter than its times say.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from childcheck.review.local_times import NeverOccurs, OccursTwice, in_zone, moments_of

ENDED_WITHIN = timedelta(hours=4)  # overtime: 07:30 is still the night
STARTS_WITHIN = timedelta(hours=1)


@dataclass(frozen=True)
class Shift:
    """A span of duty by the local clock; one that ends at or before its start ends next day."""

    name: str
    starts: time
    ends: time


@dataclass(frozen=True)
class DutyShift:
    """A shift of one day: `duty_date` is the local date on which it begins.

    Its moments carry the offset that held then.
    """

    shift: Shift
    duty_date: date
    starts_at: datetime
    ends_at: datetime


USUAL_SHIFTS = (
    Shift("early", time(7), time(16)),
    Shift("late", time(15), time(0)),
    Shift("night", time(22), time(7)),
)


def shift_on(shift: Shift, duty_date: date, zone: tzinfo) -> DutyShift:
    """Return a shift of one day with the moments at which it begins and ends.

    Where the clock shows a time twice, a shift begins at the first and ends at
    the second, so that nobody's work lies outside it. Where the clock passes
    over a time, a shift begins or ends at the moment of the change. A shift
    that lies wholly in the hour that is passed over has no length.
    """
    next_day = duty_date + timedelta(days=1) if shift.ends <= shift.starts else duty_date
    starts_at = moments_of(datetime.combine(duty_date, shift.starts), zone)
    if isinstance(starts_at, OccursTwice):
        starts_at = starts_at.earlier
    ends_at = moments_of(datetime.combine(next_day, shift.ends), zone)
    if isinstance(ends_at, OccursTwice):
        ends_at = ends_at.later
    return DutyShift(shift, duty_date, _passed_over(starts_at), _passed_over(ends_at))


def _passed_over(moment: datetime | NeverOccurs) -> datetime:
    return moment.jump if isinstance(moment, NeverOccurs) else moment


def likely_shifts(now: datetime, shifts: Sequence[Shift], zone: tzinfo) -> tuple[DutyShift, ...]:
    """Return the shifts that somebody who begins to record now may be on, likeliest first.

    Those running, the one that began last before the others; then those about
    to start, within an hour; then those that ended within four hours.
    """
    near = tuple(_around(now, shifts, zone))
    running = [one for one in near if one.starts_at <= now < one.ends_at]
    coming = [one for one in near if now < one.starts_at <= now + STARTS_WITHIN]
    ended = [one for one in near if now - ENDED_WITHIN <= one.ends_at <= now]
    return (
        *sorted(running, key=lambda one: one.starts_at, reverse=True),
        *sorted(coming, key=lambda one: one.starts_at),
        *sorted(ended, key=lambda one: one.ends_at, reverse=True),
    )


def recent_shifts(now: datetime, shifts: Sequence[Shift], zone: tzinfo) -> tuple[DutyShift, ...]:
    """Return the shifts a supervisor is likely to ask about, likeliest first.

    Those running, the one that ends next before the others, because a shift is
    read at its end; then those of the last days, the one that ended last first.
    """
    near = tuple(_around(now, shifts, zone))
    running = [one for one in near if one.starts_at <= now < one.ends_at]
    ended = [one for one in near if one.ends_at <= now]
    return (
        *sorted(running, key=lambda one: one.ends_at),
        *sorted(ended, key=lambda one: one.ends_at, reverse=True),
    )


def current_or_last(now: datetime, shifts: Sequence[Shift], zone: tzinfo) -> DutyShift | None:
    """Return the shift that is running or, when none is, ended last; None without shifts."""
    return next(iter(recent_shifts(now, shifts, zone)), None)


def _around(now: datetime, shifts: Sequence[Shift], zone: tzinfo) -> Iterator[DutyShift]:
    """Yield every shift that begins from three days before to the day after a moment."""
    today = in_zone(now, zone).date()
    for days in range(-3, 2):
        for shift in shifts:
            yield shift_on(shift, today + timedelta(days=days), zone)
