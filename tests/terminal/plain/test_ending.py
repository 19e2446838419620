"""Offers, the review of a child and the summary of an incident, in plain mode."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from childcheck.identifiers import ChildId, FollowUpId, QuestionId
from childcheck.terminal import words
from childcheck.terminal.console import Closed, Interrupted
from childcheck.terminal.plain.asker import greet
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
from tests.terminal.scripted import ADULTS, ANNA, AVA, PIOTR, ScriptedConsole, Typed, an_asker

OFFER = Offer("child", "Any sign of a child nobody has mentioned?")
BEN = ChildId("child-ben")


def spot(question: str, child: ChildId = AVA) -> Spot:
    """Return where a question stands for a child."""
    return Spot(Subject(child), QuestionId(question))


def line(number: int, question: str, words_: str, **more: object) -> Line:
    """Return a line of a review."""
    section = str(more.pop("section", "Look"))
    state = str(more.pop("state", "answered"))
    where = spot(question, more.pop("child", AVA))  # type: ignore[arg-type]
    return Line(number, where, section, f"What about {question}?", words_, state, **more)  # type: ignore[arg-type]


def follow_up(**more: str | None) -> FollowUp:
    """Return something owed to Ava by tomorrow night."""
    values: dict[str, object] = {
        "id": FollowUpId("f"), "name": "see_child", "child": AVA, "what": "See Ava",
        "holder": "PC7", "closed_by": "seeing", "due_rule": "hours",
        "due_at": "2026-11-25T21:40:00+00:00", "opened_order": 1,
    }  # fmt: skip
    return FollowUp(**{**values, **more})  # type: ignore[arg-type]


def a_review(open_spots: Sequence[Spot] = ()) -> Review:
    """Return a review with one line of every kind."""
    lines = (
        line(1, "ch.name", "Ava", section="Who is Ava?"),
        line(2, "ch.seen", "Yes, awake [seen]", note="corrected"),
        line(3, "ch.looks", "(Not asked: unsafe)", is_gap=True, state="not_asked"),
    )
    aside = (line(0, "ch.talk", "Child: no", state="set_aside"),)
    return Review("Ava", AVA, lines, aside, (follow_up(),), tuple(open_spots))


def reviewed(*script: Typed, open_spots: Sequence[Spot] = ()) -> tuple[object, ScriptedConsole]:
    """Return what the officer decides at the review, and the console."""
    asker, console = an_asker(*script)
    return asker.review(a_review(open_spots)), console


def test_the_review_shows_everything_that_stands_numbered_by_section() -> None:
    """Answers, reasons, corrections, gaps, what no longer applies, what is owed: all is there."""
    _, console = reviewed("k")

    assert console.printed == (
        "\n"
        "Review: Ava\n"
        "Section: Who is Ava?\n"
        "1) What about ch.name? Ava\n"
        "Section: Look\n"
        "2) What about ch.seen? Yes, awake [seen] (corrected)\n"
        "3) What about ch.looks? (Not asked: unsafe) (a gap)\n"
        "No longer applies; kept, and not part of the record as it stands:\n"
        "- What about ch.talk? Child: no\n"
        "Owed:\n"
        "- See Ava. Held by PC7, by 21:40 on 25 November 2026, tomorrow.\n"
        "1 question left with a reason.\n"
        "Type a number to change that line, f to finish, k to keep it unfinished.\n"
        "What now: k\n"
    )


def test_a_label_without_a_question_mark_gets_a_colon() -> None:
    """The question and what stands are told apart also where the question is only a label."""
    asker, console = an_asker("k")
    asker.review(
        Review("Ava", AVA, (replace(line(1, "x", "Mill Lane"), ask="Address"),), (), (), ())
    )

    assert "1) Address: Mill Lane\n" in console.printed


def test_a_number_edits_that_line() -> None:
    """A number and Enter go to the line; nothing else does."""
    assert reviewed("", "0", "9", "2")[0] == Edit(spot("ch.seen"))


def test_after_an_edit_only_what_changed_is_printed() -> None:
    """Nobody reads fifty lines again for one that was changed; :again shows them all."""
    first = a_review()
    lines = (first.lines[0], replace(first.lines[1], words="Yes, asleep"), first.lines[2])
    asker, console = an_asker("2", "2", ":again", "f")

    asker.review(first)
    start = len(console.printed)
    asker.review(replace(first, lines=lines))
    assert console.printed[start:].startswith(
        "\nReview: Ava\n"
        "Changed; :again shows the whole review:\n"
        "Section: Look\n"
        "2) What about ch.seen? Yes, asleep (corrected)\n"
        "Type a number"
    )
    start = len(console.printed)
    assert asker.review(replace(first, lines=lines)) == Finish()
    assert words.NOTHING_CHANGED in console.printed[start:]
    assert "1) What about ch.name? Ava" in console.printed[start:]


def test_after_an_edit_that_opened_questions_the_review_is_printed_whole() -> None:
    """When the lines have other numbers, all of them are shown."""
    asker, console = an_asker("2", "k")
    asker.review(a_review())
    asker.review(replace(a_review(), lines=a_review().lines[:2]))

    assert console.printed.count("1) What about ch.name? Ava") == 2


def test_finishing_is_said_and_never_done_by_enter() -> None:
    """Enter alone does not finish a child."""
    for typed in ("f", "finish", ":finish"):
        assert reviewed("", typed)[0] == Finish()
    for typed in ("k", "keep", ":keep"):
        assert reviewed("", typed)[0] == KeepUnfinished()


def test_a_child_with_open_questions_cannot_be_called_finished() -> None:
    """What is still to be asked is counted, and :next goes to it."""
    there = spot("ch.talk")

    reply, console = reviewed("f", ":finish", ":next", open_spots=[there])

    assert reply == Edit(there)
    assert console.printed.count(words.CANNOT_FINISH) == 2
    assert "1 question still to be asked." in console.printed
    assert words.NOTHING_OPEN in reviewed(":next", "k")[1].printed


def test_the_review_can_be_left_backwards_or_paused() -> None:
    """Back goes to the last question; a pause and a closed terminal pause."""
    assert reviewed(":back")[0] == Back()
    assert reviewed(":help", ":pause")[0] == Pause("word")
    assert reviewed(Closed())[0] == Pause("closed")


def test_after_a_pause_at_the_review_it_says_again_what_may_be_typed() -> None:
    """Whoever goes on after Ctrl-C is not left before a bare prompt."""
    _, console = reviewed(Interrupted(), "r", "k")

    assert console.printed.count(words.REVIEW_HOW) == 2


def a_child(child: ChildId, name: str, state: str, **more: object) -> ChildInSummary:
    """Return a child of the summary, seen and spoken to alone."""
    values: dict[str, object] = {
        "child": child, "roll_number": 1, "name": name, "state": state,
        "contact": Contact("yes", "yes", "yes"), "open_count": 0, "gap_count": 0, "follow_ups": (),
    }  # fmt: skip
    return ChildInSummary(**{**values, **more})  # type: ignore[arg-type]


def a_summary(*, is_open: bool = False) -> Summary:
    """Return a summary of three children with a gap, something owed, and perhaps something open."""
    children = (
        a_child(AVA, "Ava", "finished_with_gaps", gap_count=1, follow_ups=(follow_up(),),
                gaps=(line(0, "ch.looks", "(Not asked: unsafe)"),)),
        a_child(BEN, "Ben", "unfinished", contact=Contact("no", "no", "no")),
        a_child(ChildId("c"), "Tom", "withdrawn"),
    )  # fmt: skip
    child_open = (line(0, "ch.seen", "(not reached)", child=BEN),) if is_open else ()
    gaps = (line(0, "in.ref", "(Not asked: none yet)"),)
    owed = (follow_up(), follow_up(child=None, what="Read the last call", due_at=None,
                                   due_rule="end_of_duty"))  # fmt: skip
    return Summary("20261124-3F7K", children, (), gaps, child_open, owed)


def test_the_summary_names_every_child_what_is_missing_and_what_is_owed() -> None:
    """Across the children nothing is hidden in a count: gaps are named, and each can be gone to."""
    asker, console = an_asker("2")

    assert asker.conclude(a_summary()) == Edit(spot("in.ref"))
    assert console.printed == (
        "\n"
        "Incident 20261124-3F7K, as a whole\n"
        "2 on the roll, 1 seen, 1 spoken to, 1 spoken to alone, 2 follow-ups owed.\n"
        "Ava: finished with gaps, seen, spoken to alone\n"
        "1) What about ch.looks? (Not asked: unsafe)\n"
        "- Owed: See Ava. Held by PC7, by 21:40 on 25 November 2026, tomorrow.\n"
        "Ben: unfinished, NOT SEEN, NOT SPOKEN TO\n"
        "Tom: withdrawn\n"
        "Left with a reason:\n"
        "2) What about in.ref? (Not asked: none yet)\n"
        "Owed:\n"
        "- Read the last call. Held by PC7, by the end of the duty.\n"
        "Type f to finish, k to keep it unfinished, or a number to change that line.\n"
        "What now: 2\n"
    )


def test_an_incident_with_open_questions_is_kept_unfinished() -> None:
    """What was not reached is named with the child; finishing is refused, keeping is not."""
    asker, console = an_asker("f", ":back", "k")

    assert asker.conclude(a_summary(is_open=True)) == KeepUnfinished()
    assert "3) Ben: What about ch.seen? (not reached)" in console.printed
    assert words.CANNOT_FINISH in console.printed
    assert words.NO_BACK_HERE in console.printed


def test_an_incident_is_finished_by_saying_so() -> None:
    """The end of an incident is a word, not a key."""
    asker, _ = an_asker("", "f")

    assert asker.conclude(a_summary()) == Finish()


def test_an_offer_is_taken_declined_with_a_reason_or_left_open() -> None:
    """A child who came up is named, or it is said why there is none."""
    for script, reply in (
        (["Ola"], Named("Ola")),
        (["-", "", "the shoes are a doll's"], Declined("the shoes are a doll's")),
        (["-", ":back", "Ola"], Named("Ola")),
        ([""], None),
        ([":back"], Back()),
        ([":help", ":b"], Back()),
        ([":pause"], Pause("word")),
    ):
        asker, console = an_asker(*script)
        assert asker.offer(OFFER) == reply
        assert OFFER.question in console.printed
    asker, console = an_asker("Gary")
    assert asker.offer(Offer("adult", "")) == Named("Gary")
    assert "Is there an adult to put on the list?" in console.printed


def test_an_adult_on_the_list_already_is_meant_by_number_or_name() -> None:
    """Those who are on it stand there with numbers; anybody else is somebody new."""
    offer = Offer("adult", "Who has Ava?", ADULTS)
    for script, reply in (
        (["2"], OnList(PIOTR)),
        (["9", "1"], OnList(ANNA)),
        (["anna kowalska"], OnList(ANNA)),
        (["Anna Nowak"], Named("Anna Nowak")),
    ):
        asker, console = an_asker(*script)
        assert asker.offer(offer) == reply
        assert "1) Anna Kowalska\n2) Piotr Kowalski\n" in console.printed


def test_somebody_of_18_is_listed_as_an_adult_or_kept_with_a_reason() -> None:
    """A grown-up on the roll is decided about, never moved in silence."""
    for script, reply in (
        (["1"], ListAsAdult()),
        (["x", "2", "", "still at school"], KeepOnRoll("still at school")),
        (["2", ":back", "1"], ListAsAdult()),
        ([""], None),
        ([Closed()], Pause("closed")),
    ):
        asker, console = an_asker(*script)
        assert asker.of_age("Marek", BEN) == reply
        assert "Marek is 18 or over" in console.printed


def test_the_start_says_that_the_screen_is_not_cleared() -> None:
    """Plain mode tells what it does not do, before anything is typed."""
    console = ScriptedConsole([], width=39)

    greet(console)

    assert "does not clear the screen" in console.flat
