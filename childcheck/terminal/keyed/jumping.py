"""What keys do at every question: back, leave, why, the list of questions, a child found late.

From the list a child is taken off the roll too, with a reason.
"""

from __future__ import annotations

from childcheck.identifiers import ChildId
from childcheck.terminal import theme, words
from childcheck.terminal.keyed import key_words, keys
from childcheck.terminal.keyed.asking import Asking
from childcheck.terminal.keyed.enquiries import change_enquiry
from childcheck.terminal.keyed.leaving import leave
from childcheck.terminal.keyed.line_keys import Ended, Line
from childcheck.terminal.keyed.pieces import shown_in_pieces
from childcheck.terminal.keyed.prompting import Command
from childcheck.terminal.plain.commands import Reviews
from childcheck.terminal.plain.other_children import Summaries, child_numbered, others_in_words
from childcheck.terminal.plain.prompting import Replied
from childcheck.terminal.typed_choices import read_place
from childcheck.walk.enquiries import enquiries_in
from childcheck.walk.replies import Back, FoundLate, Jump, ToDoor, Withdrawn
from childcheck.walk.reviewing import Review, Summary
from childcheck.walk.showing import Shown
from childcheck.walk.subjects import Spot

INCIDENT = "i"
NEXT = "n"
WITHDRAW = "w"
TO_DOOR = "d"
ENQUIRIES = "e"


def commands_of_question(
    asking: Asking, shown: Shown, reviews: Reviews | None, summary: Summaries | None = None
) -> dict[str, Command]:
    """Return what keys do at a question, by the key's name.

    Args:
        asking: who is asked.
        shown: the question.
        reviews: gives the lines to which the list can go; without it there is no list.
        summary: tells how far the other children are, and who can be taken off the roll.
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
        asking.explain(shown)

    def jump() -> None:
        if reviews is None:
            asking.prompter.note(key_words.NO_LIST_HERE)
            return
        to = _choose_line(asking, shown, reviews, summary)
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
    with asking.printed(lambda: asking.say(key_words.KEYED_CHILD_NAME_ASK)):
        while True:
            ended = asking.prompter.line(asked, returned=(keys.BACK,))
            if ended.key == keys.BACK:
                return ""
            if ended.text.strip():
                asking.prompter.taken(words.NAME, ended.text.strip())
                return ended.text.strip()
            asking.prompter.note(words.NOTHING_TYPED)


def _choose_line(
    asking: Asking, shown: Shown, reviews: Reviews, summary: Summaries | None
) -> Jump | ToDoor | Withdrawn | None:
    """Print every question with how it stands; return where to go, or None to stay.

    Instead, a child may be taken off the roll.
    """
    others = summary() if summary is not None else None
    child: ChildId | None = shown.spot.subject.child
    rows = enquiries_in(reviews(None), asking.checklist)
    while True:
        review = reviews(child)
        is_childs = child is not None

        def print_it(review: Review = review, is_childs: bool = is_childs) -> None:
            print_list(asking, review, shown.spot)
            if others is not None:
                _print_others(asking, others, review.child)
            asking.say(key_words.KEYED_LIST_HOW)
            asking.say(key_words.LIST_NEXT)
            if is_childs:
                asking.say(key_words.LIST_OF_INCIDENT)
            if others is not None:
                asking.say(key_words.LIST_WITHDRAW)
            if rows:
                asking.say(key_words.LIST_OF_ENQUIRIES)
            if shown.may_close_door:
                asking.say(key_words.LIST_TO_DOOR)

        instant = (NEXT, *([INCIDENT] if is_childs else []), *([WITHDRAW] if others else []))
        instant += (TO_DOOR,) if shown.may_close_door else ()
        instant += (ENQUIRIES,) if rows else ()
        with shown_in_pieces(
            asking, print_it, how=key_words.LIST_PIECE_HOW, instant=instant
        ) as typed_before:
            chosen = _number(asking, review, instant, typed_before)
        if chosen == WITHDRAW and others is not None:
            return _take_off(asking, others)
        if chosen == TO_DOOR:
            return ToDoor()
        if chosen == ENQUIRIES:
            return change_enquiry(asking, rows)
        if chosen != INCIDENT:
            return chosen if isinstance(chosen, Jump) else None
        child = None


def _print_others(asking: Asking, summary: Summary, child: ChildId | None) -> None:
    lines = others_in_words(summary, child)
    if lines:
        asking.say(words.OTHER_CHILDREN if child is not None else words.THE_CHILDREN, theme.STATUS)
        for line in lines:
            asking.prompter.say(line, "", "", "  ")


def _take_off(asking: Asking, summary: Summary) -> Withdrawn | None:
    """Ask which child is taken off the list, and why; None when there is nobody."""

    def print_it() -> None:
        asking.say()
        _print_others(asking, summary, None)
        asking.say(key_words.KEYED_WHICH_CHILD_OFF)

    with asking.printed(print_it):
        while True:
            ended = asking.prompter.line(Line(words.WHICH), returned=(keys.BACK,))
            if ended.key == keys.BACK:
                return None
            found = child_numbered(summary, ended.text)
            if not isinstance(found, str):
                break
            asking.prompter.note(found)
    why = asking.needed_line(words.WHY, words.why_off_roll(found.name, found.roll_number))
    return Withdrawn(found.child, why)


def _number(
    asking: Asking, review: Review, instant: tuple[str, ...], typed_before: Ended | None
) -> Jump | str | None:
    asked = Line(words.WHICH, instant=instant)
    while True:
        ended = typed_before or asking.prompter.line(asked, returned=(keys.BACK,))
        typed_before = None
        typed = ended.text.strip()
        if ended.key == NEXT:
            return Jump(None)
        if ended.key in (INCIDENT, WITHDRAW, TO_DOOR, ENQUIRIES):
            return ended.key
        if ended.key == keys.BACK or not typed:
            return None
        place = read_place(typed, len(review.lines))
        if isinstance(place, int):
            return Jump(review.lines[place].spot)
        asking.prompter.note(place.why if place is not None else key_words.TYPE_NUMBER)


def print_list(asking: Asking, review: Review, here: Spot) -> None:
    """Print a numbered line for each question: how it stands, then its wording."""
    asking.say()
    asking.prompter.say_banner()
    asking.say(review.title, theme.HEADING)
    section = ""
    for line in review.lines:
        if line.section != section:
            section = line.section
            asking.say(section, theme.STATUS)
        state = key_words.LIST_STATES.get(line.state, line.state)
        if line.spot == here:
            state = f"{state}, {key_words.YOU_ARE_HERE}"
        asking.prompter.screen.keyed(str(line.number), f"{state}: {line.ask}", theme.KEY)
