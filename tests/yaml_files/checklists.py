"""Checklists for tests: a small sound one, into which a test puts what it is about."""

from __future__ import annotations

from textwrap import dedent, indent

from childcheck.checklist.definitions import Checklist, Question
from childcheck.identifiers import QuestionId
from childcheck.problems import Problem
from childcheck.yaml_files.checklist_file import ChecklistReading, read_texts

HEAD = """\
format: 1
id: doorstep
version: 2026.11.1
title: At the door
language: en-GB
"""
BANDS = """\
bands:
  infant: under 2
  pre_school: under 5
  school_age: under 12
  teen: under 18
"""
ROLL = """\
- id: in.children
  stage: door
  ask: List every child.
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
"""


def text_of(
    child: str = "", *, incident: str = "", then: str = "", top: str = "", more: str = ""
) -> str:
    """Return the text of a checklist.

    Args:
        child: questions of a section for each child.
        incident: questions of the incident, after the roll.
        then: entries of `then` of the child's section.
        top: keys that stand before the sections.
        more: sections after the child's.
    """
    text = HEAD + BANDS + dedent(top)
    text += "sections:\n  - id: start\n    title: Start\n    for_each: incident\n    questions:\n"
    text += indent(ROLL + dedent(incident), " " * 6)
    if child or then:
        text += "  - id: talk\n    title: About {child}\n    for_each: child\n    questions:\n"
        text += indent(dedent(child), " " * 6)
    if then:
        text += "    then:\n" + indent(dedent(then), " " * 6)
    return text + indent(dedent(more), "  ")


def read(text: str) -> ChecklistReading:
    """Return what a checklist says, in a folder called "doorstep"."""
    return read_texts({"checklist.yaml": text}, shown_as="doorstep")


def problems(text: str) -> list[Problem]:
    """Return what is wrong with a checklist, warnings apart."""
    return [problem for problem in read(text).problems if not problem.is_warning]


def codes(text: str) -> list[str]:
    """Return the codes of what is wrong with a checklist, warnings apart."""
    return [problem.code for problem in problems(text)]


def only(text: str) -> Problem:
    """Return the one thing that is wrong with a checklist."""
    (problem,) = problems(text)
    return problem


def sound(text: str) -> Checklist:
    """Return a checklist that has no errors."""
    reading = read(text)
    errors = [problem.as_text() for problem in reading.problems if not problem.is_warning]
    assert not errors, "\n".join(errors)
    assert reading.checklist is not None
    return reading.checklist


def question(text: str, name: str) -> Question:
    """Return one leaf question of a sound checklist."""
    return sound(text).questions[QuestionId(name)]
