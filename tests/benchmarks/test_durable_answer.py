"""How long one durable answer takes.

Against a bare one-row commit with the same settings, and against making the
same rows and writing them into the same tables by hand, for one kind of entry.
"""

from __future__ import annotations

import json
import os
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest

from childcheck.identifiers import (
    ChildId,
    DutyId,
    EntryId,
    IncidentId,
    OfficerId,
    QuestionId,
    RandomIdentifiers,
)
from childcheck.log.clocks import SystemClock
from childcheck.log.verifying import verify
from childcheck.log.writing import Log
from childcheck.record.entries import Writing
from childcheck.record.happenings import AnswerGiven, ChildNamed, IncidentOpened
from childcheck.record.read_tables import READ_TABLES, ColumnType
from tests.benchmarks.paired import paired

pytestmark = pytest.mark.benchmark

MORE_AT_MOST_MS = 3.0
BY_HAND_AT_MOST = 1.3
ROW_OF_400_BYTES = "x" * 400
WORDS = "The cot was cold and nobody had been upstairs since the morning."
AT = "2026-11-24T22:11:00+00:00"
ROUNDS = 200

NEW = RandomIdentifiers()
INCIDENT, CHILD = IncidentId(NEW.identifier()), ChildId(NEW.identifier())
WRITING = Writing(OfficerId("4217"), DutyId(NEW.identifier()), "laptop", "officer")
COLUMNS = READ_TABLES["answers"].column_names
NUMBERS = [one.name for one in READ_TABLES["answers"].columns if one.type is not ColumnType.TEXT]
KEY = READ_TABLES["answers"].key
BY_HAND = (
    "INSERT INTO entries (number, header, commitment, fingerprint) VALUES (?, ?, ?, ?)",
    "INSERT INTO bodies (number, salt, body) VALUES (?, ?, ?)",
    f"INSERT INTO answers ({', '.join(COLUMNS)}) VALUES ({', '.join('?' for _ in COLUMNS)})"
    f" ON CONFLICT ({', '.join(KEY)}) DO UPDATE SET "
    + ", ".join(f"{name} = excluded.{name}" for name in COLUMNS if name not in KEY),
    "UPDATE checks SET state = ? WHERE incident = ? AND child = ? AND state = ?",
    "UPDATE incidents SET last_entry = ? WHERE incident = ?",
    "UPDATE checks SET last_entry = ? WHERE incident = ? AND child = ?",
)


def opened(path: Path) -> Log:
    """Make a log with one incident and one child."""
    log = Log.open(path, clock=SystemClock(UTC), new_identifiers=NEW, create=True)
    log.append(
        [
            IncidentOpened(incident=INCIDENT, incident_number="20261124-0000"),
            ChildNamed(incident=INCIDENT, child=CHILD, roll_number=1, name="Ava"),
        ],
        WRITING,
    )
    return log


def answering(log: Log) -> Callable[[], None]:
    """Return what records one answer after another, each to another question."""
    answers = iter(
        [
            AnswerGiven(
                incident=INCIDENT,
                child=CHILD,
                question=QuestionId(f"ch.worry{number}"),
                asked_at=AT,
                answered_at=AT,
                value=WORDS,
            )
            for number in range(ROUNDS + 1)
        ]
    )
    identifiers = iter([EntryId(NEW.identifier()) for _ in range(ROUNDS + 1)])

    def one_answer() -> None:
        log.append([next(answers)], WRITING, identifiers=[next(identifiers)])

    return one_answer


def bare(path: Path) -> sqlite3.Connection:
    """Make a table of one column, with the settings of a log."""
    connection = sqlite3.connect(path, isolation_level=None)
    for setting in (
        "journal_mode = WAL",
        "synchronous = FULL",
        "fullfsync = ON",
        "secure_delete = ON",
    ):
        connection.execute(f"PRAGMA {setting}")
    connection.execute("CREATE TABLE rows (number INTEGER PRIMARY KEY, text TEXT)")
    return connection


class ByHand:
    """Writes what `Log.append` writes for one answer, as somebody would who writes nothing else."""

    def __init__(self, log: Log) -> None:
        """Take a log that is open for writing; only its connection is used."""
        self.connection = log._connection
        self.count = 0

    def rows(self) -> list[tuple[object, ...]]:
        """Return the rows of the next answer, in the order of `BY_HAND`."""
        number, previous = self.connection.execute(
            "SELECT number, fingerprint FROM entries ORDER BY number DESC LIMIT 1"
        ).fetchone()
        number += 1
        question = f"ch.worry{self.count}"
        self.count += 1
        identifier, salt = NEW.identifier(), os.urandom(16)
        now = datetime.now(UTC).isoformat(timespec="milliseconds")
        header = json.dumps(
            {
                "answered_at": AT,
                "asked_at": AT,
                "child": CHILD,
                "device": WRITING.device,
                "duty": WRITING.duty,
                "form": 1,
                "identifier": identifier,
                "in_roll": False,
                "incident": INCIDENT,
                "kind": "answer_given",
                "monotonic_ms": time.monotonic_ns() // 1_000_000,
                "number": number,
                "officer": WRITING.officer,
                "os_account": WRITING.os_account,
                "question": question,
                "recorded_at_utc": now,
                "utc_offset_minutes": 0,
            },
            ensure_ascii=False,
            separators=(",", ":"),
        )
        body = json.dumps({"value": WORDS}, ensure_ascii=False, separators=(",", ":"))
        committed = "sha256:" + sha256(b"\x02" + salt + body.encode()).hexdigest()
        text = f"\0{previous}\n{committed}\n{header}\n"
        answer = dict.fromkeys(COLUMNS, "")
        answer |= dict.fromkeys(NUMBERS, 0)  # type: ignore[arg-type]
        answer |= {
            "incident": INCIDENT,
            "child": CHILD,
            "question": question,
            "state": "answered",
            "answer": WORDS,
            "value": f'"{WORDS}"',
            "asked_at": AT,
            "answered_at": AT,
            "recorded_at_utc": now,
            "officer": str(WRITING.officer),
            "duty": str(WRITING.duty),
            "entry": number,
            "entry_identifier": identifier,
        }
        return [
            (number, header, committed, f"sha256:{sha256(text.encode()).hexdigest()}"),
            (number, salt, body),
            tuple(answer.values()),
            ("unfinished", INCIDENT, CHILD, "not_started"),
            (number, INCIDENT),
            (number, INCIDENT, CHILD),
        ]

    def __call__(self) -> None:
        """Make the rows and write them."""
        self.connection.execute("BEGIN IMMEDIATE")
        for statement, values in zip(BY_HAND, self.rows(), strict=True):
            self.connection.execute(statement, values)
        self.connection.execute("COMMIT")


def as_recorded(path: Path) -> tuple[list[object], list[object]]:
    """Return what stands in the columns of two answers that no clock and no chance has changed."""
    changing = {"recorded_at_utc", "entry_identifier"}
    columns = ", ".join(name for name in COLUMNS if name not in changing)
    with closing(sqlite3.connect(path)) as connection:
        answers = connection.execute(f"SELECT {columns} FROM answers ORDER BY entry").fetchall()
        headers = connection.execute(
            "SELECT json_remove(header, '$.identifier', '$.recorded_at_utc', '$.monotonic_ms')"
            " FROM entries WHERE kind = 'answer_given'"
        ).fetchall()
    return answers, headers


def test_a_durable_answer_takes_little_more_than_a_bare_commit(tmp_path: Path) -> None:
    """Entry, body and read tables together take at most 3 ms more than one row alone."""
    with (
        opened(tmp_path / "log" / "childcheck.log.db") as log,
        closing(bare(tmp_path / "bare.db")) as connection,
    ):

        def one_row() -> None:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("INSERT INTO rows (text) VALUES (?)", (ROW_OF_400_BYTES,))
            connection.execute("COMMIT")

        pair = paired(answering(log), one_row, rounds=ROUNDS)

    print(
        f"one durable answer: {pair.median_difference_ms:.2f} ms more than a bare commit, "
        f"{pair.ratio:.2f} x"
    )
    assert pair.median_difference_ms <= MORE_AT_MOST_MS


def test_a_durable_answer_takes_little_more_than_its_rows_written_by_hand(tmp_path: Path) -> None:
    """JSON, hashes and SQL written out for this one kind take it at most 1.3 times as long."""
    ours, theirs = tmp_path / "log.db", tmp_path / "peer.db"
    with opened(ours) as log, opened(theirs) as peer:
        pair = paired(answering(log), ByHand(peer), rounds=ROUNDS)

    print(f"one durable answer: {pair.ratio:.2f} x the same rows made and written by hand")
    assert as_recorded(ours) == as_recorded(theirs)
    assert verify(theirs).is_sound
    assert pair.ratio <= BY_HAND_AT_MOST
