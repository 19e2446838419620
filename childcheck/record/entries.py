"""Entries: a happening as it is stored, its written form and its fingerprint.

The written form ("canonical form", version 1) is JSON with sorted keys, no
spaces, letters as they are (UTF-8), and no fractions. It is the truth: columns
and read tables are made from it and can be made again. It never changes for a
version that has been used; `docs/log-format.md` describes it, and fixed vectors
in the tests hold it.

An entry's fingerprint covers the fingerprint before it, the commitment to its
body, and its header. The commitment covers a salt and the body, so a body can
lawfully go, with its salt, while the chain still holds and nothing can be
guessed from what is left.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from typing import cast

from childcheck.identifiers import Digest, DutyId, EntryId, OfficerId, base32
from childcheck.record.happenings import (
    Happening,
    Plain,
    body_part,
    happening_from,
    header_part,
)

FORM = 1
ALGORITHM = "sha256"
BEGINNING = "sha256:" + "0" * 64  # stands where the first entry names the one before it
LARGEST = 2**53 - 1  # whole numbers beyond this are not the same in every program


class NotPlain(ValueError):
    """A value has no written form; the message names its type and never the value."""


def written(value: Plain) -> str:
    """Return the canonical form of a plain value.

    Raises:
        NotPlain: a fraction, a number beyond 2**53 - 1, a key that is not ASCII
            text, half of a surrogate pair, or a value of another type.
    """
    _check(value)
    text = json.dumps(
        value, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")
    )
    try:
        text.encode()
    except UnicodeEncodeError:
        raise NotPlain("text with half of a surrogate pair") from None
    return text


def _check(value: object) -> None:
    match value:
        case None | bool() | str():
            return
        case int():
            if abs(value) > LARGEST:
                raise NotPlain("a whole number beyond 2**53 - 1")
        case list() | tuple():
            for item in value:
                _check(item)
        case dict():
            for key, item in value.items():
                if not isinstance(key, str) or not key.isascii():
                    raise NotPlain("a key that is not ASCII text")
                _check(item)
        case _:
            raise NotPlain(f"a value of type {type(value).__name__}")


def commitment(salt: bytes, body: str) -> str:
    """Return the commitment to a body: SHA-256 over the byte 2, the salt and the body."""
    digest = hashlib.sha256(b"\x02" + salt + body.encode())
    return f"{ALGORITHM}:{digest.hexdigest()}"


def fingerprint(previous: str, committed: str, header: str) -> str:
    """Return an entry's fingerprint.

    SHA-256 over the byte 0, the fingerprint before, the commitment and the
    header, each in UTF-8 and ended by a line feed.
    """
    digest = hashlib.sha256(b"\x00" + f"{previous}\n{committed}\n{header}\n".encode())
    return f"{ALGORITHM}:{digest.hexdigest()}"


def receipt(number: int, of_fingerprint: str) -> str:
    """Return the receipt for an entry: its number and 12 characters that hold the log to it."""
    return f"{number}-{base32(int(of_fingerprint.partition(':')[2][:15], 16), 12)}"


@dataclass(frozen=True)
class Writing:
    """Who writes, on what, and with which checklist; the same for many entries.

    The officer is claimed, not proven; the account of the operating system and
    the device stand beside.
    """

    officer: OfficerId | None = None
    duty: DutyId | None = None
    device: str = ""
    os_account: str = ""
    checklist: Digest | None = None


@dataclass(frozen=True)
class Moment:
    """A reading of both clocks.

    `at` is the wall clock, with the local offset; `monotonic_ms` never goes
    back while the machine runs, so that a wall clock set back can be seen.
    """

    at: datetime
    monotonic_ms: int


@dataclass(frozen=True)
class Entry:
    """A happening as stored, with its number (from 1, no gaps) and fingerprint.

    `recorded_at` carries the local offset at the time of recording.
    `is_erased` is true when the body was lawfully removed; its happening then
    holds only what the header says.
    """

    number: int
    identifier: EntryId
    happening: Happening
    recorded_at: datetime
    monotonic_ms: int
    writing: Writing
    header: str
    commitment: str
    fingerprint: str
    is_erased: bool = False

    @property
    def receipt(self) -> str:
        """The receipt that holds the log up to this entry."""
        return receipt(self.number, self.fingerprint)


def compose_header(
    number: int,
    identifier: EntryId,
    happening: Happening,
    moment: Moment,
    writing: Writing,
) -> str:
    """Return the canonical header text of a new entry."""
    offset = moment.at.utcoffset()
    if offset is None:
        raise ValueError("the time of recording needs its offset from UTC")
    items: dict[str, Plain] = {
        "form": FORM,
        "number": number,
        "identifier": identifier,
        "kind": happening.kind,
        "recorded_at_utc": moment.at.astimezone(UTC).isoformat(timespec="milliseconds"),
        "utc_offset_minutes": int(offset.total_seconds() // 60),
        "monotonic_ms": moment.monotonic_ms,
    }
    for name, value in (
        ("officer", writing.officer),
        ("duty", writing.duty),
        ("device", writing.device),
        ("os_account", writing.os_account),
        ("checklist", writing.checklist),
    ):
        if value:
            items[name] = value
    clash = items.keys() & header_part(happening).keys()
    if clash:
        raise ValueError(f"header items used twice: {sorted(clash)}")
    return written(items | header_part(happening))


def compose_body(happening: Happening) -> str:
    """Return the canonical body text of a happening; `{}` when there are no words."""
    return written(body_part(happening))


def read_entry(header: str, body: str | None, committed: str, of_fingerprint: str) -> Entry:
    """Return the entry that its stored texts tell; `body` is None when it was erased."""
    items = cast(dict[str, Plain], json.loads(header))
    words = cast(dict[str, Plain], json.loads(body)) if body is not None else {}
    offset = timezone(timedelta(minutes=cast(int, items["utc_offset_minutes"])))
    recorded_at = datetime.fromisoformat(cast(str, items["recorded_at_utc"])).astimezone(offset)

    def text(name: str) -> str:
        return cast(str, items.get(name, ""))

    return Entry(
        number=cast(int, items["number"]),
        identifier=EntryId(text("identifier")),
        happening=happening_from(text("kind"), items, words),
        recorded_at=recorded_at,
        monotonic_ms=cast(int, items["monotonic_ms"]),
        writing=Writing(
            officer=OfficerId(text("officer")) if text("officer") else None,
            duty=DutyId(text("duty")) if text("duty") else None,
            device=text("device"),
            os_account=text("os_account"),
            checklist=Digest(text("checklist")) if text("checklist") else None,
        ),
        header=header,
        commitment=committed,
        fingerprint=of_fingerprint,
        is_erased=body is None,
    )
