"""What a few conditions compare, and in which ways each of it can turn out.

Each question that is named, or on which a named one hangs, is a variable with as
few outcomes as the conditions can tell apart; so is a fact, an enquiry as a whole,
and a look at other persons, whose outcome is worked out by `situations`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from childcheck.checklist.ages import band_of
from childcheck.checklist.answers import Answer
from childcheck.checklist.conditions import (
    Across,
    All,
    Any,
    Compare,
    Condition,
    Look,
    Named,
    Operand,
    Operator,
    Over,
    Reference,
    comparisons,
)
from childcheck.checklist.definitions import NOWHERE, UNBORN, Question, Scope
from childcheck.checklist.evaluation import (
    Absent,
    EnquiryTold,
    Found,
    Known,
    Truth,
    evaluate,
)
from childcheck.checklist.facts import AGE, BAND, FACTS, NAMING
from childcheck.checklist.possibilities import (
    Comparisons,
    around_marks,
    of_question,
    records_basis,
    roles_of,
)
from childcheck.checklist.reach import CHILD_LOOKS, Reach, Standpoint, standpoint_of
from childcheck.identifiers import QuestionId

Situation = dict[str, Found]


class BudgetSpent(Exception):
    """More work would be needed than was allowed."""


@dataclass(frozen=True)
class _View:
    """A situation, looked at by the evaluator."""

    situation: Mapping[str, Found]
    own_name: Callable[[str], str]
    spend_for: Callable[[str], None]  # comparing counts as work, name by name

    def find(self, name: str) -> Found:
        own_name = self.own_name(name)
        self.spend_for(own_name)
        return self.situation.get(own_name, Absent.NOT_PUT)

    def with_basis(self) -> Iterable[str]:
        return ()  # written out before the search begins

    def roles_of(self, adult: str) -> frozenset[str]:
        return roles_of(adult)

    def across(self, look: Look) -> Iterable[_View]:
        return ()  # made a variable before the search begins


@dataclass
class Variable:
    """Something that can turn out in several ways."""

    name: str
    position: float
    of: Standpoint
    whens: tuple[Condition, ...] = ()  # off the path when one of these is false
    after: tuple[str, ...] = ()  # variables that must be settled first
    options: tuple[Found, ...] = ()
    question: Question | None = None


@dataclass
class Looks:
    """The wrapped conditions of one kind: at children, or at adults."""

    names: list[str] = field(default_factory=list)
    wrapped: list[Across] = field(default_factory=list)


VALUES_FOR_ONE = 20  # so many values in one comparison take as long as a comparison does

OUTCOMES: tuple[Found, ...] = (Known("true"), Known("false"), Absent.NOT_PUT)
OUTCOME_OF: dict[Truth, Found] = {True: OUTCOMES[0], False: OUTCOMES[1], None: OUTCOMES[2]}


class Variables:
    """The variables of a few conditions that are looked at from one standpoint.

    `conditions` are the same conditions with their names written out and each look at
    other persons made a variable; `looks` are those looks, at children and at adults.
    """

    def __init__(
        self,
        reach: Reach,
        standpoint: Standpoint,
        conditions: tuple[Condition, ...],
        budget: int,
    ) -> None:
        self._reach = reach
        self._named = reach.checklist.named
        self._left = budget
        self._own_names: dict[str, str] = {}
        self._variables: dict[str, Variable] = {}
        self._compares: dict[str, list[Compare]] = {}
        self._overs: dict[str, list[Over]] = {}
        self._linked: set[str] = set()
        self._costs: dict[str, int] = {}  # of one comparison, where it is held against many values
        self.looks = {True: Looks(), False: Looks()}  # at children; at adults
        self.conditions = [self._bare(one, standpoint, is_own=True) for one in conditions]
        self._gather()
        self._settle_options()

    def evaluate(self, condition: Condition, situation: Situation) -> Truth:
        """Return what a condition is worth in a situation.

        Each comparison within it counts as work of the whole checklist, since a condition
        may hold thousands of them.

        Raises:
            BudgetSpent: this was too much, of these conditions or of all.
        """
        self._left -= 1
        if self._left < 0:
            raise BudgetSpent
        self._spend(1)
        view = _View(situation, self._own_name, self._spend_for)
        return evaluate(condition, view, self._named)

    def _spend_for(self, own_name: str) -> None:
        self._spend(self._costs.get(own_name, 1))

    def _spend(self, work: int) -> None:
        self._reach.work_left -= work
        if self._reach.work_left < 0:
            raise BudgetSpent

    def needed_for(self, conditions: Iterable[Condition]) -> set[str]:
        """Return the variables on which conditions depend, directly or through others."""
        needed: set[str] = set()
        waiting = [*conditions]
        while waiting:
            names = [*self._names_used(waiting.pop())]
            while names:
                name = names.pop()
                if name in needed or self._is_look(name):
                    continue
                needed.add(name)
                names.extend(self._variables[name].after)
                waiting.extend(self._variables[name].whens)
        return needed

    def in_order(self, names: Iterable[str]) -> list[Variable]:
        """Return variables in the order in which they can be settled."""
        return sorted((self._variables[name] for name in names), key=lambda one: one.position)

    def options(self, variable: Variable, situation: Situation) -> Iterable[Found]:
        """Return how a variable can turn out where those before it have turned out so."""
        if any(self.evaluate(when, situation) is False for when in variable.whens):
            return (Absent.OFF_PATH,)
        if variable.name == BAND:
            return (
                self._bands({name: situation[name] for name in variable.after}) or variable.options
            )
        if variable.after:
            return _told({_tail(name): situation[name] for name in variable.after})
        return variable.options

    def _bands(self, known: Mapping[str, Found]) -> tuple[Found, ...]:
        """Return the band that follows from the whereabouts or the age, when one does."""
        whereabouts = known.get(self._own_name("child.whereabouts"))
        if isinstance(whereabouts, Answer) and whereabouts.value == UNBORN:
            return (Known(UNBORN),)
        age, bands = known.get(AGE), self._reach.checklist.bands
        if not isinstance(age, Known) or not isinstance(age.value, int) or not bands:
            return ()
        return (Known(band_of(age.value, bands) or bands[-1].id),)

    # What matters

    def _bare(
        self, condition: Condition, standpoint: Standpoint, *, is_own: bool = False
    ) -> Condition:
        """Return a condition with its names written out and its wrappers made variables."""
        match condition:
            case Named(name):
                return self._bare(self._named[name], standpoint, is_own=is_own)
            case All(inner, place):
                return All(
                    tuple(self._bare(one, standpoint, is_own=is_own) for one in inner), place
                )
            case Any(inner, place):
                return Any(
                    tuple(self._bare(one, standpoint, is_own=is_own) for one in inner), place
                )
            case Across(look, _, place):
                name = (
                    self._wrapper(condition, standpoint.looking(look)) if is_own else self._free()
                )
                return Compare(name, Operator.IS, "true", place)
            case Over((), operator, operand, place):
                return Over(self._with_basis(standpoint), operator, operand, place)
            case _:
                return condition

    def _with_basis(self, standpoint: Standpoint) -> tuple[str, ...]:
        """Return the questions that record a basis, of the child in hand or else the incident."""
        of = Standpoint(has_child=standpoint.has_child)
        return tuple(
            question.id
            for question in self._reach.checklist.questions.values()
            if records_basis(question) and standpoint_of(question) == of
        )

    def _wrapper(self, across: Across, standpoint: Standpoint) -> str:
        looks = self.looks[across.look in CHILD_LOOKS]
        inner = self._bare(across.condition, standpoint)
        name = f"look {across.look} {len(looks.names)}"
        looks.names.append(name)
        looks.wrapped.append(Across(across.look, inner, across.place))
        return name

    def _free(self) -> str:
        name = f"free {len(self._variables)}"
        self._variables[name] = Variable(name, -1, Standpoint(True, True), options=OUTCOMES)
        return name

    def _own_name(self, name: str) -> str:
        """Return the leaf question that a fact is another name for, else the name itself."""
        if name not in self._own_names:
            sources = self._reach.sources(name) if name in FACTS and name not in NAMING else ()
            self._own_names[name] = sources[0].id if len(sources) == 1 else name
        return self._own_names[name]

    def _is_look(self, name: str) -> bool:
        return any(name in looks.names for looks in self.looks.values())

    def _gather(self) -> None:
        waiting = [*self.conditions]
        for looks in self.looks.values():
            waiting.extend(across.condition for across in looks.wrapped)
        while waiting:
            condition = waiting.pop()
            self._remember(condition)
            for name in self._names_used(condition):
                if name in self._variables or self._is_look(name):
                    continue
                variable = self._variable(name)
                self._variables[name] = variable
                waiting.extend(variable.whens)
                waiting.extend(
                    Compare(one, Operator.ANSWERED, True, NOWHERE) for one in variable.after
                )

    def _remember(self, condition: Condition) -> None:
        for one in comparisons(condition, {}):
            if isinstance(one, Over):
                for name in map(self._own_name, one.questions):
                    self._overs.setdefault(name, []).append(one)
                    self._remember_cost(name, one.operand)
                continue
            name = self._own_name(one.name)
            self._compares.setdefault(name, []).append(one)
            self._remember_cost(name, one.operand)
            if isinstance(one.operand, Reference):
                self._linked |= {name, self._own_name(one.operand.name)}

    def _remember_cost(self, own_name: str, operand: Operand) -> None:
        """Count what a comparison costs, by the values it is held against; once it is met."""
        cost = 1 + (len(operand) // VALUES_FOR_ONE if isinstance(operand, tuple) else 0)
        self._spend(cost)
        self._costs[own_name] = max(cost, self._costs.get(own_name, 1))

    def _variable(self, name: str) -> Variable:
        question = self._reach.checklist.questions.get(QuestionId(name))
        if question is not None:
            of = standpoint_of(question)
            whens = () if question.when is None else (self._bare(question.when, of),)
            return Variable(name, self._reach.position(question), of, whens, question=question)
        if leaves := self._reach.enquiry(name):
            last = self._reach.position(leaves[-1])
            names = tuple(leaf.id for leaf in leaves if _tail(leaf.id) in _OF_ENQUIRY)
            return Variable(name, last + 0.5, standpoint_of(leaves[0]), after=names)
        if name in (BAND, AGE):
            whereabouts = self._reach.sources("child.whereabouts")
            first = self._reach.position(whereabouts[0]) + 0.4 if whereabouts else -1.0
            first += 0.1 if name == BAND else 0
            return Variable(name, first, Standpoint(has_child=True))
        scope = FACTS[name].of
        sources = self._reach.sources(name)
        first = min((self._reach.position(source) + 0.5 for source in sources), default=-1)
        return Variable(name, first, Standpoint(scope is Scope.CHILD, scope is Scope.ADULT))

    # In which ways each can turn out

    def _settle_options(self) -> None:
        constants = tuple(self._constants())
        self._see_band_through_whereabouts_and_age()
        self._see_enquiries_through_their_answers()
        for name, variable in self._variables.items():
            if variable.options or variable.after:
                continue
            is_linked = name in self._linked
            compared = Comparisons(
                compares=tuple(self._compares.get(name, ())),
                overs=tuple(self._overs.get(name, ())),
                constants=constants if is_linked else (),
                spread=max(1, len(self._linked)) if is_linked else 1,
                is_whole=is_linked,
            )
            options = self._distinct(name, self._possible(variable, compared))
            variable.options = options or (Absent.NOT_PUT,)

    def _constants(self) -> Iterator[Operand]:
        """Yield everything that answers compared with each other are compared with besides."""
        for name in self._linked:
            yield from (compare.operand for compare in self._compares.get(name, ()))
            question = self._variables[name].question
            limits = (question.at_least, question.at_most) if question is not None else ()
            yield from (limit for limit in limits if limit is not None)

    def _see_enquiries_through_their_answers(self) -> None:
        for variable in self._variables.values():
            for name in variable.after if variable.name not in (BAND, AGE) else ():
                compares = self._compares.setdefault(name, [])
                if _tail(name) == "state":
                    compares.append(Compare(name, Operator.IS, "done", NOWHERE))
                elif _tail(name) == "spellings":
                    compares.append(Compare(name, Operator.IS, "every", NOWHERE))
                elif _tail(name) == "results":
                    compares.extend(
                        Compare(name, Operator.INCLUDES_ANY_OF, one.operand, NOWHERE)
                        for one in self._compares[variable.name]
                        if one.operator in _FINDING
                    )

    def _see_band_through_whereabouts_and_age(self) -> None:
        if (band := self._variables.get(BAND)) is None:
            return
        whereabouts = self._own_name("child.whereabouts")
        band.after = tuple(name for name in (whereabouts, AGE) if name in self._variables)
        if whereabouts in self._variables:
            unborn = Compare(whereabouts, Operator.IS, UNBORN, NOWHERE)
            self._compares.setdefault(whereabouts, []).append(unborn)
        if AGE in self._variables:
            self._compares.setdefault(AGE, []).extend(
                Compare(AGE, Operator.LESS_THAN, one.under, NOWHERE)
                for one in self._reach.checklist.bands
            )
        if band.after:
            band.options = tuple(self._possible(band, Comparisons()))

    def _possible(self, variable: Variable, compared: Comparisons) -> Iterator[Found]:
        if variable.question is not None:
            yield from of_question(variable.question, compared)
        elif variable.name == BAND:
            if self._reach.sources("child.born_on"):
                yield from (Known(band.id) for band in self._reach.checklist.bands)
            yield from (Known(UNBORN), Absent.NOT_PUT)
        elif variable.name == AGE:
            yield from (Known(age) for age in around_marks(compared) if age >= -1)
            yield Absent.NOT_PUT
        elif variable.name in NAMING:
            yield Known("name")
        else:
            sources = self._reach.sources(variable.name)
            for source in sources:
                yield from of_question(source, compared)
            if all(source.when is not None for source in sources):
                yield Absent.OFF_PATH

    def _distinct(self, name: str, options: Iterable[Found]) -> tuple[Found, ...]:
        """Return one of each kind that some comparison tells apart, the truest first."""
        asked: list[Compare | Over] = [
            one for one in self._compares.get(name, ()) if not isinstance(one.operand, Reference)
        ]
        asked += [
            Over((name,), one.operator, one.operand, NOWHERE) for one in self._overs.get(name, ())
        ]
        kinds: dict[tuple[object, ...], tuple[int, Found]] = {}
        for option in options:
            self._spend(1)
            truths = tuple(self.evaluate(one, {name: option}) for one in asked)
            kind: tuple[object, ...] = truths
            if name in self._overs:
                kind = (*kind, isinstance(option, Answer) and bool(option.all_bases))
            if name in self._linked:
                kind = (*kind, _value_of(option))
            kinds.setdefault(kind, (truths.count(True), option))
        ranked = sorted(kinds.values(), key=lambda each: -each[0])
        return tuple(option for _, option in ranked)

    def _names_used(self, condition: Condition) -> Iterator[str]:
        for one in comparisons(condition, {}):
            if isinstance(one, Over):
                yield from map(self._own_name, one.questions)
            else:
                yield self._own_name(one.name)
                if isinstance(one.operand, Reference):
                    yield self._own_name(one.operand.name)


_FINDING = frozenset({Operator.FOUND_ANY_OF, Operator.FOUND_NONE_OF})
_OF_ENQUIRY = frozenset({"state", "covered", "spellings", "results"})


def _tail(name: str) -> str:
    return name.rpartition(".")[2]


def _value_of(option: Found) -> object:
    return str(option.value) if isinstance(option, (Answer, Known)) else option


def _told(parts: Mapping[str, Found]) -> list[Found]:
    """Return what an enquiry can have told, by its own answers.

    One that is waiting, was not done or was not needed has told nothing.
    """
    state = parts.get("state", Absent.NOT_PUT)
    if not isinstance(state, Answer):
        return [state]
    if state.value != "done":
        return [Absent.NOT_PUT]
    results = parts.get("results", Absent.NOT_PUT)
    if not isinstance(results, Answer):
        return [results]
    spellings, covered = parts.get("spellings"), parts.get("covered")
    left_out = (
        {"spellings"} if isinstance(spellings, Answer) and spellings.value != "every" else set()
    )
    told: list[Found] = [EnquiryTold(results.chosen, frozenset(left_out))]
    if isinstance(covered, Answer):  # whom it covered is not looked into: perhaps not everybody
        told.append(EnquiryTold(results.chosen, frozenset({*left_out, "people"})))
    return told
