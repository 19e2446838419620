"""Hypothesis strategies: plain values, and happenings of every kind about a few people."""

from __future__ import annotations

import types
import typing
from dataclasses import fields
from typing import Any

from hypothesis import strategies as st

from childcheck.record.entries import LARGEST
from childcheck.record.happening import Happening, Plain
from childcheck.record.happenings import KINDS, BodyErased, LogNamed

ascii_keys = st.text(st.characters(max_codepoint=127), max_size=6)
whole_numbers = st.integers(min_value=-LARGEST, max_value=LARGEST)

plain_values: st.SearchStrategy[Plain] = st.recursive(
    st.none() | st.booleans() | whole_numbers | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(ascii_keys, inner, max_size=4),
    max_leaves=12,
)

transcripts: st.SearchStrategy[Plain] = st.lists(
    st.fixed_dictionaries(
        {"speaker": st.sampled_from(["officer", "child"]), "words": st.text(max_size=20)},
        optional={"sure": st.booleans(), "translation": st.text(max_size=10)},
    ),
    max_size=3,
)

# Few identifiers, so that happenings meet: the same child, the same question, the same follow-up.
_FEW: dict[str, list[str | None]] = {
    "incident": ["I1", "I2"],
    "adult": [None, "A1", "A2"],
    "child": [None, "C1", "C2"],
    "engagement": [None, "E1"],
    "question": ["q1", "q2", "chk.state", "chk.spellings", "chk.text"],
    "enquiry": ["", "", "chk"],
    "follow_up": ["F1", "F2"],
    "begun": ["D1", "D2"],
    "ended": ["D1", "D2"],
    "fact": [
        "", "incident.reference", "child.name", "child.born_on", "child.language", "adult.role",
    ],
    "reason": ["did_not_want", "not_known", "not_asked", "does_not_apply"],
    "set_aside": [f"{number:026}" for number in range(1, 12)],
}  # fmt: skip


def happenings(*, anything: bool = False) -> st.SearchStrategy[Happening]:
    """Return happenings of every kind that is appended.

    Args:
        anything: any text in every field, instead of a few identifiers that meet.
    """
    kinds = [kind for kind in KINDS.values() if anything or kind not in (LogNamed, BodyErased)]
    return st.sampled_from(kinds).flatmap(lambda kind: _of_kind(kind, anything))


def _of_kind(kind: type[Happening], anything: bool) -> st.SearchStrategy[Happening]:
    hints = typing.get_type_hints(kind)
    return st.builds(
        kind, **{one.name: _of_field(one.name, hints[one.name], anything) for one in fields(kind)}
    )


def _of_field(name: str, hint: Any, anything: bool) -> st.SearchStrategy[Any]:
    if not anything and name in _FEW:
        return st.sampled_from(_FEW[name])
    if name == "value":
        return plain_values | transcripts
    if name == "texts":
        return st.dictionaries(ascii_keys, st.text(max_size=20), max_size=3)
    if name == "basis":
        given = st.fixed_dictionaries(
            {"basis": st.just("adult_said"), "adults": st.lists(st.just("A1"), max_size=1)}
        )
        return st.dictionaries(ascii_keys, st.lists(given, max_size=2), max_size=2)
    return _of_type(hint)


def _of_type(hint: Any) -> st.SearchStrategy[Any]:
    if isinstance(hint, types.UnionType) or typing.get_origin(hint) is typing.Union:
        return st.one_of([_of_type(each) for each in typing.get_args(hint)])
    hint = getattr(hint, "__supertype__", hint)
    if hint is type(None):
        return st.none()
    if hint is bool:
        return st.booleans()
    if hint is int:
        return whole_numbers
    assert hint is str, hint
    return st.text(max_size=20)
