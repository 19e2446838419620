"""How long one durable answer takes, against a bare one-row commit with the same settings."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from childcheck.identifiers import ChildId, IncidentId, OfficerId, QuestionId, RandomIdentifiers
from childcheck.log.clocks import SystemClock
from childcheck.log.writing import Log
from childcheck.record.entries import Writing
from childcheck.record.happenings import AnswerGiven, ChildNamed, IncidentOpened
from tests.benchmarks.paired import paired

pytestmark = pytest.mark.benchmark

MORE_AT_MOST_MS = 3.0
ROW_OF_400_BYTES = "x" * 400


def test_a_durable_answer_takes_little_more_than_a_bare_commit(tmp_path: Path) -> None:
    """Entry, body and read tables together take at most 3 ms more than one row alone."""
    incident, child = IncidentId("I"), ChildId("C")
    writing = Writing(OfficerId("4217"), device="laptop", os_account="officer")
    bare = sqlite3.connect(tmp_path / "bare.db", isolation_level=None)
    for setting in (
        "journal_mode = WAL",
        "synchronous = FULL",
        "fullfsync = ON",
        "secure_delete = ON",
    ):
        bare.execute(f"PRAGMA {setting}")
    bare.execute("CREATE TABLE rows (number INTEGER PRIMARY KEY, text TEXT)")

    def one_row() -> None:
        bare.execute("BEGIN IMMEDIATE")
        bare.execute("INSERT INTO rows (text) VALUES (?)", (ROW_OF_400_BYTES,))
        bare.execute("COMMIT")

    with Log.open(
        tmp_path / "log" / "childcheck.log.db",
        clock=SystemClock(),
        new_identifiers=RandomIdentifiers(),
        create=True,
    ) as log:
        log.append(
            [
                IncidentOpened(incident=incident, incident_number="20261124-0000"),
                ChildNamed(incident=incident, child=child, roll_number=1, name="Ava"),
            ],
            writing,
        )

        def one_answer() -> None:
            log.append(
                [
                    AnswerGiven(
                        incident=incident,
                        child=child,
                        question=QuestionId("ch.worry"),
                        value="The cot was cold and nobody had been upstairs since the morning.",
                    )
                ],
                writing,
            )

        pair = paired(one_answer, one_row, rounds=200)
    bare.close()

    print(
        f"one durable answer: {pair.median_difference_ms:.2f} ms more than a bare commit, "
        f"{pair.ratio:.2f} x"
    )
    assert pair.median_difference_ms <= MORE_AT_MOST_MS
