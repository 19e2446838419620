"""Read a log: its entries, the texts of its checklists, its read tables and what it is.

No cursor stays open between calls, so that a reader never holds up a
checkpoint. A read that fails as if the file were damaged is tried again on a
new connection before the log is called damaged.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from childcheck.identifiers import ChildId, Digest, DutyId, EntryId, IncidentId, LogId
from childcheck.log import drafts, headers, troubles
from childcheck.log.prepared import Prepared, prepared_of
from childcheck.log.stored import SELECT, Stored, entry_of
from childcheck.problems import ChildcheckError, ExitCode, Problem
from childcheck.record.entries import BEGINNING, Entry, receipt
from childcheck.record.happenings import LogNamed
from childcheck.record.read_tables import READ_TABLES
from childcheck.record.row_changes import Cell

Result = TypeVar("Result")

_AT_ONCE = 500  # entries read in one go


@dataclass(frozen=True)
class Info:
    """What a log is: its name and purpose, what it holds, and what it stands on."""

    path: Path
    log_id: LogId
    purpose: str
    entries: int
    first_recorded_at: datetime | None
    last_recorded_at: datetime | None
    size_bytes: int
    receipt: str
    sqlite_version: str
    has_wal_reset_bug: bool


class Reader:
    """A log that is open for reading."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        path: Path,
        connect: Callable[[], sqlite3.Connection],
    ) -> None:
        """Take an open connection, and the way to make it anew."""
        self.path = path
        self._connection = connection
        self._connect = connect

    def head(self) -> tuple[int, str]:
        """Return the number and the fingerprint of the last entry."""
        rows = self._query("SELECT number, fingerprint FROM entries ORDER BY number DESC LIMIT 1")
        return (int(rows[0][0]), str(rows[0][1])) if rows else (0, BEGINNING)

    def receipt(self) -> str:
        """Return the receipt that holds the log up to its last entry."""
        return receipt(*self.head())

    def named(self) -> LogNamed:
        """Return the first entry, which names the log and its purpose."""
        first = next(self.entries(up_to=1), None)
        if first is None or not isinstance(first.happening, LogNamed):
            raise troubles.damaged(self.path, "The first entry does not name the log.")
        return first.happening

    def require_purpose(self, purpose: str) -> None:
        """Refuse a log of practice where a record is meant, and the other way round.

        Raises:
            ChildcheckError: the log has another purpose.
        """
        actual = self.named().purpose
        if actual != purpose:
            raise ChildcheckError(
                Problem(
                    what=f"This log is for {actual}, not for {purpose}.",
                    where=str(self.path),
                    remedy="name another log with --log FILE, or use:\nchildcheck practise"
                    if actual == "practice"
                    else "leave this log alone: practice has a store of its own",
                    code="other-purpose",
                ),
                ExitCode.REFUSED,
            )

    def entries(
        self,
        *,
        incident: IncidentId | None = None,
        child: ChildId | None = None,
        duty: DutyId | None = None,
        kinds: Collection[str] = (),
        since_number: int = 1,
        up_to: int | None = None,
    ) -> Iterator[Entry]:
        """Yield entries in order; what is not named does not matter.

        Args:
            incident: only of this incident.
            child: only about this child.
            duty: only written in this duty.
            kinds: only of these kinds, such as `answer_given`.
            since_number: from this entry on.
            up_to: not beyond this entry.
        """
        conditions = ["number >= ?", "number <= ?"]
        values: list[Cell] = []
        for name, value in (("incident", incident), ("child", child), ("duty", duty)):
            if value is not None:
                conditions.append(f"{name} = ?")
                values.append(value)
        if kinds:
            by_kind = "+kind" if values else "kind"  # what is of one person is fewer than of a kind
            conditions.append(f"{by_kind} IN ({', '.join('?' for _ in kinds)})")
            values.extend(sorted(kinds))
        where, in_order = " AND ".join(conditions), f"ORDER BY number LIMIT {_AT_ONCE}"
        if len(kinds) > 1 and not values[len(kinds) :]:
            # Several runs of the index have to be put in order: the numbers, not the entries.
            where = f"number IN (SELECT number FROM entries WHERE {where} {in_order})"
        query = f"{SELECT} WHERE {where} {in_order}"
        last = self.head()[0] if up_to is None else up_to
        begin = since_number
        while rows := self._query(query, (begin, last, *values)):
            for row in rows:
                yield entry_of(Stored(*row), self.path)
            begin = rows[-1][0] + 1

    def entry(self, identifier: EntryId) -> Entry | None:
        """Return the entry with an identifier, or None."""
        rows = self._query(f"{SELECT} WHERE identifier = ?", (identifier,))
        return entry_of(Stored(*rows[0]), self.path) if rows else None

    def first_in_duty(self, duty: DutyId, up_to: int) -> Entry | None:
        """Return the first entry that was written in a duty, which begins it."""
        rows = self._query(
            f"{SELECT} WHERE duty = ? AND number <= ? ORDER BY number LIMIT 1", (duty, up_to)
        )
        return entry_of(Stored(*rows[0]), self.path) if rows else None

    def last_of(self, incident: IncidentId, up_to: int) -> tuple[int, str]:
        """Return the number and the fingerprint of an incident's last entry up to one."""
        rows = self._query(
            "SELECT number, fingerprint FROM entries WHERE incident = ? AND number <= ?"
            " ORDER BY number DESC LIMIT 1",
            (incident, up_to),
        )
        return (int(rows[0][0]), str(rows[0][1])) if rows else (0, BEGINNING)

    def all_openings(self, *, up_to: int) -> Iterator[headers.Opening]:
        """Yield the opening of every incident, in order."""
        return headers.all_openings(self._query, up_to)

    def openings_of(self, incidents: Collection[str], *, up_to: int) -> list[headers.Opening]:
        """Return the openings of some incidents, in order."""
        return headers.openings_of(self._query, incidents, up_to)

    def openings_at(self, numbers: Sequence[int]) -> Iterator[headers.Opening]:
        """Yield the openings with some numbers, in order."""
        return headers.openings_at(self._query, numbers)

    def second_records(self, *, up_to: int) -> dict[IncidentId, IncidentId]:
        """Return the records that are another officer's of a call, each with the first of it."""
        return headers.second_records(self._query, up_to)

    def duties_begun(self, *, up_to: int) -> Iterator[headers.DutyInShift]:
        """Yield every duty that was begun, in order."""
        return headers.duties_begun(self._query, up_to)

    def touched_in(
        self, duty: DutyId, *, besides: Collection[str], up_to: int
    ) -> list[headers.Touched]:
        """Return what was worked on in a duty, leaving out some kinds of entry."""
        return headers.touched_in(self._query, duty, besides, up_to)

    def work_in_span(
        self,
        since: datetime | None,
        before: datetime | None,
        *,
        besides: Collection[str],
        up_to: int,
    ) -> Iterator[headers.Work]:
        """Yield the incidents that were opened or worked on in a span, in the order of opening.

        Args:
            since: recorded at this moment or later.
            before: recorded before this moment.
            besides: kinds of entry that are no work.
            up_to: not beyond this entry.
        """
        return headers.work_in_span(self._query, since, before, besides, up_to)

    def prepared(self, incident: IncidentId) -> Prepared | None:
        """Return an incident's rows for an export that were made before, or None."""
        return self._read(lambda connection: prepared_of(connection, incident))

    def checklist_files(self, digest: Digest) -> Mapping[str, str]:
        """Return the texts of a checklist by path; empty when the log does not hold it."""
        rows = self._query(
            "SELECT path, text FROM checklist_texts WHERE digest = ? ORDER BY path", (digest,)
        )
        return dict(rows)

    def rows(self, table: str, **where: Cell) -> list[dict[str, Cell]]:
        """Return the rows of a read table that have these values, in the table's own order."""
        of_table = READ_TABLES[table]
        unknown = where.keys() - set(of_table.column_names)
        if unknown:
            raise ValueError(f"{table} has no column {sorted(unknown)}")
        names = ", ".join(f'"{name}"' for name in of_table.column_names)
        conditions = " AND ".join(f'"{name}" IS ?' for name in where)
        order = ", ".join(f'"{name}"' for name in of_table.order)
        found = self._query(
            f"SELECT {names} FROM {table}"
            f"{f' WHERE {conditions}' if conditions else ''} ORDER BY {order}",
            tuple(where.values()),
        )
        return [dict(zip(of_table.column_names, row, strict=True)) for row in found]

    def values(self, table: str, column: str) -> list[Cell]:
        """Return what stands in a column of a read table, each value once.

        Far quicker than the rows, where there is an index.
        """
        if column not in READ_TABLES[table].column_names:
            raise ValueError(f"{table} has no column {column!r}")
        return [row[0] for row in self._query(f'SELECT DISTINCT "{column}" FROM {table}')]

    def draft(self, spot: drafts.DraftKey) -> str | None:
        """Return the half-typed text at a spot, or None."""
        return self._read(lambda connection: drafts.draft_at(connection, spot))

    def drafts(self, incident: IncidentId) -> Mapping[drafts.DraftKey, str]:
        """Return every half-typed text of an incident."""
        return self._read(lambda connection: drafts.drafts_of(connection, incident))

    def info(self) -> Info:
        """Return what the log is and holds."""
        named = self.named()
        number, fingerprint = self.head()
        first = next(self.entries(up_to=1), None)
        last = next(self.entries(since_number=number), None)
        beside = (self.path, self.path.with_name(self.path.name + "-wal"))
        return Info(
            path=self.path,
            log_id=named.log or LogId(""),
            purpose=named.purpose,
            entries=number,
            first_recorded_at=first.recorded_at if first else None,
            last_recorded_at=last.recorded_at if last else None,
            size_bytes=sum(file.stat().st_size for file in beside if file.exists()),
            receipt=receipt(number, fingerprint),
            sqlite_version=sqlite3.sqlite_version,
            has_wal_reset_bug=has_wal_reset_bug(sqlite3.sqlite_version_info),
        )

    def close(self) -> None:
        """Close the log."""
        self._connection.close()

    def _query(self, sql: str, values: Sequence[Cell] = ()) -> list[Any]:
        return self._read(lambda connection: connection.execute(sql, values).fetchall())

    def _read(self, work: Callable[[sqlite3.Connection], Result]) -> Result:
        try:
            return work(self._connection)
        except sqlite3.Error as error:
            if not troubles.may_be_damage(error) or self._connection.in_transaction:
                raise troubles.trouble(error, self.path) from error
        try:
            self._connect_anew()
            return work(self._connection)
        except sqlite3.Error as error:
            raise troubles.trouble(error, self.path) from error

    def _connect_anew(self) -> None:
        fresh = self._connect()
        self._connection.close()
        self._connection = fresh


def has_wal_reset_bug(version: tuple[int, ...]) -> bool:
    """Tell whether SQLite can lose a commit while another connection checkpoints.

    From 3.7.0 to 3.51.2; mended in 3.51.3, and in 3.44.6 and 3.50.7 of the older
    lines. childcheck's own lock keeps its processes out of it.
    """
    mended = version >= (3, 51, 3) or any(
        version[:2] == line[:2] and version >= line for line in ((3, 44, 6), (3, 50, 7))
    )
    return version >= (3, 7, 0) and not mended
