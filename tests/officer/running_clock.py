"""What the clock shows while an officer tells a story: the times that the story states.

With the family there the officer comes when the story says so, is with a child when
it says that they talked, and is back at the computer when that was over. Whoever
writes up afterwards has one clock throughout: it stands still.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from childcheck.checklist.answers import Answer
from childcheck.checklist.definitions import AnswerType, Checklist, Question
from childcheck.terminal.plain.presenting import looks_ahead
from childcheck.walk.replies import Reply
from childcheck.walk.showing import Shown
from childcheck.walk.subjects import Spot


@dataclass
class StatedTimes:
    """The moments behind an officer that a story states, and whether the family is there."""

    checklist: Checklist
    is_with_family: bool = False
    arrived_at: datetime | None = None
    moments: dict[Spot, datetime] = field(default_factory=dict)

    def note(self, shown: Shown, reply: Reply) -> None:
        """Take note of what is told of the time."""
        if shown.question.fact == "incident.mode" and isinstance(reply, Answer):
            self.is_with_family = reply.value == "now"
        at = moment_of(shown.question, reply)
        if at is not None:
            self.moments[shown.spot] = at
            if shown.question.fact == "incident.arrived_at":
                self.arrived_at = at

    def before_answer(self, spot: Spot) -> Iterator[datetime]:
        """Yield what has come when a question is answered.

        Who sees a child begins to talk with it, and who says that they talked is back.
        """
        places = {name: place for place, name in enumerate(self.checklist.questions)}
        answered = self.checklist.questions[spot.question]
        for one in self.checklist.questions.values():
            stated = self.moments.get(Spot(spot.subject, one.id))
            if one.clock is None or stated is None:
                continue
            named = one.clock.question
            is_near = answered.in_engagement and places[answered.id] < places[named]
            if is_near if one.clock.is_of_asking else answered.id == named:
                yield stated


def moment_of(question: Question, reply: Reply) -> datetime | None:
    """Return the moment behind the officer that a reply states."""
    if question.type is not AnswerType.TIME or looks_ahead(question):
        return None
    if not isinstance(reply, Answer) or not isinstance(reply.value, str):
        return None
    return datetime.fromisoformat(reply.value)


@dataclass
class RunningClock:
    """A wall clock that goes from one stated moment to the next, and never back.

    Without stated times it stands still.
    """

    at: datetime
    stated: StatedTimes | None = None

    def come_to(self, shown: Shown, reply: Reply) -> None:
        """Go on to the moment in which a reply is given."""
        if self.stated is None:
            return
        given = moment_of(shown.question, reply)
        for moment in (*self.stated.before_answer(shown.spot), *((given,) if given else ())):
            # Two moments of one zone would be compared as the wall shows them, an hour twice.
            if moment.timestamp() > self.at.timestamp():
                self.at = moment.astimezone(self.at.tzinfo)
