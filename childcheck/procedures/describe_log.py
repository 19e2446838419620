"""Describe a log: what it is for, what it holds, and what it stands on."""

from __future__ import annotations

from collections.abc import Iterator

from childcheck.log.reading import Info, Reader
from childcheck.problems import Problem


def describe_log(log: Reader) -> tuple[Info, tuple[Problem, ...]]:
    """Return what a log is, with warnings about what it stands on."""
    info = log.info()
    return info, tuple(_warnings(info))


def _warnings(info: Info) -> Iterator[Problem]:
    if info.has_wal_reset_bug:
        yield Problem(
            what=f"SQLite {info.sqlite_version} can lose what was written when two programs write"
            " the log at the same moment. childcheck's own lock keeps its windows apart.",
            where=str(info.path),
            remedy="let no other program write this file; to be rid of it, use a Python with\n"
            "SQLite 3.51.3 or later (3.50.7 and 3.44.6 are mended too)",
            code="sqlite-wal-reset",
            is_warning=True,
        )
