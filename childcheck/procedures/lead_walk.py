"""Lead an asker through a walk: the one loop for every way of asking.

What a reply records is on disk before anything else is shown: `record` returns
only when the entries are durable.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import Enum

from childcheck.checklist.definitions import Stage
from childcheck.checklist.fitting import Fault
from childcheck.identifiers import ChildId
from childcheck.procedures.take_reply import Doubt, ReplyTaker, no_doubt
from childcheck.record.happening import Happening
from childcheck.record.happenings import ChildNamed, ChildWithdrawn
from childcheck.walk.at_once import AtOnce
from childcheck.walk.offers import OpenOffer
from childcheck.walk.parts import heading_of_part
from childcheck.walk.replies import (
    Asker,
    Back,
    CloseDoor,
    Corrected,
    Declined,
    Edit,
    Finish,
    FoundLate,
    Jump,
    KeepOnRoll,
    ListAsAdult,
    LooksBack,
    Named,
    NotReached,
    Offer,
    OnList,
    PassOn,
    Pause,
    Picked,
    Renamed,
    Reply,
    ToDoor,
    Withdrawn,
)
from childcheck.walk.settling import Draft
from childcheck.walk.situation import UNFINISHED
from childcheck.walk.subjects import Spot
from childcheck.walk.trail import Trail
from childcheck.walk.walking import Turn, Walk
from childcheck.walk.wording import first_name

_NOT_ASKED_HERE = Fault(
    "not-asked-here",
    "That question is not asked here.",
    "Answer this one, or go to one that is.",
)

# What may come in between at a question that is not answered by it.
_BY_THE_WAY = (Named, Picked, Renamed, Withdrawn, FoundLate)

Record = Callable[[Sequence[Draft]], None]


class Outcome(Enum):
    """How the leading ended."""

    FINISHED = "finished"
    KEPT_UNFINISHED = "kept_unfinished"
    PAUSED = "paused"
    TALK_RECORDED = "talk_recorded"


@dataclass(frozen=True)
class Led:
    """The walk as it stands at the end, and how it ended."""

    walk: Walk
    outcome: Outcome


def lead_walk(
    walk: Walk,
    asker: Asker,
    record: Record,
    now: Callable[[], datetime],
    *,
    is_live: bool = True,
    doubt: Doubt = no_doubt,
    start_at: Spot | None = None,
) -> Led:
    """Ask until the walk is finished, kept unfinished or paused.

    Args:
        walk: where to begin.
        asker: who, or what, is asked.
        record: makes drafts durable, in one transaction, before it returns.
        now: the wall clock with the local zone.
        is_live: false for a file: nobody was asked at a moment of the clock.
        doubt: what the log knows against an answer, such as a reference used before.
        start_at: the one answer to put right; without it the first that is open. In an
            unfinished incident nothing but what it opens is asked besides.
    """
    taker = ReplyTaker(now, doubt, is_live=is_live)
    return _Leading(walk, asker, record, now, is_live, taker).lead(start_at)


class _Paused(Exception):
    """The person stopped; carries how."""

    def __init__(self, pause: Pause) -> None:
        super().__init__()
        self.pause = pause


@dataclass
class _Leading:
    walk: Walk
    asker: Asker
    record: Record
    now: Callable[[], datetime]
    is_live: bool
    taker: ReplyTaker
    trail: Trail = field(default_factory=Trail)
    reviewed: set[ChildId] = field(default_factory=set)
    undecided: set[ChildId] = field(default_factory=set)
    left_open: set[OpenOffer] = field(default_factory=set)
    taken_up: set[ChildId | None] = field(default_factory=set)
    part: str = ""
    is_leaving_early: bool = False  # at the door before all was asked
    is_one_answer: bool = False  # of an unfinished incident: the rest stays as it is

    def lead(self, start_at: Spot | None) -> Led:
        if isinstance(self.asker, LooksBack):
            self.asker.reviews = lambda child: self.walk.review(child)
            self.asker.summary = lambda: self.walk.summary()
        self._begin_trail(start_at)
        self.left_open.update(self.walk.offers())  # first comes the question where one stopped
        try:
            while True:
                spot = self.trail.here
                if spot is not None:
                    self._announce(spot)
                    self._put(spot)
                    continue
                if self.is_one_answer:
                    spot = self.walk.following()
                    if spot is None:
                        return Led(self.walk, Outcome.KEPT_UNFINISHED)
                    self.trail = self.trail.to(spot)
                    continue
                self._decide_about_people()
                if self.trail.here is not None:
                    continue
                spot = self.walk.following()
                child = self._child_to_review(spot)
                if self._is_at_door(spot):
                    self._close_door()
                    continue
                if self._takes_up(spot, child):
                    continue
                if child is not None:
                    self._review(child)
                elif spot is not None:
                    self.trail = self.trail.to(spot)
                elif self.walk.talk is not None:
                    return Led(self.walk, Outcome.TALK_RECORDED)
                else:
                    concluded = self._conclude()
                    if concluded is not None:
                        return Led(self.walk, concluded)
        except _Paused as paused:
            self._take(self.walk.pause(paused.pause.how))
            return Led(self.walk, Outcome.PAUSED)

    def _begin_trail(self, start_at: Spot | None) -> None:
        """Stand where the entries end, or at one question with what was asked before it."""
        asked = self.walk.situation.asked
        if start_at is None:
            self.trail = Trail(asked, len(asked))
        else:
            before = asked[: asked.index(start_at)] if start_at in asked else ()
            self.trail = Trail(before).to(start_at)
            if self.walk.situation.state == UNFINISHED:
                self.is_one_answer = True
                self.walk = self.walk.leaving_the_rest()

    # One question

    def _put(self, spot: Spot, *, is_edit: bool = False) -> Reply:
        """Put one question until there is a reply that moves on, and return that.

        Args:
            spot: the question, of one person.
            is_edit: it is a line of a review or of the summary: Back goes there again.
        """
        back = self.trail.to_end() if is_edit else self.trail.back(self.walk.course)
        shown = replace(self.walk.show(spot), may_go_back=back != self.trail)
        first_open = self.walk.following()
        asked_at = self.now() if self.is_live else None
        while True:
            reply = self.asker.ask(shown)
            match reply:
                case Pause():
                    raise _Paused(reply)
                case Back():
                    self.trail = back
                    return reply
                case Jump(to):
                    if to is not None and to not in self.walk.course:
                        self.asker.refuse(shown, (_NOT_ASKED_HERE,))
                        continue
                    self.trail = self.trail.to_end() if to is None else self.trail.to(to)
                    return reply
                case ToDoor():
                    self.is_leaving_early, self.trail = True, self.trail.to_end()
                    return reply
                case NotReached():
                    self.walk = self.walk.skip(spot)
                    self.trail = self.trail.to_end()
                    return reply
            turn = self.taker.turn(self.walk, spot, reply, asked_at)
            if turn.faults:
                self.asker.refuse(shown, turn.faults)
                continue
            self._take(turn)
            if isinstance(reply, PassOn):
                for one in shown.passed_with:
                    self.trail = self.trail.by_way_of(one)
            told = reply.given if isinstance(reply, Corrected) else reply
            is_by_the_way = isinstance(told, _BY_THE_WAY) and spot in self.walk.course
            if isinstance(told, AtOnce):
                for one in dict.fromkeys(it.spot for it in told.said):
                    self.trail = self.trail.by_way_of(one) if one != spot else self.trail
            if spot == first_open or not is_by_the_way:
                self.trail = self._onward()
            return reply  # a list that is gone back to is gone through until it is called complete

    def _onward(self) -> Trail:
        """Go on along the trail; what an answer opened comes before what is still open on it."""
        walk, trail = self.walk, self.trail
        following = walk.following()
        is_open_ahead = any(
            spot in walk.course and not walk.sight.is_settled(spot) for spot in trail.ahead
        )
        if is_open_ahead and following is not None and following not in trail.ahead:
            return trail.by_way_of(following)
        return trail.on(walk.course)

    def _take(self, turn: Turn) -> None:
        if turn.drafts:
            self.record(turn.drafts)
        self.walk = turn.walk
        for draft in turn.drafts:
            self._tell_of_roll(draft.happening)
        for text in turn.reminders:
            self.asker.remind(text)

    def _tell_of_roll(self, happening: Happening) -> None:
        """Say who came onto the roll away from it, or is off it: nothing else would show it."""
        match happening:
            case ChildWithdrawn():
                is_withdrawn = True
            case ChildNamed() if happening.found_late_at or happening.offer:
                is_withdrawn = False
            case _:
                return
        child = ChildId(happening.child or "")
        number = self.walk.situation.children[child].roll_number
        name = self.walk.sight.name_of_child(child)
        self.asker.tell_of_roll(name, number, is_withdrawn=is_withdrawn)

    # People who come up on the way

    def _decide_about_people(self) -> None:
        """Ask about offers and about who is of age, until all is decided or left, or Back."""
        while self.trail.here is None:
            child = self.walk.come_of_age(self.undecided)
            if child is not None:
                self._of_age(child)
                continue
            offer = self.walk.offer(self.left_open)
            if offer is None:
                return
            self._offer(offer)

    def _takes_up(self, spot: Spot | None, child: ChildId | None) -> bool:
        """Return whether something left open is taken up, once before each end.

        It is what a child's answers offer before that child's review, and the rest
        before the summary.
        """
        if self.walk.talk is not None or (child is None and spot is not None):
            return False
        if child in self.taken_up:
            return False
        self.taken_up.add(child)
        waiting = {
            one
            for one in self.left_open
            if one.child == child or (child is None and one.child not in self.taken_up)
        }
        self.left_open -= waiting
        return bool(waiting)

    def _offer(self, offer: OpenOffer) -> None:
        situation = self.walk.situation
        is_child = offer.kind == "child"
        living = () if is_child else situation.living_adults()
        adults = {adult: situation.adults[adult].name for adult in living}
        reply = self.asker.offer(Offer(offer.kind, offer.question, adults))
        match reply:
            case Pause():
                raise _Paused(reply)
            case Back() if self._went_back():
                return
            case None | Back():
                self.left_open.add(offer)
                return
            case OnList(adult):
                turn = self.walk.is_on_list(offer, adult)
            case Declined(why):
                turn = self.walk.decline(offer, why)
            case Named(name):
                add = self.walk.found_late if is_child else self.walk.name_adult
                turn = add(name, now=self.now(), offer=offer.cause)
        self._take_or_refuse(turn)

    def _went_back(self) -> bool:
        """Go to the question that was put last; return whether there is one."""
        back = self.trail.back(self.walk.course)
        has_moved, self.trail = back != self.trail, back
        return has_moved

    def _take_or_refuse(self, turn: Turn) -> None:
        if turn.faults:
            self.asker.refuse(self.walk.show(self.walk.roll_spot()), turn.faults)
        else:
            self._take(turn)

    def _of_age(self, child: ChildId) -> None:
        name = first_name(self.walk.sight, child)
        match self.asker.of_age(name, child):
            case Pause() as pause:
                raise _Paused(pause)
            case KeepOnRoll(why):
                turn = self.walk.keep_on_roll(child, why)
            case ListAsAdult():
                turn = self.walk.list_as_adult(
                    child, why="18 or over: listed as an adult", now=self.now()
                )
            case Back() if self._went_back():
                return
            case None | Back():
                self.undecided.add(child)
                return
        self._take_or_refuse(turn)

    # Parts, reviews and the end

    def _announce(self, spot: Spot) -> None:
        """Say that a new part begins, when it does; parts of one name are one part."""
        heading = heading_of_part(self.walk, spot)
        if heading != self.part:
            self.part = heading
            self.asker.begin(heading, ())

    def _is_at_door(self, spot: Spot | None) -> bool:
        """Return whether everything was asked before the door closes, or the officer must go."""
        if not self.walk.is_door_open:
            return False
        is_asked = spot is None or self.walk.stage(spot) is Stage.DESK
        return is_asked or self.is_leaving_early

    def _close_door(self) -> None:
        """Show the leaving screen and do what is said there."""
        leaving = self.walk.leaving()
        reply = CloseDoor() if leaving.is_empty else self.asker.close_door(leaving)
        match reply:
            case Pause():
                raise _Paused(reply)
            case Edit(spot):
                self._put_at_door(spot)
                return
            case Back():
                self.trail = self.trail.back(self.walk.course)
            case CloseDoor():
                self._take(self.walk.family_left(self.now() if self.is_live else None))
        self.is_leaving_early = False

    def _put_at_door(self, spot: Spot) -> None:
        """Put one line of the leaving screen, with the rest of its group, and come back."""
        for one in (spot, *self.walk.rest_of_group(spot)):
            reply = self._edit(one)
            if isinstance(reply, Back | Jump | ToDoor) or self.trail.here is not None:
                return

    def _child_to_review(self, spot: Spot | None) -> ChildId | None:
        """Return a child whose questions are all settled and who was not reviewed yet.

        At the door nothing is reviewed: the minutes there are the family's. A child
        of whom nothing is asked beyond the roll is reviewed at the end.
        """
        walk = self.walk
        if walk.talk is not None:
            return None
        if walk.goes_in_stages and not walk.situation.has_family_left:
            return None
        asked, waiting = self._children_asked_about()
        for child in walk.situation.living_children():
            if child in self.reviewed or walk.situation.check_states[child] != UNFINISHED:
                continue
            if child not in waiting and (spot is None or child in asked):
                return child
        return None

    def _children_asked_about(self) -> tuple[set[ChildId | None], set[ChildId | None]]:
        """Return the children whose own walk has questions, and those with an open one."""
        walk = self.walk
        outline = walk.sight.outline
        own = (spot for spot in walk.order if not outline.is_of_incident(walk.question(spot)))
        asked = {spot.subject.child for spot in own}
        open_ = (spot for spot in walk.order if not walk.sight.is_settled(spot))
        return asked, {spot.subject.child for spot in open_}

    def _review(self, child: ChildId) -> None:
        reply = self.asker.review(self.walk.review(child))
        match reply:
            case Pause():
                raise _Paused(reply)
            case Edit(spot):
                self._edit(spot)
            case Finish():
                self._take(self.walk.finish_check(child))
            case Back():
                self.trail = self.trail.back(self.walk.course)
            case _:
                self.reviewed.add(child)

    def _edit(self, spot: Spot) -> Reply:
        """Put one line of a review, or of another such screen, and come back to it."""
        self.trail = self.trail.to(spot)
        return self._put(spot, is_edit=True)

    def _conclude(self) -> Outcome | None:
        """Show the summary; return how it ended, or None when a line of it was put."""
        if self.walk.situation.state != UNFINISHED:
            return Outcome.FINISHED  # a correction that opened nothing
        summary = self.walk.summary()
        reply = self.asker.conclude(summary)
        match reply:
            case Pause():
                raise _Paused(reply)
            case Edit(spot):
                self.reviewed.discard(spot.subject.child or ChildId(""))
                self._announce(spot)
                self._edit(spot)
                return None
            case Finish() if summary.may_finish:
                self._take(self.walk.finish())
                return Outcome.FINISHED
            case _:
                self._take(self.walk.keep_unfinished())
                return Outcome.KEPT_UNFINISHED
