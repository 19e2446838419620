"""One large log for all benchmarks: it takes longer to make than to measure."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.benchmarks.big_logs import IS_FULL, BigLog, big_log

ENTRIES = 1_000_000 if IS_FULL else 60_000


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> BigLog:
    """Give a log that holds one incident."""
    return big_log(tmp_path_factory.mktemp("small") / "log.db", story="three-children")


@pytest.fixture(scope="session")
def big(tmp_path_factory: pytest.TempPathFactory) -> BigLog:
    """Give a log of many incidents, each like that one."""
    path = tmp_path_factory.mktemp("big") / "log.db"
    return big_log(path, entries=ENTRIES, story="three-children")


@pytest.fixture
def copy_of_big(big: BigLog, tmp_path: Path) -> BigLog:
    """Give the same log to write in."""
    path = tmp_path / "copy.db"
    path.write_bytes(big.path.read_bytes())
    return replace(big, path=path)
