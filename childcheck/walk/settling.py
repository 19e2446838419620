"""After something happened: what is set aside, opened, reopened and reminded of.

`settle` looks at everything that stands and returns the happenings that make
the record agree with it. Settling twice gives nothing more.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from typing import Any

from childcheck.checklist.answers import Answer
from childcheck.checklist.definitions import Checklist, Closing
from childcheck.identifiers import ChildId, EngagementId, EntryId, FollowUpId, QuestionId
from childcheck.record import happenings as past
from childcheck.walk.dues import due_at, due_rule
from childcheck.walk.effects import Forced, forced, opened_by_questions
from childcheck.walk.situation import FollowUp, Situation
from childcheck.walk.subjects import Spot, Subject
from childcheck.walk.viewing import Sight
from childcheck.walk.wording import fill, placeholder_values


@dataclass(frozen=True)
class Draft:
    """A happening that is to be recorded, under an identifier of its own."""

    identifier: EntryId
    happening: past.Happening


@dataclass(frozen=True)
class Circumstances:
    """What a walk must be told: who walks, where, and how new identifiers are made."""

    officer: str
    zone: tzinfo
    new_identifier: Callable[[], str]
    duty_ends_at: datetime | None = None


@dataclass
class Ledger:
    """The situation while drafts are being made: each draft counts for the next."""

    checklist: Checklist
    circumstances: Circumstances
    situation: Situation
    drafts: list[Draft]

    def add(self, happening: past.Happening) -> EntryId:
        """Take one more happening into the drafts and the situation."""
        identifier = EntryId(self.circumstances.new_identifier())
        happening = replace(happening, incident=self.situation.incident)
        self.drafts.append(Draft(identifier, happening))
        self.situation = self.situation.after(identifier, happening)
        return identifier

    def sight(self) -> Sight:
        """Return a fresh look at the situation as drafted so far."""
        return Sight(self.checklist, self.situation)


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


def settle(ledger: Ledger, cause: EntryId) -> None:
    """Add the happenings that make the record agree with what stands."""
    _set_aside(ledger, cause)
    sight = ledger.sight()
    now = tuple(forced(sight))
    _reopen(ledger, sight, now)
    _owe(ledger, sight, now, cause)
    _remind(ledger, sight, now)


def _set_aside(ledger: Ledger, cause: EntryId) -> None:
    sight = ledger.sight()
    for spot, held in tuple(ledger.situation.held.items()):
        if not held.is_set_aside and not sight.is_on_path(spot):
            ledger.add(past.AnswerSetAside(set_aside=held.entry, cause=cause, **at(ledger, spot)))


def _reopen(ledger: Ledger, sight: Sight, now: tuple[Forced, ...]) -> None:
    for one in now:
        if not one.is_certain:
            continue
        for question_id in one.effects.ask_again:
            spot = sight.spot(sight.checklist.questions[question_id], one.subject)
            if (one.cause, spot) in ledger.situation.reopenings:
                continue
            held = sight.live(spot)
            if held is None and sight.is_on_path(spot):
                continue  # not put yet: it comes in its turn
            begin_talk(ledger, spot)
            ledger.add(past.QuestionReopened(cause=one.cause, **at(ledger, spot)))


def _remind(ledger: Ledger, sight: Sight, now: tuple[Forced, ...]) -> None:
    for one in now:
        if not one.effects.remind:
            continue
        text = fill(one.effects.remind, placeholder_values(sight, one.subject))
        subject = one.subject
        if subject.child and ledger.situation.engagement(subject.child, subject.talk) is None:
            subject = replace(subject, talk=0)
        if (subject, text) in ledger.situation.reminded:
            continue
        spot = Spot(subject, one.question or QuestionId(""))
        ledger.add(past.ReminderShown(cause=one.cause, text=text, **at(ledger, spot)))


def _owe(ledger: Ledger, sight: Sight, now: tuple[Forced, ...], cause: EntryId) -> None:
    owed: dict[tuple[ChildId | None, str], tuple[Subject, EntryId]] = {}
    for one in now:
        if one.is_certain:
            for name in one.effects.follow_ups:
                owed.setdefault((one.subject.child, name), (one.subject, one.cause))
    for subject, name, by in opened_by_questions(sight):
        owed.setdefault((subject.child, name), (subject, by))
    for (child, name), (subject, by) in owed.items():
        standing = ledger.situation.follow_up_named(child, name)
        if standing is None or standing.state == "set_aside":
            _open(ledger, sight, subject, name, by, standing)
    for standing in tuple(ledger.situation.follow_ups.values()):
        if standing.state == "open" and (standing.child, standing.name) not in owed:
            ledger.add(
                past.FollowUpSetAside(follow_up=standing.id, child=standing.child, cause=cause)
            )
    _give(ledger, sight)
    _close(ledger, sight)


def _open(
    ledger: Ledger,
    sight: Sight,
    subject: Subject,
    name: str,
    cause: EntryId,
    before: FollowUp | None,
) -> None:
    kind = sight.checklist.follow_ups[name]
    start = sight.arrived_at().astimezone(ledger.circumstances.zone)
    due = due_at(kind, start, ledger.circumstances.duty_ends_at)
    ledger.add(
        past.FollowUpOpened(
            follow_up=before.id if before else FollowUpId(ledger.circumstances.new_identifier()),
            name=name,
            child=subject.child,
            adult=subject.adult,
            closed_by=kind.closed_by.value,
            due_rule=due_rule(kind),
            due_at=due.isoformat() if due else None,
            cause=cause,
            what=fill(kind.what, placeholder_values(sight, subject)),
            holder=ledger.circumstances.officer,
        )
    )


def _give(ledger: Ledger, sight: Sight) -> None:
    """Give a follow-up the holder, place and time that its question named."""
    for leaves in sight.checklist.groups.values():
        group = leaves[0].group
        if group is None or not group.opens:
            continue
        for subject in {spot.subject for spot in ledger.situation.held}:
            told = [_text(sight, Spot(subject, leaf.id)) for leaf in leaves]
            standing = ledger.situation.follow_up_named(subject.child, group.opens)
            if standing is None or standing.state != "open" or not all(told):
                continue
            holder, where, due = (one or "" for one in told[:3])
            if (standing.holder, standing.where, standing.due_at) != (holder, where, due):
                ledger.add(
                    past.FollowUpGiven(
                        follow_up=standing.id,
                        child=standing.child,
                        holder=holder,
                        where=where,
                        due_at=due,
                    )
                )


def _text(sight: Sight, spot: Spot) -> str | None:
    held = sight.live(spot)
    if held is None or not isinstance(held.given, Answer):
        return None
    return held.given.value if isinstance(held.given.value, str) else None


def _close(ledger: Ledger, sight: Sight) -> None:
    """Close what a further talk satisfied: the child was seen, or was talked with."""
    for standing in tuple(ledger.situation.follow_ups.values()):
        fact = {
            Closing.SEEING.value: "child.seen",
            Closing.TALKING.value: "child.talked",
        }.get(standing.closed_by)
        if standing.state != "open" or standing.child is None or fact is None:
            continue
        for talk in range(2, ledger.situation.talk_count(standing.child) + 1):
            done = sight.done_in_talk(fact, standing.child, talk)
            if done is not None and done.order > standing.opened_order:
                ledger.add(
                    past.FollowUpClosed(
                        follow_up=standing.id,
                        child=standing.child,
                        engagement=ledger.situation.engagement(standing.child, talk),
                        closed_at=done.answered_at,
                        cause=done.entry,
                    )
                )
                break
