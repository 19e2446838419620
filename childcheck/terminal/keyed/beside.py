"""What belongs to an answer besides its value: needed lines, and what it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from types import MappingProxyType

from childcheck.checklist.answers import Answer, BasisGiven, Plain
from childcheck.checklist.definitions import AnswerType, Basis
from childcheck.checklist.fitting import bases_needed, lines_needed
from childcheck.identifiers import AdultId
from childcheck.terminal import words
from childcheck.terminal.keyed import key_words, keys
from childcheck.terminal.keyed.asking import Asking, Beside
from childcheck.terminal.keyed.line_keys import Line
from childcheck.terminal.typed import NotUnderstood
from childcheck.terminal.typed_choices import read_choices
from childcheck.walk.replies import Keep
from childcheck.walk.showing import Shown
from childcheck.walk.wording import basis_in_words

SINGLE = (AnswerType.CHOICE, AnswerType.YES_NO)
MOST_BY_KEY = 9  # adults who have a digit each


def whole_answer(asking: Asking, shown: Shown, value: Plain) -> Answer:
    """Ask for everything that an answer needs beside its value, and return it whole."""
    texts = _texts(asking, shown, value)
    basis = _bases(asking, shown, value)
    return Answer(value, MappingProxyType(texts), MappingProxyType(basis))


def kept(asking: Asking, shown: Shown) -> Keep | Answer:
    """Keep what stands; what it lacks here is asked for first.

    A fact that the roll knows has no basis there, and this question may want one.
    """
    given = held(shown)
    if given.value is None:
        return Keep()
    lines = lines_needed(shown.question, given.value)
    if any(line.needed and not given.texts.get(key) for key, line in lines.items()):
        return whole_answer(asking, shown, given.value)
    if all(given.basis.get(key) for key in bases_needed(shown.question, given.value)):
        return Keep()
    return Keep(MappingProxyType(_bases(asking, shown, given.value)))


def held(shown: Shown) -> Answer:
    """Return the answer that stands, so that what stays the same need not be typed again."""
    if shown.held is not None and isinstance(shown.held.given, Answer):
        return shown.held.given
    return Answer(None)


def _texts(asking: Asking, shown: Shown, value: Plain) -> dict[str, str]:
    question = shown.question
    standing = held(shown)
    texts: dict[str, str] = {}
    for key, line in lines_needed(question, value).items():
        ask = shown.line_asks.get(_chosen_for(shown, key, value), line.ask)
        if key:
            ask = f"{_label(shown, key)}: {ask}"
        before = standing.texts.get(key, "") if key or standing.value == value else ""
        text = asking.needed_line(
            words.LINE,
            ask,
            is_needed=line.needed,
            before=before,
            beside=Beside(shown, value, key),
        )
        if text:
            texts[key] = text
    return texts


def _chosen_for(shown: Shown, key: str, value: Plain) -> str:
    """Return whose line it is: a single choice has its line under the empty key."""
    if not key and shown.question.type in SINGLE and isinstance(value, str):
        choice = shown.question.choice(value)
        if choice is not None and choice.text is not None:
            return value
    return key


def _label(shown: Shown, choice: str) -> str:
    return dict(shown.choices).get(choice, choice)


# What it rests on


def _bases(asking: Asking, shown: Shown, value: Plain) -> dict[str, tuple[BasisGiven, ...]]:
    standing = held(shown)
    basis: dict[str, tuple[BasisGiven, ...]] = {}
    last: tuple[BasisGiven, ...] = ()
    for key in bases_needed(shown.question, value):
        before = standing.basis.get(key, ()) if key or standing.value == value else ()
        last = basis[key] = _basis(asking, shown, key, tuple(before), last)
    return basis


def _keys_in_words(shown: Shown) -> list[str]:
    """Return the keys of the bases, each with what it stands for."""
    parts = []
    for key, (basis, label) in zip(keys.BASIS_KEYS, key_words.BASES_IN_SHORT.items(), strict=True):
        parts.append(f"{key} {label}")
        if basis is Basis.ADULT_SAID:
            parts += [f"{digit} {name}" for digit, name in _digits(shown).items()]
    return parts


def _digits(shown: Shown) -> dict[str, str]:
    if len(shown.adults) > MOST_BY_KEY:
        return {}
    return {str(number): name for number, name in enumerate(shown.adults.values(), 1)}


def _basis(
    asking: Asking,
    shown: Shown,
    choice: str,
    before: tuple[BasisGiven, ...],
    last: tuple[BasisGiven, ...],
) -> tuple[BasisGiven, ...]:
    """Ask for one basis: one key is all of it, and `+` begins several, which Enter ends.

    Enter alone keeps the one that stands, `=` takes the one just given.
    """

    def print_it() -> None:
        asking.say(words.basis_of(_label(shown, choice)) if choice else key_words.KEYED_BASIS_ASK)
        if not last:
            if choice:
                asking.say(key_words.PLUS_FOR_SEVERAL)
            asking.presenter.packed(_keys_in_words(shown))
        if before:
            asking.say(f"{words.SO_FAR}{_in_words(before, shown)}. {words.ENTER_KEEPS}")
        if last:
            asking.say(f"{keys.SAME} {key_words.SAME_AS_BEFORE}: {_in_words(last, shown)}")

    with asking.printed(print_it):
        return _basis_by_keys(asking, shown, before, last)


def _basis_by_keys(
    asking: Asking,
    shown: Shown,
    before: tuple[BasisGiven, ...],
    last: tuple[BasisGiven, ...],
) -> tuple[BasisGiven, ...]:
    offered = [*keys.BASIS_KEYS, *_digits(shown)]
    also = (keys.ENTER, keys.FIRST_OF_SEVERAL, *((keys.SAME,) if last else ()))
    taken = _Taken(shown)
    is_collecting = goes_on = False
    while True:
        label = f"{words.BASIS} ({taken.in_words()})" if taken.bases else words.BASIS
        pressed = asking.nested_key(label, offered, also=also, goes_on=goes_on, several=True)
        goes_on = True
        if pressed == keys.SAME:
            asking.prompter.taken(words.BASIS, _in_words(last, shown))
            return last
        if pressed == keys.FIRST_OF_SEVERAL:
            is_collecting = True
            continue
        if pressed != keys.ENTER:
            taken.toggle(pressed)
            is_collecting = is_collecting or asking.prompter.more_comes
            if is_collecting:
                continue
        if taken.bases:
            if len(shown.adults) > MOST_BY_KEY and Basis.ADULT_SAID in taken.bases:
                taken.adults = _who(asking, shown)
            asking.prompter.taken(words.BASIS, taken.in_words())
            return taken.given()
        elif before:
            asking.prompter.taken(words.BASIS, key_words.KEPT)
            return before
        else:
            asking.prompter.note(key_words.NOTHING_CHOSEN)


class _Taken:
    """The bases taken so far, and the adults."""

    def __init__(self, shown: Shown) -> None:
        self._shown = shown
        self.bases: set[Basis] = set()
        self.adults: tuple[AdultId, ...] = ()

    def toggle(self, key: str) -> None:
        """Take a basis or an adult, or take it back."""
        if key in keys.BASIS_KEYS:
            basis = list(key_words.BASES_IN_SHORT)[keys.BASIS_KEYS.index(key)]
            self.bases ^= {basis}
            if basis is Basis.ADULT_SAID:
                self.adults = ()
            return
        ids = [AdultId(one) for one in self._shown.adults]
        adult = ids[int(key) - 1]
        self.adults = tuple(one for one in ids if (one in self.adults) != (one == adult))
        self.bases |= {Basis.ADULT_SAID}
        if not self.adults:
            self.bases -= {Basis.ADULT_SAID}

    def given(self) -> tuple[BasisGiven, ...]:
        return tuple(
            BasisGiven(one, self.adults if one is Basis.ADULT_SAID else ())
            for one in key_words.BASES_IN_SHORT
            if one in self.bases
        )

    def in_words(self) -> str:
        return _in_words(self.given(), self._shown)


def _in_words(bases: Sequence[BasisGiven], shown: Shown) -> str:
    return ", ".join(basis_in_words(one, shown.adults) for one in bases)


def _who(asking: Asking, shown: Shown) -> tuple[AdultId, ...]:
    """Ask which adults said it, where there are more of them than digits."""
    asking.say(key_words.MORE_ADULTS)
    asking.presenter.numbered(list(shown.adults.values()))
    while True:
        typed = asking.nested_line(Line(words.WHICH)).text.strip()
        if not typed:
            return ()
        chosen = read_choices(typed, list(shown.adults.items()))
        if not isinstance(chosen, NotUnderstood):
            return tuple(AdultId(one) for one in chosen)
        asking.prompter.note(chosen.why)
