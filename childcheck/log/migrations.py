"""The steps by which a log's tables came to be what they are, kept by sqlite-utils.

A step that has been released never changes. Entries are never migrated: their
written form carries its own version. Not imported for a log that is up to date,
because sqlite-utils takes longer to import than an answer to record.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping

from sqlite_utils import Database, Migrations

from childcheck.log.schema import APPLICATION_ID, first_version

NAME = "childcheck"


def _first(connection: sqlite3.Connection) -> None:
    for statement in first_version():
        connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")


STEPS: Mapping[str, Callable[[sqlite3.Connection], None]] = {"0001_the_log": _first}


def bring_up_to_date(
    connection: sqlite3.Connection,
    steps: Mapping[str, Callable[[sqlite3.Connection], None]] = STEPS,
) -> None:
    """Carry out the steps that are missing, within the transaction that is open.

    `user_version` tells a program at a glance whether it knows every step.
    """
    database = Database(connection, execute_plugins=False)
    migrations = Migrations(NAME)
    for name, step in steps.items():
        migrations(name=name)(_on_connection(step))
    migrations.apply(database)
    connection.execute(f"PRAGMA user_version = {len(steps)}")


def _on_connection(
    step: Callable[[sqlite3.Connection], None],
) -> Callable[[Database], None]:
    def carry_out(database: Database, /) -> None:
        step(database.conn)

    return carry_out
