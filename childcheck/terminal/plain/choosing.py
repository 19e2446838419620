"""Questions answered by choosing: one choice, several, yes or no, or people."""

from __future__ import annotations

from childcheck.checklist.answers import Plain
from childcheck.checklist.definitions import AnswerType
from childcheck.checklist.fitting import excluding
from childcheck.terminal import words
from childcheck.terminal.at_once_keys import at_once_by_key
from childcheck.terminal.plain.asking import Asking
from childcheck.terminal.plain.beside import whole_answer
from childcheck.terminal.plain.presenting import is_bare_yes_no
from childcheck.terminal.typed import NotUnderstood
from childcheck.terminal.typed_choices import read_choice, read_choices
from childcheck.walk.replies import Keep, Reply
from childcheck.walk.showing import Shown


def choose(asking: Asking, shown: Shown) -> Reply:
    """Ask until a choice is made that can stand."""
    while True:
        typed = asking.first_line(shown)
        if isinstance(typed, Keep):
            return typed
        if told := at_once_by_key(shown).get(typed.strip().casefold()):
            return told
        value = _value(shown, typed)
        if not isinstance(value, NotUnderstood):
            return whole_answer(asking, shown, value)
        asking.say(value.why)


def _value(shown: Shown, typed: str) -> Plain | NotUnderstood:
    match shown.question.type:
        case AnswerType.YES_NO:
            return _yes_or_no(shown, typed)
        case AnswerType.CHOICE:
            return read_choice(typed, shown.choices)
        case AnswerType.PERSONS:
            return _persons(shown, typed)
        case _:
            return _several(shown, typed)


def _yes_or_no(shown: Shown, typed: str) -> str | NotUnderstood:
    word = typed.strip().casefold()
    if word in ("y", "n"):
        return "yes" if word == "y" else "no"
    if not is_bare_yes_no(shown):
        return read_choice(typed, shown.choices)
    # No numbers are shown, so none is meant: it would be the answer to another question.
    return word if word in ("yes", "no") else NotUnderstood(words.NEITHER_YES_NOR_NO)


def _several(shown: Shown, typed: str) -> Plain | NotUnderstood:
    chosen = read_choices(typed, shown.choices)
    if isinstance(chosen, NotUnderstood):
        return chosen
    for pair in excluding(shown.question, chosen):
        first, second = (label for one, label in shown.choices if one in pair)
        return NotUnderstood(words.both(first, second))
    return list(chosen)


def _persons(shown: Shown, typed: str) -> Plain | NotUnderstood:
    if typed.strip().casefold() == words.ALL:
        return list(shown.persons)
    chosen = read_choices(typed, list(shown.persons.items()))
    return chosen if isinstance(chosen, NotUnderstood) else list(chosen)
