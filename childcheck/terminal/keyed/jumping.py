"""What keys do at every question: back, leave, why, the list of questions, a child found late."""

from __future__ import annotations

from childcheck.identifiers import ChildId
from childcheck.terminal import theme, words
from childcheck.terminal.keyed import keys
from childcheck.terminal.keyed.asking import Asking
from childcheck.terminal.keyed.leaving import leave
from childcheck.terminal.keyed.line_keys import Line
from childcheck.terminal.keyed.prompting import Command
from childcheck.terminal.plain.commands import Reviews
from childcheck.terminal.plain.prompting import Replied
from childcheck.terminal.typed_choices import read_place
from childcheck.walk.replies import Back, FoundLate, Jump
from childcheck.walk.reviewing import Review
from childcheck.walk.showing import Shown
from childcheck.walk.subjects import Spot

INCIDENT = "i"
NEXT = "n"


def commands_of_question(
    asking: Asking, shown: Shown, reviews: Reviews | None
) -> dict[str, Command]:
    """Return what keys do at a question, by the key's name.

    Args:
        asking: who is asked.
        shown: the question.
        reviews: gives the lines to which the list can go; without it there is no list.
    """

    def back() -> None:
        if shown.may_go_back:
            raise Replied(Back())
        asking.prompter.note(words.NO_WAY_BACK)

    def leave_it() -> None:
        left = leave(asking, shown)
        if left is not None:
            raise Replied(left)

    def why() -> None:
        asking.presenter.why(shown)

    def jump() -> None:
        if reviews is None:
            asking.prompter.note(words.NO_LIST_HERE)
            return
        to = _choose_line(asking, shown, reviews)
        if to is not None:
            raise Replied(to)
        asking.prompter.restate()

    def child() -> None:
        name = _child_name(asking)
        if name:
            raise Replied(FoundLate(name))
        asking.prompter.restate()

    def again() -> None:
        asking.prompter.restate()

    return {
        keys.BACK: back,
        keys.LEAVE: leave_it,
        keys.WHY: why,
        keys.JUMP: jump,
        keys.NEW_CHILD: child,
        keys.AGAIN: again,
    }


def _child_name(asking: Asking) -> str:
    """Ask what a child is called; empty when there is none after all."""
    asked = Line(words.NAME)
    with asking.printed(lambda: asking.say(words.KEYED_CHILD_NAME_ASK)):
        while True:
            ended = asking.prompter.line(asked, returned=(keys.BACK,))
            if ended.key == keys.BACK:
                return ""
            if ended.text.strip():
                asking.prompter.taken(words.NAME, ended.text.strip())
                return ended.text.strip()
            asking.prompter.note(words.NOTHING_TYPED)


def _choose_line(asking: Asking, shown: Shown, reviews: Reviews) -> Jump | None:
    """Print every question with how it stands; return where to go, or None to stay."""
    child: ChildId | None = shown.spot.subject.child
    while True:
        review = reviews(child)
        is_childs = child is not None

        def print_it(review: Review = review, is_childs: bool = is_childs) -> None:
            print_list(asking, review, shown.spot)
            asking.say(words.KEYED_LIST_HOW)
            asking.say(words.LIST_NEXT)
            if is_childs:
                asking.say(words.LIST_OF_INCIDENT)

        with asking.printed(print_it):
            chosen = _number(asking, review, is_childs=is_childs)
        if chosen != INCIDENT:
            return chosen if isinstance(chosen, Jump) else None
        child = None


def _number(asking: Asking, review: Review, *, is_childs: bool) -> Jump | str | None:
    asked = Line(words.WHICH, instant=(NEXT, INCIDENT) if is_childs else (NEXT,))
    while True:
        ended = asking.prompter.line(asked, returned=(keys.BACK,))
        typed = ended.text.strip()
        if ended.key == NEXT:
            return Jump(None)
        if ended.key == INCIDENT:
            return INCIDENT
        if ended.key == keys.BACK or not typed:
            return None
        place = read_place(typed, len(review.lines))
        if isinstance(place, int):
            return Jump(review.lines[place].spot)
        asking.prompter.note(place.why if place is not None else words.TYPE_NUMBER)


def print_list(asking: Asking, review: Review, here: Spot) -> None:
    """Print a numbered line for each question: how it stands, then its wording."""
    asking.say()
    asking.presenter.print_banner()
    asking.say(review.title, theme.HEADING)
    section = ""
    for line in review.lines:
        if line.section != section:
            section = line.section
            asking.say(section, theme.STATUS)
        state = words.LIST_STATES.get(line.state, line.state)
        if line.spot == here:
            state = f"{state}, {words.YOU_ARE_HERE}"
        asking.prompter.screen.keyed(str(line.number), f"{state}: {line.ask}", theme.KEY)
