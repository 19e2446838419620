"""Every entry behind a record, as text for a person: number, time, officer, kind, words.

Wrapped to the width it is given, nothing cropped, no colour.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, tzinfo
from itertools import groupby

from childcheck.terminal.visible import visible
from childcheck.terminal.wrapping import wrapped
from childcheck.walk.retracing import Traced
from childcheck.walk.wording import moment_in_words


def history_page(number: str, entries: Sequence[Traced], zone: tzinfo, width: int) -> str:
    """Return the whole page; the entries of one local day stand under their date."""
    lines = [wrapped(f"Every entry behind incident {number}", width)]
    for day, of_day in groupby(entries, key=lambda entry: _day(entry.recorded_at, zone)):
        lines += ["", day]
        for entry in of_day:
            lines += _entry(entry, zone, width)
    return "\n".join(lines) + "\n"


def _entry(entry: Traced, zone: tzinfo, width: int) -> Iterator[str]:
    begin = f"{entry.number:>6}  "
    what = f"{entry.question} {entry.kind}" if entry.question else entry.kind
    about = f" ({entry.about})" if entry.about else ""
    head = f"{_clock(entry.recorded_at, zone)}  {entry.by}  {what}{about}"
    yield wrapped(visible(head), width, begin, " " * 8)
    if entry.happened_at is not None:
        when = moment_in_words(entry.happened_at.isoformat(), zone)
        yield wrapped(f"answered at {when}", width, " " * 8, " " * 10)
    for line in entry.words:
        yield wrapped(visible(line), width, " " * 8, " " * 10)


def _day(moment: datetime, zone: tzinfo) -> str:
    return moment_in_words(moment.isoformat(), zone).partition(" on ")[2]


def _clock(moment: datetime, zone: tzinfo) -> str:
    """Return a time of day with seconds, and with its offset where it occurred twice."""
    words = moment_in_words(moment.isoformat(), zone).partition(" on ")[0]
    return f"{moment.astimezone(zone):%H:%M:%S}{words[len('00:00') :]}"
