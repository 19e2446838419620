"""A whole incident from a file into a real log: all of it, or nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from childcheck.checklist.definitions import Checklist
from childcheck.identifiers import OfficerId
from childcheck.log.writing import Log
from childcheck.problems import ChildcheckError, ExitCode, Problem
from childcheck.procedures.begin_duty import stated_duty
from childcheck.procedures.open_incident import doubt_known_reference, opening_of
from childcheck.procedures.record_entries import Recorder
from childcheck.procedures.write_up_incident import (
    WrittenUp,
    problem_of_checklist,
    problems_of_duty,
    write_up_incident,
)
from childcheck.record.entries import Writing
from childcheck.record.happenings import IncidentKept
from childcheck.review.configuration import Configuration, Officer
from childcheck.review.shifts import Shift
from childcheck.yaml_files.checklist_file import read_checklist
from childcheck.yaml_files.incident_file import read_incident_file
from childcheck.yaml_files.shipped import shipped_folder
from tests.log.builders import CountedIdentifiers, StillClock
from tests.yaml_files.incident_files import (
    FAMILY,
    LONDON,
    changed,
    of_kind,
    read,
    small_checklist,
    told_of,
    write_up,
)

STORIES = Path(__file__).parent.parent / "stories"
NIGHT = Shift("night", time(22), time(7))
MORNING = datetime(2026, 11, 25, 10, 30, tzinfo=UTC)


class Numbered(CountedIdentifiers):
    """Identifiers of which the four characters of an incident number count up as well."""

    def four_characters(self) -> str:
        """Return the next number, in four digits."""
        self.count += 1
        return f"{self.count % 10_000:04}"


@pytest.fixture(scope="module")
def shipped() -> Checklist:
    """Return the checklist that ships."""
    checklist = read_checklist(shipped_folder() / "domestic-incident", prove=False).checklist
    assert checklist is not None
    return checklist


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Log]:
    """Give an empty log."""
    with Log.open(
        tmp_path / "log.db",
        clock=StillClock(MORNING),
        new_identifiers=CountedIdentifiers(),
        create=True,
    ) as opened:
        yield opened


def recorded(
    log: Log, text: str, checklist: Checklist | None = None, keep_unfinished: bool = False
) -> WrittenUp:
    """Record a file in a log, as `start --from` does."""
    checklist = checklist or small_checklist()
    writing = Writing(officer=OfficerId("4217"), device="van-3")
    new = Numbered(10_000 * (1 + len(log.rows("incidents"))))
    recorder = Recorder(log, StillClock(MORNING), new, writing, LONDON)
    configuration = Configuration(LONDON)
    recorder = recorder.with_checklist(checklist)
    on_duty, duty = stated_duty(recorder, configuration, NIGHT, date(2026, 11, 24))
    walk, opening = opening_of(on_duty, checklist, entry_mode="file")
    return write_up_incident(
        read(text),
        walk,
        [duty, opening],
        on_duty.record,
        on_duty.now,
        doubt=doubt_known_reference(log, walk.situation.incident, is_final=True),
        keep_unfinished=keep_unfinished,
    )


# Into the log


def test_a_file_becomes_an_incident_of_the_log(log: Log) -> None:
    """Duty, incident, people, answers and the finish are entries, in the officer's name."""
    written = recorded(log, FAMILY)

    [incident] = log.rows("incidents")
    assert (incident["reference"], incident["state"]) == ("NC-0913", "finished_with_gaps")
    assert [row["state"] for row in log.rows("children")] != []
    assert len(log.rows("duties", is_stated=1)) == 1
    assert {entry.writing.officer for entry in log.entries() if entry.number > 1} == {"4217"}
    assert written.is_finished


def test_everything_is_recorded_at_once(log: Log) -> None:
    """One transaction holds the whole incident: the recorder is called a single time."""
    calls: list[int] = []
    checklist = small_checklist()
    recorder = Recorder(
        log, StillClock(MORNING), CountedIdentifiers(10_000), Writing(OfficerId("4217")), LONDON
    ).with_checklist(checklist)
    walk, opening = opening_of(recorder, checklist, entry_mode="file")

    write_up_incident(
        read(FAMILY), walk, [opening], lambda drafts: calls.append(len(drafts)), recorder.now
    )

    assert len(calls) == 1
    assert calls[0] > 50


def test_a_file_with_a_fault_leaves_the_log_as_it_was(log: Log) -> None:
    """When anything is wrong nothing is recorded, not even the duty."""
    before = [entry.number for entry in log.entries()]

    with pytest.raises(ChildcheckError) as caught:
        recorded(log, changed("in.calls: 3", "in.calls: many"))

    assert caught.value.exit_code is ExitCode.INPUT_FILE
    assert [entry.number for entry in log.entries()] == before


def test_a_known_reference_is_refused(log: Log) -> None:
    """The same file again is not a second incident."""
    recorded(log, FAMILY)
    before = [entry.number for entry in log.entries()]

    with pytest.raises(ChildcheckError) as caught:
        recorded(log, FAMILY)

    assert caught.value.exit_code is ExitCode.REFUSED
    [problem] = caught.value.problems
    assert problem.code == "known-reference"
    assert problem.place is not None
    assert [entry.number for entry in log.entries()] == before


def test_a_known_reference_beside_a_fault_is_told_with_it(log: Log) -> None:
    """When the file has faults as well, it is an input file that must be put right."""
    recorded(log, FAMILY)

    with pytest.raises(ChildcheckError) as caught:
        recorded(log, changed("in.calls: 3", "in.calls: many"))

    assert caught.value.exit_code is ExitCode.INPUT_FILE
    assert [one.code for one in caught.value.problems] == ["known-reference", "not-a-number"]


def test_what_was_kept_unfinished_is_counted(log: Log) -> None:
    """With --keep-unfinished the incident is kept, and says how much was not reached."""
    written = recorded(log, changed("  in.calls: 3\n", ""), keep_unfinished=True)

    assert not written.is_finished
    assert log.rows("incidents")[0]["state"] == "unfinished"
    [kept] = [e.happening for e in log.entries() if isinstance(e.happening, IncidentKept)]
    assert kept.not_reached == 1


# The stories and the head


def test_a_story_in_the_checklist_that_ships_is_recorded(log: Log, shipped: Checklist) -> None:
    """A whole incident, as an officer writes it, goes into a log without anything missing."""
    story = STORIES / "sleeping-toddler.yaml"

    written = recorded(log, story.read_text(encoding="utf-8"), shipped)

    assert written.is_finished
    assert not log.rows("incidents", state="unfinished")


@pytest.mark.parametrize("story", sorted(STORIES.glob("*.yaml")), ids=lambda path: path.stem)
def test_every_story_has_a_head_that_is_in_order(story: Path, shipped: Checklist) -> None:
    """A story names the checklist that ships, a usual shift, and a day that has been."""
    file = read_incident_file(story, story.name)

    assert file.problems == ()
    assert problem_of_checklist(file, [(shipped.id, shipped.version)]) is None
    assert problems_of_duty(file, Configuration(LONDON), datetime(2027, 1, 1, tzinfo=UTC)) == ()


def head(old: str, new: str) -> tuple[Problem, ...]:
    """Return what is wrong with a duty of which one thing is changed."""
    configuration = Configuration(LONDON, officers=(Officer(OfficerId("4217")),))
    return problems_of_duty(read(changed(old, new)), configuration, MORNING)


@pytest.mark.parametrize(
    ("old", "new", "code", "nearest"),
    [
        ('officer: "4217"', 'officer: "4127"', "unknown-officer", "4217"),
        ("shift: night", "shift: nihgt", "unknown-shift", "night"),
        ("duty_date: 2026-11-24", "duty_date: 2026-11-26", "in-the-future", ""),
    ],
)
def test_a_duty_that_cannot_be_is_told(old: str, new: str, code: str, nearest: str) -> None:
    """Officer and shift must be known, and the duty must have begun."""
    [problem] = head(old, new)

    assert (problem.code, problem.nearest) == (code, nearest)


def test_any_officer_will_do_where_none_are_configured() -> None:
    """Without a list of officers the number in the file is taken as claimed."""
    file = read(changed('officer: "4217"', 'officer: "9"'))

    assert problems_of_duty(file, Configuration(LONDON), MORNING) == ()


def test_a_checklist_that_is_not_there_is_answered_with_those_that_are() -> None:
    """An unknown checklist, or version, names what there is."""
    there = [("small", "2026.1.1"), ("small", "2025.9.2"), ("other", "1")]

    assert problem_of_checklist(read(FAMILY), there) is None
    version = problem_of_checklist(read(changed("2026.1.1}", "2026.1.2}")), there)
    assert version is not None
    assert (version.code, version.nearest) == ("unknown-version", "2026.1.1")
    assert "2025.9.2, 2026.1.1" in version.remedy
    checklist = problem_of_checklist(read(changed("id: small", "id: smal")), there)
    assert checklist is not None
    assert (checklist.code, checklist.nearest) == ("unknown-checklist", "small")


def test_problems_found_before_are_told_together_by_line() -> None:
    """What was wrong with the head stands before what is wrong further down."""
    text = changed("shift: night", "shift: noon", changed("in.calls: 3", "in.calls: many"))
    found = problems_of_duty(read(text), Configuration(LONDON), MORNING)

    assert [one.code for one in told_of(text, found=found)] == ["unknown-shift", "not-a-number"]


# What holds for every file

SECRET = "zephyrine"
LINES = FAMILY.splitlines()
VALUES = (
    SECRET,
    f"[{SECRET}, {SECRET}]",
    f"{{{SECRET}: {SECRET}}}",
    f"{{left: not_known, text: {SECRET}}}",
    f"{{left: {SECRET}}}",
    f"{{nothing: {SECRET}}}",
    f"{{answer: {SECRET}, text: {SECRET}, basis: {SECRET}, answered_at: {SECRET}}}",
    f"{{answer: {SECRET}, text: {{{SECRET}: {SECRET}}}, basis: {{adult_said: {SECRET}}}}}",
    "",
)


@st.composite
def a_file_with_a_secret(draw: st.DrawFn) -> str:
    """Return the family's file with a secret word as a key or a value somewhere, or twice."""
    lines = list(LINES)
    for _ in range(draw(st.integers(1, 2))):
        number = draw(st.integers(3, len(lines) - 1))
        front, dash, body = re.fullmatch(r"( *)((?:- )?)(.*)", lines[number]).groups()  # type: ignore[union-attr]
        key, colon, _ = body.partition(":")
        value = draw(st.sampled_from(VALUES))
        match draw(st.sampled_from(("key", "value", "more", "twice", "item", "gone"))):
            case "key" if colon:
                lines[number] = f"{front}{dash}{SECRET}{body[len(key) :]}"
            case "value" if colon:
                lines[number] = f"{front}{dash}{key}: {value}"
            case "more":
                lines.insert(number, f"{front}{' ' * len(dash)}{SECRET}: {value}")
            case "twice":
                lines.insert(number, f"{front}{' ' * len(dash)}{SECRET}: {SECRET}")
                lines.insert(number, f"{front}{' ' * len(dash)}{SECRET}: {SECRET}")
            case "gone":
                del lines[number]
            case _:
                lines[number] = f"{front}{dash}{SECRET}"
    return "\n".join(lines) + "\n"


@given(a_file_with_a_secret(), st.booleans())
@example(FAMILY.replace("Alfie", SECRET), False)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_word_of_the_file_stands_in_a_problem(text: str, is_unfinished: bool) -> None:
    """Whatever is wrong with a file, a problem names places and questions, never its words.

    And it is told as problems, by line: nothing is recorded with a problem, and no
    file stops the program.
    """
    try:
        problems = told_of(text, keep_unfinished=is_unfinished)
    except ChildcheckError as error:  # the head, or no YAML at all
        problems = error.problems

    for problem in problems:
        assert SECRET not in problem.as_text()
        assert "Kayleigh" not in problem.as_text()
        assert problem.place is not None
    places = [(one.place.line, one.place.column) for one in problems if one.place]
    assert places == sorted(places)


@given(st.sets(st.integers(4, len(LINES) - 1), max_size=8))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_what_is_taken_out_of_a_file_is_told_or_not_reached(gone: set[int]) -> None:
    """A file with lines missing is refused, or recorded with what it still says."""
    text = "\n".join(line for number, line in enumerate(LINES) if number not in gone) + "\n"

    try:
        problems = told_of(text, keep_unfinished=True)
    except ChildcheckError as error:
        problems = error.problems

    if not problems:
        written, recorded_things = write_up(text, keep_unfinished=True)
        kept = of_kind(recorded_things, IncidentKept)
        assert written.is_finished == (not kept)
        assert all(one.not_reached == written.summary.not_reached for one in kept[-1:])
