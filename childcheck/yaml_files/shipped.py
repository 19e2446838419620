"""Find the checklists that ship with the program.

In a wheel they lie inside the package; in a checkout, at the top of the
repository, where a trainer looks for them.
"""

from __future__ import annotations

from pathlib import Path

from childcheck.problems import ChildcheckError, ExitCode, Problem


def shipped_folder() -> Path:
    """Return the folder that holds one folder for each checklist that ships.

    Raises:
        ChildcheckError: the installation lacks it.
    """
    package = Path(__file__).resolve().parent.parent
    for folder in (package / "shipped", package.parent / "checklists"):
        if folder.is_dir():
            return folder
    raise ChildcheckError(
        Problem(
            what="The checklists that ship with childcheck are missing from this installation.",
            where=str(package / "shipped"),
            remedy="install childcheck again",
            code="shipped-missing",
        ),
        ExitCode.NOT_FOUND,
    )
