"""The walk: a value that says what comes next, and what each reply records.

Every step gives a `Turn`: the walk as it then stands and the drafts to record,
in one transaction, before anything else is shown. A walk never changes itself.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from types import MappingProxyType

from childcheck.checklist.answers import Answer, BasisGiven, Given, LeftUnanswered
from childcheck.checklist.definitions import (
    AnswerType,
    Checklist,
    Question,
    Reason,
    Stage,
)
from childcheck.checklist.fitting import Fault, faults
from childcheck.identifiers import AdultId, ChildId, EntryId
from childcheck.record import happenings as past
from childcheck.walk import people
from childcheck.walk.answering import kept, normal, setting, taking
from childcheck.walk.at_once import AtOnce, Said
from childcheck.walk.course import Course
from childcheck.walk.door import Leaving, leaving_of
from childcheck.walk.finishing import finish_again, state_with
from childcheck.walk.ledger import Circumstances, Draft, Ledger, iso
from childcheck.walk.offers import OpenOffer, open_offers
from childcheck.walk.people import Step
from childcheck.walk.reviewing import (
    Line,
    Review,
    Summary,
    child_spots,
    gap_count,
    lines_of,
    review_of,
    summarise,
)
from childcheck.walk.settling import settle
from childcheck.walk.showing import Shown, show, status_line
from childcheck.walk.situation import UNFINISHED, Situation
from childcheck.walk.subjects import Spot
from childcheck.walk.viewing import Sight, persons_for


@dataclass(frozen=True)
class Turn:
    """What a reply led to: the walk after it, and what must be recorded.

    With `faults` nothing is recorded and the walk is as it was. `reminders` are
    the texts that are to be shown now.
    """

    walk: Walk
    drafts: tuple[Draft, ...] = ()
    faults: tuple[Fault, ...] = ()

    @property
    def reminders(self) -> tuple[str, ...]:
        """The reminders that this turn brings up."""
        return tuple(
            draft.happening.text
            for draft in self.drafts
            if isinstance(draft.happening, past.ReminderShown)
        )


@dataclass(frozen=True)
class Walk:
    """The course of one incident's checks, question by question.

    `talk` limits the walk to one further talk with a child. `not_reached` holds
    the spots for which an incident file has nothing.
    """

    checklist: Checklist
    situation: Situation
    circumstances: Circumstances
    talk: tuple[ChildId, int] | None = None
    not_reached: frozenset[Spot] = frozenset()

    @cached_property
    def sight(self) -> Sight:
        """A look at the situation as it stands."""
        return Sight(self.checklist, self.situation)

    @cached_property
    def course(self) -> Course:
        """What the walk comes past, in order, and where it stands."""
        return Course(self.sight, self.talk, self.not_reached)

    def question(self, spot: Spot) -> Question:
        """Return the question that stands at a spot."""
        return self.checklist.questions[spot.question]

    # Where to go

    @property
    def order(self) -> tuple[Spot, ...]:
        """The spots on the path, in the order in which the walk comes past them."""
        return self.course.order

    def following(self) -> Spot | None:
        """Return the first spot at which something is still to be asked."""
        return self.course.following

    def before(self, spot: Spot) -> Spot | None:
        """Return the spot before one; None at the first."""
        return self.course.before(spot)

    def rest_of_group(self, spot: Spot) -> tuple[Spot, ...]:
        """Return what is asked after a spot in the same group, about the same person."""
        group = self.question(spot).group
        mine = [
            one
            for one in self.order
            if one.subject == spot.subject and self.question(one).group == group
        ]
        return tuple(mine[mine.index(spot) + 1 :]) if group is not None and spot in mine else ()

    def stage(self, spot: Spot) -> Stage | None:
        """Return the stage a spot is put in; None when all stages go together."""
        return self.course.stage(spot)

    @property
    def goes_in_stages(self) -> bool:
        """Whether the family is there and the walk goes door, leaving, desk."""
        return self.course.goes_in_stages

    def show(self, spot: Spot) -> Shown:
        """Return a spot's question as it is put now."""
        return show(
            self.sight,
            spot,
            status_line(self.sight, spot, *self.course.standing(spot)),
            may_go_back=self.before(spot) is not None,
            needs_why=self.needs_why(spot),
            may_close_door=self.is_door_open,
            passed_with=self.course.optional_from(spot)[1:],
        )

    @property
    def is_door_open(self) -> bool:
        """Whether the family is there: the door has not closed yet."""
        return self.goes_in_stages and not self.situation.has_family_left

    def leaving(self) -> Leaving:
        """Return what stands for all children before the door closes."""
        at_desk = Stage.DESK
        still_open = [spot for spot in self.order if not self.sight.is_settled(spot)]
        return leaving_of(self.sight, [one for one in still_open if self.stage(one) != at_desk])

    def needs_why(self, spot: Spot) -> bool:
        """Return whether a change here is a correction, because the check was finished.

        Not in a further talk of which something is still to be asked: that one is being
        recorded, and nobody has finished it.
        """
        at = (spot.subject.child, spot.subject.talk)
        if self.talk is not None and at == self.talk and self.following() is not None:
            return False
        held = self.situation.held.get(spot)
        if held is None or held.is_set_aside or self.sight.is_reopened(spot):
            return False
        return self.situation.is_finished(spot.subject.child)

    # What a reply records

    def answer(
        self,
        spot: Spot,
        given: Given,
        *,
        asked_at: datetime | None,
        now: datetime,
        why_corrected: str = "",
    ) -> Turn:
        """Record an answer, or a reason for none."""
        if isinstance(given, Answer) and self._is_list(spot):
            return self.list_done(spot, asked_at=asked_at, now=given.answered_at)
        given = self._normal(spot, given)
        found = self._faults(spot, given, now)
        if not found and self.needs_why(spot) and not why_corrected.strip():
            found = (_NEEDS_WHY,)
        made = taking(self.sight, spot, given, asked_at, why_corrected=why_corrected)
        return self._turn(found or made)

    def _normal(self, spot: Spot, given: Given) -> Given:
        question = self.question(spot)
        persons = persons_for(self.sight, question)
        return normal(question, given, persons, self.situation.living_adults())

    def keep(
        self,
        spot: Spot,
        *,
        asked_at: datetime | None,
        answered_at: datetime | None,
        now: datetime,
        basis: Mapping[str, tuple[BasisGiven, ...]] = MappingProxyType({}),
    ) -> Turn:
        """Keep what is shown: an answer that stands is left alone, a fact becomes the answer."""
        shown, question = self.show(spot), self.question(spot)
        if shown.held is None:
            return Turn(self, faults=(_NOTHING_TO_KEEP,))
        if self.sight.is_settled(spot):
            return Turn(self)
        given = self._normal(spot, kept(question, shown.held, answered_at, basis))
        if isinstance(given, Answer) and self._is_list(spot):
            given = replace(given, value=[*people.listed(self.sight, spot)])
            found = people.faults_of_list(self.sight, spot)
        else:
            found = self._faults(spot, given, now)
        kept_from = shown.held.entry or None
        return self._turn(found or taking(self.sight, spot, given, asked_at, kept_from=kept_from))

    def pass_on(self, spot: Spot, *, asked_at: datetime | None, now: datetime | None) -> Turn:
        """Pass an optional question and those that stand beside it: each is left as not asked."""
        passed = self.course.optional_from(spot)
        if not passed:
            return Turn(self, faults=(_NOT_OPTIONAL,))
        left = LeftUnanswered(Reason.NOT_ASKED, answered_at=now)
        steps = [taking(self.sight, one, left, asked_at) for one in passed]

        def make(ledger: Ledger) -> EntryId:
            return [step(ledger) for step in steps][-1]

        return self._turn(make)

    def say_at_once(
        self,
        spot: Spot,
        told: AtOnce,
        *,
        asked_at: datetime | None,
        answered_at: datetime | None,
    ) -> Turn:
        """Record answers that one key gives at once, each with its own entry.

        What does not apply after those before it, or stands already, is passed over.
        """
        if told not in self.show(spot).at_once:
            return Turn(self, faults=(_NOT_OFFERED,))
        walk = self
        drafts: list[Draft] = []
        for one in told.said:
            turn = walk._say(one, asked_at, answered_at)
            if turn.faults:
                return Turn(self, faults=turn.faults)
            walk = turn.walk
            drafts.extend(turn.drafts)
        return Turn(walk, tuple(drafts))

    def _say(self, one: Said, asked_at: datetime | None, answered_at: datetime | None) -> Turn:
        if one.adult is not None:
            return self.pick(one.spot, one.adult, now=answered_at)
        if one.answer is None:
            return self.list_done(
                one.spot, asked_at=asked_at, now=answered_at, kept_from=one.kept_from
            )
        if self.sight.is_settled(one.spot) or not self.sight.is_on_path(one.spot):
            return Turn(self)
        given = self._normal(one.spot, one.answer.at(answered_at))
        return self._turn(taking(self.sight, one.spot, given, asked_at, kept_from=one.kept_from))

    def _is_list(self, spot: Spot) -> bool:
        return self.question(spot).type in (AnswerType.PEOPLE, AnswerType.ROLL)

    def _faults(self, spot: Spot, given: Given, now: datetime) -> tuple[Fault, ...]:
        question = self.question(spot)
        return faults(question, given, setting(self.sight, question, self.circumstances, now))

    # People

    def name(
        self,
        spot: Spot,
        name: str,
        *,
        now: datetime,
        offer: EntryId | None = None,
        is_late: bool = False,
        why: str = "",
    ) -> Turn:
        """Name one more person at a people or roll question.

        A child named after the roll was called complete was found late.
        """
        if self.needs_why(spot) and not why.strip():
            return Turn(self, faults=(_NEEDS_WHY,))
        new = self.circumstances.new_identifier()
        late = is_late or spot in self.situation.held
        return self._turn(
            people.naming(self.sight, spot, name, new, now=now, offer=offer, is_late=late, why=why)
        )

    def found_late(self, name: str, *, now: datetime, offer: EntryId | None = None) -> Turn:
        """Put a child who came to light onto the roll, with the time of discovery."""
        return self.name(self.roll_spot(), name, now=now, offer=offer, why="found late")

    def roll_spot(self) -> Spot:
        """Return the spot of the roll."""
        spot = people.roll_spot(self.sight)
        assert spot is not None, "where there are children there is a roll"
        return spot

    def adults_spot(self) -> Spot | None:
        """Return the spot of the list of adults, where the checklist has one."""
        return people.adults_spot(self.sight)

    def name_adult(self, name: str, *, now: datetime, offer: EntryId | None = None) -> Turn:
        """Name an adult whom an answer brought up."""
        new = self.circumstances.new_identifier()
        return self._turn(
            people.naming(self.sight, self.adults_spot(), name, new, now=now, offer=offer)
        )

    def pick(
        self, spot: Spot, adult: AdultId, *, why: str = "", now: datetime | None = None
    ) -> Turn:
        """Take an adult who was already named into a child's list."""
        if adult in self.situation.picked.get(spot, ()):
            return Turn(self)
        if self.needs_why(spot) and not why.strip():
            return Turn(self, faults=(_NEEDS_WHY,))
        return self._turn(people.picking(spot, adult, why, now))

    def unpick(
        self, spot: Spot, adult: AdultId, *, why: str = "", now: datetime | None = None
    ) -> Turn:
        """Take an adult out of a child's list; the adult stays on the record."""
        if adult not in self.situation.picked.get(spot, ()):
            return Turn(self)
        if self.needs_why(spot) and not why.strip():
            return Turn(self, faults=(_NEEDS_WHY,))
        return self._turn(people.unpicking(spot, adult, why, now))

    def rename(
        self, person: AdultId | ChildId, name: str, *, at: Spot | None = None, why: str = ""
    ) -> Turn:
        """Put a name right; the old one stays in the log.

        Args:
            at: the list at which this is done.
            why: the reason, where a change of that list is a correction.
        """
        if at is not None and self.needs_why(at) and not why.strip():
            return Turn(self, faults=(_NEEDS_WHY,))
        return self._turn(people.renaming(self.sight, person, name, why))

    def withdraw(self, person: AdultId | ChildId, why: str, *, now: datetime | None) -> Turn:
        """Withdraw a person, with a line why; nothing about the person is removed."""
        return self._turn(people.withdrawing(self.sight, person, why, now=now))

    def list_done(
        self,
        spot: Spot,
        *,
        asked_at: datetime | None,
        now: datetime | None,
        kept_from: EntryId | None = None,
    ) -> Turn:
        """Call a list of people complete; one that stands complete is left alone."""
        value = [*people.listed(self.sight, spot)]
        live = self.sight.live(spot)
        if live is not None and self.sight.is_settled(spot) and isinstance(live.given, Answer):
            if live.given.value == value:
                return Turn(self)
        given = Answer(list(value), answered_at=now)
        found = people.faults_of_list(self.sight, spot)
        return self._turn(found or taking(self.sight, spot, given, asked_at, kept_from=kept_from))

    def keep_on_roll(self, child: ChildId, why: str) -> Turn:
        """Keep somebody of 18 or over on the roll, with a reason."""
        return self._turn(people.keeping_on_roll(child, why))

    def list_as_adult(self, child: ChildId, *, why: str, now: datetime) -> Turn:
        """Withdraw somebody of 18 or over from the roll and list the person as an adult."""
        new = self.circumstances.new_identifier()
        return self._turn(people.listing_as_adult(self.sight, child, new, why=why, now=now))

    def come_of_age(self, left_open: Collection[str] = ()) -> ChildId | None:
        """Return somebody on the roll who is 18 or over, when nothing was decided yet.

        Args:
            left_open: those about whom nobody wants to decide now.
        """
        for child in self.situation.living_children():
            is_kept = self.situation.children[child].is_kept
            if not is_kept and child not in left_open and self.sight.is_adult(child):
                return child
        return None

    def offer(self, left_open: Collection[OpenOffer] = ()) -> OpenOffer | None:
        """Return the first offer to name somebody that was neither taken nor declined.

        Args:
            left_open: those that nobody wants to take or decline now.
        """
        return next((one for one in self.offers() if one not in left_open), None)

    def offers(self) -> Iterator[OpenOffer]:
        """Yield the offers to name somebody that were neither taken nor declined."""
        return open_offers(self.sight)

    def decline(self, offer: OpenOffer, why: str) -> Turn:
        """Record that an offer to name somebody was not taken, and why."""
        if not why.strip():
            return Turn(self, faults=(_DECLINING_NEEDS_WHY,))
        return self._meet(offer, why, None)

    def is_on_list(self, offer: OpenOffer, adult: AdultId) -> Turn:
        """Record that an offer means somebody who is on the list of adults already."""
        return self._meet(offer, "on the list already", adult)

    def _meet(self, offer: OpenOffer, why: str, adult: AdultId | None) -> Turn:
        met = past.OfferDeclined(offered=offer.kind, offer=offer.cause, why=why, adult=adult)
        return self._turn(lambda ledger: ledger.add(met))

    # The course

    def pause(self, how: str) -> Turn:
        """Stop for now."""
        return self._turn(lambda ledger: ledger.add(past.WalkPaused(how=how)))

    def resume(self, *, is_with_family: bool) -> Turn:
        """Go on; without the family the rest is asked in file order."""
        return self._turn(
            lambda ledger: ledger.add(past.WalkResumed(is_with_family=is_with_family))
        )

    def family_left(self, now: datetime | None) -> Turn:
        """The officer said that the door closes."""
        return self._turn(lambda ledger: ledger.add(past.FamilyLeft(left_at=iso(now))))

    def review(self, child: ChildId | None) -> Review:
        """Return the numbered review of a child, or of the incident's own part."""
        return review_of(self.sight, child)

    def lines(self, child: ChildId | None) -> tuple[Line, ...]:
        """Return every line that can be put right: of a child with all talks, or the incident's."""
        return lines_of(self.sight, child)

    def summary(self) -> Summary:
        """Return how the incident stands across its children."""
        return summarise(self.sight)

    def finish_check(self, child: ChildId) -> Turn:
        """Call a child's check finished.

        Raises:
            ValueError: something is still to be asked.
        """
        on_path = child_spots(self.sight, child)
        if not all(self.sight.is_settled(spot) for spot in on_path):
            raise ValueError("a check with open questions cannot be finished")
        gaps = gap_count(self.sight, on_path)
        done = past.CheckFinished(child=child, state=state_with(gaps), gaps=gaps)
        return self._turn(lambda ledger: ledger.add(done))

    def finish(self) -> Turn:
        """Call the incident finished, and every check that is not yet.

        Raises:
            ValueError: something is still to be asked.
        """
        summary = self.summary()
        if not summary.may_finish:
            raise ValueError("an incident with open questions cannot be finished")
        walk = self
        drafts: list[Draft] = []
        for child in self.situation.living_children():
            if self.situation.check_states[child] == UNFINISHED:
                turn = walk.finish_check(child)
                walk = turn.walk
                drafts.extend(turn.drafts)
        gaps = summary.gap_count
        done = past.IncidentFinished(state=state_with(gaps), gaps=gaps)
        last = walk._turn(lambda ledger: ledger.add(done))
        return Turn(last.walk, (*drafts, *last.drafts))

    def keep_unfinished(self) -> Turn:
        """Keep the incident as it is, with what was not reached counted."""
        not_reached = self.summary().not_reached
        return self._turn(lambda ledger: ledger.add(past.IncidentKept(not_reached=not_reached)))

    def skip(self, spot: Spot) -> Walk:
        """Return the walk that goes past a spot for which a file has nothing."""
        walk = replace(self, not_reached=self.not_reached | {spot})
        return walk._knowing(self.sight)

    def leaving_the_rest(self) -> Walk:
        """Return the walk that passes over everything that is still to be asked now."""
        still_open = (spot for spot in self.order if not self.sight.is_settled(spot))
        return replace(self, not_reached=self.not_reached | frozenset(still_open))

    # How a turn is made

    def _turn(self, step: Step) -> Turn:
        """Take a step: why it cannot be taken, or what it records and all that follows."""
        if isinstance(step, tuple):
            return Turn(self, faults=step)
        ledger = Ledger(self.sight, self.circumstances)
        cause = step(ledger)
        settle(ledger, cause)
        finish_again(ledger, cause)
        walk = replace(self, situation=ledger.situation)
        return Turn(walk._knowing(ledger.sight()), tuple(ledger.drafts))

    def _knowing(self, sight: Sight) -> Walk:
        """Take a look that was had already, so that nothing is worked out twice."""
        self.__dict__["sight"] = sight
        return self


_NEEDS_WHY = Fault(
    "correction-needs-reason",
    "The check was finished: a change is a correction, and needs a reason.",
    "Write a line why it is corrected.",
    "why",
)
_NOT_OPTIONAL = Fault(
    "not-optional",
    "Only an optional question that is still open is passed without a word.",
    "Answer it, or leave it with a reason.",
)
_NOTHING_TO_KEEP = Fault("nothing-to-keep", "There is no answer to keep.", "Give an answer.")
_NOT_OFFERED = Fault(
    "not-offered-now", "That was not offered here.", "Answer the question by itself."
)
_DECLINING_NEEDS_WHY = Fault(
    "declining-needs-reason",
    "Nobody is left unnamed without a reason.",
    "Write a line why nobody is added.",
    "why",
)
