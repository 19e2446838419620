"""The leaving screen: what stands for all children before the door closes.

It shows states and short answers, and of nobody's free text more than that it was
written down: all children are on one screen. Which answers stand on it the
checklist says (`stage: leaving`, `at_leaving`), and whether each child was seen
and heard the facts do.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from itertools import groupby

from childcheck.checklist.answers import Answer, Given, LeftUnanswered
from childcheck.checklist.definitions import AnswerType, Question, Reason, Stage
from childcheck.identifiers import ChildId
from childcheck.walk.contact import is_done
from childcheck.walk.order import spots
from childcheck.walk.showing import name_in_hand
from childcheck.walk.situation import FollowUp
from childcheck.walk.subjects import Spot, Subject
from childcheck.walk.viewing import Sight, is_gap
from childcheck.walk.wording import fill, in_words, names_in, placeholder_values, worded

NOT_ASKED = "not asked yet"
WRITTEN = "written down"
_FREE_TEXT = (AnswerType.TEXT, AnswerType.LINES, AnswerType.TRANSCRIPT)


class Mark(Enum):
    """How a line stands, the worst first."""

    AMISS = "amiss"  # not done, or not as it should be: the desk cannot put it right
    OPEN = "open"  # not asked yet
    STANDS = "stands"


@dataclass(frozen=True)
class LeavingLine:
    """One line: about whom, what, how it stands, and the spot at which it is put right.

    `rank` orders what is amiss, the worst first.
    """

    spot: Spot
    who: str
    label: str
    words: str
    mark: Mark
    rank: int = 9

    @property
    def text(self) -> str:
        """The line as it is read."""
        return ": ".join(part for part in (self.who, self.label, self.words) if part)


@dataclass(frozen=True)
class Owed:
    """A follow-up that is owed, and the spot at which somebody else is named for it, if any."""

    follow_up: FollowUp
    spot: Spot | None


@dataclass(frozen=True)
class Leaving:
    """Everything on the leaving screen.

    `waiting` counts the questions at the door that are not asked yet and have no
    line here; they stay open for the desk.
    """

    lines: tuple[LeavingLine, ...]
    owed: tuple[Owed, ...]
    waiting: int

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to look at."""
        return not (self.lines or self.owed or self.waiting)

    def of(self, mark: Mark) -> tuple[LeavingLine, ...]:
        """Return the lines that stand so, in order."""
        return tuple(line for line in self.lines if line.mark is mark)


def leaving_of(sight: Sight, open_spots: Iterable[Spot]) -> Leaving:
    """Return the leaving screen as it stands.

    Args:
        sight: a look at the situation.
        open_spots: what is still to be asked before the desk.
    """
    lines = list(_of_adults(sight))
    for child in sight.situation.living_children():
        lines += _of_child(sight, child)
    amiss = sorted((one for one in lines if one.mark is Mark.AMISS), key=lambda line: line.rank)
    rest = sorted((one for one in lines if one.mark is not Mark.AMISS), key=_is_standing)
    listed = {line.spot for line in lines if line.mark is Mark.OPEN}
    return Leaving(
        lines=(*amiss, *rest),
        owed=tuple(_owed(sight)),
        waiting=sum(1 for spot in open_spots if spot not in listed),
    )


def _is_standing(line: LeavingLine) -> bool:
    return line.mark is Mark.STANDS


def _of_adults(sight: Sight) -> Iterator[LeavingLine]:
    yield from _answers(sight, [spot for spot in spots(sight) if spot.subject.child is None])


def _of_child(sight: Sight, child: ChildId) -> Iterator[LeavingLine]:
    yield from _seen_and_heard(sight, child)
    yield from _answers(sight, [spot for spot in spots(sight) if spot.subject.child == child])


# Seen, and heard alone


def _seen_and_heard(sight: Sight, child: ChildId) -> Iterator[LeavingLine]:
    """Yield one line: how far an officer got with a child."""
    told, at = "", None
    for rank, (fact, done, not_done) in enumerate(
        (
            ("child.seen", "seen", "not seen"),
            ("child.talked", "seen, spoken to", "seen, not spoken to"),
            ("child.alone", "seen, spoken to alone", "spoken to, not alone"),
        )
    ):
        spot = _spot_of(sight, fact, child)
        if spot is None:
            break
        together_with = "child.alone" if fact == "child.alone" else ""
        if is_done(sight, "child.talked" if together_with else fact, child, together_with):
            told, at = done, spot
            continue
        who = name_in_hand(sight, spot.subject)
        if not sight.is_settled(spot):
            yield LeavingLine(spot, who, told, f"{_ASKED_OF[fact]} {NOT_ASKED}", Mark.OPEN)
        else:
            held = sight.live(spot)
            assert held is not None
            how = not_done
            if isinstance(held.given, LeftUnanswered):  # no answer is not a no
                how = f"{told}; " * bool(told) + f"{_ASKED_OF[fact]} is not told"
            reason = _words(sight, spot, held.given)
            yield LeavingLine(spot, who, "", f"{how} ({reason})", Mark.AMISS, rank)
        return
    if at is not None:
        yield LeavingLine(at, name_in_hand(sight, at.subject), "", told, Mark.STANDS)


_ASKED_OF = {
    "child.seen": "whether seen",
    "child.talked": "whether spoken to",
    "child.alone": "whether alone",
}


def _spot_of(sight: Sight, fact: str, child: ChildId) -> Spot | None:
    """Return the spot on the path at which a fact of a child is told."""
    for question in sight.outline.with_fact(fact):
        spot = sight.spot(question, Subject(child))
        if sight.is_on_path(spot):
            return spot
    return None


# Answers that the checklist shows


def _answers(sight: Sight, among: Sequence[Spot]) -> Iterator[LeavingLine]:
    """Yield a line for each name on the leaving screen: parts of one name are one line."""
    lines = [line for line in (_line(sight, spot) for spot in among) if line is not None]
    for _, run in groupby(lines, key=lambda line: (line.spot.subject, line.label)):
        yield _joined(list(run))


def _line(sight: Sight, spot: Spot) -> LeavingLine | None:
    question = sight.checklist.questions[spot.question]
    is_here = question.stage is Stage.LEAVING or question.at_leaving
    if not is_here or question.type is AnswerType.NOTE or not sight.is_on_path(spot):
        return None
    who = name_in_hand(sight, spot.subject)
    label = fill(question.at_leaving or question.ask, placeholder_values(sight, spot.subject))
    held = sight.live(spot)
    if held is None or not sight.is_settled(spot):
        return LeavingLine(spot, who, label, NOT_ASKED, Mark.OPEN)
    if isinstance(held.given, LeftUnanswered) and held.given.reason is Reason.DOES_NOT_APPLY:
        return None
    is_amiss = is_gap(question, held) or _says_not(question, held.given)
    mark = Mark.AMISS if is_amiss else Mark.STANDS
    return LeavingLine(spot, who, label, _words(sight, spot, held.given), mark)


def _says_not(question: Question, given: Given) -> bool:
    """Return whether an answer says that what the question asks after is not so."""
    if not isinstance(given, Answer):
        return False
    chosen = [question.choice(one) for one in given.chosen]
    return any(one is not None and one.means is False for one in chosen)


def _words(sight: Sight, spot: Spot, given: Given) -> str:
    """Return an answer in words; of free text no more than that it is there."""
    question = sight.checklist.questions[spot.question]
    if question.type in _FREE_TEXT and isinstance(given, Answer):
        return WRITTEN
    told = worded(question, placeholder_values(sight, spot.subject))
    words = in_words(told, given, sight.checklist, names_in(sight))
    return words if isinstance(given, Answer) else words.removeprefix("(").removesuffix(")")


def _joined(lines: Sequence[LeavingLine]) -> LeavingLine:
    marks = [line.mark for line in lines]
    worst = next(mark for mark in Mark if mark in marks)
    alike = [line for line in lines if line.mark is worst]
    told = [line.words for line in alike if line.words != WRITTEN] or [WRITTEN]
    return replace(alike[0], words="; ".join(dict.fromkeys(told)))


# What is owed


def _owed(sight: Sight) -> Iterator[Owed]:
    for follow_up in sight.situation.follow_ups.values():
        if follow_up.state == "open":
            yield Owed(follow_up, _plan(sight, follow_up))


def _plan(sight: Sight, follow_up: FollowUp) -> Spot | None:
    """Return the spot at which a holder is named for a follow-up."""
    for question in sight.checklist.questions.values():
        group = question.group
        if group is not None and group.opens == follow_up.name:
            spot = sight.spot(question, Subject(follow_up.child))
            if sight.is_on_path(spot):
                return spot
    return None
