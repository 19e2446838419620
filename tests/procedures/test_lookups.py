"""However long a log is, what an officer waits for is looked up and never searched for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from childcheck.identifiers import ChildId
from childcheck.log.writing import Log
from childcheck.procedures.choose_records import Wanted, choose_records
from childcheck.procedures.export_records import Reason, export_records
from childcheck.procedures.find_incident import find_incident, walk_of
from childcheck.procedures.resume_incident import how_far, resume_incident, unfinished_incidents
from tests.exports.recorded_shifts import EXPORTER, SETTINGS, Station, a_night

# Through an index alone, without the rows: a value each time it occurs, and no more.
OF_AN_INDEX = re.compile(r"SCAN \w+ USING COVERING INDEX")
LAST_ENTRY = re.compile(r"SELECT .* FROM entries ORDER BY number DESC LIMIT 1")  # the first met


@contextmanager
def statements(log: Log) -> Iterator[list[str]]:
    """Collect what a log asks of SQLite."""
    asked: list[str] = []
    log._connection.set_trace_callback(asked.append)
    try:
        yield asked
    finally:
        log._connection.set_trace_callback(None)


def searches(log: Log, asked: list[str]) -> list[str]:
    """Return what was found by looking at every row of a table."""
    found = []
    for statement in dict.fromkeys(asked):
        if statement.startswith(("SELECT", "UPDATE", "DELETE", "INSERT")):
            plan = log._connection.execute(f"EXPLAIN QUERY PLAN {statement}").fetchall()
            for *_, step in plan:
                is_first_met = LAST_ENTRY.fullmatch(statement)
                if step.startswith("SCAN") and not OF_AN_INDEX.match(step) and not is_first_met:
                    found.append(f"{step} in {statement[:60]}")
    return found


def resume(station: Station) -> None:
    """Choose from what is unfinished, see how far it is, and go on."""
    circumstances = station.recorder.circumstances()
    incident = station.walk.situation.incident
    unfinished_incidents(station.log, circumstances)
    how_far(station.log, incident, circumstances)
    walk_of(station.log, incident, circumstances)
    resume_incident(station.recorder, incident, is_with_family=False)


def find(station: Station) -> None:
    """Find an incident by its number and by its reference."""
    number = station.walk.situation.number
    assert find_incident(station.log, number) == find_incident(station.log, "NC-2")


def answer(station: Station) -> None:
    """Answer a question, and change the answer."""
    (child,) = station.walk.situation.children
    for words in ("much", "little"):
        station.answer("ch.gaps", words, ChildId(child))


def export(station: Station) -> None:
    """Export a shift."""
    choice = choose_records(station.log, Wanted("2026-11-24"), SETTINGS, station.clock.at)
    to = station.log.path.with_name("night.csv")
    export_records(station.log, choice, to, EXPORTER, reason=Reason.HANDOVER)


def export_a_span(station: Station) -> None:
    """Export what was recorded in some hours."""
    wanted = Wanted(since="2026-11-25T06:00", until="2026-11-26T06:00")
    choice = choose_records(station.log, wanted, SETTINGS, station.clock.at)
    to = station.log.path.with_name("hours.csv")
    export_records(station.log, choice, to, EXPORTER, reason=Reason.HANDOVER)


@pytest.mark.parametrize(
    "work",
    [resume, find, answer, export, export_a_span],
    ids=lambda work: work.__name__,
)
def test_nothing_is_searched_for(tmp_path: Path, work: Callable[[Station], None]) -> None:
    """No statement looks at every entry or every row to find what is wanted."""
    station = a_night(tmp_path / "log.db")

    with statements(station.log) as asked:
        work(station)

    assert len(asked) > 2
    assert searches(station.log, asked) == []
