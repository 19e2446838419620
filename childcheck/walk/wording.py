"""Answers and names in words, as a person reads them.

Moments are shown in local time on the 24-hour clock; the date stands beside.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo

from childcheck.checklist import placeholders
from childcheck.checklist.ages import read_date_answer
from childcheck.checklist.answers import Answer, BasisGiven, Given, Plain
from childcheck.checklist.definitions import CHOOSING, AnswerType, Basis, Checklist, Question
from childcheck.checklist.placeholders import as_words, filled, found_in
from childcheck.identifiers import ChildId, QuestionId
from childcheck.walk.situation import Situation
from childcheck.walk.subjects import Subject
from childcheck.walk.viewing import Sight

SPEAKER_WORDS = {
    "officer": "Officer",
    "child": "Child",
    "interpreter": "Interpreter",
    "other": "Somebody else",
    "not_in_words": "Not in words",
}
BASIS_WORDS = {
    Basis.SEEN: "seen",
    Basis.CHILD_SAID: "the child said",
    Basis.ADULT_SAID: "an adult said",
    Basis.SIBLING_SAID: "a brother or sister said",
    Basis.RECORD: "a record",
    Basis.PROFESSIONAL: "another professional",
}


def first_name(sight: Sight, child: ChildId) -> str:
    """Return what a child is called in a question: the first name, where that is one.

    A description ("boy about four") and a name written without a space stay
    whole; so do names of which two children would share the first part.
    """
    whole = sight.name_of_child(child)
    words = whole.split()
    if not words:
        return "this child"
    if len(words) == 1 or not all(word[:1].isupper() for word in words):
        return whole
    others = (one for one in sight.situation.living_children() if one != child)
    if any(sight.name_of_child(other).split()[:1] == words[:1] for other in others):
        return whole
    return words[0]


@dataclass(frozen=True)
class Values:
    """Where the placeholders of a text come from: one subject of one situation."""

    sight: Sight
    subject: Subject


def placeholder_values(sight: Sight, subject: Subject) -> Values:
    """Return what may stand in a text of the checklist for a subject."""
    return Values(sight, subject)


def fill(text: str, values: Values) -> str:
    """Return a text of the checklist with its placeholders filled."""
    names = found_in(text)
    if not names:
        return text
    sight, subject = values.sight, values.subject
    situation = sight.situation
    answers = {}
    for name in names:
        question = sight.checklist.questions.get(QuestionId(name))
        if question is not None:
            held = sight.live(sight.spot(question, subject))
            given = held.given if held is not None else None
            answers[name] = as_words(question, given, names_in(sight))
    child = adult = ""
    if subject.child is not None:
        child = first_name(sight, subject.child)
    if subject.adult is not None:
        adult = situation.adults[subject.adult].name
    return filled(text, child, adult, answers)


def worded(question: Question, values: Values) -> Question:
    """Return a question whose labels have their placeholders filled, for `in_words`."""
    labels = (question.none_label, question.nothing_label, *(one.label for one in question.choices))
    if not any("{" in label for label in labels):
        return question
    return replace(
        question,
        none_label=fill(question.none_label, values),
        nothing_label=fill(question.nothing_label, values),
        choices=tuple(replace(one, label=fill(one.label, values)) for one in question.choices),
    )


def names_of(situation: Situation) -> dict[str, str]:
    """Return everybody's name by identifier."""
    return {
        **{str(one): person.name for one, person in situation.adults.items()},
        **{str(one): person.name for one, person in situation.children.items()},
    }


def names_in(sight: Sight) -> dict[str, str]:
    """Return everybody's name by identifier, a child's as it was put right since the roll."""
    children = {str(one): sight.name_of_child(one) for one in sight.situation.children}
    return names_of(sight.situation) | children


def in_words(
    question: Question,
    given: Given,
    checklist: Checklist,
    names: Mapping[str, str],
    *,
    with_basis: bool = False,
    zone: tzinfo | None = None,
) -> str:
    """Return an answer, or the reason for none, as a person reads it."""
    if not isinstance(given, Answer):
        label = checklist.way_of_leaving(given.reason).label
        return f"({label}: {given.text})" if given.text else f"({label})"
    text = value_in_words(question, given.value, names, zone)
    if question.type in CHOOSING:
        text = _with_lines(question, given)
    elif given.texts.get(""):
        text = f"{text}: {given.texts['']}"
    if with_basis and given.all_bases:
        text += f" [{bases_in_words(question, given, names)}]"
    return text


def _with_lines(question: Question, given: Answer) -> str:
    parts = []
    for chosen in given.chosen:
        choice = question.choice(chosen)
        label = choice.label if choice is not None else chosen
        line = given.texts.get(chosen, "")
        parts.append(f"{label}: {line}" if line else label)
    text = "; ".join(parts)
    own = given.texts.get("", "")
    return f"{text}: {own}" if own else text


def bases_in_words(question: Question, given: Answer, names: Mapping[str, str]) -> str:
    """Return what an answer rests on, choice by choice where it was asked so."""
    parts = []
    for key, bases in sorted(given.basis.items(), key=lambda item: _place(question, item[0])):
        words = ", ".join(basis_in_words(one, names) for one in bases)
        choice = question.choice(key)
        parts.append(f"{choice.label}: {words}" if choice is not None else words)
    return "; ".join(parts)


def _place(question: Question, choice: str) -> int:
    """Return the place of a choice in its question; the whole answer's basis comes first."""
    ids: list[str] = [one.id for one in question.choices]
    return ids.index(choice) if choice in ids else -1


def basis_in_words(given: BasisGiven, names: Mapping[str, str]) -> str:
    """Return what an answer rests on, with the adults who said it."""
    words = BASIS_WORDS[given.basis]
    if not given.adults:
        return words
    return f"{words} ({', '.join(names.get(adult, '?') for adult in given.adults)})"


def value_in_words(
    question: Question, value: Plain, names: Mapping[str, str], zone: tzinfo | None = None
) -> str:
    """Return a value as a person reads it."""
    match question.type:
        case AnswerType.CHOICE | AnswerType.CHOICES | AnswerType.YES_NO:
            labels = []
            for one in Answer(value).chosen:
                choice = question.choice(one)
                labels.append(choice.label if choice is not None else one)
            return "; ".join(labels)
        case AnswerType.TRANSCRIPT | AnswerType.LINES if isinstance(value, list):
            return "\n".join(lines_in_words(question, value)) if value else question.none_label
        case AnswerType.PEOPLE | AnswerType.ROLL | AnswerType.PERSONS if isinstance(value, list):
            return "; ".join(names.get(str(one), "?") for one in value) or "nobody"
        case AnswerType.DATE if isinstance(value, str):
            return date_in_words(value)
        case AnswerType.TIME if isinstance(value, str):
            return moment_in_words(value, zone)
        case _:
            if isinstance(value, dict) and "nothing" in value:
                return f"{question.nothing_label}: {value['nothing']}"
            return "" if value is None else str(value)


def lines_in_words(question: Question, value: Plain) -> list[str]:
    """Return the lines of a talk, or of what was said, each as a person reads it."""
    told = line_in_words if question.type is AnswerType.TRANSCRIPT else _line
    lines = value if isinstance(value, list) else []
    return [told(line) for line in lines if isinstance(line, dict)]


def _line(line: dict[str, Plain]) -> str:
    speaker = line.get("speaker")
    return f"{speaker}: {line.get('text', '')}" if speaker else str(line.get("text", ""))


def line_in_words(line: dict[str, Plain]) -> str:
    """Return one line of a talk, its words untouched, with what is known of its language."""
    speaker = str(line.get("speaker", ""))
    words = str(line.get("words", ""))
    text = f"{SPEAKER_WORDS.get(speaker, speaker)}: {words}"
    about = [str(line["language"])] if line.get("language") else []
    if line.get("translation"):
        by = f", translated by {line['translator']}" if line.get("translator") else ""
        about.append(f"in English: {line['translation']}{by}")
    if line.get("sure") is False:
        about.append("not sure")
    return f"{text} ({'; '.join(about)})" if about else text


def date_in_words(value: str) -> str:
    """Return a date answer as a person reads it."""
    read = read_date_answer(value)
    if read is not None and read.band is not None:
        return f"by eye: {read.band.replace('_', '-')}"
    return placeholders.date_in_words(value)


def moment_in_words(value: str, zone: tzinfo | None = None) -> str:
    """Return a moment on the 24-hour clock, in a zone where one is given.

    A time that the clock showed twice is told with its offset: 01:30 (UTC+01:00).
    """
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return value
    if zone is not None:
        moment = moment.astimezone(zone)
    words = placeholders.time_in_words(moment.isoformat())
    if zone is not None and _occurs_twice(moment):
        clock, _, day = words.partition(" on ")
        return f"{clock} (UTC{moment.isoformat()[-6:]}) on {day}"
    return words


def _occurs_twice(moment: datetime) -> bool:
    return moment.replace(fold=0).utcoffset() != moment.replace(fold=1).utcoffset()
