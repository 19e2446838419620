"""What stops the program, in words and in codes."""

from __future__ import annotations

import errno
import json
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from types import SimpleNamespace
from typing import Annotated, Any, NoReturn

import pytest
import typer

from childcheck.cli import app as program
from childcheck.cli import exits
from childcheck.cli.commands import Commands
from childcheck.cli.options import JsonOption
from childcheck.problems import ChildcheckError, ExitCode, Place, Problem

WORDS = "Ava said he hit her"
DISAGREES = Problem(
    what="Entry 12 disagrees.", where="entry 12", remedy="look\nlisten", code="disagrees"
)

Run = Callable[..., int]


class Layout(StrEnum):
    CHILDREN = "children"
    ANSWERS = "answers"


def raising(error: BaseException) -> Callable[[], NoReturn]:
    """Return a command's work that fails."""

    def work() -> NoReturn:
        raise error

    return work


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    """The real program with two more commands, whose work is handed in."""

    def run(*arguments: str, work: Callable[[], None] = lambda: None) -> int:
        def weigh(
            incident: str,
            child: Annotated[int, typer.Option(min=1)] = 1,
            layout: Layout = Layout.CHILDREN,
            as_json: JsonOption = False,
        ) -> None:
            work()

        def fathom() -> None:
            work()

        def register(app: typer.Typer) -> None:
            app.command("weigh")(weigh)
            deep = typer.Typer(cls=Commands)
            deep.command("fathom")(fathom)
            app.add_typer(deep, name="deep")

        monkeypatch.setattr(program, "officer", SimpleNamespace(register=register))
        return program.run(arguments)

    return run


def problem_in(output: str) -> Any:
    """Return the one problem that --json gave."""
    whole = json.loads(output)
    assert set(whole) == {"format", "command", "data", "problems"}
    assert len(whole["problems"]) == 1
    return whole["problems"][0]


def test_problem_ends_the_program_with_its_code_in_words(
    run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    """A problem raised anywhere is told on standard error: cause, place and remedy."""
    code = run("weigh", "1", work=raising(ChildcheckError(DISAGREES, ExitCode.LOG_DAMAGED)))

    out, err = capsys.readouterr()
    assert err == (
        "error: Entry 12 disagrees. [disagrees]\n"
        "  where: entry 12\n"
        "  do:    look\n"
        "         listen\n"
    )
    assert out == ""
    assert code == ExitCode.LOG_DAMAGED


def test_all_problems_are_told_at_once(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    """Several problems stand one after the other, warnings called by their name."""
    warning = Problem(what="It is late.", remedy="", is_warning=True)

    run("weigh", "1", work=raising(ChildcheckError([DISAGREES, warning], ExitCode.LOG_DAMAGED)))

    err = capsys.readouterr().err
    assert err.count("error: ") == 1
    assert err.endswith("warning: It is late.\n")


def test_problem_as_data(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    """With `--json` a problem is one object on standard output, with its place in parts."""
    place = Place("a.yaml", 3, 7, source="  no: yes")
    problem = Problem(what="Żaneta", where=place, remedy="mend it", code="c", nearest="not")

    code = run("weigh", "1", "--json", work=raising(ChildcheckError(problem, ExitCode.INPUT_FILE)))

    out, err = capsys.readouterr()
    assert json.loads(out) == {
        "format": 1,
        "command": "weigh",
        "data": None,
        "problems": [
            {
                "kind": "error",
                "code": "c",
                "what": "Żaneta",
                "where": "a.yaml, line 3, column 7",
                "file": "a.yaml",
                "line": 3,
                "column": 7,
                "nearest": "not",
                "remedy": "mend it",
            }
        ],
    }
    assert "Żaneta" in out
    assert err == ""
    assert code == ExitCode.INPUT_FILE


def test_nothing_in_a_problem_is_obeyed(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    """Square brackets stay as they are; characters that steer a terminal are shown instead."""
    problem = Problem(what="[red]\x1b[2J\r\u202e\x9b [/nope] می‌خواهم", remedy="")

    run("weigh", "1", work=raising(ChildcheckError(problem)))

    assert capsys.readouterr().err == ("error: [red]\\x1b[2J\\r\\u202e\\x9b [/nope] می‌خواهم\n")


@pytest.mark.parametrize("options", [[], ["--json"]])
@pytest.mark.parametrize(
    "error",
    [
        ValueError(WORDS),
        KeyError(WORDS),
        RecursionError(WORDS),
        OSError(errno.EPERM, WORDS, WORDS),
        ExceptionGroup(WORDS, [ValueError(WORDS)]),
        typer.Abort(WORDS),
        UnicodeDecodeError("utf-8", WORDS.encode(), 0, 1, WORDS),
    ],
    ids=lambda error: type(error).__name__,
)
def test_unexpected_failure_never_tells_its_text(
    error: Exception,
    options: list[str],
    run: Run,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Neither the text nor a value comes out, with or without the calls that led there."""
    for debug in ("0", "1"):
        monkeypatch.setenv("CHILDCHECK_DEBUG", debug)

        code = run("weigh", "1", *options, work=raising(error))

        out, err = capsys.readouterr()
        assert "Something went wrong inside childcheck: " + type(error).__name__ in out + err
        assert "Ava" not in out + err
        assert "Traceback" not in out + err
        assert code == ExitCode.INTERNAL


def test_unexpected_failure_tells_its_kind_and_place(
    run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    """What a maintainer needs is there: the kind of error, and file and line in the package."""
    run("weigh", "1", work=lambda: exits.respond("x", {WORDS: object()}, as_json=True, show=print))

    err = capsys.readouterr().err
    assert "TypeError. [internal]" in err
    assert "where: childcheck/cli/exits.py:" in err
    assert "entries that were acknowledged are in the log" in err


def test_calls_without_values_on_request(
    run: Run, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """CHILDCHECK_DEBUG=1 adds each call of an error and of its cause, but no folder of the user."""
    monkeypatch.setenv("CHILDCHECK_DEBUG", "1")

    def work() -> None:
        try:
            raise KeyError(WORDS)
        except KeyError as cause:
            raise ValueError(WORDS) from cause

    run("weigh", "1", work=work)

    err = capsys.readouterr().err
    assert "ValueError\n" in err
    assert "KeyError\n" in err
    assert "cli/test_exits.py:" in err
    assert str(Path(__file__).parent) not in err


def test_control_c_outside_a_walk_is_paused(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    """Ctrl-C ends a command with 130 and says what holds."""
    code = run("weigh", "1", work=raising(KeyboardInterrupt()))

    err = capsys.readouterr().err
    assert err.startswith("warning: Stopped by hand")
    assert "acknowledged" in err
    assert code == ExitCode.PAUSED


def test_ended_input_is_no_terminal(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    """An input that ends in the middle is told in words, with the code for no terminal."""
    code = run("weigh", "1", work=raising(EOFError(WORDS)))

    err = capsys.readouterr().err
    assert err.startswith("error: The input ended")
    assert "Aborted" not in err
    assert code == ExitCode.NO_TERMINAL


def test_no_room_while_printing_is_cannot_write(
    run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    """A disk that fills while a long output is printed has its own code, and not the text."""
    code = run("weigh", "1", work=raising(OSError(errno.ENOSPC, WORDS)))

    assert "no space left" in capsys.readouterr().err
    assert code == ExitCode.CANNOT_WRITE


def test_failure_before_any_command_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    """A broken installation is told like any other failure."""
    code = exits.exit_code_of(raising(ImportError(WORDS)))

    assert "ImportError" in capsys.readouterr().err
    assert code == ExitCode.INTERNAL


@pytest.mark.parametrize(
    ("arguments", "code", "nearest"),
    [
        (["wiegh"], "unknown-command", "childcheck weigh"),
        (["fathom"], "unknown-command", "childcheck deep fathom"),
        (["deep", "fathm"], "unknown-command", "childcheck deep fathom"),
        (["deep", "weigh"], "unknown-command", "childcheck weigh"),
        (["xyzzy"], "unknown-command", ""),
        (["--vresion"], "unknown-option", "--version"),
        (["weigh", "--chidl", "2"], "unknown-option", "--child"),
        (["weigh", "1", "-z"], "unknown-option", ""),
        (["weigh"], "missing-value", ""),
        (["weigh", "1", "--child"], "option-value", ""),
        (["weigh", "1", "--child", "two"], "unsuitable-value", ""),
        (["weigh", "1", "--child", "0"], "unsuitable-value", ""),
        (["weigh", "1", "--layout", "chidlren"], "unsuitable-value", ""),
        (["weigh", "1", "2"], "usage", ""),
        (["deep", "--", "-q"], "unknown-option", ""),
    ],
)
def test_mistakes_on_the_command_line(
    arguments: list[str], code: str, nearest: str, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each mistake ends with 2, the nearest right word and the help to read, also as data."""
    assert run(*arguments) == ExitCode.USAGE
    out, err = capsys.readouterr()
    assert err.startswith("error: ")
    assert f"[{code}]\n  where: the command line\n" in err
    assert "  do:    run: childcheck" in err
    assert (f"  nearest: {nearest}\n" in err) == bool(nearest)
    assert out == ""

    assert run(arguments[0], "--json", *arguments[1:]) == ExitCode.USAGE
    assert problem_in(capsys.readouterr().out)["what"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["Ava"],
        ["weigh", "1", "Ava"],
        ["weigh", "1", "--child", "Ava"],
        ["weigh", "1", "--layout", "Ava"],
        ["weigh", "1", "--Ava"],
        ["weigh", "1", "--Ava-Smith"],
        ["weigh", "1", "--child-name=Ava"],
        ["weigh", "1", "-Ava"],
        ["weigh", "1", "--json=Ava"],
        ["deep", "Ava"],
    ],
)
def test_name_typed_in_the_wrong_place_is_not_repeated(
    arguments: list[str], run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    """A child's name has no place on the command line, and an error does not copy it."""
    assert run(*arguments) == ExitCode.USAGE

    out, err = capsys.readouterr()
    assert "Ava" not in out + err


def test_value_that_does_not_suit_is_told_what_would(
    run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    """The remedy is in the message: which values there are."""
    run("weigh", "1", "--layout", "chidlren")
    run("weigh", "1", "--child", "0")

    err = capsys.readouterr().err
    assert "--layout does not take this value; it takes one of children, answers." in err
    assert "--child does not take this value; it takes a whole number, 1 or more." in err


def test_group_without_a_command_shows_its_help(
    run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whoever types only the name of a group is asking what is in it."""
    assert run("deep") == ExitCode.DONE

    assert "fathom" in capsys.readouterr().out


def test_result_is_shown_to_a_person(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    """Without `--json` the command's own text is printed, and problems follow beside it."""

    def work() -> None:
        exits.respond(
            "weigh",
            {"weight": 3},
            as_json=False,
            show=lambda: print("It weighs 3."),
            problems=[DISAGREES],
        )

    assert run("weigh", "1", work=work) == ExitCode.DONE

    out, err = capsys.readouterr()
    assert out == "It weighs 3.\n"
    assert err.startswith("error: Entry 12 disagrees.")


def test_result_is_given_as_data(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    """With `--json` there is one object and nothing else, and the exit code is the command's."""

    def work() -> None:
        exits.respond(
            "weigh",
            {"weight": 3},
            as_json=True,
            show=lambda: print("It weighs 3."),
            problems=[DISAGREES],
            exit_code=ExitCode.GAPS,
        )

    assert run("weigh", "1", "--json", work=work) == ExitCode.GAPS

    out, err = capsys.readouterr()
    assert json.loads(out)["data"] == {"weight": 3}
    assert problem_in(out)["what"] == "Entry 12 disagrees."
    assert err == ""
