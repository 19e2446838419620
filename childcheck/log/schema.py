"""The tables of a log and the triggers that guard them, as SQL text.

The header text is the truth; columns to search by are generated from it. Only
the read tables, the rows prepared for an export, and the drafts may be
changed; all but the drafts can be made again. `docs/log-format.md` describes all of it.
"""

from __future__ import annotations

from collections.abc import Iterator

from childcheck.record.read_tables import READ_TABLES, ReadTable

APPLICATION_ID = 0x43484C44  # "CHLD", which `file` and SQLite tell from other databases

# What a search may need of a header, as columns of `entries`.
SEARCHABLE = (
    "identifier",
    "kind",
    "recorded_at_utc",
    "officer",
    "duty",
    "incident",
    "adult",
    "child",
    "engagement",
    "question",
    "fact",
    "asked_at",
    "answered_at",
    "device",
    "os_account",
    "checklist",
    "erased",
)

_GENERATED = ",\n  ".join(
    f"{name} {'INTEGER' if name == 'erased' else 'TEXT'}"
    f" GENERATED ALWAYS AS (json_extract(header, '$.{name}')) VIRTUAL"
    for name in SEARCHABLE
)

TABLES = (
    f"""
CREATE TABLE entries (
  number INTEGER PRIMARY KEY,
  header TEXT NOT NULL CHECK (typeof(header) = 'text'),
  commitment TEXT NOT NULL CHECK (typeof(commitment) = 'text'),
  fingerprint TEXT NOT NULL CHECK (typeof(fingerprint) = 'text'),
  {_GENERATED},
  CHECK (json_extract(header, '$.number') = number)
)""",
    "CREATE UNIQUE INDEX entries_identifier ON entries (identifier)",
    "CREATE INDEX entries_kind ON entries (kind)",
    "CREATE INDEX entries_recorded_at_utc ON entries (recorded_at_utc)",
    "CREATE INDEX entries_duty ON entries (duty)",
    "CREATE INDEX entries_incident ON entries (incident)",
    "CREATE INDEX entries_child ON entries (child)",
    "CREATE INDEX entries_erased ON entries (erased) WHERE erased IS NOT NULL",
    """
CREATE TABLE bodies (
  number INTEGER PRIMARY KEY,
  salt BLOB NOT NULL CHECK (typeof(salt) = 'blob'),
  body TEXT NOT NULL CHECK (typeof(body) = 'text')
)""",
    """
CREATE TABLE checklist_texts (
  digest TEXT NOT NULL,
  path TEXT NOT NULL,
  text TEXT NOT NULL CHECK (typeof(text) = 'text'),
  PRIMARY KEY (digest, path)
)""",
    """
CREATE TABLE drafts (
  incident TEXT NOT NULL,
  child TEXT NOT NULL,
  adult TEXT NOT NULL,
  engagement TEXT NOT NULL,
  question TEXT NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (incident, child, adult, engagement, question)
)""",
    """
CREATE TABLE prepared_rows (
  incident TEXT PRIMARY KEY,
  seal TEXT NOT NULL,
  children INTEGER NOT NULL,
  rows TEXT NOT NULL
)""",
)


def _guard(name: str, event: str, refusal: str, when: str = "") -> str:
    condition = f"\nWHEN {when}" if when else ""
    return (
        f"CREATE TRIGGER {name} BEFORE {event}{condition}\n"
        f"BEGIN SELECT RAISE(ABORT, '{refusal}'); END"
    )


# `INSERT OR REPLACE` passes by a trigger before DELETE unless the connection asks for recursive
# triggers, which another program need not: hence the guards before INSERT.
GUARDS = {
    name: _guard(name, event, refusal, when)
    for name, event, refusal, when in (
        ("entries_are_never_changed", "UPDATE ON entries", "an entry is never changed", ""),
        ("entries_are_never_removed", "DELETE ON entries", "an entry is never removed", ""),
        (
            "entries_are_never_replaced",
            "INSERT ON entries",
            "an entry is never replaced",
            """EXISTS (
  SELECT 1 FROM entries
  WHERE number = NEW.number OR identifier = json_extract(NEW.header, '$.identifier'))""",
        ),
        (
            "entries_have_no_gaps",
            "INSERT ON entries",
            "an entry has the number after the last",
            "NEW.number IS NOT (SELECT coalesce(max(number), 0) + 1 FROM entries)",
        ),
        ("bodies_are_never_changed", "UPDATE ON bodies", "words are never changed", ""),
        (
            "bodies_are_removed_by_erasure",
            "DELETE ON bodies",
            "words are removed only by an entry that says so",
            "NOT EXISTS (SELECT 1 FROM entries WHERE kind = 'body_erased' AND erased = OLD.number)",
        ),
        (
            "bodies_come_with_their_entry",
            "INSERT ON bodies",
            "words are recorded with their entry",
            """NEW.number IS NOT (SELECT max(number) FROM entries)
  OR EXISTS (SELECT 1 FROM bodies WHERE number = NEW.number)""",
        ),
        (
            "checklist_texts_are_never_changed",
            "UPDATE ON checklist_texts",
            "the text of a checklist is never changed",
            "",
        ),
        (
            "checklist_texts_are_never_removed",
            "DELETE ON checklist_texts",
            "the text of a checklist is never removed",
            "",
        ),
        (
            "checklist_texts_are_never_replaced",
            "INSERT ON checklist_texts",
            "the text of a checklist is never replaced",
            "EXISTS (SELECT 1 FROM checklist_texts WHERE digest = NEW.digest AND path = NEW.path)",
        ),
    )
}


def read_table_statements(table: ReadTable) -> Iterator[str]:
    """Yield the statements that make a read table and its indexes."""
    columns = ",\n  ".join(f'"{column.name}" {column.type}' for column in table.columns)
    yield f"CREATE TABLE {table.name} (\n  {columns},\n  PRIMARY KEY ({_names(table.key)})\n)"
    for index in table.indexes:
        yield f"CREATE INDEX {table.name}_{'_'.join(index)} ON {table.name} ({_names(index)})"


def first_version() -> Iterator[str]:
    """Yield every statement of version 1."""
    yield from TABLES
    for table in READ_TABLES.values():
        yield from read_table_statements(table)
    yield from GUARDS.values()


def _names(columns: tuple[str, ...]) -> str:
    return ", ".join(f'"{column}"' for column in columns)
