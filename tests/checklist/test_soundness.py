"""Every rule for a checklist, each with a checklist that breaks it and nothing else."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from childcheck.checklist.conditions import All, Compare, Operator
from childcheck.checklist.definitions import (
    Band,
    Basis,
    Before,
    Checklist,
    ClockMoment,
    Closing,
    Due,
    Effects,
    NeededLine,
    Question,
    Reason,
    Scope,
    Stage,
)
from childcheck.checklist.reach import LIKENESSES, Reach
from childcheck.checklist.soundness import problems_of
from childcheck.identifiers import QuestionId
from tests.checklist.builders import (
    BORN_ON,
    WAYS_OF_LEAVING,
    WHEREABOUTS,
    a_checklist,
    a_choice,
    a_condition,
    a_follow_up,
    a_follow_up_question,
    a_list_of_adults,
    a_question,
    a_roll,
    a_section,
    a_then,
    an_enquiry,
    at_line,
    ref,
    some_parts,
    the_incident,
)

SEEN = a_question("ch.seen", choices=("awake", "asleep", "no"))
COLOUR = a_question("ch.colour", choices=("red", "blue"), reasons=())
COUNT = a_question("ch.count", "number")
EFFECT = a_question("ch.effect", "choices", choices=("saw", "heard"))
WORDS = a_question("ch.words", "text")
BORN = a_question("ch.born", "date")
ARRIVED = a_question("in.arrived", "time", fact="incident.arrived_at")
LATE = a_question("ch.late", stage=Stage.DESK)
MODE = a_question("in.mode", choices=("now", "afterwards"), fact="incident.mode", reasons=())


def asked_when(when: Any, *before: Question, **more: Any) -> Checklist:
    """Return a checklist whose last question hangs on a condition."""
    return a_checklist(*before, a_question("ch.last", when=when), **more)


def forcing(**effects: Any) -> Question:
    """Return a question one of whose choices forces something."""
    return a_question("ch.seen", choices=("awake", a_choice("no", effects=Effects(**effects))))


def timed(by: str, name: str = "ch.began") -> Question:
    """Return a time that may be the moment in which another question was put."""
    return a_question(name, "time", clock=ClockMoment(QuestionId(by), is_of_asking=True))


def saying(text: str, *before: Question, **more: Any) -> Checklist:
    """Return a checklist whose last question says something."""
    return a_checklist(*before, a_question("ch.last", ask=text, **more))


def of_incident(*questions: Any, **more: Any) -> Checklist:
    """Return a checklist with more questions about the incident."""
    return a_checklist(the_incident(*questions, **more))


def beginning_with(*start: Any) -> Checklist:
    """Return a checklist whose incident begins with something else than usual."""
    incident = a_section("incident", *start, for_each=Scope.INCIDENT)
    return a_checklist(incident, a_section("child", SEEN))


ONCE_EACH = {
    # ids
    "two questions may not share an id": ("duplicate-question", lambda: a_checklist(SEEN, SEEN)),
    "a question may not have the id of a group": (
        "duplicate-question",
        lambda: a_checklist(
            a_section(
                "child",
                some_parts("ch.lang", a_question("ch.lang.name", "text")),
                a_question("ch.lang"),
            )
        ),
    ),
    "two groups may not share an id": (
        "duplicate-group",
        lambda: a_checklist(
            a_section(
                "child",
                some_parts("ch.lang", a_question("ch.lang.name", "text")),
                SEEN,
                some_parts("ch.lang", a_question("ch.lang.shared")),
            )
        ),
    ),
    "two sections may not share an id": (
        "duplicate-section",
        lambda: a_checklist(a_section("child", SEEN), a_section("child", COLOUR)),
    ),
    "a choice may not be offered twice": (
        "duplicate-choice",
        lambda: a_checklist(a_question("ch.seen", choices=("yes", "yes"))),
    ),
    "a column may be filled once only": (
        "duplicate-column",
        lambda: a_checklist(replace(SEEN, column="seen"), replace(COLOUR, column="seen")),
    ),
    "a question may not be called as a fact": (
        "id-is-a-fact",
        lambda: a_checklist(a_question("child.gender")),
    ),
    "a part may not be called as an answer's own key": (
        "reserved-part",
        lambda: a_checklist(
            a_section("child", some_parts("ch.lang", a_question("ch.lang.basis", "text")))
        ),
    ),
    "a field may not be called as a person's own key": (
        "reserved-part",
        lambda: beginning_with(
            a_list_of_adults("in.adults", a_question("in.adults.answers", "text")), a_roll()
        ),
    ),
    "the later line of a choice may not be called as an answer's own key": (
        "reserved-part",
        lambda: a_checklist(
            a_question("ch.now", choices=("text", "none")), a_question("ch.now.text", "text")
        ),
    ),
    # names in conditions
    "what a condition names must exist": (
        "unknown-question",
        lambda: asked_when({"ch.sen": "awake"}, SEEN),
    ),
    "what an answer is compared with must exist": (
        "unknown-question",
        lambda: asked_when({"ch.count": {"at_least": ref("ch.none")}}, COUNT),
    ),
    "a fact must exist": ("unknown-fact", lambda: asked_when({"child.bnd": "infant"}, SEEN)),
    "some question must tell a fact": (
        "unknown-fact",
        lambda: asked_when({"child.gender": {"answered": True}}, SEEN),
    ),
    "a named condition must exist": ("unknown-condition", lambda: asked_when("bron", SEEN)),
    "a note has no answer to compare": (
        "note-named",
        lambda: asked_when({"ch.note": {"answered": True}}, a_question("ch.note", "note")),
    ),
    "of several answers one must be named": (
        "composite-named",
        lambda: a_checklist(
            a_section(
                "child",
                some_parts("ch.lang", a_question("ch.lang.name", "text")),
                a_question("ch.last", when={"ch.lang": {"answered": True}}),
            )
        ),
    ),
    # earlier
    "what a condition names must come before it": (
        "asked-later",
        lambda: a_checklist(a_question("ch.first", when={"ch.seen": "awake"}), SEEN),
    ),
    "a question may not hang on itself": (
        "asked-later",
        lambda: a_checklist(a_question("ch.seen", when={"ch.seen": "yes"})),
    ),
    "what a condition names may not be in a later stage": (
        "asked-later",
        lambda: asked_when({"ch.late": "yes"}, LATE),
    ),
    "what an answer is compared with must come before": (
        "asked-later",
        lambda: a_checklist(
            COUNT,
            a_question("ch.mid", when={"ch.count": {"at_least": ref("ch.more")}}),
            a_question("ch.more", "number"),
        ),
    ),
    "the incident is asked before its children of the same stage": (
        "asked-later",
        lambda: a_checklist(
            the_incident(),
            a_section("child", COLOUR),
            a_section(
                "end",
                a_question("in.end", when={"any_child": {"ch.colour": "red"}}),
                for_each=Scope.INCIDENT,
            ),
        ),
    ),
    "the band must have been told before": (
        "asked-later",
        lambda: beginning_with(
            a_question("in.first", when={"any_child": {"child.band": "infant"}}),
            a_roll("in.children", BORN_ON),
        ),
    ),
    "effects may not hang on a later section": (
        "asked-later",
        lambda: a_checklist(
            a_section("first", SEEN, then=[a_then({"ch.colour": "red"})]),
            a_section("second", COLOUR),
        ),
    ),
    "the bases of several questions must come before": (
        "asked-later",
        lambda: a_checklist(
            a_question("ch.first", when={"questions": ["ch.told"], "rests_on_only": ["seen"]}),
            a_question("ch.told", basis=True),
        ),
    ),
    # within reach
    "the incident may not name a child's answer without a wrapper": (
        "out-of-reach",
        lambda: a_checklist(
            the_incident(),
            a_section("child", COLOUR),
            a_section(
                "end",
                a_question("in.end", when={"ch.colour": "red"}, stage=Stage.DESK),
                for_each=Scope.INCIDENT,
            ),
        ),
    ),
    "a child may not name an adult's answer without a wrapper": (
        "out-of-reach",
        lambda: asked_when({"adult.role": "harmed"}, SEEN),
    ),
    "the incident may not name the band without a wrapper": (
        "out-of-reach",
        lambda: of_incident(a_question("in.last", when={"child.band": "infant"})),
    ),
    "an adult may not name a child's answer without a wrapper": (
        "out-of-reach",
        lambda: a_checklist(
            the_incident(),
            a_section("child", COLOUR),
            a_section(
                "adult",
                a_question("ad.last", when={"ch.colour": "red"}, stage=Stage.DESK),
                for_each=Scope.ADULT,
            ),
        ),
    ),
    "a child may not name what belongs to a child and an adult together": (
        "out-of-reach",
        lambda: a_checklist(
            a_section(
                "child",
                a_list_of_adults(
                    "ch.carers", a_question("ch.carers.relation"), fact="child.carers", roles=()
                )[0::2],
                a_question("ch.last", when={"ch.carers.relation": "yes"}),
            )
        ),
    ),
    "a named condition must fit where it is used": (
        "out-of-reach",
        lambda: a_checklist(
            the_incident(a_question("in.last", when="small")),
            conditions={"small": {"child.band": "infant"}},
        ),
    ),
    "no other child where none is in hand": (
        "out-of-reach",
        lambda: of_incident(a_question("in.last", when={"other_child": {"child.band": "infant"}})),
    ),
    "a wrapper may not look away from another of its kind": (
        "nested-look",
        lambda: asked_when({"any_child": {"other_child": {"ch.seen": "awake"}}}, SEEN),
    ),
    "a wrapper may not look away from another of its kind, also through a name": (
        "nested-look",
        lambda: asked_when(
            {"any_child": {"all": ["elsewhere"]}},
            SEEN,
            conditions={"elsewhere": {"any": [{"every_child": {"ch.seen": "awake"}}]}},
        ),
    ),
    # comparisons
    "a choice must be offered": ("not-offered", lambda: asked_when({"ch.seen": "awaek"}, SEEN)),
    "one of several choices must be offered": (
        "not-offered",
        lambda: asked_when({"ch.effect": {"includes_all_of": ["saw", "smelt"]}}, EFFECT),
    ),
    "a band must exist": ("not-offered", lambda: asked_when({"child.band": "baby"}, SEEN)),
    "a role must exist": (
        "not-offered",
        lambda: asked_when({"any_adult": {"adult.role": "harmd"}}, SEEN),
    ),
    "whereabouts must exist": (
        "not-offered",
        lambda: asked_when({"child.whereabouts": "school"}, SEEN),
    ),
    "the result of an enquiry must exist": (
        "not-offered",
        lambda: of_incident(
            an_enquiry(),
            a_question("in.z", when={"in.chk": {"found_any_of": ["gold"]}}, stage="desk"),
        ),
    ),
    "an enquiry leaves out spellings or people": (
        "not-offered",
        lambda: of_incident(
            an_enquiry(), a_question("in.z", when={"in.chk": {"leaves_out": "time"}}, stage="desk")
        ),
    ),
    "a basis must exist": (
        "not-offered",
        lambda: asked_when({"ch.told": {"rests_on": ["dream"]}}, a_question("ch.told", basis=True)),
    ),
    "the role of whoever said it must exist": (
        "not-offered",
        lambda: asked_when(
            {"ch.told": {"said_by_only": ["uncle"]}}, a_question("ch.told", basis=True)
        ),
    ),
    "the basis of several questions must exist": (
        "not-offered",
        lambda: asked_when(
            {"every_with_basis": True, "rests_on_only": ["dream"]},
            a_question("ch.told", basis=True),
        ),
    ),
    "a way of leaving must exist": (
        "not-offered",
        lambda: asked_when({"ch.seen": {"left": "bored"}}, SEEN),
    ),
    "a way of leaving must be allowed": (
        "reason-not-allowed",
        lambda: asked_when({"ch.colour": {"left": "not_known"}}, COLOUR),
    ),
    "an operator must suit the type": (
        "wrong-operator",
        lambda: asked_when({"ch.seen": {"at_least": 3}}, SEEN),
    ),
    "one choice includes nothing": (
        "wrong-operator",
        lambda: asked_when({"ch.seen": {"includes": "awake"}}, SEEN),
    ),
    "words are not compared": ("wrong-operator", lambda: asked_when({"ch.words": "yes"}, WORDS)),
    "a date that takes no estimate is not estimated": (
        "wrong-operator",
        lambda: asked_when({"ch.born": {"estimated": True}}, BORN),
    ),
    "names of children are not compared": (
        "wrong-operator",
        lambda: asked_when({"child.name": "Zosia"}, SEEN),
    ),
    "an age is a number": (
        "wrong-operand",
        lambda: asked_when({"child.age": {"at_least": "old"}}, SEEN),
    ),
    "a time is held against a time": (
        "wrong-operand",
        lambda: of_incident(
            ARRIVED, a_question("in.z", when={"in.arrived": {"before": "half past nine"}})
        ),
    ),
    "a basis is asked for by name": (
        "wrong-operand",
        lambda: asked_when({"ch.told": {"rests_on": []}}, a_question("ch.told", basis=True)),
    ),
    "a number is held against a number": (
        "wrong-operand",
        lambda: asked_when({"ch.count": {"at_least": "many"}}, COUNT),
    ),
    "a date is held against a date": (
        "wrong-operand",
        lambda: asked_when({"ch.born": {"before": "lunch"}}, BORN),
    ),
    "answered is true or false": (
        "wrong-operand",
        lambda: asked_when({"ch.seen": {"answered": "maybe"}}, SEEN),
    ),
    "`is` takes one value": (
        "wrong-operand",
        lambda: asked_when({"ch.seen": {"is": ["awake", "asleep"]}}, SEEN),
    ),
    "a list of values may not be empty": (
        "wrong-operand",
        lambda: asked_when({"ch.seen": {"is_any_of": []}}, SEEN),
    ),
    "only some operators take another question": (
        "wrong-operand",
        lambda: asked_when({"ch.seen": {"is_none_of": ref("ch.colour")}}, SEEN, COLOUR),
    ),
    "what is compared must be of one type": (
        "other-type",
        lambda: asked_when({"ch.count": {"at_least": ref("ch.seen")}}, COUNT, SEEN),
    ),
    "choices that share nothing cannot be the same": (
        "other-type",
        lambda: asked_when({"ch.seen": {"is": ref("ch.colour")}}, SEEN, COLOUR),
    ),
    "what is asked for its basis must record one": (
        "basis-not-recorded",
        lambda: asked_when({"ch.seen": {"rests_on": ["seen"]}}, SEEN),
    ),
    "all that are asked for their basis must record one": (
        "basis-not-recorded",
        lambda: asked_when({"questions": ["ch.seen"], "rests_on": ["seen"]}, SEEN),
    ),
    # what can be
    "a condition can be true": (
        "never-true",
        lambda: asked_when({"all": [{"ch.seen": "awake"}, {"ch.seen": "asleep"}]}, SEEN),
    ),
    "a condition can be false": (
        "always-true",
        lambda: asked_when({"ch.colour": ["red", "blue"]}, COLOUR),
    ),
    "effects can come about": (
        "never-true",
        lambda: a_checklist(
            a_section("child", COLOUR, then=[a_then({"ch.colour": {"answered": False}})])
        ),
    ),
    "a sentence above a question can be missing": (
        "always-true",
        lambda: a_checklist(
            COLOUR,
            a_question(
                "ch.last",
                when={"ch.colour": "red"},
                before=(Before("Mind.", a_condition({"ch.colour": "red"})),),
            ),
        ),
    ),
    # the clock
    "whose moment may be a time must exist": (
        "unknown-clock",
        lambda: a_checklist(SEEN, timed("ch.none")),
    ),
    "whose moment may be a time must be earlier": (
        "clock-out-of-reach",
        lambda: a_checklist(timed("ch.seen"), SEEN),
    ),
    "whose moment may be a time is asked of nobody else": (
        "clock-out-of-reach",
        lambda: a_checklist(SEEN, the_incident(timed("ch.seen", "in.began"))),
    ),
    "a fact is offered already": (
        "clock-beside-fact",
        lambda: of_incident(a_question("in.x"), replace(ARRIVED, clock=timed("in.x").clock)),
    ),
    # effects
    "what is asked again must exist": (
        "unknown-ask-again",
        lambda: a_checklist(forcing(ask_again=(QuestionId("ch.none"),))),
    ),
    "what is asked again must be within reach": (
        "ask-again-out-of-reach",
        lambda: a_checklist(
            the_incident(
                a_question(
                    "in.x",
                    choices=(
                        "a",
                        a_choice("b", effects=Effects(ask_again=(QuestionId("ch.seen"),))),
                    ),
                )
            ),
            SEEN,
        ),
    ),
    "a follow-up must be defined": (
        "unknown-follow-up",
        lambda: a_checklist(forcing(follow_ups=("see",))),
    ),
    "a follow-up that a question opens must be defined": (
        "unknown-follow-up",
        lambda: a_checklist(a_section("child", a_follow_up_question("ch.plan", "see_child"))),
    ),
    "a follow-up is due at one time": (
        "follow-up-due",
        lambda: a_checklist(
            forcing(follow_ups=("see_child",)),
            follow_ups=[a_follow_up(due=Due.NOW, due_hours=24)],
        ),
    ),
    "a follow-up is due at some time": (
        "follow-up-due",
        lambda: a_checklist(forcing(follow_ups=("see_child",)), follow_ups=[a_follow_up(due=None)]),
    ),
    "a follow-up is due in whole hours": (
        "follow-up-due",
        lambda: a_checklist(
            forcing(follow_ups=("see_child",)), follow_ups=[a_follow_up(due_hours=0)]
        ),
    ),
    "what closes a follow-up must be told by a question": (
        "never-closed",
        lambda: a_checklist(
            forcing(follow_ups=("see_child",)),
            follow_ups=[a_follow_up(closed_by=Closing.SEEING)],
        ),
    ),
    "what a talk closes is opened where a child is in hand": (
        "follow-up-needs-child",
        lambda: a_checklist(
            the_incident(then=[a_then({"in.mode": "now"}, follow_ups=("see_child",))]),
            a_question(
                "ch.spoke",
                fact="child.talked",
                choices=(a_choice("yes", means=True), a_choice("no", means=False)),
            ),
            follow_ups=[a_follow_up(closed_by=Closing.TALKING)],
        ),
    ),
    # facts
    "a question tells a fact that exists": (
        "unknown-fact",
        lambda: a_checklist(a_question("ch.x", fact="child.seeen")),
    ),
    "the band is told by no question": (
        "unknown-fact",
        lambda: a_checklist(a_question("ch.x", fact="child.band")),
    ),
    "a child's fact is told by a child's question": (
        "fact-wrong-scope",
        lambda: of_incident(a_question("in.x", fact="child.gender")),
    ),
    "a fact is told by a question of its type": (
        "fact-wrong-type",
        lambda: a_checklist(a_question("ch.x", "text", fact="child.gender")),
    ),
    "the mode is now or afterwards": (
        "mode-choices",
        lambda: beginning_with(
            a_question("in.mode", choices=("now", "later"), fact="incident.mode"),
            a_roll("in.children", BORN_ON),
        ),
    ),
    "each choice says whether the child was seen": (
        "means-missing",
        lambda: a_checklist(
            a_question("ch.seen", fact="child.seen", choices=(a_choice("yes", means=True), "no"))
        ),
    ),
    "no other choice has a meaning": (
        "means-not-wanted",
        lambda: a_checklist(a_question("ch.x", choices=(a_choice("yes", means=True), "no"))),
    ),
    "each whereabouts says whether the child is here": (
        "here-missing",
        lambda: beginning_with(
            a_roll("in.children", whereabouts=(*WHEREABOUTS, a_choice("school")))
        ),
    ),
    "no other choice says whether the child is here": (
        "here-not-wanted",
        lambda: a_checklist(a_question("ch.x", choices=(a_choice("yes", is_here=True), "no"))),
    ),
    # the roll and the adults
    "questions for each child need a roll": (
        "no-roll",
        lambda: beginning_with(MODE),
    ),
    "there is one roll": (
        "two-rolls",
        lambda: of_incident(a_roll("in.more", whereabouts=WHEREABOUTS)[0]),
    ),
    "the roll tells who the children are": (
        "roll-without-fact",
        lambda: beginning_with(a_roll("in.children", fact="")),
    ),
    "the roll asks where each child is": (
        "roll-without-unborn",
        lambda: beginning_with(a_roll("in.children")[0]),
    ),
    "an unborn child belongs on the roll": (
        "roll-without-unborn",
        lambda: beginning_with(a_roll("in.children", whereabouts=WHEREABOUTS[:3])),
    ),
    "the roll comes before the children": (
        "roll-too-late",
        lambda: beginning_with(a_roll("in.children", stage=Stage.DESK)),
    ),
    "the list of adults says their roles": (
        "people-without-roles",
        lambda: beginning_with(a_list_of_adults()[0], a_roll()),
    ),
    "there is one list of adults": (
        "two-lists-of-adults",
        lambda: of_incident(a_list_of_adults("in.more")),
    ),
    # questions
    "a question can be answered or left": (
        "no-way-out",
        lambda: a_checklist(a_question("ch.x", choices=(), reasons=())),
    ),
    "a number that must be given is possible": (
        "no-way-out",
        lambda: a_checklist(a_question("ch.x", "number", at_least=3, at_most=2, reasons=())),
    ),
    "limits leave room": (
        "limits-crossed",
        lambda: a_checklist(a_question("ch.x", "number", at_least=3, at_most=2)),
    ),
    "a choice is between two at least": (
        "too-few-choices",
        lambda: a_checklist(a_question("ch.x", choices=("yes",))),
    ),
    "what excludes the others is offered": (
        "unknown-exclusion",
        lambda: a_checklist(replace(EFFECT, excludes_others=(("nothing",),))),  # type: ignore[arg-type]
    ),
    "only choosing has choices": (
        "key-not-wanted",
        lambda: a_checklist(a_question("ch.x", "text", choices=("a", "b"))),
    ),
    "only several choices exclude one another": (
        "key-not-wanted",
        lambda: a_checklist(replace(SEEN, excludes_others=(("awake",),))),  # type: ignore[arg-type]
    ),
    "only several choices have a basis each": (
        "key-not-wanted",
        lambda: a_checklist(replace(SEEN, basis_each=True)),
    ),
    "only a date is estimated": (
        "key-not-wanted",
        lambda: a_checklist(replace(SEEN, is_estimable=True)),
    ),
    "only a number has limits": ("key-not-wanted", lambda: a_checklist(replace(SEEN, at_most=3))),
    "only lines have speakers": (
        "key-not-wanted",
        lambda: a_checklist(replace(WORDS, has_speaker=False)),
    ),
    "only lines can be none": (
        "key-not-wanted",
        lambda: a_checklist(replace(WORDS, none_label="Asked, none")),
    ),
    "only text can be nothing": (
        "key-not-wanted",
        lambda: a_checklist(replace(SEEN, nothing_label="Nothing")),
    ),
    "nothing is offered for another that a family does not share": (
        "not-shared",
        lambda: a_checklist(replace(SEEN, as_for_others=True)),
    ),
    "what an answer rests on belongs to one child": (
        "observation-shared",
        lambda: a_checklist(
            a_question("ch.lang", "text", fact="child.language", as_for_others=True, basis=True)
        ),
    ),
    "a field is shared only with its list": (
        "not-shared",
        lambda: a_checklist(
            a_section(
                "child",
                a_list_of_adults(
                    "ch.carers",
                    a_question("ch.carers.relation", as_for_others=True),
                    fact="child.carers",
                    roles=(),
                )[0::2],
            )
        ),
    ),
    "only a child's question is said to a child": (
        "say-to-child",
        lambda: of_incident(a_question("in.x", say_to_child=True)),
    ),
    "what the desk asks is not on the leaving screen": (
        "at-leaving-late",
        lambda: a_checklist(replace(WORDS, stage=Stage.DESK, at_leaving="Words")),
    ),
    "only a child's section is a talk": (
        "engagement-scope",
        lambda: of_incident(is_engagement=True),
    ),
    # bands and reasons
    "bands rise": (
        "band-order",
        lambda: a_checklist(bands=(Band("a", 5), Band("b", 5), Band("c", 18))),
    ),
    "bands have ids of their own": (
        "duplicate-band",
        lambda: a_checklist(bands=(Band("a", 5), Band("a", 18))),
    ),
    "the unborn have their band already": (
        "band-reserved",
        lambda: a_checklist(bands=(Band("unborn", 1), Band("b", 18))),
    ),
    "bands end with childhood": (
        "band-beyond-childhood",
        lambda: a_checklist(bands=(Band("a", 5), Band("b", 19))),
    ),
    "all four reasons are worded": (
        "ways-of-leaving",
        lambda: a_checklist(ways_of_leaving=WAYS_OF_LEAVING[1:]),
    ),
    "no reason is worded twice": (
        "ways-of-leaving",
        lambda: a_checklist(ways_of_leaving=(*WAYS_OF_LEAVING, WAYS_OF_LEAVING[0])),
    ),
    # placeholders
    "a placeholder names something": ("placeholder-unknown", lambda: saying("Is {chld} here?")),
    "a brace belongs to a placeholder": (
        "placeholder-malformed",
        lambda: saying("Is {child here?"),
    ),
    "{child} needs a child": (
        "placeholder-out-of-reach",
        lambda: of_incident(a_question("in.x", ask="Is {child} here?")),
    ),
    "{adult} needs an adult": ("placeholder-out-of-reach", lambda: saying("Is {adult} here?")),
    "a title may only name who is in hand": (
        "placeholder-out-of-reach",
        lambda: a_checklist(a_section("child", SEEN, title="About {adult}")),
    ),
    "a reason is worded for every question": (
        "placeholder-out-of-reach",
        lambda: a_checklist(
            ways_of_leaving=(replace(WAYS_OF_LEAVING[0], label="{child} did"), *WAYS_OF_LEAVING[1:])
        ),
    ),
    "a follow-up from the incident knows no child": (
        "placeholder-out-of-reach",
        lambda: a_checklist(
            the_incident(then=[a_then({"in.mode": "now"}, follow_ups=("see_child",))]),
            follow_ups=[a_follow_up(what="See {child}")],
        ),
    ),
    "a follow-up fills in no answer": (
        "placeholder-out-of-reach",
        lambda: a_checklist(
            forcing(follow_ups=("see_child",)), follow_ups=[a_follow_up(what="See {ch.seen}")]
        ),
    ),
    "an answer of another person is not filled in": (
        "placeholder-out-of-reach",
        lambda: a_checklist(
            the_incident(),
            a_section("child", COLOUR),
            a_section(
                "end",
                a_question("in.end", ask="So {ch.colour}?", stage=Stage.DESK),
                for_each=Scope.INCIDENT,
            ),
        ),
    ),
    "a later answer is not filled in": (
        "placeholder-later",
        lambda: a_checklist(a_question("ch.first", ask="So {ch.colour}?"), COLOUR),
    ),
    "a talk is not filled in": (
        "placeholder-type",
        lambda: saying("So {ch.talk}?", a_question("ch.talk", "transcript", reasons=())),
    ),
    "what is filled in has an answer": (
        "placeholder-may-be-empty",
        lambda: saying("So {ch.seen}?", SEEN),
    ),
    "what is filled in was asked": (
        "placeholder-may-be-empty",
        lambda: saying(
            "So {ch.shade}?", COLOUR, a_question("ch.shade", reasons=(), when={"ch.colour": "red"})
        ),
    ),
    "a line beside an answer is checked too": (
        "placeholder-unknown",
        lambda: a_checklist(
            a_question("ch.x", choices=("a", a_choice("b", text=NeededLine("Why {chld}?"))))
        ),
    ),
    "the line beside every answer is checked too": (
        "placeholder-unknown",
        lambda: a_checklist(a_question("ch.x", text=NeededLine("Why {chld}?"))),
    ),
    "a reminder is checked too": (
        "placeholder-unknown",
        lambda: a_checklist(
            a_section("child", SEEN, then=[a_then({"ch.seen": "no"}, remind="{x}")])
        ),
    ),
}


@pytest.mark.parametrize(("code", "make"), ONCE_EACH.values(), ids=ONCE_EACH.keys())
def test_a_broken_rule_is_found(code: str, make: Callable[[], Checklist]) -> None:
    """A checklist that breaks one rule has that one error, with a remedy."""
    errors = [problem for problem in problems_of(make()) if not problem.is_warning]

    assert [problem.code for problem in errors] == [code]
    assert errors[0].what.endswith(".")
    assert errors[0].remedy


WARNED = {
    "a source that the table of sources leaves out": (
        "unknown-source",
        lambda: a_checklist(
            replace(SEEN, source=("GK", "SCR")),
            replace(COLOUR, source=("SCR",)),
            sources={"GK": "General knowledge"},
        ),
    ),
    "a birth date that is asked at some ages only": (
        "birth-by-age",
        lambda: a_checklist(
            replace(BORN, fact="child.born_on", when=a_condition("small")),
            conditions={"small": {"child.age": {"less_than": 2}}},
        ),
    ),
    "a birth date that is asked in some bands only": (
        "birth-by-age",
        lambda: a_checklist(
            replace(
                BORN,
                fact="child.born_on",
                when=a_condition({"child.band": {"is_none_of": ["unborn", "infant"]}}),
            ),
        ),
    ),
    "the last band ends before childhood does": (
        "band-ends-early",
        lambda: a_checklist(bands=(Band("a", 5), Band("b", 16))),
    ),
    "an adult is offered, and no list could take the name": (
        "offers-without-list",
        lambda: beginning_with(
            a_roll(), replace(forcing(offer_adult=True), id=QuestionId("in.others"))
        ),
    ),
    "a follow-up that nothing opens": (
        "unused-follow-up",
        lambda: a_checklist(follow_ups=[a_follow_up()]),
    ),
    "a named condition that nothing uses": (
        "unused-condition",
        lambda: a_checklist(conditions={"small": {"child.band": "infant"}}),
    ),
    "a condition too large to prove": (
        "could-not-prove",
        lambda: asked_when(
            {"ch.many": {"includes_all_of": [f"c{n}" for n in range(14)]}},
            a_question("ch.many", "choices", choices=[f"c{n}" for n in range(14)]),
        ),
    ),
    "an answer too deep in conditions to be sure of": (
        "could-not-prove",
        lambda: saying(
            "So {ch.colour}?",
            COLOUR,
            a_question("ch.many", "choices", choices=[f"c{n}" for n in range(14)]),
            when={
                "any": [
                    {"ch.colour": "red"},
                    *({"ch.many": {"includes": f"c{n}"}} for n in range(14)),
                ]
            },
        ),
    ),
}


@pytest.mark.parametrize(("code", "make"), WARNED.values(), ids=WARNED.keys())
def test_what_is_only_doubtful_is_a_warning(code: str, make: Callable[[], Checklist]) -> None:
    """What may be meant so is warned of and does not make the checklist unsound."""
    problems = problems_of(make())

    assert {(problem.code, problem.is_warning) for problem in problems} == {(code, True)}


def test_without_a_table_of_sources_no_source_is_missing_in_it() -> None:
    """Naming sources in full is offered, and not demanded."""
    assert problems_of(a_checklist(replace(SEEN, source=("SCR",)))) == ()


def test_a_source_that_is_not_explained_is_told_once() -> None:
    """Where a hundred questions name it, one line in the table mends them all."""
    named = [a_question(f"ch.q{n}", source=("SRC",)) for n in range(5)]

    (problem,) = problems_of(a_checklist(*named, sources={"SCR": "The serious case review"}))

    assert (problem.code, problem.nearest) == ("unknown-source", "SCR")


def test_a_duplicate_tells_where_the_first_is() -> None:
    """The writer need not look for the other one."""
    first, second = (replace(SEEN, place=at_line(number)) for number in (5, 9))

    (problem,) = problems_of(a_checklist(first, second))

    assert problem.what == 'Two questions have the id "ch.seen". The first is in line 5.'
    assert problem.where == at_line(9)


def test_what_is_asked_later_tells_why_it_is_later() -> None:
    """Further down, a later stage, and a question that names itself are told apart."""
    last = replace(SEEN, place=at_line(9))
    later = [
        a_checklist(a_question("ch.first", when={"ch.seen": "awake"}), last),
        a_checklist(LATE, a_question("ch.door", when={"ch.late": "yes"})),
        a_checklist(a_question("ch.itself", when={"ch.itself": "yes"})),
    ]

    told = [problems_of(one)[0].what for one in later]

    assert told == [
        '"ch.seen" is not asked before this: it stands further down, in line 9.',
        '"ch.late" is not asked before this: it is asked at the desk, and this at the door.',
        '"ch.itself" is not asked before this: it is what is asked here.',
    ]


def test_a_condition_that_can_never_be_true_is_shown_where_it_becomes_so() -> None:
    """Of several comparisons the first is shown that does not go together with those above it."""
    parts = (
        Compare("ch.colour", Operator.IS, "red", at_line(3)),
        Compare("ch.seen", Operator.IS, "awake", at_line(4)),
        Compare("ch.colour", Operator.IS, "blue", at_line(5)),
        Compare("ch.seen", Operator.IS, "no", at_line(6)),
    )

    (problem,) = problems_of(asked_when(All(parts, at_line(2)), SEEN, COLOUR))

    assert problem.code == "never-true"
    assert problem.where == at_line(5)
    assert problem.what.endswith("The comparison shown cannot hold where those above it hold.")


def test_a_birth_date_may_be_asked_of_whoever_is_born() -> None:
    """Whether a child is born is told by where the child is, so the band may say that."""
    born = a_condition({"child.band": {"is_none_of": ["unborn"]}})

    assert problems_of(a_checklist(replace(BORN, fact="child.born_on", when=born))) == ()


def a_large_sound_checklist() -> Checklist:
    """Return a checklist that uses nearly everything rightly."""
    seen = a_question(
        "ch.seen",
        ask="Have you seen {child}?",
        fact="child.seen",
        when="born",
        reasons=(),
        choices=(
            a_choice("awake", means=True),
            a_choice("asleep", means=True),
            a_choice(
                "stopped",
                means=False,
                text=NeededLine("Who kept you from {child}?"),
                effects=Effects(
                    remind="Ring a supervisor about {child}.",
                    follow_ups=("see_child",),
                    ask_again=(QuestionId("in.access"),),
                ),
            ),
        ),
    )
    spoke = a_question(
        "ch.spoke",
        fact="child.talked",
        when={"all": ["can_talk", {"ch.seen": ["awake", "asleep"]}]},
        choices=(a_choice("talked", means=True), a_choice("no", means=False)),
    )
    colour = a_question("ch.colour", choices=("red", "blue"), when={"ch.seen": {"answered": True}})
    shade = a_question(
        "ch.shade",
        ask="Which shade of {ch.colour}?",
        when={"all": [{"ch.colour": {"answered": True}}, {"ch.colour": ["red"]}]},
        before=(Before("Look again.", a_condition({"ch.spoke": "talked"})),),
    )
    effect = a_question(
        "ch.effect",
        "choices",
        choices=("saw", "heard", a_choice("hurt", basis=Basis.SEEN), "nothing"),
        excludes_others=(("nothing",),),
        basis_each=True,
    )
    relation = a_question("ch.carers.relation", choices=("parent", "other"))
    carers = a_list_of_adults("ch.carers", relation, fact="child.carers", roles=())
    return a_checklist(
        the_incident(
            a_question("in.calls", "number", at_least=0),
            a_question("in.access", column="access"),
            ARRIVED,
            an_enquiry("in.pnc", when={"in.mode": "now"}),
            a_question(
                "in.risk",
                when={
                    "any": [
                        {"in.pnc": {"found_any_of": ["something"]}},
                        {"in.pnc": {"leaves_out": "people"}},
                        {"any_adult": {"adult.role": "accused"}},
                    ]
                },
                stage=Stage.DESK,
            ),
            then=[a_then({"in.calls": {"at_least": 3}}, show_in_each_child=True, remind="Often.")],
        ),
        a_section("look", seen, spoke, is_engagement=True, title="Have you seen {child}?"),
        a_section(
            "what",
            colour,
            shade,
            effect,
            (carers[0], carers[2]),
            a_question("ch.after", when={"any_adult": {"ch.carers.relation": "parent"}}),
            a_question("ch.other", when={"other_child": {"ch.effect": {"includes": "hurt"}}}),
            a_question("ch.dob", "date", fact="child.born_on", is_estimable=True),
            a_question("ch.sure", when={"child.born_on": {"estimated": True}}),
            a_question("ch.back", when={"ch.dob": {"after": ref("incident.arrived_at")}}),
            a_follow_up_question("ch.plan", "see_child", when={"ch.seen": "stopped"}),
            some_parts(
                "ch.lang",
                a_question("ch.lang.name", "text", is_needed=False),
                a_question("ch.lang.shared", choices=("well", "a_little", "not_at_all")),
                ask="Which language does {child} speak?",
            ),
            a_question("ch.interp", when={"ch.lang.shared": {"is_none_of": ["well"]}}),
            a_question("ch.note", "note", ask="Stop asking."),
            then=[
                a_then(
                    {"all": [{"ch.effect": {"includes": "hurt"}}, {"child.band": "infant"}]},
                    follow_ups=("care",),
                    remind="{child} needs a doctor.",
                ),
                a_then({"questions": ["ch.effect"], "rests_on_only": ["adult_said"]}),
                a_then({"ch.effect": {"said_by_only": ["accused"]}}),
            ],
        ),
        a_section(
            "adults",
            a_question("ad.apart", ask="Was {adult} spoken to apart?", reasons=()),
            a_question("ad.why", "text", when={"ad.apart": "no"}),
            for_each=Scope.ADULT,
        ),
        a_section(
            "end",
            a_question(
                "in.hurt", when={"any_child": {"ch.effect": {"includes": "hurt"}}}, stage="desk"
            ),
            for_each=Scope.INCIDENT,
        ),
        conditions={
            "born": {"child.band": {"is_none_of": ["unborn"]}},
            "can_talk": {"child.band": ["pre_school", "school_age", "teen"]},
        },
        follow_ups=[
            a_follow_up("see_child", what="See {child}", closed_by=Closing.SEEING, due_hours=24),
            a_follow_up("care"),
        ],
    )


def test_a_sound_checklist_has_no_problems() -> None:
    """Nothing is said of a checklist that breaks no rule."""
    assert problems_of(a_checklist()) == ()
    assert problems_of(a_large_sound_checklist()) == ()


def test_a_circle_of_names_is_shown_at_each_of_its_names() -> None:
    """A named condition that leads back to itself is an error and is not followed for ever."""
    checklist = asked_when(
        "first", SEEN, conditions={"first": {"all": ["second"]}, "second": {"any": ["first"]}}
    )

    problems = problems_of(checklist)

    assert [problem.code for problem in problems] == ["circular-condition"] * 2
    assert '"first" → "second" → "first"' in problems[0].what


def test_a_faulty_name_is_reported_once_and_its_use_is_not_proven() -> None:
    """What is wrong with a named condition is said at its own place, however often it is used."""
    checklist = a_checklist(
        SEEN,
        a_question("ch.first", when="odd"),
        a_question("ch.second", when={"all": ["odd", {"ch.seen": "awake"}]}),
        conditions={"odd": {"ch.seen": "awaek"}},
    )

    assert [problem.code for problem in problems_of(checklist)] == ["not-offered"]


def test_parts_that_share_a_condition_share_its_problem() -> None:
    """A condition written once above several answers is reported once."""
    when = a_condition({"ch.none": "x"}, at_line(7))
    parts = (a_question(f"ch.lang.{part}", when=when) for part in ("name", "shared"))

    problems = problems_of(a_checklist(a_section("child", SEEN, some_parts("ch.lang", *parts))))

    assert [problem.code for problem in problems] == ["unknown-question"]


def test_all_problems_are_told_at_once_in_the_order_of_the_file() -> None:
    """Whatever rule finds it, what stands first in the file is told first, where it stands."""
    checklist = a_checklist(
        a_section(
            "child",
            a_question("ch.seen", place=at_line(10), choices=("yes",)),
            a_question(
                "ch.next", place=at_line(20), when=a_condition({"ch.x": "a"}, at_line(21, 9))
            ),
            a_question("ch.last", place=at_line(30), ask="Is {adult} here?"),
            place=at_line(8),
        ),
        bands=(Band("a", 19, at_line(3)),),
        conditions={"unused": a_condition({"ch.seen": "yes"}, at_line(5))},
    )

    problems = problems_of(checklist)

    assert [(problem.code, problem.where) for problem in problems] == [
        ("band-beyond-childhood", at_line(3)),
        ("unused-condition", at_line(5)),
        ("too-few-choices", at_line(10)),
        ("unknown-question", at_line(21, 9)),
        ("placeholder-out-of-reach", at_line(30)),
    ]


NEAREST = {
    "ch.seen": lambda: asked_when({"ch.sen": "awake"}, SEEN),
    "awake": lambda: asked_when({"ch.seen": "awaek"}, SEEN),
    "born": lambda: asked_when("bron", SEEN, conditions={"born": {"ch.seen": "awake"}}),
    "child.band": lambda: asked_when({"child.bnd": "infant"}, SEEN),
    "child.seen": lambda: a_checklist(a_question("ch.x", fact="child.seeen")),
    "see_child": lambda: a_checklist(forcing(follow_ups=("see_chld",)), follow_ups=[a_follow_up()]),
    "child": lambda: saying("Is {chld} here?"),
}


@pytest.mark.parametrize(("expected", "make"), NEAREST.items(), ids=NEAREST.keys())
def test_the_nearest_valid_name_is_offered(expected: str, make: Callable[[], Checklist]) -> None:
    """A name that is wrong by a letter or two brings up the one that was meant."""
    errors = [problem for problem in problems_of(make()) if not problem.is_warning]

    assert errors[0].nearest == expected


def test_the_nearest_name_is_not_looked_for_without_end() -> None:
    """Where thousands of names are wrong among thousands, the later ones are only named."""
    names = [f"ch.question_{n}" for n in range(LIKENESSES // 2)]
    reach = Reach(a_checklist(SEEN))

    found = [reach.nearest("ch.question_7x", names) for _ in range(3)]

    assert found == ["ch.question_7", "ch.question_7", ""]


def test_when_no_work_is_left_for_proofs_that_is_said_once() -> None:
    """What follows the condition that took all the work is counted, and not warned of singly."""
    questions = [a_question(f"ch.q{n}", choices=("a", "b", "c")) for n in range(12)]
    impossible = {
        "all": [
            *({f"ch.q{n}": ["a", "b"]} for n in range(12)),
            {"any": [{f"ch.q{n}": "c"} for n in range(12)]},
        ]
    }
    last = [a_question(f"ch.last{n}", when=impossible) for n in range(4)]

    problems = problems_of(a_checklist(*questions, *last))

    assert {problem.code for problem in problems} == {"could-not-prove"}
    assert len(problems) < 4
    assert "more it was not tried" in problems[-1].what


def test_a_fault_is_not_told_again_by_what_rests_on_it() -> None:
    """Nothing is said to be impossible because of a question that is itself at fault."""
    broken = a_question("ch.broken", choices=("yes",), reasons=())

    problems = problems_of(asked_when({"ch.broken": "yes"}, broken))

    assert [problem.code for problem in problems] == ["too-few-choices"]


def test_what_rests_on_a_faulty_question_further_back_is_not_proven() -> None:
    """The fault is found through any number of conditions and names."""
    checklist = a_checklist(
        a_question("ch.broken", when={"ch.none": "x"}),
        a_question("ch.middle", when="through"),
        a_question("ch.last", when={"all": [{"ch.middle": "yes"}, {"ch.middle": "no"}]}),
        conditions={"deep": {"ch.broken": "yes"}, "through": {"all": ["deep"]}},
    )

    assert [problem.code for problem in problems_of(checklist)] == ["unknown-question"]


def test_a_condition_within_a_condition_that_does_not_exist_is_not_followed() -> None:
    """A name that leads to an unknown name is reported where the unknown one stands."""
    checklist = asked_when("outer", SEEN, conditions={"outer": {"any": ["inner"]}})

    assert [problem.code for problem in problems_of(checklist)] == ["unknown-condition"]


def test_without_proofs_everything_else_is_still_found() -> None:
    """A checklist that was sound when it was published is read without trying it again."""
    impossible = {"all": [{"ch.seen": "awake"}, {"ch.seen": "asleep"}]}

    assert problems_of(asked_when(impossible, SEEN), prove=False) == ()
    assert problems_of(saying("So {ch.seen}?", SEEN), prove=False) == ()
    unknown = problems_of(asked_when({"ch.sen": "awake"}, SEEN), prove=False)
    assert [problem.code for problem in unknown] == ["unknown-question"]


def test_lines_and_ages_can_be_counted() -> None:
    """How many lines there are, and how many years, are compared like numbers."""
    lines = a_question("ch.said", "lines")

    assert problems_of(asked_when({"ch.said": {"at_least": 2}}, lines)) == ()
    assert problems_of(asked_when({"child.age": {"at_least": 16}}, SEEN)) == ()
    both = {"all": [{"child.band": "teen"}, {"child.age": {"at_least": 16}}]}
    assert problems_of(asked_when(both, SEEN)) == ()


def test_what_is_named_across_children_may_be_in_an_earlier_stage() -> None:
    """At the desk the incident may ask about what the children's doors brought."""
    checklist = a_checklist(
        the_incident(),
        a_section("child", COLOUR),
        a_section(
            "end",
            a_question("in.end", when={"any_child": {"ch.colour": "red"}}, stage=Stage.DESK),
            for_each=Scope.INCIDENT,
        ),
    )

    assert problems_of(checklist) == ()


def test_effects_may_hang_on_any_stage_of_their_section() -> None:
    """What an answer forces is looked at after every answer, whatever its stage."""
    section = a_section("child", LATE, SEEN, then=[a_then({"ch.late": "yes"})])

    assert problems_of(a_checklist(section)) == ()


def test_a_question_optional_to_answer_can_be_left_as_not_asked() -> None:
    """A question that may be passed with one key can be named as left so."""
    optional = a_question("ch.more", is_more=True, reasons=())

    assert problems_of(asked_when({"ch.more": {"left": "not_asked"}}, optional)) == ()


def a_checklist_as_large_as_the_default() -> Checklist:
    """Return 110 leaf questions whose conditions hang on one another as they do in real ones."""
    questions = [
        SEEN,
        a_question(
            "ch.spoke", choices=("talked", "tried", "no"), when={"ch.seen": ["awake", "asleep"]}
        ),
        a_question("ch.lang", choices=("well", "a_little", "no"), when="can_talk"),
        a_question("ch.needs", "choices", choices=("none", "hearing", "speech", "autism", "moves")),
    ]
    for number in range(106):
        when: dict[str, Any] = {
            "all": [
                "talked",
                {
                    "any": [
                        {"ch.lang": ["a_little", "no"]},
                        {"ch.needs": {"includes_any_of": ["speech"]}},
                    ]
                },
                {"child.band": ["pre_school", "teen"]},
            ]
        }
        if number >= 10:
            when["all"].append({f"ch.q{number - 10}": "yes"})
        questions.append(a_question(f"ch.q{number}", when=when))
    return a_checklist(
        *questions,
        conditions={
            "can_talk": {"child.band": ["pre_school", "school_age", "teen"]},
            "talked": {"ch.spoke": ["talked", "tried"]},
        },
    )


def test_a_checklist_of_the_usual_size_is_proven_within_the_budget() -> None:
    """With 110 questions that hang on one another as in real life nothing is left unproven."""
    assert problems_of(a_checklist_as_large_as_the_default()) == ()


@pytest.mark.benchmark
def test_a_checklist_of_the_usual_size_is_checked_while_one_waits() -> None:
    """All rules and proofs for 110 questions take less than a second."""
    checklist = a_checklist_as_large_as_the_default()

    began = time.perf_counter()
    problems_of(checklist)

    assert time.perf_counter() - began < 1


def test_every_reason_may_be_asked_for_where_all_are_allowed() -> None:
    """Each of the four ways of leaving can be named in a condition."""
    for reason in Reason:
        assert problems_of(asked_when({"ch.seen": {"left": reason.value}}, SEEN)) == ()
