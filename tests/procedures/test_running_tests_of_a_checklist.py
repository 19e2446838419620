"""Running the tests of a checklist: what passes, what fails and why, and what is left out."""

from __future__ import annotations

import time
from pathlib import Path
from textwrap import dedent

import pytest

from childcheck.checklist.definitions import Checklist
from childcheck.problems import ChildcheckError, ExitCode
from childcheck.procedures.find_test_gaps import Gaps
from childcheck.procedures.run_written_test import run_written_test
from childcheck.procedures.test_checklist import run_tests_of
from childcheck.yaml_files.tests_file import read_tests_text
from tests.yaml_files.checklists import sound, text_of

SHIPPED = "domestic-incident"
TEXT = text_of(
    """
    - id: ch.seen
      stage: desk
      ask: Have you seen {child}?
      type: choice
      fact: child.seen
      choices:
        awake: {label: Awake, means: yes}
        stopped:
          label: Stopped
          means: no
          text: Who stopped you?
          remind: Ring a supervisor about {child}.
          ask_again: in.access
          follow_up: see
    - id: ch.spoke
      stage: door
      ask: Have you talked with {child}?
      type: yes_no
      when: {child.band: [pre_school, school_age, teen]}
    - id: ch.why
      stage: desk
      ask: Why not?
      type: text
      when: {ch.spoke: no}
      basis: true
    - id: ch.carers
      stage: desk
      ask: Who looks after {child}?
      type: people
      fact: child.carers
      fields: {relation: {label: Relation, type: text}}
    """,
    incident="""
    - id: in.adults
      stage: door
      ask: Which adults live here?
      type: people
      fact: incident.adults
      roles: {harmed: Harmed, accused: Accused}
    - {id: in.access, stage: door, ask: Kept out?, type: yes_no}
    - id: in.chk.pnc
      stage: desk
      ask: What did PNC show?
      type: enquiry
      covers: [adults]
      results: {nothing: Nothing, warnings: Warnings}
    """.replace("Kept out?", '"Kept out?"'),
    top="""
    follow_ups:
      see: {what: "See {child}", due: now, closed_by: seeing, to_close: "Who saw {child}?"}
      wait: {what: "Wait for {child}", due: now, closed_by: anyone, to_close: "Who waited?"}
    """,
    then="""
    - when: {ch.spoke: {left: [not_known, not_asked]}}
      follow_up: wait
    """,
)


@pytest.fixture(scope="module")
def checklist() -> Checklist:
    """A checklist with a branch of each kind."""
    return sound(TEXT)


def misses(test: str, checklist: Checklist) -> list[tuple[str, int]]:
    """Return where a test misses: what, and in which line."""
    text = "tests:\n  - name: a test\n" + "".join(
        f"    {line}\n" for line in dedent(test).strip().splitlines()
    )
    read = read_tests_text(text, checklist, "tests.yaml")
    assert not read.problems, "\n".join(problem.as_text() for problem in read.problems)
    assert read.tests is not None
    return [
        (miss.what, miss.place.line) for miss in run_written_test(read.tests[0], checklist).misses
    ]


def test_the_shipped_tests_pass_and_go_through_every_branch() -> None:
    """Each question, condition, effect and band of the default checklist is in a test."""
    began = time.monotonic()

    tested = run_tests_of(SHIPPED)

    assert [(one.name, one.misses) for one in tested.failed] == []
    assert tested.gaps == Gaps()
    assert tested.exit_code(is_strict=True) is ExitCode.DONE
    assert time.monotonic() - began < 20  # about 2 seconds on a quiet machine


def test_what_comes_as_expected_passes(checklist: Checklist) -> None:
    """Everything at once: asked, not asked, owed, reminded, asked again."""
    assert (
        misses(
            """
            child: {born_on: 2018-05-01, whereabouts: here}
            answers:
              ch.spoke: {left: not_known, text: "asked both"}
              ch.seen: {is: stopped, text: "a man at the door"}
            expect:
              asked: [ch.spoke, ch.why, in.chk.pnc]
              not_asked: [in.chk.pnc.results, ch.carers.relation]
              follow_ups: [see, wait]
              reminders: ["Ring a supervisor"]
              asked_again: [in.access]
            """,
            checklist,
        )
        == []
    )


def test_a_question_that_should_be_asked_and_is_not(checklist: Checklist) -> None:
    """The line of the test says where it was expected."""
    assert misses(
        "child: {born_on: 2026-05-01}\nexpect:\n  asked:\n    - ch.seen\n    - ch.spoke", checklist
    ) == [("ch.spoke should be asked, and is not.", 7)]


def test_a_question_that_should_not_be_asked_and_is(checklist: Checklist) -> None:
    """Of a question with several answers it is said which part is asked."""
    assert misses("child: {}\nexpect:\n  not_asked: [ch.seen, in.chk.pnc]", checklist) == [
        ("ch.seen should not be asked, and is.", 5),
        ("in.chk.pnc should not be asked, and is (in.chk.pnc.state).", 5),
    ]


def test_what_is_owed_reminded_or_asked_again_without_being_expected(
    checklist: Checklist,
) -> None:
    """An empty list means "nothing": what comes all the same is a miss."""
    assert misses(
        """
        child: {name: Mia}
        answers:
          ch.seen: {is: stopped, text: "a man"}
        expect:
          follow_ups: []
          reminders: []
          asked_again: []
        """,
        checklist,
    ) == [
        ("see is owed, and is not expected.", 7),
        ("in.access is asked again, and is not expected.", 9),
        (
            'A reminder is shown, and is not expected: "Ring a supervisor about Mia."',
            8,
        ),
    ]


def test_what_is_expected_and_does_not_come(checklist: Checklist) -> None:
    """Each missing name and text is a miss of its own."""
    assert misses(
        """
        child: {}
        answers: {ch.seen: awake}
        expect:
          follow_ups: [see]
          reminders: [Ring]
          asked_again: [in.access]
        """,
        checklist,
    ) == [
        ("see should be owed, and is not.", 6),
        ("in.access should be asked again, and is not.", 8),
        ('No reminder begins with "Ring".', 7),
    ]


def test_what_a_test_does_not_mention_is_not_compared(checklist: Checklist) -> None:
    """A test states one rule, and need not know the others."""
    assert (
        misses(
            'child: {}\nanswers: {ch.seen: {is: stopped, text: "x"}}\nexpect: {asked: [ch.seen]}',
            checklist,
        )
        == []
    )


def test_an_answer_off_the_path_fails_the_test(checklist: Checklist) -> None:
    """A test that answers what nobody is asked tests nothing."""
    assert misses(
        """
        child: {born_on: 2018-05-01}
        answers:
          ch.spoke: yes
          ch.why: {is: "x", basis: [seen]}
        expect: {}
        """,
        checklist,
    ) == [("ch.why is answered, and is not asked here.", 6)]


def test_an_answer_that_does_not_fit_fails_the_test(checklist: Checklist) -> None:
    """Each fault of each answer, as an officer would be told."""
    found = misses(
        """
        child: {born_on: 2018-05-01}
        answers:
          ch.seen: stopped
          ch.spoke: maybe
        expect: {}
        """,
        checklist,
    )

    assert [(what.partition(":")[0], line) for what, line in found] == [
        ("The answer to ch.seen does not fit", 5),
        ("The answer to ch.spoke does not fit", 6),
    ]
    assert "Write a line: Who stopped you?" in found[0][0]


def test_answers_are_given_in_the_order_of_the_checklist(checklist: Checklist) -> None:
    """A trainer may write them in any order."""
    assert (
        misses(
            """
            child: {born_on: 2018-05-01}
            answers:
              ch.why: {is: "shy", basis: [seen]}
              ch.spoke: no
            expect: {asked: [ch.why]}
            """,
            checklist,
        )
        == []
    )


def test_people_are_named_listed_and_picked(checklist: Checklist) -> None:
    """Adults of the incident and new ones, roles, what they said, and whom a check covered."""
    assert (
        misses(
            """
            incident:
              in.chk.pnc.state: done
              in.chk.pnc.covered: [Hanna Wolna]
            adults:
              - {name: "Hanna Wolna", roles: [harmed]}
              - {roles: [accused]}
            child: {born_on: 2018-05-01}
            answers:
              ch.spoke: no
              ch.why: {is: shy, basis: {adult_said: [Hanna Wolna]}}
              ch.carers: [Hanna Wolna, {name: Irena, relation: aunt}]
            expect:
              asked: [ch.carers.relation, in.adults.roles]
            """.replace("[Hanna Wolna", '["Hanna Wolna"'),
            checklist,
        )
        == []
    )


def test_everybody_means_all_who_could_be_picked(checklist: Checklist) -> None:
    """A check may have covered every adult."""
    test = "incident: {in.chk.pnc.state: done, in.chk.pnc.covered: everybody}\nexpect: {}"

    assert misses("adults: [{name: Hanna}, {name: Otto}]\n" + test, checklist) == []


def test_a_person_whom_nobody_named_is_a_miss(checklist: Checklist) -> None:
    """Whom a check covered must be on the list."""
    found = misses(
        "incident: {in.chk.pnc.state: done, in.chk.pnc.covered: [Nobody]}\nexpect: {}", checklist
    )

    assert len(found) == 1
    assert "does not fit" in found[0][0]


def test_a_name_that_cannot_stand_on_the_list_is_a_miss(checklist: Checklist) -> None:
    """Somebody of that name is there already; what is said of the second is not answered."""
    found = misses(
        """
        adults: [{name: Hanna}]
        child: {}
        answers: {ch.carers: [{name: hanna, relation: aunt}]}
        expect: {}
        """,
        checklist,
    )

    assert found[0][0].startswith("The name hanna does not fit: Somebody of this name")


def test_other_children_do_not_answer_for_the_child_of_the_test(checklist: Checklist) -> None:
    """What is asked is asked of the test's own child; what is owed is everything."""
    assert (
        misses(
            """
            child: {born_on: 2026-05-01}
            other_children:
              - {born_on: 2018-05-01, answers: {ch.seen: {is: stopped, text: "x"}}}
            expect:
              not_asked: [ch.spoke]
              follow_ups: [see]
            """,
            checklist,
        )
        == []
    )


# The whole file


def written(folder: Path, tests: str) -> str:
    """Write the checklist with tests beside it; return its path."""
    (folder / "checklist.yaml").write_text(TEXT, encoding="utf-8")
    (folder / "tests.yaml").write_text(dedent(tests), encoding="utf-8")
    return str(folder)


def test_what_no_test_reaches_is_named(tmp_path: Path) -> None:
    """Questions not put, conditions that never held or never failed, effects, and bands."""
    tested = run_tests_of(
        written(
            tmp_path,
            """
            tests:
              - name: one
                child: {born_on: 2018-05-01, whereabouts: here}
                answers: {ch.seen: awake}
                expect: {asked: [in.access]}
            """,
        )
    )

    gaps = tested.gaps
    assert tested.exit_code() is ExitCode.DONE
    assert tested.exit_code(is_strict=True) is ExitCode.WARNINGS
    assert gaps.never_put == (
        "in.adults",
        "in.adults.roles",
        "in.chk.pnc.state",
        "in.chk.pnc.asked_of",
        "in.chk.pnc.covered",
        "in.chk.pnc.spellings",
        "in.chk.pnc.results",
        "in.chk.pnc.asked_at",
        "in.chk.pnc.text",
        "ch.spoke",
        "ch.why",
        "ch.carers",
        "ch.carers.relation",
    )
    assert "ch.why" in gaps.never_held
    assert "ch.spoke" not in gaps.never_held
    assert "ch.spoke" in gaps.never_failed
    assert [one.partition(",")[0] for one in gaps.never_came] == ["ch.seen: stopped", "talk: then"]
    assert gaps.no_child_of == ("unborn", "infant", "pre_school", "teen")
    assert not gaps.is_nothing


def test_a_question_that_merely_lies_on_the_way_is_not_tested(tmp_path: Path) -> None:
    """A question added today is in no test, although every test passes it by."""
    tests = """
    tests:
      - name: one
        child: {whereabouts: here}
        expect: {not_asked: [ch.carers.relation]}
      - name: two
        child: {whereabouts: here}
        answers: {ch.seen: {left: not_known, text: tried}}
        expect: {asked: [in.chk.pnc]}
    """

    gaps = run_tests_of(written(tmp_path, tests)).gaps

    assert "ch.carers" in gaps.never_put
    assert "in.chk.pnc.state" not in gaps.never_put  # expected with the group it stands in
    assert "ch.seen" not in gaps.never_put  # left, with a reason


def test_a_condition_in_doubt_neither_holds_nor_fails(tmp_path: Path) -> None:
    """A question that is asked because its condition is unknown has not tested its condition."""
    gaps = run_tests_of(
        written(tmp_path, "tests:\n  - {name: t, child: {}, expect: {asked: [ch.spoke]}}\n")
    ).gaps

    assert "ch.spoke" in gaps.never_held
    assert "ch.spoke" in gaps.never_failed
    assert "ch.spoke" not in gaps.never_put


def test_a_failing_test_ends_with_three(tmp_path: Path) -> None:
    """The others are run all the same."""
    tested = run_tests_of(
        written(
            tmp_path,
            """
            tests:
              - {name: fails, child: {}, expect: {not_asked: [ch.seen]}}
              - {name: passes, child: {}, expect: {asked: [ch.seen]}}
            """,
        )
    )

    assert [(one.name, one.has_passed) for one in tested.outcomes] == [
        ("fails", False),
        ("passes", True),
    ]
    assert [one.name for one in tested.failed] == ["fails"]
    assert tested.exit_code() is ExitCode.CHECKLIST_UNSOUND


def test_a_fault_in_the_file_of_tests_ends_with_three(tmp_path: Path) -> None:
    """A test that cannot be read has not passed."""
    tested = run_tests_of(written(tmp_path, "tests:\n  - {name: t, expect: {asked: [ch.b]}}\n"))

    assert [problem.code for problem in tested.problems] == ["unknown-name"]
    assert tested.exit_code() is ExitCode.CHECKLIST_UNSOUND


def test_a_checklist_without_tests_says_so(tmp_path: Path) -> None:
    """No tests is not "all tests passed"."""
    (tmp_path / "checklist.yaml").write_text(TEXT, encoding="utf-8")

    with pytest.raises(ChildcheckError) as caught:
        run_tests_of(str(tmp_path))

    assert caught.value.exit_code is ExitCode.NOT_FOUND


def test_an_unsound_checklist_is_not_tested(tmp_path: Path) -> None:
    """Its errors come out instead."""
    (tmp_path / "checklist.yaml").write_text("format: 1\n", encoding="utf-8")

    with pytest.raises(ChildcheckError) as caught:
        run_tests_of(str(tmp_path))

    assert caught.value.exit_code is ExitCode.CHECKLIST_UNSOUND


def test_a_birth_date_may_hang_on_the_band_that_follows_from_it() -> None:
    """Whether somebody is born is known from the roll, and asking so does not go round."""
    checklist = sound(
        text_of(
            "- {id: ch.dob, stage: door, ask: Born, type: date, fact: child.born_on, when: born}\n",
            top="conditions:\n  born: {child.band: {is_none_of: [unborn]}}\n",
        )
    )

    assert misses("child: {whereabouts: unborn}\nexpect: {not_asked: [ch.dob]}", checklist) == []
    assert (
        misses(
            "child: {whereabouts: here, born_on: 2020-01-02}\n"
            "answers: {ch.dob: 2020-01-03}\nexpect: {asked: [ch.dob]}",
            checklist,
        )
        == []
    )
