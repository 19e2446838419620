"""Who is on a list of people, or on the roll: named, picked, renamed, withdrawn.

Each function looks at what stands and returns a step: why it cannot be, or what
records it. Nobody is ever removed; a list that was called complete is brought up
to who is on it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from typing import Any

from childcheck.checklist.answers import Answer
from childcheck.checklist.definitions import AnswerType, Scope
from childcheck.checklist.fitting import Fault
from childcheck.identifiers import AdultId, ChildId, EntryId
from childcheck.record import happenings as past
from childcheck.walk.ledger import Ledger, at, iso
from childcheck.walk.situation import Held, Person
from childcheck.walk.subjects import INCIDENT, Spot
from childcheck.walk.viewing import Sight, persons_for

Make = Callable[[Ledger], EntryId]
Step = tuple[Fault, ...] | Make


def roll_spot(sight: Sight) -> Spot | None:
    """Return the spot of the roll, where the checklist has one."""
    return _list_spot(sight, AnswerType.ROLL)


def adults_spot(sight: Sight) -> Spot | None:
    """Return the spot of the list of adults, where the checklist has one."""
    return _list_spot(sight, AnswerType.PEOPLE)


def _list_spot(sight: Sight, kind: AnswerType) -> Spot | None:
    for question in sight.checklist.questions.values():
        if question.type is kind and question.of is Scope.INCIDENT:
            return Spot(INCIDENT, question.id)
    return None


def listed(sight: Sight, spot: Spot) -> tuple[str, ...]:
    """Return who is on a list of people now: of a child's own list, who was picked."""
    if spot.subject.child is not None:
        adults = sight.situation.living_adults()
        return tuple(one for one in sight.situation.picked.get(spot, ()) if one in adults)
    return persons_for(sight, sight.checklist.questions[spot.question])


def faults_of_list(sight: Sight, spot: Spot) -> tuple[Fault, ...]:
    """Return why a list of people cannot be called complete."""
    if listed(sight, spot):
        return ()
    is_roll = sight.checklist.questions[spot.question].type is AnswerType.ROLL
    return (_EMPTY_ROLL,) if is_roll else (_EMPTY_LIST,)


# Naming


def naming(
    sight: Sight,
    spot: Spot | None,
    name: str,
    new: str,
    *,
    now: datetime,
    offer: EntryId | None = None,
    is_late: bool = False,
    why: str = "",
) -> Step:
    """Name one more person; without a spot an adult, on no list.

    Args:
        new: the identifier that the person gets.
        now: the moment of discovery, if the child was found late.
        offer: the entry of the answer that brought the person up.
        is_late: the child came to light after the roll was called complete.
        why: the reason of a correction.
    """
    question = sight.checklist.questions[spot.question] if spot is not None else None
    is_roll = question is not None and question.type is AnswerType.ROLL
    people = sight.situation.children if is_roll else sight.situation.adults
    found = _name_faults(name, _living_names(people.values()))
    if found:
        return found

    def make(ledger: Ledger) -> EntryId:
        if not is_roll:
            where = at(ledger, spot) if spot is not None else {}
            adult = AdultId(new)
            made = ledger.add(past.AdultNamed(name=name, offer=offer, **{**where, "adult": adult}))
        else:
            made = ledger.add(
                past.ChildNamed(
                    name=name,
                    child=ChildId(new),
                    question=spot.question if spot is not None else None,
                    roll_number=len(sight.situation.children) + 1,
                    found_late_at=iso(now) if is_late else None,
                    offer=offer,
                )
            )
        list_again(ledger, now, why or "named since")
        return made

    return make


def _living_names(people: Collection[Person]) -> list[str]:
    return [one.name for one in people if not one.is_withdrawn]


def _same(name: str) -> str:
    return " ".join(name.split()).casefold()


def _name_faults(name: str, others: Collection[str]) -> tuple[Fault, ...]:
    if not name.strip():
        return (_NO_NAME,)
    return (_NAMED_TWICE,) if _same(name) in map(_same, others) else ()


def renaming(sight: Sight, person: AdultId | ChildId, name: str, why: str = "") -> Step:
    """Put a name right; the old one stays in the log."""
    is_child = person in sight.situation.children
    people: Mapping[Any, Person] = sight.situation.children if is_child else sight.situation.adults
    others = _living_names([known for one, known in people.items() if one != person])
    found = _name_faults(name, others)
    if found:
        return found

    def make(ledger: Ledger) -> EntryId:
        if is_child:
            return ledger.add(past.ChildRenamed(child=ChildId(person), name=name, why=why))
        return ledger.add(past.AdultRenamed(adult=AdultId(person), name=name, why=why))

    return make


# Picking


def picking(spot: Spot, adult: AdultId, why: str, now: datetime | None) -> Make:
    """Take an adult who was already named into a child's list."""

    def make(ledger: Ledger) -> EntryId:
        made = ledger.add(past.PersonPicked(**{**at(ledger, spot), "adult": adult}))
        list_again(ledger, now, why or "named since")
        return made

    return make


def unpicking(spot: Spot, adult: AdultId, why: str, now: datetime | None) -> Make:
    """Take an adult out of a child's list; the adult stays on the record."""

    def make(ledger: Ledger) -> EntryId:
        made = ledger.add(past.PersonUnpicked(**{**at(ledger, spot), "adult": adult}))
        list_again(ledger, now, why or "taken off the list since")
        return made

    return make


# Withdrawing


def withdrawing(sight: Sight, person: AdultId | ChildId, why: str, *, now: datetime | None) -> Step:
    """Withdraw a person, with a line why; nothing about the person is removed."""
    if not why.strip():
        return (_WITHDRAWAL_NEEDS_WHY,)
    named: Mapping[Any, Person] = {**sight.situation.children, **sight.situation.adults}
    if named[person].is_withdrawn:
        return ()

    def make(ledger: Ledger) -> EntryId:
        if person in sight.situation.children:
            made = ledger.add(past.ChildWithdrawn(child=ChildId(person), why=why))
        else:
            made = ledger.add(past.AdultWithdrawn(adult=AdultId(person), why=why))
        list_again(ledger, now, why)
        return made

    return make


def keeping_on_roll(child: ChildId, why: str) -> Step:
    """Keep somebody of 18 or over on the roll, with a reason."""
    if not why.strip():
        return (_KEEPING_NEEDS_WHY,)
    return lambda ledger: ledger.add(past.ChildKept(child=child, why=why))


def listing_as_adult(sight: Sight, child: ChildId, new: str, *, why: str, now: datetime) -> Make:
    """Withdraw somebody of 18 or over from the roll and list the person as an adult.

    An adult of the same name may be another person: the number on the roll then
    tells the two apart.
    """

    def make(ledger: Ledger) -> EntryId:
        name = sight.name_of_child(child)
        if _name_faults(name, _living_names(sight.situation.adults.values())):
            name = f"{name} (number {sight.situation.children[child].roll_number} on the roll)"
        made = ledger.add(past.ChildWithdrawn(child=child, why=why))
        spot = adults_spot(sight)
        where: dict[str, Any] = at(ledger, spot) if spot is not None else {}
        ledger.add(past.AdultNamed(name=name, **{**where, "adult": AdultId(new)}))
        list_again(ledger, now, why)
        return made

    return make


# A list that was called complete


def list_again(ledger: Ledger, now: datetime | None, why: str) -> None:
    """Bring every list that was called complete up to who is on it now.

    One that waits to be asked again is not: whoever is asked then says what is on
    it. Where nobody is on a list of adults any more, it is asked again. A list
    that was left with a reason, empty, is an answer as soon as somebody is on it.
    """
    questions = ledger.sight().checklist.questions
    for spot, held in tuple(ledger.situation.held.items()):
        sight = ledger.sight()
        question = questions[spot.question]
        if question.type not in (AnswerType.PEOPLE, AnswerType.ROLL):
            continue
        if held.is_set_aside or sight.is_reopened(spot) or not sight.is_present(spot.subject):
            continue
        on_list = listed(sight, spot)
        if not _is_out_of_date(ledger, held, on_list):
            continue
        if not on_list and question.type is AnswerType.PEOPLE:
            cause = ledger.drafts[-1].identifier
            ledger.add(past.QuestionReopened(cause=cause, **at(ledger, spot)))
            continue
        is_finished = sight.situation.is_finished(spot.subject.child)
        ledger.add(
            past.AnswerGiven(
                **at(ledger, spot),
                answered_at=iso(now),
                fact=question.fact,
                value=[*on_list],
                corrects=held.entry if is_finished else None,
                why_corrected=why if is_finished else "",
            )
        )


def _is_out_of_date(ledger: Ledger, held: Held, on_list: tuple[str, ...]) -> bool:
    if isinstance(held.given, Answer):
        return held.given.value != [*on_list]
    begun = ledger.drafts[0].happening
    is_first = len(on_list) == 1 and on_list[0] in (begun.child, begun.adult)
    return is_first and isinstance(begun, past.ChildNamed | past.AdultNamed | past.PersonPicked)


_NO_NAME = Fault("empty", "A name is needed.", "Write a name, or a description.")
_NAMED_TWICE = Fault(
    "named-twice",
    "Somebody of this name is on the list already.",
    "If there are two, write how they can be told apart after the name; "
    "if it is the same person, one line is enough.",
)
_WITHDRAWAL_NEEDS_WHY = Fault(
    "withdrawal-needs-reason",
    "Nobody is taken off a list without a reason.",
    "Write a line why: the line and the reason stay in the log.",
    "why",
)
_KEEPING_NEEDS_WHY = Fault(
    "keeping-needs-reason",
    "Somebody of 18 or over stays on the roll only with a reason.",
    "Write a line why.",
    "why",
)
_EMPTY_ROLL = Fault(
    "empty-roll",
    "There is nobody on the roll.",
    "Name every child, here or not; if there is no child at all, leave the question with a reason.",
)
_EMPTY_LIST = Fault(
    "empty-list",
    "There is nobody on the list.",
    "Name somebody, or leave the question with a reason.",
)
