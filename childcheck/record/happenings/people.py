"""What can happen to an incident and to the people on its record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from childcheck.identifiers import EntryId, IncidentId
from childcheck.record.happening import Happening, header


@dataclass(frozen=True, kw_only=True)
class IncidentOpened(Happening):
    """A call-out got a record, with its local number such as `20261124-3F7K`.

    `entry_mode` is `asked` (a person was asked) or `file` (`start --from`), and then
    `file_digest` stands for what the file says, so that it is not taken in twice.
    """

    kind: ClassVar[str] = "incident_opened"
    incident_number: str = header("")  # not `number`: that is the entry's, in the same header
    opened_at: str = header("")
    entry_mode: str = header("asked")
    checklist_id: str = header("")
    checklist_version: str = header("")
    is_published: bool = header(True)
    file_digest: str = ""


@dataclass(frozen=True, kw_only=True)
class SecondRecordNamed(Happening):
    """This is another officer's record of a call that has a record: both have its reference.

    Without `second_record_of` it is no such record any more: the reference was changed.
    """

    kind: ClassVar[str] = "second_record_named"
    second_record_of: IncidentId | None = header()


@dataclass(frozen=True, kw_only=True)
class AdultNamed(Happening):
    """An adult came onto the record; `offer` names the answer that led to it, if one did."""

    kind: ClassVar[str] = "adult_named"
    offer: EntryId | None = header()
    name: str = ""


@dataclass(frozen=True, kw_only=True)
class AdultRenamed(Happening):
    """An adult's name was put right."""

    kind: ClassVar[str] = "adult_renamed"
    name: str = ""
    why: str = ""  # after *finished*


@dataclass(frozen=True, kw_only=True)
class AdultWithdrawn(Happening):
    """An adult was found not to belong to this record; the line stays."""

    kind: ClassVar[str] = "adult_withdrawn"
    why: str = ""


@dataclass(frozen=True, kw_only=True)
class ChildNamed(Happening):
    """A child came onto the roll, as number `roll_number` of the incident.

    `found_late_at` is the moment at which a child was discovered after the
    roll had been called complete.
    """

    kind: ClassVar[str] = "child_named"
    roll_number: int = header(0)
    found_late_at: str | None = header()
    offer: EntryId | None = header()
    name: str = ""
    kept_because: str = ""  # 18 or over, and kept on the roll with this reason


@dataclass(frozen=True, kw_only=True)
class ChildRenamed(Happening):
    """The name or description of a child on the roll was put right."""

    kind: ClassVar[str] = "child_renamed"
    name: str = ""
    why: str = ""  # after *finished*


@dataclass(frozen=True, kw_only=True)
class ChildWithdrawn(Happening):
    """A child was found not to exist or not to belong here; the line stays."""

    kind: ClassVar[str] = "child_withdrawn"
    why: str = ""


@dataclass(frozen=True, kw_only=True)
class ChildKept(Happening):
    """Somebody of 18 or over stays on the roll, with a reason."""

    kind: ClassVar[str] = "child_kept"
    why: str = ""


@dataclass(frozen=True, kw_only=True)
class PersonPicked(Happening):
    """An adult already named was picked as the answer to a people question."""

    kind: ClassVar[str] = "person_picked"


@dataclass(frozen=True, kw_only=True)
class PersonUnpicked(Happening):
    """An adult was taken out of the answer to a people question."""

    kind: ClassVar[str] = "person_unpicked"


@dataclass(frozen=True, kw_only=True)
class EngagementBegun(Happening):
    """A talk with a child got a record; `talk_number` counts from 1 for each child."""

    kind: ClassVar[str] = "engagement_begun"
    talk_number: int = header(1)
