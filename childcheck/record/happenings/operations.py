"""The operations of section 62 of the Data Protection Act 2018 that are not entries already."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from childcheck.record.happening import Happening, header


@dataclass(frozen=True, kw_only=True)
class RecordConsulted(Happening):
    """Somebody read a record; `how` names the command and `reason` its code."""

    kind: ClassVar[str] = "record_consulted"
    how: str = header("show")
    reason: str = header("")


@dataclass(frozen=True, kw_only=True)
class RecordsExported(Happening):
    """Records left the log as a file; `file_digest` is SHA-256 over the file's bytes."""

    kind: ClassVar[str] = "records_exported"
    layout: str = header("children")
    chosen_by: str = header("")
    from_entry: int = header(0)
    up_to_entry: int = header(0)
    rows: int = header(0)
    file_digest: str = header("")
    reason: str = header("")
    reason_text: str = ""


@dataclass(frozen=True, kw_only=True)
class BodyErased(Happening):
    """The words of an earlier entry were lawfully removed; never what they were."""

    kind: ClassVar[str] = "body_erased"
    erased: int = header(0)
    reason: str = header("")
