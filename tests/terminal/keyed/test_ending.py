"""Offers, the review of a child, and the summary, by keys."""

from __future__ import annotations

from dataclasses import replace

from childcheck.identifiers import AdultId, FollowUpId
from childcheck.terminal import words
from childcheck.terminal.keyed import key_words
from childcheck.walk.contact import Contact
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
    Pause,
)
from childcheck.walk.reviewing import ChildInSummary, Line, Review, Summary
from childcheck.walk.situation import FollowUp
from childcheck.walk.subjects import Spot, Subject
from tests.checklist.builders import a_question
from tests.terminal.keyed.typing_officer import (
    CTRL_B,
    CTRL_D,
    CTRL_R,
    ENTER,
    ESC,
    Typed,
    Typing,
    an_asker,
)
from tests.terminal.scripted import ADULTS, AVA, PIOTR

SEEN = Spot(Subject(AVA), a_question("ch.seen").id)
LOOKS = Spot(Subject(AVA), a_question("ch.looks").id)
LINES = (
    Line(1, SEEN, "Seen and heard", "Have you seen Ava?", "Yes, awake [seen]", "answered"),
    Line(2, LOOKS, "Look", "How does Ava look?", "(Not asked: asleep)", "not_asked", is_gap=True),
)
REVIEW = Review(
    title="Ava Kowalska",
    child=AVA,
    lines=LINES,
    set_aside=(Line(0, LOOKS, "Look", "Any mark?", "None", "set_aside"),),
    follow_ups=(
        FollowUp(
            id=FollowUpId("f1"),
            name="see_child",
            child=AVA,
            what="See Ava",
            holder="4711",
            closed_by="seeing",
            due_rule="",
            due_at="2026-11-25T21:45:00+00:00",
            opened_order=1,
        ),
    ),
    open_spots=(),
)
OPEN = replace(REVIEW, open_spots=(LOOKS,))


def reviewed(review: Review, *script: Typed, width: int = 80) -> tuple[object, Typing]:
    """Return what is decided at a review."""
    with an_asker(*script, width=width) as (asker, typing):
        return asker.review(review), typing


def test_the_review_shows_everything_with_numbers() -> None:
    """Sections, basis, reasons, gaps, what was set aside and what is owed."""
    _, typing = reviewed(REVIEW, "k")

    assert "1  Have you seen Ava? Yes, awake [seen]" in typing.printed
    assert "2  How does Ava look? (Not asked: asleep) (a gap)" in typing.printed
    assert words.NO_LONGER_APPLIES in typing.flat
    assert "- See Ava. Held by 4711, by 21:45 on 25 November 2026, tomorrow." in typing.printed
    assert "1 question left with a reason." in typing.printed


def test_a_number_and_enter_change_a_line() -> None:
    """What is no number of a line says so."""
    assert reviewed(REVIEW, f"2{ENTER}")[0] == Edit(LOOKS)
    reply, typing = reviewed(REVIEW, f"3{ENTER}", ENTER, f"1{ENTER}")
    assert reply == Edit(SEEN)
    assert typing.notes[2] == key_words.TYPE_NUMBER


def test_letters_finish_keep_and_go_back() -> None:
    """`f`, `k`, Esc and `b`."""
    assert reviewed(REVIEW, "f")[0] == Finish()
    assert reviewed(REVIEW, "k")[0] == KeepUnfinished()
    assert reviewed(REVIEW, ESC)[0] == Back()
    assert reviewed(REVIEW, "b")[0] == Back()
    assert reviewed(REVIEW, "q", "q")[0] == Pause("word")


def test_what_is_open_cannot_be_finished() -> None:
    """It can be gone to, or kept unfinished."""
    reply, typing = reviewed(OPEN, "f", "n")

    assert reply == Edit(LOOKS)
    assert words.CANNOT_FINISH in typing.notes


def test_after_an_edit_only_what_changed_is_shown() -> None:
    """Ctrl-R shows the whole review again; so does a blank screen."""
    changed = (replace(LINES[0], words="Yes, asleep [seen]"), LINES[1])
    with an_asker(f"1{ENTER}", CTRL_R, CTRL_B, " ", f"4711{ENTER}", "f") as (asker, typing):
        assert asker.review(REVIEW) == Edit(SEEN)
        before = len(typing.printed)
        assert asker.review(replace(REVIEW, lines=changed)) == Finish()

    shown = typing.printed[before:]
    assert key_words.KEYED_CHANGED in shown
    assert shown.index("1  Have you seen Ava? Yes, asleep") < shown.index("2  How does Ava look?")
    assert "How does Ava look?" in typing.on_screen


def test_nothing_of_a_review_is_cropped_at_40_columns() -> None:
    """It wraps, with its numbers standing free."""
    _, typing = reviewed(REVIEW, "k", width=40)

    assert all(len(line) < 40 for line in typing.printed.split("\n"))
    assert "2 How does Ava look? (Not asked: asleep) (a gap)" in typing.flat


def a_summary(*, is_open: bool) -> Summary:
    """Return a summary of one child, with a gap, and with an open question of the incident."""
    child = ChildInSummary(
        AVA, 1, "Ava", "unfinished", Contact("yes", "no", "no"), 0, 1, (), gaps=(LINES[1],)
    )
    line = Line(0, SEEN, "x", "Which officers?", "(not reached)", "not_reached")
    return Summary("20261124-3F7K", (child,), (line,) if is_open else (), (), (), ())


def concluded(summary: Summary, *script: Typed) -> tuple[object, Typing]:
    """Return what is decided at the end."""
    with an_asker(*script) as (asker, typing):
        return asker.conclude(summary), typing


def test_the_summary_counts_and_names_what_is_missing() -> None:
    """In words; numbers go on over children and incident."""
    reply, typing = concluded(a_summary(is_open=True), "f", f"2{ENTER}")

    assert reply == Edit(SEEN)
    assert "Ava: unfinished, seen, NOT SPOKEN TO" in typing.printed
    assert "1  How does Ava look? (Not asked: asleep) (a gap)" in typing.printed
    assert words.CANNOT_FINISH in typing.notes


def test_the_summary_is_finished_or_kept() -> None:
    """There is nothing before it to go back to."""
    assert concluded(a_summary(is_open=False), "f")[0] == Finish()
    reply, typing = concluded(a_summary(is_open=True), ESC, "k")
    assert reply == KeepUnfinished()
    assert words.NO_BACK_HERE in typing.notes


def offered(*script: Typed) -> object:
    """Return the reply to the offer to name a child."""
    with an_asker(*script) as (asker, _):
        return asker.offer(Offer("child", "Any sign of a child?"))


def test_an_offer_is_taken_declined_with_a_reason_or_left() -> None:
    """Enter alone leaves it for now, and says nothing."""
    assert offered(f"Cara{ENTER}") == Named("Cara")
    assert offered("-", ENTER, f"Only the neighbour's{ENTER}") == Declined("Only the neighbour's")
    assert offered(ENTER) is None
    assert offered(ESC) == Back()
    assert offered("-", ESC, f"Cara{ENTER}") == Named("Cara")


def test_an_adult_on_the_list_already_is_meant_by_number() -> None:
    """Those who are on it stand there; a digit is enough, and one of nobody is refused."""
    with an_asker(f"9{ENTER}", "2") as (asker, typing):
        reply = asker.offer(Offer("adult", "Who has Ava?", ADULTS))

    assert reply == OnList(PIOTR)
    assert "2  Piotr Kowalski" in typing.printed


def test_where_more_adults_than_digits_are_listed_a_number_ends_with_enter() -> None:
    """With ten adults on the list 1 could be the beginning of 10."""
    many = {AdultId(f"adult-{number}"): f"Adult {number}" for number in range(1, 11)}

    with an_asker(f"10{ENTER}") as (asker, _):
        assert asker.offer(Offer("adult", "Who has Ava?", many)) == OnList(AdultId("adult-10"))


def test_somebody_of_age_is_listed_as_an_adult_or_kept_with_a_reason() -> None:
    """One key, and a line why; Enter leaves it for now."""

    def decided(*script: Typed) -> object:
        with an_asker(*script) as (asker, _):
            return asker.of_age("Ava", AVA)

    assert decided("1") == ListAsAdult()
    assert decided("2", f"Looks younger{ENTER}") == KeepOnRoll("Looks younger")
    assert decided(ENTER) is None
    assert decided(CTRL_D, "1") == ListAsAdult()
