"""Opening a log: what is made, with which rights, and what is refused with which remedy."""

from __future__ import annotations

import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from childcheck.log import migrations, opening
from childcheck.log.reading import has_wal_reset_bug
from childcheck.log.schema import APPLICATION_ID
from childcheck.log.verifying import verify
from childcheck.problems import ChildcheckError, ExitCode
from tests.log.builders import EVENING, OFFICER, answer, open_log, some_entries


def refusal_of(work: Callable[[], object]) -> ChildcheckError:
    """Return the error with which something is refused."""
    with pytest.raises(ChildcheckError) as refusal:
        work()
    assert all(problem.what and problem.remedy for problem in refusal.value.problems)
    return refusal.value


def rights(path: Path) -> int:
    """Return who may do what with a file."""
    return stat.S_IMODE(path.stat().st_mode)


def test_nobody_else_can_read_a_log(tmp_path: Path) -> None:
    """The folders that are made are closed to others, and so is every file of the log."""
    path = tmp_path / "new" / "folder" / "log.db"
    with open_log(path) as log:
        log.append([answer()], OFFICER)
        beside = sorted(path.parent.iterdir())

        assert [file.name for file in beside] == [
            "log.db",
            "log.db-shm",
            "log.db-wal",
            "log.db.lock",
        ]
        assert {rights(file) for file in beside} == {0o600}
    assert rights(path.parent) == 0o700
    assert rights(path.parent.parent) == 0o700


def test_rights_that_were_loosened_are_tightened_again(tmp_path: Path) -> None:
    """A log that became readable by others is closed again when it is next written."""
    open_log(tmp_path / "log.db").close()
    (tmp_path / "log.db").chmod(0o644)

    with open_log(tmp_path / "log.db"):
        assert {rights(file) for file in tmp_path.iterdir()} == {0o600}


def test_a_folder_that_was_there_is_left_alone(tmp_path: Path) -> None:
    """Only folders that are made here are closed; others belong to somebody."""
    tmp_path.chmod(0o755)

    open_log(tmp_path / "log.db").close()

    assert rights(tmp_path) == 0o755


def test_a_log_is_opened_as_it_must_be(tmp_path: Path) -> None:
    """Write-ahead log, full flushes, no remains, no temporary file, triggers within triggers."""
    with open_log(tmp_path / "log.db") as log:
        settings = {
            name: log._connection.execute(f"PRAGMA {name}").fetchone()[0]
            for name in (
                "journal_mode",
                "synchronous",
                "fullfsync",
                "checkpoint_fullfsync",
                "secure_delete",
                "temp_store",
                "recursive_triggers",
                "busy_timeout",
            )
        }

    assert settings == {
        "journal_mode": "wal",
        "synchronous": 2,
        "fullfsync": 1,
        "checkpoint_fullfsync": 1,
        "secure_delete": 1,
        "temp_store": 2,
        "recursive_triggers": 1,
        "busy_timeout": 30_000,
    }


def test_closing_leaves_one_whole_file(tmp_path: Path) -> None:
    """After the last user has closed a log, everything is in the file itself."""
    with open_log(tmp_path / "log.db") as log:
        some_entries(log)
        head = log.head()

    alone = tmp_path / "copied" / "log.db"
    alone.parent.mkdir()
    alone.write_bytes((tmp_path / "log.db").read_bytes())
    assert not (tmp_path / "log.db-wal").exists()
    with open_log(alone, read_only=True) as log:
        assert log.head() == head


def test_without_permission_no_log_is_made(tmp_path: Path) -> None:
    """A log that is not there is told, with the way to begin one, and no file is made."""
    ways: list[dict[str, bool]] = [{"create": False}, {"read_only": True}]
    for way in ways:
        error = refusal_of(partial(open_log, tmp_path / "log.db", **way))

        assert error.exit_code == ExitCode.NOT_FOUND
    assert refusal_of(lambda: verify(tmp_path / "log.db")).exit_code == ExitCode.NOT_FOUND
    assert list(tmp_path.iterdir()) == []


def _text(path: Path) -> None:
    path.write_text("dear diary")


def _other_database(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE photos (name)")


def _other_application(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA application_id = 7")


def _numbered_by_another(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 3")


def _half_a_page(path: Path) -> None:
    path.write_bytes(b"SQLite format 3\x00" + b"\x10")


def _folder(path: Path) -> None:
    path.mkdir()


NO_LOGS = [
    _text, _other_database, _other_application, _numbered_by_another, _half_a_page, _folder,
]  # fmt: skip


@pytest.mark.parametrize("make", NO_LOGS, ids=lambda make: make.__name__)
def test_what_is_no_log_is_refused_and_left_as_it_was(
    tmp_path: Path, make: Callable[[Path], None]
) -> None:
    """A file of another program is neither read as a log nor touched, not even its rights."""
    path = tmp_path / "log.db"
    make(path)
    path.chmod(0o755)
    before = path.read_bytes() if path.is_file() else b""

    for work in (
        lambda: open_log(path),
        lambda: open_log(path, create=False),
        lambda: open_log(path, read_only=True),
        lambda: verify(path),
    ):
        assert refusal_of(work).exit_code == ExitCode.LOG_DAMAGED

    assert (path.read_bytes() if path.is_file() else b"") == before
    assert rights(path) == 0o755


def test_an_empty_file_becomes_a_log_only_on_purpose(tmp_path: Path) -> None:
    """An empty file, as a crash at the very beginning leaves it, can become a log."""
    path = tmp_path / "log.db"
    path.touch()

    assert refusal_of(lambda: open_log(path, create=False)).exit_code == ExitCode.NOT_FOUND
    assert refusal_of(lambda: open_log(path, read_only=True)).exit_code == ExitCode.NOT_FOUND
    with open_log(path) as log:
        assert log.head()[0] == 1
    assert rights(path) == 0o600


def test_a_log_of_a_later_version_is_refused_and_left_alone(tmp_path: Path) -> None:
    """A log that a newer childcheck wrote is not touched by an older one."""
    path = tmp_path / "log.db"
    open_log(path).close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {opening.VERSION + 1}")
        connection.execute("PRAGMA journal_mode = DELETE")
    before = path.read_bytes()

    for work in (
        lambda: open_log(path),
        lambda: open_log(path, read_only=True),
        lambda: verify(path),
    ):
        assert refusal_of(work).exit_code == ExitCode.LOG_TOO_NEW
    assert path.read_bytes() == before


@pytest.mark.parametrize("item", ["'$.form', 2", "'$.kind', 'tea_made'"])
def test_an_entry_of_a_later_version_is_not_called_damage(tmp_path: Path, item: str) -> None:
    """An entry in a form or of a kind that came later asks for the newer program."""
    path = tmp_path / "log.db"
    with open_log(path) as log:
        some_entries(log)
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("DROP TRIGGER entries_are_never_changed")
            connection.execute(
                f"UPDATE entries SET header = json_set(header, {item}) WHERE number = 4"
            )
            connection.commit()

        error = refusal_of(lambda: list(log.entries()))

    assert error.exit_code == ExitCode.LOG_TOO_NEW
    assert "Entry 4" in str(error)


@pytest.mark.parametrize(
    ("made_for", "opened_for"), [("practice", "record"), ("record", "practice")]
)
def test_practice_is_never_a_record_nor_a_record_practice(
    tmp_path: Path, made_for: str, opened_for: str
) -> None:
    """Every reader and writer checks the purpose that a log was made for."""
    open_log(tmp_path / "log.db", purpose=made_for).close()

    for read_only in (False, True):
        path = tmp_path / "log.db"
        error = refusal_of(partial(open_log, path, purpose=opened_for, read_only=read_only))
        assert error.exit_code == ExitCode.REFUSED


def test_a_link_does_not_hide_where_a_log_lies(tmp_path: Path) -> None:
    """The log that a link leads to is the one that is opened and locked."""
    open_log(tmp_path / "log.db").close()
    (tmp_path / "link.db").symlink_to(tmp_path / "log.db")

    with open_log(tmp_path / "link.db") as log:
        assert log.path == (tmp_path / "log.db").resolve()


def test_a_log_tells_what_it_is(tmp_path: Path) -> None:
    """`log info` finds name, purpose, size, times and receipt in one place."""
    with open_log(tmp_path / "log.db") as log:
        some_entries(log)
        info = log.info()

        assert info.entries == 6
        assert info.receipt == log.receipt()
        assert info.receipt.startswith("6-")
        assert (info.first_recorded_at, info.last_recorded_at) == (EVENING, EVENING)
        assert info.purpose == "record"
        assert len(info.log_id) == 26
        assert info.size_bytes > 10_000
        assert info.sqlite_version == sqlite3.sqlite_version


@pytest.mark.parametrize(
    ("version", "has_bug"),
    [
        ((3, 6, 23), False),
        ((3, 7, 0), True),
        ((3, 40, 1), True),
        ((3, 44, 5), True),
        ((3, 44, 6), False),
        ((3, 45, 0), True),
        ((3, 50, 6), True),
        ((3, 50, 7), False),
        ((3, 51, 0), True),
        ((3, 51, 2), True),
        ((3, 51, 3), False),
        ((3, 53, 0), False),
    ],
)
def test_versions_of_sqlite_with_the_wal_reset_bug_are_known(
    version: tuple[int, int, int], has_bug: bool
) -> None:
    """The keeper is told when this machine's SQLite can lose a commit to a checkpoint."""
    assert has_wal_reset_bug(version) is has_bug


# Migrations


def test_the_steps_are_as_many_as_the_version_says() -> None:
    """The version that is looked at without importing the migrations is the one they make."""
    assert len(migrations.STEPS) == opening.VERSION


def test_a_log_knows_its_steps_and_its_program(tmp_path: Path) -> None:
    """The file says that it is a childcheck log, and sqlite-utils which steps made it."""
    open_log(tmp_path / "log.db").close()

    with closing(sqlite3.connect(tmp_path / "log.db")) as connection:
        assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
        assert connection.execute("PRAGMA user_version").fetchone() == (opening.VERSION,)
        steps = connection.execute("SELECT migration_set, name FROM _sqlite_migrations").fetchall()
    assert steps == [("childcheck", "0001_the_log")]


def test_a_step_that_fails_half_way_leaves_the_log_as_it_was(tmp_path: Path) -> None:
    """A migration that fails is undone whole, and tried again the next time."""

    def fails(connection: sqlite3.Connection) -> None:
        connection.execute("CREATE TABLE half (way)")
        connection.execute("SELECT no_such_column FROM entries")

    open_log(tmp_path / "log.db").close()
    with closing(sqlite3.connect(tmp_path / "log.db", isolation_level=None)) as connection:
        before = list(connection.iterdump())
        connection.execute("BEGIN IMMEDIATE")
        with pytest.raises(sqlite3.OperationalError):
            migrations.bring_up_to_date(connection, {**migrations.STEPS, "0002_fails": fails})
        connection.execute("ROLLBACK")

        assert list(connection.iterdump()) == before
        assert connection.execute("PRAGMA user_version").fetchone() == (opening.VERSION,)


def test_a_log_of_an_earlier_version_is_read_only_once_it_is_brought_up_to_date(
    tmp_path: Path,
) -> None:
    """An older log says so where it cannot be changed, and goes on where it can."""
    path = tmp_path / "log.db"
    open_log(path).close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 0")

    error = refusal_of(lambda: open_log(path, read_only=True))
    assert error.exit_code == ExitCode.CANNOT_WRITE
    open_log(path).close()
    with open_log(path, read_only=True) as log:
        assert log.head()[0] == 1
