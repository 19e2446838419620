"""Killed at any call by which one turn reaches the disk: all of the turn is there, or nothing."""

from __future__ import annotations

import shutil
import signal
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import pytest

from childcheck.identifiers import EntryId
from childcheck.log.verifying import verify
from childcheck.walk.ledger import Draft
from childcheck.walk.situation import Situation
from tests.log.builders import identifiers
from tests.procedures.system_calls import STRACE, Turns, only_of
from tests.procedures.turns import TURNS, situation_in, taken_up, unfinished

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(STRACE is None, reason="strace is not installed"),
]


@pytest.fixture(scope="module")
def turns() -> Iterator[Turns]:
    """Give the process that records turns."""
    with Turns() as one:
        yield one


@dataclass(frozen=True)
class Expected:
    """What a log holds before a turn and after it."""

    before: Sequence[EntryId]
    after: Sequence[EntryId]
    situation_before: Situation
    situation_after: Situation
    drafts: Sequence[Draft]


def expected_of(path: Path, what: str) -> Expected:
    """Return what a turn is to make of a log; nothing is recorded."""
    with taken_up(path) as (recorder, walk):
        turn = TURNS[what](walk)
        before = identifiers(recorder.log)
    assert len(turn.drafts) > 2, "one entry is never half there"
    after = [*before, *(draft.identifier for draft in turn.drafts)]
    return Expected(before, after, walk.situation, turn.walk.situation, turn.drafts)


@pytest.mark.parametrize("what", TURNS)
def test_a_kill_at_any_call_of_one_turn_leaves_all_of_it_or_nothing(
    tmp_path: Path, turns: Turns, what: str
) -> None:
    """Killed before any of its calls, a turn is there whole or not at all, and is never doubled."""
    begun = tmp_path / "begun.db"
    unfinished(begun)
    expected = expected_of(begun, what)
    shutil.copy(begun, path := tmp_path / "whole.db")
    kills: Counter[str] = Counter()
    found: Counter[str] = Counter()
    for call in turns.calls(what, path):
        for number in count(1):
            shutil.copy(begun, path := tmp_path / f"{call}-{number}.db")
            inject = f"--inject={call}:signal=KILL:when={number}"
            is_acknowledged, code, _ = turns.run(
                what, path, f"--trace={call}", inject, *only_of(path)
            )
            assert code in (0, -signal.SIGKILL)
            found[assert_whole(path, expected, is_acknowledged=is_acknowledged)] += 1
            if code == 0:
                break
            kills[call] += 1
    print(f"\n{what}: killed at {kills.total()} calls: {dict(kills)}; then {dict(found)}")

    # A filter that matches nothing would look as good.
    assert kills.total() >= 120
    assert kills["pwrite64"] >= 35
    assert kills["fdatasync"] >= 4
    assert set(found) == {"lost, not acknowledged", "there, not acknowledged", "acknowledged"}


def assert_whole(path: Path, expected: Expected, *, is_acknowledged: bool) -> str:
    """The log is sound and holds the turn or nothing of it; recorded again, it is there once."""
    verification = verify(path)
    assert verification.is_sound
    assert verification.stale_tables == ()
    with taken_up(path) as (recorder, walk):
        there = identifiers(recorder.log)
        is_there = there == expected.after
        assert is_there or there == expected.before, "half of the turn is there"
        assert is_there or not is_acknowledged, "what was acknowledged is lost"
        situation = expected.situation_after if is_there else expected.situation_before
        assert walk.situation == situation

        recorder.record(expected.drafts)
        assert identifiers(recorder.log) == expected.after
        assert situation_in(recorder.log) == expected.situation_after
    assert verify(path, thorough=False).is_sound
    if is_acknowledged:
        return "acknowledged"
    return "there, not acknowledged" if is_there else "lost, not acknowledged"
