"""Anything an officer may do, in any order, with kills in between; and a model kept beside it.

The model knows only what was typed and acknowledged: which answers, which
people, which half-written texts, and whether the incident was finished. At the
end the log must agree with it.
"""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from childcheck.checklist.answers import Answer, BasisGiven, Given, LeftUnanswered
from childcheck.checklist.definitions import AnswerType, Basis, Checklist
from childcheck.checklist.fitting import bases_needed
from childcheck.identifiers import AdultId, ChildId, EntryId
from childcheck.log.verifying import verify
from childcheck.log.writing import Log
from childcheck.problems import ChildcheckError
from childcheck.procedures.correct_answer import walk_to
from childcheck.procedures.engage_child import talk_to_record
from childcheck.procedures.lead_walk import Outcome
from childcheck.procedures.open_incident import open_incident
from childcheck.procedures.record_entries import Recorder
from childcheck.procedures.resume_incident import needs_presence, resume_incident
from childcheck.walk.at_once import AtOnce
from childcheck.walk.replies import (
    Back,
    CloseDoor,
    Corrected,
    Declined,
    Done,
    Edit,
    Finish,
    FoundLate,
    Jump,
    Keep,
    KeepOnRoll,
    KeepUnfinished,
    ListAsAdult,
    Named,
    OnList,
    Pause,
    Picked,
    Renamed,
    ToDoor,
    Withdrawn,
)
from childcheck.walk.showing import Shown
from childcheck.walk.situation import UNFINISHED
from childcheck.walk.subjects import Spot
from childcheck.walk.walking import Walk
from tests.log.builders import StillClock, all_rows, identifiers
from tests.procedures.sittings import Begun, Death, HalfWritten, Laptop, Put, Sitting, told_by
from tests.walk.random_checklists import checklists, given_for
from tests.walk.small import EVENING
from tests.walk.test_properties import (
    check_answer_rows,
    check_answers,
    check_finished,
    check_follow_up_rows,
    check_follow_ups,
    check_people_rows,
)

STEPS_OF_THE_SLOW_RUN = 10_000
Person = AdultId | ChildId
LISTS = (AnswerType.PEOPLE, AnswerType.ROLL)


@dataclass
class Model:
    """What was acknowledged, as the officer who typed it knows it."""

    entries: list[EntryId] = field(default_factory=list)
    given: dict[Spot, Given] = field(default_factory=dict)
    children: dict[str, bool] = field(default_factory=dict)  # by name: whether withdrawn
    adults: dict[str, bool] = field(default_factory=dict)
    drafts: dict[Spot, str] = field(default_factory=dict)

    def answered(self, spot: Spot, given: Given) -> None:
        """An answer, or a reason for none, was taken."""
        self.given[spot] = given
        self.drafts.pop(spot, None)


class Drawn:
    """A checklist that a failing run prints as it is written."""

    def __init__(self, checklist: Checklist) -> None:
        self.checklist = checklist

    def __repr__(self) -> str:
        return "\n".join(self.checklist.files.values())


class OfficerAtWork(RuleBasedStateMachine):
    """An officer, a laptop that is killed now and then, and a model beside it."""

    steps: ClassVar[Counter[str]] = Counter()

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(mkdtemp())
        self.laptop = Laptop(self.folder, StillClock(EVENING))
        self.model = Model()
        self.sitting: Sitting | None = None
        self.put = Put("ended")
        self.names = (f"{name} {number}" for number in range(999) for name in ("Ava", "Ben"))

    @initialize(drawn=checklists().map(Drawn))
    def start(self, drawn: Drawn) -> None:
        """Open an incident and come to its first question."""
        self.checklist = checklist = drawn.checklist

        def begin(recorder: Recorder) -> Begun:
            walk = open_incident(recorder.with_checklist(checklist), checklist)
            self.incident = walk.situation.incident
            return walk, None

        self._sit_down(begin)

    # What is seen from outside

    @property
    def walk(self) -> Walk:
        """The walk at the question that is put, as the log alone tells it."""
        assert self.sitting is not None
        assert self.sitting.walk is not None
        return self.sitting.walk

    def asks(self, *what: str) -> bool:
        """Whether the sitting asks one of these."""
        return self.put.what in what

    def is_open(self) -> bool:
        """Whether somebody sits there and is asked."""
        return not self.asks("ended", "killed")

    def _sit_down(self, begin: Callable[[Recorder], Any]) -> None:
        self.sitting = Sitting(self.laptop, begin)
        self._take(self.sitting.sit_down())

    def _take(self, put: Put) -> None:
        assert self.sitting is not None
        self.put = put
        self.model.entries += self.sitting.committed
        self.sitting.committed.clear()

    def _reply(self, reply: Any, death: Death | None = None) -> bool:
        """Reply, and return whether that was taken: committed, and neither refused nor lost."""
        assert self.sitting is not None
        self.steps[type(reply).__name__] += 1
        self.put = Put("ended")  # should the sitting fail
        self._take(self.sitting.reply(reply, death))
        return not self.sitting.refused and death in (None, Death.AFTER_THE_COMMIT)

    # Replies to a question

    @precondition(lambda self: self.asks("ask"))
    @rule(data=st.data(), times=st.integers(1, 8))
    def answer(self, data: st.DataObject, times: int) -> None:
        """Answer some questions, or leave them with a reason."""
        for _ in range(times):
            if self.asks("ask"):
                self._answer(data)

    @precondition(lambda self: self.is_open())
    @rule(data=st.data())
    def go_straight_on(self, data: st.DataObject) -> None:
        """Answer whatever is asked for a long while, and finish if that can be."""
        if self.asks("ask"):
            self._reply(Jump())
        for _ in range(40):
            match self.put.what:
                case "ask":
                    self._answer(data)
                case "offer":
                    self._reply(Declined("nobody there"))
                case "of_age":
                    self._reply(KeepOnRoll("lives here"))
                case "close_door":
                    self._reply(CloseDoor())
                case "review" | "conclude":
                    self._reply(Finish() if self.put.it.may_finish else KeepUnfinished())
                case _:
                    return
            self.the_question_is_the_one_that_the_log_tells()

    @precondition(lambda self: self.asks("ask"))
    @rule(data=st.data(), death=st.sampled_from(Death))
    def answer_and_die(self, data: st.DataObject, death: Death) -> None:
        """Answer, and be killed before it was recorded, or before that was acknowledged."""
        self._answer(data, death)

    def _answer(self, data: st.DataObject, death: Death | None = None) -> None:
        shown: Shown = self.put.it
        is_at_once: bool = bool(shown.at_once) and data.draw(st.booleans())
        if is_at_once:
            self._answer_at_once(data.draw(st.sampled_from(shown.at_once)), death)
            return
        if shown.question.type in LISTS:
            self._list(data, shown, death)
            return
        spot, given = shown.spot, given_for(data.draw, self.walk, shown.spot)
        is_taken = self._reply(Corrected(given, "a slip") if shown.needs_why else given, death)
        assert is_taken or death, self.sitting and self.sitting.refused
        if is_taken:
            self.model.answered(spot, given)

    def _answer_at_once(self, told: AtOnce, death: Death | None) -> None:
        """Give several answers by one key: what stands already is passed over."""
        spots = [one.spot for one in told.said]
        assert self._reply(told, death) or death, self.sitting and self.sitting.refused
        if death in (None, Death.AFTER_THE_COMMIT):
            for spot in spots:
                self.model.given.pop(spot, None)
            self.model.drafts.pop(spots[0], None)

    def _list(self, data: st.DataObject, shown: Shown, death: Death | None) -> None:
        ways = ["done"] * 4
        if shown.spot.subject.child is None and len(shown.listed) < 4:
            ways += ["name"] if shown.listed else ["name"] * 8
        if shown.spot.subject.child is not None and shown.adults:
            ways += ["pick"]
        match data.draw(st.sampled_from(ways)):
            case "name":
                name = next(self.names)
                if self._reply(Named(name), death):
                    self._people(shown)[name] = False
            case "pick":
                picked = data.draw(st.sampled_from(self.walk.situation.living_adults()))
                self._reply(Picked(picked), death)
            case _:
                self._reply(Done(), death)

    def _people(self, shown: Shown) -> dict[str, bool]:
        is_roll = shown.question.type is AnswerType.ROLL
        return self.model.children if is_roll else self.model.adults

    @precondition(lambda self: self.asks("ask") and self.put.it.may_keep)
    @rule()
    def keep(self) -> None:
        """Keep what is shown."""
        shown: Shown = self.put.it
        basis = {}
        assert shown.held is not None
        if isinstance(given := shown.held.given, Answer) and not given.basis:
            wanted = bases_needed(shown.question, given.value)
            basis = {key: (BasisGiven(Basis.RECORD),) for key in wanted}
        before = len(self.model.entries)
        if self._reply(Keep(basis)) and len(self.model.entries) > before:
            self.model.given.pop(shown.spot, None)  # what is kept may come from elsewhere
            self.model.drafts.pop(shown.spot, None)

    @precondition(lambda self: self.asks("ask"))
    @rule()
    def answer_what_does_not_fit(self) -> None:
        """A wrong answer is refused, and the same question is put again."""
        shown, before = self.put.it, list(self.model.entries)
        if shown.question.type in (*LISTS, AnswerType.TEXT):
            return
        assert not self._reply(Answer({"no": "such answer"}))
        assert self.put.it == shown
        assert self.model.entries == before

    @precondition(lambda self: self.asks("ask"))
    @rule(times=st.integers(1, 5))
    def back(self, times: int) -> None:
        """Go back some questions: nothing is recorded but that the family left."""
        for _ in range(times):
            if self.asks("ask"):
                self._reply(Back())

    @precondition(lambda self: self.asks("ask"))
    @rule(data=st.data())
    def jump(self, data: st.DataObject) -> None:
        """Go to any question, or to the first that is open."""
        to = data.draw(st.sampled_from((None, *self.walk.order)))
        self._reply(Jump(to))
        if to is not None:
            assert self.put.it.spot == to

    @precondition(lambda self: self.asks("ask") and self.put.it.question.type is AnswerType.TEXT)
    @rule(text=st.sampled_from(("half", "half a line\nand more", "")))
    def half_write(self, text: str) -> None:
        """Type, and do not enter it."""
        spot = self.put.it.spot
        self._reply(HalfWritten(text))
        self.model.drafts[spot] = text

    # People, from any question

    @precondition(lambda self: self.asks("ask") and len(self.model.children) < 6)
    @rule()
    def find_a_child(self) -> None:
        """A child comes to light."""
        name = next(self.names)
        if self._reply(FoundLate(name)):
            self.model.children[name] = False

    @precondition(lambda self: self.asks("ask"))
    @rule(data=st.data())
    def withdraw(self, data: st.DataObject) -> None:
        """Somebody is taken off, with a reason."""
        situation = self.walk.situation
        living: list[Person] = [*situation.living_children(), *situation.living_adults()]
        if not living:
            return
        person = data.draw(st.sampled_from(living))
        spot = self.put.it.spot
        picked = situation.picked.get(spot, ()) if spot.subject.child is not None else ()
        is_taken = self._reply(Withdrawn(person, "not here after all"))
        if is_taken and person not in picked:
            people, names = self._those_like(person)
            names[people[person].name] = True

    @precondition(lambda self: self.asks("ask"))
    @rule(data=st.data())
    def rename(self, data: st.DataObject) -> None:
        """A name is put right."""
        situation = self.walk.situation
        living: list[Person] = [*situation.living_children(), *situation.living_adults()]
        if not living:
            return
        person, name = data.draw(st.sampled_from(living)), next(self.names)
        people, names = self._those_like(person)
        before = people[person].name
        if self._reply(Renamed(person, name)):
            names[name] = names.pop(before)

    def _those_like(self, person: Person) -> tuple[Any, dict[str, bool]]:
        situation = self.walk.situation
        if person in situation.children:
            return situation.children, self.model.children
        return situation.adults, self.model.adults

    # What else is asked

    @precondition(lambda self: self.asks("offer"))
    @rule(way=st.sampled_from(("name", "on the list", "decline", "leave open", "back")))
    def meet_an_offer(self, way: str) -> None:
        """Name somebody whom an answer brought up, decline, leave it, or go back."""
        offer, name = self.put.it, next(self.names)
        people = self.model.children if offer.kind == "child" else self.model.adults
        if way == "name" and len(people) < 6:
            if self._reply(Named(name)):
                people[name] = False
        elif way == "on the list" and offer.adults:
            self._reply(OnList(min(offer.adults)))
        elif way == "back":
            self._reply(Back())
        else:
            self._reply(None if way == "leave open" else Declined("nobody there"))

    @precondition(lambda self: self.asks("of_age"))
    @rule(way=st.sampled_from(("keep", "adult", "leave open", "back")))
    def decide_about_age(self, way: str) -> None:
        """Somebody of 18 or over stays on the roll, becomes an adult, or Back is pressed."""
        name = self.walk.situation.children[self.put.it].name
        replies = {"keep": KeepOnRoll("lives here"), "adult": ListAsAdult(), "back": Back()}
        reply = replies.get(way)
        if self._reply(reply) and way == "adult":
            self.model.children[name] = True
            self.model.adults[name] = False

    @precondition(lambda self: self.asks("ask"))
    @rule()
    def to_the_door(self) -> None:
        """The officer must go before all was asked."""
        self._reply(ToDoor())

    @precondition(lambda self: self.asks("close_door"))
    @rule(data=st.data())
    def at_the_door(self, data: st.DataObject) -> None:
        """Close the door, go back, or put one line right."""
        spots = [line.spot for line in self.put.it.lines if line.spot is not None]
        ways: list[Any] = [CloseDoor(), CloseDoor(), Back(), *map(Edit, spots[:3])]
        self._reply(data.draw(st.sampled_from(ways)))

    @precondition(lambda self: self.asks("review", "conclude"))
    @rule(data=st.data(), death=st.sampled_from((None, None, None, *Death)))
    def decide(self, data: st.DataObject, death: Death | None) -> None:
        """Finish, keep unfinished, or go to a line."""
        is_review, it = self.asks("review"), self.put.it
        lines = it.lines if is_review else (*it.incident_gaps, *it.incident_open, *it.child_open)
        ways: list[Any] = [Edit(line.spot) for line in lines[:3]] + [KeepUnfinished()]
        if it.may_finish:
            ways += [Finish()] * 3
        if is_review:
            ways.append(Back())
        self._reply(data.draw(st.sampled_from(ways)), death)

    # Stopping, and going on

    @precondition(lambda self: self.is_open())
    @rule(how=st.sampled_from(("word", "interrupt", "signal", "kill")))
    def stop(self, how: str) -> None:
        """Pause in one way or another, or `kill -9` while a question stands there."""
        if how == "kill":
            self._reply(None, Death.WHILE_ASKING)
            assert self.asks("killed")
        else:
            self._reply(Pause(how))
            assert self.put == Put("ended", Outcome.PAUSED)

    @precondition(lambda self: self.is_open())
    @rule(hours=st.sampled_from((0.02, 0.5, 9, 30, -0.02, -1, -30)))
    def set_the_clock(self, hours: float) -> None:
        """Time passes, or somebody sets the clock back; and somebody else reads the log."""
        self.steps["clock"] += 1
        self.laptop.clock.move(hours=hours)
        clock, new = self.laptop.clock, self.laptop.new_identifiers
        with Log.open(self.laptop.path, clock=clock, new_identifiers=new, read_only=True) as log:
            assert identifiers(log)[1:] == self.model.entries

    @precondition(lambda self: not self.is_open())
    @rule(data=st.data())
    def go_on(self, data: st.DataObject) -> None:
        """Resume what is unfinished, record a further talk, or put an answer right."""
        self.steps["go on"] += 1
        incident, walk = self.incident, self._walk_that_agrees()
        children = walk.situation.living_children()
        is_with_family = needs_presence(walk) and data.draw(st.booleans())
        number = data.draw(st.integers(1, 3))
        lines = [line for child in (None, *children) for line in walk.lines(child)]
        start_at = data.draw(st.sampled_from(lines)).spot if lines else None

        def resume(recorder: Recorder) -> Begun:
            return resume_incident(recorder, incident, is_with_family=is_with_family), None

        def engage(recorder: Recorder) -> Begun:
            return talk_to_record(recorder.log, incident, recorder.circumstances(), number), None

        def correct(recorder: Recorder) -> Begun:
            here = Walk(walk.checklist, walk.situation, recorder.circumstances())
            return walk_to(here, start_at) if start_at else here, start_at

        ways = [engage, correct, *[resume] * (6 if walk.situation.state == UNFINISHED else 0)]
        try:
            self._sit_down(data.draw(st.sampled_from(ways)))
        except ChildcheckError as error:
            if error.problems[0].code not in ("no-child", "no-talk"):
                raise
            self.put = Put("ended")

    # What holds

    @invariant()
    def the_question_is_the_one_that_the_log_tells(self) -> None:
        """What is shown is what a walk shows that was made of the log's entries alone."""
        if not self.asks("ask"):
            return
        shown: Shown = self.put.it
        again = self.walk.show(shown.spot)
        again = replace(again, may_go_back=shown.may_go_back)
        assert vars(again) == vars(shown)
        assert self.sitting is not None
        assert self.sitting.draft == self.model.drafts.get(shown.spot, "")

    def teardown(self) -> None:
        """At the end the log agrees with the model, and with itself."""
        try:
            if self.is_open():
                self._reply(None, Death.WHILE_ASKING)
            self.steps[f"{self._walk_that_agrees().situation.state} at the end"] += 1
            self._assert_tables_agree()
        finally:
            shutil.rmtree(self.folder)

    def _walk_that_agrees(self) -> Walk:
        """Return the walk that the entries tell, which hold what was acknowledged and no more."""
        with self.laptop.opened() as (log, recorder):
            assert identifiers(log)[1:] == self.model.entries
            situation = told_by(log, self.incident)
            for table in ("children", "adults"):
                told = {row["name"]: row["state"] == "withdrawn" for row in log.rows(table)}
                assert told == getattr(self.model, table)
            circumstances = recorder.circumstances()
        for spot, given in self.model.given.items():
            self._assert_held(situation.held[spot].given, given)
        return Walk(self.checklist, situation, circumstances)

    def _assert_tables_agree(self) -> None:
        """The read tables tell what the entries tell, and are the same when built anew."""
        with self.laptop.opened() as (log, recorder):
            walk = Walk(self.checklist, told_by(log, self.incident), recorder.circumstances())
            check_answers(walk.situation, walk.sight)
            check_follow_ups(walk.situation, walk.sight)
            check_finished(walk.situation, walk.sight)
            check_answer_rows(log, walk)
            check_follow_up_rows(log, walk.situation)
            check_people_rows(log, walk)
            before = all_rows(self.laptop.path)
            log.rebuild()
            assert all_rows(self.laptop.path) == before
        assert verify(self.laptop.path).is_sound

    def _assert_held(self, held: Given, given: Given) -> None:
        if isinstance(given, LeftUnanswered):
            assert isinstance(held, LeftUnanswered)
            assert (held.reason, held.text) == (given.reason, given.text)
        else:
            assert isinstance(held, Answer)
            assert sorted(map(str, held.chosen)) == sorted(map(str, given.chosen))
            assert dict(held.texts) == dict(given.texts)


SETTINGS = settings(deadline=None, suppress_health_check=list(HealthCheck))


def test_whatever_an_officer_does_the_log_agrees_with_what_was_acknowledged() -> None:
    """Answers, Back, jumps, pauses, kills, late children and clock jumps, for a while."""
    run_state_machine_as_test(
        OfficerAtWork, settings=settings(SETTINGS, max_examples=5, stateful_step_count=30)
    )


@pytest.mark.slow
def test_whatever_an_officer_does_for_long_the_log_agrees() -> None:
    """The same in ten thousand steps and more."""
    OfficerAtWork.steps.clear()
    while OfficerAtWork.steps.total() < STEPS_OF_THE_SLOW_RUN:  # how long a run is, chance decides
        before = OfficerAtWork.steps.total()
        run_state_machine_as_test(
            OfficerAtWork, settings=settings(SETTINGS, max_examples=30, stateful_step_count=100)
        )
        assert OfficerAtWork.steps.total() > before
    print(f"\n{OfficerAtWork.steps.total()} steps: {dict(OfficerAtWork.steps)}")
