"""A file is written whole or not at all, and nobody else can read it."""

from __future__ import annotations

import errno
import os
import signal
import stat
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from childcheck.exports.whole_file import not_written, part_of, require_free
from childcheck.problems import ChildcheckError, ExitCode


def write(target: Path, text: str, *, over: bool = False) -> None:
    """Write a file the way an export does."""
    with part_of(target, over=over) as part:
        part.stream.write(text.encode())
        part.into_place(over=over)


def refused(target: Path, *, over: bool = False) -> str:
    """Return the code of the problem with which a target is refused."""
    with pytest.raises(ChildcheckError) as caught:
        write(target, "new", over=over)
    assert caught.value.exit_code is ExitCode.CANNOT_WRITE
    (problem,) = caught.value.problems
    assert problem.where == str(target)
    assert problem.remedy
    return problem.code


def in_a_process(code: str, *arguments: object) -> subprocess.Popen[str]:
    """Run some lines of Python in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(code), *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )


def test_a_file_is_there_whole_and_closed_to_others(tmp_path: Path) -> None:
    """Its owner alone may read it, whatever the umask says, and nothing lies beside it."""
    before = os.umask(0)
    try:
        write(tmp_path / "export.csv", "all of it")
    finally:
        os.umask(before)

    assert [path.name for path in tmp_path.iterdir()] == ["export.csv"]
    assert (tmp_path / "export.csv").read_text() == "all of it"
    assert stat.S_IMODE((tmp_path / "export.csv").stat().st_mode) == 0o600


def test_while_it_is_written_nothing_has_its_name(tmp_path: Path) -> None:
    """Whoever looks too early sees no file, never half of one."""
    with part_of(tmp_path / "export.csv", over=False) as part:
        part.stream.write(b"half")
        part.onto_disk()
        (beside,) = tmp_path.iterdir()
        assert beside.name.startswith(".export.csv.")
        assert stat.S_IMODE(beside.stat().st_mode) == 0o600


@pytest.mark.parametrize("error", [KeyboardInterrupt, ValueError])
def test_nothing_is_left_when_the_work_fails(tmp_path: Path, error: type[BaseException]) -> None:
    """An error in the middle, or Ctrl-C, leaves no part of the file."""

    def fail() -> None:
        with part_of(tmp_path / "export.csv", over=False) as part:
            part.stream.write(b"half")
            raise error

    with pytest.raises(error):
        fail()

    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_there_stays_unless_it_may_be_replaced(tmp_path: Path) -> None:
    """Without `over` the old file is untouched; with it the new one takes its place and mode."""
    target = tmp_path / "export.csv"
    target.write_text("old")
    target.chmod(0o644)

    assert refused(target) == "file-exists"
    assert target.read_text() == "old"

    write(target, "new", over=True)
    assert target.read_text() == "new"
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


def test_a_file_that_came_meanwhile_is_not_replaced(tmp_path: Path) -> None:
    """Between the first look and the naming another program may be quicker."""
    target = tmp_path / "export.csv"

    def be_late() -> None:
        with part_of(target, over=False) as part:
            target.write_text("somebody else's")
            part.into_place(over=False)

    with pytest.raises(ChildcheckError) as caught:
        be_late()

    assert caught.value.problems[0].code == "file-exists"
    assert target.read_text() == "somebody else's"
    assert [path.name for path in tmp_path.iterdir()] == ["export.csv"]


@pytest.mark.parametrize("over", [False, True])
def test_what_is_no_ordinary_file_is_never_replaced(tmp_path: Path, over: bool) -> None:
    """A folder, a link, a device and a pipe stay what they are."""
    (tmp_path / "folder").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere.csv")
    os.mkfifo(tmp_path / "pipe")

    assert refused(tmp_path / "folder", over=over) == "is-a-folder"
    assert refused(tmp_path / "link", over=over) == "not-a-file"
    assert refused(tmp_path / "pipe", over=over) == "not-a-file"
    assert refused(Path("/dev/null"), over=over) == "not-a-file"
    assert not (tmp_path / "elsewhere.csv").exists()


def test_a_folder_that_is_missing_is_named(tmp_path: Path) -> None:
    """A slip in a path does not make folders."""
    assert refused(tmp_path / "nowhere" / "export.csv") == "no-such-folder"
    assert list(tmp_path.iterdir()) == []


def test_a_name_that_is_too_long_is_told(tmp_path: Path) -> None:
    """The system's refusal becomes a problem with its remedy."""
    assert refused(tmp_path / ("x" * 300 + ".csv")) == "cannot-write"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
def test_a_folder_without_the_right_to_write_is_told(tmp_path: Path) -> None:
    """Somebody who is not root may not write in root's folder, and is told so."""
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o755)
    for folder in (tmp_path, *tmp_path.parents[:2]):
        folder.chmod(folder.stat().st_mode | 0o055)

    process = in_a_process(
        """
        import os, sys
        from pathlib import Path
        from childcheck.exports.whole_file import part_of
        from childcheck.problems import ChildcheckError
        os.setgid(65534); os.setuid(65534)
        try:
            with part_of(Path(sys.argv[1]), over=False):
                pass
        except ChildcheckError as error:
            print(error.problems[0].as_text())
        """,
        closed / "export.csv",
    )
    said, errors = process.communicate(timeout=30)

    assert "could not be written (permission denied)" in said, errors
    assert "[cannot-write]" in said
    assert list(closed.iterdir()) == []


def test_a_full_disk_leaves_nothing(tmp_path: Path) -> None:
    """When there is no room the part file goes, and the problem says so."""
    process = in_a_process(
        """
        import resource, signal, sys
        from pathlib import Path
        from childcheck.exports.whole_file import part_of
        from childcheck.problems import ChildcheckError
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
        try:
            with part_of(Path(sys.argv[1]), over=False) as part:
                for _ in range(50):
                    part.stream.write(b"x" * 10_000)
                part.into_place(over=False)
        except ChildcheckError as error:
            print(error.problems[0].as_text())
        """,
        tmp_path / "export.csv",
    )
    said, errors = process.communicate(timeout=30)

    assert "There is no room for the file: nothing of it is left. [disk-full]" in said, errors
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_no_room_is_told_as_such(tmp_path: Path, number: int) -> None:
    """A full disk and a used-up quota have the same remedy."""
    told = not_written(OSError(number, os.strerror(number)), tmp_path / "export.csv")

    assert told.problems[0].code == "disk-full"


def test_what_a_killed_process_left_is_removed_by_the_next(tmp_path: Path) -> None:
    """A part file holds children's words, so it does not stay behind."""
    target = tmp_path / "export.csv"
    process = in_a_process(
        """
        import sys, time
        from pathlib import Path
        from childcheck.exports.whole_file import part_of
        with part_of(Path(sys.argv[1]), over=False) as part:
            part.stream.write(b"words of a child")
            part.onto_disk()
            print("written", flush=True)
            time.sleep(60)
        """,
        target,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "written\n"

    # While it lives its part file is left alone.
    write(target, "first")
    assert len(list(tmp_path.iterdir())) == 2

    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=30)
    write(target, "second", over=True)

    assert [path.name for path in tmp_path.iterdir()] == ["export.csv"]
    assert target.read_text() == "second"


def test_another_name_is_not_touched(tmp_path: Path) -> None:
    """Only part files of the same export are removed."""
    (tmp_path / ".notes.part").write_text("mine")
    (tmp_path / ".other.csv.1234.part").write_text("theirs")

    write(tmp_path / "export.csv", "new")

    assert {path.name for path in tmp_path.iterdir()} == {
        ".notes.part",
        ".other.csv.1234.part",
        "export.csv",
    }


def test_a_target_can_be_looked_at_before_any_work(tmp_path: Path) -> None:
    """Nobody waits for an export that cannot be written."""
    require_free(tmp_path / "export.csv", over=False)
    (tmp_path / "export.csv").touch()

    with pytest.raises(ChildcheckError):
        require_free(tmp_path / "export.csv", over=False)

    require_free(tmp_path / "export.csv", over=True)
