"""When a shift begins and ends, and which one it is likely to be."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from childcheck.review.local_times import NeverOccurs, in_zone, moments_of
from childcheck.review.shifts import (
    USUAL_SHIFTS,
    DutyShift,
    Shift,
    current_or_last,
    likely_shifts,
    recent_shifts,
    shift_on,
)

LONDON = ZoneInfo("Europe/London")
EARLY, LATE, NIGHT = USUAL_SHIFTS
ZONES = st.sampled_from(
    [
        ZoneInfo(name)
        for name in ("Europe/London", "Australia/Lord_Howe", "America/Havana", "Asia/Beirut", "UTC")
    ]
)
CLOCK_TIMES = st.times().map(lambda one: one.replace(second=0, microsecond=0))
SHIFTS = st.builds(Shift, st.just("some"), CLOCK_TIMES, CLOCK_TIMES)
DATES = st.dates(date(1990, 1, 1), date(2040, 1, 1))


def london(text: str) -> datetime:
    """Return a moment with its offset."""
    return datetime.fromisoformat(text)


def named(shifts: tuple[DutyShift, ...]) -> list[tuple[str, str]]:
    """Return name and date of each shift."""
    return [(one.shift.name, one.duty_date.isoformat()) for one in shifts]


@pytest.mark.parametrize(
    ("shift", "day", "starts_at", "ends_at", "hours"),
    [
        (EARLY, "2026-11-24", "2026-11-24T07:00:00+00:00", "2026-11-24T16:00:00+00:00", 9),
        (LATE, "2026-11-24", "2026-11-24T15:00:00+00:00", "2026-11-25T00:00:00+00:00", 9),
        (NIGHT, "2026-11-24", "2026-11-24T22:00:00+00:00", "2026-11-25T07:00:00+00:00", 9),
        # The clocks go forward: an hour less; and back: an hour more.
        (NIGHT, "2026-03-28", "2026-03-28T22:00:00+00:00", "2026-03-29T07:00:00+01:00", 8),
        (NIGHT, "2026-10-24", "2026-10-24T22:00:00+01:00", "2026-10-25T07:00:00+00:00", 10),
        (EARLY, "2026-10-25", "2026-10-25T07:00:00+00:00", "2026-10-25T16:00:00+00:00", 9),
    ],
)
def test_a_shift_begins_and_ends_by_the_local_clock(
    shift: Shift, day: str, starts_at: str, ends_at: str, hours: int
) -> None:
    """A night is nine hours long, but eight or ten when the clocks change."""
    found = shift_on(shift, date.fromisoformat(day), LONDON)

    assert found.starts_at.isoformat() == starts_at
    assert found.ends_at.isoformat() == ends_at
    assert found.ends_at - found.starts_at == timedelta(hours=hours)


def test_a_shift_from_a_time_that_occurs_twice_to_one_that_does_holds_both() -> None:
    """It begins at the first and ends at the second, so nobody's hour is lost."""
    found = shift_on(Shift("odd", time(1, 15), time(1, 45)), date(2026, 10, 25), LONDON)

    assert found.starts_at.isoformat() == "2026-10-25T01:15:00+01:00"
    assert found.ends_at.isoformat() == "2026-10-25T01:45:00+00:00"


def test_a_shift_begins_at_the_change_when_its_start_is_passed_over() -> None:
    """Half past one does not exist on the night the clocks go forward; two o'clock does."""
    found = shift_on(Shift("odd", time(1, 30), time(9)), date(2026, 3, 29), LONDON)

    assert found.starts_at.isoformat() == "2026-03-29T02:00:00+01:00"


def test_a_shift_wholly_in_the_hour_that_is_passed_over_has_no_length() -> None:
    """It begins and ends at the change."""
    found = shift_on(Shift("odd", time(1, 15), time(1, 45)), date(2026, 3, 29), LONDON)

    assert found.starts_at == found.ends_at


@given(shift=SHIFTS, duty_date=DATES, zone=ZONES)
def test_a_shift_never_ends_before_it_begins(shift: Shift, duty_date: date, zone: ZoneInfo) -> None:
    """Anywhere, on any date, and only one within a change of the clocks has no length."""
    found = shift_on(shift, duty_date, zone)

    assert found.starts_at <= found.ends_at
    starts = datetime.combine(duty_date, shift.starts)
    if not isinstance(moments_of(starts, zone), NeverOccurs):
        assert found.starts_at < found.ends_at


@given(shift=SHIFTS, duty_date=DATES, zone=ZONES)
def test_the_duty_date_is_the_local_date_of_the_start(
    shift: Shift, duty_date: date, zone: ZoneInfo
) -> None:
    """A shift belongs to the day on which it begins, wherever it ends."""
    found = shift_on(shift, duty_date, zone)

    assert in_zone(found.starts_at, zone).date() == duty_date
    assert in_zone(found.ends_at, zone).date() - duty_date <= timedelta(days=1)


@given(shift=SHIFTS, duty_date=DATES, zone=ZONES)
def test_the_moments_are_the_same_whatever_the_machine_thinks(
    shift: Shift, duty_date: date, zone: ZoneInfo
) -> None:
    """The moments carry a plain offset, so that a span is its true length."""
    found = shift_on(shift, duty_date, zone)
    in_utc = found.ends_at.astimezone(UTC) - found.starts_at.astimezone(UTC)

    assert found.ends_at - found.starts_at == in_utc
    assert datetime.fromisoformat(found.starts_at.isoformat()) == found.starts_at


@given(shift=SHIFTS, duty_date=DATES, zone=ZONES, share=st.floats(0, 0.999))
def test_within_a_shift_it_is_among_the_likely(
    shift: Shift, duty_date: date, zone: ZoneInfo, share: float
) -> None:
    """An officer on duty is always offered the shift that is running."""
    found = shift_on(shift, duty_date, zone)
    assume(found.starts_at < found.ends_at)
    now = found.starts_at + (found.ends_at - found.starts_at) * share

    assert found in likely_shifts(now, [shift], zone)
    assert found in recent_shifts(now, [shift], zone)
    current = current_or_last(now, [shift], zone)
    assert current is not None
    assert current.starts_at <= now


@pytest.mark.parametrize(
    ("now", "likely"),
    [
        ("2026-11-25T06:30:00+00:00", [("night", "2026-11-24"), ("early", "2026-11-25")]),
        ("2026-11-25T07:30:00+00:00", [("early", "2026-11-25"), ("night", "2026-11-24")]),
        ("2026-11-25T10:59:00+00:00", [("early", "2026-11-25"), ("night", "2026-11-24")]),
        ("2026-11-25T11:01:00+00:00", [("early", "2026-11-25")]),
        ("2026-11-25T13:59:00+00:00", [("early", "2026-11-25")]),
        ("2026-11-25T14:00:00+00:00", [("early", "2026-11-25"), ("late", "2026-11-25")]),
        ("2026-11-25T15:10:00+00:00", [("late", "2026-11-25"), ("early", "2026-11-25")]),
        ("2026-11-25T23:00:00+00:00", [("night", "2026-11-25"), ("late", "2026-11-25")]),
        ("2026-11-26T00:00:00+00:00", [("night", "2026-11-25"), ("late", "2026-11-25")]),
        # The hour that occurs twice belongs to the night both times.
        ("2026-10-25T01:30:00+01:00", [("night", "2026-10-24"), ("late", "2026-10-24")]),
        ("2026-10-25T01:30:00+00:00", [("night", "2026-10-24"), ("late", "2026-10-24")]),
    ],
)
def test_the_likely_shifts_are_offered_likeliest_first(
    now: str, likely: list[tuple[str, str]]
) -> None:
    """Running ones, then what starts within an hour, then what ended within four."""
    assert named(likely_shifts(london(now), USUAL_SHIFTS, LONDON)) == likely


@pytest.mark.parametrize(
    ("now", "current"),
    [
        ("2026-11-25T06:00:00+00:00", ("night", "2026-11-24")),
        ("2026-11-25T07:00:00+00:00", ("early", "2026-11-25")),
        ("2026-11-25T15:30:00+00:00", ("early", "2026-11-25")),
        ("2026-11-25T16:00:00+00:00", ("late", "2026-11-25")),
        ("2026-11-25T23:30:00+00:00", ("late", "2026-11-25")),
        ("2026-11-26T00:00:00+00:00", ("night", "2026-11-25")),
        ("2026-03-29T06:30:00+01:00", ("night", "2026-03-28")),
    ],
)
def test_a_supervisor_is_given_the_shift_that_ends_next(now: str, current: tuple[str, str]) -> None:
    """Where two shifts overlap the one that is about to be handed over is meant."""
    found = current_or_last(london(now), USUAL_SHIFTS, LONDON)

    assert found is not None
    assert (found.shift.name, found.duty_date.isoformat()) == current


def test_between_two_shifts_the_last_one_is_meant() -> None:
    """When nobody is on duty the shift that ended last is read."""
    day = Shift("day", time(9), time(17))

    found = current_or_last(london("2026-11-25T20:00:00+00:00"), [day], LONDON)

    assert found == shift_on(day, date(2026, 11, 25), LONDON)
    assert current_or_last(london("2026-11-25T20:00:00+00:00"), [], LONDON) is None
    earlier = current_or_last(london("2026-11-25T08:00:00+00:00"), [day], LONDON)
    assert earlier == shift_on(day, date(2026, 11, 24), LONDON)
