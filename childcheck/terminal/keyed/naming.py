"""Lists of people and the roll: a short table with a line below it.

A name and Enter adds, a number and Enter changes a row, Ctrl-D says that the list
is complete. Adults who were named already are picked for a child by one key.
"""

from __future__ import annotations

from childcheck.identifiers import AdultId, ChildId
from childcheck.terminal import words
from childcheck.terminal.at_once_keys import at_once_by_key
from childcheck.terminal.keyed import key_words, keys
from childcheck.terminal.keyed.asking import Asking, passing, replied_if_passed
from childcheck.terminal.keyed.line_keys import Line
from childcheck.terminal.keyed.offering import Offered, offered_at
from childcheck.terminal.plain.presenting import picks
from childcheck.terminal.plain.prompting import Restart
from childcheck.terminal.typed import NotUnderstood
from childcheck.terminal.typed_choices import read_place
from childcheck.walk.replies import Done, Keep, Named, Picked, Renamed, Reply, Withdrawn
from childcheck.walk.showing import Shown

ADD, DONE, RENAME, WITHDRAW = "a", "d", "r", "w"


def name_people(asking: Asking, shown: Shown) -> Reply:
    """Ask for one more name, or for what is to be put right, or whether the list is complete."""
    offered = offered_at(shown)
    if picks(shown) and offered:
        return _pick(asking, shown, {one.key: one for one in offered})
    return _name(asking, shown)


def _name(asking: Asking, shown: Shown) -> Reply:
    persons = list(shown.persons)
    asked = Line(words.NAME, instant=passing(shown), ends=(keys.END,))
    while True:
        ended = asking.prompter.line(asked)
        replied_if_passed(shown, ended.key)
        typed = ended.text.strip()
        if ended.key == keys.END or typed.casefold() == words.DONE:
            return _done(asking)
        if not typed:
            if shown.may_keep:
                return Keep()
            asking.prompter.note(key_words.KEYED_ENTER_IS_NOT_DONE)
            continue
        if told := at_once_by_key(shown).get(typed.casefold()):
            return asking.taken_at_once(told)
        place = read_place(typed, len(persons)) if persons else None
        if place is None:
            asking.prompter.taken(words.NAME, typed)
            return Named(typed)
        if isinstance(place, NotUnderstood):
            asking.prompter.note(place.why)
            continue
        reply = _with_row(asking, shown, persons[place])
        if reply is not None:
            return reply


def _done(asking: Asking) -> Done:
    asking.prompter.taken(words.NAME, words.DONE)
    return Done()


def _with_row(asking: Asking, shown: Shown, person: str) -> Reply | None:
    """Return what is to become of somebody whose number was typed; None when nothing is."""
    if picks(shown) and person not in shown.listed:
        return Picked(AdultId(person))
    name = shown.persons[person]
    with asking.printed(lambda: asking.say(f"{name}: {key_words.KEYED_PERSON_ASK}")):
        pressed = asking.prompter.key(
            key_words.PERSON_LABEL, [RENAME, WITHDRAW], also=(keys.BACK, keys.ENTER)
        )
    try:
        if pressed == RENAME:
            return _renamed(asking, shown, person)
        if pressed == WITHDRAW:
            return _withdrawn(asking, shown, person)
    except Restart:
        return None
    return None


def _renamed(asking: Asking, shown: Shown, person: str) -> Renamed:
    asked = Line(words.NAME, text=shown.persons[person])
    with asking.printed(lambda: asking.say(key_words.CHANGE_NAME)):
        while True:
            name = asking.nested_line(asked).text.strip()
            if name:
                asking.prompter.taken(words.NAME, name)
                return Renamed(_identifier(shown, person), name)
            asking.prompter.note(words.NOTHING_TYPED)


def _withdrawn(asking: Asking, shown: Shown, person: str) -> Withdrawn:
    if picks(shown):
        return Withdrawn(AdultId(person))  # off this child's list only; still on the record
    why = asking.needed_line(words.WHY, words.WITHDRAW_WHY)
    return Withdrawn(_identifier(shown, person), why)


def _identifier(shown: Shown, person: str) -> AdultId | ChildId:
    return AdultId(person) if person in shown.adults else ChildId(person)


# Picking by key


def _pick(asking: Asking, shown: Shown, offered: dict[str, Offered]) -> Reply:
    together = at_once_by_key(shown)
    also = (ADD, DONE, keys.END, keys.ENTER, *passing(shown), *together)
    while True:
        pressed = asking.prompter.key(words.WHAT_NOW, list(offered), also=also)
        replied_if_passed(shown, pressed)
        if pressed in offered:
            one = offered[pressed]
            asking.prompter.taken(words.NAME, one.label)
            adult = AdultId(one.id)
            return Withdrawn(adult) if adult in shown.listed else Picked(adult)
        if pressed in together:
            return asking.taken_at_once(together[pressed])
        if pressed in (DONE, keys.END):
            return _done(asking)
        if pressed == ADD:
            name = asking.nested_line(Line(words.NAME)).text.strip()
            if name:
                asking.prompter.taken(words.NAME, name)
                return Named(name)
        elif shown.may_keep:
            return Keep()
        asking.prompter.note(key_words.PICK_ENTER_IS_NOT_DONE)
