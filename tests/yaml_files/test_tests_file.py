"""Reading the tests of a checklist."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from childcheck.checklist.answers import Answer, LeftUnanswered
from childcheck.checklist.definitions import Basis, Reason
from childcheck.identifiers import AdultId, QuestionId
from childcheck.yaml_files.answers_in_tests import AnswerInTest
from childcheck.yaml_files.checklist_file import read_checklist
from childcheck.yaml_files.shipped import shipped_folder
from childcheck.yaml_files.tests_file import (
    WrittenTest,
    WrittenTests,
    leaves_named,
    read_tests,
    read_tests_text,
)
from tests.yaml_files.checklists import sound, text_of

CHECKLIST = sound(
    text_of(
        """
        - {id: ch.seen, stage: door, ask: Seen, type: choice, choices: {awake: Awake, away: Away}}
        - id: ch.effect
          stage: door
          ask: Effect
          type: choices
          basis: each
          choices:
            saw: Saw
            nothing: {label: Nothing, text: "How do you know?"}
        - {id: ch.talk, stage: door, ask: Talk, type: transcript}
        - {id: ch.said, stage: desk, ask: Said, type: lines}
        - {id: ch.aka, stage: desk, ask: Names, type: lines, speaker: false}
        - {id: ch.calls, stage: desk, ask: Calls, type: number}
        - {id: ch.worry, stage: desk, ask: Worry, type: text, nothing: "Nothing"}
        - id: ch.carers
          stage: desk
          ask: Carers
          type: people
          fact: child.carers
          fields: {relation: {label: Relation, type: text}}
        - id: ch.more
          stage: desk
          ask: More
          type: parts
          parts: {a: {label: A, type: text}, b: {label: B, type: text}}
        """,
        incident="""
        - id: in.adults
          stage: door
          ask: Adults
          type: people
          fact: incident.adults
          roles: {harmed: Harmed, accused: Accused}
        - {id: in.ref, stage: desk, ask: Number, type: text}
        """,
        more="""
        - id: apart
          title: Apart
          for_each: adult
          questions:
            - {id: in.apart, stage: desk, ask: Apart, type: yes_no}
        """,
    )
)


def read(text: str) -> WrittenTests:
    """Return what a file of tests says of the checklist above."""
    return read_tests_text(dedent(text), CHECKLIST, "tests.yaml")


def only(text: str) -> WrittenTest:
    """Return the one test of a file without problems."""
    tests = read(text)
    assert not tests.problems, "\n".join(problem.as_text() for problem in tests.problems)
    assert tests.tests is not None
    (test,) = tests.tests
    return test


def answers(text: str) -> dict[str, AnswerInTest]:
    """Return the answers of a child, by question."""
    test = only(
        "tests:\n- name: t\n  child: {whereabouts: here}\n  answers:\n"
        + "".join(f"    {line}\n" for line in dedent(text).strip().splitlines())
        + "  expect: {}\n"
    )
    assert test.child is not None
    return {answer.question.id: answer for answer in test.child.answers}


def answer(text: str) -> Answer:
    """Return the last answer of a child."""
    given = list(answers(text).values())[-1].given
    assert isinstance(given, Answer)
    return given


def codes(text: str) -> list[str]:
    """Return the codes of what is wrong with a file of tests."""
    return [problem.code for problem in read(text).problems]


def test_the_shipped_tests_read_without_a_problem() -> None:
    """The tests beside the default checklist name only what it has."""
    folder = shipped_folder() / "domestic-incident"
    checklist = read_checklist(folder, prove=False).checklist
    assert checklist is not None

    tests = read_tests(folder, checklist)

    assert tests.problems == ()
    assert tests.tests is not None
    assert len(tests.tests) > 100


def test_a_test_names_people_answers_and_what_is_expected() -> None:
    """Everything stands where it was written, and nobody needs a name."""
    test = only(
        """
        tests:
          - name: two children
            incident: {in.ref: "42"}
            adults:
              - name: Hanna
                roles: [harmed]
                answers: {in.apart: yes}
              - roles: [accused]
            child: {whereabouts: here, born_on: 2023-01-02}
            other_children:
              - {whereabouts: out, answers: {ch.seen: away}}
            answers: {ch.seen: awake}
            expect:
              asked: [ch.seen, ch.more]
              not_asked: []
              follow_ups: []
              reminders: [Look]
        """
    )

    assert test.name == "two children"
    assert [one.question.id for one in test.incident] == ["in.ref"]
    assert [one.name for one in test.adults] == ["Hanna", "Adult 2"]
    assert [one.question.id for one in test.adults[0].answers] == ["in.adults.roles", "in.apart"]
    assert test.child is not None
    assert test.child.name == "Child 1"
    assert [one.question.id for one in test.child.answers] == [
        "in.children.whereabouts",
        "in.children.born_on",
        "ch.seen",
    ]
    (other,) = test.other_children
    assert (other.name, [one.question.id for one in other.answers]) == (
        "Child 2",
        ["in.children.whereabouts", "ch.seen"],
    )
    expected = test.expected
    assert [one.text for one in expected.asked] == ["ch.seen", "ch.more"]
    assert expected.follow_ups == ()
    assert expected.asked_again is None
    assert expected.reminders is not None
    assert expected.reminders[0].text == "Look"


def test_an_answer_is_a_value_or_says_more() -> None:
    """A bare value; or `is` with its line and basis; or `left` with its line."""
    read = answers(
        """
        ch.seen: awake
        ch.effect: {is: [nothing], text: {nothing: "slept"}, basis: {nothing: [seen, adult_said]}}
        ch.worry: {left: not_asked, text: "called away"}
        """
    )

    assert read["ch.seen"].given == Answer("awake")
    effect = read["ch.effect"].given
    assert isinstance(effect, Answer)
    assert (effect.value, dict(effect.texts)) == (["nothing"], {"nothing": "slept"})
    assert [one.basis for one in effect.basis["nothing"]] == [Basis.SEEN, Basis.ADULT_SAID]
    assert read["ch.worry"].given == LeftUnanswered(Reason.NOT_ASKED, "called away")


def test_a_basis_may_say_which_adults_said_it() -> None:
    """Adults stand by name: who they are is known when the test is run."""
    given = answer("ch.seen: {is: awake, basis: {adult_said: [Hanna]}}")

    (basis,) = given.basis[""]
    assert (basis.basis, basis.adults) == (Basis.ADULT_SAID, (AdultId("Hanna"),))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("ch.calls: 3", 3),
        ("ch.worry: Her eyes", "Her eyes"),
        ('ch.worry: {nothing: "all is well"}', {"nothing": "all is well"}),
        ("ch.effect: [saw]", ["saw"]),
        ("ch.effect: saw", ["saw"]),
        ("ch.aka: [Annie, An]", [{"text": "Annie"}, {"text": "An"}]),
        ("ch.aka: []", []),
        ('ch.said: [{Hanna: "She fell."}]', [{"speaker": "Hanna", "text": "She fell."}]),
        (
            'ch.talk: [{officer: "Hello."}, {child: "No.", language: Polish, sure: false}]',
            [
                {"speaker": "officer", "words": "Hello."},
                {"speaker": "child", "words": "No.", "language": "Polish", "sure": False},
            ],
        ),
    ],
)
def test_a_value_is_read_as_its_question_wants_it(text: str, value: object) -> None:
    """A list of lines, of choices or of what was said: as in an incident file."""
    assert answer(text).value == value


def test_adults_of_a_child_are_picked_with_what_they_are() -> None:
    """A name alone, or a name with the fields of the list."""
    read = answers("ch.carers: [Hanna, {name: Otto, relation: uncle}]")["ch.carers"]

    assert [pick.name for pick in read.picks] == ["Hanna", "Otto"]
    assert read.picks[0].answers == ()
    (relation,) = read.picks[1].answers
    assert (relation.question.id, relation.given) == ("ch.carers.relation", Answer("uncle"))


@pytest.mark.parametrize(
    ("test", "code"),
    [
        ("{expect: {}}", "missing-key"),
        ("{name: t}", "missing-key"),
        ("{name: t, expect: {asekd: [ch.seen]}}", "unknown-key"),
        ("{name: t, expect: {asked: [ch.sene]}}", "unknown-name"),
        ("{name: t, expect: {follow_ups: [see]}}", "unknown-name"),
        ("{name: t, expect: {asked_again: [ch.more]}}", "unknown-name"),
        ("{name: t, expect: {flags: [q.a]}}", "not-supported"),
        ("{name: t, incident: {in.reff: x}, expect: {}}", "unknown-question"),
        ("{name: t, incident: {ch.seen: awake}, expect: {}}", "answer-of-others"),
        ("{name: t, answers: {ch.seen: awake}, expect: {}}", "answers-of-nobody"),
        ("{name: t, child: {}, answers: {ch.more: a}, expect: {}}", "composite-named"),
        ("{name: t, child: {}, answers: {ch.carers.relation: a}, expect: {}}", "answer-of-others"),
        ("{name: t, child: {wherabouts: here}, expect: {}}", "unknown-key"),
        ("{name: t, child: {}, answers: {ch.seen: {text: a}}, expect: {}}", "missing-key"),
        ("{name: t, child: {}, answers: {ch.seen: {left: bored}}, expect: {}}", "not-one-of"),
        (
            "{name: t, child: {}, answers: {ch.said: [{a: b, c: d}]}, expect: {}}",
            "line-without-speaker",
        ),
        ("{name: t, child: {}, answers: {ch.talk: [{sure: true}]}, expect: {}}", "unknown-speaker"),
        (
            "{name: t, child: {}, answers: {ch.seen: {is: awake, basis: [heard]}}, expect: {}}",
            "not-one-of",
        ),
    ],
)
def test_what_is_wrong_with_a_test_has_a_code(test: str, code: str) -> None:
    """A misspelt id would otherwise let a test pass that tests nothing."""
    assert codes(f"tests:\n  - {test}\n") == [code]


def test_two_tests_may_not_have_one_name() -> None:
    """A failing test is known by its name."""
    assert codes("tests:\n  - {name: t, expect: {}}\n  - {name: t, expect: {}}\n") == [
        "duplicate-test"
    ]


def test_without_a_file_there_are_no_tests(tmp_path: Path) -> None:
    """No file is another thing than a file with no tests in it."""
    assert read_tests(tmp_path, CHECKLIST).tests is None

    (tmp_path / "tests.yaml").write_text("tests: []\n")

    assert read_tests(tmp_path, CHECKLIST).tests == ()


def test_tests_are_not_read_from_outside_the_folder(tmp_path: Path) -> None:
    """A link that leads out of the folder is refused here too."""
    (tmp_path / "secret.yaml").write_text("tests: []\n")
    folder = tmp_path / "doorstep"
    folder.mkdir()
    (folder / "tests.yaml").symlink_to(tmp_path / "secret.yaml")

    assert [problem.code for problem in read_tests(folder, CHECKLIST).problems] == ["leads-outside"]


def test_a_name_means_a_question_or_all_its_parts() -> None:
    """A list of people goes by the naming of the people."""
    assert [one.id for one in leaves_named(CHECKLIST, "ch.seen")] == ["ch.seen"]
    assert [one.id for one in leaves_named(CHECKLIST, "ch.more")] == ["ch.more.a", "ch.more.b"]
    assert [one.id for one in leaves_named(CHECKLIST, "ch.carers")] == ["ch.carers"]
    assert QuestionId("ch.more") in CHECKLIST.groups
