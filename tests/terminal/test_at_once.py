"""Several answers by one key, in both modes: the screen names all that it gives."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from childcheck.checklist.answers import Answer
from childcheck.checklist.definitions import Question, Scope
from childcheck.identifiers import QuestionId
from childcheck.terminal.at_once_keys import at_once_by_key
from childcheck.terminal.keyed.offering import offered_at
from childcheck.walk.at_once import AtOnce, Said
from childcheck.walk.replies import Named, Picked
from childcheck.walk.subjects import INCIDENT, Spot
from tests.checklist.builders import a_list_of_adults, a_question
from tests.terminal import scripted
from tests.terminal.keyed import typing_officer
from tests.terminal.keyed.typing_officer import ENTER
from tests.terminal.scripted import ADULTS, ANNA, AVA, an_answer, shown

FAMILY = a_question("ch.family", "text")
STATE = a_question("in.pnc.state", choices=("done", "waiting"))
COVERED = a_question("in.pnc.covered", "persons", covers=(Scope.ADULT,))
CARERS = a_list_of_adults("ch.carers", fact="child.carers", roles=())[0]

Answered = Callable[..., tuple[Any, Any]]


def offered(*labels: str) -> tuple[AtOnce, ...]:
    """Return as much as is offered at once, with these labels."""
    said = Said(Spot(INCIDENT, QuestionId("in.x")), Answer("x"))
    return tuple(AtOnce(label, (said,)) for label in labels)


SAME = offered("As for Ruby: Dunning")
ENQUIRIES = offered("Done: Control room; everybody", "Done: PC 5208; everybody")


@pytest.mark.parametrize(
    ("question", "more", "key", "printed"),
    [
        (FAMILY, {"at_once": SAME}, "=", "As for Ruby: Dunning"),
        (STATE, {"at_once": ENQUIRIES}, "s", "Done: Control room; everybody"),
        (COVERED, {"at_once": SAME, "persons": ADULTS}, "e", "As for Ruby: Dunning"),
        (CARERS, {"at_once": SAME, "persons": ADULTS, "child": AVA}, "s", "As for Ruby: Dunning"),
    ],
)
def test_one_key_gives_all_that_stands_beside_it(
    question: Question, more: dict[str, Any], key: str, printed: str
) -> None:
    """By keys without Enter, line by line alone on its line; the screen says so in words."""
    told = more["at_once"][0]

    by_key, typing = typing_officer.answered(question, key, **more)
    by_line, console = scripted.answered(question, key, **more)

    assert (by_key, by_line) == (told, told)
    assert f"{key}  {printed}" in typing.printed
    assert f"{key}) {printed}" in console.printed
    assert f"{key}" in console.printed.split("alone for all that stands beside it")[0]


def test_the_second_has_the_next_letter() -> None:
    """As many as are offered have a letter each, and the choices keep their digits."""
    assert typing_officer.answered(STATE, "t", at_once=ENQUIRIES)[0] == ENQUIRIES[1]
    assert typing_officer.answered(STATE, "2", at_once=ENQUIRIES)[0] == an_answer("waiting")
    assert scripted.answered(STATE, "2", at_once=ENQUIRIES)[0] == an_answer("waiting")


@pytest.mark.parametrize("mode", ["keyed", "plain"])
def test_enter_alone_keeps_nothing_of_another_child(mode: str) -> None:
    """The key by which one goes on is never the one that keeps."""
    if mode == "keyed":
        reply, _ = typing_officer.answered(FAMILY, ENTER, f"Hale{ENTER}", at_once=SAME)
    else:
        reply, _ = scripted.answered(FAMILY, "", "Hale", at_once=SAME)

    assert reply == an_answer("Hale")


def test_a_text_that_was_begun_is_a_text() -> None:
    """The equals sign means something only where nothing was typed before it."""
    assert typing_officer.answered(FAMILY, f"x={ENTER}", at_once=SAME)[0] == an_answer("x=")
    assert scripted.answered(FAMILY, "= 3", at_once=SAME)[0] == an_answer("= 3")


def test_without_an_offer_the_keys_mean_what_they_meant() -> None:
    """An equals sign is a text, and s the letter of a name."""
    assert typing_officer.answered(FAMILY, f"={ENTER}")[0] == an_answer("=")
    assert scripted.answered(FAMILY, "=")[0] == an_answer("=")
    assert scripted.answered(CARERS, "s", persons=ADULTS, child=AVA)[0] == Named("s")


def test_somebody_may_be_picked_beside_it() -> None:
    """A list goes on as before, one key for each."""
    more: dict[str, Any] = {"at_once": SAME, "persons": ADULTS, "child": AVA}

    assert typing_officer.answered(CARERS, "1", **more)[0] == Picked(ANNA)
    assert scripted.answered(CARERS, "1", **more)[0] == Picked(ANNA)


def test_no_person_has_the_key_of_what_is_offered() -> None:
    """Where there are more persons than digits, their letters pass it over."""
    persons = {f"adult-{number}": f"Adult {number}" for number in range(1, 20)}
    for question, child in ((COVERED, None), (CARERS, AVA)):
        put = shown(question, at_once=SAME, persons=persons, child=child)

        keys = {one.key for one in offered_at(put)}
        assert len(keys) == len(persons)
        assert not keys & set(at_once_by_key(put))


def test_more_adults_than_keys_leave_it_to_be_typed() -> None:
    """Then it is a line of its own, in keyed mode as well."""
    persons = {f"adult-{number}": f"Adult {number}" for number in range(1, 41)}

    reply, _ = typing_officer.answered(
        CARERS, f"s{ENTER}", at_once=SAME, persons=persons, child=AVA
    )

    assert reply == SAME[0]
