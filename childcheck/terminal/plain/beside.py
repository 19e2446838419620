"""What belongs to an answer besides its value: needed lines, and what it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from types import MappingProxyType

from childcheck.checklist.answers import Answer, BasisGiven, Plain
from childcheck.checklist.definitions import AnswerType, Basis, Question
from childcheck.checklist.fitting import bases_needed, lines_needed
from childcheck.identifiers import AdultId
from childcheck.terminal import words
from childcheck.terminal.plain.asking import Asking
from childcheck.terminal.typed import NotUnderstood
from childcheck.terminal.typed_choices import read_choices
from childcheck.walk.replies import Keep
from childcheck.walk.showing import Shown
from childcheck.walk.wording import basis_in_words

SINGLE = (AnswerType.CHOICE, AnswerType.YES_NO)


def whole_answer(asking: Asking, shown: Shown, value: Plain) -> Answer:
    """Ask for everything that an answer needs beside its value, and return it whole."""
    texts = _texts(asking, shown, value)
    basis = _bases(asking, shown, value)
    return Answer(value, MappingProxyType(texts), MappingProxyType(basis))


def kept(asking: Asking, shown: Shown) -> Keep | Answer:
    """Keep what stands; what it lacks here is asked for first.

    A fact that the roll knows has no basis there, and this question may want one.
    """
    given = shown.held.given if shown.held is not None else None
    if isinstance(given, Answer) and not _is_whole(shown.question, given):
        return whole_answer(asking, shown, given.value)
    return Keep()


def _is_whole(question: Question, given: Answer) -> bool:
    lines = lines_needed(question, given.value)
    has_lines = all(given.texts.get(key) for key, line in lines.items() if line.needed)
    return has_lines and all(given.basis.get(key) for key in bases_needed(question, given.value))


def _held(shown: Shown) -> Answer:
    """Return the answer that stands, so that what stays the same need not be typed again."""
    if shown.held is not None and isinstance(shown.held.given, Answer):
        return shown.held.given
    return Answer(None)


def _texts(asking: Asking, shown: Shown, value: Plain) -> dict[str, str]:
    question = shown.question
    held = _held(shown)
    texts: dict[str, str] = {}
    for key, line in lines_needed(question, value).items():
        chosen = _chosen_for(shown, key, value)
        ask = shown.line_asks.get(chosen, line.ask)
        if key:
            ask = f"{_label(shown, key)}: {ask}"
        before = held.texts.get(key, "") if key or held.value == value else ""
        text = asking.needed_line(words.LINE, ask, is_needed=line.needed, before=before)
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


def _bases(asking: Asking, shown: Shown, value: Plain) -> dict[str, tuple[BasisGiven, ...]]:
    held = _held(shown)
    basis: dict[str, tuple[BasisGiven, ...]] = {}
    last: tuple[BasisGiven, ...] = ()
    for key in bases_needed(shown.question, value):
        before = held.basis.get(key, ()) if key or held.value == value else ()
        last = basis[key] = _basis(asking, shown, key, before, last)
    return basis


def _basis(
    asking: Asking,
    shown: Shown,
    choice: str,
    before: Sequence[BasisGiven],
    last: tuple[BasisGiven, ...],
) -> tuple[BasisGiven, ...]:
    """Ask for one basis: Enter keeps the one that stands, `=` takes the one just given."""
    is_again = False

    def print_it() -> None:
        nonlocal is_again
        asking.say(words.basis_of(_label(shown, choice)) if choice else words.BASIS_ASK)
        if is_again or not last:  # at the next choice they stand above
            asking.presenter.numbered(list(words.BASES.values()))
        is_again = True
        if before:
            asking.say(f"{words.SO_FAR}{_in_words(before, shown)}. {words.ENTER_KEEPS}")
        if last:
            asking.say(words.basis_as_before(_in_words(last, shown)))

    with asking.asked(print_it):
        return _basis_typed(asking, shown, before, last)


def _basis_typed(
    asking: Asking,
    shown: Shown,
    before: Sequence[BasisGiven],
    last: tuple[BasisGiven, ...],
) -> tuple[BasisGiven, ...]:
    choices = [(basis.value, label) for basis, label in words.BASES.items()]
    while True:
        typed = asking.prompter.line_of_answer(words.BASIS).strip()
        if not typed and before:
            return tuple(before)
        if typed == words.SAME and last:
            return last
        chosen = read_choices(typed, choices) if typed else NotUnderstood(words.NOTHING_TYPED)
        if isinstance(chosen, NotUnderstood):
            asking.say(chosen.why)
            continue
        return tuple(
            BasisGiven(Basis(one), _who(asking, shown) if one == Basis.ADULT_SAID.value else ())
            for one in chosen
        )


def _in_words(bases: Sequence[BasisGiven], shown: Shown) -> str:
    return ", ".join(basis_in_words(one, shown.adults) for one in bases)


def _who(asking: Asking, shown: Shown) -> tuple[AdultId, ...]:
    """Ask which adults said it; nobody when it is none of those on the list."""
    if not shown.adults:
        return ()

    def print_it() -> None:
        asking.say(words.WHICH_ADULTS)
        asking.presenter.numbered(list(shown.adults.values()))

    choices = list(shown.adults.items())
    with asking.asked(print_it):
        while True:
            typed = asking.prompter.line_of_answer(words.WHICH).strip()
            if typed == "0":
                return ()
            chosen = read_choices(typed, choices) if typed else NotUnderstood(words.NOTHING_TYPED)
            if not isinstance(chosen, NotUnderstood):
                return tuple(AdultId(one) for one in chosen)
            asking.say(chosen.why)
