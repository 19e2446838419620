"""Choose what an export holds: the records of a duty shift, or of a span of time.

A shift holds the incidents opened in it, whole, and of other incidents the
children about whom an entry was recorded in it. Which shift an entry belongs to
is said by its duty, so overtime stays with the shift in which the work began.
A span holds the incidents that were opened in it, or have an entry in it that
is about no child in particular, whole, and of others the children with an entry
in it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from difflib import get_close_matches

from childcheck.identifiers import ChildId, DutyId, IncidentId
from childcheck.log.reading import Reader
from childcheck.problems import ChildcheckError, ExitCode, Problem
from childcheck.procedures.find_duties import DutiesInLog
from childcheck.procedures.pick_records import Pick, PicksInLog
from childcheck.record.happenings import BodyErased, RecordConsulted, RecordsExported
from childcheck.review.configuration import Configuration
from childcheck.review.duties import Duty
from childcheck.review.local_times import NeverOccurs, OccursTwice, local_moment
from childcheck.review.shifts import recent_shifts

_NOT_WORK = frozenset({RecordConsulted.kind, RecordsExported.kind, BodyErased.kind})


@dataclass(frozen=True)
class Wanted:
    """What somebody asks for, as it was typed; empty is not said."""

    duty_date: str = ""
    shift: str = ""
    since: str = ""
    until: str = ""


@dataclass(frozen=True)
class Choice:
    """What an export is to hold, in the order in which the incidents were opened.

    `chosen_by` says how it was chosen, in codes; `words` in a sentence's part;
    `name` is that for a file. `up_to_entry` is the last entry of the log at the
    time of choosing: nothing later is exported.
    """

    picks: Sequence[Pick]
    duties: Mapping[DutyId, Duty]
    up_to_entry: int
    chosen_by: str
    words: str
    name: str


@dataclass
class _Found:
    """Incidents to be taken whole, and children of others."""

    whole: set[IncidentId] = field(default_factory=set)
    children: dict[IncidentId, set[ChildId]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.whole or self.children)


def choose_records(
    log: Reader, wanted: Wanted, configuration: Configuration, now: datetime
) -> Choice:
    """Return what an export holds.

    Where nothing is said it is the shift that is running, the one that ends
    next; when that holds no record yet, the shift that ended last.

    Raises:
        ChildcheckError: what was asked for cannot be understood, names no
            shift, or holds nothing.
    """
    by_shift, by_time = (wanted.duty_date or wanted.shift), (wanted.since or wanted.until)
    if by_shift and by_time:
        raise _usage(
            "Records are chosen by shift or by time, not by both.",
            "leave out --since and --until, or --duty-date and --shift",
            "shift-and-time",
        )
    return _Choosing(log, configuration, now).choose(wanted)


class _Choosing:
    def __init__(self, log: Reader, configuration: Configuration, now: datetime) -> None:
        self._log = log
        self._configuration = configuration
        self._now = now
        self._up_to = log.head()[0]
        self._duties = DutiesInLog(log, self._up_to)

    def choose(self, wanted: Wanted) -> Choice:
        if wanted.since or wanted.until:
            return self._of_span(wanted)
        shift = self._shift_name(wanted.shift) if wanted.shift else ""
        if wanted.duty_date:
            return self._of_shift(_date(wanted.duty_date), shift)
        return self._of_recent(shift)

    def _shift_name(self, typed: str) -> str:
        """Return a shift's name as it is written in the settings or in the log."""
        names = [one.name for one in self._configuration.shifts]
        known = {name.casefold(): name for name in (*self._shifts_in_log(), *names)}
        name = known.get(typed.strip().casefold())
        if name is None:
            near = get_close_matches(typed.strip().casefold(), known, n=1)
            raise _usage(
                "There is no shift of that name.",
                f"name one of these: {', '.join(names)}; "
                "the settings say when they begin and end (docs/configuration.md)",
                "unknown-shift",
                nearest=known[near[0]] if near else "",
            )
        return name

    def _shifts_in_log(self) -> list[str]:
        begun = self._log.duties_begun(up_to=self._up_to)
        return list(dict.fromkeys(duty.shift for duty in begun if duty.shift))

    def _of_recent(self, shift: str) -> Choice:
        shifts = self._configuration.shifts
        if shift:
            shifts = tuple(one for one in shifts if one.name == shift)
        recent = recent_shifts(self._now, shifts, self._configuration.zone)
        running = [one for one in recent if one.ends_at > self._now]
        candidates = (*running, *recent[len(running) : len(running) + 1])
        for one in candidates:
            if found := self._in_shift(one.duty_date.isoformat(), one.shift.name):
                return self._shift_choice(found, one.duty_date.isoformat(), one.shift.name)
        tried = ", ".join(f"{one.shift.name} of {one.duty_date}" for one in candidates)
        raise self._nothing(f"These shifts hold no record: {tried or shift}.")

    def _of_shift(self, duty_date: date, shift: str) -> Choice:
        found = self._in_shift(duty_date.isoformat(), shift)
        if not found:
            named = f"The {shift} shift of {duty_date} holds" if shift else f"{duty_date} holds"
            raise self._nothing(f"{named} no record.")
        return self._shift_choice(found, duty_date.isoformat(), shift)

    def _in_shift(self, duty_date: str, shift: str) -> _Found:
        found = _Found()
        for duty in self._log.duties_begun(up_to=self._up_to):
            is_of_shift = not shift or duty.shift.casefold() == shift.casefold()
            if duty.duty_date == duty_date and is_of_shift:
                self._take_duty(found, duty.duty)
        return found

    def _take_duty(self, found: _Found, duty: DutyId) -> None:
        touched = self._log.touched_in(duty, besides=_NOT_WORK, up_to=self._up_to)
        for incident, child, is_opened in touched:
            if is_opened:
                found.whole.add(incident)
            elif child is not None:
                found.children.setdefault(incident, set()).add(child)

    def _shift_choice(self, found: _Found, duty_date: str, shift: str) -> Choice:
        picks = self._picks(found)
        if not shift:
            words, name = f"all shifts of {duty_date}", duty_date
            return self._choice(picks, f"duty_date={duty_date}", words, name)
        words, name = f"the {shift} shift of {duty_date}", f"{duty_date}-{shift}"
        return self._choice(picks, f"duty_date={duty_date} shift={shift}", words, name)

    def _of_span(self, wanted: Wanted) -> Choice:
        since = self._moment("--since", wanted.since) if wanted.since else None
        until = self._moment("--until", wanted.until) if wanted.until else None
        if since is not None and until is not None and until <= since:
            raise _usage(
                "--until is not later than --since.", "exchange them, or correct one", "empty-span"
            )
        picks = PicksInLog(self._log, self._up_to)
        for work in self._log.work_in_span(since, until, besides=_NOT_WORK, up_to=self._up_to):
            is_whole = work.is_opened or None in work.children
            children = frozenset(one for one in work.children if one is not None)
            picks.add(work.opening.number, None if is_whole else children)
        said = [("since", since), ("until", until)]
        words = " ".join(f"{name} {_minutes(at)}" for name, at in said if at is not None)
        if not picks:
            raise self._nothing(f"There is no record {words}.")
        codes = " ".join(f"{name}={_utc(at)}" for name, at in said if at is not None)
        name = "-".join(f"{name}-{at:%Y%m%dT%H%M}" for name, at in said if at is not None)
        return self._choice(picks, codes, f"what was recorded {words}", name)

    def _moment(self, option: str, text: str) -> datetime:
        read = local_moment(text, self._configuration.zone)
        match read:
            case datetime():
                return read
            case OccursTwice(earlier, later):
                raise _usage(
                    f"{option} names a time that the clock shows twice that night.",
                    f"write which is meant: {_minutes(earlier)} or {_minutes(later)}",
                    "time-twice",
                )
            case NeverOccurs(jump):
                raise _usage(
                    f"{option} names a time that the clock passes over that night.",
                    f"write {_minutes(jump)}, at which it was put forward, or another time",
                    "time-never",
                )
            case None:
                raise _usage(
                    f"{option} is not a time.",
                    "write it as 2026-11-24T22:00, or with its offset as 2026-11-24T22:00+00:00",
                    "not-a-time",
                )

    def _choice(self, picks: Sequence[Pick], chosen_by: str, words: str, name: str) -> Choice:
        return Choice(
            picks=picks,
            duties=self._duties,
            up_to_entry=self._up_to,
            chosen_by=chosen_by,
            words=words,
            name=name,
        )

    def _picks(self, found: _Found) -> PicksInLog:
        incidents = {*found.whole, *found.children}
        openings = self._log.openings_of(incidents, up_to=self._up_to)
        if {one.incident for one in openings} != incidents:
            raise ChildcheckError(
                Problem(
                    what="An incident in this log has no opening.",
                    where=str(self._log.path),
                    remedy="run:\nchildcheck log verify",
                    code="no-opening",
                ),
                ExitCode.LOG_DAMAGED,
            )
        picks = PicksInLog(self._log, self._up_to)
        for one in openings:
            is_whole = one.incident in found.whole
            picks.add(one.number, None if is_whole else frozenset(found.children[one.incident]))
        return picks

    def _nothing(self, what: str) -> ChildcheckError:
        begun = self._log.duties_begun(up_to=self._up_to)
        worked = [duty for duty in begun if duty.duty_date]
        remedy = "choose another shift with --duty-date and --shift, or a span with --since"
        for duty in reversed(worked):
            if self._in_shift(duty.duty_date, duty.shift):
                remedy += (
                    f";\nthe last record is in: --duty-date {duty.duty_date} --shift {duty.shift!r}"
                )
                break
        return ChildcheckError(
            Problem(
                what=f"{what} No file was written.",
                where=str(self._log.path),
                remedy=remedy,
                code="nothing-chosen",
            ),
            ExitCode.NOT_FOUND,
        )


def _date(text: str) -> date:
    read = local_moment(text, UTC) if len(text.strip()) == len("2026-11-24") else None
    if not isinstance(read, datetime):
        raise _usage("--duty-date is not a date.", "write it as 2026-11-24", "not-a-date")
    return read.date()


def _minutes(moment: datetime) -> str:
    return moment.isoformat(timespec="minutes" if moment.second == 0 else "seconds")


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds")


def _usage(what: str, remedy: str, code: str, *, nearest: str = "") -> ChildcheckError:
    problem = Problem(
        what=what, where="the command line", remedy=remedy, code=code, nearest=nearest
    )
    return ChildcheckError(problem, ExitCode.USAGE)
