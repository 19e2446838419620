"""The talk with a child, line by line."""

from __future__ import annotations

import json
from typing import Any

from childcheck.checklist.answers import Answer
from childcheck.terminal import words
from childcheck.terminal.drafts import DraftsInMemory
from childcheck.terminal.keyed import key_words
from childcheck.walk.replies import Back, Keep, Pause
from tests.checklist.builders import a_question
from tests.terminal.keyed.typing_officer import (
    BACKSPACE,
    CTRL_C,
    CTRL_D,
    CTRL_G,
    CTRL_T,
    CTRL_U,
    DOWN,
    ENTER,
    ESC,
    TAB,
    UP,
    Typed,
    a_paste,
    an_asker,
    answered,
)
from tests.terminal.scripted import an_answer, shown

TALK = a_question("ch.talk", "transcript")


def the_talk(*script: Typed, **more: Any) -> object:
    """Return the lines of a talk that is typed and ended by Ctrl-D."""
    reply, _ = answered(TALK, *script, CTRL_D, **more)
    return getattr(reply, "value", reply)


def test_the_first_letter_and_a_space_say_who_speaks() -> None:
    """The letter turns into a word in the label, and the words are kept as they are typed."""
    reply, typing = answered(
        TALK,
        ("o ", f"Tell me what happened.{ENTER}"),
        ("c ", f"He  pushed her, 'like this'{ENTER}"),
        ("* ", f"points at the door{ENTER}"),
        CTRL_D,
    )

    assert reply == an_answer(
        [
            {"speaker": "officer", "words": "Tell me what happened."},
            {"speaker": "child", "words": "He  pushed her, 'like this'"},
            {"speaker": "not_in_words", "words": "points at the door"},
        ]
    )
    assert "2  Child: He  pushed her, 'like this'" in typing.printed
    assert words.talk_taken(["officer", "child", "not_in_words"]) in typing.flat


def test_every_speaker_has_a_letter() -> None:
    """Officer, child, interpreter, somebody else, and what was not in words."""
    lines = the_talk(*(f"{mark} x{ENTER}" for mark in "ocix*"))

    speakers = ["officer", "child", "interpreter", "other", "not_in_words"]
    assert lines == [{"speaker": one, "words": "x"} for one in speakers]


def test_a_line_without_a_letter_is_nobodys_until_one_key_says_who_spoke() -> None:
    """It never stands under the speaker of the line before; a plus goes on with that line."""
    lines = the_talk(
        *(f"* nods{ENTER}", f"He hit her{ENTER}", "c", f"and left{ENTER}", "+"),
        ("+ ", f"c is for cat{ENTER}"),
    )

    assert lines == [
        {"speaker": "not_in_words", "words": "nods"},
        {"speaker": "child", "words": "He hit her\nand left\nc is for cat"},
    ]


def test_the_first_line_says_who_spoke() -> None:
    """A plus is no answer there, and Esc gives the words back into the line."""
    reply, typing = answered(
        TALK, f"He came{ENTER}", "+", ESC, f"!{ENTER}", "c", CTRL_D,
    )  # fmt: skip

    assert reply == an_answer([{"speaker": "child", "words": "He came!"}])
    assert "Press one of o c i x *" in " ".join(typing.notes)


def test_a_pasted_paragraph_without_a_letter_is_asked_about_once() -> None:
    """It is kept whole, blank lines and all, under whoever spoke it."""
    lines = the_talk(f"o Hm?{ENTER}", (a_paste("He came\n\nat night"), ENTER), "c")

    assert lines == [
        {"speaker": "officer", "words": "Hm?"},
        {"speaker": "child", "words": "He came\n\nat night"},
    ]


def test_half_a_line_without_a_letter_is_added_to_no_line() -> None:
    """A draft keeps it apart, and it stands in the answer line again."""
    drafts = DraftsInMemory()
    question = shown(TALK)
    with an_asker(f"* nods{ENTER}", ("He hit", ESC), drafts=drafts) as (asker, _):
        assert asker.ask(question) == Back()
    assert json.loads(drafts.read(question.spot)) == [
        {"speaker": "not_in_words", "words": "nods"},
        {"speaker": "", "words": "He hit"},
    ]
    with an_asker(f" her{ENTER}", "c", CTRL_D, drafts=drafts) as (asker, _):
        reply = asker.ask(question)

    assert reply == an_answer(
        [
            {"speaker": "not_in_words", "words": "nods"},
            {"speaker": "child", "words": "He hit her"},
        ]
    )


def test_a_number_and_enter_bring_that_line_back() -> None:
    """So an early line of a long talk is near; a line says who spoke, so no number is one."""
    lines = the_talk(f"o One{ENTER}", f"c Two{ENTER}", f"c Three{ENTER}", f"1{ENTER}", f"!{ENTER}")

    assert isinstance(lines, list)
    assert [line["words"] for line in lines] == ["One!", "Two", "Three"]


def test_backspace_takes_the_speaker_off() -> None:
    """A wrong letter is put right where it stands."""
    lines = the_talk(("o ", BACKSPACE, "c ", f"mine{ENTER}"))

    assert lines == [{"speaker": "child", "words": "mine"}]


def test_an_earlier_line_is_changed_in_place() -> None:
    """Up brings a line back with its speaker; Enter puts it where it was."""
    reply, typing = answered(
        TALK, f"o What{ENTER}", f"c He did{ENTER}", UP, UP, f" happened?{ENTER}", CTRL_D
    )

    assert reply == an_answer(
        [
            {"speaker": "officer", "words": "What happened?"},
            {"speaker": "child", "words": "He did"},
        ]
    )
    assert "Line 1 of 2, Officer" in typing.labels
    assert "1  Officer: What happened? (changed)" in typing.printed


def test_a_new_line_waits_while_an_earlier_one_is_changed() -> None:
    """What was begun stands again, with its speaker, when one comes back down to it."""
    lines = the_talk(f"o What?{ENTER}", ("c ", "He was", UP), f"!{ENTER}", f" there{ENTER}")

    assert lines == [
        {"speaker": "officer", "words": "What?!"},
        {"speaker": "child", "words": "He was there"},
    ]


def test_going_down_takes_a_change_with_it() -> None:
    """Leaving a line by an arrow loses nothing."""
    lines = the_talk(f"o One{ENTER}", f"c Two{ENTER}", UP, UP, f"!{DOWN}", DOWN)

    assert lines == [{"speaker": "officer", "words": "One!"}, {"speaker": "child", "words": "Two"}]


def test_tab_begins_a_line_before_the_one_that_was_gone_to() -> None:
    """What was forgotten stands where it was said, and the new line goes on at the end."""
    reply, typing = answered(
        TALK,
        *[f"o One{ENTER}", f"c Three{ENTER}", UP, TAB, f"c Two{ENTER}", f"o Four{ENTER}", CTRL_D],
    )

    assert isinstance(reply, Answer)
    assert isinstance(reply.value, list)
    assert [line["words"] for line in reply.value if isinstance(line, dict)] == [
        *["One", "Two", "Three", "Four"]
    ]
    assert "New line 2" in typing.labels


def test_an_arrow_takes_a_line_between_two_others_with_it() -> None:
    """Going up or down loses nothing of it, and goes to the neighbour."""
    up = the_talk(f"o One{ENTER}", f"c Three{ENTER}", UP, TAB, f"c Two{UP}", f"!{ENTER}")
    down = the_talk(f"o One{ENTER}", f"c Three{ENTER}", UP, TAB, f"c Two{DOWN}", f"!{ENTER}")

    assert isinstance(up, list)
    assert isinstance(down, list)
    assert [line["words"] for line in up] == ["One!", "Two", "Three"]
    assert [line["words"] for line in down] == ["One", "Two", "Three!"]


def test_nothing_typed_between_two_lines_is_no_line() -> None:
    """Enter alone goes back to the end, and what does not fit is refused and kept."""
    empty = the_talk(f"o One{ENTER}", UP, TAB, ENTER, f"c Two{ENTER}")
    reply, typing = answered(
        TALK, f"o One{ENTER}", UP, TAB, f"+ more{ENTER}", f"{CTRL_U}{ENTER}", CTRL_D
    )

    assert isinstance(empty, list)
    assert [line["words"] for line in empty] == ["One", "Two"]
    assert reply == an_answer([{"speaker": "officer", "words": "One"}])
    assert words.FIRST_MARK_NEEDED in " ".join(" ".join(typing.notes).split())


def test_tab_where_no_earlier_line_stands_says_what_it_is_for() -> None:
    """At the end a new line stands already, and English comes after a line was put in."""
    _, typing = answered(TALK, f"o One{ENTER}", TAB, UP, TAB, CTRL_T, ENTER, CTRL_D)

    assert key_words.TAB_BEFORE_A_LINE in typing.notes
    assert key_words.ENTER_BEFORE_ENGLISH in typing.notes


def test_half_a_line_between_two_others_is_a_draft_in_its_place() -> None:
    """A kill loses none of the lines about it."""
    drafts = DraftsInMemory()
    typed = (f"o One{ENTER}", f"c Three{ENTER}", UP, TAB, f"c Tw{ESC}")
    with an_asker(*typed, drafts=drafts) as (asker, _):
        question = shown(TALK)
        assert asker.ask(question) == Back()

    assert [line["words"] for line in json.loads(drafts.read(question.spot))] == [
        *["One", "Tw", "Three"]
    ]


def test_an_emptied_line_is_taken_out() -> None:
    """And that is said."""
    reply, typing = answered(TALK, f"o One{ENTER}", f"c Two{ENTER}", UP, f"{CTRL_U}{ENTER}", CTRL_D)

    assert reply == an_answer([{"speaker": "officer", "words": "One"}])
    assert key_words.TAKEN_OUT in typing.notes


def test_a_pasted_paragraph_is_one_line() -> None:
    """Its line breaks and blank lines are kept, whatever its lines begin with."""
    lines = the_talk(("c ", a_paste("First part.\n\no is a letter\nEnd."), ENTER))

    assert lines == [{"speaker": "child", "words": "First part.\n\no is a letter\nEnd."}]


def test_a_pasted_talk_is_as_many_lines_as_it_says() -> None:
    """A paste whose lines say who spoke is taken line by line."""
    lines = the_talk((a_paste("o What happened?\nc He came\nin the night"), ENTER))

    assert lines == [
        {"speaker": "officer", "words": "What happened?"},
        {"speaker": "child", "words": "He came\nin the night"},
    ]


def test_a_paste_that_does_not_fit_is_not_taken_in_part() -> None:
    """It stands in the line, and nothing of it on the sheet."""
    reply, typing = answered(
        TALK, (a_paste("c He came\nC Mum cried"), ENTER), (CTRL_U, BACKSPACE, CTRL_U, ESC)
    )

    assert reply == Back()
    assert "capital C" in " ".join(typing.notes)
    assert "1  Child" not in typing.printed


def test_the_english_of_a_line_is_typed_after_it() -> None:
    """Language and translator are asked once and kept; a question mark says unsure."""
    reply, typing = answered(
        TALK,
        f"c On ją popchnął{ENTER}",
        ("t ", f"He pushed her{ENTER}"),
        f"Polish{ENTER}",
        f"Interpreter 7712{ENTER}",
        f"c Boję się{ENTER}",
        ("t? ", f"I am afraid{ENTER}"),
        CTRL_D,
    )

    told = {"language": "Polish", "translator": "Interpreter 7712"}
    assert reply == an_answer(
        [
            {
                "speaker": "child",
                "words": "On ją popchnął",
                "translation": "He pushed her",
                "sure": True,
                **told,
            },
            {
                "speaker": "child",
                "words": "Boję się",
                "translation": "I am afraid",
                "sure": False,
                **told,
            },
        ]
    )
    assert "Line 2 of 1" not in " ".join(typing.labels)


def test_ctrl_t_asks_for_everything_about_one_line() -> None:
    """Language, English, translator, sure or not; for the line that stands in the answer line."""
    lines = the_talk(
        f"c Boję się{ENTER}",
        f"o Thank you{ENTER}",
        UP,
        UP,
        CTRL_T,
        f"Polish{ENTER}",
        f"I am afraid{ENTER}",
        f"Interpreter{ENTER}",
        "n",
        DOWN,
        DOWN,
    )

    assert lines == [
        {
            "speaker": "child",
            "words": "Boję się",
            "language": "Polish",
            "translation": "I am afraid",
            "translator": "Interpreter",
            "sure": False,
        },
        {"speaker": "officer", "words": "Thank you"},
    ]


def test_esc_while_translating_goes_back_to_the_talk() -> None:
    """The line stays as it was."""
    lines = the_talk(f"c Boję się{ENTER}", CTRL_T, f"Polish{ENTER}", ESC)

    assert lines == [{"speaker": "child", "words": "Boję się"}]


def test_changing_the_words_keeps_the_translation() -> None:
    """A slip is put right without typing the English again."""
    lines = the_talk(
        f"c Boje sie{ENTER}", f"t I am afraid{ENTER}", f"Polish{ENTER}", f"{ENTER}",
        UP, f"{CTRL_U}Boję się{ENTER}",
    )  # fmt: skip

    assert lines == [
        {
            "speaker": "child",
            "words": "Boję się",
            "language": "Polish",
            "translation": "I am afraid",
            "sure": True,
        }
    ]


def test_ctrl_d_ends_on_an_empty_line_only() -> None:
    """In a line that is begun it rubs out, as everywhere; an empty talk does not end."""
    reply, typing = answered(TALK, CTRL_D, ENTER, ("c ", "xab\x01", f"{CTRL_D}{ENTER}"), CTRL_D)

    assert typing.notes[1] == typing.notes[2] == key_words.NOTHING_WRITTEN_KEYED
    assert reply == an_answer([{"speaker": "child", "words": "ab"}])


def test_every_line_is_a_draft_at_once() -> None:
    """Back and a pause lose nothing of a talk, not even the line that is half typed."""
    drafts = DraftsInMemory()
    with an_asker(f"o What?{ENTER}", f"c He{ESC}", CTRL_C, "q", drafts=drafts) as (asker, _):
        question = shown(TALK)
        assert asker.ask(question) == Back()
        assert asker.ask(question) == Pause("interrupt")

    assert json.loads(drafts.read(question.spot)) == [
        {"speaker": "officer", "words": "What?"},
        {"speaker": "child", "words": "He"},
    ]


def test_a_draft_goes_on_where_it_stopped() -> None:
    """Its lines are shown, the half-typed one last, and it can be changed."""
    drafts = DraftsInMemory()
    question = shown(TALK)
    begun = [{"speaker": "officer", "words": "What?"}, {"speaker": "child", "words": "He"}]
    drafts.write(question.spot, json.dumps(begun))
    with an_asker(UP, f" came{ENTER}", CTRL_D, drafts=drafts) as (asker, typing):
        reply = asker.ask(question)

    assert reply == an_answer(
        [{"speaker": "officer", "words": "What?"}, {"speaker": "child", "words": "He came"}]
    )
    assert words.DRAFT_KEPT in typing.flat


def test_a_first_line_that_says_not_who_spoke_is_a_draft_too() -> None:
    """It stands in the answer line again."""
    drafts = DraftsInMemory()
    with an_asker(f"He came{ESC}", ("\x01", "c ", ENTER), CTRL_D, drafts=drafts) as (asker, _):
        question = shown(TALK)
        assert asker.ask(question) == Back()
        reply = asker.ask(question)

    assert reply == an_answer([{"speaker": "child", "words": "He came"}])


def test_lines_that_stand_are_kept_changed_added_to_or_written_anew() -> None:
    """Enter keeps, `c` brings the last line back, `a` adds, `n` begins anew."""
    standing = {"held": an_answer([{"speaker": "child", "words": "one"}])}

    assert answered(TALK, ENTER, **standing)[0] == Keep()
    added = answered(TALK, "a", f"c two{ENTER}", CTRL_D, **standing)[0]
    assert added == an_answer(
        [{"speaker": "child", "words": "one"}, {"speaker": "child", "words": "two"}]
    )
    for key in ("c", UP):
        changed = answered(TALK, key, f"!{ENTER}", CTRL_D, **standing)[0]
        assert changed == an_answer([{"speaker": "child", "words": "one!"}])
    anew = answered(TALK, "n", f"c two{ENTER}", CTRL_D, **standing)[0]
    assert anew == an_answer([{"speaker": "child", "words": "two"}])


def test_help_teaches_the_letters() -> None:
    """Ctrl-G says how a talk is written, without leaving it."""
    reply, typing = answered(TALK, CTRL_G, " ", " ", f"c x{ENTER}", CTRL_D)

    assert reply == an_answer([{"speaker": "child", "words": "x"}])
    assert "The letter turns into the word." in typing.flat


# Things said, and by whom

SAID = a_question("in.others", "lines", none_label="Asked, nobody said anything")
NAMES = a_question("ch.aka", "lines", has_speaker=False, none_label="Asked, no other name")


def test_a_saying_has_its_speaker_before_a_colon() -> None:
    """A line without one is not taken, and stands in the line."""
    reply, typing = answered(
        SAID,
        f"He always shouts{ENTER}",
        f"\x01Mrs Cole at 02:05: {ENTER}",
        CTRL_D,
    )

    assert reply == an_answer([{"speaker": "Mrs Cole at 02:05", "text": "He always shouts"}])
    assert typing.notes[1].startswith(words.WHO_SAID_IT.split(",", maxsplit=1)[0])


def test_no_line_can_be_an_answer() -> None:
    """Zero says that there is none; Enter alone does not."""
    reply, _ = answered(NAMES, ENTER, "0")

    assert reply == an_answer([])


def test_pasted_names_are_a_line_each() -> None:
    """A list from elsewhere is pasted whole."""
    reply, _ = answered(NAMES, (a_paste("Ania\nAnka\n"), ENTER), CTRL_D)

    assert reply == an_answer([{"text": "Ania"}, {"text": "Anka"}])
