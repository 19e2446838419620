"""What is owed: follow-ups opened, given to somebody, dated, closed and set aside.

A follow-up is held by the recording officer and due from arrival until its
question names others. Only a further talk closes one that waits for seeing or
talking with a child, and only while that talk says so.

Source of the rules: the checklist language, section 5; design, section 1.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from childcheck.checklist.answers import Answer
from childcheck.checklist.definitions import Closing, Due, FollowUpKind, Question
from childcheck.identifiers import ChildId, EntryId, FollowUpId
from childcheck.record import happenings as past
from childcheck.walk.dues import due_at, due_rule
from childcheck.walk.effects import Forced, opened_by_questions
from childcheck.walk.ledger import Ledger, iso
from childcheck.walk.situation import FollowUp, Held
from childcheck.walk.subjects import Subject
from childcheck.walk.viewing import Sight
from childcheck.walk.wording import fill, placeholder_values

_Name = tuple[ChildId | None, str]  # one for each child and name

_CLOSING_FACT = {Closing.SEEING: "child.seen", Closing.TALKING: "child.talked"}
_FROM_ARRIVAL = (None, Due.NOW, Due.NEXT_SCHOOL_DAY)


def owe(ledger: Ledger, now: tuple[Forced, ...], cause: EntryId) -> None:
    """Bring the follow-ups up to what is forced now, and to what was told of them."""
    owed = _owed(ledger.sight(), now)
    for (child, name), (subject, by) in owed.items():
        standing = ledger.situation.follow_up_named(child, name)
        if standing is None:
            _open(ledger, subject, name, by)
        elif (
            standing.state == "set_aside"
            or _is_undone(ledger, standing)
            or _is_called_for_again(ledger, standing, now)
        ):
            _open_again(ledger, subject, standing, by)
    for standing in _open_ones(ledger):
        if (standing.child, standing.name) not in owed:
            ledger.add(
                past.FollowUpSetAside(follow_up=standing.id, child=standing.child, cause=cause)
            )
    _give(ledger)
    _date(ledger)
    _close(ledger, now)


def _owed(sight: Sight, now: tuple[Forced, ...]) -> dict[_Name, tuple[Subject, EntryId]]:
    owed: dict[_Name, tuple[Subject, EntryId]] = {}
    for one in now:
        if one.is_certain:
            for name in one.effects.follow_ups:
                owed.setdefault((one.subject.child, name), (one.subject, one.cause))
    for subject, name, by in opened_by_questions(sight):
        owed.setdefault((subject.child, name), (subject, by))
    return owed


def _open_ones(ledger: Ledger) -> list[FollowUp]:
    return [one for one in ledger.situation.follow_ups.values() if one.state == "open"]


# Opening


def _open(ledger: Ledger, subject: Subject, name: str, cause: EntryId) -> None:
    kind = ledger.sight().checklist.follow_ups[name]
    new = FollowUpId(ledger.circumstances.new_identifier())
    officer = ledger.circumstances.officer
    ledger.add(_opening(ledger, subject, kind, new, officer, _due(ledger, kind), cause))


def _opening(
    ledger: Ledger,
    subject: Subject,
    kind: FollowUpKind,
    follow_up: FollowUpId,
    holder: str,
    due: datetime | None,
    cause: EntryId,
) -> past.FollowUpOpened:
    return past.FollowUpOpened(
        follow_up=follow_up,
        name=kind.name,
        child=subject.child,
        adult=subject.adult,
        closed_by=kind.closed_by.value,
        due_rule=due_rule(kind),
        due_at=iso(due),
        cause=cause,
        what=fill(kind.what, placeholder_values(ledger.sight(), subject)),
        holder=holder,
    )


def _due(ledger: Ledger, kind: FollowUpKind) -> datetime | None:
    circumstances = ledger.circumstances
    arrived = ledger.sight().arrived_at().astimezone(circumstances.zone)
    return due_at(kind, arrived, circumstances.duty_ends_at)


def _open_again(ledger: Ledger, subject: Subject, before: FollowUp, cause: EntryId) -> None:
    """Open what was set aside; it keeps whom, where and when it was given to."""
    kind = ledger.sight().checklist.follow_ups[before.name]
    due = _due(ledger, kind) if kind.due in _FROM_ARRIVAL else _moment(before.due_at)
    ledger.add(_opening(ledger, subject, kind, before.id, before.opened_holder, due, cause))
    opened = ledger.situation.follow_ups[before.id]
    wanted = before if before.is_named else opened
    if _given(wanted) != _given(opened) or _given(wanted) != _given(before):
        _give_to(ledger, opened, *_given(wanted))


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


# To whom, where and by when


def _given(one: FollowUp) -> tuple[str, str, str | None]:
    return one.holder, one.where, one.due_at


def _give_to(ledger: Ledger, one: FollowUp, holder: str, where: str, due: str | None) -> None:
    ledger.add(
        past.FollowUpGiven(
            follow_up=one.id, child=one.child, holder=holder, where=where, due_at=due
        )
    )


def _give(ledger: Ledger) -> None:
    """Give a follow-up the holder, place and time that its question told last.

    It counts when every part was answered or left. What was left of it stays as
    the rule has it: the opening officer's, nowhere, due as it was opened. What was
    given in another way since stands.
    """
    sight = ledger.sight()
    for child, name, tellings in _told_of(sight):
        standing = ledger.situation.follow_up_named(child, name)
        if standing is None or standing.state != "open":
            continue
        through = [one for one in tellings if one.told and one.is_through]
        last = max(through, key=lambda one: one.order, default=None)
        newest = max(one.order for one in tellings)
        kind = sight.checklist.follow_ups[standing.name]
        by_rule = iso(_due(ledger, kind))
        if last is not None:
            told = last.told
            wanted = (
                told.get("who", standing.opened_holder),
                told.get("where", ""),
                told.get("by", by_rule),
            )
            if last.order > standing.given_order and _given(standing) != wanted:
                _give_to(ledger, standing, *wanted)
        elif newest > standing.given_order and standing.given_order:
            by_rule = by_rule if standing.is_named or kind.due in _FROM_ARRIVAL else standing.due_at
            if _given(standing) != (standing.opened_holder, "", by_rule):
                _give_to(ledger, standing, standing.opened_holder, "", by_rule)


class _Telling:
    """What one subject's `follow_up` question says, as far as it was answered or left."""

    def __init__(self, sight: Sight, subject: Subject, leaves: tuple[Question, ...]) -> None:
        spots = {leaf.id.rpartition(".")[2]: sight.spot(leaf, subject) for leaf in leaves}
        held = {part: live for part, spot in spots.items() if (live := sight.live(spot))}
        self.told = {part: text for part, one in held.items() if (text := _text(one))}
        self.is_through = len(held) == len(leaves)
        self.order = max((one.order for one in held.values()), default=0)


def _told_of(sight: Sight) -> Iterator[tuple[ChildId | None, str, list[_Telling]]]:
    """Yield each child with the name of a follow-up, and what its question says of it."""
    for leaves in sight.checklist.groups.values():
        group = leaves[0].group
        if group is not None and group.opens:
            for child, tellings in _tellings(sight, leaves).items():
                yield child, group.opens, tellings


def _tellings(sight: Sight, leaves: tuple[Question, ...]) -> dict[ChildId | None, list[_Telling]]:
    """Return what is told for each child, talk by talk, in the order of telling."""
    ids = {leaf.id for leaf in leaves}
    subjects = dict.fromkeys(
        spot.subject
        for spot in sight.situation.held
        if spot.question in ids and sight.is_present(spot.subject)
    )
    told: dict[ChildId | None, list[_Telling]] = {}
    for subject in subjects:
        told.setdefault(subject.child, []).append(_Telling(sight, subject, leaves))
    return told


def _text(held: Held) -> str:
    value = held.given.value if isinstance(held.given, Answer) else None
    return value if isinstance(value, str) else ""


def _date(ledger: Ledger) -> None:
    """Count what is due from arrival anew, when another time of arrival was given since."""
    sight = ledger.sight()
    arrival = sight.fact("incident.arrived_at", Subject())
    if arrival is None:
        return
    dated = {
        (child, name)
        for child, name, tellings in _told_of(sight)
        if any(one.is_through and "by" in one.told for one in tellings)
    }
    for standing in _open_ones(ledger):
        kind = sight.checklist.follow_ups[standing.name]
        if (standing.child, standing.name) in dated:
            continue
        is_newer = arrival.order > max(standing.opened_order, standing.given_order)
        if is_newer and not standing.is_named and kind.due in _FROM_ARRIVAL:
            due = iso(_due(ledger, kind))
            if due != standing.due_at:
                _give_to(ledger, standing, standing.holder, standing.where, due)


# Closing


def _close(ledger: Ledger, now: tuple[Forced, ...]) -> None:
    """Close what a further talk satisfied: the child was seen, or was talked with."""
    for standing in _open_ones(ledger):
        for talk, done in _doings(ledger, standing):
            is_since = done.order > standing.opened_order
            if is_since and not _is_called_for(standing, talk, now):
                ledger.add(
                    past.FollowUpClosed(
                        follow_up=standing.id,
                        child=standing.child,
                        engagement=ledger.situation.engagement(ChildId(standing.child or ""), talk),
                        closed_at=done.answered_at,
                        cause=done.entry,
                    )
                )
                break


def _is_undone(ledger: Ledger, standing: FollowUp) -> bool:
    """Return whether a talk closed this and no talk says so any more."""
    if standing.state != "closed" or standing.closed_in is None:
        return False
    return not any(done.order > standing.opened_order for _, done in _doings(ledger, standing))


def _is_called_for_again(ledger: Ledger, standing: FollowUp, now: tuple[Forced, ...]) -> bool:
    """Return whether the talk that closed this, or a later one, calls for it itself."""
    if standing.state != "closed" or standing.closed_in is None:
        return False
    _, closing = ledger.situation.talks[standing.closed_in]
    return _is_called_for(standing, closing, now)


def _is_called_for(standing: FollowUp, talk: int, now: tuple[Forced, ...]) -> bool:
    """Return whether the answers of a talk, or of a later one, call for a follow-up."""
    return any(
        one.is_certain
        and one.subject.child == standing.child
        and one.told_in >= talk
        and standing.name in one.effects.follow_ups
        for one in now
    )


def _doings(ledger: Ledger, standing: FollowUp) -> Iterator[tuple[int, Held]]:
    """Yield the further talks in which a child was seen, or talked with, as is owed."""
    child = standing.child
    fact = _CLOSING_FACT.get(Closing(standing.closed_by))
    if child is None or fact is None:
        return
    for talk in range(2, ledger.situation.talk_count(child) + 1):
        done = ledger.sight().done_in_talk(fact, child, talk)
        if done is not None:
            yield talk, done
