"""Does a marked value have the shape that is wanted? All problems are collected.

A validator asks for one value after another and gets the plain value, or None when
it is absent or faulty; what is faulty has been reported by then, once, with its place.
A value that the reader has refused already is passed over in silence.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable
from typing import TypeVar

from childcheck.problems import Place, Problem
from childcheck.yaml_files.marked import (
    Marked,
    MarkedList,
    MarkedMapping,
    MarkedScalar,
    Nothing,
    Refused,
    quoted,
    sentence,
)

Read = TypeVar("Read")

MOST_NAMES_SHOWN = 12
MOST_WITH_NEAREST = 500  # problems; with more, looking for what was meant takes long


class ShapeReader:
    """Reads values out of marked ones, and keeps every problem met on the way."""

    def __init__(self, problems: Iterable[Problem] = ()) -> None:
        self.problems: list[Problem] = list(problems)

    @property
    def in_file_order(self) -> tuple[Problem, ...]:
        """The problems by line and column; files in the order in which they came."""
        files: dict[str, int] = {}

        def order(problem: Problem) -> tuple[int, int, int]:
            place = problem.place or Place(str(problem.where), 0, 0)
            return files.setdefault(place.file, len(files)), place.line, place.column

        return tuple(sorted(self.problems, key=order))

    def report(
        self, where: Marked | Place, code: str, what: str, remedy: str, *, nearest: str = ""
    ) -> None:
        """Keep a problem of the caller's own."""
        place = where.place if isinstance(where, Marked) else where
        self.problems.append(
            Problem(what=sentence(what), where=place, remedy=remedy, code=code, nearest=nearest)
        )

    def says_missing(self, name: str) -> str:
        """Return what to do where a key is missing."""
        return f"write a line that begins with {name}: and says it"

    def nearest(self, text: str, names: Iterable[str]) -> str:
        """Return the name most like a wrong one, while there are few enough problems to read."""
        return nearest_of(text, names) if len(self.problems) < MOST_WITH_NEAREST else ""

    # Mappings

    def mapping(
        self, value: Marked | None, *, allowed: Iterable[str], required: Iterable[str] = ()
    ) -> MarkedMapping | None:
        """Return a mapping with fixed keys; unknown and missing ones are reported.

        Args:
            allowed: every key that may stand here; those in `required` need no repeating.
        """
        found = self.open_mapping(value)
        if found is None:
            return None
        required = tuple(required)
        valid = list(dict.fromkeys((*required, *allowed)))
        for key, _ in found.pairs:
            if key.text not in valid:
                nearest = self.nearest(key.text, (name for name in valid if name not in found))
                remedy = f"write {quoted(nearest)}" if nearest else f"allowed here: {_list(valid)}"
                self.report(
                    key,
                    "unknown-key",
                    f"{key.key_name} is not a key that may stand {_inside(found)}.",
                    f"{remedy}; or delete it",
                    nearest=nearest,
                )
        for name in required:
            if name not in found:
                self.report(
                    found,
                    "missing-key",
                    f"{quoted(name)} is missing {_inside(found)}.",
                    self.says_missing(name),
                )
        return found

    def open_mapping(self, value: Marked | None) -> MarkedMapping | None:
        """Return a mapping whose keys are the author's own."""
        if isinstance(value, MarkedMapping):
            return value
        self._expected(
            value,
            "not-a-mapping",
            "hold keys with values",
            "write keys with their values, each on a line of its own, further to the right",
        )
        return None

    def mapping_of(
        self, value: Marked | None, read: Callable[[Marked], Read | None]
    ) -> dict[str, Read] | None:
        """Return a mapping whose values are all read alike; faulty ones are left out."""
        found = self.open_mapping(value)
        if found is None:
            return None
        values = ((key.text, read(inner)) for key, inner in found.pairs)
        return {key: inner for key, inner in values if inner is not None}

    # Lists

    def list_of(
        self,
        value: Marked | None,
        read: Callable[[Marked], Read | None],
        *,
        or_one: bool = False,
    ) -> tuple[Read, ...] | None:
        """Return a list whose entries are all read alike; faulty ones are left out.

        Args:
            or_one: a value that is not a list stands for a list of one.
        """
        if isinstance(value, MarkedList):
            values = [read(item) for item in value.items]
        elif or_one and isinstance(value, (MarkedScalar, MarkedMapping)):
            values = [read(value)]
        else:
            self._expected(
                value,
                "not-a-list",
                "be a list",
                "write each entry on a line of its own behind a dash, or [one, two]",
            )
            return None
        return tuple(inner for inner in values if inner is not None)

    # Single values

    def text(self, value: Marked | None, *, may_be_empty: bool = False) -> str | None:
        """Return a text; a number, true or false counts as the text that was written."""
        if not isinstance(value, MarkedScalar):
            self._expected(
                value,
                "not-text",
                "be a text",
                "write a text behind it, in quotes if it begins with a sign or holds a colon",
            )
            return None
        if not may_be_empty and not value.text.strip():
            self.report(
                value, "empty-text", f"{value.called} is an empty text.", "write it, or delete it"
            )
            return None
        return value.text

    def integer(
        self, value: Marked | None, *, at_least: int | None = None, at_most: int | None = None
    ) -> int | None:
        """Return a whole number within the limits, which belong to it."""
        if not isinstance(value, MarkedScalar) or not _is_integer(value.value):
            remedy = "write a whole number such as 12"
            if isinstance(value, MarkedScalar) and value.text.lstrip("-").isdecimal():
                remedy = "write it in digits, without quotes and without a zero in front"
            self._expected(value, "not-a-number", "be a whole number", remedy)
            return None
        number = int(value.value)
        if (at_least is not None and number < at_least) or (
            at_most is not None and number > at_most
        ):
            limits = " and ".join(
                f"{words} {limit}"
                for words, limit in (("at least", at_least), ("at most", at_most))
                if limit is not None
            )
            what = f"{value.called} must be {limits}."
            self.report(value, "out-of-range", what, f"write a number that is {limits}")
            return None
        return number

    def boolean(self, value: Marked | None) -> bool | None:
        """Return true or false."""
        if isinstance(value, MarkedScalar) and isinstance(value.value, bool):
            return value.value
        nearest = ""
        if isinstance(value, MarkedScalar):
            nearest = _AS_BOOLEAN.get(value.text.strip().lower(), "")
        remedy = f"write {nearest or 'true or false'} without quotes"
        self._expected(value, "not-true-or-false", "be true or false", remedy, nearest=nearest)
        return None

    def one_of(self, value: Marked | None, values: Iterable[str]) -> str | None:
        """Return the text when it is one of the values."""
        text = self.text(value)
        values = tuple(values)
        if text is None or text in values or not isinstance(value, MarkedScalar):
            return text
        nearest = self.nearest(text, values) if value.may_be_quoted else ""
        found = f", and not {value.quotation}" if value.quotation else ""
        what = f"{value.called} must be one of the values that are offered{found}."
        self.report(value, "not-one-of", what, f"write one of: {_list(values)}", nearest=nearest)
        return None

    def _expected(
        self, value: Marked | None, code: str, must: str, remedy: str, *, nearest: str = ""
    ) -> None:
        if value is None or isinstance(value, Refused):
            return  # absent, which `mapping` reports where it matters; or reported by the reader
        if isinstance(value, Nothing):
            is_entry = value.called.startswith("an entry")
            what = (
                f"{value.called} is empty."
                if is_entry
                else f"nothing stands behind {value.called}."
            )
            self.report(value, "nothing-here", what, f"{remedy}; or delete it")
            return
        what = f"{value.called} must {must}, but {value.kind} stands here."
        self.report(value, code, what, remedy, nearest=nearest)


def nearest_of(text: str, names: Iterable[str]) -> str:
    """Return the name that is most like a text, or the empty text when none is near."""
    by_lower = {name.lower(): name for name in names}
    near = difflib.get_close_matches(text.lower()[:100], by_lower, n=1, cutoff=0.6)
    return by_lower[near[0]] if near else ""


_AS_BOOLEAN = {
    **dict.fromkeys(("true", "yes", "y", "on"), "true"),
    **dict.fromkeys(("false", "no", "n", "off"), "false"),
}


def _is_integer(value: str | int | bool) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _inside(mapping: MarkedMapping) -> str:
    return "here" if mapping.called == "this value" else f"in {mapping.called}"


def _list(names: Iterable[str]) -> str:
    names = tuple(names)
    shown = ", ".join(names[:MOST_NAMES_SHOWN])
    more = len(names) - MOST_NAMES_SHOWN
    return f"{shown} and {more} more" if more > 0 else shown
