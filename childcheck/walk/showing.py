"""One question as it is put: wording filled in, what is known, where one stands."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from types import MappingProxyType

from childcheck.checklist.answers import Answer
from childcheck.checklist.definitions import AnswerType, NeededLine, Question, Scope
from childcheck.checklist.fitting import Setting, faults
from childcheck.identifiers import ChildId, EntryId
from childcheck.walk.answering import kept
from childcheck.walk.at_once import AtOnce, at_once_for
from childcheck.walk.clocked import by_clock
from childcheck.walk.effects import forced_of
from childcheck.walk.situation import Held
from childcheck.walk.subjects import Spot, Subject
from childcheck.walk.viewing import Sight, persons_for
from childcheck.walk.wording import (
    fill,
    first_name,
    in_words,
    names_in,
    placeholder_values,
    worded,
)


class Standing(Enum):
    """What is shown as the answer so far, to be kept with one key."""

    NOTHING = "nothing"
    ANSWER = "answer"  # given here before
    FACT = "fact"  # known from elsewhere, such as the roll
    SET_ASIDE = "set_aside"  # no longer applied for a while, and applies again
    ASK_AGAIN = "ask_again"  # another answer made it due again
    CLOCK = "clock"  # a moment that this computer's clock knows; nobody has said it yet


@dataclass(frozen=True)
class Shown:
    """A question as an officer sees it.

    `choices` are ids with labels, in order; `persons` who may be picked or is
    listed already, with names. `standing_words` is the answer so far in words.
    """

    spot: Spot
    question: Question
    heading: str
    ask: str
    group_ask: str
    before: tuple[str, ...]
    guidance: str
    why: str
    choices: tuple[tuple[str, str], ...]
    persons: Mapping[str, str]
    adults: Mapping[str, str]
    standing: Standing
    held: Held | None
    standing_words: str
    lines_above: tuple[str, ...]
    status: str
    name: str  # of the child or adult in hand; empty for the incident
    may_go_back: bool = True
    needs_why: bool = False  # a change is a correction, with a reason
    may_close_door: bool = False  # the family is there, and may leave before all is asked
    notes: tuple[str, ...] = ()  # of the checklist, straight before the question
    label: str = ""  # the short name of a part or field, filled in
    line_asks: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    none_label: str = ""
    nothing_label: str = ""
    listed: tuple[str, ...] = ()  # who is on this list of people, or on the roll, so far
    passed_with: Mapping[Spot, str] = field(default_factory=dict)  # optional ones beside it
    at_once: tuple[AtOnce, ...] = ()  # what one key each may answer, besides

    @property
    def may_keep(self) -> bool:
        """Whether there is an answer that one key keeps."""
        return self.standing is not Standing.NOTHING


def show(
    sight: Sight,
    spot: Spot,
    status: str,
    *,
    may_go_back: bool = True,
    needs_why: bool = False,
    may_close_door: bool = False,
    passed_with: Collection[Spot] = (),
) -> Shown:
    """Return a spot's question as it is put now."""
    question = sight.checklist.questions[spot.question]
    values = placeholder_values(sight, spot.subject)
    names = names_in(sight)
    standing, held = _standing(sight, spot, question)
    words = ""
    if held is not None:
        told = worded(question, values)
        words = in_words(told, held.given, sight.checklist, names, with_basis=True)
    persons = persons_for(sight, question)
    if question.type is AnswerType.PEOPLE and spot.subject.child is not None:
        listed = sight.situation.picked.get(spot, ())
        words = words or "; ".join(names[one] for one in listed)
    return Shown(
        spot=spot,
        question=question,
        heading=fill(sight.checklist.section(question.section).title, values),
        ask=fill(question.ask, values),
        group_ask=fill(question.group.ask, values) if question.group else "",
        notes=_notes(sight, spot, question),
        before=_before(sight, spot, question),
        guidance=fill(question.guidance, values),
        why=fill(question.why, values),
        choices=tuple((choice.id, fill(choice.label, values)) for choice in question.choices),
        persons={one: names[one] for one in persons},
        adults={one: names[one] for one in sight.situation.living_adults()},
        standing=standing,
        held=held,
        standing_words=words,
        lines_above=lines_above(sight) if spot.subject.child else (),
        status=status,
        name=name_in_hand(sight, spot.subject),
        may_go_back=may_go_back,
        needs_why=needs_why,
        may_close_door=may_close_door,
        label=fill(question.label, values),
        line_asks={key: fill(line.ask, values) for key, line in _lines(question)},
        none_label=fill(question.none_label, values),
        nothing_label=fill(question.nothing_label, values),
        listed=_listed(sight, spot, question, persons),
        passed_with={one: _in_short(sight, one) for one in passed_with},
        at_once=at_once_for(sight, spot) if standing is Standing.NOTHING else (),
    )


def _in_short(sight: Sight, spot: Spot) -> str:
    """Return what a question is about in few words: its label, or else the whole of it."""
    question = sight.checklist.questions[spot.question]
    values = placeholder_values(sight, spot.subject)
    return fill(question.label or question.ask, values)


def _lines(question: Question) -> Iterator[tuple[str, NeededLine]]:
    """Yield the lines that may stand beside an answer, by choice; the empty key is its own."""
    if question.text is not None:
        yield "", question.text
    for choice in question.choices:
        if choice.text is not None:
            yield choice.id, choice.text


def _listed(
    sight: Sight, spot: Spot, question: Question, persons: tuple[str, ...]
) -> tuple[str, ...]:
    """Return who is on a list of people or on the roll, whether or not it is complete."""
    if question.type is AnswerType.PEOPLE and spot.subject.child is not None:
        picked = sight.situation.picked.get(spot, ())
        return tuple(one for one in picked if one in persons)
    return persons if question.type in (AnswerType.PEOPLE, AnswerType.ROLL) else ()


def _before(sight: Sight, spot: Spot, question: Question) -> tuple[str, ...]:
    values = placeholder_values(sight, spot.subject)
    return tuple(
        fill(one.text, values)
        for one in question.before
        if sight.holds(one.when, spot.subject) is not False
    )


def _notes(sight: Sight, spot: Spot, question: Question) -> tuple[str, ...]:
    """Return the notes that stand straight before a question in its section."""
    values = placeholder_values(sight, spot.subject)
    notes: list[str] = []
    for one in sight.checklist.section(question.section).questions:
        if one.id == question.id:
            return tuple(notes)
        if one.type is not AnswerType.NOTE:
            notes.clear()
        elif sight.holds(one.when, spot.subject) is not False:
            notes.append(fill(one.ask, values))
    return ()


def name_in_hand(sight: Sight, subject: Subject) -> str:
    """Return the name of the child or adult that a question is about."""
    if subject.adult is not None:
        return sight.situation.adults[subject.adult].name
    if subject.child is not None:
        return first_name(sight, subject.child)
    return ""


def _standing(sight: Sight, spot: Spot, question: Question) -> tuple[Standing, Held | None]:
    held = sight.situation.held.get(spot)
    if held is not None:
        if sight.is_reopened(spot):
            return Standing.ASK_AGAIN, held
        return (Standing.SET_ASIDE if held.is_set_aside else Standing.ANSWER), held
    known = _known_fact(sight, spot, question)
    if known is not None:
        return Standing.FACT, known
    moment = by_clock(sight, spot, question)
    return (Standing.CLOCK, moment) if moment is not None else (Standing.NOTHING, None)


def _known_fact(sight: Sight, spot: Spot, question: Question) -> Held | None:
    """Return what is already known of the question's fact, for this person alone."""
    if not question.fact or question.in_engagement:
        return None
    known = sight.fact(question.fact, spot.subject)
    if known is not None:
        return known if _fits(sight, question, known) else None
    child = spot.subject.child
    if question.fact == "child.name" and child is not None and question.of is Scope.CHILD:
        name = sight.situation.children[child].name
        return Held(Answer(name), EntryId(""), 0, EntryId(""))
    return None


def _fits(sight: Sight, question: Question, known: Held) -> bool:
    """Return whether a fact can be kept as this question's answer; its basis may be asked for."""
    if not isinstance(known.given, Answer):
        return False
    setting = Setting(
        sight.checklist, persons_for(sight, question), sight.situation.living_adults()
    )
    found = faults(question, kept(question, known, None, {}), setting)
    return all(fault.part.startswith("basis") for fault in found)


def lines_above(sight: Sight) -> tuple[str, ...]:
    """Return the lines that answers of the incident put above every child's walk.

    The line is the reminder beside `show_in_each_child`; without one it is the
    question with its answer.
    """
    lines = []
    names = names_in(sight)
    for one in forced_of(sight, None):
        if not one.effects.show_in_each_child:
            continue
        values = placeholder_values(sight, one.subject)
        if one.effects.remind:
            lines.append(fill(one.effects.remind, values))
        elif one.question is not None:
            question = sight.checklist.questions[one.question]
            held = sight.live(sight.spot(question, one.subject))
            if held is not None:
                told = worded(question, values)
                words = in_words(told, held.given, sight.checklist, names)
                lines.append(f"{fill(question.ask, values)} {words}")
    return tuple(dict.fromkeys(lines))


def status_line(sight: Sight, spot: Spot, place: int, of: int, left: int) -> str:
    """Return the one status line: which child, which question, how many were left."""
    subject = spot.subject
    if subject.child is not None:
        children = sight.situation.living_children()
        who = _child_in_status(sight, ChildId(subject.child), children)
    elif subject.adult is not None:
        who = f"Adult: {sight.situation.adults[subject.adult].name}"
    else:
        who = "The incident"
    unanswered = f" · {left} left unanswered" if left else ""
    return f"{who} · question {place} of {of}{unanswered}"


def _child_in_status(sight: Sight, child: ChildId, children: tuple[ChildId, ...]) -> str:
    number = children.index(child) + 1 if child in children else 0
    age = sight.age(child)
    name = first_name(sight, child)
    aged = f"{name}, {age or 'under 1'}" if age is not None else name
    return f"Child {number} of {len(children)} ({aged})"
