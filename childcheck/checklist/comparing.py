"""Does a comparison suit what it compares? The operator, and what stands behind it.

Nothing here asks whether the question is earlier or within reach.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from childcheck.checklist.ages import read_date_answer
from childcheck.checklist.conditions import Compare, Operand, Operator, Over, Reference
from childcheck.checklist.definitions import UNBORN, AnswerType, Basis, Question, Reason
from childcheck.checklist.facts import AGE, BAND
from childcheck.checklist.possibilities import OF_BASIS, as_texts, records_basis
from childcheck.checklist.reach import Reach, nearest
from childcheck.problems import Problem


class Kind(Enum):
    """What kind of thing is compared; the value says it in words."""

    ONE = "one of several choices"
    SEVERAL = "several choices"
    NUMBER = "a number"
    DATE = "a date"
    TIME = "a time"
    WORDS = "words"
    LINES = "lines"
    PERSONS = "people"
    ENQUIRY = "an enquiry"


_KINDS = {
    AnswerType.CHOICE: Kind.ONE,
    AnswerType.YES_NO: Kind.ONE,
    AnswerType.CHOICES: Kind.SEVERAL,
    AnswerType.NUMBER: Kind.NUMBER,
    AnswerType.DATE: Kind.DATE,
    AnswerType.TIME: Kind.TIME,
    AnswerType.LINES: Kind.LINES,
    AnswerType.PEOPLE: Kind.PERSONS,
    AnswerType.ROLL: Kind.PERSONS,
    AnswerType.PERSONS: Kind.PERSONS,
}

_IS = (Operator.IS, Operator.IS_ANY_OF, Operator.IS_NONE_OF)
_INCLUDES = (
    Operator.INCLUDES,
    Operator.INCLUDES_ANY_OF,
    Operator.INCLUDES_ALL_OF,
    Operator.INCLUDES_NONE_OF,
)
_MEASURE = (Operator.AT_LEAST, Operator.AT_MOST, Operator.MORE_THAN, Operator.LESS_THAN)
_ORDER = (Operator.BEFORE, Operator.AFTER)
_FOUND = (Operator.FOUND_ANY_OF, Operator.FOUND_NONE_OF)
_ALWAYS = (Operator.ANSWERED, Operator.LEFT)

# `is` of several choices reads "one of those taken is": "adult.role: harmed".
SUITABLE: dict[Kind, tuple[Operator, ...]] = {
    Kind.ONE: (*_IS, *_ALWAYS),
    Kind.SEVERAL: (*_INCLUDES, *_IS, *_ALWAYS),
    Kind.NUMBER: (*_IS, *_MEASURE, *_ALWAYS),
    Kind.DATE: (*_ORDER, Operator.ESTIMATED, *_ALWAYS),
    Kind.TIME: (*_ORDER, *_ALWAYS),
    Kind.WORDS: _ALWAYS,
    Kind.LINES: (*_MEASURE, *_ALWAYS),  # how many there are
    Kind.PERSONS: _ALWAYS,
    Kind.ENQUIRY: (*_FOUND, Operator.LEAVES_OUT, *_ALWAYS),
}
_ONE_VALUE = frozenset({Operator.IS, Operator.INCLUDES, *_MEASURE, *_ORDER})
_CAN_REFER = frozenset({Operator.IS, *_MEASURE, *_ORDER})


@dataclass(frozen=True)
class Compared:
    """What stands under a name: its kind, and what it may be held against."""

    name: str
    kind: Kind
    offered: tuple[str, ...] = ()
    reasons: frozenset[Reason] = frozenset()
    is_estimable: bool = False
    has_basis: bool = False
    offers: str = "choice"  # what one of `offered` is called


def compared(name: str, reach: Reach) -> Compared | None:
    """Return what stands under a name; None when nothing that can be compared does."""
    if name == BAND:
        bands = tuple(band.id for band in reach.checklist.bands)
        return Compared(name, Kind.ONE, (*bands, UNBORN), offers="band")
    if name == AGE:
        return Compared(name, Kind.NUMBER)
    if leaves := reach.enquiry(name):
        results = next((leaf for leaf in leaves if leaf.id == f"{name}.results"), None)
        ids = tuple(choice.id for choice in results.choices) if results is not None else ()
        return Compared(name, Kind.ENQUIRY, ids, frozenset(Reason), offers="result")
    behind = [question for question in reach.behind(name) if question.type is not AnswerType.NOTE]
    if not behind:
        return None
    return _of_questions(name, behind, reach)


def _of_questions(name: str, behind: list[Question], reach: Reach) -> Compared:
    own = [question for question in behind if name in (question.id, question.fact)]
    if not own:  # a name told by the roll
        return Compared(name, Kind.WORDS)
    kinds = {_KINDS.get(question.type, Kind.WORDS) for question in own}
    kind = kinds.pop() if len(kinds) == 1 else Kind.WORDS
    return Compared(
        name,
        kind,
        tuple(dict.fromkeys(choice.id for one in own for choice in one.choices)),
        frozenset(reason for one in own for reason in _ways_of_leaving(one)),
        any(one.is_estimable for one in own),
        any(records_basis(one) for one in own),
    )


def _ways_of_leaving(question: Question) -> tuple[Reason, ...]:
    return question.reasons + ((Reason.NOT_ASKED,) if question.is_optional else ())


def faults_of_compare(compare: Compare, reach: Reach) -> Iterator[Problem]:
    """Yield what is wrong with a comparison of something that exists."""
    thing = compared(compare.name, reach)
    if thing is None:
        return
    operator = compare.operator
    if operator in OF_BASIS:
        if not thing.has_basis:
            yield _basis_not_recorded(compare)
        yield from faults_of_basis(compare, reach)
        return
    suitable = SUITABLE[thing.kind]
    if operator not in suitable or (operator is Operator.ESTIMATED and not thing.is_estimable):
        yield _wrong_operator(compare, thing)
        return
    if isinstance(compare.operand, Reference):
        yield from _faults_of_reference(compare, thing, compare.operand, reach)
    else:
        yield from _faults_of_operand(compare, thing)


def _wrong_operator(compare: Compare, thing: Compared) -> Problem:
    suitable = [
        one for one in SUITABLE[thing.kind] if one is not Operator.ESTIMATED or thing.is_estimable
    ]
    return Problem(
        what=f'"{compare.name}" is {thing.kind.value}: `{compare.operator}` does not suit it.',
        remedy="use one of: " + ", ".join(suitable),
        where=compare.place,
        code="wrong-operator",
    )


def _basis_not_recorded(compare: Compare) -> Problem:
    return Problem(
        what=f'"{compare.name}" does not record what it rests on, so `{compare.operator}` '
        "can never hold.",
        remedy=f'write `basis: true` at "{compare.name}", or take this comparison out',
        where=compare.place,
        code="basis-not-recorded",
    )


def faults_of_basis(asked: Compare | Over, reach: Reach) -> Iterator[Problem]:
    """Yield what is wrong with the bases, or the roles, that are asked for."""
    texts = _texts_or_none(asked.operand)
    if not texts or asked.operator not in OF_BASIS:
        yield _wrong_operand(asked, "one or several bases, or roles")
        return
    if asked.operator is Operator.SAID_BY_ONLY:
        offered = [choice.id for one in reach.sources("adult.role") for choice in one.choices]
        yield from _not_offered(asked, texts, offered, "role", "adult.role")
    else:
        yield from _not_offered(asked, texts, list(Basis), "basis", "any question")


def _faults_of_operand(compare: Compare, thing: Compared) -> Iterator[Problem]:
    operand, operator = compare.operand, compare.operator
    if operator in (Operator.ANSWERED, Operator.ESTIMATED):
        if not isinstance(operand, bool):
            yield _wrong_operand(compare, "true or false")
        return
    texts = _texts_or_none(operand)
    if not texts or (operator in _ONE_VALUE and len(texts) > 1):
        several = operator not in _ONE_VALUE
        yield _wrong_operand(compare, "one or several values" if several else "one value")
    elif operator is Operator.LEFT:
        yield from _faults_of_reasons(compare, thing, texts)
    elif operator is Operator.LEAVES_OUT:
        yield from _not_offered(compare, texts, ["spellings", "people"], "part", compare.name)
    elif thing.kind in (Kind.NUMBER, Kind.LINES):
        if not all(_is_number(text) for text in texts) or isinstance(operand, bool):
            yield _wrong_operand(compare, "a whole number")
    elif thing.kind in (Kind.DATE, Kind.TIME):
        if not all(_is_date_or_time(text) for text in texts):
            yield _wrong_operand(compare, "a date such as 2022-03-14, or a time with its offset")
    else:
        yield from _not_offered(compare, texts, thing.offered, thing.offers, compare.name)


def _texts_or_none(operand: Operand) -> tuple[str, ...]:
    return tuple(str(text) for text in as_texts(operand))


def _is_number(text: str) -> bool:
    return text.removeprefix("-").isdecimal()


def _is_date_or_time(text: str) -> bool:
    read = read_date_answer(text)
    if read is not None:
        return read.on is not None and not read.is_overdue
    try:
        return datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False


def _faults_of_reasons(
    compare: Compare, thing: Compared, texts: tuple[str, ...]
) -> Iterator[Problem]:
    yield from _not_offered(compare, texts, list(Reason), "way of leaving", "any question")
    unused = [text for text in texts if text in set(Reason) - thing.reasons]
    if unused:
        yield Problem(
            what=f'"{compare.name}" cannot be left as {_quoted(unused)}.',
            remedy="use one of: " + ", ".join(sorted(thing.reasons))
            if thing.reasons
            else "take this comparison out, or allow that reason under `reasons`",
            where=compare.place,
            code="reason-not-allowed",
        )


def _faults_of_reference(
    compare: Compare, thing: Compared, operand: Reference, reach: Reach
) -> Iterator[Problem]:
    other = compared(operand.name, reach)
    if other is None:
        return  # said elsewhere: there is no such question
    if compare.operator not in _CAN_REFER:
        yield _wrong_operand(compare, "a value, and not another question")
        return
    alike = thing.kind is other.kind or {thing.kind, other.kind} == {Kind.DATE, Kind.TIME}
    shares = thing.kind is not Kind.ONE or bool({*thing.offered} & {*other.offered})
    if not alike or thing.kind is Kind.SEVERAL or not shares:
        yield Problem(
            what=f'"{compare.name}" is {thing.kind.value} and "{operand.name}" is '
            f"{other.kind.value}{' of others' if alike else ''}: they cannot be compared.",
            remedy="compare it with a question of the same type, or with a value",
            where=compare.place,
            code="other-type",
        )


def _wrong_operand(asked: Compare | Over, wanted: str) -> Problem:
    return Problem(
        what=f"`{asked.operator}` is held against something that it cannot be held against.",
        remedy=f"write {wanted}",
        where=asked.place,
        code="wrong-operand",
    )


def _not_offered(
    asked: Compare | Over, texts: Iterable[str], offered: Iterable[str], called: str, name: str
) -> Iterator[Problem]:
    valid = [str(one) for one in offered]
    for text in texts:
        if text not in valid:
            yield Problem(
                what=f'"{text}" is no {called} of {_named(name)}.',
                remedy="use one of: " + ", ".join(valid)
                if valid
                else f"define a {called} first, or take this comparison out",
                where=asked.place,
                code="not-offered",
                nearest=nearest(text, valid),
            )


def _named(name: str) -> str:
    return name if name == "any question" else f'"{name}"'


def _quoted(texts: Iterable[str]) -> str:
    return ", ".join(f'"{text}"' for text in texts)
