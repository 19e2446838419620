"""A checklist with two enquiries, and the review of them, for the tests of both modes."""

from __future__ import annotations

from childcheck.checklist.definitions import Checklist
from childcheck.walk.reviewing import Review
from childcheck.walk.subjects import Spot
from tests.walk.small import Course, a_checklist

_ENQUIRY = """\
- id: in.{name}
  stage: desk
  ask: What did {name} show?
  type: enquiry
  covers: [children]
  results:
    nothing: Nothing found
"""


def two_enquiries() -> tuple[Checklist, Review, Spot]:
    """Return the checklist, the incident's review with one open, and the spot of that."""
    written = "".join(_ENQUIRY.replace("{name}", name) for name in ("pnc", "pnd"))
    course = Course(a_checklist(written))
    course.roll("Ava")
    course.answer("in.pnc.state", "done")
    return course.walk.checklist, course.walk.review(None), course.spot("in.pnd.state")
