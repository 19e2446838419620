"""Adding entries: all or none, once, in order, durable when `append` returns."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from childcheck.identifiers import Digest, EntryId, IncidentId
from childcheck.log.locking import WriteLock
from childcheck.log.reading import Reader
from childcheck.log.verifying import verify
from childcheck.problems import ChildcheckError, ExitCode, Problem
from childcheck.record.entries import Writing
from childcheck.record.happening import Happening
from childcheck.record.happenings import BodyErased, LogNamed
from tests.log.builders import (
    CHECKLIST,
    CHILD,
    EVENING,
    FILES,
    OFFICER,
    StillClock,
    answer,
    child_named,
    identifiers,
    incident_opened,
    open_log,
    some_entries,
)


def test_the_first_entry_names_the_log_and_its_purpose(tmp_path: Path) -> None:
    """Before anything else a log says who it is and what it is for."""
    with open_log(tmp_path / "log.db", purpose="practice") as log:
        (first,) = log.entries()

    assert first.number == 1
    assert isinstance(first.happening, LogNamed)
    assert first.happening.log
    assert first.happening.purpose == "practice"


def test_what_append_returned_is_there_for_another_connection(tmp_path: Path) -> None:
    """An answer is on disk before the next question appears."""
    with open_log(tmp_path / "log.db") as log:
        (entry,) = log.append([answer()], OFFICER)

        with open_log(tmp_path / "log.db", read_only=True) as other:
            assert other.entry(entry.identifier) == entry


def test_entries_are_numbered_without_a_gap_and_stamped_alike(tmp_path: Path) -> None:
    """Numbers count from 1; entries of one transaction share officer, duty and time."""
    with open_log(tmp_path / "log.db") as log:
        entries = some_entries(log)

    assert [entry.number for entry in entries] == [2, 3, 4, 5, 6]
    assert {entry.recorded_at for entry in entries} == {EVENING}
    assert {entry.writing.officer for entry in entries} == {"4217"}
    assert {entry.writing.checklist for entry in entries} == {CHECKLIST}


def test_an_append_repeated_adds_nothing(tmp_path: Path) -> None:
    """A repeated append gives the stored entries, so a retry can never double an answer."""
    with open_log(tmp_path / "log.db") as log:
        once = log.append([answer(), answer("ch.b")], OFFICER, identifiers=_ids("X", "Y"))
        again = log.append([answer(), answer("ch.b")], OFFICER, identifiers=_ids("X", "Y"))

        assert again == once
        assert log.head()[0] == 3


def test_two_openings_of_a_log_take_turns(tmp_path: Path) -> None:
    """Each goes on after the entry that the other added last, and finds what the other added."""
    path = tmp_path / "log.db"
    with open_log(path) as one, open_log(path) as other:
        for turn in range(3):
            one.append([answer(value="awake")], OFFICER, identifiers=_ids(f"one {turn}"))
            other.append([answer(value="asleep")], OFFICER, identifiers=_ids(f"other {turn}"))
        (again,) = one.append([answer(value="asleep")], OFFICER, identifiers=_ids("other 2"))

        assert again.number == 7
        assert identifiers(one)[1:] == _ids(
            "one 0", "other 0", "one 1", "other 1", "one 2", "other 2"
        )
    assert verify(path).is_sound


def test_after_a_failure_an_append_goes_on_where_the_log_ends(tmp_path: Path) -> None:
    """What was undone is not counted, and the chain holds."""
    path = tmp_path / "log.db"
    with open_log(path) as log:
        log.append([answer()], OFFICER)
        with pytest.raises(ChildcheckError):
            log.append([answer(), answer(value="half \ud83d")], OFFICER)

        (entry,) = log.append([answer()], OFFICER)

        assert entry.number == 3
    assert verify(path).is_sound


def test_an_identifier_never_stands_for_two_things(tmp_path: Path) -> None:
    """Another happening under a used identifier is a mistake of the program and is refused."""
    with open_log(tmp_path / "log.db") as log:
        log.append([answer(value="awake")], OFFICER, identifiers=_ids("X"))

        with pytest.raises(ValueError, match="entry 2 stands"):
            log.append([answer(value="asleep")], OFFICER, identifiers=_ids("X"))


def test_a_refused_happening_takes_the_whole_append_with_it(tmp_path: Path) -> None:
    """When one of several entries cannot be written, none is, and the log goes on."""
    with open_log(tmp_path / "log.db") as log:
        before = log.head()

        with pytest.raises(ChildcheckError) as refusal:
            log.append([answer(), answer("ch.words", "half \ud83d a character")], OFFICER)

        assert refusal.value.exit_code == ExitCode.REFUSED
        assert "half" not in str(refusal.value.problems)
        assert log.head() == before
        assert log.rows("answers") == []
        log.append([answer()], OFFICER)
        assert log.head()[0] == 2


def test_what_may_stand_once_is_decided_while_nobody_else_can_write(tmp_path: Path) -> None:
    """A look-up and the entry that depends on it cannot be parted by another writer."""

    def only_once(reader: Reader) -> Sequence[Happening]:
        if reader.rows("incidents", incident_number="20261124-3F7K"):
            taken = Problem(what="The number is taken.", remedy="choose another")
            raise ChildcheckError(taken, ExitCode.REFUSED)
        return [incident_opened()]

    with open_log(tmp_path / "log.db") as log:
        log.append_deciding(only_once, OFFICER)

        with pytest.raises(ChildcheckError, match="taken"):
            log.append_deciding(only_once, OFFICER)

        assert log.head()[0] == 2


def test_a_clock_set_back_keeps_the_order_and_is_seen(tmp_path: Path) -> None:
    """Numbers keep the order of entries, and verifying tells where the clock went back."""
    clock = StillClock()
    with open_log(tmp_path / "log.db", clock=clock) as log:
        log.append([answer()], OFFICER)
        clock.move(hours=-1)
        log.append([answer(value="asleep")], OFFICER)
        clock.move(minutes=1)
        log.append([answer(value="gone")], OFFICER)
        entries = list(log.entries())
        (row,) = log.rows("answers")

    times = [entry.recorded_at - EVENING for entry in entries]
    assert times == [timedelta(0), timedelta(0), timedelta(hours=-1), timedelta(minutes=-59)]
    assert [entry.monotonic_ms for entry in entries] == [1, 2, 3, 4]
    assert row["answer"] == "gone"
    verification = verify(tmp_path / "log.db")
    assert verification.is_sound
    assert verification.clock_set_back_at == (3,)


def test_the_text_of_a_checklist_is_kept_once_with_its_first_entry(tmp_path: Path) -> None:
    """The wording that was put to the officer can be shown for every answer, years later."""
    writing = Writing(checklist=CHECKLIST)
    with open_log(tmp_path / "log.db") as log:
        log.append([answer()], writing, checklist_files=FILES)
        log.append([answer(value="asleep")], writing)

        assert log.checklist_files(CHECKLIST) == FILES
        assert log.checklist_files(Digest("sha256:unknown")) == {}


@pytest.mark.parametrize("files", [None, {"checklist.yaml": "something else"}])
def test_a_digest_without_its_text_is_refused(tmp_path: Path, files: dict[str, str] | None) -> None:
    """No entry names a checklist whose text the log does not hold."""
    with open_log(tmp_path / "log.db") as log:
        with pytest.raises(ValueError, match="texts"):
            log.append([answer()], Writing(checklist=CHECKLIST), checklist_files=files)

        assert log.head()[0] == 1


def test_words_are_not_erased_by_an_append(tmp_path: Path) -> None:
    """An entry that says words were erased is added only with their removal."""
    with open_log(tmp_path / "log.db") as log, pytest.raises(ValueError, match="erase"):
        log.append([BodyErased(erased=1)], OFFICER)


def test_a_log_opened_for_reading_records_nothing(tmp_path: Path) -> None:
    """A log that was opened to be read refuses to record, with the reason and the remedy."""
    open_log(tmp_path / "log.db").close()

    with open_log(tmp_path / "log.db", read_only=True) as log:
        assert log.is_read_only
        with pytest.raises(ChildcheckError) as refusal:
            log.append([answer()], OFFICER)

    assert refusal.value.exit_code == ExitCode.CANNOT_WRITE


def test_a_log_that_others_write_the_whole_time_is_busy(tmp_path: Path) -> None:
    """Waiting has an end: then the log is called busy, and nothing was recorded."""
    with open_log(tmp_path / "log.db", busy_ms=100) as log:
        with closing(sqlite3.connect(tmp_path / "log.db", isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(ChildcheckError) as refusal:
                log.append([answer()], OFFICER)
            other.execute("ROLLBACK")

        assert refusal.value.exit_code == ExitCode.BUSY
        log.append([answer()], OFFICER)
        assert len(log.rows("answers")) == 1


def test_a_second_writer_waits_for_the_first(tmp_path: Path) -> None:
    """While one childcheck writes another waits, and says that the log is busy if that lasts."""
    with open_log(tmp_path / "log.db", busy_ms=100) as log:
        lock = WriteLock(log.path, wait_ms=0)
        with lock.held(), pytest.raises(ChildcheckError) as refusal:
            log.append([answer()], OFFICER)
        lock.close()

        assert refusal.value.exit_code == ExitCode.BUSY
        log.append([answer()], OFFICER)
        assert log.head()[0] == 2


def test_a_read_that_fails_once_is_tried_on_a_new_connection(tmp_path: Path) -> None:
    """One failed read of a healthy log is not passed on: it is opened a second time."""
    path = tmp_path / "log.db"
    open_log(path).close()
    spoilt = tmp_path / "spoilt.db"
    data = bytearray(path.read_bytes())
    data[4096:] = b"\xff" * (len(data) - 4096)
    spoilt.write_bytes(data)
    reader = Reader(sqlite3.connect(spoilt), path, lambda: sqlite3.connect(path))

    assert reader.head()[0] == 1

    reader.close()
    worse = Reader(sqlite3.connect(spoilt), spoilt, lambda: sqlite3.connect(spoilt))
    with pytest.raises(ChildcheckError) as refusal:
        worse.head()
    worse.close()
    assert refusal.value.exit_code == ExitCode.LOG_DAMAGED


def test_an_error_at_commit_that_stored_nothing_is_told(tmp_path: Path) -> None:
    """When the commit fails the log looks again, finds nothing, and says so."""
    with open_log(tmp_path / "log.db", busy_ms=100) as log:
        deferred = "CREATE TABLE parents (id PRIMARY KEY); CREATE TABLE checked (id REFERENCES"
        with closing(sqlite3.connect(tmp_path / "log.db")) as other:
            other.executescript(f"{deferred} parents DEFERRABLE INITIALLY DEFERRED);")
            other.executescript(
                "CREATE TRIGGER fails AFTER INSERT ON bodies"
                " BEGIN INSERT INTO checked VALUES (1); END"
            )
        log._connection.execute("PRAGMA foreign_keys = ON")

        with pytest.raises(ChildcheckError):
            log.append([answer()], OFFICER)

        assert log.head()[0] == 1
        log.append([answer()], OFFICER)  # on the new connection, which does not check
        assert log.head()[0] == 2


def test_identifiers_made_beforehand_let_entries_name_one_another(tmp_path: Path) -> None:
    """An entry can name an entry of the same append as its cause."""
    with open_log(tmp_path / "log.db") as log:
        log.append(
            [child_named(), answer(kept_from=EntryId("X"))], OFFICER, identifiers=_ids("X", "Y")
        )

        assert identifiers(log)[1:] == ["X", "Y"]
        (row,) = log.rows("answers", child=CHILD)
        assert row["kept_from"] == "X"


def test_entries_can_be_chosen(tmp_path: Path) -> None:
    """Entries are read by incident, child, duty, kind and number."""
    with open_log(tmp_path / "log.db") as log:
        some_entries(log)
        log.append([answer(incident=IncidentId("I2"), child=None)], Writing())

        def numbers(**which: object) -> list[int]:
            return [entry.number for entry in log.entries(**which)]  # type: ignore[arg-type]

        assert numbers(incident="I1") == [2, 3, 4, 5, 6]
        assert numbers(incident="I2") == [7]
        assert numbers(child="C1") == [3, 4, 5, 6]
        assert numbers(duty="D1") == [2, 3, 4, 5, 6]
        assert numbers(kinds=["child_named", "log_named"]) == [1, 3]
        assert numbers(since_number=3, up_to=4) == [3, 4]
        assert numbers(incident="I1", kinds=["child_named", "answer_given"]) == [3, 4, 5, 6]


def test_more_entries_than_are_read_in_one_go_come_all(tmp_path: Path) -> None:
    """Reading in portions leaves nothing out and gives nothing twice."""
    with open_log(tmp_path / "log.db") as log:
        log.append([answer(f"q{number}") for number in range(1200)], OFFICER)

        assert [entry.number for entry in log.entries()] == list(range(1, 1202))


def test_a_read_table_is_asked_only_for_columns_that_it_has(tmp_path: Path) -> None:
    """A mistyped column is a mistake of the program and not an empty answer."""
    with open_log(tmp_path / "log.db") as log, pytest.raises(ValueError, match="surname"):
        log.rows("children", surname="x")


def _ids(*texts: str) -> list[EntryId]:
    return [EntryId(text) for text in texts]
