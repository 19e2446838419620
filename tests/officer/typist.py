"""The scripted officer: what is typed to tell an incident file, line by line or by keys.

The real engine is led over the file, as `start --from` leads it; each reply that
the file gives is turned into the lines that an officer would type instead. What
comes out is a script of sittings: one `start`, then one `engage` for each further
talk, and a `resume` when a talk made something due again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import cache
from itertools import count
from pathlib import Path

from childcheck.checklist.answers import Answer, LeftUnanswered
from childcheck.checklist.definitions import Checklist, Reason
from childcheck.checklist.fitting import Fault
from childcheck.identifiers import ChildId, EntryId, IncidentId
from childcheck.problems import Problem
from childcheck.procedures.find_checklist import find_checklist
from childcheck.procedures.lead_walk import Outcome, lead_walk
from childcheck.record.happenings import ChildNamed, IncidentOpened
from childcheck.review.shifts import USUAL_SHIFTS, DutyShift, shift_on
from childcheck.terminal import words
from childcheck.terminal.plain.presenting import question_line
from childcheck.walk.door import Leaving
from childcheck.walk.replies import (
    CloseDoor,
    Edit,
    Finish,
    Keep,
    KeepOnRoll,
    KeepUnfinished,
    NotReached,
    Offer,
    PassOn,
    Reply,
    Withdrawn,
)
from childcheck.walk.reviewing import Review, Summary
from childcheck.walk.settling import Circumstances, Draft
from childcheck.walk.showing import Shown, Standing
from childcheck.walk.situation import Situation
from childcheck.walk.subjects import Spot
from childcheck.walk.walking import Walk
from childcheck.yaml_files.incident_asker import FileAsker
from childcheck.yaml_files.incident_file import IncidentFile, read_incident_file
from tests.officer.keystrokes import Hand
from tests.officer.running_clock import RunningClock, StatedTimes
from tests.officer.script import LONDON, THE_INCIDENT, Script, Sitting, Step, Typed, flat
from tests.officer.shortest import Shortest
from tests.terminal.keyed.hand import Hand as KeyedHand
from tests.terminal.keyed.typing_officer import CTRL_O, ENTER


@cache
def the_checklist() -> Checklist:
    """Return the checklist that ships."""
    return find_checklist("domestic-incident", None)


@cache
def script_of(story: Path, *, by_keys: bool = False) -> Script:
    """Return what an officer types to tell a story, in plain mode or in keyed mode.

    With the family there it is begun on arrival, and the clock goes on to each time
    that the story states. Written up afterwards it is typed an hour after the shift
    that the file states; where the file tells of later times, as many half days later
    as it takes.

    Raises:
        AssertionError: the story is faulty, or leaves something that cannot be left by typing.
    """
    file = read_incident_file(story, story.name)
    duty = _duty(file.shift.text, file.duty_date)
    for half_days in range(20):
        at = duty.ends_at.astimezone(LONDON) + timedelta(hours=1 + 12 * half_days)
        stated = StatedTimes(the_checklist())
        script, problems = _script_at(
            at, story.stem, file, duty, RunningClock(at), stated, by_keys=by_keys
        )
        if not any(one.code == "in-the-future" for one in problems):
            break
    if not problems and stated.is_with_family and stated.arrived_at is not None:
        clock = RunningClock(stated.arrived_at.astimezone(LONDON), stated)
        script, problems = _script_at(at, story.stem, file, duty, clock, stated, by_keys=by_keys)
    assert not problems, "\n".join(one.as_text() for one in problems)
    return script


def _script_at(
    at: datetime,
    story: str,
    file: IncidentFile,
    duty: DutyShift,
    clock: RunningClock,
    stated: StatedTimes,
    *,
    by_keys: bool,
) -> tuple[Script, Sequence[Problem]]:
    """Return what is typed by a clock, and what is wrong with the file at a time.

    Which times it states is noted on the way.
    """
    checklist = the_checklist()
    begins_at = clock.at
    asker = FileAsker(file, checklist, zone=LONDON, now=at)
    walk = _opened(checklist, file.officer.text, begins_at, duty)
    sittings: list[Sitting] = []
    not_typed: list[str] = []

    def lead(one: Walk, *arguments: str) -> Walk:
        typist = (
            KeyTypist(asker, KeyedHand(checklist, clock.at, LONDON), clock, stated)
            if by_keys
            else Typist(asker, Hand(checklist, clock.at, LONDON), clock, stated)
        )
        if sittings:
            typist.roll_numbers.update(
                {child: it.roll_number for child, it in one.situation.children.items()}
            )
        is_live = clock.stated is not None
        led = lead_walk(one, typist, typist.record, lambda: clock.at, is_live=is_live)
        not_typed.extend(typist.not_typed)
        code = 12 if led.outcome is Outcome.KEPT_UNFINISHED else 0
        sittings.append(Sitting(arguments, tuple(typist.steps), code))
        return led.walk

    after = lead(walk, "start")
    for child in after.situation.living_children():
        number = str(after.situation.children[child].roll_number)
        for talk in range(2, asker.talks_with(child) + 1):
            told = lead(replace(after, talk=(child, talk)), "engage", "NUMBER", "--child", number)
            after = replace(told, talk=None)
    if after.following() is not None:
        after = lead(after, "resume", "NUMBER")
    problems = asker.problems(after)
    assert problems or not not_typed, f"cannot be passed by typing: {not_typed}"
    return Script(story, file.officer.text, duty, begins_at, at, tuple(sittings)), problems


def _duty(shift: str, duty_date: date) -> DutyShift:
    named = next(one for one in USUAL_SHIFTS if one.name == shift)
    return shift_on(named, duty_date, LONDON)


def _opened(checklist: Checklist, officer: str, at: datetime, duty: DutyShift) -> Walk:
    opened = IncidentOpened(
        incident=IncidentId("incident"),
        incident_number="20261124-0000",
        opened_at=at.isoformat(),
        checklist_id=checklist.id,
        checklist_version=checklist.version,
    )
    numbers = count(1)
    circumstances = Circumstances(officer, LONDON, lambda: f"new-{next(numbers)}", duty.ends_at)
    situation = Situation(IncidentId("incident")).after(EntryId("opened"), opened)
    return Walk(checklist, situation, circumstances)


@dataclass
class Typist:
    """An asker that takes each reply from a file and notes what is typed for it."""

    file: FileAsker
    hand: Hand | KeyedHand
    clock: RunningClock
    stated: StatedTimes
    steps: list[Step] = field(default_factory=list)
    roll_numbers: dict[ChildId, int] = field(default_factory=dict)
    not_typed: list[str] = field(default_factory=list)  # nobody passes a question without a reason

    def __post_init__(self) -> None:
        self.shortest = Shortest(self._typed)

    def record(self, drafts: Sequence[Draft]) -> None:
        """Learn which number a child has on the roll."""
        for draft in drafts:
            named = draft.happening
            if isinstance(named, ChildNamed) and named.child is not None:
                self.roll_numbers[named.child] = named.roll_number

    def ask(self, shown: Shown) -> Reply:
        """Take the file's reply and note what is typed for it."""
        reply = _by_clock(shown, self._passed_on(shown, self.file.ask(shown)))
        self.stated.note(shown, reply)
        self.clock.come_to(shown, reply)
        child = shown.spot.subject.child
        step = Step(
            whose=f"child {self.roll_numbers[child]}" if child is not None else THE_INCIDENT,
            stage=shown.question.stage.value,
            question=shown.spot.question,
            shows=(flat(question_line(shown)),),
            typed=(),
            is_answer=isinstance(reply, Answer | LeftUnanswered | PassOn),
            at=self.clock.at,
        )
        if isinstance(reply, NotReached):
            self.not_typed.append(shown.spot.question)
        elif isinstance(reply, Withdrawn):
            self.steps.append(self._withdrawal(step, reply))
        else:
            self.steps.append(replace(step, typed=self._typed(shown, reply)))
            self.steps = self.shortest.after(self.steps, shown, reply)
        return reply

    def _passed_on(self, shown: Shown, reply: Reply) -> Reply:
        """Pass an optional question with those beside it, when the file tells nothing of any."""
        if not shown.passed_with or not isinstance(reply, LeftUnanswered):
            return reply
        is_passed = shown.question.is_optional and reply.reason is Reason.NOT_ASKED
        is_told = any(self.file.tells_of(spot) for spot in shown.passed_with)
        return PassOn() if is_passed and not reply.text and not is_told else reply

    def _typed(self, shown: Shown, reply: Reply) -> tuple[Typed, ...]:
        typed = replace(self.hand, now=self.clock.at).reply(shown, reply)
        return tuple(
            one if isinstance(one, Typed) else Typed("", one.text, one.words) for one in typed
        )

    def _withdrawal(self, step: Step, withdrawn: Withdrawn) -> Step:
        """Take a child off the list from wherever one is."""
        number = self.roll_numbers[ChildId(withdrawn.person)]
        typed = (
            Typed("", f":withdraw {number}"),
            Typed("Why", withdrawn.why, len(withdrawn.why)),
        )
        return replace(step, typed=typed)

    def refuse(self, shown: Shown, faults: Sequence[Fault]) -> None:
        """Stop: a story holds nothing that does not fit."""
        raise AssertionError(f"{shown.spot.question}: {[fault.what for fault in faults]}")

    def remind(self, text: str) -> None:
        """Read a reminder."""

    def tell_of_roll(self, name: str, number: int, *, is_withdrawn: bool) -> None:
        """Read what became of a child."""

    def begin(self, heading: str, lines: Sequence[str]) -> None:
        """Read a heading."""

    def offer(self, offer: Offer) -> None:
        """Leave an offer to name somebody open: Enter."""
        self.file.offer(offer)
        is_child = offer.kind == "child"
        shows = (words.offer_child if is_child else words.offer_adult)(offer.question)
        self._at_end(THE_INCIDENT, "offer", shows, self.enter("Name"))

    def of_age(self, shown_name: str, child: ChildId) -> KeepOnRoll | None:
        """Keep somebody of 18 or over on the roll, with the reason that the file gives."""
        kept = self.file.of_age(shown_name, child)
        whose = f"child {self.roll_numbers[child]}"
        shows = words.of_age(shown_name)
        if kept is None:
            self._at_end(whose, "of_age", shows, self.enter("Answer"))
        else:
            why = Typed("Why", kept.why, len(kept.why))
            self._at_end(whose, "of_age", shows, Typed("Answer", "2"), self.line(why))
        return kept

    def close_door(self, leaving: Leaving) -> CloseDoor:
        """Say that the door closes."""
        typed = Typed("What now", words.CLOSE_DOOR[0])
        shows = (flat(words.AT_DOOR),)
        self.steps.append(Step(THE_INCIDENT, "leaving", "close_door", shows, (typed,)))
        return CloseDoor()

    def review(self, review: Review) -> Edit | Finish | KeepUnfinished:
        """Decide on a child's review as the file does."""
        decided = self.file.review(review)
        whose = f"child {self.roll_numbers[review.child]}" if review.child else THE_INCIDENT
        typed = self._decided(decided, [line.spot for line in review.lines])
        self._at_end(whose, "review", words.review_heading(review.title), typed)
        return decided

    def conclude(self, summary: Summary) -> Finish | KeepUnfinished | Edit:
        """Decide on the incident as the file does."""
        decided = self.file.conclude(summary)
        gaps = [line for child in summary.children for line in child.gaps]
        lines = (*gaps, *summary.incident_gaps, *summary.incident_open, *summary.child_open)
        typed = self._decided(decided, [line.spot for line in lines])
        self._at_end(THE_INCIDENT, "summary", summary.sentence(), typed)
        return decided

    def _at_end(self, whose: str, question: str, shows: str, *typed: Typed) -> None:
        self.steps.append(Step(whose, "end", question, (flat(shows),), typed))

    def _decided(self, decided: Edit | Finish | KeepUnfinished, numbered: Sequence[Spot]) -> Typed:
        match decided:
            case Edit(spot):
                return self.line(Typed("What now", str(numbered.index(spot) + 1)))
            case Finish():
                return Typed("What now", words.FINISH[0])
            case KeepUnfinished():
                return Typed("What now", words.KEEP[0])

    def enter(self, label: str) -> Typed:
        """Return Enter alone."""
        return Typed(label, "")

    def line(self, typed: Typed) -> Typed:
        """Return a line that ends with Enter."""
        return typed


def _by_clock(shown: Shown, reply: Reply) -> Reply:
    """Keep what the clock offers where it is what the story says."""
    if shown.standing is not Standing.CLOCK or not isinstance(reply, Answer):
        return reply
    assert shown.held is not None and isinstance(shown.held.given, Answer)
    offered, said = str(shown.held.given.value), str(reply.value)
    return Keep() if datetime.fromisoformat(offered) == datetime.fromisoformat(said) else reply


class KeyTypist(Typist):
    """The same by keys: what is typed holds its Enters, and no label."""

    def _at_end(self, whose: str, question: str, shows: str, *typed: Typed) -> None:
        bare = [replace(one, label="") for one in typed]
        super()._at_end(whose, question, shows, *bare)

    def _withdrawal(self, step: Step, withdrawn: Withdrawn) -> Step:
        """A child is taken off at the list of questions, from wherever one is."""
        number = self.roll_numbers[ChildId(withdrawn.person)]
        typed = (
            Typed("", CTRL_O),
            Typed("", "w"),
            self.line(Typed("", str(number))),
            self.line(Typed("", withdrawn.why, len(withdrawn.why))),
        )
        return replace(step, typed=typed)

    def enter(self, label: str) -> Typed:
        """Return Enter alone."""
        return Typed(label, ENTER)

    def line(self, typed: Typed) -> Typed:
        """Return a line that ends with Enter."""
        return replace(typed, text=f"{typed.text}{ENTER}")
