"""After something happened: what is set aside, opened, reopened and reminded of.

`settle` looks at everything that stands and drafts the happenings that make the
record agree with it. Settling twice gives nothing more.
"""

from __future__ import annotations

import re

from childcheck.identifiers import EntryId, QuestionId
from childcheck.record import happenings as past
from childcheck.walk.effects import Forced, forced
from childcheck.walk.ledger import Circumstances, Draft, Ledger, at
from childcheck.walk.owing import owe
from childcheck.walk.situation import reminded_of
from childcheck.walk.subjects import Spot, Subject
from childcheck.walk.wording import fill, placeholder_values

__all__ = ["Circumstances", "Draft", "settle"]

_PLACEHOLDER = re.compile(r"\\\{[^{}\s]+\\\}")  # as `re.escape` leaves it


def settle(ledger: Ledger, cause: EntryId) -> None:
    """Add the happenings that make the record agree with what stands."""
    while _set_aside(ledger, cause) and ledger.sight().has_circle:
        pass
    now = forced(ledger.sight())
    _reopen(ledger, now)
    owe(ledger, now, cause)
    _remind(ledger, now)


def _set_aside(ledger: Ledger, cause: EntryId) -> bool:
    """Set aside what is off the path; return whether anything was.

    One look is enough: an answer off the path counts for nothing already. Only
    where a question asks after itself another look may find more.
    """
    sight = ledger.sight()
    off_path = [
        (spot, held)
        for spot, held in sight.situation.held.items()
        if not held.is_set_aside and not sight.is_on_path(spot)
    ]
    for spot, held in off_path:
        ledger.add(past.AnswerSetAside(set_aside=held.entry, cause=cause, **at(ledger, spot)))
    return bool(off_path)


def _reopen(ledger: Ledger, now: tuple[Forced, ...]) -> None:
    """Open what is to be asked again: once for each cause, and not what was answered since.

    What was never put, or no longer applied, comes in its turn without that; a
    question whose own condition is false does not apply, whoever asks for it.
    """
    sight = ledger.sight()
    for one in now:
        if not one.is_certain:
            continue
        for question_id in one.effects.ask_again:
            spot = sight.spot(sight.checklist.questions[question_id], one.subject)
            held = sight.live(spot)
            is_met = (one.cause, spot) in ledger.situation.reopenings
            if held is not None and not is_met and held.order < one.since:
                ledger.add(past.QuestionReopened(cause=one.cause, **at(ledger, spot)))


def _remind(ledger: Ledger, now: tuple[Forced, ...]) -> None:
    sight = ledger.sight()
    for one in now:
        if not one.effects.remind:
            continue
        text = fill(one.effects.remind, placeholder_values(sight, one.subject))
        if _is_reminded(ledger, one.subject, one.effects.remind, text):
            continue
        spot = Spot(one.subject, one.question or QuestionId(""))
        ledger.add(past.ReminderShown(cause=one.cause, text=text, **at(ledger, spot)))


def _is_reminded(ledger: Ledger, subject: Subject, written: str, text: str) -> bool:
    """Return whether a reminder was shown, also with a name as it was before."""
    reminded, whom = ledger.situation.reminded, reminded_of(subject)
    if (whom, text) in reminded:
        return True
    if "{" not in written:
        return False
    alike = re.compile(_PLACEHOLDER.sub(".*", re.escape(written)), re.DOTALL)
    return any(one == whom and alike.fullmatch(shown) for one, shown in reminded)
