"""Reading the keys, words and names of a checklist, forgiving enough to read on.

A misspelt key is read as the key that was meant, so that one slip is one problem
and what stands behind it is looked at as well. Whether everything with a name could
be read is remembered: what hangs on a lost name would only be reported twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeVar

from childcheck.yaml_files.marked import (
    Marked,
    MarkedList,
    MarkedMapping,
    MarkedScalar,
    Refused,
    quoted,
)
from childcheck.yaml_files.shape import ShapeReader, nearest_of

Named = TypeVar("Named", bound=StrEnum)


@dataclass(frozen=True)
class Form:
    """What a name must look like."""

    pattern: re.Pattern[str]
    remedy: str


QUESTION_ID = Form(
    re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)*"),
    'use small letters, digits and "_", and "." between its parts; begin with a letter: ch.seen',
)
WORD = Form(
    re.compile(r"[a-z][a-z0-9_]*"),
    'use small letters, digits and "_", and begin with a letter: not_here',
)
CHECKLIST_ID = Form(
    re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*"),
    'use small letters and digits with "-" between them: domestic-incident',
)
VERSION = Form(re.compile(r"[0-9]+(\.[0-9]+){0,3}"), "write numbers with points: 2026.11.1")
LANGUAGE = Form(
    re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*"), "write the code of a language: en-GB"
)


# What may stand behind those keys that must be there and take one of a few things.
_SAYS = {
    "format": "1",
    "version": "2026.11.1",
    "language": "en-GB",
    "for_each": "child (or incident, adult)",
    "stage": "door (or leaving, desk)",
    "type": "yes_no (or choice, choices, text, number, date …)",
    "due": "end_of_duty (or now, before_leaving, next_school_day, {hours: 24})",
    "closed_by": "anyone (or seeing, talking)",
}


class ChecklistShape(ShapeReader):
    """Reads values of a checklist; `is_whole` is false when something with a name was lost."""

    def __init__(self) -> None:
        super().__init__()
        self.is_whole = True

    def lose(self) -> None:
        """Remember that something with a name could not be read."""
        self.is_whole = False

    def mapping(
        self, value: Marked | None, *, allowed: Iterable[str], required: Iterable[str] = ()
    ) -> MarkedMapping | None:
        """Return a mapping in which a misspelt key stands under the name that was meant."""
        if not isinstance(value, MarkedMapping):
            return super().mapping(value, allowed=(), required=())
        required = tuple(required)
        valid = tuple(dict.fromkeys((*required, *allowed)))
        meant: dict[str, str] = {}
        for key in value.keys:
            if key not in valid:
                near = nearest_of(key, (name for name in valid if name not in value))
                if near and near not in meant.values():
                    meant[key] = near
        super().mapping(
            value, allowed=valid, required=(one for one in required if one not in meant.values())
        )
        if not meant:
            return value
        return replace(
            value,
            pairs=tuple(
                (replace(key, value=meant.get(key.text, key.text)), inner)
                for key, inner in value.pairs
            ),
        )

    def says_missing(self, name: str) -> str:
        """Return what to do where a key is missing, with what may stand behind it."""
        says = _SAYS.get(name)
        return f"write a line such as {name}: {says}" if says else super().says_missing(name)

    def require(self, found: MarkedMapping, names: Iterable[str]) -> None:
        """Report the keys that are missing in a mapping whose keys were looked at already."""
        super().mapping(found, allowed=found.keys, required=names)

    def name(self, value: Marked | None, form: Form) -> str | None:
        """Return a name; one of the wrong form is reported and kept, since others may use it."""
        text = self.text(value)
        if text is not None and value is not None and not form.pattern.fullmatch(text):
            fixed = re.sub(r"[^a-z0-9_.]+", "_", text.lower()).strip("_.")
            self.report(
                value,
                "bad-name",
                f"{_quotation(value)} cannot be a name here.",
                form.remedy,
                nearest=fixed if form.pattern.fullmatch(fixed) else "",
            )
        return text

    def one_of_names(self, value: Marked | None, names: type[Named]) -> Named | None:
        """Return one of the words of an enumeration."""
        text = self.one_of(value, (one.value for one in names))
        return names(text) if text is not None else None

    def meant_of(self, value: Marked | None, values: Iterable[str]) -> str | None:
        """Return one of the values; a misspelt one is reported and read as the nearest."""
        values = tuple(values)
        text = self.one_of(value, values)
        if text is None and isinstance(value, MarkedScalar):
            return nearest_of(value.text, values) or None
        return text

    def texts(self, value: Marked | None, *, or_one: bool = False) -> tuple[str, ...]:
        """Return a list of texts; nothing when it is absent or faulty."""
        if value is None:
            return ()
        return self.list_of(value, self.text, or_one=or_one) or ()

    def optional_text(self, value: Marked | None) -> str:
        """Return a text, or the empty text when there is none."""
        return self.text(value) or ""

    def optional_boolean(self, value: Marked | None, *, otherwise: bool) -> bool:
        """Return true or false, or what holds when nothing is said."""
        found = self.boolean(value)
        return otherwise if found is None else found

    def is_there(self, value: Marked | None) -> bool:
        """Return whether something that the reader has not refused stands here."""
        if isinstance(value, Refused):
            self.lose()
        return value is not None and not isinstance(value, Refused)

    def filled_list(self, value: Marked | None, what: str) -> MarkedList | None:
        """Return a list that has entries; an empty one is reported."""
        if isinstance(value, MarkedList) and not value.items:
            self.report(
                value, "empty-list", f"{value.called} is an empty list.", f"write {what} in it"
            )
            return None
        if isinstance(value, MarkedList):
            return value
        self.list_of(value, lambda inner: inner)
        return None


def _quotation(value: Marked) -> str:
    return value.quotation if isinstance(value, MarkedScalar) else quoted(value.called)
