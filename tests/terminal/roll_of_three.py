"""Three children of an incident, as a summary tells of them."""

from __future__ import annotations

from childcheck.identifiers import ChildId
from childcheck.walk.contact import Contact
from childcheck.walk.reviewing import ChildInSummary, Line, Summary
from childcheck.walk.subjects import Spot, Subject
from tests.checklist.builders import a_question

AVA, BEN, CARA = (ChildId(f"child-{name}") for name in ("ava", "ben", "cara"))
LINE = Line(1, Spot(Subject(AVA), a_question().id), "Look", "Seen?", "Yes, awake", "answered")


def a_summary() -> Summary:
    """Return the summary of an incident with three children, one of them finished."""
    children = (
        _child(AVA, 1, "Ava", "unfinished", 1),
        _child(BEN, 2, "Ben", "unfinished", 14),
        _child(CARA, 3, "Cara", "finished", 0),
    )
    return Summary("20261124-3F7K", children, (), (), (), ())


def _child(child: ChildId, number: int, name: str, state: str, open_count: int) -> ChildInSummary:
    return ChildInSummary(child, number, name, state, CONTACT, open_count, 0, ())


CONTACT = Contact(seen="yes", talked="yes", alone="yes")
