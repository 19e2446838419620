"""The program as it is started by a person, in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import childcheck
from childcheck.__main__ import main
from childcheck.cli.app import run
from childcheck.problems import ExitCode

CHILDCHECK = [sys.executable, "-m", "childcheck"]


def childcheck_with(
    *arguments: str, environment: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run the program without a terminal and return what it said."""
    return subprocess.run(
        [*CHILDCHECK, *arguments],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, **(environment or {})},
        check=False,
    )


def test_version_is_told() -> None:
    """`--version` gives the name and the number of the version, and nothing else."""
    done = childcheck_with("--version")

    assert done.stdout == f"childcheck {childcheck.__version__}\n"
    assert done.stderr == ""
    assert done.returncode == ExitCode.DONE


def test_version_is_told_before_typer_is_imported() -> None:
    """Nobody waits for a framework to hear a version number."""
    code = (
        "import sys; from childcheck.__main__ import main; sys.argv = ['childcheck', '--version']\n"
        "main(); assert not {'typer', 'rich', 'yaml', 'sqlite3'} & set(sys.modules)"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)

    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(("option", "code"), [("--version", 0), ("--help", 0), ("nope", 2)])
def test_the_installed_command_begins_here(
    option: str, code: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`main` is what the installed script calls: it answers, and leaves with the exit code."""
    monkeypatch.setattr("sys.argv", ["childcheck", option])

    left_with = 0
    try:
        main()
    except SystemExit as leaving:
        left_with = leaving.code if isinstance(leaving.code, int) else -1

    out, err = capsys.readouterr()
    assert "childcheck" in out + err
    assert left_with == code


def test_an_error_loads_nothing_heavy() -> None:
    """A mistyped command is answered without loading the database, YAML, rich or the prompts."""
    code = (
        "import sys; from childcheck.cli.app import run; assert run(['nope']) == 2\n"
        "heavy = {'rich', 'yaml', 'sqlite3', 'sqlite_utils', 'prompt_toolkit', 'platformdirs'}\n"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)

    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("locale", ["C", "POSIX", "en_GB.ISO-8859-1", "C.UTF-8"])
def test_output_is_utf8_on_any_locale(locale: str) -> None:
    """A name comes out as it was written, whatever the locale of the computer says."""
    done = childcheck_with(
        "--help",
        environment={"LC_ALL": locale, "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    )

    assert "╭─" in done.stdout
    assert done.returncode == ExitCode.DONE


@pytest.mark.parametrize("options", [["--help"], ["-h"], [], ["--version", "--help"]])
def test_help_and_nothing_end_well(options: list[str]) -> None:
    """Asking what there is, or typing nothing, is no mistake."""
    done = childcheck_with(*options)

    assert done.stdout
    assert done.stderr == ""
    assert done.returncode == ExitCode.DONE


def test_mistyped_command_is_answered_with_the_nearest() -> None:
    """An unknown command names the nearest real one and ends with the code for usage."""
    done = childcheck_with("checklst")

    assert done.stderr == (
        'error: There is no command "checklst". [unknown-command]\n'
        "  where: the command line\n"
        "  nearest: childcheck checklist\n"
        "  do:    run: childcheck --help\n"
    )
    assert done.stdout == ""
    assert done.returncode == ExitCode.USAGE


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a disk that is always full")
@pytest.mark.parametrize("option", ["--help", "--version"])
def test_full_disk_behind_the_output_is_told(option: str) -> None:
    """Output that cannot be written ends with its own code, the reason, and no traceback."""
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [*CHILDCHECK, option],
            stdin=subprocess.DEVNULL,
            stdout=full,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            check=False,
        )

    assert done.stderr.startswith("error: The output could not be written in full: no space left")
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr
    assert done.returncode == ExitCode.CANNOT_WRITE


@pytest.mark.skipif(os.name != "posix", reason="pipes that report a reader who left")
@pytest.mark.parametrize("option", ["--help", "--version"])
def test_reader_who_leaves_ends_the_program_quietly(option: str) -> None:
    """`childcheck … | head` prints no complaint when `head` has had enough."""
    reading, writing = os.pipe()
    os.close(reading)

    done = subprocess.run(
        [*CHILDCHECK, option],
        stdin=subprocess.DEVNULL,
        stdout=writing,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        check=False,
    )
    os.close(writing)

    assert done.stderr == ""
    assert done.returncode == ExitCode.CANNOT_WRITE


@pytest.mark.skipif(os.name != "posix", reason="a shell that can close a stream")
@pytest.mark.parametrize(
    ("closed", "code"),
    [("--help >&-", 0), ("--help <&-", 0), ("nope 2>&-", 2), ("nope --json >&- 2>&-", 2)],
)
def test_closed_streams_are_no_internal_error(closed: str, code: int) -> None:
    """A program started without one of its streams still ends with the right code."""
    shell = ["sh", "-c", f'"$0" -m childcheck {closed}', sys.executable]

    done = subprocess.run(shell, capture_output=True, encoding="utf-8", check=False)

    assert "Traceback" not in done.stderr + done.stdout
    assert "There is no command" not in done.stdout
    assert done.returncode == code


def test_completion_for_an_unknown_shell_is_no_internal_error(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`--install-completion` from a shell that Typer does not know names those it knows."""
    monkeypatch.setattr("shellingham.detect_shell", lambda: ("dash", "/bin/dash"))

    assert run(["--install-completion"]) == ExitCode.USAGE

    assert "run it from bash, zsh, fish or PowerShell" in capsys.readouterr().err


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_offers_the_commands(shell: str) -> None:
    """The script that `--install-completion` installs asks the program and gets its commands."""
    done = childcheck_with(
        environment={
            "_CHILDCHECK_COMPLETE": f"complete_{shell}",
            "COMP_WORDS": "childcheck che",
            "COMP_CWORD": "1",
            "_TYPER_COMPLETE_ARGS": "childcheck che",
            "_TYPER_COMPLETE_FISH_ACTION": "get-args",
        }
    )

    assert "checklist" in done.stdout
    assert done.stderr == ""
    assert done.returncode == ExitCode.DONE


def test_install_completion_writes_the_script_of_the_shell(tmp_path: Path) -> None:
    """`--install-completion`, typed in bash, installs a completion for `childcheck`."""
    typed = f'"{sys.executable}" -m childcheck --install-completion; echo "code $?"'

    done = subprocess.run(
        ["bash", "-c", typed],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "HOME": str(tmp_path)},
        check=False,
    )

    script = tmp_path / ".bash_completions" / "childcheck.sh"
    assert "code 0" in done.stdout, done.stderr
    assert "_CHILDCHECK_COMPLETE=complete_bash" in script.read_text()
    assert str(script) in (tmp_path / ".bashrc").read_text()
