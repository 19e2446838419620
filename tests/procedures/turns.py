"""One incident up to its end, and a process that records the next turn while it is watched.

`python -m tests.procedures.turns` reads `WHAT LOG` line by line. For each it
forks a process that opens the log, takes the incident up where its entries left
it, stops itself so that somebody can begin to watch its system calls, and then
records the turn and closes the log. It prints the process's number, `ACK` when
the recorder has returned, and at last how the process ended.

With `family` for WHAT the whole incident is recorded in a log that is made for
it; after each append the process looks for a file `told-N`, with the number of
the last entry, so that an acknowledgement stands among its calls.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from childcheck.checklist.answers import Answer
from childcheck.identifiers import DutyId, IncidentId, OfficerId, QuestionId
from childcheck.log.reading import Reader
from childcheck.log.writing import Log
from childcheck.procedures.record_entries import Recorder
from childcheck.record.entries import Entry, Writing
from childcheck.walk.situation import Situation, situation_of
from childcheck.walk.subjects import Spot, Subject
from childcheck.walk.walking import Turn, Walk
from tests.log.builders import CountedIdentifiers, StillClock
from tests.procedures.recorded import (
    EVENING,
    LONDON,
    a_family,
    a_family_unfinished,
    small_checklist,
)

THE_CHECKLIST = small_checklist()  # read once, before any process is forked
LATER = EVENING + timedelta(hours=2)
SEEN = QuestionId("ch.seen")
ANY_PROCESS = -1  # may watch this one, where the system asks for leave
SET_WATCHER = 0x59616D61  # prctl's PR_SET_PTRACER


def unfinished(path: Path) -> None:
    """Record an incident in which nothing is open, and which nobody has finished yet."""
    with a_family_unfinished(path).log:
        pass


def changed_answer(walk: Walk) -> Turn:
    """Not seen after all: what rested on that is set aside, and something is owed."""
    child = walk.situation.living_children()[0]
    given = Answer("not_here", answered_at=LATER)
    return walk.answer(Spot(Subject(child, None, 1), SEEN), given, asked_at=LATER, now=LATER)


def finish(walk: Walk) -> Turn:
    """Every check and the incident are finished."""
    return walk.finish()


TURNS: dict[str, Callable[[Walk], Turn]] = {one.__name__: one for one in (changed_answer, finish)}


@contextmanager
def taken_up(path: Path) -> Iterator[tuple[Recorder, Walk]]:
    """Open a log and take up its incident; new identifiers are the same each time."""
    identifiers = CountedIdentifiers(10**12)
    with Log.open(path, clock=StillClock(LATER), new_identifiers=identifiers) as log:
        recorder = Recorder(
            log, StillClock(LATER), identifiers, Writing(OfficerId("4821")), LONDON
        ).on_duty(DutyId("D1"), None)
        recorder = recorder.with_checklist(THE_CHECKLIST)
        yield recorder, Walk(THE_CHECKLIST, situation_in(log), recorder.circumstances())


def situation_in(log: Reader) -> Situation:
    """Return how the only incident of a log stands, without the time of its last entry."""
    (row,) = log.rows("incidents")
    incident = IncidentId(str(row["incident"]))
    return replace(situation_of(incident, log.entries(incident=incident)), last_at=None)


def record(what: str, path: Path) -> None:
    """Record one turn, and say so when it is on disk."""
    with taken_up(path) as (recorder, walk):
        turn = TURNS[what](walk)
        os.kill(os.getpid(), signal.SIGSTOP)
        recorder.record(turn.drafts)
        print("ACK", flush=True)


def record_family(path: Path) -> None:
    """Make a log and record a whole incident, to its end."""
    append = Log.append

    def append_and_tell(*arguments: Any, **more: Any) -> tuple[Entry, ...]:
        entries = append(*arguments, **more)
        os.access(path.with_name(f"told-{entries[-1].number}"), os.F_OK)
        return entries

    Log.append = append_and_tell  # type: ignore[method-assign]
    os.kill(os.getpid(), signal.SIGSTOP)
    with a_family(path).log:
        print("ACK", flush=True)


def serve() -> None:
    """Record one turn after another, each in a process of its own."""
    for line in sys.stdin:
        what, path = line.split()
        process = os.fork()
        if process == 0:
            ctypes.CDLL(None).prctl(SET_WATCHER, ANY_PROCESS, 0, 0, 0)
            record_family(Path(path)) if what == "family" else record(what, Path(path))
            os._exit(0)
        print("PROCESS", process, flush=True)
        _, status = os.waitpid(process, 0)
        print("ENDED", os.waitstatus_to_exitcode(status), flush=True)


if __name__ == "__main__":
    serve()
