"""Local times and the moments they mean, also on the nights when the clocks change.

On one night of the year a local time does not exist, on another it occurs
twice. Whoever turns a local time into a moment has to say which is meant;
nothing here guesses for a person.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo

_LOCAL = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2})?)?", re.ASCII)
_MOMENT = re.compile(
    r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2})?(?:[Zz]|[+-]\d{2}:\d{2})", re.ASCII
)


@dataclass(frozen=True)
class OccursTwice:
    """A local time that the clock showed twice, because it was put back."""

    earlier: datetime
    later: datetime


@dataclass(frozen=True)
class NeverOccurs:
    """A local time that the clock passed over, because it was put forward.

    `jump` is the moment at which that happened, as the clock showed it afterwards.
    """

    jump: datetime


Local = datetime | OccursTwice | NeverOccurs


def moments_of(local: datetime, zone: tzinfo) -> Local:
    """Return what a local time without a zone means in a zone.

    A moment carries the offset that held then, not the zone, so that one can be
    taken from another across a clock change.
    """
    first, second = _read_as(local, zone, 0), _read_as(local, zone, 1)
    if first == second:
        return first
    if first < second:
        return OccursTwice(first, second)
    return NeverOccurs(_jump(second, first, zone))


def local_moment(text: str, zone: tzinfo) -> Local | None:
    """Return the moment that a typed time means, or None when it is no time.

    Taken are `2026-10-25`, `2026-10-25 01:30` and `2026-10-25T01:30:00` as local
    times of the zone (a date alone is its first minute), and the same with an
    offset, `+01:00` or `Z`, which settles a time that occurs twice.
    """
    text = text.strip()
    try:
        if _MOMENT.fullmatch(text):
            moment = datetime.fromisoformat(text.upper().replace(" ", "T"))
            return in_zone(moment, zone)
        if _LOCAL.fullmatch(text):
            return moments_of(datetime.fromisoformat(text), zone)
    except (ValueError, OverflowError):
        pass  # no such day, or no such hour
    return None


def in_zone(moment: datetime, zone: tzinfo) -> datetime:
    """Return a moment with the offset of the zone at that moment."""
    there = moment.astimezone(UTC).astimezone(zone)
    return there.replace(tzinfo=timezone(there.utcoffset() or timedelta()), fold=0)


def _read_as(local: datetime, zone: tzinfo, fold: int) -> datetime:
    offset = local.replace(tzinfo=zone, fold=fold).utcoffset() or timedelta()
    return local.replace(tzinfo=timezone(offset), fold=0)


def _jump(before: datetime, after: datetime, zone: tzinfo) -> datetime:
    """Return the first second of the new offset, which lies between two moments."""
    offset = in_zone(after, zone).utcoffset()
    apart = int((after - before).total_seconds())
    low, high = 0, apart  # the offset is the old one at `low`, the new one at `high`
    while high - low > 1:
        middle = (low + high) // 2
        if in_zone(before + timedelta(seconds=middle), zone).utcoffset() == offset:
            high = middle
        else:
            low = middle
    return in_zone(before + timedelta(seconds=high), zone)
