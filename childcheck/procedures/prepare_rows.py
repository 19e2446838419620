"""Prepare the rows of incidents for an export, so that it need not make them all at once.

A row costs some milliseconds, because it says for each question why there is no
answer. It is made when an incident is finished or first exported, and kept in
the log beside the entries; it counts only while its seal fits them. A log that
cannot be written keeps nothing, and its rows are made each time.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from childcheck.checklist.definitions import Checklist
from childcheck.exports.children_rows import ChildrenSheet
from childcheck.exports.csv_text import lines_of
from childcheck.exports.incident_records import IncidentRecord, incident_record
from childcheck.exports.prepared_rows import MadeFrom
from childcheck.identifiers import Digest, DutyId, IncidentId, LogId
from childcheck.log.headers import Opening
from childcheck.log.prepared import Prepared
from childcheck.log.reading import Reader
from childcheck.log.writing import Log
from childcheck.problems import ChildcheckError
from childcheck.procedures.find_checklist import checklist_in_log
from childcheck.procedures.find_duties import DutiesInLog
from childcheck.procedures.pick_records import FirstRecords
from childcheck.review.duties import Duty

KEPT_AT_ONCE = 100  # incidents, in one transaction


def prepare_rows(log: Log, incident: IncidentId, checklists: dict[Digest, Checklist]) -> None:
    """Make the rows of an incident and keep them.

    Args:
        log: open for writing; nothing is kept in a log of practice.
        incident: whose rows.
        checklists: those that have been read already.
    """
    if log.named().purpose != "record":
        return
    rows = rows_as_they_stand(log, checklists)
    first = FirstRecords(log, rows.up_to)
    for opening in log.openings_of([incident], up_to=rows.up_to):
        rows.of(opening, first.number(incident))
    rows.keep()


def rows_as_they_stand(log: Reader, checklists: dict[Digest, Checklist]) -> RowsOfIncidents:
    """Return the rows of incidents after the last entry of a log."""
    up_to = log.head()[0]
    return RowsOfIncidents(log, DutiesInLog(log, up_to), up_to, checklists)


def false_rows(log: Reader) -> Iterator[IncidentId]:
    """Yield the incidents whose rows would be taken for what they are not.

    Rows that came to be late, or whose seal was broken, are not among them: no
    export takes those.
    """
    rows = rows_as_they_stand(log, {})
    first = FirstRecords(log, rows.up_to)
    for opening in log.all_openings(up_to=rows.up_to):
        second = first.number(opening.incident)
        before = rows.made_before(opening, second)
        if before is not None and before != rows.made_anew(opening, second):
            yield opening.incident


@dataclass
class RowsOfIncidents:
    """The rows of incidents in the layout `children`, made before or made now.

    `is_anew` makes all of them from the entries, whatever was made before.
    """

    log: Reader
    duties: Mapping[DutyId, Duty]
    up_to: int
    checklists: dict[Digest, Checklist] = field(default_factory=dict)
    is_anew: bool = False
    made: dict[IncidentId, Prepared] = field(default_factory=dict)
    _sheets: dict[Digest, ChildrenSheet] = field(default_factory=dict)
    _log_id: LogId | None = None

    def of(self, opening: Opening, second_record_of: str) -> Prepared:
        """Return the rows of an incident under the columns of its own checklist."""
        before = None if self.is_anew else self.made_before(opening, second_record_of)
        if before is not None:
            return before
        self.made[opening.incident] = self.made_anew(opening, second_record_of)
        return self.made[opening.incident]

    def made_before(self, opening: Opening, second_record_of: str) -> Prepared | None:
        """Return the rows of an incident that the log keeps, when they still hold."""
        before = self.log.prepared(opening.incident)
        if before is None:
            return None
        seal = self._made_from(opening, second_record_of).seal(before.children, before.text)
        return before if before.seal == seal else None

    def made_anew(self, opening: Opening, second_record_of: str) -> Prepared:
        """Return the rows of an incident, made from its entries."""
        made_from = self._made_from(opening, second_record_of)
        record = self._record(opening, second_record_of)
        lines = lines_of(self._sheet(opening.checklist).rows(record))
        children = len(record.children)
        return Prepared(made_from.seal(children, lines.text), children, lines.text)

    def own_header(self, checklist: Digest) -> tuple[str, ...]:
        """Return the columns of a checklist."""
        return self._sheet(checklist).header

    def keep(self, *, at_least: int = 1) -> None:
        """Keep what was made, in a log that can be written; where that fails it is made again."""
        if len(self.made) < at_least or not isinstance(self.log, Log) or self.log.is_read_only:
            return
        made, self.made = self.made, {}
        try:
            self.log.keep_prepared(made)
        except ChildcheckError:
            return  # nothing hangs on it, and whatever is amiss shows where something does

    def _made_from(self, opening: Opening, second_record_of: str) -> MadeFrom:
        if self._log_id is None:
            self._log_id = self.log.named().log or LogId("")
        last, fingerprint = self.log.last_of(opening.incident, self.up_to)
        return MadeFrom(
            self._log_id,
            opening.checklist,
            self.duties.get(opening.duty),
            second_record_of,
            last,
            fingerprint,
        )

    def _record(self, opening: Opening, second_record_of: str) -> IncidentRecord:
        return incident_record(
            self._log_id or LogId(""),
            self.log.entries(incident=opening.incident, up_to=self.up_to),
            self._checklist(opening.checklist),
            self.duties,
            second_record_of=second_record_of,
        )

    def _checklist(self, digest: Digest) -> Checklist:
        if digest not in self.checklists:
            self.checklists[digest] = checklist_in_log(self.log, digest)
        return self.checklists[digest]

    def _sheet(self, digest: Digest) -> ChildrenSheet:
        if digest not in self._sheets:
            self._sheets[digest] = ChildrenSheet([self._checklist(digest)])
        return self._sheets[digest]
