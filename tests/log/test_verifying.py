"""Verifying: every change of the past is found and the first entry that disagrees is named."""

from __future__ import annotations

import ast
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from childcheck.identifiers import Digest, EntryId
from childcheck.log import chain, verifying
from childcheck.log.opening import twice
from childcheck.log.verifying import verify
from childcheck.problems import ChildcheckError, ExitCode
from childcheck.record.entries import (
    BEGINNING,
    Moment,
    Writing,
    commitment,
    compose_entry,
    fingerprint,
)
from childcheck.record.happening import Happening
from childcheck.record.happenings import BodyErased, LogNamed
from tests.log.builders import (
    CHECKLIST,
    EVENING,
    OFFICER,
    answer,
    forge,
    open_log,
    some_entries,
    tamper,
)
from tests.record.strategies import happenings


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Give a log of seven entries; the words of the fourth are erased by the seventh."""
    path = tmp_path / "log.db"
    with open_log(path) as log:
        some_entries(log)
        log.erase([4], reason="court_order", writing=OFFICER)
    return path


def test_a_log_that_kept_its_rules_is_sound(path: Path) -> None:
    """Every entry of an untouched log agrees, erased ones among them."""
    verification = verify(path, purpose="record")

    assert verification.is_sound
    assert verification.disagreement is None
    assert (verification.entries, verification.agreeing, verification.erased) == (7, 7, 1)
    assert verification.stale_tables == ()
    assert verification.missing_guards == ()
    with open_log(path, read_only=True) as log:
        assert verification.receipt == log.receipt()
        assert verification.log_id == log.info().log_id


def _recompute(connection: sqlite3.Connection, first: int) -> None:
    """Make the chain anew from an entry on, as somebody would who knows how it is made."""
    rows = connection.execute(
        "SELECT number, header, commitment, salt, body FROM entries LEFT JOIN bodies USING (number)"
        " WHERE number >= ? ORDER BY number",
        (first,),
    ).fetchall()
    (previous,) = connection.execute(
        "SELECT fingerprint FROM entries WHERE number = ?", (first - 1,)
    ).fetchone()
    for number, header, committed, salt, body in rows:
        committed = commitment(salt, body) if body is not None else committed
        previous = fingerprint(previous, committed, header)
        connection.execute(
            "UPDATE entries SET commitment = ?, fingerprint = ? WHERE number = ?",
            (committed, previous, number),
        )


def _other_words_recomputed(connection: sqlite3.Connection) -> None:
    connection.execute("""UPDATE bodies SET body = '{"value":"asleep"}' WHERE number = 5""")
    _recompute(connection, 5)


def _other_officer_recomputed(connection: sqlite3.Connection) -> None:
    connection.execute(
        "UPDATE entries SET header = json_set(header, '$.officer', 'x') WHERE number = 3"
    )
    _recompute(connection, 3)


def _swap(connection: sqlite3.Connection) -> None:
    connection.execute("UPDATE bodies SET number = -1 WHERE number = 5")
    connection.execute("UPDATE bodies SET number = 5 WHERE number = 6")
    connection.execute("UPDATE bodies SET number = 6 WHERE number = -1")


def _remove_5(connection: sqlite3.Connection) -> None:
    connection.execute("DELETE FROM entries WHERE number = 5")
    connection.execute("DELETE FROM bodies WHERE number = 5")


def _words_3_and_header_6(connection: sqlite3.Connection) -> None:
    connection.execute("DELETE FROM bodies WHERE number = 3")
    connection.execute("UPDATE entries SET header = json_remove(header, '$.duty') WHERE number = 6")


def _cut_after_3(connection: sqlite3.Connection) -> None:
    connection.execute("DELETE FROM entries WHERE number > 3")
    connection.execute("DELETE FROM bodies WHERE number > 3")


Change = str | Callable[[sqlite3.Connection], None]
HEADER = "its header or its fingerprint was changed"
WORDS = "its words or their salt were changed"
TAMPERINGS = {
    "a header": (
        "UPDATE entries SET header = json_set(header, '$.officer', '9') WHERE number = 3", 3, HEADER
    ),
    "a space in a header": (
        "UPDATE entries SET header = replace(header, ',', ', ') WHERE number = 6", 6, HEADER
    ),
    "the last header": (
        "UPDATE entries SET header = json_set(header, '$.officer', '9') WHERE number = 7", 7, HEADER
    ),
    "a fingerprint": (
        "UPDATE entries SET fingerprint = 'sha256:' || hex(zeroblob(32)) WHERE number = 2",
        2,
        HEADER,
    ),
    "a fingerprint in capitals": (
        "UPDATE entries SET fingerprint = upper(fingerprint) WHERE number = 2", 2, HEADER
    ),
    "a commitment": (
        "UPDATE entries SET commitment = 'sha256:0' WHERE number = 5",
        5,
        "its commitment was changed",
    ),
    "the commitment of erased words": (
        "UPDATE entries SET commitment = 'sha256:0' WHERE number = 4", 4, HEADER
    ),
    "words": ("""UPDATE bodies SET body = '{"value":"asleep"}' WHERE number = 5""", 5, WORDS),
    "a salt": ("UPDATE bodies SET salt = x'00' WHERE number = 6", 6, WORDS),
    "words swapped": (_swap, 5, WORDS),
    "an entry removed": ("DELETE FROM entries WHERE number = 3", 3, "it is missing"),
    "entry and words removed": (_remove_5, 5, "it is missing"),
    "the first entry removed": ("DELETE FROM entries WHERE number = 1", 1, "it is missing"),
    "every entry removed": ("DELETE FROM entries", 1, "it is missing: the log holds no entry"),
    "words removed": (
        "DELETE FROM bodies WHERE number = 5",
        5,
        "its words are missing, and no entry says they were erased",
    ),
    "words removed, and a later header changed": (
        _words_3_and_header_6,
        3,
        "its words are missing, and no entry says they were erased",
    ),
    "words given to an erased entry": (
        "INSERT INTO bodies VALUES (4, x'00', '{}')", 4, WORDS
    ),
    "words without an entry": (
        "INSERT INTO bodies VALUES (9, x'00', '{}')", 9, "its words are there, but the entry is not"
    ),
    "the text of a checklist": (
        "UPDATE checklist_texts SET text = 'other' WHERE path = 'flags.yaml'",
        2,
        "the text of its checklist was changed",
    ),
    "a file of a checklist removed": (
        "DELETE FROM checklist_texts WHERE path = 'flags.yaml'",
        2,
        "the text of its checklist was changed",
    ),
    "a checklist removed": (
        "DELETE FROM checklist_texts", 2, "the text of its checklist is missing"
    ),
    "a checklist that nothing names": (
        "INSERT INTO checklist_texts VALUES ('sha256:9', 'a', 'b')",
        0,
        "the text of its checklist was changed",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("change", "number", "what"), TAMPERINGS.values(), ids=TAMPERINGS)
def test_every_tampering_is_found_and_named(
    path: Path, change: Change, number: int, what: str
) -> None:
    """Whatever was changed behind the guards, verifying names the first entry that disagrees."""
    tamper(path, change)

    verification = verify(path)

    assert verification.disagreement is not None
    assert (verification.disagreement.number, verification.disagreement.what) == (number, what)
    assert verification.agreeing == (number - 1 if number else 7)


@pytest.mark.parametrize("change", [_other_words_recomputed, _other_officer_recomputed])
def test_a_chain_made_anew_is_found_with_a_receipt(path: Path, change: Change) -> None:
    """Somebody who makes the whole chain anew is found by a receipt, and only by it."""
    before = verify(path).receipt
    tamper(path, change)

    verification = verify(path, expect=before)

    assert verify(path).is_sound

    assert verification.disagreement is not None
    assert verification.disagreement.number == 7
    assert "receipt" in verification.disagreement.what


def test_a_cut_tail_is_found_with_a_receipt(path: Path) -> None:
    """Entries cut off the end pass the chain alone and are found by a receipt."""
    receipt = verify(path).receipt
    tamper(path, _cut_after_3)

    verification = verify(path, expect=receipt)

    assert verify(path).is_sound
    assert verification.disagreement is not None
    assert verification.disagreement.number == 4
    assert (
        verification.disagreement.what == "the log is cut: it ends at entry 3, the receipt is for 7"
    )


def test_words_that_come_back_after_their_erasure_are_found(tmp_path: Path) -> None:
    """Somebody who kept a copy and puts erased words back is found, although the chain holds."""
    path = tmp_path / "log.db"
    with open_log(path) as log:
        some_entries(log)
        with closing(sqlite3.connect(path)) as connection:
            kept = connection.execute("SELECT * FROM bodies WHERE number = 5").fetchone()
        log.erase([5], reason="court_order", writing=OFFICER)

    def put_back(connection: sqlite3.Connection) -> None:
        connection.execute("INSERT INTO bodies VALUES (?, ?, ?)", kept)

    tamper(path, put_back)

    verification = verify(path)

    assert verification.disagreement is not None
    assert verification.disagreement.number == 5
    assert "still there, although entry 7 says" in verification.disagreement.what


@pytest.mark.parametrize(
    ("happening", "what"),
    [
        (BodyErased(erased=99), "it says that words were erased that were never there"),
        (BodyErased(erased=8), "its words are still there, although entry 8 says they were erased"),
        (LogNamed(purpose="record"), "it names the log again"),
    ],
)
def test_an_entry_that_cannot_be_is_found_in_a_whole_chain(
    path: Path, happening: Happening, what: str
) -> None:
    """An entry that fits the chain and says what cannot be is named."""
    forge(path, happening)

    verification = verify(path)

    assert verification.disagreement is not None
    assert (verification.disagreement.number, verification.disagreement.what) == (8, what)


def test_a_header_of_another_number_is_found(path: Path) -> None:
    """A header that fits the chain and numbers itself otherwise is named."""
    forge(path, answer(), number=3)

    verification = verify(path)

    assert verification.disagreement is not None
    assert verification.disagreement.what == "its header belongs to another entry"


def test_a_log_whose_first_entry_does_not_name_it_is_found() -> None:
    """A chain begins with the entry that names the log, in JSON that says so."""
    for header in (b'{"kind":"tea_made","number":1}', b"no JSON", b"[1]"):
        committed = chain.sha256(b"\x02", b"salt", b"{}")
        before = chain.BEGINNING
        print_of = chain.sha256(b"\x00", before, b"\n", committed, b"\n", header, b"\n")
        links = chain.Chain(expected="")

        links.take(chain.Link(1, header, committed, print_of, b"salt", b"{}"))

        assert links.broken is not None
        assert links.broken.number == 1


def test_an_erasure_that_was_cut_off_leaves_words_missing(path: Path) -> None:
    """When the entry that says words were erased is cut off, their absence is told."""
    tamper(path, "DELETE FROM entries WHERE number = 7")

    verification = verify(path)

    assert verification.disagreement is not None
    assert verification.disagreement.number == 4


def test_a_receipt_of_an_earlier_entry_still_fits(path: Path) -> None:
    """A receipt from the middle of the log holds its past, however much was added since."""
    with open_log(path, read_only=True) as log:
        middle = list(log.entries())[3].receipt

    assert verify(path, expect=middle).is_sound


@pytest.mark.parametrize("typed", [" {} ", "{}\n"])
def test_a_receipt_may_be_typed_as_it_was_read(path: Path, typed: str) -> None:
    """Small letters, and O, I and L for their look-alikes, are understood."""
    receipt = verify(path).receipt
    number, characters = receipt.split("-")
    as_read = characters.replace("0", "O").replace("1", "l").lower()

    assert verify(path, expect=typed.format(f"{number}-{as_read}")).is_sound


@pytest.mark.parametrize(
    "text", ["", "7", "7-ABC", "0-000000000000", "x-7ZK3M9QWERTY", "7-7ZK3M9QWERTU"]
)
def test_what_is_no_receipt_is_told(path: Path, text: str) -> None:
    """A receipt that cannot be one is a mistake in typing and not a damaged log."""
    with pytest.raises(ChildcheckError) as refusal:
        verify(path, expect=text)

    assert refusal.value.exit_code == ExitCode.USAGE


def test_a_log_of_practice_is_told_where_a_record_is_meant(tmp_path: Path) -> None:
    """Practice can never be mistaken for a record, also not by a verifier."""
    open_log(tmp_path / "log.db", purpose="practice").close()

    verification = verify(tmp_path / "log.db", purpose="record")

    assert verification.purpose == "practice"
    assert verification.disagreement is not None
    assert verification.disagreement.what == "the log is for practice, not for record"
    assert verify(tmp_path / "log.db").is_sound


@pytest.mark.parametrize(
    ("spoiling", "table"),
    [
        ("UPDATE answers SET answer = 'asleep' WHERE question = 'ch.seen'", "answers"),
        ("DELETE FROM children", "children"),
        ("DROP TABLE checks", "checks"),
        ("ALTER TABLE incidents ADD COLUMN score", "incidents"),
        ("INSERT INTO exports (entry) VALUES (3)", "exports"),
    ],
)
def test_read_tables_that_differ_are_a_finding_of_their_own(
    path: Path, spoiling: str, table: str
) -> None:
    """Spoilt read tables are named, and do not put the entries in doubt."""
    tamper(path, spoiling)

    verification = verify(path)

    assert verification.is_sound
    assert verification.stale_tables == (table,)


def test_a_missing_or_weakened_guard_is_told(path: Path) -> None:
    """A guard that was taken out, or replaced by one that lets through, is named."""
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(
            "DROP TRIGGER entries_are_never_removed; DROP TRIGGER bodies_are_never_changed;"
            "CREATE TRIGGER bodies_are_never_changed BEFORE UPDATE ON bodies BEGIN SELECT 1; END"
        )

    verification = verify(path)

    assert verification.is_sound
    assert verification.missing_guards == ("entries_are_never_removed", "bodies_are_never_changed")


def test_bytes_that_are_no_text_are_told_by_number(path: Path) -> None:
    """Words that are no text any more are found like any other change."""
    tamper(path, "UPDATE bodies SET body = CAST(x'7b22ff227d' AS TEXT) WHERE number = 5")

    verification = verify(path)

    assert verification.disagreement is not None
    assert verification.disagreement.number == 5


def test_pages_that_sqlite_cannot_read_are_told(path: Path) -> None:
    """A page of the file that was overwritten is damage, after a second look."""
    with open_log(path) as log:
        log.append([answer(f"q{number}", "word " * 200) for number in range(200)], OFFICER)
    data = bytearray(path.read_bytes())
    middle = len(data) // 2 // 4096 * 4096
    data[middle : middle + 40_960] = b"\xff" * 40_960
    path.write_bytes(data)

    try:
        verification = verify(path)
    except ChildcheckError as error:
        assert error.exit_code == ExitCode.LOG_DAMAGED  # noqa: PT017 - either way of telling will do
    else:
        assert not verification.is_sound


def test_a_line_that_an_index_misses_is_found(path: Path) -> None:
    """Entries are looked up through indexes: one that misses a line would hide an entry."""

    def hide(connection: sqlite3.Connection) -> None:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute(
            "UPDATE sqlite_master SET sql = sql || ' WHERE number <> 5'"
            " WHERE name = 'entries_incident'"
        )
        connection.execute("PRAGMA writable_schema = RESET")
        connection.execute("REINDEX entries_incident")
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute(
            "UPDATE sqlite_master SET sql = replace(sql, ' WHERE number <> 5', '')"
            " WHERE name = 'entries_incident'"
        )

    tamper(path, hide)

    for thorough in (False, True):
        verification = verify(path, thorough=thorough)

        assert verification.disagreement is not None
        assert verification.disagreement.what == "the file's own structure is damaged"
        assert verification.agreeing == 7


def test_a_large_log_is_verified_by_its_entries(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What takes many times as long as the entries is left out, and the result says so."""
    tamper(path, "UPDATE answers SET answer = 'asleep'")
    assert verify(path).stale_tables == ("answers",)
    monkeypatch.setattr(verifying, "THOROUGH_UP_TO", 6)

    quick, thorough = verify(path), verify(path, thorough=True)

    assert (quick.is_thorough, quick.stale_tables) == (False, ())
    assert (thorough.is_thorough, thorough.stale_tables) == (True, ("answers",))


Story = list[tuple[Happening, int, bool]]


def links_of(story: Story) -> list[chain.Link]:
    """Return the links of a chain: what happened, minutes later, and whether it was erased."""
    before, at, links = BEGINNING, EVENING, []
    for number, (happening, minutes, is_erased) in enumerate(story, start=1):
        at += timedelta(minutes=minutes)
        writing = Writing(checklist=Digest(f"sha256:{minutes % 3:064}") if minutes else None)
        entry, body = compose_entry(
            number, EntryId("X"), happening, Moment(at, 1), writing, previous=before, salt=b"salt"
        )
        links.append(
            chain.Link(
                number,
                entry.header.encode(),
                entry.commitment.encode(),
                entry.fingerprint.encode(),
                None if is_erased else b"salt",
                None if is_erased else body.encode(),
            )
        )
        before = entry.fingerprint
    return links


@given(
    st.lists(st.tuples(happenings(anything=True), st.integers(-2, 5), st.booleans()), max_size=12),
    st.none() | st.tuples(st.integers(0, 11), st.integers(0, 4), st.integers(0, 3)),
    st.integers(0, 12),
)
def test_what_is_passed_by_its_bytes_is_what_would_be_passed_by_what_it_says(
    story: Story, change: tuple[int, int, int] | None, expected: int
) -> None:
    """The quick way past an entry finds and learns the same as the careful one, byte for byte."""
    links = links_of([(LogNamed(purpose="record"), 0, False), *story])
    at = min(expected, len(links))
    receipt = chain.receipt(at, links[at - 1].fingerprint) if expected else ""
    if change is not None and change[0] < len(links):
        at, part, by = change
        texts = list(links[at][1:])
        texts[part] = (texts[part] or b"")[:-1] + b"123}"[by : by + 1]
        links[at] = chain.Link(links[at].number, *texts)  # type: ignore[arg-type]
    careful, quick = chain.Chain(receipt), chain.Chain(receipt)

    for link in links:
        careful.take(link)
    quick.follow(links)

    assert quick == careful


def test_no_finding_repeats_what_an_entry_says(path: Path) -> None:
    """A finding names numbers and never words."""
    tamper(path, """UPDATE bodies SET body = '{"value":"He shouted"}' WHERE number = 5""")

    assert "shouted" not in repr(verify(path))


class Failing:
    """A read that fails a number of times before it succeeds."""

    def __init__(self, times: int, code: int) -> None:
        self.calls = 0
        self._times = times
        self._code = code

    def __call__(self) -> str:
        self.calls += 1
        if self.calls <= self._times:
            error = sqlite3.DatabaseError("database disk image is malformed")
            error.sqlite_errorcode = self._code
            raise error
        return "read"


def test_one_failed_read_is_not_called_damage(tmp_path: Path) -> None:
    """A log is called damaged only when a second opening agrees."""
    work = Failing(1, sqlite3.SQLITE_CORRUPT)

    assert twice(tmp_path, work) == "read"
    assert work.calls == 2


@pytest.mark.parametrize(
    ("code", "exit_code"),
    [
        (sqlite3.SQLITE_CORRUPT, ExitCode.LOG_DAMAGED),
        (sqlite3.SQLITE_NOTADB, ExitCode.LOG_DAMAGED),
        (sqlite3.SQLITE_IOERR, ExitCode.CANNOT_WRITE),
    ],
)
def test_two_failed_reads_are_told(tmp_path: Path, code: int, exit_code: ExitCode) -> None:
    """What fails twice is told, and a failing disk is not called a damaged log."""
    work = Failing(2, code)

    with pytest.raises(ChildcheckError) as refusal:
        twice(tmp_path, work)

    assert refusal.value.exit_code == exit_code
    assert work.calls == 2


def test_the_verifier_shares_nothing_with_the_writer() -> None:
    """The chain is derived by code that neither writes nor composes, from hashlib alone."""
    imported = {
        name
        for module in (chain, verifying)
        for node in ast.walk(ast.parse(Path(str(module.__file__)).read_text()))
        if isinstance(node, ast.ImportFrom)
        for name in (node.module, *(f"{node.module}.{alias.name}" for alias in node.names))
    }

    assert not [name for name in imported if "writing" in str(name)]
    assert not [name for name in imported if str(name).startswith("childcheck.record.entries")]


def test_the_checklist_of_the_first_entry_that_names_it_is_the_one_told(path: Path) -> None:
    """The digest that entries carry is the digest of the texts that the log holds."""
    with open_log(path, read_only=True) as log:
        assert {entry.writing.checklist for entry in log.entries(kinds=["answer_given"])} == {
            CHECKLIST
        }
