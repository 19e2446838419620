"""Split a happening over the two parts of its written form, and join it again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, Field, fields
from functools import cache
from typing import Any, NamedTuple

from childcheck.record.happening import Happening, Plain
from childcheck.record.happenings import KINDS


def header_part(happening: Happening) -> dict[str, Plain]:
    """Return what of a happening stands in the header.

    An empty field is left out where empty is what it is when nothing is said.
    """
    return _part(happening, _fields_of(happening.kind).in_header)


def body_part(happening: Happening) -> dict[str, Plain]:
    """Return what of a happening stands in the body, in the same way."""
    return _part(happening, _fields_of(happening.kind).in_body)


class _Fields(NamedTuple):
    """The fields of a kind by where they stand, each with what it holds when nothing is said."""

    in_header: Mapping[str, object]
    in_body: Mapping[str, object]


@cache  # looking at fields anew for each entry took longer than recording it
def _fields_of(kind: str) -> _Fields:
    parts: tuple[dict[str, object], dict[str, object]] = ({}, {})
    for one in fields(KINDS[kind]):
        part = parts[0 if one.metadata.get("in_header") else 1]
        part[one.name] = _unsaid(one)
    return _Fields(*parts)


def _unsaid(one: Field[Any]) -> object:
    """Return what a field holds when nothing is said."""
    return one.default if one.default_factory is MISSING else one.default_factory()


def _part(happening: Happening, of_part: Mapping[str, object]) -> dict[str, Plain]:
    part: dict[str, Plain] = {}
    said = vars(happening)
    for name, unsaid in of_part.items():
        value = said[name]
        if value is None or value == "" or value == {}:
            if value == unsaid:
                continue
        is_mapping = not isinstance(value, str) and isinstance(value, Mapping)
        part[name] = dict(value) if is_mapping else value
    return part


def happening_from(
    kind: str, header_items: Mapping[str, Plain], body: Mapping[str, Plain]
) -> Happening:
    """Return the happening that an entry tells, from the two parts of its written form.

    Items that the kind does not know are left alone: they belong to the entry.
    """
    in_header, in_body = _fields_of(kind)
    given: dict[str, Any] = {name: header_items[name] for name in in_header if name in header_items}
    given |= {name: body[name] for name in in_body if name in body}
    return KINDS[kind](**given)
