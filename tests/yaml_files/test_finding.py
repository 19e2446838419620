"""Where a checklist is looked up, and where it never is."""

from __future__ import annotations

from pathlib import Path

import pytest

from childcheck.problems import ChildcheckError, ExitCode, Problem
from childcheck.yaml_files.finding import Origin, available, find
from childcheck.yaml_files.shipped import shipped_folder

SHIPPED = "domestic-incident"


def a_checklist(folder: Path, name: str) -> Path:
    """Make a folder that looks like a checklist."""
    path = folder / name
    path.mkdir(parents=True)
    (path / "checklist.yaml").write_text("format: 1\n")
    return path


def refused(named: str, own: Path | None = None) -> Problem:
    """Return why nothing was found."""
    with pytest.raises(ChildcheckError) as caught:
        find(named, own)
    assert caught.value.exit_code is ExitCode.NOT_FOUND
    (problem,) = caught.value.problems
    return problem


def test_a_name_is_found_among_those_that_ship() -> None:
    """Without a folder of its own, a force uses what ships."""
    found = find(SHIPPED)

    assert (found.origin, found.name) == (Origin.SHIPPED, SHIPPED)
    assert found.folder == shipped_folder() / SHIPPED
    assert found.is_published


def test_the_forces_own_checklist_comes_first(tmp_path: Path) -> None:
    """A force may have its own version under the same name."""
    own = a_checklist(tmp_path, SHIPPED)

    found = find(SHIPPED, tmp_path)

    assert (found.folder, found.origin) == (own, Origin.OWN)
    assert found.is_published


def test_a_name_is_never_looked_up_in_the_working_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What an officer works with does not hang on where the program was started."""
    a_checklist(tmp_path, "doorstep")
    a_checklist(tmp_path, SHIPPED)
    monkeypatch.chdir(tmp_path)

    assert find(SHIPPED).origin is Origin.SHIPPED
    assert "write ./doorstep" in refused("doorstep").remedy


@pytest.mark.parametrize("named", ["./doorstep", "doorstep/", "./doorstep/checklist.yaml"])
def test_a_path_is_used_when_it_is_written_as_one(
    named: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is given on purpose is used as given, and is not called published."""
    folder = a_checklist(tmp_path, "doorstep")
    monkeypatch.chdir(tmp_path)

    found = find(named)

    assert found.folder == folder
    assert (found.origin, found.name, found.is_published) == (Origin.PATH, "", False)
    assert found.shown_as == "doorstep"


def test_an_unknown_name_is_answered_with_the_nearest() -> None:
    """A slip in the name is found without a list."""
    problem = refused("domestic-incidnet")

    assert problem.code == "no-checklist"
    assert problem.nearest == SHIPPED
    assert "checklist list" in problem.remedy


def test_what_does_not_look_like_a_name_is_not_repeated() -> None:
    """Somebody may type a child's name where a checklist belongs."""
    problem = refused("Ava Smith")

    assert "Ava" not in problem.as_text()


@pytest.mark.parametrize(
    ("named", "says"),
    [
        ("./nowhere", "no such folder"),
        ("nowhere/checklist.yaml", "no such folder"),
        ("./file.yaml", "this is a file"),
        ("./empty", "holds no checklist.yaml"),
    ],
)
def test_a_path_that_leads_to_no_checklist_says_why(
    named: str, says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file, a missing folder and an empty one are told apart."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file.yaml").write_text("a: 1\n")
    (tmp_path / "empty").mkdir()

    assert says in refused(named).what


def test_a_link_out_of_the_folder_is_no_checklist_of_it(tmp_path: Path) -> None:
    """A name cannot lead out of the folder that the configuration names."""
    outside = a_checklist(tmp_path / "outside", "doorstep")
    own = tmp_path / "own"
    own.mkdir()
    (own / "doorstep").symlink_to(outside)

    assert refused("doorstep", own).code == "no-checklist"


def test_a_missing_folder_of_the_force_is_an_error(tmp_path: Path) -> None:
    """Otherwise what ships would take the place of the force's own, in silence."""
    assert refused(SHIPPED, tmp_path / "gone").code == "no-checklists-folder"


def test_those_with_a_name_are_listed_once_in_order(tmp_path: Path) -> None:
    """The force's own hides what ships under the same name; other files are passed over."""
    a_checklist(tmp_path, SHIPPED)
    a_checklist(tmp_path, "another")
    a_checklist(tmp_path, "Not A Name")
    (tmp_path / "notes.txt").write_text("hello")
    (tmp_path / "half").mkdir()

    assert [(found.name, found.origin) for found in available(tmp_path)] == [
        ("another", Origin.OWN),
        (SHIPPED, Origin.OWN),
    ]
