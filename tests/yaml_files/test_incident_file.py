"""The shape of an incident file: its head and its people, before any checklist is known."""

from __future__ import annotations

from pathlib import Path

import pytest

from childcheck.problems import ChildcheckError, ExitCode, Problem
from childcheck.yaml_files.incident_file import read_incident_file
from tests.yaml_files.incident_files import FAMILY, changed, read

HEAD = """\
format: 1
checklist: {id: small, version: 2026.1.1}
written_up: {officer: "4217", duty_date: 2026-11-24, shift: night}
"""


def refused(text: str) -> tuple[Problem, ...]:
    """Return why a file cannot be read at all."""
    with pytest.raises(ChildcheckError) as caught:
        read(text)
    assert caught.value.exit_code is ExitCode.INPUT_FILE
    return caught.value.problems


def test_the_head_says_checklist_officer_and_duty() -> None:
    """Checklist, version, officer, date and shift are read as they were written."""
    file = read(HEAD.replace("2026.1.1", "1.10"))

    assert (file.checklist_id.text, file.checklist_version.text) == ("small", "1.10")
    assert (file.officer.text, str(file.duty_date), file.shift.text) == (
        "4217",
        "2026-11-24",
        "night",
    )


def test_the_digest_stands_for_what_a_file_says() -> None:
    """Comments, spaces and the order of keys change nothing; a word of an answer does."""
    file = HEAD + "incident: {in.mode: now, in.home: bare}\n"
    again = "# written at home\n" + HEAD + "incident:\n  in.home: bare  # cold\n  in.mode: now\n"

    assert read(file).digest == read(again).digest
    assert read(file).digest != read(again.replace("bare", "bare.")).digest


def test_everything_missing_in_the_head_is_told_at_once() -> None:
    """A file without a head is answered with each key that it lacks."""
    problems = refused("format: 1\nwritten_up: {officer: 1}\nincident: {in.mode: now}\n")

    assert [problem.code for problem in problems] == ["missing-key"] * 3
    assert [problem.what.split('"')[1] for problem in problems] == [
        "checklist",
        "duty_date",
        "shift",
    ]


def test_faults_of_the_people_are_told_together_with_those_of_the_head() -> None:
    """A faulty head does not hide what is wrong further down."""
    problems = refused(changed("format: 1", "format: one") + "  - whereabouts: here\n")

    assert [problem.code for problem in problems] == ["not-a-number", "missing-key"]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("format: 1", "format: 2", "unknown-format"),
        ("2026-11-24, shift", "24-11-2026, shift", "not-a-date"),
        ("2026-11-24, shift", "2026-02-30, shift", "not-a-date"),
        ('officer: "4217"', 'officer: ""', "empty-text"),
    ],
)
def test_a_faulty_head_is_refused(old: str, new: str, code: str) -> None:
    """A format, date or officer that means nothing is refused, with its line."""
    [problem] = refused(changed(old, new, HEAD))

    assert problem.code == code
    assert problem.place is not None


def test_a_blank_file_has_nothing_to_say_of_anybody() -> None:
    """Keys with only comments behind them are as good as absent."""
    file = read(HEAD + "incident:\n  # in.mode:\nadults:\nchildren:\n  # - name:\n")

    assert (file.incident, file.adults, file.children) == (None, None, None)
    assert file.problems == ()


def test_people_are_numbered_as_they_stand() -> None:
    """Problems name a person by the place in the list, not by name."""
    file = read(FAMILY)

    assert file.children is not None
    assert [one.number for one in file.children.persons] == [1, 2]
    assert [one.name.text for one in file.children.persons] == ["Alfie", "Baby of Kayleigh Byrne"]


def test_a_name_alone_is_a_person() -> None:
    """A list of bare names is a list of people of whom nothing more is said."""
    file = read(HEAD + "adults: [Anna, Tomasz]\n")

    assert file.adults is not None
    assert [one.name.text for one in file.adults.persons] == ["Anna", "Tomasz"]


def test_a_person_without_a_name_is_told_by_number() -> None:
    """An entry without a name is reported, and the others are read."""
    file = read(HEAD + "children:\n  - name: Alfie\n  - whereabouts: here\n")

    [problem] = file.problems
    assert (problem.code, problem.what) == ("missing-key", "Child 2 has no name.")


def test_the_line_break_at_the_end_of_a_block_is_not_part_of_a_text() -> None:
    """What stands behind | ends with its last word."""
    file = read(
        HEAD + "children:\n  - name: Alfie\n    withdrawn: |\n      lives\n      next door\n"
    )

    assert file.children is not None
    [alfie] = file.children.persons
    assert alfie.withdrawn is not None
    assert alfie.withdrawn.text == "lives\nnext door"


def test_an_unknown_key_is_told_by_its_place_alone() -> None:
    """A key that nobody foresaw may be a child's name."""
    file = read(HEAD + "zephyrine: {id: 1}\n")

    [problem] = file.problems
    assert problem.code == "unknown-key"
    assert "zephyrine" not in problem.as_text()
    assert problem.place is not None
    assert problem.place.line == 4


def test_a_slip_in_a_key_is_answered_with_the_key_that_was_meant() -> None:
    """The nearest key that may stand there is named, since it is one of ours."""
    file = read(HEAD + "childern: []\n")

    assert file.problems[0].nearest == "children"


def test_a_key_that_stands_twice_is_not_named() -> None:
    """The strict reader names no key of an incident file that could be a name."""
    [problem] = refused_or_kept(HEAD + "incident:\n  zephyrine: 1\n  zephyrine: 2\n")

    assert problem.what == "This key stands twice in one mapping: line 5 and line 6."


def refused_or_kept(text: str) -> tuple[Problem, ...]:
    """Return the problems of a file, whether or not it could be read."""
    try:
        return read(text).problems
    except ChildcheckError as error:
        return error.problems


def test_a_key_of_ours_that_stands_twice_is_named() -> None:
    """A key of the form itself is nobody's name."""
    [problem] = refused_or_kept(HEAD + "adults:\n  - name: Anna\n    answers:\n    answers:\n")

    assert problem.what.startswith('"answers" stands twice')


def test_no_words_stand_in_the_values_representation() -> None:
    """A value that lands in a log or a debugger shows places, not words."""
    shown = repr(read(FAMILY))

    for words in ("Alfie", "Kayleigh", "Tata", "Coldharbour", "913", "4217"):
        assert words not in shown


def test_no_line_of_the_file_is_quoted() -> None:
    """A problem of an incident file has no source line with a caret."""
    file = read(HEAD + "children: Zephyrine\n")

    [problem] = file.problems
    assert problem.place is not None
    assert problem.place.source == ""


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    """A wrong file name ends as a problem of the input file."""
    with pytest.raises(ChildcheckError) as caught:
        read_incident_file(tmp_path / "none.yaml", "none.yaml")

    assert caught.value.exit_code is ExitCode.INPUT_FILE
    assert [problem.code for problem in caught.value.problems] == ["no-such-file"]


def test_a_file_is_called_as_the_user_named_it(tmp_path: Path) -> None:
    """Problems name the file by the name that was given."""
    (tmp_path / "a.yaml").write_text(FAMILY + "  - born_on: about 4\n", encoding="utf-8")

    file = read_incident_file(tmp_path / "a.yaml", "a.yaml")

    [problem] = file.problems
    line = FAMILY.count("\n") + 1
    assert str(problem.where) == f"a.yaml, line {line}, column 5"
