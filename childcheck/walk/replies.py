"""What can be replied to a question, and who can be asked: the one engine's interface.

The keyed terminal, the plain terminal and the incident file each implement
`Asker`; one table of tests runs through all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol, TypeGuard, runtime_checkable

from childcheck.checklist.answers import Answer, BasisGiven, Given, LeftUnanswered
from childcheck.checklist.fitting import Fault
from childcheck.identifiers import AdultId, ChildId
from childcheck.walk.at_once import AtOnce
from childcheck.walk.door import Leaving
from childcheck.walk.reviewing import Review, Summary
from childcheck.walk.showing import Shown
from childcheck.walk.subjects import Spot


@dataclass(frozen=True)
class Keep:
    """Keep the answer that is shown.

    `basis` is what it rests on, by choice, where the question wants one and what
    is shown has none: the roll's date of birth, kept as a child's own answer.
    """

    basis: Mapping[str, tuple[BasisGiven, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Corrected:
    """Put right what was recorded in a finished check, and say why."""

    given: Given | AboutPeople
    why: str


@dataclass(frozen=True)
class PassOn:
    """Pass the optional question that is shown, and those that `Shown.passed_with` names."""


@dataclass(frozen=True)
class Back:
    """Go to the question before; nothing is checked and nothing undone."""


@dataclass(frozen=True)
class Jump:
    """Go to a spot; None is the first question that is still open."""

    to: Spot | None = None


@dataclass(frozen=True)
class ToDoor:
    """Go to the leaving screen now: the family is leaving before all was asked."""


@dataclass(frozen=True)
class Pause:
    """Stop for now; `how` is `word`, `interrupt`, `closed` or `signal`."""

    how: str = "word"


@dataclass(frozen=True)
class Named:
    """Name one more person for a list of people, or for the roll."""

    name: str


@dataclass(frozen=True)
class Picked:
    """Take an adult who was already named."""

    adult: AdultId


@dataclass(frozen=True)
class Renamed:
    """Put a name right."""

    person: AdultId | ChildId
    name: str


@dataclass(frozen=True)
class Withdrawn:
    """Take a person off a list; a child or adult of the incident only with a line why."""

    person: AdultId | ChildId
    why: str = ""


@dataclass(frozen=True)
class Done:
    """The list is complete."""

    answered_at: datetime | None = None


@dataclass(frozen=True)
class FoundLate:
    """A child came to light: from any question, at any time; `at` is when, if not now."""

    name: str
    at: datetime | None = None


@dataclass(frozen=True)
class NotReached:
    """There is no answer and no reason: only an incident file can leave a question so."""


AboutPeople = Named | Picked | Renamed | Withdrawn


def is_to_be_explained(reply: object) -> TypeGuard[Given | AboutPeople]:
    """Return whether a reply needs a reason besides, where it corrects what was finished."""
    if isinstance(reply, Withdrawn):
        return not reply.why
    return isinstance(reply, Answer | LeftUnanswered | Named | Picked | Renamed)


Reply = (
    Given
    | Keep
    | AtOnce
    | Corrected
    | PassOn
    | Back
    | Jump
    | ToDoor
    | Pause
    | Named
    | Picked
    | Renamed
    | Withdrawn
    | Done
    | FoundLate
    | NotReached
)


@dataclass(frozen=True)
class Offer:
    """The officer is offered to name somebody: a `child` or an `adult`."""

    kind: str
    question: str  # the question's wording that led here
    adults: Mapping[AdultId, str] = field(default_factory=dict)  # on the list already, by name


@dataclass(frozen=True)
class Declined:
    """The offer is not taken; with a line why."""

    why: str


@dataclass(frozen=True)
class OnList:
    """The offer means an adult who is on the list already."""

    adult: AdultId


@dataclass(frozen=True)
class KeepOnRoll:
    """Somebody of 18 or over stays on the roll, with a reason."""

    why: str


@dataclass(frozen=True)
class ListAsAdult:
    """Somebody of 18 or over is listed as an adult and withdrawn from the roll."""


@dataclass(frozen=True)
class Edit:
    """Go to one line of the review."""

    spot: Spot


@dataclass(frozen=True)
class CloseDoor:
    """The door closes: what is not asked yet stays open for the desk."""


@dataclass(frozen=True)
class Finish:
    """Call it finished."""


@dataclass(frozen=True)
class KeepUnfinished:
    """Leave it unfinished for now."""


class Asker(Protocol):
    """Somebody, or a file, that can be asked."""

    def ask(self, shown: Shown) -> Reply:
        """Put one question and return the reply."""

    def refuse(self, shown: Shown, faults: Sequence[Fault]) -> None:
        """Say why a reply does not fit; the question is put again."""

    def remind(self, text: str) -> None:
        """Show a reminder."""

    def tell_of_roll(self, name: str, number: int, *, is_withdrawn: bool) -> None:
        """Say that a child came onto the roll, away from it, or is off it now."""

    def begin(self, heading: str, lines: Sequence[str]) -> None:
        """Say that a new part begins: a child, the leaving screen, the desk."""

    def offer(self, offer: Offer) -> Named | OnList | Declined | Back | Pause | None:
        """Offer to name somebody; None leaves the offer open without a word."""

    def of_age(
        self, shown_name: str, child: ChildId
    ) -> KeepOnRoll | ListAsAdult | Back | Pause | None:
        """Ask what to do with somebody of 18 or over on the roll."""

    def close_door(self, leaving: Leaving) -> CloseDoor | Edit | Jump | Back | Pause:
        """Show the leaving screen, for all children, and return what to do."""

    def review(self, review: Review) -> Edit | Finish | KeepUnfinished | Back | Pause:
        """Show a child's numbered review and return what to do."""

    def conclude(self, summary: Summary) -> Finish | KeepUnfinished | Edit | Pause:
        """Show the summary across children and return whether to finish."""


@runtime_checkable
class LooksBack(Protocol):
    """An asker that can go to a line of the record so far.

    Whoever leads the walk sets `reviews`, which gives the review of a child, or
    of the incident's own part, and `summary`, which tells how far every child
    is; both as it stands now.
    """

    reviews: Callable[[ChildId | None], Review] | None
    summary: Callable[[], Summary] | None
