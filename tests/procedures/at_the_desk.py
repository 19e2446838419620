"""An officer with a real log, a clock that is moved by hand, and a small checklist."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from childcheck.checklist.answers import Answer, LeftUnanswered
from childcheck.checklist.definitions import Checklist, Reason
from childcheck.identifiers import ChildId, IncidentId, OfficerId
from childcheck.log.writing import Log
from childcheck.procedures.open_incident import open_incident
from childcheck.procedures.record_entries import Recorder
from childcheck.record.entries import Writing
from childcheck.review.configuration import Configuration
from childcheck.review.shifts import DutyShift, shift_on
from childcheck.walk.subjects import INCIDENT, Spot, Subject
from childcheck.walk.walking import Turn, Walk
from tests.left_open import closed_at_the_end
from tests.log.builders import CountedIdentifiers, StillClock
from tests.walk.small import EVENING, LONDON, SEE_CHILD, SEEN, a_checklist, text

SETTINGS = Configuration(LONDON)
REFERENCE = """\
- id: in.ref
  stage: door
  ask: Which number?
  type: text
  fact: incident.reference
"""
SMALL = a_checklist(
    REFERENCE + text("in.desk", stage="desk"),
    talk=SEEN + '- {id: ch.talk, stage: door, ask: "What was said?", type: text}\n',
    child=text("ch.worry", stage="desk"),
    follow_ups=SEE_CHILD,
)


class Numbered(CountedIdentifiers):
    """Identifiers that are counted, and incident numbers that are given out in turn."""

    def __init__(self, *numbers: str) -> None:
        """Take the last four characters of the incidents to come; the last one for ever."""
        super().__init__()
        self.numbers = list(numbers or (f"AA{number:02}" for number in range(99)))

    def four_characters(self) -> str:
        """Return the next four."""
        return self.numbers.pop(0) if len(self.numbers) > 1 else self.numbers[0]


class Desk:
    """A log, and whoever records in it."""

    def __init__(
        self,
        path: Path,
        *,
        officer: str = "4821",
        at: datetime = EVENING,
        numbers: Sequence[str] = (),
    ) -> None:
        """Open a new log."""
        self.path = path
        self.clock = StillClock(at)
        self.new_identifiers = Numbered(*numbers)
        self.log = closed_at_the_end(
            Log.open(path, clock=self.clock, new_identifiers=self.new_identifiers, create=True)
        )
        self.recorder = self.as_officer(officer)

    def as_officer(self, officer: str) -> Recorder:
        """Return the recorder of an officer in this log."""
        return Recorder(
            self.log,
            self.clock,
            self.new_identifiers,
            Writing(OfficerId(officer), device="van-3", os_account="jsmith"),
            LONDON,
        )

    def shift(self, name: str = "late", day: str = "2026-11-24") -> DutyShift:
        """Return a shift of the usual ones."""
        shift = SETTINGS.shift(name)
        assert shift is not None
        return shift_on(shift, datetime.fromisoformat(day).date(), LONDON)

    def incident(self, recorder: Recorder | None = None, checklist: Checklist = SMALL) -> Incident:
        """Open an incident."""
        recorder = (recorder or self.recorder).with_checklist(checklist)
        return Incident(self, recorder, open_incident(recorder, checklist))

    def kinds(self) -> list[str]:
        """Return the kinds of all entries."""
        return [entry.happening.kind for entry in self.log.entries()]


class Incident:
    """One incident that is recorded in the log, answer by answer."""

    def __init__(self, desk: Desk, recorder: Recorder, walk: Walk) -> None:
        """Take the walk of an incident that was opened."""
        self.desk, self.recorder, self.walk = desk, recorder, walk

    @property
    def id(self) -> IncidentId:
        """The identifier of the incident."""
        return self.walk.situation.incident

    @property
    def number(self) -> str:
        """The local number."""
        return self.walk.situation.number

    def take(self, turn: Turn) -> None:
        """Record what a turn drafts; a minute passes."""
        assert not turn.faults, turn.faults
        self.recorder.record(turn.drafts)
        self.walk = turn.walk
        self.desk.clock.move(minutes=1)

    def spot(self, question: str, child: ChildId | None = None, talk: int = 0) -> Spot:
        """Return where a question stands for a child, or the incident."""
        asked = next(one for one in self.walk.checklist.questions.values() if one.id == question)
        if child is None:
            return Spot(INCIDENT, asked.id)
        return Spot(Subject(child, None, max(talk, int(asked.in_engagement))), asked.id)

    def answer(
        self, question: str, value: Any, child: ChildId | None = None, *, talk: int = 0
    ) -> None:
        """Answer a question now."""
        now = self.recorder.now()
        given = Answer(value, answered_at=now)
        spot = self.spot(question, child, talk)
        self.take(self.walk.answer(spot, given, asked_at=now, now=now))

    def leave(self, question: str, child: ChildId | None = None) -> None:
        """Leave a question as not known."""
        now = self.recorder.now()
        left = LeftUnanswered(Reason.NOT_KNOWN, "nobody knows", now)
        self.take(self.walk.answer(self.spot(question, child), left, asked_at=now, now=now))

    def roll(self, *names: str) -> list[ChildId]:
        """Take the roll."""
        for name in names:
            self.take(self.walk.name(self.spot("in.children"), name, now=self.recorder.now()))
        children = list(self.walk.situation.living_children())
        for child in children:
            self.answer("in.children.whereabouts", "here", child)
            self.answer("in.children.born_on", "2020-03-14", child)
        now = self.recorder.now()
        self.take(self.walk.list_done(self.spot("in.children"), asked_at=now, now=now))
        return children

    def whole(self, *names: str, reference: str = "NW-1") -> list[ChildId]:
        """Answer everything, of children who were not there to be seen; finish it."""
        children = self.begun(*names, reference=reference)
        self.answer("in.desk", "x")
        for child in children:
            self.answer("ch.seen", "not_here", child)
            self.answer("ch.talk", "nothing", child)
            self.answer("ch.worry", "nobody knows where", child)
        self.take(self.walk.finish())
        return children

    def begun(self, *names: str, reference: str = "NW-1") -> list[ChildId]:
        """Answer what stands before the children."""
        self.answer("in.mode", "now")
        children = self.roll(*names)
        self.answer("in.ref", reference)
        return children
