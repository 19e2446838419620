"""What can happen to a follow-up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from childcheck.identifiers import EntryId, FollowUpId
from childcheck.record.happening import Happening, header


@dataclass(frozen=True, kw_only=True)
class FollowUpOpened(Happening):
    """Something came to be owed to a child (or, without a child, to the incident).

    `due_rule` is the checklist's word (`now`, `before_leaving`, `end_of_duty`,
    `next_school_day`, `hours`); `due_at` the moment it gave.
    """

    kind: ClassVar[str] = "follow_up_opened"
    follow_up: FollowUpId | None = header()
    name: str = header("")
    closed_by: str = header("anyone")
    due_rule: str = header("")
    due_at: str | None = header()
    cause: EntryId | None = header()
    what: str = ""
    holder: str = ""


@dataclass(frozen=True, kw_only=True)
class FollowUpGiven(Happening):
    """A follow-up got a named holder, a place and a time."""

    kind: ClassVar[str] = "follow_up_given"
    follow_up: FollowUpId | None = header()
    due_at: str | None = header()
    holder: str = ""
    where: str = ""


@dataclass(frozen=True, kw_only=True)
class FollowUpSetAside(Happening):
    """The answer that opened a follow-up was changed; the line stays."""

    kind: ClassVar[str] = "follow_up_set_aside"
    follow_up: FollowUpId | None = header()
    cause: EntryId | None = header()


@dataclass(frozen=True, kw_only=True)
class FollowUpClosed(Happening):
    """What was owed was done: by an engagement, or told by a person in `told`."""

    kind: ClassVar[str] = "follow_up_closed"
    follow_up: FollowUpId | None = header()
    closed_at: str | None = header()
    cause: EntryId | None = header()
    told: str = ""
