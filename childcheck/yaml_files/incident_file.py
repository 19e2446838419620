"""Read an incident file: its head, its people, and what it says of each, with places.

What is read here is the shape alone, before any checklist is known: which
answers there are, not yet whether they fit. Whatever could be read is handed
on, so that the faults of the answers are told together with those of the shape.

Nothing of the file ever stands in a problem, not even a key that nobody
foresaw: a child said these words, and a key may be a child's name.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from childcheck.problems import ChildcheckError, ExitCode, Place, Problem
from childcheck.yaml_files.marked import (
    Marked,
    MarkedList,
    MarkedMapping,
    MarkedScalar,
    Nothing,
    Refused,
)
from childcheck.yaml_files.reading import Reading, read_bytes, read_file
from childcheck.yaml_files.shape import ShapeReader

FORMAT = 1
OF_ADULT = ("name", "answers")
OF_CHILD = ("name", "answers", "engagements", "found_late", "withdrawn", "kept_because")
_TOP = ("format", "checklist", "written_up", "incident", "adults", "children")
_KEYS = frozenset({*_TOP, *OF_CHILD, "id", "version", "officer", "duty_date", "shift"})
_QUOTING_KEYS = frozenset({"duplicate-key", "nothing-in-braces"})
_KEY = re.compile(r'"([a-z0-9_.]+)"')


@dataclass(frozen=True)
class Told:
    """A text of the file, and where it stands; empty when it is not there or is faulty."""

    text: str
    place: Place

    def __repr__(self) -> str:
        """Return the place alone: the text may be a child's name or words."""
        return f"Told({self.place})"


@dataclass(frozen=True)
class PersonInFile:
    """One entry under `adults` or `children`.

    `number` counts the entries from 1; problems name a person by it. `fields`
    holds what stands beside the name that this program does not read itself:
    what the checklist asks of everybody on the list.
    """

    number: int
    place: Place
    name: Told
    fields: tuple[tuple[MarkedScalar, Marked], ...]
    answers: MarkedMapping | None
    engagements: tuple[MarkedMapping, ...] = ()
    found_late: MarkedScalar | None = None
    withdrawn: Told | None = None
    kept_because: Told | None = None


@dataclass(frozen=True)
class PeopleInFile:
    """The list under `adults` or `children`; `left` when nobody could be listed, with a reason."""

    place: Place
    persons: tuple[PersonInFile, ...] = ()
    answered_at: MarkedScalar | None = None
    left: MarkedMapping | None = None
    is_whole: bool = True  # no entry is lost, and each has a name


@dataclass(frozen=True)
class IncidentFile:
    """A whole incident as somebody wrote it down.

    `adults` and `children` are None where the file has nothing to say of them.
    `problems` are those of the shape that do not keep the rest from being read.
    """

    file: str
    place: Place
    checklist_id: Told
    checklist_version: Told
    officer: Told
    duty_date: date
    duty_date_place: Place
    shift: Told
    incident: MarkedMapping | None
    adults: PeopleInFile | None
    children: PeopleInFile | None
    problems: tuple[Problem, ...] = ()
    digest: str = ""  # of what it says, however it is written


def read_incident_file(path: Path, shown_as: str | None = None) -> IncidentFile:
    """Read an incident file.

    Args:
        path: where it lies.
        shown_as: what to call it in problems; its path otherwise.

    Raises:
        ChildcheckError: it cannot be read, or its head (`format`, `checklist`,
            `written_up`) is faulty, so that nothing can be made of the rest.
    """
    file = shown_as if shown_as is not None else str(path)
    return _incident(read_file(path, file, keep_source=False), file)


def read_incident_bytes(data: bytes, file: str) -> IncidentFile:
    """Read what came from standard input, or from a test; see `read_incident_file`."""
    return _incident(read_bytes(data, file, keep_source=False), file)


class IncidentShape(ShapeReader):
    """Reads values of an incident file; names no key that it does not know."""

    def mapping(
        self, value: Marked | None, *, allowed: Iterable[str], required: Iterable[str] = ()
    ) -> MarkedMapping | None:
        """Return a mapping with fixed keys; an unknown one is told by its place alone."""
        required = tuple(required)
        valid = tuple(dict.fromkeys((*required, *allowed)))
        if isinstance(value, MarkedMapping):
            for key, _ in value:
                if key.text not in valid:
                    self.unknown_key(key, (name for name in valid if name not in value))
            value = replace(value, pairs=tuple(pair for pair in value if pair[0].text in valid))
        return super().mapping(value, allowed=valid, required=required)

    def unknown_key(self, key: MarkedScalar, valid: Iterable[str]) -> None:
        """Report a key that may not stand where it does."""
        valid = tuple(valid)
        nearest = self.nearest(key.text, valid)
        words = nearest or (f"one of {', '.join(valid)}" if valid else "")
        self.report(
            key,
            "unknown-key",
            "This key may not stand here.",
            f"write {words}, or take it out" if words else "take it out",
            nearest=nearest,
        )

    def told(self, value: Marked | None, otherwise: Place) -> Told:
        """Return a text and its place; without the line breaks at the end of a block."""
        text = self.text(value)
        return Told((text or "").rstrip("\n"), value.place if value is not None else otherwise)

    def maybe_told(self, value: Marked | None) -> Told | None:
        """Return a text and its place where there is one."""
        told = self.told(value, value.place) if value is not None else None
        return told if told is not None and told.text else None

    def needed(self, value: Marked | None, otherwise: Place, remedy: str) -> Told:
        """Return a text that must be there; where its key has nothing behind it, say what."""
        if isinstance(value, Nothing):
            what = f"Nothing stands behind {value.called}."
            self.report(value, "nothing-here", what, remedy)
            return Told("", value.place)
        return self.told(value, otherwise)

    def scalar(self, value: Marked | None) -> MarkedScalar | None:
        """Return a single value, whatever it is."""
        if value is None or isinstance(value, MarkedScalar):
            return value
        self.text(value)  # reports it
        return None


def _incident(reading: Reading, file: str) -> IncidentFile:
    shape = IncidentShape(_without_keys(problem) for problem in reading.problems)
    if reading.value is None or isinstance(reading.value, Refused):
        raise ChildcheckError(shape.in_file_order, ExitCode.INPUT_FILE)
    top = shape.mapping(reading.value, allowed=_TOP, required=("format", "checklist", "written_up"))
    incident = _with_head(shape, top, file) if top is not None else None
    if incident is None:
        raise ChildcheckError(shape.in_file_order, ExitCode.INPUT_FILE)
    return replace(incident, problems=shape.in_file_order, digest=_digest(reading.value))


def _digest(value: Marked) -> str:
    """Return the digest of what a file says: comments, spaces and the order of keys are nothing."""
    said = json.dumps(_said(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return f"sha256:{hashlib.sha256(said.encode()).hexdigest()}"


def _said(value: Marked) -> object:
    if isinstance(value, MarkedMapping):
        return {key.text: _said(inner) for key, inner in value}
    if isinstance(value, MarkedList):
        return [_said(inner) for inner in value]
    return value.value if isinstance(value, MarkedScalar) else None


def _without_keys(problem: Problem) -> Problem:
    """Return a problem of the reader in which no key is named that could be a name."""
    if problem.code not in _QUOTING_KEYS:
        return problem
    what = _KEY.sub(lambda key: key[0] if key[1] in _KEYS else "this key", problem.what)
    return replace(problem, what=what[:1].upper() + what[1:])


_SAYS_CHECKLIST = (
    "write both as the blank has them, which is printed by:\nchildcheck start --template"
)
_SAYS_OFFICER = 'write the number of whoever writes this up, in quotes, such as "4711"'
_SAYS_SHIFT = "write the name of the shift in which you work, such as night"
_SAYS_DATE = "write the local date on which the shift began, such as 2026-11-24"
_SAYS_NAME = "write the name, or a description of the person"


def _with_head(shape: IncidentShape, top: MarkedMapping, file: str) -> IncidentFile | None:
    number = shape.integer(top.get("format"), at_least=1)
    if number is not None and number != FORMAT:
        shape.report(
            top.get("format") or top,
            "unknown-format",
            "This program does not know this format of an incident file.",
            f"write format: {FORMAT}; a newer program may know it",
        )
    checklist = shape.mapping(top.get("checklist"), allowed=(), required=("id", "version"))
    written_up = shape.mapping(
        top.get("written_up"), allowed=(), required=("officer", "duty_date", "shift")
    )
    checklist_id = shape.needed(_within(checklist, "id"), top.place, _SAYS_CHECKLIST)
    version = shape.needed(_within(checklist, "version"), top.place, _SAYS_CHECKLIST)
    officer = shape.needed(_within(written_up, "officer"), top.place, _SAYS_OFFICER)
    shift = shape.needed(_within(written_up, "shift"), top.place, _SAYS_SHIFT)
    date_told = _within(written_up, "duty_date")
    duty_date = _date(shape, date_told)
    incident = _open_mapping(shape, top.get("incident"))
    adults = _people(shape, top.get("adults"), is_child=False)
    children = _people(shape, top.get("children"), is_child=True)
    heads = (checklist_id, version, officer, shift)
    if number != FORMAT or duty_date is None or not all(one.text for one in heads):
        return None
    return IncidentFile(
        file=file,
        place=top.place,
        checklist_id=checklist_id,
        checklist_version=version,
        officer=officer,
        duty_date=duty_date,
        duty_date_place=date_told.place if date_told is not None else top.place,
        shift=shift,
        incident=incident,
        adults=adults,
        children=children,
    )


def _within(mapping: MarkedMapping | None, key: str) -> Marked | None:
    return mapping.get(key) if mapping is not None else None


def _date(shape: IncidentShape, value: Marked | None) -> date | None:
    if isinstance(value, Nothing):
        shape.needed(value, value.place, _SAYS_DATE)
        return None
    text = shape.text(value)
    if text is None or value is None:
        return None
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
        try:
            return date.fromisoformat(text)
        except ValueError:
            pass  # no such day
    shape.report(
        value, "not-a-date", "This is not a date.", "write the date as 2026-11-24, without a time"
    )
    return None


def _open_mapping(shape: IncidentShape, value: Marked | None) -> MarkedMapping | None:
    """Return a mapping; nothing behind its key is no fault, since the template has it so."""
    return None if isinstance(value, Nothing) else shape.open_mapping(value)


def _people(shape: IncidentShape, value: Marked | None, *, is_child: bool) -> PeopleInFile | None:
    if value is None or isinstance(value, (Nothing, Refused)):
        return None
    if isinstance(value, MarkedMapping) and "left" in value:
        return PeopleInFile(value.place, left=value)
    answered_at = None
    listed: Marked | None = value
    if isinstance(value, MarkedMapping):
        found = shape.mapping(value, allowed=("answered_at",), required=("answer",))
        listed = found.get("answer") if found else None
        answered_at = shape.scalar(found.get("answered_at")) if found else None
    if not isinstance(listed, MarkedList):
        shape.list_of(listed, lambda inner: inner)  # reports it
        return PeopleInFile(value.place, is_whole=False)
    read = [
        _person(shape, item, number, is_child=is_child)
        for number, item in enumerate(listed.items, 1)
    ]
    persons = tuple(one for one in read if one is not None)
    is_whole = len(persons) == len(read) and all(one.name.text for one in persons)
    return PeopleInFile(value.place, persons, answered_at, is_whole=is_whole)


def _person(
    shape: IncidentShape, value: Marked, number: int, *, is_child: bool
) -> PersonInFile | None:
    if isinstance(value, MarkedScalar):  # a name and nothing more
        return PersonInFile(number, value.place, shape.told(value, value.place), (), None)
    entry = shape.open_mapping(value)
    if entry is None:
        return None
    own = OF_CHILD if is_child else OF_ADULT
    if "name" not in entry:
        shape.report(
            entry,
            "missing-key",
            f"{'Child' if is_child else 'Adult'} {number} has no name.",
            "write a line that begins with name: and the name, or a description of the person",
        )
    name = shape.needed(entry.get("name"), entry.place, _SAYS_NAME)
    person = PersonInFile(
        number=number,
        place=entry.place,
        name=name,
        fields=tuple(pair for pair in entry if pair[0].text not in own),
        answers=_open_mapping(shape, entry.get("answers")),
    )
    if not is_child:
        return person
    return replace(
        person,
        engagements=_engagements(shape, entry.get("engagements")),
        found_late=shape.scalar(entry.get("found_late")),
        withdrawn=shape.maybe_told(entry.get("withdrawn")),
        kept_because=shape.maybe_told(entry.get("kept_because")),
    )


def _engagements(shape: IncidentShape, value: Marked | None) -> tuple[MarkedMapping, ...]:
    if value is None or isinstance(value, Nothing):
        return ()
    return shape.list_of(value, shape.open_mapping) or ()
