"""All enquiries of an incident as one short table: a row for each, the open ones named."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from childcheck.checklist.definitions import Checklist, GroupKind, Question
from childcheck.identifiers import QuestionId
from childcheck.walk.reviewing import Line, Review
from childcheck.walk.subjects import Spot

_TOLD = ("state", "asked_of", "results")  # the parts of an enquiry that make its row


@dataclass(frozen=True)
class Row:
    """One enquiry: what it asks, how it stands, and the spot at which it is changed."""

    ask: str
    words: str
    spot: Spot
    is_open: bool


def has_enquiries(checklist: Checklist) -> bool:
    """Return whether a checklist asks for any enquiry."""
    kinds = (leaves[0].group for leaves in checklist.groups.values())
    return any(group is not None and group.kind is GroupKind.ENQUIRY for group in kinds)


def begins_enquiry(question: Question, checklist: Checklist) -> bool:
    """Return whether an enquiry begins with a question: whether it was done."""
    group = question.group
    if group is None or group.kind is not GroupKind.ENQUIRY:
        return False
    return checklist.groups[group.id][0].id == question.id


def enquiries_in(review: Review, checklist: Checklist) -> tuple[Row, ...]:
    """Return a row for each enquiry of the incident's own part, in the order of the checklist."""
    found: dict[QuestionId, dict[str, Line]] = {}
    for line in review.lines:
        group = checklist.questions[line.spot.question].group
        if group is not None and group.kind is GroupKind.ENQUIRY:
            part = line.spot.question.removeprefix(f"{group.id}.")
            found.setdefault(group.id, {})[part] = line
    return tuple(_row(checklist, group, lines) for group, lines in found.items())


def _row(checklist: Checklist, group: QuestionId, lines: Mapping[str, Line]) -> Row:
    leaf = checklist.groups[group][0]
    assert leaf.group is not None
    state = lines["state"]
    told = [
        lines[part].words.replace("\n", "; ")
        for part in _TOLD
        if part in lines and lines[part].state != "not_reached"
    ]
    return Row(leaf.group.ask, ": ".join(told), state.spot, is_open=not told)
