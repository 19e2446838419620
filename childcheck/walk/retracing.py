"""Every entry behind a record, in words and in order.

An entry is told as it was recorded; only the names of people are those that
stand now. An entry whose words were erased still stands in its place and says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from childcheck.checklist.answers import Answer
from childcheck.checklist.definitions import Question
from childcheck.identifiers import ChildId, EntryId
from childcheck.record import happenings as past
from childcheck.record.entries import Entry
from childcheck.record.happening import Happening
from childcheck.walk.recounting import given_by, lines_in_words
from childcheck.walk.standing_record import ERASED
from childcheck.walk.viewing import Sight
from childcheck.walk.wording import (
    bases_in_words,
    moment_in_words,
    names_of,
    placeholder_values,
    worded,
)

_WAYS_OF_PAUSING = {
    "interrupt": "with Ctrl-C",
    "closed": "the terminal was closed",
    "signal": "the system ended the program",
}
_SAME_TIME = timedelta(minutes=1)  # closer together, the two times are one


@dataclass(frozen=True)
class Traced:
    """One entry: when, by whom, what kind of thing, about whom and in which words.

    `by` is the officer, or the account of the operating system where no officer
    is known. `happened_at` is the moment of answering where it is not that of recording.
    """

    number: int
    recorded_at: datetime
    by: str
    kind: str
    question: str
    about: str
    words: tuple[str, ...]
    happened_at: datetime | None
    is_erased: bool


def retrace(
    sight: Sight, entries: Iterable[Entry], zone: tzinfo, child: ChildId | None = None
) -> tuple[Traced, ...]:
    """Return the entries of one incident in words.

    Args:
        sight: a look at the incident after all of its entries.
        entries: all of them, in order.
        zone: in which times are told.
        child: only the entries about this child.
    """
    entries = tuple(entries)
    retracing = _Retracing(sight, zone, {entry.identifier: entry.number for entry in entries})
    return tuple(
        retracing.traced(entry)
        for entry in entries
        if child is None or entry.happening.child == child
    )


class _Retracing:
    def __init__(self, sight: Sight, zone: tzinfo, numbers: Mapping[EntryId, int]) -> None:
        self._sight = sight
        self._zone = zone
        self._numbers = numbers
        self._names = {one: name or ERASED for one, name in names_of(sight.situation).items()}

    def traced(self, entry: Entry) -> Traced:
        happening = entry.happening
        words = tuple(line for line in self._words(entry) if line)
        return Traced(
            number=entry.number,
            recorded_at=entry.recorded_at,
            by=_by(entry),
            kind=KINDS_IN_WORDS[happening.kind],
            question=happening.question or "",
            about=self._about(happening),
            words=(*words, ERASED) if entry.is_erased else words,
            happened_at=_other_moment(entry),
            is_erased=entry.is_erased,
        )

    def _about(self, happening: Happening) -> str:
        """Return whom an entry is about: a child by roll number and name, an adult by name."""
        people = []
        if happening.child is not None:
            child = self._sight.situation.children[happening.child]
            name = self._sight.name_of_child(happening.child) or ERASED
            people.append(f"child {child.roll_number}, {name}")
        if happening.adult is not None:
            people.append(self._names.get(happening.adult, ERASED))
        if happening.engagement is not None:
            _, talk = self._sight.situation.talks.get(happening.engagement, ("", 0))
            if talk > 1:
                people.append(f"talk {talk}")
        return "; ".join(people)

    def _words(self, entry: Entry) -> Iterator[str]:
        happening = entry.happening
        match happening:
            case past.AnswerGiven() | past.QuestionLeft():
                yield from self._answer(entry, happening)
            case past.IncidentOpened():
                checklist = f"checklist {happening.checklist_id} {happening.checklist_version}"
                way = ", from an incident file" if happening.entry_mode == "file" else ""
                yield f"{happening.incident_number}, {checklist}{way}"
            case past.AdultNamed() | past.AdultRenamed() | past.ChildNamed() | past.ChildRenamed():
                yield from self._naming(happening)
            case (
                past.AdultWithdrawn()
                | past.ChildWithdrawn()
                | past.ChildKept()
                | past.OfferDeclined()
            ):
                yield happening.why
            case past.EngagementBegun():
                yield f"talk {happening.talk_number}"
            case past.AnswerSetAside():
                yield f"{self._entry(happening.set_aside)}{self._because(happening.cause)}"
            case past.QuestionReopened() | past.CheckReopened() | past.IncidentReopened():
                yield self._because(happening.cause).removeprefix(", ")
            case past.ReminderShown():
                yield happening.text
            case (
                past.FollowUpOpened()
                | past.FollowUpGiven()
                | past.FollowUpSetAside()
                | past.FollowUpClosed()
            ):
                yield from self._owed(happening)
            case past.BodyErased():
                yield f"entry {happening.erased}, reason {happening.reason}"
            case past.RecordConsulted():
                reason = f", reason {happening.reason}" if happening.reason else ""
                yield f"{happening.how}{reason}"
            case _:
                yield self._course(happening)

    def _course(self, happening: Happening) -> str:
        match happening:
            case past.WalkPaused():
                return _WAYS_OF_PAUSING.get(happening.how, "")
            case past.WalkResumed():
                return "with the family" if happening.is_with_family else "the family was left"
            case past.FamilyLeft():
                return self._moment(happening.left_at)
            case past.CheckFinished() | past.IncidentFinished():
                return f"{happening.gaps} left unanswered" if happening.gaps else "no gaps"
            case past.IncidentKept():
                return f"{happening.not_reached} not reached"
        return ""

    def _naming(
        self, h: past.AdultNamed | past.AdultRenamed | past.ChildNamed | past.ChildRenamed
    ) -> Iterator[str]:
        yield h.name
        if isinstance(h, past.AdultRenamed | past.ChildRenamed) and h.why:
            yield f"why: {h.why}"
        if isinstance(h, past.ChildNamed):
            if h.found_late_at:
                yield f"found late: {self._moment(h.found_late_at)}"
            if h.kept_because:
                yield f"kept on the roll: {h.kept_because}"

    def _owed(
        self,
        h: past.FollowUpOpened | past.FollowUpGiven | past.FollowUpSetAside | past.FollowUpClosed,
    ) -> Iterator[str]:
        one = self._sight.situation.follow_ups.get(h.follow_up) if h.follow_up else None
        yield h.what if isinstance(h, past.FollowUpOpened) else one.what if one else ""
        match h:
            case past.FollowUpOpened() | past.FollowUpGiven():
                where = h.where if isinstance(h, past.FollowUpGiven) else ""
                place = f"; where: {where}" if where else ""
                rule = h.due_rule if isinstance(h, past.FollowUpOpened) else ""
                due = self._moment(h.due_at) or rule.replace("_", " ")
                yield f"held by {h.holder or ERASED}{place}; due {due}"
            case past.FollowUpSetAside():
                yield self._because(h.cause).removeprefix(", ")
            case past.FollowUpClosed():
                yield h.told
                yield f"done: {self._moment(h.closed_at)}" if h.closed_at else ""

    def _answer(
        self, entry: Entry, happening: past.AnswerGiven | past.QuestionLeft
    ) -> Iterator[str]:
        questions = self._sight.checklist.questions
        question = questions.get(happening.question) if happening.question else None
        given = given_by(entry)
        if question is None or given is None:
            return
        if not (entry.is_erased and isinstance(given, Answer)):
            checklist = self._sight.checklist
            question = worded(
                question,
                placeholder_values(self._sight, self._sight.situation.spot_of(happening).subject),
            )
            yield from lines_in_words(question, given, checklist, self._names, self._zone)
            if isinstance(given, Answer) and given.all_bases:
                yield f"rests on: {bases_in_words(question, given, self._names)}"
        if isinstance(happening, past.AnswerGiven) and happening.kept_from is not None:
            clock = "the clock of " if self._is_by_clock(question, happening.kept_from) else ""
            yield f"kept from {clock}{self._entry(happening.kept_from)}"
        if happening.corrects is not None:
            yield f"corrects {self._entry(happening.corrects)}"
            if happening.why_corrected:
                yield f"why: {happening.why_corrected}"

    def _is_by_clock(self, question: Question, entry: EntryId) -> bool:
        """Return whether an entry's moment was kept, and not its answer."""
        if question.clock is None:
            return False
        held = self._sight.situation.held.items()
        return any(
            one.entry == entry for spot, one in held if spot.question == question.clock.question
        )

    def _entry(self, identifier: EntryId | None) -> str:
        number = self._numbers.get(identifier) if identifier is not None else None
        return f"entry {number}" if number is not None else "another entry"

    def _because(self, cause: EntryId | None) -> str:
        return f", because of {self._entry(cause)}" if cause is not None else ""

    def _moment(self, text: str | None) -> str:
        return moment_in_words(text, self._zone) if text else ""


def _by(entry: Entry) -> str:
    if entry.writing.officer is not None:
        return entry.writing.officer
    account = entry.writing.os_account
    return f"account {account}" if account else "nobody named"


def _other_moment(entry: Entry) -> datetime | None:
    text = entry.happening.answered_at
    if not text:
        return None
    moment = datetime.fromisoformat(text)
    return moment if abs(entry.recorded_at - moment) >= _SAME_TIME else None


KINDS_IN_WORDS: Mapping[str, str] = {
    "log_named": "log begun",
    "duty_begun": "duty begun",
    "duty_ended": "duty ended",
    "incident_opened": "incident opened",
    "second_record_named": "another record of the same call",
    "adult_named": "adult named",
    "adult_renamed": "adult renamed",
    "adult_withdrawn": "adult withdrawn",
    "child_named": "child named",
    "child_renamed": "child renamed",
    "child_withdrawn": "child withdrawn",
    "child_kept": "kept on the roll at 18 or over",
    "person_picked": "picked",
    "person_unpicked": "taken off the list",
    "engagement_begun": "talk begun",
    "answer_given": "answered",
    "question_left": "left unanswered",
    "answer_set_aside": "answer set aside",
    "question_reopened": "to be asked again",
    "reminder_shown": "reminder shown",
    "offer_declined": "nobody added",
    "follow_up_opened": "follow-up opened",
    "follow_up_given": "follow-up given",
    "follow_up_set_aside": "follow-up set aside",
    "follow_up_closed": "follow-up closed",
    "walk_paused": "paused",
    "walk_resumed": "resumed",
    "family_left": "family left",
    "check_finished": "check finished",
    "check_reopened": "check unfinished again",
    "incident_finished": "incident finished",
    "incident_reopened": "incident unfinished again",
    "incident_kept": "incident kept unfinished",
    "record_consulted": "record read",
    "records_exported": "records exported",
    "body_erased": "words erased",
}
