"""Read `config.yaml`: the settings of a force. Everything in it may be left out.

All problems are reported at once, each with its line and column.
`docs/configuration.md` is the manual of the file.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from datetime import time
from pathlib import Path
from zoneinfo import ZoneInfo, available_timezones

from childcheck.identifiers import OfficerId
from childcheck.problems import ChildcheckError, ExitCode, Problem
from childcheck.review.configuration import USUAL_TIME_ZONE, Configuration, Officer
from childcheck.review.shifts import USUAL_SHIFTS, Shift
from childcheck.yaml_files.marked import Marked, MarkedList, MarkedMapping, MarkedScalar
from childcheck.yaml_files.reading import Reading, read_file
from childcheck.yaml_files.shape import ShapeReader, nearest_of

FILE_NAME = "config.yaml"
VARIABLE = "CHILDCHECK_CONFIG"
KEYS = ("force", "station", "time_zone", "officers", "shifts", "checklists", "terminal")

TERMINALS = ("keyed", "plain")

_CLOCK_TIME = re.compile(r"([01]\d|2[0-3]):([0-5]\d)", re.ASCII)
_LOOSE_TIME = re.compile(r"(\d{1,2})[:.h]?([0-5]\d)", re.ASCII)
# A shift's name stands on command lines and in file names.
_SHIFT_NAME = re.compile(r"[^\W_](?:[\w -]{0,28}[^\W_])?")
_OFFICER_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]{0,29}", re.ASCII)
_LONGEST_NAME = 80


def configuration() -> Configuration:
    """Return the settings of this computer.

    They lie at CHILDCHECK_CONFIG or in the platform's configuration folder;
    without such a file the usual ones hold.

    Raises:
        ChildcheckError: CHILDCHECK_CONFIG names no file, the file has problems,
            or the system does not know the usual time zone.
    """
    named = os.environ.get(VARIABLE, "")
    if named:
        return read_configuration(Path(named).expanduser())
    path = usual_path()
    return read_configuration(path) if path.exists() else usual_configuration()


def usual_path() -> Path:
    """Return where the settings lie when CHILDCHECK_CONFIG does not say."""
    from platformdirs import user_config_path

    return user_config_path("childcheck", appauthor=False) / FILE_NAME


def usual_configuration() -> Configuration:
    """Return the settings that hold where no file says otherwise."""
    return Configuration(zone=_usual_zone())


def _usual_zone() -> ZoneInfo:
    zone = _zone(USUAL_TIME_ZONE)
    if zone is None:
        raise ChildcheckError(
            Problem(
                what=f"This computer does not know the time zone {USUAL_TIME_ZONE}.",
                where="the system's time zone data",
                remedy="install it: apt install tzdata, or pip install tzdata",
                code="no-time-zones",
            ),
            ExitCode.NOT_FOUND,
        )
    return zone


def read_configuration(path: Path) -> Configuration:
    """Return the settings that a file says.

    Raises:
        ChildcheckError: every problem of the file at once.
    """
    reading = read_file(path)
    if _is_empty(reading):
        reading = Reading(None)
    shape = ShapeReader(reading.problems)
    found = shape.mapping(reading.value, allowed=KEYS) if reading.value is not None else None
    read = _Settings(shape, path, found)
    settings = read.settings()
    if shape.problems:
        raise ChildcheckError(shape.in_file_order, ExitCode.INPUT_FILE)
    return settings


def _is_empty(reading: Reading) -> bool:
    """Tell whether nothing but comments stands in the file: then the usual settings hold."""
    return [problem.code for problem in reading.problems] == ["empty-file"]


class _Settings:
    """Reads one setting after another out of the file's mapping."""

    def __init__(self, shape: ShapeReader, path: Path, found: MarkedMapping | None) -> None:
        self._shape = shape
        self._path = path
        self._found = found

    def settings(self) -> Configuration:
        zone = self._time_zone()
        return Configuration(
            zone=zone,
            time_zone=zone.key,
            force=self._name("force"),
            station=self._name("station"),
            officers=self._officers(),
            shifts=self._shifts(),
            checklists=self._checklists(),
            terminal=self._shape.one_of(self._value("terminal"), TERMINALS) or "",
            file=str(self._path),
        )

    def _value(self, key: str) -> Marked | None:
        return self._found.get(key) if self._found is not None else None

    def _name(self, key: str) -> str:
        value = self._value(key)
        text = self._shape.text(value)
        if text is None or value is None:
            return ""
        if len(text) > _LONGEST_NAME or "\n" in text:
            self._shape.report(
                value,
                "too-long",
                f"{value.called} is longer than {_LONGEST_NAME} characters, or than one line.",
                "shorten it",
            )
        return text.strip()

    def _time_zone(self) -> ZoneInfo:
        value = self._value("time_zone")
        name = self._shape.text(value)
        zone = _zone(name) if name is not None else None
        if zone is not None:
            return zone
        if name is not None and value is not None:
            self._shape.report(
                value,
                "unknown-time-zone",
                f"{value.called} is not a time zone that this computer knows.",
                f"write a name such as {USUAL_TIME_ZONE}",
                nearest=nearest_of(name, available_timezones()),
            )
        return _usual_zone()

    def _officers(self) -> tuple[Officer, ...]:
        value = self._value("officers")
        officers = self._shape.list_of(value, self._officer) or ()
        self._report_twins(value, "id", "two-officers", "Two officers have the same id.")
        return officers

    def _officer(self, value: Marked) -> Officer | None:
        found = self._shape.mapping(value, allowed=("id", "name"), required=("id",))
        if found is None:
            return None
        id_value = found.get("id")
        id_ = self._shape.text(id_value)
        name = self._shape.text(found.get("name")) or ""
        if id_ is None or id_value is None:
            return None
        if not _OFFICER_ID.fullmatch(id_):
            self._shape.report(
                id_value,
                "bad-officer-id",
                f"{id_value.called} of an officer is written in letters and digits,"
                " with . _ / or - between, and at most 30 of them.",
                "write the collar or warrant number, and the name behind name:",
            )
        return Officer(OfficerId(id_), name.strip())

    def _shifts(self) -> tuple[Shift, ...]:
        value = self._value("shifts")
        shifts = self._shape.list_of(value, self._shift)
        if isinstance(value, MarkedList) and not value.items:
            self._shape.report(
                value,
                "no-shifts",
                "No shift stands in the list.",
                "write at least one, or delete the line: then early, late and night are there",
            )
        self._report_twins(value, "name", "two-shifts", "Two shifts have the same name.")
        return shifts or USUAL_SHIFTS

    def _shift(self, value: Marked) -> Shift | None:
        keys = ("name", "starts", "ends")
        found = self._shape.mapping(value, allowed=keys, required=keys)
        if found is None:
            return None
        name = self._shape.text(found.get("name"))
        starts, ends = self._clock_time(found.get("starts")), self._clock_time(found.get("ends"))
        name_value = found.get("name")
        if name is not None and name_value is not None and not _SHIFT_NAME.fullmatch(name):
            self._shape.report(
                name_value,
                "bad-shift-name",
                f"{name_value.called} of a shift is written in letters and digits,"
                " with spaces, - or _ between, and at most 30 of them.",
                "write a short name such as night",
            )
        if starts is not None and starts == ends:
            self._shape.report(
                found.key("ends") or found,
                "shift-without-length",
                "This shift ends at the minute at which it starts.",
                "write when it ends; an end before the start is on the next day",
            )
        if name is None or starts is None or ends is None:
            return None
        return Shift(name, starts, ends)

    def _clock_time(self, value: Marked | None) -> time | None:
        text = self._shape.text(value)
        if text is None or value is None:
            return None
        if read := _CLOCK_TIME.fullmatch(text):
            return time(int(read[1]), int(read[2]))
        meant = _meant(text)
        remedy = f'write "{meant}"' if meant else 'write hours and minutes, such as "07:00"'
        self._shape.report(
            value,
            "bad-clock-time",
            f"{value.called} must be a time of day from 00:00 to 23:59.",
            remedy,
            nearest=meant,
        )
        return None

    def _checklists(self) -> str:
        value = self._value("checklists")
        text = self._shape.text(value)
        if text is None or value is None:
            return ""
        # Beside the file, not in the working folder: what is asked must not hang on where one is.
        folder = self._path.absolute().parent / Path(text).expanduser()
        if not folder.is_dir():
            self._shape.report(
                value,
                "no-such-folder",
                f"{value.called} names no folder.",
                "write the folder that holds one folder for each of the force's checklists;\n"
                "a path that does not begin with / is looked for beside this file",
            )
        return str(folder)

    def _report_twins(self, value: Marked | None, key: str, code: str, what: str) -> None:
        first: dict[str, MarkedScalar] = {}
        for scalar in _scalars(value, key):
            name = scalar.text.strip().casefold()
            if name in first:
                line = first[name].place.line
                self._shape.report(
                    scalar, code, what, f"change one of them; the other stands in line {line}"
                )
            first.setdefault(name, scalar)


def _scalars(value: Marked | None, key: str) -> Iterator[MarkedScalar]:
    """Yield what stands behind a key in each entry of a list."""
    for item in value.items if isinstance(value, MarkedList) else ():
        inner = item.get(key) if isinstance(item, MarkedMapping) else None
        if isinstance(inner, MarkedScalar):
            yield inner


def _meant(text: str) -> str:
    """Return the time that a slip of the finger was meant to be; nothing in doubt."""
    read = _LOOSE_TIME.fullmatch(text.strip())
    if read is None or int(read[1]) > 24 or (read[1] == "24" and read[2] != "00"):
        return ""
    return f"{int(read[1]) % 24:02}:{read[2]}"


def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # no such zone, no such name, or a folder of zones
        return None
