"""Whose answer it is, and at which question."""

from __future__ import annotations

from dataclasses import dataclass, field

from childcheck.identifiers import AdultId, ChildId, QuestionId


@dataclass(frozen=True)
class Subject:
    """The incident (all fields empty), an adult, a child, or a child with an adult.

    `talk` is the number of the talk with the child, from 1, for questions of an
    engagement, and 0 for all others.
    """

    child: ChildId | None = None
    adult: AdultId | None = None
    talk: int = 0
    _hash: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_hash", hash((self.child, self.adult, self.talk)))

    def __hash__(self) -> int:
        return self._hash  # looked up many thousand times for one answer


INCIDENT = Subject()


@dataclass(frozen=True)
class Spot:
    """One question for one subject: the place at which a walk can stand."""

    subject: Subject
    question: QuestionId
    _hash: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_hash", hash((self.subject, self.question)))

    def __hash__(self) -> int:
        return self._hash
