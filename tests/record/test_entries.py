"""An entry's two texts: what stands in the header, what in the body, and how they read back."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from childcheck.identifiers import ChildId, Digest, DutyId, EntryId, IncidentId, OfficerId
from childcheck.record.entries import (
    BEGINNING,
    Moment,
    Writing,
    commitment,
    compose_body,
    compose_entry,
    compose_header,
    fingerprint,
    read_entry,
    written,
)
from childcheck.record.happening import Happening
from childcheck.record.happening_parts import header_part
from childcheck.record.happenings import KINDS, AnswerGiven, ChildNamed, IncidentOpened
from tests.record.strategies import happenings

A_MOMENT = Moment(datetime(2026, 11, 24, 22, 15, tzinfo=UTC), 1000)
A_WRITING = Writing(OfficerId("4217"), DutyId("D1"), "van-3", "jsmith", Digest("sha256:00"))

moments = st.builds(
    Moment,
    at=st.datetimes(
        min_value=A_MOMENT.at.replace(tzinfo=None, year=2020),
        max_value=A_MOMENT.at.replace(tzinfo=None, year=2050),
        timezones=st.sampled_from(
            [UTC, timezone(timedelta(hours=1)), timezone(timedelta(hours=-5))]
        ),
    ),
    monotonic_ms=st.integers(min_value=0, max_value=2**50),
)


@given(happenings(anything=True), moments)
def test_an_entry_reads_back_as_what_happened(happening: Happening, moment: Moment) -> None:
    """Every kind, with any words in it, comes back from its two texts as it went in."""
    header = compose_header(7, EntryId("X"), happening, moment, A_WRITING)
    body = compose_body(happening)

    entry = read_entry(header, body, "c", "f")

    assert entry.happening == happening
    assert entry.writing == A_WRITING
    assert entry.number == 7
    assert entry.monotonic_ms == moment.monotonic_ms
    assert abs(entry.recorded_at - moment.at) < timedelta(milliseconds=1)
    assert entry.recorded_at.utcoffset() == moment.at.utcoffset()


@given(happenings(anything=True), moments)
def test_a_header_is_written_in_the_canonical_form(happening: Happening, moment: Moment) -> None:
    """A header is composed in a shorter way, and the text is the same to the byte."""
    header = compose_header(7, EntryId("X"), happening, moment, A_WRITING)

    assert header == written(json.loads(header))


def a_tuple_for_each_list(value: object) -> Any:
    """Return a value with its lists as tuples, which are written the same."""
    if isinstance(value, list):
        return tuple(map(a_tuple_for_each_list, value))
    if isinstance(value, dict):
        return {key: a_tuple_for_each_list(item) for key, item in value.items()}
    return value


@given(happenings(anything=True), moments, st.booleans())
def test_a_new_entry_is_the_one_that_is_read_back(
    happening: Happening, moment: Moment, has_tuples: bool
) -> None:
    """What an entry changes when it is added it changes when the tables are built again."""
    if has_tuples and isinstance(happening, AnswerGiven):
        happening = replace(happening, value=a_tuple_for_each_list(happening.value))

    entry, body = compose_entry(
        7, EntryId("X"), happening, moment, A_WRITING, previous=BEGINNING, salt=b"salt"
    )

    assert entry == read_entry(entry.header, body, entry.commitment, entry.fingerprint)
    assert entry.commitment == commitment(b"salt", body)
    assert entry.fingerprint == fingerprint(BEGINNING, entry.commitment, entry.header)


@given(happenings(anything=True))
def test_an_erased_entry_still_reads(happening: Happening) -> None:
    """Without its body an entry keeps what its header says and holds no words."""
    header = compose_header(7, EntryId("X"), happening, A_MOMENT, A_WRITING)

    entry = read_entry(header, None, "c", "f")

    assert entry.is_erased
    assert header_part(entry.happening) == header_part(happening)
    assert compose_body(entry.happening) == compose_body(type(happening)())


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_no_kind_uses_a_name_that_every_header_uses(kind: type[Happening]) -> None:
    """The fields of a kind stand beside number, officer and times without hiding them."""
    header = compose_header(1, EntryId("X"), kind(), A_MOMENT, A_WRITING)

    assert read_entry(header, "{}", "c", "f").happening == kind()


def test_names_and_words_stand_in_the_body_alone() -> None:
    """What lawful erasure must be able to remove never stands in the header."""
    named = ChildNamed(child=ChildId("C1"), roll_number=1, name="Żaneta", kept_because="asked to")
    answered = AnswerGiven(
        child=ChildId("C1"), value="I hid", texts={"": "quietly"}, why_corrected="misheard"
    )

    headers = [
        compose_header(1, EntryId("X"), happening, A_MOMENT, A_WRITING)
        for happening in (named, answered)
    ]

    words = ("Żaneta", "asked to", "I hid", "quietly", "misheard")
    assert not [word for word in words for header in headers if word in header]


def test_an_answer_that_is_empty_text_is_not_an_answer_that_is_not_there() -> None:
    """An empty value comes back empty and not as nothing."""
    answered = AnswerGiven(value="")

    entry = read_entry(
        compose_header(1, EntryId("X"), answered, A_MOMENT, A_WRITING),
        compose_body(answered),
        "c",
        "f",
    )

    assert isinstance(entry.happening, AnswerGiven)
    assert entry.happening.value == ""


def test_a_header_needs_the_offset_of_its_time() -> None:
    """A time of recording without its offset from UTC is refused."""
    moment = Moment(A_MOMENT.at.replace(tzinfo=None), 1000)

    with pytest.raises(ValueError, match="offset"):
        compose_header(1, EntryId("X"), IncidentOpened(), moment, A_WRITING)


def test_fingerprint_covers_everything_that_it_is_given() -> None:
    """Another entry before, another commitment or another header gives another fingerprint."""
    prints = {
        fingerprint("p", "c", "h"),
        fingerprint("P", "c", "h"),
        fingerprint("p", "C", "h"),
        fingerprint("p", "c", "H"),
        fingerprint("p", "c\nh", ""),
    }

    assert len(prints) == 5


def test_commitment_hides_a_short_answer_behind_its_salt() -> None:
    """The same words with another salt give another commitment, so that nobody can guess them."""
    assert commitment(b"1" * 16, "yes") != commitment(b"2" * 16, "yes")


def test_a_receipt_names_the_entry_and_twelve_characters() -> None:
    """A receipt is short enough for a notebook and holds the log up to its entry."""
    entry = read_entry(
        compose_header(
            42, EntryId("X"), IncidentOpened(incident=IncidentId("I1")), A_MOMENT, A_WRITING
        ),
        "{}",
        "c",
        fingerprint("p", "c", "h"),
    )

    number, characters = entry.receipt.split("-")
    assert number == "42"
    assert len(characters) == 12
