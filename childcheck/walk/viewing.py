"""What a condition sees from where one person stands, and what is on the path.

A `Sight` looks at one situation through one checklist. It remembers what it has
worked out, so a new situation needs a new sight.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

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
from childcheck.walk.situation import Held, Situation
from childcheck.walk.subjects import INCIDENT, Spot, Subject


@dataclass
class Sight:
    """One situation seen through one checklist."""

    checklist: Checklist
    situation: Situation
    _paths: dict[Spot, Truth] = field(default_factory=dict)
    _looking: set[Spot] = field(default_factory=set)
    _by_fact: Mapping[str, tuple[Question, ...]] = field(init=False)

    def __post_init__(self) -> None:
        by_fact: dict[str, list[Question]] = {}
        for question in self.checklist.questions.values():
            if question.fact:
                by_fact.setdefault(question.fact, []).append(question)
        self._by_fact = {fact: tuple(found) for fact, found in by_fact.items()}

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

        A question that is to be asked again applies, whatever its condition says.
        """
        if spot not in self._paths:
            if spot in self._looking:
                return None  # it asks after itself, as a birth date does after the band
            self._looking.add(spot)
            if self.is_reopened(spot):
                self._paths[spot] = True
            else:
                question = self.checklist.questions[spot.question]
                self._paths[spot] = self.holds(question.when, spot.subject)
            self._looking.discard(spot)
        return self._paths[spot]

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
        if held is None or held.is_set_aside or not self.is_on_path(spot):
            return None
        return held

    def is_settled(self, spot: Spot) -> bool:
        """Return whether nothing more is to be asked at a spot."""
        return self.live(spot) is not None and not self.is_reopened(spot)

    def spot(self, question: Question, subject: Subject) -> Spot:
        """Return where a question stands for a subject: its talk, or none."""
        if question.of is Scope.INCIDENT:
            return Spot(INCIDENT, question.id)
        if question.of is Scope.ADULT:
            return Spot(Subject(adult=subject.adult), question.id)
        talk = max(subject.talk, 1) if question.in_engagement else 0
        adult = subject.adult if question.is_pair else None
        return Spot(Subject(subject.child, adult, talk), question.id)

    # Facts

    def fact(self, name: str, subject: Subject) -> Held | None:
        """Return the latest live answer that is this fact of a subject."""
        latest: Held | None = None
        for question in self._by_fact.get(name, ()):
            held = self.live(self.spot(question, subject))
            if held is not None and (latest is None or held.order > latest.order):
                latest = held
        return latest

    def fact_value(self, name: str, subject: Subject = INCIDENT) -> object:
        """Return the value of a fact, when it was answered."""
        held = self.fact(name, subject)
        return held.given.value if held and isinstance(held.given, Answer) else None

    def arrived_on(self) -> date:
        """Return the local date of arrival; until it is known, of opening.

        Source: design, section 5: age is whole years on that date.
        """
        arrived = self.fact_value("incident.arrived_at")
        text = arrived if isinstance(arrived, str) else self.situation.opened_at
        return datetime.fromisoformat(text).date()

    def arrived_at(self) -> datetime:
        """Return the moment of arrival; until it is known, of opening."""
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
        they were written with it.
        """
        named = self.fact_value("child.name", Subject(child))
        name = named if isinstance(named, str) else self.situation.children[child].name
        family = self.fact_value("child.family_name", Subject(child))
        if not isinstance(named, str) or not isinstance(family, str):
            return name
        if name.split()[-1:] == family.split()[-1:]:
            return name
        return f"{name} {family}"

    def done_in_talk(self, fact: str, child: ChildId, talk: int) -> Held | None:
        """Return the answer that says this was done in one talk; None when none says so.

        Several choices together say so when each of them does.
        """
        for question in self._by_fact.get(fact, ()):
            held = self.live(self.spot(question, Subject(child, None, talk)))
            if held is not None and isinstance(held.given, Answer):
                chosen = [question.choice(one) for one in held.given.chosen]
                if chosen and all(one is not None and one.means for one in chosen):
                    return held
        return None

    # What a condition finds

    def find(self, name: str, subject: Subject) -> Found:
        """Return what stands under a question's id, an enquiry's id or a fact."""
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
            return self._enquiry(QuestionId(name))
        held = self.fact(name, subject)
        if held is not None:
            return held.given
        if name == "child.name" and subject.child is not None:
            return Known(self.name_of_child(subject.child))
        on_path = any(
            self.is_on_path(self.spot(one, subject)) for one in self._by_fact.get(name, ())
        )
        return Absent.NOT_PUT if on_path else Absent.OFF_PATH

    def _standing(self, spot: Spot) -> Given | Absent:
        if not self.is_on_path(spot):
            return Absent.OFF_PATH
        held = self.live(spot)
        return held.given if held is not None else Absent.NOT_PUT

    def _enquiry(self, group: QuestionId) -> Found:
        state = self._standing(Spot(INCIDENT, QuestionId(f"{group}.state")))
        if not isinstance(state, Answer):
            return state
        if state.value != "done":
            return Absent.NOT_PUT
        results = self._standing(Spot(INCIDENT, QuestionId(f"{group}.results")))
        left_out: set[str] = set()
        spellings = self._standing(Spot(INCIDENT, QuestionId(f"{group}.spellings")))
        if isinstance(spellings, Answer) and spellings.value != "every":
            left_out.add("spellings")
        covered = self._standing(Spot(INCIDENT, QuestionId(f"{group}.covered")))
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
        situation = self.sight.situation
        if look is Look.ANY_ADULT:
            # The child stays in hand, for what is recorded of the two together.
            child, talk = self.subject.child, self.subject.talk
            return [
                self.sight.from_(Subject(child, one, talk)) for one in situation.living_adults()
            ]
        children = situation.living_children()
        if look is Look.OTHER_CHILD:
            children = tuple(one for one in children if one != self.subject.child)
        return [self.sight.from_(Subject(child=one)) for one in children]


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
