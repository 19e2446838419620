from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from childcheck.checklist.definitions import Closing, Due, FollowUpKind
from childcheck.walk.dues import due_at, due_rule
from tests.walk.small import LONDON


def kind(due: Due | None = None, hours: int | None = None) -> FollowUpKind:
    """Return what is owed by a rule."""
    return FollowUpKind("x", "X", Closing.ANYONE, due=due, due_hours=hours)


def due(kind_: FollowUpKind, *start: int, fold: int = 0) -> datetime:
    """Return when that is due, from a start in London."""
    moment = due_at(kind_, datetime(*start, tzinfo=LONDON, fold=fold), None)  # type: ignore[arg-type,misc]
    assert moment is not None
    return moment


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ((2026, 11, 24, 21, 6), "2026-11-25T21:06:00+00:00"),
        ((2026, 10, 24, 20, 0), "2026-10-25T19:00:00+00:00"),  # the night has an hour more
        ((2026, 3, 28, 20, 0), "2026-03-29T21:00:00+01:00"),  # and this one an hour less
    ],
)
def test_hours_are_waited_also_across_a_clock_change(start: tuple[int, ...], expected: str) -> None:
    """Twenty-four hours are twenty-four hours, whatever the clocks do meanwhile."""
    assert due(kind(hours=24), *start).isoformat() == expected


def test_the_second_of_two_like_times_is_an_hour_later() -> None:
    """In the hour that occurs twice the offset decides."""
    first, second = (due(kind(hours=2), 2026, 10, 25, 1, 30, fold=fold) for fold in (0, 1))

    assert second.astimezone(UTC) - first.astimezone(UTC) == timedelta(hours=1)


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ((2026, 11, 24, 3, 0), "2026-11-24T09:00:00+00:00"),  # before school opens, today
        ((2026, 11, 24, 9, 0), "2026-11-25T09:00:00+00:00"),
        ((2026, 11, 27, 21, 0), "2026-11-30T09:00:00+00:00"),  # Friday night: Monday
        ((2026, 11, 28, 3, 0), "2026-11-30T09:00:00+00:00"),
        ((2026, 10, 24, 20, 0), "2026-10-26T09:00:00+00:00"),  # the clocks went back
        ((2026, 3, 28, 20, 0), "2026-03-30T09:00:00+01:00"),
    ],
)
def test_the_next_school_day_is_a_weekday_before_school_opens(
    start: tuple[int, ...], expected: str
) -> None:
    """Due before nine on the next Monday to Friday, on the clock of that morning."""
    assert due(kind(Due.NEXT_SCHOOL_DAY), *start).isoformat() == expected


def test_what_has_no_clock_has_no_time() -> None:
    """Nobody knows when the officers will leave; a duty that is not known to end ends nowhere."""
    start = datetime(2026, 11, 24, 21, 6, tzinfo=LONDON)
    ends = start + timedelta(hours=3)

    assert due_at(kind(Due.BEFORE_LEAVING), start, ends) is None
    assert due_at(kind(Due.END_OF_DUTY), start, None) is None
    assert due_at(kind(Due.END_OF_DUTY), start, ends) == ends
    assert due_at(kind(Due.NOW), start, ends) == start


def test_the_rule_has_a_word() -> None:
    """The entry keeps by which rule the time came about."""
    assert due_rule(kind(hours=24)) == "hours"
    assert due_rule(kind(Due.NEXT_SCHOOL_DAY)) == "next_school_day"
