"""The files of one checklist, as texts.

A checklist is data: nothing outside its folder is ever read, also not through a link,
and only the files that the language names are read at all.

Source of the rules: the checklist language, section 1.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from childcheck.problems import Problem
from childcheck.yaml_files.reading import read_bytes, read_file
from childcheck.yaml_files.shape import nearest_of
from childcheck.yaml_files.source import MAX_BYTES

CHECKLIST = "checklist.yaml"
TESTS = "tests.yaml"
PRACTICE = "practice.yaml"
SINGLE = (CHECKLIST, "flags.yaml", "cards.yaml")
FOLDERS = ("notices", "translations")
MOST_FILES = 100


@dataclass(frozen=True)
class Folder:
    """The texts by their path within the folder, tests apart, and what is wrong with them."""

    texts: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    problems: tuple[Problem, ...] = ()


def read_folder(folder: Path, shown_as: str) -> Folder:
    """Read the files of a checklist; `shown_as` is what to call the folder in problems."""
    texts: dict[str, str] = {}
    problems: list[Problem] = []
    names = tuple(_names(folder))
    if len(names) > MOST_FILES:
        problems.append(
            Problem(
                what=f"This folder holds more than {MOST_FILES} files of a checklist.",
                where=shown_as,
                remedy="take out what does not belong to it",
                code="too-many-files",
            )
        )
        names = (CHECKLIST,)
    for name in names:
        text, found = read_within(folder, name, shown_as)
        problems.extend(found)
        if text is not None:
            texts[name] = text
    problems.extend(_strays(folder, shown_as))
    return Folder(MappingProxyType(texts), tuple(problems))


def read_within(folder: Path, name: str, shown_as: str) -> tuple[str | None, tuple[Problem, ...]]:
    """Return the text of one file of a folder, and why there is none."""
    path = folder / name
    shown = f"{shown_as}/{name}"
    if not _is_within(path, folder):
        problem = Problem(
            what="This file is a link that leads out of the folder, and was not read.",
            where=shown,
            remedy="put the file itself here",
            code="leads-outside",
        )
        return None, (problem,)
    if not path.is_file():
        return None, read_file(path, shown).problems
    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
        if len(data) <= MAX_BYTES:
            return data.decode("utf-8"), ()
    except OSError:
        return None, read_file(path, shown).problems
    except UnicodeDecodeError:
        pass
    return None, read_bytes(data, shown).problems


def _is_within(path: Path, folder: Path) -> bool:
    try:
        return path.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError):  # a link that leads back to itself
        return False


def _names(folder: Path) -> Iterator[str]:
    """Yield the files that the language names, `checklist.yaml` also when it is not there."""
    yield CHECKLIST
    yield from (name for name in SINGLE[1:] if _is_there(folder / name))
    for inner in FOLDERS:
        if _is_within(folder / inner, folder):
            yield from (f"{inner}/{name}" for name in _yaml_names(folder / inner))


def _is_there(path: Path) -> bool:
    return path.is_symlink() or path.exists()


def _yaml_names(folder: Path) -> list[str]:
    try:
        return sorted(
            path.name
            for path in folder.iterdir()
            if path.suffix == ".yaml" and not path.name.startswith(".")
        )
    except OSError:  # no folder, or none that may be read
        return []


def _strays(folder: Path, shown_as: str) -> Iterator[Problem]:
    """Warn of files that look as if they belonged to the checklist and are not read."""
    for name in _yaml_names(folder):
        if name not in (*SINGLE, TESTS, PRACTICE):
            yield Problem(
                what="This file is none of those that make a checklist, and was not read.",
                where=f"{shown_as}/{name}",
                remedy="a checklist has: " + ", ".join((*SINGLE, TESTS, PRACTICE)) + ", and in "
                "folders of their own notices and translations",
                code="stray-file",
                nearest=nearest_of(name, SINGLE),
                is_warning=True,
            )
