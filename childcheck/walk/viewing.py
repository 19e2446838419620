"""What a condition sees from where one person stands, and what is on the path.

A `Sight` looks at one situation through one checklist. It remembers what it has
worked out, so a new situation needs a new sight.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar, cast

from childcheck.checklist.ages import ADULT_AGE, DateAnswer, band_on, read_date_answer
from childcheck.checklist.answers import Answer, Given, LeftUnanswered
from childcheck.checklist.conditions import Condition, Look
from childcheck.checklist.definitions import (
    UNBORN,
    AnswerType,
    Checklist,
    GroupKind,
    Question,
    Scope,
)
from childcheck.checklist.evaluation import (
    Absent,
    EnquiryTold,
    Found,
    Known,
    Truth,
    View,
    evaluate,
)
from childcheck.identifiers import AdultId, ChildId, QuestionId
from childcheck.walk.memory import Memory
from childcheck.walk.outline import Outline
from childcheck.walk.situation import Held, Situation
from childcheck.walk.subjects import INCIDENT, Spot, Subject

T = TypeVar("T")


class Sight:
    """One situation seen through one checklist."""

    def __init__(
        self,
        checklist: Checklist,
        situation: Situation,
        *,
        outline: Outline | None = None,
    ) -> None:
        """Look at a situation.

        Args:
            outline: of the same checklist, where it was worked out already.
        """
        self.checklist = checklist
        self.situation = situation
        self.outline = outline if outline is not None else Outline(checklist)
        self._memory = Memory()

    def moved_to(
        self, situation: Situation, *, is_alike: bool = False, only_of: ChildId | None = None
    ) -> Sight:
        """Return a look at a later situation, which remembers what has not changed.

        Args:
            is_alike: nothing has changed on which a path or an effect hangs.
                (That an answer off the path was set aside is no such change,
                unless a question asks after itself.)
            only_of: nothing but an answer about this child has changed. It decides
                about no other child, unless the checklist looks across children.
        """
        if situation is self.situation:
            return self
        sight = Sight(self.checklist, situation, outline=self.outline)
        if self.has_circle:
            sight._memory.has_circle = True
        elif is_alike:
            sight._memory = self._memory
        elif only_of is not None and not self.outline.looks_across:
            sight._memory = self._memory.without(only_of)
        was, now = self.situation, situation
        if (was.adults, was.children, was.picked) == (now.adults, now.children, now.picked):
            sight._memory.take_lists(self._memory)
        return sight

    @property
    def has_circle(self) -> bool:
        """Whether a question was found to ask after itself, as a birth date after the band."""
        return self._memory.has_circle

    def from_(self, subject: Subject) -> View:
        """Return the view from where a subject stands."""
        return _SubjectView(self, subject)

    def holds(self, condition: Condition | None, subject: Subject) -> Truth:
        """Return whether a condition holds for a subject; no condition always holds."""
        if condition is None:
            return True
        return evaluate(condition, self.from_(subject), self.checklist.named)

    def path(self, spot: Spot) -> Truth:
        """Return whether a spot's question applies: true, false or unknown.

        A question of a child and an adult together applies only while the adult
        is on that child's list. What a question says decides nothing about
        itself: its condition is looked at as if it had no answer.
        """
        memory, child = self._memory, spot.subject.child
        known = memory.known(child)
        if spot in known:
            return cast(Truth, known[spot])
        if memory.is_looking_at(spot):
            return None
        return memory.once(child, spot, lambda: memory.looking_at(spot, lambda: self._path(spot)))

    def _path(self, spot: Spot) -> Truth:
        question = self.checklist.questions[spot.question]
        subject = spot.subject
        if question.is_pair and subject.adult is not None and not self._is_picked(question, spot):
            return False
        return self.holds(question.when, subject)

    def _is_picked(self, question: Question, spot: Spot) -> bool:
        adult, group = spot.subject.adult, question.group
        if adult is None or group is None or self.situation.adults[adult].is_withdrawn:
            return False
        naming = self.spot(self.checklist.questions[group.id], spot.subject)
        return adult in self.situation.picked.get(naming, ())

    def once(self, child: ChildId | None, key: Hashable, work: Callable[[], T]) -> T:
        """Return what `work` works out about a child, or the incident; it is worked out once."""
        return self._memory.once(child, key, work)

    def listing(self, key: Hashable, work: Callable[[], Iterable[Spot]]) -> tuple[Spot, ...]:
        """Return spots that hang on nothing but who is there; they are listed once."""
        return self._memory.listing(key, work)

    def is_on_path(self, spot: Spot) -> bool:
        """Return whether a question is put: in doubt, it is."""
        return self.path(spot) is not False

    def is_reopened(self, spot: Spot) -> bool:
        """Return whether a question waits to be asked again."""
        reopened = self.situation.reopened.get(spot)
        if reopened is None:
            return False
        held = self.situation.held.get(spot)
        return held is None or held.order < reopened

    def live(self, spot: Spot) -> Held | None:
        """Return what a spot holds now: on the path and not set aside."""
        held = self.situation.held.get(spot)
        if held is None or held.is_set_aside or self._memory.is_looking_at(spot):
            return None
        return held if self.is_on_path(spot) else None

    def is_settled(self, spot: Spot) -> bool:
        """Return whether nothing more is to be asked at a spot."""
        return self.live(spot) is not None and not self.is_reopened(spot)

    def is_present(self, subject: Subject) -> bool:
        """Return whether nobody of a subject was withdrawn."""
        child, adult = subject.child, subject.adult
        if child is not None and self.situation.children[child].is_withdrawn:
            return False
        return adult is None or not self.situation.adults[adult].is_withdrawn

    def spot(self, question: Question, subject: Subject) -> Spot:
        """Return where a question stands for a subject: its talk, or none."""
        return self.outline.spot(question, subject)

    # Facts

    def fact(self, name: str, subject: Subject) -> Held | None:
        """Return the latest live answer that is this fact of a subject.

        A question that was left tells nothing: what another one told before it
        stays known. Where nobody told it, the latest reason is returned.
        """
        return self.once(subject.child, ("fact", name, subject), lambda: self._fact(name, subject))

    def _fact(self, name: str, subject: Subject) -> Held | None:
        spots = (self.spot(question, subject) for question in self.outline.with_fact(name))
        held = [live for spot in spots if (live := self.live(spot)) is not None]
        return max(held, key=weight_as_fact, default=None)

    def fact_value(self, name: str, subject: Subject = INCIDENT) -> object:
        """Return the value of a fact, when it was answered."""
        held = self.fact(name, subject)
        return held.given.value if held and isinstance(held.given, Answer) else None

    def arrived_on(self) -> date:
        """Return the local date of arrival; until it is known, of opening.

        Source: design, section 5: age is whole years on that date.
        """
        return self.arrived_at().date()

    def arrived_at(self) -> datetime:
        """Return the moment of arrival; until it is known, of opening."""
        return self.once(None, "arrived_at", self._arrived_at)

    def _arrived_at(self) -> datetime:
        arrived = self.fact_value("incident.arrived_at")
        return datetime.fromisoformat(
            arrived if isinstance(arrived, str) else self.situation.opened_at
        )

    def born_on(self, child: ChildId) -> DateAnswer | None:
        """Return what is known of a child's date of birth."""
        value = self.fact_value("child.born_on", Subject(child))
        return read_date_answer(value) if isinstance(value, str) else None

    def age(self, child: ChildId) -> int | None:
        """Return a child's age in whole years on the day of arrival, when known."""
        born = self.born_on(child)
        return born.age_on(self.arrived_on()) if born else None

    def is_adult(self, child: ChildId) -> bool:
        """Return whether somebody on the roll is 18 or over on the day of arrival."""
        age = self.age(child)
        return age is not None and age >= ADULT_AGE

    def band(self, child: ChildId) -> str | None:
        """Return a child's age band; None while it cannot be told."""
        return self.once(child, "band", lambda: self._band(child))

    def _band(self, child: ChildId) -> str | None:
        if self.fact_value("child.whereabouts", Subject(child)) == UNBORN:
            return UNBORN
        born = self.born_on(child)
        if born is None:
            return None
        if self.is_adult(child) and self.checklist.bands:
            return self.checklist.bands[-1].id  # kept on the roll with a reason
        return band_on(born, self.arrived_on(), self.checklist.bands)

    def name_of_child(self, child: ChildId) -> str:
        """Return a child's name as it stands now, on the roll or put right since.

        A family name that was asked for by itself follows the given ones, unless
        they were written with it. Where the roll has both in the order in which
        the family writes them, that order stands.
        """
        person = self.situation.children[child]
        given = self.fact("child.name", Subject(child))
        named = given.given.value if given and isinstance(given.given, Answer) else None
        if given is not None and given.order < person.named_order:
            named = None  # put right on the roll since
        name = named if isinstance(named, str) else person.name
        family = self.fact_value("child.family_name", Subject(child))
        if not isinstance(named, str) or not isinstance(family, str):
            return name
        if name.split()[-1:] == family.split()[-1:]:
            return name
        if "".join(person.name.split()) == "".join((family + name).split()):
            return person.name
        return f"{name} {family}"

    def done_in_talk(self, fact: str, child: ChildId, talk: int) -> Held | None:
        """Return the answer that says this was done in one talk; None when none says so.

        Several choices together say so when each of them does.
        """
        for question in self.outline.with_fact(fact):
            held = self.live(self.spot(question, Subject(child, None, talk)))
            if held is not None and isinstance(held.given, Answer):
                chosen = [question.choice(one) for one in held.given.chosen]
                if chosen and all(one is not None and one.means for one in chosen):
                    return held
        return None

    def across(self, look: Look, subject: Subject) -> list[Subject]:
        """Return the other persons that a wrapper looks across from a subject."""
        situation = self.situation
        if look is Look.ANY_ADULT:
            # The child stays in hand, for what is recorded of the two together.
            adults = situation.living_adults()
            return [Subject(subject.child, adult, subject.talk) for adult in adults]
        children = situation.living_children()
        if look is Look.OTHER_CHILD:
            children = tuple(one for one in children if one != subject.child)
        return [Subject(child) for child in children]

    # What a condition finds

    def find(self, name: str, subject: Subject) -> Found:
        """Return what stands under a question's id, an enquiry's id or a fact."""
        key = ("find", name, subject)
        known = self._memory.known(subject.child)
        if key in known:
            return cast(Found, known[key])
        return self.once(subject.child, key, lambda: self._find(name, subject))

    def _find(self, name: str, subject: Subject) -> Found:
        if name == "child.band" and subject.child is not None:
            band = self.band(subject.child)
            return Absent.NOT_PUT if band is None else Known(band)
        if name == "child.age" and subject.child is not None:
            age = self.age(subject.child)
            return Absent.NOT_PUT if age is None else Known(age)
        question = self.checklist.questions.get(QuestionId(name))
        if question is not None:
            return self._standing(self.spot(question, subject))
        if QuestionId(name) in self.checklist.groups:
            return self._enquiry(QuestionId(name), subject)
        held = self.fact(name, subject)
        if held is not None:
            return held.given
        if name == "child.name" and subject.child is not None:
            return Known(self.name_of_child(subject.child))
        on_path = any(
            self.is_on_path(self.spot(one, subject)) for one in self.outline.with_fact(name)
        )
        return Absent.NOT_PUT if on_path else Absent.OFF_PATH

    def _standing(self, spot: Spot) -> Given | Absent:
        if not self.is_on_path(spot):
            return Absent.OFF_PATH
        held = self.live(spot)
        return held.given if held is not None else Absent.NOT_PUT

    def _enquiry(self, group: QuestionId, subject: Subject) -> Found:
        def standing(part: str) -> Given | Absent:
            question = self.checklist.questions[QuestionId(f"{group}.{part}")]
            return self._standing(self.spot(question, subject))

        state = standing("state")
        if not isinstance(state, Answer):
            return state
        if state.value != "done":
            return Absent.NOT_PUT
        results = standing("results")
        left_out: set[str] = set()
        spellings = standing("spellings")
        if isinstance(spellings, Answer) and spellings.value != "every":
            left_out.add("spellings")
        covered = standing("covered")
        if isinstance(covered, Answer):
            leaves = self.checklist.groups[group]
            covers = next((leaf.group.covers for leaf in leaves if leaf.group), ())
            wanted: set[str] = set()
            if Scope.ADULT in covers:
                wanted.update(self.situation.living_adults())
            if Scope.CHILD in covers:
                wanted.update(self.situation.living_children())
            if not wanted <= set(covered.chosen):
                left_out.add("people")
        if not isinstance(results, Answer):
            return results
        return EnquiryTold(results.chosen, frozenset(left_out))


@dataclass(frozen=True)
class _SubjectView:
    """The view of one subject; see `evaluation.View`."""

    sight: Sight
    subject: Subject

    def find(self, name: str) -> Found:
        return self.sight.find(name, self.subject)

    def with_basis(self) -> Iterator[str]:
        wanted = Scope.CHILD if self.subject.child else Scope.INCIDENT
        for question in self.sight.checklist.questions.values():
            fixed = any(choice.basis for choice in question.choices)
            if question.of is wanted and (question.basis or question.basis_each or fixed):
                yield question.id

    def roles_of(self, adult: str) -> frozenset[str]:
        value = self.sight.find("adult.role", Subject(adult=AdultId(adult)))
        return frozenset(value.chosen) if isinstance(value, Answer) else frozenset()

    def across(self, look: Look) -> Iterable[View]:
        return [self.sight.from_(one) for one in self.sight.across(look, self.subject)]


def weight_as_fact(held: Held) -> tuple[bool, int]:
    """Return what decides which of several questions tells a fact: any answer, then the latest."""
    return isinstance(held.given, Answer), held.order


def persons_for(sight: Sight, question: Question) -> tuple[str, ...]:
    """Return who may be picked for a question, in the order of naming."""
    situation = sight.situation
    if question.type is AnswerType.ROLL:
        return situation.living_children()
    if question.type is AnswerType.PEOPLE:
        return situation.living_adults()
    if question.type is AnswerType.PERSONS:
        persons: tuple[str, ...] = ()
        if Scope.ADULT in question.covers:
            persons += situation.living_adults()
        if Scope.CHILD in question.covers:
            persons += situation.living_children()
        return persons
    return ()


def is_of_people(question: Question) -> bool:
    """Return whether a question belongs to a list of people or a roll."""
    return question.group is not None and question.group.kind in (
        GroupKind.PEOPLE,
        GroupKind.ROLL,
    )


def is_gap(question: Question, held: Held) -> bool:
    """Return whether what a spot holds is a gap in the record.

    *Does not apply* takes the question off the path, and passing what is
    optional is no gap; the other reasons are.
    """
    given = held.given
    if not isinstance(given, LeftUnanswered) or given.reason.value == "does_not_apply":
        return False
    return not question.is_optional
