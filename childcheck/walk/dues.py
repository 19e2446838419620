"""By when a follow-up is owed.

The wait starts at arrival, not when the record is closed: paperwork must not
buy time. Until arrival is known it starts at opening.

Source: the checklist language, section 5.
"""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from childcheck.checklist.definitions import Due, FollowUpKind

SCHOOL_OPENS = time(9, 0)  # "before the start of the next school day": domain, section 3
SATURDAY = 5


def due_rule(kind: FollowUpKind) -> str:
    """Return the word that an entry keeps for the rule."""
    return kind.due.value if kind.due is not None else "hours"


def due_at(kind: FollowUpKind, start: datetime, duty_ends_at: datetime | None) -> datetime | None:
    """Return the moment by which a follow-up is owed; None when no clock gives one.

    `before_leaving` has no clock: nobody knows when the officers will leave. A
    duty that is not known to end gives none either. School days are Monday to
    Friday: holidays are not known here, and a notice goes out in them too.

    Args:
        kind: what is owed.
        start: the moment of arrival, with its zone.
        duty_ends_at: the planned end of the officer's duty, with its zone.
    """
    match kind.due:
        case None:
            # Hours are waited, not read off a clock that is changed in between.
            due = start.astimezone(UTC) + timedelta(hours=kind.due_hours or 0)
            return due.astimezone(start.tzinfo)
        case Due.NOW:
            return start
        case Due.BEFORE_LEAVING:
            return None
        case Due.END_OF_DUTY:
            return duty_ends_at
        case Due.NEXT_SCHOOL_DAY:
            day = start.date()
            if start.time() >= SCHOOL_OPENS or day.weekday() >= SATURDAY:
                day += timedelta(days=1)
            while day.weekday() >= SATURDAY:
                day += timedelta(days=1)
            # The zone gives the offset of that morning, also across a clock change.
            return datetime.combine(day, SCHOOL_OPENS, tzinfo=start.tzinfo)
