"""Lists of people and the roll: one name after another, until the list is complete."""

from __future__ import annotations

from childcheck.identifiers import AdultId, ChildId
from childcheck.terminal import words
from childcheck.terminal.at_once_keys import at_once_by_key
from childcheck.terminal.plain.asking import Asking
from childcheck.terminal.plain.presenting import picks
from childcheck.terminal.plain.prompting import Command, Replied
from childcheck.terminal.typed import NotUnderstood
from childcheck.terminal.typed_choices import read_place
from childcheck.walk.replies import Done, Keep, Named, Picked, Renamed, Reply, Withdrawn
from childcheck.walk.showing import Shown


def name_people(asking: Asking, shown: Shown) -> Reply:
    """Ask for one more name, or for what is to be put right, or whether the list is complete."""
    extra = _commands(asking, shown)
    persons = list(shown.persons)
    while True:
        typed = asking.prompter.line(words.NAME, extra).strip()
        if not typed:
            if shown.may_keep:
                return Keep()
            asking.say(words.ENTER_IS_NOT_DONE)
            continue
        if asking.is_pass(shown, typed):
            continue
        if typed.casefold() == words.DONE:
            return Done()
        if told := at_once_by_key(shown).get(typed.casefold()):
            return told
        place = read_place(typed, len(persons)) if persons else None
        if place is None:
            return Named(typed)
        if isinstance(place, NotUnderstood):
            asking.say(place.why)
            continue
        reply = _with_person(asking, shown, persons[place])
        if reply is not None:
            return reply


def _with_person(asking: Asking, shown: Shown, person: str) -> Reply | None:
    """Return what is to become of somebody whose number was typed; None when nothing is."""
    if picks(shown) and person not in shown.listed:
        return Picked(AdultId(person))
    with asking.asked(lambda: asking.say(words.person_chosen(shown.persons[person]))):
        while True:
            typed = asking.prompter.line_of_answer(words.WHAT_NOW).strip().casefold()
            if not typed:
                return None
            if typed == words.RENAME:
                return _renamed(asking, shown, person)
            if typed == words.WITHDRAW:
                return _withdrawn(asking, shown, person)
            asking.say(words.PERSON_ASK)


def _renamed(asking: Asking, shown: Shown, person: str) -> Renamed:

    def print_it() -> None:
        asking.say(f"{words.SO_FAR}{shown.persons[person]}")
        asking.say(words.NEW_NAME_ASK)

    with asking.asked(print_it):
        while True:
            name = asking.prompter.line_of_answer(words.NAME).strip()
            if name:
                return Renamed(_identifier(shown, person), name)
            asking.say(words.NOTHING_TYPED)


def _withdrawn(asking: Asking, shown: Shown, person: str) -> Withdrawn:
    if picks(shown):
        return Withdrawn(AdultId(person))  # off this child's list only; still on the record
    why = asking.needed_line(words.WHY, words.WITHDRAW_WHY)
    return Withdrawn(_identifier(shown, person), why)


def _identifier(shown: Shown, person: str) -> AdultId | ChildId:
    return AdultId(person) if person in shown.adults else ChildId(person)


def _commands(asking: Asking, shown: Shown) -> dict[str, Command]:
    persons = list(shown.persons)

    def person_at(typed: str) -> str | None:
        if not persons:
            asking.say(words.NOBODY_LISTED)
            return None
        place = read_place(typed, len(persons)) if typed else None
        if isinstance(place, int):
            return persons[place]
        asking.say(place.why if place is not None else words.NUMBER_NEEDED)
        return None

    def rename(typed: str) -> None:
        person = person_at(typed)
        if person is not None:
            raise Replied(_renamed(asking, shown, person))

    def withdraw(typed: str) -> None:
        person = person_at(typed)
        if person is None:
            return
        if picks(shown) and person not in shown.listed:
            asking.say(words.NOT_ON_LIST)
            return
        raise Replied(_withdrawn(asking, shown, person))

    def done(_typed: str) -> None:
        raise Replied(Done())

    return {"done": done, "rename": rename, "withdraw": withdraw}
