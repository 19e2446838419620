"""Incidents of an invented family, recorded through the real walk in a real log.

`Scribe` gives answers one at a time, as an officer does; its clock goes on by a
minute with each. `a_family` is a whole incident with three children.
"""

from __future__ import annotations

from copy import copy
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from childcheck.checklist.answers import Answer, BasisGiven, LeftUnanswered
from childcheck.checklist.definitions import Basis, Checklist, Reason, Scope
from childcheck.identifiers import AdultId, ChildId, DutyId, IncidentId, OfficerId, QuestionId
from childcheck.log.writing import Log
from childcheck.procedures.open_incident import open_incident
from childcheck.procedures.record_entries import Recorder
from childcheck.record.entries import Writing
from childcheck.record.happenings import DutyBegun
from childcheck.walk.subjects import INCIDENT, Spot, Subject
from childcheck.walk.walking import Turn, Walk
from childcheck.yaml_files.checklist_file import read_checklist_texts
from tests.left_open import closed_at_the_end
from tests.log.builders import CountedIdentifiers, StillClock

LONDON = ZoneInfo("Europe/London")
EVENING = datetime(2026, 11, 24, 21, 6, tzinfo=UTC)
DUTY = DutyId("D1")
NUMBER = "20261124-3F7K"
WORDS = "mama płacze  a on krzyczy [bold]!"  # two spaces, and what a renderer could take for markup

CHECKLIST = """\
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
follow_ups:
  see_child:
    what: See {child}
    due: {hours: 24}
    closed_by: seeing
    to_close: Who saw {child}, where and when?
  tell_supervisor:
    what: Tell a supervisor
    due: before_leaving
    closed_by: anyone
    to_close: Who was told, and when?
sections:
  - id: arrival
    title: Arrival
    for_each: incident
    questions:
      - id: in.mode
        stage: door
        ask: Are you with the family now?
        type: choice
        fact: incident.mode
        reasons: []
        choices:
          now: With the family now
          afterwards: Writing up afterwards
      - id: in.ref
        stage: door
        ask: What is the incident number?
        type: text
        fact: incident.reference
      - id: in.place
        stage: door
        ask: Where are you, and when did you arrive?
        type: parts
        parts:
          address: {label: Address, type: address, fact: incident.place}
          arrived: {label: Arrived, type: time, fact: incident.arrived_at}
      - id: in.adults
        stage: door
        ask: Which adults are involved?
        type: people
        fact: incident.adults
        roles:
          harmed: Harmed
          accused: Accused
        fields:
          contact: {label: Telephone, type: text, needed: false, stage: desk}
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
            when:
              in.children.whereabouts: {is_none_of: [unborn]}
      - id: in.access
        stage: door
        ask: Did anyone keep you from a child?
        type: choice
        choices:
          no: No
          yes:
            label: Yes
            text: Who, and how?
            follow_up: tell_supervisor
  - id: seen_and_heard
    title: Have you seen and heard {child} yourself?
    for_each: child
    engagement: true
    questions:
      - id: ch.seen
        stage: door
        ask: Have you seen {child}?
        type: choice
        fact: child.seen
        reasons: [not_known]
        choices:
          awake: {label: "Yes, awake", means: yes}
          not_here:
            label: Not here now
            means: no
            follow_up: see_child
      - id: ch.spoke
        stage: door
        ask: Did you talk with {child}?
        type: choice
        fact: child.talked
        when: {ch.seen: awake}
        choices:
          talked: {label: "Yes", means: yes}
          not_tried: {label: "No", means: no}
      - id: ch.alone
        stage: door
        ask: Was {child} alone with you?
        type: choice
        fact: child.alone
        when: {ch.spoke: talked}
        choices:
          alone: {label: "Yes", means: yes}
          adult: {label: "An adult was there", means: no}
      - id: ch.talk
        stage: door
        ask: Write what was said, line by line.
        type: transcript
        when: {ch.spoke: talked}
  - id: what_happened
    title: What happened to {child}?
    for_each: child
    questions:
      - id: ch.effect
        stage: door
        ask: What did {child} see or hear?
        type: choices
        basis: each
        at_leaving: Took in
        choices:
          saw: Saw it
          heard: Heard it
          nothing:
            label: Nothing found
            text: How do you know?
        excludes_others: [nothing]
      - id: ch.worry
        stage: desk
        ask: What worries you about {child}?
        type: text
"""


def small_checklist() -> Checklist:
    """Return the small checklist, read from its text as a log gives it back."""
    return read_checklist_texts({"checklist.yaml": CHECKLIST})


class Scribe:
    """An officer who records one incident answer by answer."""

    def __init__(self, path: Path, officer: str = "4821", at: datetime = EVENING) -> None:
        self.path = path
        self.clock = StillClock(at)
        self.new_identifiers = CountedIdentifiers()
        self.log = closed_at_the_end(
            Log.open(path, clock=self.clock, new_identifiers=self.new_identifiers, create=True)
        )
        self.recorder = Recorder(
            self.log,
            self.clock,
            self.new_identifiers,
            Writing(OfficerId(officer), device="van-3", os_account="jsmith"),
            LONDON,
        ).on_duty(DUTY, None)
        self.log.append(
            [
                DutyBegun(
                    begun=DUTY,
                    duty_date="2026-11-24",
                    shift="late",
                    starts_at="2026-11-24T15:00:00+00:00",
                    ends_at="2026-11-25T00:00:00+00:00",
                    officer_name="PC Jo Example",
                )
            ],
            self.recorder.writing,
        )
        checklist = small_checklist()
        self.recorder = self.recorder.with_checklist(checklist)
        self.walk: Walk = open_incident(self.recorder, checklist)

    def begin_incident(self) -> Scribe:
        """Open one more incident in the same log, and return the scribe who records it."""
        other = copy(self)
        other.walk = open_incident(self.recorder, self.walk.checklist)
        return other

    @property
    def incident(self) -> IncidentId:
        """The identifier of the incident."""
        return self.walk.situation.incident

    def take(self, turn: Turn) -> None:
        """Record what a turn drafts."""
        assert not turn.faults, turn.faults
        self.recorder.record(turn.drafts)
        self.walk = turn.walk
        self.clock.move(minutes=1)

    def answer(
        self,
        question: str,
        value: Any,
        child: ChildId | None = None,
        *,
        adult: AdultId | None = None,
        talk: int = 0,
        why_corrected: str = "",
        **more: Any,
    ) -> None:
        """Answer a question now."""
        now = self.recorder.now()
        given = Answer(value, **({"answered_at": now} | more))
        spot = self.spot(question, child, adult, talk)
        self.take(self.walk.answer(spot, given, asked_at=now, now=now, why_corrected=why_corrected))

    def leave(self, question: str, reason: Reason, text: str, child: ChildId | None = None) -> None:
        """Leave a question with a reason."""
        now = self.recorder.now()
        left = LeftUnanswered(reason, text, now)
        self.take(self.walk.answer(self.spot(question, child), left, asked_at=now, now=now))

    def name(self, question: str, name: str, *, is_late: bool = False) -> Any:
        """Name a person on a list, and return the identifier."""
        people = self.walk.situation.adults, self.walk.situation.children
        before = {*people[0], *people[1]}
        turn = self.walk.name(self.spot(question), name, now=self.recorder.now(), is_late=is_late)
        self.take(turn)
        situation = self.walk.situation
        return next(one for one in (*situation.adults, *situation.children) if one not in before)

    def done(self, question: str) -> None:
        """Call a list complete."""
        now = self.recorder.now()
        self.take(self.walk.list_done(self.spot(question), asked_at=now, now=now))

    def spot(
        self,
        question: str,
        child: ChildId | None = None,
        adult: AdultId | None = None,
        talk: int = 0,
    ) -> Spot:
        """Return where a question stands for a person."""
        asked = self.walk.checklist.questions[QuestionId(question)]
        if asked.of is Scope.INCIDENT:
            return Spot(INCIDENT, asked.id)
        return Spot(Subject(child, adult, max(talk, int(asked.in_engagement))), asked.id)


def on_basis(basis: Basis, *adults: AdultId) -> tuple[BasisGiven, ...]:
    """Return one thing on which an answer rests."""
    return (BasisGiven(basis, adults),)


def a_family(path: Path) -> Scribe:
    """Record an incident: a girl who spoke, a boy who was out, and a brother withdrawn.

    The girl first was said not to have been spoken to, and that she saw nothing;
    the incident is finished with one gap.
    """
    scribe = a_family_unfinished(path)
    scribe.take(scribe.walk.finish())
    return scribe


def a_family_unfinished(path: Path) -> Scribe:
    """Record the same incident up to where only *finish* is left."""
    scribe = Scribe(path)
    scribe.answer("in.mode", "now")
    scribe.answer("in.ref", "NW-4417")
    scribe.answer("in.place.address", "12 Larch Close\nNorwick NR9 4QQ")
    scribe.answer("in.place.arrived", "2026-11-24T21:04:00+00:00")
    marta = scribe.name("in.adults", "Marta Łuczak")
    scribe.answer("in.adults.roles", ["harmed"], adult=marta)
    scribe.answer("in.adults.contact", "01632 960 123", adult=marta)
    scribe.done("in.adults")
    zofia = scribe.name("in.children", "Zofia Łuczak")
    jan = scribe.name("in.children", "Jan Łuczak")
    for child, where, born in ((zofia, "here", "2020-03-14"), (jan, "out", "about 4 years")):
        scribe.answer("in.children.whereabouts", where, child)
        scribe.answer("in.children.born_on", born, child)
    scribe.done("in.children")
    scribe.answer("in.access", "yes", texts={"": "The uncle stood in the door"})
    scribe.answer("ch.seen", "awake", zofia)
    scribe.answer("ch.spoke", "talked", zofia)
    scribe.answer("ch.alone", "alone", zofia)
    scribe.answer(
        "ch.talk",
        [
            {"speaker": "officer", "words": "Tell me about tonight."},
            {
                "speaker": "child",
                "words": WORDS,
                "language": "Polish",
                "translation": "mummy cries and he shouts",
                "sure": False,
            },
        ],
        zofia,
    )
    scribe.answer(
        "ch.effect",
        ["saw", "heard"],
        zofia,
        basis={
            "saw": on_basis(Basis.CHILD_SAID),
            "heard": on_basis(Basis.ADULT_SAID, marta),
        },
    )
    scribe.answer("ch.worry", "She would not look at the uncle", zofia)
    scribe.answer("ch.seen", "awake", jan)
    scribe.answer("ch.spoke", "not_tried", jan)
    scribe.answer("ch.seen", "not_here", jan)
    scribe.leave("ch.effect", Reason.NOT_ASKED, "he was out", jan)
    scribe.answer("ch.worry", "Nobody knows who has him", jan)
    piotr = scribe.name("in.children", "Piotr")
    scribe.take(
        scribe.walk.withdraw(piotr, "A cousin who lives elsewhere", now=scribe.recorder.now())
    )
    return scribe
