"""The rows that an entry makes, as pure values; what they do in tables is told in tests/log."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from childcheck.identifiers import EntryId
from childcheck.record.entries import (
    Entry,
    Moment,
    Writing,
    compose_body,
    compose_header,
    read_entry,
)
from childcheck.record.happening import Happening
from childcheck.record.projection import project
from childcheck.record.read_tables import (
    ADULT_FACTS,
    CHILD_FACTS,
    INCIDENT_FACTS,
    READ_TABLES,
    ColumnType,
)
from childcheck.record.row_changes import Change, CountOne, Put, Remove, RowChange, Settle
from tests.record.strategies import happenings


def an_entry(happening: Happening, *, is_erased: bool = False) -> Entry:
    """Return an entry with number 7 that records a happening."""
    moment = Moment(datetime(2026, 11, 24, 22, 15, tzinfo=UTC), 1000)
    header = compose_header(7, EntryId("X"), happening, moment, Writing())
    return read_entry(header, None if is_erased else compose_body(happening), "c", "f")


def columns_of(change: RowChange) -> dict[str, object]:
    """Return every column that a change names, with what it is to be or has to be."""
    match change:
        case Put():
            return dict(change.row)
        case Change():
            return {**change.where, **change.values}
        case CountOne():
            return {**change.where, change.column: 0}
        case Remove():
            return dict(change.where)
        case Settle():
            return {**change.where, **dict.fromkeys(change.facts, "")}


@given(happenings(anything=True), st.booleans())
def test_every_entry_can_be_projected(happening: Happening, is_erased: bool) -> None:
    """Whatever an entry says, and also when it was erased, its rows fit the read tables."""
    for change in project(an_entry(happening, is_erased=is_erased)):
        table = READ_TABLES[change.table]
        types = {column.name: column.type for column in table.columns}
        columns = columns_of(change)
        assert columns.keys() <= types.keys()
        for name, value in columns.items():
            if types[name] is ColumnType.TEXT:
                assert isinstance(value, str), name
            else:
                assert value is None or isinstance(value, int), name
        if isinstance(change, Put):
            assert set(table.key) <= change.row.keys()


def test_every_table_reads_in_an_order_of_its_own_columns() -> None:
    """Keys, orders, indexes and facts name columns that are there."""
    for table in READ_TABLES.values():
        names = set(table.column_names)
        assert len(names) == len(table.columns)
        assert names >= {
            *table.key,
            *table.order,
            *(name for index in table.indexes for name in index),
        }
    assert set(READ_TABLES["incidents"].column_names) >= INCIDENT_FACTS.keys()
    assert set(READ_TABLES["children"].column_names) >= CHILD_FACTS.keys()
    assert set(READ_TABLES["adults"].column_names) >= ADULT_FACTS.keys()
