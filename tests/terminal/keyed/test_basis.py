"""What an answer rests on, in the same breath."""

from __future__ import annotations

from collections.abc import Sequence

from childcheck.checklist.answers import BasisGiven
from childcheck.checklist.definitions import Basis
from childcheck.terminal.keyed import key_words
from childcheck.walk.replies import Keep
from childcheck.walk.showing import Standing
from tests.checklist.builders import a_choice, a_question
from tests.terminal.keyed.typing_officer import ENTER, ESC, answered
from tests.terminal.scripted import ANNA, PIOTR, an_answer

Bases = dict[str, Sequence[object]]
SEEN = BasisGiven(Basis.SEEN)
CHILD = BasisGiven(Basis.CHILD_SAID)
BORN = a_question("ch.dob", "date", is_estimable=True, basis=True)
EFFECT = a_question("ch.effect", "choices", choices=("saw", "heard", "hurt"), basis_each=True)


def test_several_bases_may_hold() -> None:
    """A plus begins several, each with its letter, and Enter ends them."""
    reply, typing = answered(BORN, f"4{ENTER}", "+", "s", "r", ENTER)

    assert reply == an_answer("about 4 years", basis={"": (SEEN, BasisGiven(Basis.RECORD))})
    assert typing.labels[-1] == "Rests on (seen, a record)"


def test_one_key_is_the_whole_basis() -> None:
    """A letter answers at once, and so does the digit of an adult."""
    assert answered(BORN, f"4{ENTER}", "c")[0] == an_answer("about 4 years", basis={"": (CHILD,)})
    said = BasisGiven(Basis.ADULT_SAID, (PIOTR,))
    assert answered(BORN, f"4{ENTER}", "2")[0] == an_answer("about 4 years", basis={"": (said,)})


def test_keys_that_come_together_wait_for_enter() -> None:
    """Two keys in one burst are several bases, and never one basis and the next answer."""
    reply, _ = answered(BORN, f"4{ENTER}", "sr", lambda: None, ENTER)

    assert reply == an_answer("about 4 years", basis={"": (SEEN, BasisGiven(Basis.RECORD))})


def test_a_digit_says_which_adult_said_it() -> None:
    """An adult's digit says that this adult said it; a second press takes it back."""
    reply, _ = answered(BORN, f"4{ENTER}", "+", "1", "2", "1", ENTER)

    assert reply == an_answer(
        "about 4 years", basis={"": (BasisGiven(Basis.ADULT_SAID, (PIOTR,)),)}
    )


def test_an_adult_who_is_not_listed() -> None:
    """The letter alone says that an adult said it, and not which."""
    reply, _ = answered(BORN, f"4{ENTER}", "a")

    assert reply == an_answer("about 4 years", basis={"": (BasisGiven(Basis.ADULT_SAID),)})


def test_more_adults_than_digits_are_typed_by_number() -> None:
    """With ten adults on the list, their numbers are typed."""
    adults = {f"adult-{number}": f"Adult {number}" for number in range(1, 11)}

    reply, _ = answered(BORN, f"4{ENTER}", "a", f"2, 10{ENTER}", adults=adults)

    said = BasisGiven(Basis.ADULT_SAID, ("adult-2", "adult-10"))  # type: ignore[arg-type]
    assert reply == an_answer("about 4 years", basis={"": (said,)})


def test_enter_alone_is_no_basis() -> None:
    """Without a basis the answer is not whole."""
    reply, typing = answered(BORN, f"4{ENTER}", ENTER, "c")

    assert reply == an_answer("about 4 years", basis={"": (CHILD,)})
    assert key_words.NOTHING_CHOSEN in typing.notes


def test_each_choice_has_its_basis_and_the_same_again_is_one_key() -> None:
    """`=` takes the basis of the choice before."""
    reply, typing = answered(EFFECT, "1", "2", "3", ENTER, "c", "=", "s")

    bases: Bases = {"saw": (CHILD,), "heard": (CHILD,), "hurt": (SEEN,)}
    assert reply == an_answer(["saw", "heard", "hurt"], basis=bases)
    assert "saw: what does it rest on?" in typing.printed


def test_enter_keeps_the_basis_that_stands() -> None:
    """What was said before is not asked anew."""
    standing = an_answer(["saw"], basis={"saw": (BasisGiven(Basis.ADULT_SAID, (ANNA,)),)})

    reply, _ = answered(EFFECT, "3", ENTER, ENTER, "s", held=standing)

    bases: Bases = {"saw": (BasisGiven(Basis.ADULT_SAID, (ANNA,)),), "hurt": (SEEN,)}
    assert reply == an_answer(["saw", "hurt"], basis=bases)


def test_a_fact_that_is_kept_is_given_its_basis() -> None:
    """The roll knows a date but not what it rests on: that is asked, and kept with it."""
    reply, _ = answered(BORN, ENTER, "c", held=an_answer("2019-03-14"), standing=Standing.FACT)

    assert reply == Keep({"": (CHILD,)})


def test_a_choice_that_fixes_its_basis_asks_none() -> None:
    """What can only have been seen is not asked about."""
    looked = a_question("ch.x", choices=(a_choice("none", basis=Basis.SEEN), "told"), basis=True)

    assert answered(looked, "1")[0] == an_answer("none")


def test_back_from_the_basis_goes_to_the_question() -> None:
    """The question stands again, and nothing is recorded."""
    looked = a_question("ch.x", choices=("none", "told"), basis=True)

    reply, _ = answered(looked, "1", "+", "s", ESC, "2", "c")

    assert reply == an_answer("told", basis={"": (CHILD,)})
