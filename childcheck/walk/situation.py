"""What stands in one incident after its entries so far.

A situation is a fold: begun empty, it takes one happening after another and
gives a new situation each time. A walk that goes on and a walk that is resumed
from the log go through the same fold, so they cannot disagree.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType
from typing import Any, TypeVar, cast

from childcheck.checklist.answers import Answer, BasisGiven, Given, LeftUnanswered
from childcheck.checklist.definitions import Basis, Reason
from childcheck.identifiers import (
    AdultId,
    ChildId,
    EngagementId,
    EntryId,
    FollowUpId,
    IncidentId,
    QuestionId,
)
from childcheck.record import happenings as past
from childcheck.record.entries import Entry
from childcheck.record.happening import Happening
from childcheck.walk.subjects import INCIDENT, Spot, Subject

K = TypeVar("K")
V = TypeVar("V")

UNFINISHED = "unfinished"
FINISHED = "finished"
FINISHED_WITH_GAPS = "finished_with_gaps"


@dataclass(frozen=True)
class Person:
    """An adult of the incident, or a child on its roll.

    `is_withdrawn` and `is_kept` stand apart from their reasons, whose words may
    have been lawfully erased. `named_order` counts the happening that named the
    person last.
    """

    name: str
    named_order: int = 0
    is_withdrawn: bool = False
    withdrawn_because: str = ""
    roll_number: int = 0
    found_late_at: str | None = None
    is_kept: bool = False  # on the roll although 18 or over
    kept_because: str = ""


@dataclass(frozen=True)
class Held:
    """What a spot holds: an answer or a reason, and the entry that gave it.

    `origin` is the entry in which the answer was first given, through every
    time it was kept. `order` and `origin_order` count the happenings of the
    incident up to the two.
    """

    given: Given
    entry: EntryId
    order: int
    origin: EntryId
    asked_at: str | None = None
    answered_at: str | None = None
    is_set_aside: bool = False
    is_correction: bool = False
    origin_order: int = 0


@dataclass(frozen=True)
class FollowUp:
    """Something owed, and how it stands: `open`, `set_aside` or `closed`.

    `opened_holder` is the officer who opened it: it is theirs until others are
    named. `given_order` counts the happening that last named a holder;
    `closed_in` is the talk that closed it, if one did.
    """

    id: FollowUpId
    name: str
    child: ChildId | None
    what: str
    holder: str
    closed_by: str
    due_rule: str
    due_at: str | None
    opened_order: int
    where: str = ""
    state: str = "open"
    told: str = ""
    opened_holder: str = ""
    given_order: int = 0
    closed_in: EngagementId | None = None

    @property
    def is_named(self) -> bool:
        """Whether it was given to somebody else, or to a place, since it was opened."""
        return (self.holder, self.where) != (self.opened_holder, "")


def _empty() -> Mapping[K, V]:
    return MappingProxyType({})


@dataclass(frozen=True)
class Situation:
    """Everything that the entries of one incident say, as it stands now.

    `asked` holds where something was recorded, in the order of the first time; a
    list of people stands there each time that somebody was named.
    """

    incident: IncidentId
    number: str = ""
    opened_at: str = ""
    entry_mode: str = "asked"
    adults: Mapping[AdultId, Person] = field(default_factory=_empty)
    children: Mapping[ChildId, Person] = field(default_factory=_empty)
    picked: Mapping[Spot, tuple[AdultId, ...]] = field(default_factory=_empty)
    held: Mapping[Spot, Held] = field(default_factory=_empty)
    asked: tuple[Spot, ...] = ()
    reopened: Mapping[Spot, int] = field(default_factory=_empty)
    reopenings: frozenset[tuple[EntryId, Spot]] = frozenset()
    follow_ups: Mapping[FollowUpId, FollowUp] = field(default_factory=_empty)
    talks: Mapping[EngagementId, tuple[ChildId, int]] = field(default_factory=_empty)
    reminded: frozenset[tuple[Subject, str]] = frozenset()
    offers_met: frozenset[tuple[str, EntryId]] = frozenset()  # of a `child` or an `adult`
    check_states: Mapping[ChildId, str] = field(default_factory=_empty)
    check_gaps: Mapping[ChildId, int] = field(default_factory=_empty)  # when it was finished
    state: str = UNFINISHED
    gaps: int = 0  # when the incident was finished
    is_resumed_without_family: bool = False
    has_family_left: bool = False
    apart_since: int = 0  # which happening told that the family is not there any more; 0 for none
    order: int = 0
    last_at: datetime | None = None

    def after(self, identifier: EntryId, happening: Happening) -> Situation:
        """Return the situation after one more happening."""
        return _FOLDS.get(type(happening), _unchanged)(
            _changed(self, order=self.order + 1), identifier, happening
        )

    def living_adults(self) -> tuple[AdultId, ...]:
        """Return the adults who were not withdrawn, in the order of naming."""
        return tuple(one for one, person in self.adults.items() if not person.is_withdrawn)

    def living_children(self) -> tuple[ChildId, ...]:
        """Return the children who were not withdrawn, in the order of the roll."""
        return tuple(one for one, person in self.children.items() if not person.is_withdrawn)

    def is_finished(self, child: ChildId | None) -> bool:
        """Return whether a child's check, or the incident, was finished: changes are corrections.

        In a finished incident every check is.
        """
        if self.state != UNFINISHED:
            return True
        return child is not None and self.check_states[child] != UNFINISHED

    def talk_count(self, child: ChildId) -> int:
        """Return how many talks with a child have a record."""
        return max((number for of, number in self.talks.values() if of == child), default=0)

    def engagement(self, child: ChildId, talk: int) -> EngagementId | None:
        """Return the identifier of a talk, when it was begun."""
        return next((id_ for id_, where in self.talks.items() if where == (child, talk)), None)

    def follow_up_named(self, child: ChildId | None, name: str) -> FollowUp | None:
        """Return the one follow-up of this name for this child."""
        return next(
            (one for one in self.follow_ups.values() if one.child == child and one.name == name),
            None,
        )

    def spot_of(self, happening: Happening) -> Spot:
        """Return the spot that an answer, or another happening at a question, stands at."""
        talk = 0
        if happening.engagement is not None and happening.engagement in self.talks:
            talk = self.talks[happening.engagement][1]
        return Spot(
            Subject(happening.child, happening.adult, talk),
            happening.question or QuestionId(""),
        )


def situation_of(incident: IncidentId, entries: Iterable[Entry]) -> Situation:
    """Return what the entries of one incident say together."""
    situation, last_at = Situation(incident), None
    for entry in entries:
        situation, last_at = situation.after(entry.identifier, entry.happening), entry.recorded_at
    return _changed(situation, last_at=last_at)


def _changed(situation: Situation, **changes: Any) -> Situation:
    """Return a situation with some of it changed.

    `dataclasses.replace` takes ten times as long, and every entry of every record comes past.
    """
    changed = object.__new__(Situation)
    vars(changed).update(vars(situation), **changes)
    return changed


def _unchanged(situation: Situation, identifier: EntryId, happening: Happening) -> Situation:
    return situation


def _with(mapping: Mapping[K, V], key: K, value: V) -> Mapping[K, V]:
    # `|` copies without asking for each hash again, which matters: every entry comes past here.
    return MappingProxyType(cast(dict[K, V], mapping) | {key: value})


def _opened(s: Situation, _: EntryId, h: past.IncidentOpened) -> Situation:
    return _changed(s, number=h.incident_number, opened_at=h.opened_at, entry_mode=h.entry_mode)


def _adult(s: Situation, _: EntryId, h: past.AdultNamed) -> Situation:
    assert h.adult is not None
    s = _met(s, "adult", h.offer)
    adults = _with(s.adults, h.adult, Person(h.name, s.order))
    if h.question is None:
        return _changed(s, adults=adults)
    spot = s.spot_of(replace(h, adult=None))
    picked = _with(s.picked, spot, (*s.picked.get(spot, ()), h.adult))
    asked = _asked_again(s, spot) if h.offer is None else s.asked
    return _changed(s, adults=adults, picked=picked, asked=asked)


def _adult_changed(
    s: Situation, _: EntryId, h: past.AdultRenamed | past.AdultWithdrawn
) -> Situation:
    assert h.adult is not None
    person = s.adults[h.adult]
    if isinstance(h, past.AdultRenamed):
        person = replace(person, name=h.name, named_order=s.order)
    else:
        person = replace(person, is_withdrawn=True, withdrawn_because=h.why)
    return _changed(s, adults=_with(s.adults, h.adult, person))


def _child(s: Situation, _: EntryId, h: past.ChildNamed) -> Situation:
    assert h.child is not None
    person = Person(
        h.name,
        s.order,
        roll_number=h.roll_number,
        found_late_at=h.found_late_at,
        is_kept=bool(h.kept_because),
        kept_because=h.kept_because,
    )
    asked = s.asked
    if h.question is not None and h.offer is None and h.found_late_at is None:
        asked = _asked_again(s, Spot(INCIDENT, h.question))
    return _changed(
        _met(s, "child", h.offer),
        asked=asked,
        children=_with(s.children, h.child, person),
        check_states=_with(s.check_states, h.child, UNFINISHED),
    )


def _child_changed(
    s: Situation, _: EntryId, h: past.ChildRenamed | past.ChildWithdrawn | past.ChildKept
) -> Situation:
    assert h.child is not None
    person = s.children[h.child]
    if isinstance(h, past.ChildRenamed):
        person = replace(person, name=h.name, named_order=s.order)
    elif isinstance(h, past.ChildWithdrawn):
        person = replace(person, is_withdrawn=True, withdrawn_because=h.why)
    else:
        person = replace(person, is_kept=True, kept_because=h.why)
    return _changed(s, children=_with(s.children, h.child, person))


def _picked(s: Situation, _: EntryId, h: past.PersonPicked | past.PersonUnpicked) -> Situation:
    assert h.adult is not None
    spot = s.spot_of(replace(h, adult=None))
    rest = tuple(one for one in s.picked.get(spot, ()) if one != h.adult)
    now = (*rest, h.adult) if isinstance(h, past.PersonPicked) else rest
    return _changed(s, picked=_with(s.picked, spot, now), asked=_asked_again(s, spot))


def _talk(s: Situation, _: EntryId, h: past.EngagementBegun) -> Situation:
    assert h.child is not None and h.engagement is not None
    return _changed(s, talks=_with(s.talks, h.engagement, (h.child, h.talk_number)))


def _answered(s: Situation, identifier: EntryId, h: past.AnswerGiven) -> Situation:
    spot = s.spot_of(h)
    before = s.held.get(spot)
    given = Answer(
        value=h.value,
        texts=MappingProxyType(dict(h.texts)),
        basis=MappingProxyType(
            {
                key: tuple(
                    BasisGiven(
                        Basis(cast(str, one["basis"])),
                        tuple(AdultId(str(a)) for a in cast(list[str], one.get("adults", []))),
                    )
                    for one in givens
                )
                for key, givens in h.basis.items()
            }
        ),
        answered_at=datetime.fromisoformat(h.answered_at) if h.answered_at else None,
    )
    origin, origin_order = _origin(s, identifier, h, before)
    held = Held(
        given,
        identifier,
        s.order,
        origin,
        h.asked_at,
        h.answered_at,
        is_correction=h.corrects is not None,
        origin_order=origin_order,
    )
    return _changed(s, held=_with(s.held, spot, held), asked=_asked(s, spot))


def _asked(s: Situation, spot: Spot) -> tuple[Spot, ...]:
    return s.asked if spot in s.held else _asked_again(s, spot)


def _asked_again(s: Situation, spot: Spot) -> tuple[Spot, ...]:
    return s.asked if s.asked[-1:] == (spot,) else (*s.asked, spot)


def _origin(
    s: Situation, identifier: EntryId, h: past.AnswerGiven, before: Held | None
) -> tuple[EntryId, int]:
    """Return the entry in which an answer was first given: this one, unless it was kept.

    What was kept of another person, or of another question, is this answer's own: what it
    forces is not met by what the other one forced.
    """
    if h.kept_from is None:
        return identifier, s.order
    if before is not None and before.entry == h.kept_from:
        return before.origin, before.origin_order
    spot = s.spot_of(h)
    known = next(((at, one) for at, one in s.held.items() if one.entry == h.kept_from), None)
    if known is None:
        return h.kept_from, s.order
    at, held = known
    if not h.fact or at.subject != spot.subject:
        return identifier, s.order
    return held.origin, held.origin_order


def _left(s: Situation, identifier: EntryId, h: past.QuestionLeft) -> Situation:
    at = datetime.fromisoformat(h.answered_at) if h.answered_at else None
    held = Held(
        LeftUnanswered(Reason(h.reason), h.text, at),
        identifier,
        s.order,
        identifier,
        h.asked_at,
        h.answered_at,
        is_correction=h.corrects is not None,
        origin_order=s.order,
    )
    spot = s.spot_of(h)
    return _changed(s, held=_with(s.held, spot, held), asked=_asked(s, spot))


def _set_aside(s: Situation, _: EntryId, h: past.AnswerSetAside) -> Situation:
    spot = s.spot_of(h)
    return _changed(s, held=_with(s.held, spot, replace(s.held[spot], is_set_aside=True)))


def _reopened(s: Situation, _: EntryId, h: past.QuestionReopened) -> Situation:
    spot = s.spot_of(h)
    assert h.cause is not None
    return _changed(
        s,
        reopened=_with(s.reopened, spot, s.order),
        reopenings=s.reopenings | {(h.cause, spot)},
    )


def _reminded(s: Situation, _: EntryId, h: past.ReminderShown) -> Situation:
    return _changed(s, reminded=s.reminded | {(reminded_of(s.spot_of(h).subject), h.text)})


def reminded_of(subject: Subject) -> Subject:
    """Return whom a reminder is for: the first talk is part of the check."""
    return replace(subject, talk=0) if subject.talk == 1 else subject


def _declined(s: Situation, _: EntryId, h: past.OfferDeclined) -> Situation:
    return _met(s, h.offered, h.offer)


def _met(s: Situation, kind: str, offer: EntryId | None) -> Situation:
    return s if offer is None else _changed(s, offers_met=s.offers_met | {(kind, offer)})


def _owed(s: Situation, _: EntryId, h: past.FollowUpOpened) -> Situation:
    assert h.follow_up is not None
    one = FollowUp(
        id=h.follow_up,
        name=h.name,
        child=h.child,
        what=h.what,
        holder=h.holder,
        closed_by=h.closed_by,
        due_rule=h.due_rule,
        due_at=h.due_at,
        opened_order=s.order,
        opened_holder=h.holder,
    )
    return _changed(s, follow_ups=_with(s.follow_ups, h.follow_up, one))


def _owed_changed(
    s: Situation,
    _: EntryId,
    h: past.FollowUpGiven | past.FollowUpSetAside | past.FollowUpClosed,
) -> Situation:
    assert h.follow_up is not None
    one = s.follow_ups[h.follow_up]
    if isinstance(h, past.FollowUpGiven):
        one = replace(one, holder=h.holder, where=h.where, due_at=h.due_at, given_order=s.order)
    elif isinstance(h, past.FollowUpSetAside):
        one = replace(one, state="set_aside")
    else:
        one = replace(one, state="closed", told=h.told, closed_in=h.engagement)
    return _changed(s, follow_ups=_with(s.follow_ups, h.follow_up, one))


def _resumed(s: Situation, _: EntryId, h: past.WalkResumed) -> Situation:
    apart = s.apart_since or (0 if h.is_with_family else s.order)
    return _changed(s, is_resumed_without_family=not h.is_with_family, apart_since=apart)


def _family_left(s: Situation, _: EntryId, h: past.FamilyLeft) -> Situation:
    return _changed(s, has_family_left=True, apart_since=s.apart_since or s.order)


def _check_finished(s: Situation, _: EntryId, h: past.CheckFinished) -> Situation:
    assert h.child is not None
    return _changed(
        s,
        check_states=_with(s.check_states, h.child, h.state),
        check_gaps=_with(s.check_gaps, h.child, h.gaps),
    )


def _check_reopened(s: Situation, _: EntryId, h: past.CheckReopened) -> Situation:
    assert h.child is not None
    return _changed(s, check_states=_with(s.check_states, h.child, UNFINISHED))


def _finished(s: Situation, _: EntryId, h: past.IncidentFinished) -> Situation:
    return _changed(s, state=h.state, gaps=h.gaps)


def _incident_reopened(s: Situation, _: EntryId, h: past.IncidentReopened) -> Situation:
    return _changed(s, state=UNFINISHED)


_FOLDS: dict[type[Happening], Callable[[Situation, EntryId, Any], Situation]] = {
    past.IncidentOpened: _opened,
    past.AdultNamed: _adult,
    past.AdultRenamed: _adult_changed,
    past.AdultWithdrawn: _adult_changed,
    past.ChildNamed: _child,
    past.ChildRenamed: _child_changed,
    past.ChildWithdrawn: _child_changed,
    past.ChildKept: _child_changed,
    past.PersonPicked: _picked,
    past.PersonUnpicked: _picked,
    past.EngagementBegun: _talk,
    past.AnswerGiven: _answered,
    past.QuestionLeft: _left,
    past.AnswerSetAside: _set_aside,
    past.QuestionReopened: _reopened,
    past.ReminderShown: _reminded,
    past.OfferDeclined: _declined,
    past.FollowUpOpened: _owed,
    past.FollowUpGiven: _owed_changed,
    past.FollowUpSetAside: _owed_changed,
    past.FollowUpClosed: _owed_changed,
    past.WalkResumed: _resumed,
    past.FamilyLeft: _family_left,
    past.CheckFinished: _check_finished,
    past.CheckReopened: _check_reopened,
    past.IncidentFinished: _finished,
    past.IncidentReopened: _incident_reopened,
}
