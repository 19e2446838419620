"""Where the program begins.

`--version` is answered before anything is imported, and output is UTF-8 on any
locale: a name must come out as it was written. Nothing here knows a command.
"""

from __future__ import annotations

import gc
import io
import sys

from childcheck import __version__


def main() -> None:
    """Run the command that was typed, and leave with its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # None when closed; something else in a test
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    if sys.argv[1:] == ["--version"] and _version_is_told():
        return
    gc.disable()  # what is loaded now stays to the end: looking through it would take longer
    from childcheck.cli import exits

    sys.exit(exits.exit_code_of(_command))


def _version_is_told() -> bool:
    try:
        print(f"childcheck {__version__}", flush=True)
    except OSError:
        return False  # the long way round tells why
    return True


def _command() -> int:
    # In here, so that a broken installation is told like any other failure.
    from childcheck.cli.app import run

    gc.freeze()
    gc.enable()
    return run(sys.argv[1:])


if __name__ == "__main__":
    main()
