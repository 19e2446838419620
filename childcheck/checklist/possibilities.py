"""Which answers a question can have, as few as show every difference.

A condition sees of an answer only what it compares. So for a number compared
with 3 it is enough to try 2, 3 and 4; for choices, those that are named, in and
out, and one other. What is returned here are real answers, which the one
evaluator then compares.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import combinations

from childcheck.checklist.ages import read_date_answer
from childcheck.checklist.answers import Answer, BasisGiven, Given, LeftUnanswered, Plain
from childcheck.checklist.conditions import Compare, Operand, Operator, Over
from childcheck.checklist.definitions import CHOOSING, AnswerType, Basis, Question, Reason
from childcheck.checklist.fitting import excluding
from childcheck.identifiers import AdultId

MOST_NAMED = 10  # of choices or bases that are told apart in one question: 1,024 combinations
OF_BASIS = frozenset({Operator.RESTS_ON, Operator.RESTS_ON_ONLY, Operator.SAID_BY_ONLY})
_SOME_DAY = date(2020, 1, 1)


class TooManyPossibilities(Exception):
    """More answers would have to be tried than is reasonable."""


@dataclass(frozen=True)
class Comparisons:
    """Everything that is compared with one question's answer.

    `spread` is how many neighbours of a number or a date are tried on each side:
    one, and as many as there are questions when they are compared with each other.
    """

    compares: tuple[Compare, ...] = ()
    overs: tuple[Over, ...] = ()
    constants: tuple[Operand, ...] = ()  # with which answers compared with this one are compared
    spread: int = 1
    is_whole: bool = False  # compared with another answer: every choice counts

    @property
    def operands(self) -> tuple[Operand, ...]:
        """Everything that the value is held against."""
        return (*(one.operand for one in self.compares), *self.constants)

    @property
    def texts(self) -> frozenset[str]:
        """The same as text, as ids of choices are."""
        return frozenset(text for operand in self.operands for text in as_texts(operand))


def as_texts(operand: Operand) -> tuple[str, ...]:
    """Return an operand as the texts it consists of; a reference has none."""
    if isinstance(operand, tuple):
        return operand
    if isinstance(operand, bool):
        return ("true" if operand else "false",)
    return (str(operand),) if isinstance(operand, (str, int)) else ()


def of_question(question: Question, compared: Comparisons) -> Iterator[Given]:
    """Yield the ways in which a question can be answered or left, once it is put."""
    for value in _values(question, compared):
        for bases in _bases(question, value, compared):
            yield Answer(value, basis={"": bases} if bases else {})
    reasons = question.reasons + ((Reason.NOT_ASKED,) if question.is_optional else ())
    for reason in dict.fromkeys(reasons):
        yield LeftUnanswered(reason)


def _values(question: Question, compared: Comparisons) -> Iterable[Plain]:
    match question.type:
        case AnswerType.CHOICE | AnswerType.YES_NO:
            return [choice.id for choice in question.choices]
        case AnswerType.CHOICES:
            return _several(question, compared)
        case AnswerType.NUMBER:
            return _numbers(question, compared)
        case AnswerType.LINES:
            fewest = 0 if question.none_label else 1
            lengths = around_marks(compared, fewest, fewest + 1)
            return [[{"text": "line"}] * length for length in lengths if length >= fewest]
        case AnswerType.DATE:
            about: list[Plain] = ["about 4 years"] if question.is_estimable else []
            return [*map(str, _days(compared)), *about]
        case AnswerType.TIME:
            return [moment.isoformat() for moment in _moments(compared)]
        case AnswerType.TEXT | AnswerType.ADDRESS:
            return ["text"]
        case AnswerType.NOTE:
            return []
        case _:
            return [[]]


def _several(question: Question, compared: Comparisons) -> Iterator[Plain]:
    ids = [choice.id for choice in question.choices]
    texts = compared.texts
    named = ids if compared.is_whole else [one for one in ids if one in texts]
    if len(named) > MOST_NAMED:
        raise TooManyPossibilities
    for size in range(1, len(named) + 1):
        for taken in combinations(named, size):
            if not excluding(question, taken):
                yield list(taken)
    other = next((one for one in ids if one not in named), None)
    if other is not None:
        yield [other]


def _numbers(question: Question, compared: Comparisons) -> list[Plain]:
    limits = [limit for limit in (question.at_least, question.at_most) if limit is not None]
    return [
        number
        for number in around_marks(compared, *limits)
        if (question.at_least is None or number >= question.at_least)
        and (question.at_most is None or number <= question.at_most)
    ]


def around_marks(compared: Comparisons, *more: int) -> list[int]:
    """Return the whole numbers on both sides of each that something is compared with."""
    marks = {int(text) for text in compared.texts if text.removeprefix("-").isdecimal()}
    marks.update(more)
    return sorted({mark + step for mark in marks or {0} for step in _around(compared.spread)})


def _around(spread: int) -> range:
    return range(-spread, spread + 1)


def _days(compared: Comparisons) -> list[date]:
    marks = {_day(text) for text in compared.texts} - {None}
    found = {
        mark + timedelta(days=step)
        for mark in marks or {_SOME_DAY}
        if mark is not None
        for step in _around(compared.spread)
    }
    return sorted(found)


def _moments(compared: Comparisons) -> list[datetime]:
    noons = {datetime.combine(day, time(12), UTC) for day in _days(compared)}
    exact = {
        moment + timedelta(minutes=step)
        for moment in (_moment(text) for text in compared.texts)
        if moment is not None
        for step in _around(compared.spread)
    }
    return sorted(noons | exact)


def _day(text: str) -> date | None:
    read = read_date_answer(text)
    if read is not None:
        return read.on
    moment = _moment(text)
    return moment.date() if moment is not None else None


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else None


def _bases(
    question: Question, value: Plain, compared: Comparisons
) -> Iterable[tuple[BasisGiven, ...]]:
    """Return what an answer can rest on, as far as somebody asks."""
    asked: list[Compare | Over] = [
        *(one for one in compared.compares if one.operator in OF_BASIS),
        *compared.overs,
    ]
    if not asked:
        return [()]
    chosen = [question.choice(one) for one in Answer(value).chosen if question.type in CHOOSING]
    fixed = {choice.basis for choice in chosen if choice is not None and choice.basis is not None}
    settled = tuple(BasisGiven(basis) for basis in sorted(fixed))
    all_are_fixed = bool(chosen) and all(c is not None and c.basis is not None for c in chosen)
    if all_are_fixed or not (question.basis or question.basis_each):
        return [settled]
    return [tuple(dict.fromkeys(settled + more)) for more in _combined(asked)]


def _combined(asked: Iterable[Compare | Over]) -> Iterator[tuple[BasisGiven, ...]]:
    named: set[str] = set()
    roles: set[str] = set()
    for one in asked:
        texts = as_texts(one.operand)
        (roles if one.operator is Operator.SAID_BY_ONLY else named).update(texts)
    plain = [basis for basis in Basis if basis is not Basis.ADULT_SAID]
    told_apart = [basis for basis in plain if basis in named]
    other = [basis for basis in plain if basis not in named][:1]
    elements = [BasisGiven(basis) for basis in (*told_apart, *other)]
    elements.append(BasisGiven(Basis.ADULT_SAID))
    for size in range(len(roles) + 1 if roles else 0):
        for held in combinations(sorted(roles), size):
            elements.append(BasisGiven(Basis.ADULT_SAID, (an_adult_with(held),)))
    if len(elements) > MOST_NAMED:
        raise TooManyPossibilities
    for size in range(1, len(elements) + 1):
        yield from combinations(elements, size)


def records_basis(question: Question) -> bool:
    """Return whether what the answer rests on is recorded."""
    fixed = any(choice.basis is not None for choice in question.choices)
    return question.basis or question.basis_each or fixed


def an_adult_with(roles: Iterable[str]) -> AdultId:
    """Return a name for an adult of whom only the roles matter."""
    return AdultId("adult " + " ".join(roles))


def roles_of(adult: str) -> frozenset[str]:
    """Return the roles of such an adult."""
    return frozenset(adult.split()[1:])
