"""Shifts of invented incidents, recorded through the real walk in a real log.

`Station` has one log and one clock; officers begin duties, open incidents and
answer, one answer at a time. `a_night` is a night shift with two families.
"""

from __future__ import annotations

import csv
from copy import copy
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zoneinfo import ZoneInfo

from childcheck.checklist.answers import Answer, BasisGiven, LeftUnanswered
from childcheck.checklist.definitions import Basis, Checklist, Scope
from childcheck.checklist.definitions import Reason as WayToLeave
from childcheck.exports.layouts import Layout
from childcheck.identifiers import AdultId, ChildId, OfficerId, QuestionId
from childcheck.log.writing import Log
from childcheck.procedures.begin_duty import begin_duty
from childcheck.procedures.choose_records import Wanted, choose_records
from childcheck.procedures.export_records import Reason, export_records
from childcheck.procedures.open_incident import open_incident
from childcheck.procedures.record_entries import Recorder
from childcheck.record.entries import Writing
from childcheck.review.configuration import Configuration, Officer
from childcheck.review.shifts import shift_on
from childcheck.walk.subjects import INCIDENT, Spot, Subject
from childcheck.walk.walking import Turn, Walk
from childcheck.yaml_files.checklist_file import read_checklist_texts
from tests.left_open import closed_at_the_end
from tests.log.builders import CountedIdentifiers, StillClock

LONDON = ZoneInfo("Europe/London")
SETTINGS = Configuration(
    zone=LONDON,
    force="Northfolk Police",
    station="Quay",
    officers=(Officer(OfficerId("4711"), "Asha Okoro"),),
)
EXPORTER = Writing(OfficerId("S12"), device="desk-1", os_account="sgt")
NAUGHTY = '=HYPERLINK("x")\r\nsaid "no", then\nŁódź'

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
        column: entry_mode
        reasons: []
        choices:
          now: With the family now
          afterwards: Writing up afterwards
      - id: in.ref
        stage: door
        ask: What is the incident number?
        type: text
        fact: incident.reference
        column: incident_ref
      - id: in.place
        stage: door
        ask: Where are you, and when did you arrive?
        type: parts
        parts:
          address: {label: Address, type: address, fact: incident.place, column: place}
          arrived: {label: Arrived, type: time, fact: incident.arrived_at, column: arrived_at}
      - id: in.calls
        stage: door
        ask: How many earlier calls?
        type: number
        column: calls_12m
      - id: in.adults
        stage: door
        ask: Which adults are involved?
        type: people
        fact: incident.adults
        column: adults
        roles:
          harmed: Harmed
          accused: Accused
        fields:
          contact: {label: Telephone, type: text, needed: false, stage: desk, column: contacts}
      - id: in.children
        stage: door
        ask: List every child
        type: roll
        fact: incident.children
        column: none
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
            basis: true
            column: dob
            when:
              in.children.whereabouts: {is_none_of: [unborn]}
  - id: apart
    title: "{adult}"
    for_each: adult
    questions:
      - id: in.apart
        stage: desk
        ask: Was {adult} spoken to apart?
        type: yes_no
        column: apart
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
        column: talked
        when: {ch.seen: awake}
        choices:
          talked: {label: "Yes", means: yes}
          not_tried: {label: "No", means: no}
          tried: {label: "Tried, {child} did not want to", means: no}
      - id: ch.alone
        stage: door
        ask: Was {child} alone with you?
        type: choice
        fact: child.alone
        column: heard_by
        when: {ch.spoke: talked}
        choices:
          alone: {label: "Yes", means: yes}
          adult: {label: "An adult was there", means: no}
      - id: ch.talk
        stage: door
        ask: Write what was said, line by line.
        type: transcript
        column: child_words
        when: {ch.spoke: talked}
  - id: what_happened
    title: What happened to {child}?
    for_each: child
    questions:
      - id: ch.carers
        stage: desk
        ask: Who looks after {child}?
        type: people
        fact: child.carers
        column: carers
        fields:
          relation: {label: Relation, type: text, column: carers_relation}
      - id: ch.effect
        stage: desk
        ask: What did {child} see or hear?
        type: choices
        basis: each
        choices:
          saw: Saw it
          heard: Heard it
          nothing:
            label: Nothing found
            text: How do you know?
        excludes_others: [nothing]
      - id: ch.gaps
        stage: desk
        ask: What do you still not know about {child}?
        type: text
        column: gap_count
      - id: ch.worry
        stage: desk
        ask: What worries you about {child}?
        type: text
"""


@lru_cache
def small_checklist() -> Checklist:
    """Return the small checklist, read from its text as a log gives it back."""
    return read_checklist_texts({"checklist.yaml": CHECKLIST})


class Station:
    """A log, a clock, and whoever records."""

    def __init__(self, path: Path, at: str) -> None:
        self.clock = StillClock(datetime.fromisoformat(at))
        self.new_identifiers = CountedIdentifiers()
        self.open(path)
        self.recorder: Recorder
        self.walk: Walk

    def open(self, path: Path) -> None:
        """Open the log, and make it when it is missing."""
        self.log = closed_at_the_end(
            Log.open(path, clock=self.clock, new_identifiers=self.new_identifiers, create=True)
        )

    def move_to(self, at: str) -> None:
        """Move the clock to a moment."""
        self.clock.at = datetime.fromisoformat(at)

    def begin_duty(self, officer: str, shift: str, duty_date: str) -> None:
        """Begin a duty in one of the usual shifts."""
        of_day = SETTINGS.shift(shift)
        assert of_day is not None
        recorder = Recorder(
            self.log,
            self.clock,
            self.new_identifiers,
            Writing(OfficerId(officer), device="van-3", os_account="jsmith"),
            LONDON,
        )
        self.recorder = begin_duty(
            recorder, SETTINGS, shift_on(of_day, date.fromisoformat(duty_date), LONDON)
        )

    def open_incident(self, number: str, checklist: Checklist | None = None) -> None:
        """Open an incident whose number ends as said."""
        self.new_identifiers.four_characters = lambda: number  # type: ignore[method-assign]
        checklist = checklist or small_checklist()
        self.recorder = self.recorder.with_checklist(checklist)
        self.walk = open_incident(self.recorder, checklist)

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

    def leave(
        self, question: str, reason: WayToLeave, text: str, child: ChildId | None = None
    ) -> None:
        """Leave a question with a reason."""
        now = self.recorder.now()
        left = LeftUnanswered(reason, text, now)
        self.take(self.walk.answer(self.spot(question, child), left, asked_at=now, now=now))

    def name(self, question: str, name: str, child: ChildId | None = None) -> Any:
        """Name a person on a list, and return the identifier."""
        before = {*self.walk.situation.adults, *self.walk.situation.children}
        self.take(self.walk.name(self.spot(question, child), name, now=self.recorder.now()))
        situation = self.walk.situation
        return next(one for one in (*situation.adults, *situation.children) if one not in before)

    def done(self, question: str, child: ChildId | None = None) -> None:
        """Call a list complete."""
        now = self.recorder.now()
        self.take(self.walk.list_done(self.spot(question, child), asked_at=now, now=now))

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
        in_talk = max(talk, 1) if asked.in_engagement else 0
        return Spot(Subject(child, adult, in_talk), asked.id)

    def arrive(self, reference: str, place: str = "12 Larch Close, Norwick nr9 4qq") -> AdultId:
        """Answer what is asked first, and name one adult."""
        self.answer("in.mode", "now")
        self.answer("in.ref", reference)
        self.answer("in.place.address", place)
        self.answer("in.place.arrived", self.recorder.now().isoformat(timespec="seconds"))
        self.answer("in.calls", 3)
        adult: AdultId = self.name("in.adults", "Marta Łuczak")
        self.answer("in.adults.roles", ["harmed"], adult=adult)
        self.done("in.adults")
        return adult

    def put_on_roll(self, name: str, where: str = "here", born: str = "2020-03-14") -> ChildId:
        """Name a child, with whereabouts and date of birth."""
        child: ChildId = self.name("in.children", name)
        self.answer("in.children.whereabouts", where, child)
        if where != "unborn":
            self.answer("in.children.born_on", born, child, basis={"": (BasisGiven(Basis.RECORD),)})
        return child


def a_night(path: Path) -> Station:
    """Return a night: a finished incident with three children, and one not finished.

    Zofia spoke, Jan was out, and Piotr was withdrawn. In the second incident
    Ola, who is unborn, is the only child. The officer goes on until 07:20.
    """
    recorded, of_log = _night()
    path.write_bytes(of_log)
    path.chmod(0o600)
    station = copy(recorded)
    station.clock, station.new_identifiers = copy(recorded.clock), copy(recorded.new_identifiers)
    station.open(path)
    station.recorder = replace(
        recorded.recorder,
        log=station.log,
        clock=station.clock,
        new_identifiers=station.new_identifiers,
    )
    circumstances = replace(
        station.walk.circumstances, new_identifier=station.new_identifiers.identifier
    )
    station.walk = replace(station.walk, circumstances=circumstances)
    return station


@lru_cache
def _night() -> tuple[Station, bytes]:
    """Record the night once in a process; the tests begin from a copy of its log."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "log.db"
        station = _recorded_night(path)
        station.log.close()
        return station, path.read_bytes()


def _recorded_night(path: Path) -> Station:
    station = Station(path, "2026-11-24T22:05:00+00:00")
    station.begin_duty("4711", "night", "2026-11-24")
    station.open_incident("AAAA")
    marta = station.arrive("NC-1")
    zofia = station.put_on_roll("Zofia Łuczak")
    jan = station.put_on_roll("Jan Łuczak", "out", "about 4 years")
    piotr = station.put_on_roll("Piotr", "out", "2019-01-01")
    station.done("in.children")
    station.take(station.walk.withdraw(piotr, "A cousin", now=station.recorder.now()))
    station.answer("ch.seen", "awake", zofia)
    station.answer("ch.spoke", "talked", zofia)
    station.answer("ch.alone", "alone", zofia)
    line = {"speaker": "child", "words": NAUGHTY, "language": "Polish", "sure": False}
    station.answer("ch.talk", [line], zofia)
    station.answer("ch.seen", "not_here", jan)
    station.answer("in.adults.contact", "+44 1632 960 123", adult=marta)
    station.answer("in.apart", "yes", adult=marta)
    _finish_children(station, zofia, jan, marta)
    station.take(station.walk.finish())
    station.move_to("2026-11-25T06:50:00+00:00")
    station.open_incident("BBBB")
    station.arrive("NC-2", "Flat 2, 8 Quay Street")
    ola = station.put_on_roll("Ola", "unborn")
    station.done("in.children")
    station.move_to("2026-11-25T07:20:00+00:00")
    station.answer("ch.worry", "(not reached)", ola)
    return station


def _finish_children(station: Station, zofia: ChildId, jan: ChildId, marta: AdultId) -> None:
    station.answer(
        "ch.effect",
        ["saw", "heard"],
        zofia,
        basis={
            "saw": (BasisGiven(Basis.CHILD_SAID),),
            "heard": (BasisGiven(Basis.ADULT_SAID, (marta,)),),
        },
    )
    station.leave("ch.effect", WayToLeave.NOT_ASKED, "unsafe", jan)
    for child in (zofia, jan):
        station.take(station.walk.pick(station.spot("ch.carers", child), marta))
        station.answer("ch.carers.relation", "mother", child, adult=marta)
        station.done("ch.carers", child)
        station.answer("ch.gaps", NAUGHTY, child)
        station.answer("ch.worry", "-", child)


def exported(
    station: Station, folder: Path, layout: Layout = Layout.CHILDREN, **wanted: str
) -> list[dict[str, str]]:
    """Export, and return the rows as Python's `csv` reads them back from the file."""
    choice = choose_records(
        station.log,
        Wanted(**(wanted or {"duty_date": "2026-11-24"})),
        SETTINGS,
        station.clock.at,
    )
    target = folder / f"{layout}-{station.log.head()[0]}.csv"
    export_records(station.log, choice, target, EXPORTER, layout=layout, reason=Reason.SHIFT_REVIEW)
    return read_back(target)


def read_back(path: Path) -> list[dict[str, str]]:
    """Return the rows of a file."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream, strict=True))
