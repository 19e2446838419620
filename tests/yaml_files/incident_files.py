"""An invented family as an incident file, with a small checklist that has every type of question.

A test changes one thing of `FAMILY` with `changed` and looks at what is told of it, or
at what is drafted. The real walk is led; only the clock and the identifiers are still.
"""

from __future__ import annotations

from datetime import datetime
from functools import cache
from itertools import count
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from childcheck.checklist.definitions import Checklist
from childcheck.identifiers import EntryId, IncidentId
from childcheck.problems import ChildcheckError, Problem
from childcheck.procedures.write_up_incident import WrittenUp, write_up_incident
from childcheck.record.happening import Happening
from childcheck.record.happenings import AnswerGiven, IncidentOpened, QuestionLeft
from childcheck.walk.settling import Circumstances, Draft
from childcheck.walk.situation import Situation
from childcheck.walk.walking import Walk
from childcheck.yaml_files.checklist_file import read_checklist_texts
from childcheck.yaml_files.incident_file import IncidentFile, read_incident_bytes

FILE = "family.yaml"
LONDON = ZoneInfo("Europe/London")
MORNING = datetime(2026, 11, 25, 6, 0, tzinfo=LONDON)
Told = TypeVar("Told", bound=Happening)

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
conditions:
  born:
    child.band: {is_none_of: [unborn]}
  talked:
    ch.spoke: talked
follow_ups:
  see_child:
    what: See {child}
    due: {hours: 24}
    closed_by: seeing
    to_close: Who saw {child}?
  talk_with_child:
    what: Talk with {child}
    due: {hours: 24}
    closed_by: talking
    to_close: Who talked with {child}?
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
        reasons: [not_known]
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
          not_here: Not here
        fields:
          contact: {label: Telephone, type: text, needed: false, stage: desk}
      - id: in.note
        stage: door
        ask: Keep your notes.
        type: note
  - id: apart
    title: Was {adult} spoken to apart?
    for_each: adult
    questions:
      - id: in.apart
        stage: leaving
        ask: Was {adult} spoken to apart?
        type: yes_no
        when:
          in.adults.roles: {includes_none_of: [not_here]}
        choices:
          yes: Yes
          no:
            label: No
            text: Why not?
            remind: Bear in mind that {adult} was not spoken to apart.
  - id: roll
    title: Every child
    for_each: incident
    questions:
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
      - id: in.calls
        stage: door
        ask: How many calls were there before?
        type: number
        at_least: 0
        at_most: 99
      - id: in.count
        stage: door
        ask: How do you know the list is complete?
        type: choices
        text: {ask: "Who looked?", stage: desk}
        choices:
          rooms: Looked in every room
          told:
            label: Told
            text: By whom?
      - id: in.access
        stage: door
        ask: Did anyone keep you from a child?
        type: yes_no
        choices:
          yes:
            label: Yes
            text: {ask: "Who, and how?", stage: desk}
          no: No
      - id: in.said
        stage: desk
        ask: Has anyone else said anything?
        type: lines
        none: Asked, nothing said
      - id: in.chk
        stage: desk
        ask: What did the records show?
        type: enquiry
        covers: [adults, children]
        asked_of:
          mash: MASH
          night_team: Night team
        results:
          nothing: Nothing
          plan: A plan
        excludes_others: [nothing]
  - id: who
    title: Who is {child}?
    for_each: child
    questions:
      - id: ch.name
        stage: door
        ask: What is the full name?
        type: parts
        when: born
        parts:
          given: {label: "Given names", type: text, fact: child.name}
          family: {label: "Family name", type: text}
      - id: ch.dob
        stage: door
        ask: When was {child} born?
        type: date
        estimated: true
        fact: child.born_on
        basis: true
        when:
          in.children.whereabouts: {is_none_of: [unborn]}
      - id: ch.aka
        stage: desk
        ask: What else is {child} called?
        type: lines
        speaker: false
        none: Asked, no other name
      - id: ch.carers
        stage: desk
        ask: Who looks after {child}?
        type: people
        fact: child.carers
        fields:
          relation:
            label: Relation to {child}
            type: choice
            choices:
              mother: Mother
              father: Father
              other:
                label: Other
                text: What?
          here: {label: "Here?", type: yes_no, choices: {yes: "Yes", no: "No"}}
  - id: talk
    title: Seen and heard
    for_each: child
    engagement: true
    questions:
      - id: ch.seen
        stage: door
        ask: Have you seen {child}?
        type: choice
        fact: child.seen
        reasons: []
        when: born
        choices:
          awake:
            label: Awake
            means: yes
            text: {ask: "Who saw {child}, if not you?", needed: false, stage: desk}
          stopped:
            label: We were stopped
            means: no
            text: Who stopped you?
            ask_again: in.access
            follow_up: see_child
          not_here:
            label: Not here
            means: no
            follow_up: see_child
      - id: ch.seen_plan
        stage: door
        ask: Who will see {child}?
        type: follow_up
        opens: see_child
        when: {ch.seen: [stopped, not_here]}
      - id: ch.spoke
        stage: door
        ask: Have you talked with {child}?
        type: choice
        fact: child.talked
        when: {ch.seen: awake}
        choices:
          talked:
            label: "Yes"
            means: yes
          not_tried:
            label: "No"
            means: no
            text: Why not?
            follow_up: talk_with_child
      - id: ch.talk
        stage: door
        ask: What was said?
        type: transcript
        when: talked
  - id: what
    title: What happened?
    for_each: child
    questions:
      - id: ch.effect
        stage: door
        ask: What did {child} see or hear?
        type: choices
        basis: each
        when: born
        choices:
          saw: Saw it
          heard: Heard it
          nothing:
            label: Nothing found
            text: How do you know?
        excludes_others: [nothing]
      - id: ch.worry
        stage: door
        ask: What worries you?
        type: text
        nothing: Nothing worries me, because
      - id: ch.due
        stage: door
        ask: When is the baby due?
        type: date
        estimated: true
        when:
          child.band: unborn
      - id: ch.now
        stage: door
        ask: What are you doing?
        type: choices
        choices:
          ambulance:
            label: Ambulance
            text: {ask: "Which, and when?", stage: desk}
          school:
            label: School notice
            text: {ask: "Which, and when?", stage: desk}
          nothing_further:
            label: Nothing further
            text: Because of what?
        excludes_others: [nothing_further]
      - id: ch.trust
        stage: desk
        tier: more
        ask: Whom does {child} trust?
        type: text
        when: talked
"""

FAMILY = """\
format: 1
checklist: {id: small, version: 2026.1.1}
written_up: {officer: "4217", duty_date: 2026-11-24, shift: night}

incident:
  in.mode: now
  in.ref: NC-0913
  in.place:
    address: 18 Coldharbour Row, S7 1ZZ
    arrived: 2026-11-24 23:12
  in.calls: 3
  in.count:
    answer: [rooms, told]
    text: {told: "the mother", answer: "PC 5208"}
  in.access: no
  in.said:
    - neighbour: "The little one cries at night."
  in.chk:
    state: done
    asked_of: mash
    covered: everybody
    spellings: every
    results: [nothing]

adults:
  - name: Kayleigh Byrne
    roles: [harmed]
    answers:
      in.apart: yes
  - name: Darren Holt
    roles: accused
    contact: 07700 900411
    answers:
      in.apart:
        answer: no
        text: He had gone

children:
  - name: Alfie
    whereabouts: here
    born_on: 2020-02-03
    answers:
      ch.name: {family: Holt}
      ch.dob: {basis: [{adult_said: "Kayleigh Byrne"}, record]}
      ch.aka: ["Alf", "Alfie-Jay"]
      ch.carers:
        - {name: "Kayleigh Byrne", relation: mother, here: yes}
        - {name: "Darren Holt", relation: father, here: no}
      ch.effect:
        answer: [heard, saw]
        basis:
          saw: seen
          heard: [child_said, sibling_said]
      ch.worry: {nothing: "he was calm and so was she"}
      ch.now:
        answer: [school, ambulance]
        text:
          ambulance: Sheffield, 23:40
          school: {left: not_asked, text: "It is night"}
      ch.trust: Mrs Osei
    engagements:
      - ch.seen: {answer: awake, text: "PC 5208"}
        ch.spoke: talked
        ch.talk:
          - officer: Tell me about tonight.
          - child: Tata krzyczał.
            language: Polish
            translation: Daddy shouted.
            translator: by telephone
            sure: false
          - not_in_words: nods
  - name: Baby of Kayleigh Byrne
    whereabouts: unborn
    answers:
      ch.aka: []
      ch.carers:
        - {name: "Kayleigh Byrne", relation: mother, here: yes}
      ch.worry: The fall on the stairs
      ch.due: overdue 2026-11-20
      ch.now:
        answer: nothing_further
        text:
          nothing_further: she is in hospital
"""


@cache
def small_checklist() -> Checklist:
    """Return the small checklist, read as a log keeps it."""
    return read_checklist_texts({"checklist.yaml": CHECKLIST}, shown_as="small")


def changed(old: str, new: str, text: str = FAMILY) -> str:
    """Return a file with one thing changed in it."""
    assert text.count(old) == 1, f"{text.count(old)} times: {old}"
    return text.replace(old, new)


def line_of(needle: str, text: str) -> int:
    """Return the number of the one line that holds something."""
    [number] = [number for number, line in enumerate(text.splitlines(), 1) if needle in line]
    return number


def read(text: str) -> IncidentFile:
    """Return a file as it is read."""
    return read_incident_bytes(text.encode(), FILE)


def opened(checklist: Checklist, zone: ZoneInfo = LONDON) -> tuple[Walk, Draft]:
    """Return the walk of a new incident and the draft that opens it."""
    numbers = count(1)

    def new_identifier() -> str:
        return f"{next(numbers):026}"

    happening = IncidentOpened(
        incident=IncidentId(new_identifier()),
        incident_number="20261125-3F7K",
        opened_at=MORNING.isoformat(),
        entry_mode="file",
        checklist_id=checklist.id,
        checklist_version=checklist.version,
    )
    draft = Draft(EntryId(new_identifier()), happening)
    situation = Situation(IncidentId(str(happening.incident))).after(draft.identifier, happening)
    circumstances = Circumstances("4217", zone, new_identifier)
    return Walk(checklist, situation, circumstances), draft


def write_up(
    text: str = FAMILY,
    checklist: Checklist | None = None,
    *,
    now: datetime = MORNING,
    **more: Any,
) -> tuple[WrittenUp, tuple[Happening, ...]]:
    """Return what came of a file, and what it recorded."""
    recorded: list[Draft] = []
    walk, draft = opened(checklist or small_checklist())
    written = write_up_incident(read(text), walk, [draft], recorded.extend, lambda: now, **more)
    return written, tuple(one.happening for one in recorded)


def told_of(
    text: str,
    checklist: Checklist | None = None,
    *,
    now: datetime = MORNING,
    **more: Any,
) -> tuple[Problem, ...]:
    """Return the problems of a file; nothing is recorded when there are any."""
    recorded: list[Draft] = []
    walk, draft = opened(checklist or small_checklist())
    try:
        write_up_incident(read(text), walk, [draft], recorded.extend, lambda: now, **more)
    except ChildcheckError as error:
        assert recorded == []
        return error.problems
    return ()


def the_only(text: str, **more: Any) -> Problem:
    """Return the one problem of a file."""
    [problem] = told_of(text, **more)
    return problem


def of_kind(recorded: tuple[Happening, ...], kind: type[Told]) -> list[Told]:
    """Return what was recorded of one kind."""
    return [one for one in recorded if isinstance(one, kind)]


def answers(recorded: tuple[Happening, ...], question: str) -> list[AnswerGiven]:
    """Return the answers to one question, in order."""
    return [one for one in of_kind(recorded, AnswerGiven) if one.question == question]


def the_answer(recorded: tuple[Happening, ...], question: str) -> AnswerGiven:
    """Return the one answer to a question."""
    [one] = answers(recorded, question)
    return one


def left(recorded: tuple[Happening, ...], question: str) -> list[QuestionLeft]:
    """Return how a question was left, in order."""
    return [one for one in of_kind(recorded, QuestionLeft) if one.question == question]
