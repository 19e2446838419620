"""Every fault of an answer is found, named by a code, and never repeats the answer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from childcheck.checklist.answers import SPEAKERS, Answer, BasisGiven, LeftUnanswered, Plain
from childcheck.checklist.definitions import (
    AnswerType,
    Basis,
    NeededLine,
    Question,
    Reason,
    Scope,
)
from childcheck.checklist.fitting import (
    Setting,
    bases_needed,
    excluding,
    faults,
    lines_needed,
)
from childcheck.checklist.possibilities import Comparisons, of_question
from childcheck.identifiers import AdultId
from tests.checklist.builders import a_checklist, a_choice, a_question

SETTING = Setting(a_checklist(), persons={"C1", "C2"}, adults={"A1"}, today=date(2026, 11, 24))

SEEN = a_question("ch.seen", choices=("awake", "asleep"))
EFFECT = a_question(
    "ch.effect",
    "choices",
    choices=("saw", "heard", "nothing"),
    excludes_others=(("nothing",),),
)
BANDS_OR_DATE = a_question("ch.dob", "date", is_estimable=True, fact="child.born_on")
ESTIMATED = a_question("un.due", "date", is_estimable=True)
EXACT = a_question("ch.date", "date")
NICKNAMES = a_question("ch.aka", "lines", has_speaker=False, none_label="Asked, none")
SAID = a_question("ch.adult_said", "lines")
TALK = a_question("ch.talk", "transcript")
COUNT = a_question("in.calls", "number", at_least=0, at_most=99)
WORRY = a_question("ch.worry", "text", nothing_label="Nothing, because")
WORDS = a_question("ch.words", "text")
TIME = a_question("in.at", "time")
ROLL = a_question("in.children", "roll", fact="incident.children")
COVERED = a_question("in.chk.covered", "persons", covers=(Scope.ADULT,))


def codes(question: Question, answer: Answer | LeftUnanswered) -> list[tuple[str, str]]:
    """Return what is at fault: code and part."""
    return [(fault.code, fault.part) for fault in faults(question, answer, SETTING)]


# Values


@pytest.mark.parametrize(
    ("question", "value"),
    [
        (SEEN, "awake"),
        (a_question("ch.x", "yes_no"), "no"),
        (EFFECT, ["saw"]),
        (EFFECT, ["saw", "heard"]),
        (EFFECT, ["nothing"]),
        (WORDS, "two\nlines"),
        (a_question("in.place", "address"), "1 Mill Lane"),
        (WORRY, "the stairs"),
        (WORRY, {"nothing": "all were calm"}),
        (NICKNAMES, [{"text": "Zo"}]),
        (NICKNAMES, []),
        (SAID, [{"text": "fine", "speaker": "Ola"}]),
        (TALK, [{"speaker": "child", "words": "  no  "}]),
        (
            TALK,
            [
                {
                    "speaker": "child",
                    "words": "nie",
                    "language": "pl",
                    "translation": "no",
                    "translator": "the interpreter",
                    "sure": False,
                }
            ],
        ),
        (COUNT, 0),
        (COUNT, 99),
        (EXACT, "2022-03-14"),
        (ESTIMATED, "about 4 years"),
        (ESTIMATED, "overdue 2026-12-24"),
        (BANDS_OR_DATE, "2026-11-24"),
        (BANDS_OR_DATE, "band infant"),
        (BANDS_OR_DATE, "band unborn"),
        (TIME, "2026-10-25T01:30:00+01:00"),
        (ROLL, ["C1", "C2"]),
        (ROLL, []),
        (COVERED, ["C2"]),
    ],
)
def test_a_fitting_answer_has_no_fault(question: Question, value: Plain) -> None:
    """Each type takes the form that is written down for it."""
    assert codes(question, Answer(value)) == []


@pytest.mark.parametrize(
    ("question", "value", "code"),
    [
        (SEEN, "aslep", "not-offered"),
        (SEEN, ["awake"], "not-offered"),
        (SEEN, None, "not-offered"),
        (EFFECT, "saw", "not-a-list"),
        (EFFECT, [], "not-a-list"),
        (EFFECT, ["saw", "smelt"], "not-offered"),
        (EFFECT, ["saw", 3], "not-offered"),
        (EFFECT, ["saw", "saw"], "given-twice"),
        (EFFECT, ["saw", "nothing"], "exclude-each-other"),
        (WORDS, 3, "not-text"),
        (WORDS, " \n", "empty"),
        (WORDS, {"nothing": "calm"}, "not-text"),
        (WORRY, {"nothing": " "}, "line-needed"),
        (WORRY, {"nothing": None}, "line-needed"),
        (NICKNAMES, "Zo", "not-lines"),
        (SAID, [], "empty"),
        (NICKNAMES, [{"text": " "}], "line-without-text"),
        (NICKNAMES, ["Zo"], "line-without-text"),
        (SAID, [{"text": "fine"}], "line-without-speaker"),
        (SAID, [{"text": "fine", "speaker": "Ola", "when": "now"}], "unknown-part"),
        (TALK, [], "empty"),
        (TALK, "no", "empty"),
        (TALK, ["no"], "unknown-part"),
        (TALK, [{"speaker": "child", "words": "no", "mood": "sad"}], "unknown-part"),
        (TALK, [{"speaker": "dog", "words": "no"}], "unknown-speaker"),
        (TALK, [{"speaker": "child", "words": ""}], "line-without-words"),
        (TALK, [{"speaker": "child", "words": "no", "language": 3}], "unknown-part"),
        (TALK, [{"speaker": "child", "words": "no", "sure": "yes"}], "unknown-part"),
        (COUNT, "3", "not-a-number"),
        (COUNT, True, "not-a-number"),
        (COUNT, -1, "too-small"),
        (COUNT, 100, "too-large"),
        (EXACT, "yesterday", "not-a-date"),
        (EXACT, 2022, "not-a-date"),
        (EXACT, "about 4 years", "not-a-date"),
        (EXACT, "overdue 2026-11-01", "not-a-date"),
        (ESTIMATED, "band infant", "not-a-date"),
        (BANDS_OR_DATE, "band elder", "not-a-date"),
        (BANDS_OR_DATE, "2026-11-25", "born-in-the-future"),
        (TIME, "01:30", "not-a-time"),
        (TIME, "2026-10-25T01:30:00", "not-a-time"),
        (TIME, 130, "not-a-time"),
        (ROLL, "C1", "not-persons"),
        (ROLL, ["C1", 2], "not-persons"),
        (ROLL, ["C1", "C9"], "unknown-person"),
        (ROLL, ["C1", "C1"], "given-twice"),
        (a_question("ch.note", "note"), "seen", "takes-no-answer"),
    ],
)
def test_a_value_that_does_not_fit_is_a_fault(question: Question, value: Plain, code: str) -> None:
    """Each way of not fitting has its code, and the value is what is at fault."""
    assert codes(question, Answer(value)) == [(code, "value")]


def test_a_birth_date_is_not_in_the_future_only_where_the_day_is_known() -> None:
    """Without a day to hold it against a birth date is taken as it is."""
    assert faults(BANDS_OR_DATE, Answer("2030-01-01"), Setting(a_checklist())) == ()


def test_pairs_that_exclude_each_other_are_found_once() -> None:
    """One id alone excludes all others; the ids of a group exclude one another."""
    groups: Any = (("none",), ("a", "b", "c"))
    question = a_question(
        "ch.x", "choices", choices=("none", "a", "b", "c", "d"), excludes_others=groups
    )

    assert excluding(question, ("a", "d")) == ()
    assert excluding(question, ("a", "b")) == (("a", "b"),)
    assert set(excluding(question, ("none", "a", "d"))) == {("a", "none"), ("d", "none")}


# Leaving


@pytest.mark.parametrize(
    ("question", "left", "expected"),
    [
        (SEEN, LeftUnanswered(Reason.DID_NOT_WANT), []),
        (SEEN, LeftUnanswered(Reason.NOT_KNOWN, "asked twice"), []),
        (SEEN, LeftUnanswered(Reason.NOT_KNOWN), [("line-needed", "text")]),
        (SEEN, LeftUnanswered(Reason.NOT_KNOWN, "  "), [("line-needed", "text")]),
        (
            a_question(reasons=()),
            LeftUnanswered(Reason.NOT_ASKED, "unsafe"),
            [("reason-not-allowed", "reason")],
        ),
        (
            a_question(reasons=(Reason.NOT_KNOWN,)),
            LeftUnanswered(Reason.NOT_ASKED, "unsafe"),
            [("reason-not-allowed", "reason")],
        ),
        # what is optional is passed with one key, without a line
        (a_question(is_more=True), LeftUnanswered(Reason.NOT_ASKED), []),
        (a_question(is_needed=False, reasons=()), LeftUnanswered(Reason.NOT_ASKED), []),
        (a_question(is_more=True), LeftUnanswered(Reason.NOT_KNOWN), [("line-needed", "text")]),
    ],
)
def test_leaving_takes_an_allowed_reason_and_its_line(
    question: Question, left: LeftUnanswered, expected: list[tuple[str, str]]
) -> None:
    """A question is left in an allowed way, with the line which that way needs."""
    assert codes(question, left) == expected


# Lines beside an answer

WITH_LINES = a_question(
    "ch.now",
    "choices",
    choices=(
        a_choice("doctor", text=NeededLine("Which?")),
        a_choice("photo", text=NeededLine("Where?", needed=False)),
        a_choice("none"),
    ),
)
ONE_WITH_LINE = a_question("ch.one", choices=("yes", a_choice("no", text=NeededLine("Why not?"))))
OWN_LINE = a_question("ch.own", text=NeededLine("What exactly?"))


@pytest.mark.parametrize(
    ("question", "value", "texts", "expected"),
    [
        (WITH_LINES, ["none"], {}, []),
        (WITH_LINES, ["photo"], {}, []),
        (WITH_LINES, ["doctor"], {}, [("line-needed", "text.doctor")]),
        (WITH_LINES, ["doctor"], {"doctor": "  "}, [("line-needed", "text.doctor")]),
        (WITH_LINES, ["doctor", "photo"], {"doctor": "A&E"}, []),
        (WITH_LINES, ["none"], {"doctor": "A&E"}, [("line-not-wanted", "text.doctor")]),
        (WITH_LINES, ["none"], {"": "so"}, [("line-not-wanted", "text")]),
        (WITH_LINES, ["none"], {"nobody": "so"}, [("line-not-wanted", "text")]),
        (ONE_WITH_LINE, "yes", {}, []),
        (ONE_WITH_LINE, "no", {"": "busy"}, []),
        (ONE_WITH_LINE, "no", {}, [("line-needed", "text")]),
        (OWN_LINE, "yes", {}, [("line-needed", "text")]),
        (OWN_LINE, "yes", {"": "the left arm"}, []),
    ],
)
def test_lines_stand_where_they_are_needed_and_nowhere_else(
    question: Question, value: Plain, texts: Mapping[str, str], expected: list[tuple[str, str]]
) -> None:
    """A needed line is not empty, and no line stands where the answer takes none."""
    assert codes(question, Answer(value, texts)) == expected


def test_the_lines_of_an_answer_are_known_before_it_is_given() -> None:
    """Several choices have a line each; a single choice's line is the answer's own."""
    assert set(lines_needed(WITH_LINES, ["doctor", "none"])) == {"doctor"}
    assert set(lines_needed(ONE_WITH_LINE, "no")) == {""}
    assert set(lines_needed(OWN_LINE, "yes")) == {""}
    assert lines_needed(SEEN, "awake") == {}


# Bases

BASED = a_question("ch.during", basis=True)
EACH = a_question(
    "ch.effect", "choices", choices=("saw", a_choice("hurt", basis=Basis.SEEN)), basis_each=True
)
FIXED = a_question("ch.injury", choices=(a_choice("seen", basis=Basis.SEEN), "told"), basis=True)
SEEN_BASIS = (BasisGiven(Basis.SEEN),)
OF_ADULT = (BasisGiven(Basis.ADULT_SAID, (AdultId("A1"),)),)
OF_STRANGER = (BasisGiven(Basis.ADULT_SAID, (AdultId("A9"),)),)


@pytest.mark.parametrize(
    ("question", "value", "basis", "expected"),
    [
        (BASED, "yes", {"": SEEN_BASIS}, []),
        (BASED, "yes", {"": OF_ADULT}, []),
        (BASED, "yes", {}, [("basis-needed", "basis")]),
        (BASED, "yes", {"": ()}, [("basis-needed", "basis")]),
        (BASED, "yes", {"": OF_STRANGER}, [("unknown-person", "basis")]),
        (SEEN, "awake", {"": SEEN_BASIS}, [("basis-not-wanted", "basis")]),
        (EACH, ["saw"], {"saw": SEEN_BASIS}, []),
        (EACH, ["saw"], {}, [("basis-needed", "basis.saw")]),
        (EACH, ["saw"], {"saw": OF_STRANGER}, [("unknown-person", "basis.saw")]),
        (EACH, ["hurt"], {}, []),
        (EACH, ["hurt"], {"hurt": SEEN_BASIS}, []),
        (EACH, ["saw", "hurt"], {}, [("basis-needed", "basis.saw")]),
        (
            EACH,
            ["hurt"],
            {"saw": SEEN_BASIS},
            [("basis-not-wanted", "basis.saw")],
        ),
        (FIXED, "seen", {}, []),
        (FIXED, "seen", {"": SEEN_BASIS}, []),
        (FIXED, "told", {}, [("basis-needed", "basis")]),
    ],
)
def test_a_basis_stands_where_it_is_needed_and_nowhere_else(
    question: Question,
    value: Plain,
    basis: Mapping[str, tuple[BasisGiven, ...]],
    expected: list[tuple[str, str]],
) -> None:
    """What an answer rests on is said where it is asked, unless the choice fixes it."""
    assert codes(question, Answer(value, basis=basis)) == expected


def test_the_bases_of_an_answer_are_known_before_it_is_given() -> None:
    """One for the answer, or one for each choice that does not fix its own."""
    assert bases_needed(BASED, "yes") == ("",)
    assert bases_needed(EACH, ["saw", "hurt"]) == ("saw",)
    assert bases_needed(FIXED, "seen") == ()
    assert bases_needed(FIXED, "told") == ("",)
    assert bases_needed(SEEN, "awake") == ()


# For all answers


def test_all_faults_are_told_at_once() -> None:
    """A missing line and a missing basis are both reported."""
    both = a_question("ch.x", basis=True, text=NeededLine("Why?"))

    assert [code for code, _ in codes(both, Answer("yes"))] == ["line-needed", "basis-needed"]


_PLAIN: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(st.sampled_from(tuple(AnswerType)), _PLAIN)
def test_whatever_is_given_is_judged_and_never_repeated(kind: AnswerType, value: Plain) -> None:
    """No value breaks the judging, and no fault holds the words that were given."""
    question = a_question("ch.any", kind)
    secret = "geheim-7f3a"

    values: list[Plain] = [value, secret, [secret], {"nothing": secret}, [{"text": secret}]]
    for given_value in values:
        for fault in faults(question, Answer(given_value), SETTING):
            assert secret not in fault.what + fault.remedy + fault.part
            assert fault.code
            assert fault.remedy


@pytest.mark.parametrize(
    "question", [SEEN, EFFECT, COUNT, WORDS, WORRY, EXACT, ESTIMATED, TIME, NICKNAMES, ROLL]
)
def test_the_answers_tried_in_a_proof_are_answers_that_fit(question: Question) -> None:
    """What soundness takes to be possible can really be given."""
    for possible in of_question(question, Comparisons(constants=(3, "2022-03-14", "saw"))):
        if isinstance(possible, Answer):
            assert codes(question, possible) == []
        else:
            assert possible.reason in question.reasons


def test_every_speaker_may_have_a_line() -> None:
    """The five kinds of speaker are those that the language knows."""
    lines: list[Plain] = [{"speaker": speaker, "words": "…"} for speaker in SPEAKERS]

    assert codes(TALK, Answer(lines)) == []


def test_adults_are_named_only_beside_an_adults_word() -> None:
    """A basis that is no adult's word names no adult."""
    basis = {"": (BasisGiven(Basis.SEEN, (AdultId("A1"),)),)}
    question = a_question("ch.any", AnswerType.TEXT, basis=True)

    assert codes(question, Answer("text", basis=basis)) == [("adults-not-wanted", "basis")]


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-11-25T23:00:00+00:00", []),
        ("2027-11-24T21:00:00+00:00", [("in-the-future", "value")]),
    ],
)
def test_what_happened_does_not_lie_in_the_future(
    moment: str, expected: list[tuple[str, str]]
) -> None:
    """A wrong year is noticed; a day is left over for a clock that is wrong."""
    assert codes(TIME, Answer(moment)) == expected
