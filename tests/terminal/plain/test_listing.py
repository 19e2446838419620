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


def test_a_line_without_a_letter_is_nobodys_until_one_letter_says_who_spoke() -> None:
    """The words are not typed again, and never stand under the speaker of the line before."""
    reply, console = answered(
        TALK, "* nods", "He hit her", "", "He hit her", "C", "and left", "+", "* cries", "Mum", ".",
        "x", ".",
    )  # fmt: skip

    assert reply == an_answer(
        [
            {"speaker": "not_in_words", "words": "nods"},
            {"speaker": "child", "words": "He hit her\nand left"},
            {"speaker": "not_in_words", "words": "cries"},
            {"speaker": "other", "words": "Mum"},
        ]
    )
    assert "+ to go on with line 1 (not in words)." in console.flat
    assert console.flat.count(words.WHO_SPOKE_AGAIN) == 3


def test_a_first_line_without_a_letter_goes_on_with_nothing() -> None:
    """There is no line before it: a plus is no answer there."""
    reply, console = answered(TALK, "He pushed her", "+", "c", "", ".")

    assert reply == an_answer([{"speaker": "child", "words": "He pushed her"}])
    assert "+ to go on" not in console.flat


def test_words_without_a_letter_can_be_given_up() -> None:
    """Back at the question who spoke takes none of them, and that is said."""
    reply, console = answered(TALK, "c Hi", "He pushed her", ":back", ".")

    assert reply == an_answer([{"speaker": "child", "words": "Hi"}])
    assert words.WORDS_DROPPED in console.printed


def test_words_that_are_nobodys_survive_a_kill() -> None:
    """They are kept apart from the lines, and who spoke them is asked when the talk goes on."""
    store = _Store()
    question = shown(TALK, child=AVA)
    asker, _ = an_asker("o What happened?", "He hit her", ":pause", drafts=store)
    assert asker.ask(question) == Pause("word")

    asker, console = an_asker("c", ".", drafts=store)
    reply = asker.ask(question)

    assert reply == an_answer(
        [
            {"speaker": "officer", "words": "What happened?"},
            {"speaker": "child", "words": "He hit her"},
        ]
    )
    assert "1) Officer: What happened?\nHe hit her\nWho spoke?" in console.printed


def test_the_first_i_of_a_talk_is_told_for_it_may_have_been_a_word() -> None:
    """What a child says often begins with it, and no interpreter may be there."""
    _, console = answered(TALK, "i was scared", "i really was", ".")

    assert words.first_interpreter("was scared", 1) in console.flat
    assert "really was. If i" not in console.flat


def test_a_pasted_talk_lands_in_one_field() -> None:
    """A paste is one talk; how it was understood is printed at once, line by line."""
    reply, console = answered(TALK, ("o Hello", "", "c I was in bed", "I heard it"), ".")

    assert reply == an_answer(
        [
            {"speaker": "officer", "words": "Hello"},
            {"speaker": "child", "words": "I was in bed\nI heard it"},
        ]
    )
    assert f"{words.PASTED_TALK}\n1) Officer: Hello\n2) Child: I was in bed\n   I heard it\n" in (
        console.printed
    )


def test_a_pasted_paragraph_without_a_letter_is_asked_about_once() -> None:
    """It is kept whole, under whoever spoke it."""
    reply, _ = answered(TALK, "o Tell me.", ("I was in bed", "", "and heard it"), "c", ".")

    assert reply == an_answer(
        [
            {"speaker": "officer", "words": "Tell me."},
            {"speaker": "child", "words": "I was in bed\n\nand heard it"},
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
    """The line is shown first; words without a letter stay with who spoke them."""
    reply, console = answered(
        TALK, "o Helo", "c ja", "2", "yes", ":change 1", "c Hello", ":change 1", "", ":change",
        ":change 9", "7", "2", ":back", ".",
    )  # fmt: skip

    assert reply == an_answer(
        [{"speaker": "child", "words": "Hello"}, {"speaker": "child", "words": "yes"}]
    )
    assert "2) Child: ja\nType the words anew; they stay with: child." in console.printed
    assert words.NUMBER_NEEDED in console.printed
    assert console.printed.count(words.no_such_line(2)) == 2


def test_a_line_is_changed_into_one_line() -> None:
    """Several lines of a talk are not put in the place of one, nor is a slip taken."""
    reply, console = answered(
        TALK, "c ja", "1", ("o Hello", "c yes"), "C yes", ("yes", "I did"), "1", "+ really", ".",
    )  # fmt: skip

    assert reply == an_answer([{"speaker": "child", "words": "yes\nI did\nreally"}])
    assert words.ONE_LINE_OF_TALK in console.printed
    assert words.capital_mark("C") in console.flat


def test_lines_of_a_talk_are_inserted_and_removed() -> None:
    """What was forgotten goes where it was said; what was never said is taken out."""
    reply, console = answered(
        TALK, "o Hello", "c yes", ":remove", ":insert 2", "c Hi", ":insert 2", ("o Hm?", "* nods"),
        ":remove 1", ":insert 9", ":insert 1", "", ".",
    )  # fmt: skip

    assert reply == an_answer(
        [
            {"speaker": "officer", "words": "Hm?"},
            {"speaker": "not_in_words", "words": "nods"},
            {"speaker": "child", "words": "Hi"},
            {"speaker": "child", "words": "yes"},
        ]
    )
    assert "2) Child: Hi" in console.printed
    assert words.taken_out("Officer: Hello") in console.printed


def test_an_inserted_line_says_who_spoke_too() -> None:
    """Words that are inserted without a letter are asked about like any others."""
    reply, _ = answered(TALK, "o Hello", ":insert 1", "C hm", "mm", "c", ".")

    assert reply == an_answer(
        [{"speaker": "child", "words": "mm"}, {"speaker": "officer", "words": "Hello"}]
    )


def test_the_speaker_the_language_and_the_english_of_one_line_are_mended() -> None:
    """Everything about a line can be put right by its number, and its words stay."""
    reply, console = answered(
        TALK, "o Tata", "c no", ":speaker 1 c", ":language 1", "Polish", "her sister", "1",
        "t Daddy", "1", "Tato", ":speaker 2", "q", "x", ".",
    )  # fmt: skip

    assert isinstance(reply, Answer)
    assert reply.value == [
        {"speaker": "child", "words": "Tato", "language": "Polish", "translation": "Daddy",
         "translator": "her sister", "sure": True},
        {"speaker": "other", "words": "no"},
    ]  # fmt: skip
    assert "2) Somebody else: no" in console.printed


def test_a_talk_that_stands_is_kept_mended_added_to_or_written_anew() -> None:
    """Nothing that was written is replaced by beginning to type."""
    stood = an_answer([{"speaker": "child", "words": "one"}])
    two: dict[str, Plain] = {"speaker": "child", "words": "two"}

    assert answered(TALK, "", held=stood)[0] == Keep()
    added, console = answered(TALK, "c two", "a", "c two", ".", held=stood)
    assert added == an_answer([{"speaker": "child", "words": "one"}, two])
    assert words.ADD_OR_NEW in console.flat
    assert answered(TALK, "n", "c two", ".", held=stood)[0] == an_answer([two])


def test_one_line_of_a_talk_that_stands_is_mended_by_its_number() -> None:
    """It is shown, Enter keeps it, and a change is an answer only when the talk is ended."""
    stood = an_answer([{"speaker": "officer", "words": "Hm?"}, {"speaker": "child", "words": "1"}])

    assert answered(TALK, "2", "", "9", "", held=stood)[0] == Keep()
    reply, console = answered(TALK, "2", "yes", "", "1", "x Hm?", ":remove 1", ".", held=stood)
    assert reply == an_answer([{"speaker": "child", "words": "yes"}])
    assert "1) Officer: Hm?\n2) Child: 1\n" in console.printed


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
