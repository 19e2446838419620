"""Time two things in turn, so that a noisy machine is noisy for both."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Pair:
    """Seconds of each round for ours and for the peer, measured in turn."""

    ours: tuple[float, ...]
    peer: tuple[float, ...]

    @property
    def ratio(self) -> float:
        """The median of the ratios of the rounds."""
        return statistics.median(a / b for a, b in zip(self.ours, self.peer, strict=True))

    @property
    def best_ratio(self) -> float:
        """The ratio of the quickest rounds: what is left when the machine was quiet."""
        return min(self.ours) / min(self.peer)

    @property
    def median_difference_ms(self) -> float:
        """The median of what ours takes more than the peer, in milliseconds."""
        differences = (a - b for a, b in zip(self.ours, self.peer, strict=True))
        return statistics.median(differences) * 1000


def paired(ours: Callable[[], object], peer: Callable[[], object], rounds: int) -> Pair:
    """Run both in turn, `rounds` times, after one round that does not count."""
    times: tuple[list[float], list[float]] = ([], [])
    for round_number in range(rounds + 1):
        for work, into in zip((ours, peer), times, strict=True):
            begun = time.perf_counter()
            work()
            if round_number:
                into.append(time.perf_counter() - begun)
    return Pair(tuple(times[0]), tuple(times[1]))
