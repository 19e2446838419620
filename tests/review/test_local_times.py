"""Local times on the nights when the clocks change, in London and anywhere."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from childcheck.review.local_times import (
    NeverOccurs,
    OccursTwice,
    in_zone,
    local_moment,
    moments_of,
)

LONDON = ZoneInfo("Europe/London")

# Whole and half hours, a change at midnight, a change of two hours, a day that was left out.
ZONES = st.sampled_from(
    [
        ZoneInfo(name)
        for name in (
            "Europe/London",
            "Australia/Lord_Howe",
            "America/Havana",
            "Asia/Beirut",
            "Antarctica/Troll",
            "Asia/Kathmandu",
            "Pacific/Apia",
            "UTC",
        )
    ]
)
LOCAL = st.datetimes(
    datetime.fromisoformat("1990-01-01"), datetime.fromisoformat("2040-01-01")
).map(lambda moment: moment.replace(microsecond=0))


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-11-24 22:00", "2026-11-24T22:00:00+00:00"),
        ("2026-07-01T06:30:15", "2026-07-01T06:30:15+01:00"),
        ("2026-07-01", "2026-07-01T00:00:00+01:00"),
        ("2026-10-25T01:30+01:00", "2026-10-25T01:30:00+01:00"),
        ("2026-10-25 00:30Z", "2026-10-25T01:30:00+01:00"),
        ("2026-10-25T01:30:00Z", "2026-10-25T01:30:00+00:00"),
    ],
)
def test_a_time_is_read_in_the_zone(text: str, moment: str) -> None:
    """A local time gets the offset of its day, and a time with an offset is taken at its word."""
    read = local_moment(text, LONDON)

    assert isinstance(read, datetime)
    assert read.isoformat() == moment


def test_a_time_that_occurs_twice_is_told_as_two() -> None:
    """On the night the clocks go back half past one is two moments, an hour apart."""
    read = local_moment("2026-10-25 01:30", LONDON)

    assert isinstance(read, OccursTwice)
    assert read.earlier.isoformat() == "2026-10-25T01:30:00+01:00"
    assert read.later.isoformat() == "2026-10-25T01:30:00+00:00"
    assert read.later - read.earlier == timedelta(hours=1)


def test_a_time_that_never_occurs_is_told_with_the_change() -> None:
    """On the night the clocks go forward half past one is passed over at one o'clock."""
    read = local_moment("2026-03-29 01:30", LONDON)

    assert read == NeverOccurs(datetime.fromisoformat("2026-03-29T02:00:00+01:00"))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "now",
        "22:00",
        "2026-13-01",
        "2026-02-30",
        "2026-11-24 24:00",
        "2026-11-24 9:00",
        "2026-11-24T22:00:00.5",
        "0001-01-01T00:00+14:00",
        "9999-12-31T23:59-12:00",
        "２０２６-11-24",
    ],
)
def test_what_is_no_time_is_none(text: str) -> None:
    """Nothing is guessed from a text that is no time."""
    assert local_moment(text, LONDON) is None


@given(local=LOCAL, zone=ZONES)
def test_what_a_local_time_means_shows_that_local_time(local: datetime, zone: ZoneInfo) -> None:
    """Each moment that is given for a local time shows it on the clock of the zone."""
    read = moments_of(local, zone)

    if isinstance(read, NeverOccurs):
        just_before = in_zone(read.jump - timedelta(seconds=1), zone)
        assert just_before.replace(tzinfo=None) < local < read.jump.replace(tzinfo=None)
        return
    for moment in (read.earlier, read.later) if isinstance(read, OccursTwice) else (read,):
        shown = moment.astimezone(UTC).astimezone(zone)
        assert shown.replace(tzinfo=None, fold=0) == local
        assert shown.utcoffset() == moment.utcoffset()


@given(moment=LOCAL.map(lambda local: local.replace(tzinfo=UTC)), zone=ZONES)
def test_every_moment_is_found_again_from_its_local_time(moment: datetime, zone: ZoneInfo) -> None:
    """What the clock shows at a moment means that moment, alone or as one of two."""
    shown = in_zone(moment, zone)

    read = moments_of(shown.replace(tzinfo=None), zone)

    assert read == moment or (
        isinstance(read, OccursTwice) and moment in (read.earlier, read.later)
    )
    assert local_moment(shown.isoformat(), zone) == moment


def test_a_day_that_was_left_out_is_passed_over_whole() -> None:
    """Samoa crossed the date line without a 30 December 2011."""
    read = moments_of(datetime.fromisoformat("2011-12-30T12:00"), ZoneInfo("Pacific/Apia"))

    assert isinstance(read, NeverOccurs)
    assert read.jump.date() == date(2011, 12, 31)
