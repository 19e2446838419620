"""How a question looks in keyed mode."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from childcheck.checklist.definitions import AnswerType, GroupKind
from childcheck.terminal import words
from childcheck.walk.reviewing import Line, Review
from childcheck.walk.showing import Standing
from tests.checklist.builders import a_checklist, a_question, a_section, in_group, some_parts
from tests.terminal.keyed.typing_officer import CTRL_R, ENTER, ESC, an_asker, answered
from tests.terminal.scripted import ADULTS, AVA, an_answer, shown

LONG = (
    "Elsewhere in the house, where whether Ava could see or hear is not known to anybody who was "
    "asked, and nobody else was there to ask"
)
WORDS = "李小龍 and سارة and Zoë with a combining e\u0301 and an emoji 👨‍👩‍👧 stood at the door"


@pytest.mark.parametrize("width", [80, 40, 20])
def test_nothing_is_cropped_at_any_width(width: int) -> None:
    """The longest choice is whole, wrapped under its own words, with its key standing free."""
    question = a_question("ch.during", choices=("here", LONG), ask=WORDS, guidance=LONG)

    reply, typing = answered(question, ESC, width=width)

    lines = typing.printed.split("\n")
    assert all(cell_len(line) < width for line in lines)
    for whole in (LONG, WORDS):
        assert "".join(whole.split()) in "".join(typing.printed.split())
    assert f"2  {LONG[:10]}" in typing.printed
    assert reply is not None


@pytest.mark.parametrize("kind", [one for one in AnswerType if one is not AnswerType.NOTE])
@pytest.mark.parametrize("width", [80, 40, 20])
def test_the_footer_is_one_line(kind: AnswerType, width: int) -> None:
    """What may be pressed stands in one line, the most needed first."""
    question = a_question("ch.x", kind, choices=("a", "b"))

    _, typing = answered(question, ESC, width=width, persons=ADULTS)

    footers = [line for line in typing.printed.split("\n") if line.startswith(FOOTERS)]
    assert len(footers) == 1
    assert cell_len(footers[0]) < width
    if width == 80:
        assert "Esc back" in footers[0]
        assert "why" in footers[0]


FOOTERS = (
    "One key",
    "Keys, then",
    "Type, then",
    "o c i x *",
    "Who: the",
    "140326",
    "2140",
    "Name, ",
)


def test_a_group_is_one_screen() -> None:
    """Its question stands once, its parts one under the other."""
    parts = some_parts(
        "ch.lang",
        a_question("ch.lang.name", "text", label="Language"),
        a_question("ch.lang.shared", choices=("well", "a_little"), label="Do you share it?"),
        ask="Which language is Ava most at ease in?",
    )
    with an_asker(f"Polish{ENTER}", "1") as (asker, typing):
        for part in parts:
            asker.ask(shown(part, child=AVA))

    assert typing.printed.count("Which language is Ava most at ease in?") == 1
    assert typing.printed.count("Child 1 of 2 (Ava, 4), question 3 of 12") == 1
    assert typing.printed.index("Language\n") < typing.printed.index("Do you share it?\n")


def test_a_group_that_is_come_back_to_shows_what_stands_in_it() -> None:
    """As a short table, so that an enquiry can be read as one."""
    parts = in_group(
        "in.chk",
        GroupKind.ENQUIRY,
        a_question("in.chk.state", choices=("done",), label="State"),
        a_question("in.chk.text", "text", label="What it showed"),
    )
    checklist = a_checklist(a_section("x", parts, for_each="incident"))
    spots = [shown(part).spot for part in parts]
    line = Line(1, spots[0], "x", "State", "Done", "answered")
    with an_asker(ESC, checklist=checklist) as (asker, typing):
        asker.reviews = lambda _: Review("The incident", None, (line,), (), (), ())
        asker.ask(shown(parts[1]))

    assert "  State  Done\n" in typing.printed


def test_what_stands_is_shown_with_where_it_comes_from() -> None:
    """Known from the roll, given before, applying again, asked again: each in words."""
    question = a_question("ch.x", choices=("a", "b"))
    for standing, said in (
        (Standing.FACT, words.KNOWN),
        (Standing.ANSWER, words.SO_FAR),
        (Standing.SET_ASIDE, words.WAS_SET_ASIDE),
        (Standing.ASK_AGAIN, words.ASKED_AGAIN),
        (Standing.CLOCK, words.BY_CLOCK),
    ):
        _, typing = answered(question, ENTER, held=an_answer("a"), standing=standing)
        assert f"{said}what stands" in typing.printed
        assert words.ENTER_KEEPS in typing.printed


def test_a_correction_is_announced_and_its_reason_asked() -> None:
    """In a finished check a change needs a line why; keeping what stands does not."""
    question = a_question("ch.x", choices=("a", "b"))
    finished = {"held": an_answer("a"), "needs_why": True}

    reply, typing = answered(question, "2", f"The other one{ENTER}", **finished)

    assert getattr(reply, "why", "") == "The other one"
    assert words.CORRECTION in typing.flat
    assert answered(question, ENTER, **finished)[1].printed.count(words.CORRECTED_WHY) == 0


def test_lines_above_a_childs_walk_stand_once() -> None:
    """They are printed with the first question, and again when it is put again in full."""
    above = {"child": AVA, "lines_above": ("Not spoken to apart: Anna.",)}
    question = a_question("ch.x", choices=("a", "b"))
    with an_asker("1", CTRL_R, "1") as (asker, typing):
        asker.ask(shown(question, **above))  # type: ignore[arg-type]
        asker.ask(shown(a_question("ch.y", choices=("a", "b")), **above))  # type: ignore[arg-type]

    assert typing.printed.count("Bear in mind: Not spoken to apart: Anna.") == 2


def test_brackets_are_no_markup() -> None:
    """What a person typed, or a checklist says, is printed as it is."""
    question = a_question(
        "ch.x", choices=("[red]a[/red]", ":smile:"), ask="[bold]Ask[/bold] \x1b[2J?"
    )

    _, typing = answered(question, ESC)

    assert "[bold]Ask[/bold] \\x1b[2J?" in typing.printed
    assert "1  [red]a[/red]\n2  :smile:\n" in typing.printed


def test_a_banner_stands_above_every_question() -> None:
    """Practice says so on every screen."""
    with an_asker("1", "1", banner="PRACTICE: not a record") as (asker, typing):
        asker.ask(shown(a_question("ch.x", choices=("a",))))
        asker.ask(shown(a_question("ch.y", choices=("a",))))

    assert typing.printed.count("PRACTICE: not a record") == 2


def test_a_note_of_the_checklist_stands_first() -> None:
    """What is to be done now is read before the question that comes after it."""
    _, typing = answered(a_question(), "1", notes=("Close the lid.",), before=("Look.",))

    lines = typing.printed.split("\n")
    assert lines.index("Close the lid.") < lines.index("Look.")
