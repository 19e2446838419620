"""A condition in plain English, for the trainer who wrote it and whoever reviews it.

What is compared is called by its wording and not by its id, as it will be read
at the door.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

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
from childcheck.checklist.definitions import (
    UNBORN,
    AnswerType,
    Basis,
    Checklist,
    Question,
    Reason,
    Then,
)
from childcheck.checklist.facts import AGE, BAND, FOLLOWING
from childcheck.checklist.placeholders import date_in_words, filled, found_in, time_in_words
from childcheck.checklist.possibilities import as_texts
from childcheck.checklist.reach import Reach

LONGEST = 60  # characters of a question's wording; its beginning is enough to know it by

FACT_WORDS = {
    BAND: "the child's age group",
    AGE: "the child's age",
    "child.name": "the child's name",
    "child.family_name": "the child's family name",
    "child.other_names": "the child's other names",
    "child.born_on": "the child's birth date",
    "child.gender": "the child's gender",
    "child.language": "the child's language",
    "child.carers": "the child's carers",
    "child.whereabouts": "where the child is",
    "child.seen": "whether the child was seen",
    "child.talked": "whether the child was talked with",
    "child.alone": "whether the child was talked with alone",
    "incident.mode": "whether the family is here now",
    "incident.arrived_at": "the time of arrival",
    "incident.reference": "the incident's number",
    "incident.place": "the place",
    "incident.adults": "the list of adults",
    "incident.children": "the roll of children",
    "adult.role": "the adult's role",
    "adult.other_names": "the adult's other names",
    "adult.born_on": "the adult's birth date",
    "adult.language": "the adult's language",
}
BASIS_WORDS = {
    Basis.SEEN: "what was seen",
    Basis.CHILD_SAID: "the child's word",
    Basis.ADULT_SAID: "an adult's word",
    Basis.SIBLING_SAID: "a brother's or sister's word",
    Basis.RECORD: "a record",
    Basis.PROFESSIONAL: "a professional's word",
}
LOOK_WORDS = {
    Look.ANY_CHILD: "for at least one child",
    Look.EVERY_CHILD: "for every child",
    Look.OTHER_CHILD: "for another child",
    Look.ANY_ADULT: "for at least one adult",
}
LEFT_OUT_WORDS = {
    "spellings": "did not cover every spelling",
    "people": "did not cover everybody",
}


def when_asked(question: Question, checklist: Checklist) -> str:
    """Return when a question is asked, as one sentence."""
    if question.when is None:
        return "Always ask this."
    return f"Ask this when {explained(question.when, checklist)}."


def when_it_happens(then: Then, checklist: Checklist) -> str:
    """Return when effects come about, as one sentence."""
    return f"This happens when {explained(then.when, checklist)}."


def explained(condition: Condition, checklist: Checklist) -> str:
    """Return a condition as the part of a sentence that follows "when"."""
    return _Explanation(checklist).of(condition)


class _Explanation:
    def __init__(self, checklist: Checklist) -> None:
        self._checklist = checklist
        self._reach = Reach(checklist)

    def of(self, condition: Condition, open_names: tuple[str, ...] = ()) -> str:
        match condition:
            case Compare():
                return self._compared(condition)
            case Over():
                return self._over(condition)
            case All(inner):
                return self._joined(inner, "and", open_names)
            case Any(inner):
                return self._joined(inner, "or", open_names)
            case Named(name):
                known = self._checklist.named.get(name)
                if known is None or name in open_names:
                    return f'the condition "{name}" holds'
                return self.of(known, (*open_names, name))
            case Across(look, inner):
                return f"{LOOK_WORDS[look]}: {self.of(inner, open_names)}"

    def _joined(
        self, conditions: tuple[Condition, ...], word: str, open_names: tuple[str, ...]
    ) -> str:
        if not conditions:
            return "nothing more is needed" if word == "and" else "never"
        if len(conditions) == 1:
            return self.of(conditions[0], open_names)
        parts = [
            f"({text})" if self._has_joints(one) else text
            for one in conditions
            for text in [self.of(one, open_names)]
        ]
        return f", {word} ".join(parts)

    def _has_joints(self, condition: Condition) -> bool:
        """Return whether a condition reads wrong when it is joined to others without brackets."""
        match condition:
            case All(inner) | Any(inner):
                return len(inner) > 1 or any(map(self._has_joints, inner))
            case Named(name):
                known = self._checklist.named.get(name)
                return (
                    known is not None and not isinstance(known, Named) and self._has_joints(known)
                )
            case Across():
                return True
            case _:
                return False

    def _compared(self, compare: Compare) -> str:
        subject, operand = self._subject(compare.name), compare.operand
        values = self._values(compare.name, operand)
        if compare.operator in (Operator.IS, Operator.IS_ANY_OF) and self._takes_several(compare):
            return f"{subject} includes {_either(values)}"
        return f"{subject} {self._predicate(compare, values)}"

    def _predicate(self, compare: Compare, values: list[str]) -> str:
        operator, operand = compare.operator, compare.operand
        if operator in _WORDS:
            return _WORDS[operator](values)
        match operator:
            case Operator.ANSWERED:
                return "is answered" if operand else "is not answered"
            case Operator.ESTIMATED:
                return "is an estimate" if operand else "is a known date"
            case Operator.LEFT:
                return "was left as " + _either(map(self._way_of_leaving, as_texts(operand)))
            case Operator.LEAVES_OUT:
                texts = as_texts(operand)
                return " or ".join(LEFT_OUT_WORDS.get(text, text) for text in texts)
            case _:
                return self._resting(operator, as_texts(operand))

    def _over(self, over: Over) -> str:
        resting = self._resting(over.operator, over.operand)
        if not over.questions:
            return f"every answer that says what it rests on {resting}"
        return f"what is answered to {_both(map(self._subject, over.questions))} {resting}"

    def _resting(self, operator: Operator, texts: tuple[str, ...]) -> str:
        if operator is Operator.SAID_BY_ONLY:
            roles = _either(self._choices_of("adult.role", texts))
            return f"rests only on the word of adults who are {roles}"
        words = _either(_of_basis(text) for text in texts)
        return f"rests on {words}" if operator is Operator.RESTS_ON else f"rests only on {words}"

    def _subject(self, name: str) -> str:
        behind = () if name in FOLLOWING else self._reach.behind(name)
        if len(behind) == 1 or (behind and name not in FACT_WORDS):
            return f'"{self._wording(behind[0], name)}"'
        return FACT_WORDS.get(name, f'"{name}"')

    def _wording(self, question: Question, name: str) -> str:
        group = question.group
        if group is not None and name == group.id != question.id:
            return _shown(group.ask)
        if group is None or question.label in ("", group.ask):
            return _shown(question.ask)
        return f"{_shown(group.ask)} – {_shown(question.label)}"

    def _takes_several(self, compare: Compare) -> bool:
        return any(q.type is AnswerType.CHOICES for q in self._reach.behind(compare.name))

    def _values(self, name: str, operand: Operand) -> list[str]:
        if isinstance(operand, Reference):
            return [self._subject(operand.name)]
        if name == BAND:
            return [self._band(text) for text in as_texts(operand)]
        return self._choices_of(name, as_texts(operand))

    def _choices_of(self, name: str, texts: Iterable[str]) -> list[str]:
        questions = self._reach.enquiry(name) or self._reach.behind(name)
        labels = {str(choice.id): choice.label for one in questions for choice in one.choices}
        return [f'"{_shown(labels[text])}"' if text in labels else _plain(text) for text in texts]

    def _band(self, band_id: str) -> str:
        if band_id == UNBORN:
            return "unborn"
        at_least = 0
        for band in self._checklist.bands:
            if band.id == band_id:
                ages = f"{at_least} to {band.under - 1}" if at_least else f"under {band.under}"
                return f"{band.id.replace('_', ' ')} ({ages})"
            at_least = band.under
        return band_id

    def _way_of_leaving(self, text: str) -> str:
        ways = {way.reason: way.label for way in self._checklist.ways_of_leaving}
        known = text in tuple(Reason)
        return f'"{ways.get(Reason(text), text)}"' if known else f'"{text}"'


def _either(values: Iterable[str]) -> str:
    *first, last = [*values] or ["nothing"]
    return f"{', '.join(first)} or {last}" if first else last


def _both(values: Iterable[str]) -> str:
    *first, last = [*values] or ["nothing"]
    return f"{', '.join(first)} and {last}" if first else last


def _none_of(verb: str, values: list[str]) -> str:
    return f"{verb} {values[0]}" if len(values) == 1 else f"{verb} any of {_either(values)}"


_WORDS: dict[Operator, Callable[[list[str]], str]] = {
    Operator.IS: lambda values: f"is {_either(values)}",
    Operator.IS_ANY_OF: lambda values: f"is {_either(values)}",
    Operator.IS_NONE_OF: lambda values: _none_of("is not", values),
    Operator.INCLUDES: lambda values: f"includes {_either(values)}",
    Operator.INCLUDES_ANY_OF: lambda values: f"includes {_either(values)}",
    Operator.INCLUDES_ALL_OF: lambda values: f"includes {_both(values)}",
    Operator.INCLUDES_NONE_OF: lambda values: _none_of("does not include", values),
    Operator.AT_LEAST: lambda values: f"is {values[0]} or more",
    Operator.AT_MOST: lambda values: f"is {values[0]} or less",
    Operator.MORE_THAN: lambda values: f"is more than {values[0]}",
    Operator.LESS_THAN: lambda values: f"is less than {values[0]}",
    Operator.BEFORE: lambda values: f"is before {values[0]}",
    Operator.AFTER: lambda values: f"is after {values[0]}",
    Operator.FOUND_ANY_OF: lambda values: f"found {_either(values)}",
    Operator.FOUND_NONE_OF: lambda values: _none_of("did not find", values),
}


def _plain(text: str) -> str:
    return time_in_words(text) if ":" in text else date_in_words(text)


def _of_basis(text: str) -> str:
    return BASIS_WORDS[Basis(text)] if text in tuple(Basis) else text


def _shown(text: str) -> str:
    others = dict.fromkeys(found_in(text), "…")
    text = filled(text, child="the child", adult="the adult", answers=others)
    if text.startswith("the "):
        text = "T" + text[1:]
    if len(text) <= LONGEST:
        return text
    return text[:LONGEST].rsplit(" ", 1)[0].rstrip(",;:. ") + "…"
