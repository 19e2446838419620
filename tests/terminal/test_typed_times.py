"""Moments as a person types them."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from childcheck.terminal import words
from childcheck.terminal.typed import (
    AHEAD_MINUTES,
    NotUnderstood,
    Twice,
    as_stored,
    moment_understood,
    read_time,
)
from tests.terminal.scripted import LONDON, NIGHT


def stored(text: str, now: datetime = NIGHT, *, looks_ahead: bool = False) -> str:
    """Return what is stored for a time that is understood."""
    moment = read_time(text, now, LONDON, looks_ahead=looks_ahead)
    assert isinstance(moment, datetime), moment
    return as_stored(moment)


@pytest.mark.parametrize("typed", ["21:40", "21.40", "2140", "9:40 pm", "9.40pm", "today 21:40"])
def test_a_time_alone_is_the_most_recent_one(typed: str) -> None:
    """A time of day means the last time that the clocks showed it."""
    assert stored(typed) == "2026-11-24T21:40:00+00:00"


def test_a_time_later_than_now_was_yesterday() -> None:
    """At a quarter to ten, 23:10 was last night."""
    assert stored("23:10") == "2026-11-23T23:10:00+00:00"


def test_a_watch_may_be_some_minutes_ahead() -> None:
    """A time a few minutes ahead of the laptop is today's: nobody means nearly a day ago."""
    assert stored("21:50") == "2026-11-24T21:50:00+00:00"
    just_before_midnight = datetime(2026, 11, 24, 23, 58, tzinfo=LONDON)
    assert stored("00:01", just_before_midnight) == "2026-11-25T00:01:00+00:00"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("yesterday 23:10", "2026-11-23T23:10:00+00:00"),
        ("yesterday at 23:10", "2026-11-23T23:10:00+00:00"),
        ("2026-07-01 01:30", "2026-07-01T01:30:00+01:00"),
        ("2026-07-01T01:30", "2026-07-01T01:30:00+01:00"),
        ("1/7/2026 01:30", "2026-07-01T01:30:00+01:00"),
        ("1 July 2026, 01:30", "2026-07-01T01:30:00+01:00"),
        ("2026-07-01T00:30:00Z", "2026-07-01T01:30:00+01:00"),
        ("1/7/2026 01:30 +01:00", "2026-07-01T01:30:00+01:00"),
        ("2026-10-25 01:30 +00:00", "2026-10-25T01:30:00+00:00"),
        ("now", "2026-11-24T21:45:00+00:00"),
        ("20 min ago", "2026-11-24T21:25:00+00:00"),
        ("an hour ago", "2026-11-24T20:45:00+00:00"),
    ],
)
def test_a_day_can_be_said_with_the_time(typed: str, expected: str) -> None:
    """A day in words or figures, an offset, or a span up to now is understood."""
    assert stored(typed) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("14:00", "2026-11-25T14:00:00+00:00"),
        ("23:00", "2026-11-24T23:00:00+00:00"),
        ("tomorrow 09:30", "2026-11-25T09:30:00+00:00"),
        ("in 2 hours", "2026-11-24T23:45:00+00:00"),
        ("in 30 minutes", "2026-11-24T22:15:00+00:00"),
        ("noon", None),
    ],
)
def test_a_time_by_which_something_is_owed_lies_ahead(typed: str, expected: str | None) -> None:
    """Where a question looks ahead, a time alone is the next one."""
    moment = read_time(typed, NIGHT, LONDON, looks_ahead=True)

    assert (as_stored(moment) if isinstance(moment, datetime) else None) == expected


def test_a_time_that_occurred_twice_is_given_back_as_two() -> None:
    """On the night the clocks go back, 01:30 is two moments; summer time comes first."""
    now = datetime(2026, 10, 25, 4, 0, tzinfo=LONDON)

    for typed in ("01:30", "2026-10-25 01:30"):
        twice = read_time(typed, now, LONDON)
        assert isinstance(twice, Twice)
        assert as_stored(twice.first) == "2026-10-25T01:30:00+01:00"
        assert as_stored(twice.second) == "2026-10-25T01:30:00+00:00"


def test_within_the_hour_that_repeats_only_what_has_happened_is_offered() -> None:
    """At 01:45 summer time the second 01:30 has not come yet, so nothing is asked."""
    first_pass = datetime(2026, 10, 25, 1, 45, tzinfo=LONDON)
    second_pass = first_pass.replace(fold=1)

    assert stored("01:30", first_pass) == "2026-10-25T01:30:00+01:00"
    assert isinstance(read_time("01:30", second_pass, LONDON), Twice)


@pytest.mark.parametrize(
    ("now", "typed", "expected"),
    [
        # The clocks go back at 02:00: of the two half past ones only the second lies ahead.
        ("2026-10-25T01:45:00+01:00", "0130", "2026-10-25T01:30:00+00:00"),
        ("2026-10-25T01:45:00+00:00", "0130", "2026-10-26T01:30:00+00:00"),
        ("2026-10-24T23:00:00+01:00", "0230", "2026-10-25T02:30:00+00:00"),
        ("2026-10-25T01:15:00+01:00", "0110", "2026-10-25T01:10:00+00:00"),
        # They go forward at 01:00.
        ("2026-03-29T00:50:00+00:00", "0210", "2026-03-29T02:10:00+01:00"),
        ("2026-03-28T22:00:00+00:00", "2130", "2026-03-29T21:30:00+01:00"),
        ("2026-03-29T02:10:00+01:00", "0130", "2026-03-30T01:30:00+01:00"),
    ],
)
def test_a_time_ahead_is_exact_on_the_nights_when_clocks_change(
    now: str, typed: str, expected: str
) -> None:
    """The next such time is the next that the clocks will show, whatever they do until then."""
    assert stored(typed, datetime.fromisoformat(now), looks_ahead=True) == expected


def test_a_time_ahead_that_comes_twice_or_never_is_asked_about() -> None:
    """Before the clocks go back both lie ahead; over the hour that is left out none does."""
    back = datetime(2026, 10, 24, 23, 0, tzinfo=LONDON)
    forward = datetime(2026, 3, 28, 23, 0, tzinfo=LONDON)

    assert isinstance(read_time("0130", back, LONDON, looks_ahead=True), Twice)
    assert read_time("0130", forward, LONDON, looks_ahead=True) == NotUnderstood(
        words.CLOCKS_WENT_FORWARD
    )


def test_a_time_that_the_clocks_just_left_out_is_not_taken_for_yesterdays() -> None:
    """Five minutes after the clocks went forward, 01:30 is no time of the last half hour."""
    now = datetime(2026, 3, 29, 2, 5, tzinfo=LONDON)

    assert read_time("0130", now, LONDON) == NotUnderstood(words.CLOCKS_WENT_FORWARD)


def test_a_time_ahead_is_said_back_with_its_day() -> None:
    """Today or tomorrow, with the date: nobody plans a day too late by a slip."""
    for typed, said in (
        ("2215", "22:15 on 24 November 2026, today"),
        ("2115", "21:15 on 25 November 2026, tomorrow"),
    ):
        moment = read_time(typed, NIGHT, LONDON, looks_ahead=True)
        assert isinstance(moment, datetime)
        assert moment_understood(moment, NIGHT, looks_ahead=True).words == said


def test_a_time_that_did_not_exist_is_refused_and_explained() -> None:
    """On the night the clocks go forward, 01:30 never was."""
    now = datetime(2026, 3, 29, 9, 0, tzinfo=LONDON)

    for typed in ("01:30", "29/3/2026 01:30"):
        assert read_time(typed, now, LONDON) == NotUnderstood(words.CLOCKS_WENT_FORWARD)
    assert stored("02:30", now) == "2026-03-29T02:30:00+01:00"


@pytest.mark.parametrize(
    "typed",
    ["25:00", "21:60", "13:00 pm", "soon", "9", "21", "31/2/2026 10:00", "10:00 +02:00", "am"],
)
def test_what_is_no_time_is_refused_with_the_way_to_write_it(typed: str) -> None:
    """Nothing is guessed from half a time."""
    read = read_time(typed, NIGHT, LONDON)

    assert isinstance(read, NotUnderstood)
    assert read.why


def test_what_was_understood_names_the_day() -> None:
    """A time is said back with its date, because the date is what goes wrong."""
    moment = read_time("23:10", NIGHT, LONDON)

    assert isinstance(moment, datetime)
    assert moment_understood(moment, NIGHT).words == "23:10 on 23 November 2026, yesterday"


def test_a_moment_on_the_wrong_side_of_now_is_said_to_be() -> None:
    """A past time where one ahead is asked, and the reverse, is pointed out."""
    past, ahead = NIGHT - timedelta(days=3), NIGHT + timedelta(days=3)

    assert moment_understood(past, NIGHT, looks_ahead=True).words.endswith("which is past")
    assert moment_understood(ahead, NIGHT).words.endswith("which is still to come")
    assert moment_understood(past, NIGHT).words == "21:45 on 21 November 2026"


@given(
    st.integers(0, 10 * 365 * 24 * 60),
    st.times(),
    st.sampled_from(["Europe/London", "America/St_Johns", "Australia/Lord_Howe"]),
)
def test_a_time_alone_is_never_a_day_old_nor_ahead(
    minutes: int, clock: time, zone_name: str
) -> None:
    """Whatever the night, a time alone lies within the day up to now, a slow clock allowed for."""
    zone = ZoneInfo(zone_name)
    now = (datetime(2020, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)).astimezone(zone)
    read = read_time(f"{clock:%H:%M}", now, zone)
    moments = [read] if isinstance(read, datetime) else []
    if isinstance(read, Twice):
        moments = [read.first, read.second]

    for moment in moments:
        away = now.astimezone(UTC) - moment.astimezone(UTC)
        assert timedelta(minutes=-AHEAD_MINUTES) < away <= timedelta(hours=25, minutes=1)
        assert moment.strftime("%H:%M") == f"{clock:%H:%M}"


@given(
    st.integers(0, 10 * 365 * 24 * 60),
    st.times(),
    st.sampled_from(["Europe/London", "America/St_Johns", "Australia/Lord_Howe"]),
)
def test_a_time_alone_that_lies_ahead_is_the_next_one(
    minutes: int, clock: time, zone_name: str
) -> None:
    """Whatever the night, it is not past, and the clocks show it for the first time from now."""
    zone = ZoneInfo(zone_name)
    now = (datetime(2020, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)).astimezone(zone)
    read = read_time(f"{clock:%H:%M}", now, zone, looks_ahead=True)
    moments = [read] if isinstance(read, datetime) else []
    if isinstance(read, Twice):
        moments = [read.first, read.second]

    for moment in moments:
        away = moment.astimezone(UTC) - now.astimezone(UTC)
        assert timedelta() <= away <= timedelta(hours=25)
        assert moment.strftime("%H:%M") == f"{clock:%H:%M}"


@given(st.text(max_size=30))
def test_whatever_is_typed_gives_a_moment_or_a_reason(typed: str) -> None:
    """No text makes the reading of a time fail."""
    read = read_time(typed, NIGHT, LONDON)

    assert isinstance(read, (datetime, Twice)) or read.why


def test_a_deadline_that_is_no_time_is_answered_with_examples_that_lie_ahead() -> None:
    """Yesterday is no example of when something will be done."""
    asked = read_time("soon", NIGHT, LONDON, looks_ahead=True)

    assert asked == NotUnderstood(words.NOT_A_TIME_AHEAD)
    assert read_time("soon", NIGHT, LONDON) == NotUnderstood(words.NOT_A_TIME)
