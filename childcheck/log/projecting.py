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
    execute = connection.execute
    for change in changes:
        match change:
            case Put(table, row):
                execute(_put(table, tuple(row)), tuple(row.values()))
            case Change(table, where, values):
                text = _update(table, tuple(values), tuple(where))
                execute(text, (*values.values(), *where.values()))
            case CountOne(table, where, column):
                execute(_count_one(table, column, tuple(where)), tuple(where.values()))
            case Remove(table, where):
                execute(f"DELETE FROM {table}{_where(tuple(where))}", tuple(where.values()))
            case Settle(table, where, facts):
                _settle(connection, table, where, facts)


# The text of a statement is made once for each shape of a change.


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


@lru_cache(maxsize=256)
def _update(table: str, columns: tuple[str, ...], where: tuple[str, ...]) -> str:
    names = ", ".join(f'"{column}" = ?' for column in columns)
    return f"UPDATE {table} SET {names}{_where(where)}"


@lru_cache(maxsize=256)
def _count_one(table: str, column: str, where: tuple[str, ...]) -> str:
    return f'UPDATE {table} SET "{column}" = "{column}" + 1{_where(where)}'


@lru_cache(maxsize=256)
def _where(columns: tuple[str, ...]) -> str:
    return " WHERE " + " AND ".join(f'"{column}" = ?' for column in columns)


_STANDING = """coalesce((
  SELECT answer FROM answers
  WHERE incident = ? AND child = ? AND adult = ? AND fact = ?
    AND state = 'answered' AND is_set_aside = 0
  ORDER BY entry DESC LIMIT 1), '')"""


def _settle(
    connection: sqlite3.Connection,
    table: str,
    where: Mapping[str, Cell],
    facts: Mapping[str, str],
) -> None:
    about = [where.get(part, "") for part in ("incident", "child", "adult")]
    connection.execute(
        f"UPDATE {table} SET "
        + ", ".join(f'"{column}" = {_STANDING}' for column in facts)
        + _where(tuple(where)),
        [
            *(each for fact in facts.values() for each in (*about, fact)),
            *where.values(),
        ],
    )
