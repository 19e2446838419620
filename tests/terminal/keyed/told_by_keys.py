"""A whole incident file, told by keys: the engine asks, the file says what, a hand presses.

Each reply that the file gives is pressed at the keyed terminal instead, and what
comes of the keys must be that reply.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

from childcheck.checklist.ages import read_date_answer
from childcheck.checklist.answers import Answer, BasisGiven, LeftUnanswered, Plain
from childcheck.checklist.definitions import Checklist
from childcheck.checklist.fitting import Fault, bases_needed
from childcheck.identifiers import ChildId, EntryId, IncidentId
from childcheck.procedures.find_checklist import find_checklist
from childcheck.procedures.lead_walk import Led, lead_walk
from childcheck.record.happenings import IncidentOpened
from childcheck.review.shifts import USUAL_SHIFTS, shift_on
from childcheck.terminal.keyed.asker import KeyedAsker
from childcheck.terminal.plain.commands import Reviews
from childcheck.walk.door import Leaving
from childcheck.walk.replies import (
    CloseDoor,
    Edit,
    Finish,
    FoundLate,
    Keep,
    KeepOnRoll,
    KeepUnfinished,
    NotReached,
    Offer,
    Reply,
    Withdrawn,
)
from childcheck.walk.reviewing import Review, Summary
from childcheck.walk.settling import Circumstances
from childcheck.walk.showing import Shown
from childcheck.walk.situation import Situation
from childcheck.walk.walking import Walk
from childcheck.yaml_files.incident_asker import FileAsker
from childcheck.yaml_files.incident_file import read_incident_file
from tests.terminal.keyed.hand import Hand
from tests.terminal.keyed.typing_officer import ENTER, Typing, a_terminal
from tests.terminal.scripted import LONDON

STORIES = Path(__file__).parents[2] / "stories"


@dataclass(frozen=True)
class Count:
    """How much was typed for one person at one stage."""

    prompts: int = 0
    keys: int = 0
    words: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(self.prompts + other.prompts, self.keys + other.keys, self.words + other.words)


@dataclass
class Told:
    """How a story ended, what was shown, and how much was typed, by person and stage."""

    led: Led
    typing: Typing
    counts: Mapping[tuple[str, str], Count]


def tell(story: Path, width: int = 80) -> Told:
    """Tell a story by keys, an hour after the shift that it states."""
    file = read_incident_file(story, story.name)
    shift = next(one for one in USUAL_SHIFTS if one.name == file.shift.text)
    duty = shift_on(shift, file.duty_date, LONDON)
    at = duty.ends_at.astimezone(LONDON) + timedelta(hours=1)
    checklist = find_checklist("domestic-incident", None)
    with a_terminal(width=width) as (terminal, typing):
        keyed = KeyedAsker(terminal, checklist, LONDON, lambda: at, officer="4711")
        asker = FileAsker(file, checklist, zone=LONDON, now=at)
        teller = Teller(asker, keyed, typing, Hand(checklist, at, LONDON))
        walk = opened(checklist, file.officer.text)
        led = lead_walk(walk, teller, lambda _: None, lambda: at, is_live=False)
    return Told(led, typing, teller.counts)


def opened(checklist: Checklist, officer: str) -> Walk:
    """Return the walk of an incident that was just opened."""
    number = count(1)
    happening = IncidentOpened(
        incident=IncidentId("incident"),
        incident_number="20261124-0000",
        opened_at="2026-11-24T22:00:00+00:00",
        checklist_id=checklist.id,
        checklist_version=checklist.version,
    )
    situation = Situation(IncidentId("incident")).after(EntryId("opened"), happening)
    circumstances = Circumstances(officer, LONDON, lambda: f"new-{next(number)}", None)
    return Walk(checklist, situation, circumstances)


@dataclass
class Teller:
    """An asker that presses what a file replies, and holds the keyed asker to it."""

    file: FileAsker
    keyed: KeyedAsker
    typing: Typing
    hand: Hand
    counts: dict[tuple[str, str], Count] = field(default_factory=dict)
    reviews: Reviews | None = None

    def ask(self, shown: Shown) -> Reply:
        """Press the file's reply and compare what comes of it."""
        self.keyed.reviews = self.reviews
        reply = self.file.ask(shown)
        is_off_screen = isinstance(reply, Withdrawn) and str(reply.person) not in shown.persons
        if is_off_screen or isinstance(reply, NotReached):
            return reply  # a person goes back to the list for it
        pressed = self.hand.reply(shown, reply)
        self.typing.script = [one.text for one in pressed]
        came = self.keyed.ask(shown)
        assert not self.typing.script, (shown.spot, pressed, self.typing.on_screen)
        assert plain(shown, came) == plain(shown, reply), shown.spot
        who = shown.name if shown.spot.subject.child else "incident"
        where = (who, shown.question.stage.value)
        typed = Count(
            len(pressed), sum(one.keys for one in pressed), sum(one.words for one in pressed)
        )
        self._count(where, typed)
        return reply

    def _count(self, where: tuple[str, str], typed: Count) -> None:
        self.counts[where] = self.counts.get(where, Count()) + typed

    def refuse(self, shown: Shown, faults: Sequence[Fault]) -> None:
        """Stop: a story holds nothing that does not fit."""
        raise AssertionError(f"{shown.spot.question}: {[fault.what for fault in faults]}")

    def remind(self, text: str) -> None:
        """Show a reminder; any key goes on where the screen is cleared next."""
        self.keyed.remind(text)
        self.typing.spare = " "

    def tell_of_roll(self, name: str, number: int, *, is_withdrawn: bool) -> None:
        """Say what became of a child; any key goes on where the screen is cleared next."""
        self.keyed.tell_of_roll(name, number, is_withdrawn=is_withdrawn)
        self.typing.spare = " "

    def begin(self, heading: str, lines: Sequence[str]) -> None:
        """Show a heading."""
        self.keyed.begin(heading, lines)

    def offer(self, offer: Offer) -> None:
        """Leave an offer open by Enter, as a file does."""
        self.typing.script = [ENTER]
        assert self.keyed.offer(offer) is None
        self.file.offer(offer)

    def of_age(self, shown_name: str, child: ChildId) -> KeepOnRoll | None:
        """Let the file decide."""
        return self.file.of_age(shown_name, child)

    def close_door(self, leaving: Leaving) -> CloseDoor:
        """Show the leaving screen and press the key that closes the door."""
        self.typing.script = ["d"]
        assert self.keyed.close_door(leaving) == CloseDoor()
        self._count(("incident", "leaving"), Count(1, 1))
        return CloseDoor()

    def review(self, review: Review) -> Edit | Finish | KeepUnfinished:
        """Show the review; the file decides."""
        self.typing.script = ["k"]
        assert self.keyed.review(review) == KeepUnfinished()
        return self.file.review(review)

    def conclude(self, summary: Summary) -> Finish | KeepUnfinished | Edit:
        """Show the summary; the file decides."""
        self.typing.script = ["k"]
        assert self.keyed.conclude(summary) == KeepUnfinished()
        return self.file.conclude(summary)


def plain(shown: Shown, reply: Reply) -> object:
    """Return what counts of a reply, whoever gave it."""
    if isinstance(reply, Keep) and shown.held is not None:
        given = shown.held.given
        if isinstance(given, Answer):
            reply = Answer(given.value, given.texts, {**given.basis, **reply.basis})
    if isinstance(reply, LeftUnanswered):
        return reply.reason, reply.text
    if isinstance(reply, FoundLate):
        return reply.name
    if not isinstance(reply, Answer):
        return reply
    needed = bases_needed(shown.question, reply.value)
    basis = {key: set(_each(bases)) for key, bases in reply.basis.items() if key in needed}
    texts = {key: text for key, text in reply.texts.items() if text}
    return _value(shown, reply.value), texts, basis


def _each(bases: Sequence[BasisGiven]) -> Iterator[tuple[str, str]]:
    for one in bases:
        for adult in one.adults or ("",):
            yield one.basis.value, adult


def _value(shown: Shown, value: Plain) -> Plain:
    if shown.question.type == "date":
        read = read_date_answer(str(value))
        return read.as_text() if read is not None else value
    if shown.question.type == "time":
        return datetime.fromisoformat(str(value)).astimezone(UTC).isoformat()
    if not isinstance(value, list):
        return value
    if shown.question.type in ("choices", "persons"):
        return sorted(str(one) for one in value) if value else []  # type: ignore[return-value]
    lines: list[Plain] = []
    for line in value:
        assert isinstance(line, dict)
        # Sure of the English is what is not said otherwise.
        lines.append({name: one for name, one in line.items() if one != "" and one is not True})
    return lines
