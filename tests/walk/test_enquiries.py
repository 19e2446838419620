"""All enquiries as one table."""

from __future__ import annotations

from childcheck.checklist.definitions import Reason
from childcheck.walk.enquiries import Row, enquiries_in, has_enquiries
from tests.walk.small import Course, a_checklist, text

ENQUIRY = """\
- id: in.{name}
  stage: desk
  ask: What did {name} show?
  type: enquiry
  covers: [children]
  results:
    nothing: Nothing found
    violence: Violence
"""


def rows(course: Course) -> tuple[Row, ...]:
    """Return the table as it stands."""
    return enquiries_in(course.walk.review(None), course.walk.checklist)


def test_every_enquiry_has_a_row_with_how_it_stands_and_the_open_ones_say_so() -> None:
    """State, who was asked and what was found; a row leads to its enquiry."""
    both = "".join(ENQUIRY.replace("{name}", name) for name in ("pnc", "pnd", "local"))
    course = Course(a_checklist(both))
    course.roll("Ava")
    course.answer("in.pnc.state", "done")
    course.answer("in.pnc.asked_of", "Control room")
    course.answer("in.pnc.results", ["violence"])
    course.leave("in.local.state", Reason.NOT_ASKED)

    pnc, pnd, local = rows(course)

    assert pnc == Row(
        "What did pnc show?", "Done: Control room: Violence", course.spot("in.pnc.state"), False
    )
    assert (pnd.words, pnd.is_open) == ("", True)
    assert (local.words, local.is_open) == ("(Not asked: a line)", False)


def test_a_checklist_without_enquiries_has_no_table() -> None:
    """Nothing is offered where there is nothing to change."""
    assert not has_enquiries(a_checklist(text("in.a")))
    assert has_enquiries(a_checklist(ENQUIRY.replace("{name}", "pnc")))
