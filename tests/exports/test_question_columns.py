"""Which columns a checklist gives, and how those of several checklists stand together."""

from __future__ import annotations

from pathlib import Path

from childcheck.exports.children_rows import AFTER, BEFORE, ChildrenSheet
from childcheck.exports.question_columns import QuestionColumns, columns_of
from childcheck.yaml_files.checklist_file import read_checklist_texts
from tests.exports.recorded_shifts import CHECKLIST, a_night, exported, small_checklist

NEWER = CHECKLIST.replace("2026.1.1", "2026.2.1").replace(
    "      - id: ch.worry\n",
    "      - id: ch.sleeps\n"
    "        stage: desk\n"
    "        ask: Where does {child} sleep?\n"
    "        type: text\n"
    "      - id: ch.worry\n",
)


def test_columns_stand_in_the_order_of_the_checklist() -> None:
    """`column`, else the id's last part; `none` has none; a basis stands behind its answer."""
    names = [column.name for column in columns_of(small_checklist(), (*BEFORE, *AFTER))]

    assert names == [
        "calls_12m",
        "adults_roles",
        "contacts",
        "apart",
        "seen",
        "talked",
        "heard_by",
        "child_words",
        "carers_relation",
        "effect",
        "effect_basis",
        "ch_gaps",
        "worry",
    ]


def test_a_fact_with_a_fixed_column_is_not_repeated() -> None:
    """The reference, the place and the date of birth stand once, also when a question has them."""
    header = ChildrenSheet([small_checklist()]).header

    assert len(header) == len(set(header))
    for name in ("incident_ref", "place", "arrived_at", "dob", "dob_basis", "carers"):
        assert header.count(name) == 1


def test_a_name_that_is_taken_gives_way_to_the_id() -> None:
    """A question may not take the name of a column that every export has."""
    fixed = ("gap_count", "worry", "ch_worry", "effect_basis")

    names = [column.name for column in columns_of(small_checklist(), fixed)]

    assert names[-4:] == ["effect", "effect_basis_", "ch_gaps", "ch_worry_"]


def test_columns_of_two_versions_stand_in_the_order_of_both() -> None:
    """A question that is new in a later version stands where that version puts it."""
    newer = read_checklist_texts({"checklist.yaml": NEWER})

    names = QuestionColumns([small_checklist(), newer], ()).names

    assert names[-4:] == ("effect_basis", "gap_count", "sleeps", "worry")


def test_a_question_that_a_checklist_does_not_have_is_told_as_such(tmp_path: Path) -> None:
    """The older record says so; its question was not left out by anybody."""
    night = a_night(tmp_path / "log.db")
    night.open_incident("CCCC", read_checklist_texts({"checklist.yaml": NEWER}))
    night.arrive("NC-3")
    night.put_on_roll("Sam")

    rows = exported(night, tmp_path)

    assert [row["sleeps"] for row in rows] == ["(not in this checklist)"] * 4 + ["(not reached)"]
