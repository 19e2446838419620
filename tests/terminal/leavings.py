"""Leaving screens for the tests of both modes."""

from __future__ import annotations

from childcheck.identifiers import AdultId, ChildId, FollowUpId, QuestionId
from childcheck.walk.door import Leaving, LeavingLine, Mark, Owed
from childcheck.walk.situation import FollowUp
from childcheck.walk.subjects import Spot, Subject
from tests.terminal.scripted import AVA

BEN = ChildId("child-ben")
SPOKE = Spot(Subject(BEN, None, 1), QuestionId("ch.spoke"))
APART = Spot(Subject(adult=AdultId("adult-anna")), QuestionId("in.apart"))
SLEEPS = Spot(Subject(AVA), QuestionId("ch.sleeps"))
SEEN = Spot(Subject(AVA, None, 1), QuestionId("ch.seen"))
PLAN = Spot(Subject(BEN, None, 1), QuestionId("ch.plan.who"))

AMISS = LeavingLine(SPOKE, "Ben", "", "seen, not spoken to (Asleep, not woken)", Mark.AMISS, 1)
OPEN = LeavingLine(SLEEPS, "Ava", "Sleeping place", "not asked yet", Mark.OPEN)
STANDS = (
    LeavingLine(APART, "Anna Kowalska", "Spoken to apart", "Yes", Mark.STANDS),
    LeavingLine(SEEN, "Ava", "", "seen, spoken to alone", Mark.STANDS),
)


def owed(name: str, what: str, spot: Spot | None) -> Owed:
    """Return something owed to Ben by tomorrow night."""
    follow_up = FollowUp(
        id=FollowUpId(name), name=name, child=BEN, what=what, holder="PC7", closed_by="talking",
        due_rule="hours", due_at="2026-11-25T21:40:00+00:00", opened_order=1,
    )  # fmt: skip
    return Owed(follow_up, spot)


def a_leaving(*, is_open: bool = True, waiting: int = 0) -> Leaving:
    """Return a leaving screen with a line of every kind."""
    lines = (AMISS, *((OPEN,) if is_open else ()), *STANDS)
    both = (owed("talk", "Talk with Ben", PLAN), owed("birth", "Confirm when Ben was born", None))
    return Leaving(lines, both, waiting)


def a_long_leaving(count: int) -> Leaving:
    """Return a leaving screen with so many lines, all of them as they stand."""
    spots = [Spot(Subject(AVA), QuestionId(f"ch.q{number}")) for number in range(1, count + 1)]
    lines = [LeavingLine(spot, "Ava", spot.question, "Yes", Mark.STANDS) for spot in spots]
    return Leaving(tuple(lines), (), 0)
