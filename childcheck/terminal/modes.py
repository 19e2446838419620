"""Which of the two modes is used: keys, or line by line.

Plain mode is never forced on anybody who can use keys, and always there for
whoever cannot. Nothing here imports a terminal library.
"""

from __future__ import annotations

import sys
from typing import Literal

Mode = Literal["keyed", "plain"]

NO_CURSOR = ("dumb", "unknown")  # terminals that cannot move a cursor
_OFF = ("", "0", "no", "false", "off")


class NoKeyedTerminal(Exception):
    """This console cannot be asked key by key; plain mode can still be used."""


def mode_to_use(
    flag: Mode | None, env: str | None, setting: str | None, term: str | None, *, is_tty: bool
) -> Mode:
    """Return the mode: what the command line says, else the environment, else the configuration.

    Args:
        flag: `--plain` or `--keyed`, if given.
        env: what CHILDCHECK_PLAIN holds, if it is set.
        setting: `terminal` in the configuration, if it is set.
        term: what TERM holds, if it is set.
        is_tty: whether both input and output are a terminal.
    """
    if not is_tty or not _may_move_cursor(term):
        return "plain"
    if flag is not None:
        return flag
    if env is not None and env.strip().casefold() not in _OFF:
        return "plain"
    return "plain" if (setting or "").strip().casefold() == "plain" else "keyed"


def _may_move_cursor(term: str | None) -> bool:
    if sys.platform == "win32":
        return True  # TERM says nothing there; the console itself is tried
    return bool(term) and term not in NO_CURSOR
