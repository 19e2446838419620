"""Small checklists in YAML, an incident that is answered step by step, and a scripted officer.

`Course` takes turns of the real walk, one minute apart; `Script` is somebody who is asked, and
says what comes next. The clock stands still between turns, and new identifiers are counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from textwrap import dedent, indent
from typing import Any
from zoneinfo import ZoneInfo

from childcheck.checklist.answers import Answer, BasisGiven, LeftUnanswered
from childcheck.checklist.definitions import Basis, Checklist, Question, Reason, Scope
from childcheck.checklist.evaluation import Truth
from childcheck.checklist.fitting import Fault
from childcheck.identifiers import AdultId, ChildId, EntryId, IncidentId, QuestionId
from childcheck.procedures.lead_walk import Led, lead_walk
from childcheck.record.happening import Happening
from childcheck.record.happenings import IncidentOpened
from childcheck.walk.door import Leaving
from childcheck.walk.replies import (
    CloseDoor,
    Declined,
    Done,
    Edit,
    Finish,
    KeepOnRoll,
    KeepUnfinished,
    ListAsAdult,
    Named,
    Offer,
    OnList,
    Pause,
    Reply,
)
from childcheck.walk.reviewing import Review, Summary
from childcheck.walk.settling import Circumstances, Draft
from childcheck.walk.showing import Shown
from childcheck.walk.situation import FollowUp, Held, Situation
from childcheck.walk.subjects import INCIDENT, Spot, Subject
from childcheck.walk.walking import Turn, Walk
from childcheck.yaml_files.checklist_file import read_checklist_texts

LONDON = ZoneInfo("Europe/London")
EVENING = datetime(2026, 11, 24, 21, 6, tzinfo=LONDON)  # a Tuesday
OFFICER = "4821"

HEAD = """\
format: 1
id: small
version: 2026.1.1
title: A small checklist
language: en-GB
bands:
  infant: under 2
  pre_school: under 5
  school_age: under 12
  teen: under 18
reasons:
  did_not_want: Asked, did not want to say
  not_known:
    label: Asked, not known
    text: What did you try?
  not_asked:
    label: Not asked
    text: Why not?
  does_not_apply:
    label: Does not apply
    text: Why not?
"""
MODE = """\
- id: in.mode
  stage: door
  ask: Are you with the family now?
  type: choice
  fact: incident.mode
  reasons: []
  choices:
    now: With the family now
    afterwards: Writing up afterwards
"""
ADULTS = """\
- id: in.adults
  stage: door
  ask: Which adults are involved?
  type: people
  fact: incident.adults
  roles:
    harmed: Harmed
    accused: Accused
"""
ROLL = """\
- id: in.children
  stage: door
  ask: List every child
  type: roll
  fact: incident.children
  whereabouts:
    here: {label: "Here, awake", here: true}
    out: {label: Out, here: false}
    unborn: {label: "Not born yet", here: false}
  fields:
    born_on:
      label: Born
      type: date
      estimated: true
      fact: child.born_on
      when: {child.whereabouts: {is_none_of: [unborn]}}
"""
ARRIVAL = """\
- id: in.arrived
  stage: door
  ask: When did you arrive?
  type: time
  fact: incident.arrived_at
"""
SEEN = """\
- id: ch.seen
  stage: door
  ask: Have you seen {child}?
  type: choice
  fact: child.seen
  choices:
    awake: {label: "Yes, awake", means: yes}
    not_here: {label: "Not here now", means: no, follow_up: see_child}
"""
SEE_CHILD = """\
see_child:
  what: See {child}
  due: {hours: 24}
  closed_by: seeing
  to_close: Who saw {child}?
"""


def yes_no(name: str, *, stage: str = "door", when: str = "", yes: str = "", more: str = "") -> str:
    """Return the text of a question of yes or no.

    Args:
        when: its condition, in one line.
        yes: what the choice `yes` has besides its label, in one line.
        more: further keys of the question, each on a line.
    """
    choice = f'{{label: "Yes"{", " + yes if yes else ""}}}'
    text = f"- id: {name}\n  stage: {stage}\n  ask: Ask {name}?\n  type: yes_no\n"
    text += "  column: none\n"
    if when:
        text += f"  when: {when}\n"
    text += indent(dedent(more), "  ")
    return text + f"  choices:\n    yes: {choice}\n    no: No\n"


def text(name: str, *, stage: str = "door", when: str = "", more: str = "") -> str:
    """Return the text of a question that takes words."""
    written = f"- id: {name}\n  stage: {stage}\n  ask: Ask {name}?\n  type: text\n"
    written += "  column: none\n"
    if when:
        written += f"  when: {when}\n"
    return written + indent(dedent(more), "  ")


def a_checklist(
    incident: str = "",
    *,
    adults: bool = False,
    adult: str = "",
    then: str = "",
    child: str = "",
    child_then: str = "",
    talk: str = "",
    talk_then: str = "",
    late_incident: str = "",
    late_then: str = "",
    follow_ups: str = "",
    conditions: str = "",
) -> Checklist:
    """Return a small checklist: `in.mode`, the list of adults if wanted, the roll, and more.

    Args:
        incident: questions of the incident after the roll.
        adults: whether adults are listed.
        adult: questions for each adult.
        then: effects of the incident's section.
        child: questions for each child.
        child_then: effects of that section.
        talk: questions of a section that is asked once for each talk.
        talk_then: effects of that section.
        late_incident: questions of the incident that stand after the children's.
        late_then: effects of that section.
        follow_ups: what may be owed.
        conditions: named conditions.
    """
    written = HEAD
    if conditions:
        written += "conditions:\n" + indent(dedent(conditions), "  ")
    if follow_ups:
        written += "follow_ups:\n" + indent(dedent(follow_ups), "  ")
    listed = MODE + (ADULTS if adults else "") + ROLL
    written += "sections:\n" + _section("start", "incident", listed + dedent(incident), then)
    if adult:
        written += _section("adult", "adult", adult, "", title="About {adult}")
    if talk:
        written += _section("talk", "child", talk, talk_then, "engagement: true")
    if child:
        written += _section("check", "child", child, child_then)
    if late_incident:
        written += _section("end", "incident", late_incident, late_then)
    return read_checklist_texts({"checklist.yaml": written}, shown_as="small")


def _section(
    name: str, for_each: str, questions: str, then: str, more: str = "", title: str = ""
) -> str:
    title = title or ("About {child}" if for_each == "child" else "The start")
    written = f"  - id: {name}\n    title: {title!r}\n    for_each: {for_each}\n".replace("'", '"')
    if more:
        written += f"    {more}\n"
    written += "    questions:\n" + indent(dedent(questions), " " * 6)
    if then:
        written += "    then:\n" + indent(dedent(then), " " * 6)
    return written


def a_walk(
    checklist: Checklist,
    *,
    at: datetime = EVENING,
    officer: str = OFFICER,
    duty_ends_at: datetime | None = None,
) -> tuple[Walk, Draft]:
    """Return the walk of an incident that was just opened, and the draft that opened it."""
    numbers = count(1)
    incident = IncidentId("incident")
    opened = Draft(
        EntryId("opening"),
        IncidentOpened(
            incident=incident, incident_number="20261124-3F7K", opened_at=at.isoformat()
        ),
    )
    situation = Situation(incident).after(opened.identifier, opened.happening)
    circumstances = Circumstances(officer, LONDON, lambda: f"{next(numbers):06}", duty_ends_at)
    return Walk(checklist, situation, circumstances), opened


def refolded(drafts: Sequence[Draft]) -> Situation:
    """Return what the recorded drafts say together, as a walk that is resumed sees it."""
    situation = Situation(IncidentId("incident"))
    for draft in drafts:
        situation = situation.after(draft.identifier, draft.happening)
    return situation


class Course:
    """An incident in the making: answers given to the walk, and everything drafted so far."""

    def __init__(self, checklist: Checklist, *, afterwards: bool = False, **settings: Any) -> None:
        self.now: datetime = settings.get("at", EVENING)
        self.walk, opened = a_walk(checklist, **settings)
        self.drafts: list[Draft] = [opened]
        self.last: tuple[Draft, ...] = ()
        self.answer("in.mode", "afterwards" if afterwards else "now")

    # Steps

    def take(self, turn: Turn) -> tuple[Draft, ...]:
        """Take a turn that must not be refused, and go on by a minute."""
        assert not turn.faults, turn.faults
        self.walk, self.last = turn.walk, turn.drafts
        self.drafts.extend(turn.drafts)
        self.now += timedelta(minutes=1)
        return turn.drafts

    def answer(
        self,
        question: str,
        value: Any,
        child: ChildId | None = None,
        *,
        adult: AdultId | None = None,
        talk: int = 0,
        why: str = "",
        texts: dict[str, str] | None = None,
        basis: dict[str, tuple[BasisGiven, ...]] | None = None,
    ) -> tuple[Draft, ...]:
        """Answer a question now; return what was drafted."""
        given = Answer(value, texts or {}, basis or {}, self.now)
        return self._give(question, given, child, adult, talk, why)

    def leave(
        self,
        question: str,
        reason: Reason = Reason.NOT_KNOWN,
        child: ChildId | None = None,
        *,
        adult: AdultId | None = None,
        talk: int = 0,
        why: str = "",
    ) -> tuple[Draft, ...]:
        """Leave a question with a reason; return what was drafted."""
        left = LeftUnanswered(reason, "a line", self.now)
        return self._give(question, left, child, adult, talk, why)

    def _give(
        self,
        question: str,
        given: Answer | LeftUnanswered,
        child: ChildId | None,
        adult: AdultId | None,
        talk: int,
        why: str,
    ) -> tuple[Draft, ...]:
        spot = self.spot(question, child, adult=adult, talk=talk)
        turn = self.walk.answer(spot, given, asked_at=self.now, now=self.now, why_corrected=why)
        return self.take(turn)

    def keep(
        self, question: str, child: ChildId | None = None, *, talk: int = 0
    ) -> tuple[Draft, ...]:
        """Keep what is shown at a question."""
        spot = self.spot(question, child, talk=talk)
        return self.take(
            self.walk.keep(spot, asked_at=self.now, answered_at=self.now, now=self.now)
        )

    def name(self, question: str, name: str, child: ChildId | None = None) -> Any:
        """Name somebody on a list; return the identifier."""
        before = {*self.walk.situation.adults, *self.walk.situation.children}
        self.take(self.walk.name(self.spot(question, child), name, now=self.now))
        after = (*self.walk.situation.adults, *self.walk.situation.children)
        return next(one for one in after if one not in before)

    def done(self, question: str, child: ChildId | None = None) -> tuple[Draft, ...]:
        """Call a list complete."""
        spot = self.spot(question, child)
        return self.take(self.walk.list_done(spot, asked_at=self.now, now=self.now))

    def roll(self, *names: str, born: str = "2020-03-14", where: str = "here") -> list[ChildId]:
        """Take the roll: name children, say where each is and how old; call it complete."""
        children: list[ChildId] = []
        for name in names:
            child = ChildId(self.name("in.children", name))
            children.append(child)
            self.answer("in.children.whereabouts", where, child)
            if where != "unborn":
                self.answer("in.children.born_on", born, child)
        self.done("in.children")
        return children

    def adult(self, name: str, *roles: str) -> AdultId:
        """Name an adult with roles."""
        adult = AdultId(self.name("in.adults", name))
        self.answer("in.adults.roles", list(roles or ("harmed",)), adult=adult)
        return adult

    # What stands

    def question(self, name: str) -> Question:
        """Return a question of the checklist."""
        return self.walk.checklist.questions[QuestionId(name)]

    def spot(
        self,
        question: str,
        child: ChildId | None = None,
        *,
        adult: AdultId | None = None,
        talk: int = 0,
    ) -> Spot:
        """Return where a question stands for a person."""
        asked = self.question(question)
        if asked.of is Scope.INCIDENT:
            return Spot(INCIDENT, asked.id)
        return Spot(Subject(child, adult, max(talk, int(asked.in_engagement))), asked.id)

    def path(self, question: str, child: ChildId | None = None, *, talk: int = 0) -> Truth:
        """Return whether a question applies."""
        return self.walk.sight.path(self.spot(question, child, talk=talk))

    def held(self, question: str, child: ChildId | None = None, *, talk: int = 0) -> Held:
        """Return what a question holds."""
        return self.walk.situation.held[self.spot(question, child, talk=talk)]

    def show(self, question: str, child: ChildId | None = None, *, talk: int = 0) -> Shown:
        """Return a question as it is put now."""
        return self.walk.show(self.spot(question, child, talk=talk))

    def owed(self, name: str, child: ChildId | None = None) -> FollowUp:
        """Return a follow-up."""
        found = self.walk.situation.follow_up_named(child, name)
        assert found is not None, f"{name} is not owed"
        return found

    @property
    def order(self) -> list[str]:
        """The questions that the walk comes past, with names."""
        return [self.called(spot) for spot in self.walk.order]

    def called(self, spot: Spot) -> str:
        """Return a spot as tests write it: the question, and who it is about."""
        subject = spot.subject
        words: list[str] = [spot.question]
        if subject.child is not None:
            words.append(self.walk.situation.children[subject.child].name)
        if subject.adult is not None:
            words.append(self.walk.situation.adults[subject.adult].name)
        return " ".join(words)

    def kinds(self, drafts: Sequence[Draft] | None = None) -> list[str]:
        """Return the kinds of what was drafted last."""
        return kinds(self.last if drafts is None else drafts)

    def of_kind(self, kind: type[Happening]) -> list[Any]:
        """Return everything drafted that is of a kind."""
        return [one.happening for one in self.drafts if isinstance(one.happening, kind)]


def kinds(drafts: Sequence[Draft]) -> list[str]:
    """Return the kinds of drafts, in order."""
    return [draft.happening.kind for draft in drafts]


def faults_of(turn: Turn) -> list[str]:
    """Return the codes of why a turn was refused; nothing may be drafted then."""
    assert not turn.drafts
    return [fault.code for fault in turn.faults]


def seen() -> dict[str, tuple[BasisGiven, ...]]:
    """Return that an answer rests on what was seen."""
    return {"": (BasisGiven(Basis.SEEN),)}


# A scripted officer


Step = tuple[str, Any]


@dataclass
class Script:
    """Somebody who says what comes next; the end of the script is a pause.

    Each step names what must be put: a question (with the name of the child or adult), or
    `offer child`, `of age NAME`, `close door`, `review NAME`,
    `conclude`. `told` is everything that
    happened, with what was recorded in between.
    """

    steps: list[Step]
    told: list[str] = field(default_factory=list)
    shown: list[Shown] = field(default_factory=list)
    leavings_shown: list[Leaving] = field(default_factory=list)
    reviews_shown: list[Review] = field(default_factory=list)
    summaries: list[Summary] = field(default_factory=list)

    def _next(self, what: str) -> Any:
        self.told.append(what)
        if not self.steps:
            return Pause()
        expected, reply = self.steps.pop(0)
        assert what == expected, f"put was {what!r}, and not {expected!r}:\n" + "\n".join(self.told)
        return reply

    def ask(self, shown: Shown) -> Reply:
        """Put one question and return the reply."""
        self.shown.append(shown)
        reply = self._next(f"{shown.question.id} {shown.name}".strip())
        return Answer(reply) if isinstance(reply, str | list | int) else reply

    def refuse(self, shown: Shown, faults: Sequence[Fault]) -> None:
        """Keep why a reply does not fit."""
        self.told.append("refuse " + " ".join(fault.code for fault in faults))

    def remind(self, text: str) -> None:
        """Keep a reminder."""
        self.told.append(f"remind {text}")

    def tell_of_roll(self, name: str, number: int, *, is_withdrawn: bool) -> None:
        """Keep what became of a child."""
        self.told.append(f"roll {'-' if is_withdrawn else '+'} {number} {name}")

    def begin(self, heading: str, lines: Sequence[str]) -> None:
        """Keep that a new part began."""
        self.told.append(f"begin {heading}")

    def offer(self, offer: Offer) -> Named | OnList | Declined | Pause | None:
        """Offer to name somebody."""
        reply: Named | OnList | Declined | Pause | None = self._next(f"offer {offer.kind}")
        return reply

    def of_age(self, shown_name: str, child: ChildId) -> KeepOnRoll | ListAsAdult | Pause | None:
        """Ask what to do with somebody of 18 or over."""
        reply: KeepOnRoll | ListAsAdult | Pause | None = self._next(f"of age {shown_name}")
        return reply

    def close_door(self, leaving: Leaving) -> Any:
        """Show the leaving screen; a number goes to that line. Without a step it is closed."""
        self.leavings_shown.append(leaving)
        if not self.steps or self.steps[0][0] != "close door":
            self.told.append("closed door")
            return CloseDoor()
        reply = self._next("close door")
        return Edit(leaving.lines[reply - 1].spot) if isinstance(reply, int) else reply

    def review(self, review: Review) -> Any:
        """Show a review; a number goes to that line."""
        self.reviews_shown.append(review)
        reply = self._next(f"review {review.title}")
        return Edit(review.lines[reply - 1].spot) if isinstance(reply, int) else reply

    def conclude(self, summary: Summary) -> Finish | KeepUnfinished | Edit | Pause:
        """Show the summary."""
        self.summaries.append(summary)
        reply: Finish | KeepUnfinished | Edit | Pause = self._next("conclude")
        return reply

    @property
    def asked(self) -> list[str]:
        """The questions that were put, in order."""
        others = ("record", "remind", "begin", "refuse", "roll", "closed")
        return [one for one in self.told if one.split()[0] not in others]


def led_by(
    script: Script,
    walk: Walk,
    *,
    drafts: list[Draft] | None = None,
    at: datetime = EVENING,
    **settings: Any,
) -> Led:
    """Lead a script through a walk; every turn is a minute later.

    Args:
        drafts: gets everything that was recorded.
    """
    minutes = count()
    recorded = drafts if drafts is not None else []

    def record(some: Sequence[Draft]) -> None:
        script.told.append("record " + " ".join(kinds(some)))
        recorded.extend(some)

    def now() -> datetime:
        return at + timedelta(minutes=next(minutes))

    led = lead_walk(walk, script, record, now, **settings)
    assert not script.steps, f"never put: {script.steps}\n" + "\n".join(script.told)
    return led


def on_roll(*names: str, born: str = "2020-03-14") -> list[Step]:
    """Return the steps by which the roll is taken."""
    steps: list[Step] = []
    for name in names:
        first = name.split()[0]
        steps += [
            ("in.children", Named(name)),
            (f"in.children.whereabouts {first}", "here"),
            (f"in.children.born_on {first}", born),
        ]
    return [*steps, ("in.children", Done())]
