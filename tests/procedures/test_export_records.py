"""An export: a file whole or not at all, its entry in the log, its receipt beside it."""

from __future__ import annotations

import hashlib
import json
import stat
from dataclasses import replace
from pathlib import Path

import pytest

from childcheck.exports.layouts import Layout
from childcheck.identifiers import ChildId
from childcheck.log.verifying import verify
from childcheck.log.writing import Log
from childcheck.problems import ChildcheckError, ExitCode
from childcheck.procedures.choose_records import Choice, Wanted, choose_records
from childcheck.procedures.export_records import (
    Exported,
    Reason,
    export_records,
    free_path,
    proposed_name,
)
from childcheck.record.entries import Moment
from childcheck.record.happenings import RecordsExported
from tests.exports.recorded_shifts import EXPORTER, SETTINGS, Station, a_night, read_back
from tests.left_open import closed_at_the_end
from tests.log.builders import StillClock


@pytest.fixture
def night(tmp_path: Path) -> Station:
    """Return a night with two families, in a folder of its own."""
    (tmp_path / "store").mkdir()
    return a_night(tmp_path / "store" / "log.db")


def choice_of(station: Station) -> Choice:
    """Return the records of the night."""
    return choose_records(station.log, Wanted("2026-11-24"), SETTINGS, station.clock.at)


def export(station: Station, target: Path, **settings: object) -> Exported:
    """Export the night."""
    settings = {"reason": Reason.SHIFT_REVIEW} | settings
    return export_records(station.log, choice_of(station), target, EXPORTER, **settings)  # type: ignore[arg-type]


def last_entry(station: Station) -> object:
    """Return what the last entry of the log tells."""
    return list(station.log.entries())[-1].happening


@pytest.mark.parametrize("layout", list(Layout))
def test_the_same_log_up_to_the_same_entry_gives_the_same_bytes(
    night: Station, tmp_path: Path, layout: Layout
) -> None:
    """A file of records says nothing about the exporting itself: who, when and how often."""
    first = export(night, tmp_path / "1.csv", layout=layout)
    night.clock.move(days=3)
    second = export(
        night, tmp_path / "2.csv", layout=layout, reason=Reason.COURT, reason_text="R v X"
    )

    assert (tmp_path / "1.csv").read_bytes() == (tmp_path / "2.csv").read_bytes()
    assert first.digest == second.digest
    assert first.entry < second.entry


def test_the_export_is_an_entry_with_the_files_digest(night: Station, tmp_path: Path) -> None:
    """The log says what left it: the layout, the choice, the rows, the reason and the digest."""
    head = night.log.head()[0]

    exported = export(night, tmp_path / "night.csv", reason=Reason.OTHER, reason_text="for X")

    told = last_entry(night)
    assert told == RecordsExported(
        layout="children",
        chosen_by="duty_date=2026-11-24",
        from_entry=3,
        up_to_entry=head,
        rows=4,
        file_digest="sha256:" + hashlib.sha256((tmp_path / "night.csv").read_bytes()).hexdigest(),
        reason="other",
        reason_text="for X",
    )
    assert exported.entry == head + 1
    assert (exported.incidents, exported.children, exported.rows) == (2, 4, 4)


def test_the_receipt_beside_the_file_tells_of_the_exporting(night: Station, tmp_path: Path) -> None:
    """When, by whom, why, and what holds file and log together."""
    exported = export(night, tmp_path / "night.csv")
    entry = list(night.log.entries())[-1]

    receipt = json.loads((tmp_path / "night.csv.receipt.json").read_text("utf-8"))

    assert receipt == {
        "format": 1,
        "file": "night.csv",
        "sha256": hashlib.sha256((tmp_path / "night.csv").read_bytes()).hexdigest(),
        "layout": "children",
        "rows": 4,
        "chosen_by": "duty_date=2026-11-24",
        "log": night.log.named().log,
        "from_entry": 3,
        "up_to_entry": exported.entry - 1,
        "exported_at": entry.recorded_at.isoformat(timespec="seconds"),
        "exported_by": "S12",
        "device": "desk-1",
        "reason": "shift_review",
        "reason_text": "",
        "entry": exported.entry,
        "receipt": entry.receipt,
    }


def test_both_files_are_closed_to_others_and_nothing_lies_beside_them(
    night: Station, tmp_path: Path
) -> None:
    """Children's words are in the file, so its owner alone may read it."""
    export(night, tmp_path / "night.csv")

    names = sorted(path.name for path in tmp_path.iterdir() if path.is_file())
    assert names == ["night.csv", "night.csv.receipt.json"]
    for name in names:
        assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600


def test_the_log_is_not_changed_but_for_one_entry(night: Station, tmp_path: Path) -> None:
    """What a spreadsheet needs is done in the file; the log keeps what was recorded."""
    before = [(entry.header, entry.fingerprint) for entry in night.log.entries()]

    export(night, tmp_path / "night.csv")

    after = [(entry.header, entry.fingerprint) for entry in night.log.entries()]
    assert after[:-1] == before
    night.log.close()
    assert verify(night.log.path).is_sound


@pytest.mark.parametrize("taken", ["night.csv", "night.csv.receipt.json"])
def test_a_file_that_is_there_is_not_replaced(night: Station, tmp_path: Path, taken: str) -> None:
    """Neither the file nor a receipt; nothing is recorded then; `over` replaces both."""
    (tmp_path / taken).write_text("old")
    head = night.log.head()

    with pytest.raises(ChildcheckError) as caught:
        export(night, tmp_path / "night.csv")

    assert caught.value.exit_code is ExitCode.CANNOT_WRITE
    assert (tmp_path / taken).read_text() == "old"
    assert night.log.head() == head
    export(night, tmp_path / "night.csv", over=True)
    assert len(read_back(tmp_path / "night.csv")) == 4
    assert json.loads((tmp_path / "night.csv.receipt.json").read_text())["rows"] == 4


def test_without_an_entry_there_is_no_file(night: Station, tmp_path: Path) -> None:
    """A log that can only be read lets nothing out."""
    night.log.close()
    night.log = closed_at_the_end(
        Log.open(
            night.log.path, clock=night.clock, new_identifiers=night.new_identifiers, read_only=True
        )
    )

    with pytest.raises(ChildcheckError) as caught:
        export(night, tmp_path / "night.csv")

    assert caught.value.exit_code is ExitCode.CANNOT_WRITE
    assert [path for path in tmp_path.iterdir() if path.is_file()] == []


class ClockOfABusyMachine(StillClock):
    """While the entry of an export gets its time, another program takes the file's name."""

    def __init__(self, target: Path, clock: StillClock) -> None:
        super().__init__(clock.at)
        self.target = target

    def now(self) -> Moment:
        """Return the time."""
        self.target.write_text("somebody else's")
        return super().now()


def test_when_the_naming_fails_no_file_is_left(night: Station, tmp_path: Path) -> None:
    """The entry stands, but neither half a file nor a receipt without its file."""
    target = tmp_path / "target" / "night.csv"
    target.parent.mkdir()
    night.log.close()
    night.clock = ClockOfABusyMachine(target, night.clock)
    night.open(night.log.path)

    with pytest.raises(ChildcheckError) as caught:
        export(night, target)

    assert caught.value.problems[0].code == "file-exists"
    assert [path.name for path in target.parent.iterdir()] == ["night.csv"]
    assert target.read_text() == "somebody else's"
    assert isinstance(last_entry(night), RecordsExported)


def test_what_is_recorded_while_an_export_runs_is_not_in_it(night: Station, tmp_path: Path) -> None:
    """The file holds the log up to the entry at which the choice was made."""
    choice = choice_of(night)
    (ola,) = night.walk.situation.children
    night.answer("ch.worry", "recorded meanwhile", ola)

    export_records(night.log, choice, tmp_path / "night.csv", EXPORTER, reason=Reason.SHIFT_REVIEW)

    assert read_back(tmp_path / "night.csv")[-1]["worry"] == "'(not reached)"


def test_only_the_chosen_children_have_rows(night: Station, tmp_path: Path) -> None:
    """A shift that worked on one child of another shift's incident exports that child."""
    choice = choice_of(night)
    (zofia,) = night.log.rows("children", name="Zofia Łuczak")
    one = replace(choice.picks[0], children=frozenset({ChildId(str(zofia["child"]))}))

    export_records(
        night.log,
        replace(choice, picks=(one,)),
        tmp_path / "one.csv",
        EXPORTER,
        reason=Reason.HANDOVER,
    )

    (row,) = read_back(tmp_path / "one.csv")
    assert row["child_name"] == "Zofia Łuczak"
    assert row["child_count"] == "2"


def test_a_mark_is_left_out_when_it_is_not_wanted(night: Station, tmp_path: Path) -> None:
    """Excel needs it; some programs stumble over it."""
    export(night, tmp_path / "with.csv")
    export(night, tmp_path / "without.csv", mark=False)

    with_mark, without = (tmp_path / name for name in ("with.csv", "without.csv"))
    assert with_mark.read_bytes() == b"\xef\xbb\xbf" + without.read_bytes()


def test_the_proposed_name_holds_nobodys_name(night: Station) -> None:
    """Force, duty date and shift, in letters that any system takes."""
    choice = choose_records(night.log, Wanted("2026-11-24", "night"), SETTINGS, night.clock.at)

    assert (
        proposed_name(choice, Layout.CHILDREN, "Northfolk & Łódź Police/..")
        == "northfolk-łódź-police-2026-11-24-night.csv"
    )
    assert proposed_name(choice, Layout.ANSWERS, "") == "childcheck-2026-11-24-night-answers.csv"


def test_a_proposed_name_that_is_taken_is_numbered(tmp_path: Path) -> None:
    """An export without --to never meets an older one, nor an older one's receipt."""
    (tmp_path / "night.csv").touch()
    (tmp_path / "night-2.csv.receipt.json").touch()

    assert free_path(tmp_path, "night.csv") == tmp_path / "night-3.csv"
    assert free_path(tmp_path, "late.csv") == tmp_path / "late.csv"
