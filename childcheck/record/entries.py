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
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache
from json.encoder import encode_basestring
from typing import Any, NamedTuple

from childcheck.identifiers import Digest, DutyId, EntryId, OfficerId, base32
from childcheck.record.happening import Happening, Plain
from childcheck.record.happening_parts import body_part, happening_from, header_part

FORM = 1
ALGORITHM = "sha256"
BEGINNING = "sha256:" + "0" * 64  # stands where the first entry names the one before it
LARGEST = 2**53 - 1  # whole numbers beyond this are not the same in every program


class NotPlain(ValueError):
    """A value has no written form; the message names its type and never the value."""


_CANONICAL = json.JSONEncoder(
    ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")
)


def written(value: Plain) -> str:
    """Return the canonical form of a plain value.

    Raises:
        NotPlain: a fraction, a number beyond 2**53 - 1, a key that is not ASCII
            text, half of a surrogate pair, or a value of another type.
    """
    if isinstance(value, str):
        text = encode_basestring(value)
    else:
        _check(value)
        text = _CANONICAL.encode(value)
    return text if text.isascii() else _encodable(text)


def _written_items(items: Mapping[str, Plain]) -> str:
    """Return what `written` returns, in half the time: every answer waits for its header."""
    parts = []
    for name in sorted(items):
        value = items[name]
        if isinstance(value, str):
            parts.append(f'"{name}":{encode_basestring(value)}')
        elif value is True or value is False:
            parts.append(f'"{name}":{"true" if value else "false"}')
        elif type(value) is int and abs(value) <= LARGEST:
            parts.append(f'"{name}":{value}')
        else:
            parts.append(f'"{name}":{written(value)}')
    text = f"{{{','.join(parts)}}}"
    return text if text.isascii() else _encodable(text)


def _encodable(text: str) -> str:
    try:
        text.encode()
    except UnicodeEncodeError:
        raise NotPlain("text with half of a surrogate pair") from None
    return text


def _check(value: object) -> None:
    if value is None or isinstance(value, str):
        return
    if isinstance(value, int):  # yes and no are of these
        if abs(value) > LARGEST:
            raise NotPlain("a whole number beyond 2**53 - 1")
    elif isinstance(value, list | tuple):
        for item in value:
            _check(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            if not isinstance(key, str) or not key.isascii():
                raise NotPlain("a key that is not ASCII text")
            if not isinstance(item, str):
                _check(item)
    else:
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


def _header_items(
    number: int,
    identifier: EntryId,
    happening: Happening,
    moment: Moment,
    writing: Writing,
) -> dict[str, Plain]:
    """Return what the header of a new entry says."""
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
    for name in _WRITING:
        if value := getattr(writing, name):
            items[name] = value
    items |= header_part(happening)  # no kind uses the names above
    return items


def compose_header(
    number: int,
    identifier: EntryId,
    happening: Happening,
    moment: Moment,
    writing: Writing,
) -> str:
    """Return the canonical header text of a new entry."""
    return _written_items(_header_items(number, identifier, happening, moment, writing))


def compose_body(happening: Happening) -> str:
    """Return the canonical body text of a happening; `{}` when there are no words."""
    return _written_items(body_part(happening))


class Composed(NamedTuple):
    """A new entry with its body, which it keeps only as what happened."""

    entry: Entry
    body: str


def compose_entry(
    number: int,
    identifier: EntryId,
    happening: Happening,
    moment: Moment,
    writing: Writing,
    *,
    previous: str,
    salt: bytes,
) -> Composed:
    """Return a new entry as it will be read back from what is stored.

    Raises:
        NotPlain: it says something that has no written form.
    """
    items = _header_items(number, identifier, happening, moment, writing)
    of_body = body_part(happening)
    header, body = _written_items(items), _written_items(of_body)
    if not all(isinstance(value, str) for value in of_body.values()):
        words = json.loads(body)
        if words != of_body:  # such as a list that was handed in as a tuple
            happening = happening_from(happening.kind, items, words)
    committed = commitment(salt, body)
    of_fingerprint = fingerprint(previous, committed, header)
    return Composed(_entry(items, happening, header, committed, of_fingerprint), body)


def read_entry(header: str, body: str | None, committed: str, of_fingerprint: str) -> Entry:
    """Return the entry that its stored texts tell; `body` is None when it was erased."""
    return entry_from(json.loads(header), header, body, committed, of_fingerprint)


def entry_from(
    items: Mapping[str, Any], header: str, body: str | None, committed: str, of_fingerprint: str
) -> Entry:
    """Return the entry that its stored texts tell, of which the header was parsed already."""
    words = json.loads(body) if body is not None else {}
    happening = happening_from(items["kind"], items, words)
    return _entry(items, happening, header, committed, of_fingerprint, is_erased=body is None)


def _entry(
    items: Mapping[str, Any],
    happening: Happening,
    header: str,
    committed: str,
    of_fingerprint: str,
    *,
    is_erased: bool = False,
) -> Entry:
    at = datetime.fromisoformat(items["recorded_at_utc"])
    return Entry(
        number=items["number"],
        identifier=EntryId(items.get("identifier", "")),
        happening=happening,
        recorded_at=at.astimezone(_offset(items["utc_offset_minutes"])),
        monotonic_ms=items["monotonic_ms"],
        writing=_writing(*map(items.get, _WRITING)),
        header=header,
        commitment=committed,
        fingerprint=of_fingerprint,
        is_erased=is_erased,
    )


_WRITING = ("officer", "duty", "device", "os_account", "checklist")


@lru_cache(maxsize=64)
def _writing(
    officer: str | None,
    duty: str | None,
    device: str | None,
    os_account: str | None,
    checklist: str | None,
) -> Writing:
    return Writing(
        officer=OfficerId(officer) if officer else None,
        duty=DutyId(duty) if duty else None,
        device=device or "",
        os_account=os_account or "",
        checklist=Digest(checklist) if checklist else None,
    )


@lru_cache(maxsize=16)
def _offset(minutes: int) -> timezone:
    return timezone(timedelta(minutes=minutes))
