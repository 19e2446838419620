"""Lists of people and the roll, as short tables."""

from __future__ import annotations

from childcheck.identifiers import ChildId
from childcheck.terminal.keyed import key_words
from childcheck.walk.replies import Back, Corrected, Done, Keep, Named, Picked, Renamed, Withdrawn
from tests.checklist.builders import a_checklist, a_list_of_adults, a_question, a_roll
from tests.terminal.keyed.told_by_keys import opened
from tests.terminal.keyed.typing_officer import (
    CTRL_D,
    CTRL_U,
    ENTER,
    ESC,
    a_paste,
    an_asker,
    answered,
)
from tests.terminal.scripted import ADULTS, ANNA, AVA, NIGHT, PIOTR, an_answer

ROLL = a_roll()[0]
LIST = a_list_of_adults()[0]
CHILDREN = {"child-1": "سارة", "child-2": "Ben"}


def test_a_name_and_enter_add_somebody() -> None:
    """Spaces around a name are nobody's name."""
    assert answered(ROLL, f" Ava {ENTER}")[0] == Named("Ava")


def test_ctrl_d_says_that_the_list_is_complete() -> None:
    """Enter alone does not; neither is a list that stands completed by anything but Enter."""
    reply, typing = answered(ROLL, ENTER, CTRL_D, persons=CHILDREN)

    assert reply == Done()
    assert key_words.KEYED_ENTER_IS_NOT_DONE in " ".join(typing.notes)
    assert answered(ROLL, ENTER, persons=CHILDREN, held=an_answer([*CHILDREN]))[0] == Keep()


def test_the_list_is_a_numbered_table() -> None:
    """Every name is whole, also one that is written from right to left."""
    _, typing = answered(ROLL, ESC, persons=CHILDREN)

    assert "1  سارة\n2  Ben\n" in typing.printed


def test_a_number_changes_a_name() -> None:
    """The name stands in the line and is put right there."""
    reply, _ = answered(ROLL, f"2{ENTER}", "r", f"jamin{ENTER}", persons=CHILDREN)

    assert reply == Renamed(ChildId("child-2"), "Benjamin")


def test_a_number_withdraws_with_a_reason() -> None:
    """Nobody is taken off the roll without a line why."""
    reply, _ = answered(
        ROLL, f"2{ENTER}", "w", ENTER, f"A cousin, at home elsewhere{ENTER}", persons=CHILDREN
    )

    assert reply == Withdrawn(ChildId("child-2"), "A cousin, at home elsewhere")


def test_esc_leaves_a_row_as_it_is() -> None:
    """So does Esc from its line."""
    script = (f"2{ENTER}", ESC, f"2{ENTER}", "w", ESC, f"7{ENTER}", f"{CTRL_U}Cara{ENTER}")
    reply, typing = answered(ROLL, *script, persons=CHILDREN)

    assert reply == Named("Cara")
    assert "There is no such number" in " ".join(typing.notes)


def test_several_names_are_not_pasted_into_one() -> None:
    """A list of names is given name by name, each with its fields."""
    reply, typing = answered(ROLL, a_paste("Ava\nBen"), f"Ava{ENTER}")

    assert reply == Named("Ava")
    assert key_words.LINES_NOT_TAKEN in " ".join(typing.notes)


def test_adults_who_were_named_already_are_picked_by_one_key() -> None:
    """For a child nobody is typed twice; a second press takes the adult off this list."""
    here = {"child": AVA, "persons": ADULTS}

    assert answered(LIST, "2", **here)[0] == Picked(PIOTR)
    assert answered(LIST, "1", listed=(ANNA,), **here)[0] == Withdrawn(ANNA)
    assert answered(LIST, "d", **here)[0] == Done()
    assert answered(LIST, "a", f"Nan{ENTER}", **here)[0] == Named("Nan")
    assert answered(LIST, ENTER, ESC, **here)[0] == Back()


def test_picked_adults_are_marked_in_words() -> None:
    """What colour might say stands in words."""
    _, typing = answered(LIST, ESC, child=AVA, persons=ADULTS, listed=(PIOTR,))

    assert "1  Anna Kowalska\n2  Piotr Kowalski, on this list\n" in typing.printed


def test_the_table_tells_what_is_known_of_each() -> None:
    """Where somebody can look back, the fields of a list stand beside the names."""
    checklist = a_checklist(a_question("ch.x"))
    walk = opened(checklist, "4711")
    spot = walk.roll_spot()
    named = walk.name(spot, "Ava", now=NIGHT).walk
    where = next(one for one in named.order if one.question == "in.children.whereabouts")
    known = named.answer(where, an_answer("out"), asked_at=None, now=NIGHT).walk
    with an_asker(ESC, checklist=checklist) as (asker, typing):
        asker.reviews = known.review
        asker.ask(known.show(spot))

    assert "1  Ava  Out" in typing.printed


def test_after_it_was_finished_whoever_is_named_is_named_with_a_reason() -> None:
    """A list of people is corrected like any answer."""
    reply, _ = answered(ROLL, f"Ava{ENTER}", f"seen at the gate{ENTER}", needs_why=True)

    assert reply == Corrected(Named("Ava"), "seen at the gate")
