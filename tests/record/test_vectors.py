"""Fixed vectors: the written form and the fingerprints that are in use never change.

They stand in docs/log-format.md, for whoever writes another program.
"""

from __future__ import annotations

import json
import re
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from childcheck.identifiers import ChildId, DutyId, EntryId, IncidentId, LogId, OfficerId
from childcheck.record.digests import digest_of
from childcheck.record.entries import (
    BEGINNING,
    Moment,
    Writing,
    commitment,
    compose_body,
    compose_header,
    fingerprint,
    read_entry,
    receipt,
    written,
)
from childcheck.record.happenings import AnswerGiven, ChildNamed, LogNamed

DOCUMENT = (Path(__file__).parents[2] / "docs" / "log-format.md").read_text(encoding="utf-8")
VECTORS = json.loads(re.findall(r"```json\n(.*?)```", DOCUMENT, re.DOTALL)[0])


def test_there_are_vectors() -> None:
    """The document holds three entries in a row."""
    assert len(VECTORS) == 3


@pytest.mark.parametrize("number", [1, 2, 3])
def test_hashes_of_the_vectors_are_the_documented_ones(number: int) -> None:
    """Commitment, fingerprint and receipt of each vector come out as documented."""
    vector = VECTORS[number - 1]
    previous = VECTORS[number - 2]["fingerprint"] if number > 1 else BEGINNING

    committed = commitment(bytes.fromhex(vector["salt"]), vector["body"])

    assert committed == vector["commitment"]
    assert fingerprint(previous, committed, vector["header"]) == vector["fingerprint"]
    assert receipt(number, vector["fingerprint"]) == vector["receipt"]


@pytest.mark.parametrize("part", ["header", "body"])
def test_texts_of_the_vectors_are_canonical(part: str) -> None:
    """The texts of the vectors are what their content is written as."""
    for vector in VECTORS:
        assert written(json.loads(vector[part])) == vector[part]


def test_the_same_happenings_compose_the_documented_texts() -> None:
    """What the program writes today is what it wrote when the vectors were made."""
    start = datetime(2026, 10, 25, 1, 30, 5, 250_000, tzinfo=timezone(timedelta(hours=1)))
    named = LogNamed(log=LogId("01M881H5HX2XHZWXYXKHYDVQP0"), purpose="record")
    child = ChildNamed(
        incident=IncidentId("I1"),
        child=ChildId("C1"),
        roll_number=1,
        name="Żaneta O'Brien-Ńdiaye",
    )
    officer = Writing(OfficerId("4217"), DutyId("D1"), "van-3", "jsmith")

    for number, (happening, writing) in enumerate([(named, Writing()), (child, officer)], start=1):
        moment = Moment(start + timedelta(minutes=number), 1000 * number)
        identifier = EntryId(f"{number:026}")
        vector = VECTORS[number - 1]
        assert compose_header(number, identifier, happening, moment, writing) == vector["header"]
        assert compose_body(happening) == vector["body"]


def test_the_last_vector_reads_as_the_talk_that_it_records() -> None:
    """Quotes, tabs, dashes, letters and a face come back as they were typed."""
    vector = VECTORS[2]
    entry = read_entry(
        vector["header"], vector["body"], vector["commitment"], vector["fingerprint"]
    )

    assert isinstance(entry.happening, AnswerGiven)
    assert entry.happening.value == [
        {"speaker": "child", "words": '"Nie"\t– boję się 😟', "sure": False}
    ]
    assert entry.recorded_at.isoformat() == "2026-10-25T01:33:05.250000+01:00"
    assert entry.receipt == vector["receipt"]


def test_the_digest_of_a_checklist_is_the_documented_one() -> None:
    """The example of the document has the documented digest."""
    files = {"checklist.yaml": "format: 1\nid: mały\n", "flags.yaml": "flags: []\n"}

    assert f"`{digest_of(files)}`" in DOCUMENT
