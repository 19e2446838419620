"""Showing the history: every entry behind a record, in order and in words."""

from __future__ import annotations

from pathlib import Path

from childcheck.identifiers import OfficerId
from childcheck.procedures.show_history import show_history
from childcheck.record.entries import Writing
from childcheck.record.happenings import KINDS
from childcheck.walk.retracing import KINDS_IN_WORDS, Traced
from childcheck.walk.standing_record import ERASED
from tests.procedures.recorded import LONDON, NUMBER, WORDS, Scribe, a_family

READER = Writing(OfficerId("7001"))


def history(scribe: Scribe, roll_number: int | None = None) -> tuple[Traced, ...]:
    """Return the history of the scribe's incident."""
    return show_history(scribe.log, NUMBER, READER, LONDON, roll_number=roll_number).entries


def test_every_entry_of_the_incident_is_there(tmp_path: Path) -> None:
    """Nothing of the incident is left out, and the reading itself stands last."""
    scribe = a_family(tmp_path / "log.db")

    entries = history(scribe)

    of_incident = [entry.number for entry in scribe.log.entries(incident=scribe.incident)]
    assert [entry.number for entry in entries] == of_incident
    assert (entries[0].kind, entries[-1].kind) == ("incident opened", "record read")
    assert entries[-1].words == ("history",)


def test_an_entry_says_when_who_what_about_whom_and_in_which_words(tmp_path: Path) -> None:
    """One entry tells its whole story."""
    entries = history(a_family(tmp_path / "log.db"))

    talk = next(entry for entry in entries if entry.question == "ch.talk")
    assert f"{talk.recorded_at:%H:%M}" == "21:25"
    assert (talk.by, talk.kind, talk.about) == ("4821", "answered", "child 1, Zofia Łuczak")
    assert talk.words[1].startswith(f"Child: {WORDS} (")
    assert talk.happened_at is None


def test_what_was_changed_and_what_followed_from_it_is_told_by_number(tmp_path: Path) -> None:
    """An answer set aside names the entry that stood there, and the one that did it."""
    entries = history(a_family(tmp_path / "log.db"))

    aside = next(entry for entry in entries if entry.kind == "answer set aside")
    changed = [entry.number for entry in entries if entry.question in ("ch.spoke", "ch.seen")]
    assert aside.question == "ch.spoke"
    assert aside.words == (f"entry {changed[-3]}, because of entry {changed[-2]}",)


def test_a_late_entry_says_when_the_thing_happened(tmp_path: Path) -> None:
    """It stands at the end, with the time of answering beside that of recording."""
    scribe = a_family(tmp_path / "log.db")
    child = next(iter(scribe.walk.situation.children))
    now = scribe.recorder.now()
    scribe.clock.move(hours=3)
    scribe.answer("ch.worry", "More than I wrote", child, answered_at=now, why_corrected="Memory")

    late = history(scribe)[-2]

    assert late.happened_at == now
    assert late.words == ("More than I wrote", "corrects entry 27", "why: Memory")


def test_an_erased_entry_keeps_its_line(tmp_path: Path) -> None:
    """The line says that words were erased, and never what they were."""
    scribe = a_family(tmp_path / "log.db")
    number = next(entry.number for entry in history(scribe) if entry.question == "ch.worry")
    scribe.log.erase([number], reason="order", writing=READER)

    entries = {entry.number: entry for entry in history(scribe)}

    assert entries[number].is_erased
    assert entries[number].words == (ERASED,)
    assert next(one.words for one in entries.values() if one.kind == "words erased") == (
        f"entry {number}, reason order",
    )


def test_the_history_of_one_child_holds_no_other_child(tmp_path: Path) -> None:
    """Only what is about that child is shown, in the same words."""
    entries = history(a_family(tmp_path / "log.db"), roll_number=2)

    assert {entry.about for entry in entries} == {"child 2, Jan Łuczak"}


def test_where_no_officer_is_known_the_account_stands(tmp_path: Path) -> None:
    """A reading without an officer's number still says whose account it was."""
    scribe = a_family(tmp_path / "log.db")

    shown = show_history(scribe.log, NUMBER, Writing(os_account="asmith"), LONDON)

    assert shown.entries[-1].by == "account asmith"


def test_every_kind_of_entry_has_plain_words() -> None:
    """Whatever is recorded can be told."""
    assert KINDS_IN_WORDS.keys() == KINDS.keys()
