"""Lists of people and the roll in plain mode."""

from __future__ import annotations

from typing import Any

from childcheck.terminal import words
from childcheck.walk.replies import (
    Back,
    Corrected,
    Done,
    Keep,
    Named,
    Picked,
    Renamed,
    Withdrawn,
)
from tests.checklist.builders import a_question
from tests.terminal.scripted import ADULTS, ANNA, AVA, PIOTR, an_answer, answered

ROLL = a_question("in.children", "roll")
ADULT_LIST = a_question("in.adults", "people")
CARERS = a_question("ch.carers", "people")
OF_AVA: dict[str, Any] = {"child": AVA, "persons": ADULTS, "listed": (ANNA,)}
CHILDREN = {AVA: "Ava", "child-two": "Ben"}


def test_a_name_names_somebody() -> None:
    """A name and Enter put one more person on the list, as it is spelt."""
    assert answered(ROLL, "", " Żaneta O'Brien-Ńdiaye ")[0] == Named("Żaneta O'Brien-Ńdiaye")


def test_done_ends_the_list_and_enter_does_not() -> None:
    """A list is complete only when somebody says so."""
    reply, console = answered(ROLL, "", "Done", persons=CHILDREN)

    assert reply == Done()
    assert words.ENTER_IS_NOT_DONE in console.printed
    assert "done when the list is complete" in console.flat


def test_the_list_so_far_is_shown_numbered() -> None:
    """Whoever names people sees who is on the list."""
    _, console = answered(ROLL, ":done", persons=CHILDREN)

    assert "1) Ava\n2) Ben" in console.printed


def test_a_number_puts_a_name_right() -> None:
    """A name on the list is corrected by its number."""
    reply, console = answered(ROLL, "2", "r", "", "Benjamin", persons=CHILDREN)

    assert reply == Renamed("child-two", "Benjamin")  # type: ignore[arg-type]
    assert "So far: Ben" in console.printed


def test_nobody_is_taken_off_without_a_line_why() -> None:
    """A child is withdrawn from the roll only with a reason."""
    reply, console = answered(ROLL, "9", "1", "what", "w", "", "named twice", persons=CHILDREN)

    assert reply == Withdrawn(AVA, "named twice")
    assert words.LINE_NEEDED in console.printed


def test_a_number_can_be_left_alone() -> None:
    """Enter after a number changes nothing, and the list goes on."""
    assert answered(ROLL, "1", "", "done", persons=CHILDREN)[0] == Done()


def test_words_with_a_colon_do_the_same() -> None:
    """Renaming and withdrawing can be typed at once."""
    assert answered(ADULT_LIST, ":rename 2", "Peter", persons=ADULTS)[0] == Renamed(PIOTR, "Peter")
    reply, console = answered(ADULT_LIST, ":withdraw", ":withdraw 7", ":wi 1", "a mistake",
                              persons=ADULTS)  # fmt: skip
    assert reply == Withdrawn(ANNA, "a mistake")
    assert words.NUMBER_NEEDED in console.printed
    reply, console = answered(ROLL, ":rename 1", "done")
    assert words.NOBODY_LISTED in console.printed


def test_a_childs_list_picks_adults_by_number_or_names_new_ones() -> None:
    """Adults who were named already are not typed again."""
    assert answered(CARERS, "2", **OF_AVA)[0] == Picked(PIOTR)
    assert answered(CARERS, "Grandma Ola", **OF_AVA)[0] == Named("Grandma Ola")
    _, console = answered(CARERS, "done", **OF_AVA)
    assert "1) Anna Kowalska (on this list)\n2) Piotr Kowalski\n" in console.printed


def test_somebody_is_taken_off_a_childs_list_without_a_reason() -> None:
    """Off a child's own list an adult stays on the record, so no reason is asked."""
    assert answered(CARERS, "1", "w", **OF_AVA)[0] == Withdrawn(ANNA)
    _, console = answered(CARERS, ":withdraw 2", "done", **OF_AVA)
    assert words.NOT_ON_LIST in console.printed


def test_a_list_that_stands_is_kept_with_enter() -> None:
    """Enter keeps a complete list as it is."""
    assert answered(ROLL, "", persons=CHILDREN, held=an_answer([AVA]))[0] == Keep()


def test_a_number_is_a_name_where_nobody_is_listed() -> None:
    """On an empty list there is no number to choose."""
    assert answered(ROLL, "7")[0] == Named("7")


def test_back_from_a_reason_goes_back_to_the_list() -> None:
    """Back while a person is being changed returns to the list; the next one leaves it."""
    assert answered(ROLL, "1", "w", ":back", ":back", persons=CHILDREN)[0] == Back()


def test_after_it_was_finished_whoever_is_named_is_named_with_a_reason() -> None:
    """A list of people is corrected like any answer."""
    reply, console = answered(CARERS, "Grandma Ola", "she rang today", needs_why=True, **OF_AVA)

    assert reply == Corrected(Named("Grandma Ola"), "she rang today")
    assert words.CORRECTION in console.flat
