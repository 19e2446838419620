from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from childcheck.checklist.answers import Answer, LeftUnanswered
from childcheck.checklist.definitions import Checklist, Reason
from childcheck.checklist.fitting import Fault
from childcheck.procedures.correct_answer import walk_to, whole_incident
from childcheck.procedures.lead_walk import Outcome
from childcheck.record.happenings import (
    AnswerGiven,
    ChildNamed,
    FamilyLeft,
    OfferDeclined,
    WalkPaused,
)
from childcheck.walk.replies import (
    Back,
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
    NotReached,
    OnList,
    Pause,
    Renamed,
    Withdrawn,
)
from childcheck.walk.settling import Draft
from childcheck.walk.walking import Walk
from tests.walk.small import (
    EVENING,
    SEE_CHILD,
    SEEN,
    Course,
    Script,
    Step,
    a_checklist,
    a_walk,
    led_by,
    on_roll,
    text,
    yes_no,
)

MODE: Step = ("in.mode", "now")
SIX = a_checklist("".join(text(f"in.{one}") for one in "abcdef"))
TWO_STAGES = a_checklist(
    text("in.desk", stage="desk"),
    child=text("ch.door") + text("ch.leaving", stage="leaving") + text("ch.desk", stage="desk"),
)


def led(
    checklist: Checklist, steps: list[Step], **settings: Any
) -> tuple[Script, Any, list[Draft]]:
    """Lead a script through a new incident; return it, how that ended and what was recorded."""
    script = Script(steps)
    drafts: list[Draft] = []
    walk, _ = a_walk(checklist)
    return script, led_by(script, walk, drafts=drafts, **settings), drafts


def of_kind(drafts: list[Draft], kind: type) -> list[Any]:
    """Return what was recorded of one kind."""
    return [one.happening for one in drafts if isinstance(one.happening, kind)]


def answered(drafts: list[Draft]) -> list[tuple[str, object]]:
    """Return every answer that was recorded."""
    return [(str(one.question), one.value) for one in of_kind(drafts, AnswerGiven)]


SETTLED = [MODE, *on_roll("Ava")]  # one child of whom nothing more is asked, to be reviewed


# Recording


def test_every_answer_is_recorded_before_anything_else_is_shown() -> None:
    """Between a reply and whatever comes next lies its recording, reminders included."""
    checklist = a_checklist(yes_no("in.a", yes='remind: "Ring somebody."') + text("in.b"))

    script, _, _ = led(checklist, [MODE, *on_roll("Ava"), ("in.a", "yes"), ("in.b", "x")])

    at = script.told.index("in.a")
    assert script.told[at : at + 4] == [
        "in.a",
        "record answer_given reminder_shown",
        "remind Ring somebody.",
        "in.b",
    ]
    for place, one in enumerate(script.told[:-2]):
        if one.startswith(("in.", "ch.")):
            assert script.told[place + 1].startswith("record ")


def test_a_reply_that_does_not_fit_is_refused_and_the_question_put_again() -> None:
    """Nothing is recorded of it, and the same question is shown."""
    script, _, drafts = led(SIX, [("in.mode", "perhaps"), ("in.mode", "now")])

    assert script.told[:4] == ["begin The incident", "in.mode", "refuse not-offered", "in.mode"]
    assert script.shown[0] is script.shown[1]
    assert answered(drafts) == [("in.mode", "now")]


def test_what_the_log_knows_against_an_answer_is_told_like_any_fault() -> None:
    """A doubt refuses; without one the answer is taken."""
    doubts = [(Fault("known-reference", "Known.", "Look."),)]

    def doubt(question: object, given: object) -> tuple[Fault, ...]:
        return doubts.pop() if doubts else ()

    script, _, _ = led(SIX, [("in.mode", "now"), ("in.mode", "now")], doubt=doubt)

    assert "refuse known-reference" in script.told


def test_an_answer_of_somebody_asked_has_its_moment_and_one_of_a_file_has_none() -> None:
    """The clock says when a person answered; of a file nobody knows."""
    _, _, live = led(SIX, [MODE])
    _, _, filed = led(SIX, [MODE], is_live=False)

    (asked,), (told,) = of_kind(live, AnswerGiven), of_kind(filed, AnswerGiven)
    assert (asked.asked_at, asked.answered_at) == (
        EVENING.isoformat(timespec="seconds"),
        asked.answered_at,
    )
    assert asked.answered_at is not None and asked.answered_at > asked.asked_at
    assert (told.asked_at, told.answered_at) == (None, None)


# Going back and forth


def test_five_back_and_five_forward_lose_nothing() -> None:
    """Back goes one question at a time and records nothing; keeping comes forward again."""
    steps: list[Step] = [MODE, *on_roll("Ava")]
    steps += [(f"in.{one}", one) for one in "abcde"]
    steps += [(f"in.{one}", Back()) for one in "fedcb"]
    steps += [(f"in.{one}", Keep()) for one in "abcde"]
    steps += [("in.f", "f")]

    script, _, drafts = led(SIX, steps)

    assert answered(drafts)[-6:] == [(f"in.{one}", one) for one in "abcdef"]
    back_at = script.told.index("in.f")
    forth_at = len(script.told) - 1 - script.told[::-1].index("in.f")
    assert not any(one.startswith("record") for one in script.told[back_at:forth_at])


def test_back_at_the_first_question_stays_there() -> None:
    """There is nothing before it."""
    script, _, _ = led(SIX, [("in.mode", Back()), ("in.mode", "now")])

    assert script.asked[:2] == ["in.mode", "in.mode"]


def test_back_and_change_keeps_what_was_answered_since() -> None:
    """A changed answer is recorded; the ones after it stand, and are come past again."""
    steps: list[Step] = [MODE, *on_roll("Ava"), ("in.a", "a"), ("in.b", "b")]
    steps += [("in.c", Back()), ("in.b", Back()), ("in.a", "A"), ("in.b", Keep()), ("in.c", "c")]

    _, end, drafts = led(SIX, steps)

    assert answered(drafts)[-4:] == [("in.a", "a"), ("in.b", "b"), ("in.a", "A"), ("in.c", "c")]
    assert end.walk.following().question == "in.d"


def test_a_jump_goes_there_and_then_to_what_is_open() -> None:
    """Answered out of turn, the walk goes on where something is still to be asked."""
    walk, _ = a_walk(SIX)
    course = Course(SIX)
    course.roll("Ava")
    to = course.spot("in.e")

    script, _, _ = led(SIX, [MODE, *on_roll("Ava"), ("in.a", Jump(to)), ("in.e", "e")])

    assert (walk.talk, script.asked[-3:]) == (None, ["in.a", "in.e", "in.a"])


def test_a_jump_without_a_place_goes_to_what_is_open() -> None:
    """From anywhere one key leads back to where one was."""
    steps: list[Step] = [MODE, *on_roll("Ava"), ("in.a", "a"), ("in.b", Back()), ("in.a", Back())]

    script, _, _ = led(SIX, [*steps, ("in.children", Jump())])

    assert script.asked[-2:] == ["in.children", "in.b"]


def test_a_jump_to_what_does_not_apply_stays() -> None:
    """Nobody can go to a question that is not asked; it is said."""
    checklist = a_checklist(yes_no("in.a") + text("in.b", when="{in.a: yes}") + text("in.c"))
    off_path = Course(checklist).spot("in.b")

    script, _, _ = led(checklist, [MODE, *on_roll("Ava"), ("in.a", "no"), ("in.c", Jump(off_path))])

    assert script.told[-4:-1] == ["in.c", "refuse not-asked-here", "in.c"]


def test_gone_back_to_the_roll_one_stays_until_it_is_complete() -> None:
    """Two children can be named there, one after the other."""
    steps: list[Step] = [MODE, *on_roll("Ava"), ("in.a", Back())]
    steps += [("in.children", Named("Ben")), ("in.children", Named("Cas")), ("in.children", Done())]

    script, _, drafts = led(SIX, steps)

    assert [one.name for one in of_kind(drafts, ChildNamed)] == ["Ava", "Ben", "Cas"]
    assert script.asked[-1] == "in.a"


def test_a_child_comes_to_light_at_any_question() -> None:
    """The child is on the roll at once, found late, and the question is put again."""
    steps: list[Step] = [MODE, *on_roll("Ava"), ("in.a", FoundLate("Ben")), ("in.a", "a")]
    steps += [("in.b", Back()), ("in.a", FoundLate("Cas")), ("in.a", Keep()), ("in.b", "b")]

    script, _, drafts = led(SIX, steps)

    found = {one.name: one.found_late_at is not None for one in of_kind(drafts, ChildNamed)}
    assert found == {"Ava": False, "Ben": True, "Cas": True}
    assert script.asked[-1] == "in.c"


def test_somebody_is_renamed_and_withdrawn_at_a_list() -> None:
    """The lists are put right where they stand."""
    checklist = a_checklist(text("in.a"))
    course = Course(checklist)
    (ava,) = course.roll("Ava")
    drafts = list(course.drafts)
    script = Script(
        [
            ("in.a", Back()),
            ("in.children", Renamed(ava, "Ewa")),
            ("in.children", Withdrawn(ava, "")),
            ("in.children", Withdrawn(ava, "a cousin")),
        ]
    )

    end = led_by(script, course.walk, drafts=drafts)

    assert script.told.count("refuse withdrawal-needs-reason") == 1
    assert end.walk.situation.children[ava].withdrawn_because == "a cousin"
    assert end.walk.situation.children[ava].name == "Ewa"


def test_whoever_comes_onto_the_roll_from_elsewhere_is_confirmed() -> None:
    """Once it is recorded, the name is said with the number on the roll."""
    steps: list[Step] = [MODE, *on_roll("Ava Nowak"), ("in.a", FoundLate("Ben"))]

    script, _, _ = led(SIX, steps)

    at = script.told.index("record child_named answer_given")
    assert script.told[at + 1 : at + 3] == ["roll + 2 Ben", "in.a"]
    assert script.told.count("roll + 1 Ava Nowak") == 0  # the list itself shows who was named there


def test_a_child_is_withdrawn_from_any_question() -> None:
    """It needs a reason, is confirmed, and the walk goes on with who is left."""
    checklist = a_checklist(child=text("ch.a"))
    course = Course(checklist)
    _, ben = course.roll("Ava", "Ben")
    script = Script(
        [
            ("ch.a Ava", Withdrawn(ben, " ")),
            ("ch.a Ava", Withdrawn(ben, "a cousin, not here")),
            ("ch.a Ava", "x"),
            ("review Ava", Pause()),
        ]
    )

    end = led_by(script, course.walk)

    assert script.told.count("refuse withdrawal-needs-reason") == 1
    assert "roll - 2 Ben" in script.told
    assert end.walk.situation.children[ben].withdrawn_because == "a cousin, not here"


def test_withdrawing_the_child_in_hand_goes_on_with_the_next() -> None:
    """Nothing more is asked about a child who is off the roll."""
    course = Course(a_checklist(child=text("ch.a") + text("ch.b")))
    ava, _ = course.roll("Ava", "Ben")
    script = Script([("ch.a Ava", "x"), ("ch.b Ava", Withdrawn(ava, "a doll"))])

    led_by(script, course.walk)

    assert script.asked[-1] == "ch.a Ben"


# Pausing


@pytest.mark.parametrize(
    "steps",
    [
        [("in.mode", Pause("interrupt"))],
        [MODE, ("in.children", Pause("interrupt"))],
        [MODE, *on_roll("Ava"), ("in.new", "yes"), ("offer adult", Pause("interrupt"))],
        [MODE, *on_roll("Ava", born="2008-01-01")[:-1], ("of age Ava", Pause("interrupt"))],
        [MODE, *on_roll("Ava"), ("in.new", "no"), ("review Ava", Pause("interrupt"))],
        [
            *[MODE, *on_roll("Ava"), ("in.new", "no"), ("review Ava", Finish())],
            ("conclude", Pause("interrupt")),
        ],
        [MODE, *on_roll("Ava"), ("in.new", Back()), ("in.children", Pause("interrupt"))],
    ],
)
def test_it_can_be_paused_at_any_point(steps: list[Step]) -> None:
    """Everything up to there is saved, and the last entry says how it was paused."""
    checklist = a_checklist(yes_no("in.new", yes="offer_adult: true"), adults=False)

    _, end, drafts = led(checklist, steps)

    assert end.outcome is Outcome.PAUSED
    assert isinstance(drafts[-1].happening, WalkPaused)
    assert drafts[-1].happening.how == "interrupt"


# People who come up


OFFERS = a_checklist(
    yes_no("in.new", yes="offer_adult: true") + yes_no("in.signs", yes="offer_child: true"),
    adults=True,
)
ADULTS: list[Step] = [
    ("in.adults", Named("Ann")),
    ("in.adults.roles Ann", ["harmed"]),
    ("in.adults", Done()),
]


def test_an_offer_is_made_right_after_its_answer() -> None:
    """The name goes onto its list, and what is asked about it comes next."""
    steps = [MODE, *ADULTS, *on_roll("Ava"), ("in.new", "yes"), ("offer adult", Named("Bob"))]

    script, _, _ = led(OFFERS, steps)

    assert script.asked[-2:] == ["offer adult", "in.adults.roles Bob"]


def test_back_from_an_offer_goes_to_the_question_before_it() -> None:
    """A yes by mistake is put right there; a yes that stays makes the offer again."""
    up_to_offer = [MODE, *ADULTS, *on_roll("Ava"), ("in.new", "yes"), ("offer adult", Back())]

    script, _, _ = led(OFFERS, [*up_to_offer, ("in.new", "no")])
    assert script.asked[-3:] == ["offer adult", "in.new", "in.signs"]

    script, _, _ = led(OFFERS, [*up_to_offer, ("in.new", Keep()), ("offer adult", Named("Bob"))])
    assert script.asked[-2:] == ["offer adult", "in.adults.roles Bob"]


def test_back_from_the_question_of_age_goes_to_the_question_before_it() -> None:
    """A year typed wrongly is put right, and nothing is asked of age any more."""
    checklist = a_checklist(yes_no("in.new"), adults=False)
    steps = [MODE, *on_roll("Ava", born="2008-01-01")[:-1], ("of age Ava", Back())]

    script, _, _ = led(checklist, [*steps, ("in.children.born_on Ava", "2018-01-01")])

    assert script.asked[-3:] == ["of age Ava", "in.children.born_on Ava", "in.children"]


def test_a_name_that_cannot_stand_is_refused_and_offered_again() -> None:
    """The same name twice, or a refusal without a line why, is not taken."""
    steps = [MODE, *ADULTS, *on_roll("Ava"), ("in.new", "yes"), ("offer adult", Named("ann"))]
    steps += [("offer adult", Declined(" ")), ("offer adult", Declined("nobody knows"))]

    script, _, _ = led(OFFERS, steps)

    assert [one for one in script.told if one.startswith("refuse")] == [
        "refuse named-twice",
        "refuse declining-needs-reason",
    ]
    assert script.asked[-1] == "in.signs"


def test_an_offer_left_open_is_not_made_twice_and_hides_no_other() -> None:
    """Without a word it stays open; the next one is still made."""
    steps = [MODE, *ADULTS, *on_roll("Ava"), ("in.new", "yes"), ("offer adult", None)]
    steps += [("in.signs", "yes"), ("offer child", Declined("a doll's bed"))]

    script, end, _ = led(OFFERS, steps)

    assert script.asked.count("offer adult") == 1
    assert end.walk.offer().kind == "adult"


def test_a_resumed_walk_first_asks_where_one_stopped() -> None:
    """An offer left open before comes again before the end, and not before that question."""
    steps = [MODE, *ADULTS, *on_roll("Ava"), ("in.new", "yes"), ("offer adult", None)]
    _, paused, _ = led(OFFERS, [*steps, ("in.signs", Pause())])
    script = Script(
        [
            ("in.signs", "no"),
            *[("review Ava", Finish()), ("offer adult", None), ("conclude", Finish())],
        ]
    )

    led_by(script, paused.walk)


SAFE = "- id: ch.safe\n  stage: door\n  ask: Who has {child}?\n  type: choice\n  choices:\n"
SAFE += '    safe: {label: Safe, text: "With whom?", offer_adult: true}\n'
SAFE += '    not_safe: {label: "Not safe", text: "With whom?", offer_adult: true}\n'


def with_whom(choice: str, whom: str) -> Answer:
    """Return who has a child."""
    return Answer(choice, {"": whom})


def test_what_a_childs_answer_offers_is_taken_up_before_that_childs_review() -> None:
    """Left open, it is offered once more there, and then left."""
    course = Course(a_checklist(adults=True, child=SAFE), afterwards=True)
    course.adult("Ann")
    course.done("in.adults")
    course.roll("Ava", "Ben")
    steps: list[Step] = [("ch.safe Ava", with_whom("safe", "her aunt")), ("offer adult", None)]
    steps += [("offer adult", None), ("review Ava", Finish())]
    steps += [("ch.safe Ben", with_whom("safe", "his father")), ("offer adult", Pause())]

    led_by(Script(steps), course.walk)


def test_an_adult_on_the_list_answers_an_offer_and_the_same_words_ask_no_more() -> None:
    """For the next child the same person in the same words is not asked about again."""
    course = Course(a_checklist(adults=True, child=SAFE))
    ann = course.adult("Ann")
    course.done("in.adults")
    course.roll("Ava", "Ben", "Cas")
    drafts: list[Draft] = []
    steps: list[Step] = [
        ("ch.safe Ava", with_whom("safe", "her  Mother")),
        ("offer adult", OnList(ann)),
        ("ch.safe Ben", with_whom("not_safe", "her mother")),
        ("ch.safe Cas", with_whom("safe", "a neighbour")),
        ("offer adult", Pause()),
    ]

    led_by(Script(steps), course.walk, drafts=drafts)

    (declined,) = of_kind(drafts, OfferDeclined)
    assert (declined.adult, declined.why) == (ann, "on the list already")


def test_somebody_of_18_or_over_is_decided_about_at_once() -> None:
    """Kept with a reason, or listed as an adult; a reason is needed."""
    roll = on_roll("Ava", "Ben", born="2008-01-01")
    steps = [
        MODE,
        *ADULTS,
        *roll[:3],
        ("of age Ava", KeepOnRoll("")),
        ("of age Ava", KeepOnRoll("x")),
    ]
    steps += [*roll[3:6], ("of age Ben", ListAsAdult())]

    script, end, _ = led(OFFERS, steps)

    assert "refuse keeping-needs-reason" in script.told
    assert script.asked[-1] == "in.adults.roles Ben"
    assert [one.is_withdrawn for one in end.walk.situation.children.values()] == [False, True]


def test_each_of_two_of_age_is_asked_about_when_nobody_decides() -> None:
    """One left undecided does not hide the other, and neither is asked about twice."""
    roll = on_roll("Ava", "Ben", born="2008-01-01")
    steps = [MODE, *ADULTS, *roll[:3], ("of age Ava", None), *roll[3:6], ("of age Ben", None)]

    script, _, _ = led(OFFERS, [*steps, roll[6]])

    assert [one for one in script.asked if one.startswith("of age")] == ["of age Ava", "of age Ben"]


# Reviews and the end


def test_a_child_is_reviewed_when_all_is_settled_and_finished_there() -> None:
    """After the review comes the summary, and then it is finished."""
    steps = [*SETTLED, ("review Ava", Finish()), ("conclude", Finish())]

    script, end, _ = led(a_checklist(), steps)

    assert end.outcome is Outcome.FINISHED
    assert script.told[-4:] == [
        "review Ava",
        "record check_finished",
        "conclude",
        "record incident_finished",
    ]


def test_a_line_of_the_review_is_edited_and_the_review_comes_again() -> None:
    """One goes to the line, and comes back to the review with what changed."""
    steps: list[Step] = [*SETTLED, ("review Ava", 2), ("in.children.born_on Ava", "2019-05-04")]
    steps += [("review Ava", Finish())]

    script, _, _ = led(a_checklist(), steps)

    assert script.reviews_shown[1].lines[1].words == "4 May 2019"


def test_back_from_the_review_goes_to_the_childs_last_question() -> None:
    """Keeping it there leads to the review again."""
    checklist = a_checklist(child=text("ch.a") + text("ch.b"))
    steps: list[Step] = [*SETTLED, ("ch.a Ava", "a"), ("ch.b Ava", "b"), ("review Ava", Back())]
    steps += [("ch.b Ava", Back()), ("ch.a Ava", Keep()), ("ch.b Ava", Keep())]

    script, _, _ = led(checklist, [*steps, ("review Ava", Finish())])

    assert script.asked[-1] == "conclude"


def test_a_check_kept_unfinished_is_not_reviewed_twice() -> None:
    """It goes on to the summary; edited there, it is reviewed again."""
    steps: list[Step] = [*SETTLED, ("review Ava", KeepUnfinished())]
    course = Course(a_checklist())
    (ava,) = course.roll("Ava")
    line = course.walk.review(ava).lines[1].spot
    walk, _ = a_walk(a_checklist())
    script = Script([*steps, ("conclude", Pause())])
    end = led_by(script, walk)
    again = Script([("review Ava", KeepUnfinished()), ("conclude", KeepUnfinished())])

    kept = led_by(again, end.walk)

    assert line.question == "in.children.born_on"
    assert kept.outcome is Outcome.KEPT_UNFINISHED
    assert again.told[-1] == "record incident_kept"


def test_a_line_of_the_summary_is_edited_and_the_child_reviewed_again() -> None:
    """What was kept unfinished can be put right before the end."""
    checklist = a_checklist(child=text("ch.a"))
    steps: list[Step] = [*SETTLED, ("ch.a Ava", "a"), ("review Ava", KeepUnfinished())]
    walk, _ = a_walk(checklist)
    before = led_by(Script([*steps, ("conclude", Pause())]), walk).walk
    spot = before.order[-1]

    script = Script(
        [
            *[("review Ava", KeepUnfinished()), ("conclude", Edit(spot)), ("ch.a Ava", "b")],
            *[("review Ava", Finish()), ("conclude", Finish())],
        ]
    )
    end = led_by(script, before)

    assert end.outcome is Outcome.FINISHED


def test_finishing_with_something_open_is_keeping_unfinished() -> None:
    """What a file lacks is counted as not reached, and is never called finished."""
    steps: list[Step] = [MODE, *on_roll("Ava"), ("in.a", NotReached()), ("in.b", NotReached())]
    steps += [(f"in.{one}", "x") for one in "cdef"]
    steps += [("review Ava", Finish()), ("conclude", Finish())]

    _, end, drafts = led(SIX, steps, is_live=False)

    assert end.outcome is Outcome.KEPT_UNFINISHED
    assert drafts[-1].happening.not_reached == 2  # type: ignore[attr-defined]


def test_each_child_is_reviewed_when_that_child_is_settled() -> None:
    """At the desk one child's review comes before the next child's desk."""
    steps = [MODE, *on_roll("Ava", "Ben")]
    steps += [(f"ch.door {one}", "x") for one in ("Ava", "Ben")]
    steps += [(f"ch.leaving {one}", "x") for one in ("Ava", "Ben")]
    steps += [("in.desk", "x"), ("ch.desk Ava", "x"), ("review Ava", Finish())]
    steps += [("ch.desk Ben", "x"), ("review Ben", Finish()), ("conclude", Finish())]

    script, _, _ = led(TWO_STAGES, steps)

    assert [one for one in script.told if one.startswith("begin")] == [
        "begin The incident",
        "begin Child 1 of 2: Ava",
        "begin Child 2 of 2: Ben",
        "begin Before the door closes",
        "begin The incident, at the desk",
        "begin Child 1 of 2: Ava, at the desk",
        "begin Child 2 of 2: Ben, at the desk",
    ]


def test_nothing_is_reviewed_while_the_family_is_there() -> None:
    """A child of whom all was asked at the door is reviewed when the door has closed."""
    checklist = a_checklist(child=text("ch.a"), late_incident=text("in.desk", stage="desk"))
    steps: list[Step] = [MODE, *on_roll("Ava", "Ben"), ("ch.a Ava", "x"), ("ch.a Ben", "x")]
    steps += [("review Ava", Finish()), ("review Ben", Finish()), ("in.desk", "x")]

    script, _, _ = led(checklist, steps)

    assert script.told.index("record family_left") < script.told.index("review Ava")


def test_a_child_of_whom_nothing_is_asked_is_reviewed_at_the_end() -> None:
    """The roll goes on; what stands on it is looked at last."""
    checklist = a_checklist(text("in.a"), child=text("ch.a", when="{child.band: [teen]}"))
    steps: list[Step] = [("in.mode", "afterwards"), *on_roll("Ava", "Ben"), ("in.a", "x")]

    script, _, _ = led(checklist, [*steps, ("review Ava", Finish()), ("review Ben", Finish())])

    assert script.asked[-1] == "conclude"


# The door


def to_the_desk(*more: Step) -> list[Step]:
    """Return the steps up to the first question of the desk."""
    return [MODE, *on_roll("Ava"), ("ch.door Ava", "x"), ("ch.leaving Ava", "x"), *more]


def test_the_door_closes_once_when_the_desk_is_come_to() -> None:
    """It is recorded before the first desk question is put, and once."""
    script, _, drafts = led(TWO_STAGES, to_the_desk(("in.desk", "x"), ("ch.desk Ava", "x")))

    at = script.told.index("record family_left")
    assert script.told[at + 1 : at + 3] == ["begin The incident, at the desk", "in.desk"]
    assert len(of_kind(drafts, FamilyLeft)) == 1


def test_a_jump_to_the_desk_does_not_close_the_door() -> None:
    """Whoever looks ahead is still with the family."""
    course = Course(TWO_STAGES)
    steps: list[Step] = [MODE, *on_roll("Ava"), ("ch.door Ava", Jump(course.spot("in.desk")))]

    _, _, drafts = led(TWO_STAGES, [*steps, ("in.desk", "x"), ("ch.door Ava", Pause())])

    assert of_kind(drafts, FamilyLeft) == []


def test_a_correction_at_the_desk_does_not_close_the_door() -> None:
    """Putting one answer right says nothing about where the family is."""
    course = Course(TWO_STAGES)
    course.roll("Ava")
    drafts: list[Draft] = []

    led_by(Script([("in.desk", "x")]), course.walk, drafts=drafts, start_at=course.spot("in.desk"))

    assert of_kind(drafts, FamilyLeft) == []


@pytest.mark.parametrize("mode", ["now", "afterwards"])
def test_written_up_afterwards_no_door_closes(mode: str) -> None:
    """Only with the family now is there a door; a file does not know when it closed."""
    steps: list[Step] = [("in.mode", mode), *on_roll("Ava")]
    order = ["ch.door Ava", "ch.leaving Ava", "in.desk", "ch.desk Ava"]
    if mode == "afterwards":
        order = ["in.desk", "ch.door Ava", "ch.leaving Ava", "ch.desk Ava"]
    steps += [(one, "x") for one in order]

    _, _, drafts = led(TWO_STAGES, steps, is_live=False)

    left = [one.left_at for one in of_kind(drafts, FamilyLeft)]
    assert left == ([None] if mode == "now" else [])


def test_a_child_found_late_has_one_part_and_closes_no_door() -> None:
    """Its leaving and desk questions come in its own pass, under its own name."""
    steps: list[Step] = [MODE, *on_roll("Ava"), ("ch.door Ava", FoundLate("Ben"))]
    steps += [("ch.door Ava", "x"), ("in.children.whereabouts Ben", "here")]
    steps += [("in.children.born_on Ben", "about 4")]
    steps += [(f"ch.{one} Ben", "x") for one in ("door", "leaving", "desk")]
    steps += [("ch.leaving Ava", Pause())]

    script, _, drafts = led(TWO_STAGES, steps)

    assert [one for one in script.told if one.startswith("begin")][-3:] == [
        "begin The incident",
        "begin Child 2 of 2: Ben",
        "begin Before the door closes",
    ]
    assert of_kind(drafts, FamilyLeft) == []


# Corrections and talks


def a_finished_walk() -> Walk:
    """Return the walk of an incident with one child that was finished."""
    course = Course(a_checklist(child=yes_no("ch.a") + text("ch.b", when="{ch.a: yes}")))
    (ava,) = course.roll("Ava")
    course.answer("ch.a", "no", ava)
    course.take(course.walk.finish())
    return course.walk


def test_one_answer_of_a_finished_incident_is_put_right() -> None:
    """It is put, corrected with a reason, and that is all."""
    walk = a_finished_walk()
    spot = walk.order[-1]
    left = LeftUnanswered(Reason.NOT_KNOWN, "nobody knows")
    script = Script([("ch.a Ava", Answer("yes")), ("ch.a Ava", Corrected(left, "a slip"))])

    end = led_by(script, walk, start_at=spot)

    assert "refuse correction-needs-reason" in script.told
    assert script.asked[-1] == "ch.b Ava"  # in doubt it is asked at once
    assert end.outcome is Outcome.PAUSED


def test_a_correction_that_opens_nothing_ends_there() -> None:
    """A finished incident stays finished."""
    walk = a_finished_walk()

    end = led_by(
        Script([("ch.a Ava", Corrected(Answer("no"), "said again"))]),
        walk,
        start_at=walk.order[-1],
    )

    assert end.outcome is Outcome.FINISHED


def test_a_correction_in_an_unfinished_incident_stops_there() -> None:
    """What it opens is asked; the rest stays as it is, and no review and no end comes."""
    checklist = a_checklist(
        child=yes_no("ch.a") + text("ch.b", when="{ch.a: yes}") + text("ch.c"),
        late_incident=text("in.d"),
    )
    course = Course(checklist, afterwards=True)
    (ava,) = course.roll("Ava")
    course.answer("ch.a", "no", ava)
    drafts: list[Draft] = []
    script = Script([("ch.a Ava", "yes"), ("ch.b Ava", "b")])

    end = led_by(script, course.walk, drafts=drafts, start_at=course.spot("ch.a", ava))

    assert end.outcome is Outcome.KEPT_UNFINISHED
    assert answered(drafts) == [("ch.a", "yes"), ("ch.b", "b")]
    assert replace(end.walk, not_reached=frozenset()).following() == course.spot("ch.c", ava)


TALKED = SEEN + text("ch.how", when="{ch.seen: awake}")


def a_finished_incident_with_two_talks() -> Course:
    """Return an incident that was finished, and then had a further talk."""
    course = Course(a_checklist(talk=TALKED, child=text("ch.a"), follow_ups=SEE_CHILD))
    (ava,) = course.roll("Ava")
    course.answer("ch.seen", "not_here", ava)
    course.answer("ch.a", "x", ava)
    course.take(course.walk.finish())
    course.walk = replace(course.walk, talk=(ava, 2))
    course.answer("ch.seen", "not_here", ava, talk=2)
    course.walk = replace(course.walk, talk=None)
    return course


def test_the_answers_of_every_talk_can_be_put_right() -> None:
    """They stand below those of the check, and one is corrected where it stands."""
    course = a_finished_incident_with_two_talks()
    (ava,) = course.walk.situation.living_children()
    line = course.walk.lines(ava)[-1]
    steps: list[Step] = [("ch.seen Ava", Corrected(Answer("awake"), "a slip"))]

    walk = walk_to(course.walk, line.spot)
    end = led_by(Script([*steps, ("ch.how Ava", "calm")]), walk, start_at=line.spot)

    assert (line.spot.question, line.spot.subject.talk) == ("ch.seen", 2)
    assert [one.number for one in course.walk.lines(ava)] == [1, 2, 3, 4, 5]
    whole, outcome = whole_incident(course.walk, end)
    assert outcome is Outcome.FINISHED
    assert whole.situation.held[line.spot].is_correction
    assert [one.words for one in whole.lines(ava)][-2:] == ["Yes, awake", "calm"]


def test_a_correction_of_a_further_talk_that_opens_the_check_has_not_ended() -> None:
    """What it opened elsewhere is still to be asked."""
    again = SEEN.replace("follow_up: see_child}", "follow_up: see_child, ask_again: in.a}")
    course = Course(a_checklist(text("in.a"), talk=again, follow_ups=SEE_CHILD))
    (ava,) = course.roll("Ava")
    course.answer("in.a", "x")
    course.answer("ch.seen", "awake", ava)
    course.take(course.walk.finish())
    course.walk = replace(course.walk, talk=(ava, 2))
    course.answer("ch.seen", "awake", ava, talk=2)
    before = replace(course.walk, talk=None)
    spot = before.lines(ava)[-1].spot

    steps: list[Step] = [("ch.seen Ava", Corrected(Answer("not_here"), "a slip"))]
    end = led_by(Script(steps), walk_to(before, spot), start_at=spot)
    whole, outcome = whole_incident(before, end)

    assert outcome is None
    assert whole.following() == course.spot("in.a")


def test_a_further_talk_ends_with_its_last_question() -> None:
    """No review and no summary: the talk is recorded."""
    course = Course(a_checklist(talk=SEEN, child=text("ch.a"), follow_ups=SEE_CHILD))
    (ava,) = course.roll("Ava")
    course.answer("ch.seen", "not_here", ava)
    script = Script([("ch.seen Ava", "awake")])

    end = led_by(script, replace(course.walk, talk=(ava, 2)))
    assert script.told[0] == "begin Talk 2 with Ava"

    assert end.outcome is Outcome.TALK_RECORDED
    assert script.told[-1] == "record engagement_begun answer_given follow_up_closed"


def test_a_talk_ends_when_its_child_is_taken_off_the_roll() -> None:
    """Whoever is found not to belong there is asked nothing more, and the talk is over."""
    course = Course(a_checklist(talk=SEEN, child=text("ch.a"), follow_ups=SEE_CHILD))
    course.roll("Ava", "Ben")
    (ava, _) = course.walk.situation.living_children()
    course.answer("ch.seen", "not_here", ava)
    script = Script([("ch.seen Ava", Withdrawn(ava, "a cousin"))])

    end = led_by(script, replace(course.walk, talk=(ava, 2)))

    assert end.outcome is Outcome.TALK_RECORDED
    assert end.walk.following() is None
