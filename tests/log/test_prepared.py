"""Rows prepared for an export: kept beside the entries, and gone when words must go."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from childcheck.log.prepared import Prepared
from childcheck.log.verifying import verify
from childcheck.problems import ChildcheckError, ExitCode
from tests.log.builders import INCIDENT, OFFICER, open_log, some_entries

ROWS = Prepared("sha256:1", 2, "Żaneta,“He shouted”\r\n".encode())


def test_rows_are_kept_for_each_incident(tmp_path: Path) -> None:
    """What was kept comes back to the byte; what is kept again stands in place of it."""
    with open_log(tmp_path / "log.db") as log:
        some_entries(log)
        assert log.prepared(INCIDENT) is None

        log.keep_prepared({INCIDENT: ROWS})
        assert log.prepared(INCIDENT) == ROWS

        log.keep_prepared({INCIDENT: ROWS._replace(children=3)})
        assert log.prepared(INCIDENT) == ROWS._replace(children=3)
        assert verify(log.path).is_sound


def test_an_erasure_takes_every_prepared_row(tmp_path: Path) -> None:
    """Words that an entry says were erased stand in no prepared row and in no file."""
    with open_log(tmp_path / "log.db") as log:
        some_entries(log)
        log.keep_prepared({INCIDENT: ROWS})

        log.erase([5], reason="court_order", writing=OFFICER)

        assert log.prepared(INCIDENT) is None
        assert [path.name for path in tmp_path.iterdir() if b"shouted" in path.read_bytes()] == []


def test_a_rebuild_takes_every_prepared_row(tmp_path: Path) -> None:
    """They are made again when somebody asks."""
    with open_log(tmp_path / "log.db") as log:
        some_entries(log)
        log.keep_prepared({INCIDENT: ROWS})

        log.rebuild()

        assert log.prepared(INCIDENT) is None


def test_a_log_that_is_only_read_keeps_nothing(tmp_path: Path) -> None:
    """Prepared rows are never written where nothing else can be."""
    open_log(tmp_path / "log.db").close()
    with (
        open_log(tmp_path / "log.db", read_only=True) as log,
        pytest.raises(ChildcheckError) as refusal,
    ):
        log.keep_prepared({INCIDENT: ROWS})

    assert refusal.value.exit_code is ExitCode.CANNOT_WRITE
    with closing(sqlite3.connect(tmp_path / "log.db")) as connection:
        assert connection.execute("SELECT * FROM prepared_rows").fetchall() == []
