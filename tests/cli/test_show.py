"""The command with which a record is read."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pexpect
import pytest

from childcheck.cli.app import run
from childcheck.log.opening import open_for_reading
from childcheck.problems import ExitCode
from tests.log.another_process import NOBODY
from tests.procedures.recorded import NUMBER, WORDS, a_family

IN_SHORT = "2 on the roll, 1 seen, 1 spoken to, 1 spoken to alone, 2 follow-ups owed"
TOOK_IN = (
    "Took in: Saw it; Heard it [Saw it: the child said; Heard it: an adult said (Marta Łuczak)]"
)
JAN_TOOK_IN = "Took in: (Not asked: he was out)"
ZOFIA = "Zofia Łuczak, 6 (born 14 March 2020)"
SAID = f"{WORDS} (Polish; in English: mummy cries and he shouts; not sure)"

Say = Callable[..., str]


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The file of a log with the family of three children."""
    path = tmp_path_factory.mktemp("recorded") / "log.db"
    a_family(path).log.close()
    return path.read_bytes()


@pytest.fixture
def log(recorded: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A log of one's own with that family; no settings and no log of this computer's own."""
    settings = tmp_path / "config.yaml"
    settings.write_text("time_zone: Europe/London\n", encoding="utf-8")
    path = tmp_path / "log.db"
    path.write_bytes(recorded)
    monkeypatch.setenv("CHILDCHECK_CONFIG", str(settings))
    monkeypatch.setenv("CHILDCHECK_LOG", str(path))
    monkeypatch.delenv("CHILDCHECK_OFFICER", raising=False)
    monkeypatch.setenv("COLUMNS", "80")
    return path


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Say:
    """Run a command that must end well, and return what it printed."""

    def say(*arguments: str) -> str:
        code = run(arguments)
        printed = capsys.readouterr()
        assert (code, printed.err) == (ExitCode.DONE, "")
        return printed.out

    return say


def entries_of(log: Path) -> list[dict[str, Any]]:
    """Return the headers of all entries."""
    connection = open_for_reading(log)
    rows = connection.execute("SELECT header FROM entries ORDER BY number").fetchall()
    connection.close()
    return [json.loads(row[0]) for row in rows]


@pytest.mark.usefixtures("log")
def test_the_record_begins_with_its_head(said: Say) -> None:
    """Number and state, place, times, officer, duty and checklist come first."""
    lines = said("show", NUMBER).splitlines()

    assert lines[:14] == [
        "Incident 20261124-3F7K: finished with gaps",
        "  Reference    NW-4417",
        "  Place        12 Larch Close",
        "               Norwick NR9 4QQ",
        "  Arrived      21:04 on 24 November 2026",
        "  Opened       21:06 on 24 November 2026",
        "  Officer      4821, PC Jo Example",
        "  Duty         late shift of 24 November 2026",
        "  Checklist    A small checklist (small 2026.1.1)",
        "  In short     2 on the roll, 1 seen, 1 spoken to, 1 spoken to alone, 2",
        "               follow-ups owed",
        "  Unanswered   1 left with a reason, 0 not reached",
        "",
        "WHAT IS OWED",
    ]


@pytest.mark.usefixtures("log")
def test_a_child_is_told_section_by_section(said: Say) -> None:
    """Each answer stands under its question, with time, question and entry, as it was given."""
    page = said("show", NUMBER)

    child = page[page.index("CHILD 1") : page.index("CHILD 2")]
    assert child.splitlines() == [
        "CHILD 1: Zofia Łuczak",
        "  Age          6 (born 14 March 2020)",
        "  Check        finished",
        "  Seen         yes",
        "  Spoken to    yes",
        "  Alone        yes",
        "",
        "Arrival",
        "  Where now? [21:16, in.children.whereabouts, entry 14]",
        "    Here, awake",
        "  Born [21:17, in.children.born_on, entry 15]",
        "    14 March 2020",
        "",
        "Have you seen and heard Zofia yourself?",
        "  Have you seen Zofia? [21:22, ch.seen, entry 22]",
        "    Yes, awake",
        "  Did you talk with Zofia? [21:23, ch.spoke, entry 23]",
        "    Yes",
        "  Was Zofia alone with you? [21:24, ch.alone, entry 24]",
        "    Yes",
        "  Write what was said, line by line. [21:25, ch.talk, entry 25]",
        "    Officer: Tell me about tonight.",
        f"    Child: {WORDS} (Polish; in English: mummy cries",
        "      and he shouts; not sure)",
        "",
        "What happened to Zofia?",
        "  What did Zofia see or hear? [21:26, ch.effect, entry 26]",
        "    Saw it; Heard it",
        "    rests on: Saw it: the child said; Heard it: an adult said (Marta Łuczak)",
        "  What worries you about Zofia? [21:27, ch.worry, entry 27]",
        "    She would not look at the uncle",
        "",
    ]


@pytest.mark.usefixtures("log")
def test_a_child_who_was_not_seen_was_not_spoken_to(said: Say) -> None:
    """That nobody could talk with a child is never told as a question that does not apply."""
    page = said("show", NUMBER)

    child = page[page.index("CHILD 2") : page.index("CHILD 3")]
    assert child.splitlines()[1:6] == [
        "  Age          about 4 years",
        "  Check        finished with gaps",
        "  Seen         no",
        "  Spoken to    no (not seen)",
        "",
    ]


@pytest.mark.usefixtures("log")
def test_what_does_not_apply_and_who_was_withdrawn_stand_in_the_record(said: Say) -> None:
    """Nothing that was recorded is left out of the page."""
    page = said("show", NUMBER)

    assert page[page.index("No longer applies") : page.index("WHAT HOLDS")].splitlines() == [
        "No longer applies",
        "  Did you talk with Jan? [21:29, ch.spoke, entry 30]",
        "    No",
        "",
        "CHILD 3: Piotr",
        "  Age          age not known",
        "  Check        withdrawn",
        "  Withdrawn    A cousin who lives elsewhere",
        "  Found late   21:33 on 24 November 2026",
        "",
    ]


def test_the_page_ends_with_what_holds_the_record(log: Path, said: Say) -> None:
    """The receipt on the page is one to which the log can be held."""
    receipt = said("show", NUMBER).splitlines()[-1].split()[-1]

    assert said("log", "verify", "--expect", receipt)
    assert receipt.partition("-")[0] == str(len(entries_of(log)) - 1)


@pytest.mark.usefixtures("log")
def test_the_brief_is_ready_to_paste(said: Say) -> None:
    """At most ten lines, one fact each, never wrapped, then what is owed by whom and when."""
    lines = said("show", "--brief", NUMBER).splitlines()

    assert lines[:8] == [
        "Incident 20261124-3F7K, reference NW-4417, finished with gaps",
        "Arrived 21:04 on 24 November 2026 at 12 Larch Close, Norwick NR9 4QQ",
        "Officer 4821, PC Jo Example, late shift of 24 November 2026",
        "Adults: Marta Łuczak (Harmed)",
        f"Children: {IN_SHORT}; 1 left unanswered with a reason, 0 not reached",
        f"Child 1: {ZOFIA}: seen (Yes, awake), spoken to alone. {TOOK_IN}. Words: {SAID}",
        "Child 2: Jan Łuczak, about 4 years: NOT SEEN (Not here now), NOT SPOKEN TO. "
        + JAN_TOOK_IN,
        "Child 3: Piotr, age not known: withdrawn from the roll (A cousin who lives elsewhere)",
    ]
    assert lines[8].startswith("Entries 3 to 42, receipt 42-")
    assert lines[9:] == [
        "Owed: Tell a supervisor; by 4821; due before leaving",
        "Owed: See Jan; by 4821; due 21:04 on 25 November 2026",
    ]


@pytest.mark.usefixtures("log")
def test_the_history_has_a_line_for_each_entry(said: Say) -> None:
    """Number, time, officer, kind, question and words, under the date."""
    page = said("show", "--history", NUMBER)

    assert page.splitlines()[:7] == [
        "Every entry behind incident 20261124-3F7K",
        "",
        "24 November 2026",
        "     3  21:06:00  4821  incident opened",
        "        20261124-3F7K, checklist small 2026.1.1",
        "     4  21:06:00  4821  in.mode answered",
        "        With the family now",
    ]
    assert "    30  21:29:00  4821  ch.spoke answered (child 2, Jan Łuczak)\n        No\n" in page
    assert (
        "    32  21:30:00  4821  ch.spoke answer set aside (child 2, Jan Łuczak)\n"
        "        entry 30, because of entry 31\n" in page
    )


@pytest.mark.usefixtures("log")
@pytest.mark.parametrize("how", [(), ("--brief",), ("--history",)])
def test_the_force_s_reference_names_the_record_too(said: Say, how: tuple[str, ...]) -> None:
    """Number and reference show the same record, in each way of showing."""
    assert NUMBER in said("show", *how, "NW-4417")


@pytest.mark.usefixtures("log")
def test_only_one_child_is_shown_where_one_is_named(said: Say) -> None:
    """The page of one child holds no words of another."""
    page = said("show", "--child", "2", NUMBER)

    assert "CHILD 2: Jan Łuczak" in page
    assert "Zofia" not in page
    assert WORDS not in page


def test_a_reading_stands_in_the_log_with_officer_and_reason(log: Path, said: Say) -> None:
    """Who reads and why are codes on the command line, and stand in the entry."""
    said("show", "--officer", "7001", "--reason", "shift_review", "--child", "1", NUMBER)

    entry = entries_of(log)[-1]
    assert entry["kind"] == "record_consulted"
    assert (entry["officer"], entry["how"], entry["reason"]) == ("7001", "show", "shift_review")
    assert entry["child"]
    assert entry["os_account"]


def test_without_an_officer_a_reading_still_counts(log: Path, said: Say) -> None:
    """Nobody is asked where there is no terminal: device and account stand in the entry."""
    said("show", "--brief", NUMBER)

    entry = entries_of(log)[-1]
    assert (entry["kind"], entry["how"]) == ("record_consulted", "brief")
    assert "officer" not in entry


@pytest.mark.usefixtures("log")
def test_data_has_identifiers_and_no_labels(said: Say) -> None:
    """`--json` gives what is stored: values, states and identifiers."""
    whole = json.loads(said("show", "--json", NUMBER))

    assert (whole["format"], whole["command"], whole["problems"]) == (1, "show", [])
    data = whole["data"]
    assert data["incident"]["incident_number"] == NUMBER
    assert [one["roll_number"] for one in data["children"]] == [1, 2, 3]
    assert [(one["seen"], one["check_state"]) for one in data["children"]] == [
        ("yes", "finished"),
        ("no", "finished_with_gaps"),
        ("not_reached", "withdrawn"),
    ]
    answers = {(one["question"], one["child"]): one for one in data["answers"]}
    zofia = data["children"][0]["child"]
    assert answers["ch.effect", zofia]["value"] == ["saw", "heard"]
    assert answers["ch.effect", zofia]["basis"]["saw"] == [{"basis": "child_said"}]
    assert answers["ch.talk", zofia]["value"][1]["words"] == WORDS
    assert [one["name"] for one in data["follow_ups"]] == ["tell_supervisor", "see_child"]
    assert data["not_reached"] == []
    assert data["integrity"]["receipt"].startswith("42-")


@pytest.mark.usefixtures("log")
def test_brief_data_holds_no_answers(said: Say) -> None:
    """What is brief for people is brief as data."""
    data = json.loads(said("show", "--brief", "--json", NUMBER))["data"]

    assert data.keys() == {"incident", "children", "follow_ups", "integrity"}


@pytest.mark.usefixtures("log")
def test_history_as_data_holds_every_entry_as_stored(said: Say) -> None:
    """Header and body of each entry, and the receipt that holds the log up to it."""
    data = json.loads(said("show", "--history", "--json", NUMBER))["data"]

    talk = next(one for one in data["entries"] if one["header"].get("question") == "ch.talk")
    assert talk["body"]["value"][1]["words"] == WORDS
    assert talk["receipt"].startswith(f"{talk['number']}-")
    assert data["entries"][-1]["kind"] == "record_consulted"


@pytest.mark.usefixtures("log")
@pytest.mark.parametrize(
    ("arguments", "code", "names"),
    [
        (["show", "20261124-0000"], ExitCode.NOT_FOUND, "no-incident"),
        (["show", "--child", "9", NUMBER], ExitCode.NOT_FOUND, "no-child"),
        (["show", "--log", "elsewhere.db", NUMBER], ExitCode.NOT_FOUND, "no-log"),
        (["show", "--brief", "--history", NUMBER], ExitCode.USAGE, "option-value"),
        (["show", "--reason", "curious", NUMBER], ExitCode.USAGE, "unsuitable-value"),
        (["show", "--child", "0", NUMBER], ExitCode.USAGE, "unsuitable-value"),
        (["show"], ExitCode.USAGE, "missing-value"),
    ],
)
def test_what_cannot_be_shown_is_told(
    arguments: list[str], code: ExitCode, names: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each mistake has its exit code and a remedy, and says nothing about a child."""
    assert run(arguments) == code

    printed = capsys.readouterr()
    assert printed.out == ""
    assert f"[{names}]" in printed.err
    assert "do: " in printed.err
    assert "Zofia" not in printed.err


def test_the_installed_command_shows_a_record_in_utf_8(log: Path) -> None:
    """Through a pipe, on any locale, names and words come out as they were written."""
    done = subprocess.run(
        [sys.executable, "-m", "childcheck", "show", "--brief", NUMBER],
        capture_output=True,
        env={**os.environ, "LC_ALL": "C", "PYTHONIOENCODING": "", "CHILDCHECK_LOG": str(log)},
        stdin=subprocess.DEVNULL,
        check=True,
    )

    assert f"Words: {WORDS}" in done.stdout.decode("utf-8")
    assert b"\x1b" not in done.stdout
    assert done.stderr == b""


def test_at_a_terminal_the_reader_is_asked_who_it_is(log: Path) -> None:
    """Identity is claimed in words, not guessed; the number stands in the entry."""
    terminal = pexpect.spawn(
        sys.executable,
        ["-m", "childcheck", "show", "--brief", NUMBER],
        env={**os.environ, "CHILDCHECK_LOG": str(log), "TERM": "dumb"},
        encoding="utf-8",
        dimensions=(24, 80),
        timeout=30,
    )
    terminal.expect("number: ?")
    terminal.sendline("7001")
    terminal.expect("Owed: See Jan")
    terminal.expect(pexpect.EOF)
    terminal.close()

    assert terminal.exitstatus == ExitCode.DONE
    assert entries_of(log)[-1]["officer"] == "7001"


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """Give a folder that every user can enter, outside the closed one of the tests."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        yield folder
        folder.chmod(0o755)


def test_where_nothing_can_be_written_the_record_is_shown_with_a_warning(
    log: Path, open_folder: Path
) -> None:
    """As somebody without the right to write: shown, told, and ended well."""
    settings = open_folder / "config.yaml"
    settings.write_text("time_zone: Europe/London\n", encoding="utf-8")
    settings.chmod(0o444)
    copy = open_folder / "log.db"
    copy.write_bytes(log.read_bytes())
    copy.chmod(0o444)
    open_folder.chmod(0o555)
    before = copy.read_bytes()
    as_nobody = (
        "import os, sys; from childcheck.cli.app import run\n"
        f"run(['show', '--brief', '--log', {str(log)!r}, {NUMBER!r}])\n"  # imports what is needed
        f"if os.getuid() == 0: os.setgroups([]); os.setgid({NOBODY}); os.setuid({NOBODY})\n"
        "print('---', flush=True)\n"
        f"sys.exit(run(['show', '--brief', '--log', {str(copy)!r}, {NUMBER!r}]))\n"
    )

    done = subprocess.run(
        [sys.executable, "-c", as_nobody],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "CHILDCHECK_CONFIG": str(settings)},
        check=False,
    )

    assert done.returncode == ExitCode.DONE, done.stderr
    assert "Child 1: Zofia Łuczak" in done.stdout.partition("---")[2]
    assert "warning: The log cannot be written now" in done.stderr
    assert "[reading-not-recorded]" in done.stderr
    assert copy.read_bytes() == before
