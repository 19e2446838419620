"""What a test of the log is built from: a fixed clock, countable identifiers, a log in a folder."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from childcheck.identifiers import (
    AdultId,
    ChildId,
    Digest,
    DutyId,
    EngagementId,
    EntryId,
    IncidentId,
    OfficerId,
    QuestionId,
)
from childcheck.log.schema import GUARDS
from childcheck.log.writing import Log
from childcheck.record.digests import digest_of
from childcheck.record.entries import (
    Entry,
    Moment,
    Writing,
    commitment,
    compose_body,
    compose_header,
    fingerprint,
)
from childcheck.record.happening import Happening
from childcheck.record.happenings import AnswerGiven, ChildNamed, IncidentOpened
from childcheck.record.read_tables import READ_TABLES
from tests.left_open import closed_at_the_end

EVENING = datetime(2026, 11, 24, 22, 15, tzinfo=UTC)
INCIDENT = IncidentId("I1")
CHILD = ChildId("C1")
ADULT = AdultId("A1")
TALK = EngagementId("E1")
FILES = {"checklist.yaml": "format: 1\nid: small\n", "flags.yaml": "flags: []\n"}
CHECKLIST: Digest = digest_of(FILES)
OFFICER = Writing(OfficerId("4217"), DutyId("D1"), "van-3", "jsmith")


class StillClock:
    """A clock that stands until it is moved; its monotonic reading only goes forward."""

    def __init__(self, at: datetime = EVENING) -> None:
        self.at = at
        self.monotonic_ms = 0

    def now(self) -> Moment:
        """Return the time, a millisecond of the machine later each time."""
        self.monotonic_ms += 1
        return Moment(self.at, self.monotonic_ms)

    def move(self, **by: float) -> None:
        """Move the wall clock, also back."""
        self.at += timedelta(**by)


class CountedIdentifiers:
    """Identifiers and salts that are the same in every run."""

    def __init__(self, start: int = 0) -> None:
        self.count = start

    def identifier(self) -> str:
        """Return the next number, in 26 digits."""
        self.count += 1
        return f"{self.count:026}"

    def four_characters(self) -> str:
        """Return four characters."""
        return "3F7K"

    def salt(self) -> bytes:
        """Return 16 bytes."""
        return self.count.to_bytes(16, "big")


_openings = count(1)


def open_log(path: Path, **settings: Any) -> Log:
    """Open a log with a still clock and counted identifiers, making it when it is missing."""
    # Another opening of the same log goes on with other identifiers.
    start = next(_openings) * 1_000_000 if path.exists() else 0
    usual: dict[str, Any] = {
        "create": True,
        "clock": StillClock(),
        "new_identifiers": CountedIdentifiers(start),
    }
    return closed_at_the_end(Log.open(path, **(usual | settings)))


def child_named(number: int = 1, name: str = "Żaneta", **more: Any) -> ChildNamed:
    """Return that a child came onto the roll."""
    child = ChildId(f"C{number}")
    return ChildNamed(incident=INCIDENT, child=child, roll_number=number, name=name, **more)


def answer(question: str = "ch.seen", value: Any = "awake", **more: Any) -> AnswerGiven:
    """Return that a question about the first child was answered."""
    about = {"incident": INCIDENT, "child": CHILD} | more
    return AnswerGiven(question=QuestionId(question), value=value, **about)


def incident_opened(**more: Any) -> IncidentOpened:
    """Return that an incident was opened."""
    return IncidentOpened(incident=INCIDENT, incident_number="20261124-3F7K", **more)


def some_entries(log: Log) -> Sequence[Entry]:
    """Add an incident with a child and three answers: entries 2 to 6."""
    writing = Writing(**{**vars(OFFICER), "checklist": CHECKLIST})
    return log.append(
        [
            incident_opened(),
            child_named(),
            answer(),
            answer("ch.words", "He shouted at Mum", texts={"": "in the kitchen"}),
            answer("ch.manner", "watchful"),
        ],
        writing,
        checklist_files=FILES,
    )


def identifiers(log: Log) -> list[EntryId]:
    """Return the identifiers of all entries, in order."""
    return [entry.identifier for entry in log.entries()]


@contextmanager
def tampering(path: Path) -> Iterator[sqlite3.Connection]:
    """Give a connection on which the guards are off, and put them back afterwards."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for name in GUARDS:
            connection.execute(f"DROP TRIGGER {name}")
        yield connection
        for guard in GUARDS.values():
            connection.execute(guard)


def tamper(path: Path, change: str | Callable[[sqlite3.Connection], None]) -> None:
    """Change a log behind its guards, by SQL or by a function."""
    with tampering(path) as connection:
        if isinstance(change, str):
            connection.execute(change)
        else:
            change(connection)


def all_rows(path: Path) -> dict[str, list[Any]]:
    """Return every row of every read table."""
    with closing(sqlite3.connect(path)) as connection:
        return {
            table.name: connection.execute(
                f"SELECT * FROM {table.name} ORDER BY {', '.join(table.key)}"
            ).fetchall()
            for table in READ_TABLES.values()
        }


def forge(path: Path, happening: Happening, number: int | None = None) -> None:
    """Add an entry to the chain as somebody would who knows how it is made."""
    with tampering(path) as connection:
        last, previous = connection.execute(
            "SELECT number, fingerprint FROM entries ORDER BY number DESC LIMIT 1"
        ).fetchone()
        identifier = EntryId(f"forged {last + 1}")
        header = compose_header(
            number or last + 1, identifier, happening, Moment(EVENING, 1), Writing()
        )
        committed = commitment(b"salt", compose_body(happening))
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute(
            "INSERT INTO entries (number, header, commitment, fingerprint) VALUES (?, ?, ?, ?)",
            (last + 1, header, committed, fingerprint(previous, committed, header)),
        )
        connection.execute(
            "INSERT INTO bodies VALUES (?, ?, ?)", (last + 1, b"salt", compose_body(happening))
        )
