"""The one writer: entries are added here, and nowhere else.

What `append` has returned is on disk. One transaction holds the entries, the
rows that they make, the texts of a checklist that is new, and the end of a
draft; it is begun as a writer (`BEGIN IMMEDIATE`), because one that begins as a
reader is thrown out as soon as another process commits.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from childcheck.identifiers import Digest, EntryId, IncidentId, LogId, NewIdentifiers
from childcheck.log import drafts, opening, places, troubles
from childcheck.log.clocks import Clock
from childcheck.log.erasing import Erased, erasure_of, remove_bodies, sweep
from childcheck.log.locking import WriteLock
from childcheck.log.prepared import Prepared, keep
from childcheck.log.projecting import carry_out
from childcheck.log.reading import Reader
from childcheck.log.rebuilding import Rebuilt, rebuild
from childcheck.problems import ChildcheckError, ExitCode, Problem
from childcheck.record.digests import digest_of
from childcheck.record.entries import (
    Entry,
    Moment,
    NotPlain,
    Writing,
    compose_body,
    compose_entry,
    compose_header,
)
from childcheck.record.happening import Happening
from childcheck.record.happenings import BodyErased, LogNamed
from childcheck.record.projection import project

NOBODY = Writing()


class Log(Reader):
    """A log that is open for writing, or, `read_only`, for reading alone."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        path: Path,
        connect: Callable[[], sqlite3.Connection],
        *,
        clock: Clock,
        new_identifiers: NewIdentifiers,
        lock: WriteLock | None,
    ) -> None:
        """Take what `open` has made; without a lock nothing can be written."""
        super().__init__(connection, path, connect)
        self._clock = clock
        self._new = new_identifiers
        self._lock = lock
        self._checklists_kept: set[Digest] = set()
        self._known_head: tuple[int, str] | None = None  # after what was added here last

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        clock: Clock,
        new_identifiers: NewIdentifiers,
        purpose: str = "record",
        create: bool = False,
        read_only: bool = False,
        named_by: Writing = NOBODY,
        busy_ms: int = opening.BUSY_MS,
        file_system_of: places.FileSystemOf = places.file_system_of,
    ) -> Self:
        """Open a log, and make it first where `create` allows that.

        Args:
            path: the file; folders that are missing are made with it.
            clock: stamps every entry.
            new_identifiers: makes identifiers and salts.
            purpose: `record` or `practice`; the log must have been made for it.
            create: make the log when there is none.
            read_only: for reading; also works where nothing can be written.
            named_by: who stands in the first entry of a log that is made.
            busy_ms: how long to wait for another writer.
            file_system_of: tells the kind of file system of a folder.

        Raises:
            ChildcheckError: no log, no log of ours, too new, another purpose,
                busy, a network or synchronised folder, no right to write.
        """
        path = opening.real_path(path)
        lock = None if read_only else WriteLock(path, busy_ms)

        def connect() -> sqlite3.Connection:
            if read_only:
                return opening.open_for_reading(
                    path, busy_ms=busy_ms, file_system_of=file_system_of
                )
            return opening.open_for_writing(
                path, create=create, busy_ms=busy_ms, file_system_of=file_system_of
            )

        log = cls(connect(), path, connect, clock=clock, new_identifiers=new_identifiers, lock=lock)
        try:
            if not read_only:
                log._bring_up_to_date(purpose, named_by)
            log.require_purpose(purpose)
        except BaseException:
            log.close()
            raise
        return log

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def is_read_only(self) -> bool:
        """Whether nothing can be recorded in this opening of the log."""
        return self._lock is None

    def append(
        self,
        happenings: Sequence[Happening],
        writing: Writing,
        *,
        identifiers: Sequence[EntryId] | None = None,
        checklist_files: Mapping[str, str] | None = None,
        clear_draft: drafts.DraftKey | None = None,
    ) -> tuple[Entry, ...]:
        """Add entries, all or none; they are on disk when this returns.

        Args:
            happenings: in order.
            writing: who writes, and with which checklist.
            identifiers: one for each, made beforehand, so that entries can name
                one another and a repeated call adds nothing: an identifier that
                is there already gives the entry as stored.
            checklist_files: the texts of `writing.checklist`, by path; needed
                the first time that the log meets this checklist.
            clear_draft: the draft that ends with these entries.

        Raises:
            ChildcheckError: busy, no room, no right to write, or a text that
                has no written form; nothing of this call is recorded then.
            ValueError: an identifier that stands for something else, an erasure
                (see `erase`), or a checklist without its texts.
        """
        return self.append_deciding(
            lambda _: happenings,
            writing,
            identifiers=identifiers,
            checklist_files=checklist_files,
            clear_draft=clear_draft,
        )

    def append_deciding(
        self,
        decide: Callable[[Reader], Sequence[Happening]],
        writing: Writing,
        *,
        identifiers: Sequence[EntryId] | None = None,
        checklist_files: Mapping[str, str] | None = None,
        clear_draft: drafts.DraftKey | None = None,
    ) -> tuple[Entry, ...]:
        """Add what `decide` makes of the log, while nobody else can write it.

        For what may stand there only once: `decide` looks it up and refuses by
        raising, and nothing can come in between.
        """
        entries: list[Entry] = []
        awaited = -1
        try:
            with self._writing():
                happenings = decide(self)
                named = self._identified(happenings, identifiers)
                self._keep_checklist(writing, checklist_files)
                moment = self._clock.now()
                for identifier, happening in named:
                    entries.append(self._add(identifier, happening, moment, writing))
                if clear_draft is not None:
                    drafts.remove_draft(self._connection, clear_draft)
                awaited = len(named)
        except sqlite3.Error as error:
            # An error at COMMIT does not prove that nothing was stored.
            if len(entries) == awaited and self._are_stored(entries):
                return tuple(entries)
            raise troubles.trouble(error, self.path) from error
        except NotPlain:
            raise _no_written_form() from None
        return tuple(entries)

    def keep_draft(self, spot: drafts.DraftKey, text: str) -> None:
        """Keep half-typed text at a spot, in place of what was there."""
        try:
            with self._writing():
                drafts.write_draft(self._connection, spot, text)
        except sqlite3.Error as error:
            raise troubles.trouble(error, self.path) from error
        except UnicodeEncodeError:
            raise _no_written_form() from None

    def keep_prepared(self, prepared: Mapping[IncidentId, Prepared]) -> None:
        """Keep rows that were made for an export, in place of those that were there."""
        try:
            with self._writing():
                keep(self._connection, prepared)
        except sqlite3.Error as error:
            raise troubles.trouble(error, self.path) from error

    def erase(self, numbers: Sequence[int], *, reason: str, writing: Writing) -> Erased:
        """Remove the words of entries, each with an entry that says so.

        Raises:
            ChildcheckError: no such entry, or erased before; nothing is changed then.
        """
        entries: list[Entry] = []
        try:
            with self._writing():
                moment = self._clock.now()
                for number in numbers:
                    entry = next(self.entries(since_number=number, up_to=number), None)
                    happening = erasure_of(entry, number, reason, self.path)
                    identifier = EntryId(self._new.identifier())
                    entries.append(self._add(identifier, happening, moment, writing))
                    remove_bodies(self._connection, [number])
                rebuild(self._connection, self.path)
            with self._held_lock():
                is_swept = sweep(self._connection)
        except sqlite3.Error as error:
            raise troubles.trouble(error, self.path) from error
        return Erased(entries=tuple(entries), is_swept=is_swept)

    def rebuild(self) -> Rebuilt:
        """Build the read tables again from the entries, all at once."""
        try:
            with self._writing():
                return rebuild(self._connection, self.path)
        except sqlite3.Error as error:
            raise troubles.trouble(error, self.path) from error

    def close(self) -> None:
        """Close the log; what lies in the write-ahead log goes into the file, if nobody writes."""
        if self._lock is not None:
            with contextlib.suppress(sqlite3.Error, ChildcheckError), self._lock.held(wait_ms=0):
                self._connection.execute("PRAGMA busy_timeout = 0")
                self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            self._lock.close()
        super().close()

    def _held_lock(self) -> contextlib.AbstractContextManager[None]:
        if self._lock is None:
            raise troubles.cannot_write(
                self.path,
                "The log was opened for reading only: nothing can be recorded.",
                "check the right to write the log and its folder",
            )
        return self._lock.held()

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Hold the only right to write: everything within is recorded, or nothing."""
        with self._held_lock():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                self._known_head = None
                # Some errors have ended the transaction already.
                with contextlib.suppress(sqlite3.Error):
                    if self._connection.in_transaction:
                        self._connection.execute("ROLLBACK")
                raise

    def _bring_up_to_date(self, purpose: str, named_by: Writing) -> None:
        """Make or change the tables, and name a log that is new."""
        try:
            if opening.what_is_found(self._connection, self.path) is opening.Found.LOG:
                return
            with self._writing():
                if opening.what_is_found(self._connection, self.path) is opening.Found.LOG:
                    return  # another process was quicker
                from childcheck.log.migrations import bring_up_to_date

                bring_up_to_date(self._connection)
                if self.head()[0] == 0:
                    named = LogNamed(log=LogId(self._new.identifier()), purpose=purpose)
                    identifier = EntryId(self._new.identifier())
                    self._add(identifier, named, self._clock.now(), named_by)
        except sqlite3.Error as error:
            raise troubles.trouble(error, self.path) from error

    def _identified(
        self, happenings: Sequence[Happening], identifiers: Sequence[EntryId] | None
    ) -> list[tuple[EntryId, Happening]]:
        if identifiers is None:
            identifiers = [EntryId(self._new.identifier()) for _ in happenings]
        for happening in happenings:
            if isinstance(happening, BodyErased):
                raise ValueError("words are removed with `erase`, which records it")
        return list(zip(identifiers, happenings, strict=True))

    def _keep_checklist(self, writing: Writing, files: Mapping[str, str] | None) -> None:
        """Store the texts of a checklist that the log meets for the first time."""
        digest = writing.checklist
        if digest is None or digest in self._checklists_kept:
            return
        there = self._connection.execute(
            "SELECT 1 FROM checklist_texts WHERE digest = ? LIMIT 1", (digest,)
        )
        if there.fetchone() is not None:
            self._checklists_kept.add(digest)  # it is never removed
            return
        if files is None or digest_of(files) != digest:
            raise ValueError("a checklist that is new to the log comes with its texts")
        self._connection.executemany(
            "INSERT INTO checklist_texts (digest, path, text) VALUES (?, ?, ?)",
            [(digest, path, files[path]) for path in sorted(files)],
        )

    def _add(
        self, identifier: EntryId, happening: Happening, moment: Moment, writing: Writing
    ) -> Entry:
        """Add one entry and what it changes, or return the one that is there."""
        number, previous = self._known_head or self.head()
        salt = self._new.salt()
        entry, body = compose_entry(
            number + 1, identifier, happening, moment, writing, previous=previous, salt=salt
        )
        try:
            self._connection.execute(
                "INSERT INTO entries (number, header, commitment, fingerprint) VALUES (?, ?, ?, ?)",
                (entry.number, entry.header, entry.commitment, entry.fingerprint),
            )
        except sqlite3.IntegrityError:
            # The guards refuse an identifier that is there already, and a number that is not the
            # next: then somebody else has written since.
            there = self.entry(identifier)
            if there is not None:
                return _if_it_tells(there, happening)
            if self._known_head is None:
                raise
            self._known_head = None
            return self._add(identifier, happening, moment, writing)
        self._connection.execute(
            "INSERT INTO bodies (number, salt, body) VALUES (?, ?, ?)", (entry.number, salt, body)
        )
        carry_out(self._connection, project(entry))
        self._known_head = entry.number, entry.fingerprint
        return entry

    def _are_stored(self, entries: Sequence[Entry]) -> bool:
        """Look with new eyes whether entries are in the log after all."""
        try:
            self._connect_anew()
            found = [self.entry(entry.identifier) for entry in entries]
        except (sqlite3.Error, ChildcheckError):
            return False
        return [each.fingerprint for each in found if each] == [
            entry.fingerprint for entry in entries
        ]


def _if_it_tells(entry: Entry, happening: Happening) -> Entry:
    """Return an entry that is to record this happening; another is a mistake of the program."""
    moment = Moment(at=entry.recorded_at, monotonic_ms=entry.monotonic_ms)
    header = compose_header(entry.number, entry.identifier, happening, moment, entry.writing)
    is_same_body = entry.is_erased or compose_body(entry.happening) == compose_body(happening)
    if header != entry.header or not is_same_body:
        raise ValueError(f"entry {entry.number} stands under this identifier")
    return entry


def _no_written_form() -> ChildcheckError:
    return ChildcheckError(
        Problem(
            what="A text holds a character that cannot be stored, or a number is too large.",
            remedy="type it again; in a file, save the file as UTF-8",
            code="no-written-form",
        ),
        ExitCode.REFUSED,
    )
