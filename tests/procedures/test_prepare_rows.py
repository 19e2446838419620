"""Rows made before an export: the same file as without them, whatever happened in between."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from childcheck.identifiers import ChildId, EntryId, IncidentId
from childcheck.log.prepared import Prepared
from childcheck.log.writing import Log
from childcheck.problems import ChildcheckError
from childcheck.procedures import prepare_rows
from childcheck.procedures.choose_records import Wanted, choose_records
from childcheck.procedures.export_records import Reason, export_records
from childcheck.procedures.prepare_rows import RowsOfIncidents, rows_as_they_stand
from childcheck.procedures.verify_log import verify_log
from childcheck.record.happenings import IncidentFinished, RecordConsulted
from childcheck.walk.settling import Draft
from childcheck.yaml_files.checklist_file import read_checklist_texts
from tests.exports.recorded_shifts import CHECKLIST, EXPORTER, SETTINGS, Station, a_night, read_back


@pytest.fixture
def night(tmp_path: Path) -> Station:
    """Return a night with two families, the first finished."""
    (tmp_path / "store").mkdir()
    return a_night(tmp_path / "store" / "log.db")


def exported(station: Station, name: str, reason: Reason = Reason.HANDOVER, **wanted: str) -> bytes:
    """Return the bytes of an export of the night."""
    wanted = wanted or {"duty_date": "2026-11-24"}
    choice = choose_records(station.log, Wanted(**wanted), SETTINGS, station.clock.at)
    to = station.log.path.parents[1] / name
    export_records(station.log, choice, to, EXPORTER, reason=reason)
    return to.read_bytes()


def kept(station: Station) -> dict[str, Prepared]:
    """Return the rows that a log keeps, by the end of the incident's number."""
    rows = station.log.rows("incidents")
    found = {str(row["incident_number"])[-4:]: str(row["incident"]) for row in rows}
    prepared = {end: station.log.prepared(IncidentId(one)) for end, one in found.items()}
    return {end: one for end, one in prepared.items() if one is not None}


def forget(station: Station) -> None:
    """Take out every row that was made before."""
    with closing(sqlite3.connect(station.log.path)) as connection:
        connection.execute("DELETE FROM prepared_rows")
        connection.commit()


def works(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Collect the numbers of the incidents whose rows are made from now on."""
    made: list[str] = []
    make = RowsOfIncidents.made_anew

    def noted(self: RowsOfIncidents, *of: object) -> Prepared:
        made.append(of[0].incident_number[-4:])  # type: ignore[attr-defined]
        return make(self, *of)  # type: ignore[arg-type]

    monkeypatch.setattr(RowsOfIncidents, "made_anew", noted)
    return made


def test_finishing_an_incident_prepares_its_rows(night: Station) -> None:
    """So a large export has little left to do; what is not finished is made when asked for."""
    assert list(kept(night)) == ["AAAA"]
    assert kept(night)["AAAA"].children == 3

    exported(night, "1.csv")

    assert list(kept(night)) == ["AAAA", "BBBB"]


def test_an_export_with_prepared_rows_is_the_same_to_the_byte(
    night: Station, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Made before, made now, or made now because they were lost: one file."""
    made = works(monkeypatch)
    first = exported(night, "1.csv")
    assert made == ["BBBB"]

    second = exported(night, "2.csv")
    assert made == ["BBBB"]

    forget(night)
    third = exported(night, "3.csv")
    assert made == ["BBBB", "AAAA", "BBBB"]
    assert first == second == third


def late_answer(station: Station) -> None:
    """Answer one more question."""
    (ola,) = station.walk.situation.children
    station.answer("ch.gaps", "much", ola)


def erased_words(station: Station) -> None:
    """Erase the words of an answer about Zofia."""
    (row,) = [
        one for one in station.log.rows("answers", question="ch.talk") if one["state"] == "answered"
    ]
    station.log.erase([int(row["entry"] or 0)], reason="court_order", writing=EXPORTER)


def erased_officer(station: Station) -> None:
    """Erase the name of the officer with whose duty every row begins."""
    station.log.erase([2], reason="court_order", writing=EXPORTER)


def renamed_child(station: Station) -> None:
    """Put a name right."""
    (ola,) = station.walk.situation.children
    station.take(station.walk.rename(ola, "Ola Nowak"))


@pytest.mark.parametrize("change", [late_answer, erased_words, erased_officer, renamed_child])
def test_rows_that_came_to_be_late_are_made_anew(
    night: Station, change: Callable[[Station], None]
) -> None:
    """After another entry the rows say what stands now, as if none had been made before."""
    before = exported(night, "1.csv")

    change(night)

    after = exported(night, "2.csv")
    forget(night)
    assert after == exported(night, "3.csv")
    assert after != before


def test_whoever_reads_a_record_changes_no_row(night: Station) -> None:
    """A consultation is an entry; the rows that are made anew say the same."""
    before = exported(night, "1.csv")
    incident = night.walk.situation.incident
    night.log.append([RecordConsulted(incident=incident)], EXPORTER)

    assert exported(night, "2.csv") == before


@pytest.mark.parametrize(
    "spoiling",
    [
        "UPDATE prepared_rows SET rows = replace(rows, 'Zofia', 'Sofia')",
        "UPDATE prepared_rows SET children = 1",
        "UPDATE prepared_rows SET rows = substr(rows, 200)",
        "UPDATE prepared_rows SET rows = ''",
        "UPDATE prepared_rows SET incident = 'x' || incident",
    ],
)
def test_rows_that_another_program_changed_are_never_exported(
    night: Station, spoiling: str
) -> None:
    """The table can be opened and edited by anybody, and the file says what the entries say."""
    before = exported(night, "1.csv")
    with closing(sqlite3.connect(night.log.path)) as connection:
        connection.execute(spoiling)
        connection.commit()

    assert exported(night, "2.csv") == before


def forge(station: Station) -> None:
    """Change prepared rows as somebody would who knows how they are sealed."""
    rows = rows_as_they_stand(station.log, {})
    (opening, *_) = station.log.all_openings(up_to=rows.up_to)
    prepared = rows.of(opening, "")
    text = prepared.text.replace(b"Zofia", b"Sofia")
    seal = rows._made_from(opening, "").seal(prepared.children, text)
    station.log.keep_prepared({opening.incident: Prepared(seal, prepared.children, text)})


def test_a_thorough_verification_finds_rows_with_a_forged_seal(night: Station) -> None:
    """It makes every row anew; rows that are only late or spoilt are no finding."""
    assert verify_log(night.log.path).found.stale_tables == ()
    late_answer(night)
    assert verify_log(night.log.path).found.stale_tables == ()
    forge(night)

    verified = verify_log(night.log.path)

    assert verified.found.is_sound
    assert verified.found.stale_tables == ("prepared_rows",)
    assert "log rebuild" in verified.problems[0].remedy
    assert verify_log(night.log.path, thorough=False).found.stale_tables == ()


@pytest.mark.parametrize("reason", [Reason.COURT, Reason.INSPECTION])
def test_who_holds_to_account_gets_rows_from_the_entries(night: Station, reason: Reason) -> None:
    """Rows made before are not taken for a court or an inspection, forged or not."""
    forge(night)

    assert b"Sofia" in exported(night, "1.csv")
    assert b"Sofia" not in exported(night, "2.csv", reason)


def test_children_of_another_shift_have_their_rows_alone(night: Station) -> None:
    """Of prepared rows only those are taken that were chosen, in the order of the roll."""
    (zofia,) = night.log.rows("children", name="Zofia Łuczak")
    (piotr,) = night.log.rows("children", name="Piotr")
    choice = choose_records(night.log, Wanted("2026-11-24"), SETTINGS, night.clock.at)
    two = frozenset({ChildId(str(piotr["child"])), ChildId(str(zofia["child"]))})
    picks = (replace(choice.picks[0], children=two),)
    to = night.log.path.parents[1] / "two.csv"

    done = export_records(
        night.log, replace(choice, picks=picks), to, EXPORTER, reason=Reason.HANDOVER
    )

    assert [row["child_name"] for row in read_back(to)] == ["Zofia Łuczak", "Piotr"]
    assert (done.children, done.rows) == (2, 2)


def test_rows_of_several_checklists_stand_under_the_columns_of_all(night: Station) -> None:
    """With rows made before and without, in whichever order the checklists are met."""
    other = read_checklist_texts(
        {"checklist.yaml": CHECKLIST.replace("column: calls_12m", "column: calls")}
    )
    night.open_incident("CCCC", other)
    night.arrive("NC-3")
    night.put_on_roll("Kuba")

    first = exported(night, "1.csv")
    second = exported(night, "2.csv")
    forget(night)
    third = exported(night, "3.csv")

    assert first == second == third
    rows = read_back(night.log.path.parents[1] / "1.csv")
    assert [row["calls"] for row in rows][-2:] == ["(not in this checklist)", "3"]
    assert [row["calls_12m"] for row in rows][-2:] == ["3", "(not in this checklist)"]


def test_an_incident_without_a_child_has_its_row(night: Station) -> None:
    """Made now and made before."""
    night.open_incident("CCCC")

    first, second = exported(night, "1.csv"), exported(night, "2.csv")

    assert first == second
    assert "(no child on the roll)" in first.decode().splitlines()[-1]


def test_rows_that_cannot_be_kept_stop_nobody(
    night: Station, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where they cannot be written down, the export is the same."""
    first = exported(night, "1.csv")
    forget(night)

    def refuse(*_: object) -> None:
        raise ChildcheckError([])

    monkeypatch.setattr(Log, "keep_prepared", refuse)

    assert exported(night, "2.csv") == first
    assert kept(night) == {}


def test_a_finish_stands_whatever_becomes_of_its_rows(
    night: Station, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was recorded is recorded: a mistake in preparing waits for the export to be told."""

    def fail(*_: object) -> None:
        raise AssertionError("a mistake of the program")

    monkeypatch.setattr(prepare_rows, "prepare_rows", fail)
    incident = night.walk.situation.incident

    night.recorder.record([Draft(EntryId("X"), IncidentFinished(incident=incident))])

    assert night.log.rows("incidents", incident=incident)[0]["state"] == "finished"
