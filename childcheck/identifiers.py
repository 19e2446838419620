"""Typed identifiers, and how new ones are made.

Identifiers hold nothing about a person. A new one begins with the time, so that
identifiers sort in the order in which they were made; the source of time and
chance is handed in, so that a test can replace it.
"""

from __future__ import annotations

import os
import time
from typing import NewType, Protocol

EntryId = NewType("EntryId", str)
IncidentId = NewType("IncidentId", str)
AdultId = NewType("AdultId", str)
ChildId = NewType("ChildId", str)
EngagementId = NewType("EngagementId", str)
FollowUpId = NewType("FollowUpId", str)
DutyId = NewType("DutyId", str)
LogId = NewType("LogId", str)
OfficerId = NewType("OfficerId", str)
QuestionId = NewType("QuestionId", str)
ChoiceId = NewType("ChoiceId", str)
Digest = NewType("Digest", str)

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # no I, L, O, U: none can be misread or misheard


def base32(number: int, length: int) -> str:
    """Return the last `length` Crockford base-32 digits of `number`."""
    digits = []
    for _ in range(length):
        number, digit = divmod(number, 32)
        digits.append(CROCKFORD[digit])
    return "".join(reversed(digits))


def as_typed(text: str) -> str:
    """Return a number as it was meant: capitals, with the look-alikes put right."""
    return text.strip().upper().replace("O", "0").replace("I", "1").replace("L", "1")


class NewIdentifiers(Protocol):
    """Where new identifiers, incident numbers and salts come from."""

    def identifier(self) -> str:
        """Return 26 characters, never the same twice, sorting by time of making."""

    def four_characters(self) -> str:
        """Return the last four characters of an incident number."""

    def salt(self) -> bytes:
        """Return 16 bytes that nobody can guess."""


class RandomIdentifiers:
    """Identifiers from the system's clock and its source of chance."""

    def __init__(self) -> None:
        self._last = 0

    def identifier(self) -> str:
        """Return 10 characters of the time in milliseconds and 16 of chance."""
        stamp = (time.time_ns() // 1_000_000) << 80 | int.from_bytes(os.urandom(10), "big")
        # Within one millisecond, or after the clock was set back, go on counting upward.
        self._last = max(stamp, self._last + 1)
        return base32(self._last, 26)

    def four_characters(self) -> str:
        """Return four characters of chance."""
        return base32(int.from_bytes(os.urandom(3), "big"), 4)

    def salt(self) -> bytes:
        """Return 16 bytes from the system."""
        return os.urandom(16)
