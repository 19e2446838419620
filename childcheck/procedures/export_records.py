"""Export records: a file with a row for each child, talk or answer, and its receipt beside it.

The file is written beside its target and flushed; then the entry that tells of
the export, with the file's digest, is added to the log; then the file gets its
name. So no file of records is without its entry. What concerns the exporting
itself stands in that entry and in `FILE.receipt.json`, never in the file.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from childcheck.checklist.definitions import Checklist
from childcheck.exports.csv_text import Lines, Written, lines_of, write_lines
from childcheck.exports.incident_records import incident_record
from childcheck.exports.layouts import Layout, Sheet, sheet_of
from childcheck.exports.prepared_rows import fitted
from childcheck.exports.whole_file import Part, part_of, require_free
from childcheck.identifiers import Digest, LogId
from childcheck.log.reading import Reader
from childcheck.log.writing import Log
from childcheck.procedures.choose_records import Choice
from childcheck.procedures.find_checklist import checklist_in_log
from childcheck.procedures.prepare_rows import KEPT_AT_ONCE, RowsOfIncidents
from childcheck.record.entries import Entry, Writing
from childcheck.record.happenings import RecordsExported

RECEIPT_SUFFIX = ".receipt.json"


class Reason(StrEnum):
    """Why records leave the log (Data Protection Act 2018, section 62)."""

    SHIFT_REVIEW = "shift_review"
    HANDOVER = "handover"
    INSPECTION = "inspection"
    COURT = "court"
    ANALYSIS = "analysis"
    TRAINING = "training"
    OTHER = "other"


# Whoever holds a file to account gets it from the entries themselves, not from rows made before.
_FROM_THE_ENTRIES = frozenset({Reason.COURT, Reason.INSPECTION})


@dataclass(frozen=True)
class Exported:
    """What was exported, and the entry that tells of it."""

    file: Path
    receipt_file: Path
    layout: Layout
    choice: Choice
    incidents: int
    children: int
    rows: int
    digest: str
    from_entry: int
    entry: int
    receipt: str


@dataclass
class _Counts:
    children: int = 0
    from_entry: int = 0


def export_records(
    log: Log,
    choice: Choice,
    target: Path,
    writing: Writing,
    *,
    layout: Layout = Layout.CHILDREN,
    reason: Reason,
    reason_text: str = "",
    mark: bool = True,
    over: bool = False,
) -> Exported:
    """Write what was chosen to a file, whole or not at all, and record it.

    Args:
        log: open for writing.
        choice: of `choose_records`.
        target: the file.
        writing: who exports.
        layout: what a row is.
        reason: why.
        reason_text: a line, with the reason `other`.
        mark: begin with a byte-order mark, which Excel needs.
        over: a file and a receipt that are there may be replaced.

    Raises:
        ChildcheckError: the file cannot be written (nothing of it is left), or
            the log cannot (there is no file then).
    """
    require_free(target, over=over)
    receipt_file = target.with_name(target.name + RECEIPT_SUFFIX)
    require_free(receipt_file, over=over)
    checklists = _checklists(log, choice)
    sheet = sheet_of(layout, tuple(checklists.values()))
    counts = _Counts()
    if layout is Layout.CHILDREN:
        rows = RowsOfIncidents(
            log, choice.duties, choice.up_to_entry, checklists, is_anew=reason in _FROM_THE_ENTRIES
        )
        lines = _prepared_lines(rows, choice, sheet, counts)
    else:
        lines = _lines(log, choice, checklists, sheet, counts)
    with part_of(target, over=over) as part, part_of(receipt_file, over=over) as receipt_part:
        written = write_lines(part.stream, sheet.header, lines, mark=mark)
        part.onto_disk()
        exported = RecordsExported(
            layout=layout.value,
            chosen_by=choice.chosen_by,
            from_entry=counts.from_entry,
            up_to_entry=choice.up_to_entry,
            rows=written.rows,
            file_digest=written.digest,
            reason=reason.value,
            reason_text=reason_text,
        )
        (entry,) = log.append([exported], writing)
        _write_receipt(receipt_part, target, exported, entry, log.named().log or LogId(""))
        receipt_part.into_place(over=over)
        _into_place_with_receipt(part, receipt_file, over=over)
    return _result(target, receipt_file, layout, choice, counts, written, entry)


def proposed_name(choice: Choice, layout: Layout, force: str) -> str:
    """Return a name for the file: force, duty date and shift, and nobody's name."""
    parts = [force or "childcheck", choice.name]
    if layout is not Layout.CHILDREN:
        parts.append(layout.value)
    return "-".join(filter(None, (_plain(part) for part in parts))) + ".csv"


def free_path(folder: Path, name: str) -> Path:
    """Return a path for a file in a folder, numbered where the name is taken already."""
    stem, suffix = name.removesuffix(".csv"), ".csv"
    number, path = 1, folder / name
    while any(
        one.is_symlink() or one.exists()
        for one in (path, path.with_name(path.name + RECEIPT_SUFFIX))
    ):
        number += 1
        path = folder / f"{stem}-{number}{suffix}"
    return path


def _plain(text: str) -> str:
    """Return a text in the letters, digits and hyphens of a file name."""
    return re.sub(r"[^\w]+", "-", text, flags=re.UNICODE).strip("-_").lower()


def _checklists(log: Reader, choice: Choice) -> dict[Digest, Checklist]:
    digests = dict.fromkeys(pick.opening.checklist for pick in choice.picks)
    return {digest: checklist_in_log(log, digest) for digest in digests}


# The rows of one incident after another, so that one alone is in memory


def _lines(
    log: Reader,
    choice: Choice,
    checklists: dict[Digest, Checklist],
    sheet: Sheet,
    counts: _Counts,
) -> Iterator[Lines]:
    log_id = log.named().log or LogId("")
    for pick in choice.picks:
        record = incident_record(
            log_id,
            log.entries(incident=pick.incident, up_to=choice.up_to_entry),
            checklists[pick.opening.checklist],
            choice.duties,
            children=pick.children,
            second_record_of=pick.second_record_of,
        )
        counts.children += len(record.children)
        counts.from_entry = counts.from_entry or record.opening.number
        yield lines_of(sheet.rows(record))


def _prepared_lines(
    rows: RowsOfIncidents, choice: Choice, sheet: Sheet, counts: _Counts
) -> Iterator[Lines]:
    for pick in choice.picks:
        prepared = rows.of(pick.opening, pick.second_record_of)
        own = rows.own_header(pick.opening.checklist)
        lines = Lines(prepared.text, max(prepared.children, 1))
        if pick.children is not None or own != sheet.header:
            lines = fitted(prepared.text, own, sheet.header, pick.children)
        is_whole = pick.children is None
        counts.children += prepared.children if is_whole else lines.rows
        counts.from_entry = counts.from_entry or pick.opening.number
        yield lines
        rows.keep(at_least=KEPT_AT_ONCE)
    rows.keep()


def _write_receipt(
    part: Part, target: Path, exported: RecordsExported, entry: Entry, log: LogId
) -> None:
    told = {
        "format": 1,
        "file": target.name,
        "sha256": exported.file_digest.removeprefix("sha256:"),
        "layout": exported.layout,
        "rows": exported.rows,
        "chosen_by": exported.chosen_by,
        "log": log,
        "from_entry": exported.from_entry,
        "up_to_entry": exported.up_to_entry,
        "exported_at": entry.recorded_at.isoformat(timespec="seconds"),
        "exported_by": entry.writing.officer or "",
        "device": entry.writing.device,
        "reason": exported.reason,
        "reason_text": exported.reason_text,
        "entry": entry.number,
        "receipt": entry.receipt,
    }
    part.stream.write((json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode())


def _into_place_with_receipt(part: Part, receipt_file: Path, *, over: bool) -> None:
    """Give the file its name; where that fails, a receipt alone says nothing and goes."""
    try:
        part.into_place(over=over)
    except BaseException:
        receipt_file.unlink(missing_ok=True)
        raise


def _result(
    target: Path,
    receipt_file: Path,
    layout: Layout,
    choice: Choice,
    counts: _Counts,
    written: Written,
    entry: Entry,
) -> Exported:
    return Exported(
        file=target,
        receipt_file=receipt_file,
        layout=layout,
        choice=choice,
        incidents=len(choice.picks),
        children=counts.children,
        rows=written.rows,
        digest=written.digest,
        from_entry=counts.from_entry,
        entry=entry.number,
        receipt=entry.receipt,
    )
