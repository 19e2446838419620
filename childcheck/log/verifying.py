"""Find out whether the log kept its rules, without trusting the program that wrote it.

The entries are held against one another by `chain`, which shares nothing with
the writer. Only whether the read tables are what the entries make is asked of
the projection, because that is what they are. That, and every page of the
file's structure, takes many times as long as the entries themselves, and as
much memory as the tables: of a large log it is held only where somebody asks.

A finding is told by number and never by what an entry says. One failed read of
a healthy file can look like damage, so a damaged log is opened and examined a
second time before it is called so.
"""

from __future__ import annotations

import re
import sqlite3
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

from childcheck.identifiers import CROCKFORD, as_typed
from childcheck.log import places, troubles
from childcheck.log.chain import LINKS, Chain, Disagreement, sha256
from childcheck.log.opening import open_for_reading, real_path, twice
from childcheck.log.rebuilding import fill_read_tables, make_read_tables, stored_entries
from childcheck.log.schema import GUARDS
from childcheck.problems import ChildcheckError, ExitCode, Problem
from childcheck.record.read_tables import READ_TABLES

THOROUGH_UP_TO = 20_000  # entries; beyond, it takes more than some seconds

_RECEIPT = re.compile(rf"([1-9][0-9]*)-([{CROCKFORD}]{{12}})")


@dataclass(frozen=True)
class Verification:
    """What was found out about a log.

    `agreeing` counts the entries before the first disagreement, and `receipt`
    holds the log up to the last of them. The read tables, the guards and the
    clock are findings of their own: they do not put the entries in doubt.
    `is_thorough` says whether the read tables and the structure of the whole
    file were looked at as well.
    """

    path: Path
    log_id: str
    purpose: str
    entries: int
    agreeing: int
    erased: int
    receipt: str
    expected: str
    disagreement: Disagreement | None
    stale_tables: tuple[str, ...]
    missing_guards: tuple[str, ...]
    clock_set_back_at: tuple[int, ...]
    is_thorough: bool

    @property
    def is_sound(self) -> bool:
        """Whether every entry agrees with every other and with the receipt."""
        return self.disagreement is None


def verify(
    path: Path,
    *,
    expect: str | None = None,
    purpose: str | None = None,
    thorough: bool | None = None,
) -> Verification:
    """Verify a log.

    Args:
        path: the file.
        expect: a receipt that was noted outside the log.
        purpose: what the log must be for; any purpose when None.
        thorough: compare the read tables and look at the structure of the whole
            file too; None is: in a log of up to `THOROUGH_UP_TO` entries.

    Raises:
        ChildcheckError: no log, no log of ours, too new, unreadable, or a
            receipt that is none.
    """
    path = real_path(path)
    receipt = "" if expect is None else _as_receipt(expect)
    first = twice(path, lambda: _examine(path, receipt, purpose, thorough))
    if first.is_sound:
        return first
    return twice(path, lambda: _examine(path, receipt, purpose, thorough))


def _as_receipt(text: str) -> str:
    number, _, rest = text.strip().partition("-")
    receipt = f"{number}-{as_typed(rest)}"
    if not _RECEIPT.fullmatch(receipt):
        raise ChildcheckError(
            Problem(
                what="This is not a receipt.",
                remedy="give it as it was printed: the number of an entry, a hyphen\n"
                "and 12 characters, such as 42-7ZK3M9QWERTY",
                code="not-a-receipt",
            ),
            ExitCode.USAGE,
        )
    return receipt


def _examine(path: Path, expected: str, purpose: str | None, thorough: bool | None) -> Verification:
    connection = open_for_reading(path, file_system_of=places.file_system_of)
    try:
        connection.execute("BEGIN")  # one state of the log, whoever writes meanwhile
        chain = Chain(expected)
        findings = list(_findings(connection, chain, purpose))
        is_thorough = chain.entries <= THOROUGH_UP_TO if thorough is None else thorough
        if is_thorough:
            findings += _structure(connection, chain, "PRAGMA integrity_check(1)", ("ok",))
        return Verification(
            path=path,
            log_id=chain.log_id,
            purpose=chain.purpose,
            entries=chain.entries,
            agreeing=min((each.number - 1 for each in findings if each.number), default=chain.last),
            erased=len(chain.erased_by),
            receipt=chain.receipt,
            expected=expected,
            disagreement=min(findings, key=lambda each: each.number or sys.maxsize, default=None),
            stale_tables=tuple(_stale_tables(connection, path))
            if is_thorough and not findings
            else (),
            missing_guards=tuple(_missing_guards(connection)),
            clock_set_back_at=tuple(chain.clock_set_back_at),
            is_thorough=is_thorough,
        )
    finally:
        connection.close()


def _findings(
    connection: sqlite3.Connection, chain: Chain, purpose: str | None
) -> Iterator[Disagreement]:
    try:
        chain.follow(connection.execute(LINKS))
        if chain.broken is not None:
            yield chain.broken
        else:
            yield from chain.ends(purpose)
        yield from _words(connection, chain)
        yield from _checklist_texts(connection, chain)
    except sqlite3.DatabaseError as error:
        yield _unreadable(error, chain)
        return
    for index in _indexes(connection):
        # Entries are looked up through these: one that misses a line would hide it.
        # count(*) would count whichever index is the smallest.
        count = f"SELECT count(number) FROM entries INDEXED BY {index}"
        yield from _structure(connection, chain, count, (chain.entries,))


def _structure(
    connection: sqlite3.Connection, chain: Chain, question: str, sound: tuple[object, ...]
) -> Iterator[Disagreement]:
    """Yield that the file is damaged where a question about its structure is answered so."""
    try:
        if connection.execute(question).fetchone() != sound:
            yield Disagreement(0, "the file's own structure is damaged")
    except sqlite3.DatabaseError as error:
        yield _unreadable(error, chain)


def _unreadable(error: sqlite3.DatabaseError, chain: Chain) -> Disagreement:
    if troubles.primary_code(error) != sqlite3.SQLITE_CORRUPT:
        raise error
    return Disagreement(chain.last + 1, "the file cannot be read from here on")


def _indexes(connection: sqlite3.Connection) -> list[str]:
    """Return the indexes that hold a line for each entry."""
    listed = connection.execute("SELECT name, partial FROM pragma_index_list('entries')")
    return [name for name, is_partial in listed if not is_partial]


# What the entries name


def _words(connection: sqlite3.Connection, chain: Chain) -> Iterator[Disagreement]:
    """Yield words that are gone without an entry that says so, or there although one does."""
    for number in chain.wordless:
        if chain.erased_by.get(number, 0) <= number:
            yield Disagreement(number, "its words are missing, and no entry says they were erased")
    for number, by in chain.erased_by.items():
        there = connection.execute("SELECT 1 FROM bodies WHERE number = ?", (number,)).fetchone()
        if there is not None:
            yield Disagreement(
                number, f"its words are still there, although entry {by} says they were erased"
            )
        elif not 1 <= number < by:
            yield Disagreement(by, "it says that words were erased that were never there")
    (bodies,) = connection.execute("SELECT count(*) FROM bodies").fetchone()
    if bodies != chain.with_words:
        for (number,) in connection.execute(
            "SELECT number FROM bodies WHERE number NOT IN (SELECT number FROM entries)"
            " ORDER BY number LIMIT 1"
        ):
            yield Disagreement(max(number, 0), "its words are there, but the entry is not")


def _checklist_texts(connection: sqlite3.Connection, chain: Chain) -> Iterator[Disagreement]:
    """Yield checklists whose text is missing or is not the text that the digest stands for."""
    texts: dict[str, list[tuple[bytes, bytes]]] = {}
    for digest, path, text in connection.execute(
        "SELECT digest, CAST(path AS BLOB), CAST(text AS BLOB) FROM checklist_texts"
    ):
        texts.setdefault(digest, []).append((path, text))
    for digest, number in chain.checklists.items():
        if digest not in texts:
            yield Disagreement(number, "the text of its checklist is missing")
    for digest, files in texts.items():
        parts = [
            part
            for path, text in sorted(files)
            for part in (path, b"\n", str(len(text)).encode(), b"\n", text)
        ]
        if sha256(*parts) != digest.encode():
            yield Disagreement(
                chain.checklists.get(digest, 0), "the text of its checklist was changed"
            )


# Findings that do not put the entries in doubt


def _stale_tables(connection: sqlite3.Connection, path: Path) -> Iterator[str]:
    """Yield the read tables that are not what the entries make."""
    anew = sqlite3.connect(":memory:", isolation_level=None)
    try:
        make_read_tables(anew)
        fill_read_tables(anew, stored_entries(connection, path))
        for table in READ_TABLES.values():
            query = f"SELECT * FROM {table.name} ORDER BY {', '.join(table.key)}"
            try:
                rows = connection.execute(query)
            except sqlite3.OperationalError:
                yield table.name  # not there, or with other columns
                continue
            names = tuple(column[0] for column in rows.description)
            as_made = zip_longest(rows, anew.execute(query))
            if names != table.column_names or any(one != other for one, other in as_made):
                yield table.name
    finally:
        anew.close()


def _missing_guards(connection: sqlite3.Connection) -> Iterator[str]:
    there = dict(connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"))
    for name, guard in GUARDS.items():
        if there.get(name) != guard:
            yield name
