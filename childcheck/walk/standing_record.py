"""A record as it stands, as values: what somebody who reads it is told.

Made by `recounting`. Everything that was recorded has its place here, also
people who were withdrawn, answers that no longer apply, what a correction
replaced, and words that were erased.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, tzinfo

from childcheck.identifiers import AdultId, ChildId
from childcheck.walk.contact import Contact
from childcheck.walk.reviewing import Summary
from childcheck.walk.situation import FollowUp
from childcheck.walk.subjects import Spot

ERASED = "(words lawfully erased)"
NOT_REACHED = "(not reached)"


@dataclass(frozen=True)
class Correction:
    """A change of an answer after *finished*: why, by whom, and what stood there before."""

    entry: int
    officer: str
    recorded_at: datetime
    why: str
    before: str


@dataclass(frozen=True)
class Told:
    """One question and what stands there.

    `state` is `answered`, a reason's id, `not_reached` or `erased`. `lines` is
    the answer in words, one item for each line of a talk. `note` says why an
    answer that was set aside has no place any more; `short` is the name under which
    what must be seen before the door closes stands in a brief form.
    """

    spot: Spot
    section: str
    group_ask: str
    ask: str
    who: str  # the adult, where a child's question is about one
    lines: tuple[str, ...]
    basis: str
    state: str
    answered_at: datetime | None = None
    entry: int | None = None
    corrections: tuple[Correction, ...] = ()
    note: str = ""
    short: str = ""


@dataclass(frozen=True)
class Talk:
    """A further talk with a child, from the second on."""

    number: int
    officer: str
    began_at: datetime
    answers: tuple[Told, ...]


@dataclass(frozen=True)
class AdultTold:
    """An adult of the incident, with the roles in words."""

    adult: AdultId
    name: str
    roles: str
    withdrawn_because: str
    is_withdrawn: bool
    answers: tuple[Told, ...]
    set_aside: tuple[Told, ...]


@dataclass(frozen=True)
class ChildTold:
    """A child of the roll; `own_words` are the lines that the child spoke, in all talks."""

    child: ChildId
    roll_number: int
    name: str
    age: str
    state: str
    contact: Contact
    own_words: tuple[str, ...]
    withdrawn_because: str
    found_late_at: datetime | None
    kept_because: str
    answers: tuple[Told, ...]
    talks: tuple[Talk, ...]
    set_aside: tuple[Told, ...]


@dataclass(frozen=True)
class FollowUpTold:
    """Something owed, and how it ended if it did: by a talk, or as somebody told.

    Without `ended_at` it is not known when it ended, or it has not (`ended_entry`).
    """

    follow_up: FollowUp
    due_at: datetime | None
    ended_at: datetime | None = None
    ended_entry: int | None = None
    by_talk: int = 0

    def is_overdue(self, now: datetime) -> bool:
        """Return whether it is open and its time has passed."""
        is_open = self.follow_up.state == "open"
        return is_open and self.due_at is not None and self.due_at < now


@dataclass(frozen=True)
class Provenance:
    """Where a record comes from: who wrote it, on which duty, and what holds it."""

    officer: str
    officer_name: str
    duty_date: str
    shift: str
    is_published: bool
    other_records: tuple[str, ...]  # numbers of other records with the same reference
    first_entry: int
    last_entry: int
    receipt: str


@dataclass(frozen=True)
class StandingRecord:
    """Everything that stands in one incident's record, in the order of reading."""

    number: str
    reference: str
    place: str
    arrived_at: str
    opened_at: datetime
    state: str
    checklist: str
    summary: Summary
    adults: tuple[AdultTold, ...]
    answers: tuple[Told, ...]
    children: tuple[ChildTold, ...]
    set_aside: tuple[Told, ...]
    follow_ups: tuple[FollowUpTold, ...]
    erased_entries: int
    provenance: Provenance
    zone: tzinfo

    def local(self, moment: datetime) -> datetime:
        """Return a moment in the zone in which the record is read."""
        return moment.astimezone(self.zone)

    def everything_told(self) -> Iterator[Told]:
        """Yield every answer, reason and open question in the record."""
        yield from self.answers
        yield from self.set_aside
        for adult in self.adults:
            yield from (*adult.answers, *adult.set_aside)
        for child in self.children:
            yield from (*child.answers, *child.set_aside)
            for talk in child.talks:
                yield from talk.answers
