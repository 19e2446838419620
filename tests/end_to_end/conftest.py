"""What the tests of what goes wrong begin with: a desk, a log, a way to run a command here."""

from __future__ import annotations

from pathlib import Path

import pytest

from childcheck.cli import app as program
from tests.end_to_end.small_checklist import Here, a_desk
from tests.officer.desk import Desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Return a desk with the small checklist and no log yet."""
    return a_desk(tmp_path)


@pytest.fixture(scope="session")
def filed_log(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return a log that holds one incident, told by a file."""
    folder = tmp_path_factory.mktemp("filed")
    desk = a_desk(folder)
    done = desk.run("start", "--from", str(folder / "story.yaml"))
    assert done.returncode == 0, done.stderr
    return desk.log.read_bytes()


@pytest.fixture
def filed(desk: Desk, filed_log: bytes) -> Desk:
    """Return a desk whose log holds one incident."""
    desk.log.parent.mkdir(mode=0o700)
    desk.log.write_bytes(filed_log)
    return desk


@pytest.fixture
def here(desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Here:
    """Return what runs a command in this process: what it says on standard error, and its code."""
    for variable, value in desk.environment().items():
        monkeypatch.setenv(variable, value)

    def run(*arguments: str) -> tuple[str, int]:
        capsys.readouterr()
        code = program.run(arguments)
        return capsys.readouterr().err, code

    return run
