"""Questions as authors write them, taken apart into the single questions that are put."""

from __future__ import annotations

import pytest

from childcheck.checklist.conditions import All, Compare, Named, Operator
from childcheck.checklist.definitions import AnswerType, GroupKind, Question, Reason, Scope, Stage
from childcheck.identifiers import QuestionId
from tests.yaml_files.checklists import codes, question, sound, text_of

PLACE = """
- id: in.place
  stage: door
  ask: Where are you, and when did you arrive?
  type: parts
  why: Ages and follow-ups hang on it.
  guidance: 24-hour clock.
  source: [POLE]
  reasons: [not_known]
  parts:
    address: {label: Address, type: address, column: place}
    arrived:
      label: Arrived
      type: time
      stage: desk
      needed: false
      guidance: Local time.
      reasons: [not_known, not_asked]
"""
SEEN = """
- id: ch.seen
  stage: door
  ask: Have you seen {child}?
  type: choice
  column: seen
  why: One can be singled out.
  choices:
    awake:
      label: Yes
      text: {ask: "Who saw {child}?", needed: false, stage: desk, column: seen_by}
    stopped:
      label: We were stopped
      text: Who stopped you?
    away:
      label: Away
      text: {ask: "Where?", stage: desk}
"""
SPOKE = """
- {id: ch.spoke, stage: door, ask: "Have you talked with {child}?", type: yes_no}
"""
ENQUIRY = """
- id: in.chk.pnc
  stage: desk
  ask: What did PNC show?
  type: enquiry
  covers: [adults]
  column: pnc
  results: {nothing: Nothing, warnings: Warnings}
  excludes_others: [nothing]
"""


def leaves(text: str, group: str) -> tuple[Question, ...]:
    """Return the leaf questions of a question that was taken apart."""
    return sound(text).groups[QuestionId(group)]


def ids(text: str, group: str) -> list[str]:
    """Return the ids of those leaves."""
    return [leaf.id for leaf in leaves(text, group)]


def test_parts_are_questions_named_after_their_question() -> None:
    """Each part is put, answered and exported for itself, and knows the screen it stands on."""
    address, arrived = leaves(text_of(incident=PLACE), "in.place")

    assert (address.id, address.type) == ("in.place.address", AnswerType.ADDRESS)
    assert (arrived.id, arrived.type) == ("in.place.arrived", AnswerType.TIME)
    assert address.group is not None
    assert address.group == arrived.group
    assert address.group.kind is GroupKind.PARTS
    assert address.group.ask == "Where are you, and when did you arrive?"
    assert (address.ask, address.label) == ("Address", "Address")


def test_a_part_has_from_its_question_what_it_does_not_say_itself() -> None:
    """Stage, guidance, why, source and reasons hold for all parts; a part may say otherwise."""
    address, arrived = leaves(text_of(incident=PLACE), "in.place")

    assert (address.stage, arrived.stage) == (Stage.DOOR, Stage.DESK)
    assert (address.guidance, arrived.guidance) == ("24-hour clock.", "Local time.")
    assert address.why == arrived.why == "Ages and follow-ups hang on it."
    assert address.source == arrived.source == ("POLE",)
    assert address.reasons == (Reason.NOT_KNOWN,)
    assert arrived.reasons == (Reason.NOT_KNOWN, Reason.NOT_ASKED)
    assert (address.is_optional, arrived.is_optional) == (False, True)


def test_a_part_without_a_column_has_its_own_name() -> None:
    """A column is what the author says, or the last part of the id."""
    address, arrived = leaves(text_of(incident=PLACE), "in.place")

    assert (address.column, arrived.column) == ("place", "arrived")


def test_column_none_keeps_a_question_and_its_parts_out() -> None:
    """`column: none` is no column, for every part that does not name one itself."""
    text = text_of(incident=PLACE.replace("type: parts", "type: parts\n  column: none"))

    address, arrived = leaves(text, "in.place")

    assert (address.column, arrived.column) == ("place", "")


def test_a_part_is_asked_when_its_question_and_itself_are() -> None:
    """Both conditions must hold."""
    text = text_of(
        """
        - id: ch.home
          stage: desk
          ask: Does {child} live here?
          type: parts
          when: {child.band: [infant]}
          parts:
            lives:
              label: Lives here
              type: yes_no
            where:
              label: Where then?
              type: address
              when: {ch.home.lives: no}
        """
    )

    lives, where = leaves(text, "ch.home")

    assert isinstance(lives.when, Compare)
    assert isinstance(where.when, All)
    assert where.when.conditions[0] == lives.when
    own = where.when.conditions[1]
    assert isinstance(own, Compare)
    assert (own.name, own.operand) == ("ch.home.lives", "no")


def test_a_line_with_a_later_stage_is_a_question_of_its_own() -> None:
    """What can wait for the desk is asked there, of the choice that was taken."""
    checklist = sound(text_of(SEEN))

    seen = checklist.questions[QuestionId("ch.seen")]
    later = checklist.questions[QuestionId("ch.seen.awake")]

    assert [choice.text is not None for choice in seen.choices] == [False, True, False]
    assert (later.type, later.stage, later.ask) == (AnswerType.TEXT, Stage.DESK, "Who saw {child}?")
    assert (later.is_optional, later.column, later.why) == (
        True,
        "seen_by",
        "One can be singled out.",
    )
    assert later.group is None
    assert list(checklist.questions)[-3:] == ["ch.seen", "ch.seen.awake", "ch.seen.away"]
    assert checklist.questions[QuestionId("ch.seen.away")].column == "seen_away"


def test_a_later_line_is_not_asked_in_doubt() -> None:
    """As long as nobody has taken the choice, nobody is asked for its line."""
    when = question(text_of(SEEN), "ch.seen.awake").when

    assert isinstance(when, All)
    assert [one.operator for one in when.conditions if isinstance(one, Compare)] == [
        Operator.ANSWERED,
        Operator.IS_ANY_OF,
    ]


def test_a_later_line_of_the_whole_answer_is_called_text() -> None:
    """A line beside the answer that waits for a later stage is `ID.text`."""
    text = text_of(
        """
        - id: ch.plan
          stage: door
          ask: Is there a plan?
          type: yes_no
          text: {ask: "Which?", stage: desk}
        """
    )

    later = question(text, "ch.plan.text")

    assert (later.ask, later.stage) == ("Which?", Stage.DESK)
    assert question(text, "ch.plan").text is None


def test_a_line_in_the_same_stage_stands_beside_its_answer() -> None:
    """Without a later stage a line is no question of its own."""
    text = text_of(SEEN.replace("stage: door", "stage: desk").replace(", column: seen_by", ""))

    seen = question(text, "ch.seen")

    assert [choice.text.ask for choice in seen.choices if choice.text] == [
        "Who saw {child}?",
        "Who stopped you?",
        "Where?",
    ]
    assert seen.choices[0].text is not None
    assert not seen.choices[0].text.needed


def test_a_roll_is_its_naming_and_the_fields_of_each_child() -> None:
    """The roll itself is of the incident; where a child is, and its fields, are the child's."""
    roll, whereabouts, born_on = leaves(text_of(), "in.children")

    assert (roll.id, roll.type, roll.of) == ("in.children", AnswerType.ROLL, Scope.INCIDENT)
    assert (whereabouts.id, whereabouts.of) == ("in.children.whereabouts", Scope.CHILD)
    assert whereabouts.fact == "child.whereabouts"
    assert [choice.is_here for choice in whereabouts.choices] == [True, False, False]
    assert (born_on.id, born_on.of, born_on.is_estimable) == (
        "in.children.born_on",
        Scope.CHILD,
        True,
    )
    assert (roll.label, whereabouts.label, born_on.label) == ("", "Where now?", "Born")


def test_a_list_of_adults_has_roles_and_fields_of_each_adult() -> None:
    """Roles are asked of each adult, as choices of which several may hold."""
    text = text_of(
        incident="""
        - id: in.adults
          stage: door
          ask: Which adults live here?
          type: people
          fact: incident.adults
          column: adults
          roles: {harmed: Harmed, accused: Accused}
          fields:
            language: {label: Language, type: text, stage: desk}
        """
    )

    naming, roles, language = leaves(text, "in.adults")

    assert (naming.type, naming.of, naming.column) == (AnswerType.PEOPLE, Scope.INCIDENT, "adults")
    assert (roles.type, roles.of, roles.fact) == (AnswerType.CHOICES, Scope.ADULT, "adult.role")
    assert (language.of, language.is_pair, language.stage) == (Scope.ADULT, False, Stage.DESK)
    assert (roles.column, language.column) == ("adults_roles", "adults_language")


def test_a_time_may_be_a_moment_of_the_clock() -> None:
    """It names the question whose asking, or answering, it may be."""
    text = text_of(
        SPOKE
        + """
- id: ch.times
  stage: desk
  ask: The talk with {child}
  type: parts
  parts:
    began: {label: Began, type: time, clock: {asked: ch.spoke}}
    ended: {label: Ended, type: time, clock: {answered: ch.spoke}}
"""
    )

    began, ended = (leaf.clock for leaf in leaves(text, "ch.times"))

    assert began is not None and ended is not None
    assert (began.question, began.is_of_asking) == ("ch.spoke", True)
    assert (ended.question, ended.is_of_asking) == ("ch.spoke", False)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("{}", "one-moment"),
        ("{asked: ch.spoke, answered: ch.spoke}", "one-moment"),
        ("{begun: ch.spoke}", "unknown-key"),
        ("ch.spoke", "not-a-mapping"),
        ("{asked: ch.silent}", "unknown-clock"),
        ("{asked: Spoke}", "bad-name"),
    ],
)
def test_a_moment_of_the_clock_is_one_of_one_question(written: str, code: str) -> None:
    """Every slip in it is named."""
    began = f"- {{id: ch.began, stage: desk, ask: 'Began?', type: time, clock: {written}}}"

    assert code in codes(text_of(SPOKE + began))


def test_the_fields_of_a_childs_adults_belong_to_both() -> None:
    """What an adult is to a child is an answer of the two together."""
    text = text_of(
        """
        - id: ch.carers
          stage: desk
          ask: Who looks after {child}?
          type: people
          fact: child.carers
          fields:
            relation: {label: Relation, type: text}
        """
    )

    naming, relation = leaves(text, "ch.carers")

    assert (naming.of, naming.is_pair) == (Scope.CHILD, False)
    assert (relation.of, relation.is_pair) == (Scope.CHILD, True)


def test_an_enquiry_asks_the_same_everywhere() -> None:
    """State, of whom, who was covered, spellings, results; last when and details, both optional."""
    text = text_of(incident=ENQUIRY)

    parts = leaves(text, "in.chk.pnc")

    assert [(leaf.id.rpartition(".")[2], leaf.type.value) for leaf in parts] == [
        ("state", "choice"),
        ("asked_of", "text"),
        ("covered", "persons"),
        ("spellings", "choice"),
        ("results", "choices"),
        ("asked_at", "time"),
        ("text", "text"),
    ]
    assert [leaf.column for leaf in parts[:2]] == ["pnc_state", "pnc_asked_of"]
    assert [leaf.is_optional for leaf in parts] == [*[False] * 5, True, True]
    assert parts[2].covers == (Scope.ADULT,)
    assert parts[4].excludes_others == (("nothing",),)
    state = parts[0]
    assert [(choice.id, choice.text is not None) for choice in state.choices] == [
        ("done", False),
        ("waiting", False),
        ("not_needed", True),
        ("not_done", True),
    ]


def test_an_enquiry_may_offer_whom_it_asks() -> None:
    """With `asked_of` it is a choice."""
    text = text_of(incident=ENQUIRY + "  asked_of: {mash: MASH, marker: Marker}\n")

    asked_of = question(text, "in.chk.pnc.asked_of")

    assert asked_of.type is AnswerType.CHOICE
    assert [choice.id for choice in asked_of.choices] == ["mash", "marker"]


def test_what_an_enquiry_showed_is_asked_once_it_is_done() -> None:
    """Nobody is asked for the results of what was never said to be done."""
    text = text_of(incident=ENQUIRY)

    for part, states in (("asked_of", ("done", "waiting")), ("results", ("done",))):
        when = question(text, f"in.chk.pnc.{part}").when
        assert isinstance(when, All)
        last = when.conditions[-1]
        assert isinstance(last, Compare)
        assert (last.name, last.operand) == ("in.chk.pnc.state", states)


def test_a_follow_up_is_given_to_somebody_somewhere_by_some_time() -> None:
    """Three answers: who, where and by when."""
    text = text_of(
        """
        - id: ch.plan
          stage: door
          ask: Who will see {child}, where, and by when?
          type: follow_up
          opens: see
          reasons: [not_known]
        """,
        top="""
        follow_ups:
          see: {what: "See {child}", due: now, closed_by: anyone, to_close: "Who saw {child}?"}
        """,
    )

    parts = leaves(text, "ch.plan")

    assert [(leaf.id, leaf.type.value) for leaf in parts] == [
        ("ch.plan.who", "text"),
        ("ch.plan.where", "text"),
        ("ch.plan.by", "time"),
    ]
    assert {leaf.reasons for leaf in parts} == {(Reason.NOT_KNOWN,)}
    assert [leaf.column for leaf in parts] == ["plan_who", "plan_where", "plan_by"]
    assert parts[0].group is not None
    assert parts[0].group.opens == "see"


def test_a_note_is_never_answered_and_has_no_column() -> None:
    """A note is shown on the way."""
    text = text_of("- {id: ch.note, ask: Remember to sit down., type: note}\n").replace(
        "ask: Remember to sit down.", 'ask: "Remember to sit down."'
    )

    note = question(text, "ch.note")

    assert (note.type, note.column) == (AnswerType.NOTE, "")


def test_questions_of_a_talk_are_marked() -> None:
    """In a section with `engagement` every leaf belongs to one talk."""
    text = text_of(SEEN).replace(
        "title: About {child}", "title: About {child}\n    engagement: true"
    )

    checklist = sound(text)

    talk = {leaf.id for leaf in checklist.questions.values() if leaf.in_engagement}
    assert talk == {"ch.seen", "ch.seen.awake", "ch.seen.away"}


@pytest.mark.parametrize(
    ("named", "leaves_meant"),
    [
        ("in.place", ("in.place.address", "in.place.arrived")),
        ("in.chk.pnc", ("in.chk.pnc.state",)),
        ("in.children", ("in.children",)),
        ("in.place.arrived", ("in.place.arrived",)),
    ],
)
def test_asking_a_question_again_opens_the_leaves_that_are_meant(
    named: str, leaves_meant: tuple[str, ...]
) -> None:
    """An author names the question; all its parts, or the one that comes first, are opened."""
    text = text_of(
        incident=PLACE
        + ENQUIRY
        + f"""
- id: in.sure
  stage: desk
  ask: Are you sure?
  type: choice
  choices:
    yes: Yes
    no: {{label: "No", ask_again: {named}}}
"""
    )

    no = question(text, "in.sure").choices[1]

    assert no.effects.ask_again == leaves_meant


def test_parts_that_wait_for_another_are_not_opened_by_themselves() -> None:
    """Asked again is what is always asked; the rest follows from its answer."""
    place = PLACE.replace(
        "  parts:", "  parts:\n    known: {label: Known, type: yes_no, needed: false}"
    ).replace("column: place}", "column: place, when: {in.place.known: no}}")
    text = text_of(
        incident=place
        + """
- id: in.sure
  stage: desk
  ask: Are you sure?
  type: choice
  choices:
    yes: Yes
    no: {label: "No", ask_again: in.place}
"""
    )

    assert question(text, "in.sure").choices[1].effects.ask_again == (
        "in.place.known",
        "in.place.arrived",
    )


def test_the_condition_of_a_name_is_kept_as_a_name() -> None:
    """A named condition is not written out, so that the trainer's words can be shown."""
    text = text_of(
        "- {id: ch.a, stage: door, ask: Hm, type: text, when: small}\n",
        top="conditions:\n  small:\n    child.band: infant\n",
    )

    when = question(text, "ch.a").when

    assert isinstance(when, Named)
    assert when.name == "small"
