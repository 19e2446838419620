"""Rows that were made before: taken only while they hold, and fitted under other columns."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from childcheck.exports import prepared_rows
from childcheck.exports.csv_text import lines_of, rows_in
from childcheck.exports.prepared_rows import CHILD, MadeFrom, fitted
from childcheck.exports.safe_cells import safe
from childcheck.identifiers import ChildId, Digest, DutyId, LogId, OfficerId
from childcheck.review.duties import Duty

DUTY = Duty(
    id=DutyId("D1"),
    officer=OfficerId("4711"),
    officer_name="Asha Okoro",
    force="Northfolk Police",
    station="Quay",
    duty_date="2026-11-24",
    shift="night",
    starts_at="",
    ends_at="",
    begun_entry=2,
)
MADE_FROM = MadeFrom(LogId("L"), Digest("sha256:1"), DUTY, "", 7, "sha256:f")
ROWS = "C1,Żaneta\r\n".encode()

OTHERS: dict[str, Any] = {
    "log": LogId("M"),
    "checklist": Digest("sha256:2"),
    "duty": replace(DUTY, officer_name=""),
    "second_record_of": "20261124-AAAA",
    "last_entry": 8,
    "fingerprint": "sha256:e",
}


@pytest.mark.parametrize(("name", "other"), OTHERS.items())
def test_rows_hold_only_for_what_they_were_made_from(name: str, other: Any) -> None:
    """Another entry, duty, checklist or log makes another seal."""
    assert MADE_FROM._replace(**{name: other}).seal(1, ROWS) != MADE_FROM.seal(1, ROWS)


def test_rows_that_were_changed_break_their_seal() -> None:
    """Not a byte, and not the number of children, can be changed without its being seen."""
    assert MADE_FROM.seal(1, ROWS) == MADE_FROM.seal(1, ROWS)
    assert MADE_FROM.seal(1, ROWS) != MADE_FROM.seal(2, ROWS)
    assert MADE_FROM.seal(1, ROWS) != MADE_FROM.seal(1, ROWS + b" ")


@pytest.mark.parametrize("name", ["__version__", "FORM"])
def test_rows_of_another_program_do_not_hold(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another version may put into other words what stands in the log."""
    before = MADE_FROM.seal(1, ROWS)
    monkeypatch.setattr(prepared_rows, name, "other")

    assert MADE_FROM.seal(1, ROWS) != before


cells = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")).map(safe)
rows = st.lists(
    st.tuples(st.sampled_from(["C1", "C2"]), cells, st.integers(-9, 9), cells), max_size=4
)


@given(rows)
def test_rows_under_their_own_columns_stay_as_they_are(
    some: list[tuple[str, str, int, str]],
) -> None:
    """Taken apart and put together again they are the same to the byte, numbers below zero too."""
    header = (CHILD, "name", "count", "words")
    lines = lines_of(some)

    assert fitted(lines.text, header, header, None) == lines


@given(rows)
def test_rows_are_fitted_under_the_columns_of_an_export(
    some: list[tuple[str, str, int, str]],
) -> None:
    """A column that the checklist lacks says so; the rows of other children are left out."""
    own = (CHILD, "name", "count", "words")

    lines = fitted(lines_of(some).text, own, ("words", CHILD, "marks"), [ChildId("C2")])

    expected = [[row[3], "C2", "(not in this checklist)"] for row in some if row[0] == "C2"]
    assert rows_in(lines.text) == expected
    assert lines.rows == len(expected)
