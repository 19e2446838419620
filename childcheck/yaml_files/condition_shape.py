"""Conditions as they are written in a checklist.

Whether the names in them exist, and whether an operator suits what it compares, is
for the soundness rules: this module only knows how a condition is spelt.

Source of the rules: the checklist language, section 4.
"""

from __future__ import annotations

import re
from datetime import datetime

from childcheck.checklist.ages import read_date_answer
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
)
from childcheck.checklist.definitions import Reason
from childcheck.yaml_files.checklist_shape import QUESTION_ID, WORD, ChecklistShape
from childcheck.yaml_files.marked import (
    Marked,
    MarkedList,
    MarkedMapping,
    MarkedScalar,
    quoted,
)

ALL, ANY = "all", "any"
QUESTIONS = "questions"
EVERY_WITH_BASIS = "every_with_basis"
NOT_NAMES = frozenset({ALL, ANY, QUESTIONS, "not", "measure", *Look})

_ONE_VALUE = frozenset({Operator.IS, Operator.INCLUDES})
_ORDER = frozenset(
    {
        Operator.AT_LEAST,
        Operator.AT_MOST,
        Operator.MORE_THAN,
        Operator.LESS_THAN,
        Operator.BEFORE,
        Operator.AFTER,
    }
)
_YES_NO = frozenset({Operator.ANSWERED, Operator.ESTIMATED})
_OF_BASES = (Operator.RESTS_ON, Operator.RESTS_ON_ONLY, Operator.SAID_BY_ONLY)
# Of these, one alone need not stand in brackets: no other reading is possible.
_ONE_OR_SEVERAL = frozenset({Operator.LEFT, Operator.LEAVES_OUT, *_OF_BASES})

_LEFT_OUT = ("spellings", "people")
_TIME_OF_DAY = re.compile(r"\d{1,2}[:.]\d{2}", re.ASCII)


def read_condition(shape: ChecklistShape, value: Marked | None) -> Condition | None:
    """Return a condition; None when it is absent or faulty, which is remembered as a loss."""
    if value is None:
        return None
    condition = _condition(shape, value)
    if condition is None:
        shape.lose()
    return condition


def _condition(shape: ChecklistShape, value: Marked) -> Condition | None:
    if isinstance(value, MarkedScalar):
        name = shape.text(value)
        if name is None:
            return None
        if not WORD.pattern.fullmatch(name.lower()):
            compared = name.split()[0] if QUESTION_ID.pattern.fullmatch(name.split()[0]) else "ID"
            shape.report(
                value,
                "condition-as-text",
                f"{value.quotation} is neither the name of a condition nor a comparison.",
                f"write a comparison as in {{{compared}: …}}, with the answer or "
                "{OPERATOR: …} behind the colon",
            )
            return None
        return Named(name, value.place)
    if not isinstance(value, MarkedMapping):
        if isinstance(value, MarkedList):
            shape.report(
                value,
                "list-as-condition",
                f"{value.called} is a list, and nothing says whether all or one must hold.",
                "write `all:` or `any:` above the list",
            )
        else:
            shape.open_mapping(value)
        return None
    if QUESTIONS in value:
        return _over(shape, value)
    if len(value.pairs) != 1:
        _report_number(shape, value)
        return None
    key, inner = value.pairs[0]
    return _of_key(shape, key, inner)


def _report_number(shape: ChecklistShape, value: MarkedMapping) -> None:
    if not value.pairs:
        shape.report(value, "empty-condition", "nothing is compared here.", "write a comparison")
        return
    names = " and ".join(quoted(key) for key in value.keys[:3])
    shape.report(
        value.pairs[1][0],
        "several-in-condition",
        f"{names} stand side by side, and nothing says whether both or one must hold.",
        "write `all:` or `any:` and behind it a list with one comparison in each entry",
    )


def _of_key(shape: ChecklistShape, key: MarkedScalar, inner: Marked) -> Condition | None:
    match key.text:
        case "all" | "any":
            return _joined(shape, key, inner)
        case "not":
            shape.report(
                key,
                "no-not",
                "There is no `not`: what was never asked would become true by turning it round.",
                "write what does hold: `is_none_of`, `includes_none_of`, `answered: false`, `left`",
            )
            return None
        case "measure":
            shape.report(
                key,
                "measure-in-condition",
                "`measure` belongs to flags, which are not built yet.",
                "write a comparison",
            )
            return None
        case look if look in set(Look):
            across = _condition(shape, inner)
            return Across(Look(look), across, key.place) if across is not None else None
        case _:
            return _compare(shape, key, inner)


def _joined(shape: ChecklistShape, key: MarkedScalar, inner: Marked) -> Condition | None:
    found = shape.filled_list(inner, "a condition behind a dash")
    if found is None:
        return None
    conditions = [_condition(shape, one) for one in found.items]
    sound = tuple(one for one in conditions if one is not None)
    if len(sound) != len(conditions):
        return None
    return (All if key.text == ALL else Any)(sound, key.place)


def _compare(shape: ChecklistShape, key: MarkedScalar, inner: Marked) -> Condition | None:
    name = shape.name(key, QUESTION_ID)
    if name is None:
        return None
    if isinstance(inner, MarkedScalar):
        return Compare(name, Operator.IS, inner.value, key.place)
    if isinstance(inner, MarkedList):
        values = _values(shape, inner)
        return Compare(name, Operator.IS_ANY_OF, values, key.place) if values else None
    found = shape.mapping(inner, allowed=tuple(Operator))
    if found is None:
        return None
    operators = [(one, value) for one, value in found.pairs if one.text in set(Operator)]
    if len(operators) > 1:
        shape.report(
            operators[1][0],
            "several-in-condition",
            f"{quoted(name)} is compared in two ways at once.",
            "write `all:` and behind it a list with one comparison in each entry",
        )
        return None
    if not operators:
        if not found.pairs:
            shape.report(
                found, "empty-condition", "nothing is compared here.", "write a comparison"
            )
        return None
    operator = Operator(operators[0][0].text)
    operand = _operand(shape, operator, operators[0][1])
    return Compare(name, operator, operand, key.place) if operand is not None else None


def _operand(shape: ChecklistShape, operator: Operator, value: Marked) -> Operand | None:
    if operator in _YES_NO:
        return shape.boolean(value)
    if operator in _ORDER:
        return _limit(shape, value)
    if operator in _ONE_VALUE:
        if isinstance(value, MarkedList):
            shape.report(
                value,
                "list-not-wanted",
                f"`{operator}` takes one value, and a list stands here.",
                f"write `{_SEVERAL[operator]}` instead",
            )
            return None
        shape.text(value)
        return value.value if isinstance(value, MarkedScalar) else None
    if operator is Operator.LEFT:
        return _words(shape, value, tuple(Reason))
    if operator is Operator.LEAVES_OUT:
        return _words(shape, value, _LEFT_OUT)
    if operator in _ONE_OR_SEVERAL and isinstance(value, MarkedScalar):
        text = shape.text(value)
        return (text,) if text is not None else None
    return _values(shape, value)


_SEVERAL = {Operator.IS: "is_any_of", Operator.INCLUDES: "includes_any_of"}


def _words(shape: ChecklistShape, value: Marked, words: tuple[str, ...]) -> Operand | None:
    """Return one or several of a few words; a misspelt one is read as it was meant."""
    if isinstance(value, MarkedList) and shape.filled_list(value, "a value") is None:
        return None
    return shape.list_of(value, lambda one: shape.meant_of(one, words), or_one=True) or None


def _values(shape: ChecklistShape, value: Marked) -> tuple[str, ...] | None:
    found = shape.filled_list(value, "the values")
    if found is None:
        return None
    return shape.list_of(found, shape.text) or None


def _limit(shape: ChecklistShape, value: Marked) -> Operand | None:
    """Return what a number, a date or a time is held against."""
    text = shape.text(value)
    if text is None or not isinstance(value, MarkedScalar):
        return None
    if isinstance(value.value, int) and not isinstance(value.value, bool):
        return value.value
    read = read_date_answer(text)
    if (read is not None and read.on is not None) or _is_moment(text):
        return text
    if QUESTION_ID.pattern.fullmatch(text) and not isinstance(value.value, bool):
        return Reference(text)
    remedy = "write a number, a date (2026-11-24), or the id of another question"
    if _TIME_OF_DAY.fullmatch(text):
        remedy = 'write the day too, with its offset: "2026-11-24T22:10:00+00:00"'
    shape.report(
        value,
        "not-comparable",
        f"{value.quotation} is neither a number, a date, a time nor an id.",
        remedy,
    )
    return None


def _is_moment(text: str) -> bool:
    try:
        return datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False


def _over(shape: ChecklistShape, value: MarkedMapping) -> Condition | None:
    found = shape.mapping(value, allowed=tuple(_OF_BASES), required=(QUESTIONS,))
    assert found is not None
    operators = [(key, inner) for key, inner in found.pairs if key.text in _OF_BASES]
    if len(operators) != 1:
        shape.report(
            operators[1][0] if operators else found,
            "several-in-condition" if operators else "empty-condition",
            "`questions` takes exactly one comparison beside it.",
            "write one of: " + ", ".join(_OF_BASES),
        )
        return None
    questions = found.get(QUESTIONS)
    names: tuple[str, ...] | None
    if isinstance(questions, MarkedScalar) and questions.text == EVERY_WITH_BASIS:
        names = ()
    elif isinstance(questions, MarkedScalar):
        shape.report(
            questions,
            "not-a-list",
            "`questions` takes a list of ids, or the word `every_with_basis`.",
            "put the ids in brackets: [ch.during, ch.effect]",
        )
        return None
    else:
        names = _values(shape, questions) if questions is not None else None
    key, inner = operators[0]
    operand = _operand(shape, Operator(key.text), inner)
    if names is None or not isinstance(operand, tuple):
        return None
    return Over(names, Operator(key.text), operand, key.place)
