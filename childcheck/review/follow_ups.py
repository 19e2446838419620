"""Follow-ups: what is owed, to whom, by when, and whether that time has passed.

Whether something is overdue depends on the time of looking, which is handed in;
so it never stands in an export, which says the same at any time.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from childcheck.identifiers import AdultId, ChildId, FollowUpId, IncidentId
from childcheck.record.entries import Entry
from childcheck.record.happenings import (
    FollowUpClosed,
    FollowUpGiven,
    FollowUpOpened,
    FollowUpSetAside,
)


@dataclass(frozen=True)
class Owed:
    """Something owed to a child, or to the incident; `open`, `set_aside` or `closed`."""

    id: FollowUpId
    incident: IncidentId | None
    child: ChildId | None
    adult: AdultId | None
    name: str
    what: str
    holder: str
    place: str
    due_rule: str
    due_at: datetime | None
    opened_entry: int
    state: str = "open"

    def is_overdue(self, now: datetime) -> bool:
        """Return whether it is open and its time has passed; one without a time never is."""
        return self.state == "open" and self.due_at is not None and self.due_at < now


def follow_ups_of(entries: Iterable[Entry]) -> dict[FollowUpId, Owed]:
    """Return every follow-up that entries open, as it stands after them, in order of opening.

    One that is opened again keeps the holder, the place and the time it was given.
    """
    owed: dict[FollowUpId, Owed] = {}
    for entry in entries:
        match entry.happening:
            case FollowUpOpened(follow_up=id_) as opened if id_ is not None:
                before = owed.get(id_)
                owed[id_] = Owed(
                    id=id_,
                    incident=opened.incident,
                    child=opened.child,
                    adult=opened.adult,
                    name=opened.name,
                    what=opened.what,
                    holder=before.holder if before else opened.holder,
                    place=before.place if before else "",
                    due_rule=opened.due_rule,
                    due_at=before.due_at if before else _moment(opened.due_at),
                    opened_entry=entry.number,
                )
            case FollowUpGiven(follow_up=id_) as given if id_ in owed:
                owed[id_] = replace(
                    owed[id_], holder=given.holder, place=given.where, due_at=_moment(given.due_at)
                )
            case FollowUpSetAside(follow_up=id_) if id_ in owed:
                owed[id_] = replace(owed[id_], state="set_aside")
            case FollowUpClosed(follow_up=id_) if id_ in owed:
                owed[id_] = replace(owed[id_], state="closed")
    return owed


def still_owed(follow_ups: Iterable[Owed]) -> tuple[Owed, ...]:
    """Return what is open, the earliest due first; what has no time comes before all.

    "Before leaving" has no clock and cannot wait.
    """
    open_ = [one for one in follow_ups if one.state == "open"]
    untimed = [one for one in open_ if one.due_at is None]
    timed = sorted(
        ((one.due_at, one.opened_entry, one) for one in open_ if one.due_at is not None),
        key=lambda one: one[:2],
    )
    return (*untimed, *(one for _, _, one in timed))


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
