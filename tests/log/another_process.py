"""Another process that uses a log: `python -m tests.log.another_process WHAT PATH …`.

It prints `ACK` and an identifier after each append that returned, and at a
refusal the exit code and the code of the problem.
"""

from __future__ import annotations

import os
import resource
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from childcheck.identifiers import EntryId, RandomIdentifiers
from childcheck.log import migrations
from childcheck.log.clocks import SystemClock
from childcheck.log.verifying import verify
from childcheck.log.writing import Log
from childcheck.problems import ChildcheckError
from tests.log.builders import OFFICER, answer

NOBODY = 65534


def opened(path: Path, *, read_only: bool = False) -> Log:
    """Open a log with the machine's own clock and chance."""
    return Log.open(
        path,
        clock=SystemClock(),
        new_identifiers=RandomIdentifiers(),
        create=True,
        read_only=read_only,
    )


def append(path: Path, count: int) -> None:
    """Add answers one by one, each acknowledged after `append` returned."""
    identifiers = RandomIdentifiers()
    with opened(path) as log:
        for number in range(count):
            identifier = EntryId(identifiers.identifier())
            words = f"answer {number} of {os.getpid()} " + "x" * 300
            log.append([answer(f"q{number % 50}", words)], OFFICER, identifiers=[identifier])
            print("ACK", identifier, flush=True)


def reopen(path: Path, count: int) -> None:
    """Open the log anew for every answer, so that logs are made, closed and opened at once."""
    for _ in range(count):
        append(path, 1)


def append_with_little_room(path: Path, bytes_at_most: int) -> None:
    """Add answers until a file may not grow any more."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (bytes_at_most, hard))
    append(path, 10_000)


def as_nobody(path: Path, how: int) -> None:
    """Read or write a log as a user who is not root."""
    assert migrations.STEPS  # imported while it can still be read
    if os.getuid() == 0:
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)
    if how == 0:
        append(path, 1)
    else:
        with opened(path, read_only=True) as log:
            print("READ", log.receipt(), flush=True)
        print("SOUND", verify(path).is_sound, flush=True)


WHAT: dict[str, Callable[[Path, int], None]] = {
    function.__name__: function for function in (append, reopen, append_with_little_room, as_nobody)
}

if __name__ == "__main__":
    try:
        WHAT[sys.argv[1]](Path(sys.argv[2]), int(sys.argv[3]))
    except ChildcheckError as error:
        print("REFUSED", int(error.exit_code), error.problems[0].code, flush=True)
