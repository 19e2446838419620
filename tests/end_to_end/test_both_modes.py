"""What fails in other programs, in plain and in keyed mode; where each line is held to.

Most stands in the tests of the two modes; here stands what is the same in both. Files are named
from `tests/`: KB is terminal/test_keyboard, PL terminal/plain, KT terminal/keyed/test_terminal,
KY terminal/keyed, KC end_to_end/test_keyed_command, PT end_to_end/test_plain_terminal, KI
end_to_end/test_kills, BI end_to_end/test_bad_input. All but PL and KY run at a real
pseudo-terminal.

- Paste of two lines: KB test_a_paste_never_answers_the_question_nor_the_next,
  test_a_pasted_paragraph_lands_in_one_text; KT test_three_fast_presses_and_a_paste_give_one_answer
- 5,000 characters: BI test_a_line_too_long_for_the_terminal_is_refused_with_the_way_to_enter_it;
  KT test_five_thousand_characters_are_whole
- Three fast presses: KB test_keys_pressed_before_the_question_are_thrown_away; KT as for the paste
- Ctrl-C: KI test_ctrl_c_asks_and_q_stops; KT
  test_ctrl_c_records_nothing_and_leaves_nothing_to_be_read
- Esc within 0.2 s, keyed alone: KT test_esc_acts_within_a_fifth_of_a_second
- Back from an invalid answer: here; KY test_back_from_what_cannot_stand
- Back five, forward five: here
- Up-arrow: KB test_the_up_arrow_recalls_nothing; KT
  test_the_up_arrow_shows_nothing_of_another_question
- Enter on a fresh question: here
- kill -9, SIGTERM, SIGHUP: KI
  test_killed_after_every_answer_nothing_is_lost_and_nothing_asked_twice,
  test_a_signal_at_any_kind_of_question_pauses; KC
  test_ended_after_every_answer_at_the_door_it_goes_on_at_the_same_question,
  test_ended_at_each_kind_of_question_at_the_desk_it_goes_on_there,
  test_a_signal_pauses_and_the_terminal_is_sane
- Hidden branch not asked; a changed answer sets aside and restores: here
- Unanswered is not "no": here
- Longest choice whole at 40 columns: PL test_nothing_is_cropped_or_too_wide; KT
  test_a_choice_and_a_talk_at_every_size
- Window resized: PT and KC test_the_window_may_change_its_size_in_the_middle; KB
  test_the_width_is_looked_at_for_every_line; KT test_the_window_may_change_its_size_in_the_middle
- Clock set back: here
- Input a pipe, empty or closed, before any mode is chosen: BI
  test_without_a_terminal_nobody_is_asked, test_an_empty_or_closed_input_is_no_terminal
- Ctrl-Z: PT and KC test_the_shell_stops_it_and_lets_it_go_on
- 20x10, NO_COLOR, locale C: here for plain; KC test_a_door_with_one_child_and_a_pause,
  test_neither_colour_nor_a_language_is_needed
- TERM=dumb gives plain mode: here, and KC test_which_mode_is_used
"""

from __future__ import annotations

import re
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.end_to_end.small_checklist import CHECKLIST, a_desk, begin
from tests.officer.desk import Desk
from tests.officer.script import flat
from tests.officer.watched_terminal import WatchedTerminal

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")

REF, CALM, WHO, HEARD, LIGHT = (
    "What is the incident number?", "Is it calm here?", "Who is loud?", "What do you hear?",
    "Is there light?",
)  # fmt: skip
QUESTIONS = (REF, CALM, WHO, HEARD, LIGHT, "Who are the children?")
EVENING = datetime(2026, 11, 24, 23, 30, tzinfo=UTC)
MORE = """\
      - id: in.who
        stage: door
        ask: Who is loud?
        type: text
        when: {in.calm: loud}
      - id: in.heard
        stage: door
        ask: What do you hear?
        type: text
      - id: in.light
        stage: door
        ask: Is there light?
        type: choice
        choices:
          none: {label: None}
          some: {label: Some}
"""
BEFORE_THE_ROLL = "      - id: in.children\n"


class Plain:
    """An officer who types line by line."""

    desk: Desk

    def __init__(self, desk: Desk) -> None:
        self._session = begin(desk)

    def asked(self) -> str:
        """Return which question waits for an answer."""
        printed = self._session.prompt()
        self._session.unread(printed)
        return last_question(printed.flat)

    def write(self, text: str) -> None:
        """Answer with a text."""
        self._session.prompt()
        self._session.type(text)

    choose = write  # by number

    def back(self) -> None:
        """Go back."""
        self.write(":back")

    def enter(self) -> None:
        """Press Enter alone."""
        self.write("")

    def leave(self, line: str) -> None:
        """Leave the question: asked, not known."""
        self.write(f":leave 2 {line}")

    def stop(self) -> None:
        """Pause, and end."""
        self._session.prompt()
        self._session.child.sendintr()
        self._session.answer("What now", "q")
        self._session.end()

    def close(self) -> None:
        """End it in any case."""
        self._session.child.close(force=True)


class Keyed:
    """An officer who presses keys."""

    desk: Desk

    def __init__(self, desk: Desk) -> None:
        rows, columns = desk.size
        command = [sys.executable, "-m", desk.program, "start", "--checklist", "small", "--keyed"]
        self._seen = WatchedTerminal(command, desk.environment(), rows=rows, columns=columns)
        if "Number:" in self._seen.awaited():
            self._seen.press("1")

    def asked(self) -> str:
        """Return which question waits for an answer."""
        self._seen.awaited()
        return last_question(flat(self._seen.everything))

    def write(self, text: str) -> None:
        """Answer with a text."""
        self._seen.press(f"{text}\r")

    def choose(self, number: str) -> None:
        """Press the key of a choice."""
        self._seen.press(number)

    def back(self) -> None:
        """Press Esc."""
        self._seen.press("\x1b")

    def enter(self) -> None:
        """Press Enter alone."""
        self._seen.press("\r")

    def leave(self, line: str) -> None:
        """Leave the question: asked, not known."""
        for keys in ("u", "2", f"{line}\r"):
            self._seen.press(keys)

    def stop(self) -> None:
        """Pause, and end."""
        self._seen.press("\x03")
        self._seen.press("q")
        self._seen.end()

    def close(self) -> None:
        """End it in any case."""
        self._seen.child.close(force=True)


def last_question(text: str) -> str:
    """Return the question that stands last in what was printed."""
    return max(QUESTIONS, key=lambda one: text.rfind(flat(one)))


@contextmanager
def at_work(mode: type[Plain | Keyed], folder: Path, **more: object) -> Iterator[Plain | Keyed]:
    """Give an officer at the first question of a small checklist in which one answer hides."""
    desk = a_desk(folder, clock=EVENING, **more)
    text = CHECKLIST.replace(BEFORE_THE_ROLL, MORE + BEFORE_THE_ROLL, 1)
    (folder / "checklists" / "small" / "checklist.yaml").write_text(text, encoding="utf-8")
    hand = mode(desk)
    hand.desk = desk
    try:
        yield hand
    finally:
        hand.close()


def told(folder: Path) -> dict[str, tuple[str, int, int]]:
    """Return what stands: the answer, whether it is set aside, and how many entries it took."""
    log = folder / "desk" / "log" / "childcheck.log.db"
    with closing(sqlite3.connect(f"file:{log}?mode=ro", uri=True)) as database:
        rows = database.execute(
            "SELECT question, answer, is_set_aside, (SELECT count(*) FROM entries AS e WHERE"
            " json_extract(e.header, '$.question') = answers.question) FROM answers"
        )
        return {
            question: (str(answer), aside, entries) for question, answer, aside, entries in rows
        }


def answer_all(hand: Plain | Keyed) -> None:
    """Answer the five questions before the roll."""
    for question, way, answer in (
        (REF, "write", "NC-1"), (CALM, "choose", "2"), (WHO, "write", "a neighbour"),
        (HEARD, "write", "a radio"), (LIGHT, "choose", "2"),
    ):  # fmt: skip
        assert hand.asked() == question
        getattr(hand, way)(answer)


MODES = pytest.mark.parametrize("mode", [Plain, Keyed], ids=["plain", "keyed"])


@MODES
def test_back_five_and_forward_five_loses_nothing(
    tmp_path: Path, mode: type[Plain | Keyed]
) -> None:
    """Each answer stands there on the way back, and is kept with one key on the way forward."""
    with at_work(mode, tmp_path) as hand:
        answer_all(hand)
        for question in (LIGHT, HEARD, WHO, CALM, REF):
            hand.back()
            assert hand.asked() == question
        for question in (REF, CALM, WHO, HEARD, LIGHT):
            assert hand.asked() == question
            hand.enter()
        hand.stop()

    assert told(tmp_path) == {
        "in.ref": ("NC-1", 0, 1),
        "in.calm": ("loud", 0, 1),
        "in.who": ("a neighbour", 0, 1),
        "in.heard": ("a radio", 0, 1),
        "in.light": ("some", 0, 1),
    }


@MODES
def test_a_changed_answer_sets_aside_and_restores(
    tmp_path: Path, mode: type[Plain | Keyed]
) -> None:
    """What an answer hides is not asked; when it applies again, what was said stands there."""
    with at_work(mode, tmp_path) as hand:
        answer_all(hand)
        for _ in range(4):
            hand.back()
        assert hand.asked() == CALM
        hand.choose("1")
        assert hand.asked() == HEARD
        hand.back()
        assert hand.asked() == CALM
        assert told(tmp_path)["in.who"][:2] == ("a neighbour", 1)
        hand.choose("2")
        assert hand.asked() == WHO
        hand.enter()
        assert hand.asked() == HEARD
        hand.stop()

    assert told(tmp_path)["in.calm"][0] == "loud"
    assert told(tmp_path)["in.who"][:2] == ("a neighbour", 0)


@MODES
def test_enter_alone_and_what_does_not_fit_record_nothing(
    tmp_path: Path, mode: type[Plain | Keyed]
) -> None:
    """The question stays, and Back works from there as from everywhere."""
    with at_work(mode, tmp_path) as hand:
        hand.write("NC-1")
        assert hand.asked() == CALM
        hand.choose("7" if mode is Keyed else "perhaps")
        if mode is Plain:
            hand.enter()
        hand.back()
        assert hand.asked() == REF
        hand.stop()

    assert told(tmp_path) == {"in.ref": ("NC-1", 0, 1)}


@MODES
def test_a_question_that_is_left_is_not_answered_no(
    tmp_path: Path, mode: type[Plain | Keyed]
) -> None:
    """It has a state of its own, and what hangs on it is asked all the same: unknown is not no."""
    with at_work(mode, tmp_path) as hand:
        hand.write("NC-1")
        hand.asked()
        hand.leave("asked the neighbour")
        assert hand.asked() == WHO
        hand.stop()
        with closing(sqlite3.connect(f"file:{hand.desk.log}?mode=ro", uri=True)) as database:
            left = database.execute("SELECT question, state, value FROM answers").fetchall()

    assert left[1][:2] == ("in.calm", "not_known")
    assert not left[1][2]


@MODES
def test_a_clock_set_back_in_the_middle_keeps_the_order(
    tmp_path: Path, mode: type[Plain | Keyed]
) -> None:
    """Every answer is there, in its order, and `log verify` tells where the clock went back."""
    with at_work(mode, tmp_path) as hand:
        hand.write("NC-1")
        assert hand.asked() == CALM
        hand.desk.set_clock(EVENING - timedelta(hours=1))
        hand.choose("2")
        assert hand.asked() == WHO
        hand.stop()
        done = hand.desk.run("log", "verify")

    assert list(told(tmp_path)) == ["in.ref", "in.calm"]
    assert done.returncode == 0, done.stderr
    assert "clock" in done.stdout + done.stderr


@pytest.mark.parametrize(
    "more",
    [
        {"size": (10, 20)},
        {"more": {"LANG": "C", "LC_ALL": "C"}},
        {"more": {"NO_COLOR": "1"}},
        {"more": {"TERM": "dumb", "CHILDCHECK_PLAIN": ""}},
    ],
    ids=["20x10", "locale C", "NO_COLOR", "TERM=dumb"],
)
def test_plain_mode_needs_no_more_than_a_line(tmp_path: Path, more: dict[str, object]) -> None:
    """A small window, no character set, no colour, a dumb terminal: the record is the same."""
    with at_work(Plain, tmp_path, **more) as hand:
        answer_all(hand)
        hand.stop()

    assert [row[0] for row in told(tmp_path).values()] == [
        "NC-1", "loud", "a neighbour", "a radio", "some",
    ]  # fmt: skip


def test_every_test_that_is_named_above_is_there() -> None:
    """The list at the top of this file tells the truth."""
    there = "".join(
        path.read_text("utf-8") for path in Path(__file__).parents[1].rglob("test_*.py")
    )
    named = re.findall(r"\btest_\w+_\w+_\w+_\w+", __doc__ or "")
    assert len(named) > 20
    assert [name for name in named if f"def {name}(" not in there] == []
