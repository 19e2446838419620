"""Which keys belong to a question of which type.

A key that means something elsewhere is answered with where it belongs, instead of
being called unknown.

Source of the rules: the checklist language, section 3.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from childcheck.checklist.definitions import AnswerType, GroupKind
from childcheck.yaml_files.checklist_shape import ChecklistShape
from childcheck.yaml_files.marked import MarkedMapping, quoted

Kind = AnswerType | GroupKind

# `people` and `roll` are both a kind of group and, for its naming, a type of answer.
GROUPS: Mapping[str, GroupKind] = MappingProxyType({kind.value: kind for kind in GroupKind})
TYPES: Mapping[str, Kind] = MappingProxyType(
    {
        **{one.value: one for one in AnswerType if one is not AnswerType.PERSONS},
        **GROUPS,
    }
)
TYPES_OF_PARTS = tuple(
    name for name, kind in TYPES.items() if name not in GROUPS and kind is not AnswerType.NOTE
)

_AROUND = ("before", "guidance", "why", "source", "say_to_child", "reasons", "column", "when")
OF_QUESTION = ("id", "stage", "ask", "type", "tier", *_AROUND)
OF_PART = ("label", "type", "stage", "needed", *_AROUND)
_OF_LEAF = ("fact", "as_for_others", "basis", "text", "at_leaving")
OF_NOTE = ("id", "stage", "ask", "type", "when", "source")

_OF_TYPE: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "choice": (*_OF_LEAF, "choices"),
        "choices": (*_OF_LEAF, "choices", "excludes_others"),
        "yes_no": (*_OF_LEAF, "choices"),
        "text": (*_OF_LEAF, "nothing"),
        "transcript": _OF_LEAF,
        "lines": (*_OF_LEAF, "speaker", "none"),
        "number": (*_OF_LEAF, "at_least", "at_most"),
        "date": (*_OF_LEAF, "estimated"),
        "time": (*_OF_LEAF, "clock"),
        "address": _OF_LEAF,
        "people": ("fact", "as_for_others", "roles", "fields"),
        "roll": ("fact", "whereabouts", "fields"),
        "enquiry": ("covers", "asked_of", "results", "excludes_others"),
        "follow_up": ("opens",),
        "parts": ("parts", "at_leaving"),
        "note": (),
    }
)
NEEDED_OF_TYPE: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "choice": ("choices",),
        "choices": ("choices",),
        "roll": ("whereabouts",),
        "enquiry": ("covers", "results"),
        "follow_up": ("opens",),
        "parts": ("parts",),
    }
)
ALL_OF_TYPES = tuple(dict.fromkeys(key for keys in _OF_TYPE.values() for key in keys))


def check_keys(
    shape: ChecklistShape,
    found: MarkedMapping,
    kind: str,
    common: tuple[str, ...],
    known: tuple[str, ...],
) -> None:
    """Report the keys that mean something, but not here; unknown ones were reported already."""
    for key, _ in found.pairs:
        if key.text in common or key.text in _OF_TYPE[kind]:
            continue
        if key.text not in ALL_OF_TYPES and key.text not in known:
            continue
        of = [name for name, keys in _OF_TYPE.items() if key.text in keys]
        belongs = f"it belongs to the type {', '.join(of)}" if of else "nothing is answered here"
        in_parts = kind == "parts" and key.text in _OF_LEAF
        shape.report(
            key,
            "key-of-other-type",
            f"{quoted(key.text)} says nothing in a question of the type {quoted(kind)}: {belongs}.",
            "write it in the part that it is about" if in_parts else "delete it",
        )
