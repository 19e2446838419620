"""A desk with a checklist of seven short questions, for tests of what goes wrong on the way."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from tests.officer.desk import Desk
from tests.officer.scripted_officer import OPENED
from tests.officer.terminal_session import TerminalSession

Here = Callable[..., tuple[str, int]]  # arguments, to standard error and exit code
SECRET = "Zebedee"  # a child's name: it stands in no error and in no last words
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
sections:
  - id: arrival
    title: Arrival
    for_each: incident
    questions:
      - id: in.ref
        stage: door
        ask: What is the incident number?
        type: text
        fact: incident.reference
      - id: in.calm
        stage: door
        ask: Is it calm here?
        type: choice
        choices:
          calm: It is calm
          loud: It is loud
      - id: in.children
        stage: door
        ask: Who are the children?
        type: roll
        fact: incident.children
        whereabouts:
          here: {label: "Here", here: true}
          out: {label: "Out", here: false}
          unborn: {label: "Not born yet", here: false}
        fields:
          born_on:
            label: Born
            type: date
            estimated: true
            fact: child.born_on
            when: {child.whereabouts: {is_none_of: [unborn]}}
  - id: each
    title: About {child}
    for_each: child
    questions:
      - id: ch.worry
        stage: door
        ask: What worries you about {child}?
        type: text
      - id: ch.more
        stage: desk
        ask: What else of {child}?
        type: text
"""
STORY = f"""\
format: 1
checklist: {{id: small, version: 2026.1.1}}
written_up: {{officer: "4711", duty_date: 2026-01-05, shift: early}}
incident:
  in.ref: NC-1
  in.calm: loud
children:
  - name: {SECRET}
    whereabouts: here
    born_on: about 7
    answers:
      ch.worry: {SECRET} hid.
      ch.more: {SECRET} is thin.
"""


def a_desk(folder: Path, **more: object) -> Desk:
    """Return a desk whose force has the small checklist, and the story as a file."""
    own = folder / "checklists" / "small"
    own.mkdir(parents=True)
    (own / "checklist.yaml").write_text(CHECKLIST, encoding="utf-8")
    (folder / "story.yaml").write_text(STORY, encoding="utf-8")
    configuration = f"time_zone: Europe/London\nchecklists: {folder / 'checklists'}\n"
    return Desk(folder / "desk", configuration=configuration, **more)  # type: ignore[arg-type]


def begin(desk: Desk, checklist: str = "small") -> TerminalSession:
    """Begin an incident in the small checklist and come to its first question."""
    session = desk.at_terminal("start", "--checklist", checklist)
    if "Which shift" in (first := session.prompt()).text:
        session.type("1")
    else:
        session.unread(first)
    return session


def to_roll(session: TerminalSession, reference: str = "NC-1") -> None:
    """Answer the two questions before the roll."""
    session.answer("Answer", reference)
    session.answer("Answer", "2")


def name(session: TerminalSession, child: str = SECRET, born: str = "7") -> None:
    """Put a child on the roll."""
    session.answer("Name", child)
    session.answer("Answer", "1")
    session.answer("Answer", born)


def number_in(session: TerminalSession) -> str:
    """Return the number that an incident was given."""
    found = OPENED.search(session.seen)
    assert found is not None, session.tail
    return found.group(1)


def answers(desk: Desk) -> dict[str, str]:
    """Return what stands in the log, by question; of several children the last."""
    with closing(sqlite3.connect(f"file:{desk.log}?mode=ro", uri=True)) as database:
        return dict(database.execute("SELECT question, answer FROM answers ORDER BY entry"))


def assert_told_well(text: str, *expected: str) -> None:
    """A problem says what, where and what to do, and holds no detail of a child."""
    flowing = re.sub(r"\s+", " ", text)
    assert "Traceback" not in text, text
    assert SECRET not in text, text
    assert "do: " in flowing, text
    for one in expected:
        assert one in flowing, text


def assert_verified(desk: Desk) -> None:
    """The log is whole."""
    done = desk.run("log", "verify")
    assert done.returncode == 0, done.stdout + done.stderr


def at_terminal(desk: Desk, *arguments: str) -> tuple[str, int]:
    """Run a command at a terminal that asks nothing; return its last words and its exit code."""
    with desk.at_terminal(*arguments) as session:
        return session.end()
