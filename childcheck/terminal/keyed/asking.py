"""What every kind of question needs to ask in keyed mode."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, tzinfo

from childcheck.checklist.answers import LeftUnanswered, Plain
from childcheck.checklist.definitions import AnswerType, Checklist, Reason
from childcheck.terminal import words
from childcheck.terminal.drafts import Drafts
from childcheck.terminal.keyed import key_words, keys
from childcheck.terminal.keyed.line_keys import Ended, Line
from childcheck.terminal.keyed.presenting import Presenter
from childcheck.terminal.keyed.prompting import Command, Prompter
from childcheck.terminal.plain.prompting import Replied, Restart
from childcheck.terminal.typed import NotUnderstood
from childcheck.walk.at_once import AtOnce
from childcheck.walk.replies import Keep, PassOn
from childcheck.walk.showing import Shown
from childcheck.walk.subjects import Spot

# Their own text is the draft of such a question; others may keep a line beside the answer there.
LONG = (AnswerType.TEXT, AnswerType.ADDRESS, AnswerType.LINES, AnswerType.TRANSCRIPT)
WHY_ALONE = "?"  # no number, date or time begins with it


@dataclass(frozen=True)
class Beside:
    """Which line a text belongs to: beside which answer, or beside which reason."""

    shown: Shown
    value: Plain
    key: str = ""

    @property
    def may_draft(self) -> bool:
        """Whether the spot's draft is free for it."""
        return self.shown.question.type not in LONG

    def draft(self, text: str) -> str:
        """Return the text as it is kept until it is an answer."""
        return json.dumps({"beside": [self.value, self.key], "text": text}, ensure_ascii=False)

    def drafted(self, draft: str) -> str:
        """Return the text out of a draft, when it was written for this line."""
        try:
            read = json.loads(draft)
        except ValueError:
            return ""
        if not isinstance(read, dict) or read.get("beside") != [self.value, self.key]:
            return ""
        return str(read.get("text") or "")


@dataclass
class Asking:
    """One officer at one terminal: where to print and read, and what the day is.

    `now` gives the wall clock, `zone` the local time zone. `refused` is a text
    that was answered and not taken, at its spot.
    """

    prompter: Prompter
    presenter: Presenter
    checklist: Checklist
    zone: tzinfo
    now: Callable[[], datetime]
    drafts: Drafts
    refused: dict[Spot, str] = field(default_factory=dict)

    def say(self, text: str = "", style: str = "") -> None:
        """Print a text."""
        self.prompter.say(text, style)

    def first_line(self, shown: Shown, label: str = words.ANSWER) -> str | Keep:
        """Return the line typed for a question; `Keep` when Enter keeps what stands.

        Enter alone is never more than that.

        Raises:
            Replied: one key passes an optional question.
        """
        while True:
            ended = self.prompter.line(Line(label, instant=(*passing(shown), WHY_ALONE)))
            replied_if_passed(shown, ended.key)
            if ended.key == WHY_ALONE:
                self.explain(shown)
                continue
            if ended.text.strip():
                return ended.text
            if shown.may_keep:
                return Keep()
            self.prompter.note(key_words.ENTER_RECORDS_NOTHING)

    def explain(self, shown: Shown) -> None:
        """Tell why a question is asked and what the keys do; any key puts it again.

        In a small window it would be out of sight behind them, and a key that
        answered it would answer what nobody sees.
        """
        prompter = self.prompter
        with prompter.screen.pages(prompter.any_key):
            self.presenter.why(shown)
        prompter.any_key()
        prompter.restate()

    def taken_at_once(self, told: AtOnce) -> AtOnce:
        """Say what one key answered at once, and return it."""
        self.prompter.taken(words.ANSWER, told.label)
        return told

    @contextmanager
    def printed(self, print_it: Callable[[], None]) -> Iterator[None]:
        """Print what belongs to a question, now and whenever that is put again meanwhile."""
        before = self.prompter.restate

        def both() -> None:
            before()
            print_it()

        self.prompter.restate = both
        try:
            print_it()
            yield
        finally:
            self.prompter.restate = before

    def nested_key(
        self,
        label: str,
        offered: Collection[str],
        *,
        also: Collection[str] = (),
        goes_on: bool = False,
        several: bool = False,
    ) -> str:
        """Return a key at a prompt that belongs to an answer begun before it.

        Back goes to the question itself there.
        """
        return self.prompter.key(
            label,
            list(offered),
            also=also,
            goes_on=goes_on,
            several=several,
            commands=RESTARTING,
        )

    def nested_line(self, asked: Line, commands: Mapping[str, Command] | None = None) -> Ended:
        """Return a line at a prompt that belongs to an answer begun before it."""
        return self.prompter.line(asked, commands={**RESTARTING, **(commands or {})})

    def until_understood(self, label: str, read: Callable[[str], str | NotUnderstood]) -> str:
        """Ask at a prompt that belongs to an answer until what is typed can be read."""
        while True:
            typed = self.nested_line(Line(label)).text
            read_as = (
                read(typed) if typed.strip() else NotUnderstood(key_words.ENTER_RECORDS_NOTHING)
            )
            if not isinstance(read_as, NotUnderstood):
                return read_as
            self.prompter.note(read_as.why)

    def needed_line(
        self,
        label: str,
        ask: str,
        *,
        is_needed: bool = True,
        before: str = "",
        beside: Beside | None = None,
    ) -> str:
        """Ask for a line of text; empty only when it is not needed.

        Args:
            label: what stands before the place where it is typed.
            ask: what is wanted.
            is_needed: whether Enter alone is no way on.
            before: the line that stands; Enter keeps it.
            beside: which line it is; what was half written of it stands again.
        """
        text, save = "", None
        if beside is not None and beside.may_draft:
            spot = beside.shown.spot
            text = beside.drafted(self.drafts.read(spot))
            save = _saves(self.drafts, spot, beside)

        def print_it() -> None:
            self.say(ask if is_needed or before else f"{ask} {words.ENTER_PASSES}")
            if before:
                self.say(f"{words.SO_FAR}{before}")
                self.say(words.ENTER_KEEPS)
            self.presenter.foot(key_words.FOOT_NEEDED_LINE)

        asked = Line(label, text=text, is_long=True, save=save)
        with self.printed(print_it):
            while True:
                typed = self.nested_line(asked).text
                if typed.strip():
                    self.prompter.taken(label, typed)
                    return typed
                if before or not is_needed:
                    return before
                self.prompter.note(words.LINE_NEEDED)


def _saves(drafts: Drafts, spot: Spot, beside: Beside) -> Callable[[str, str], None]:
    def save(text: str, _mark: str) -> None:
        drafts.write(spot, beside.draft(text) if text.strip() else "")

    return save


def restart() -> None:
    """Go back to the question from a prompt that belongs to its answer."""
    raise Restart


RESTARTING: Mapping[str, Command] = {keys.BACK: restart}


def passing(shown: Shown) -> tuple[str, ...]:
    """Return the keys that pass a question, alone or with others, when it is optional."""
    return (keys.PASS, keys.PASS_ON) if shown.question.is_optional else ()


def passed() -> LeftUnanswered:
    """Return what one key leaves at an optional question."""
    return LeftUnanswered(Reason.NOT_ASKED)


def replied_if_passed(shown: Shown, key: str) -> None:
    """Reply at once when one key passed an optional question.

    Raises:
        Replied: it did.
    """
    if key in passing(shown):
        raise Replied(PassOn() if key == keys.PASS_ON and shown.passed_with else passed())
