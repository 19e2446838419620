"""Values that know where in a file they stand.

They are what a YAML file says, before anything is known of checklists. A value
also knows what it is called (the key it stands behind) and whether its words may
be quoted in a problem: those of an incident file may not, since a child said them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from childcheck.problems import Place

IDENTIFIER = re.compile(r"[a-z0-9_.]{1,40}")
LONGEST_QUOTATION = 40


@dataclass(frozen=True)
class Marked:
    """A value and where it stands; the kinds of value are below."""

    place: Place
    called: str  # `"ask"`, `an entry of "choices"`, `this file`: for use in a sentence
    may_be_quoted: bool

    @property
    def kind(self) -> str:
        """What stands here, for use in a sentence."""
        return "something"


@dataclass(frozen=True)
class MarkedScalar(Marked):
    """A text, a whole number, or true or false."""

    value: str | int | bool = field(repr=False)
    is_quoted: bool = False  # in quotes, or a block of text behind | or >

    @property
    def text(self) -> str:
        """The value as it was written, whatever it looks like."""
        if isinstance(self.value, bool):
            return "true" if self.value else "false"
        return str(self.value)

    @property
    def kind(self) -> str:
        """What stands here, for use in a sentence."""
        if isinstance(self.value, bool):
            return f"{self.text} without quotes"
        return "a number" if isinstance(self.value, int) else "a text"

    @property
    def quotation(self) -> str:
        """The text in quotes and shortened, or nothing when it may not be quoted."""
        return quoted(self.text) if self.may_be_quoted else ""

    @property
    def key_name(self) -> str:
        """How to name this as a key: a key nobody foresaw may be the name of a child."""
        return name_of_key(self.text, may_be_quoted=self.may_be_quoted)


@dataclass(frozen=True)
class MarkedList(Marked):
    """Entries, in order."""

    items: tuple[Marked, ...] = field(repr=False)

    def __iter__(self) -> Iterator[Marked]:
        return iter(self.items)

    @property
    def kind(self) -> str:
        """What stands here, for use in a sentence."""
        return "a list"


@dataclass(frozen=True)
class MarkedMapping(Marked):
    """Keys and their values, in order; no key twice, and every key a scalar."""

    pairs: tuple[tuple[MarkedScalar, Marked], ...] = field(repr=False)

    @cached_property
    def _by_key(self) -> dict[str, tuple[MarkedScalar, Marked]]:
        return {key.text: (key, value) for key, value in self.pairs}

    def __iter__(self) -> Iterator[tuple[MarkedScalar, Marked]]:
        return iter(self.pairs)

    def __contains__(self, key: str) -> bool:
        return key in self._by_key

    @property
    def kind(self) -> str:
        """What stands here, for use in a sentence."""
        return "a mapping"

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys as they were written."""
        return tuple(self._by_key)

    def get(self, key: str) -> Marked | None:
        """Return the value behind a key, or None when the key is not there."""
        pair = self._by_key.get(key)
        return pair[1] if pair else None

    def key(self, key: str) -> MarkedScalar | None:
        """Return the key itself with its place, or None when it is not there."""
        pair = self._by_key.get(key)
        return pair[0] if pair else None

    def place_of_key(self, key: str) -> Place:
        """Return where a key stands, or where the mapping begins when it is not there."""
        pair = self._by_key.get(key)
        return pair[0].place if pair else self.place


@dataclass(frozen=True)
class Nothing(Marked):
    """A key or a dash with nothing behind it."""

    @property
    def kind(self) -> str:
        """What stands here, for use in a sentence."""
        return "nothing"


@dataclass(frozen=True)
class Refused(Marked):
    """Something that the reader has already reported; say no more about it."""


def quoted(text: str) -> str:
    """Return a text in quotes, on one line and not too long."""
    text = " ".join(text.split())
    if len(text) > LONGEST_QUOTATION:
        text = text[: LONGEST_QUOTATION - 1] + "…"
    return f'"{text}"'


def name_of_key(text: str, *, may_be_quoted: bool) -> str:
    """Return a key in quotes, or `this key` where it might be somebody's name."""
    return quoted(text) if may_be_quoted or IDENTIFIER.fullmatch(text) else "this key"


def sentence(text: str) -> str:
    """Return the text with a capital at its beginning, unless it begins with a quotation."""
    return text[:1].upper() + text[1:]
