"""Lines of what was said, and the talk with a child, in plain mode."""

from __future__ import annotations

import json

from childcheck.checklist.answers import Answer, Plain
from childcheck.terminal import words
from childcheck.terminal.console import Interrupted
from childcheck.walk.replies import Keep, Pause
from tests.checklist.builders import a_question
from tests.terminal.scripted import AVA, an_answer, an_asker, answered, shown

TALK = a_question("ch.talk", "transcript")
SAID = a_question("ch.adult_said", "lines", none_label="No adult said anything")
ALSO = a_question("ch.aka", "lines", has_speaker=False, none_label="Asked, no other name")


def test_a_talk_is_written_line_by_line_in_the_words_that_were_said() -> None:
    """Who spoke and the exact words are stored in order."""
    reply, console = answered(
        TALK, "o What happened?", "c  He pushed  her ", "* points at the door", "."
    )

    assert reply == an_answer(
        [
            {"speaker": "officer", "words": "What happened?"},
            {"speaker": "child", "words": " He pushed  her "},
            {"speaker": "not_in_words", "words": "points at the door"},
        ]
    )
    assert "3 lines taken: officer 1, child 1, not in words 1." in console.printed


def test_a_talk_never_begins_without_saying_who_spoke() -> None:
    """A first line without a letter is asked again, so no words are in nobody's mouth."""
    reply, console = answered(TALK, "He pushed her", "", "c He pushed her", ".")

    assert reply == an_answer([{"speaker": "child", "words": "He pushed her"}])
    assert words.FIRST_MARK_NEEDED in console.flat


def test_a_pasted_talk_lands_in_one_field() -> None:
    """A paste of several lines is one talk; lines without a letter go on."""
    reply, _ = answered(TALK, ("o Hello", "", "c I was in bed", "I heard it"), ".")

    assert reply == an_answer(
        [
            {"speaker": "officer", "words": "Hello"},
            {"speaker": "child", "words": "I was in bed\nI heard it"},
        ]
    )


def test_a_bad_line_in_a_paste_stops_it_there() -> None:
    """What stands before a refused line is kept; what follows is not taken, and that is said."""
    reply, console = answered(TALK, ("o Hello", "C yes", "c no"), ":show", "c yes", ".")

    assert reply == an_answer(
        [{"speaker": "officer", "words": "Hello"}, {"speaker": "child", "words": "yes"}]
    )
    assert words.REST_NOT_TAKEN in console.printed


def test_the_english_of_a_line_has_its_translator_asked_once() -> None:
    """Language and translator are asked at the first translation, and kept for the next."""
    reply, _ = answered(
        TALK, "c Tata krzyczał", "t Daddy shouted", "Polish", "her sister", "c Bałam się",
        "t? I was afraid", ".",
    )  # fmt: skip

    common = {"speaker": "child", "language": "Polish", "translator": "her sister"}
    assert reply == an_answer(
        [
            {**common, "words": "Tata krzyczał", "translation": "Daddy shouted", "sure": True},
            {**common, "words": "Bałam się", "translation": "I was afraid", "sure": False},
        ]
    )


def test_a_translation_needs_a_line_to_translate() -> None:
    """A translation alone is no talk."""
    _, console = answered(TALK, "t Daddy shouted", "c Tata", ".")

    assert words.NOTHING_TO_TRANSLATE in console.flat


def test_the_language_of_one_line_is_not_that_of_the_next_translation() -> None:
    """A language said of a line without a translation is not kept for a child's words."""
    reply, _ = answered(
        TALK,
        *("o Can you tell me?", ":language", "English", ""),
        *("c Tata.", "t Daddy.", "Polish", "her sister", "."),
    )

    assert isinstance(reply, Answer)
    assert isinstance(reply.value, list)
    told = reply.value[1]
    assert isinstance(told, dict)
    assert (told["language"], told["translator"]) == ("Polish", "her sister")


def test_a_language_can_be_said_without_a_translation() -> None:
    """Words in another language can wait for somebody who can translate them."""
    reply, _ = answered(TALK, ":lang", "c Tata", ":language", "Polish", "", ".")

    assert reply == an_answer([{"speaker": "child", "words": "Tata", "language": "Polish"}])


def test_a_line_of_a_talk_is_written_anew_by_its_number() -> None:
    """One line is put right without typing the others again."""
    reply, console = answered(
        TALK, "o Hello", "c ja", ":change 2", "no mark", ":change 2", "c yes", ":change", "."
    )

    assert reply == an_answer(
        [{"speaker": "officer", "words": "Hello"}, {"speaker": "child", "words": "yes"}]
    )
    assert words.NUMBER_NEEDED in console.printed


def test_a_talk_that_stands_is_kept_added_to_or_written_anew() -> None:
    """Nothing that was written is replaced by beginning to type."""
    stood = an_answer([{"speaker": "child", "words": "one"}])
    two: dict[str, Plain] = {"speaker": "child", "words": "two"}

    assert answered(TALK, "", held=stood)[0] == Keep()
    added, console = answered(TALK, "c two", "a", "c two", ".", held=stood)
    assert added == an_answer([{"speaker": "child", "words": "one"}, two])
    assert words.ADD_OR_NEW in console.printed
    assert answered(TALK, "n", "c two", ".", held=stood)[0] == an_answer([two])


def test_lines_say_who_said_them() -> None:
    """What others said is stored with who said it; a line without is asked again."""
    reply, console = answered(SAID, "She is clumsy", "Mum: she is clumsy: always", ".")

    assert reply == an_answer([{"text": "she is clumsy: always", "speaker": "Mum"}])
    assert words.WHO_SAID_IT in console.printed


def test_lines_that_stand_are_added_to_and_put_right() -> None:
    """One more line, and one written anew, without typing the others again."""
    stood = an_answer([{"text": "fine", "speaker": "Mum"}])

    reply, console = answered(
        SAID, "a", ":change 1", "no speaker", ":change 1", "", ":change 1", "Mum: all fine",
        "Dad: no", "Gran: yes", ":undo", ".", held=stood,
    )  # fmt: skip

    assert reply == an_answer(
        [{"text": "all fine", "speaker": "Mum"}, {"text": "no", "speaker": "Dad"}]
    )
    assert "1) Mum: fine" in console.printed


def test_an_empty_list_that_stands_is_kept_with_enter() -> None:
    """Nobody said anything is an answer like any other."""
    assert answered(SAID, "", held=an_answer([]))[0] == Keep()


def test_0_says_that_nobody_said_anything() -> None:
    """The empty list is an answer where the checklist says so, and only on purpose."""
    assert answered(SAID, "", "0")[0] == an_answer([])
    assert answered(ALSO, "none")[0] == an_answer([])
    reply, _ = answered(ALSO, "Avie", "0", ".")
    assert reply == an_answer([{"text": "Avie"}, {"text": "0"}])


def test_lines_without_a_speaker_are_lines() -> None:
    """Other names are one on each line, colons and all."""
    assert answered(ALSO, "Avie: for short", ".")[0] == an_answer([{"text": "Avie: for short"}])


def test_ctrl_c_in_a_talk_says_that_its_lines_are_not_saved_and_goes_on() -> None:
    """A pause in the middle of a talk tells the truth about it, and loses none of it."""
    reply, console = answered(TALK, "o Hello", "c Hi", Interrupted(), "r", ".")

    assert reply == an_answer(
        [{"speaker": "officer", "words": "Hello"}, {"speaker": "child", "words": "Hi"}]
    )
    assert "but not the 2 lines you are writing" in console.flat


def test_pausing_in_a_talk_asks_before_its_lines_are_lost() -> None:
    """The word pause does not throw a talk away without a question."""
    reply, console = answered(TALK, "c Hi", ":pause", "r", ":pause", "q")

    assert reply == Pause("word")
    assert words.lines_lost(1) in console.flat


def test_a_draft_of_an_earlier_program_is_not_lost() -> None:
    """A draft that is no list of lines is taken as a line that was typed."""
    store = _Store()
    question = shown(a_question("in.home", "text"))
    store.drafts[question.spot] = "half a sen"
    asker, _ = an_asker("tence", ".", drafts=store)

    assert asker.ask(question) == an_answer("half a sen\ntence")


class _Store:
    """A store of drafts that outlives the program."""

    is_durable = True

    def __init__(self) -> None:
        self.drafts: dict[object, str] = {}

    def read(self, spot: object) -> str:
        return self.drafts.get(spot, "")

    def write(self, spot: object, text: str) -> None:
        self.drafts[spot] = text


def test_each_line_is_handed_to_the_store_as_soon_as_it_is_typed() -> None:
    """With a durable store a kill in the middle of a talk loses only the line being typed."""
    store = _Store()
    question = shown(TALK, child=AVA)
    asker, console = an_asker("o Hello", "c Hi", ":pause", drafts=store)

    assert asker.ask(question) == Pause("word")  # nothing would be lost, so nothing is asked
    assert len(json.loads(store.read(question.spot))) == 2

    after, console = an_asker("c Bye", ".", drafts=store)
    reply = after.ask(question)
    assert [line["words"] for line in reply.value] == ["Hello", "Hi", "Bye"]  # type: ignore[union-attr, index, call-overload]
    assert words.DRAFT_KEPT in console.printed
    assert "1) Officer: Hello" in console.printed
