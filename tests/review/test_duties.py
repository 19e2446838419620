"""Who was on duty, as the entries say."""

from __future__ import annotations

from datetime import UTC, datetime

from childcheck.identifiers import DutyId, EntryId, OfficerId
from childcheck.record.entries import Moment, Writing, compose_body, compose_header, read_entry
from childcheck.record.happening import Happening
from childcheck.record.happenings import DutyBegun, DutyEnded
from childcheck.review.duties import Duty, duties_of


def test_a_duty_is_what_its_first_entry_says() -> None:
    """The officer is the one who wrote the entry; other kinds of entry begin no duty."""
    happenings: list[Happening] = [
        DutyBegun(
            begun=DutyId("D1"),
            duty_date="2026-11-24",
            shift="night",
            starts_at="2026-11-24T22:00:00+00:00",
            ends_at="2026-11-25T07:00:00+00:00",
            officer_name="Asha Okoro",
            force="Northfolk Police",
            station="Quay",
        ),
        DutyEnded(ended=DutyId("D1")),
    ]
    moment, writing = Moment(datetime(2026, 11, 24, 22, tzinfo=UTC), 1), Writing(OfficerId("4711"))
    entries = [
        read_entry(
            compose_header(number, EntryId(f"E{number}"), one, moment, writing),
            compose_body(one),
            "",
            "",
        )
        for number, one in enumerate(happenings, 1)
    ]

    assert duties_of(entries) == {
        "D1": Duty(
            id=DutyId("D1"),
            officer=OfficerId("4711"),
            officer_name="Asha Okoro",
            force="Northfolk Police",
            station="Quay",
            duty_date="2026-11-24",
            shift="night",
            starts_at="2026-11-24T22:00:00+00:00",
            ends_at="2026-11-25T07:00:00+00:00",
            begun_entry=1,
        )
    }
