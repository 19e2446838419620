"""Read `practice.yaml`: the story that lies beside a checklist, to learn it by.

`childcheck practise` tells it. Source of the rules: `docs/checklist-language.md`.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from childcheck.problems import ChildcheckError, ExitCode
from childcheck.walk.practice import Hint, Story
from childcheck.yaml_files.checklist_folder import PRACTICE
from childcheck.yaml_files.marked import Marked
from childcheck.yaml_files.reading import read_file
from childcheck.yaml_files.shape import ShapeReader

_PERSONS = ("child", "adult")
_SAID = ("of_keys", "of_lines")


def read_practice(folder: Path, shown_as: str) -> Story:
    """Return the story that lies in the folder of a checklist.

    Raises:
        ChildcheckError: there is none, or every problem of it at once.
    """
    reading = read_file(folder / PRACTICE, f"{shown_as}/{PRACTICE}")
    shape = ShapeReader(reading.problems)
    found = shape.mapping(reading.value, allowed=("elsewhere", "story"), required=("story",))
    hints: dict[tuple[str, int], tuple[Hint, ...]] = {}
    elsewhere = ""
    if found is not None:
        elsewhere = shape.text(found.get("elsewhere")) or ""
        for place, hint in shape.list_of(found.get("story"), lambda one: _hint(shape, one)) or ():
            hints[place] = (*hints.get(place, ()), hint)
    if shape.problems:
        raise ChildcheckError(shape.in_file_order, ExitCode.INPUT_FILE)
    return Story(_frozen(hints), elsewhere)


def _frozen(
    hints: dict[tuple[str, int], tuple[Hint, ...]],
) -> Mapping[tuple[str, int], tuple[Hint, ...]]:
    return MappingProxyType(hints)


def _hint(shape: ShapeReader, value: Marked) -> tuple[tuple[str, int], Hint] | None:
    found = shape.mapping(
        value, allowed=(*_PERSONS, *_SAID), required=("at", "tells", "keys", "lines")
    )
    if found is None:
        return None
    numbers = [shape.integer(found.get(one), at_least=1) for one in _PERSONS if one in found]
    keys = shape.list_of(found.get("keys"), shape.text, or_one=True) or ()
    lines = shape.list_of(found.get("lines"), shape.text, or_one=True) or ()
    said = [(shape.text(found.get(one)) or "") if one in found else "" for one in _SAID]
    hint = Hint(shape.text(found.get("tells")) or "", keys, lines, *said)
    return (shape.text(found.get("at")) or "", (numbers[0] or 0) if numbers else 0), hint
