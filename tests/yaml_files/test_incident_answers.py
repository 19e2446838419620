"""The forms of an answer, type by type, read and led through the real walk."""

from __future__ import annotations

from typing import Any

import pytest

from tests.yaml_files.incident_files import (
    FAMILY,
    answers,
    changed,
    left,
    line_of,
    the_answer,
    the_only,
    told_of,
    write_up,
)


def test_a_whole_family_is_written_up() -> None:
    """The family that the other tests change has nothing wrong with it."""
    written, _ = write_up()

    assert written.is_finished


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("in.mode", "now"),
        ("in.ref", "NC-0913"),
        ("in.place.address", "18 Coldharbour Row, S7 1ZZ"),
        ("in.place.arrived", "2026-11-24T23:12:00+00:00"),
        ("in.calls", 3),
        ("in.said", [{"speaker": "neighbour", "text": "The little one cries at night."}]),
        ("in.chk.results", ["nothing"]),
        ("ch.name.family", "Holt"),
        ("ch.effect", ["saw", "heard"]),
        ("ch.seen", "awake"),
        ("ch.seen.awake", "PC 5208"),
        ("ch.now.ambulance", "Sheffield, 23:40"),
        ("ch.due", "overdue 2026-11-20"),
        (
            "ch.talk",
            [
                {"speaker": "officer", "words": "Tell me about tonight."},
                {
                    "speaker": "child",
                    "words": "Tata krzyczał.",
                    "language": "Polish",
                    "translation": "Daddy shouted.",
                    "translator": "by telephone",
                    "sure": False,
                },
                {"speaker": "not_in_words", "words": "nods"},
            ],
        ),
    ],
)
def test_each_type_has_its_form(question: str, value: Any) -> None:
    """What stands in the file is what is recorded, in its one plain form."""
    _, recorded = write_up()

    assert the_answer(recorded, question).value == value


def test_lines_without_speakers_are_a_list_of_texts() -> None:
    """A list of other names holds one name in each line, and may be empty."""
    _, recorded = write_up()

    alfie, baby = answers(recorded, "ch.aka")
    assert alfie.value == [{"text": "Alf"}, {"text": "Alfie-Jay"}]
    assert baby.value == []


def test_one_choice_of_several_needs_no_brackets() -> None:
    """`roles: accused` reads aloud as well as `roles: [accused]`."""
    _, recorded = write_up()

    assert [one.value for one in answers(recorded, "in.adults.roles")] == [["harmed"], ["accused"]]


def test_a_text_is_kept_character_for_character() -> None:
    """Spaces, quotes and every script stand in the log as in the file."""
    words = "  „Tata”  – 李小龍 محمد  "
    _, recorded = write_up(changed("child: Tata krzyczał.", f"child: '{words}'"))

    lines = the_answer(recorded, "ch.talk").value
    assert isinstance(lines, list)
    assert isinstance(lines[1], dict)
    assert lines[1]["words"] == words


def test_numbers_and_yes_behind_a_text_stay_what_was_written() -> None:
    """A reference made of digits is a text, and so is the word true."""
    _, recorded = write_up(changed("in.ref: NC-0913", "in.ref: 913"))
    assert the_answer(recorded, "in.ref").value == "913"

    _, recorded = write_up(changed("in.ref: NC-0913", "in.ref: true"))
    assert the_answer(recorded, "in.ref").value == "true"


def test_nothing_with_a_reason_is_an_answer() -> None:
    """`nothing: why` answers a text question that offers it."""
    _, recorded = write_up()

    assert answers(recorded, "ch.worry")[0].value == {"nothing": "he was calm and so was she"}


def test_a_line_stands_beside_an_answer() -> None:
    """`text` is the line that an answer needs."""
    _, recorded = write_up()

    assert answers(recorded, "in.apart")[1].texts == {"": "He had gone"}
    assert answers(recorded, "ch.now")[1].texts == {"nothing_further": "she is in hospital"}


def test_a_line_of_a_later_stage_is_a_question_of_its_own() -> None:
    """Under `text` it may be answered, or left with a reason like any other question."""
    _, recorded = write_up()

    [school] = left(recorded, "ch.now.school")
    assert (school.reason, school.text) == ("not_asked", "It is night")
    assert answers(recorded, "ch.now")[0].texts == {}


def test_a_line_beside_the_whole_answer_may_wait_as_well() -> None:
    """Beside the lines of the choices, the line of the whole answer is called `answer`."""
    _, recorded = write_up()

    assert the_answer(recorded, "in.count").texts == {"told": "the mother"}
    assert the_answer(recorded, "in.count.text").value == "PC 5208"


def test_the_only_line_of_several_choices_needs_no_key() -> None:
    """Where no choice has a line of its own, `text` is the line of the whole answer."""
    text = changed(
        '    answer: [rooms, told]\n    text: {told: "the mother", answer: "PC 5208"}\n',
        "    answer: [rooms]\n    text: PC 5208\n",
    )

    _, recorded = write_up(text)

    assert the_answer(recorded, "in.count.text").value == "PC 5208"


def test_a_basis_names_what_it_rests_on() -> None:
    """One basis, several, which adults said it, and one for each choice."""
    _, recorded = write_up()

    kayleigh = next(one.adult for one in answers(recorded, "in.adults.roles"))
    assert the_answer(recorded, "ch.dob").basis == {
        "": [{"basis": "adult_said", "adults": [kayleigh]}, {"basis": "record"}]
    }
    assert the_answer(recorded, "ch.effect").basis == {
        "saw": [{"basis": "seen"}],
        "heard": [{"basis": "child_said"}, {"basis": "sibling_said"}],
    }


def test_a_fact_of_the_roll_is_kept_and_not_typed_twice() -> None:
    """A date of birth and a name that the roll knows stand in the file once."""
    _, recorded = write_up()

    on_roll = the_answer(recorded, "in.children.born_on")
    asked = the_answer(recorded, "ch.dob")
    assert asked.value == on_roll.value == "2020-02-03"
    assert asked.kept_from is not None
    assert the_answer(recorded, "ch.name.given").value == "Alfie"


def test_a_question_is_left_with_a_reason() -> None:
    """A reason and its line are recorded instead of an answer."""
    _, recorded = write_up(
        changed("in.ref: NC-0913", 'in.ref: {left: not_known, text: "asked twice"}')
    )

    [one] = left(recorded, "in.ref")
    assert (one.reason, one.text) == ("not_known", "asked twice")


def test_a_whole_composite_is_left_with_one_reason() -> None:
    """What is left as a whole is left in each of its parts."""
    text = changed(
        "    address: 18 Coldharbour Row, S7 1ZZ\n    arrived: 2026-11-24 23:12\n",
        "    left: not_asked\n    text: He could not say\n",
    )
    _, recorded = write_up(text)

    assert [one.reason for one in left(recorded, "in.place.address")] == ["not_asked"]
    assert [one.text for one in left(recorded, "in.place.arrived")] == ["He could not say"]


def test_a_moment_of_answering_is_recorded_and_may_be_missing() -> None:
    """Without `answered_at` nobody knows when it was answered; the clock is not put in."""
    _, recorded = write_up(
        changed("in.calls: 3", "in.calls: {answer: 3, answered_at: '2026-11-24 23:20'}")
    )

    assert the_answer(recorded, "in.calls").answered_at == "2026-11-24T23:20:00+00:00"
    assert {one.answered_at for one in answers(recorded, "in.ref")} == {None}
    assert {one.asked_at for one in answers(recorded, "in.calls")} == {None}


def test_everybody_covers_whoever_may_be_covered() -> None:
    """An enquiry covers everybody, or those that are named."""
    _, recorded = write_up()
    everybody = the_answer(recorded, "in.chk.covered").value
    assert isinstance(everybody, list)
    assert len(everybody) == 4

    _, recorded = write_up(changed("covered: everybody", 'covered: ["kayleigh  byrne", Alfie]'))
    some = the_answer(recorded, "in.chk.covered").value
    assert isinstance(some, list)
    assert some == [everybody[0], everybody[2]]


@pytest.mark.parametrize(
    ("old", "new", "code", "nearest"),
    [
        ("in.mode: now", "in.mode: nwo", "not-offered", "now"),
        ("in.mode: now", "in.mode: [now]", "not-a-choice", ""),
        ("in.mode: now", "in.mode: not_known", "reason-as-answer", ""),
        ("in.mode: now", "in.mode: {left: not_known, text: camera}", "reason-not-allowed", ""),
        ("in.mode: now", "in.mode:", "nothing-here", ""),
        ("in.mode: now", "in.mode: {answr: now}", "unknown-key", "answer"),
        ("in.ref: NC-0913", "in.ref: {left: dont_know, text: asked}", "not-offered", "not_known"),
        ("in.ref: NC-0913", "in.ref: {left: not_known}", "line-needed", ""),
        ("in.ref: NC-0913", "in.ref: {answer: NC-0913, text: more}", "line-not-wanted", ""),
        ("in.ref: NC-0913", "in.ref: {nothing: because}", "nothing-not-offered", ""),
        ("in.ref: NC-0913", "in.ref: [NC-0913]", "not-text", ""),
        ("in.ref: NC-0913", "in.ref: {answered_at: '2026-11-24 23:12'}", "no-answer", ""),
        ("in.calls: 3", "in.calls: three", "not-a-number", ""),
        ("in.calls: 3", "in.calls: 100", "too-large", ""),
        ("23:12", "25:12", "not-a-time", ""),
        ('- neighbour: "The', '- "The', "line-without-speaker", ""),
        ("ch.aka: []", "ch.aka: Bump", "not-a-list", ""),
        ("results: [nothing]", "results: [nothing, plan]", "exclude-each-other", ""),
        ("covered: everybody", "covered: [Zephyrine]", "unknown-person", ""),
        ("covered: everybody", "covered: [Alfie, Alfie]", "given-twice", ""),
        ("born_on: 2020-02-03", "born_on: 2027-02-03", "born-in-the-future", ""),
        ("born_on: 2020-02-03", "born_on: 3 February 2020", "not-a-date", ""),
        ("ch.due: overdue", "ch.due: overdu", "not-a-date", ""),
        ('{adult_said: "Kayleigh Byrne"}', "{adult_said: Zephyrine}", "unknown-person", ""),
        ('{adult_said: "Kayleigh Byrne"}', "{child_said: true}", "not-a-basis", ""),
        ("saw: seen", "saw: sen", "not-offered", "seen"),
        ("          saw: seen\n", "", "basis-needed", ""),
        ("answer: [heard, saw]", "answer: [heard, sow]", "not-offered", "saw"),
        ("answer: [heard, saw]", "answer: [heard, saw, saw]", "given-twice", ""),
        ("nothing_further: she is in hospital", "nothing_further: ''", "empty-text", ""),
        ("nothing_further: she", "nothing_furthr: she", "unknown-key", "nothing_further"),
        ("          - not_in_words: nods", "          - nods", "unknown-speaker", ""),
        ("            sure: false", "            sure: perhaps", "not-true-or-false", ""),
        ("          - child: Tata krzyczał.", "          - words: Tata", "unknown-speaker", ""),
    ],
)
def test_what_does_not_fit_is_told_at_its_line(old: str, new: str, code: str, nearest: str) -> None:
    """One thing wrong is one problem, at the line on which it stands."""
    text = changed(old, new)

    problem = the_only(text)

    assert (problem.code, problem.nearest) == (code, nearest)
    assert problem.place is not None
    begins = text[: text.index(new)].count("\n") + 1 if new else 0
    assert not new or begins <= problem.place.line <= begins + new.count("\n")
    assert "ephyrine" not in problem.as_text()


def test_the_very_part_is_pointed_at() -> None:
    """Line and column are those of the choice, the line or the basis that is wrong."""
    text = changed("answer: [heard, saw]", "answer: [heard, sow]")

    place = the_only(text).place

    line = line_of("sow", text)
    assert place is not None
    assert (place.line, place.column) == (line, text.splitlines()[line - 1].index("sow") + 1)


def test_a_line_for_several_choices_must_say_for_which() -> None:
    """A bare line beside several choices belongs to none of them."""
    text = changed(
        "        text:\n          nothing_further: she is in hospital\n",
        "        text: she is in hospital\n",
    )

    assert the_only(text).code == "line-for-which"


def test_a_basis_for_each_choice_must_say_for_which() -> None:
    """Where each choice has its own basis, one for all is refused with the right form."""
    text = changed(
        "          saw: seen\n          heard: [child_said, sibling_said]\n",
        "          adult_said: Darren Holt\n",
    )

    problem = the_only(text)
    assert problem.code == "basis-for-each"
    assert problem.remedy == "write {saw: seen}, with every choice taken"


def test_an_adult_and_a_child_of_one_name_must_be_told_apart() -> None:
    """A name that fits two people is refused and not guessed."""
    text = changed("  - name: Alfie\n", "  - name: Darren Holt\n")
    text = changed("covered: everybody", 'covered: ["Darren Holt"]', text)

    assert the_only(text).code == "two-of-this-name"


def test_all_faults_of_all_answers_are_told_at_once() -> None:
    """A file is put right in one go: every problem, in the order of its lines."""
    text = changed("in.calls: 3", "in.calls: many")
    text = changed("saw: seen", "saw: sen", text)
    text = changed("ch.due: overdue 2026-11-20", "ch.due: soon", text)
    text = changed("23:12", "25:12", text)

    problems = told_of(text)

    assert [problem.code for problem in problems] == [
        "not-a-time",
        "not-a-number",
        "not-offered",
        "not-a-date",
    ]


def test_the_family_has_nothing_left_over() -> None:
    """The family of these tests uses every line of its file."""
    assert told_of(FAMILY) == ()
