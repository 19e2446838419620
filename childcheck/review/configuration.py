"""The settings of a force: who, where, in which time zone, and its shifts.

A value; `yaml_files.configuration_file` reads it. `docs/configuration.md` is its manual.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import tzinfo

from childcheck.identifiers import OfficerId
from childcheck.review.shifts import USUAL_SHIFTS, Shift

USUAL_TIME_ZONE = "Europe/London"


@dataclass(frozen=True)
class Officer:
    """An officer whom the settings know by number."""

    id: OfficerId
    name: str = ""


@dataclass(frozen=True)
class Configuration:
    """What `config.yaml` says, or what holds where it says nothing.

    `checklists` is the path of the force's own folder of checklists, absolute;
    empty when there is none. `terminal` says how an officer is asked, `plain` or
    `keyed`; empty when that is left open. `file` is where the settings were read
    from, empty when there is no such file.
    """

    zone: tzinfo
    time_zone: str = USUAL_TIME_ZONE
    force: str = ""
    station: str = ""
    officers: tuple[Officer, ...] = ()
    shifts: tuple[Shift, ...] = USUAL_SHIFTS
    checklists: str = ""
    terminal: str = ""
    file: str = ""

    def name_of(self, officer: str) -> str:
        """Return the name of an officer; empty when the settings do not know one."""
        return next((one.name for one in self.officers if one.id == officer), "")

    def shift(self, name: str) -> Shift | None:
        """Return the shift with a name, however it is capitalised."""
        wanted = name.strip().casefold()
        return next((one for one in self.shifts if one.name.casefold() == wanted), None)
