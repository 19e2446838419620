"""The one engine, asked by keys: what is recorded, what comes next, what stands again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from childcheck.procedures.lead_walk import Led, Outcome, lead_walk
from childcheck.record.happening import Happening
from childcheck.record.happenings import AnswerGiven, AnswerSetAside, WalkPaused
from childcheck.walk.settling import Draft
from tests.checklist.builders import a_checklist, a_question, a_section
from tests.terminal.keyed.told_by_keys import opened
from tests.terminal.keyed.typing_officer import CTRL_C, CTRL_L, ENTER, ESC, Typed, Typing, an_asker
from tests.terminal.scripted import NIGHT

QUESTIONS = (
    a_question("in.first", choices=("a", "b")),
    a_question("in.seen", choices=("yes", "no")),
    a_question("in.why", "text", when={"in.seen": "no"}),
    a_question("in.looks", "text"),
    a_question("in.last", choices=("a", "b")),
)
CHECKLIST = a_checklist(a_section("more", *QUESTIONS, for_each="incident"))
BEFORE = ("1", CTRL_L, "1", CTRL_L, "1")  # with the family now; nobody is named
MINE = {str(one.id) for one in QUESTIONS}


@dataclass
class Walked:
    """How a walk by keys went, and what it recorded."""

    led: Led
    typing: Typing
    recorded: list[Happening] = field(default_factory=list)

    @property
    def answers(self) -> list[tuple[str, object]]:
        """The answers to the questions of this file, in the order in which they were recorded."""
        return [
            (str(one.question), one.value)
            for one in self.recorded
            if isinstance(one, AnswerGiven) and str(one.question) in MINE
        ]

    @property
    def stands(self) -> dict[str, str]:
        """What stands at the end, by question, as a review tells it."""
        lines = self.led.walk.review(None).lines
        return {
            str(one.spot.question): one.words for one in lines if str(one.spot.question) in MINE
        }


def walked(*script: Typed) -> Walked:
    """Lead a walk over a script; everything in it must have been wanted."""
    recorded: list[Happening] = []

    def record(drafts: Sequence[Draft]) -> None:
        recorded.extend(one.happening for one in drafts)

    with an_asker(*BEFORE, *script, checklist=CHECKLIST) as (asker, typing):
        led = lead_walk(opened(CHECKLIST, "4711"), asker, record, lambda: NIGHT)
        assert not typing.script, f"not all of the script was wanted:\n{typing.printed}"
    return Walked(led, typing, recorded)


def test_a_hidden_branch_is_not_asked() -> None:
    """What is off the path is never put."""
    told = walked("1", "1", f"thin{ENTER}", "1", "k")

    assert "What about in.why?" not in told.typing.printed
    assert [one for one, _ in told.answers] == ["in.first", "in.seen", "in.looks", "in.last"]


def test_back_and_forward_again_lose_nothing() -> None:
    """An answer is shown on the way back, and kept by Enter on the way forward."""
    given = ("1", "2", f"stopped{ENTER}", f"thin{ENTER}", "2")
    back = ("b", ESC, ESC, "b")  # from a text only Esc
    forward = (ENTER, ENTER, ENTER, ENTER)

    told = walked(*given[:-1], *back, *forward, "2", "k")

    assert told.answers == [
        ("in.first", "a"),
        ("in.seen", "no"),
        ("in.why", "stopped"),
        ("in.looks", "thin"),
        ("in.last", "b"),
    ]
    assert told.typing.printed.count("Answer: kept") == 4


def test_ctrl_c_records_nothing() -> None:
    """The pause is recorded, and no answer."""
    told = walked("1", CTRL_C, "q")

    assert told.led.outcome is Outcome.PAUSED
    assert told.answers == [("in.first", "a")]
    assert isinstance(told.recorded[-1], WalkPaused)


def test_a_changed_answer_sets_aside_and_restores() -> None:
    """What no longer applies is kept, and is shown to be kept again when it applies again."""
    told = walked(
        "1", "2", f"stopped{ENTER}",  # not seen, and why
        ESC, ESC, "1",  # back to it: seen after all, so the reason is set aside
        ESC, ESC, "1", "2",  # and back once more: not seen, so it applies again
        ENTER, f"thin{ENTER}", "1", "k",
    )  # fmt: skip

    assert any(isinstance(one, AnswerSetAside) for one in told.recorded)
    assert "Before it was set aside: stopped" in told.typing.flat
    assert told.stands["in.why"] == "stopped"


def test_unanswered_is_not_no() -> None:
    """A question that is left stands with its reason; in doubt, what hangs on it is asked."""
    told = walked("1", "u", "1", CTRL_L, "1", f"thin{ENTER}", "1", "k")

    assert told.stands["in.seen"] == "(Asked, did not want to say)"
    assert "in.seen" not in dict(told.answers)


def test_an_answer_is_recorded_before_the_next_question_is_shown() -> None:
    """What is on the screen next is never ahead of the disk."""
    seen: list[str] = []

    def record(drafts: Sequence[Draft]) -> None:
        for one in drafts:
            if str(one.happening.question) == "in.first":
                seen.append(typing.printed)

    with an_asker(*BEFORE, "1", CTRL_C, "q", checklist=CHECKLIST) as (asker, typing):
        lead_walk(opened(CHECKLIST, "4711"), asker, record, lambda: NIGHT)

    assert len(seen) == 1
    assert "What about in.seen?" not in seen[0]
    assert "What about in.seen?" in typing.printed
