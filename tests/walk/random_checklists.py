"""Hypothesis strategies: small sound checklists, and somebody who does anything that is allowed.

A checklist has questions of every scope, with conditions on what is earlier, effects of
every kind, a question that asks after itself now and then, and one that opens a follow-up.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol, TypeVar

from hypothesis import strategies as st

from childcheck.checklist.answers import Answer, BasisGiven, Given, LeftUnanswered, Plain
from childcheck.checklist.definitions import (
    CHOOSING,
    AnswerType,
    Basis,
    Checklist,
    Question,
    Reason,
)
from childcheck.checklist.fitting import bases_needed, excluding, lines_needed
from childcheck.walk.subjects import Spot
from childcheck.walk.viewing import persons_for
from childcheck.walk.walking import Turn, Walk
from tests.walk.small import SEE_CHILD, SEEN, Course, a_checklist

STAGES = ("door", "leaving", "desk")
FOLLOW_UPS = (
    SEE_CHILD
    + """\
ask_about:
  what: Ask about {child}
  due: end_of_duty
  closed_by: anyone
  to_close: Who was asked?
tell:
  what: Tell a supervisor
  due: now
  closed_by: anyone
  to_close: Who was told?
"""
)


@dataclass(frozen=True)
class _Asked:
    """A question that was drawn: what may be said of it in a condition."""

    name: str
    kind: str
    stage: int
    is_childs: bool


T = TypeVar("T")


class Draw(Protocol):
    """What draws a value from a strategy."""

    def __call__(self, strategy: st.SearchStrategy[T]) -> T: ...


def _names_of(asked: Sequence[_Asked], stage: int) -> list[_Asked]:
    return [one for one in asked if one.stage <= stage]


def _comparison(draw: Draw, one: _Asked) -> str:
    ways = ["{answered: true}", "{answered: false}", "{left: [not_known, not_asked]}"]
    if one.kind == "choice":
        ways += ["a", "[a, b]", "{is_none_of: [a]}"]
    if one.kind == "choices":
        ways += ["{includes: a}", "{includes_none_of: [b]}"]
    return f"{{{one.name}: {draw(st.sampled_from(ways))}}}"


def _condition(draw: Draw, asked: Sequence[_Asked], stage: int, *, is_childs: bool) -> str:
    """Draw a condition in one line; nothing when there is nothing that it may name."""
    names = _names_of(asked, stage)
    reached = [one for one in names if is_childs or not one.is_childs]
    ways: list[Callable[[], str]] = []
    if reached:
        ways += [lambda: _comparison(draw, draw(st.sampled_from(reached)))] * 3
    if is_childs:
        ways.append(lambda: "{child.band: [infant, pre_school]}")
        ways.append(lambda: "{child.whereabouts: here}")
    childs = [one for one in names if one.is_childs]
    if is_childs and childs:
        ways.append(lambda: f"{{other_child: {_comparison(draw, draw(st.sampled_from(childs)))}}}")
    if not ways:
        return ""
    parts = [draw(st.sampled_from(ways))() for _ in range(draw(st.sampled_from((1, 1, 1, 2))))]
    if len(parts) == 1:
        return parts[0]
    return f"{{{draw(st.sampled_from(('all', 'any')))}: [{', '.join(parts)}]}}"


def _effects(draw: Draw, again: Sequence[str], *, is_childs: bool) -> str:
    """Draw what an answer forces, as the keys of a mapping in one line."""
    effects = {
        "remind": 'remind: "Mind this."',
        "follow_up": "follow_up: "
        + (draw(st.sampled_from(("see_child", "ask_about"))) if is_childs else "tell"),
        "offer_child": "offer_child: true",
        "offer_adult": "offer_adult: true",
        "show": "show_in_each_child: true",
    }
    if again:
        effects["ask_again"] = f"ask_again: {draw(st.sampled_from(list(again)))}"
    chosen = draw(st.lists(st.sampled_from(sorted(effects)), max_size=2, unique=True))
    return ", ".join(effects[one] for one in chosen)


def _question(draw: Draw, name: str, asked: list[_Asked], *, is_childs: bool) -> str:
    kind = draw(st.sampled_from(("choice", "choice", "choices", "text")))
    stage = draw(st.integers(0, 2))
    written = f"- id: {name}\n  stage: {STAGES[stage]}\n  ask: Ask {name}?\n"
    written += f"  type: {kind}\n  column: none\n"
    if draw(st.booleans()):
        condition = _condition(draw, asked, stage, is_childs=is_childs)
        written += f"  when: {condition}\n" if condition else ""
    if kind == "text":
        if draw(st.booleans()):
            written += "  tier: more\n"
    else:
        again = [one.name for one in asked if is_childs or not one.is_childs]
        written += "  basis: true\n" if draw(st.integers(0, 3)) == 0 else ""
        written += "  choices:\n"
        for choice in "abc":
            effects = _effects(draw, [*again, name], is_childs=is_childs)
            label = f'label: "{choice.upper()}"'
            line = ', text: "Say more?"' if draw(st.integers(0, 5)) == 0 else ""
            written += f"    {choice}: {{{label}{line}{', ' + effects if effects else ''}}}\n"
        if kind == "choices":
            written += "  excludes_others: [c]\n"
    asked.append(_Asked(name, kind, stage, is_childs))
    return written


def _questions(draw: Draw, prefix: str, most: int, asked: list[_Asked], *, is_childs: bool) -> str:
    count = draw(st.integers(1 if is_childs else 0, most))
    return "".join(
        _question(draw, f"{prefix}{number}", asked, is_childs=is_childs) for number in range(count)
    )


def _then(draw: Draw, asked: Sequence[_Asked], *, is_childs: bool) -> str:
    condition = _condition(draw, asked, 2, is_childs=is_childs)
    again = [one.name for one in asked if is_childs or not one.is_childs]
    effects = _effects(draw, again, is_childs=is_childs)
    return f"- {{when: {condition}, {effects}}}\n" if condition and effects else ""


PLAN = """\
- id: tk.plan
  stage: door
  ask: Who will see {child}?
  type: follow_up
  opens: see_child
  when: {ch.seen: not_here}
"""
DOB = """\
- id: ch.dob
  stage: door
  ask: When was {child} born?
  type: date
  estimated: true
  fact: child.born_on
  when: {child.band: {is_none_of: [unborn]}}
"""
CARERS = """\
- id: ch.carers
  stage: desk
  ask: Who looks after {child}?
  type: people
  fact: child.carers
  as_for_others: true
  fields:
    relation: {label: Relation, type: text, as_for_others: true}
    lives: {label: Lives here, type: choice, when: {ch.carers.relation: {answered: true}},
            choices: {yes: "Yes", no: "No"}}
"""


@st.composite
def checklists(draw: Draw) -> Checklist:
    """Return a strategy for small sound checklists."""
    asked: list[_Asked] = []
    incident = _questions(draw, "in.q", 3, asked, is_childs=False)
    then = _then(draw, asked, is_childs=False)
    talk = SEEN + (PLAN if draw(st.booleans()) else "")
    asked.append(_Asked("ch.seen", "seen", 0, True))
    talk += _questions(draw, "tk.q", 2, asked, is_childs=True)
    talk_then = _then(draw, asked, is_childs=True)
    child = DOB if draw(st.booleans()) else ""
    child += CARERS.replace("Lives here", '"Lives here"') if draw(st.booleans()) else ""
    child += _questions(draw, "ch.q", 3, asked, is_childs=True)
    child_then = _then(draw, asked, is_childs=True)
    return a_checklist(
        incident,
        adults=draw(st.booleans()) or "ch.carers" in child,
        then=then,
        talk=talk,
        talk_then=talk_then,
        child=child,
        child_then=child_then,
        late_incident=_question(draw, "en.q", asked, is_childs=False),
        late_then=_then(draw, asked, is_childs=False),
        follow_ups=FOLLOW_UPS,
    )


# What may be answered


def given_for(draw: Draw, walk: Walk, spot: Spot) -> Given:
    """Draw an answer, or a reason for none, that fits a question."""
    question = walk.question(spot)
    reasons = list(question.reasons)
    if reasons and draw(st.integers(0, 4)) == 0:
        return LeftUnanswered(draw(st.sampled_from(reasons)), "a line")
    if question.is_optional and draw(st.integers(0, 3)) == 0:
        return LeftUnanswered(Reason.NOT_ASKED)
    value = value_for(draw, walk, question)
    texts = dict.fromkeys(lines_needed(question, value), "a line")
    basis = {
        key: (BasisGiven(draw(st.sampled_from((Basis.SEEN, Basis.RECORD)))),)
        for key in bases_needed(question, value)
    }
    return Answer(value, texts, basis)


def value_for(draw: Draw, walk: Walk, question: Question) -> Plain:
    """Draw a value that fits a question."""
    ids = [str(one.id) for one in question.choices]
    match question.type:
        case AnswerType.CHOICE | AnswerType.YES_NO:
            return str(draw(st.sampled_from(ids)))
        case AnswerType.CHOICES:
            chosen = draw(st.lists(st.sampled_from(ids), min_size=1, max_size=3, unique=True))
            while excluding(question, tuple(chosen)):
                chosen.pop()
            return list(chosen)
        case AnswerType.LINES:
            line: dict[str, Plain] = {"text": "a line"}
            return [line | ({"speaker": "Ann"} if question.has_speaker else {})]
        case AnswerType.TRANSCRIPT:
            return [{"speaker": "child", "words": "  He shouted. "}]
        case AnswerType.NUMBER:
            least = question.at_least or 0
            return int(draw(st.integers(least, min(question.at_most or least + 4, least + 4))))
        case AnswerType.DATE if question.fact == "child.born_on":
            return str(draw(st.sampled_from(BIRTHS)))
        case AnswerType.DATE:
            return "2026-01-02"
        case AnswerType.TIME:
            return str(
                draw(st.sampled_from(("2026-11-24T20:45:00+00:00", "2026-11-24T21:02:00+00:00")))
            )
        case AnswerType.PERSONS:
            persons = persons_for(walk.sight, question)
            return [one for one in persons if draw(st.booleans())]
        case _:
            return str(draw(st.sampled_from(("some words", "other words"))))


BIRTHS = (
    *("2026-03-14", "2022-02-28", "2012-02-29", "2010-05-06", "2008-11-25"),
    *("about 4 years", "about 7 months", "band infant", "band teen"),
)


# What may be done


class Anything:
    """Does at random what is allowed, one thing at a time, as an officer might."""

    def __init__(self, draw: Draw, checklist: Checklist) -> None:
        """Begin an incident."""
        self._draw = draw
        self.course = Course(checklist)
        self._names = iter(
            f"{name} {number}" for number in range(9) for name in ("Ava", "Ben", "Cas")
        )

    @property
    def walk(self) -> Walk:
        """The walk as it stands."""
        return self.course.walk

    def step(self) -> str:
        """Do one thing and take it; return what was tried."""
        ways: dict[str, Callable[[], Turn | None]] = {
            "answer": self._answer_next,
            "answer more": self._answer_next,
            "answer on": self._answer_next,
            "keep": self._keep,
            "go back": self._answer_any,
            "pass on": self._pass_on,
            "name": self._name,
            "withdraw": self._withdraw,
            "rename": self._rename,
            "pick": self._pick,
            "talk": self._talk,
            "offer": self._offer,
            "age": self._decide_about_age,
            "pause": lambda: self.walk.pause("word"),
            "resume": lambda: self.walk.resume(is_with_family=bool(self._draw(st.booleans()))),
            "finish": self._finish,
        }
        way = self._draw(st.sampled_from(sorted(ways)))
        turn = ways[way]()
        if turn is not None:
            self.course.take(turn)
        return str(way)

    def _of(self, some: Sequence[Any]) -> Any:
        return self._draw(st.sampled_from(list(some))) if some else None

    def _answer_next(self) -> Turn | None:
        spot = self.walk.following()
        return self._answer(spot) if spot is not None else None

    def _pass_on(self) -> Turn | None:
        spot, now = self.walk.following(), self.course.now
        if spot is None or not self.walk.question(spot).is_optional:
            return None
        return self.walk.pass_on(spot, asked_at=now, now=now)

    def _answer_any(self) -> Turn | None:
        spot = self._of(self.walk.order)
        return self._answer(spot) if spot is not None else None

    def _answer(self, spot: Spot) -> Turn | None:
        course, question = self.course, self.walk.question(spot)
        if question.type in (AnswerType.ROLL, AnswerType.PEOPLE):
            return self._list(spot)
        given = given_for(self._draw, self.walk, spot).at(course.now)
        turn = self.walk.answer(
            spot, given, asked_at=course.now, now=course.now, why_corrected=self._why(spot)
        )
        assert not turn.faults, (question.id, turn.faults)
        return turn

    def _why(self, spot: Spot) -> str:
        return "a slip" if self.walk.needs_why(spot) else ""

    def _list(self, spot: Spot) -> Turn | None:
        way = self._draw(st.sampled_from(("name", "done", "done", "leave")))
        now = self.course.now
        if way == "name" and spot.subject.child is None:
            return self.walk.name(spot, next(self._names), now=now, why=self._why(spot))
        if way == "leave" and not self.walk.needs_why(spot):
            left = LeftUnanswered(Reason.NOT_KNOWN, "a line", now)
            return self.walk.answer(spot, left, asked_at=now, now=now)
        return self._unless_refused(self.walk.list_done(spot, asked_at=now, now=now))

    @staticmethod
    def _unless_refused(turn: Turn) -> Turn | None:
        return None if turn.faults else turn

    def _keep(self) -> Turn | None:
        spot = self.walk.following()
        if spot is None or not self.walk.show(spot).may_keep:
            return None
        now, question = self.course.now, self.walk.question(spot)
        held = self.walk.show(spot).held
        assert held is not None
        basis = {}
        if isinstance(held.given, Answer) and not held.given.basis:
            wanted = bases_needed(question, held.given.value)
            basis = {key: (BasisGiven(Basis.RECORD),) for key in wanted}
        turn = self.walk.keep(spot, asked_at=now, answered_at=now, now=now, basis=basis)
        return self._unless_refused(turn)

    def _name(self) -> Turn | None:
        if len(self.walk.situation.children) > 3:
            return None
        return self.walk.found_late(next(self._names), now=self.course.now)

    def _withdraw(self) -> Turn | None:
        situation = self.walk.situation
        person = self._of((*situation.living_children(), *situation.living_adults()))
        if person is None or self._draw(st.integers(0, 3)):
            return None
        return self.walk.withdraw(person, "not here", now=self.course.now)

    def _rename(self) -> Turn | None:
        person = self._of(self.walk.situation.living_children())
        return self.walk.rename(person, next(self._names)) if person is not None else None

    def _pick(self) -> Turn | None:
        lists = [
            spot
            for spot in self.walk.order
            if spot.subject.child is not None and self.walk.question(spot).type is AnswerType.PEOPLE
        ]
        spot, adult = self._of(lists), self._of(self.walk.situation.living_adults())
        if spot is None or adult is None:
            return None
        do = self._draw(st.sampled_from((self.walk.pick, self.walk.pick, self.walk.unpick)))
        turn: Turn = do(spot, adult, why=self._why(spot), now=self.course.now)
        return turn

    def _talk(self) -> Turn | None:
        child = self._of(self.walk.situation.living_children())
        if child is None:
            return None
        last = max(self.walk.situation.talk_count(child), 1)
        talk = self._draw(st.sampled_from(sorted({max(last, 2), last + 1 if last < 3 else 3})))
        self.course.walk = replace(self.walk, talk=(child, talk))
        turn = self._answer_any()
        if turn is None:
            self.course.walk = replace(self.walk, talk=None)
            return None
        return Turn(replace(turn.walk, talk=None), turn.drafts)

    def _offer(self) -> Turn | None:
        offer = self.walk.offer()
        if offer is None:
            return None
        if len(self.walk.situation.children) > 3 or self._draw(st.booleans()):
            return self.walk.decline(offer, "nobody there")
        add = self.walk.found_late if offer.kind == "child" else self.walk.name_adult
        return add(next(self._names), now=self.course.now, offer=offer.cause)

    def _decide_about_age(self) -> Turn | None:
        child = self.walk.come_of_age()
        if child is None:
            return None
        if self._draw(st.booleans()):
            return self.walk.keep_on_roll(child, "lives here")
        return self.walk.list_as_adult(child, why="18", now=self.course.now)

    def _finish(self) -> Turn | None:
        if self.walk.situation.state != "unfinished":
            return None
        may_finish = self.walk.summary().may_finish
        return self.walk.finish() if may_finish else self.walk.keep_unfinished()


__all__ = ["CHOOSING", "Anything", "checklists", "given_for"]
