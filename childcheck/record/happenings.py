"""What can happen, in the past tense: one class for each kind of entry.

A happening is split over two places when it is stored. What holds nobody's
words (identifiers, codes, times) stands in the entry's *header*, which is never
removed. Everything else stands in its *body*, which lawful erasure can remove.
Each field says by `header()` that it belongs in the header; in doubt, the body.

Values are plain: text, whole numbers, yes and no, None, lists and mappings of
these. There are no fractions: their written form differs between programs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, Field, dataclass, field, fields
from functools import cache
from typing import Any, ClassVar, NamedTuple, TypeAlias

from childcheck.identifiers import (
    AdultId,
    ChildId,
    DutyId,
    EngagementId,
    EntryId,
    FollowUpId,
    IncidentId,
    LogId,
    QuestionId,
)

Plain: TypeAlias = "None | bool | int | str | list[Plain] | dict[str, Plain]"


def header(default: Any = None) -> Any:
    """Mark a field as one that holds nobody's words and stands in the header."""
    return field(default=default, metadata={"in_header": True})


@dataclass(frozen=True, kw_only=True)
class Happening:
    """What every kind of entry may say about whom and what it concerns.

    `asked_at` and `answered_at` are moments in ISO form with their offset from
    UTC, as text; None is "not known".
    """

    kind: ClassVar[str] = ""

    incident: IncidentId | None = header()
    adult: AdultId | None = header()
    child: ChildId | None = header()
    engagement: EngagementId | None = header()
    question: QuestionId | None = header()
    asked_at: str | None = header()
    answered_at: str | None = header()


# The log and the duty


@dataclass(frozen=True, kw_only=True)
class LogNamed(Happening):
    """The first entry of a log: who it is and what it is for (`record` or `practice`)."""

    kind: ClassVar[str] = "log_named"
    log: LogId | None = header()
    purpose: str = header("record")


@dataclass(frozen=True, kw_only=True)
class DutyBegun(Happening):
    """An officer's span of duty began.

    `duty_date` is the local date on which the shift began; `starts_at` and
    `ends_at` are the shift's planned moments. A duty stated in an incident
    file (`is_stated`) never becomes the current one.
    """

    kind: ClassVar[str] = "duty_begun"
    begun: DutyId | None = header()
    duty_date: str = header("")
    shift: str = header("")
    starts_at: str = header("")
    ends_at: str = header("")
    is_stated: bool = header(False)
    officer_name: str = ""
    force: str = ""
    station: str = ""


@dataclass(frozen=True, kw_only=True)
class DutyEnded(Happening):
    """An officer's duty ended; what was unfinished and owed is counted."""

    kind: ClassVar[str] = "duty_ended"
    ended: DutyId | None = header()
    unfinished: int = header(0)
    owed: int = header(0)


# The incident and its people


@dataclass(frozen=True, kw_only=True)
class IncidentOpened(Happening):
    """A call-out got a record, with its local number such as `20261124-3F7K`.

    `entry_mode` is `asked` (a person was asked) or `file` (`start --from`).
    """

    kind: ClassVar[str] = "incident_opened"
    incident_number: str = header("")  # not `number`: that is the entry's, in the same header
    opened_at: str = header("")
    entry_mode: str = header("asked")
    checklist_id: str = header("")
    checklist_version: str = header("")
    is_published: bool = header(True)
    second_record_of: IncidentId | None = header()


@dataclass(frozen=True, kw_only=True)
class AdultNamed(Happening):
    """An adult came onto the record; `offer` names the answer that led to it, if one did."""

    kind: ClassVar[str] = "adult_named"
    offer: EntryId | None = header()
    name: str = ""


@dataclass(frozen=True, kw_only=True)
class AdultRenamed(Happening):
    """An adult's name was put right before the incident was finished."""

    kind: ClassVar[str] = "adult_renamed"
    name: str = ""


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


# Answers


@dataclass(frozen=True, kw_only=True)
class AnswerGiven(Happening):
    """A question was answered.

    `texts` holds the lines beside the answer, by choice (the empty key is the
    answer's own line); `basis` what it rests on, in the same way, each as
    `{"basis": code, "adults": [identifiers]}`. `kept_from` names the entry
    whose answer was kept with one key. `corrects` names the entry that a
    correction after *finished* replaces, and `why_corrected` says why.
    `enquiry` is the id of the enquiry of which the question is a part, then
    named `ENQUIRY.PART`. `in_roll` marks an answer that was given while the
    children were listed: it does not begin a child's check.
    """

    kind: ClassVar[str] = "answer_given"
    fact: str = header("")
    enquiry: str = header("")
    in_roll: bool = header(False)
    kept_from: EntryId | None = header()
    corrects: EntryId | None = header()
    value: Plain = None
    texts: Mapping[str, str] = field(default_factory=dict)
    basis: Mapping[str, list[dict[str, Plain]]] = field(default_factory=dict)
    why_corrected: str = ""


@dataclass(frozen=True, kw_only=True)
class QuestionLeft(Happening):
    """A question was left unanswered, with a coded reason; otherwise as `AnswerGiven`."""

    kind: ClassVar[str] = "question_left"
    reason: str = header("")
    fact: str = header("")
    enquiry: str = header("")
    in_roll: bool = header(False)
    corrects: EntryId | None = header()
    text: str = ""
    why_corrected: str = ""


@dataclass(frozen=True, kw_only=True)
class AnswerSetAside(Happening):
    """An answer's question no longer applies; the answer is kept.

    `set_aside` names the entry set aside and `cause` the entry that did it.
    """

    kind: ClassVar[str] = "answer_set_aside"
    set_aside: EntryId | None = header()
    cause: EntryId | None = header()


@dataclass(frozen=True, kw_only=True)
class QuestionReopened(Happening):
    """Another answer made this question due to be asked again (`ask_again`)."""

    kind: ClassVar[str] = "question_reopened"
    cause: EntryId | None = header()


@dataclass(frozen=True, kw_only=True)
class ReminderShown(Happening):
    """A reminder stood on the officer's screen."""

    kind: ClassVar[str] = "reminder_shown"
    cause: EntryId | None = header()
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class OfferDeclined(Happening):
    """The officer was offered to add a person, and did not; with a line why."""

    kind: ClassVar[str] = "offer_declined"
    offered: str = header("")  # child or adult
    offer: EntryId | None = header()  # the entry of the answer that made the offer
    why: str = ""


# What is owed


@dataclass(frozen=True, kw_only=True)
class FollowUpOpened(Happening):
    """Something came to be owed to a child (or, without a child, to the incident).

    `due_rule` is the checklist's word (`now`, `before_leaving`, `end_of_duty`,
    `next_school_day`, `hours`); `due_at` the moment it gave.
    """

    kind: ClassVar[str] = "follow_up_opened"
    follow_up: FollowUpId | None = header()
    name: str = header("")
    closed_by: str = header("anyone")
    due_rule: str = header("")
    due_at: str | None = header()
    cause: EntryId | None = header()
    what: str = ""
    holder: str = ""


@dataclass(frozen=True, kw_only=True)
class FollowUpGiven(Happening):
    """A follow-up got a named holder, a place and a time."""

    kind: ClassVar[str] = "follow_up_given"
    follow_up: FollowUpId | None = header()
    due_at: str | None = header()
    holder: str = ""
    where: str = ""


@dataclass(frozen=True, kw_only=True)
class FollowUpSetAside(Happening):
    """The answer that opened a follow-up was changed; the line stays."""

    kind: ClassVar[str] = "follow_up_set_aside"
    follow_up: FollowUpId | None = header()
    cause: EntryId | None = header()


@dataclass(frozen=True, kw_only=True)
class FollowUpClosed(Happening):
    """What was owed was done: by an engagement, or told by a person in `told`."""

    kind: ClassVar[str] = "follow_up_closed"
    follow_up: FollowUpId | None = header()
    closed_at: str | None = header()
    cause: EntryId | None = header()
    told: str = ""


# The course of the walk


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


# The operations of section 62 of the Data Protection Act 2018 that are not entries already


@dataclass(frozen=True, kw_only=True)
class RecordConsulted(Happening):
    """Somebody read a record; `how` names the command and `reason` its code."""

    kind: ClassVar[str] = "record_consulted"
    how: str = header("show")
    reason: str = header("")


@dataclass(frozen=True, kw_only=True)
class RecordsExported(Happening):
    """Records left the log as a file; `file_digest` is SHA-256 over the file's bytes."""

    kind: ClassVar[str] = "records_exported"
    layout: str = header("children")
    chosen_by: str = header("")
    from_entry: int = header(0)
    up_to_entry: int = header(0)
    rows: int = header(0)
    file_digest: str = header("")
    reason: str = header("")
    reason_text: str = ""


@dataclass(frozen=True, kw_only=True)
class BodyErased(Happening):
    """The words of an earlier entry were lawfully removed; never what they were."""

    kind: ClassVar[str] = "body_erased"
    erased: int = header(0)
    reason: str = header("")


KINDS: Mapping[str, type[Happening]] = {
    kind.kind: kind
    for kind in (
        LogNamed,
        DutyBegun,
        DutyEnded,
        IncidentOpened,
        AdultNamed,
        AdultRenamed,
        AdultWithdrawn,
        ChildNamed,
        ChildRenamed,
        ChildWithdrawn,
        ChildKept,
        PersonPicked,
        PersonUnpicked,
        EngagementBegun,
        AnswerGiven,
        QuestionLeft,
        AnswerSetAside,
        QuestionReopened,
        ReminderShown,
        OfferDeclined,
        FollowUpOpened,
        FollowUpGiven,
        FollowUpSetAside,
        FollowUpClosed,
        WalkPaused,
        WalkResumed,
        FamilyLeft,
        CheckFinished,
        CheckReopened,
        IncidentFinished,
        IncidentReopened,
        IncidentKept,
        RecordConsulted,
        RecordsExported,
        BodyErased,
    )
}


def header_part(happening: Happening) -> dict[str, Plain]:
    """Return what of a happening stands in the header.

    An empty field is left out where empty is what it is when nothing is said.
    """
    return _part(happening, _fields_of(happening.kind).in_header)


def body_part(happening: Happening) -> dict[str, Plain]:
    """Return what of a happening stands in the body, in the same way."""
    return _part(happening, _fields_of(happening.kind).in_body)


class _Fields(NamedTuple):
    """The fields of a kind by where they stand, each with what it holds when nothing is said."""

    in_header: Mapping[str, object]
    in_body: Mapping[str, object]


@cache  # looking at fields anew for each entry took longer than recording it
def _fields_of(kind: str) -> _Fields:
    parts: tuple[dict[str, object], dict[str, object]] = ({}, {})
    for one in fields(KINDS[kind]):
        part = parts[0 if one.metadata.get("in_header") else 1]
        part[one.name] = _unsaid(one)
    return _Fields(*parts)


def _unsaid(one: Field[Any]) -> object:
    """Return what a field holds when nothing is said."""
    return one.default if one.default_factory is MISSING else one.default_factory()


def _part(happening: Happening, of_part: Mapping[str, object]) -> dict[str, Plain]:
    part: dict[str, Plain] = {}
    said = vars(happening)
    for name, unsaid in of_part.items():
        value = said[name]
        if value is None or value == "" or value == {}:
            if value == unsaid:
                continue
        is_mapping = not isinstance(value, str) and isinstance(value, Mapping)
        part[name] = dict(value) if is_mapping else value
    return part


def happening_from(
    kind: str, header_items: Mapping[str, Plain], body: Mapping[str, Plain]
) -> Happening:
    """Return the happening that an entry tells, from the two parts of its written form.

    Items that the kind does not know are left alone: they belong to the entry.
    """
    in_header, in_body = _fields_of(kind)
    given: dict[str, Any] = {name: header_items[name] for name in in_header if name in header_items}
    given |= {name: body[name] for name in in_body if name in body}
    return KINDS[kind](**given)
