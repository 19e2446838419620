"""Incidents and duties, found by headers alone: opened, worked on or begun, and when."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from childcheck.identifiers import ChildId, DutyId, IncidentId
from childcheck.log import headers
from childcheck.log.writing import Log
from childcheck.record.entries import Writing
from childcheck.record.happening import Happening
from childcheck.record.happenings import (
    DutyBegun,
    IncidentOpened,
    RecordConsulted,
    SecondRecordNamed,
)
from tests.log.builders import (
    CHECKLIST,
    EVENING,
    FILES,
    StillClock,
    answer,
    child_named,
    open_log,
)

FIRST, SECOND = IncidentId("I1"), IncidentId("I2")
AVA, BEN = ChildId("C1"), ChildId("C2")
READING = frozenset({RecordConsulted.kind})
LAST = 1_000


class Evening:
    """A log in which two incidents are recorded, an hour passing where it is said."""

    def __init__(self, path: Path) -> None:
        self.clock = StillClock()
        self.log: Log = open_log(path, clock=self.clock)
        self.duty = DutyId("D1")

    def add(self, *happenings: Happening) -> None:
        """Record something now, on the duty that runs."""
        writing = Writing(duty=self.duty, checklist=CHECKLIST)
        self.log.append(happenings, writing, checklist_files=FILES)

    def hour(self) -> None:
        """Let an hour pass."""
        self.clock.move(hours=1)


@pytest.fixture
def evening(tmp_path: Path) -> Evening:
    """Give an evening: two incidents in two duties, an hour apart, and work on the first later."""
    evening = Evening(tmp_path / "log.db")
    evening.add(DutyBegun(begun=DutyId("D1"), duty_date="2026-11-24", shift="late"))
    evening.add(IncidentOpened(incident=FIRST, incident_number="N1"))
    evening.add(child_named(), child_named(2))
    evening.hour()
    evening.duty = DutyId("D2")
    evening.add(DutyBegun(begun=DutyId("D2"), duty_date="2026-11-24", shift="night"))
    evening.add(IncidentOpened(incident=SECOND, incident_number="N2"))
    evening.hour()
    evening.add(answer(child=BEN))
    evening.add(RecordConsulted(incident=FIRST, child=AVA))
    return evening


def test_openings_tell_what_their_headers_say(evening: Evening) -> None:
    """Number, incident, checklist and duty."""
    first, second = evening.log.all_openings(up_to=LAST)

    assert first == headers.Opening(3, FIRST, "N1", CHECKLIST, DutyId("D1"))
    assert second == headers.Opening(7, SECOND, "N2", CHECKLIST, DutyId("D2"))
    assert list(evening.log.all_openings(up_to=6)) == [first]
    assert evening.log.openings_of([SECOND, FIRST, "none"], up_to=LAST) == [first, second]
    assert evening.log.openings_of([SECOND], up_to=6) == []
    assert list(evening.log.openings_at([7, 3])) == [first, second]


def test_second_records_are_told_as_they_stood(evening: Evening) -> None:
    """The latest word counts, up to the entry that is asked for."""
    evening.add(SecondRecordNamed(incident=SECOND, second_record_of=FIRST))
    named = evening.log.head()[0]
    evening.add(SecondRecordNamed(incident=SECOND))

    assert evening.log.second_records(up_to=named - 1) == {}
    assert evening.log.second_records(up_to=named) == {SECOND: FIRST}
    assert evening.log.second_records(up_to=named + 1) == {}


def test_duties_tell_their_shift(evening: Evening) -> None:
    """Every duty that was begun, in order, and the entry that begins one."""
    assert list(evening.log.duties_begun(up_to=LAST)) == [
        ("D1", "2026-11-24", "late"),
        ("D2", "2026-11-24", "night"),
    ]
    begun = evening.log.first_in_duty(DutyId("D2"), LAST)
    assert begun is not None
    assert begun.number == 6
    assert evening.log.first_in_duty(DutyId("D2"), 5) is None


def test_a_duty_tells_what_was_worked_on_in_it(evening: Evening) -> None:
    """The incidents opened, and the children; who only reads has not worked."""
    touched = evening.log.touched_in(DutyId("D2"), besides=READING, up_to=LAST)

    assert sorted(touched) == [(FIRST, BEN, False), (SECOND, None, True)]
    assert evening.log.touched_in(DutyId("D2"), besides=READING, up_to=7) == [(SECOND, None, True)]


def work(
    evening: Evening, since: int | None, before: int | None
) -> list[tuple[str, bool, set[str]]]:
    """Return what was worked on between two hours of the evening."""
    found = evening.log.work_in_span(
        None if since is None else EVENING + timedelta(hours=since),
        None if before is None else EVENING + timedelta(hours=before),
        besides=READING,
        up_to=LAST,
    )
    return [
        (one.opening.incident, one.is_opened, {str(child) for child in one.children})
        for one in found
    ]


@pytest.mark.parametrize(
    ("since", "before", "expected"),
    [
        (0, 1, [(FIRST, True, set())]),
        (1, 2, [(SECOND, True, set())]),
        (2, 3, [(FIRST, False, {BEN})]),
        (None, 1, [(FIRST, True, set())]),
        (1, None, [(FIRST, False, {BEN}), (SECOND, True, set())]),
        (None, None, [(FIRST, True, set()), (SECOND, True, set())]),
        (3, None, []),
    ],
)
def test_a_span_tells_what_was_opened_or_worked_on(
    evening: Evening, since: int | None, before: int | None, expected: list[object]
) -> None:
    """In the order of opening; of what was opened in the span nothing else matters."""
    assert work(evening, since, before) == expected


def test_work_about_nobody_in_particular_is_told(evening: Evening) -> None:
    """An answer of the incident itself takes the whole incident."""
    evening.hour()
    evening.add(answer(child=None))

    assert work(evening, 3, None) == [(FIRST, False, {"None"})]


def test_a_clock_set_back_hides_nothing(evening: Evening) -> None:
    """What was recorded late in the log with an early time belongs to the early span."""
    evening.clock.at = EVENING + timedelta(minutes=30)
    evening.add(answer(incident=SECOND, child=AVA))

    assert work(evening, 0, 1) == [(FIRST, True, set()), (SECOND, False, {AVA})]


def test_pages_leave_nothing_out(evening: Evening, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is read a page at a time comes whole and once."""
    monkeypatch.setattr(headers, "_AT_ONCE", 1)

    assert [one.number for one in evening.log.all_openings(up_to=LAST)] == [3, 7]
    assert [one.number for one in evening.log.openings_of([FIRST, SECOND], up_to=LAST)] == [3, 7]
    assert [one.number for one in evening.log.openings_at([3, 7])] == [3, 7]
    assert work(evening, 1, None) == [(FIRST, False, {BEN}), (SECOND, True, set())]
