"""Drafts: half-typed text, kept apart from the entries and gone without a trace."""

from __future__ import annotations

from pathlib import Path

import pytest

from childcheck.identifiers import IncidentId
from childcheck.log.drafts import DraftKey
from childcheck.log.verifying import verify
from childcheck.problems import ChildcheckError
from tests.log.builders import CHILD, INCIDENT, OFFICER, answer, open_log

SPOT = DraftKey(incident=INCIDENT, child=CHILD, question="ch.talk")


def test_a_draft_is_no_entry_and_survives_the_program(tmp_path: Path) -> None:
    """Half-typed text is there after the program ended, and the log holds no entry of it."""
    with open_log(tmp_path / "log.db") as log:
        log.keep_draft(SPOT, "c he shou")
        log.keep_draft(SPOT, "c he shouted\n")

    with open_log(tmp_path / "log.db") as log:
        assert log.draft(SPOT) == "c he shouted\n"
        assert log.head()[0] == 1
    assert verify(tmp_path / "log.db").is_sound


def test_each_spot_has_its_own_draft(tmp_path: Path) -> None:
    """Another child, another talk and another question have texts of their own."""
    other = DraftKey(incident=INCIDENT, child="C2", question="ch.talk")
    with open_log(tmp_path / "log.db") as log:
        log.keep_draft(SPOT, "one")
        log.keep_draft(other, "two")

        assert log.drafts(INCIDENT) == {SPOT: "one", other: "two"}
        assert log.drafts(IncidentId("I2")) == {}
        assert log.draft(DraftKey(incident=INCIDENT, question="ch.talk")) is None


def test_the_draft_ends_in_the_transaction_that_records_the_answer(tmp_path: Path) -> None:
    """There is never both the answer and its draft, nor neither of them."""
    with open_log(tmp_path / "log.db") as log:
        log.keep_draft(SPOT, "c he shouted")
        with pytest.raises(ChildcheckError):
            log.append([answer("ch.talk", "half \ud83d")], OFFICER, clear_draft=SPOT)
        assert log.draft(SPOT) == "c he shouted"

        log.append([answer("ch.talk", "c he shouted")], OFFICER, clear_draft=SPOT)
        assert log.draft(SPOT) is None


def test_an_emptied_draft_leaves_no_trace_in_the_files(tmp_path: Path) -> None:
    """Words that were typed and taken back are overwritten, not only unlinked."""
    with open_log(tmp_path / "log.db") as log:
        log.keep_draft(SPOT, "SECRETWORDS " * 40)
        log.keep_draft(SPOT, "")

    left = [file.name for file in tmp_path.iterdir() if b"SECRETWORDS" in file.read_bytes()]
    assert left == []


def test_a_draft_that_cannot_be_stored_is_refused(tmp_path: Path) -> None:
    """Half of a character is refused in a draft as it is in an answer."""
    with open_log(tmp_path / "log.db") as log:
        with pytest.raises(ChildcheckError) as refusal:
            log.keep_draft(SPOT, "half \ud83d")

        assert "half" not in str(refusal.value)
        assert log.draft(SPOT) is None
