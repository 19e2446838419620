from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from functools import cache
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from childcheck.checklist.answers import Answer, BasisGiven
from childcheck.checklist.definitions import AnswerType, Basis, Checklist
from childcheck.checklist.fitting import Fault, bases_needed
from childcheck.identifiers import ChildId, EntryId
from childcheck.log.writing import Log
from childcheck.procedures.lead_walk import Outcome, lead_walk
from childcheck.record.entries import Writing
from childcheck.review.follow_ups import follow_ups_of
from childcheck.walk.at_once import AtOnce
from childcheck.walk.door import Leaving, Mark
from childcheck.walk.effects import forced, opened_by_questions
from childcheck.walk.ledger import Ledger
from childcheck.walk.replies import (
    CloseDoor,
    Declined,
    Done,
    Finish,
    Keep,
    KeepOnRoll,
    Named,
    NotReached,
    Offer,
    Reply,
)
from childcheck.walk.reviewing import Review, Summary, child_spots, incident_spots
from childcheck.walk.settling import Draft, settle
from childcheck.walk.showing import Shown
from childcheck.walk.situation import UNFINISHED, Situation, situation_of
from childcheck.walk.subjects import Spot
from childcheck.walk.viewing import Sight
from childcheck.walk.walking import Walk
from childcheck.yaml_files.checklist_file import read_checklist
from childcheck.yaml_files.shipped import shipped_folder
from tests.log.builders import CountedIdentifiers, StillClock
from tests.walk.random_checklists import Anything, Draw, checklists, given_for
from tests.walk.small import EVENING, a_walk, refolded

FAST = settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
THOROUGH = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))


@cache
def the_shipped_checklist() -> Checklist:
    """Return the checklist that ships, read once."""
    checklist = read_checklist(shipped_folder() / "domestic-incident", prove=False).checklist
    assert checklist is not None
    return checklist


# What holds after every turn


def check_turn(drafts: Sequence[Draft], walk: Walk) -> None:
    """Hold a walk to everything that is true after any turn."""
    situation, sight = walk.situation, walk.sight
    assert refolded(drafts) == situation, "a resumed walk sees another situation"
    fresh = Sight(walk.checklist, situation)
    again = replace(walk)  # which remembers nothing
    for spot in {*again.order, *situation.held}:
        assert sight.path(spot) == fresh.path(spot), f"what was remembered of {spot} is old"
    assert walk.order == again.order
    assert walk.following() == again.following()
    assert forced(sight) == forced(fresh)
    check_answers(situation, fresh)
    check_follow_ups(situation, fresh)
    check_finished(situation, fresh)
    ledger = Ledger(fresh, walk.circumstances)
    settle(ledger, EntryId("again"))
    assert [draft.happening for draft in ledger.drafts] == [], "settling twice gives more"


def check_answers(situation: Situation, sight: Sight) -> None:
    """No answer stands off the path, and none that is set aside counts."""
    for spot, held in situation.held.items():
        if not held.is_set_aside:
            assert sight.is_on_path(spot), f"{spot} stands off the path"
        else:
            assert sight.live(spot) is None


def check_follow_ups(situation: Situation, sight: Sight) -> None:
    """What is open has a live cause or a question that names it; what has one is not set aside."""
    owed = {
        (one.subject.child, name)
        for one in forced(sight)
        if one.is_certain
        for name in one.effects.follow_ups
    }
    owed |= {(subject.child, name) for subject, name, _ in opened_by_questions(sight)}
    states = {(one.child, one.name): one.state for one in situation.follow_ups.values()}
    assert len(states) == len(situation.follow_ups), "a child is owed the same thing twice"
    for key, state in states.items():
        assert (key in owed) or state != "open"
    assert all(states[key] != "set_aside" for key in owed)


def check_finished(situation: Situation, sight: Sight) -> None:
    """What is called finished has nothing open, and as many gaps as were counted."""
    living = situation.living_children()
    for child in living:
        if situation.check_states[child] != UNFINISHED:
            assert all(sight.is_settled(spot) for spot in child_spots(sight, child))
    if situation.state != UNFINISHED:
        assert all(situation.check_states[child] != UNFINISHED for child in living)
        assert all(sight.is_settled(spot) for spot in incident_spots(sight))


# What the log keeps


@contextmanager
def a_log() -> Iterator[Log]:
    """Give an empty log in a folder of its own."""
    with TemporaryDirectory() as folder:
        clock, identifiers = StillClock(EVENING), CountedIdentifiers(10**9)
        path = Path(folder) / "childcheck.db"
        with Log.open(path, clock=clock, new_identifiers=identifiers, create=True) as log:
            yield log


def check_log(drafts: Sequence[Draft], walk: Walk) -> None:
    """Hold the read tables, and a walk resumed from the log, to what stands."""
    with a_log() as log:
        log.append(
            [draft.happening for draft in drafts],
            Writing(),
            identifiers=[draft.identifier for draft in drafts],
        )
        resumed = situation_of(
            walk.situation.incident, log.entries(incident=walk.situation.incident)
        )
        assert resumed.held == walk.situation.held
        assert resumed.follow_ups == walk.situation.follow_ups
        owed = follow_ups_of(log.entries(incident=walk.situation.incident))
        for one in walk.situation.follow_ups.values():
            due = datetime.fromisoformat(one.due_at) if one.due_at else None
            told = owed[one.id]
            assert (told.state, told.holder, told.place) == (one.state, one.holder, one.where)
            assert told.due_at == due
        check_answer_rows(log, walk)
        check_follow_up_rows(log, walk.situation)
        check_people_rows(log, walk)
        before = {name: log.rows(name) for name in ("answers", "follow_ups", "children", "checks")}
        log.rebuild()
        assert before == {name: log.rows(name) for name in before}


def check_answer_rows(log: Log, walk: Walk) -> None:
    """Each answer has one row, which says how it stands."""
    situation = walk.situation
    rows = {
        (row["question"], row["child"], row["adult"], row["engagement"]): row
        for row in log.rows("answers")
    }
    for spot, held in situation.held.items():
        subject = spot.subject
        talk = subject.talk and subject.child and situation.engagement(subject.child, subject.talk)
        row = rows.pop((spot.question, subject.child or "", subject.adult or "", talk or ""))
        answered = isinstance(held.given, Answer)
        assert (row["state"] == "answered") is answered
        assert row["is_set_aside"] == int(held.is_set_aside)
        assert row["is_to_ask_again"] == int(walk.sight.is_reopened(spot))
        assert row["entry_identifier"] == held.entry
    assert rows == {}


def check_follow_up_rows(log: Log, situation: Situation) -> None:
    """Each follow-up has one row, with who holds it and by when."""
    rows = {row["follow_up"]: row for row in log.rows("follow_ups")}
    assert len(rows) == len(situation.follow_ups)
    for one in situation.follow_ups.values():
        row = rows[one.id]
        assert (row["state"], row["holder"]) == (one.state, one.holder)
        assert row["due_at"] == (one.due_at or "")
        assert row["child"] == (one.child or "")


def check_people_rows(log: Log, walk: Walk) -> None:
    """Each child has a row, and a check that says how far it is."""
    situation = walk.situation
    for row in log.rows("children"):
        person = situation.children[ChildId(str(row["child"]))]
        assert (row["state"] == "withdrawn") is person.is_withdrawn
        assert row["roll_number"] == person.roll_number
    for row in log.rows("checks"):
        child = ChildId(str(row["child"]))
        if situation.children[child].is_withdrawn or situation.check_states[child] == UNFINISHED:
            assert row["state"] in ("withdrawn", "unfinished", "not_started")
        else:
            assert row["state"] == situation.check_states[child]
            assert row["gaps"] == situation.check_gaps[child]


# Anything that may be done


def do_anything(draw: Draw, checklist: Checklist, steps: int) -> None:
    """Do many things, and hold the walk to its rules after each."""
    anything = Anything(draw, checklist)
    for _ in range(steps):
        anything.step()
        check_turn(anything.course.drafts, anything.walk)
    check_log(anything.course.drafts, anything.walk)


@FAST
@given(checklists(), st.data())
def test_whatever_is_done_the_record_agrees_with_itself(
    checklist: Checklist, data: st.DataObject
) -> None:
    """After every turn a resumed walk sees the same, and nothing is left to be settled."""
    do_anything(data.draw, checklist, 20)


@pytest.mark.slow
@THOROUGH
@given(checklists(), st.data())
def test_whatever_is_done_for_long_the_record_agrees_with_itself(
    checklist: Checklist, data: st.DataObject
) -> None:
    """The same, for longer and more often."""
    do_anything(data.draw, checklist, 50)


@settings(FAST, max_examples=2)
@given(st.data())
def test_with_the_shipped_checklist_the_record_agrees_with_itself(data: st.DataObject) -> None:
    """The same holds for the checklist that ships."""
    do_anything(data.draw, the_shipped_checklist(), 12)


@pytest.mark.slow
@settings(THOROUGH, max_examples=6)
@given(st.data())
def test_with_the_shipped_checklist_for_long_the_record_agrees(data: st.DataObject) -> None:
    """The same holds for the checklist that ships, for longer."""
    do_anything(data.draw, the_shipped_checklist(), 120)


# Every walk comes to its end


class Fitting:
    """Somebody who answers whatever is asked with something that fits, or leaves it out."""

    def __init__(self, draw: Draw, *, children: int, may_skip: bool) -> None:
        """Take where chance comes from, and how many children there are."""
        self._draw = draw
        self._waiting = [f"Child {number}" for number in range(children)]
        self._adults = ["Ann", "Bob"]
        self._may_skip = may_skip
        self.walk: Walk | None = None
        self.told: list[str] = []
        self.asked: dict[Spot, int] = {}

    def ask(self, shown: Shown) -> Reply:
        """Keep what is shown, or answer."""
        self.told.append("ask")
        self.asked[shown.spot] = self.asked.get(shown.spot, 0) + 1
        assert self.asked[shown.spot] < 30, f"{shown.spot} is asked again and again"
        question = shown.question
        is_at_once: bool = bool(shown.at_once) and self._draw(st.booleans())
        if is_at_once:
            told: AtOnce = self._draw(st.sampled_from(shown.at_once))
            return told
        if question.type in (AnswerType.ROLL, AnswerType.PEOPLE):
            names = self._waiting if question.type is AnswerType.ROLL else self._adults
            if shown.spot.subject.child is None and names:
                return Named(names.pop())
            return Done() if shown.listed else NotReached()
        if shown.may_keep and shown.held is not None:
            wanted: tuple[str, ...] = ()
            if isinstance(shown.held.given, Answer) and not shown.held.given.basis:
                wanted = bases_needed(question, shown.held.given.value)
            return Keep({key: (BasisGiven(Basis.RECORD),) for key in wanted})
        if self._may_skip and self._draw(st.integers(0, 9)) == 0:
            return NotReached()
        assert self.walk is not None
        return given_for(self._draw, self.walk, shown.spot)

    def refuse(self, shown: Shown, faults: Sequence[Fault]) -> None:
        """Nothing that fits is refused."""
        raise AssertionError([shown.spot, *faults])

    def remind(self, text: str) -> None:
        """Keep that a reminder was shown."""
        self.told.append("remind")

    def tell_of_roll(self, name: str, number: int, *, is_withdrawn: bool) -> None:
        """Pass over who is on the roll."""

    def begin(self, heading: str, lines: Sequence[str]) -> None:
        """Pass over a heading."""

    def offer(self, offer: Offer) -> Declined:
        """Name nobody."""
        return Declined("nobody there")

    def of_age(self, shown_name: str, child: ChildId) -> KeepOnRoll:
        """Keep everybody."""
        return KeepOnRoll("lives here")

    def close_door(self, leaving: Leaving) -> CloseDoor:
        """Close the door: everything before it was asked."""
        assert self._may_skip or not (leaving.waiting or leaving.of(Mark.OPEN))
        return CloseDoor()

    def review(self, review: Review) -> Finish:
        """Finish a check that is reviewed: nothing of it is open."""
        assert review.may_finish
        return Finish()

    def conclude(self, summary: Summary) -> Finish:
        """Finish."""
        return Finish()


def lead_to_the_end(draw: Draw, checklist: Checklist, *, may_skip: bool) -> None:
    """Lead somebody who answers through a whole incident."""
    asker = Fitting(draw, children=draw(st.integers(1, 3)), may_skip=may_skip)
    walk, opened = a_walk(checklist)
    drafts = [opened]
    asker.walk = walk

    def record(some: Sequence[Draft]) -> None:
        drafts.extend(some)
        asker.told.append("record")
        # What was recorded is all that the next question may rest on.
        asker.walk = Walk(checklist, refolded(drafts), walk.circumstances)

    led = lead_walk(walk, asker, record, lambda: EVENING)

    assert refolded(drafts) == led.walk.situation
    if led.outcome is Outcome.FINISHED:
        assert led.walk.following() is None
        assert led.walk.situation.state != UNFINISHED
    else:
        assert led.walk.not_reached
    check_turn(drafts, led.walk)
    check_log(drafts, led.walk)
    check_durable(asker.told)


def check_durable(told: Sequence[str]) -> None:
    """Nothing is reminded of before it was recorded."""
    for before, after in pairwise(told):
        if after == "remind":
            assert before in ("record", "remind")


@settings(FAST, max_examples=15)
@given(checklists(), st.data(), st.booleans())
def test_every_walk_comes_to_its_end(
    checklist: Checklist, data: st.DataObject, may_skip: bool
) -> None:
    """Whoever answers everything comes to the end, and nothing is asked without end."""
    lead_to_the_end(data.draw, checklist, may_skip=may_skip)


@pytest.mark.slow
@settings(THOROUGH, max_examples=100)
@given(checklists(), st.data(), st.booleans())
def test_every_one_of_many_walks_comes_to_its_end(
    checklist: Checklist, data: st.DataObject, may_skip: bool
) -> None:
    """The same, more often."""
    lead_to_the_end(data.draw, checklist, may_skip=may_skip)


@pytest.mark.slow
@settings(THOROUGH, max_examples=5)
@given(st.data(), st.booleans())
def test_every_walk_with_the_shipped_checklist_comes_to_its_end(
    data: st.DataObject, may_skip: bool
) -> None:
    """The same holds for the checklist that ships."""
    lead_to_the_end(data.draw, the_shipped_checklist(), may_skip=may_skip)
