"""What can happen, in the past tense: one class for each kind of entry, gathered here by name."""

from __future__ import annotations

from collections.abc import Mapping

from childcheck.record.happening import Happening
from childcheck.record.happenings.answers import (
    AnswerGiven,
    AnswerSetAside,
    OfferDeclined,
    QuestionLeft,
    QuestionReopened,
    ReminderShown,
)
from childcheck.record.happenings.course import (
    CheckFinished,
    CheckReopened,
    FamilyLeft,
    IncidentFinished,
    IncidentKept,
    IncidentReopened,
    WalkPaused,
    WalkResumed,
)
from childcheck.record.happenings.duties import (
    DutyBegun,
    DutyEnded,
    LogNamed,
)
from childcheck.record.happenings.operations import (
    BodyErased,
    RecordConsulted,
    RecordsExported,
)
from childcheck.record.happenings.owed import (
    FollowUpClosed,
    FollowUpGiven,
    FollowUpOpened,
    FollowUpSetAside,
)
from childcheck.record.happenings.people import (
    AdultNamed,
    AdultRenamed,
    AdultWithdrawn,
    ChildKept,
    ChildNamed,
    ChildRenamed,
    ChildWithdrawn,
    EngagementBegun,
    IncidentOpened,
    PersonPicked,
    PersonUnpicked,
    SecondRecordNamed,
)

__all__ = [
    "KINDS",
    "AdultNamed",
    "AdultRenamed",
    "AdultWithdrawn",
    "AnswerGiven",
    "AnswerSetAside",
    "BodyErased",
    "CheckFinished",
    "CheckReopened",
    "ChildKept",
    "ChildNamed",
    "ChildRenamed",
    "ChildWithdrawn",
    "DutyBegun",
    "DutyEnded",
    "EngagementBegun",
    "FamilyLeft",
    "FollowUpClosed",
    "FollowUpGiven",
    "FollowUpOpened",
    "FollowUpSetAside",
    "IncidentFinished",
    "IncidentKept",
    "IncidentOpened",
    "IncidentReopened",
    "LogNamed",
    "OfferDeclined",
    "PersonPicked",
    "PersonUnpicked",
    "QuestionLeft",
    "QuestionReopened",
    "RecordConsulted",
    "RecordsExported",
    "ReminderShown",
    "SecondRecordNamed",
    "WalkPaused",
    "WalkResumed",
]

KINDS: Mapping[str, type[Happening]] = {
    kind.kind: kind
    for kind in (
        LogNamed,
        DutyBegun,
        DutyEnded,
        IncidentOpened,
        SecondRecordNamed,
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
