"""The manual of the incident file: what it shows can be run."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from childcheck.checklist.definitions import AnswerType, Basis, Checklist, Reason
from childcheck.yaml_files.checklist_file import read_checklist
from childcheck.yaml_files.incident_answers import PARTS_OF_ANSWER
from childcheck.yaml_files.incident_file import OF_CHILD
from childcheck.yaml_files.reading import read_text
from childcheck.yaml_files.shipped import shipped_folder
from tests.yaml_files.incident_files import changed, told_of, write_up

MANUAL = (Path(__file__).parents[2] / "docs" / "incident-file.md").read_text(encoding="utf-8")
PIECES = re.findall(r"```yaml\n(.*?)```", MANUAL, re.DOTALL)


@pytest.fixture(scope="module")
def shipped() -> Checklist:
    """Return the checklist that ships."""
    checklist = read_checklist(shipped_folder() / "domestic-incident", prove=False).checklist
    assert checklist is not None
    return checklist


def test_every_piece_of_the_manual_can_be_read() -> None:
    """Each piece of YAML in the manual is YAML that the strict reader takes."""
    assert len(PIECES) > 5
    for piece in PIECES:
        assert read_text(piece, "manual").problems == ()


def test_the_whole_example_is_recorded(shipped: Checklist) -> None:
    """The example at the end runs as it stands, against the checklist that ships."""
    [example] = [piece for piece in PIECES if "children:" in piece]

    assert told_of(example, shipped) == ()
    written, _ = write_up(example, shipped)
    assert written.is_finished


def test_the_problem_that_the_manual_shows_is_the_one_that_is_told(shipped: Checklist) -> None:
    """The one slip that the manual speaks of is told in the words of the manual."""
    [example] = [piece for piece in PIECES if "children:" in piece]
    [shown] = re.findall(r"```text\n(.*?)```", MANUAL, re.DOTALL)

    [problem] = told_of(changed("{answer: awake,", "{answer: awkae,", example), shipped)

    assert problem.as_text().replace("family.yaml", "incident.yaml") == shown.rstrip("\n")


def test_the_head_of_the_manual_is_that_of_the_checklist_that_ships(shipped: Checklist) -> None:
    """Whoever copies the head from the manual names a checklist that is there."""
    head = f"checklist: {{id: {shipped.id}, version: {shipped.version}}}"

    assert MANUAL.count(head) == 2


def test_the_manual_names_every_word_of_the_form() -> None:
    """Every key, reason, basis and type that a file may use stands in the manual."""
    for word in (*PARTS_OF_ANSWER, *OF_CHILD, *Reason, *Basis):
        assert word in MANUAL
    for kind in AnswerType:
        words = {"choice": "one choice", "yes_no": "yes or no", "persons": "people", "note": ""}
        assert words.get(kind, kind) in MANUAL
