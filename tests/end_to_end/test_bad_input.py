"""What is typed wrong, at the command line and at a question: told, and nothing is lost."""

from __future__ import annotations

import os
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest

from tests.end_to_end.small_checklist import (
    SECRET,
    Here,
    answers,
    assert_told_well,
    begin,
    name,
    to_roll,
)
from tests.officer.desk import Desk


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["strat"], id="command"),
        pytest.param(["start", "--form", "x.yaml"], marks=pytest.mark.slow, id="option"),
        pytest.param(["start", SECRET], id="argument"),
    ],
)
def test_what_is_mistyped_is_a_mistake_of_usage(desk: Desk, arguments: list[str]) -> None:
    """An unknown command, option, argument or value ends with 2, and makes no log."""
    done = desk.run(*arguments)

    assert done.returncode == 2
    assert_told_well(done.stderr)
    assert done.stdout == ""
    assert not desk.log.exists()


def close_input() -> None:
    """Close standard input."""
    os.close(0)


@pytest.mark.parametrize(
    "command",
    [["start"], pytest.param(["engage", "NC-1", "--child", "1"], marks=pytest.mark.slow)],
    ids=["start", "engage"],
)
def test_without_a_terminal_nobody_is_asked(filed: Desk, command: list[str]) -> None:
    """Standard input is a pipe with answers in it: 10, with the way to hand in a file."""
    before = filed.log.read_bytes()

    done = filed.run(*command, input="1\n1\n1\n")

    assert done.returncode == 10
    assert_told_well(done.stderr, "[no-terminal]", "childcheck start --from FILE")
    assert filed.log.read_bytes() == before


@pytest.mark.parametrize(
    "more",
    [
        pytest.param({"input": ""}, marks=pytest.mark.slow, id="empty"),
        pytest.param({"stdin": subprocess.DEVNULL}, marks=pytest.mark.slow, id="nothing"),
        pytest.param({"stdin": None, "preexec_fn": close_input}, id="closed"),
    ],
)
def test_an_empty_or_closed_input_is_no_terminal(desk: Desk, more: dict[str, object]) -> None:
    """An input that has ended before it began: 10, and no log is made."""
    done = desk.run("start", **more)

    assert done.returncode == 10
    assert_told_well(done.stderr, "[no-terminal]")
    assert not desk.log.exists()


def test_an_incident_file_from_an_empty_input_is_refused(desk: Desk) -> None:
    """`start --from -` with nothing to read: 4, and no log is made."""
    done = desk.run("start", "--from", "-", input="")

    assert done.returncode == 4
    assert_told_well(done.stderr, "standard input")
    assert not desk.log.exists()


def test_a_line_too_long_for_the_terminal_is_refused_with_the_way_to_enter_it(desk: Desk) -> None:
    """A line of 4,095 characters or more is never cut: it is refused, and :more takes it."""
    whole = [SECRET + "a" * 3000, "b" * 3000]
    with begin(desk) as session:
        to_roll(session)
        name(session)
        session.answer("Name", "done")
        session.answer("Answer", "x" * 5000)
        refused = session.prompt("Answer")
        assert "too long for this terminal" in refused.text.replace("\n", " ")
        assert "4,095" in refused.text
        assert ":more" in refused.text
        session.type(":more")
        for number, line in enumerate(whole, 1):
            session.answer(f"Line {number}", line)
        session.answer("Line 3", ".")
        session.prompt("Answer")
        session.type(":pause")
        assert session.end()[1] == 130

    assert answers(desk)["ch.worry"] == "\n".join(whole)


def test_a_pasted_second_line_answers_nothing(desk: Desk) -> None:
    """Two lines where one is wanted: none of them is recorded, at this question or the next."""
    with begin(desk) as session:
        session.answer("Answer", "NC-1")
        session.answer("Answer", "1\n2")
        assert "That was several lines" in session.prompt("Answer").text.replace("\n", " ")
        assert list(answers(desk)) == ["in.ref"]
        session.type("2")
        session.prompt("Name")

    assert answers(desk)["in.calm"] == "loud"


def test_a_birth_date_in_the_future_is_not_taken(desk: Desk) -> None:
    """Nobody on the roll is born tomorrow; the question is put again, and says what to do."""
    with begin(desk) as session:
        to_roll(session)
        name(session, born="tomorrow")
        refused = session.prompt("Answer")
        assert "The birth date lies in the future." in refused.text.replace("\n", " ")
        assert "say so on the roll" in refused.text.replace("\n", " ")
        assert "in.children.born_on" not in answers(desk)
        session.type("7")
        session.prompt("Name")

    assert answers(desk)["in.children.born_on"] == "about 7 years"


def test_an_adult_on_the_roll_is_noticed(desk: Desk) -> None:
    """Somebody of 18 or over is offered as an adult, or stays on the roll with a reason."""
    with begin(desk) as session:
        to_roll(session)
        name(session, born="1/2/1990")
        asked = session.prompt("Answer")
        assert "is 18 or over" in asked.text.replace("\n", " ")
        session.type("2")
        session.answer("Why", "No papers; looks fifteen.")
        session.prompt("Name")

    with closing(sqlite3.connect(desk.log)) as database:
        [(kept, state)] = database.execute("SELECT kept_because, state FROM children").fetchall()
    assert (kept, state) == ("No papers; looks fifteen.", "on_roll")


def test_a_member_of_the_roll_is_not_named_twice(desk: Desk) -> None:
    """The same name in other letters is refused, with the way to tell two children apart."""
    with begin(desk) as session:
        to_roll(session)
        name(session)
        session.answer("Name", f"  {SECRET.upper()} ")
        refused = session.prompt("Name")
        assert "on the list already" in refused.text.replace("\n", " ")
        assert "told apart" in refused.text.replace("\n", " ")

    with closing(sqlite3.connect(desk.log)) as database:
        assert database.execute("SELECT count(*) FROM children").fetchone() == (1,)


@pytest.mark.parametrize(
    ("span", "problem", "code"),
    [
        (["--shift", "noon"], "[unknown-shift]", 2),
        (["--since", "2020-01-01", "--until", "2020-01-02"], "[nothing-chosen]", 5),
        (["--since", "2026-01-02", "--until", "2026-01-01"], "until", 2),
        (["--duty-date", "2020-01-01"], "[nothing-chosen]", 5),
    ],
    ids=["unknown shift", "nothing in it", "turned round", "no such duty"],
)
def test_a_span_that_holds_nothing_is_told(
    filed: Desk, here: Here, tmp_path: Path, span: list[str], problem: str, code: int
) -> None:
    """An unknown shift or an empty span: told, no file, no entry."""
    before = filed.log.read_bytes()
    target = tmp_path / "out.csv"

    told, left_with = here("export", *span, "--reason", "court", "--to", str(target))

    assert left_with == code, told
    assert_told_well(told, problem)
    assert not target.exists()
    assert filed.log.read_bytes() == before
