"""What an entry does to the read tables: five changes, and nothing that knows a database.

They are carried out in order, the same way when an entry is added and when the
tables are built again.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple, TypeAlias

Cell: TypeAlias = str | int | None


class Put(NamedTuple):
    """Write a row; where one with its key is there, write only the columns named here."""

    table: str
    row: Mapping[str, Cell]


class Change(NamedTuple):
    """Write columns of the rows that have these values, if there are any."""

    table: str
    where: Mapping[str, Cell]
    values: Mapping[str, Cell]


class CountOne(NamedTuple):
    """Add one to a number in the rows that have these values."""

    table: str
    where: Mapping[str, Cell]
    column: str


class Remove(NamedTuple):
    """Take the rows out that have these values; only from read tables, which can be made again."""

    table: str
    where: Mapping[str, Cell]


class Settle(NamedTuple):
    """Write into each column the answer that stands for its fact about the row's person.

    An answer stands when it is neither set aside nor erased nor left; the last
    one counts, and without one the column is empty. `where` names the incident
    and, for a person, the child or the adult.
    """

    table: str
    where: Mapping[str, Cell]
    facts: Mapping[str, str]  # column: fact


RowChange: TypeAlias = Put | Change | CountOne | Remove | Settle
