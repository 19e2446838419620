"""What this computer's clock knows of a time that a question asks for.

A checklist may name a question beside a time (`clock`): when that question was put,
or when it was answered, may be the time itself. An officer who is told to close the
lid and talk with a child comes back to answer. It is offered, never taken: the clock
knows when the computer was used, and not what was done.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from childcheck.checklist.answers import Answer
from childcheck.checklist.definitions import Question
from childcheck.checklist.facts import AFTERWARDS
from childcheck.walk.situation import Held
from childcheck.walk.subjects import Spot
from childcheck.walk.viewing import Sight

# Who answers sooner did not go away in between, and told of something that was over.
SHORTEST = timedelta(minutes=1)
# Who answers later did more than the question was about, or forgot the computer.
LONGEST = timedelta(hours=2)


def by_clock(sight: Sight, spot: Spot, question: Question) -> Held | None:
    """Return the moment that may be a time's answer, with the entry that holds it.

    Only what was answered while the family was there is looked at: written up
    afterwards, the moments of asking say nothing of the incident. Nor of a further
    talk, of which it is not known whether it is written down while it is held.
    Pausing in between leaves nothing to offer, for the question is put anew.
    """
    if question.clock is None or spot.subject.talk > 1:
        return None
    if sight.fact_value("incident.mode") == AFTERWARDS:
        return None
    named = sight.checklist.questions[question.clock.question]
    held = sight.live(sight.spot(named, spot.subject))
    if held is None or not isinstance(held.given, Answer) or not _was_with_family(sight, held):
        return None
    moment = _moment(held, is_of_asking=question.clock.is_of_asking)
    if moment is None:
        return None
    return Held(Answer(moment), held.entry, held.order, held.entry)


def _was_with_family(sight: Sight, held: Held) -> bool:
    apart_since = sight.situation.apart_since
    return not apart_since or held.order < apart_since


def _moment(held: Held, *, is_of_asking: bool) -> str | None:
    """Return the minute in which a question was put or answered, as it is stored."""
    if not held.asked_at or not held.answered_at:
        return None
    asked, answered = map(datetime.fromisoformat, (held.asked_at, held.answered_at))
    if not SHORTEST <= answered - asked <= LONGEST:
        return None
    moment = asked if is_of_asking else answered
    return moment.replace(second=0, microsecond=0).isoformat(timespec="seconds")
