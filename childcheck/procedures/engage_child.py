"""Record a further talk with a child, and close what it satisfies."""

from __future__ import annotations

from dataclasses import replace

from childcheck.identifiers import ChildId, IncidentId
from childcheck.log.reading import Reader
from childcheck.problems import ChildcheckError, ExitCode, Problem
from childcheck.procedures.find_incident import walk_of
from childcheck.walk.settling import Circumstances
from childcheck.walk.situation import FollowUp
from childcheck.walk.walking import Walk


def child_on_roll(walk: Walk, roll_number: int | None) -> ChildId:
    """Return the child with a number on the roll; without a number, the only one.

    Raises:
        ChildcheckError: no such number, more than one child, or withdrawn.
    """
    living = walk.situation.living_children()
    numbers = {walk.situation.children[one].roll_number: one for one in living}
    if roll_number is None and len(living) == 1:
        return living[0]
    if roll_number in numbers:
        return numbers[roll_number or 0]
    offered = ", ".join(str(number) for number in sorted(numbers)) or "none"
    what = (
        "The roll holds more than one child."
        if roll_number is None
        else "There is no child with this number on the roll."
    )
    raise ChildcheckError(
        Problem(
            what=what,
            where=f"incident {walk.situation.number}",
            remedy=f"name the child by number with --child; on the roll are: {offered}",
            code="no-child",
        ),
        ExitCode.NOT_FOUND,
    )


def talk_to_record(
    log: Reader, incident: IncidentId, circumstances: Circumstances, roll_number: int | None
) -> Walk:
    """Return the walk of the next talk with a child; one that was interrupted goes on.

    Raises:
        ChildcheckError: which child is not clear, or a talk with this child has no questions.
    """
    walk = walk_of(log, incident, circumstances)
    child = child_on_roll(walk, roll_number)
    last = walk.situation.talk_count(child)
    if last >= 2:
        interrupted = replace(walk, talk=(child, last))
        if interrupted.following() is not None:
            return interrupted
    following = replace(walk, talk=(child, max(last, 1) + 1))
    if following.following() is None:
        raise ChildcheckError(
            Problem(
                what="In this checklist nothing is asked of a further talk with this child.",
                where=f"incident {walk.situation.number}",
                remedy="the child may not be born yet; to put an answer right run:\n"
                f"childcheck correct {walk.situation.number}",
                code="no-talk",
            ),
            ExitCode.REFUSED,
        )
    return following


def closed_by_talk(before: Walk, after: Walk) -> tuple[FollowUp, ...]:
    """Return the follow-ups that a talk has closed."""
    return tuple(
        one
        for identifier, one in after.situation.follow_ups.items()
        if one.state == "closed"
        and (was := before.situation.follow_ups.get(identifier)) is not None
        and was.state == "open"
    )
