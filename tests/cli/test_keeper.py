"""The keeper's commands: what the log is, whether it kept its rules, and its tables anew."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from childcheck.cli.app import run
from childcheck.log.reading import Info
from childcheck.problems import ExitCode
from childcheck.procedures.describe_log import describe_log
from tests.log.builders import (
    EVENING,
    OFFICER,
    StillClock,
    answer,
    open_log,
    some_entries,
    tamper,
    tampering,
)


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A log of six entries, named in the environment."""
    settings = tmp_path / "config.yaml"
    settings.write_text("time_zone: Europe/London\n", encoding="utf-8")
    monkeypatch.setenv("CHILDCHECK_CONFIG", str(settings))
    monkeypatch.setenv("COLUMNS", "200")
    path = tmp_path / "log.db"
    with open_log(path) as opened:
        some_entries(opened)
    monkeypatch.setenv("CHILDCHECK_LOG", str(path))
    return path


def receipt_of(log: Path) -> str:
    """Return the receipt of a log's last entry."""
    with open_log(log, read_only=True) as opened:
        return opened.receipt()


def data_of(capsys: pytest.CaptureFixture[str]) -> Any:
    """Return what was printed as data, whole."""
    return json.loads(capsys.readouterr().out)


def test_info_says_what_the_log_is_and_holds(log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Path, purpose, entries, times, size and receipt, each on a line."""
    assert run(["log", "info"]) == ExitCode.DONE

    lines = capsys.readouterr().out.splitlines()
    assert lines[:6] == [
        f"  Log          {log}",
        "  Identifier   00000000000000000000000001",
        "  Purpose      record",
        "  Entries      6",
        "  First entry  2026-11-24 22:15:00+0000",
        "  Last entry   2026-11-24 22:15:00+0000",
    ]
    assert lines[7] == f"  SQLite       {sqlite3.sqlite_version}"
    assert lines[8] == f"  Receipt      {receipt_of(log)}"


def test_info_as_data(log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The same as data; nothing is recorded by asking."""
    assert run(["log", "info", "--json"]) == ExitCode.DONE

    whole = data_of(capsys)
    assert whole["command"] == "log info"
    assert whole["data"]["path"] == str(log)
    assert (whole["data"]["purpose"], whole["data"]["entries"]) == ("record", 6)
    assert whole["data"]["receipt"] == receipt_of(log)


@pytest.mark.parametrize("has_bug", [True, False])
def test_info_warns_of_an_sqlite_that_can_lose_what_was_written(
    log: Path, monkeypatch: pytest.MonkeyPatch, has_bug: bool
) -> None:
    """The warning names the version and what mends it; without the fault there is none."""
    with open_log(log, read_only=True) as opened:
        info = Info(**{**vars(opened.info()), "has_wal_reset_bug": has_bug})
        monkeypatch.setattr(opened, "info", lambda: info)
        _, warnings = describe_log(opened)

    assert [warning.code for warning in warnings] == (["sqlite-wal-reset"] if has_bug else [])
    assert all(warning.is_warning and "3.51.3" in warning.remedy for warning in warnings)


def test_a_sound_log_is_called_so(log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Entries, erased entries and receipt are told, and the command ends well."""
    assert run(["log", "verify"]) == ExitCode.DONE

    printed = capsys.readouterr()
    assert printed.err == ""
    assert printed.out.splitlines() == [
        "Every entry agrees: 1 to 6.",
        f"  Log          {log}",
        "  Purpose      record",
        "  Entries      6",
        "  Erased       none",
        "  Tables       as the entries make them",
        f"  Receipt      {receipt_of(log)}",
    ]


def test_the_tables_can_be_left_out(log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Of a large log the entries alone are held against one another, and that is said."""
    tamper(log, "UPDATE children SET name = 'somebody else'")

    assert run(["log", "verify", "--entries-only"]) == ExitCode.DONE
    printed = capsys.readouterr()
    assert printed.err == ""
    assert "  Tables       not compared with the entries" in printed.out

    assert run(["log", "verify", "--entries-only", "--json"]) == ExitCode.DONE
    assert data_of(capsys)["data"]["is_thorough"] is False

    assert run(["log", "verify", "--thorough"]) == ExitCode.DONE
    assert "children" in capsys.readouterr().err


def test_lawful_erasure_is_no_damage(log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Words that an entry says were erased are counted, and the log is sound."""
    with open_log(log) as opened:
        opened.erase([5], reason="order", writing=OFFICER)

    assert run(["log", "verify"]) == ExitCode.DONE

    assert "  Erased       the words of 1 entry, lawfully" in capsys.readouterr().out


def test_a_log_is_held_to_its_receipt(log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A receipt that was noted fits, also as somebody would type it."""
    assert run(["log", "verify", "--expect", receipt_of(log).lower()]) == ExitCode.DONE

    assert f"  Expected     {receipt_of(log)} fits" in capsys.readouterr().out


def test_a_cut_log_does_not_fit_its_receipt(log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A missing end shows only with a receipt: exit code 6, and what to do."""
    receipt = receipt_of(log)
    tamper(log, "DELETE FROM entries WHERE number = 6")
    tamper(log, "DELETE FROM bodies WHERE number = 6")
    assert run(["log", "rebuild"]) == ExitCode.DONE
    assert run(["log", "verify"]) == ExitCode.DONE
    assert capsys.readouterr().err == ""

    assert run(["log", "verify", "--expect", receipt]) == ExitCode.LOG_DAMAGED

    printed = capsys.readouterr()
    assert "error: Entry 6 disagrees: the log is cut" in printed.err
    assert f"  Expected     {receipt} does not fit" in printed.out


def test_damage_names_the_first_entry_and_the_remedy(
    log: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What agrees before is told, the entry is named by number, and no words come out."""
    tamper(log, "UPDATE bodies SET body = replace(body, 'shouted', 'smiled') WHERE number = 5")

    assert run(["log", "verify"]) == ExitCode.LOG_DAMAGED

    printed = capsys.readouterr()
    assert printed.out.startswith("Entries 1 to 4 agree; what comes after is in doubt.\n")
    assert printed.err.startswith(
        "error: Entry 5 disagrees: its words or their salt were changed. [log-damaged]\n"
        f"  where: {log}, entry 5\n"
        "  do:    write nothing more in this log; keep a copy"
    )
    assert "childcheck log verify --expect RECEIPT" in printed.err
    assert "Mum" not in printed.out + printed.err


def test_damage_as_data(log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The finding, the problem and the exit code are the same as data."""
    tamper(log, "UPDATE bodies SET body = '{}' WHERE number = 3")

    assert run(["log", "verify", "--json"]) == ExitCode.LOG_DAMAGED

    whole = data_of(capsys)
    assert whole["data"]["is_sound"] is False
    assert (whole["data"]["agreeing"], whole["data"]["first_disagreement"]) == (2, 3)
    assert [problem["code"] for problem in whole["problems"]] == ["log-damaged"]


@pytest.mark.parametrize("receipt", ["", "42", "42-ABC", "x-7ZK3M9QWERTY", "7ZK3M9QWERTY"])
@pytest.mark.usefixtures("log")
def test_what_is_no_receipt_is_a_mistake_of_usage(
    receipt: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """The form of a receipt is shown to whoever mistypes one."""
    assert run(["log", "verify", "--expect", receipt]) == ExitCode.USAGE

    assert "such as 42-7ZK3M9QWERTY" in capsys.readouterr().err


def test_tables_that_differ_are_a_warning_with_their_remedy(
    log: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The entries are not in doubt, so the command ends well; rebuilding mends it."""
    with closing(sqlite3.connect(log)) as connection:
        connection.execute("UPDATE children SET name = 'somebody else'")
        connection.commit()

    assert run(["log", "verify"]) == ExitCode.DONE
    printed = capsys.readouterr()
    assert printed.err.startswith("warning: Read tables are not what the entries make: children.")
    assert "do:    run:\n  childcheck log rebuild\n" in printed.err

    assert run(["log", "rebuild"]) == ExitCode.DONE
    assert "        1  children" in capsys.readouterr().out.splitlines()
    assert run(["log", "verify"]) == ExitCode.DONE
    assert capsys.readouterr().err == ""


def test_rebuilding_tells_the_rows_of_each_table(
    log: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """How many entries were read and how many rows they made, as data too."""
    receipt = receipt_of(log)

    assert run(["log", "rebuild", "--json"]) == ExitCode.DONE

    data = data_of(capsys)["data"]
    assert data["entries"] == 6
    assert (data["rows"]["incidents"], data["rows"]["answers"]) == (1, 3)
    assert receipt_of(log) == receipt


def test_missing_guards_are_a_warning(log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A log whose guards were taken off is told, and rebuilding puts them back."""
    with closing(sqlite3.connect(log)) as connection:
        connection.execute("DROP TRIGGER entries_are_never_changed")

    assert run(["log", "verify"]) == ExitCode.DONE
    assert "Guards against changing the log are missing" in capsys.readouterr().err

    assert run(["log", "rebuild"]) == ExitCode.DONE
    capsys.readouterr()
    assert run(["log", "verify"]) == ExitCode.DONE
    assert capsys.readouterr().err == ""


def test_a_clock_set_back_is_a_warning(log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The entries keep their order, and the reader is told to mind the times."""
    earlier = StillClock(EVENING - timedelta(hours=1))
    with open_log(log, clock=earlier) as opened:
        opened.append([answer("ch.looks", "pale")], OFFICER)

    assert run(["log", "verify"]) == ExitCode.DONE
    assert "The computer's clock was set back before entry 7." in capsys.readouterr().err


@pytest.mark.parametrize("command", ["info", "verify", "rebuild"])
def test_where_there_is_no_log_it_is_told(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A keeper's command never makes a log."""
    assert run(["log", command, "--log", str(tmp_path / "none.db")]) == ExitCode.NOT_FOUND

    assert "[no-log]" in capsys.readouterr().err
    assert not (tmp_path / "none.db").exists()


@pytest.mark.parametrize("command", ["info", "verify", "rebuild"])
def test_another_file_is_no_log(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file of another kind is refused and left as it was."""
    other = tmp_path / "notes.txt"
    other.write_text("not a log at all", encoding="utf-8")

    assert run(["log", command, "--log", str(other)]) == ExitCode.LOG_DAMAGED

    assert "[not-a-log]" in capsys.readouterr().err
    assert other.read_text(encoding="utf-8") == "not a log at all"


def test_verifying_needs_no_right_to_write(log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Verifying changes nothing in the file."""
    with tampering(log):
        pass
    before = log.read_bytes()

    assert run(["log", "verify"]) == ExitCode.DONE

    assert log.read_bytes() == before
    assert capsys.readouterr().out
