"""What stands before the sections of a checklist: bands, ways of leaving, follow-ups.

Source of the rules: the checklist language, section 2.
"""

from __future__ import annotations

import re

from childcheck.checklist.definitions import (
    Band,
    Closing,
    Due,
    FollowUpKind,
    NeededLine,
    Reason,
    WayOfLeaving,
)
from childcheck.yaml_files.built_in_parts import line_of
from childcheck.yaml_files.checklist_shape import WORD, ChecklistShape
from childcheck.yaml_files.choice_shape import read_line
from childcheck.yaml_files.marked import Marked, MarkedMapping, MarkedScalar, quoted
from childcheck.yaml_files.shape import nearest_of

MOST_HOURS = 24 * 366

_UNDER = re.compile(r"under ([1-9][0-9]?)", re.ASCII)
_DUE_WORDS = tuple(one.value for one in Due)

# What a checklist says that does not word them itself.
WAYS_OF_LEAVING = (
    WayOfLeaving(Reason.DID_NOT_WANT, "Asked, did not want to say"),
    WayOfLeaving(Reason.NOT_KNOWN, "Asked, not known", NeededLine("What did you try?")),
    WayOfLeaving(Reason.NOT_ASKED, "Not asked", NeededLine("Why not?")),
    WayOfLeaving(Reason.DOES_NOT_APPLY, "Does not apply", NeededLine("Why not?")),
)
# Without its line, "not known" cannot be told from "nobody tried".
_WITH_LINE = (Reason.NOT_KNOWN, Reason.NOT_ASKED)


def read_sources(shape: ChecklistShape, value: Marked | None) -> dict[str, str]:
    """Return what the short words in a question's `source` stand for."""
    if not shape.is_there(value):
        return {}
    found = shape.open_mapping(value)
    if found is None:
        return {}
    return {key.text: shape.text(inner) or "" for key, inner in found.pairs}


def read_bands(shape: ChecklistShape, value: Marked | None) -> tuple[Band, ...]:
    """Return the age bands: `infant: under 2`, in whole years."""
    if not shape.is_there(value):
        return ()
    found = shape.open_mapping(value)
    if found is None:
        shape.lose()
        return ()
    bands = []
    for key, inner in found.pairs:
        text = shape.text(inner)
        match = _UNDER.fullmatch(text) if text is not None else None
        if text is not None and match is None:
            shape.report(
                inner,
                "band-form",
                f"{key.key_name} does not say under which age it ends.",
                f"write it so: {key.text}: under 5",
            )
        if match is None:
            shape.lose()
        else:
            name = shape.name(key, WORD) or key.text
            bands.append(Band(name, int(match[1]), key.place))
    return tuple(bands)


def read_ways_of_leaving(shape: ChecklistShape, value: Marked | None) -> tuple[WayOfLeaving, ...]:
    """Return the wording of the four reasons; what is not worded has the wording built in."""
    if not shape.is_there(value):
        return WAYS_OF_LEAVING
    found = shape.mapping(value, allowed=tuple(Reason))
    if found is None:
        return WAYS_OF_LEAVING
    return tuple(
        _way(shape, way.reason, inner) or way
        if (inner := found.get(way.reason)) is not None
        else way
        for way in WAYS_OF_LEAVING
    )


def _way(shape: ChecklistShape, reason: Reason, value: Marked) -> WayOfLeaving | None:
    if isinstance(value, MarkedMapping):
        found = shape.mapping(value, allowed=("text",), required=("label",))
        assert found is not None
        label = shape.text(found.get("label"))
        line = line_of(read_line(shape, found.get("text")))
    else:
        label, line = shape.text(value), None
    if label is None:
        return None
    if reason in _WITH_LINE and line is None:
        shape.report(
            value,
            "reason-without-line",
            f"{quoted(reason)} needs a line, or nobody can tell later what was done.",
            f'write {reason}: with `label: "{label}"` and `text:` under it, '
            "which asks for the line",
        )
    return WayOfLeaving(reason, label, line)


def read_follow_ups(shape: ChecklistShape, value: Marked | None) -> dict[str, FollowUpKind]:
    """Return what may be owed, by name."""
    if not shape.is_there(value):
        return {}
    found = shape.open_mapping(value)
    if found is None:
        shape.lose()
        return {}
    kinds = {}
    for key, inner in found.pairs:
        name = shape.name(key, WORD) or key.text
        if (kind := _follow_up(shape, name, key, inner)) is not None:
            kinds[name] = kind
    return kinds


def _follow_up(
    shape: ChecklistShape, name: str, key: MarkedScalar, value: Marked
) -> FollowUpKind | None:
    found = shape.mapping(value, allowed=(), required=("what", "due", "closed_by", "to_close"))
    if found is None:
        shape.lose()
        return None
    closing = shape.meant_of(found.get("closed_by"), tuple(Closing))
    due, hours = _due(shape, found.get("due"))
    if closing is None or (due is None and hours is None):
        shape.lose()
    return FollowUpKind(
        name=name,
        what=shape.optional_text(found.get("what")),
        closed_by=Closing(closing) if closing is not None else Closing.ANYONE,
        to_close=shape.optional_text(found.get("to_close")),
        due=due,
        due_hours=hours,
        place=key.place,
    )


def _due(shape: ChecklistShape, value: Marked | None) -> tuple[Due | None, int | None]:
    if isinstance(value, MarkedMapping):
        found = shape.mapping(value, allowed=(), required=("hours",))
        assert found is not None
        return None, shape.integer(found.get("hours"), at_least=1, at_most=MOST_HOURS)
    if not isinstance(value, MarkedScalar):
        shape.text(value)
        return None, None
    if value.text not in _DUE_WORDS:
        near = nearest_of(value.text, _DUE_WORDS)
        shape.report(
            value,
            "not-one-of",
            f"{value.quotation} does not say by when it is due.",
            f"write one of {', '.join(_DUE_WORDS)}, or {{hours: 24}}",
            nearest=near,
        )
        return (Due(near) if near else None), None
    return Due(value.text), None
