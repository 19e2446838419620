"""What can happen at a prompt instead of an answer."""

from __future__ import annotations

from dataclasses import replace

import pytest

from childcheck.checklist.answers import LeftUnanswered
from childcheck.checklist.definitions import NeededLine, Reason
from childcheck.identifiers import QuestionId
from childcheck.terminal import words
from childcheck.terminal.console import (
    Closed,
    Interrupted,
    Signalled,
    Trouble,
    Unusable,
)
from childcheck.terminal.plain.prompting import Prompter, Stopped
from childcheck.walk.replies import Back, FoundLate, Jump, Pause
from childcheck.walk.reviewing import Line, Review
from childcheck.walk.subjects import INCIDENT, Spot
from tests.checklist.builders import a_checklist, a_choice, a_question
from tests.terminal.scripted import (
    AVA,
    ScriptedConsole,
    an_answer,
    an_asker,
    answered,
    shown,
)

SEEN = a_question()


@pytest.mark.parametrize(
    ("typed", "reply"),
    [
        (":back", Back()),
        (":b", Back()),
        (":BACK", Back()),
        (":next", Jump(None)),
        (":n", Jump(None)),
        (":pause", Pause("word")),
        (":p", Pause("word")),
        (":child Ola, about 2", FoundLate("Ola, about 2")),
    ],
)
def test_a_word_with_a_colon_works_at_every_question(typed: str, reply: object) -> None:
    """The first letters of a word are enough, and it is never taken for an answer."""
    for kind in ("choice", "text", "date", "time", "number", "lines", "transcript", "roll"):
        assert answered(a_question("ch.x", kind), typed)[0] == reply


def test_a_child_who_came_to_light_is_named_from_anywhere() -> None:
    """The name is asked, and Back gives the question again."""
    assert answered(SEEN, ":child", "", "Ola")[0] == FoundLate("Ola")
    assert answered(SEEN, ":child", ":back", "1")[0] == an_answer("yes")


def test_an_unknown_word_with_a_colon_is_no_answer() -> None:
    """A slip is answered with the words there are."""
    reply, console = answered(a_question("ch.x", "text"), ":bakc", ":", "yes")

    assert reply == an_answer("yes")
    assert "There is no :bakc here. You may type :back, :pause," in console.flat
    assert "There is no : here." in console.flat


def test_two_words_that_begin_alike_are_told_apart() -> None:
    """A beginning that fits two words chooses neither, and says which."""
    _, console = answered(a_question("ch.talk", "transcript"), ":ch", "c x", ".")

    assert ":ch could be :child or :change. Type more of it." in console.printed

    asker, console = an_asker(":l", ":le 4", "why")
    asker.reviews = lambda child: Review("", child, (), (), (), ())
    assert asker.ask(shown(SEEN)) == LeftUnanswered(Reason.DOES_NOT_APPLY, "why")
    assert ":l could be :leave or :list. Type more of it." in console.printed


def test_why_shows_the_reason_and_the_source_and_asks_again() -> None:
    """Whoever wonders is told why, and nothing is recorded by it."""
    question = a_question(source=("SCR", "COPQ"))

    checklist = replace(a_checklist(), sources={"SCR": "The serious case review"})
    asker, console = an_asker(":w", "1", checklist=checklist)
    reply = asker.ask(shown(question, why="A group check can pass."))

    assert reply == an_answer("yes")
    assert "Why this is asked: A group check can pass." in console.printed
    assert "Source: The serious case review; COPQ." in console.printed
    assert words.NO_WHY in answered(question, ":why", "1")[1].printed


def test_help_names_every_word_that_works_here() -> None:
    """Help is a list of what can be typed at this very question."""
    everywhere = ["back", "pause", "leave", "why", "help", "again", "next", "child"]
    _, console = answered(SEEN, ":h", "1")
    explained = [words.command(name) for name in everywhere]
    assert all(" ".join(line.split()) in console.flat for line in explained)

    _, console = answered(a_question("ch.talk", "transcript"), ":help", "c x", ".")
    explained += [*words.TALK_HELP, words.command("undo"), words.command("language")]
    assert all(" ".join(line.split()) in console.flat for line in explained)


@pytest.mark.parametrize("word", [":help", ":why"])
def test_after_help_the_question_stands_there_again_with_its_choices(word: str) -> None:
    """In a small window the help pushes the question out of sight: it is put again."""
    reply, console = answered(SEEN, word, "2", width=39)

    assert reply == an_answer("no")
    end = console.printed.rpartition("What about ch.seen?")[2]
    assert end.startswith("\n1) yes\n2) no\nType one number.")


def test_after_help_in_the_middle_of_an_answer_that_part_is_asked_again() -> None:
    """Beside the question stands what is asked about its answer, not how to answer the question."""
    for script, asked in (
        (("2", ":help", "because"), "Why so?\nLine: because"),
        ((":leave", ":help", "1"), "4) Does not apply\nReason: 1"),
        ((":child", ":help", "Ola"), f"{words.CHILD_NAME_ASK}\nName: Ola"),
    ):
        question = a_question(choices=("yes", a_choice("no", text=NeededLine("Why so?", True))))
        _, console = answered(question, *script)
        end = console.printed.rpartition("What about ch.seen?\n")[2]
        assert end.startswith(asked) or asked in end
        assert "Type one number" not in end


@pytest.mark.parametrize("kind", ["choice", "text", "date", "number", "lines", "roll"])
def test_a_question_mark_alone_is_help_and_no_answer(kind: str) -> None:
    """Who is used to keys types it; nobody's name, and no answer, is a question mark."""
    reply, console = answered(a_question("ch.x", kind), "?", ":pause")

    assert reply == Pause("word")
    assert words.HELP_END in console.flat


def test_again_prints_the_whole_question_once_more() -> None:
    """Whoever lost the thread gets it back in full."""
    _, console = answered(SEEN, ":again", "1", before=("Mind.",))

    assert console.printed.count("Mind.") == 2
    assert console.printed.count("1) yes") == 2


def test_the_list_shows_what_stands_and_goes_to_a_line() -> None:
    """A number of the list goes to that question; Enter stays."""
    there = Spot(INCIDENT, QuestionId("in.home"))
    line = Line(1, there, "The home", "Describe the home.", "(not reached)", "not_reached")
    asker, console = an_asker(":list", "x", "9", "", ":list", "1")
    asker.reviews = lambda child: Review("", child, (line,), (), (), ())

    assert asker.ask(shown(SEEN, child=AVA)) == Jump(there)
    assert "1) Describe the home. (not reached)" in console.printed
    assert "There is no :list here." in answered(SEEN, ":list", "1")[1].printed


def test_a_paste_of_several_lines_is_refused_where_one_is_wanted() -> None:
    """No line of a paste answers a question, not even the first."""
    reply, console = answered(SEEN, ("1", "2"), (":back", "x"), "2")

    assert reply == an_answer("no")
    assert console.flat.count(words.SEVERAL_LINES) == 2


def test_enter_pressed_twice_is_enter() -> None:
    """An empty line that came with the first is no paste."""
    assert answered(SEEN, ("2", ""))[0] == an_answer("no")


@pytest.mark.parametrize(
    ("trouble", "said"),
    [
        (Trouble.TOO_LONG, words.TOO_LONG),
        (Trouble.STRANGE_KEYS, words.STRANGE_KEYS),
        (Trouble.UNDECODABLE, words.UNDECODABLE),
    ],
)
def test_what_cannot_be_taken_is_refused_whole_and_asked_again(trouble: Trouble, said: str) -> None:
    """Nothing of a line that is damaged is recorded."""
    reply, console = answered(SEEN, Unusable(trouble), "2")

    assert reply == an_answer("no")
    assert " ".join(said.split()) in console.flat


def test_ctrl_c_pauses_in_words_and_r_goes_on_with_the_same_question() -> None:
    """Ctrl-C is never an answer; going on puts the same question again, with its choices."""
    reply, console = answered(SEEN, Interrupted(), "maybe", Unusable(Trouble.TOO_LONG), "r", "2")

    assert reply == an_answer("no")
    assert words.PAUSED in console.flat
    assert console.printed.count("What about ch.seen?") == 2
    assert console.printed.count("1) yes") == 2


@pytest.mark.parametrize("then", ["q", "Q", Interrupted(), Closed()])
def test_after_ctrl_c_q_or_ctrl_c_again_stops(then: str | Exception) -> None:
    """A second Ctrl-C, q, or the end of the input stops, with nothing recorded."""
    assert answered(SEEN, Interrupted(), then)[0] == Pause("interrupt")


def test_the_end_of_the_input_and_a_signal_pause() -> None:
    """A closed terminal and a request of the system to end are pauses, never errors."""
    assert answered(SEEN, Closed())[0] == Pause("closed")
    assert answered(SEEN, Signalled())[0] == Pause("signal")
    assert answered(SEEN, Interrupted(), Signalled())[0] == Pause("signal")


def test_pauses_work_at_the_prompts_that_belong_to_an_answer() -> None:
    """Also in the middle of an answer, stopping records nothing."""
    assert answered(SEEN, ":leave", ":pause")[0] == Pause("word")
    assert answered(SEEN, ":leave 2", Closed())[0] == Pause("closed")


def test_what_is_asked_before_a_walk_has_the_same_guards() -> None:
    """Who is on duty is asked past the same guards as any question."""
    console = ScriptedConsole([("PC7", "1"), "::PC7", Closed()])
    prompter = Prompter(console)

    assert prompter.line("Your number") == ":PC7"
    with pytest.raises(Stopped) as stopped:
        prompter.line("Your number")
    assert stopped.value.pause == Pause("closed")
