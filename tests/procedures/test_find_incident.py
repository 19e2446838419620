from __future__ import annotations

from pathlib import Path

import pytest

from childcheck.problems import ChildcheckError, ExitCode
from childcheck.procedures.find_incident import find_incident, incident_number
from tests.procedures.at_the_desk import Desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Return a log with three incidents, two of one reference."""
    desk = Desk(tmp_path / "log.db", numbers=["3F70", "3F71", "3F72"])
    for reference in ("NW-1", "NW-2", "NW-2"):
        desk.incident().begun("Ava", reference=reference)
    return desk


@pytest.mark.parametrize("typed", ["20261124-3F70", " 20261124-3f7o ", "NW-1", " nw - 1"])
def test_an_incident_is_found_by_its_number_or_reference(desk: Desk, typed: str) -> None:
    """Small letters, spaces and look-alikes are put right."""
    found = find_incident(desk.log, typed)

    assert incident_number(desk.log, found) == "20261124-3F70"


def test_a_reference_of_two_records_names_both(desk: Desk) -> None:
    """Nobody guesses which of them is meant."""
    with pytest.raises(ChildcheckError) as caught:
        find_incident(desk.log, "NW-2")

    assert caught.value.exit_code is ExitCode.NOT_FOUND
    assert "20261124-3F71, 20261124-3F72" in caught.value.problems[0].remedy


def test_what_is_not_there_is_not_found(desk: Desk) -> None:
    """The problem says what to do, and repeats nothing that was typed."""
    with pytest.raises(ChildcheckError) as caught:
        find_incident(desk.log, "Ava Nowak")

    (problem,) = caught.value.problems
    assert (problem.code, caught.value.exit_code) == ("no-incident", ExitCode.NOT_FOUND)
    assert "Ava" not in problem.as_text()
