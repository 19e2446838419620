"""Chains of questions that hang on one another."""

from __future__ import annotations

import inspect
import sys

from childcheck.procedures.run_written_test import run_written_test
from childcheck.yaml_files.chains_of_questions import (
    CALLS_FOR_COMPARISON,
    MOST_CALLS,
    too_long,
)
from childcheck.yaml_files.tests_file import read_tests_text
from tests.yaml_files.checklists import codes, only, sound, text_of

LONGEST = MOST_CALLS // CALLS_FOR_COMPARISON


def chain(length: int, when: str = "{{{before}: yes}}", top: str = "") -> str:
    """Return a checklist in which each question hangs on the one before."""
    questions = ["- {id: ch.q0, stage: door, ask: Hm, type: yes_no}\n"]
    for number in range(1, length + 1):
        asked = when.format(before=f"ch.q{number - 1}", number=number)
        questions.append(
            f"- {{id: ch.q{number}, stage: door, ask: Hm, type: yes_no, when: {asked}}}\n"
        )
    return text_of("".join(questions), top=top)


def test_a_chain_as_long_as_allowed_is_walked() -> None:
    """What is not refused goes through the walk, with room to spare for the program around it."""
    checklist = sound(chain(LONGEST))
    answers = "".join(f"      ch.q{number}: yes\n" for number in range(LONGEST))
    text = (
        "tests:\n  - name: t\n    child: {}\n    answers:\n"
        + answers
        + f"    expect: {{asked: [ch.q{LONGEST}]}}\n"
    )
    read = read_tests_text(text, checklist, "tests.yaml")
    assert read.tests is not None
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(len(inspect.stack()) + 800)
    try:
        ran = run_written_test(read.tests[0], checklist)
    finally:
        sys.setrecursionlimit(limit)

    assert ran.misses == ()


def test_a_longer_chain_is_refused_once() -> None:
    """The first question that is too far down is named; those below it hang on it."""
    problem = only(chain(LONGEST + 20))

    assert problem.code == "chain-too-long"
    assert f'"ch.q{LONGEST + 1}"' in problem.what


def test_thousands_of_questions_in_a_chain_are_refused_and_not_stumbled_over() -> None:
    """No file can stop the program by being deep."""
    assert codes(chain(2000)) == ["chain-too-long"]


def test_names_and_facts_are_followed() -> None:
    """A chain may lead through named conditions and through facts."""
    named = "conditions:\n" + "".join(
        f"  c{number}: {{ch.q{number}: yes}}\n" for number in range(100)
    )
    through_names = text_of(
        "- {id: ch.q0, stage: door, ask: Hm, type: yes_no}\n"
        + "".join(
            f"- {{id: ch.q{n}, stage: door, ask: Hm, type: yes_no, when: c{n - 1}}}\n"
            for n in range(1, 100)
        ),
        top=named,
    )

    assert codes(through_names) == ["chain-too-long"]


def test_the_fields_of_a_roll_hang_on_each_other_without_a_circle() -> None:
    """A birth date may be asked by where the child is, and by the band that follows from it."""
    text = text_of(
        "- {id: ch.dob, stage: door, ask: Born, type: date, fact: child.born_on, when: born}\n",
        top="conditions:\n  born: {child.band: {is_none_of: [unborn]}}\n",
    )

    assert "chain-too-long" not in codes(text)


def test_an_ordinary_checklist_is_far_from_the_limit() -> None:
    """Without conditions nothing hangs on anything."""
    assert too_long(sound(chain(5))) == ()
