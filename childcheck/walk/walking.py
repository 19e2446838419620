"""The walk: a value that says what comes next, and what each reply records.

Every step gives a `Turn`: the walk as it then stands and the drafts to record,
in one transaction, before anything else is shown. A walk never changes itself.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from types import MappingProxyType
from typing import Any

from childcheck.checklist.ages import read_date_answer
from childcheck.checklist.answers import Answer, BasisGiven, Given
from childcheck.checklist.definitions import AnswerType, Checklist, Question, Scope, Stage
from childcheck.checklist.fitting import Fault, Setting, bases_needed, faults
from childcheck.identifiers import AdultId, ChildId, EntryId
from childcheck.record import happenings as past
from childcheck.walk.effects import forced
from childcheck.walk.order import is_in_stages, spots, spots_of_talk
from childcheck.walk.reviewing import (
    Review,
    Summary,
    child_spots,
    gap_lines,
    review_of,
    summarise,
)
from childcheck.walk.settling import Circumstances, Draft, Ledger, at, begin_talk, settle
from childcheck.walk.showing import Shown, show, status_line
from childcheck.walk.situation import (
    FINISHED,
    FINISHED_WITH_GAPS,
    UNFINISHED,
    Situation,
)
from childcheck.walk.subjects import INCIDENT, Spot, Subject
from childcheck.walk.viewing import Sight, is_of_people, persons_for
from childcheck.walk.wording import fill, placeholder_values


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
class OpenOffer:
    """An answer offers to name a `child` or an `adult`; `cause` is its entry."""

    kind: str
    cause: EntryId
    question: str


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
    def order(self) -> tuple[Spot, ...]:
        """The spots on the path, in the order in which the walk comes past them."""
        if self.talk is not None:
            child, talk = self.talk
            all_spots = spots_of_talk(self.sight, child, talk)
        else:
            all_spots = spots(self.sight)
        return tuple(
            spot
            for spot in all_spots
            if self.question(spot).type is not AnswerType.NOTE and self.sight.is_on_path(spot)
        )

    def question(self, spot: Spot) -> Question:
        """Return the question that stands at a spot."""
        return self.checklist.questions[spot.question]

    # Where to go

    def following(self) -> Spot | None:
        """Return the first spot at which something is still to be asked."""
        for spot in self.order:
            if spot not in self.not_reached and not self.sight.is_settled(spot):
                return spot
        return None

    def after(self, spot: Spot) -> Spot | None:
        """Return the spot after one just come past: the next, but not beyond the first open."""
        following = self.following()
        if spot not in self.order:
            return following
        place = self.order.index(spot) + 1
        frontier = self.order.index(following) if following is not None else len(self.order)
        return self.order[place] if place < min(frontier, len(self.order)) else following

    def before(self, spot: Spot) -> Spot | None:
        """Return the spot before one; None at the first."""
        place = self.order.index(spot) if spot in self.order else len(self.order)
        return self.order[place - 1] if place else None

    def stage(self, spot: Spot) -> Stage | None:
        """Return the stage a spot is put in; None when all stages go together."""
        return self.question(spot).stage if self.goes_in_stages else None

    @property
    def goes_in_stages(self) -> bool:
        """Whether the family is there and the walk goes door, leaving, desk."""
        return self.talk is None and is_in_stages(self.sight)

    def show(self, spot: Spot) -> Shown:
        """Return a spot's question as it is put now."""
        mine = [one for one in self.order if self._screen(one) == self._screen(spot)]
        screens = list(dict.fromkeys(self._group(one) for one in mine))
        group = self._group(spot)
        left = sum(
            1
            for one in mine
            if (held := self.sight.live(one)) is not None and not isinstance(held.given, Answer)
        )
        place = screens.index(group) + 1 if group in screens else 1
        return show(
            self.sight,
            spot,
            status_line(self.sight, spot, place, max(len(screens), 1), left),
            may_go_back=self.before(spot) is not None,
            needs_why=self.needs_why(spot),
        )

    def _screen(self, spot: Spot) -> tuple[Subject, Stage | None]:
        subject = spot.subject
        if self.question(spot).section and self._is_of_incident(spot):
            subject = INCIDENT
        return replace(subject, talk=0, adult=None), self.stage(spot)

    def _is_of_incident(self, spot: Spot) -> bool:
        section = self.checklist.section(self.question(spot).section)
        return section.for_each is not Scope.CHILD

    def _group(self, spot: Spot) -> tuple[str, Subject]:
        """Return what counts as one question of the status line: a list of people is one."""
        question = self.question(spot)
        if question.group is not None and is_of_people(question) and self._is_of_incident(spot):
            return question.group.id, INCIDENT
        return (question.group.id if question.group else spot.question), spot.subject

    def needs_why(self, spot: Spot) -> bool:
        """Return whether a change here is a correction, because the check was finished."""
        held = self.situation.held.get(spot)
        if held is None or held.is_set_aside or self.sight.is_reopened(spot):
            return False
        child = spot.subject.child
        state = self.situation.check_states[child] if child else self.situation.state
        return state != UNFINISHED or self.situation.state != UNFINISHED

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
        given = self._normal(spot, given)
        found = faults(self.question(spot), given, self._setting(spot, now))
        if found:
            return Turn(self, faults=found)
        if self.needs_why(spot) and not why_corrected.strip():
            return Turn(self, faults=(_NEEDS_WHY,))
        return self._take(spot, given, asked_at, why_corrected=why_corrected)

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
        shown = self.show(spot)
        if shown.held is None:
            return Turn(self, faults=(_NOTHING_TO_KEEP,))
        if self.sight.is_settled(spot):
            return Turn(self)
        given = self._normal(spot, shown.held.given.at(answered_at))
        if isinstance(given, Answer):
            wanted = bases_needed(self.question(spot), given.value)
            kept = {key: value for key, value in given.basis.items() if key in wanted}
            given = replace(given, basis=MappingProxyType({**kept, **basis}))
            given = self._normal(spot, given)
        found = faults(self.question(spot), given, self._setting(spot, now))
        if found:
            return Turn(self, faults=found)
        return self._take(spot, given, asked_at, kept_from=shown.held.entry or None)

    def _take(
        self,
        spot: Spot,
        given: Given,
        asked_at: datetime | None,
        *,
        kept_from: EntryId | None = None,
        why_corrected: str = "",
    ) -> Turn:
        def make(ledger: Ledger) -> EntryId:
            begin_talk(ledger, spot)
            question = self.question(spot)
            held = self.situation.held.get(spot)
            corrects = held.entry if held is not None and why_corrected else None
            common: dict[str, Any] = {
                **at(ledger, spot),
                "asked_at": _iso(asked_at),
                "answered_at": _iso(given.answered_at),
                "fact": question.fact,
                "enquiry": _enquiry(question),
                "in_roll": self._is_in_roll(question),
                "corrects": corrects,
                "why_corrected": why_corrected,
            }
            if isinstance(given, Answer):
                return ledger.add(
                    past.AnswerGiven(
                        value=given.value,
                        texts=dict(given.texts),
                        basis={
                            key: [_plain_basis(one) for one in bases]
                            for key, bases in given.basis.items()
                        },
                        kept_from=kept_from,
                        **common,
                    )
                )
            return ledger.add(
                past.QuestionLeft(reason=given.reason.value, text=given.text, **common)
            )

        return self._turn(make)

    def _is_in_roll(self, question: Question) -> bool:
        """Return whether a question is asked of a child while the roll is taken."""
        section = self.checklist.section(question.section)
        return question.of is Scope.CHILD and section.for_each is not Scope.CHILD

    # People

    def name(
        self,
        spot: Spot,
        name: str,
        *,
        now: datetime,
        offer: EntryId | None = None,
        is_late: bool = False,
    ) -> Turn:
        """Name one more person at a people or roll question."""
        question = self.question(spot)
        is_roll = question.type is AnswerType.ROLL
        people = self.situation.children if is_roll else self.situation.adults
        found = _name_faults(name, [one.name for one in people.values() if not one.is_withdrawn])
        if found:
            return Turn(self, faults=found)

        def make(ledger: Ledger) -> EntryId:
            new = self.circumstances.new_identifier()
            if not is_roll:
                made = ledger.add(
                    past.AdultNamed(
                        name=name,
                        offer=offer,
                        **{**at(ledger, spot), "adult": AdultId(new)},
                    )
                )
                self._list_again(ledger, now)
                return made
            late = is_late or spot in self.situation.held
            made = ledger.add(
                past.ChildNamed(
                    name=name,
                    child=ChildId(new),
                    question=spot.question,
                    roll_number=len(self.situation.children) + 1,
                    found_late_at=_iso(now) if late else None,
                    offer=offer,
                )
            )
            self._list_again(ledger, now)
            return made

        return self._turn(make)

    def found_late(self, name: str, *, now: datetime, offer: EntryId | None = None) -> Turn:
        """Put a child who came to light onto the roll, with the time of discovery."""
        spot = self.roll_spot()
        is_late = spot in self.situation.held
        return self.name(spot, name, now=now, offer=offer, is_late=is_late)

    def roll_spot(self) -> Spot:
        """Return the spot of the roll."""
        roll = next(q for q in self.checklist.questions.values() if q.type is AnswerType.ROLL)
        return Spot(INCIDENT, roll.id)

    def adults_spot(self) -> Spot | None:
        """Return the spot of the list of adults, where the checklist has one."""
        for question in self.checklist.questions.values():
            if question.type is AnswerType.PEOPLE and question.of is Scope.INCIDENT:
                return Spot(INCIDENT, question.id)
        return None

    def name_adult(self, name: str, *, now: datetime, offer: EntryId | None = None) -> Turn:
        """Name an adult whom an answer brought up."""
        spot = self.adults_spot()
        assert spot is not None
        return self.name(spot, name, now=now, offer=offer)

    def pick(self, spot: Spot, adult: AdultId) -> Turn:
        """Take an adult who was already named into a child's list."""
        if adult in self.situation.picked.get(spot, ()):
            return Turn(self)
        return self._turn(
            lambda ledger: ledger.add(past.PersonPicked(**{**at(ledger, spot), "adult": adult}))
        )

    def unpick(self, spot: Spot, adult: AdultId) -> Turn:
        """Take an adult out of a child's list; the adult stays on the record."""
        return self._turn(
            lambda ledger: ledger.add(past.PersonUnpicked(**{**at(ledger, spot), "adult": adult}))
        )

    def rename(self, person: AdultId | ChildId, name: str) -> Turn:
        """Put a name right; the old one stays in the log."""
        is_child = person in self.situation.children
        people = self.situation.children if is_child else self.situation.adults
        others = [p.name for one, p in people.items() if one != person and not p.is_withdrawn]
        found = _name_faults(name, others)
        if found:
            return Turn(self, faults=found)

        def make(ledger: Ledger) -> EntryId:
            if is_child:
                return ledger.add(past.ChildRenamed(child=ChildId(person), name=name))
            return ledger.add(past.AdultRenamed(adult=AdultId(person), name=name))

        return self._turn(make)

    def withdraw(self, person: AdultId | ChildId, why: str, *, now: datetime | None) -> Turn:
        """Withdraw a person, with a line why; nothing about the person is removed."""
        if not why.strip():
            return Turn(self, faults=(_WITHDRAWAL_NEEDS_WHY,))

        def make(ledger: Ledger) -> EntryId:
            if person in self.situation.children:
                made = ledger.add(past.ChildWithdrawn(child=ChildId(person), why=why))
            else:
                made = ledger.add(past.AdultWithdrawn(adult=AdultId(person), why=why))
            self._list_again(ledger, now)
            return made

        return self._turn(make)

    def list_done(self, spot: Spot, *, asked_at: datetime | None, now: datetime | None) -> Turn:
        """Call a list of people complete."""
        question = self.question(spot)
        listed = self._listed(self.sight, spot)
        if not listed and question.type is AnswerType.ROLL:
            return Turn(self, faults=(_EMPTY_ROLL,))
        if not listed:
            return Turn(self, faults=(_EMPTY_LIST,))
        return self._take(spot, Answer(list(listed), answered_at=now), asked_at)

    def _list_again(self, ledger: Ledger, now: datetime | None) -> None:
        """Bring a list that was called complete up to who is on it now."""
        for spot in (self.roll_spot(), self.adults_spot()):
            held = ledger.situation.held.get(spot) if spot is not None else None
            if spot is None or held is None or not isinstance(held.given, Answer):
                continue
            listed = list(self._listed(ledger.sight(), spot))
            if held.given.value != listed:
                ledger.add(
                    past.AnswerGiven(
                        question=spot.question,
                        answered_at=_iso(now),
                        fact=self.question(spot).fact,
                        value=[*listed],
                    )
                )

    def _listed(self, sight: Sight, spot: Spot) -> tuple[str, ...]:
        if spot.subject.child is not None:
            adults = sight.situation.living_adults()
            return tuple(one for one in sight.situation.picked.get(spot, ()) if one in adults)
        return persons_for(sight, self.question(spot))

    def keep_on_roll(self, child: ChildId, why: str) -> Turn:
        """Keep somebody of 18 or over on the roll, with a reason."""
        if not why.strip():
            return Turn(self, faults=(_KEEPING_NEEDS_WHY,))
        return self._turn(lambda ledger: ledger.add(past.ChildKept(child=child, why=why)))

    def list_as_adult(self, child: ChildId, *, why: str, now: datetime) -> Turn:
        """Withdraw somebody of 18 or over from the roll and list the person as an adult."""

        def make(ledger: Ledger) -> EntryId:
            name = self.sight.name_of_child(child)
            ledger.add(past.ChildWithdrawn(child=child, why=why))
            spot = self.adults_spot()
            where: dict[str, Any] = at(ledger, spot) if spot is not None else {}
            new = AdultId(self.circumstances.new_identifier())
            made = ledger.add(past.AdultNamed(name=name, **{**where, "adult": new}))
            self._list_again(ledger, now)
            return made

        return self._turn(make)

    def come_of_age(self) -> ChildId | None:
        """Return somebody on the roll who is 18 or over, when nothing was decided yet."""
        for child in self.situation.living_children():
            if not self.situation.children[child].is_kept and self.sight.is_adult(child):
                return child
        return None

    def offer(self) -> OpenOffer | None:
        """Return the first offer to name somebody that was neither taken nor declined."""
        for one in forced(self.sight):
            for kind, holds in (
                ("child", one.effects.offer_child),
                ("adult", one.effects.offer_adult),
            ):
                if holds and one.is_certain and one.cause not in self.situation.offers_met:
                    asked = self.checklist.questions[one.question].ask if one.question else ""
                    values = placeholder_values(self.sight, one.subject)
                    return OpenOffer(kind, one.cause, fill(asked, values))
        return None

    def decline(self, offer: OpenOffer, why: str) -> Turn:
        """Record that an offer to name somebody was not taken, and why."""
        return self._turn(
            lambda ledger: ledger.add(
                past.OfferDeclined(offered=offer.kind, offer=offer.cause, why=why)
            )
        )

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
        """The last question of the leaving screen was passed: the door closed."""
        return self._turn(lambda ledger: ledger.add(past.FamilyLeft(left_at=_iso(now))))

    def review(self, child: ChildId | None) -> Review:
        """Return the numbered review of a child, or of the incident's own part."""
        return review_of(self.sight, child)

    def summary(self) -> Summary:
        """Return how the incident stands across its children."""
        return summarise(self.sight)

    def finish_check(self, child: ChildId) -> Turn:
        """Call a child's check finished.

        Raises:
            ValueError: something is still to be asked.
        """
        if self.review(child).open_spots:
            raise ValueError("a check with open questions cannot be finished")
        gaps = len(gap_lines(self.sight, child_spots(self.sight, child)))
        state = FINISHED_WITH_GAPS if gaps else FINISHED
        return self._turn(
            lambda ledger: ledger.add(past.CheckFinished(child=child, state=state, gaps=gaps))
        )

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
        state = FINISHED_WITH_GAPS if summary.gap_count else FINISHED
        last = walk._turn(
            lambda ledger: ledger.add(past.IncidentFinished(state=state, gaps=summary.gap_count))
        )
        return Turn(last.walk, (*drafts, *last.drafts))

    def keep_unfinished(self) -> Turn:
        """Keep the incident as it is, with what was not reached counted."""
        not_reached = self.summary().not_reached
        return self._turn(lambda ledger: ledger.add(past.IncidentKept(not_reached=not_reached)))

    def skip(self, spot: Spot) -> Walk:
        """Return the walk that goes past a spot for which a file has nothing."""
        return replace(self, not_reached=self.not_reached | {spot})

    # How a turn is made

    def _turn(self, make: Callable[[Ledger], EntryId]) -> Turn:
        ledger = Ledger(self.checklist, self.circumstances, self.situation, [])
        cause = make(ledger)
        settle(ledger, cause)
        self._reopen_checks(ledger, cause)
        walk = replace(self, situation=ledger.situation)
        return Turn(walk, tuple(ledger.drafts))

    def _reopen_checks(self, ledger: Ledger, cause: EntryId) -> None:
        """A finished check in which something is to be asked again is unfinished again."""
        finished = [
            child
            for child in ledger.situation.living_children()
            if ledger.situation.check_states[child] != UNFINISHED
        ]
        if not finished and ledger.situation.state == UNFINISHED:
            return
        sight = ledger.sight()
        reopened = [
            child
            for child in finished
            if any(not sight.is_settled(spot) for spot in child_spots(sight, child))
        ]
        for child in reopened:
            ledger.add(past.CheckReopened(child=child, cause=cause))
        if ledger.situation.state != UNFINISHED and not summarise(ledger.sight()).may_finish:
            ledger.add(past.IncidentReopened(cause=cause))

    def _setting(self, spot: Spot, now: datetime) -> Setting:
        today: date = now.astimezone(self.circumstances.zone).date()
        persons: Collection[str] = persons_for(self.sight, self.question(spot))
        return Setting(self.checklist, persons, self.situation.living_adults(), today)

    def _normal(self, spot: Spot, given: Given) -> Given:
        """Bring an answer into its one form: order of choices, dates, fixed bases."""
        if not isinstance(given, Answer):
            return given
        question = self.question(spot)
        value = given.value
        if question.type is AnswerType.CHOICES and isinstance(value, list):
            places = {choice.id: place for place, choice in enumerate(question.choices)}
            if all(isinstance(one, str) and one in places for one in value):
                value = sorted(value, key=lambda one: places[one])  # type: ignore[index]
        if question.type is AnswerType.DATE and isinstance(value, str):
            read = read_date_answer(value)
            value = read.as_text() if read is not None else value
        basis = dict(given.basis)
        for choice in question.choices:
            if choice.basis is not None and choice.id in Answer(value).chosen:
                key = choice.id if question.type is AnswerType.CHOICES else ""
                basis[key] = (BasisGiven(choice.basis),)
        return replace(given, value=value, basis=MappingProxyType(basis))


def _plain_basis(given: BasisGiven) -> dict[str, past.Plain]:
    plain: dict[str, past.Plain] = {"basis": given.basis.value}
    if given.adults:
        plain["adults"] = list(given.adults)
    return plain


def _enquiry(question: Question) -> str:
    group = question.group
    return group.id if group is not None and group.kind.value == "enquiry" else ""


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds") if moment is not None else None


def _name_faults(name: str, others: Collection[str]) -> tuple[Fault, ...]:
    if not name.strip():
        return (Fault("empty", "A name is needed.", "Write a name, or a description."),)
    if " ".join(name.split()).casefold() in {" ".join(one.split()).casefold() for one in others}:
        return (
            Fault(
                "named-twice",
                "Somebody of this name is on the list already.",
                "If there are two, write how they can be told apart after the name; "
                "if it is the same person, one line is enough.",
            ),
        )
    return ()


_NEEDS_WHY = Fault(
    "correction-needs-reason",
    "The check was finished: a change is a correction, and needs a reason.",
    "Write a line why it is corrected.",
    "why",
)
_NOTHING_TO_KEEP = Fault("nothing-to-keep", "There is no answer to keep.", "Give an answer.")
_WITHDRAWAL_NEEDS_WHY = Fault(
    "withdrawal-needs-reason",
    "Nobody is taken off a list without a reason.",
    "Write a line why: the line and the reason stay in the log.",
    "why",
)
_KEEPING_NEEDS_WHY = Fault(
    "keeping-needs-reason",
    "Somebody of 18 or over stays on the roll only with a reason.",
    "Write a line why.",
    "why",
)
_EMPTY_ROLL = Fault(
    "empty-roll",
    "There is nobody on the roll.",
    "Name every child, here or not; if there is no child at all, leave the question with a reason.",
)
_EMPTY_LIST = Fault(
    "empty-list",
    "There is nobody on the list.",
    "Name somebody, or leave the question with a reason.",
)
