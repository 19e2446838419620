"""Whole incidents, written as an officer would write them, from the file to the spreadsheet.

The stories lie beside this file. Each is recorded and exported once, by the commands
themselves, with only the clock held still; every test then looks at what became of it.
"""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, redirect_stderr, redirect_stdout, suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from childcheck.cli.app import run
from childcheck.log.clocks import SystemClock
from childcheck.log.opening import open_for_reading
from childcheck.problems import ExitCode
from childcheck.record.entries import Moment
from childcheck.yaml_files.incident_file import read_incident_file

FOLDER = Path(__file__).parent
WRITTEN_AT = datetime(2026, 11, 26, 6, 0, tzinfo=ZoneInfo("Europe/London"))
INCIDENT = 0  # where a follow-up is owed to no child
LAYOUTS = ("children", "engagements", "answers")
LONGEST_WAIT_SECONDS = 120  # for a story that another process records
LOG, NOTED = "log.db", "noted.json"  # in the folder of a recorded story


@dataclass(frozen=True)
class Expected:
    """What must come of a story.

    `children` counts those on the roll, seen, spoken to, and spoken to alone; `no_talk`
    those not born yet, and those born and too young to be asked to talk. The follow-ups
    stand by the number of the child; the reminders by their first words.
    """

    children: tuple[int, int, int, int]
    checks: str
    owed: Mapping[int, str]
    closed: Mapping[int, str] = field(default_factory=dict)
    reminders: tuple[str, ...] = ()
    no_talk: tuple[int, int] = (0, 0)


BABY = "The unborn child, and the baby, must each be on the list"
NEW_ADULT = "Add anyone new to the list of adults"
THREE_CALLS = "Three or more calls in 12 months"
CHILD_BEFORE = "A child was there, or was named, at an earlier call."
KEPT_FROM = "Tell a supervisor now that you were kept from a child"
NOT_SEEN = "Ring a supervisor now. You were stopped from seeing a child."
DOES_NOT_FIT = "Tell your supervisor what does not fit."
NOT_SAFE = "Consider police protection."
AFTERWARDS = "Give the time at which each thing happened."
MARAC = "If this is a repeat within your force's period"
CARERS_READING = "A carer's reading of a child is not the child's words."

STORIES = {
    "baby-with-a-mark": Expected(
        (1, 1, 0, 0),
        "finished_with_gaps",
        {1: "call_childrens_services doctor_now fill_gap finish_actions supervisor_reads"},
        reminders=(BABY, "A mark on a child who cannot move about alone", DOES_NOT_FIT),
        no_talk=(0, 1),
    ),
    "child-at-the-other-parents": Expected(
        (1, 0, 0, 0),
        "finished withdrawn",
        {
            INCIDENT: "finish_childrens_services_check finish_pnd_check identify_child",
            1: "see_child tell_school verify_account",
        },
        reminders=(NEW_ADULT, "Put a child who is not identified on the list."),
    ),
    "child-in-care": Expected(
        (2, 1, 1, 1),
        "finished_with_gaps finished_with_gaps",
        {
            INCIDENT: "finish_pnd_check",
            1: "fill_gap tell_school",
            2: "see_child tell_school verify_account",
        },
        reminders=(
            "Say what will happen before it happens.",
            "Tell both councils, the one that placed Leah",
            "Tell both councils, the one that placed Yonas",
        ),
    ),
    "child-tells-of-abuse": Expected(
        (2, 2, 2, 2),
        "finished finished",
        {
            INCIDENT: "finish_pnd_check",
            1: "call_childrens_services supervisor_reads tell_child_abuse_team tell_school "
            "tell_supervisor_of_child",
        },
        reminders=(CHILD_BEFORE, "Stop asking. Keep Poppy safe", NOT_SAFE, DOES_NOT_FIT),
    ),
    "clocks-go-back": Expected(
        (2, 2, 1, 1),
        "finished finished",
        {INCIDENT: "finish_pnd_check", 1: "supervisor_reads tell_school"},
        reminders=(BABY, DOES_NOT_FIT),
        no_talk=(0, 1),
    ),
    "disabled-child-who-signs": Expected(
        (1, 1, 1, 1),
        "finished",
        {INCIDENT: "finish_pnd_check", 1: "supervisor_reads tell_school"},
        reminders=(NEW_ADULT, "Speak face to face, one person at a time.", DOES_NOT_FIT),
    ),
    "names-of-the-world": Expected(
        (4, 4, 3, 3),
        "finished finished finished finished_with_gaps",
        {
            INCIDENT: "finish_childrens_services_check finish_pnd_check",
            1: "supervisor_reads tell_child_abuse_team tell_school",
            2: "tell_school",
            3: "confirm_birth tell_school",
            4: "confirm_birth fill_gap find_school",
        },
        reminders=(NEW_ADULT, "Stop asking. Keep Żaneta safe", DOES_NOT_FIT),
    ),
    "nobody-lets-us-in": Expected(
        (2, 0, 0, 0),
        "finished_with_gaps finished_with_gaps",
        {
            INCIDENT: "finish_childrens_services_check finish_local_check finish_marac_check "
            "finish_orders_check finish_pnc_check finish_pnd_check tell_supervisor",
            1: "call_childrens_services confirm_birth fill_gap find_school see_child "
            "supervisor_reads tell_supervisor_of_child",
            2: "call_childrens_services confirm_birth find_school finish_actions see_child "
            "tell_supervisor_of_child verify_account",
        },
        reminders=(
            THREE_CALLS,
            KEPT_FROM,
            NOT_SEEN,
            NOT_SAFE,
            NOT_SEEN,
            NOT_SAFE,
            "Not spoken to apart: woman behind the door.",
            DOES_NOT_FIT,
        ),
    ),
    "polish-girl-with-sister-interpreting": Expected(
        (2, 2, 2, 2),
        "finished finished",
        {
            INCIDENT: "finish_pnd_check tell_supervisor",
            1: "supervisor_reads tell_child_abuse_team tell_school",
            2: "tell_school",
        },
        closed={1: "talk_again_with_interpreter"},
        reminders=(
            AFTERWARDS,
            THREE_CALLS,
            CHILD_BEFORE,
            KEPT_FROM,
            "Family and friends must not interpret.",
            DOES_NOT_FIT,
            "Stop asking. Keep Zofia safe",
        ),
    ),
    "roll-grows-at-the-second-bed": Expected(
        (3, 3, 1, 0),
        "finished finished finished_with_gaps",
        {
            INCIDENT: "finish_childrens_services_check tell_supervisor",
            1: "supervisor_reads tell_school",
            2: "talk_with_child",
            3: "call_childrens_services confirm_birth fill_gap find_school supervisor_reads "
            "tell_child_abuse_team tell_private_fostering tell_supervisor_of_child",
        },
        reminders=(
            CHILD_BEFORE,
            KEPT_FROM,
            CARERS_READING,
            "This may be private fostering.",
            "Stop asking. Keep Keeley safe",
            DOES_NOT_FIT,
            NOT_SAFE,
            DOES_NOT_FIT,
        ),
    ),
    "sleeping-toddler": Expected(
        (1, 1, 0, 0),
        "finished_with_gaps",
        {
            INCIDENT: "finish_childrens_services_check",
            1: "fill_gap finish_actions talk_with_child verify_account",
        },
    ),
    "teenager-also-suspect": Expected(
        (1, 1, 1, 1),
        "finished_with_gaps",
        {
            INCIDENT: "finish_orders_check read_last_call",
            1: "fill_gap supervisor_reads tell_child_abuse_team tell_school",
        },
        reminders=(
            THREE_CALLS,
            CHILD_BEFORE,
            "Read it, or have the control room read it to you",
            "Short sentences, one thing at a time",
            "Stop asking. Keep Kieran safe",
            "Not spoken to apart: Wayne Bartle.",
            MARAC,
            "Use the adult risk tool as well. Kieran is still a child.",
            DOES_NOT_FIT,
        ),
    ),
    "three-children": Expected(
        (3, 2, 1, 1),
        "finished finished finished",
        {1: "tell_school", 2: "see_child"},
        reminders=(CHILD_BEFORE, BABY),
        no_talk=(0, 1),
    ),
    "twins": Expected(
        (2, 2, 1, 1),
        "finished finished",
        {1: "supervisor_reads tell_school", 2: "fill_gap tell_school"},
        reminders=(DOES_NOT_FIT,),
    ),
    "unborn-child": Expected(
        (1, 0, 0, 0),
        "finished",
        {
            INCIDENT: "finish_childrens_services_check finish_pnd_check",
            1: "fill_gap midwife_or_doctor_now",
        },
        reminders=(NEW_ADULT, BABY, "Any of these means medical help now", MARAC),
        no_talk=(1, 0),
    ),
    "written-up-afterwards": Expected(
        (2, 2, 2, 1),
        "finished finished",
        {1: "tell_school verify_account", 2: "tell_school"},
        closed={1: "talk_with_child", 2: "see_child"},
        reminders=(AFTERWARDS, THREE_CALLS, CHILD_BEFORE, MARAC, CARERS_READING),
    ),
}


@dataclass(frozen=True)
class Story:
    """A recorded story: the folder with its log and its exports, and how the command ended.

    `adults` are the names in the file; `talks` counts the talks with each child there.
    """

    name: str
    folder: Path
    code: int
    said: str
    complaints: str
    adults: list[str]
    talks: list[int]

    @property
    def expected(self) -> Expected:
        """What must come of it."""
        return STORIES[self.name]

    @property
    def numbers(self) -> list[int]:
        """The numbers of the children, in the order of the file."""
        return list(range(1, len(self.talks) + 1))

    def exported(self, layout: str) -> list[dict[str, str]]:
        """Return the rows of one layout, as Python's csv reads them."""
        with (self.folder / f"{layout}.csv").open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))

    def rows(self, query: str) -> list[sqlite3.Row]:
        """Return what the log answers to a query."""
        with closing(open_for_reading(self.folder / LOG)) as connection:
            connection.row_factory = sqlite3.Row
            return connection.execute(query).fetchall()

    def follow_ups(self, state: str) -> dict[int, str]:
        """Return the names of the follow-ups in one state, by the number of the child."""
        found: dict[int, list[str]] = {}
        for row in self.rows(
            "SELECT coalesce(roll_number, 0) AS number, f.name FROM follow_ups f"
            " LEFT JOIN children USING (incident, child)"
            f" WHERE f.state = '{state}' ORDER BY f.name"
        ):
            found.setdefault(row["number"], []).append(row["name"])
        return {number: " ".join(names) for number, names in found.items()}


def path_of(name: str) -> str:
    """Return where the file of a story lies."""
    return str(FOLDER / f"{name}.yaml")


def told(*arguments: str) -> tuple[int, str, str]:
    """Run a command, and return its exit code, what it printed and what it complained of."""
    printed, complained = io.StringIO(), io.StringIO()
    with redirect_stdout(printed), redirect_stderr(complained):
        code = run(arguments)
    return code, printed.getvalue(), complained.getvalue()


def record(name: str, folder: Path) -> None:
    """Record a story into a log in a folder, export it, and note how that went."""
    log = ("--log", str(folder / LOG))
    code, said, complaints = told("start", "--from", path_of(name), *log)
    assert code == ExitCode.DONE, complaints
    file = read_incident_file(Path(path_of(name)))
    assert file.adults is not None and file.children is not None
    duty = ("--duty-date", file.duty_date.isoformat(), "--shift", file.shift.text)
    why = ("--reason", "training", "--officer", file.officer.text)
    for layout in LAYOUTS:
        to = ("--layout", layout, "--to", str(folder / f"{layout}.csv"))
        exported, _, trouble = told("export", *duty, *why, *to, *log)
        assert exported == ExitCode.DONE, trouble
    adults = [adult.name.text for adult in file.adults.persons]
    talks = [len(child.engagements) for child in file.children.persons]
    noted = {"code": code, "said": said, "complaints": complaints, "adults": adults, "talks": talks}
    (folder / NOTED).write_text(json.dumps(noted), encoding="utf-8")


def shelve(name: str, shelf: Path) -> None:
    """Record a story, unless a process has recorded it or has begun to."""
    begun = shelf / f"{name}.begun"
    try:
        begun.mkdir()
    except FileExistsError:
        return
    try:
        new = Path(tempfile.mkdtemp(dir=shelf))
        record(name, new)
        new.rename(shelf / name)
    except BaseException:
        begun.rmdir()
        raise


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which all test processes keep the recorded stories, so that each is once."""
    base = tmp_path_factory.getbasetemp()
    shelf = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "stories"
    shelf.mkdir(exist_ok=True)
    return shelf


@pytest.fixture(scope="module")
def _computer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A computer whose clock stands still, without settings or a log of its own."""
    ticks = count()
    own = tmp_path_factory.mktemp("computer")
    (own / "config.yaml").write_text("time_zone: Europe/London\n", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(SystemClock, "now", lambda _clock: Moment(WRITTEN_AT, next(ticks)))
        patch.setenv("CHILDCHECK_CONFIG", str(own / "config.yaml"))
        patch.setenv("CHILDCHECK_LOG", str(own / LOG))
        patch.setenv("COLUMNS", "80")
        patch.delenv("CHILDCHECK_OFFICER", raising=False)
        yield


@pytest.fixture(scope="module", params=sorted(STORIES))
def story(request: pytest.FixtureRequest, _computer: None, shelf: Path) -> Story:
    """A story as it was recorded.

    The test processes share the work: while another records the story that is wanted, this
    one records one that nobody has begun.
    """
    name = request.param
    ready_by = time.monotonic() + LONGEST_WAIT_SECONDS
    shelve(name, shelf)
    for other in sorted(STORIES):
        if not (shelf / name).is_dir():
            with suppress(AssertionError):  # told where that story is the one that is wanted
                shelve(other, shelf)
    while not (shelf / name).is_dir() and time.monotonic() < ready_by:
        shelve(name, shelf)  # in case the process that had begun it failed
        time.sleep(0.2)
    return Story(name, shelf / name, **json.loads((shelf / name / NOTED).read_text("utf-8")))


def only(name: str) -> pytest.MarkDecorator:
    """Let a test look at one story alone."""
    return pytest.mark.parametrize("story", [name], indirect=True)


def test_every_story_is_expected() -> None:
    """A story that lies here says in this file what must come of it."""
    assert {path.stem for path in FOLDER.glob("*.yaml")} == set(STORIES)


# ---------------------------------------------------------------------------- every story


def test_a_story_is_taken_whole(story: Story) -> None:
    """The file is taken without complaint, nothing is left unreached, and it is finished."""
    on_roll, seen, talked, alone = story.expected.children
    owed = sum(len(names.split()) for names in story.expected.owed.values())

    assert (story.code, story.complaints) == (ExitCode.DONE, "")
    not_born, too_young = story.expected.no_talk
    sentence = (
        f"{on_roll} on the roll, "
        + (f"{not_born} of them not born yet, " if not_born else "")
        + f"{seen} seen, {talked} spoken to, {alone} spoken to alone, "
        + (f"{too_young} not asked to talk at that age, " if too_young else "")
        + f"{owed} follow-ups owed."
    )
    assert sentence in " ".join(story.said.split())
    [incident] = story.rows("SELECT state, not_reached FROM incidents")
    assert incident["state"].startswith("finished") and incident["not_reached"] == 0


def test_the_log_of_a_story_verifies(story: Story) -> None:
    """Every entry of the log agrees with its fingerprint and with the one before."""
    code, _, complaints = told("log", "verify", "--log", str(story.folder / LOG))

    assert (code, complaints) == (ExitCode.DONE, "")


def test_the_read_tables_hold_the_people_of_the_file(story: Story) -> None:
    """Nobody is lost between the file and the read tables, and nobody is added."""
    adults = [row["name"] for row in story.rows("SELECT name FROM adults ORDER BY named_entry")]
    numbers = [
        row["roll_number"] for row in story.rows("SELECT roll_number FROM children ORDER BY 1")
    ]

    assert (adults, numbers) == (story.adults, story.numbers)


def test_each_child_has_a_row_of_the_children_layout(story: Story) -> None:
    """Every child is one row of the spreadsheet, here or not, born or not, withdrawn or not."""
    numbers = [int(row["child_number"]) for row in story.exported("children")]

    assert numbers == story.numbers


def test_no_cell_of_the_children_layout_is_empty(story: Story) -> None:
    """Where there is nothing to say, the cell says why."""
    empty = [
        (row["child_number"], column)
        for row in story.exported("children")
        for column, cell in row.items()
        if not cell.strip()
    ]

    assert empty == []


def test_each_talk_has_a_row_of_the_engagements_layout(story: Story) -> None:
    """A child has as many rows as the file has talks with the child, and they are numbered."""
    rows = [
        (int(row["child_number"]), int(row["talk_number"])) for row in story.exported("engagements")
    ]

    assert rows == [
        (number, talk)
        for number, talks in zip(story.numbers, story.talks, strict=True)
        for talk in range(1, talks + 1)
    ]


def test_each_child_has_rows_of_the_answers_layout(story: Story) -> None:
    """What is asked of a child stands beside the number of that child."""
    of_child = {row["child_number"] for row in story.exported("answers")} - {""}

    assert sorted(map(int, of_child)) == story.numbers


def test_what_is_owed_after_a_story(story: Story) -> None:
    """What the answers open is owed to the right child, until a later talk closes it."""
    assert story.follow_ups("open") == story.expected.owed
    assert story.follow_ups("closed") == story.expected.closed


def test_how_each_check_of_a_story_ends(story: Story) -> None:
    """Each child's check is finished; one with a question left by choice says so."""
    rows = story.rows(
        "SELECT checks.state FROM checks JOIN children USING (incident, child) ORDER BY roll_number"
    )

    assert " ".join(row["state"] for row in rows) == story.expected.checks


def test_whoever_hands_in_a_story_is_told_its_reminders(story: Story) -> None:
    """Each reminder that an answer brings up is printed, in the order of the walk."""
    _, *reminders = re.split(r"^Reminder: ", story.said, flags=re.MULTILINE)
    in_one_line = [" ".join(reminder.split()) for reminder in reminders]

    assert [
        expected
        for reminder, expected in zip(in_one_line, story.expected.reminders, strict=True)
        if not reminder.startswith(expected)
    ] == []


@pytest.mark.parametrize(
    "story", ["baby-with-a-mark", "clocks-go-back", "sleeping-toddler"], indirect=True
)
def test_a_story_is_not_taken_twice(story: Story, tmp_path: Path) -> None:
    """The same file is refused, and nothing is added."""
    shutil.copytree(story.folder, tmp_path / "again")
    again = replace(story, folder=tmp_path / "again")
    before = again.rows("SELECT count(*) AS entries FROM entries")[0]["entries"]

    code, said, complaints = told(
        "start", "--from", path_of(story.name), "--log", str(again.folder / LOG)
    )

    assert (code, said) == (ExitCode.REFUSED, "")
    assert "[known-file]" in complaints
    assert again.rows("SELECT count(*) AS entries FROM entries")[0]["entries"] == before


# ---------------------------------------------------------------------------- single stories


@only("clocks-go-back")
def test_a_talk_from_ten_to_two_till_five_past_one_lasts_a_quarter_of_an_hour(
    story: Story,
) -> None:
    """In the night when the clocks go back, the offset of each time is kept to the spreadsheet."""
    [talk, _] = story.exported("engagements")
    began = datetime.fromisoformat(talk["talked_from"])
    ended = datetime.fromisoformat(talk["talked_to"])

    assert (began.hour, ended.hour) == (1, 1)
    assert ended - began == timedelta(minutes=15)


@only("names-of-the-world")
def test_each_name_and_each_word_of_the_world_is_kept_as_it_was_given(story: Story) -> None:
    """Names in four scripts, quotes, line breaks and emoji pass unchanged into the read tables."""
    given = [row["name"] for row in story.rows("SELECT name FROM children ORDER BY roll_number")]
    family = [
        row["answer"]
        for row in story.rows(
            "SELECT answer FROM answers JOIN children USING (incident, child)"
            " WHERE question = 'ch.name.family' AND answers.state = 'answered'"
            " ORDER BY roll_number"
        )
    ]
    words = [row["words"] for row in story.rows("SELECT words FROM transcript_lines")]

    assert given == ["Żaneta", "小龍", "محمد", "Robert'); DROP TABLE entries;--"]
    assert family == ["O'Brien-Ńdiaye", "李"]
    assert {"「收聲」，佢話「收聲」。", "ماما جات؟", given[3]} <= set(words)
    assert "To ja go wpuściłam 😢 — I let him in." in words
    assert any(line.startswith("=1+1 people") and "\nCan I go back" in line for line in words)


@only("names-of-the-world")
def test_no_cell_of_the_world_is_a_formula(story: Story) -> None:
    """What a spreadsheet would carry out is made harmless in the file, and stays in the log."""
    [reference] = [row["reference"] for row in story.rows("SELECT reference FROM incidents")]
    cells = [cell for layout in LAYOUTS for row in story.exported(layout) for cell in row.values()]

    assert [cell for cell in cells if cell.lstrip()[:1] in tuple("=+-@")] == []
    assert reference.startswith("=HYPERLINK(")
    assert f"'{reference}" in cells and "'+1 cake, in paper, for his mother" in cells


@only("twins")
def test_twins_are_told_apart(story: Story) -> None:
    """One family name and one birth date do not run two children together."""
    first, second = story.exported("children")

    for column in ("surname", "dob", "age", "gender", "place"):
        assert first[column] == second[column]
    for column in ("child_ref", "given_names", "looks", "child_words", "needs", "was_talked_with"):
        assert first[column] != second[column]


@only("roll-grows-at-the-second-bed")
def test_a_child_found_at_the_second_bed_is_found_late(story: Story) -> None:
    """The time at which a child came to light is kept with that child alone."""
    rows = story.rows("SELECT found_late_at FROM children ORDER BY roll_number")

    assert [row["found_late_at"] for row in rows] == ["", "", "2026-11-21T22:25:00+00:00"]


@only("child-at-the-other-parents")
def test_a_row_that_was_no_child_of_the_family_stays_withdrawn(story: Story) -> None:
    """A line of the roll is never removed; it keeps why it was withdrawn."""
    ava, pram = story.rows("SELECT state, withdrawn_why FROM children ORDER BY roll_number")

    assert (ava["state"], pram["state"]) == ("on_roll", "withdrawn")
    assert "14a" in pram["withdrawn_why"]


@only("child-in-care")
def test_a_young_person_whose_age_is_disputed_stays_on_the_roll(story: Story) -> None:
    """Somebody of 18 on paper is walked as a child, with the reason beside the name."""
    leah, yonas = story.rows("SELECT state, kept_because FROM children ORDER BY roll_number")

    assert (yonas["state"], leah["kept_because"]) == ("on_roll", "")
    assert "age assessment" in yonas["kept_because"]
