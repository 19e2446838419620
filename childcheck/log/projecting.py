"""Carry out on the read tables what an entry changes.

The one way in which their rows are written, whether an entry is added, the
tables are built again, or a verifier builds its own.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from functools import lru_cache

from childcheck.record.read_tables import READ_TABLES
from childcheck.record.row_changes import Cell, Change, CountOne, Put, Remove, RowChange, Settle


def carry_out(connection: sqlite3.Connection, changes: Iterable[RowChange]) -> None:
    """Carry out changes in order, within the transaction that is open."""
    for change in changes:
        match change:
            case Put():
                connection.execute(
                    _put(change.table, tuple(change.row)), tuple(change.row.values())
                )
            case Change():
                _update(connection, change.table, change.where, change.values)
            case CountOne():
                name = f'"{change.column}"'
                connection.execute(
                    f"UPDATE {change.table} SET {name} = {name} + 1{_where(change.where)}",
                    tuple(change.where.values()),
                )
            case Remove():
                connection.execute(
                    f"DELETE FROM {change.table}{_where(change.where)}",
                    tuple(change.where.values()),
                )
            case Settle():
                _settle(connection, change)


@lru_cache(maxsize=256)
def _put(table: str, columns: tuple[str, ...]) -> str:
    key = READ_TABLES[table].key
    kept = ", ".join(f'"{column}" = excluded."{column}"' for column in columns if column not in key)
    names = ", ".join(f'"{column}"' for column in columns)
    places = ", ".join("?" for _ in columns)
    return (
        f"INSERT INTO {table} ({names}) VALUES ({places})"
        f" ON CONFLICT ({', '.join(key)}) DO {f'UPDATE SET {kept}' if kept else 'NOTHING'}"
    )


def _update(
    connection: sqlite3.Connection,
    table: str,
    where: Mapping[str, Cell],
    values: Mapping[str, Cell],
) -> None:
    names = ", ".join(f'"{column}" = ?' for column in values)
    connection.execute(
        f"UPDATE {table} SET {names}{_where(where)}", (*values.values(), *where.values())
    )


def _where(columns: Iterable[str]) -> str:
    return " WHERE " + " AND ".join(f'"{column}" = ?' for column in columns)


_STANDING = """coalesce((
  SELECT answer FROM answers
  WHERE incident = ? AND child = ? AND adult = ? AND fact = ?
    AND state = 'answered' AND is_set_aside = 0
  ORDER BY entry DESC LIMIT 1), '')"""


def _settle(connection: sqlite3.Connection, settle: Settle) -> None:
    about = [settle.where.get(part, "") for part in ("incident", "child", "adult")]
    connection.execute(
        f"UPDATE {settle.table} SET "
        + ", ".join(f'"{column}" = {_STANDING}' for column in settle.facts)
        + _where(settle.where),
        [
            *(each for fact in settle.facts.values() for each in (*about, fact)),
            *settle.where.values(),
        ],
    )
