"""Where a checklist lies: in the force's own folder, among those that ship, or on a path.

A name never leads to the working folder: what an officer at a door works with may not
hang on where the program was started. A path is used only when it is written as one.

Source of the rules: the checklist language, section 1.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from childcheck.problems import ChildcheckError, ExitCode, Problem
from childcheck.yaml_files.checklist_folder import CHECKLIST
from childcheck.yaml_files.checklist_shape import CHECKLIST_ID
from childcheck.yaml_files.shape import nearest_of
from childcheck.yaml_files.shipped import shipped_folder


class Origin(StrEnum):
    """Where a checklist comes from."""

    OWN = "own"  # the folder that the configuration names
    SHIPPED = "shipped"
    PATH = "path"  # given on purpose


@dataclass(frozen=True)
class Found:
    """A checklist's folder; `name` is empty when it was given as a path."""

    folder: Path
    origin: Origin
    name: str = ""

    @property
    def is_published(self) -> bool:
        """Whether it was found by its name, and not given as a path."""
        return self.origin is not Origin.PATH

    @property
    def shown_as(self) -> str:
        """The folder as a person would write it from here."""
        try:
            return self.folder.relative_to(Path.cwd()).as_posix()
        except (ValueError, OSError):
            return self.folder.as_posix()


def find(named: str, own: Path | None = None) -> Found:
    """Return where the checklist lies that somebody named.

    Args:
        named: a name, or a path: with a separator in it, or ending in `.yaml`.
        own: the folder of the force's own checklists, when the configuration names one.

    Raises:
        ChildcheckError: there is none.
    """
    if _is_path(named):
        return _at_path(named)
    known = {found.name: found for found in available(own)}
    if named in known:
        return known[named]
    raise ChildcheckError(_no_such(named, known), ExitCode.NOT_FOUND)


def available(own: Path | None = None) -> tuple[Found, ...]:
    """Return the checklists that have a name, by name; the force's own come first.

    Raises:
        ChildcheckError: the folder that the configuration names is not there.
    """
    found: dict[str, Found] = {}
    for folder, origin in _folders(own):
        for name in _names_in(folder):
            found.setdefault(name, Found(folder / name, origin, name))
    return tuple(found[name] for name in sorted(found))


def lying_here(known: Iterable[Found]) -> tuple[Found, ...]:
    """Return the checklists that lie in the working folder, where only a path leads to them.

    Args:
        known: those that have a name, and are not told again.
    """
    named = {found.folder.resolve() for found in known}
    try:
        inside = sorted(Path.cwd().iterdir())
        return tuple(
            Found(path, Origin.PATH)
            for path in inside
            if (path / CHECKLIST).is_file()
            and path.resolve() not in named
            and path.name.isprintable()
        )
    except OSError:
        return ()


def _folders(own: Path | None) -> Iterator[tuple[Path, Origin]]:
    if own is not None:
        if not own.is_dir():
            raise ChildcheckError(
                Problem(
                    what="The folder of checklists that the configuration names is not there.",
                    where=str(own),
                    remedy="correct `checklists` in the configuration, or make the folder",
                    code="no-checklists-folder",
                ),
                ExitCode.NOT_FOUND,
            )
        yield own, Origin.OWN
    yield shipped_folder(), Origin.SHIPPED


def _names_in(folder: Path) -> Iterator[str]:
    try:
        inside = sorted(folder.iterdir())
        root = folder.resolve()
    except OSError:
        return
    for path in inside:
        # A link out of the folder is no checklist of the folder.
        is_inside = CHECKLIST_ID.pattern.fullmatch(path.name) and _is_within(path, root)
        if is_inside and (path / CHECKLIST).exists():
            yield path.name


def _is_within(path: Path, root: Path) -> bool:
    try:
        return path.resolve().is_relative_to(root)
    except (OSError, RuntimeError):
        return False


def _is_path(named: str) -> bool:
    separators = {"/", os.sep, os.altsep or "/"}
    return named.endswith(".yaml") or any(separator in named for separator in separators)


def _at_path(named: str) -> Found:
    path = Path(named).expanduser()
    folder = path.parent if path.name == CHECKLIST else path
    what = remedy = ""
    if path.is_file() and folder is path:
        what = "A checklist is a folder, and this is a file."
        remedy = f"name the folder in which its {CHECKLIST} lies"
    elif not folder.is_dir():
        what = "There is no such folder."
        remedy = "look at its spelling; a checklist without a path is looked up by its name"
    elif not (folder / CHECKLIST).is_symlink() and not (folder / CHECKLIST).exists():
        what = f"This folder holds no {CHECKLIST}."
        remedy = "name the folder in which it lies"
    if what:
        raise ChildcheckError(
            Problem(what=what, where=named, remedy=remedy, code="no-checklist"),
            ExitCode.NOT_FOUND,
        )
    return Found(folder.absolute(), Origin.PATH)


def _no_such(named: str, known: Iterable[str]) -> Problem:
    names = tuple(known)
    near = nearest_of(named, names)
    # What stands on a command line may be anything; only what looks like a name is repeated.
    shown = f' named "{named}"' if CHECKLIST_ID.pattern.fullmatch(named) else " of this name"
    is_folder = (Path.cwd() / named / CHECKLIST).is_file() if shown.startswith(" named") else False
    remedy = "to see which there are, run:\nchildcheck checklist list"
    if is_folder:
        remedy = f"to use the folder here, write ./{named}; " + remedy
    return Problem(
        what=f"There is no checklist{shown}.",
        where="the checklists of this force and those that ship",
        remedy=remedy,
        code="no-checklist",
        nearest=near,
    )
