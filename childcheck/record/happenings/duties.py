"""What can happen to the log itself and to an officer's duty."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from childcheck.identifiers import DutyId, LogId
from childcheck.record.happening import Happening, header


@dataclass(frozen=True, kw_only=True)
class LogNamed(Happening):
    """The first entry of a log: who it is and what it is for (`record` or `practice`)."""

    kind: ClassVar[str] = "log_named"
    log: LogId | None = header()
    purpose: str = header("record")


@dataclass(frozen=True, kw_only=True)
class DutyBegun(Happening):
    """An officer's span of duty began.

    `duty_date` is the local date on which the shift began; `starts_at` and
    `ends_at` are the shift's planned moments. A duty stated in an incident
    file (`is_stated`) never becomes the current one.
    """

    kind: ClassVar[str] = "duty_begun"
    begun: DutyId | None = header()
    duty_date: str = header("")
    shift: str = header("")
    starts_at: str = header("")
    ends_at: str = header("")
    is_stated: bool = header(False)
    officer_name: str = ""
    force: str = ""
    station: str = ""


@dataclass(frozen=True, kw_only=True)
class DutyEnded(Happening):
    """An officer's duty ended; what was unfinished and owed is counted."""

    kind: ClassVar[str] = "duty_ended"
    ended: DutyId | None = header()
    unfinished: int = header(0)
    owed: int = header(0)
