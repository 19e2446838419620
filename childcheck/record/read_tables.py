"""The read tables as data: their columns and keys, named for people who open the file.

They hold what stands now; the entries hold how it came about. A text column is
never NULL: empty means that nothing is known. A number may be NULL, and a flag
is 0 or 1. Times without `_utc` are as they were stated, with their offset.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class ColumnType(StrEnum):
    """How a column is declared."""

    TEXT = "TEXT NOT NULL DEFAULT ''"
    NUMBER = "INTEGER"
    FLAG = "INTEGER NOT NULL DEFAULT 0"


@dataclass(frozen=True)
class Column:
    """A column of a read table."""

    name: str
    type: ColumnType


@dataclass(frozen=True)
class ReadTable:
    """A read table: its columns, the key, the order in which it reads well, further indexes."""

    name: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    order: tuple[str, ...]
    indexes: tuple[tuple[str, ...], ...] = ()

    @property
    def column_names(self) -> tuple[str, ...]:
        """The names of the columns, in order."""
        return tuple(column.name for column in self.columns)


_TYPES = {"": ColumnType.TEXT, "#": ColumnType.NUMBER, "?": ColumnType.FLAG}


def _table(
    name: str,
    columns: str,
    *,
    key: str,
    order: str = "",
    indexes: tuple[str, ...] = (),
) -> ReadTable:
    """Build a table from names; `#` before a name makes it a number and `?` a flag."""
    return ReadTable(
        name=name,
        key=tuple(key.split()),
        columns=tuple(
            Column(word.lstrip("#?"), _TYPES[word[0] if word[0] in "#?" else ""])
            for word in columns.split()
        ),
        order=tuple((order or key).split()),
        indexes=tuple(tuple(index.split()) for index in indexes),
    )


READ_TABLES: Mapping[str, ReadTable] = {
    table.name: table
    for table in (
        _table(
            "duties",
            """
            duty officer officer_name force station duty_date shift starts_at ends_at ?is_stated
            begun_at_utc #begun_entry ended_at_utc #ended_entry #unfinished #owed
            """,
            key="duty",
            order="begun_entry",
        ),
        _table(
            "incidents",
            """
            incident incident_number reference place arrived_at mode opened_at state #gaps
            #not_reached ?family_left family_left_at finished_at_utc officer duty entry_mode
            checklist_id checklist_version checklist ?is_published second_record_of
            file_digest recorded_at_utc #opened_entry #last_entry
            """,
            key="incident",
            order="opened_entry",
            indexes=("incident_number", "reference", "duty", "state", "file_digest"),
        ),
        _table(
            "adults",
            """
            incident adult name other_names roles state withdrawn_why #named_entry
            """,
            key="incident adult",
            order="named_entry",
        ),
        _table(
            "children",
            """
            incident child #roll_number name family_name other_names born_on gender language
            whereabouts carers state withdrawn_why found_late_at kept_because #named_entry
            """,
            key="incident child",
            order="incident roll_number",
        ),
        _table(
            "checks",
            """
            incident child state #gaps finished_at_utc #first_entry #last_entry
            """,
            key="incident child",
            order="first_entry",
        ),
        _table(
            "answers",
            """
            incident child adult engagement question enquiry fact state answer text
            value texts basis asked_at answered_at recorded_at_utc officer duty checklist
            ?is_set_aside set_aside_by ?is_to_ask_again ask_again_by ?is_correction why_corrected
            ?corrections kept_from ?is_erased #entry entry_identifier
            """,
            key="incident child adult engagement question",
            order="entry",
            indexes=("entry_identifier", "question", "fact"),
        ),
        _table(
            "engagements",
            """
            engagement incident child #talk_number started_at recorded_at_utc officer duty #entry
            """,
            key="engagement",
            order="entry",
            indexes=("incident child",),
        ),
        _table(
            "transcript_lines",
            """
            incident child adult engagement question #line_number speaker words language
            translation translator #is_sure ?is_set_aside #entry entry_identifier
            """,
            key="incident child adult engagement question line_number",
            order="entry line_number",
            indexes=("entry_identifier",),
        ),
        _table(
            "follow_ups",
            """
            follow_up incident child adult name what state holder place due_at due_rule closed_by
            opened_at_utc #opened_entry opened_cause #given_entry #set_aside_entry set_aside_cause
            closed_at #closed_entry closed_cause told
            """,
            key="follow_up",
            order="opened_entry",
            indexes=("incident child", "state"),
        ),
        _table(
            "enquiries",
            """
            incident child adult enquiry state why asked_of asked_at covered spellings
            spellings_text results text #last_entry
            """,
            key="incident child adult enquiry",
        ),
        _table(
            "exports",
            """
            #entry file_digest layout chosen_by #from_entry #up_to_entry #rows reason reason_text
            officer duty exported_at_utc
            """,
            key="entry",
        ),
        _table(
            "consultations",
            """
            #entry incident child how reason officer duty consulted_at_utc
            """,
            key="entry",
            indexes=("incident",),
        ),
    )
}

# The columns that say what is known, and the fact that each is taken from.
INCIDENT_FACTS: Mapping[str, str] = {
    "reference": "incident.reference",
    "place": "incident.place",
    "arrived_at": "incident.arrived_at",
    "mode": "incident.mode",
}
CHILD_FACTS: Mapping[str, str] = {
    "family_name": "child.family_name",
    "other_names": "child.other_names",
    "born_on": "child.born_on",
    "gender": "child.gender",
    "language": "child.language",
    "whereabouts": "child.whereabouts",
    "carers": "child.carers",
}
ADULT_FACTS: Mapping[str, str] = {
    "roles": "adult.role",
    "other_names": "adult.other_names",
}
