"""List the checklists that there are: the force's own and those that ship."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from childcheck.procedures.find_checklist import read_found
from childcheck.yaml_files.finding import available, lying_here


@dataclass(frozen=True)
class ListedChecklist:
    """One checklist; what could not be read of it is empty."""

    name: str  # as a command takes it: a name, or a path such as ./my-checklist
    id: str
    version: str
    title: str
    language: str
    origin: str
    folder: str
    digest: str
    is_sound: bool


def list_checklists(
    own: Path | None = None, *, also_here: bool = False
) -> tuple[ListedChecklist, ...]:
    """Return every checklist that has a name, also one that is unsound.

    Args:
        own: the folder of the force's own checklists, when the configuration names one.
        also_here: also those that lie in the working folder, by their path.
    """
    named = available(own)
    here = lying_here(named) if also_here else ()
    listed = []
    for found in (*named, *here):
        reading = read_found(found, prove=False)
        checklist = reading.checklist
        listed.append(
            ListedChecklist(
                name=found.name or f"./{found.folder.name}",
                id=checklist.id if checklist else "",
                version=checklist.version if checklist else "",
                title=checklist.title if checklist else "",
                language=checklist.language if checklist else "",
                origin=found.origin.value,
                folder=found.shown_as,
                digest=checklist.digest if checklist else "",
                is_sound=reading.is_sound,
            )
        )
    return tuple(listed)
