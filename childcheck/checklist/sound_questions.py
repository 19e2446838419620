"""What must be right about a single question: its type, its choices, its fact."""

from __future__ import annotations

from collections.abc import Iterator

from childcheck.checklist.conditions import Compare, comparisons
from childcheck.checklist.definitions import (
    CHOOSING,
    UNBORN,
    AnswerType,
    Checklist,
    GroupKind,
    Question,
    Scope,
    Stage,
)
from childcheck.checklist.facts import FACTS, FOLLOWING, MODES, SHARED, WITH_MEANING
from childcheck.checklist.possibilities import as_texts
from childcheck.checklist.reach import nearest
from childcheck.identifiers import QuestionId
from childcheck.problems import Place, Problem

FEWEST_CHOICES = {AnswerType.CHOICE: 2, AnswerType.YES_NO: 2, AnswerType.CHOICES: 1}

_TELLS_AGE = "child.born_on"

# In an incident file these stand beside an answer, or beside a person's answers.
RESERVED_PARTS = ("answer", "left", "text", "basis", "answered_at")
RESERVED_FIELDS = ("name", "answers", "engagements")


def faults_of_question(question: Question, checklist: Checklist) -> Iterator[Problem]:
    """Yield everything that is wrong with one question, conditions and wording apart."""
    yield from _of_choices(question)
    yield from _of_keys(question)
    yield from _of_part_name(question, checklist)
    yield from _of_fact(question)
    yield from _of_sharing(question, checklist)
    yield from _of_birth_date(question, checklist)
    yield from _of_meaning(question)
    yield from _of_section(question, checklist)


def _fault(
    question: Question, code: str, what: str, remedy: str, place: Place | None = None
) -> Problem:
    return Problem(what=what, remedy=remedy, where=place or question.place, code=code)


# Choices and limits


def _of_choices(question: Question) -> Iterator[Problem]:
    crossed = _has_crossed_limits(question)
    if (_has_no_choices(question) or crossed) and not question.reasons:
        yield _fault(
            question,
            "no-way-out",
            f'"{question.id}" can neither be answered nor left.',
            "give it answers that are possible, or reasons to leave it",
        )
    elif crossed:
        yield _fault(
            question,
            "limits-crossed",
            f'"{question.id}" takes at least {question.at_least} and at most {question.at_most}: '
            "no number fits.",
            "swap them",
        )
    elif len(question.choices) < (fewest := FEWEST_CHOICES.get(question.type, 0)):
        yield _fault(
            question,
            "too-few-choices",
            f'"{question.id}" offers fewer than {fewest} choices.',
            "offer more, or make it a question of another type",
        )
    seen: set[str] = set()
    for choice in question.choices:
        if choice.id in seen:
            yield _fault(
                question,
                "duplicate-choice",
                f'"{question.id}" offers "{choice.id}" twice.',
                "rename one of them, or take it out",
                choice.place,
            )
        seen.add(choice.id)
    for one in dict.fromkeys(one for group in question.excludes_others for one in group):
        if one not in seen:
            yield Problem(
                what=f'"{question.id}" offers no "{one}" that could exclude the others.',
                remedy="name one of its choices",
                where=question.place,
                code="unknown-exclusion",
                nearest=nearest(one, seen),
            )


def _has_no_choices(question: Question) -> bool:
    return question.type in CHOOSING and not question.choices


def _has_crossed_limits(question: Question) -> bool:
    low, high = question.at_least, question.at_most
    return (
        question.type is AnswerType.NUMBER and low is not None and high is not None and low > high
    )


# Keys that suit only some types


def _of_keys(question: Question) -> Iterator[Problem]:
    several = AnswerType.CHOICES
    has_limits = question.at_least is not None or question.at_most is not None
    keys = (
        ("choices", bool(question.choices), question.type in CHOOSING, "a choice"),
        ("excludes_others", bool(question.excludes_others), question.type is several, "choices"),
        ("basis: each", question.basis_each, question.type is several, "choices"),
        ("estimated", question.is_estimable, question.type is AnswerType.DATE, "a date"),
        ("at_least and at_most", has_limits, question.type is AnswerType.NUMBER, "a number"),
        ("speaker", not question.has_speaker, question.type is AnswerType.LINES, "lines"),
        ("none", bool(question.none_label), question.type is AnswerType.LINES, "lines"),
        ("nothing", bool(question.nothing_label), question.type is AnswerType.TEXT, "text"),
    )
    for key, is_there, is_suitable, wanted in keys:
        if is_there and not is_suitable:
            yield _fault(
                question,
                "key-not-wanted",
                f'"{question.id}" is of type {question.type}: `{key}` does not belong there.',
                f"take `{key}` out; only a question of type {wanted} has it",
            )


def _of_part_name(question: Question, checklist: Checklist) -> Iterator[Problem]:
    owner, _, part = question.id.rpartition(".")
    kind = question.group.kind if question.group is not None else None
    is_of_choice = owner in checklist.questions  # the line of a choice, asked in a later stage
    if kind in (None, GroupKind.ENQUIRY, GroupKind.FOLLOW_UP) and not is_of_choice:
        return
    if question.group is not None and question.id == question.group.id:
        return  # the naming itself
    whole = checklist.questions.get(QuestionId(owner))
    is_list = whole is not None and whole.type in (AnswerType.PEOPLE, AnswerType.ROLL)
    if part == "text" and whole is not None and not is_list and whole.choice(part) is None:
        return  # the line beside the whole answer, asked in a later stage: so it is written
    is_field = kind in (GroupKind.PEOPLE, GroupKind.ROLL)
    if part in RESERVED_PARTS or (is_field and part in RESERVED_FIELDS):
        yield _fault(
            question,
            "reserved-part",
            f'"{part}" cannot be the name of a part of "{owner}": in an incident file it means '
            "something else.",
            "give the part another name",
        )


# Facts


def _of_fact(question: Question) -> Iterator[Problem]:
    name = question.fact
    if not name:
        return
    fact = FACTS.get(name)
    if fact is None:
        remedy = "use one of: " + ", ".join(FACTS)
        if name in FOLLOWING:
            remedy = "write `fact: child.born_on` at the question of the birth date: this follows"
        yield Problem(
            what=f'There is no fact "{name}" that a question can tell.',
            remedy=remedy,
            where=question.place,
            code="unknown-fact",
            nearest=nearest(name, FACTS),
        )
        return
    if question.of is not fact.of or question.is_pair:
        yield _fault(
            question,
            "fact-wrong-scope",
            f'"{name}" cannot be told by "{question.id}", which is not asked of '
            f"{_ASKED_OF[fact.of]} alone.",
            f"move the question to where {_ASKED_OF[fact.of]} is asked about",
        )
    if question.type not in fact.types:
        yield _fault(
            question,
            "fact-wrong-type",
            f'"{question.id}" is of type {question.type}, and "{name}" is not.',
            "make it of type " + " or ".join(fact.types),
        )
    elif name == "incident.mode" and tuple(choice.id for choice in question.choices) != MODES:
        yield _fault(
            question,
            "mode-choices",
            f'"{question.id}" tells "incident.mode" and must offer exactly `now` and `afterwards`.',
            "offer these two, in this order; their wording is yours",
        )
    elif name == "child.whereabouts" and question.choice(UNBORN) is None:
        yield _fault(
            question,
            "roll-without-unborn",
            f'"{question.id}" does not offer `{UNBORN}`.',
            f"add `{UNBORN}` to the whereabouts: an unborn child belongs on the roll",
        )


def _of_birth_date(question: Question, checklist: Checklist) -> Iterator[Problem]:
    """Yield that a birth date is asked at some ages only; whether a child is born may decide."""
    if question.fact != _TELLS_AGE or question.when is None:
        return
    for one in comparisons(question.when, {**checklist.conditions}):
        if not isinstance(one, Compare) or as_texts(one.operand) == (UNBORN,):
            continue
        if _TELLS_AGE in FOLLOWING.get(one.name, ()):
            yield Problem(
                what=f'"{question.id}" asks for the birth date at some ages only: an age that was '
                "taken wrongly is not put right by it.",
                remedy="ask it whatever the age; for children who are born, write "
                f"`when: {{child.whereabouts: {{is_none_of: [{UNBORN}]}}}}`",
                where=question.when.place,
                code="birth-by-age",
                is_warning=True,
            )
            return


def _of_sharing(question: Question, checklist: Checklist) -> Iterator[Problem]:
    """Yield where something told of one person would be offered for another, and must not be."""
    if not question.as_for_others:
        return
    naming = checklist.questions.get(question.group.id) if question.group is not None else None
    is_field = question.is_pair and naming is not None and naming.as_for_others
    if question.basis or question.basis_each or question.in_engagement:
        yield _fault(
            question,
            "observation-shared",
            f'"{question.id}" tells what was observed or said of one person: what is so for one is '
            "never offered for another.",
            "take `as_for_others` out",
        )
    elif question.fact not in SHARED and not is_field:
        yield _fault(
            question,
            "not-shared",
            f'"{question.id}" tells nothing that a family shares, so it is not offered for '
            "another.",
            f"take `as_for_others` out; it belongs to a question with one of the facts "
            f"{', '.join(SHARED)}, and to the fields of a list of carers that has it",
        )


_ASKED_OF = {
    Scope.INCIDENT: "the incident",
    Scope.CHILD: "a child",
    Scope.ADULT: "an adult",
}


def _of_meaning(question: Question) -> Iterator[Problem]:
    rules = (
        ("means", question.fact in WITH_MEANING, [choice.means for choice in question.choices]),
        (
            "here",
            question.fact == "child.whereabouts",
            [choice.is_here for choice in question.choices],
        ),
    )
    for key, is_wanted, values in rules:
        if key == "means" and question.at_leaving and not is_wanted:
            continue  # there each choice may say it, or not
        for choice, value in zip(question.choices, values, strict=True):
            if is_wanted and value is None:
                yield _fault(
                    question,
                    f"{key}-missing",
                    f'The choice "{choice.id}" of "{question.id}" does not say `{key}`.',
                    f"write `{key}: {'yes' if key == 'means' else 'true'}` or "
                    f"`{key}: {'no' if key == 'means' else 'false'}` at the choice",
                    choice.place,
                )
            elif value is not None and not is_wanted:
                wanted = "whereabouts"
                if key == "means":
                    wanted = f"{' or '.join(sorted(WITH_MEANING))}, or to `at_leaving`"
                yield _fault(
                    question,
                    f"{key}-not-wanted",
                    f'The choice "{choice.id}" of "{question.id}" says `{key}`, which means '
                    "nothing there.",
                    f"take it out; it belongs to {wanted}",
                    choice.place,
                )


def _of_section(question: Question, checklist: Checklist) -> Iterator[Problem]:
    if question.at_leaving and question.stage is Stage.DESK:
        yield _fault(
            question,
            "at-leaving-late",
            f'"{question.id}" is asked at the desk, when the door is closed: it has no answer on '
            "the leaving screen.",
            "take `at_leaving` out, or ask it in the stage `door` or `leaving`",
        )
    is_child = checklist.section(question.section).for_each is Scope.CHILD
    if question.say_to_child and not is_child:
        yield _fault(
            question,
            "say-to-child",
            f'"{question.id}" is said to a child, and its section is not asked for each child.',
            "take `say_to_child` out, or move the question",
        )
