"""How long verifying takes, against reading the rows and hashing the same bytes."""

from __future__ import annotations

import statistics

import pytest

from tests.benchmarks.big_logs import BigLog
from tests.benchmarks.measured import measured

pytestmark = pytest.mark.benchmark

AT_MOST = 2.5
ROUNDS = 3


def test_verifying_takes_little_more_than_hashing(big: BigLog, small: BigLog) -> None:
    """The entries of a log are verified in at most 2.5 times the time, in memory that is flat."""
    log, ours, peer = str(big.path), [], []
    for _ in range(ROUNDS):
        ours.append(measured("verify", log))
        peer.append(measured("hash", log))
    of_small = measured("verify", str(small.path))

    ratio = statistics.median(a.seconds / b.seconds for a, b in zip(ours, peer, strict=True))
    seconds = min(one.seconds for one in ours)
    print(
        f"log verify, {ours[0].count:,} entries: {ratio:.2f} x hashing the same bytes;"
        f" {seconds / ours[0].count * 1e6:.1f} us an entry; peak memory {ours[0].peak_mb:.0f} MB,"
        f" {of_small.peak_mb:.0f} MB for {of_small.count} entries"
    )
    assert ratio <= AT_MOST
    assert max(one.peak_mb for one in ours) <= of_small.peak_mb + 10
