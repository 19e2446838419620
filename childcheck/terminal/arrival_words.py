"""The words of the program before and after a walk: who, which shift, which incident, what now."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, tzinfo

from childcheck.review.shifts import DutyShift
from childcheck.terminal.words import MONTHS

WHO_ARE_YOU = "Who is writing this record?"
YOUR_NUMBER = "Your number"
ONE_WORD = "Type your number alone, without a rank, such as 4417."
WHICH_INCIDENT = "Which incident do you go on with?"
STILL_WITH_FAMILY = "Is the family still there, with you?"
YES_OR_NO = "y or n"
WHICH = "Number"
BACK_FOR_NUMBER = "Not your number? Type :back."
ESC_FOR_NUMBER = "Not your number? Press Esc."
ENTER_TAKES_IT = "It is the only one: Enter takes it."
ENTER_GOES_ON = "Enter goes on"
ENTER_ENDS_DUTY = "Enter ends this duty"
ENTER_ALONE = "Nothing was done: press Enter with nothing before it."
TYPE_A_NUMBER = "Type one of the numbers."
WHY_CORRECTED = "Which line is put right?"


def unknown_officer(officer: str) -> str:
    """Ask whether a number is right that the settings do not know."""
    return f"Officer {officer} is not among the officers in the settings. Is the number right?"


def _officer(officer: str, name: str) -> str:
    return f"Officer {officer} ({name})" if name else f"Officer {officer}"


def which_shift(officer: str, name: str, back: str) -> str:
    """Ask which shift the officer is on; `back` says how the number can still be put right."""
    return (
        f"{_officer(officer, name)}. {back}\n"
        "Which shift are you on? Overtime belongs to the shift in which the work began."
    )


def on_duty(officer: str, name: str, shift: str, duty_date: str) -> str:
    """Say on which duty the record is written."""
    return f"{_officer(officer, name)}, {shift} shift of {_day_of(duty_date)}."


def shift(one: DutyShift, zone: tzinfo) -> str:
    """Return a shift with its hours and the day on which it began."""
    starts, ends = one.starts_at.astimezone(zone), one.ends_at.astimezone(zone)
    return f"{one.shift.name}, {starts:%H:%M} to {ends:%H:%M}, of {_day(starts)}"


def moment(at: datetime, zone: tzinfo) -> str:
    """Return a moment on the local clock."""
    local = at.astimezone(zone)
    return f"{local:%H:%M} on {_day(local)}"


def _day(at: date) -> str:
    return f"{at.day} {MONTHS[at.month - 1]} {at.year}"


def _day_of(duty_date: str) -> str:
    return _day(date.fromisoformat(duty_date))


def not_published(checklist: str, version: str) -> str:
    """Say that a checklist from a folder is used, so that a trial is not taken for the real one."""
    return (
        f"The questions are those of {checklist} {version}, which is not published. The record "
        "says so."
    )


def opened(number: str) -> str:
    """Say which number the record has."""
    return (
        f"Incident {number} is open. This is childcheck's own number for it: write it in your "
        "notebook."
    )


def unfinished(
    number: str,
    reference: str,
    place: str,
    opened_at: str,
    last_at: str,
    officer: str,
    answered: int,
    sentence: str,
) -> str:
    """Say what, when, who and how far of an unfinished incident."""
    named = f"{number} ({reference})" if reference else number
    where = f", {place}" if place else ""
    return (
        f"{named}{where}. Opened {opened_at} by officer {officer}, last written {last_at}. "
        f"{answered} answer{'' if answered == 1 else 's'} so far; {sentence}."
    )


def goes_on(which: str) -> str:
    """Say which record goes on: how far it is, or only its number where that stands above."""
    return f"Going on with {which}"


def paused(way_on: str) -> str:
    """Say that everything is kept and how to go on."""
    return f"Paused. Everything up to here is saved. To go on:\n{way_on}"


def finished(number: str, gaps: int) -> str:
    """Say that an incident is finished, with how many gaps."""
    if not gaps:
        return f"Incident {number} is finished."
    return f"Incident {number} is finished, with {gaps} gap{'' if gaps == 1 else 's'}."


def kept_unfinished(number: str, not_reached: int, way_on: str) -> str:
    """Say that an incident is kept unfinished."""
    questions = f"{not_reached} question{'' if not_reached == 1 else 's'} not reached"
    return f"Incident {number} is kept unfinished, {questions}. To go on:\n{way_on}"


def receipt(text: str) -> str:
    """Give the receipt for the real notebook."""
    return f"Receipt for your notebook: {text}"


def talk_recorded(talk: int, closed: Sequence[str]) -> str:
    """Say which talk was recorded and what it closed."""
    done = f" It closes: {'; '.join(closed)}." if closed else ""
    return f"Talk {talk} is recorded.{done}"


def talk_broken_off(talk: int) -> str:
    """Say that a talk ended because its child is off the list."""
    return (
        f"The child is off the list, and talk {talk} ends there. What was answered of it stays in "
        "the record."
    )


def talk_heading(talk: int) -> str:
    """Announce the lines of a further talk."""
    return f"Talk {talk}:"


NOTHING_CHANGED = "Nothing was changed."
CORRECTED = "The correction is recorded; the earlier answer stays in the log."


# ------------------------------------------------------------------ practice

PRACTICE_BEGINS = (
    "This is a practice: ten minutes with an invented family, and few of the questions. Each "
    "step tells what to press. You answer for yourself; nothing here becomes a record."
)
GO_ON_WITH_PRACTICE = (
    "A practice was begun and not finished. y goes on with it, n begins a new one and empties "
    "the old."
)
PRACTICE_PAUSED = "The practice is paused. To go on, or to begin anew:\nchildcheck practise"
PRACTICE_FINISHED = (
    "The practice is finished. A record would now give you a receipt for your notebook. "
    "Practise again:\nchildcheck practise\nThe real thing:\nchildcheck start"
)


def duty_ended(officer: str, shift: str, duty_date: str) -> str:
    """Say which duty ended."""
    return f"Officer {officer} is off duty: {shift} shift of {_day_of(duty_date)}."


def unfinished_heading(count: int) -> str:
    """Say how many incidents are unfinished."""
    if not count:
        return "No incident of yours is unfinished."
    return f"{count} incident{'' if count == 1 else 's'} of yours unfinished:"


def to_resume(number: str, sentence: str, way_on: str) -> str:
    """Say how far an incident is and how to go on."""
    return f"{number}: {sentence}. To go on:\n{way_on}"


def owed_heading(count: int) -> str:
    """Say how much is owed."""
    if not count:
        return "Nothing is owed."
    return f"{count} follow-up{'' if count == 1 else 's'} owed, the earliest first:"


def owed(number: str, what: str, holder: str, due: str, *, is_overdue: bool) -> str:
    """Say what is owed, by whom and by when."""
    by = f", by {due}" if due else ", before you leave"
    return f"{number}: {what}. Held by {holder}{by}{' (OVERDUE)' if is_overdue else ''}."
