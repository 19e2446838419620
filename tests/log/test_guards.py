"""The guards in the file itself: they hold for every program that opens it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.log.builders import OFFICER, open_log, some_entries


@pytest.fixture(params=[True, False], ids=["recursive triggers", "no recursive triggers"])
def other_program(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[sqlite3.Connection]:
    """Give another program's connection to a log with some entries and one erasure."""
    with open_log(tmp_path / "log.db") as log:
        some_entries(log)
        log.erase([4], reason="court_order", writing=OFFICER)
    with closing(sqlite3.connect(tmp_path / "log.db", isolation_level=None)) as connection:
        connection.execute(f"PRAGMA recursive_triggers = {request.param}")
        yield connection


STORED = "(number, header, commitment, fingerprint)"
REFUSALS = "never|after the last|only by an entry|with their entry|CHECK constraint|malformed JSON"


def new(number: str, in_header: int) -> str:
    """Return the insertion of an entry with a number, and a number in its header."""
    header = f"json_object('number', {in_header}, 'identifier', 'new', 'kind', 'answer_given')"
    return f"INTO entries VALUES ({number}, {header}, 'c', 'f')"


ATTEMPTS = {
    "change a header": "UPDATE entries SET header = header WHERE number = 3",
    "change a fingerprint": "UPDATE entries SET fingerprint = 'x'",
    "change a number": "UPDATE entries SET number = 99 WHERE number = 7",
    "change instead of being refused": "UPDATE OR REPLACE entries SET number = 2 WHERE number = 3",
    "remove the last entry": "DELETE FROM entries WHERE number = 7",
    "remove all entries": "DELETE FROM entries",
    "replace an entry": f"INSERT OR REPLACE {new('3', 3)}",
    "replace by identifier": (
        "INSERT OR REPLACE INTO entries SELECT 8, json_set(header, '$.number', 8), 'c', 'f'"
        " FROM entries WHERE number = 3"
    ),
    "replace by REPLACE": f"REPLACE {new('7', 7)}",
    "change by upsert": (
        f"INSERT {new('3', 3)} ON CONFLICT (number) DO UPDATE SET header = excluded.header"
    ),
    "leave a gap": f"INSERT {new('9', 9)}",
    "write before the first": f"INSERT {new('0', 0)}",
    "let SQLite number it": f"INSERT {new('NULL', 8)}",
    "another number in the header": f"INSERT {new('8', 7)}",
    "a header that is no JSON": "INSERT INTO entries VALUES (8, 'words', 'c', 'f')",
    "change words": "UPDATE bodies SET body = '{}' WHERE number = 5",
    "change a salt": "UPDATE bodies SET salt = x'00'",
    "remove words without an erasure": "DELETE FROM bodies WHERE number = 5",
    "remove all words": "DELETE FROM bodies",
    "replace words": "INSERT OR REPLACE INTO bodies VALUES (5, x'00', '{}')",
    "replace the last words": "INSERT OR REPLACE INTO bodies VALUES (7, x'00', '{}')",
    "give words to an erased entry": "INSERT INTO bodies VALUES (4, x'00', '{}')",
    "give words to no entry": "INSERT INTO bodies VALUES (8, x'00', '{}')",
    "change a checklist": "UPDATE checklist_texts SET text = 'x'",
    "remove a checklist": "DELETE FROM checklist_texts",
    "replace a checklist": (
        "INSERT OR REPLACE INTO checklist_texts SELECT digest, path, 'x' FROM checklist_texts"
    ),
}


@pytest.mark.parametrize("attempt", ATTEMPTS.values(), ids=ATTEMPTS)
def test_the_file_refuses_what_a_notebook_would_show(
    other_program: sqlite3.Connection, attempt: str
) -> None:
    """No program changes, removes, replaces or slips in an entry, words or a checklist's text."""
    before = list(other_program.iterdump())

    with pytest.raises(sqlite3.Error, match=REFUSALS):
        other_program.execute(attempt.replace("INTO entries", f"INTO entries {STORED}"))

    assert list(other_program.iterdump()) == before


def test_the_words_of_an_erased_entry_may_go(other_program: sqlite3.Connection) -> None:
    """The guard of the words lets go exactly of what an entry says was erased."""
    other_program.execute("DELETE FROM bodies WHERE number = 4")

    left = other_program.execute("SELECT number FROM bodies ORDER BY number").fetchall()
    assert left == [(1,), (2,), (3,), (5,), (6,), (7,)]
