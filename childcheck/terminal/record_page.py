"""The record of an incident as text for a person.

Wrapped to the width it is given, nothing cropped, no colour, and nothing in it is
read as markup. Headings stand in words and capitals, so that a screen reader
tells them too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from childcheck.terminal.fields import field
from childcheck.terminal.visible import visible
from childcheck.terminal.wrapping import wrapped
from childcheck.walk.standing_record import (
    ERASED,
    AdultTold,
    ChildTold,
    FollowUpTold,
    StandingRecord,
    Told,
)
from childcheck.walk.wording import date_in_words, moment_in_words

STATES = {
    "not_started": "not started",
    "unfinished": "unfinished",
    "finished": "finished",
    "finished_with_gaps": "finished with gaps",
    "withdrawn": "withdrawn",
}
UNFINISHED = ("unfinished", "not_started")
WHETHER = {
    "yes": "yes",
    "no": "no",
    "did_not_want": "did not want to say",
    "not_known": "not known",
    "not_asked": "not asked",
    "not_reached": "not reached",
    "does_not_apply": "does not apply",
    "erased": "words lawfully erased",
    "not_born": "not born yet",
    "not_this_age": "not asked at this age",
}


def record_page(record: StandingRecord, now: datetime, width: int) -> str:
    """Return the whole page.

    Args:
        record: what stands.
        now: with its zone; what was due before is called overdue.
        width: of the terminal, in cells.
    """
    return _Page(record, now, width).text()


@dataclass(frozen=True)
class _Page:
    record: StandingRecord
    now: datetime
    width: int

    def text(self) -> str:
        return "\n".join(self._lines()) + "\n"

    def _lines(self) -> Iterator[str]:
        record = self.record
        yield from self._head()
        yield from self._heading("WHAT IS OWED")
        for one in record.follow_ups:
            yield from self._follow_up(one)
        if not record.follow_ups:
            yield self._wrapped(nothing_owed(record), "  ", "  ")
        if record.adults:
            yield from self._heading("ADULTS")
        for adult in record.adults:
            yield from self._adult(adult)
        if record.answers or record.set_aside:
            yield from self._heading("THE INCIDENT")
            yield from self._answers(record.answers)
            yield from self._set_aside(record.set_aside)
        for child in record.children:
            yield from self._child(child)
        yield from self._integrity()

    # The head and the end

    def _head(self) -> Iterator[str]:
        record, origin = self.record, self.record.provenance
        summary = record.summary
        yield self._wrapped(f"Incident {record.number}: {STATES[record.state]}")
        yield from self._field("Reference", record.reference)
        yield from self._field("Place", record.place)
        yield from self._field("Arrived", record.arrived_at)
        yield from self._field("Opened", self._moment(record.opened_at))
        yield from self._field("Officer", named(origin.officer, origin.officer_name))
        if origin.shift or origin.duty_date:
            yield from self._field("Duty", duty_in_words(origin.shift, origin.duty_date))
        published = "" if origin.is_published else "; not published"
        yield from self._field("Checklist", f"{record.checklist}{published}")
        if origin.other_records:
            others = ", ".join(origin.other_records)
            yield from self._field("See also", f"{others} (the same reference)")
        yield from self._field("In short", summary.sentence())
        yield from self._field(
            "Unanswered",
            f"{summary.gap_count} left with a reason, {summary.not_reached} not reached",
        )
        if any(told.entry and told.answered_at is None for told in record.everything_told()):
            yield from self._field("Times", "where none stands, the time of answering is not known")

    def _integrity(self) -> Iterator[str]:
        origin = self.record.provenance
        yield from self._heading("WHAT HOLDS THIS RECORD")
        yield from self._field("Entries", f"{origin.first_entry} to {origin.last_entry} of the log")
        yield from self._field("Receipt", origin.receipt)
        if self.record.erased_entries:
            count = self.record.erased_entries
            yield from self._field(
                "Erased", f"the words of {count} entr{'y' if count == 1 else 'ies'}, lawfully"
            )

    # What is owed

    def _follow_up(self, told: FollowUpTold) -> Iterator[str]:
        one = told.follow_up
        yield self._wrapped(one.what or ERASED, "  ", "  ")
        place = f"; where: {one.where}" if one.where else ""
        late = " (overdue)" if told.is_overdue(self.now) else ""
        owed = f"held by {one.holder or 'nobody named'}{place}; due {self.due(told)}{late}"
        yield self._wrapped(f"{one.state.replace('_', ' ')}; {owed}", "    ", "    ")
        if told.ended_entry is not None:
            yield self._wrapped(self._end_of(told), "    ", "    ")

    def _end_of(self, told: FollowUpTold) -> str:
        when = self._moment(told.ended_at) if told.ended_at is not None else "a time not known"
        entry = f"(entry {told.ended_entry})"
        if told.follow_up.state == "set_aside":
            return f"set aside at {when}, because the answer behind it was changed {entry}"
        how = f"in talk {told.by_talk}" if told.by_talk else ""
        how = ", ".join(one for one in (how, told.follow_up.told) if one)
        return f"closed at {when}: {how} {entry}" if how else f"closed at {when} {entry}"

    def due(self, told: FollowUpTold) -> str:
        if told.due_at is not None:
            return self._moment(told.due_at)
        return told.follow_up.due_rule.replace("_", " ")

    # People

    def _adult(self, adult: AdultTold) -> Iterator[str]:
        roles = f": {adult.roles}" if adult.roles else ""
        yield self._wrapped(f"{adult.name}{roles}", "  ", "  ")
        if adult.is_withdrawn:
            yield self._wrapped(f"withdrawn: {adult.withdrawn_because}", "    ", "    ")
        for told in adult.answers:
            yield from self._told(told, "    ")
        yield from self._set_aside(adult.set_aside, "    ")

    def _child(self, child: ChildTold) -> Iterator[str]:
        yield from self._heading(f"CHILD {child.roll_number}: {child.name}")
        yield from self._field("Age", child.age)
        yield from self._field("Check", STATES[child.state])
        if child.state == "withdrawn":
            yield from self._field("Withdrawn", child.withdrawn_because or ERASED)
        if child.found_late_at is not None:
            yield from self._field("Found late", self._moment(child.found_late_at))
        if child.kept_because:
            yield from self._field("Kept", f"on the roll at 18 or over: {child.kept_because}")
        yield from self._contact(child)
        yield from self._answers(child.answers)
        for talk in child.talks:
            yield ""
            begun = f"begun at {self._moment(talk.began_at)} by {talk.officer or 'nobody named'}"
            yield self._wrapped(f"TALK {talk.number}, {begun}")
            yield from self._answers(talk.answers)
        yield from self._set_aside(child.set_aside)

    def _contact(self, child: ChildTold) -> Iterator[str]:
        """Yield whether the child was seen, talked with and alone, as far as each can be told."""
        contact = child.contact
        talked = WHETHER[contact.talked]
        if contact.seen == "no" and contact.talked == "does_not_apply":
            talked = "no (not seen)"
        if child.state != "withdrawn" or contact.seen in ("yes", "no"):
            yield from self._field("Seen", WHETHER[contact.seen])
            yield from self._field("Spoken to", talked)
        if contact.talked == "yes":
            yield from self._field("Alone", WHETHER[contact.alone])

    # Answers

    def _answers(self, answers: Sequence[Told]) -> Iterator[str]:
        for section, of_section in groupby(answers, key=lambda told: told.section):
            yield ""
            yield self._wrapped(section)
            yield from self._together(of_section)

    def _set_aside(self, answers: Sequence[Told], indent: str = "") -> Iterator[str]:
        if not answers:
            return
        if not indent:
            yield ""
        yield self._wrapped("No longer applies", indent, indent)
        yield from self._together(answers, indent + "  ")

    def _together(self, answers: Iterable[Told], indent: str = "  ") -> Iterator[str]:
        group = ""
        for told in answers:
            if told.group_ask and told.group_ask != group:
                yield self._wrapped(told.group_ask, indent, indent)
            group = told.group_ask or told.ask  # a list of people is named by its own question
            yield from self._told(told, indent + "  " if told.group_ask else indent)

    def _told(self, told: Told, indent: str) -> Iterator[str]:
        deeper, hanging = indent + "  ", indent + "    "
        ask = f"{told.who}: {told.ask}" if told.who else told.ask
        if told.state == "not_reached":
            yield self._wrapped(f"{ask} (not reached) [{told.spot.question}]", indent, hanging)
            return
        clock = f"{self._clock(told.answered_at)}, " if told.answered_at else ""
        source = f"{clock}{told.spot.question}, entry {told.entry}"
        yield self._wrapped(f"{ask} [{source}]", indent, hanging)
        for line in told.lines:
            yield self._wrapped(line, deeper, hanging)
        if told.basis:
            yield self._wrapped(f"rests on: {told.basis}", deeper, hanging)
        for one in told.corrections:
            when = self._moment(one.recorded_at)
            by = f"corrected by {one.officer or 'nobody named'} at {when} (entry {one.entry})"
            yield self._wrapped(f"{by}: {one.why}", deeper, hanging)
            yield self._wrapped(f"before: {one.before}", deeper, hanging)
        if told.note:
            yield self._wrapped(f"({told.note})", deeper, hanging)

    # Lines and times

    def _heading(self, text: str) -> Iterator[str]:
        yield ""
        yield self._wrapped(text)

    def _field(self, label: str, text: str) -> Iterator[str]:
        yield field(label, text, self.width)

    def _wrapped(self, text: str, first: str = "", rest: str = "") -> str:
        return wrapped(visible(text), self.width, first, rest)

    def _moment(self, moment: datetime) -> str:
        return moment_in_words(moment.isoformat(), self.record.zone)

    def _clock(self, moment: datetime) -> str:
        """Return a time of day; of another day than that of opening, with its date."""
        words = self._moment(moment)
        day = self._moment(self.record.opened_at).partition(" on ")[2]
        clock, _, of_day = words.partition(" on ")
        return clock if of_day == day else words


def named(officer: str, name: str) -> str:
    """Return an officer's number, with the name where one is known."""
    return ", ".join(one for one in (officer, name) if one) or "nobody named"


def nothing_owed(record: StandingRecord) -> str:
    """Say that nothing is owed; of a record that is not finished, only so far."""
    if record.state in UNFINISHED:
        return "Nothing is owed so far: not everything was asked yet."
    return "Nothing is owed."


def duty_in_words(shift: str, duty_date: str) -> str:
    """Return a duty as shift and date."""
    day = date_in_words(duty_date) if duty_date else ""
    return f"{shift} shift of {day}" if shift else day
