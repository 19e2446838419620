"""Back, as the officer experienced it: along the way that was come, and forward again."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from childcheck.checklist.answers import LeftUnanswered
from childcheck.checklist.definitions import Checklist, Reason
from childcheck.procedures.lead_walk import lead_walk
from childcheck.walk.replies import Back, Jump, Keep, Named, Pause, Reply
from childcheck.walk.settling import Draft
from childcheck.walk.showing import Shown
from childcheck.walk.subjects import Spot
from childcheck.walk.walking import Walk
from tests.walk.random_checklists import Draw, checklists
from tests.walk.small import (
    EVENING,
    Course,
    Script,
    Step,
    a_checklist,
    a_walk,
    led_by,
    on_roll,
    refolded,
    text,
)
from tests.walk.test_properties import FAST, Fitting

MODE: Step = ("in.mode", "now")
TWO_STAGES = a_checklist(
    text("in.door") + text("in.desk", stage="desk"),
    child=text("ch.door") + text("ch.desk", stage="desk") + text("ch.last"),
)
TO_THE_DESK: list[Step] = [
    *[MODE, *on_roll("Ava"), ("in.door", "x"), ("ch.door Ava", "x"), ("ch.last Ava", "x")],
    *[("in.desk", "x")],
]


def asked(checklist: Checklist, steps: list[Step], walk: Walk | None = None) -> list[str]:
    """Return what was put to a scripted officer, in order."""
    script = Script(steps)
    led_by(script, walk or a_walk(checklist)[0])
    return script.asked


def test_back_at_the_first_field_of_somebody_goes_to_the_naming() -> None:
    """Whoever was just named can be put right: the list is what was asked before."""
    checklist = a_checklist(adults=True)

    put = asked(checklist, [MODE, ("in.adults", Named("Ann")), ("in.adults.roles Ann", Back())])

    assert put[-2:] == ["in.adults.roles Ann", "in.adults"]


def test_back_at_the_desk_goes_to_what_was_answered_at_the_desk() -> None:
    """Not to the neighbour in the file, which was a question of the door."""
    put = asked(TWO_STAGES, [*TO_THE_DESK, ("ch.desk Ava", Back())])

    assert put[-2:] == ["ch.desk Ava", "in.desk"]


def test_after_a_resume_back_goes_through_what_was_asked_before() -> None:
    """The entries tell the order in which it was, though the rest comes in the file's."""
    script = Script([*TO_THE_DESK, ("ch.desk Ava", Pause())])
    paused = led_by(script, a_walk(TWO_STAGES)[0]).walk
    resumed = paused.resume(is_with_family=False).walk
    back: list[Step] = [("ch.desk Ava", Back()), ("in.desk", Back()), ("ch.last Ava", Back())]
    back += [("ch.door Ava", Back()), ("in.door", Back()), ("in.children", Back())]
    back += [("in.children.born_on Ava", Back()), ("in.children.whereabouts Ava", Back())]

    put = asked(TWO_STAGES, [*back, ("in.children", Back()), ("in.mode", Pause())], resumed)

    assert put[-1] == "in.mode"


def test_after_a_resume_back_at_the_first_field_of_somebody_goes_to_the_naming() -> None:
    """A name is an entry too."""
    checklist = a_checklist(adults=True)
    script = Script([MODE, ("in.adults", Named("Ann")), ("in.adults.roles Ann", Pause())])
    paused = led_by(script, a_walk(checklist)[0]).walk

    put = asked(checklist, [("in.adults.roles Ann", Back()), ("in.adults", Pause())], paused)

    assert put == ["in.adults.roles Ann", "in.adults"]


def test_where_nothing_was_asked_before_back_goes_in_the_order_of_the_walk() -> None:
    """Gone to by a jump at once: before it lies what the walk would have asked."""
    course = Course(TWO_STAGES)
    course.roll("Ava")
    script = Script([("in.desk", Back()), ("ch.last Ava", Pause())])

    led_by(script, course.walk, start_at=course.spot("in.desk"))

    assert script.shown[0].may_go_back


def test_back_after_a_jump_goes_to_where_one_came_from() -> None:
    """And what was jumped to is come past again on the way forward."""
    course = Course(TWO_STAGES)
    course.roll("Ava")
    jump = Jump(course.spot("in.desk"))
    steps: list[Step] = [MODE, *on_roll("Ava"), ("in.door", jump), ("in.desk", Back())]

    put = asked(TWO_STAGES, [*steps, ("in.door", "x")])

    assert put[-3:] == ["in.desk", "in.door", "ch.door Ava"]


def test_what_a_changed_answer_opens_is_asked_on_the_way_forward() -> None:
    """It comes next, and then what had been asked after it."""
    opens = text("in.a") + text("in.b", when="{in.a: {answered: false}}")
    checklist = a_checklist(opens + text("in.c") + text("in.d"))
    steps: list[Step] = [MODE, *on_roll("Ava"), ("in.a", "a"), ("in.c", "c")]
    left = LeftUnanswered(Reason.NOT_KNOWN, "nobody knows")
    steps += [("in.d", Back()), ("in.c", Back()), ("in.a", left)]

    put = asked(checklist, [*steps, ("in.b", "b"), ("in.c", Keep()), ("in.d", Pause())])

    assert put[-4:] == ["in.a", "in.b", "in.c", "in.d"]


def test_back_from_an_edited_line_goes_to_the_review_again() -> None:
    """The review is what stood there before; nothing was changed."""
    checklist = a_checklist(child=text("ch.a") + text("ch.b"))
    steps: list[Step] = [MODE, *on_roll("Ava"), ("ch.a Ava", "a"), ("ch.b Ava", "b")]

    put = asked(checklist, [*steps, ("review Ava", 3), ("ch.a Ava", Back())])

    assert put[-3:] == ["review Ava", "ch.a Ava", "review Ava"]


class Wandering(Fitting):
    """Somebody who goes back now and then, up to five questions, and forward again."""

    def __init__(self, draw: Draw, *, children: int) -> None:
        """Take where chance comes from, and how many children there are."""
        super().__init__(draw, children=children, may_skip=False)
        self.came: list[Spot] = []  # what was put, in that order
        self.gone_back: list[Spot] = []  # since one turned round, the first being where
        self.forward: list[Spot] = []  # what is still to be come past again
        self.has_turned = False
        self.recorded = 0

    def ask(self, shown: Shown) -> Reply:
        """Answer, or go back and come forward by keeping what stands."""
        self.asked.clear()  # come past again is not asked again
        assert self.walk is not None
        if self.gone_back:
            return self._wander(self.walk, shown)
        if self.came[-1:] != [shown.spot]:
            self.came.append(shown.spot)
        if self._draw(st.integers(0, 5)) == 0:
            self.gone_back, self.recorded = [shown.spot], self.told.count("record")
            return Back()
        return super().ask(shown)

    def _wander(self, walk: Walk, shown: Shown) -> Reply:
        assert self.told.count("record") == self.recorded, "going back recorded something"
        if self.has_turned:
            return self._go_forward(walk, shown)
        self._check_back(walk, shown.spot)
        self.gone_back.append(shown.spot)
        if len(self.gone_back) <= 5 and shown.may_go_back and self._draw(st.integers(0, 4)):
            return Back()
        self.has_turned, self.forward = True, self.gone_back[::-1]
        return self._go_forward(walk, shown)

    def _check_back(self, walk: Walk, spot: Spot) -> None:
        """What is put is what had been put before it, whatever does not apply any more apart."""
        came = [one for one in self.came if one in walk.course]
        here = self.gone_back[-1]
        behind = _without_repeats([*came[: _last(came, here)], here] if here in came else [here])
        if len(self.gone_back) == 1 and len(behind) > 1:
            assert spot == behind[-2]

    def _go_forward(self, walk: Walk, shown: Shown) -> Reply:
        assert shown.spot == self.forward.pop(0)
        if not self.forward:
            self.gone_back, self.has_turned = [], False
            return super().ask(shown)
        if walk.sight.is_settled(shown.spot):
            return Keep()
        self.forward = self.forward[-1:]
        return Jump(None)


def _last(spots: Sequence[Spot], spot: Spot) -> int:
    return len(spots) - 1 - spots[::-1].index(spot)


def _without_repeats(spots: Sequence[Spot]) -> list[Spot]:
    kept: list[Spot] = []
    for spot in spots:
        if kept[-1:] != [spot]:
            kept.append(spot)
    return kept


@FAST
@given(checklists(), st.data())
def test_five_back_and_five_forward_come_to_the_same_question(
    checklist: Checklist, data: st.DataObject
) -> None:
    """Nothing is recorded on the way, nothing is lost, and one stands where one stood."""
    asker = Wandering(data.draw, children=data.draw(st.integers(1, 2)))
    walk, opened = a_walk(checklist)
    drafts = [opened]
    asker.walk = walk

    def record(some: Sequence[Draft]) -> None:
        drafts.extend(some)
        asker.told.append("record")
        asker.walk = Walk(checklist, refolded(drafts), walk.circumstances)

    led = lead_walk(walk, asker, record, lambda: EVENING)

    assert refolded(drafts) == led.walk.situation
