"""What comes up on the way and at the end: offers, the review of a child, the summary."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import count

from childcheck.identifiers import ChildId
from childcheck.terminal import words
from childcheck.terminal.plain.asking import Asking
from childcheck.terminal.plain.prompting import Command
from childcheck.terminal.typed import NotUnderstood
from childcheck.terminal.typed_choices import read_choice, read_place
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


class _Decided(Exception):
    """A word with a colon led to an end."""

    def __init__(self, end: Edit | Finish | KeepUnfinished | Back) -> None:
        super().__init__()
        self.end = end


def _back(_typed: str) -> None:
    raise _Decided(Back())


def take_offer(asking: Asking, offer: Offer) -> Named | OnList | Declined | Back | None:
    """Offer to name a child or an adult; an adult who is on the list already by number."""
    is_child = offer.kind == "child"

    def print_it() -> None:
        asking.say((words.offer_child if is_child else words.offer_adult)(offer.question))
        if offer.adults:
            asking.say(words.OFFER_ADULTS)
            asking.presenter.numbered(list(offer.adults.values()))
        asking.presenter.print_hint()
        asking.say(words.OFFER_HOW)

    asking.say("")
    asking.presenter.print_banner()
    print_it()
    asking.prompter.restate = print_it
    while True:
        try:
            typed = asking.prompter.line(words.NAME, {"back": _back}).strip()
        except _Decided:
            return Back()
        if not typed:
            return None
        if typed == "-":
            return Declined(asking.needed_line(words.WHY, words.DECLINE_WHY))
        meant = meant_by(offer, typed)
        if not isinstance(meant, NotUnderstood):
            return meant
        asking.say(meant.why)


def meant_by(offer: Offer, typed: str) -> Named | OnList | NotUnderstood:
    """Return who is meant: an adult on the list, by number or name, or somebody new."""
    adults = list(offer.adults)
    place = read_place(typed, len(adults)) if adults else None
    if isinstance(place, NotUnderstood):
        return place
    if place is not None:
        return OnList(adults[place])
    same = [one for one, name in offer.adults.items() if name.casefold() == typed.casefold()]
    return OnList(same[0]) if same else Named(typed)


def decide_of_age(asking: Asking, name: str) -> KeepOnRoll | ListAsAdult | Back | None:
    """Ask what to do with somebody of 18 or over on the roll."""

    def print_it() -> None:
        asking.say(words.of_age(name))
        asking.presenter.numbered([label for _, label in words.OF_AGE_CHOICES])
        asking.say(words.OF_AGE_HOW)

    asking.say("")
    asking.presenter.print_banner()
    print_it()
    asking.prompter.restate = print_it
    while True:
        try:
            typed = asking.prompter.line(words.ANSWER, {"back": _back})
        except _Decided:
            return Back()
        if not typed.strip():
            return None
        chosen = read_choice(typed, words.OF_AGE_CHOICES)
        if isinstance(chosen, NotUnderstood):
            asking.say(chosen.why)
        elif chosen == "adult":
            return ListAsAdult()
        else:
            return KeepOnRoll(asking.needed_line(words.WHY, words.KEEP_WHY))


def print_lines(asking: Asking, lines: Sequence[Line]) -> None:
    """Print numbered lines grouped by section, each with what stands there."""
    section = ""
    for line in lines:
        if line.section != section:
            section = line.section
            asking.say(words.section(section))
        mark = f"{line.number}) " if line.number else "- "
        asking.prompter.say(line_in_words(line), mark, " " * len(mark))


def line_in_words(line: Line) -> str:
    """Return a line of a review: the question, what stands, and what must be known of it."""
    notes = [note for note in (line.note, words.GAP if line.is_gap else "") if note]
    end = f" ({', '.join(notes)})" if notes else ""
    joined = " " if line.ask.endswith(("?", ".", "!", ":")) else ": "
    return f"{line.ask}{joined}{line.words}{end}"


def review(
    asking: Asking, shown: Review, before: Review | None
) -> Edit | Finish | KeepUnfinished | Back:
    """Print a child's review and ask what to do.

    Args:
        asking: where to print and ask.
        shown: the review as it stands.
        before: the review from which a line was just edited: what is the same stands above.
    """
    if before is not None and _has_same_lines(before, shown):
        _print_changes(asking, before, shown)
    else:
        asking.prompter.paged(lambda: print_review(asking, shown))
    how = words.REVIEW_HOW if shown.may_finish else words.REVIEW_OPEN_HOW
    asking.prompter.commands["again"] = lambda _: asking.prompter.paged(
        lambda: print_review(asking, shown)
    )
    spots = [line.spot for line in shown.lines]
    return _decide(asking, how, spots, shown.open_spots, may_finish=shown.may_finish, back=Back())


def _has_same_lines(before: Review, now: Review) -> bool:
    return [line.spot for line in before.lines] == [line.spot for line in now.lines]


def _print_changes(asking: Asking, before: Review, now: Review) -> None:
    asking.say("")
    asking.say(words.review_heading(now.title))
    changed = [line for line, was in zip(now.lines, before.lines, strict=True) if line != was]
    asking.say(words.CHANGED if changed else words.NOTHING_CHANGED)
    print_lines(asking, changed)
    if before.follow_ups != now.follow_ups:
        print_owed(asking, now.follow_ups)


def print_review(asking: Asking, shown: Review) -> None:
    """Print a child's review in full."""
    say = asking.say
    say("")
    asking.presenter.print_banner()
    say(words.review_heading(shown.title))
    print_lines(asking, shown.lines)
    if shown.set_aside:
        say(words.NO_LONGER_APPLIES)
        for line in shown.set_aside:
            asking.prompter.say(line_in_words(line), "- ", "  ")
    print_owed(asking, shown.follow_ups)
    if shown.gaps:
        say(words.gap_count(len(shown.gaps)))
    if shown.open_spots:
        say(words.open_count(len(shown.open_spots)))


def print_owed(asking: Asking, follow_ups: Sequence[FollowUp]) -> None:
    """Print what is owed, by whom and by when."""
    if not follow_ups:
        return
    asking.say(words.OWED)
    for one in follow_ups:
        asking.prompter.say(owed_in_words(asking, one), "- ", "  ")


def owed_in_words(asking: Asking, one: FollowUp) -> str:
    """Return one follow-up in words, its time on the local clock."""
    due = ""
    if one.due_at:
        try:
            moment = datetime.fromisoformat(one.due_at).astimezone(asking.zone)
        except ValueError:
            due = one.due_at
        else:
            due = words.moment(moment, asking.now().astimezone(asking.zone).date())
    else:
        due = words.DUE_RULES.get(one.due_rule, "")
    return words.owed(one.what, one.holder, due)


def conclude(asking: Asking, summary: Summary) -> Finish | KeepUnfinished | Edit:
    """Print the summary across children and ask whether to finish."""

    def print_it() -> None:
        asking.prompter.paged(lambda: _print_summary(asking, summary))

    print_it()
    asking.prompter.commands["again"] = lambda _: print_it()
    how = words.FINISH_HOW if summary.may_finish else words.KEEP_HOW
    still_open = [line.spot for line in (*summary.incident_open, *summary.child_open)]
    spots = [line.spot for line in _numbered_lines(summary)]
    decided = _decide(asking, how, spots, still_open, may_finish=summary.may_finish, back=None)
    assert not isinstance(decided, Back)
    return decided


def _numbered_lines(summary: Summary) -> list[Line]:
    """Return the lines that have numbers, in their order, also those on pages not turned to."""
    of_children = [line for child in summary.children for line in child.gaps]
    return [*of_children, *summary.incident_gaps, *summary.incident_open, *summary.child_open]


def _print_summary(asking: Asking, summary: Summary) -> None:
    say = asking.say
    say("")
    asking.presenter.print_banner()
    say(words.summary_heading(summary.number))
    say(f"{summary.sentence()}.")
    numbers = count(1)
    for child in summary.children:
        _child(asking, child, numbers)
    _numbered(asking, words.LEFT_WITH_REASON, summary.incident_gaps, numbers)
    _numbered(asking, words.STILL_TO_ASK, summary.incident_open, numbers)
    names = {child.child: child.name for child in summary.children}
    _numbered(asking, words.STILL_TO_ASK, summary.child_open, numbers, names)
    print_owed(asking, [one for one in summary.follow_ups if one.child is None])


def _child(asking: Asking, child: ChildInSummary, numbers: Iterator[int]) -> None:
    asking.say(words.child_line(child.name, child.state, child.contact))
    for line in child.gaps:
        _number(asking, line, numbers)
    for one in child.follow_ups:
        asking.prompter.say(f"{words.OWED} {owed_in_words(asking, one)}", "- ", "  ")


def _numbered(
    asking: Asking,
    heading: str,
    lines: Sequence[Line],
    numbers: Iterator[int],
    names: dict[ChildId, str] | None = None,
) -> None:
    if not lines:
        return
    asking.say(heading)
    for line in lines:
        child = line.spot.subject.child
        _number(asking, line, numbers, names[child] if names and child else "")


def _number(asking: Asking, line: Line, numbers: Iterator[int], name: str = "") -> None:
    mark = f"{next(numbers)}) "
    text = line_in_words(line)
    asking.prompter.say(f"{name}: {text}" if name else text, mark, " " * len(mark))


def _decide(
    asking: Asking,
    how: str,
    spots: Sequence[Spot],
    still_open: Sequence[Spot],
    *,
    may_finish: bool,
    back: Back | None,
) -> Edit | Finish | KeepUnfinished | Back:
    extra = _commands(asking, still_open, may_finish=may_finish, to=back)
    asking.presenter.print_hint()
    asking.say(how)
    asking.prompter.restate = lambda: asking.say(how)
    while True:
        try:
            typed = asking.prompter.line(words.WHAT_NOW, extra).strip().casefold()
            if typed in words.FINISH:
                extra["finish"]("")
            elif typed in words.KEEP:
                return KeepUnfinished()
            else:
                place = read_place(typed, len(spots)) if spots else None
                if isinstance(place, int):
                    return Edit(spots[place])
                asking.say(place.why if place is not None else how)
        except _Decided as decided:
            return decided.end


def _commands(
    asking: Asking, still_open: Sequence[Spot], *, may_finish: bool, to: Back | None
) -> dict[str, Command]:
    def finish(_typed: str) -> None:
        if may_finish:
            raise _Decided(Finish())
        asking.say(words.CANNOT_FINISH)

    def keep(_typed: str) -> None:
        raise _Decided(KeepUnfinished())

    def next_open(_typed: str) -> None:
        if still_open:
            raise _Decided(Edit(still_open[0]))
        asking.say(words.NOTHING_OPEN)

    def back(_typed: str) -> None:
        if to is not None:
            raise _Decided(to)
        asking.say(words.NO_BACK_HERE)

    return {"back": back, "finish": finish, "keep": keep, "next": next_open}
