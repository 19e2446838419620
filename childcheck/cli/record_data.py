"""A record as data for `--json`: the read tables' own columns, identifiers and no labels."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from childcheck.log.reading import Reader
from childcheck.procedures.show_history import HistoryShown
from childcheck.procedures.show_record import RecordShown
from childcheck.record.entries import Entry
from childcheck.record.happening_parts import body_part, header_part

_AS_TEXT = ("value", "texts", "basis")  # columns that hold the canonical form of a value

Row = dict[str, Any]


def record_data(log: Reader, shown: RecordShown, *, is_brief: bool = False) -> Row:
    """Return a record; a brief one without adults, answers and what was not reached."""
    record, incident, only = shown.record, shown.consulted.incident, shown.consulted.child
    [about] = log.rows("incidents", incident=incident)

    def rows(table: str) -> list[Row]:
        found = log.rows(table, incident=incident)
        return [dict(row) for row in found if only is None or row["child"] == only]

    told = {str(child.child): child for child in record.children}
    checks = {row["child"]: row for row in rows("checks")}
    children = [
        row
        | {
            "check_state": checks[row["child"]]["state"],
            "seen": told[row["child"]].contact.seen,
            "talked": told[row["child"]].contact.talked,
            "alone": told[row["child"]].contact.alone,
        }
        for row in rows("children")
        if row["child"] in told and row["child"] in checks  # and not named since
    ]
    data: Row = {
        "incident": about,
        "children": children,
        "follow_ups": rows("follow_ups"),
        "integrity": {
            "first_entry": record.provenance.first_entry,
            "last_entry": record.provenance.last_entry,
            "receipt": record.provenance.receipt,
            "erased_entries": record.erased_entries,
        },
    }
    if is_brief:
        data["follow_ups"] = [row for row in data["follow_ups"] if row["state"] == "open"]
        return data
    not_reached = (one.spot for one in record.everything_told() if one.state == "not_reached")
    return data | {
        "adults": log.rows("adults", incident=incident),
        "answers": [_answer(row) for row in rows("answers")],
        "engagements": rows("engagements"),
        "not_reached": [
            {
                "question": spot.question,
                "child": spot.subject.child or "",
                "adult": spot.subject.adult or "",
                "talk": spot.subject.talk,
            }
            for spot in not_reached
        ],
    }


def history_data(shown: HistoryShown) -> Row:
    """Return every entry behind a record, as it is stored."""
    numbers = {entry.number for entry in shown.entries}
    entries = (entry for entry in shown.consulted.entries if entry.number in numbers)
    return {"incident_number": shown.number, "entries": list(_entries(entries))}


def _entries(entries: Iterable[Entry]) -> Iterable[Row]:
    for entry in entries:
        yield {
            "number": entry.number,
            "identifier": entry.identifier,
            "kind": entry.happening.kind,
            "recorded_at": entry.recorded_at.isoformat(timespec="milliseconds"),
            "officer": entry.writing.officer,
            "duty": entry.writing.duty,
            "device": entry.writing.device,
            "os_account": entry.writing.os_account,
            "checklist": entry.writing.checklist,
            "is_erased": entry.is_erased,
            "header": header_part(entry.happening),
            "body": None if entry.is_erased else body_part(entry.happening),
            "receipt": entry.receipt,
        }


def _answer(row: Mapping[str, Any]) -> Row:
    return {
        name: (json.loads(value) if value else None) if name in _AS_TEXT else value
        for name, value in row.items()
    }
