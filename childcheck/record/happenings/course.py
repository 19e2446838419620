"""What can happen on the way: pauses, the door that closes, finishing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from childcheck.identifiers import EntryId
from childcheck.record.happening import Happening, header


@dataclass(frozen=True, kw_only=True)
class WalkPaused(Happening):
    """The officer stopped for now; `how` is `word`, `interrupt`, `closed` or `signal`."""

    kind: ClassVar[str] = "walk_paused"
    how: str = header("word")


@dataclass(frozen=True, kw_only=True)
class WalkResumed(Happening):
    """The officer went on; `is_with_family` says whether the family was still there."""

    kind: ClassVar[str] = "walk_resumed"
    is_with_family: bool = header(False)


@dataclass(frozen=True, kw_only=True)
class FamilyLeft(Happening):
    """The walk came past the last question of the leaving screen: the door closed."""

    kind: ClassVar[str] = "family_left"
    left_at: str | None = header()


@dataclass(frozen=True, kw_only=True)
class CheckFinished(Happening):
    """A child's check was called finished (`finished` or `finished_with_gaps`)."""

    kind: ClassVar[str] = "check_finished"
    state: str = header("finished")
    gaps: int = header(0)


@dataclass(frozen=True, kw_only=True)
class CheckReopened(Happening):
    """A later answer opened questions in a finished check: it is unfinished again."""

    kind: ClassVar[str] = "check_reopened"
    cause: EntryId | None = header()


@dataclass(frozen=True, kw_only=True)
class IncidentFinished(Happening):
    """The incident was called finished (`finished` or `finished_with_gaps`)."""

    kind: ClassVar[str] = "incident_finished"
    state: str = header("finished")
    gaps: int = header(0)


@dataclass(frozen=True, kw_only=True)
class IncidentReopened(Happening):
    """A later answer opened questions in a finished incident."""

    kind: ClassVar[str] = "incident_reopened"
    cause: EntryId | None = header()


@dataclass(frozen=True, kw_only=True)
class IncidentKept(Happening):
    """The incident was kept unfinished; `not_reached` counts the questions not reached."""

    kind: ClassVar[str] = "incident_kept"
    not_reached: int = header(0)
