"""Recount an incident from its entries, for somebody who reads it.

An asker looks at what is still to be done; a reader at all that was recorded.
So nothing is left out here, and nothing is decided.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, tzinfo
from itertools import groupby

from childcheck.checklist.answers import Answer, Given
from childcheck.checklist.definitions import UNBORN, AnswerType, Checklist, Question, Scope
from childcheck.identifiers import AdultId, ChildId, EntryId, FollowUpId, IncidentId
from childcheck.record.entries import Entry
from childcheck.record.happening import Plain
from childcheck.record.happenings import AnswerGiven, FollowUpClosed, FollowUpSetAside, QuestionLeft
from childcheck.walk.contact import contact_with, state_of
from childcheck.walk.order import spots_of_child, spots_of_talk
from childcheck.walk.reviewing import child_state, summarise
from childcheck.walk.situation import Held, Person, situation_of
from childcheck.walk.standing_record import (
    ERASED,
    NOT_REACHED,
    AdultTold,
    ChildTold,
    Correction,
    FollowUpTold,
    Provenance,
    StandingRecord,
    Talk,
    Told,
)
from childcheck.walk.subjects import INCIDENT, Spot, Subject
from childcheck.walk.viewing import Sight, is_of_people
from childcheck.walk.wording import (
    bases_in_words,
    date_in_words,
    fill,
    in_words,
    line_in_words,
    names_of,
    placeholder_values,
    value_in_words,
    worded,
)


def recount(
    sight: Sight, entries: Iterable[Entry], provenance: Provenance, zone: tzinfo
) -> StandingRecord:
    """Return an incident's record as it stands after its entries.

    Args:
        sight: a look at the incident after these entries.
        entries: all entries of the incident, in order.
        provenance: who wrote it, and what holds it.
        zone: in which times are told.
    """
    return _Recounting(sight, tuple(entries), zone).whole(provenance)


class _Recounting:
    """The entries of one incident by identifier and by spot, while its record is told."""

    def __init__(self, sight: Sight, entries: tuple[Entry, ...], zone: tzinfo) -> None:
        self._sight = sight
        self._situation = sight.situation
        self._entries = entries
        self._zone = zone
        self._by_id = {entry.identifier: entry for entry in entries}
        self._names = {person: name or ERASED for person, name in names_of(self._situation).items()}
        self._corrections: dict[Spot, list[Entry]] = {}
        for entry in entries:
            if isinstance(entry.happening, AnswerGiven | QuestionLeft) and entry.happening.corrects:
                spot = self._situation.spot_of(entry.happening)
                self._corrections.setdefault(spot, []).append(entry)

    def whole(self, provenance: Provenance) -> StandingRecord:
        sight, situation = self._sight, self._situation
        checklist = sight.checklist
        of_incident = [Spot(INCIDENT, one.id) for one in self._asked_of(Scope.INCIDENT)]
        return StandingRecord(
            number=situation.number,
            reference=self._fact("incident.reference"),
            place=self._fact("incident.place"),
            arrived_at=self._fact("incident.arrived_at"),
            opened_at=datetime.fromisoformat(situation.opened_at),
            state=situation.state,
            checklist=f"{checklist.title} ({checklist.id} {checklist.version})",
            summary=summarise(sight),
            adults=tuple(self._adult(one, person) for one, person in situation.adults.items()),
            answers=self._standing(of_incident),
            children=tuple(self._child(one, person) for one, person in situation.children.items()),
            set_aside=self._aside(INCIDENT, of_incident),
            follow_ups=tuple(sorted(self._follow_ups(), key=_urgency)),
            erased_entries=sum(entry.is_erased for entry in self._entries),
            provenance=provenance,
            zone=self._zone,
        )

    # People

    def _adult(self, adult: AdultId, person: Person) -> AdultTold:
        subject = Subject(adult=adult)
        spots = [Spot(subject, one.id) for one in self._asked_of(Scope.ADULT)]
        return AdultTold(
            adult=adult,
            name=self._names[adult],
            roles=self._fact("adult.role", subject, default=""),
            withdrawn_because=person.withdrawn_because,
            is_withdrawn=person.is_withdrawn,
            answers=self._standing(spots, is_withdrawn=person.is_withdrawn),
            set_aside=self._aside(subject, spots),
        )

    def _child(self, child: ChildId, person: Person) -> ChildTold:
        sight = self._sight
        spots = list(self._as_read(spots_of_child(sight, child)))
        further = range(2, self._situation.talk_count(child) + 1)
        of_talks = {talk: list(spots_of_talk(sight, child, talk)) for talk in further}
        covered = [*spots, *(spot for found in of_talks.values() for spot in found)]
        return ChildTold(
            child=child,
            roll_number=person.roll_number,
            name=_name(sight.name_of_child(child), person.name),
            age=_age(sight, child),
            state=child_state(sight, child),
            contact=contact_with(sight, child),
            own_words=tuple(self._own_words(child)),
            withdrawn_because=person.withdrawn_because,
            found_late_at=_moment(person.found_late_at),
            kept_because=person.kept_because,
            answers=self._standing(spots, is_withdrawn=person.is_withdrawn),
            talks=tuple(
                talk for number in further for talk in self._talk(child, number, of_talks[number])
            ),
            set_aside=self._aside(Subject(child), covered),
        )

    def _talk(self, child: ChildId, number: int, spots: list[Spot]) -> Iterator[Talk]:
        engagement = self._situation.engagement(child, number)
        for entry in self._entries:
            if entry.happening.engagement == engagement:  # the first that names it begins it
                yield Talk(
                    number=number,
                    officer=entry.writing.officer or "",
                    began_at=entry.recorded_at,
                    answers=self._standing(self._as_read(spots)),
                )
                return

    def _own_words(self, child: ChildId) -> Iterator[str]:
        by_talk = sorted(self._situation.held.items(), key=lambda item: item[0].subject.talk)
        for spot, held in by_talk:
            question = self._sight.checklist.questions[spot.question]
            if spot.subject.child != child or question.type is not AnswerType.TRANSCRIPT:
                continue
            if self._sight.live(spot) is None or not isinstance(held.given, Answer):
                continue
            for line in _lines_of(held.given.value):
                if line.get("speaker") == "child":
                    yield line_in_words(line)

    # Answers

    def _asked_of(self, scope: Scope) -> Iterator[Question]:
        for question in self._sight.checklist.questions.values():
            if question.of is scope and question.type is not AnswerType.NOTE:
                yield question

    def _as_read(self, spots: Iterable[Spot]) -> Iterator[Spot]:
        """Yield spots without notes, and a list of people before what is known of each."""
        questions = self._sight.checklist.questions
        for _, run in groupby(spots, key=lambda spot: questions[spot.question].group):
            together = [one for one in run if questions[one.question].type is not AnswerType.NOTE]
            yield from sorted(together, key=lambda one: not _is_naming(questions[one.question]))

    def _standing(self, spots: Iterable[Spot], *, is_withdrawn: bool = False) -> tuple[Told, ...]:
        """Return what stands, and what is still to be asked of somebody who was not withdrawn."""
        told = []
        for spot in spots:
            held = self._situation.held.get(spot)
            if held is not None and not held.is_set_aside:
                told.append(self._told(spot, held))
            elif not is_withdrawn and self._sight.is_on_path(spot):
                told.append(self._told(spot, None))
        return tuple(told)

    def _aside(self, subject: Subject, spots: Iterable[Spot]) -> tuple[Told, ...]:
        """Return what stands no more, of one child or adult, or of the incident itself."""
        covered = set(spots)
        told = []
        for spot, held in self._situation.held.items():
            if spot.subject.child != subject.child:
                continue
            if subject.child is None and spot.subject.adult != subject.adult:
                continue
            if held.is_set_aside:
                again = spot in covered and self._sight.is_on_path(spot)
                note = "applies again, and is to be confirmed" if again else ""
                told.append(self._told(spot, held, note))
            elif spot not in covered:
                told.append(self._told(spot, held, "the person was taken off this list"))
        return tuple(told)

    def _told(self, spot: Spot, held: Held | None, note: str = "") -> Told:
        values = placeholder_values(self._sight, spot.subject)
        question = worded(self._sight.checklist.questions[spot.question], values)
        group = question.group if question.label else None
        is_on_list = is_of_people(question) and not question.is_pair
        subject = spot.subject
        ask = fill(question.label if group is not None else question.ask, values)
        group_ask = fill(group.ask, values) if group is not None and not is_on_list else ""
        told = Told(
            spot=spot,
            section=fill(self._sight.checklist.section(question.section).title, values),
            group_ask=group_ask if group_ask != ask else "",
            ask=ask,
            who=self._names[subject.adult] if subject.child and subject.adult else "",
            lines=(NOT_REACHED,),
            basis="",
            state=state_of(held),
            note=note,
            short=fill(question.at_leaving, values),
        )
        if held is None:
            return told
        given, entry = held.given, self._by_id[held.entry]
        is_gone = entry.is_erased and isinstance(given, Answer)
        return replace(
            told,
            lines=self._lines(question, given, is_erased=entry.is_erased),
            basis=bases_in_words(question, given, self._names) if isinstance(given, Answer) else "",
            state="erased" if is_gone else told.state,
            answered_at=given.answered_at,
            entry=entry.number,
            corrections=tuple(self._corrections_at(spot)),
        )

    def _lines(self, question: Question, given: Given, *, is_erased: bool) -> tuple[str, ...]:
        if is_erased and isinstance(given, Answer):
            return (ERASED,)
        lines = lines_in_words(question, given, self._sight.checklist, self._names, self._zone)
        return (*lines, ERASED) if is_erased else lines

    def _corrections_at(self, spot: Spot) -> Iterator[Correction]:
        values = placeholder_values(self._sight, spot.subject)
        question = worded(self._sight.checklist.questions[spot.question], values)
        for entry in self._corrections.get(spot, ()):
            happening = entry.happening
            assert isinstance(happening, AnswerGiven | QuestionLeft)
            before = self._by_id.get(happening.corrects or EntryId(""))
            yield Correction(
                entry=entry.number,
                officer=entry.writing.officer or "",
                recorded_at=entry.recorded_at,
                why=ERASED if entry.is_erased else happening.why_corrected,
                before=self._words_of(question, before) if before is not None else "",
            )

    def _words_of(self, question: Question, entry: Entry) -> str:
        given = given_by(entry)
        if given is None:
            return ""
        return "\n".join(self._lines(question, given, is_erased=entry.is_erased))

    # Facts and follow-ups

    def _fact(self, name: str, subject: Subject = INCIDENT, default: str = NOT_REACHED) -> str:
        """Return a fact in words; where it was left, why."""
        held = self._sight.fact(name, subject)
        for question in self._sight.checklist.with_fact(name):
            spot = self._sight.spot(question, subject)
            if held is not None and self._situation.held.get(spot) is held:
                return "\n".join(self._told(spot, held).lines)
        return default

    def _follow_ups(self) -> Iterator[FollowUpTold]:
        ended: dict[FollowUpId, tuple[Entry, FollowUpClosed | FollowUpSetAside]] = {}
        for entry in self._entries:
            happening = entry.happening
            if isinstance(happening, FollowUpClosed | FollowUpSetAside) and happening.follow_up:
                ended[happening.follow_up] = (entry, happening)
        for one in self._situation.follow_ups.values():
            due_at = _moment(one.due_at)
            if one.state == "open" or one.id not in ended:
                yield FollowUpTold(one, due_at)
                continue
            entry, happening = ended[one.id]
            ended_at: datetime | None = entry.recorded_at
            talk = 0
            if isinstance(happening, FollowUpClosed):
                ended_at = _moment(happening.closed_at)
                if happening.engagement is not None:
                    _, talk = self._situation.talks.get(happening.engagement, ("", 0))
            yield FollowUpTold(one, due_at, ended_at, entry.number, talk)


def lines_in_words(
    question: Question,
    given: Given,
    checklist: Checklist,
    names: Mapping[str, str],
    zone: tzinfo,
) -> tuple[str, ...]:
    """Return an answer, or the reason for none, in words: one item for each line of a talk."""
    if isinstance(given, Answer) and (lines := _lines_of(given.value)):
        own = (given.texts[""],) if given.texts.get("") else ()
        return (*(value_in_words(question, [line], names) for line in lines), *own)
    return (in_words(question, given, checklist, names, zone=zone),)


def given_by(entry: Entry) -> Given | None:
    """Return the answer, or the reason for none, that an entry records."""
    alone = situation_of(entry.happening.incident or IncidentId(""), [entry])
    return next((held.given for held in alone.held.values()), None)


def _urgency(told: FollowUpTold) -> tuple[bool, bool, datetime, int]:
    """Order what is open first; what has no time cannot wait, then comes the earliest due."""
    due = told.due_at or datetime.min.replace(tzinfo=UTC)
    return (
        told.follow_up.state != "open",
        told.due_at is not None,
        due,
        told.follow_up.opened_order,
    )


def _is_naming(question: Question) -> bool:
    return question.type in (AnswerType.PEOPLE, AnswerType.ROLL)


def _name(now: str, on_roll: str) -> str:
    """Return a child's name; where it is another than on the roll, with that."""
    if not now or not on_roll or now == on_roll:
        return now or on_roll or ERASED
    return f"{now} (on the roll: {on_roll})"


def _lines_of(value: Plain) -> list[dict[str, Plain]]:
    return [line for line in value if isinstance(line, dict)] if isinstance(value, list) else []


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _age(sight: Sight, child: ChildId) -> str:
    """Return a child's age on the day of arrival, as exactly as it is known."""
    if sight.band(child) == UNBORN:
        return "not born yet"
    born = sight.born_on(child)
    if born is None:
        return "age not known"
    if born.on is None:
        return date_in_words(born.as_text())
    years = sight.age(child)
    whole = "under 1" if years == 0 else str(years)
    return f"{whole} (born {date_in_words(born.as_text())})"
