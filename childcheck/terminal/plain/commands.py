"""The words with a colon that work at every question."""

from __future__ import annotations

from collections.abc import Callable

from childcheck.checklist.definitions import AnswerType
from childcheck.identifiers import ChildId
from childcheck.terminal import words
from childcheck.terminal.plain.asking import Asking
from childcheck.terminal.plain.ending import print_lines
from childcheck.terminal.plain.enquiries import change_enquiry
from childcheck.terminal.plain.leaving import leave
from childcheck.terminal.plain.other_children import Summaries, print_others, take_off
from childcheck.terminal.plain.prompting import Command, Replied
from childcheck.terminal.typed_choices import read_place
from childcheck.walk.enquiries import enquiries_in, has_enquiries
from childcheck.walk.replies import Back, FoundLate, Jump, ToDoor
from childcheck.walk.reviewing import Review, Summary
from childcheck.walk.showing import Shown

Reviews = Callable[[ChildId | None], Review]


def commands_of_question(
    asking: Asking, shown: Shown, reviews: Reviews | None, summary: Summaries | None = None
) -> dict[str, Command]:
    """Return the words that work at a question.

    Args:
        asking: who is asked.
        shown: the question.
        reviews: gives the lines to which `:list` can go; without it there is no list.
        summary: tells how far the other children are, and who can be taken off the roll.
    """

    def back(_typed: str) -> None:
        if shown.may_go_back:
            raise Replied(Back())
        asking.say(words.NO_WAY_BACK)

    def leave_it(typed: str) -> None:
        left = leave(asking, shown, typed)
        if left is not None:
            raise Replied(left)

    def why(_typed: str) -> None:
        asking.presenter.why(shown, asking.checklist.names_of_sources(shown.question))
        asking.prompter.restate()

    def help_(_typed: str) -> None:
        _help(asking, shown)

    def again(_typed: str) -> None:
        asking.presenter.again(shown)

    def next_open(_typed: str) -> None:
        raise Replied(Jump(None))

    def child(typed: str) -> None:
        raise Replied(FoundLate(typed or _child_name(asking)))

    def door(_typed: str) -> None:
        raise Replied(ToDoor())

    def enquiries(_typed: str) -> None:
        if reviews is not None:
            change_enquiry(asking, enquiries_in(reviews(None), asking.checklist))

    def listed(_typed: str) -> None:
        if reviews is not None:
            child = shown.spot.subject.child
            others = summary() if summary is not None else None
            go_to_line(asking, reviews(child), others)

    def withdraw(typed: str) -> None:
        taken_off = take_off(asking, summary(), typed) if summary is not None else None
        if taken_off is not None:
            raise Replied(taken_off)

    commands = {
        "back": back,
        "pause": asking.prompter.pause,
        "leave": leave_it,
        "why": why,
        "help": help_,
        "again": again,
        "next": next_open,
        "list": listed,
        "child": child,
        "withdraw": withdraw,
        "door": door,
        "enquiries": enquiries,
    }
    if reviews is None or not has_enquiries(asking.checklist):
        del commands["enquiries"]
    if not shown.may_close_door:
        del commands["door"]
    if reviews is None:
        del commands["list"]
    if summary is None:
        del commands["withdraw"]
    return commands


def _child_name(asking: Asking) -> str:
    with asking.asked(lambda: asking.say(words.CHILD_NAME_ASK)):
        while True:
            name = asking.prompter.line_of_answer(words.NAME).strip()
            if name:
                return name
            asking.say(words.NOTHING_TYPED)


def go_to_line(asking: Asking, review: Review, others: Summary | None) -> None:
    """Print every question with what stands, and go to the one whose number is typed."""
    asking.prompter.paged(lambda: print_lines(asking, review.lines))
    if others is not None:
        print_others(asking, others, review.child)
    with asking.asked(lambda: asking.say(words.LIST_HOW)):
        while True:
            typed = asking.prompter.line_of_answer(words.WHAT_NOW).strip()
            if not typed:
                break
            place = read_place(typed, len(review.lines))
            if isinstance(place, int):
                raise Replied(Jump(review.lines[place].spot))
            asking.say(place.why if place is not None else words.LIST_HOW)
    asking.prompter.restate()


def _help(asking: Asking, shown: Shown) -> None:
    """Print what can be typed at a question."""
    is_talk = shown.question.type is AnswerType.TRANSCRIPT
    asking.prompter.help(first=words.TALK_HELP if is_talk else ())
