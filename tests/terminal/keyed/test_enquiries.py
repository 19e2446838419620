"""The table of all enquiries, by keys."""

from __future__ import annotations

from childcheck.identifiers import QuestionId
from childcheck.walk.replies import Jump
from tests.checklist.builders import a_question
from tests.terminal.enquiries import two_enquiries
from tests.terminal.keyed.typing_officer import ESC, an_asker
from tests.terminal.scripted import an_answer, shown


def test_a_key_changes_a_row_of_the_table_of_enquiries() -> None:
    """The list of questions leads to it; the open ones are named."""
    checklist, review, open_ = two_enquiries()
    with an_asker("j", "e", "2", checklist=checklist) as (asker, typing):
        asker.reviews = lambda _: review

        assert asker.ask(shown(a_question("in.x", "yes_no"))) == Jump(open_)
    assert (
        "Enquiries:\n1  Done. What did pnc show?\n2  still to be done. What did pnd show?\n"
        "Open: 2.\nA key changes that row, Esc the question again.\n"
    ) in typing.printed


def test_esc_leaves_the_table_of_enquiries() -> None:
    """The question stands again."""
    checklist, review, _ = two_enquiries()
    with an_asker("j", "e", ESC, "y", checklist=checklist) as (asker, _):
        asker.reviews = lambda _: review

        assert asker.ask(shown(a_question("in.x", "yes_no"))) == an_answer("yes")


def test_all_enquiries_are_shown_once_before_the_first() -> None:
    """What is all to be done stands above; it is not shown again for the next one."""
    checklist, review, open_ = two_enquiries()
    first, second = (checklist.questions[QuestionId(f"in.{one}.state")] for one in ("pnc", "pnd"))
    with an_asker("1", "1", checklist=checklist) as (asker, typing):
        asker.reviews = lambda _: review
        asker.ask(shown(first))
        asker.ask(shown(second))

    table = (
        "Enquiries:\n  Done. What did pnc show?\n  still to be done. What did pnd show?\n"
        "j and e show this table again, from any question.\n"
    )
    assert open_.question == second.id
    assert typing.printed.count(table) == 1
    assert typing.printed.index(table) < typing.printed.index("Has it been done?")
