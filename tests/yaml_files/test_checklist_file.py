"""Reading a checklist: what it says, and everything that is wrong with it at once."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from pathlib import Path

import pytest

from childcheck.checklist.definitions import AnswerType, Closing, Due, Reason, Stage
from childcheck.identifiers import QuestionId
from childcheck.problems import ChildcheckError, ExitCode
from childcheck.record.digests import digest_of
from childcheck.yaml_files.checklist_file import (
    read_checklist,
    read_checklist_texts,
    read_texts,
)
from childcheck.yaml_files.shipped import shipped_folder
from tests.yaml_files.checklists import BANDS, HEAD, codes, only, problems, read, sound, text_of

QUESTION = """
- id: ch.seen
  stage: door
  ask: Have you seen {child}?
  type: choice
  choices: {awake: Awake, away: Away}
"""


def test_the_shipped_checklist_reads_without_a_problem() -> None:
    """What ships is sound, whole and proven: 22 questions of the incident and 48 of a child."""
    reading = read_checklist(shipped_folder() / "domestic-incident")

    assert reading.problems == ()
    assert reading.checklist is not None
    written = {
        (leaf.group.id if leaf.group else leaf.id, section.for_each)
        for section in reading.checklist.sections
        for leaf in section.questions
        if leaf.type is not AnswerType.NOTE
        and not re.fullmatch(r"ch\.(now|seen)\.\w+", leaf.id)  # lines asked at the desk
    }
    assert len([one for one in written if one[1] != "child"]) == 22
    assert len([one for one in written if one[1] == "child"]) == 48


def test_what_stands_at_the_top_is_kept() -> None:
    """Id, version, title, language, bands and where it was read from."""
    checklist = sound(text_of(QUESTION))

    assert (checklist.id, checklist.version) == ("doorstep", "2026.11.1")
    assert (checklist.title, checklist.language) == ("At the door", "en-GB")
    assert [(band.id, band.under) for band in checklist.bands] == [
        ("infant", 2),
        ("pre_school", 5),
        ("school_age", 12),
        ("teen", 18),
    ]
    assert [section.id for section in checklist.sections] == ["start", "talk"]
    seen = checklist.questions[QuestionId("ch.seen")]
    assert (seen.place.file, seen.place.line) == ("doorstep/checklist.yaml", 36)


def test_every_key_of_a_question_is_kept() -> None:
    """Nothing that an author writes is lost on the way."""
    text = text_of(
        """
        - id: ch.seen
          stage: leaving
          tier: more
          ask: Have you seen {child}?
          type: choices
          when: {child.band: infant}
          before:
            - Go and look.
            - when: {child.whereabouts: here}
              text: Upstairs, too.
          guidance: In good light.
          why: One can be singled out.
          source: SCR
          say_to_child: true
          reasons: [not_asked, did_not_want]
          column: seen_how
          basis: each
          text: {ask: "Anything else?", needed: false}
          excludes_others: [no, [face, arms]]
          choices:
            face: Face
            arms: {label: Arms, basis: seen, remind: "Look again.", offer_child: true}
            no:
              label: Nothing
              text: Why not?
              offer_adult: true
        """
    )

    seen = sound(text).questions[QuestionId("ch.seen")]

    assert (seen.stage, seen.is_more, seen.say_to_child) == (Stage.LEAVING, True, True)
    assert [(one.text, one.when is not None) for one in seen.before] == [
        ("Go and look.", False),
        ("Upstairs, too.", True),
    ]
    assert (seen.guidance, seen.why) == ("In good light.", "One can be singled out.")
    assert seen.source == ("SCR",)
    assert seen.reasons == (Reason.DID_NOT_WANT, Reason.NOT_ASKED)
    assert (seen.column, seen.basis_each, seen.basis) == ("seen_how", True, False)
    assert seen.text is not None
    assert (seen.text.ask, seen.text.needed) == ("Anything else?", False)
    assert seen.excludes_others == (("no",), ("face", "arms"))
    face, arms, no = seen.choices
    assert (face.label, face.effects) == ("Face", type(face.effects)())
    assert (arms.basis, arms.effects.remind, arms.effects.offer_child) == (
        "seen",
        "Look again.",
        True,
    )
    assert no.text is not None
    assert (no.text.ask, no.text.needed, no.effects.offer_adult) == ("Why not?", True, True)


def test_the_limits_of_other_types_are_kept() -> None:
    """Numbers, dates, lines and texts have keys of their own."""
    text = text_of(
        """
        - {id: ch.n, stage: door, ask: "How many?", type: number, at_least: 1, at_most: 9}
        - {id: ch.d, stage: door, ask: "When?", type: date, estimated: true}
        - {id: ch.l, stage: door, ask: "What?", type: lines, speaker: false, none: "None"}
        - {id: ch.t, stage: door, ask: "Why?", type: text, nothing: "Nothing, because"}
        """
    )

    questions = sound(text).questions

    number, date, lines, words = (questions[QuestionId(f"ch.{one}")] for one in "ndlt")
    assert (number.at_least, number.at_most) == (1, 9)
    assert date.is_estimable
    assert (lines.has_speaker, lines.none_label) == (False, "None")
    assert words.nothing_label == "Nothing, because"


def test_what_may_be_owed_is_kept() -> None:
    """A follow-up is due by a word or by hours, and says what closes it."""
    text = text_of(
        QUESTION.replace("away: Away", 'away: {label: "Away", follow_up: [see, ask]}'),
        top="""
        follow_ups:
          see:
            what: See {child}
            due: {hours: 24}
            closed_by: anyone
            to_close: Who saw {child}?
          ask: {what: "Ask", due: end_of_duty, closed_by: anyone, to_close: "Who was asked?"}
        """,
    )

    kinds = sound(text).follow_ups

    assert (kinds["see"].due, kinds["see"].due_hours) == (None, 24)
    assert kinds["see"].closed_by is Closing.ANYONE
    assert (kinds["ask"].due, kinds["ask"].due_hours) == (Due.END_OF_DUTY, None)
    away = sound(text).questions[QuestionId("ch.seen")].choices[1]
    assert away.effects.follow_ups == ("see", "ask")


def test_then_forces_what_hangs_on_more_than_one_answer() -> None:
    """An entry of `then` has a condition and effects."""
    text = text_of(
        QUESTION,
        then="""
        - when: {ch.seen: away}
          remind: Look for {child}.
          show_in_each_child: true
        """,
    )

    (then,) = sound(text).sections[1].then

    assert then.effects.remind == "Look for {child}."
    assert then.effects.show_in_each_child


def test_ways_of_leaving_have_a_wording_when_none_is_written() -> None:
    """The four reasons are always there; an author may word each of them."""
    usual = sound(text_of(QUESTION)).ways_of_leaving
    worded = sound(
        text_of(QUESTION, top="reasons:\n  did_not_want: Would not say\n")
    ).ways_of_leaving

    assert [way.reason for way in usual] == list(Reason)
    assert [way.text is not None for way in usual] == [False, True, True, True]
    assert worded[0].label == "Would not say"
    assert worded[1:] == usual[1:]


def test_not_known_without_a_line_is_refused() -> None:
    """What was tried belongs to "not known", or it cannot be told from "nobody tried"."""
    problem = only(text_of(QUESTION, top="reasons:\n  not_known: Not known\n"))

    assert problem.code == "reason-without-line"


# Problems


def test_all_problems_come_at_once_in_the_order_of_the_file() -> None:
    """Nobody mends a checklist one problem at a time."""
    text = (
        text_of(
            """
        - id: ch.seen
          stage: dor
          ask: Have you seen {child}?
          type: choice
          lable: Seen
          choices: {awake: Awake, away: {label: "Away", remind: ""}}
        - id: ch.more
          stage: door
          ask: More?
          type: yes_no
          reasons: [not_knwon]
        """
        )
        .replace("2026.11.1", "November")
        .replace("under 12", "12")
    )

    found = problems(text)

    assert [(p.code, p.place.line) for p in found if p.place] == [
        ("bad-name", 3),
        ("band-form", 9),
        ("not-one-of", 37),
        ("unknown-key", 40),
        ("empty-text", 41),
        ("not-one-of", 46),
    ]


def test_a_problem_shows_its_line_with_a_caret_the_nearest_and_the_remedy() -> None:
    """Cause, place and remedy: everything that is needed to mend it without a manual."""
    problem = only(text_of(QUESTION.replace("type: choice", "type: chioce")))

    assert problem.as_text() == (
        '"type" must be one of the values that are offered, and not "chioce". [not-one-of]\n'
        "  where: doorstep/checklist.yaml, line 39, column 15\n"
        "                 type: chioce\n"
        "                       ^\n"
        "  nearest: choice\n"
        "  do:    write one of: choice, choices, yes_no, text, transcript, lines, number, date, "
        "time, address, people, roll and 4 more"
    )


def test_a_misspelt_key_is_one_problem_and_what_stands_behind_it_is_read() -> None:
    """A slip in `choices` is not answered with "choices is missing" and ten more."""
    text = text_of(
        QUESTION.replace("choices:", "chioces:").replace("{awake: Awake", "{Awake: Awake")
    )

    assert [(p.code, p.nearest) for p in problems(text)] == [
        ("unknown-key", "choices"),
        ("bad-name", "awake"),
    ]


def test_choices_in_a_list_are_answered_with_the_form_that_they_have() -> None:
    """Who writes dashes is shown one choice as it is written."""
    problem = only(
        text_of("- {id: ch.pet, stage: door, ask: Pet, type: choice, choices: [dog, cat]}\n")
    )

    assert problem.code == "not-a-mapping"
    assert problem.remedy.endswith("\nnot_here: Not here now")


def test_a_condition_written_with_signs_is_answered_with_the_form_that_it_has() -> None:
    """`ch.seen == away` is no condition's name that was misspelt."""
    text = QUESTION + "- {id: ch.b, stage: door, ask: Hm, type: text, when: 'ch.seen == away'}\n"

    problem = only(text_of(text))

    assert problem.code == "condition-as-text"
    assert "{ch.seen: …}" in problem.remedy


def test_a_missing_key_says_what_may_stand_behind_it() -> None:
    """Where only a few words are possible they need not be looked up."""
    problem = only(text_of("- {id: ch.b, ask: Hm, type: text}\n"))

    assert problem.code == "missing-key"
    assert problem.remedy == "write a line such as stage: door (or leaving, desk)"


def test_what_an_answer_forces_does_not_stand_beside_the_question() -> None:
    """Who writes a follow-up there is told where it belongs, and what it would look like."""
    problem = only(text_of(QUESTION.replace("type: choice", "type: choice\n  follow_up: see")))

    assert problem.code == "effect-not-here"
    assert 'yes: {label: "Yes", follow_up: …}' in problem.remedy
    misspelt = only(text_of(QUESTION.replace("type: choice", "type: choice\n  folow_up: see")))
    assert misspelt == replace(problem, where=misspelt.where)


def test_a_misspelt_type_is_read_as_the_nearest() -> None:
    """The keys of the type that was meant are looked at, and nothing else is reported."""
    text = text_of(
        QUESTION.replace("type: choice", "type: choise")
        + "- {id: ch.b, stage: door, ask: Hm, type: text, when: {ch.seen: away}}\n"
    )

    assert codes(text) == ["not-one-of"]


def test_a_lost_question_is_not_reported_a_second_time_where_it_is_named() -> None:
    """Who wrote the id of a question wrongly is told of the id, not of every use of it."""
    text = text_of(
        QUESTION.replace("  type: choice", "  type: selection of things")
        + "- {id: ch.b, stage: door, ask: Hm, type: text, when: {ch.seen: away}}\n"
    )

    assert codes(text) == ["not-one-of"]


def test_a_name_of_the_wrong_form_is_still_the_name_that_others_use() -> None:
    """One capital letter is one problem, however often the name is used."""
    text = text_of(
        QUESTION.replace("ch.seen", "ch.Seen")
        + "- {id: ch.b, stage: door, ask: Hm, type: text, when: {ch.Seen: away}}\n"
    )

    assert {(p.code, p.nearest) for p in problems(text)} == {("bad-name", "ch.seen")}


def test_soundness_is_told_together_with_the_rest() -> None:
    """A slip in a key does not hide that a condition names what is not there."""
    text = text_of(
        QUESTION.replace("ask:", "aks:")
        + "- {id: ch.b, stage: door, ask: Hm, type: text, when: {ch.sene: away}}\n"
    )

    assert codes(text) == ["unknown-key", "unknown-question"]


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ("format: 1", "format: 2", "unknown-format"),
        ("format: 1", "format: one", "not-a-number"),
        ("id: doorstep", "id: Door step", "bad-name"),
        ("2026.11.1", "v1", "bad-name"),
        ("en-GB", "English", "bad-name"),
        ("title: At the door\n", "", "missing-key"),
        ("under 2", "0-2", "band-form"),
        ("for_each: child", "for_each: kid", "not-one-of"),
        ("    title: Start\n", "", "missing-key"),
        ("stage: door\n        ask: Have", "ask: Have", "missing-key"),
        ("id: ch.seen", "source: SCR", "missing-key"),
        ("choices: {awake: Awake, away: Away}", "choices: {}", "too-few-choices"),
        ("choices: {awake: Awake, away: Away}", "choices: [awake, away]", "not-a-mapping"),
        ("type: choice\n", "type: choice\n        fields: {}\n", "key-of-other-type"),
        ("type: choice\n", "type: choice\n        needed: false\n", "unknown-key"),
        ("type: choice\n", "type: choice\n        basis: each\n", "basis-each"),
        ("type: choice\n", "type: choice\n        basis: seen\n", "not-true-or-each"),
        ("id: ch.seen", "id: child.seen", "id-is-a-fact"),
        ("id: ch.seen", "id: child.sight", "reserved-name"),
        ("id: ch.seen", "id: all", "reserved-name"),
        ("away: Away", "away: {label: Away, means: maybe}", "not-one-of"),
        ("away: Away", "away: {label: Away, here: true}", "unknown-key"),
        ("away: Away", "away: {remind: Away}", "missing-key"),
        (
            "away: Away",
            "away: {label: Away, text: {ask: Hm, stage: door, column: x}}",
            "column-of-line",
        ),
        ("away: Away", "away: {label: Away, follow_up: []}", "empty-list"),
        ("type: choice\n", "type: yes_no\n", "yes-and-no"),
    ],
)
def test_what_is_wrong_has_a_code_of_its_own(before: str, after: str, code: str) -> None:
    """Each mistake is named, so that a lint in a pipeline can tell them apart."""
    text = text_of(QUESTION)
    assert before in text or before in QUESTION
    text = (
        text.replace(before, after) if before in text else text_of(QUESTION.replace(before, after))
    )

    assert code in codes(text)


def test_a_line_may_not_come_before_its_answer() -> None:
    """A line has the stage of its question or a later one."""
    text = text_of(
        QUESTION.replace("stage: door", "stage: desk").replace(
            "away: Away", "away: {label: Away, text: {ask: Hm, stage: door}}"
        )
    )

    assert codes(text) == ["line-too-early"]


@pytest.mark.parametrize(
    "question",
    [
        "{id: ch.e, stage: desk, ask: Hm, type: enquiry, covers: adults, results: {a: A, b: B}}",
        "{id: ch.r, stage: door, ask: Hm, type: roll, whereabouts: {unborn: {label: U}}}",
    ],
)
def test_records_and_rolls_are_of_the_incident(question: str) -> None:
    """They are asked once, and not for each child."""
    assert codes(text_of(f"- {question}\n")) == ["type-not-here"]


def test_a_question_with_several_answers_is_no_part_of_another() -> None:
    """Parts do not nest."""
    text = text_of(
        "- {id: ch.p, stage: door, ask: Hm, type: parts, parts: {a: {label: A, type: parts}}}\n"
    )

    assert codes(text) == ["type-not-here"]


def test_keys_of_a_leaf_say_nothing_beside_parts() -> None:
    """What belongs to one answer is written in its part."""
    text = text_of(
        "- {id: ch.p, stage: door, ask: Hm, type: parts, basis: true, "
        "parts: {a: {label: A, type: text}}}\n"
    )

    problem = only(text)

    assert problem.code == "key-of-other-type"
    assert problem.remedy == "write it in the part that it is about"


def test_an_entry_of_then_forces_something() -> None:
    """A condition from which nothing follows was forgotten."""
    assert codes(text_of(QUESTION, then="- when: {ch.seen: away}\n")) == ["then-without-effect"]


def test_the_reader_refuses_what_could_surprise() -> None:
    """The strict reading of YAML holds for checklists, and nothing is concluded from the rest."""
    text = text_of(QUESTION) + "  - &again\n    id: x\n"

    assert "anchor" in codes(text)


@pytest.mark.parametrize("text", ["", "# nothing\n", "- a\n", "just a text\n"])
def test_a_file_that_is_no_checklist_is_told_and_not_stumbled_over(text: str) -> None:
    """Whatever lies in the file, the answer is a problem."""
    reading = read(text)

    assert reading.checklist is None
    assert not reading.is_sound
    assert reading.problems


def test_conditions_that_double_with_each_line_are_refused() -> None:
    """A few lines cannot make a walk or a lint take hours."""
    names = "".join(f"  c{n}: {{any: [c{n - 1}, c{n - 1}]}}\n" for n in range(1, 40))
    text = text_of(QUESTION, top=f"conditions:\n  c0: {{child.band: infant}}\n{names}")

    assert set(codes(text)) == {"condition-too-big"}


def test_there_are_no_more_choices_than_keys() -> None:
    """Each choice is taken with one key; there are 31 that mean nothing else."""
    many = ", ".join(f"c{number}: C" for number in range(32))

    assert codes(text_of(QUESTION.replace("awake: Awake, away: Away", many))) == [
        "too-many-choices"
    ]


@pytest.mark.parametrize(
    "child",
    [
        "- id: ch.a\n  stage: door\n  ask: Hm\n  type: text\n"
        + "".join(f"  key{number}: x\n" for number in range(5000)),
        "".join(
            f"- {{id: ch.q{number}, stage: door, ask: Hm, type: text, when: c{number}}}\n"
            for number in range(1500)
        ),
        "- id: ch.a\n  stage: door\n  ask: Hm\n  type: choices\n  choices:\n"
        + "".join(f"    c{number}: x\n" for number in range(8000))
        + "  excludes_others: ["
        + ", ".join(f"d{number}" for number in range(2000))
        + "]\n",
    ],
    ids=["unknown keys", "unknown names", "choices"],
)
def test_a_hostile_file_takes_seconds_at_most(child: str) -> None:
    """Time grows with the length of the file, and that has an end."""
    began = time.monotonic()

    assert not read(text_of(child)).is_sound
    assert time.monotonic() - began < 20


def test_a_checklist_in_another_format_is_not_guessed_at() -> None:
    """A newer format is refused as a whole, with what to do."""
    reading = read(text_of(QUESTION).replace("format: 1", "format: 2"))

    assert reading.checklist is None
    assert [p.code for p in reading.problems] == ["unknown-format"]
    assert "newer version" in reading.problems[0].remedy


# Digest and texts


def test_the_digest_stands_for_every_file_but_the_tests() -> None:
    """Flags and notices change what a checklist is; its tests do not."""
    texts = {"checklist.yaml": text_of(QUESTION), "notices/school.yaml": "a: 1\n"}

    plain = read_texts({"checklist.yaml": texts["checklist.yaml"]}, shown_as="x").checklist
    noticed = read_texts(texts, shown_as="x").checklist
    tested = read_texts({**texts, "tests.yaml": "tests: []\n"}, shown_as="x").checklist

    assert plain is not None
    assert noticed is not None
    assert tested is not None
    assert plain.digest != noticed.digest == tested.digest
    assert noticed.digest == digest_of(texts)
    assert dict(noticed.files) == dict(tested.files) == texts


def test_the_texts_that_a_log_keeps_give_the_same_checklist(tmp_path: Path) -> None:
    """A check is resumed years later in exactly the wording in which it began."""
    (tmp_path / "checklist.yaml").write_text(text_of(QUESTION), encoding="utf-8", newline="")
    from_folder = read_checklist(tmp_path).checklist
    assert from_folder is not None

    from_log = read_checklist_texts(from_folder.files)

    assert from_log.digest == from_folder.digest
    assert list(from_log.questions) == list(from_folder.questions)
    assert [one.ask for one in from_log.questions.values()] == [
        one.ask for one in from_folder.questions.values()
    ]


@pytest.mark.parametrize("texts", [{}, {"checklist.yaml": "format: 9\n"}])
def test_texts_that_are_no_checklist_are_refused(texts: dict[str, str]) -> None:
    """What cannot be read any more is said, and not guessed."""
    with pytest.raises(ChildcheckError) as caught:
        read_checklist_texts(texts)

    assert caught.value.exit_code is ExitCode.CHECKLIST_UNSOUND
    assert caught.value.problems


def test_warnings_do_not_stand_in_the_way() -> None:
    """A condition that nothing uses is pointed out; the checklist is sound."""
    reading = read(text_of(QUESTION, top="conditions:\n  small: {child.band: infant}\n"))

    assert reading.is_sound
    assert [(p.code, p.is_warning) for p in reading.problems] == [("unused-condition", True)]


def test_a_checklist_given_on_purpose_is_marked_as_not_published(tmp_path: Path) -> None:
    """The record says whether its checklist was a published one."""
    (tmp_path / "checklist.yaml").write_text(HEAD + BANDS + text_of(QUESTION)[len(HEAD + BANDS) :])

    reading = read_checklist(tmp_path, is_published=False)

    assert reading.checklist is not None
    assert not reading.checklist.is_published
