"""Look over incidents and duties by the headers of entries alone, however long the log is.

Nobody's words are read. What is asked goes through the indexes and a page at a
time, so that neither time nor memory grows with entries that nobody asks for.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple, TypeAlias

from childcheck.identifiers import ChildId, Digest, DutyId, IncidentId
from childcheck.record.row_changes import Cell

Query: TypeAlias = Callable[[str, Sequence[Cell]], list[Any]]

_AT_ONCE = 500
_OPENING = "number, incident, json_extract(header, '$.incident_number'), checklist, duty"


class Opening(NamedTuple):
    """The opening of an incident, as its header tells it; empty where it does not say."""

    number: int
    incident: IncidentId
    incident_number: str
    checklist: Digest
    duty: DutyId


class Work(NamedTuple):
    """What was recorded of an incident in a span of time.

    `children` are those about whom there is an entry; None among them stands for
    an entry about nobody in particular.
    """

    opening: Opening
    is_opened: bool  # in the span
    children: frozenset[ChildId | None]


class Touched(NamedTuple):
    """An incident that was worked on in a duty: about which child, and whether it was opened."""

    incident: IncidentId
    child: ChildId | None
    is_opened: bool


class DutyInShift(NamedTuple):
    """A duty, and the shift to which it belongs."""

    duty: DutyId
    duty_date: str
    shift: str


def all_openings(query: Query, up_to: int) -> Iterator[Opening]:
    """Yield the opening of every incident, in order."""
    for rows in _pages(query, "incident_opened", _OPENING, up_to, ()):
        for _, *row in rows:
            yield _opening(row)


def openings_at(query: Query, numbers: Sequence[int]) -> Iterator[Opening]:
    """Yield the openings with some numbers, in order."""
    for begin in range(0, len(numbers), _AT_ONCE):
        some = numbers[begin : begin + _AT_ONCE]
        yield from map(
            _opening,
            query(
                f"SELECT {_OPENING} FROM entries WHERE number IN ({_places(some)})"
                " AND +kind = 'incident_opened' ORDER BY number",
                some,
            ),
        )


def openings_of(query: Query, incidents: Collection[str], up_to: int) -> list[Opening]:
    """Return the openings of some incidents, in order."""
    rows: list[Any] = []
    wanted = sorted(incidents)
    for begin in range(0, len(wanted), _AT_ONCE):
        some = wanted[begin : begin + _AT_ONCE]
        rows += query(
            f"SELECT {_OPENING} FROM entries WHERE incident IN ({_places(some)})"
            " AND +kind = 'incident_opened' AND number <= ?",
            (*some, up_to),
        )
    return [_opening(row) for row in sorted(rows)]


def second_records(query: Query, up_to: int) -> dict[IncidentId, IncidentId]:
    """Return the records that are another officer's of a call, each with the first of that call."""
    first: dict[IncidentId, IncidentId] = {}
    columns = "incident, json_extract(header, '$.second_record_of')"
    for rows in _pages(query, "second_record_named", columns, up_to, ()):
        for _, incident, of in rows:
            first[IncidentId(incident)] = IncidentId(of or "")
    return {incident: of for incident, of in first.items() if of}


def duties_begun(query: Query, up_to: int) -> Iterator[DutyInShift]:
    """Yield every duty that was begun, in order."""
    columns = """json_extract(header, '$.begun'), json_extract(header, '$.duty_date'),
      json_extract(header, '$.shift')"""
    for rows in _pages(query, "duty_begun", columns, up_to, ()):
        for _, *texts in rows:
            duty, duty_date, shift = (text or "" for text in texts)
            yield DutyInShift(DutyId(duty), duty_date, shift)


def touched_in(query: Query, duty: str, besides: Collection[str], up_to: int) -> list[Touched]:
    """Return what was worked on in a duty, leaving out some kinds of entry."""
    rows = query(
        "SELECT DISTINCT incident, child, kind = 'incident_opened' FROM entries"
        f" WHERE duty = ? AND number <= ? AND incident IS NOT NULL"
        f" AND kind NOT IN ({_places(besides)})",
        (duty, up_to, *sorted(besides)),
    )
    return [Touched(incident, child, bool(is_opened)) for incident, child, is_opened in rows]


def work_in_span(
    query: Query,
    since: datetime | None,
    before: datetime | None,
    besides: Collection[str],
    up_to: int,
) -> Iterator[Work]:
    """Yield the incidents that were opened or worked on in a span, in the order of opening.

    Of an incident opened in the span nothing else is looked at.
    """
    span = _moment(since) or "", _moment(before) or "\U0010ffff"
    ((first, last),) = query(
        "SELECT min(number), max(number) FROM entries INDEXED BY entries_recorded_at_utc"
        " WHERE recorded_at_utc >= ? AND recorded_at_utc < ? AND number <= ?",
        (*span, up_to),
    )
    if first is None:
        return
    columns = f"recorded_at_utc >= ? AND recorded_at_utc < ?, {_OPENING}"
    for rows in _pages(query, "incident_opened", columns, last, span):
        others = [row[3] for row in rows if not row[1]]
        found: dict[str, set[ChildId | None]] = {}
        for incident, child in query(
            f"SELECT DISTINCT incident, child FROM entries WHERE incident IN ({_places(others)})"
            " AND number BETWEEN ? AND ? AND +recorded_at_utc >= ? AND +recorded_at_utc < ?"
            f" AND +kind NOT IN ({_places(besides)})",
            (*others, first, last, *span, *sorted(besides)),
        ):
            found.setdefault(incident, set()).add(child)
        for _, is_opened, *row in rows:
            children = found.get(row[1])
            if is_opened or children is not None:
                yield Work(_opening(row), bool(is_opened), frozenset(children or ()))


def _pages(
    query: Query, kind: str, columns: str, up_to: int, values: Sequence[Cell]
) -> Iterator[list[Any]]:
    """Yield the entries of a kind page by page, each row with its number before the columns."""
    after = 0
    while rows := query(
        f"SELECT number, {columns} FROM entries"
        f" WHERE kind = ? AND number > ? AND number <= ? ORDER BY number LIMIT {_AT_ONCE}",
        (*values, kind, after, up_to),
    ):
        yield rows
        after = rows[-1][0]


def _opening(row: Sequence[Any]) -> Opening:
    number, *texts = row
    incident, incident_number, checklist, duty = (text or "" for text in texts)
    return Opening(
        number,
        IncidentId(incident),
        incident_number,
        Digest(checklist),
        DutyId(duty),
    )


def _moment(at: datetime | None) -> str | None:
    return at.astimezone(UTC).isoformat(timespec="milliseconds") if at is not None else None


def _places(values: Collection[object]) -> str:
    return ", ".join("?" for _ in values)
