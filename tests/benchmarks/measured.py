"""Do one thing in a process of its own and say in JSON how long it took and what memory it had.

python -m tests.benchmarks.measured verify LOG
python -m tests.benchmarks.measured hash LOG
python -m tests.benchmarks.measured export LOG FILE [INCIDENTS]
"""

from __future__ import annotations

import hashlib
import json
import resource
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from childcheck.identifiers import OfficerId
from childcheck.log.verifying import verify
from childcheck.procedures.choose_records import Wanted, choose_records
from childcheck.procedures.export_records import Reason, export_records
from childcheck.procedures.open_log import open_log
from childcheck.record.entries import Writing
from childcheck.yaml_files.configuration_file import configuration

ROWS = """
SELECT CAST(header AS BLOB), CAST(commitment AS BLOB), CAST(fingerprint AS BLOB), salt,
  CAST(body AS BLOB)
FROM entries LEFT JOIN bodies USING (number) ORDER BY number"""


@dataclass(frozen=True)
class Measured:
    """What a process told: seconds of its processor, peak memory, and how much it did."""

    seconds: float
    peak_mb: float
    count: int


def measured(*arguments: str) -> Measured:
    """Run this module, and return what it tells."""
    command = [sys.executable, "-m", "tests.benchmarks.measured", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return Measured(**json.loads(done.stdout.splitlines()[-1]))


def _verify(log: str) -> int:
    verification = verify(Path(log), thorough=False)
    assert verification.is_sound
    return verification.entries


def _hash(log: str) -> int:
    """Read the rows and hash the same bytes, and look at nothing."""
    sha, count, previous = hashlib.sha256, 0, b"sha256:" + b"0" * 64
    connection = sqlite3.connect(f"file:{log}?mode=ro", uri=True)
    for header, commitment, fingerprint, salt, body in connection.execute(ROWS):
        sha(b"\x02" + salt + body).digest()
        sha(b"\x00" + previous + b"\n" + commitment + b"\n" + header + b"\n").digest()
        previous = fingerprint
        count += 1
    return count


def _export(log: str, file: str, incidents: str = "") -> int:
    settings = configuration()
    with open_log(Path(log), settings.zone) as opened:
        wanted = Wanted(since="2000-01-01T00:00Z", until="2100-01-01T00:00Z")
        choice = choose_records(opened, wanted, settings, datetime.now(UTC))
        if incidents:
            choice = replace(choice, picks=choice.picks[: int(incidents)])
        exported = export_records(
            opened,
            choice,
            Path(file),
            Writing(OfficerId("1")),
            reason=Reason.TRAINING,
            mark=False,
            over=True,
        )
    return exported.children


def peak_mb() -> float:
    """Return the most memory that this process has had.

    What `getrusage` tells of a process that was started by another begins with
    the memory of that one; Linux tells it for the program alone.
    """
    try:
        status = Path("/proc/self/status").read_text()
        return int(status.split("VmHWM:")[1].split()[0]) / 1024
    except (OSError, IndexError):
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


_WORK: dict[str, Callable[..., int]] = {"verify": _verify, "hash": _hash, "export": _export}

if __name__ == "__main__":
    begun = time.process_time()
    count = _WORK[sys.argv[1]](*sys.argv[2:])
    taken = time.process_time() - begun
    print(json.dumps({"seconds": taken, "peak_mb": peak_mb(), "count": count}))
