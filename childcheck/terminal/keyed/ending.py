"""What comes up on the way and at the end: offers, the review of a child, the summary."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from childcheck.identifiers import ChildId
from childcheck.terminal import theme, words
from childcheck.terminal.keyed import key_words, keys
from childcheck.terminal.keyed.asking import Asking
from childcheck.terminal.keyed.beside import MOST_BY_KEY
from childcheck.terminal.keyed.line_keys import Ended
from childcheck.terminal.keyed.line_keys import Line as AnswerLineAsked
from childcheck.terminal.keyed.pieces import in_pieces
from childcheck.terminal.plain.ending import line_in_words, meant_by
from childcheck.terminal.typed import NotUnderstood
from childcheck.terminal.typed_choices import read_place
from childcheck.walk.replies import (
    Back,
    Declined,
    Edit,
    Finish,
    KeepOnRoll,
    KeepUnfinished,
    ListAsAdult,
    Named,
    Offer,
    OnList,
)
from childcheck.walk.reviewing import ChildInSummary, Line, Review, Summary
from childcheck.walk.situation import FollowUp
from childcheck.walk.subjects import Spot

FINISH, KEEP, NEXT = "f", "k", "n"
DECIDING = (FINISH, KEEP, NEXT, "b", keys.QUIT)
Decision = Edit | Finish | KeepUnfinished | Back


def take_offer(asking: Asking, offer: Offer) -> Named | OnList | Declined | Back | None:
    """Offer to name a child or an adult; an adult who is on the list already by number."""
    ask = (words.offer_child if offer.kind == "child" else words.offer_adult)(offer.question)

    def print_it() -> None:
        asking.say()
        asking.prompter.say_banner()
        asking.say(ask, theme.ASK)
        if offer.adults:
            asking.say(words.OFFER_ADULTS)
            for number, name in enumerate(offer.adults.values(), 1):
                asking.prompter.screen.keyed(str(number), name, theme.KEY)
        asking.presenter.print_hint()
        asking.say(key_words.KEYED_OFFER_HOW)

    has_digits = len(offer.adults) <= MOST_BY_KEY
    digits = [str(number) for number in range(1, len(offer.adults) + 1)] if has_digits else []
    asked = AnswerLineAsked(words.NAME, instant=(keys.PASS, *digits))
    with asking.printed(print_it):
        while True:
            ended = asking.prompter.line(asked, returned=(keys.BACK,))
            typed = ended.key if ended.key in digits else ended.text.strip()
            if ended.key == keys.PASS:
                break
            if ended.key == keys.BACK:
                return Back()
            if not typed:
                return None
            meant = meant_by(offer, typed)
            if not isinstance(meant, NotUnderstood):
                asking.prompter.taken(words.NAME, _name_of(offer, meant))
                return meant
            asking.prompter.note(meant.why)
    return Declined(asking.needed_line(words.WHY, words.DECLINE_WHY))


def _name_of(offer: Offer, meant: Named | OnList) -> str:
    return meant.name if isinstance(meant, Named) else offer.adults[meant.adult]


def decide_of_age(asking: Asking, name: str) -> KeepOnRoll | ListAsAdult | Back | None:
    """Ask what to do with somebody of 18 or over on the roll."""
    choices = [(str(number), label) for number, (_, label) in enumerate(words.OF_AGE_CHOICES, 1)]

    def print_it() -> None:
        asking.say()
        asking.prompter.say_banner()
        asking.say(words.of_age(name), theme.ASK)
        asking.presenter.choices(choices)
        asking.say(key_words.KEYED_OF_AGE_HOW)

    with asking.printed(print_it):
        pressed = asking.prompter.key(
            words.ANSWER, [key for key, _ in choices], also=(keys.ENTER, keys.BACK)
        )
    if pressed == keys.BACK:
        return Back()
    if pressed == keys.ENTER:
        return None
    if words.OF_AGE_CHOICES[int(pressed) - 1][0] == "adult":
        return ListAsAdult()
    return KeepOnRoll(asking.needed_line(words.WHY, words.KEEP_WHY))


# The review of a child


def review(asking: Asking, shown: Review, before: Review | None) -> Decision:
    """Print a child's review and ask what to do.

    Args:
        asking: where to print and ask.
        shown: the review as it stands.
        before: the review from which a line was just edited: what is the same stands above.
    """
    how = key_words.KEYED_REVIEW_HOW if shown.may_finish else key_words.KEYED_REVIEW_OPEN_HOW

    def print_whole() -> None:
        print_review(asking, shown)
        asking.presenter.print_hint()
        asking.say(how, theme.FOOTER)

    if before is not None and _has_same_lines(before, shown):
        _print_changes(asking, before, shown)
        asking.presenter.print_hint()
        asking.say(how, theme.FOOTER)
        cut = None
    else:
        cut = in_pieces(asking, print_whole, how=how, instant=DECIDING)
    return _decide(
        asking,
        print_whole,
        [line.spot for line in shown.lines],
        shown.open_spots,
        may_finish=shown.may_finish,
        back=Back(),
        typed_before=cut,
    )


def _has_same_lines(before: Review, now: Review) -> bool:
    return [line.spot for line in before.lines] == [line.spot for line in now.lines]


def _print_changes(asking: Asking, before: Review, now: Review) -> None:
    asking.say()
    asking.say(words.review_heading(now.title), theme.HEADING)
    changed = [line for line, was in zip(now.lines, before.lines, strict=True) if line != was]
    asking.say(key_words.KEYED_CHANGED if changed else key_words.KEYED_NOTHING_CHANGED)
    _print_lines(asking, changed)
    if before.follow_ups != now.follow_ups:
        _print_owed(asking, now.follow_ups)


def print_review(asking: Asking, shown: Review) -> None:
    """Print a child's review in full."""
    asking.say()
    asking.prompter.say_banner()
    asking.say(words.review_heading(shown.title), theme.HEADING)
    _print_lines(asking, shown.lines)
    if shown.set_aside:
        asking.say(words.NO_LONGER_APPLIES)
        for line in shown.set_aside:
            asking.prompter.say(line_in_words(line), "", "- ", "  ")
    _print_owed(asking, shown.follow_ups)
    if shown.gaps:
        asking.say(words.gap_count(len(shown.gaps)))
    if shown.open_spots:
        asking.say(words.open_count(len(shown.open_spots)), theme.REMINDER)


def _print_lines(asking: Asking, lines: Sequence[Line]) -> None:
    section = ""
    for line in lines:
        if line.section != section:
            section = line.section
            asking.say(section, theme.STATUS)
        asking.prompter.screen.keyed(str(line.number), line_in_words(line), theme.KEY)


def _print_owed(asking: Asking, follow_ups: Sequence[FollowUp]) -> None:
    if not follow_ups:
        return
    asking.say(words.OWED)
    for one in follow_ups:
        asking.prompter.say(owed_in_words(asking, one), "", "- ", "  ")


def owed_in_words(asking: Asking, one: FollowUp) -> str:
    """Return one follow-up in words, its time on the local clock."""
    due = words.DUE_RULES.get(one.due_rule, "")
    if one.due_at:
        try:
            moment = datetime.fromisoformat(one.due_at).astimezone(asking.zone)
        except ValueError:
            due = one.due_at
        else:
            due = words.moment(moment, asking.now().astimezone(asking.zone).date())
    return words.owed(one.what, one.holder, due)


# The summary


def conclude(asking: Asking, summary: Summary) -> Finish | KeepUnfinished | Edit:
    """Print the summary across children and ask whether to finish."""
    numbered: list[Spot] = []
    how = key_words.KEYED_FINISH_HOW if summary.may_finish else key_words.KEYED_KEEP_HOW

    def print_it() -> None:
        numbered.clear()
        _print_summary(asking, summary, numbered)
        asking.presenter.print_hint()
        asking.say(how, theme.FOOTER)

    cut = in_pieces(asking, print_it, how=how, instant=DECIDING)
    still_open = [line.spot for line in (*summary.incident_open, *summary.child_open)]
    decided = _decide(
        asking,
        print_it,
        numbered,
        still_open,
        may_finish=summary.may_finish,
        back=None,
        typed_before=cut,
    )
    assert not isinstance(decided, Back)
    return decided


def _print_summary(asking: Asking, summary: Summary, numbered: list[Spot]) -> None:
    asking.say()
    asking.prompter.say_banner()
    asking.say(words.summary_heading(summary.number), theme.HEADING)
    asking.say(f"{summary.sentence()}.")
    for child in summary.children:
        _child(asking, child, numbered)
    _numbered(asking, words.LEFT_WITH_REASON, summary.incident_gaps, numbered)
    _numbered(asking, words.STILL_TO_ASK, summary.incident_open, numbered)
    names = {child.child: child.name for child in summary.children}
    _numbered(asking, words.STILL_TO_ASK, summary.child_open, numbered, names)
    _print_owed(asking, [one for one in summary.follow_ups if one.child is None])


def _child(asking: Asking, child: ChildInSummary, numbered: list[Spot]) -> None:
    asking.say(
        words.child_line(child.name, child.state, child.contact),
        theme.ASK,
    )
    for line in child.gaps:
        _number(asking, line, numbered)
    for one in child.follow_ups:
        asking.prompter.say(f"{words.OWED} {owed_in_words(asking, one)}", "", "- ", "  ")


def _numbered(
    asking: Asking,
    heading: str,
    lines: Sequence[Line],
    numbered: list[Spot],
    names: dict[ChildId, str] | None = None,
) -> None:
    if not lines:
        return
    asking.say(heading)
    for line in lines:
        child = line.spot.subject.child
        _number(asking, line, numbered, names[child] if names and child else "")


def _number(asking: Asking, line: Line, numbered: list[Spot], name: str = "") -> None:
    numbered.append(line.spot)
    text = line_in_words(line)
    said = f"{name}: {text}" if name else text
    asking.prompter.screen.keyed(str(len(numbered)), said, theme.KEY)


def _decide(
    asking: Asking,
    print_whole: Callable[[], None],
    spots: Sequence[Spot],
    still_open: Sequence[Spot],
    *,
    may_finish: bool,
    back: Back | None,
    typed_before: Ended | None,
) -> Decision:
    """Ask for the number of a line, or for one of the letters.

    `typed_before` is what was typed while the whole was being printed in pieces.
    """
    prompter = asking.prompter

    def print_again() -> None:
        in_pieces(asking, print_whole)

    prompter.restate = print_again
    asked = AnswerLineAsked(words.WHAT_NOW, instant=DECIDING)
    commands = {keys.AGAIN: print_again, keys.WHY: print_again}
    while True:
        ended = typed_before or prompter.line(asked, returned=(keys.BACK,), commands=commands)
        typed_before = None
        typed = ended.text.strip()
        if ended.key in (keys.BACK, "b"):
            if back is not None:
                return back
            prompter.note(words.NO_BACK_HERE)
        elif ended.key == FINISH:
            if may_finish:
                return Finish()
            prompter.note(words.CANNOT_FINISH)
        elif ended.key == KEEP:
            return KeepUnfinished()
        elif ended.key == NEXT:
            if still_open:
                return Edit(still_open[0])
            prompter.note(words.NOTHING_OPEN)
        elif ended.key == keys.QUIT:
            prompter.pause("word")
        else:
            place = read_place(typed, len(spots)) if spots and typed else None
            if isinstance(place, int):
                return Edit(spots[place])
            prompter.note(place.why if place is not None else key_words.TYPE_NUMBER)
