"""Record what a walk drafts, in the name of one officer on one duty."""

from __future__ import annotations

import getpass
import platform
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo

from childcheck.checklist.definitions import Checklist
from childcheck.identifiers import DutyId, IncidentId, NewIdentifiers, OfficerId
from childcheck.log.clocks import Clock
from childcheck.log.writing import Log
from childcheck.procedures.keep_drafts import draft_ended_by
from childcheck.procedures.name_second_record import with_second_record
from childcheck.record.entries import Entry, Writing
from childcheck.record.happenings import IncidentFinished
from childcheck.walk.settling import Circumstances, Draft


@dataclass(frozen=True)
class Recorder:
    """A log with the officer, duty and checklist in whose name entries are added."""

    log: Log
    clock: Clock
    new_identifiers: NewIdentifiers
    writing: Writing
    zone: tzinfo
    duty_ends_at: datetime | None = None
    checklist: Checklist | None = None

    def now(self) -> datetime:
        """Return the wall clock in the configured time zone."""
        return self.clock.now().at.astimezone(self.zone)

    def with_checklist(self, checklist: Checklist) -> Recorder:
        """Return a recorder whose entries name this checklist."""
        writing = replace(self.writing, checklist=checklist.digest)
        return replace(self, checklist=checklist, writing=writing)

    def on_duty(self, duty: DutyId, ends_at: datetime | None) -> Recorder:
        """Return a recorder whose entries belong to this duty."""
        return replace(self, writing=replace(self.writing, duty=duty), duty_ends_at=ends_at)

    def circumstances(self) -> Circumstances:
        """Return what a walk must be told about who walks."""
        return Circumstances(
            officer=self.writing.officer or "",
            zone=self.zone,
            new_identifier=self.new_identifiers.identifier,
            duty_ends_at=self.duty_ends_at,
        )

    def record(self, drafts: Sequence[Draft]) -> None:
        """Add drafts to the log, all or none; they are on disk when this returns."""
        self.append(drafts)

    def append(self, drafts: Sequence[Draft]) -> tuple[Entry, ...]:
        """Add drafts to the log and return the entries."""
        drafts = with_second_record(self.log, drafts, self.new_identifiers.identifier)
        entries = self.log.append(
            [draft.happening for draft in drafts],
            self.writing,
            identifiers=[draft.identifier for draft in drafts],
            checklist_files=self.checklist.files if self.checklist is not None else None,
            clear_draft=draft_ended_by(self.log, drafts),
        )
        for entry in entries:
            if isinstance(entry.happening, IncidentFinished) and entry.happening.incident:
                self._prepare_rows(entry.happening.incident)
        return entries

    def _prepare_rows(self, incident: IncidentId) -> None:
        """Make what an export will say of an incident while there is time."""
        from childcheck.procedures.prepare_rows import prepare_rows

        known = {self.checklist.digest: self.checklist} if self.checklist is not None else {}
        try:
            prepare_rows(self.log, incident, known)
        except Exception:  # noqa: BLE001 - it is recorded; the export itself tells what is wrong
            return


def writing_as(officer: OfficerId | None) -> Writing:
    """Return who writes on this machine: the officer as claimed, device and account beside."""
    try:
        account = getpass.getuser()
    except (KeyError, OSError):
        account = ""  # an account without a name
    return Writing(officer=officer, device=platform.node(), os_account=account)
