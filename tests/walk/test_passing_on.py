"""One reply that passes several optional questions: those that stand beside each other."""

from __future__ import annotations

from childcheck.checklist.answers import LeftUnanswered
from childcheck.checklist.definitions import Reason
from childcheck.walk.replies import Back, PassOn
from tests.walk.small import Course, Script, Step, a_checklist, a_walk, led_by, on_roll, text

PASSED = LeftUnanswered(Reason.NOT_ASKED)


def optional(name: str, *, stage: str = "door", when: str = "") -> str:
    """Return the text of a question that may be passed."""
    return text(name, stage=stage, when=when, more="tier: more\n")


OF_AVA = a_checklist(
    child=text("ch.a")
    + optional("ch.b")
    + optional("ch.c")
    + optional("ch.d")
    + text("ch.e")
    + optional("ch.f")
)
TO_B: list[Step] = [("in.mode", "now"), *on_roll("Ava"), ("ch.a Ava", "x")]


def test_optional_questions_that_stand_together_are_passed_by_one_reply() -> None:
    """Each of them is left as not asked, and the next one that wants an answer comes."""
    script = Script([*TO_B, ("ch.b Ava", PassOn()), ("ch.e Ava", "x"), ("ch.f Ava", PASSED)])

    led = led_by(script, a_walk(OF_AVA)[0])

    (ava,) = led.walk.situation.living_children()
    held = {
        str(spot.question): one.given
        for spot, one in led.walk.situation.held.items()
        if spot.subject.child == ava
    }
    reasons = [held[name] for name in ("ch.b", "ch.c", "ch.d")]
    assert [one.reason for one in reasons if isinstance(one, LeftUnanswered)] == [
        Reason.NOT_ASKED,
        Reason.NOT_ASKED,
        Reason.NOT_ASKED,
    ]


def test_what_is_passed_together_is_named_before() -> None:
    """Only open ones count, up to the next that wants an answer or a reason."""
    course = Course(OF_AVA)
    (ava,) = course.roll("Ava")
    course.answer("ch.a", "x", ava)
    course.answer("ch.c", "x", ava)

    assert list(course.show("ch.b", ava).passed_with.values()) == ["Ask ch.d?"]
    assert course.show("ch.a", ava).passed_with == {}
    assert course.show("ch.f", ava).passed_with == {}


def test_nobody_elses_questions_are_passed() -> None:
    """What is asked of one child is passed for that child alone, and at that stage alone."""
    checklist = a_checklist(
        child=optional("ch.a") + optional("ch.b", stage="desk") + optional("ch.c")
    )
    course = Course(checklist)
    ava, _ben = course.roll("Ava", "Ben")

    (spot,) = course.show("ch.a", ava).passed_with
    assert (spot.question, spot.subject.child) == ("ch.c", ava)
    assert course.show("ch.c", ava).passed_with == {}


def test_only_what_is_optional_and_open_is_passed_so() -> None:
    """A question that wants an answer is refused, and so is one that was answered."""
    course = Course(OF_AVA)
    (ava,) = course.roll("Ava")
    for name in ("ch.a", "ch.b"):
        if name == "ch.b":
            course.answer("ch.b", "x", ava)
        spot = course.spot(name, ava)
        turn = course.walk.pass_on(spot, asked_at=None, now=course.now)
        assert [fault.code for fault in turn.faults] == ["not-optional"]


def test_back_goes_through_what_was_passed_together() -> None:
    """Each of them was put with the first, and can be answered after all."""
    script = Script(
        [
            *TO_B,
            *[("ch.b Ava", PassOn()), ("ch.e Ava", Back())],
            *[("ch.d Ava", Back()), ("ch.c Ava", "after all"), ("ch.d Ava", PASSED)],
            *[("ch.e Ava", "x"), ("ch.f Ava", PASSED)],
        ]
    )

    led = led_by(script, a_walk(OF_AVA)[0])

    assert script.asked.count("ch.b Ava") == 1
    assert led.walk.following() is None
