"""Which records belong to a shift or to a span of time."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time
from pathlib import Path

import pytest

from childcheck.identifiers import IncidentId
from childcheck.problems import ChildcheckError, ExitCode, Problem
from childcheck.procedures.choose_records import Choice, Wanted, choose_records
from childcheck.record.happenings import IncidentOpened, RecordConsulted, SecondRecordNamed
from childcheck.review.shifts import Shift
from tests.exports.recorded_shifts import SETTINGS, Station, a_night


@pytest.fixture
def night(tmp_path: Path) -> Station:
    """Return a night with two incidents, the second opened at ten to seven."""
    return a_night(tmp_path / "log.db")


def chosen(station: Station, **wanted: str) -> Choice:
    """Return what is chosen now."""
    return choose_records(station.log, Wanted(**wanted), SETTINGS, station.clock.at)


def numbers(station: Station, choice: Choice) -> list[str]:
    """Return the ends of the incident numbers that were chosen, with `*` where it is not whole."""
    rows = {row["incident"]: row["incident_number"] for row in station.log.rows("incidents")}
    return [
        str(rows[pick.incident])[-4:] + ("" if pick.children is None else "*")
        for pick in choice.picks
    ]


def problem(station: Station, exit_code: ExitCode, **wanted: str) -> Problem:
    """Return the problem with which a choice is refused."""
    with pytest.raises(ChildcheckError) as caught:
        chosen(station, **wanted)
    assert caught.value.exit_code is exit_code
    (one,) = caught.value.problems
    assert one.remedy
    return one


def test_a_shift_holds_the_incidents_opened_in_it(night: Station) -> None:
    """By date and name, with all its officers, in the order of opening."""
    night.begin_duty("5208", "night", "2026-11-24")
    night.open_incident("CCCC")
    night.begin_duty("6000", "early", "2026-11-25")
    night.open_incident("DDDD")

    choice = chosen(night, duty_date="2026-11-24", shift="NIGHT")

    assert numbers(night, choice) == ["AAAA", "BBBB", "CCCC"]
    assert choice.words == "the night shift of 2026-11-24"
    assert choice.chosen_by == "duty_date=2026-11-24 shift=night"
    assert choice.name == "2026-11-24-night"
    assert choice.up_to_entry == night.log.head()[0]


def test_overtime_stays_with_the_duty_in_which_the_work_began(night: Station) -> None:
    """An incident opened at half past seven on a night's duty is the night's."""
    night.move_to("2026-11-25T07:30:00+00:00")
    night.open_incident("CCCC")

    assert numbers(night, chosen(night, duty_date="2026-11-24")) == ["AAAA", "BBBB", "CCCC"]
    problem(night, ExitCode.NOT_FOUND, duty_date="2026-11-25")


def test_a_shift_holds_the_children_with_an_entry_in_it(night: Station) -> None:
    """A child whose check goes on in the next shift is in both; the others are not."""
    (ola,) = night.walk.situation.children
    night.begin_duty("6000", "early", "2026-11-25")
    night.recorder = night.recorder.with_checklist(night.walk.checklist)
    night.answer("ch.gaps", "much", ola)

    early = chosen(night, duty_date="2026-11-25", shift="early")

    assert numbers(night, early) == ["BBBB*"]
    assert early.picks[0].children == frozenset({ola})
    assert numbers(night, chosen(night, duty_date="2026-11-24")) == ["AAAA", "BBBB"]


def test_reading_or_exporting_a_record_does_not_bring_it_into_a_shift(night: Station) -> None:
    """A supervisor of the early shift who reads the night's record has not worked on it."""
    incident = night.walk.situation.incident
    (ola,) = night.walk.situation.children
    night.begin_duty("6000", "early", "2026-11-25")
    night.log.append([RecordConsulted(incident=incident, child=ola)], night.recorder.writing)

    problem(night, ExitCode.NOT_FOUND, duty_date="2026-11-25")


@pytest.mark.parametrize(
    ("now", "wanted", "words"),
    [
        # At six in the morning the night is running.
        ("2026-11-25T06:00:00+00:00", {}, "the night shift of 2026-11-24"),
        # At eight nobody has recorded anything on the early shift yet.
        ("2026-11-25T08:00:00+00:00", {}, "the night shift of 2026-11-24"),
        ("2026-11-25T23:00:00+00:00", {"shift": "night"}, "the night shift of 2026-11-24"),
    ],
)
def test_without_a_word_it_is_the_shift_that_runs_or_ended_last(
    night: Station, now: str, wanted: dict[str, str], words: str
) -> None:
    """The supervisor types one word; the choice says which shift it is."""
    night.move_to(now)

    assert chosen(night, **wanted).words == words


def test_where_shifts_overlap_the_one_that_ends_next_is_taken(night: Station) -> None:
    """At half past three the early shift is about to be handed over."""
    night.begin_duty("6000", "early", "2026-11-25")
    night.open_incident("CCCC")
    night.begin_duty("6001", "late", "2026-11-25")
    night.open_incident("DDDD")
    night.move_to("2026-11-25T15:30:00+00:00")

    assert numbers(night, chosen(night)) == ["CCCC"]
    assert numbers(night, chosen(night, shift="late")) == ["DDDD"]


def test_a_shift_that_holds_nothing_names_the_last_that_does(night: Station) -> None:
    """No file is written, and the remedy can be copied."""
    night.move_to("2026-11-28T12:00:00+00:00")

    told = problem(night, ExitCode.NOT_FOUND)

    assert told.what == (
        "These shifts hold no record: early of 2026-11-28, night of 2026-11-27. "
        "No file was written."
    )
    assert "--duty-date 2026-11-24 --shift 'night'" in told.remedy
    assert told.code == "nothing-chosen"


def test_an_empty_log_has_no_last_shift(tmp_path: Path) -> None:
    """Before the first incident there is nothing to export."""
    station = Station(tmp_path / "log.db", "2026-11-24T22:05:00+00:00")

    assert "last record" not in problem(station, ExitCode.NOT_FOUND).remedy


def test_an_unknown_shift_names_those_that_are_configured(night: Station) -> None:
    """A slip of the finger is answered with the nearest."""
    told = problem(night, ExitCode.USAGE, shift="nigth")

    assert told.code == "unknown-shift"
    assert "early, late, night" in told.remedy
    assert told.nearest == "night"


def test_a_shift_that_the_settings_do_not_know_any_more_can_be_exported(night: Station) -> None:
    """Settings change; what the log says stays."""
    settings = replace(SETTINGS, shifts=(Shift("day", time(6), time(18)),))

    choice = choose_records(night.log, Wanted("2026-11-24", "night"), settings, night.clock.at)

    assert numbers(night, choice) == ["AAAA", "BBBB"]


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        ({"duty_date": "24.11.2026"}, "not-a-date"),
        ({"duty_date": "2026-11-24T22:00"}, "not-a-date"),
        ({"duty_date": "2026-02-30"}, "not-a-date"),
        ({"since": "ten"}, "not-a-time"),
        ({"since": "2026-11-24T22:00", "until": "2026-11-24T22:00"}, "empty-span"),
        ({"since": "2026-11-24T22:00", "shift": "night"}, "shift-and-time"),
        ({"until": "2026-11-24T22:00", "duty_date": "2026-11-24"}, "shift-and-time"),
        ({"since": "2026-10-25T01:30"}, "time-twice"),
        ({"until": "2026-03-29T01:30"}, "time-never"),
    ],
)
def test_what_cannot_be_understood_is_a_mistake_of_usage(
    night: Station, wanted: dict[str, str], code: str
) -> None:
    """Each has its own words and remedy."""
    assert problem(night, ExitCode.USAGE, **wanted).code == code


def test_a_time_that_occurs_twice_needs_its_offset(night: Station) -> None:
    """The remedy spells out both."""
    told = problem(night, ExitCode.USAGE, since="2026-10-25 01:30")

    assert told.remedy == ("write which is meant: 2026-10-25T01:30+01:00 or 2026-10-25T01:30+00:00")


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        ("2026-11-24T22:00", "2026-11-25T06:00", ["AAAA"]),
        ("2026-11-25T06:00", "", ["BBBB"]),
        ("", "2026-11-25T06:00", ["AAAA"]),
        ("2026-11-24T22:00Z", "2026-11-25T08:00+00:00", ["AAAA", "BBBB"]),
        # Only the last answer about Ola was recorded after a quarter past seven.
        ("2026-11-25T07:15", "", ["BBBB*"]),
    ],
)
def test_a_span_chooses_by_opening_or_by_any_entry(
    night: Station, since: str, until: str, expected: list[str]
) -> None:
    """Whole where the incident was opened or worked on itself, else the children of its entries."""
    assert numbers(night, chosen(night, since=since, until=until)) == expected


def test_a_span_ends_before_its_end(night: Station) -> None:
    """An entry at the very minute of --until belongs to the next span."""
    opened = datetime.fromisoformat("2026-11-25T06:50:00+00:00")

    assert numbers(night, chosen(night, until=opened.isoformat())) == ["AAAA"]
    assert numbers(night, chosen(night, since=opened.isoformat())) == ["BBBB"]


def test_a_span_that_is_empty_is_told(night: Station) -> None:
    """Nothing was recorded in the afternoon."""
    told = problem(night, ExitCode.NOT_FOUND, since="2026-11-24T12:00", until="2026-11-24T20:00")

    assert told.what == (
        "There is no record since 2026-11-24T12:00+00:00 until 2026-11-24T20:00+00:00. "
        "No file was written."
    )


def test_a_second_officers_record_names_the_first(night: Station) -> None:
    """Whoever reads the row finds the other record of the same call-out."""
    first = night.log.rows("incidents")[0]
    night.log.append(
        [
            IncidentOpened(
                incident=IncidentId("SECOND"),
                incident_number="20261125-ZZZZ",
                opened_at="2026-11-25T07:25:00+00:00",
                checklist_id="small",
                checklist_version="2026.1.1",
            ),
            SecondRecordNamed(
                incident=IncidentId("SECOND"),
                second_record_of=IncidentId(str(first["incident"])),
            ),
        ],
        night.recorder.writing,
    )

    assert [pick.second_record_of for pick in chosen(night, duty_date="2026-11-24").picks] == [
        "",
        "",
        "20261124-AAAA",
    ]


def test_on_the_night_the_clocks_go_back_both_hours_belong_to_the_shift(tmp_path: Path) -> None:
    """Half past one comes twice: the night holds both, and a span says which it means."""
    station = Station(tmp_path / "log.db", "2026-10-24T23:00:00+01:00")
    station.begin_duty("4711", "night", "2026-10-24")
    for number, at in (
        ("AAAA", "2026-10-25T01:30:00+01:00"),
        ("BBBB", "2026-10-25T01:30:00+00:00"),
    ):
        station.move_to(at)
        station.open_incident(number)
    station.move_to("2026-10-25T06:00:00+00:00")

    assert numbers(station, chosen(station)) == ["AAAA", "BBBB"]
    assert chosen(station).words == "the night shift of 2026-10-24"
    assert numbers(station, chosen(station, since="2026-10-25T01:30+00:00")) == ["BBBB"]
    assert numbers(station, chosen(station, until="2026-10-25T01:30Z")) == ["AAAA"]


def test_on_the_night_the_clocks_go_forward_the_shift_is_whole(tmp_path: Path) -> None:
    """One o'clock becomes two, and what was recorded on both sides is the night's."""
    station = Station(tmp_path / "log.db", "2026-03-28T22:30:00+00:00")
    station.begin_duty("4711", "night", "2026-03-28")
    for number, at in (
        ("AAAA", "2026-03-29T00:59:00+00:00"),
        ("BBBB", "2026-03-29T02:01:00+01:00"),
    ):
        station.move_to(at)
        station.open_incident(number)
    station.move_to("2026-03-29T06:45:00+01:00")

    assert numbers(station, chosen(station)) == ["AAAA", "BBBB"]
    assert numbers(station, chosen(station, until="2026-03-29T02:00")) == ["AAAA"]
