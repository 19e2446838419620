"""Put one answer right, whichever talk it belongs to."""

from __future__ import annotations

from dataclasses import replace

from childcheck.procedures.lead_walk import Led, Outcome
from childcheck.walk.situation import UNFINISHED
from childcheck.walk.subjects import Spot
from childcheck.walk.walking import Walk


def walk_to(walk: Walk, spot: Spot) -> Walk:
    """Return the walk in which an answer stands: of a further talk that talk's own."""
    child, talk = spot.subject.child, spot.subject.talk
    return replace(walk, talk=(child, talk)) if child is not None and talk > 1 else walk


def whole_incident(before: Walk, led: Led) -> tuple[Walk, Outcome | None]:
    """Return the incident after a correction and how it ended.

    An answer of a further talk may have opened something elsewhere: then nothing
    has ended, and what is open is to be asked.
    """
    walk = replace(led.walk, talk=None, not_reached=before.not_reached)
    if led.outcome is not Outcome.TALK_RECORDED:
        return walk, led.outcome
    if before.situation.state != UNFINISHED and walk.situation.state == UNFINISHED:
        return walk, None
    return walk, Outcome.FINISHED
