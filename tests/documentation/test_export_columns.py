"""The page about the columns says what an export holds."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from childcheck.checklist.definitions import Reason
from childcheck.exports import standing_words
from childcheck.exports.answers_rows import HEADER
from childcheck.exports.children_rows import FIRST, LAST, MORE, ChildrenSheet
from childcheck.exports.engagements_rows import AFTER as AFTER_TALK
from childcheck.exports.engagements_rows import BEFORE as BEFORE_TALK
from childcheck.exports.engagements_rows import EngagementsSheet
from childcheck.exports.fixed_columns import (
    CHILD_COLUMNS,
    INCIDENT_COLUMNS,
    INTEGRITY_COLUMNS,
    SHIFT,
    STATE_COLUMNS,
)
from childcheck.exports.safe_cells import as_recorded, safe
from childcheck.exports.standing_words import Said, State
from childcheck.procedures.find_checklist import find_checklist
from tests.exports.recorded_shifts import a_night, exported

PAGE = (Path(__file__).parents[2] / "docs" / "export-columns.md").read_text("utf-8")
ROW = re.compile(r"^\| `([^`]+)` \| (.+) \|$", re.MULTILINE)


def table(heading: str) -> dict[str, str]:
    """Return the rows of the table under a heading, up to the next heading."""
    (_, after) = PAGE.split(f"\n{heading}\n", 1)
    return dict(ROW.findall(re.split(r"^#+ ", after, maxsplit=1, flags=re.MULTILINE)[0]))


@pytest.mark.parametrize(
    ("heading", "columns"),
    [
        ("### What comes first", FIRST),
        ("### More about the incident and the child", MORE),
        ("### What comes last", LAST),
        ("## Layout `engagements`", (*BEFORE_TALK, *AFTER_TALK)),
        ("## Layout `answers`", HEADER),
    ],
)
def test_each_fixed_column_is_explained_and_no_other(
    heading: str, columns: tuple[str, ...]
) -> None:
    """Names stand in the order of the file, each with its meaning."""
    explained = table(heading)

    assert list(explained) == list(columns)
    assert all(meaning.strip().endswith(".") for meaning in explained.values())


def test_the_page_names_every_column_of_the_layout_children() -> None:
    """The three tables together hold every fixed column once."""
    fixed = (*SHIFT, *INCIDENT_COLUMNS, *CHILD_COLUMNS, *STATE_COLUMNS, *INTEGRITY_COLUMNS)

    assert sorted((*FIRST, *MORE, *LAST)) == sorted(fixed)


def test_each_state_in_brackets_is_explained() -> None:
    """Whoever meets one in a cell finds it on the page."""
    states = {one.text for one in vars(standing_words).values() if isinstance(one, Said)}

    assert states - {"yes", "no"} <= {*table("## Cells without an answer")}


def test_each_state_of_an_answer_is_named() -> None:
    """The codes of the column `state` stand beside it."""
    named = set(re.findall(r"`([a-z_]+)`", table("## Layout `answers`")["state"]))

    codes = {state.value for state in State} - {State.LEFT.value, State.WITHDRAWN.value}
    assert named == codes | {reason.value for reason in Reason}


def test_the_receipt_is_explained(tmp_path: Path) -> None:
    """Every name in a real receipt stands on the page, in its order."""
    night = a_night(tmp_path / "log.db")
    exported(night, tmp_path)
    (receipt,) = tmp_path.glob("*.receipt.json")

    assert list(json.loads(receipt.read_text("utf-8"))) == list(table("## The receipt"))


def test_the_examples_of_the_apostrophe_are_true() -> None:
    """What the page shows is what happens."""
    for text in ("=1+1", "+44 1632 960 123"):
        assert f"`'{text}`" in PAGE
        assert safe(text) == f"'{text}"
        assert as_recorded(f"'{text}") == text


def test_the_examples_of_names_come_from_the_checklist_that_ships() -> None:
    """Columns that the page names as examples are really there."""
    checklist = find_checklist()
    header = ChildrenSheet([checklist]).header

    for name in ("worry", "pnc_state", "pnc_results", "effect", "effect_basis"):
        assert name in header
        assert f"`{name}`" in PAGE
    assert len(header) == len(set(header))
    assert "child_words" in EngagementsSheet([checklist]).header
