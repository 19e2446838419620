"""The command that goes on, as it is told: with the log and the mode that were named."""

from __future__ import annotations

import os
import shlex
from pathlib import Path


def named_log(log: Path | None) -> Path | None:
    """Return the log when the command line, and nothing else, named it."""
    return log if str(log or "") != os.environ.get("CHILDCHECK_LOG", "") else None


def way_on(number: str, log: Path | None, *, is_plain: bool | None = None) -> str:
    """Return the command that goes on with an incident.

    Args:
        number: the incident's.
        log: see `named_log`.
        is_plain: what the command line said of the mode, if anything.
    """
    mode = "" if is_plain is None else " --plain" if is_plain else " --keyed"
    named = f" --log {shlex.quote(str(log))}" if log else ""
    return f"childcheck resume {number}{mode}{named}"
