"""The trainer's commands, as they are typed."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from childcheck.cli import app as program
from childcheck.problems import ExitCode
from tests.yaml_files.checklists import text_of

QUESTION = "- {id: ch.a, stage: door, ask: Hm, type: text}\n"
UNUSED = "conditions:\n  small: {child.band: infant}\n"

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """The program in a folder of its own, without a configuration of this computer."""
    monkeypatch.delenv("CHILDCHECK_CONFIG", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str) -> tuple[int, str, str]:
        code = program.run(["checklist", *arguments])
        out, err = capsys.readouterr()
        return code, out, err

    return run


def written(text: str, name: str = "doorstep", tests: str = "") -> Path:
    """Write a checklist into the working folder."""
    folder = Path(name)
    folder.mkdir(parents=True)
    (folder / "checklist.yaml").write_text(text, encoding="utf-8")
    if tests:
        (folder / "tests.yaml").write_text(tests, encoding="utf-8")
    return folder


def data(out: str) -> Any:
    """Return what --json gave, as one object."""
    whole = json.loads(out)
    assert set(whole) == {"format", "command", "data", "problems"}
    return whole


def test_list_tells_what_there_is(run: Run) -> None:
    """Name, version, title, and where it comes from."""
    code, out, err = run("list")

    assert (code, err) == (ExitCode.DONE, "")
    first, second = out.splitlines()
    assert first.startswith("domestic-incident 2026.")
    assert first.endswith(": Children at a domestic incident")
    assert second.startswith("  ships with childcheck, in ")


def test_list_knows_the_folder_of_the_force(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The configuration names a folder; its checklists come first, an unsound one too."""
    written(text_of(QUESTION), "ours/doorstep")
    written("format: 1\n", "ours/broken")
    (tmp_path / "config.yaml").write_text(f"checklists: {tmp_path / 'ours'}\n")
    monkeypatch.setenv("CHILDCHECK_CONFIG", str(tmp_path / "config.yaml"))

    code, out, _ = run("list", "--json")

    listed = {one["name"]: one for one in data(out)["data"]}
    assert code == ExitCode.DONE
    assert listed["doorstep"]["origin"] == "own"
    assert listed["doorstep"]["digest"].startswith("sha256:")
    assert (listed["broken"]["is_sound"], listed["broken"]["version"]) == (False, "")
    assert listed["domestic-incident"]["origin"] == "shipped"
    assert "UNSOUND; run:\nchildcheck checklist lint broken\n" in run("list")[1]


def test_lint_says_what_is_sound(run: Run) -> None:
    """Counts and the digest, so that a trainer sees what was looked at."""
    code, out, err = run("lint")

    assert (code, err) == (ExitCode.DONE, "")
    assert "is sound.\n70 questions in 11 sections, put as 162 single questions" in out
    assert "\ndigest sha256:" in out


def test_lint_tells_all_problems_and_ends_with_three(run: Run) -> None:
    """Each on standard error with its place, line, caret and remedy."""
    folder = written(text_of(QUESTION.replace("door", "dor").replace("Hm", '""')))

    code, out, err = run("lint", f"./{folder}")

    assert code == ExitCode.CHECKLIST_UNSOUND
    assert out == "doorstep: 2 errors\n"
    assert err.count("error: ") == 2
    assert "  where: doorstep/checklist.yaml, line 35, column 27\n" in err
    assert "  nearest: door\n" in err


def test_lint_ends_with_thirteen_for_warnings_under_strict(run: Run) -> None:
    """Without --strict a warning is only told."""
    written(text_of(QUESTION, top=UNUSED))

    code, out, err = run("lint", "./doorstep")
    strict, _, _ = run("lint", "./doorstep", "--strict")

    assert (code, strict) == (ExitCode.DONE, ExitCode.WARNINGS)
    assert out.startswith("doorstep 2026.11.1 is sound, with 1 warning.\n")
    assert out.endswith(" (not published)\n")
    assert err.startswith("warning: ")


def test_lint_gives_data(run: Run) -> None:
    """For a pipeline: counts, and each problem with its code and line."""
    written(text_of(QUESTION.replace("door", "dor")))

    code, out, err = run("lint", "./doorstep", "--json")

    whole = data(out)
    assert (code, err) == (ExitCode.CHECKLIST_UNSOUND, "")
    assert (whole["data"]["is_sound"], whole["data"]["errors"]) == (False, 1)
    assert whole["data"]["counts"]["questions"] == 2
    (problem,) = whole["problems"]
    assert (problem["code"], problem["line"], problem["nearest"]) == ("not-one-of", 35, "door")


def test_of_very_many_problems_the_first_are_printed_and_the_rest_is_counted(run: Run) -> None:
    """Fifty are printed, errors rather than warnings; `--all` and `--json` tell all of them."""
    unused = "".join(f"  small_{n}: {{child.band: infant}}\n" for n in range(60))
    unknown = "".join(
        f"- {{id: ch.a{n}, stage: door, ask: Hm, type: text, when: {{ch.zz{n}: yes}}}}\n"
        for n in range(45)
    )
    written(text_of(unknown, top=f"conditions:\n{unused}"))

    code, out, err = run("lint", "./doorstep")

    assert code == ExitCode.CHECKLIST_UNSOUND
    assert out == "doorstep: 45 errors, 60 warnings\n"
    assert (err.count("error: "), err.count("warning: ")) == (45, 5)
    last = "And 55 warnings more. Put right what is above first, or add --all for all."
    assert err.splitlines()[-1] == last

    _, _, everything = run("lint", "./doorstep", "--all")
    assert (everything.count("error: "), everything.count("warning: ")) == (45, 60)
    assert len(data(run("lint", "./doorstep", "--json")[1])["problems"]) == 105


def test_what_stops_a_command_is_not_printed_by_the_thousand_either(run: Run) -> None:
    """Other commands name the option that gives every problem as data."""
    written(text_of("".join(f"- {{id: ch.a{n}, stage: door, oops: Hm}}\n" for n in range(40))))

    code, _, err = run("test", "./doorstep")

    assert code == ExitCode.CHECKLIST_UNSOUND
    assert err.count("error: ") == 50
    assert err.endswith("errors more. Put right what is above first, or add --json for all.\n")


def test_lint_of_a_file_that_cannot_be_read_has_no_counts(run: Run) -> None:
    """What is not known is null, and never 0."""
    written("- nothing\n")

    code, out, _ = run("lint", "./doorstep", "--json")

    assert code == ExitCode.CHECKLIST_UNSOUND
    assert data(out)["data"]["counts"] is None
    assert data(out)["data"]["id"] is None
    assert run("lint", "./doorstep")[1] == "doorstep: 1 error\n"


def test_an_unknown_checklist_is_not_found(run: Run) -> None:
    """The nearest name is told, and the way to a folder."""
    code, _, err = run("lint", "domestic-incidents")

    assert code == ExitCode.NOT_FOUND
    assert "  nearest: domestic-incident\n" in err


def test_test_tells_each_test_and_what_is_left_out(run: Run) -> None:
    """Passed or failed by name; a failing one with what was expected and its line."""
    written(
        text_of(
            QUESTION
            + "- {id: ch.b, stage: desk, ask: Hm, type: text, when: {child.band: infant}}\n"
        ),
        tests="""\
tests:
  - {name: a is asked, child: {born_on: 2026-01-01}, expect: {asked: [ch.a]}}
  - name: b is not
    child: {born_on: 2026-01-01}
    expect:
      not_asked: [ch.b]
""".replace("a is asked", '"a is asked"'),
    )

    code, out, err = run("test", "./doorstep")

    assert (code, err) == (ExitCode.CHECKLIST_UNSOUND, "")
    assert out == (
        "passed  a is asked\n"
        "FAILED  b is not\n"
        "          ch.b should not be asked, and is.\n"
        "          where: doorstep/tests.yaml, line 6, column 19\n"
        "1 of 2 tests passed.\n"
        "Not everything is tested.\n"
        "Questions that no test answers or expects:\n"
        "  in.children.whereabouts\n"
        "  ch.b\n"
        "Conditions that fail in no test:\n"
        "  ch.b\n"
        "Age bands without a child in any test:\n"
        "  unborn\n"
        "  pre_school\n"
        "  school_age\n"
        "  teen\n"
    )


def test_test_gives_data(run: Run) -> None:
    """For a pipeline: each test with its line, and what no test goes through."""
    written(text_of(QUESTION), tests="tests:\n  - {name: t, child: {}, expect: {asked: [ch.a]}}\n")

    code, out, _ = run("test", "./doorstep", "--json")

    assert code == ExitCode.DONE
    assert data(out)["data"] == {
        "folder": "doorstep",
        "id": "doorstep",
        "version": "2026.11.1",
        "tests": [{"name": "t", "line": 2, "passed": True, "misses": []}],
        "passed": 1,
        "failed": 0,
        "gaps": {
            "never_put": ["in.children.whereabouts", "in.children.born_on"],
            "never_held": [],
            "never_failed": [],
            "never_came": [],
            "no_child_of": ["unborn", "infant", "pre_school", "school_age", "teen"],
        },
    }


def test_only_when_nothing_is_left_out_everything_is_tested(run: Run) -> None:
    """A gap is no failure, but 13 under `--strict`; without gaps it is said, and 0 either way."""
    children = "".join(
        f"  - {{name: {band}, child: {{born_on: {born}, whereabouts: {where}}},"
        " expect: {asked: [ch.a]}}\n"
        for band, born, where in (
            ("infant", "2026-01-01", "here"),
            ("pre_school", "2023-01-01", "here"),
            ("school_age", "2018-01-01", "here"),
            ("teen", "2012-01-01", "here"),
        )
    )
    unborn = "  - {name: unborn, child: {whereabouts: unborn}, expect: {asked: [ch.a]}}\n"
    written(text_of(QUESTION), tests="tests:\n" + children)

    assert run("test", "./doorstep")[0] == ExitCode.DONE
    code, out, _ = run("test", "./doorstep", "--strict")
    assert code == ExitCode.WARNINGS
    assert out.endswith("Age bands without a child in any test:\n  unborn\n")

    Path("doorstep/tests.yaml").write_text("tests:\n" + children + unborn, encoding="utf-8")

    code, out, _ = run("test", "./doorstep", "--strict")
    assert code == ExitCode.DONE
    assert out.endswith(
        "5 of 5 tests passed.\n"
        "Everything is tested: every question, condition, effect and age band.\n"
    )


def test_a_checklist_without_tests_is_not_called_passed(run: Run) -> None:
    """There is nothing to run, and that is said."""
    written(text_of(QUESTION))

    code, _, err = run("test", "./doorstep")

    assert code == ExitCode.NOT_FOUND
    assert "docs/checklist-language.md" in err


def test_an_incident_file_of_a_checklist_in_a_folder_is_taken_with_that_folder(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What `--template` prints for a folder can be handed in with the same folder, and only so."""
    written(text_of(QUESTION))
    assert program.run(["start", "--template", "--checklist", "./doorstep"]) == ExitCode.DONE
    template = capsys.readouterr().out
    assert "checklist: {id: doorstep, version: 2026.11.1}" in template
    Path("incident.yaml").write_text(
        "format: 1\nchecklist: {id: doorstep, version: 2026.11.1}\n"
        'written_up: {officer: "4711", duty_date: 2026-11-24, shift: night}\n'
        "children:\n  - name: Ava\n    whereabouts: here\n    born_on: 2018-03-04\n"
        '    answers:\n      ch.a: "nothing more"\n',
        encoding="utf-8",
    )
    take = ["start", "--from", "incident.yaml", "--log", str(tmp_path / "try.log")]

    assert program.run(take) == ExitCode.INPUT_FILE
    err = capsys.readouterr().err
    assert "There is no such checklist. [unknown-checklist]" in err
    assert "  childcheck start --from FILE --checklist ./FOLDER\n" in err
    assert program.run([*take, "--checklist", "./doorstep"]) == ExitCode.DONE
