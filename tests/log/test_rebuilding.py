"""Building the read tables again: the same rows as when each entry was added."""

from __future__ import annotations

import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from childcheck.log.schema import GUARDS
from childcheck.log.verifying import verify
from childcheck.problems import ChildcheckError
from childcheck.record.happening import Happening
from tests.log.builders import OFFICER, all_rows, answer, open_log, some_entries, tamper
from tests.record.strategies import happenings


def check_rebuild(story: list[Happening], erased: set[int], erased_after: int) -> None:
    """Record a story, erase some of it in the middle, and hold a rebuild to what was there."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "log.db"
        with open_log(path) as log:
            log.append(story[:erased_after], OFFICER)
            numbers = [number for number in erased if number <= log.head()[0]]
            if numbers:
                log.erase(numbers, reason="court_order", writing=OFFICER)
            log.append(story[erased_after:], OFFICER)
            before = all_rows(path)

            rebuilt = log.rebuild()

            assert all_rows(path) == before
            assert rebuilt.entries == log.head()[0]
            assert rebuilt.rows == {name: len(rows) for name, rows in before.items()}
        verification = verify(path)
        assert verification.is_sound
        assert verification.stale_tables == ()


stories = st.lists(happenings(), max_size=25)
erased_numbers = st.sets(st.integers(2, 20), max_size=2)


@settings(max_examples=20, deadline=None)
@given(stories, erased_numbers, st.integers(0, 25))
def test_tables_built_again_are_the_same(
    story: list[Happening], erased: set[int], erased_after: int
) -> None:
    """Whatever happened in whatever order, and was erased, a rebuild changes no row."""
    check_rebuild(story, erased, erased_after)


@pytest.mark.slow
@settings(max_examples=200, deadline=None)
@given(stories, erased_numbers, st.integers(0, 25))
def test_tables_built_again_are_the_same_in_many_stories(
    story: list[Happening], erased: set[int], erased_after: int
) -> None:
    """The same for many more stories."""
    check_rebuild(story, erased, erased_after)


def test_spoilt_read_tables_are_mended(tmp_path: Path) -> None:
    """Rows, columns and whole tables that another program spoilt are made again."""
    path = tmp_path / "log.db"
    with open_log(path) as log:
        some_entries(log)
    before = all_rows(path)
    for spoiling in (
        "UPDATE answers SET answer = 'asleep'",
        "DROP TABLE children",
        "ALTER TABLE checks ADD COLUMN score INTEGER",
        "DELETE FROM incidents",
    ):
        tamper(path, spoiling)

    with open_log(path) as log:
        log.rebuild()

    assert all_rows(path) == before
    assert verify(path).stale_tables == ()


def test_missing_guards_are_put_back(tmp_path: Path) -> None:
    """A rebuild brings back the guards that somebody took out."""
    path = tmp_path / "log.db"
    open_log(path).close()
    with closing(sqlite3.connect(path)) as connection:
        for name in GUARDS:
            connection.execute(f"DROP TRIGGER {name}")
    assert verify(path).missing_guards == tuple(GUARDS)

    with open_log(path) as log:
        log.rebuild()

    assert verify(path).missing_guards == ()


def test_a_rebuild_that_fails_leaves_everything_as_it_was(tmp_path: Path) -> None:
    """An entry that cannot be read stops the rebuild, and the tables stay as they were."""
    path = tmp_path / "log.db"
    with open_log(path) as log:
        some_entries(log)
        tamper(
            path,
            "UPDATE entries SET header = json_remove(header, '$.monotonic_ms') WHERE number = 4",
        )
        before = all_rows(path)

        with pytest.raises(ChildcheckError, match="Entry 4 cannot be read"):
            log.rebuild()

    assert all_rows(path) == before


def test_appending_goes_on_after_a_rebuild(tmp_path: Path) -> None:
    """A log whose tables were made again takes further answers."""
    with open_log(tmp_path / "log.db") as log:
        some_entries(log)
        log.rebuild()
        log.append([answer(value="asleep")], OFFICER)

        assert log.rows("answers", question="ch.seen")[0]["answer"] == "asleep"
