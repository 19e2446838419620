"""The table of all enquiries, line by line."""

from __future__ import annotations

from childcheck.identifiers import QuestionId
from childcheck.walk.replies import Jump
from tests.checklist.builders import a_question
from tests.terminal.enquiries import two_enquiries
from tests.terminal.scripted import an_answer, an_asker, shown


def test_a_number_changes_a_row_of_the_table_of_enquiries() -> None:
    """All of them stand in one table, the open ones are named, from any question."""
    checklist, review, open_ = two_enquiries()
    asker, console = an_asker(":enquiries", "3", "2", checklist=checklist)
    asker.reviews = lambda _: review

    assert asker.ask(shown(a_question("in.x", "text"))) == Jump(open_)
    assert (
        "Enquiries:\n1) Done. What did pnc show?\n2) still to be done. What did pnd show?\n"
        "Open: 2.\nType a number to change that row, or Enter alone to stay.\n"
    ) in console.printed


def test_enter_alone_leaves_the_table_of_enquiries() -> None:
    """The question stands as before."""
    checklist, review, _ = two_enquiries()
    asker, _ = an_asker(":enquiries", "", "all well", checklist=checklist)
    asker.reviews = lambda _: review

    assert asker.ask(shown(a_question("in.x", "text"))) == an_answer("all well")


def test_without_enquiries_there_is_no_word_for_them() -> None:
    """The word is offered where a checklist has some."""
    asker, console = an_asker(":enquiries", "all well")
    asker.ask(shown(a_question("in.x", "text")))

    assert "Enquiries:" not in console.printed


def test_all_enquiries_are_shown_once_before_the_first() -> None:
    """What is all to be done stands above; it is not shown again for the next one."""
    checklist, review, open_ = two_enquiries()
    first, second = (checklist.questions[QuestionId(f"in.{one}.state")] for one in ("pnc", "pnd"))
    asker, console = an_asker("1", "1", checklist=checklist)
    asker.reviews = lambda _: review
    asker.ask(shown(first))
    asker.ask(shown(second))

    table = (
        "Enquiries:\n- Done. What did pnc show?\n- still to be done. What did pnd show?\n"
        ":enquiries shows this table again, from any question.\n"
    )
    assert open_.question == second.id
    assert console.printed.count(table) == 1
    assert console.printed.index(table) < console.printed.index("Has it been done?")
