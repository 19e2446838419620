"""A record, its brief form and its history as text: whole, wrapped, and nothing obeyed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from rich.cells import cell_len

from childcheck.checklist.answers import BasisGiven
from childcheck.checklist.definitions import Basis
from childcheck.identifiers import OfficerId
from childcheck.procedures.show_history import show_history
from childcheck.procedures.show_record import show_record
from childcheck.record.entries import Writing
from childcheck.terminal.brief_page import LINES, brief_page
from childcheck.terminal.history_page import history_page
from childcheck.terminal.record_page import record_page
from childcheck.terminal.visible import visible
from tests.procedures.recorded import LONDON, NUMBER, Scribe

READER = Writing(OfficerId("7001"))
NOW = datetime(2026, 11, 25, 22, 0, tzinfo=UTC)
NAMES = ("Żaneta O'Brien-Ńdiaye", "李小龍", "محمد", "Robert'); DROP TABLE entries;--", "[red]Al[/]")
SO_FAR = "Nothing is owed so far: not everything was asked yet."
LONG = "a" * 120 + " " + "很" * 60 + "\nand then\tnothing more"


def pages(scribe: Scribe, width: int) -> tuple[str, str]:
    """Return the record and the history of the scribe's incident."""
    record = show_record(scribe.log, NUMBER, READER, LONDON).record
    traced = show_history(scribe.log, NUMBER, READER, LONDON).entries
    return record_page(record, NOW, width), history_page(NUMBER, traced, LONDON, width)


def brief(scribe: Scribe) -> list[str]:
    """Return the lines of the brief form."""
    return brief_page(show_record(scribe.log, NUMBER, READER, LONDON).record).splitlines()


def several(path: Path, *names: str) -> Scribe:
    """Record an incident with these children on the roll."""
    scribe = Scribe(path)
    scribe.answer("in.mode", "now")
    for name in names:
        child = scribe.name("in.children", name)
        scribe.answer("in.children.whereabouts", "here", child)
    return scribe


def talked(scribe: Scribe, words: str) -> None:
    """Record that the first child spoke these words."""
    child = next(iter(scribe.walk.situation.children))
    scribe.answer("ch.seen", "awake", child)
    scribe.answer("ch.spoke", "talked", child)
    scribe.answer("ch.talk", [{"speaker": "child", "words": words}], child)


@pytest.mark.parametrize("width", [80, 40, 20])
def test_nothing_is_wider_than_the_terminal_and_nothing_is_cropped(
    tmp_path: Path, width: int
) -> None:
    """At any width every line fits, and every character that was recorded is there."""
    scribe = several(tmp_path / "log.db", *NAMES)
    talked(scribe, LONG)

    for page in pages(scribe, width):
        assert all(cell_len(line) <= width for line in page.splitlines())
        without_spaces = "".join(page.split())
        for text in (*NAMES, LONG):
            assert "".join(visible(text).split()) in without_spaces


def test_nothing_recorded_steers_the_terminal(tmp_path: Path) -> None:
    """Control characters and marks that turn the line are written out, not obeyed."""
    scribe = several(tmp_path / "log.db", "Al\x1b[2Jex")
    talked(scribe, "he said \u202eno\x07 and\u2028left")

    record, history = pages(scribe, 80)

    for page in (record, history, "\n".join(brief(scribe))):
        assert r"Al\x1b[2Jex" in page
        assert r"he said \u202eno\x07 and\u2028left" in page
        assert not set(page) & set("\x1b\x07\u202e\u2028\t")


def test_letters_of_every_script_come_through(tmp_path: Path) -> None:
    """Joiners that a script needs are left alone."""
    persian = "می\u200cخواهم"
    scribe = several(tmp_path / "log.db", "محمد")
    talked(scribe, persian)

    assert persian in pages(scribe, 80)[0]
    assert persian in "\n".join(brief(scribe))


def test_a_long_talk_is_never_cut_in_the_brief(tmp_path: Path) -> None:
    """Words that are too long for a line are pointed at, never shortened."""
    scribe = several(tmp_path / "log.db", "Ava Reed")
    talked(scribe, "x" * 400)

    [line] = [line for line in brief(scribe) if line.startswith("Child 1")]

    assert line.endswith(f"Words: see record {NUMBER}, child 1 (1 line)")


def test_the_brief_has_ten_lines_at_most_and_every_child(tmp_path: Path) -> None:
    """With more children than lines the last line holds the rest: nobody is left out."""
    scribe = several(tmp_path / "log.db", *(f"Child{number}" for number in range(1, 9)))

    lines = brief(scribe)

    assert lines[LINES:] == [SO_FAR]
    told = "\n".join(lines)
    assert all(f"Child {number}: Child{number}, age not known" in told for number in range(1, 9))


def test_nothing_owed_of_an_unfinished_record_does_not_reassure(tmp_path: Path) -> None:
    """What was never asked may be owed: only a finished record says that nothing is."""
    scribe = several(tmp_path / "log.db", "Ava Reed")
    unfinished = show_record(scribe.log, NUMBER, READER, LONDON).record
    finished = replace(unfinished, state="finished")

    assert brief_page(unfinished).splitlines()[-1] == SO_FAR
    assert f"  {SO_FAR}\n" in record_page(unfinished, NOW, 80)
    assert brief_page(finished).splitlines()[-1] == "Nothing is owed."
    assert "  Nothing is owed.\n" in record_page(finished, NOW, 80)


def test_what_is_unfinished_is_told_with_the_child(tmp_path: Path) -> None:
    """A check that was not finished is not read as one that was."""
    scribe = several(tmp_path / "log.db", "Ava Reed")

    [line] = [line for line in brief(scribe) if line.startswith("Child 1")]

    assert line == (
        "Child 1: Ava Reed, age not known: seen: not reached, spoken to: not reached, "
        "check not started. Not reached: Took in"
    )


def test_what_is_overdue_is_called_so(tmp_path: Path) -> None:
    """On the page, the reader's own clock says what is overdue."""
    scribe = several(tmp_path / "log.db", "Ava Reed")
    child = next(iter(scribe.walk.situation.children))
    scribe.answer("ch.seen", "not_here", child)

    page = pages(scribe, 80)[0]

    assert "open; held by 4821; due 21:06 on 25 November 2026 (overdue)" in page


def test_an_hour_that_occurs_twice_is_told_apart(tmp_path: Path) -> None:
    """In the night when the clocks go back, 01:30 stands with its offset."""
    scribe = Scribe(tmp_path / "log.db", at=datetime(2026, 10, 25, 0, 30, tzinfo=UTC))
    scribe.answer("in.mode", "now")
    scribe.clock.move(hours=1)
    scribe.answer("in.ref", "NW-1")
    record = show_record(scribe.log, "20261025-3F7K", READER, LONDON).record
    traced = show_history(scribe.log, "20261025-3F7K", READER, LONDON).entries

    page = record_page(record, NOW, 80)
    history = history_page(record.number, traced, LONDON, 80)

    assert "Opened       01:30 (UTC+01:00) on 25 October 2026" in page
    assert "[01:31 (UTC+00:00), in.ref" in page
    assert "01:30:00 (UTC+01:00)  4821  in.mode answered" in history
    assert "01:31:00 (UTC+00:00)  4821  in.ref answered" in history


def test_the_brief_says_what_the_checklist_shows_before_the_door_closes(tmp_path: Path) -> None:
    """Marks, or who has the child: each under its name, whole, with what it rests on."""
    scribe = several(tmp_path / "log.db", "Ava", "Ben")
    ava, ben = scribe.walk.situation.children
    talked(scribe, "I hid")
    texts = {"nothing": "She slept.\nI looked in"}
    scribe.answer(
        "ch.effect", ["nothing"], ava, texts=texts, basis={"nothing": (BasisGiven(Basis.SEEN),)}
    )
    scribe.answer("ch.seen", "not_here", ben)

    lines = brief(scribe)
    (of_ava,) = [line for line in lines if line.startswith("Child 1")]
    (of_ben,) = [line for line in lines if line.startswith("Child 2")]

    assert of_ava.endswith(
        ". Took in: Nothing found: She slept. / I looked in [Nothing found: seen]. Words: I hid"
    )
    assert of_ben.endswith("NOT SPOKEN TO, check unfinished. Not reached: Took in")
    assert any(line.startswith("Owed: See Ben; by 4821; due ") for line in lines)


def test_a_talk_without_a_word_of_the_child_says_so(tmp_path: Path) -> None:
    """That an officer talked with a child is not yet what the child said."""
    scribe = several(tmp_path / "log.db", "Ava")
    child = next(iter(scribe.walk.situation.children))
    scribe.answer("ch.seen", "awake", child)
    scribe.answer("ch.spoke", "talked", child)

    (line,) = [line for line in brief(scribe) if line.startswith("Child 1")]

    assert line.endswith("Words: none written down")
