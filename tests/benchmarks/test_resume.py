"""How long resuming takes in a long log, against the same incident alone in a log."""

from __future__ import annotations

import pytest

from childcheck.identifiers import RandomIdentifiers
from childcheck.log.clocks import SystemClock
from childcheck.log.writing import Log
from childcheck.procedures.find_incident import find_incident, walk_of
from childcheck.procedures.resume_incident import how_far, unfinished_incidents
from childcheck.walk.settling import Circumstances
from childcheck.yaml_files.configuration_file import configuration
from tests.benchmarks.big_logs import BigLog
from tests.benchmarks.paired import paired

pytestmark = pytest.mark.benchmark

AT_MOST = 1.2


def opened(log: BigLog) -> Log:
    """Open a log."""
    clock = SystemClock(configuration().zone)
    return Log.open(log.path, clock=clock, new_identifiers=RandomIdentifiers())


def go_on(of: BigLog) -> None:
    """Open a log, list what is unfinished, find an incident by its number and by its reference."""
    circumstances = Circumstances("4711", configuration().zone, RandomIdentifiers().identifier)
    with opened(of) as log:
        unfinished_incidents(log, circumstances)
        incident = find_incident(log, of.last_number)
        assert find_incident(log, of.last_reference) == incident
        walk_of(log, incident, circumstances)
        how_far(log, incident, circumstances)


def test_resuming_takes_as_long_in_a_long_log(big: BigLog, small: BigLog) -> None:
    """An incident is found, read and told in at most 1.2 times the time it takes alone."""
    pair = paired(lambda: go_on(big), lambda: go_on(small), rounds=7)

    print(
        f"resume in a log of {big.entries:,} entries: {pair.ratio:.2f} x the same alone in a log;"
        f" at best {min(pair.ours) * 1000:.0f} ms"
    )
    assert min(pair.ratio, pair.best_ratio) <= AT_MOST


def test_reading_an_incident_takes_as_long_in_a_long_log(big: BigLog, small: BigLog) -> None:
    """The part of it that the log takes, without the checklist: at most 1.2 times as long."""
    with opened(big) as long, opened(small) as short:
        pair = paired(
            lambda: list(long.entries(incident=find_incident(long, big.last_number))),
            lambda: list(short.entries(incident=find_incident(short, small.last_number))),
            rounds=50,
        )

    print(f"the entries of an incident: {pair.ratio:.2f} x the same alone in a log")
    assert min(pair.ratio, pair.best_ratio) <= AT_MOST
