"""The drafts of one turn: each counts for the next before any of them is recorded."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from typing import Any

from childcheck.identifiers import EngagementId, EntryId
from childcheck.record import happenings as past
from childcheck.record.happening import Happening
from childcheck.walk.situation import Situation
from childcheck.walk.subjects import Spot
from childcheck.walk.viewing import Sight


@dataclass(frozen=True)
class Draft:
    """A happening that is to be recorded, under an identifier of its own."""

    identifier: EntryId
    happening: Happening


@dataclass(frozen=True)
class Circumstances:
    """What a walk must be told: who walks, where, and how new identifiers are made."""

    officer: str
    zone: tzinfo
    new_identifier: Callable[[], str]
    duty_ends_at: datetime | None = None


# What decides whether a question applies, or what an answer forces. An answer that is set
# aside was off the path already.
_DECISIVE = (
    past.IncidentOpened,
    past.AnswerGiven,
    past.QuestionLeft,
    past.AdultNamed,
    past.AdultRenamed,
    past.AdultWithdrawn,
    past.ChildNamed,
    past.ChildRenamed,
    past.ChildWithdrawn,
    past.ChildKept,
    past.PersonPicked,
    past.PersonUnpicked,
    past.EngagementBegun,
)


class Ledger:
    """The situation while drafts are being made."""

    def __init__(self, sight: Sight, circumstances: Circumstances) -> None:
        """Begin with what stands before the turn."""
        self.circumstances = circumstances
        self.drafts: list[Draft] = []
        self._sight = sight

    @property
    def situation(self) -> Situation:
        """The situation as drafted so far."""
        return self._sight.situation

    def sight(self) -> Sight:
        """Return a look at the situation as drafted so far."""
        return self._sight

    def add(self, happening: Happening) -> EntryId:
        """Take one more happening into the drafts and the situation."""
        identifier = EntryId(self.circumstances.new_identifier())
        happening = replace(happening, incident=self.situation.incident)
        self.drafts.append(Draft(identifier, happening))
        is_of_one = isinstance(
            happening, past.AnswerGiven | past.QuestionLeft | past.EngagementBegun
        )
        self._sight = self._sight.moved_to(
            self.situation.after(identifier, happening),
            is_alike=not isinstance(happening, _DECISIVE),
            only_of=happening.child if is_of_one else None,
        )
        return identifier


def at(ledger: Ledger, spot: Spot) -> dict[str, Any]:
    """Return the fields by which a happening names its spot."""
    subject = spot.subject
    engagement = None
    if subject.talk and subject.child is not None:
        engagement = ledger.situation.engagement(subject.child, subject.talk)
    return {
        "child": subject.child,
        "adult": subject.adult,
        "engagement": engagement,
        "question": spot.question or None,
    }


def begin_talk(ledger: Ledger, spot: Spot) -> None:
    """Give a talk its record, when the spot belongs to one that has none yet."""
    child, talk = spot.subject.child, spot.subject.talk
    if child is None or not talk or ledger.situation.engagement(child, talk) is not None:
        return
    ledger.add(
        past.EngagementBegun(
            child=child,
            engagement=EngagementId(ledger.circumstances.new_identifier()),
            talk_number=talk,
        )
    )


def iso(moment: datetime | None) -> str | None:
    """Return a moment as an entry keeps it."""
    return moment.isoformat(timespec="seconds") if moment is not None else None
