"""Open the log: where it lies when nobody names it, and with which clock it is written."""

from __future__ import annotations

from datetime import tzinfo
from pathlib import Path

from childcheck.identifiers import RandomIdentifiers
from childcheck.log.clocks import SystemClock
from childcheck.log.writing import Log
from childcheck.problems import ChildcheckError, ExitCode
from childcheck.procedures.record_entries import writing_as


def log_path(named: Path | None) -> Path:
    """Return the log that was named, or the one in this computer's data folder."""
    if named is not None:
        return named
    from platformdirs import user_data_path

    return user_data_path("childcheck", appauthor=False) / "childcheck.log.db"


def open_log(
    named: Path | None,
    zone: tzinfo,
    *,
    create: bool = False,
    read_only: bool = False,
    purpose: str = "record",
) -> Log:
    """Open the log for writing, or for reading alone; one of practice only when it is asked for.

    Raises:
        ChildcheckError: what `Log.open` raises.
    """
    return Log.open(
        log_path(named),
        clock=SystemClock(zone),
        new_identifiers=RandomIdentifiers(),
        purpose=purpose,
        create=create,
        read_only=read_only,
        named_by=writing_as(None),
    )


def open_log_to_show(named: Path | None, zone: tzinfo) -> Log:
    """Open the log for writing where that can be, else for reading alone.

    Showing a record is an entry; on a log that cannot be written it is shown
    all the same. `Log.is_read_only` tells.

    Source: design, section 6.
    """
    try:
        return open_log(named, zone)
    except ChildcheckError as error:
        if error.exit_code is not ExitCode.CANNOT_WRITE:
            raise
        return open_log(named, zone, read_only=True)
