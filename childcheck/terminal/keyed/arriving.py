"""What is asked before a walk, by keys: one key each.

`plain.arriving` asks the same line by line. The number of the officer is typed as a
line in either mode.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import tzinfo

from childcheck.review.shifts import DutyShift
from childcheck.terminal import arrival_words as words
from childcheck.terminal import theme
from childcheck.terminal.keyed import keys
from childcheck.terminal.keyed.prompting import Command, Prompter
from childcheck.terminal.keyed.terminal import KeyedTerminal
from childcheck.terminal.plain.arriving import OtherNumber

MOST = len(keys.CHOICE_KEYS)  # that can be chosen by one key


def confirm_shift(
    terminal: KeyedTerminal, officer: str, name: str, likely: Sequence[DutyShift], zone: tzinfo
) -> DutyShift:
    """Ask which shift the officer is on, among those that can be.

    Raises:
        OtherNumber: the number that is shown is not theirs.
        Stopped: the officer stops.
    """
    ask = words.which_shift(officer, name, words.ESC_FOR_NUMBER)
    labels = [words.shift(one, zone) for one in likely]
    return likely[_choose(terminal, officer, ask, labels, _other_number)]


def confirm_duty(terminal: KeyedTerminal, officer: str, on_duty: str) -> None:
    """Go on with the duty that runs, by Enter alone.

    Raises:
        OtherNumber: the number that was typed is not theirs.
        Stopped: the officer stops.
    """
    prompter = _prompter(terminal, officer)

    def print_it() -> None:
        prompter.say(f"{on_duty} {words.ESC_FOR_NUMBER}")

    with terminal.before_walk():
        _put(prompter, print_it)
        pressed = prompter.key(words.ENTER_GOES_ON, (), also=(keys.ENTER, keys.BACK))
    if pressed == keys.BACK:
        raise OtherNumber


def choose_incident(terminal: KeyedTerminal, officer: str, labels: Sequence[str]) -> int:
    """Ask which unfinished incident to go on with; return its place in the list.

    Raises:
        Stopped: the officer stops.
    """
    return _choose(terminal, officer, words.WHICH_INCIDENT, labels)


def ask_with_family(terminal: KeyedTerminal, officer: str) -> bool:
    """Ask whether the family is still there.

    Raises:
        Stopped: the officer stops.
    """
    return _yes(terminal, officer, words.STILL_WITH_FAMILY)


def ask_go_on(terminal: KeyedTerminal) -> bool:
    """Ask whether to go on with the practice that was begun.

    Raises:
        Stopped: the person stops.
    """
    return _yes(terminal, "", words.GO_ON_WITH_PRACTICE)


def _other_number() -> None:
    raise OtherNumber


def _prompter(terminal: KeyedTerminal, officer: str) -> Prompter:
    return Prompter(terminal.screen, terminal.answer_line, officer, terminal.stop_process)


def _put(prompter: Prompter, print_it: Callable[[], None]) -> None:
    prompter.restate = print_it
    print_it()


def _yes(terminal: KeyedTerminal, officer: str, ask: str) -> bool:
    prompter = _prompter(terminal, officer)
    with terminal.before_walk():
        _put(prompter, lambda: prompter.say(ask, theme.ASK))
        return prompter.key(words.YES_OR_NO, ("y", "n")) == "y"


def _choose(
    terminal: KeyedTerminal,
    officer: str,
    ask: str,
    labels: Sequence[str],
    back: Command | None = None,
) -> int:
    """Return the place of what one key chose; where there is but one, Enter takes it too."""
    prompter = _prompter(terminal, officer)
    offered = list(keys.keys_for(len(labels)))

    def print_it() -> None:
        prompter.say(ask, theme.ASK)
        for key, label in zip(offered, labels, strict=True):
            prompter.screen.keyed(key, label, theme.KEY)
        if len(labels) == 1:
            prompter.say(words.ENTER_TAKES_IT, theme.FOOTER)

    also = (keys.ENTER,) if len(labels) == 1 else ()
    with terminal.before_walk():
        _put(prompter, print_it)
        commands = {keys.BACK: back} if back is not None else {}
        pressed = prompter.key(words.WHICH, offered, also=also, commands=commands)
        place = 0 if pressed == keys.ENTER else offered.index(pressed)
        prompter.taken(words.WHICH, labels[place])
    return place
