"""A finished check that a later answer changes: unfinished again, or finished otherwise.

Source: design, section 6 (finished, finished with gaps).
"""

from __future__ import annotations

from childcheck.identifiers import ChildId, EntryId
from childcheck.record import happenings as past
from childcheck.walk.ledger import Ledger
from childcheck.walk.reviewing import child_spots, gap_count, incident_spots
from childcheck.walk.situation import FINISHED, FINISHED_WITH_GAPS, UNFINISHED
from childcheck.walk.viewing import Sight


def state_with(gaps: int) -> str:
    """Return how finished a check, or an incident, with so many gaps is."""
    return FINISHED_WITH_GAPS if gaps else FINISHED


def finish_again(ledger: Ledger, cause: EntryId) -> None:
    """Say what became of a finished check, and of the incident.

    What is to be asked makes it unfinished again. A correction that opens, or
    fills, a gap does not; then it is finished with other gaps than before.
    """
    situation = ledger.situation
    finished = [
        child
        for child in situation.living_children()
        if situation.check_states[child] != UNFINISHED
    ]
    for child in finished:
        _check(ledger, child, cause)
    if situation.state != UNFINISHED:
        _incident(ledger, cause)


def _check(ledger: Ledger, child: ChildId, cause: EntryId) -> None:
    sight = ledger.sight()
    if _is_open(sight, child):
        ledger.add(past.CheckReopened(child=child, cause=cause))
        return
    gaps = _gaps(sight, child)
    if gaps != sight.situation.check_gaps.get(child):
        ledger.add(past.CheckFinished(child=child, state=state_with(gaps), gaps=gaps))


def _incident(ledger: Ledger, cause: EntryId) -> None:
    sight = ledger.sight()
    everybody = (None, *sight.situation.living_children())
    if any(_is_open(sight, one) for one in everybody):
        ledger.add(past.IncidentReopened(cause=cause))
        return
    gaps = sum(_gaps(sight, one) for one in everybody)
    if gaps != sight.situation.gaps:
        ledger.add(past.IncidentFinished(state=state_with(gaps), gaps=gaps))


def _is_open(sight: Sight, child: ChildId | None) -> bool:
    on_path = child_spots(sight, child) if child is not None else incident_spots(sight)
    return any(not sight.is_settled(spot) for spot in on_path)


def _gaps(sight: Sight, child: ChildId | None) -> int:
    return gap_count(
        sight, child_spots(sight, child) if child is not None else incident_spots(sight)
    )
