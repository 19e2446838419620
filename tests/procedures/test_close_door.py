"""Leading an asker past the leaving screen."""

from __future__ import annotations

from childcheck.procedures.lead_walk import Led
from childcheck.record.happenings import FamilyLeft
from childcheck.walk.door import Mark
from childcheck.walk.replies import Back, CloseDoor, Jump, Keep, KeepUnfinished, Pause, ToDoor
from childcheck.walk.settling import Draft
from tests.walk.small import (
    Script,
    Step,
    a_checklist,
    a_walk,
    led_by,
    on_roll,
    text,
    yes_no,
)

CHECKLIST = a_checklist(
    text("in.desk", stage="desk"),
    child=yes_no("ch.seen")
    + text("ch.words", when="{ch.seen: yes}")
    + yes_no("ch.sleeps", stage="leaving"),
)
DOOR: list[Step] = [
    ("in.mode", "now"),
    *on_roll("Ava"),
    ("ch.seen Ava", "no"),
    ("ch.sleeps Ava", "no"),
]


def led(*steps: Step) -> tuple[Script, Led, list[FamilyLeft]]:
    """Lead a script through a walk; return when the family left, too."""
    drafts: list[Draft] = []
    script = Script(list(steps))
    done = led_by(script, a_walk(CHECKLIST)[0], drafts=drafts)
    left = [one.happening for one in drafts if isinstance(one.happening, FamilyLeft)]
    return script, done, left


def test_the_leaving_screen_comes_when_all_is_asked_and_before_the_desk() -> None:
    """One screen for all children; that the door closed is recorded when somebody says so."""
    script, _, left = led(*DOOR, ("close door", CloseDoor()), ("review Ava", Pause()))

    assert script.asked[-2:] == ["close door", "review Ava"]
    assert script.told[script.told.index("close door") + 1] == "record family_left"
    assert len(left) == 1


def test_at_the_leaving_screen_one_can_pause_and_the_door_stays_open() -> None:
    """A pause is no word that the door closes."""
    _, done, left = led(*DOOR, ("close door", Pause()))

    assert left == []
    assert done.walk.is_door_open


def test_a_line_of_the_leaving_screen_is_put_right_and_the_screen_comes_again() -> None:
    """What it said before is shown, and the answer is changed as everywhere."""
    steps: list[Step] = [("close door", 1), ("ch.sleeps Ava", "yes"), ("close door", CloseDoor())]
    script, _, _ = led(*DOOR, *steps, ("review Ava", Pause()))

    assert [one.lines[0].words for one in script.leavings_shown] == ["No", "Yes"]


def test_back_from_a_line_comes_back_to_the_leaving_screen() -> None:
    """Whoever looked at a line and changes nothing is where one was before."""
    script, _, _ = led(*DOOR, ("close door", 1), ("ch.sleeps Ava", Back()), ("close door", Pause()))

    assert script.asked[-3:] == ["close door", "ch.sleeps Ava", "close door"]


def test_back_from_the_leaving_screen_goes_to_the_last_question() -> None:
    """The screen is left as every other; going on leads to it again."""
    steps: list[Step] = [("close door", Back()), ("ch.sleeps Ava", "yes")]
    script, _, left = led(*DOOR, *steps, ("close door", Pause()))

    assert script.asked[-2:] == ["ch.sleeps Ava", "close door"]
    assert left == []


def test_a_question_that_opens_at_the_leaving_screen_is_asked_before_it_comes_again() -> None:
    """Somebody who was talked with after all is written down while the family is there."""
    early: list[Step] = [*DOOR[:-2], ("ch.seen Ava", "no"), ("ch.sleeps Ava", "no")]
    steps: list[Step] = [
        ("close door", Back()),
        ("ch.sleeps Ava", Back()),
        ("ch.seen Ava", "yes"),
        ("ch.sleeps Ava", Keep()),
        ("ch.words Ava", "a lot"),
    ]
    script, _, _ = led(*early, *steps, ("close door", Pause()))

    assert script.asked[-2:] == ["ch.words Ava", "close door"]


def test_when_the_family_leaves_early_what_is_not_asked_stays_open_for_the_desk() -> None:
    """From any question at the door one gets to the screen; nothing is lost and nothing made up."""
    steps: list[Step] = [*DOOR[:-2], ("ch.seen Ava", ToDoor()), ("close door", CloseDoor())]
    script, done, left = led(*steps, ("ch.seen Ava", "yes"), ("ch.words Ava", Pause()))

    (leaving,) = script.leavings_shown
    assert [line.mark for line in leaving.lines] == [Mark.OPEN]
    assert (leaving.waiting, len(left)) == (2, 1)
    following = done.walk.following()
    assert following is not None and following.question == "ch.words"


def test_back_and_go_on_from_an_early_leaving_screen_lead_to_where_one_was() -> None:
    """The family stayed after all."""
    for reply in (Back(), Jump(None)):
        steps: list[Step] = [*DOOR[:-2], ("ch.seen Ava", ToDoor()), ("close door", reply)]
        script, _, left = led(*steps, ("ch.seen Ava", Pause()))

        assert script.asked[-2:] == ["close door", "ch.seen Ava"]
        assert left == []


def test_a_line_asked_at_an_early_leaving_screen_comes_back_to_it() -> None:
    """While the family is at the door only what is chosen is asked."""
    steps: list[Step] = [*DOOR[:-2], ("ch.seen Ava", ToDoor()), ("close door", 1)]
    script, _, _ = led(*steps, ("ch.sleeps Ava", "yes"), ("close door", CloseDoor()))

    assert script.asked[-2:] == ["close door", "ch.seen Ava"]


def test_to_the_door_again_after_it_closed_is_no_way_on() -> None:
    """Nobody is there any more: the question stands again."""
    steps: list[Step] = [*DOOR, ("close door", CloseDoor()), ("review Ava", KeepUnfinished())]
    script, _, left = led(*steps, ("in.desk", ToDoor()), ("in.desk", Pause()))

    assert script.asked[-2:] == ["in.desk", "in.desk"]
    assert len(left) == 1
