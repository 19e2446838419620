"""One incident as an export sees it: its entries, seen through the checklist it began with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property

from childcheck.checklist.definitions import Checklist
from childcheck.identifiers import ChildId, DutyId, EngagementId, EntryId, IncidentId, LogId
from childcheck.record.entries import Entry
from childcheck.record.happenings import (
    ChildNamed,
    FamilyLeft,
    IncidentOpened,
    RecordConsulted,
    RecordsExported,
)
from childcheck.review.duties import Duty
from childcheck.walk.situation import UNFINISHED, Situation, situation_of
from childcheck.walk.subjects import Subject
from childcheck.walk.viewing import Sight

# Who reads a record, or takes it out, does not work on it.
NOT_WORK = (RecordConsulted, RecordsExported)


@dataclass(frozen=True)
class IncidentRecord:
    """An incident, with the children that an export holds of it, in the order of the roll."""

    log: LogId
    incident: IncidentId
    entries: tuple[Entry, ...]
    opening: Entry
    opened: IncidentOpened
    duties: Mapping[DutyId, Duty]
    sight: Sight
    children: tuple[ChildId, ...]
    second_record_of: str = ""  # the number of that incident

    @property
    def checklist(self) -> Checklist:
        """The checklist that the incident began with."""
        return self.sight.checklist

    @property
    def situation(self) -> Situation:
        """What stands after all entries."""
        return self.sight.situation

    @cached_property
    def by_identifier(self) -> Mapping[EntryId, Entry]:
        """The entries by identifier."""
        return {entry.identifier: entry for entry in self.entries}

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Everybody's name as it stands, by identifier."""
        adults = {str(one): person.name for one, person in self.situation.adults.items()}
        children = {str(one): self.sight.name_of_child(one) for one in self.situation.children}
        return {one: name or "(erased)" for one, name in (adults | children).items()}

    @cached_property
    def family_left_at(self) -> str | None:
        """When the family was left: None when it was not, empty when nobody knows when."""
        left = [one.happening for one in self.entries if isinstance(one.happening, FamilyLeft)]
        return (left[-1].left_at or "") if left else None

    def about(self, child: ChildId | None) -> tuple[Entry, ...]:
        """Return the entries about a child or, without one, all of the incident."""
        return self.entries if child is None else self._about.get(child, ())

    @cached_property
    def _about(self) -> Mapping[ChildId, tuple[Entry, ...]]:
        by_child: dict[ChildId, list[Entry]] = {}
        for entry in self.entries:
            if entry.happening.child is not None:
                by_child.setdefault(entry.happening.child, []).append(entry)
        return {child: tuple(entries) for child, entries in by_child.items()}

    def of_talk(self, engagement: EngagementId) -> tuple[Entry, ...]:
        """Return the entries of one talk."""
        return tuple(one for one in self.entries if one.happening.engagement == engagement)

    def duty_of(self, entry: Entry) -> Duty | None:
        """Return the duty in which an entry was recorded, when it was in one."""
        return self.duties.get(entry.writing.duty) if entry.writing.duty else None

    def is_withdrawn(self, child: ChildId | None) -> bool:
        """Return whether a child was found not to belong here."""
        return child is not None and self.situation.children[child].is_withdrawn

    def is_finished(self, subject: Subject) -> bool:
        """Return whether the part of the record to which a subject belongs is finished."""
        if subject.child is not None:
            return self.situation.check_states[subject.child] != UNFINISHED
        return self.situation.state != UNFINISHED

    def talks_of(self, child: ChildId) -> tuple[int, ...]:
        """Return the numbers of the talks with a child, in the order in which they took place.

        The first answer of a talk says when that was. Where none says so, the
        talk stands where its number puts it.
        """
        at = self._first_answered_at.get(child, {})
        numbers = range(1, self.situation.talk_count(child) + 1)
        latest = ""
        keys: dict[int, tuple[str, int]] = {}
        for number in numbers:
            latest = at.get(number, latest)
            keys[number] = (latest, number)
        return tuple(sorted(numbers, key=keys.__getitem__))

    @cached_property
    def _first_answered_at(self) -> Mapping[ChildId, Mapping[int, str]]:
        """When the first answer of each talk was given, by child and number, where it is known."""
        at: dict[ChildId, dict[int, str]] = {}
        for spot, held in self.situation.held.items():
            child, talk = spot.subject.child, spot.subject.talk
            if child is not None and talk and isinstance(held.answered_at, str):
                of_child = at.setdefault(child, {})
                moment = _comparable(held.answered_at)
                of_child[talk] = min(of_child.get(talk, moment), moment)
        return at


def _comparable(moment: str) -> str:
    return datetime.fromisoformat(moment).astimezone(UTC).isoformat()


def incident_record(
    log: LogId,
    entries: Iterable[Entry],
    checklist: Checklist,
    duties: Mapping[DutyId, Duty],
    *,
    children: frozenset[ChildId] | None = None,
    second_record_of: str = "",
) -> IncidentRecord:
    """Return the record that the entries of one incident make.

    Args:
        log: the log from which they come.
        entries: all entries of the incident, in order.
        checklist: the one with which it was opened.
        duties: of the whole log, by identifier.
        children: those that the export holds; None is all of the roll.
        second_record_of: the number of the incident that this is another officer's record of.

    Raises:
        ValueError: the entries do not begin with an opening.
    """
    work = tuple(entry for entry in entries if not isinstance(entry.happening, NOT_WORK))
    opening = work[0] if work else None
    if opening is None or not isinstance(opening.happening, IncidentOpened):
        raise ValueError("the entries of an incident begin with its opening")
    incident = opening.happening.incident or IncidentId("")
    situation = situation_of(incident, work)
    roll = sorted(
        (entry.happening for entry in work if isinstance(entry.happening, ChildNamed)),
        key=lambda named: named.roll_number,
    )
    return IncidentRecord(
        log=log,
        incident=incident,
        entries=work,
        opening=opening,
        opened=opening.happening,
        duties=duties,
        sight=Sight(checklist, situation),
        children=tuple(
            one.child
            for one in roll
            if one.child is not None and (children is None or one.child in children)
        ),
        second_record_of=second_record_of,
    )
