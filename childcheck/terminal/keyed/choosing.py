"""Questions answered by choosing: one key for one choice, keys and Enter for several."""

from __future__ import annotations

from collections.abc import Sequence

from childcheck.checklist.answers import Plain
from childcheck.checklist.definitions import AnswerType
from childcheck.checklist.fitting import excluding
from childcheck.terminal import words
from childcheck.terminal.at_once_keys import at_once_by_key
from childcheck.terminal.keyed import key_words, keys
from childcheck.terminal.keyed.asking import Asking, passing, replied_if_passed
from childcheck.terminal.keyed.beside import held, whole_answer
from childcheck.terminal.keyed.line_keys import Line
from childcheck.terminal.keyed.offering import MANY, Offered, lone_keys, offered_at
from childcheck.terminal.typed import NotUnderstood
from childcheck.terminal.typed_choices import read_choice, read_choices
from childcheck.walk.replies import Keep, Reply
from childcheck.walk.showing import Shown


def choose(asking: Asking, shown: Shown) -> Reply:
    """Ask until a choice is made that can stand."""
    offered = offered_at(shown)
    if not offered:
        return _by_number(asking, shown)
    if shown.question.type in MANY:
        return _several(asking, shown, offered)
    return _one(asking, shown, offered)


def _one(asking: Asking, shown: Shown, offered: Sequence[Offered]) -> Reply:
    by_key = {one.key: one for one in offered}
    together = at_once_by_key(shown)
    also = (*passing(shown), *((keys.ENTER,) if shown.may_keep else ()))
    pressed = asking.prompter.key(words.ANSWER, [*by_key, *together], also=also)
    replied_if_passed(shown, pressed)
    if pressed in together:
        return asking.taken_at_once(together[pressed])
    if pressed == keys.ENTER:
        return Keep()
    one = by_key[pressed]
    asking.prompter.taken(words.ANSWER, one.label)
    return whole_answer(asking, shown, one.id)


def _several(asking: Asking, shown: Shown, offered: Sequence[Offered]) -> Reply:
    by_key = {one.key: one.id for one in offered}
    standing = tuple(one for one in held(shown).chosen if one in by_key.values())
    chosen = set(standing)
    together = at_once_by_key(shown)
    also = [keys.ENTER, *passing(shown), *together]
    if shown.question.type is AnswerType.PERSONS:
        also.append(keys.EVERYBODY)
    goes_on = False
    while True:
        label = key_words.chosen(
            words.ANSWER, [key for key, one in by_key.items() if one in chosen]
        )
        pressed = asking.prompter.key(label, list(by_key), also=also, goes_on=goes_on, several=True)
        replied_if_passed(shown, pressed)
        goes_on = True
        is_whole = pressed == keys.ENTER
        if pressed in together and not asking.prompter.more_comes:
            return asking.taken_at_once(together[pressed])
        if pressed in by_key:
            is_lone = pressed in lone_keys(shown)
            is_whole = not chosen and is_lone and not asking.prompter.more_comes
            if not is_lone:  # it takes the place of what stood alone here before
                chosen -= {by_key[key] for key in lone_keys(shown)} & set(standing)
            chosen ^= {by_key[pressed]}
        elif pressed == keys.EVERYBODY:
            chosen = set(by_key.values())
            is_whole = not asking.prompter.more_comes
        if is_whole:
            reply = _confirmed(asking, shown, [one for one in offered if one.id in chosen])
            if reply is not None:
                return reply


def _confirmed(asking: Asking, shown: Shown, chosen: Sequence[Offered]) -> Reply | None:
    """Return what Enter makes of what is chosen; None when it cannot stand."""
    ids = [one.id for one in chosen]
    if shown.may_keep and ids == _in_order(shown, held(shown).value):
        return Keep()
    if not ids:
        asking.prompter.note(key_words.NOTHING_CHOSEN)
        return None
    for pair in excluding(shown.question, tuple(ids)):
        first, second = (one.label for one in chosen if one.id in pair)
        asking.prompter.note(key_words.cannot_both(first, second))
        return None
    asking.prompter.taken(words.ANSWER, "; ".join(one.label for one in chosen))
    return whole_answer(asking, shown, list(ids))


def _in_order(shown: Shown, value: Plain) -> list[str]:
    order = [one.id for one in offered_at(shown)]
    taken = value if isinstance(value, list) else []
    return [one for one in order if one in taken]


def _by_number(asking: Asking, shown: Shown) -> Reply:
    """Ask by typed numbers, where there are more choices than keys, or nobody to choose."""
    choices = shown.choices or tuple(shown.persons.items())
    while True:
        ended = asking.prompter.line(Line(words.ANSWER, instant=passing(shown)))
        replied_if_passed(shown, ended.key)
        if not ended.text.strip():
            if shown.may_keep:
                return Keep()
            asking.prompter.note(key_words.ENTER_RECORDS_NOTHING)
            continue
        if told := at_once_by_key(shown).get(ended.text.strip().casefold()):
            return asking.taken_at_once(told)
        value: Plain | NotUnderstood
        if shown.question.type in MANY:
            several = read_choices(ended.text, choices)
            value = several if isinstance(several, NotUnderstood) else list(several)
        else:
            value = read_choice(ended.text, choices)
        if not isinstance(value, NotUnderstood):
            return whole_answer(asking, shown, value)
        asking.prompter.note(value.why)
