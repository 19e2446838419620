"""Take one reply to a question: what it records, at which moment, and what stands against it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from childcheck.checklist.answers import Answer, Given, LeftUnanswered
from childcheck.checklist.definitions import Question
from childcheck.checklist.fitting import Fault
from childcheck.identifiers import AdultId
from childcheck.walk.at_once import AtOnce
from childcheck.walk.replies import (
    AboutPeople,
    Corrected,
    Done,
    FoundLate,
    Keep,
    Named,
    PassOn,
    Picked,
    Renamed,
    Reply,
    Withdrawn,
)
from childcheck.walk.subjects import Spot
from childcheck.walk.walking import Turn, Walk

Doubt = Callable[[Question, Given], tuple[Fault, ...]]


def no_doubt(_question: Question, _given: Given) -> tuple[Fault, ...]:
    """Doubt nothing beyond what the checklist says."""
    return ()


class ReplyTaker:
    """Takes replies at one sitting."""

    def __init__(self, now: Callable[[], datetime], doubt: Doubt, *, is_live: bool) -> None:
        """Take the wall clock, and what the log knows against an answer.

        Args:
            now: the wall clock with the local zone.
            doubt: such as a reference that was used before.
            is_live: false for a file: nobody was asked at a moment of the clock.
        """
        self._now = now
        self._doubt = doubt
        self._is_live = is_live

    def turn(self, walk: Walk, spot: Spot, reply: Reply, asked_at: datetime | None) -> Turn:
        """Return what a reply to a question records; with faults, why it cannot stand.

        Raises:
            AssertionError: the reply records nothing, but goes somewhere.
        """
        now = self._now()
        moment = now if self._is_live else None  # of answering, when somebody is asked
        match reply:
            case Answer() | LeftUnanswered():
                return self._answer(walk, spot, reply, asked_at, "")
            case Corrected(given, why):
                if isinstance(given, Answer | LeftUnanswered):
                    return self._answer(walk, spot, given, asked_at, why)
                return self._people(walk, spot, given, why)
            case Keep(basis):
                return walk.keep(spot, asked_at=asked_at, answered_at=moment, now=now, basis=basis)
            case PassOn():
                return walk.pass_on(spot, asked_at=asked_at, now=moment)
            case AtOnce():
                return walk.say_at_once(spot, reply, asked_at=asked_at, answered_at=moment)
            case Done(answered_at):
                return walk.list_done(spot, asked_at=asked_at, now=answered_at or moment)
            case FoundLate(name, at):
                return walk.found_late(name, now=at or now)
            case Named() | Picked() | Renamed() | Withdrawn():
                return self._people(walk, spot, reply, "")
            case _:
                raise AssertionError(type(reply).__name__)

    def _people(self, walk: Walk, spot: Spot, reply: AboutPeople, why: str) -> Turn:
        """Change a list of people; after *finished* with the reason of a correction."""
        now = self._now()
        moment = now if self._is_live else None
        match reply:
            case Named(name):
                return walk.name(spot, name, now=now, why=why)
            case Picked(adult):
                return walk.pick(spot, adult, why=why, now=moment)
            case Renamed(person, name):
                return walk.rename(person, name, at=spot, why=why)
            case Withdrawn(person, because):
                picked = walk.situation.picked.get(spot, ())
                if spot.subject.child is not None and person in picked:
                    why = because or why
                    return walk.unpick(spot, AdultId(person), why=why, now=moment)
                return walk.withdraw(person, because, now=moment)

    def _answer(
        self, walk: Walk, spot: Spot, given: Given, asked_at: datetime | None, why: str
    ) -> Turn:
        now = self._now()
        if self._is_live and given.answered_at is None:
            given = given.at(now)
        doubts = self._doubt(walk.question(spot), given)
        if doubts:
            return Turn(walk, faults=doubts)
        return walk.answer(spot, given, asked_at=asked_at, now=now, why_corrected=why)
