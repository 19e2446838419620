"""Leaving a question unanswered in plain mode, and passing what is optional."""

from __future__ import annotations

import pytest

from childcheck.checklist.answers import LeftUnanswered
from childcheck.checklist.definitions import Reason
from childcheck.identifiers import QuestionId
from childcheck.terminal import words
from childcheck.walk.replies import Corrected, PassOn
from childcheck.walk.subjects import INCIDENT, Spot
from tests.checklist.builders import a_question
from tests.terminal.scripted import an_answer, answered

TYPES = ["choice", "choices", "text", "address", "number", "date", "time", "lines", "transcript"]


@pytest.mark.parametrize("kind", [*TYPES, "people", "roll", "persons"])
def test_every_kind_of_question_is_left_the_same_way(kind: str) -> None:
    """Leaving works wherever something is asked, with the reason by number and its line."""
    question = a_question("ch.x", kind)

    reply, console = answered(question, ":leave", "", "9", "2", "", "asked both parents")

    assert reply == LeftUnanswered(Reason.NOT_KNOWN, "asked both parents")
    assert "What did you try?" in console.printed


def test_a_reason_that_needs_no_line_asks_for_none() -> None:
    """Did not want to say is said with one number."""
    assert answered(a_question(), ":le", "1")[0] == LeftUnanswered(Reason.DID_NOT_WANT)


@pytest.mark.parametrize("typed", [":le 3 unsafe to ask", ":leave not_asked"])
def test_the_reason_and_its_line_can_be_typed_at_once(typed: str) -> None:
    """Whoever knows the numbers leaves a question in one line."""
    script = [typed] if "unsafe" in typed else [typed, "unsafe to ask"]

    assert answered(a_question(), *script)[0] == LeftUnanswered(Reason.NOT_ASKED, "unsafe to ask")


def test_only_the_reasons_that_are_allowed_are_offered_under_their_own_numbers() -> None:
    """A reason has the same number everywhere, so that the fingers can learn it."""
    question = a_question("in.ref", "text", reasons=(Reason.NOT_KNOWN, Reason.NOT_ASKED))

    reply, console = answered(question, ":leave 1", "1", "3", "no number yet")

    assert reply == LeftUnanswered(Reason.NOT_ASKED, "no number yet")
    assert "2) Asked, not known\n3) Not asked\n" in console.printed
    assert "1) Asked" not in console.printed


def test_what_must_be_answered_has_no_way_to_be_left() -> None:
    """The screen says in words that a question must be answered, and Leave leads nowhere."""
    reply, console = answered(a_question(reasons=()), ":leave", "-", "1")

    assert reply == an_answer("yes")
    assert words.MUST_BE_ANSWERED in console.flat
    assert words.CANNOT_BE_LEFT in console.printed
    assert words.ONLY_OPTIONAL_PASSES in console.flat


@pytest.mark.parametrize("kind", [*TYPES, "people"])
def test_a_minus_passes_what_is_optional(kind: str) -> None:
    """One key passes an optional question, and the screen says so."""
    for question in (
        a_question("ch.x", kind, is_more=True),
        a_question("ch.x", kind, is_needed=False),
    ):
        reply, console = answered(question, "-")
        assert reply == LeftUnanswered(Reason.NOT_ASKED)
        assert words.MINUS_PASSES in console.flat


def test_two_minuses_pass_an_optional_question_with_those_beside_it() -> None:
    """What they pass stands in the line that says how to answer; alone they pass one."""
    optional = a_question("ch.x", "text", is_more=True)
    others = {
        Spot(INCIDENT, QuestionId("ch.y")): "Camera",
        Spot(INCIDENT, QuestionId("ch.z")): "Who?",
    }

    reply, console = answered(optional, "--", passed_with=others)
    assert reply == PassOn()
    assert "-- passes it and: Camera; Who." in console.flat
    assert answered(optional, "--")[0] == LeftUnanswered(Reason.NOT_ASKED)


def test_back_while_leaving_returns_to_the_question() -> None:
    """Whoever opened the reasons by mistake goes back and answers."""
    assert answered(a_question(), ":leave", "2", ":back", "1")[0] == an_answer("yes")


def test_a_correction_asks_why() -> None:
    """After a check was finished, any change has its reason; a reason to leave has one too."""
    reply, console = answered(a_question(), "1", "", "misheard", needs_why=True)
    assert reply == Corrected(an_answer("yes"), "misheard")
    assert words.CORRECTION in console.flat

    left, _ = answered(a_question(), ":leave 1", "was never asked", needs_why=True)
    assert left == Corrected(LeftUnanswered(Reason.DID_NOT_WANT), "was never asked")


def test_going_back_from_the_reason_of_a_correction_records_nothing() -> None:
    """A correction that is not explained is none."""
    assert answered(a_question(), "1", ":back", "2", "misheard", needs_why=True)[0] == Corrected(
        an_answer("no"), "misheard"
    )
