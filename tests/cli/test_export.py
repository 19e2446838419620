"""`childcheck export` as a supervisor runs it, in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pexpect
import pytest

from childcheck.cli.app import run
from childcheck.log.writing import Log
from childcheck.problems import ExitCode
from childcheck.record.happenings import RecordsExported
from tests.exports.recorded_shifts import Station, a_night, read_back
from tests.log.builders import CountedIdentifiers, StillClock

NIGHT = ("--duty-date", "2026-11-24", "--shift", "night")


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with `store/` for a log, and `desk/`, in which one works."""
    (tmp_path / "store").mkdir()
    (tmp_path / "desk").mkdir()
    (tmp_path / "config.yaml").write_text("force: Northfolk Police\n")
    monkeypatch.chdir(tmp_path / "desk")
    monkeypatch.setenv("CHILDCHECK_LOG", str(tmp_path / "store" / "log.db"))
    monkeypatch.setenv("CHILDCHECK_CONFIG", str(tmp_path / "config.yaml"))
    monkeypatch.delenv("CHILDCHECK_OFFICER", raising=False)
    monkeypatch.setenv("COLUMNS", "80")
    return tmp_path


@pytest.fixture
def night(folders: Path) -> Station:
    """Return a night in `store/`."""
    return a_night(folders / "store" / "log.db")


@dataclass(frozen=True)
class Done:
    """How a command ended, and what it said."""

    returncode: int
    stdout: str
    stderr: str


Export = Callable[..., Done]


@pytest.fixture
def export(capsys: pytest.CaptureFixture[str]) -> Export:
    """Run the command without a terminal."""

    def run_it(*arguments: str) -> Done:
        code = run(["export", *arguments])
        said = capsys.readouterr()
        return Done(code, said.out, said.err)

    return run_it


def files(tmp_path: Path) -> list[str]:
    """Return what lies on the desk."""
    return sorted(path.name for path in (tmp_path / "desk").iterdir())


def test_a_night_is_exported(night: Station, tmp_path: Path, export: Export) -> None:
    """One command gives the file, its receipt, and a receipt for the notebook."""
    done = export(*NIGHT, "--officer", "S12", "--reason", "shift_review")

    assert done.returncode == ExitCode.DONE, done.stderr
    assert done.stderr == ""
    name = "northfolk-police-2026-11-24-night.csv"
    assert files(tmp_path) == [name, f"{name}.receipt.json"]
    receipt = json.loads((tmp_path / "desk" / f"{name}.receipt.json").read_text("utf-8"))
    lines = done.stdout.splitlines()
    assert lines[0] == "Exported the night shift of 2026-11-24."
    assert [line.split() for line in lines[1:5]] == [
        ["Incidents", "2"],
        ["Children", "4"],
        ["Rows", "4", "(children)"],
        ["File", name],
    ]
    assert lines[6].split() == ["Receipt", receipt["receipt"]]
    assert len(read_back(tmp_path / "desk" / name)) == 4


def test_data_holds_counts_and_no_words(night: Station, tmp_path: Path, export: Export) -> None:
    """`--json` tells what was done in identifiers and numbers."""
    done = export(*NIGHT, "--json", "--to", "night.csv", "--officer", "S12", "--reason", "court")

    assert done.returncode == ExitCode.DONE
    told = json.loads(done.stdout)
    assert (told["command"], told["problems"]) == ("export", [])
    data = told["data"]
    assert (data["incidents"], data["children"], data["rows"]) == (2, 4, 4)
    assert data["file"] == "night.csv"
    assert data["chosen_by"] == "duty_date=2026-11-24 shift=night"
    assert set(data) == {
        "file",
        "receipt_file",
        "layout",
        "chosen_by",
        "incidents",
        "children",
        "rows",
        "sha256",
        "from_entry",
        "up_to_entry",
        "entry",
        "receipt",
    }
    assert "Łuczak" not in done.stdout


@pytest.mark.parametrize("layout", ["engagements", "answers"])
def test_another_layout_has_its_name_in_the_file(
    night: Station, tmp_path: Path, export: Export, layout: str
) -> None:
    """Two layouts of one shift do not meet."""
    done = export(*NIGHT, "--layout", layout, "--officer", "1", "--reason", "analysis")

    assert done.returncode == ExitCode.DONE, done.stderr
    assert files(tmp_path)[0] == f"northfolk-police-2026-11-24-night-{layout}.csv"


@pytest.mark.parametrize(
    ("arguments", "code", "exit_code"),
    [
        (["--shift", "nite"], "unknown-shift", ExitCode.USAGE),
        (["--layout", "childern"], "unsuitable-value", ExitCode.USAGE),
        (["--reason", "curiosity"], "unsuitable-value", ExitCode.USAGE),
        (["--since", "2026-10-25T01:30"], "time-twice", ExitCode.USAGE),
        (["--duty-date", "2026-11-20"], "nothing-chosen", ExitCode.NOT_FOUND),
        (["--since", "2026-11-20", "--until", "2026-11-21"], "nothing-chosen", ExitCode.NOT_FOUND),
        ([*NIGHT, "--to", "nowhere/x.csv"], "no-such-folder", ExitCode.CANNOT_WRITE),
        ([*NIGHT, "--to", "."], "is-a-folder", ExitCode.CANNOT_WRITE),
        ([*NIGHT, "--to", "/dev/null", "--force"], "not-a-file", ExitCode.CANNOT_WRITE),
    ],
)
def test_what_cannot_be_done_is_told_and_nothing_is_recorded(
    night: Station,
    tmp_path: Path,
    export: Export,
    arguments: list[str],
    code: str,
    exit_code: ExitCode,
) -> None:
    """Each with its own words and exit code, no file, and no entry."""
    head = night.log.head()
    given = ["--officer", "S12", "--reason", "shift_review", *arguments]

    done = export(*given)

    assert done.returncode == exit_code
    assert f"[{code}]" in done.stderr
    assert "  do:    " in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
    assert files(tmp_path) == []
    assert night.log.head() == head


def test_without_a_terminal_everything_that_is_missing_is_named(
    night: Station, tmp_path: Path, export: Export
) -> None:
    """Who and why are never guessed."""
    done = export(*NIGHT)

    assert done.returncode == ExitCode.USAGE
    assert "[no-officer]" in done.stderr
    assert "[no-reason]" in done.stderr
    assert files(tmp_path) == []


def test_the_line_for_another_reason_comes_from_a_file(
    night: Station, tmp_path: Path, export: Export
) -> None:
    """Free text stands in no command line, and so in no shell's history."""
    arguments = [*NIGHT, "--officer", "S12", "--reason", "other"]
    (tmp_path / "why.txt").write_text("\nfor the review panel\n")
    (tmp_path / "empty.txt").touch()

    assert "[no-text]" in export(*arguments).stderr
    refused = export(*arguments, "--input", str(tmp_path / "empty.txt"))
    assert refused.returncode == ExitCode.INPUT_FILE
    done = export(*arguments, "--input", str(tmp_path / "why.txt"))

    assert done.returncode == ExitCode.DONE, done.stderr
    told = list(night.log.entries())[-1].happening
    assert isinstance(told, RecordsExported)
    assert told.reason_text == "for the review panel"


def test_the_line_can_come_from_standard_input(night: Station, tmp_path: Path) -> None:
    """In a process of its own, with the line piped in."""
    who_and_why = ["--officer", "S12", "--reason", "other", "--input", "-"]
    done = subprocess.run(
        [sys.executable, "-m", "childcheck", "export", *NIGHT, *who_and_why, "--to", "night.csv"],
        input="for the review panel\n",
        capture_output=True,
        encoding="utf-8",
        check=False,
    )

    assert done.returncode == ExitCode.DONE, done.stderr
    assert len(read_back(tmp_path / "desk" / "night.csv")) == 4


def test_an_older_file_is_kept(night: Station, tmp_path: Path, export: Export) -> None:
    """A named file is refused; a proposed one gets the next number; --force replaces."""
    given = [*NIGHT, "--officer", "S12", "--reason", "shift_review"]
    (tmp_path / "desk" / "night.csv").write_text("old")

    refused = export(*given, "--to", "night.csv")
    assert refused.returncode == ExitCode.CANNOT_WRITE
    assert "[file-exists]" in refused.stderr
    export(*given)
    export(*given)
    assert "northfolk-police-2026-11-24-night-2.csv" in files(tmp_path)

    assert export(*given, "--to", "night.csv", "--force").returncode == ExitCode.DONE
    assert len(read_back(tmp_path / "desk" / "night.csv")) == 4


def test_a_log_of_practice_is_not_exported(folders: Path, export: Export) -> None:
    """Practice can never be mistaken for a record."""
    Log.open(
        folders / "store" / "log.db",
        clock=StillClock(),
        new_identifiers=CountedIdentifiers(),
        purpose="practice",
        create=True,
    ).close()

    done = export(*NIGHT, "--officer", "S12", "--reason", "training")

    assert done.returncode == ExitCode.REFUSED
    assert files(folders) == []


def test_a_log_that_is_not_there_is_told(night: Station, tmp_path: Path, export: Export) -> None:
    """An export makes no log."""
    done = export(*NIGHT, "--log", str(tmp_path / "none.db"), "--officer", "1")

    assert done.returncode == ExitCode.NOT_FOUND
    assert not (tmp_path / "none.db").exists()


def terminal(*arguments: str) -> pexpect.spawn:
    """Run the command in a pseudo-terminal."""
    return pexpect.spawn(
        sys.executable,
        ["-m", "childcheck", "export", *arguments],
        encoding="utf-8",
        timeout=30,
        dimensions=(24, 80),
    )


def test_at_a_terminal_who_and_why_are_asked(night: Station) -> None:
    """First it is said which shift it is; Enter alone is no answer; help asks the same again."""
    child = terminal(*NIGHT)
    child.expect_exact("To export: the night shift of 2026-11-24, 2 incidents.")
    for prompt, typed in (
        ("Your number: ", ""),
        (":help tells what can be typed.", None),
        ("Your number: ", "S12"),
        ("Type a number: ", "8"),
        ("Type a number: ", ":help"),
        (":pause  stop for now.", None),
        ("Why are these records exported?", None),
        ("1) shift review", None),
        ("Type a number: ", "7"),
        ("What for: ", "for the panel"),
    ):
        child.expect_exact(prompt)
        if typed is not None:
            child.sendline(typed)
    child.expect_exact("Exported the night shift of 2026-11-24.")
    child.expect(pexpect.EOF)
    child.close()

    assert child.exitstatus == ExitCode.DONE
    entry = list(night.log.entries())[-1]
    assert entry.writing.officer == "S12"
    assert isinstance(entry.happening, RecordsExported)
    assert (entry.happening.reason, entry.happening.reason_text) == ("other", "for the panel")


@pytest.mark.parametrize(
    ("key", "exit_code"), [("\x03", ExitCode.PAUSED), ("\x04", ExitCode.NO_TERMINAL)]
)
def test_stopping_at_a_question_exports_nothing(
    night: Station, tmp_path: Path, key: str, exit_code: ExitCode
) -> None:
    """Ctrl-C and q, and an ended input, leave no file and no entry."""
    head = night.log.head()
    child = terminal(*NIGHT)
    child.expect_exact("Your number: ")
    child.send(key)
    if key == "\x03":
        child.expect_exact("What now: ")
        child.sendline("q")
    child.expect(pexpect.EOF)
    child.close()

    assert child.exitstatus == exit_code
    assert files(tmp_path) == []
    assert night.log.head() == head
