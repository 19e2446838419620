"""The settings of a force, read from a real file."""

from __future__ import annotations

from datetime import time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from childcheck.problems import ChildcheckError, ExitCode, Problem
from childcheck.review.configuration import Configuration, Officer
from childcheck.review.shifts import USUAL_SHIFTS, Shift
from childcheck.yaml_files import configuration_file
from childcheck.yaml_files.configuration_file import (
    configuration,
    read_configuration,
    usual_configuration,
)


def read(tmp_path: Path, text: str) -> Configuration:
    """Return what a file with this text says."""
    path = tmp_path / "config.yaml"
    path.write_text(text, "utf-8")
    return read_configuration(path)


def problems(tmp_path: Path, text: str) -> tuple[Problem, ...]:
    """Return everything that is wrong with a file with this text."""
    with pytest.raises(ChildcheckError) as caught:
        read(tmp_path, text)
    assert caught.value.exit_code is ExitCode.INPUT_FILE
    return caught.value.problems


def test_every_setting_is_read(tmp_path: Path) -> None:
    """What the file says is what holds, and nothing is added."""
    (tmp_path / "ours").mkdir()

    settings = read(
        tmp_path,
        "force: Northfolk Police\n"
        "station: Łódź Street\n"
        "time_zone: Europe/Dublin\n"
        "officers:\n"
        "  - {id: C-4711, name: 'Asha Okoro'}\n"
        '  - id: "0012"\n'
        "shifts:\n"
        '  - {name: day, starts: "06:00", ends: "18:00"}\n'
        "  - name: super late\n"
        "    starts: 18:00\n"
        "    ends: 06:00\n"
        "checklists: ours\n"
        "terminal: plain\n",
    )

    assert settings == Configuration(
        zone=ZoneInfo("Europe/Dublin"),
        time_zone="Europe/Dublin",
        force="Northfolk Police",
        station="Łódź Street",
        officers=(Officer("C-4711", "Asha Okoro"), Officer("0012")),  # type: ignore[arg-type]
        shifts=(Shift("day", time(6), time(18)), Shift("super late", time(18), time(6))),
        checklists=str(tmp_path / "ours"),
        terminal="plain",
        file=str(tmp_path / "config.yaml"),
    )
    assert settings.name_of("C-4711") == "Asha Okoro"
    assert settings.name_of("nobody") == ""
    assert settings.shift(" Day ") == settings.shifts[0]
    assert settings.shift("night") is None


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "force: Northfolk\n"])
def test_everything_may_be_left_out(tmp_path: Path, text: str) -> None:
    """Without a word in the file there are three shifts, and the clocks of London."""
    settings = read(tmp_path, text)

    assert settings.shifts == USUAL_SHIFTS
    assert settings.time_zone == "Europe/London"
    assert settings.zone == ZoneInfo("Europe/London")
    assert [(one.name, one.starts, one.ends) for one in settings.shifts] == [
        ("early", time(7), time(16)),
        ("late", time(15), time(0)),
        ("night", time(22), time(7)),
    ]


def test_all_problems_are_reported_at_once_with_line_and_column(tmp_path: Path) -> None:
    """Whoever mends the file mends it once."""
    found = problems(
        tmp_path,
        "forse: Northfolk\n"
        "time_zone: Europe/Lundon\n"
        "officers:\n"
        "  - {id: a1}\n"
        "  - {id: A1, name: Twin}\n"
        "  - {name: Nobody}\n"
        "shifts:\n"
        "  - {name: night, starts: '22:00', ends: '7:00'}\n"
        "  - {name: Night, starts: '24:00', ends: '25:00'}\n"
        "  - {name: none, starts: '08:00', ends: '08:00'}\n"
        "  - {name: 'a/b', starts: '08:00'}\n"
        "checklists: nowhere\n",
    )

    assert [
        (one.code, one.place.line if one.place else 0, one.place.column if one.place else 0)
        for one in found
    ] == [
        ("unknown-key", 1, 1),
        ("unknown-time-zone", 2, 12),
        ("two-officers", 5, 10),
        ("missing-key", 6, 5),
        ("bad-clock-time", 8, 42),
        ("two-shifts", 9, 12),
        ("bad-clock-time", 9, 27),
        ("bad-clock-time", 9, 42),
        ("shift-without-length", 10, 35),
        ("missing-key", 11, 5),
        ("bad-shift-name", 11, 12),
        ("no-such-folder", 12, 13),
    ]
    nearest = [one.nearest for one in found if one.nearest]
    assert nearest == ["force", "Europe/London", "07:00", "00:00"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("shifts: []\n", "no-shifts"),
        ("shifts: night\n", "not-a-list"),
        ("shifts: [night]\n", "not-a-mapping"),
        ("officers: [{id: 'PC 12; rm'}]\n", "bad-officer-id"),
        ("force: [a]\n", "not-text"),
        (f"station: {'x' * 81}\n", "too-long"),
        ("time_zone: Europe\n", "unknown-time-zone"),
        ("time_zone: ../../etc/passwd\n", "unknown-time-zone"),
        ("time_zone: ''\n", "empty-text"),
        ("- force\n", "not-a-mapping"),
    ],
)
def test_each_fault_has_its_code(tmp_path: Path, text: str, code: str) -> None:
    """A wrong value is one problem, with a name of its own, and never a traceback."""
    assert [one.code for one in problems(tmp_path, text)] == [code]


def test_what_the_reader_refuses_stands_beside_what_is_wrong(tmp_path: Path) -> None:
    """A file that repeats a key and misspells another is told of both."""
    found = problems(tmp_path, "force: a\nforce: b\nstatoin: c\n")

    assert [one.code for one in found] == ["duplicate-key", "unknown-key"]


def test_the_variable_names_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """CHILDCHECK_CONFIG comes before the platform's folder."""
    path = tmp_path / "elsewhere.yaml"
    path.write_text("force: Elsewhere\n")
    monkeypatch.setenv("CHILDCHECK_CONFIG", str(path))

    assert configuration().force == "Elsewhere"


def test_a_file_that_was_named_must_be_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A wrong path in CHILDCHECK_CONFIG is told, not passed over."""
    monkeypatch.setenv("CHILDCHECK_CONFIG", str(tmp_path / "nowhere.yaml"))

    with pytest.raises(ChildcheckError) as caught:
        configuration()

    assert caught.value.exit_code is ExitCode.INPUT_FILE
    assert caught.value.problems[0].code == "no-such-file"


def test_without_any_file_the_usual_settings_hold(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An officer needs no file of settings to begin; a file in the platform's folder is found."""
    monkeypatch.delenv("CHILDCHECK_CONFIG", raising=False)
    monkeypatch.setattr(configuration_file, "usual_path", lambda: tmp_path / "config.yaml")
    assert configuration() == usual_configuration()

    (tmp_path / "config.yaml").write_text("station: Quay\n")

    assert configuration().station == "Quay"


def test_a_terminal_is_asked_in_one_of_two_modes(tmp_path: Path) -> None:
    """Another word is refused, with the two that there are."""
    (problem,) = problems(tmp_path, "terminal: plan\n")

    assert "plain" in problem.as_text()
    assert "line 1" in problem.as_text()
