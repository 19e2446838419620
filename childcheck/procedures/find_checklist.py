"""Find a checklist and read it; nothing is asked or recorded with one that is unsound."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from childcheck.checklist.definitions import Checklist
from childcheck.identifiers import Digest
from childcheck.problems import ChildcheckError, ExitCode, Problem
from childcheck.yaml_files.checklist_file import (
    ChecklistReading,
    read_checklist,
    read_checklist_texts,
)
from childcheck.yaml_files.finding import Found, find

if TYPE_CHECKING:  # a lint needs no database
    from childcheck.log.reading import Reader

USUAL = "domestic-incident"


def find_checklist(named: str = USUAL, own: Path | None = None) -> Checklist:
    """Return the checklist that somebody named, ready to be asked.

    What takes long to prove, and was proven when it was published, is not proven again.

    Args:
        named: a name, or a path.
        own: the folder of the force's own checklists, when the configuration names one.

    Raises:
        ChildcheckError: there is none (`NOT_FOUND`), or it is unsound.
    """
    reading = read_found(find(named, own), prove=False)
    if reading.checklist is None or not reading.is_sound:
        errors = [problem for problem in reading.problems if not problem.is_warning]
        raise ChildcheckError(errors, ExitCode.CHECKLIST_UNSOUND)
    return reading.checklist


def read_found(found: Found, *, prove: bool = True) -> ChecklistReading:
    """Read a checklist where it was found, with everything that is wrong with it."""
    reading = read_checklist(
        found.folder, shown_as=found.shown_as, is_published=found.is_published, prove=prove
    )
    if (
        found.name
        and reading.checklist is not None
        and reading.checklist.id not in ("", found.name)
    ):
        problem = Problem(
            what=f'The checklist in the folder "{found.name}" calls itself by another id.',
            where=found.shown_as,
            remedy=f"write `id: {found.name}`, or give the folder the name of the checklist",
            code="id-not-of-folder",
        )
        return ChecklistReading(reading.checklist, (problem, *reading.problems), reading.texts)
    return reading


def checklist_in_log(log: Reader, digest: Digest) -> Checklist:
    """Return the checklist that a log has kept under a digest.

    Raises:
        ChildcheckError: the log has lost it, or it cannot be read any more.
    """
    texts = log.checklist_files(digest)
    if not texts:
        raise ChildcheckError(
            Problem(
                what="The log does not hold the checklist in which this was asked.",
                where=str(log.path),
                remedy="run:\nchildcheck log verify\nand tell the keeper of the log",
                code="checklist-lost",
            ),
            ExitCode.LOG_DAMAGED,
        )
    return read_checklist_texts(texts, shown_as=f"{log.path}, checklist {digest[7:19]}")
