"""Practise: the checklist that ships, its story, and a store of its own.

The store is one log whose first entry says *practice*. It is emptied when a practice
begins afresh, so that nothing typed by way of trying lies about.
"""

from __future__ import annotations

from datetime import tzinfo
from pathlib import Path

from childcheck.checklist.definitions import Checklist
from childcheck.identifiers import IncidentId
from childcheck.log.writing import Log
from childcheck.problems import ChildcheckError
from childcheck.procedures.find_checklist import USUAL, find_checklist
from childcheck.procedures.open_log import log_path, open_log
from childcheck.walk.practice import Story
from childcheck.walk.situation import UNFINISHED
from childcheck.yaml_files.finding import find
from childcheck.yaml_files.practice_file import read_practice

PURPOSE = "practice"


def practice_path() -> Path:
    """Return where the log of practice lies: in a folder of its own beside the usual log."""
    return log_path(None).parent / "practice" / "practice.log.db"


def practice_story() -> tuple[Checklist, Story]:
    """Return the checklist that ships and the story that is told with it.

    A force's own checklist of the same name is not taken: the story is not about it.
    """
    found = find(USUAL)
    return find_checklist(USUAL), read_practice(found.folder, found.shown_as)


def open_practice(zone: tzinfo) -> Log:
    """Open the log of practice, and make it where there is none."""
    return open_log(practice_path(), zone, create=True, purpose=PURPOSE)


def begun_practice(log: Log) -> IncidentId | None:
    """Return the practice that was begun and not finished."""
    rows = log.rows("incidents", state=UNFINISHED)
    return IncidentId(str(rows[-1]["incident"])) if rows else None


def may_go_on(zone: tzinfo) -> bool:
    """Return whether a practice was begun that can be gone on with."""
    if not practice_path().exists():
        return False
    try:
        with open_practice(zone) as log:
            return begun_practice(log) is not None
    except ChildcheckError:
        return False  # whatever lies there is replaced


def forget_practice() -> None:
    """Empty the store: the next practice begins afresh."""
    path = practice_path()
    for one in path.parent.glob(f"{path.name}*"):
        one.unlink(missing_ok=True)
