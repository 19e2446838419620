"""An incident file as somebody who is asked: the third asker of the one engine.

The walk asks; the file answers, or it does not, and then there is a problem.
Nothing is asked twice, nothing is recorded here, and all problems are kept
until the end, so that a file is put right in one go.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, tzinfo

from childcheck.checklist.answers import Answer, LeftUnanswered
from childcheck.checklist.definitions import AnswerType, Checklist, Reason
from childcheck.checklist.fitting import Fault, bases_needed
from childcheck.identifiers import AdultId, ChildId
from childcheck.problems import Place, Problem
from childcheck.walk.door import Leaving
from childcheck.walk.replies import (
    CloseDoor,
    Done,
    Edit,
    Finish,
    FoundLate,
    Keep,
    KeepOnRoll,
    KeepUnfinished,
    Named,
    NotReached,
    Offer,
    Picked,
    Reply,
    Withdrawn,
)
from childcheck.walk.reviewing import Review, Summary
from childcheck.walk.showing import Shown, Standing
from childcheck.walk.subjects import Spot
from childcheck.walk.walking import Walk
from childcheck.yaml_files.incident_answers import AnswerReader
from childcheck.yaml_files.incident_differences import Differences, Missing
from childcheck.yaml_files.incident_file import IncidentFile, IncidentShape, PersonInFile
from childcheck.yaml_files.incident_filing import Filed, Filing, file_answers
from childcheck.yaml_files.incident_forms import Forms, Who, of_whom
from childcheck.yaml_files.incident_people import Listing, PeopleNamed
from childcheck.yaml_files.incident_times import TimeReader
from childcheck.yaml_files.incident_values import ValueReader
from childcheck.yaml_files.marked import Marked

GIVEN_HERE = (Standing.ANSWER, Standing.SET_ASIDE, Standing.ASK_AGAIN)


class FileAsker:
    """Answers from a file what a walk asks; see `walk.replies.Asker`."""

    def __init__(
        self,
        file: IncidentFile,
        checklist: Checklist,
        *,
        zone: tzinfo,
        now: datetime,
        may_be_unfinished: bool = False,
    ) -> None:
        """Sort the file by the checklist's questions.

        Args:
            file: what it says.
            checklist: the one that the file names.
            zone: in which its times are meant.
            now: the wall clock; nothing that was answered lies after it.
            may_be_unfinished: what is missing is not reached, and no problem.
        """
        self.shape = IncidentShape(file.problems)
        self.reminders: list[str] = []
        self._file = file
        self._may_be_unfinished = may_be_unfinished
        self._forms = Forms(checklist)
        self._filing: Filing = file_answers(file, self._forms, self.shape)
        self._people = PeopleNamed(file)
        self._times = TimeReader(self.shape, zone, now)
        values = ValueReader(self.shape, self._times, self._people.names)
        self._reader = AnswerReader(self.shape, values)
        self._named_last: tuple[Listing, PersonInFile, bool] | None = None
        self._made_up: set[str] = set()
        self._picked: set[tuple[Spot, int]] = set()
        self._withdrawn: set[int] = set()
        self._kept: set[int] = set()
        self._of_age: set[int] = set()  # perhaps among the children by mistake
        self._last: tuple[Spot, Mapping[str, Place]] | None = None
        self._passed: set[Spot] = set()  # their problem has been told
        self._missing: list[Missing] = []

    # The interface

    def ask(self, shown: Shown) -> Reply:
        """Return what the file says to a question."""
        self._named_last = None
        self._people.meet(shown)
        moved = self._after_roll()
        if moved is not None:
            return moved
        if shown.spot in self._passed:
            return NotReached()
        if shown.question.type in (AnswerType.PEOPLE, AnswerType.ROLL):
            return self._list(shown) if shown.spot.subject.child is None else self._picks(shown)
        who = self._people.who(shown.spot.subject)
        filed = self._filing.answers.get((who, shown.question.id))
        return self._filed(shown, filed) if filed is not None else self._absent(shown, who)

    def tells_of(self, spot: Spot) -> bool:
        """Return whether the file has an answer, or a reason for none, at a spot."""
        who = self._people.who(spot.subject)
        return (who, spot.question) in {**self._filing.answers, **self._filing.picks}

    def refuse(self, shown: Shown, faults: Sequence[Fault]) -> None:
        """Keep why an answer does not fit; the question will be passed."""
        if self._named_last is not None:
            self._not_named(faults)
            return
        named = self._forms.name(shown.question) + of_whom(self._people.who(shown.spot.subject))
        spot, places = self._last or (shown.spot, {})
        for fault in faults:
            place = places.get(fault.part) or places.get("value") or self._file.place
            what = f"{named}: {_begun_small(fault.what)}"
            self.shape.report(place, fault.code, what, fault.remedy)
        self._passed.add(spot)

    def remind(self, text: str) -> None:
        """Keep a reminder, for whoever handed in the file."""
        self.reminders.append(text)

    def tell_of_roll(self, name: str, number: int, *, is_withdrawn: bool) -> None:
        """Pass over who is on the roll: a file says it itself."""

    def begin(self, heading: str, lines: Sequence[str]) -> None:
        """Pass over a heading: a file shows nothing."""

    def offer(self, offer: Offer) -> None:
        """Leave an offer to name somebody open: a file names everybody in its lists."""

    def of_age(self, shown_name: str, child: ChildId) -> KeepOnRoll | None:
        """Return why somebody of 18 or over is kept on the roll, if the file says it."""
        number = self._people.children.numbers[child]
        person = self._people.children.person(number)
        if person.kept_because is not None:
            self._kept.add(number)
            return KeepOnRoll(person.kept_because.text)
        self._of_age.add(number)
        born_on = next(
            (
                filed.value.place
                for (who, _), filed in self._filing.answers.items()
                if who == Who(child=number) and filed.question.fact == "child.born_on"
            ),
            person.place,
        )
        self.shape.report(
            born_on,
            "of-age",
            f"Child {number} is 18 or over on the day of arrival.",
            "list the person under adults; or say with kept_because: why the person stays on "
            "the roll",
        )
        return None

    def close_door(self, leaving: Leaving) -> CloseDoor:
        """Close the door: a file tells what was asked before, and has no screen."""
        return CloseDoor()

    def review(self, review: Review) -> Edit | Finish | KeepUnfinished:
        """Call a check finished; a child who is still to be withdrawn is so at the last line."""
        number = self._people.children.numbers.get(review.child or "", 0)
        if self._is_to_be_withdrawn(number) and review.lines:
            return Edit(review.lines[-1].spot)
        return Finish() if review.may_finish else KeepUnfinished()

    def conclude(self, summary: Summary) -> Finish | KeepUnfinished | Edit:
        """Call the incident finished when nothing is open."""
        waiting = [
            one for one in self._people.children.numbers.values() if self._is_to_be_withdrawn(one)
        ]
        still_open = (*summary.child_open, *summary.incident_open)
        if waiting and still_open:
            return Edit(still_open[0].spot)
        return Finish() if summary.may_finish else KeepUnfinished()

    # People

    def _after_roll(self) -> Reply | None:
        """Return who came to light after the roll was called complete, or is taken off it."""
        if not self._people.children.is_done:
            return None
        if self._people.children.late:
            person = self._people.children.late.pop(0)
            at = self._times.past_moment(person.found_late)
            return self._naming(self._people.children, person, FoundLate(_name_of(person), at))
        for number in self._people.children.numbers.values():
            if self._is_to_be_withdrawn(number):
                self._withdrawn.add(number)
                child = self._people.children.identifier(number)
                why = self._people.children.person(number).withdrawn
                assert child is not None and why is not None
                return Withdrawn(ChildId(child), why.text)
        return None

    def _is_to_be_withdrawn(self, number: int) -> bool:
        """Return whether a child is to be taken off now: when all that is told was told."""
        if not self._people.children.is_done or number in self._withdrawn:
            return False
        if not self._people.is_withdrawn(number):
            return False
        return all(
            filed.is_used
            for (who, _), filed in self._filing.answers.items()
            if who.child == number and who.talk <= 1
        )

    def _naming(self, listing: Listing, person: PersonInFile, reply: Named | FoundLate) -> Reply:
        listing.unmet.append(person.number)
        self._named_last = (listing, person, isinstance(reply, FoundLate))
        return reply

    def _not_named(self, faults: Sequence[Fault]) -> None:
        """Report a name that cannot stand, and go on with another, so that the rest is read."""
        assert self._named_last is not None
        listing, person, is_late = self._named_last
        self._named_last = None
        for fault in faults:
            what = f"{listing.kind.capitalize()} {person.number}: {_begun_small(fault.what)}"
            self.shape.report(person.name.place, fault.code, what, fault.remedy)
        listing.unmet.remove(person.number)
        other = replace(person.name, text=f"{_name_of(person)} ({listing.kind} {person.number})")
        if other.text not in self._made_up:
            self._made_up.add(other.text)
            waiting = listing.late if is_late else listing.waiting
            waiting.insert(0, replace(person, name=other))

    def _list(self, shown: Shown) -> Reply:
        """Name the people of the file one by one, then call the list complete."""
        listing = (
            self._people.children if shown.question.type is AnswerType.ROLL else self._people.adults
        )
        people = listing.people
        listing.is_asked = True
        if people is None:
            return self._absent(shown, Who())
        self._last = (shown.spot, {"value": people.place})
        if people.left is not None:
            listing.is_done = True
            return self._read(shown, people.left)
        if listing.waiting:
            person = listing.waiting.pop(0)
            return self._naming(listing, person, Named(_name_of(person)))
        listing.is_done = True
        return Done(self._times.past_moment(people.answered_at))

    def _picks(self, shown: Shown) -> Reply:
        """Pick the adults whom a child's list names, then call the list complete."""
        who = self._people.who(shown.spot.subject)
        picks = self._filing.picks.get((who, shown.question.id))
        if picks is None:
            return self._absent(shown, who)
        picks.is_used = True
        self._last = (shown.spot, {"value": picks.key})
        if picks.left is not None:
            return self._read(shown, picks.left)
        for pick in picks.picks:
            if pick.adult and (shown.spot, pick.adult) not in self._picked:
                self._picked.add((shown.spot, pick.adult))
                adult = self._people.adults.identifier(pick.adult)
                if adult is not None:
                    return Picked(AdultId(adult))
                person = self._people.adults.person(pick.adult)
                if person in self._people.adults.waiting:  # no other question asks for the adults
                    self._people.adults.waiting.remove(person)
                    self._people.adults.is_asked = True
                    return self._naming(self._people.adults, person, Named(_name_of(person)))
        if picks.is_faulty:
            return self._pass(shown)
        return Done(self._times.past_moment(picks.answered_at))

    # Answers

    def _filed(self, shown: Shown, filed: Filed) -> Reply:
        filed.is_used = True
        if filed.is_faulty:
            return self._pass(shown)
        self._last = (shown.spot, {"value": filed.value.place})
        if shown.standing in GIVEN_HERE:
            return Keep()
        return self._read(shown, filed.value)

    def _read(self, shown: Shown, value: Marked) -> Reply:
        question = shown.question
        later = self._forms.later(question)
        read = self._reader.read(question, value, later=later, persons=tuple(shown.persons))
        self._last = (shown.spot, {"value": value.place, **read.places})
        if read.given is not None:
            return read.given
        if read.is_kept and shown.standing is Standing.FACT:
            return Keep(read.basis)
        if read.is_kept and not self._is_told(shown):
            self._reader.no_answer(value)
        return self._pass(shown)

    def _is_told(self, shown: Shown) -> bool:
        """Return whether the same fact of the same person is missing or faulty elsewhere."""
        told = (*self._passed, *(one.spot for one in self._missing))
        questions = self._forms.checklist.questions
        return bool(shown.question.fact) and any(
            spot.subject == shown.spot.subject
            and questions[spot.question].fact == shown.question.fact
            for spot in told
        )

    def _absent(self, shown: Shown, who: Who) -> Reply:
        """Return what to do where the file says nothing: keep, pass, or tell that it is missing."""
        self._last = (shown.spot, {"value": self._filing.place(who, shown.question)})
        is_known = shown.standing is Standing.FACT
        if shown.standing in GIVEN_HERE or (is_known and not _lacks_basis(shown)):
            return Keep()
        if self._people.is_withdrawn(who.child):
            return NotReached()
        if shown.question.is_optional:
            return LeftUnanswered(Reason.NOT_ASKED)
        self._missing.append(Missing(shown.spot, shown.question, who, is_known))
        return NotReached()

    def _pass(self, shown: Shown) -> Reply:
        self._passed.add(shown.spot)
        return NotReached()

    def talks_with(self, child: ChildId) -> int:
        """Return how many talks with a child the file tells of."""
        number = self._people.children.numbers.get(child)
        return len(self._people.children.person(number).engagements) if number else 0

    def problems(self, walk: Walk) -> tuple[Problem, ...]:
        """Return everything that is wrong with the file, once `walk` has come to its end."""
        differences = Differences(walk, self._forms, self._filing, self._people, self.shape)
        if not self._may_be_unfinished:
            # Of somebody who may not be a child nothing is missing before that is settled.
            differences.report_missing(
                one for one in self._missing if one.who.child not in self._of_age
            )
        differences.report_unasked(self._kept)
        return tuple(dict.fromkeys(self.shape.in_file_order))


def _lacks_basis(shown: Shown) -> bool:
    """Return whether what is known from elsewhere does not say what it rests on."""
    given = shown.held.given if shown.held is not None else None
    if not isinstance(given, Answer):
        return False
    return any(key not in given.basis for key in bases_needed(shown.question, given.value))


def _name_of(person: PersonInFile) -> str:
    return person.name.text or f"({person.number} of the file)"  # reported by the shape


def _begun_small(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]
