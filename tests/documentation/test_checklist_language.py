"""The trainer's manual of the language says what the code does."""

from __future__ import annotations

import re
from pathlib import Path
from textwrap import dedent, indent

import pytest

from childcheck.checklist.conditions import Look, Operator
from childcheck.checklist.definitions import Basis, Closing, Due, Reason, Scope, Stage
from childcheck.checklist.facts import FACTS, FOLLOWING
from childcheck.procedures.lint_checklist import lint_checklist
from childcheck.procedures.test_checklist import run_tests_of
from childcheck.yaml_files.choice_shape import EFFECTS
from childcheck.yaml_files.keys_of_types import ALL_OF_TYPES, OF_PART, OF_QUESTION, TYPES

MANUAL = Path(__file__).parents[2] / "docs" / "checklist-language.md"
TEXT = MANUAL.read_text(encoding="utf-8")
CHECKLIST, TESTS, *STEPS = re.findall(r"```yaml\n(.*?)```", TEXT, re.DOTALL)
SHIPPED = Path(__file__).parents[2] / "checklists" / "domestic-incident"
WORDS = set(re.findall(r"[a-z_]+(?:\.[a-z_]+)?", " ".join(re.findall(r"`([^`\n]+)`", TEXT))))


@pytest.fixture
def folder(tmp_path: Path) -> str:
    """The example of the manual with its tests, in a folder."""
    folder = tmp_path / "domestic-incident"
    folder.mkdir()
    (folder / "checklist.yaml").write_text(CHECKLIST, encoding="utf-8")
    (folder / "tests.yaml").write_text(TESTS, encoding="utf-8")
    return str(folder)


def test_the_example_is_sound(folder: str) -> None:
    """Whoever begins with the example begins with a checklist that works."""
    linted = lint_checklist(folder)

    assert not linted.problems, "\n".join(problem.as_text() for problem in linted.problems)


def test_the_tests_of_the_example_pass(folder: str) -> None:
    """The tests in the manual are real ones."""
    tested = run_tests_of(folder)

    assert len(tested.outcomes) == 4
    assert [(one.name, one.misses) for one in tested.failed] == []


def test_the_steps_to_add_a_question_lead_to_a_tested_checklist(tmp_path: Path) -> None:
    """Whoever does what the manual says with a copy of what ships has nothing left to mend."""
    follow_up, question, its_test = (dedent(step.rstrip(" ")) for step in STEPS)
    source = re.search(r"`(OUR: .*)`", TEXT)
    assert source
    checklist = (SHIPPED / "checklist.yaml").read_text(encoding="utf-8")
    for old, new in (
        ("id: domestic-incident\n", "id: my-checklist\n"),
        ("\nfollow_ups:", f"\nfollow_ups:\n{indent(follow_up, '  ')}#"),
        ("\nsources:", f"\nsources:\n  {source[1]}\n#"),
        ("      - id: ch.health\n", f"{indent(question, ' ' * 6)}\n      - id: ch.health\n"),
    ):
        assert checklist.count(old) == 1
        checklist = checklist.replace(old, new)
    tests = (SHIPPED / "tests.yaml").read_text(encoding="utf-8") + indent(its_test, "  ")
    (tmp_path / "checklist.yaml").write_text(checklist, encoding="utf-8")
    (tmp_path / "tests.yaml").write_text(tests, encoding="utf-8")

    linted = lint_checklist(str(tmp_path))
    assert not linted.problems, "\n".join(problem.as_text() for problem in linted.problems)
    tested = run_tests_of(str(tmp_path))
    assert [(one.name, one.misses) for one in tested.failed] == []
    assert tested.gaps.is_nothing


@pytest.mark.parametrize(
    ("what", "words"),
    [
        ("keys of a question", (*OF_QUESTION, *ALL_OF_TYPES)),
        ("keys of a part", OF_PART),
        ("types", tuple(TYPES)),
        ("operators", tuple(Operator)),
        ("wrappers", tuple(Look)),
        ("effects", EFFECTS),
        ("facts", (*FACTS, *FOLLOWING)),
        ("bases", tuple(Basis)),
        ("stages", tuple(Stage)),
        ("scopes", tuple(Scope)),
        ("due words", tuple(Due)),
        ("ways of closing", tuple(Closing)),
    ],
)
def test_every_word_of_the_language_is_explained(what: str, words: tuple[str, ...]) -> None:
    """A key that the reader takes and the manual does not name would never be found."""
    assert [str(word) for word in words if str(word) not in WORDS] == [], what


def test_the_ways_of_leaving_are_in_the_example() -> None:
    """The four reasons, with their fixed ids."""
    assert all(f"  {reason}:" in CHECKLIST for reason in Reason)
