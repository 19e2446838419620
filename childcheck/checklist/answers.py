"""What an officer gives for a question: an answer, or a reason to leave it.

A value is plain (text, whole numbers, lists and mappings), so that it can be
written down exactly as it was given. `docs/incident-file.md` shows each type's
form. Nothing here trims or changes what a child said.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType
from typing import TypeAlias

from childcheck.checklist.definitions import Basis, Reason
from childcheck.identifiers import AdultId

Plain: TypeAlias = "None | bool | int | str | list[Plain] | dict[str, Plain]"

SPEAKERS = ("officer", "child", "interpreter", "other", "not_in_words")


@dataclass(frozen=True)
class BasisGiven:
    """One thing that an answer rests on; for `adult_said`, which adults."""

    basis: Basis
    adults: tuple[AdultId, ...] = ()


@dataclass(frozen=True)
class Answer:
    """A value with the lines beside it and what it rests on.

    `texts` and `basis` are kept by choice; the empty key is the answer's own.
    `answered_at` is the moment of answering; None is "not known", as with a
    file written up from notes.
    """

    value: Plain
    texts: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    basis: Mapping[str, tuple[BasisGiven, ...]] = field(
        default_factory=lambda: MappingProxyType({})
    )
    answered_at: datetime | None = None

    def at(self, moment: datetime | None) -> Answer:
        """Return the same answer, given at another moment."""
        return replace(self, answered_at=moment)

    @property
    def chosen(self) -> tuple[str, ...]:
        """The ids chosen, for one choice and for several alike."""
        if isinstance(self.value, str):
            return (self.value,)
        if isinstance(self.value, list):
            return tuple(item for item in self.value if isinstance(item, str))
        return ()

    @property
    def all_bases(self) -> tuple[BasisGiven, ...]:
        """Everything that any part of the answer rests on."""
        return tuple(given for each in self.basis.values() for given in each)


@dataclass(frozen=True)
class LeftUnanswered:
    """A question left with a coded reason, and a line where the reason needs one."""

    reason: Reason
    text: str = ""
    answered_at: datetime | None = None

    def at(self, moment: datetime | None) -> LeftUnanswered:
        """Return the same reason, given at another moment."""
        return replace(self, answered_at=moment)


Given = Answer | LeftUnanswered
