"""Act out a test of a checklist: an invented incident through the real walk.

The clock stands still and new identifiers are counted, so that a test says the same
whenever it is run. Answers are given in the order of the checklist, whatever the order
in which they stand in the test.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import count
from types import MappingProxyType

from childcheck.checklist.answers import Answer, BasisGiven, Given, Plain
from childcheck.checklist.definitions import AnswerType, Checklist, Question, Scope
from childcheck.checklist.fitting import Fault
from childcheck.identifiers import AdultId, ChildId, EntryId, IncidentId
from childcheck.problems import Place
from childcheck.record.happenings import IncidentOpened
from childcheck.walk.effects import forced
from childcheck.walk.settling import Circumstances
from childcheck.walk.situation import Situation
from childcheck.walk.subjects import INCIDENT, Spot, Subject
from childcheck.walk.viewing import Sight, persons_for
from childcheck.walk.walking import Turn, Walk
from childcheck.yaml_files.answers_in_tests import EVERYBODY, AnswerInTest
from childcheck.yaml_files.tests_file import PersonInTest, WrittenTest

# A winter evening: in London, too, it is then this time of the clock.
NOW = datetime(2026, 11, 24, 22, 15, tzinfo=UTC)


@dataclass(frozen=True)
class Miss:
    """Something that did not come as expected: what, and where the test says it."""

    what: str
    place: Place


def act_out(test: WrittenTest, checklist: Checklist) -> ActedOut:
    """Put the people of a test on their lists and give every answer of it."""
    acted = ActedOut(_walk(checklist))
    acted.name_people(test)
    acted.answer_all(test)
    return acted


def _walk(checklist: Checklist) -> Walk:
    numbers = count(1)
    incident = IncidentId("incident")
    opened = IncidentOpened(incident=incident, incident_number="test", opened_at=NOW.isoformat())
    situation = Situation(incident).after(EntryId("opening"), opened)
    circumstances = Circumstances("tester", UTC, lambda: f"{next(numbers):06}")
    return Walk(checklist, situation, circumstances)


@dataclass(frozen=True)
class _Step:
    """One thing to be done, at the place of its question in the checklist."""

    question: Question
    subject: Subject
    answer: AnswerInTest | None = None  # None: the list of people is complete


@dataclass
class ActedOut:
    """An incident in the making: the walk, who is in it by name, and what missed."""

    walk: Walk
    misses: list[Miss] = field(default_factory=list)
    reminders: list[str] = field(default_factory=list)
    adults: dict[str, AdultId] = field(default_factory=dict)
    children: dict[str, ChildId] = field(default_factory=dict)

    @property
    def sight(self) -> Sight:
        """A look at the incident as it stands."""
        return self.walk.sight

    # People

    def name_people(self, test: WrittenTest) -> None:
        """Put everybody on the list of adults and on the roll."""
        adults_spot = self.walk.adults_spot()
        for adult in test.adults:
            if adults_spot is None:
                self._miss("The checklist has no list of adults.", adult.place)
            else:
                self._name(adults_spot, adult)
        for child in self._children_of(test):
            if not any(self.questions_of(AnswerType.ROLL)):
                self._miss("The checklist has no roll of children.", child.place)
            else:
                self._name(self.walk.roll_spot(), child)

    def _name(self, spot: Spot, person: PersonInTest) -> None:
        turn = self.walk.name(spot, person.name, now=NOW)
        if not self._took(turn, f"The name {person.name}", person.place):
            return
        if self.walk.question(spot).type is AnswerType.ROLL:
            self.children[person.name] = self.walk.situation.living_children()[-1]
        else:
            self.adults[person.name] = self.walk.situation.living_adults()[-1]

    def _children_of(self, test: WrittenTest) -> Iterator[PersonInTest]:
        if test.child is not None:
            yield test.child
        yield from test.other_children

    def questions_of(self, kind: AnswerType) -> Iterator[Question]:
        """Yield the incident's own questions of a type."""
        for question in self.walk.checklist.questions.values():
            if question.type is kind and question.of is Scope.INCIDENT:
                yield question

    # Answers

    def answer_all(self, test: WrittenTest) -> None:
        """Give every answer of a test, in the order of the checklist."""
        places = {name: place for place, name in enumerate(self.walk.checklist.questions)}
        for step in sorted(self._steps(test), key=lambda one: places[one.question.id]):
            if step.answer is None:
                spot = self.sight.spot(step.question, step.subject)
                turn = self.walk.list_done(spot, asked_at=None, now=NOW)
                self._took(turn, f"The list {step.question.id}", test.place)
            elif step.answer.picks:
                self._pick(step.answer, step.subject)
            else:
                self._answer(step.answer, step.subject)

    def _steps(self, test: WrittenTest) -> Iterator[_Step]:
        for answer in test.incident:
            yield _Step(answer.question, INCIDENT, answer)
        said = {answer.question.id for answer in test.incident}
        for kind, people in ((AnswerType.PEOPLE, self.adults), (AnswerType.ROLL, self.children)):
            question = next(self.questions_of(kind), None)
            if people and question is not None and question.id not in said:
                yield _Step(question, INCIDENT)
        for adult in test.adults:
            if adult.name in self.adults:
                for answer in adult.answers:
                    yield _Step(answer.question, Subject(adult=self.adults[adult.name]), answer)
        for child in self._children_of(test):
            if child.name in self.children:
                for answer in child.answers:
                    yield _Step(answer.question, Subject(self.children[child.name]), answer)

    def _answer(self, answer: AnswerInTest, subject: Subject) -> None:
        spot = self.sight.spot(answer.question, subject)
        called = answer.question.id
        if not self.sight.is_on_path(spot):
            self._miss(f"{called} is answered, and is not asked here.", answer.place)
            return
        given = self._with_people(answer, spot)
        turn = self.walk.answer(spot, given, asked_at=None, now=NOW)
        self._took(turn, f"The answer to {called}", answer.place)

    def _pick(self, answer: AnswerInTest, subject: Subject) -> None:
        spot = self.sight.spot(answer.question, subject)
        if not self.sight.is_on_path(spot):
            self._miss(f"{answer.question.id} is answered, and is not asked here.", answer.place)
            return
        for pick in answer.picks:
            if pick.name in self.adults:
                turn = self.walk.pick(spot, self.adults[pick.name])
            else:
                turn = self.walk.name(spot, pick.name, now=NOW)
            if self._took(turn, f"The name {pick.name}", pick.place):
                self.adults.setdefault(pick.name, self.walk.situation.living_adults()[-1])
        done = self.walk.list_done(spot, asked_at=None, now=NOW)
        self._took(done, f"The answer to {answer.question.id}", answer.place)
        for pick in answer.picks:
            for inner in pick.answers if pick.name in self.adults else ():
                self._answer(inner, replace(subject, adult=self.adults[pick.name]))

    def _with_people(self, answer: AnswerInTest, spot: Spot) -> Given:
        """Return an answer in which people stand by who they are, and not by name."""
        given = answer.given
        if not isinstance(given, Answer):
            return given
        ids = {**self.adults, **self.children}
        value: Plain = given.value
        if answer.question.type is AnswerType.PERSONS:
            if value == EVERYBODY:
                value = [*persons_for(self.sight, answer.question)]
            elif isinstance(value, list):
                value = [str(ids.get(str(one), one)) for one in value]
        basis = {
            key: tuple(self._basis(one) for one in bases) for key, bases in given.basis.items()
        }
        return replace(given, value=value, basis=MappingProxyType(basis))

    def _basis(self, given: BasisGiven) -> BasisGiven:
        return replace(given, adults=tuple(self.adults.get(one, one) for one in given.adults))

    def _took(self, turn: Turn, what: str, place: Place) -> bool:
        for fault in turn.faults:
            self._miss(f"{what} does not fit: {_in_words(fault)}", place)
        self.reminders.extend(turn.reminders)
        self.walk = turn.walk
        return not turn.faults

    def _miss(self, what: str, place: Place) -> None:
        self.misses.append(Miss(what, place))

    # What came of it

    def is_asked(self, question: Question) -> bool:
        """Return whether a question is put, of the test's child where it is a child's."""
        children = tuple(self.children.values())[:1]
        return any(
            self.sight.is_on_path(self.sight.spot(question, subject))
            for subject in self._subjects(question, children)
        )

    def asked_again(self) -> frozenset[str]:
        """Return the questions that are due again, also those that come in their turn anyway."""
        now = {
            name for one in forced(self.sight) if one.is_certain for name in one.effects.ask_again
        }
        reopened = {spot.question for _, spot in self.walk.situation.reopenings}
        return frozenset(now | reopened)

    def follow_ups(self) -> frozenset[str]:
        """Return the names of what is owed."""
        owed = self.walk.situation.follow_ups.values()
        return frozenset(one.name for one in owed if one.state != "set_aside")

    def subjects(self, question: Question) -> Iterator[Subject]:
        """Yield everybody to whom a question belongs."""
        return self._subjects(question, tuple(self.children.values()))

    def _subjects(self, question: Question, children: Iterable[ChildId]) -> Iterator[Subject]:
        if question.is_pair:
            naming = question.group.id if question.group is not None else question.id
            for child in children:
                at = Spot(Subject(child), naming)
                for adult in self.walk.situation.picked.get(at, ()):
                    yield Subject(child, adult)
        elif question.of is Scope.INCIDENT:
            yield INCIDENT
        elif question.of is Scope.ADULT:
            yield from (Subject(adult=one) for one in self.walk.situation.living_adults())
        else:
            yield from (Subject(child) for child in children)


def _in_words(fault: Fault) -> str:
    return f"{fault.what} {fault.remedy}"
