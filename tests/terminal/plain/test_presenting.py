"""How a question looks in plain mode."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from childcheck.checklist.answers import LeftUnanswered, Plain
from childcheck.checklist.definitions import AnswerType, Reason
from childcheck.checklist.fitting import Fault
from childcheck.terminal import words
from childcheck.walk.showing import Standing
from tests.checklist.builders import a_choice, a_list_of_adults, a_question, some_parts
from tests.terminal.scripted import ANNA, AVA, PIOTR, an_answer, an_asker, answered, shown

LONG = (
    "Yes, asleep, in good light, breathing checked, and an officer stayed beside the bed all night"
)


def test_a_question_is_printed_from_top_to_bottom_once() -> None:
    """Where one is, the section, what to mind, the question, the choices, what may be typed."""
    question = a_question(
        "ch.seen", choices=(a_choice("awake", "Yes, awake"), "no"), guidance="Go and look."
    )

    _, console = answered(
        question, "1", child=AVA, before=("Upstairs and asleep still means go and look.",),
        lines_above=("A child was there at an earlier call.",), heading="Have you seen Ava?",
    )  # fmt: skip

    assert console.printed == (
        "\n"
        "Child 1 of 2 (Ava, 4), question 3 of 12\n"
        "Bear in mind: A child was there at an earlier call.\n"
        "Section: Have you seen Ava?\n"
        "Upstairs and asleep still means go and look.\n"
        "What about ch.seen?\n"
        "Go and look.\n"
        "1) Yes, awake\n"
        "2) no\n"
        "Type one number. Also :back, :leave, :why, :help.\n"
        "Answer: 1\n"
    )


def test_nothing_is_repeated_from_one_question_to_the_next() -> None:
    """The section, a group's question and the lines above a child are printed once."""
    language, shared = some_parts(
        "ch.lang", a_question("ch.lang.name", "text"), a_question("ch.lang.shared"),
        ask="Which language?",
    )  # fmt: skip
    common = {"child": AVA, "before": ("Ask the child.",), "lines_above": ("Mind this.",)}
    asker, console = an_asker("Polish", "1")

    asker.ask(shown(language, **common))  # type: ignore[arg-type]
    asker.ask(shown(shared, **common))  # type: ignore[arg-type]

    for once in ("Section:", "Which language?", "Ask the child.", "Mind this."):
        assert console.printed.count(once) == 1, once
    assert "\nname\n" in console.printed
    assert "\nshared\n" in console.printed


def test_a_new_line_above_a_child_is_printed_when_it_comes() -> None:
    """What an answer adds above every child is shown at the next question of the child."""
    asker, console = an_asker("1", "1")
    asker.ask(shown(a_question(), child=AVA, lines_above=("First.",)))
    asker.ask(shown(a_question(), child=AVA, lines_above=("First.", "Second.")))

    assert console.printed.count("First.") == 1
    assert "Bear in mind: Second." in console.printed


def test_a_field_of_a_person_says_whose_it_is() -> None:
    """Between one name and the next, each field begins with the person's name."""
    roles = a_list_of_adults()[1]
    asker, console = an_asker("1", "2")
    asker.ask(shown(roles, adult=ANNA, name="Anna Kowalska"))
    asker.ask(shown(roles, adult=PIOTR, name="Piotr Kowalski"))

    assert "Anna Kowalska: roles" in console.printed
    assert "Piotr Kowalski: roles" in console.printed
    assert console.printed.count("What about in.adults?") == 1


@pytest.mark.parametrize(
    ("standing", "said"),
    [
        (Standing.ANSWER, words.SO_FAR),
        (Standing.FACT, words.KNOWN),
        (Standing.SET_ASIDE, words.WAS_SET_ASIDE),
        (Standing.ASK_AGAIN, words.ASKED_AGAIN),
        (Standing.CLOCK, words.BY_CLOCK),
    ],
)
def test_what_stands_says_where_it_comes_from(standing: Standing, said: str) -> None:
    """An answer, a known fact, an answer that applies again and one asked again differ."""
    _, console = answered(a_question(), "", held=an_answer("yes"), standing=standing)

    assert f"{said}what stands" in console.printed
    assert words.ENTER_KEEPS in console.flat


def test_a_reason_that_stands_is_kept_like_an_answer() -> None:
    """A question that was left shows its reason, and Enter keeps it."""
    _, console = answered(
        a_question(), "", held=LeftUnanswered(Reason.DID_NOT_WANT), standing_words="(Did not want)"
    )

    assert "So far: (Did not want)" in console.printed


def test_a_talk_that_stands_is_printed_line_by_line() -> None:
    """Each line of what stands has its number, by which it is changed."""
    question = a_question("ch.talk", "transcript")
    lines: Plain = [
        {"speaker": "officer", "words": "Hello"},
        {"speaker": "child", "words": "Hi\nthere"},
    ]

    _, console = answered(question, "", held=an_answer(lines))

    assert "So far:\n1) Officer: Hello\n2) Child: Hi\n   there\n" in console.printed


@pytest.mark.parametrize("width", [79, 39, 19])
@pytest.mark.parametrize("kind", [kind for kind in AnswerType if kind is not AnswerType.NOTE])
def test_nothing_is_cropped_or_too_wide(kind: AnswerType, width: int) -> None:
    """At 80, 40 and 20 columns every word of the longest choice is there, and no line is longer."""
    question = a_question(
        "ch.x", kind, choices=(a_choice("yes", LONG), a_choice("no", "李小龍" * 9))
    )

    _, console = answered(question, ":leave 1", width=width, why=LONG, persons={AVA: LONG})

    for line in console.printed.split("\n"):
        assert cell_len(line) <= max(width, len("Answer: :leave 1"))
    if question.type in (AnswerType.CHOICE, AnswerType.CHOICES):
        assert LONG in console.flat
        assert "李小龍" * 9 in console.flat.replace(" ", "")


def test_nothing_is_drawn() -> None:
    """No box, no colour, no movement of the cursor: a screen reader reads every character."""
    _, console = answered(
        a_question(source=("SCR",)), ":help", ":why", ":again", ":leave 1", why="Because."
    )

    assert "\x1b" not in console.printed
    assert not any(0x2500 <= ord(one) < 0x25FF for one in console.printed)


def test_what_a_person_wrote_cannot_steer_the_terminal() -> None:
    """A control character in a stored answer is written out."""
    _, console = answered(
        a_question(), "", held=an_answer("yes"), standing_words="\x1b[2J[red]Ava\x07\u202e"
    )

    assert "\x1b" not in console.printed
    assert r"\x1b[2J[red]Ava\x07" in console.printed


def test_a_refused_reply_is_explained_and_the_question_is_short() -> None:
    """After a refusal the reasons are said in words, and nothing but question and choices again."""
    asker, console = an_asker("1", "2")
    question = shown(a_question(why="Because."), before=("Mind.",))
    asker.ask(question)
    asker.refuse(question, (Fault("x", "This reference is known.", "Give it once more."),))
    before = console.printed
    asker.ask(question)
    after = console.printed.removeprefix(before)

    assert "Not taken: This reference is known. Give it once more." in before
    assert after == (
        "What about ch.seen?\n1) yes\n2) no\n"
        "Type one number. Also :back, :leave, :why, :help.\nAnswer: 2\n"
    )


def test_a_new_part_is_announced_and_begins_afresh() -> None:
    """A child, the leaving screen and the desk are announced; headings are then said again."""
    asker, console = an_asker("1", "1")
    asker.ask(shown(a_question()))
    asker.begin("Before the door closes", ("Ask each adult apart.",))
    asker.ask(shown(a_question()))

    assert "\n\nBefore the door closes\nAsk each adult apart.\n" in console.printed
    assert console.printed.count("Section: About the child") == 2


def test_a_reminder_stands_out_in_words() -> None:
    """What must not be missed is called a reminder."""
    asker, console = an_asker()

    asker.remind("Ring a supervisor now.")

    assert console.printed == "REMINDER: Ring a supervisor now.\n"


def test_the_first_question_has_no_way_back() -> None:
    """Where nothing comes before, Back says so and is not offered."""
    reply, console = answered(a_question(), ":back", "1", may_go_back=False)

    assert reply == an_answer("yes")
    assert words.NO_WAY_BACK in console.printed
    assert ":back" not in console.printed.split("Answer")[0]


def test_a_note_of_the_checklist_stands_first() -> None:
    """What is to be done now is read before the question that comes after it."""
    _, console = answered(a_question(), "1", notes=("Close the lid.",), before=("Look.",))

    lines = console.printed.split("\n")
    assert lines.index("Close the lid.") < lines.index("Look.")
