"""Linting, listing and finding checklists."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest

from childcheck.checklist.definitions import Checklist
from childcheck.identifiers import Digest
from childcheck.log.reading import Reader
from childcheck.problems import ChildcheckError, ExitCode
from childcheck.procedures.find_checklist import checklist_in_log, find_checklist
from childcheck.procedures.lint_checklist import Counted, lint_checklist
from childcheck.procedures.list_checklists import list_checklists
from tests.yaml_files.checklists import text_of

SHIPPED = "domestic-incident"
QUESTION = "- {id: ch.a, stage: door, ask: Hm, type: text}\n"
UNUSED = "conditions:\n  small: {child.band: infant}\n"


def written(folder: Path, text: str, name: str = "doorstep") -> Path:
    """Write a checklist into a folder of its own."""
    path = folder / name
    path.mkdir(parents=True)
    (path / "checklist.yaml").write_text(text, encoding="utf-8")
    return path


def test_the_shipped_checklist_is_sound_with_its_tests() -> None:
    """What ships has no problem, not even a warning."""
    linted = lint_checklist(SHIPPED)

    assert linted.problems == ()
    assert linted.exit_code(is_strict=True) is ExitCode.DONE
    assert linted.is_published
    assert linted.tests > 100
    assert linted.counted() == Counted(11, 70, 162, 16, 29)


def test_errors_end_with_three_and_warnings_only_under_strict(tmp_path: Path) -> None:
    """A pipeline can choose whether a warning stops it."""
    faulty = lint_checklist(f"{written(tmp_path / 'a', text_of(QUESTION).replace('Hm', '[]'))}")
    warned = lint_checklist(f"{written(tmp_path / 'b', text_of(QUESTION, top=UNUSED))}")

    assert (faulty.errors, faulty.warnings) == (1, 0)
    assert faulty.exit_code(is_strict=False) is ExitCode.CHECKLIST_UNSOUND
    assert (warned.errors, warned.warnings) == (0, 1)
    assert warned.exit_code(is_strict=False) is ExitCode.DONE
    assert warned.exit_code(is_strict=True) is ExitCode.WARNINGS
    assert not warned.is_published


def test_the_tests_of_a_checklist_are_linted_with_it(tmp_path: Path) -> None:
    """A misspelt id in a test is found by the lint, and not only when the tests are run."""
    folder = written(tmp_path, text_of(QUESTION))
    (folder / "tests.yaml").write_text("tests:\n  - {name: t, expect: {asked: [ch.b]}}\n")

    linted = lint_checklist(str(folder))

    assert [(p.code, str(p.where).partition(",")[0]) for p in linted.problems] == [
        ("unknown-name", f"{folder.as_posix()}/tests.yaml")
    ]


def test_an_unsound_checklist_hides_the_echo_in_its_tests(tmp_path: Path) -> None:
    """As long as the checklist has errors, what its tests name cannot be judged."""
    folder = written(tmp_path, text_of(QUESTION.replace("type: text", "type: nothing")))
    (folder / "tests.yaml").write_text("tests:\n  - {name: t, expect: {asked: [ch.a]}}\n")

    assert [problem.code for problem in lint_checklist(str(folder)).problems] == ["not-one-of"]


def test_a_checklist_found_by_name_must_have_that_name(tmp_path: Path) -> None:
    """Records name the id: it has to lead back to the folder."""
    written(tmp_path, text_of(QUESTION), name="other-name")

    linted = lint_checklist("other-name", tmp_path)

    assert [problem.code for problem in linted.problems] == ["id-not-of-folder"]
    with pytest.raises(ChildcheckError) as caught:
        find_checklist("other-name", tmp_path)
    assert caught.value.exit_code is ExitCode.CHECKLIST_UNSOUND


def test_a_changed_copy_with_the_name_of_a_published_one_is_warned_of(tmp_path: Path) -> None:
    """A record names id and version, so two texts under the same two would be taken for one."""
    own = tmp_path / "own"
    text = text_of(QUESTION)
    for folder in (own / "doorstep", tmp_path / "copy"):
        folder.mkdir(parents=True)
        (folder / "checklist.yaml").write_text(text, encoding="utf-8")
    copy = tmp_path / "copy"

    assert lint_checklist(str(copy), own).problems == ()
    (copy / "checklist.yaml").write_text(text.replace("Hm", "Well"), encoding="utf-8")
    (problem,) = lint_checklist(str(copy), own).problems
    assert (problem.code, problem.is_warning) == ("same-id-and-version", True)
    higher = text.replace("Hm", "Well").replace("2026.11.1", "2026.11.2")
    (copy / "checklist.yaml").write_text(higher, encoding="utf-8")
    assert lint_checklist(str(copy), own).problems == ()


def test_nothing_is_asked_with_an_unsound_checklist(tmp_path: Path) -> None:
    """The errors come out at once, and no warning among them."""
    text = text_of(QUESTION.replace("door", "dor"), top=UNUSED).replace("under 2", "2")
    folder = written(tmp_path, text)

    with pytest.raises(ChildcheckError) as caught:
        find_checklist(str(folder))

    assert caught.value.exit_code is ExitCode.CHECKLIST_UNSOUND
    assert [problem.code for problem in caught.value.problems] == ["band-form", "not-one-of"]


def test_a_sound_checklist_is_ready_to_be_asked(tmp_path: Path) -> None:
    """Warnings do not keep an officer from the door."""
    checklist = find_checklist(str(written(tmp_path, text_of(QUESTION, top=UNUSED))))

    assert checklist.id == "doorstep"
    assert not checklist.is_published
    assert find_checklist().id == SHIPPED
    assert find_checklist().is_published


def test_every_checklist_is_listed_also_an_unsound_one(tmp_path: Path) -> None:
    """A trainer sees what lies there, and what must be mended."""
    written(tmp_path, text_of(QUESTION))
    written(tmp_path, "format: 1\n", name="broken")

    listed = {one.name: one for one in list_checklists(tmp_path)}

    assert list(listed) == ["broken", SHIPPED, "doorstep"] or list(listed) == sorted(listed)
    assert (listed["broken"].is_sound, listed["broken"].origin) == (False, "own")
    assert (listed["doorstep"].title, listed["doorstep"].version) == ("At the door", "2026.11.1")
    assert listed[SHIPPED].origin == "shipped"
    assert listed[SHIPPED].digest.startswith("sha256:")


def test_what_lies_here_is_listed_by_its_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A trainer sees the copy that is being worked on, and how it is named on a command line."""
    written(tmp_path / "here", text_of(QUESTION), name="my_copy")
    (tmp_path / "here" / "other").mkdir()
    monkeypatch.chdir(tmp_path / "here")

    here = list_checklists(also_here=True)[-1]

    assert (here.name, here.id, here.origin) == ("./my_copy", "doorstep", "path")
    assert [one.name for one in list_checklists()] == [SHIPPED]  # by name it is not found
    assert find_checklist(here.name).id == "doorstep"


def test_the_folder_of_the_force_is_not_listed_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who stands in it sees each checklist once, by its name."""
    written(tmp_path, text_of(QUESTION))
    monkeypatch.chdir(tmp_path)

    assert [one.name for one in list_checklists(tmp_path, also_here=True)] == [
        SHIPPED,
        "doorstep",
    ]


class _Kept:
    """What `checklist_in_log` needs of a log: the texts, and where it lies."""

    path = Path("childcheck.log")

    def __init__(self, texts: dict[str, str]) -> None:
        self._texts = texts

    def checklist_files(self, digest: Digest) -> dict[str, str]:
        return self._texts


def in_log(texts: dict[str, str]) -> Checklist:
    """Return the checklist that a log holds."""
    return checklist_in_log(cast("Reader", _Kept(texts)), Digest("sha256:" + "0" * 64))


def test_a_checklist_is_read_back_from_the_log() -> None:
    """A check goes on in the wording in which it began."""
    checklist = in_log({"checklist.yaml": text_of(QUESTION)})

    assert checklist.id == "doorstep"


def test_a_log_that_lost_its_checklist_is_damaged() -> None:
    """An entry without the words that were put is not made up from another version."""
    with pytest.raises(ChildcheckError) as caught:
        in_log({})

    assert caught.value.exit_code is ExitCode.LOG_DAMAGED
