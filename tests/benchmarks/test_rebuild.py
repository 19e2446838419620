"""How long the read tables take to build again; told, and held to nothing."""

from __future__ import annotations

import time

import pytest

from childcheck.identifiers import RandomIdentifiers
from childcheck.log.clocks import SystemClock
from childcheck.log.writing import Log
from tests.benchmarks.big_logs import BigLog

pytestmark = pytest.mark.benchmark


def test_rebuilding_is_told(copy_of_big: BigLog) -> None:
    """Every entry is read, and every row made."""
    with Log.open(
        copy_of_big.path, clock=SystemClock(), new_identifiers=RandomIdentifiers()
    ) as log:
        begun = time.process_time()
        rebuilt = log.rebuild()
        taken = time.process_time() - begun

    print(f"log rebuild: {taken / rebuilt.entries * 1e6:.0f} us an entry")
    assert rebuilt.entries == copy_of_big.entries
