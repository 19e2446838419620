"""The parts of a walk: each child, the incident, the desk, and the time before the door closes."""

from __future__ import annotations

from childcheck.checklist.definitions import Scope, Stage
from childcheck.walk.subjects import Spot
from childcheck.walk.walking import Walk
from childcheck.walk.wording import first_name


def heading_of_part(walk: Walk, spot: Spot) -> str:
    """Return how the part is called in which a question is put."""
    if walk.talk is not None:
        with_whom, number = walk.talk
        return f"Talk {number} with {first_name(walk.sight, with_whom)}"
    stage = walk.stage(spot)
    if stage is Stage.LEAVING and walk.is_door_open:
        return "Before the door closes"
    where = ", at the desk" if stage is Stage.DESK else ""
    child = spot.subject.child
    is_childs = walk.checklist.section(walk.question(spot).section).for_each is Scope.CHILD
    if is_childs and child is not None:
        children = walk.situation.living_children()
        place = f"Child {children.index(child) + 1} of {len(children)}"
        return f"{place}: {first_name(walk.sight, child)}{where}"
    return f"The incident{where}"
