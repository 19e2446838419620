"""The real program where nothing happens by chance: `python -m tests.documentation.guided_program`.

The file that CHILDCHECK_TESTS_AT names holds the time. Identifiers, salts, the
device and the account follow from it, so that a guide can be compared with what
the program prints, letter by letter.
"""

from __future__ import annotations

import getpass
import hashlib
import os
import platform
from datetime import datetime
from pathlib import Path

from childcheck import identifiers
from childcheck.identifiers import base32
from childcheck.log.clocks import SystemClock
from childcheck.record.entries import Moment


def _at() -> datetime:
    text = Path(os.environ["CHILDCHECK_TESTS_AT"]).read_text(encoding="ascii")
    return datetime.fromisoformat(text)


def _milliseconds() -> int:
    return int(_at().timestamp() * 1000)


def _now(clock: SystemClock) -> Moment:
    return Moment(at=_at().astimezone(clock._zone), monotonic_ms=_milliseconds())


class FollowingIdentifiers:
    """Identifiers that follow from the time and from how many there were before."""

    _count = 0  # of all of them: a command makes more than one source

    def _next(self) -> int:
        FollowingIdentifiers._count += 1
        return FollowingIdentifiers._count

    def identifier(self) -> str:
        """Return 26 characters, never the same twice while the time goes on."""
        return base32(_milliseconds() << 80 | self._next(), 26)

    def four_characters(self) -> str:
        """Return four characters."""
        return base32(int.from_bytes(self.salt()[:4]), 4)

    def salt(self) -> bytes:
        """Return 16 bytes that anybody could guess."""
        return hashlib.sha256(f"{_milliseconds()} {self._next()}".encode()).digest()[:16]


if __name__ == "__main__":
    from childcheck.__main__ import main

    SystemClock.now = _now  # type: ignore[assignment,method-assign]
    identifiers.RandomIdentifiers = FollowingIdentifiers  # type: ignore[assignment,misc]
    platform.node = lambda: "car-12"
    getpass.getuser = lambda: "officer"
    main()
