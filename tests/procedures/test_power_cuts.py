"""The power fails at any moment of an incident: what was acknowledged is on the disk.

The calls by which a whole incident reaches the disk are recorded, from the
making of the log to its closing. Then the disk is built as a power cut may
leave it: what was flushed is there; of everything else any part may be, in
sectors of 512 bytes, later ones without earlier ones. A name in the folder is
sure only when the folder was flushed. The disk is taken to honour a flush.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

import pytest

from childcheck.log.verifying import verify
from tests.log.builders import identifiers, open_log
from tests.procedures.system_calls import STRACE, Turns

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(STRACE is None, reason="strace is not installed"),
]

SECTOR = 512
NAMES = ("log.db", "log.db-wal", "log.db-journal")  # what lies in memory is lost: -shm
FOLDER = "."
FLUSHES = ("fsync", "fdatasync")
CHANGES = ("openat", "pwrite64", "ftruncate", "unlink")
OTHER_CHANGES = ("write", "pwritev", "fallocate", "rename", "renameat2", "copy_file_range")
SHARES_THAT_SURVIVE = (0.5, 0.9, 0.99)
LINE = re.compile(r"(\w+)\((.*)\) += (-?\d+)")
TEXT = re.compile(r'"([^"]*)"|<([^>]*)>')


# What reached the disk


@dataclass(frozen=True)
class Call:
    """One call: what it does, to which file, with which numbers and bytes."""

    what: str
    name: str
    numbers: tuple[int, ...] = ()
    data: bytes = b""


def calls_in(trace: Sequence[str], folder: Path) -> Iterator[Call]:
    """Return the calls about a log's files, and the acknowledgements between them."""
    for line in trace:
        found = LINE.match(line)
        if found is None or (int(found[3]) < 0 and found[1] != "access"):
            continue
        texts = [bytes.fromhex((a or b).replace(r"\x", "")) for a, b in TEXT.findall(found[2])]
        if found[1] == "openat":
            if "O_CREAT" not in found[2]:
                continue
            texts = texts[-1:]
        path = Path(texts[0].decode(errors="replace"))
        name = FOLDER if path == folder else path.name
        if path.parent != folder and path != folder:
            continue
        numbers = tuple(int(one) for one in re.findall(r"(?<=, )\d+", TEXT.sub("", found[2])))
        if found[1] == "access":
            if name.startswith("told-"):
                yield Call("told", name, (int(name.removeprefix("told-")),))
        elif name in (*NAMES, FOLDER):
            assert found[1] not in OTHER_CHANGES, f"{found[1]} is not simulated"
            yield Call(found[1], name, numbers, texts[-1])


@dataclass
class File:
    """What of a file is surely there, and what was done to it since the last flush."""

    sure: bytes = b""
    since: list[Call] = field(default_factory=list)


@dataclass
class Disk:
    """A folder as the calls left it, and as a power cut may leave it."""

    files: list[File] = field(default_factory=list)
    sure_names: dict[str, File] = field(default_factory=dict)
    since: list[tuple[str, File | None]] = field(default_factory=list)

    def names(self, survives: Callable[[], bool] = lambda: True) -> dict[str, File]:
        """Return which files the folder names, when of the last changes some survive."""
        names = dict(self.sure_names)
        for name, file in self.since:
            if survives():
                names.pop(name, None)
                if file is not None:
                    names[name] = file
        return names

    def take(self, call: Call) -> None:
        """Do what a call does."""
        match call.what:
            case "openat" if call.name not in self.names():
                self.since.append((call.name, File()))
            case "unlink":
                self.since.append((call.name, None))
            case "pwrite64" | "ftruncate":
                self.names()[call.name].since.append(call)
            case "fsync" | "fdatasync" if call.name == FOLDER:
                self.sure_names, self.since = self.names(), []
            case "fsync" | "fdatasync":
                file = self.names()[call.name]
                file.sure, file.since = after(file, lambda: True), []

    def image(self, survives: Callable[[], bool]) -> dict[str, bytes]:
        """Return the files that a power cut leaves."""
        return {name: after(file, survives) for name, file in self.names(survives).items()}


def after(file: File, survives: Callable[[], bool]) -> bytes:
    """Return what a file holds when of the last changes some survive, sector by sector."""
    held = bytearray(file.sure)
    for call in file.since:
        if call.what == "ftruncate":
            if survives():
                del held[call.numbers[0] :]
                held.extend(bytes(call.numbers[0] - len(held)))
            continue
        start = call.numbers[-1]
        ends = [*range(start - start % SECTOR + SECTOR, start + len(call.data), SECTOR)]
        for begin, end in zip([start, *ends], [*ends, start + len(call.data)], strict=True):
            if survives():
                held.extend(bytes(max(begin - len(held), 0)))
                held[begin:end] = call.data[begin - start : end - start]
    return bytes(held)


# What a power cut leaves


def images(calls: Sequence[Call]) -> Iterator[tuple[int, dict[str, bytes]]]:
    """Return disks that a power cut may leave, each with the last entry acknowledged before."""
    chance = random.Random(2026)
    disk, acknowledged, seen = Disk(), 0, set()

    def some() -> Callable[[], bool]:
        share = chance.choice(SHARES_THAT_SURVIVE)
        return lambda: chance.random() < share

    for number, call in enumerate(calls):
        if call.what in FLUSHES:  # the most that is not sure
            ways = [lambda: False, lambda: True, *(some() for _ in range(4))]
        elif call.what == "pwrite64":
            ways = [some()] if number % 7 == 0 else []
        else:
            ways = [lambda: False, lambda: True]
        for way in ways:
            image = disk.image(way)
            digest = sha256(repr(sorted(image.items())).encode()).digest(), acknowledged
            if digest not in seen:
                seen.add(digest)
                yield acknowledged, image
        if call.what == "told":
            (acknowledged,) = call.numbers
        else:
            disk.take(call)


def assert_survived(
    folder: Path, image: Mapping[str, bytes], wanted: Sequence[str], ends: Sequence[int], told: int
) -> None:
    """A log opens after the power cut, is sound, and holds what was acknowledged.

    Args:
        wanted: every entry of the incident.
        ends: with which entries a turn ended.
        told: the last entry that was acknowledged before.
    """
    for file in folder.iterdir():
        file.unlink()
    for name, held in image.items():
        (folder / name).write_bytes(held)
    path = folder / "log.db"
    with open_log(path) as log:
        there = identifiers(log)
    assert len(there) >= told, "what was acknowledged is lost"
    assert there[1:] == wanted[1 : len(there)]
    following = next((end for end in ends if end > told), told)
    assert len(there) in (told or 1, following), "half of a turn is there"
    verification = verify(path)
    assert verification.is_sound
    assert verification.stale_tables == ()


@pytest.fixture(scope="module")
def incident(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Call], list[str]]:
    """Record an incident, and return its calls and its entries."""
    folder = tmp_path_factory.mktemp("incident")
    path = folder / "log.db"
    traced = ",".join((*CHANGES, *OTHER_CHANGES, *FLUSHES, "access"))
    with Turns() as turns:
        _, code, trace = turns.run("family", path, "-y", "-xx", "-s100000", f"--trace={traced}")
    assert code == 0
    with open_log(path, create=False) as log:
        return list(calls_in(trace, folder)), list(identifiers(log))


def turns_of(calls: Sequence[Call]) -> list[int]:
    """Return with which entries a turn ended."""
    return [call.numbers[0] for call in calls if call.what == "told"]


def assert_all_survive(folder: Path, calls: Sequence[Call], wanted: Sequence[str]) -> int:
    """Hold the log to what was acknowledged, on every disk that is simulated; count them."""
    number = 0
    for told, image in images(calls):
        assert_survived(folder, image, wanted, turns_of(calls), told)
        number += 1
    return number


def test_a_power_cut_at_any_moment_loses_nothing_that_was_acknowledged(
    tmp_path: Path, incident: tuple[list[Call], list[str]]
) -> None:
    """Whatever part of the unflushed writes survives, the log is sound and has every answer."""
    calls, wanted = incident
    number, turns = assert_all_survive(tmp_path, calls, wanted), turns_of(calls)
    print(f"\n{number} disks after a power cut, of {len(calls)} calls and {len(turns)} turns")

    assert turns[-1] == len(wanted)
    assert len(turns) > 25
    assert number > 300


def test_the_simulation_sees_an_answer_that_is_lost(
    tmp_path: Path, incident: tuple[list[Call], list[str]]
) -> None:
    """Were answers not flushed before they are acknowledged, this test would fail."""
    calls, wanted = incident
    hasty = [call for call in calls if call.what not in FLUSHES or call.name != "log.db-wal"]
    with pytest.raises(AssertionError, match="acknowledged is lost"):
        assert_all_survive(tmp_path, hasty, wanted)
