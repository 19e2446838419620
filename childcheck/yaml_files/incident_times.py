"""The times of an incident file: local, on the 24-hour clock, as an officer writes them.

An offset is needed only in the hour that occurs twice, and is refused where it
does not belong to the place: a slip of it would move the time by an hour.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, tzinfo

from childcheck.review.local_times import NeverOccurs, OccursTwice, local_moment
from childcheck.yaml_files.incident_file import IncidentShape
from childcheck.yaml_files.marked import Marked

FORM = "a date and a time on the 24-hour clock, such as 2026-11-24 22:40"
_OFFSET = re.compile(r"\s*([+-]\d{2}:\d{2}|Z)$", re.ASCII)


@dataclass(frozen=True)
class TimeReader:
    """Reads times of a file in the zone of the force; `now` is the wall clock."""

    shape: IncidentShape
    zone: tzinfo
    now: datetime

    def moment(self, value: Marked | None) -> datetime | None:
        """Return the moment that a time means; a faulty one is reported."""
        text = self.shape.text(value)
        if text is None or value is None:
            return None
        text = text.strip()
        bare = _OFFSET.sub("", text)
        local = local_moment(_OFFSET.sub(r"\1", text), self.zone) if ":" in bare else None
        match local:
            case None:
                self.shape.report(
                    value, "not-a-time", "This is not a time that can be stored.", f"write {FORM}"
                )
            case OccursTwice(earlier, later):
                self.shape.report(
                    value,
                    "occurs-twice",
                    "This time occurs twice, because the clocks were put back.",
                    f"write {_offset(earlier)} behind it for the first, "
                    f"or {_offset(later)} for the second",
                )
            case NeverOccurs():
                self.shape.report(
                    value,
                    "never-occurs",
                    "This time never occurs, because the clocks were put forward over it.",
                    "write a time before or after that hour",
                )
            case datetime():
                if f"{local:%Y-%m-%d %H:%M}" == bare[:16].replace("T", " "):
                    return local
                self.shape.report(
                    value,
                    "wrong-offset",
                    "The offset behind this time does not hold here at that time.",
                    "write the local time without an offset",
                )
        return None

    def past_moment(self, value: Marked | None) -> datetime | None:
        """Return the moment of something that has happened already."""
        moment = self.moment(value)
        if moment is not None and value is not None and moment > self.now:
            self.shape.report(
                value, "in-the-future", "This time lies in the future.", "correct the time"
            )
            return None
        return moment


def _offset(moment: datetime) -> str:
    return moment.isoformat()[-6:]
