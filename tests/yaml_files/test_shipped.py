"""The checklists that ship are found wherever the program was installed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from childcheck.identifiers import QuestionId
from childcheck.problems import ChildcheckError, ExitCode
from childcheck.yaml_files import shipped
from childcheck.yaml_files.checklist_file import read_checklist


def test_checkout_uses_its_own_checklists() -> None:
    """In a checkout the folder at the top is used, so that a change is seen at once."""
    assert shipped.shipped_folder() == Path(__file__).parents[2] / "checklists"


def test_installed_package_uses_the_copy_inside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A wheel carries its checklists, and a folder that happens to lie beside it is not read."""
    module = tmp_path / "childcheck" / "yaml_files" / "shipped.py"
    (tmp_path / "childcheck" / "shipped").mkdir(parents=True)
    (tmp_path / "checklists").mkdir()
    monkeypatch.setattr(shipped, "__file__", str(module))

    assert shipped.shipped_folder() == tmp_path / "childcheck" / "shipped"


def test_installation_without_checklists_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A broken installation is told as a problem with a remedy."""
    module = tmp_path / "childcheck" / "yaml_files" / "shipped.py"
    monkeypatch.setattr(shipped, "__file__", str(module))

    with pytest.raises(ChildcheckError) as raised:
        shipped.shipped_folder()

    assert raised.value.exit_code is ExitCode.NOT_FOUND


def test_every_source_of_the_shipped_checklist_has_a_name() -> None:
    """An officer who asks why is not answered with letters that nobody knows."""
    checklist = read_checklist(shipped.shipped_folder() / "domestic-incident").checklist

    assert checklist is not None
    used = {source for question in checklist.questions.values() for source in question.source}
    assert used == set(checklist.sources)


def test_what_waits_for_the_desk_names_what_it_is_about() -> None:
    """Hours later the line stands alone on the screen, without the choice that it belongs to."""
    checklist = read_checklist(shipped.shipped_folder() / "domestic-incident").checklist

    assert checklist is not None
    now = checklist.questions[QuestionId("ch.now")]
    waiting = [one for one in checklist.questions if one.startswith("ch.now.")]
    assert len(waiting) == 10
    for line in waiting:
        choice = now.choice(line.removeprefix("ch.now."))
        assert choice is not None
        named = {word.casefold() for word in re.findall(r"[A-Za-z]{4,}", choice.label)}
        asked = checklist.questions[line].ask.casefold()
        assert any(word in asked for word in named), asked
