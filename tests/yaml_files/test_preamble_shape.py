"""What stands before the sections: bands, ways of leaving, follow-ups, conditions."""

from __future__ import annotations

import pytest

from childcheck.checklist.definitions import Due
from tests.yaml_files.checklists import codes, only, problems, read, sound, text_of

QUESTION = """
- id: ch.a
  stage: door
  ask: Seen?
  type: choice
  choices: {yes: Yes, no: {label: "No", follow_up: see}}
"""
FOLLOW_UP = """
follow_ups:
  see:
    what: See {child}
    due: end_of_duty
    closed_by: anyone
    to_close: Who saw {child}?
"""


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ("due: end_of_duty", "due: soon", "not-one-of"),
        ("due: end_of_duty", "due: [now]", "not-text"),
        ("due: end_of_duty", "due: {hours: 0}", "out-of-range"),
        ("due: end_of_duty", "due: {days: 2}", "unknown-key"),
        ("    due: end_of_duty\n", "", "missing-key"),
        ("closed_by: anyone", "closed_by: nobody at all", "not-one-of"),
        ("    to_close: Who saw {child}?\n", "", "missing-key"),
        ("  see:\n", "  see: now\n  other:\n", "not-a-mapping"),
        ("  see:\n", "  See:\n", "bad-name"),
    ],
)
def test_what_is_wrong_with_a_follow_up(before: str, after: str, code: str) -> None:
    """A follow-up that nobody can hold or close is found before it is owed."""
    assert before in FOLLOW_UP

    assert code in codes(text_of(QUESTION, top=FOLLOW_UP.replace(before, after)))


def test_a_misspelt_due_word_is_read_as_the_nearest() -> None:
    """One slip is one problem."""
    problem = only(text_of(QUESTION, top=FOLLOW_UP.replace("end_of_duty", "end_of_dutty")))

    assert (problem.code, problem.nearest) == ("not-one-of", "end_of_duty")


@pytest.mark.parametrize("word", list(Due))
def test_every_due_word_is_known(word: Due) -> None:
    """Now, before leaving, at the end of the duty, before the next school day."""
    text = text_of(QUESTION, top=FOLLOW_UP.replace("end_of_duty", word))

    assert sound(text).follow_ups["see"].due is word


def test_a_source_has_a_name() -> None:
    """What stands in short beside a question is named once, at the top."""
    checklist = sound(
        text_of(
            QUESTION.replace(", follow_up: see", ""),
            top="sources:\n  SCR: The serious case review\n",
        )
    )

    assert checklist.sources == {"SCR": "The serious case review"}


@pytest.mark.parametrize(
    ("top", "code"),
    [
        ("sources: none\n", "not-a-mapping"),
        ("sources:\n  SCR: [a]\n", "not-text"),
        ("reasons: none\n", "not-a-mapping"),
        ("reasons:\n  bored: Bored\n", "unknown-key"),
        ("reasons:\n  not_known: {label: Unknown}\n", "reason-without-line"),
        ("reasons:\n  not_known: {text: Why}\n", "missing-key"),
        ("reasons:\n  not_known: []\n", "not-text"),
        ("conditions: none\n", "not-a-mapping"),
        ("follow_ups: none\n", "not-a-mapping"),
        ("conditions:\n  Small: {child.band: infant}\n", "bad-name"),
    ],
)
def test_what_is_wrong_before_the_sections(top: str, code: str) -> None:
    """Each part of the top has a form, and a slip is told at its line."""
    assert code in codes(text_of(QUESTION.replace(", follow_up: see", ""), top=top))


@pytest.mark.parametrize(
    ("bands", "code"),
    [
        ("bands: none\n", "not-a-mapping"),
        ("bands:\n  infant: 2\n", "band-form"),
        ("bands:\n  infant: [2]\n", "not-text"),
        ("bands:\n  unborn: under 1\n", "band-reserved"),
        ("bands:\n  teen: under 18\n  infant: under 2\n", "band-order"),
    ],
)
def test_what_is_wrong_with_the_bands(bands: str, code: str) -> None:
    """Bands are written `infant: under 2`, in rising order."""
    text = text_of("- {id: ch.a, stage: door, ask: Hm, type: text}\n")
    start, end = text.index("bands:"), text.index("sections:")

    assert code in codes(text[:start] + bands + text[end:])


@pytest.mark.parametrize(
    "sections",
    ["sections: none\n", "sections: []\n", "sections:\n  - none\n", "sections:\n"],
)
def test_sections_that_are_none_are_told_and_nothing_more(sections: str) -> None:
    """What hangs on the questions is not reported as well."""
    text = text_of(QUESTION, top=FOLLOW_UP)

    found = problems(text[: text.index("sections:")] + sections)

    assert len(found) == 1


def test_a_section_without_questions_is_told() -> None:
    """A section asks something."""
    text = text_of(QUESTION.replace(", follow_up: see", ""))

    assert "missing-key" in codes(text + "  - {id: more, title: More, for_each: child}\n")
    assert "empty-list" in codes(
        text + "  - {id: more, title: More, for_each: child, questions: []}\n"
    )


def test_parts_that_are_none_are_told() -> None:
    """A question with several answers has parts, each with a label and a type."""
    parts = "- {{id: ch.p, stage: door, ask: Hm, type: parts, parts: {}}}\n"

    assert codes(text_of(parts.format("{}"))) == ["no-parts"]
    assert codes(text_of(parts.format("none"))) == ["not-a-mapping"]
    assert codes(text_of(parts.format("{a: none}"))) == ["not-a-mapping"]
    assert "missing-key" in codes(text_of(parts.format("{a: {type: text}}")))


def test_a_part_without_problems_in_it_is_read_beside_a_faulty_one() -> None:
    """Reading goes on behind a fault, so that the next one is found too."""
    reading = read(
        text_of(
            "- {id: ch.p, stage: door, ask: Hm, type: parts, "
            "parts: {a: {label: A, type: tekst}, b: {label: B, type: text, colum: x}}}\n"
        )
    )

    assert [problem.code for problem in reading.problems] == ["not-one-of", "unknown-key"]
