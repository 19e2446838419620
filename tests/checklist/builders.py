"""Checklists for tests, made as values, with sensible defaults.

`a_checklist` with nothing said is sound. Conditions are written as in the
language: `a_condition({"all": [{"ch.seen": "awake"}, "born"]})`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any as Anything

from childcheck.checklist.conditions import (
    Across,
    All,
    Any,
    Compare,
    Condition,
    Look,
    Named,
    Operator,
    Over,
    Reference,
)
from childcheck.checklist.definitions import (
    CHOOSING,
    NOWHERE,
    AnswerType,
    Band,
    Checklist,
    Choice,
    Closing,
    Due,
    Effects,
    FollowUpKind,
    Group,
    GroupKind,
    NeededLine,
    Question,
    Reason,
    Scope,
    Section,
    Stage,
    Then,
    WayOfLeaving,
)
from childcheck.identifiers import ChoiceId, Digest, QuestionId
from childcheck.problems import Place

BANDS = (Band("infant", 2), Band("pre_school", 5), Band("school_age", 12), Band("teen", 18))

WAYS_OF_LEAVING = (
    WayOfLeaving(Reason.DID_NOT_WANT, "Asked, did not want to say"),
    WayOfLeaving(Reason.NOT_KNOWN, "Asked, not known", NeededLine("What did you try?")),
    WayOfLeaving(Reason.NOT_ASKED, "Not asked", NeededLine("Why not?")),
    WayOfLeaving(Reason.DOES_NOT_APPLY, "Does not apply", NeededLine("Why not?")),
)


def at_line(line: int, column: int = 1, file: str = "checklist.yaml") -> Place:
    """Return a place in a file that need not exist."""
    return Place(file, line, column)


# Conditions


def a_condition(written: str | Mapping[str, Anything], place: Place = NOWHERE) -> Condition:
    """Return a condition written as in the language; `ref("ch.x")` stands for another id."""
    if isinstance(written, str):
        return Named(written, place)
    made = (_one_condition(key, value, written, place) for key, value in written.items())
    parts = [part for part in made if part is not None]
    return parts[0] if len(parts) == 1 else All(tuple(parts), place)


def ref(name: str) -> Reference:
    """Return another question, or a fact, as that with which something is compared."""
    return Reference(name)


def _one_condition(
    key: str, value: Anything, written: Mapping[str, Anything], place: Place
) -> Condition | None:
    if key in ("all", "any"):
        kind = All if key == "all" else Any
        return kind(tuple(a_condition(one, place) for one in value), place)
    if key in tuple(Look):
        return Across(Look(key), a_condition(value, place), place)
    if key in ("questions", "every_with_basis"):
        [(operator, operand)] = [pair for pair in written.items() if pair[0] != key]
        questions = tuple(value) if key == "questions" else ()
        return Over(questions, Operator(operator), tuple(operand), place)
    if key in ("rests_on", "rests_on_only", "said_by_only"):
        return None  # belongs to `questions`
    if isinstance(value, dict):
        [(operator, operand)] = value.items()
        operand = tuple(operand) if isinstance(operand, list) else operand
        return Compare(key, Operator(operator), operand, place)
    if isinstance(value, list):
        return Compare(key, Operator.IS_ANY_OF, tuple(value), place)
    return Compare(key, Operator.IS, value, place)


# Questions


def a_choice(choice_id: str, label: str = "", **more: Anything) -> Choice:
    """Return a choice; its label is its id unless another is given."""
    return Choice(ChoiceId(choice_id), label or choice_id.replace("_", " "), **more)


def a_question(
    question_id: str = "ch.seen",
    kind: AnswerType | str = AnswerType.CHOICE,
    *,
    choices: Iterable[str | Choice] = ("yes", "no"),
    when: str | Mapping[str, Anything] | Condition | None = None,
    **more: Anything,
) -> Question:
    """Return a leaf question; one that chooses offers yes and no unless others are given."""
    kind = AnswerType(kind)
    offers = kind in CHOOSING or choices != ("yes", "no")
    more.setdefault("stage", Stage.DOOR)
    return Question(
        id=QuestionId(question_id),
        ask=more.pop("ask", f"What about {question_id}?"),
        type=kind,
        section=more.pop("section", ""),
        choices=tuple(one if isinstance(one, Choice) else a_choice(one) for one in choices)
        if offers
        else (),
        when=a_condition(when) if isinstance(when, (str, dict)) else when,  # type: ignore[arg-type]
        **more,
    )


def in_group(
    group_id: str, kind: GroupKind | str, *leaves: Question, **more: Anything
) -> tuple[Question, ...]:
    """Return leaf questions as one question of the author with several answers."""
    ask = more.pop("ask", f"What about {group_id}?")
    group = Group(QuestionId(group_id), GroupKind(kind), ask, **more)
    return tuple(
        replace(leaf, group=group, label=leaf.label or leaf.id.rpartition(".")[2])
        for leaf in leaves
    )


def some_parts(group_id: str, *leaves: Question, **more: Anything) -> tuple[Question, ...]:
    """Return the leaves of a `parts` question; their ids are `ID.PART`."""
    return in_group(group_id, GroupKind.PARTS, *leaves, **more)


def an_enquiry(
    group_id: str = "in.chk",
    *,
    results: Iterable[str] = ("nothing", "something"),
    when: str | Mapping[str, Anything] | None = None,
    **more: Anything,
) -> tuple[Question, ...]:
    """Return the leaves of an enquiry."""
    more.setdefault("stage", Stage.DESK)
    done = {f"{group_id}.state": "done"}
    told = {"all": [when, done]} if when else done
    state = ("done", "waiting", "not_needed", "not_done")
    spellings = ("every", "some", "as_given")
    leaves = (
        a_question(f"{group_id}.state", choices=state, when=when, **more),
        a_question(f"{group_id}.covered", "persons", when=told, covers=(Scope.ADULT,), **more),
        a_question(f"{group_id}.spellings", choices=spellings, when=told, **more),
        a_question(f"{group_id}.results", "choices", choices=results, when=told, **more),
        a_question(f"{group_id}.text", "text", when=told, is_needed=False, **more),
    )
    return in_group(group_id, GroupKind.ENQUIRY, *leaves, covers=(Scope.ADULT,))


def a_follow_up_question(
    group_id: str, opens: str, when: str | Mapping[str, Anything] | None = None, **more: Anything
) -> tuple[Question, ...]:
    """Return the leaves of a question that gives a follow-up to a person."""
    leaves = (
        a_question(f"{group_id}.who", "text", when=when, **more),
        a_question(f"{group_id}.where", "text", when=when, **more),
        a_question(f"{group_id}.by", "time", when=when, **more),
    )
    return in_group(group_id, GroupKind.FOLLOW_UP, *leaves, opens=opens)


def a_list_of_adults(
    group_id: str = "in.adults",
    *fields: Question,
    roles: Iterable[str] = ("harmed", "accused", "other"),
    **more: Anything,
) -> tuple[Question, ...]:
    """Return the leaves of the list of adults: the naming, the roles and the fields."""
    naming = a_question(group_id, "people", fact=more.pop("fact", "incident.adults"), **more)
    with_roles = a_question(f"{group_id}.roles", "choices", choices=roles, fact="adult.role")
    of_adult = (replace(field, of=Scope.ADULT) for field in (with_roles, *fields))
    return in_group(group_id, GroupKind.PEOPLE, naming, *of_adult)


WHEREABOUTS = (
    a_choice("here", "Here, awake", is_here=True),
    a_choice("asleep", "Here, asleep", is_here=True),
    a_choice("out", "Out", is_here=False),
    a_choice("unborn", "Not born yet", is_here=False),
)
BORN_ON = a_question(
    "in.children.born_on",
    "date",
    fact="child.born_on",
    is_estimable=True,
    when={"in.children.whereabouts": {"is_none_of": ["unborn"]}},
)


def a_roll(
    group_id: str = "in.children",
    *fields: Question,
    whereabouts: Iterable[Choice] = WHEREABOUTS,
    **more: Anything,
) -> tuple[Question, ...]:
    """Return the leaves of the roll: the naming, the whereabouts and the fields."""
    naming = a_question(group_id, "roll", fact=more.pop("fact", "incident.children"), **more)
    where = a_question(
        f"{group_id}.whereabouts",
        choices=whereabouts,
        fact="child.whereabouts",
        reasons=(Reason.NOT_KNOWN,),
    )
    of_child = (replace(field, of=Scope.CHILD) for field in (where, *fields))
    return in_group(group_id, GroupKind.ROLL, naming, *of_child)


# Sections, follow-ups and the whole


def a_section(
    section_id: str = "child",
    *questions: Question | Iterable[Question],
    for_each: Scope | str = Scope.CHILD,
    then: Iterable[Then] = (),
    **more: Anything,
) -> Section:
    """Return a section; its questions, and whole groups of them, are made its own."""
    scope = Scope(for_each)
    flat: list[Question] = []
    for one in questions:
        flat.extend([one] if isinstance(one, Question) else one)
    return Section(
        section_id,
        more.pop("title", f"About {section_id}"),
        scope,
        tuple(_made_part_of(one, section_id, scope, more) for one in flat),
        tuple(then),
        **more,
    )


def _made_part_of(
    question: Question, section_id: str, scope: Scope, more: Mapping[str, Anything]
) -> Question:
    group = question.group
    is_field = (
        group is not None
        and group.kind in (GroupKind.PEOPLE, GroupKind.ROLL)
        and question.id != group.id
    )
    return replace(
        question,
        section=section_id,
        of=question.of if is_field else scope,
        is_pair=is_field and scope is Scope.CHILD,
        in_engagement=bool(more.get("is_engagement")),
    )


def a_then(when: str | Mapping[str, Anything], place: Place = NOWHERE, **effects: Anything) -> Then:
    """Return effects that hang on several answers; a reminder unless others are given."""
    return Then(a_condition(when, place), Effects(**(effects or {"remind": "Think again."})), place)


def a_follow_up(name: str = "see_child", **more: Anything) -> FollowUpKind:
    """Return a follow-up that anyone may close by the end of the duty."""
    more.setdefault("closed_by", Closing.ANYONE)
    if "due_hours" not in more:
        more.setdefault("due", Due.END_OF_DUTY)
    return FollowUpKind(name, more.pop("what", "See to it"), **more)


def the_incident(*questions: Question | Iterable[Question], **more: Anything) -> Section:
    """Return the first section: the mode, the adults, the roll, and what else is wanted."""
    mode = a_question("in.mode", choices=("now", "afterwards"), fact="incident.mode", reasons=())
    start = (mode, *a_list_of_adults(), *a_roll("in.children", BORN_ON))
    return a_section("incident", start, *questions, for_each=Scope.INCIDENT, **more)


def a_checklist(
    *sections: Section | Question | str,
    conditions: Mapping[str, Condition | Mapping[str, Anything]] | None = None,
    follow_ups: Iterable[FollowUpKind] = (),
    with_incident: bool = True,
    **more: Anything,
) -> Checklist:
    """Return a checklist: the incident's section first, then what is given.

    Questions that stand in no section, or only their ids, make one section for each
    child.
    """
    loose = tuple(
        one if isinstance(one, Question) else a_question(one)
        for one in sections
        if not isinstance(one, Section)
    )
    given = tuple(one for one in sections if isinstance(one, Section))
    has_incident = any(one.id == "incident" for one in given)
    first = (the_incident(),) if with_incident and not has_incident else ()
    if loose or not given:
        given = (*given, a_section("child", *(loose or (a_question(),))))
    return Checklist(
        id=more.pop("id", "a-checklist"),
        version=more.pop("version", "2026.1.1"),
        title=more.pop("title", "A checklist"),
        language="en-GB",
        bands=more.pop("bands", BANDS),
        ways_of_leaving=more.pop("ways_of_leaving", WAYS_OF_LEAVING),
        conditions={
            name: a_condition(one) if isinstance(one, dict) else one  # type: ignore[misc]
            for name, one in (conditions or {}).items()
        },
        follow_ups={kind.name: kind for kind in follow_ups},
        sections=(*first, *given),
        digest=more.pop("digest", Digest("sha256:" + "0" * 64)),
        **more,
    )
