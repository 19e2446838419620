"""Questions that keys answer: one key for one choice, keys and Enter for several."""

from __future__ import annotations

from dataclasses import replace

import pytest

from childcheck.checklist.answers import LeftUnanswered
from childcheck.checklist.definitions import NeededLine, Reason
from childcheck.identifiers import QuestionId
from childcheck.terminal import words
from childcheck.terminal.keyed import key_words
from childcheck.terminal.keyed.keys import CHOICE_KEYS
from childcheck.walk.replies import Back, Keep, PassOn
from childcheck.walk.subjects import INCIDENT, Spot
from tests.checklist.builders import a_choice, a_question
from tests.terminal.keyed.typing_officer import (
    CTRL_D,
    ENTER,
    ESC,
    a_paste,
    an_asker,
    answered,
)
from tests.terminal.scripted import ADULTS, an_answer, shown

SEEN = a_question("ch.seen", choices=("awake", "asleep", "not_here"))
HEARD = a_question("ch.heard", "choices", choices=("mother", "father", "sister", "nobody"))


def test_one_key_answers() -> None:
    """The key of a choice answers at once, without Enter."""
    reply, typing = answered(SEEN, "2")

    assert reply == an_answer("asleep")
    assert "Answer: asleep" in typing.printed


def test_from_the_tenth_choice_on_letters_answer() -> None:
    """Letters follow the digits, without those that go back, jump, leave and pause."""
    many = a_question("ch.x", choices=[f"c{number}" for number in range(1, 32)])

    reply, typing = answered(many, "a")

    assert reply == an_answer("c10")
    assert not set("bjqu") & set(CHOICE_KEYS)
    assert "z  c31" in typing.printed


def test_more_choices_than_keys_are_typed_by_number() -> None:
    """Where the keys run out, the number of a choice and Enter answer."""
    many = a_question("ch.x", choices=[f"c{number}" for number in range(1, 41)])

    reply, typing = answered(many, f"77{ENTER}", f"40{ENTER}")

    assert reply == an_answer("c40")
    assert words.no_such_number(40) in typing.notes[-1]


@pytest.mark.parametrize(("key", "value"), [("y", "yes"), ("n", "no"), ("N", "no")])
def test_yes_and_no_have_their_letters(key: str, value: str) -> None:
    """Yes is y and no is n, also as capitals."""
    reply, _ = answered(a_question("ch.x", "yes_no"), key)

    assert reply == an_answer(value)


def test_no_number_answers_where_only_yes_and_no_are_shown() -> None:
    """A 2 that was meant for the question after would become a no that nobody gave."""
    reply, typing = answered(a_question("ch.x", "yes_no"), "2", "y")

    assert reply == an_answer("yes")
    assert "Press one of y n" in typing.notes[1]


def test_enter_alone_records_nothing() -> None:
    """On a fresh question Enter is no answer."""
    reply, typing = answered(SEEN, ENTER, ENTER, "1")

    assert reply == an_answer("awake")
    assert typing.notes == ["", key_words.ENTER_RECORDS_NOTHING, key_words.ENTER_RECORDS_NOTHING]


def test_enter_keeps_what_stands() -> None:
    """Where an answer is shown, Enter keeps that and nothing else."""
    reply, _ = answered(SEEN, ENTER, held=an_answer("asleep"))

    assert reply == Keep()


def test_three_fast_presses_give_one_answer() -> None:
    """What is pressed faster than a question can be read does not answer the next one."""
    with an_asker("222", ESC) as (asker, _):
        first = asker.ask(shown(SEEN))
        second = asker.ask(shown(a_question("ch.next", choices=("a", "b", "c"))))

    assert first == an_answer("asleep")
    assert second == Back()


def test_a_paste_is_no_answer_here() -> None:
    """A pasted text never answers by its first letter."""
    reply, typing = answered(SEEN, a_paste("2 of them were asleep"), "1")

    assert reply == an_answer("awake")
    assert typing.notes[1] == key_words.PASTE_NOT_TAKEN


def test_keys_that_come_all_at_once_are_no_answer_either() -> None:
    """A terminal without bracketed paste sends a paste as keys; none of them is taken."""
    reply, typing = answered(SEEN, "2 of them", "1")

    assert reply == an_answer("awake")
    assert typing.notes[1] == key_words.SEVERAL_NOT_TAKEN


def test_a_key_that_answers_nothing_says_which_do() -> None:
    """A wrong key is answered in words, and records nothing."""
    reply, typing = answered(SEEN, "7", "x", "3")

    assert reply == an_answer("not_here")
    assert "Press one of 1 to 3" in typing.notes[1]


@pytest.mark.parametrize("key", ["b", ESC])
def test_back_works_from_any_question(key: str) -> None:
    """Back validates nothing."""
    reply, _ = answered(SEEN, key)

    assert reply == Back()


def test_several_choices_are_toggled_and_enter_ends() -> None:
    """A second press takes a choice back; the order is the checklist's."""
    reply, typing = answered(HEARD, "3", "1", "2", "2", ENTER)

    assert reply == an_answer(["mother", "sister"])
    assert typing.labels[-1] == "Answer (1, 3)"


def test_keys_of_several_choices_may_come_quickly() -> None:
    """What belongs to one answer is not thrown away as typed too early."""
    reply, _ = answered(HEARD, "13", "", ENTER)

    assert reply == an_answer(["mother", "sister"])


def test_a_burst_with_enter_in_it_is_not_taken() -> None:
    """Keys and Enter in one burst are a paste, not somebody's answer."""
    reply, typing = answered(HEARD, f"13{ENTER}", "", "", ENTER)

    assert reply == an_answer(["mother", "sister"])
    assert key_words.EARLY_NOT_TAKEN in typing.notes


def test_nothing_chosen_records_nothing() -> None:
    """Enter without a choice is no answer."""
    reply, typing = answered(HEARD, ENTER, "1", "1", ENTER, "4", ENTER)

    assert reply == an_answer(["nobody"])
    assert typing.notes.count(key_words.NOTHING_CHOSEN) == 2


def test_what_stands_is_chosen_already() -> None:
    """Only what changes is pressed; Enter alone keeps."""
    standing = {"held": an_answer(["mother", "father"])}

    assert answered(HEARD, ENTER, **standing)[0] == Keep()
    assert answered(HEARD, "2", "3", ENTER, **standing)[0] == an_answer(["mother", "sister"])


def test_choices_that_exclude_each_other_are_said() -> None:
    """Which two cannot both hold is said in words, and one is taken out by its key."""
    alone = a_question(
        "ch.heard", "choices", choices=("mother", "nobody"), excludes_others=(("nobody",),)
    )

    reply, typing = answered(alone, "1", "2", ENTER, "1", ENTER)

    assert reply == an_answer(["nobody"])
    assert "cannot both hold: mother; nobody" in " ".join(typing.notes)


def test_persons_are_picked_by_key() -> None:
    """Who is listed has a key; a star takes everybody, and then nobody is left to wait for."""
    covered = a_question("in.covered", "persons")
    both = an_answer(["adult-anna", "adult-piotr"])

    assert answered(covered, "2", ENTER, persons=ADULTS)[0] == an_answer(["adult-piotr"])
    assert answered(covered, "*", persons=ADULTS)[0] == both


def test_what_excludes_everything_else_is_a_whole_answer_by_one_key() -> None:
    """Beside it nothing can be taken, so Enter would only be one key more."""
    marks = a_question("ch.m", "choices", choices=("none", "face", "arm"))
    marks = replace(marks, excludes_others=((marks.choices[0].id,),))

    reply, typing = answered(marks, "1")
    assert reply == an_answer(["none"])
    assert "1 alone at once" in typing.flat
    assert answered(marks, "2", "1", "1", ENTER)[0] == an_answer(["face"])


def test_another_choice_takes_the_place_of_one_that_stood_alone() -> None:
    """Whoever puts "none" right need not take it out first; two that clash are still said."""
    marks = a_question("ch.m", "choices", choices=("none", "face", "arm"))
    marks = replace(marks, excludes_others=((marks.choices[0].id,),))

    reply, _ = answered(marks, "2", ENTER, held=an_answer(["none"]))
    assert reply == an_answer(["face"])

    reply, typing = answered(marks, "1", ENTER, "2", ENTER, held=an_answer(["face"]))
    assert reply == an_answer(["none"])
    assert "cannot both hold: none; face" in " ".join(typing.notes)


def test_keys_that_come_at_once_are_no_whole_answer() -> None:
    """A paste of keys waits for Enter, whatever it begins with."""
    marks = a_question("ch.m", "choices", choices=("none", "face", "arm"))
    marks = replace(marks, excludes_others=((marks.choices[0].id,),))

    reply, typing = answered(marks, "12", lambda: None, "1", ENTER)

    assert reply == an_answer(["face"])
    assert not any("cannot both" in note for note in typing.notes)


def test_an_optional_question_is_passed_by_one_key() -> None:
    """A minus passes what is optional, and only that."""
    optional = a_question("ch.x", choices=("a", "b"), is_needed=False)

    assert answered(optional, "-")[0] == LeftUnanswered(Reason.NOT_ASKED)
    reply, typing = answered(SEEN, "-", "1")
    assert reply == an_answer("awake")
    assert typing.notes[1] == key_words.PASS_NOTHING


def test_one_key_passes_an_optional_question_with_those_beside_it() -> None:
    """Shift and the minus pass them all; what they are stands on the screen before."""
    optional = a_question("ch.x", choices=("a", "b"), is_needed=False)
    others = {
        Spot(INCIDENT, QuestionId("ch.y")): "Camera",
        Spot(INCIDENT, QuestionId("ch.z")): "Who?",
    }

    for question in (optional, a_question("ch.x", "text", is_more=True)):
        reply, typing = answered(question, "_", passed_with=others)
        assert reply == PassOn()
        assert "_ passes this and: Camera; Who." in typing.printed
        assert key_words.passed_on(2) in typing.printed
    assert answered(optional, "_")[0] == LeftUnanswered(Reason.NOT_ASKED)
    assert answered(SEEN, "_", "1")[0] == an_answer("awake")


def test_a_needed_line_follows_its_choice() -> None:
    """The line is asked at once; Enter alone does not pass it."""
    stopped = a_question(
        "ch.seen", choices=(a_choice("stopped", text=NeededLine("Who stopped you?")), "awake")
    )

    reply, typing = answered(stopped, "1", ENTER, f"His brother{ENTER}")

    assert reply == an_answer("stopped", {"": "His brother"})
    assert "Who stopped you?" in typing.printed
    assert typing.notes[-1] == words.LINE_NEEDED


def test_back_from_a_needed_line_goes_to_the_question() -> None:
    """Nothing of a half-given answer is recorded, and nothing stands in the way of another."""
    stopped = a_question(
        "ch.seen", choices=(a_choice("stopped", text=NeededLine("Who stopped you?")), "awake")
    )

    reply, typing = answered(stopped, "1", ESC, "2")

    assert reply == an_answer("awake")
    assert words.BACK_TO_QUESTION in typing.printed


def test_ctrl_d_is_no_answer() -> None:
    """The key that ends a text ends nothing here."""
    reply, _ = answered(SEEN, CTRL_D, "1")

    assert reply == an_answer("awake")
