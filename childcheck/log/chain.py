"""Hold every entry against those before it, from the stored bytes alone.

Nothing here comes from the program that writes a log: fingerprints are derived
anew, headers are parsed only afterwards, and the receipt is computed here too.
After a break nothing more can be held against the chain; what later entries
name is still learnt.

Parsing costs more than hashing. So an entry that agrees, and of which a look at
the bytes tells that it says nothing about others, is passed by `follow` without
being parsed; every other one is taken with care.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeAlias

from childcheck.identifiers import CROCKFORD

BEGINNING = b"sha256:" + b"0" * 64

# By number alone and never through an index, because an index can be wrong too.
LINKS = """
SELECT e.number, CAST(e.header AS BLOB), CAST(e.commitment AS BLOB), CAST(e.fingerprint AS BLOB),
  CAST(b.salt AS BLOB), CAST(b.body AS BLOB)
FROM entries AS e NOT INDEXED LEFT JOIN bodies AS b ON b.number = e.number
ORDER BY e.number"""


# The items of a header that are looked for in its bytes. Within JSON a quotation mark that is
# not escaped stands only where a text begins or ends, so no value can look like one of these.
_KIND, _NUMBER, _RECORDED = b',"kind":"', b',"number":', b',"recorded_at_utc":"'
_CHECKLIST = b'"checklist":"'
_OF_OTHERS = (b"log_named", b"body_erased")  # kinds that say something about the log or an entry
_NOTHING_YET = b"\xff"  # no item comes after this
_KIND_LENGTH, _NUMBER_LENGTH = len(_KIND), len(_NUMBER)
_RECORDED_LENGTH = len(_RECORDED) + len("2026-10-25T00:31:05.250+00:00")
_CHECKLIST_LENGTH = len(_CHECKLIST) + len("sha256:") + 64 + 1

Row: TypeAlias = tuple[int, bytes, bytes, bytes, bytes | None, bytes | None]  # as `LINKS` gives it


class Link(NamedTuple):
    """An entry as bytes; salt and body are None when the words are not there."""

    number: int
    header: bytes
    commitment: bytes
    fingerprint: bytes
    salt: bytes | None
    body: bytes | None


@dataclass(frozen=True)
class Disagreement:
    """An entry that does not agree with the others, and how; 0 stands for the file as a whole."""

    number: int
    what: str


@dataclass
class Chain:
    """What is known after the entries so far."""

    expected: str  # a receipt, or empty
    entries: int = 0
    last: int = 0
    fingerprint: bytes = BEGINNING
    receipt: str = ""
    log_id: str = ""
    purpose: str = ""
    with_words: int = 0
    wordless: list[int] = field(default_factory=list)
    erased_by: dict[int, int] = field(default_factory=dict)
    checklists: dict[str, int] = field(default_factory=dict)  # digest: the first entry with it
    clock_set_back_at: list[int] = field(default_factory=list)
    broken: Disagreement | None = None
    _checklists: set[bytes] = field(default_factory=set)  # as they stand in a header
    _recorded: bytes = _NOTHING_YET  # in the same way

    def follow(self, rows: Iterable[Row]) -> None:
        """Hold entries in order against those before them."""
        sha, checklists = hashlib.sha256, self._checklists
        last, before, recorded, count = self.last, self.fingerprint, self._recorded, 0
        expected = int(self.expected.partition("-")[0] or 0)
        for row in rows:
            number, header, committed, stored, salt, body = row
            kind = header.find(_KIND)
            own = header.find(_NUMBER, kind) + _NUMBER_LENGTH
            at = header.find(_RECORDED, own)
            on = header[at : at + _RECORDED_LENGTH]
            checklist = header.find(_CHECKLIST)
            if (
                body is not None
                and salt is not None
                and number == last + 1
                and stored
                == b"sha256:"
                + sha(b"\x00" + before + b"\n" + committed + b"\n" + header + b"\n")
                .hexdigest()
                .encode()
                and committed == b"sha256:" + sha(b"\x02" + salt + body).hexdigest().encode()
                # It numbers itself so, and says nothing about others or about the log.
                and header.startswith(b"%d," % number, own)
                and not header.startswith(_OF_OTHERS, kind + _KIND_LENGTH)
                and on >= recorded
                and (
                    checklist < 0 or header[checklist : checklist + _CHECKLIST_LENGTH] in checklists
                )
                and min(kind, own, at) > 0
                and header.find(b"{", 1) < 0  # nothing stands within another
                and number != expected
                and self.broken is None
            ):
                last, before, recorded = number, stored, on
                count += 1
                continue
            self._pass(last, before, recorded, count)
            self.take(Link(*row))
            last, before, recorded, count = self.last, self.fingerprint, self._recorded, 0
        self._pass(last, before, recorded, count)

    def _pass(self, last: int, fingerprint: bytes, recorded: bytes, count: int) -> None:
        """Note that so many entries agreed and said nothing about others."""
        if count:
            self.entries += count
            self.with_words += count
            self.last, self.fingerprint, self._recorded = last, fingerprint, recorded
            self.receipt = receipt(last, fingerprint)

    def take(self, link: Link) -> None:
        """Hold the next entry against those before it, unless the chain is broken already."""
        items = _parsed(link.header)
        if self.broken is None and (what := self._disagreement(link, items)):
            self.broken = Disagreement(self.last + 1, what)
        if self.broken is None:
            self.receipt = receipt(link.number, link.fingerprint)
            if link.body is None:
                self.wordless.append(link.number)
        self.entries += 1
        self.with_words += link.body is not None
        self.last, self.fingerprint = link.number, link.fingerprint
        self._learn(link.number, items)

    def ends(self, purpose: str | None) -> Iterator[Disagreement]:
        """Yield what is wrong with an unbroken chain as a whole: its purpose and its end."""
        if self.last == 0:
            yield Disagreement(1, "it is missing: the log holds no entry")
        elif purpose is not None and self.purpose != purpose:
            yield Disagreement(1, f"the log is for {self.purpose}, not for {purpose}")
        expected = int(self.expected.partition("-")[0] or 0)
        if expected > self.last:
            what = f"the log is cut: it ends at entry {self.last}, the receipt is for {expected}"
            yield Disagreement(self.last + 1, what)

    def _disagreement(self, link: Link, items: Mapping[str, Any]) -> str:
        """Return how an entry disagrees with those before it, or an empty text."""
        if link.number != self.last + 1:
            return "it is missing"
        derived = sha256(
            b"\x00", self.fingerprint, b"\n", link.commitment, b"\n", link.header, b"\n"
        )
        has_its_words = (
            link.body is None or sha256(b"\x02", link.salt or b"", link.body) == link.commitment
        )
        if link.fingerprint != derived:
            return (
                "its header or its fingerprint was changed"
                if has_its_words
                else "its commitment was changed"
            )
        if not has_its_words:
            return "its words or their salt were changed"
        if items.get("number") != link.number:
            return "its header belongs to another entry"
        if (items.get("kind") == "log_named") != (link.number == 1):
            return "it does not name the log" if link.number == 1 else "it names the log again"
        is_expected = self.expected.startswith(f"{link.number}-")
        if is_expected and self.expected != receipt(link.number, link.fingerprint):
            return "it does not fit the receipt: it, or an entry before it, was written anew"
        return ""

    def _learn(self, number: int, items: Mapping[str, Any]) -> None:
        """Keep what an entry says about others and about the log."""
        if number == 1:
            self.log_id, self.purpose = str(items.get("log", "")), str(items.get("purpose", ""))
        erased = items.get("erased")
        if items.get("kind") == "body_erased" and isinstance(erased, int):
            self.erased_by.setdefault(erased, number)
        checklist = items.get("checklist")
        if isinstance(checklist, str):
            self.checklists.setdefault(checklist, number)
            self._checklists.add(b'%s%s"' % (_CHECKLIST, checklist.encode()))
        if (at := items.get("recorded_at_utc")) is not None:
            recorded = _RECORDED + str(at).encode()
            if recorded < self._recorded != _NOTHING_YET:
                self.clock_set_back_at.append(number)
            self._recorded = recorded


def sha256(*parts: bytes) -> bytes:
    """Return SHA-256 over the parts one after another, as it is stored."""
    return b"sha256:" + hashlib.sha256(b"".join(parts)).hexdigest().encode()


def receipt(number: int, fingerprint: bytes) -> str:
    """Return the receipt for an entry: 60 bits of its fingerprint, five to a character."""
    bits = int(fingerprint.removeprefix(b"sha256:")[:15], 16)
    return f"{number}-" + "".join(CROCKFORD[bits >> shift & 31] for shift in range(55, -1, -5))


def _parsed(header: bytes) -> Mapping[str, Any]:
    try:
        items = json.loads(header)
    except ValueError:
        return {}
    return items if isinstance(items, dict) else {}
