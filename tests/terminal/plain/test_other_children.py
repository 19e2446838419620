"""The other children in plain mode: how far each is, and taking one off the list."""

from __future__ import annotations

from childcheck.terminal.plain.asker import PlainAsker
from childcheck.walk.replies import Withdrawn
from childcheck.walk.reviewing import Review
from tests.checklist.builders import a_question
from tests.terminal.roll_of_three import AVA, BEN, CARA, LINE, a_summary
from tests.terminal.scripted import ScriptedConsole, Typed, an_answer, an_asker, shown


def an_asker_who_knows(*script: Typed) -> tuple[PlainAsker, ScriptedConsole]:
    """Return an asker that was told how to look at the record so far."""
    asker, console = an_asker(*script)
    asker.reviews = lambda child: Review("Ava", child, (LINE,), (), (), ())
    asker.summary = a_summary
    return asker, console


def test_the_list_tells_how_far_the_other_children_are() -> None:
    """A line for each, with the number and a count, and no word that was said."""
    asker, console = an_asker_who_knows(":list", "", "1")

    asker.ask(shown(a_question(), child=AVA))

    assert (
        "The other children:\n"
        "- Child 2, Ben: unfinished, 14 questions still to be asked\n"
        "- Child 3, Cara: finished\n"
    ) in console.printed


def test_a_child_is_taken_off_by_number_from_any_question() -> None:
    """The child is named where the reason is asked for."""
    asker, console = an_asker_who_knows(":withdraw 2", "lives next door")

    reply = asker.ask(shown(a_question(), child=AVA))

    assert reply == Withdrawn(BEN, "lives next door")
    assert "Child 2, Ben. Why is this person taken off the list?" in console.flat


def test_without_a_number_the_children_are_listed() -> None:
    """A number that nobody has is said to be none; it is asked again."""
    asker, console = an_asker_who_knows(":withdraw", "9", "3", "a doll")

    reply = asker.ask(shown(a_question()))

    assert reply == Withdrawn(CARA, "a doll")
    assert "The children:\n- Child 1, Ava: unfinished" in console.printed
    assert console.printed.count("Type the number of a child on the list: 1, 2, 3.") == 2


def test_back_takes_nobody_off() -> None:
    """Neither at the number nor at the reason has anything happened yet."""
    asker, _ = an_asker_who_knows(":withdraw", ":back", ":withdraw 1", ":back", "1")

    assert asker.ask(shown(a_question())) == an_answer("yes")


def test_what_became_of_a_child_is_said() -> None:
    """Who came onto the list, with the number; who is off it, and that nothing is lost."""
    asker, console = an_asker()

    asker.tell_of_roll("Rowan", 3, is_withdrawn=False)
    asker.tell_of_roll("Ben", 2, is_withdrawn=True)

    assert console.flat == (
        "Rowan is on the list, as child 3. The questions about this child will come. "
        "Child 2, Ben, is off the list. What was recorded stays in the record."
    )
