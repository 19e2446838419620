"""Choosing in plain mode, with the lines and the basis that belong to an answer."""

from __future__ import annotations

import pytest

from childcheck.checklist.answers import BasisGiven
from childcheck.checklist.definitions import Basis, NeededLine, Scope
from childcheck.terminal import words
from childcheck.terminal.console import Interrupted
from childcheck.walk.replies import Back, Keep
from childcheck.walk.showing import Standing
from tests.checklist.builders import a_choice, a_question
from tests.terminal.scripted import ANNA, AVA, PIOTR, an_answer, answered

SEEN = a_question(
    "ch.seen",
    choices=(
        a_choice("awake", "Yes, awake"),
        a_choice("stopped", "Here, but we were stopped", text=NeededLine("Who stopped you?")),
        a_choice("asleep", "Asleep", text=NeededLine("Why not woken?", needed=False)),
    ),
)
EFFECT = a_question(
    "ch.effect",
    "choices",
    choices=(
        a_choice("saw", "Saw it"),
        a_choice("heard", "Heard it"),
        a_choice("nothing", "Nothing found", text=NeededLine("How do you know?")),
    ),
    excludes_others=(("nothing",),),
)


def test_a_number_and_enter_answer() -> None:
    """One number records one choice, and nothing more is asked."""
    reply, console = answered(SEEN, "1")

    assert reply == an_answer("awake")
    assert "1) Yes, awake" in console.printed


def test_enter_alone_records_nothing() -> None:
    """Enter on a fresh question is no answer."""
    reply, console = answered(SEEN, "", "   ", "1")

    assert reply == an_answer("awake")
    assert console.printed.count(words.NOTHING_TYPED) == 2


def test_enter_keeps_what_stands() -> None:
    """Where an answer stands, Enter keeps it, and the screen says so."""
    reply, console = answered(SEEN, "", held=an_answer("awake"))

    assert reply == Keep()
    assert f"{words.SO_FAR}what stands" in console.printed
    assert words.ENTER_KEEPS in console.flat


def test_a_needed_line_is_asked_until_it_is_there() -> None:
    """A choice that needs a line is not recorded without it."""
    reply, console = answered(SEEN, "2", "", "The uncle, in the door")

    assert reply == an_answer("stopped", {"": "The uncle, in the door"})
    assert words.LINE_NEEDED in console.printed


def test_a_line_that_is_not_needed_can_be_passed() -> None:
    """Enter passes a line that may be left out, and no empty line is stored."""
    reply, _ = answered(SEEN, "3", "")

    assert reply == an_answer("asleep")


def test_back_from_a_needed_line_goes_to_the_choices_and_records_nothing() -> None:
    """Whoever took the wrong choice goes back to the question, not past it."""
    reply, console = answered(SEEN, "2", ":back", "1")

    assert reply == an_answer("awake")
    assert words.BACK_TO_QUESTION in console.printed


def test_back_at_the_question_goes_back() -> None:
    """Back at the choices leaves the question without checking anything."""
    reply, _ = answered(SEEN, ":back")

    assert reply == Back()


def test_several_choices_come_with_each_ones_line() -> None:
    """The line of a choice among several stands under that choice."""
    reply, console = answered(EFFECT, "nothing", "looked in every room")

    assert reply == an_answer(["nothing"], {"nothing": "looked in every room"})
    assert "Nothing found: How do you know?" in console.printed


def test_choices_that_exclude_each_other_are_refused_at_once() -> None:
    """Nobody is asked for lines of an answer that cannot stand."""
    reply, console = answered(EFFECT, "1,3", "1,2")

    assert reply == an_answer(["saw", "heard"])
    assert "cannot both hold: Saw it; Nothing found" in console.flat


SIGNS = a_question("in.signs", "yes_no", choices=(a_choice("yes", "Yes"), a_choice("no", "No")))


@pytest.mark.parametrize("typed", ["y", "yes", "Y"])
def test_yes_is_yes(typed: str) -> None:
    """A letter or a word says yes."""
    reply, console = answered(SIGNS, typed)

    assert reply == an_answer("yes")
    assert "1) Yes" not in console.printed  # two lines that say what the prompt says


def test_where_no_number_is_shown_none_is_an_answer() -> None:
    """A number meant for another question neither says yes nor no; what to type is said."""
    reply, console = answered(SIGNS, "1", "2", "maybe", "n")

    assert reply == an_answer("no")
    assert console.flat.count(words.NEITHER_YES_NOR_NO) == 3


def test_where_yes_and_no_say_more_they_have_numbers_too() -> None:
    """Both ways are told, and both work."""
    fuller = (a_choice("yes", "Yes, I saw it"), a_choice("no", "No"))
    question = a_question("in.signs", "yes_no", choices=fuller)

    for typed in ("y", "1", "yes, i saw"):
        reply, console = answered(question, typed)
        assert reply == an_answer("yes")
        assert words.YES_OR_NO_OR_NUMBER in console.printed


def test_a_yes_that_says_more_is_listed() -> None:
    """Choices of a yes-or-no question are shown when they say more than yes and no."""
    question = a_question(
        "in.x", "yes_no", choices=(a_choice("yes", "Yes"), a_choice("no", "No, not now"))
    )

    reply, console = answered(question, "n")

    assert reply == an_answer("no")
    assert "2) No, not now" in console.printed


def test_a_basis_is_asked_with_the_answer() -> None:
    """What an answer rests on belongs to it; an adult's word says which adult's."""
    question = a_question("ch.during", choices=("same_room", "elsewhere"), basis=True)

    reply, console = answered(question, "1", "1,3", "2", child=AVA)

    assert reply == an_answer(
        "same_room",
        basis={"": [BasisGiven(Basis.SEEN), BasisGiven(Basis.ADULT_SAID, (PIOTR,))]},
    )
    assert "1) Anna Kowalska" in console.printed


def test_an_adult_who_is_not_listed_can_have_said_it() -> None:
    """0 says that none of the adults on the list said it."""
    question = a_question("ch.during", choices=("same_room",), basis=True)

    reply, _ = answered(question, "1", "3", "0")

    assert reply == an_answer("same_room", basis={"": [BasisGiven(Basis.ADULT_SAID)]})


def test_nobody_is_asked_which_adult_when_none_is_listed() -> None:
    """With no adult on the list there is nothing to choose."""
    question = a_question("ch.during", choices=("same_room",), basis=True)

    reply, _ = answered(question, "1", "3", adults={})

    assert reply == an_answer("same_room", basis={"": [BasisGiven(Basis.ADULT_SAID)]})


def test_each_choice_has_its_basis_and_one_key_repeats_the_last() -> None:
    """With a basis for each choice, = takes the one before, so nothing is typed twice."""
    question = a_question("ch.effect", "choices", choices=("saw", "heard"), basis_each=True)
    seen = [BasisGiven(Basis.SEEN)]

    reply, console = answered(question, "1,2", "seen", "=")

    assert reply == an_answer(["saw", "heard"], basis={"saw": seen, "heard": seen})
    assert "saw: what does it rest on?" in console.printed
    assert console.printed.count("6) Another professional") == 1  # the list stands above already


def test_a_basis_is_never_taken_from_enter_alone() -> None:
    """Enter alone says nothing about what an answer rests on."""
    question = a_question("ch.during", choices=("same_room",), basis=True)

    reply, console = answered(question, "1", "", "=", "5")

    assert reply == an_answer("same_room", basis={"": [BasisGiven(Basis.RECORD)]})
    assert words.NOTHING_TYPED in console.printed


def test_a_choice_that_fixes_its_basis_asks_for_none() -> None:
    """Where the checklist says what a choice rests on, nobody is asked."""
    question = a_question(
        "ch.injury", choices=(a_choice("seen", "Seen", basis=Basis.SEEN), "told"), basis=True
    )

    assert answered(question, "1")[0] == an_answer("seen")


def test_changing_an_answer_keeps_the_lines_that_stay() -> None:
    """When another choice is added, the lines and bases that stood are kept with Enter."""
    question = a_question(
        "ch.effect",
        "choices",
        choices=("saw", a_choice("hurt", "Was hurt", text=NeededLine("How?"))),
        basis_each=True,
    )
    stood = an_answer(["hurt"], {"hurt": "pushed"}, {"hurt": [BasisGiven(Basis.CHILD_SAID)]})

    reply, _ = answered(question, "1,2", "", "1", "", held=stood)

    assert reply == an_answer(
        ["saw", "hurt"],
        {"hurt": "pushed"},
        {"saw": [BasisGiven(Basis.SEEN)], "hurt": [BasisGiven(Basis.CHILD_SAID)]},
    )


def test_keeping_a_known_fact_asks_for_the_basis_that_it_lacks() -> None:
    """The roll knows an age but not what it rests on: Enter keeps it, and the basis is asked."""
    born = a_question("ch.dob", "date", fact="child.born_on", is_estimable=True, basis=True)
    age = an_answer("about 4 years")

    reply, _ = answered(born, "", "", "2", held=age, standing=Standing.FACT)
    assert reply == an_answer("about 4 years", basis={"": [BasisGiven(Basis.CHILD_SAID)]})

    whole = an_answer("about 4 years", basis={"": [BasisGiven(Basis.RECORD)]})
    assert answered(born, "", held=whole)[0] == Keep()


def test_another_choice_has_lines_of_its_own() -> None:
    """The line of the choice that stood is never offered for another choice."""
    question = a_question(
        "ch.seen",
        choices=(
            a_choice("stopped", "Stopped", text=NeededLine("Who stopped you?")),
            a_choice("other", "Other", text=NeededLine("What reason?")),
        ),
    )

    reply, console = answered(
        question, "2", "", "the lift", held=an_answer("stopped", {"": "the uncle"})
    )

    assert reply == an_answer("other", {"": "the lift"})
    assert "the uncle" not in console.printed


def test_persons_are_picked_by_number_or_all() -> None:
    """Whom an enquiry covered is said by numbers, or by all."""
    question = a_question("in.chk.covered", "persons", covers=(Scope.ADULT,))
    persons = {ANNA: "Anna Kowalska", PIOTR: "Piotr Kowalski"}

    assert answered(question, "2", persons=persons)[0] == an_answer([PIOTR])
    assert answered(question, "all", persons=persons)[0] == an_answer([ANNA, PIOTR])
    assert answered(question, "piotr", persons=persons)[0] == an_answer([PIOTR])


def test_ctrl_c_at_a_needed_line_records_nothing_and_goes_on_there() -> None:
    """After a pause the same line is asked again, and the choice is not lost."""
    reply, _ = answered(SEEN, "2", Interrupted(), "r", "The uncle")

    assert reply == an_answer("stopped", {"": "The uncle"})
