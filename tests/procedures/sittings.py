"""An officer who sits at a log in a thread, and is handed each reply from outside.

The log, the recorder and `lead_walk` are the program's own. A sitting stops
whenever it asks something; whoever drives it looks at what is asked and hands
in a reply. It can be killed there, or in the middle of recording: then the
log's files are copied as they stand, and the copies are all that is left.
"""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from pathlib import Path
from queue import SimpleQueue
from typing import Any

from childcheck.checklist.fitting import Fault
from childcheck.identifiers import ChildId, DutyId, EntryId, IncidentId, OfficerId
from childcheck.log.writing import Log
from childcheck.procedures.keep_drafts import DraftsInLog
from childcheck.procedures.lead_walk import lead_walk
from childcheck.procedures.record_entries import Recorder
from childcheck.record.entries import Entry, Writing
from childcheck.walk.door import Leaving
from childcheck.walk.replies import Offer
from childcheck.walk.reviewing import Review, Summary
from childcheck.walk.showing import Shown
from childcheck.walk.situation import Situation, situation_of
from childcheck.walk.subjects import Spot
from childcheck.walk.walking import Walk
from tests.log.builders import CountedIdentifiers, StillClock
from tests.walk.small import LONDON

SECONDS = 120
Begun = tuple[Walk, Spot | None]


class Death(Enum):
    """When a sitting is killed."""

    WHILE_ASKING = auto()
    BEFORE_THE_COMMIT = auto()
    AFTER_THE_COMMIT = auto()


@dataclass(frozen=True)
class HalfWritten:
    """Text that was typed and not entered: it is kept as a draft, and the question stays."""

    text: str


@dataclass(frozen=True)
class Put:
    """What a sitting asks, or how it ended: `ask`, `offer` and so on, `ended`, `killed`."""

    what: str
    it: Any = None


class Killed(BaseException):
    """The program is gone; nothing more is done."""


class MortalLog(Log):
    """A log whose writer may be killed before a commit, or after it."""

    before: Callable[[], None]
    after: Callable[[Sequence[Entry]], None]

    def append(self, *arguments: Any, **more: Any) -> tuple[Entry, ...]:
        """Add entries, and tell before and after."""
        self.before()
        entries = super().append(*arguments, **more)
        self.after(entries)
        return entries


@dataclass
class Laptop:
    """Where the log lies, the clock, and identifiers that never come twice."""

    folder: Path
    clock: StillClock
    new_identifiers: CountedIdentifiers = field(default_factory=lambda: CountedIdentifiers(10**9))
    deaths: int = 0

    @property
    def path(self) -> Path:
        """The log, since the last kill."""
        return self.folder / str(self.deaths) / "childcheck.db"

    def die(self) -> None:
        """Leave of the log what a kill leaves: its files as they stand."""
        before = self.path
        self.deaths += 1
        self.path.parent.mkdir(parents=True)
        for end in ("", "-wal"):  # -shm lies in memory, and is made anew
            if (file := before.with_name(before.name + end)).exists():
                shutil.copy(file, self.path.with_name(file.name))

    @contextmanager
    def opened(self) -> Iterator[tuple[MortalLog, Recorder]]:
        """Open the log, with what records in it."""
        identifiers = self.new_identifiers
        with MortalLog.open(
            self.path, clock=self.clock, new_identifiers=identifiers, create=True
        ) as log:
            log.before = lambda: None
            log.after = lambda entries: None
            writing = Writing(OfficerId("4821"), DutyId("D1"))
            yield log, Recorder(log, self.clock, identifiers, writing, LONDON)


class Sitting:
    """One `start`, `resume`, `engage` or `correct`: it asks, and waits for a reply."""

    def __init__(self, laptop: Laptop, begin: Callable[[Recorder], Begun]) -> None:
        """Take what begins it.

        Args:
            begin: records what comes first and returns the walk to lead, and the spot to begin
                at if it is not the first that is open.
        """
        self.laptop = laptop
        self.committed: list[EntryId] = []  # by appends that have returned
        self.refused: list[str] = []  # of the last reply
        self.death: Death | None = None
        self.walk: Walk | None = None  # as the log alone tells it
        self.draft = ""  # at the question that is put
        self._begin = begin
        self._puts: SimpleQueue[Put] = SimpleQueue()
        self._replies: SimpleQueue[Any] = SimpleQueue()
        self._thread = threading.Thread(target=self._run, daemon=True)

    # From outside

    def sit_down(self) -> Put:
        """Begin, and return what is asked first."""
        self._thread.start()
        return self._next()

    def reply(self, reply: Any, death: Death | None = None) -> Put:
        """Hand in a reply and return what is asked next; or be killed on the way."""
        self.refused.clear()
        self.death = death
        self._replies.put(reply)
        return self._next()

    def _next(self) -> Put:
        put = self._puts.get(timeout=SECONDS)
        if put.what in ("ended", "killed", "failed"):
            self._thread.join(SECONDS)
        if put.what == "failed":
            raise put.it
        return put

    # In the thread

    def _run(self) -> None:
        try:
            put = self._led()
        except Killed:
            put = Put("killed")
        except BaseException as error:  # noqa: BLE001 - it is raised again outside
            put = Put("failed", error)
        self._puts.put(put)

    def _led(self) -> Put:
        with self.laptop.opened() as (log, recorder):
            log.before = lambda: self._die_at(Death.BEFORE_THE_COMMIT)
            log.after = self._committed
            walk, start_at = self._begin(recorder)
            recorder = recorder.with_checklist(walk.checklist)
            self._checklist = walk.checklist
            self._drafts = DraftsInLog(log, walk.situation.incident)
            self._talk, self._log, self._incident = walk.talk, log, walk.situation.incident
            self._circumstances = recorder.circumstances()
            led = lead_walk(walk, self, recorder.record, recorder.now, start_at=start_at)
            assert told_by(log, led.walk.situation.incident) == untimed(led.walk.situation)
            return Put("ended", led.outcome)

    def _die_at(self, death: Death) -> None:
        if self.death is death:
            self.laptop.die()
            raise Killed

    def _committed(self, entries: Sequence[Entry]) -> None:
        self.committed += [entry.identifier for entry in entries]
        self._die_at(Death.AFTER_THE_COMMIT)

    def _put(self, what: str, it: Any) -> Any:
        situation = told_by(self._log, self._incident)
        self.walk = Walk(self._checklist, situation, self._circumstances, self._talk)
        self._puts.put(Put(what, it))
        reply = self._replies.get()
        self._die_at(Death.WHILE_ASKING)
        return reply

    # What is asked

    def ask(self, shown: Shown) -> Any:
        """Put one question: the one that the log alone would put."""
        while True:
            self.draft = self._drafts.read(shown.spot)
            reply = self._put("ask", shown)
            if not isinstance(reply, HalfWritten):
                return reply
            self._drafts.write(shown.spot, reply.text)

    def refuse(self, shown: Shown, faults: Sequence[Fault]) -> None:
        """Keep why a reply does not fit."""
        self.refused += [fault.code for fault in faults]

    def remind(self, text: str) -> None:
        """Read a reminder."""

    def tell_of_roll(self, name: str, number: int, *, is_withdrawn: bool) -> None:
        """Read who came onto the roll, or is off it."""

    def begin(self, heading: str, lines: Sequence[str]) -> None:
        """Read a heading."""

    def offer(self, offer: Offer) -> Any:
        """Offer to name somebody."""
        return self._put("offer", offer)

    def of_age(self, shown_name: str, child: ChildId) -> Any:
        """Ask what to do with somebody of 18 or over."""
        return self._put("of_age", child)

    def close_door(self, leaving: Leaving) -> Any:
        """Show the leaving screen."""
        return self._put("close_door", leaving)

    def review(self, review: Review) -> Any:
        """Show a child's review."""
        return self._put("review", review)

    def conclude(self, summary: Summary) -> Any:
        """Show the summary."""
        return self._put("conclude", summary)


def told_by(log: Log, incident: IncidentId) -> Situation:
    """Return how an incident stands, as its entries alone tell it."""
    return untimed(situation_of(incident, log.entries(incident=incident)))


def untimed(situation: Situation) -> Situation:
    """Return a situation without the time of its last entry, which a walk does not keep."""
    return replace(situation, last_at=None)
