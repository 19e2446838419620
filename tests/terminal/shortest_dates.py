"""A date as an officer types it, in the shortest way that the screen names."""

from __future__ import annotations

from datetime import date

from childcheck.terminal.typed import calendar_date


def shortest(on: date, today: date, *, is_birth: bool = False) -> str:
    """Return six digits where they are read as this day; else eight."""
    six = f"{on:%d%m%y}"
    return six if calendar_date(six, today, is_birth=is_birth) == on else f"{on:%d%m%Y}"
