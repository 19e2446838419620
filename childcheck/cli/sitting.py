"""An officer sits down at a terminal: log, clock, who, which shift, and somebody to ask.

The wiring that every asking command shares. Only here are the two modes of the
terminal and the procedures joined.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from childcheck.cli.arrival import Arrival, mode_here
from childcheck.cli.exits import STOPPED
from childcheck.cli.ways_on import named_log, way_on
from childcheck.identifiers import OfficerId, RandomIdentifiers
from childcheck.log.clocks import SystemClock
from childcheck.log.writing import Log
from childcheck.problems import ChildcheckError, ExitCode, Problem
from childcheck.procedures.begin_duty import begin_duty, current_duty
from childcheck.procedures.keep_drafts import DraftsInLog
from childcheck.procedures.lead_walk import Led, Outcome, lead_walk
from childcheck.procedures.open_incident import doubt_known_reference
from childcheck.procedures.open_log import open_log
from childcheck.procedures.record_entries import Recorder, writing_as
from childcheck.procedures.take_reply import Doubt, no_doubt
from childcheck.review.configuration import Configuration
from childcheck.review.shifts import likely_shifts, recent_shifts
from childcheck.terminal import arrival_words as words
from childcheck.terminal.coaching import Coach
from childcheck.terminal.console import Console
from childcheck.terminal.keyboard import is_terminal, open_terminal
from childcheck.terminal.plain.arriving import OtherNumber
from childcheck.terminal.plain.asker import PlainAsker, greet
from childcheck.terminal.plain.prompting import Prompter, Stopped
from childcheck.terminal.words import PRACTICE
from childcheck.walk.practice import Story
from childcheck.walk.replies import Asker
from childcheck.walk.situation import UNFINISHED
from childcheck.walk.subjects import Spot
from childcheck.walk.walking import Walk
from childcheck.yaml_files.configuration_file import configuration


@dataclass
class Sitting:
    """One officer at one terminal, with an open log."""

    settings: Configuration
    recorder: Recorder
    arrival: Arrival
    named_log: Path | None = None  # when the command line, and nothing else, named it
    is_plain: bool | None = None  # what the command line says of the mode, if anything
    story: Story | None = None  # of a practice

    @property
    def console(self) -> Console:
        """Where lines are shown and typed."""
        return self.arrival.console

    @property
    def prompter(self) -> Prompter:
        """What asks line by line, whatever the mode."""
        return self.arrival.prompter

    @property
    def officer(self) -> str:
        """The number of the officer who writes."""
        return self.recorder.writing.officer or ""

    @property
    def log(self) -> Log:
        """The open log."""
        return self.recorder.log

    def now(self) -> datetime:
        """Return the wall clock in the configured zone."""
        return self.recorder.now()

    def say(self, text: str) -> None:
        """Print a text."""
        self.prompter.say(text)

    def way_on(self, number: str) -> str:
        """Return the command that goes on with an incident, in the log and the mode named."""
        return way_on(number, self.named_log, is_plain=self.is_plain)

    def greet(self) -> None:
        """Say how this mode is answered, and what it does with the screen."""
        keyed = self.arrival.keyed
        if keyed is None:
            greet(self.console)
        else:
            from childcheck.terminal.keyed.asker import greet as greet_keyed

            greet_keyed(keyed)

    def lead(self, walk: Walk, *, start_at: Spot | None = None) -> Led:
        """Lead the officer through a walk.

        Raises:
            ChildcheckError: an answer could not be recorded; it says how to go on.
        """
        try:
            return self._lead(walk, start_at)
        except ChildcheckError as error:
            if walk.situation.state != UNFINISHED:
                raise
            way_on = f"\nto go on with this incident:\n{self.way_on(walk.situation.number)}"
            problems = [replace(one, remedy=one.remedy + way_on) for one in error.problems]
            raise ChildcheckError(problems, error.exit_code) from None

    def _lead(self, walk: Walk, start_at: Spot | None) -> Led:
        recorder = self.recorder.with_checklist(walk.checklist)
        walk = replace(walk, circumstances=recorder.circumstances())
        incident = walk.situation.incident
        drafts = DraftsInLog(self.log, incident)
        doubt: Doubt = doubt_known_reference(self.log, incident) if walk.talk is None else no_doubt

        def lead(asker: Asker) -> Led:
            return lead_walk(walk, asker, recorder.record, self.now, doubt=doubt, start_at=start_at)

        keyed = self.arrival.keyed
        banner, coach = self._practice(walk)
        common = (walk.checklist, self.settings.zone, self.now, drafts)
        if keyed is None:
            return lead(PlainAsker(self.console, *common, banner=banner, coach=coach))
        from childcheck.terminal.keyed.asker import KeyedAsker

        officer = self.officer
        with keyed:
            return lead(KeyedAsker(keyed, *common, officer=officer, banner=banner, coach=coach))

    def _practice(self, walk: Walk) -> tuple[str, Coach | None]:
        """Return what stands above every question of a practice, and what tells its story."""
        if self.story is None:
            return "", None
        people = walk.situation
        named = (list(people.children), list(people.adults))
        return PRACTICE, Coach(self.story, self.arrival.mode, self.officer, *named)


@contextmanager
def sitting(
    log: Path | None,
    officer: str | None,
    *,
    create: bool = False,
    command: str,
    is_plain: bool | None = None,
    story: Story | None = None,
) -> Iterator[Sitting]:
    """Open the log and find out who writes, and on which duty.

    Args:
        log: as named on the command line.
        officer: as named on the command line.
        create: make a log where there is none.
        command: what was typed, for the way out when there is no terminal.
        is_plain: what the command line says of the mode, if anything.
        story: what a practice tells; without it the log must be one of records.

    Raises:
        ChildcheckError: no terminal, or what opening a log raises.
    """
    if not is_terminal():
        raise no_terminal(command)
    settings = configuration()
    purpose = "practice" if story else "record"
    with (
        open_log(log, settings.zone, create=create, purpose=purpose) as opened,
        open_terminal() as console,
    ):
        arrival = Arrival(console, mode_here(is_plain, settings))
        try:
            if story is not None:
                arrival.prompter.say(words.PRACTICE_BEGINS)
            recorder = _on_duty(opened, settings, arrival, officer)
            yield Sitting(settings, recorder, arrival, named_log(log), is_plain, story)
        except Stopped:
            raise ChildcheckError(STOPPED, ExitCode.PAUSED) from None


def _on_duty(log: Log, settings: Configuration, arrival: Arrival, named: str | None) -> Recorder:
    officer, is_typed = named or "", False
    while True:
        if not officer:
            officer, is_typed = arrival.ask_officer(settings.officers), True
        try:
            return _duty_of(log, settings, arrival, OfficerId(officer), is_typed=is_typed)
        except OtherNumber:
            officer = ""


def _duty_of(
    log: Log, settings: Configuration, arrival: Arrival, officer: OfficerId, *, is_typed: bool
) -> Recorder:
    recorder = Recorder(
        log=log,
        clock=SystemClock(settings.zone),
        new_identifiers=RandomIdentifiers(),
        writing=writing_as(officer),
        zone=settings.zone,
    )
    name = settings.name_of(officer)
    duty = current_duty(log, officer, recorder.now())
    if duty is not None:
        on_duty = words.on_duty(officer, name, duty.shift, duty.duty_date)
        if is_typed:  # perhaps wrongly, and another's duty would be written on
            arrival.confirm_duty(officer, on_duty)
        else:
            arrival.prompter.say(on_duty)
        return recorder.on_duty(duty.id, duty.ends_at)
    now, shifts, zone = recorder.now(), settings.shifts, settings.zone
    # Between shifts there is still somebody at work: then any shift of late may be theirs.
    likely = likely_shifts(now, shifts, zone) or recent_shifts(now, shifts, zone)
    chosen = arrival.confirm_shift(officer, name, likely, zone)
    begun = begin_duty(recorder, settings, chosen)
    arrival.prompter.say(words.on_duty(officer, name, chosen.shift.name, str(chosen.duty_date)))
    return begun


def no_terminal(command: str) -> ChildcheckError:
    """Return why nobody can be asked here."""
    return ChildcheckError(
        Problem(
            what="There is no terminal to ask at, so nothing was asked and nothing is recorded.",
            where=f"childcheck {command}",
            remedy="run it in a terminal window, or write the incident in a file and run:\n"
            "childcheck start --from FILE\n"
            "a blank file to fill in is printed by:\n"
            "childcheck start --template",
            code="no-terminal",
        ),
        ExitCode.NO_TERMINAL,
    )


def tell_end(sitting_: Sitting, led: Led) -> ExitCode:
    """Say how a walk ended and give the receipt; return the exit code."""
    number = led.walk.situation.number
    if sitting_.story is not None:
        is_finished = led.outcome is Outcome.FINISHED
        sitting_.say(words.PRACTICE_FINISHED if is_finished else words.PRACTICE_PAUSED)
        return ExitCode.DONE if is_finished else ExitCode.PAUSED
    match led.outcome:
        case Outcome.PAUSED:
            sitting_.say(words.paused(sitting_.way_on(number)))
            return ExitCode.PAUSED
        case Outcome.FINISHED:
            sitting_.say(words.finished(number, led.walk.summary().gap_count))
            sitting_.say(words.receipt(sitting_.log.receipt()))
            return ExitCode.DONE
        case Outcome.KEPT_UNFINISHED:
            sitting_.say(
                words.kept_unfinished(
                    number, led.walk.summary().not_reached, sitting_.way_on(number)
                )
            )
            sitting_.say(words.receipt(sitting_.log.receipt()))
            return ExitCode.GAPS
        case Outcome.TALK_RECORDED:
            return ExitCode.DONE
