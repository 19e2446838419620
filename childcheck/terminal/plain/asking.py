"""What every kind of question needs to ask in plain mode."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, tzinfo

from childcheck.checklist.answers import LeftUnanswered
from childcheck.checklist.definitions import Checklist, Reason
from childcheck.terminal import words
from childcheck.terminal.drafts import Drafts
from childcheck.terminal.plain.presenting import Presenter
from childcheck.terminal.plain.prompting import Command, Prompter, Replied, restart
from childcheck.terminal.typed import NotUnderstood
from childcheck.walk.replies import Keep, PassOn
from childcheck.walk.showing import Shown

PASS = "-"
PASS_ON = "--"


@dataclass
class Asking:
    """One officer at one terminal: where to print and read, and what the day is.

    `now` gives the wall clock, `zone` the local time zone.
    """

    prompter: Prompter
    presenter: Presenter
    checklist: Checklist
    zone: tzinfo
    now: Callable[[], datetime]
    drafts: Drafts
    question: str = ""  # that is in hand, in one line; empty outside of questions

    def say(self, text: str) -> None:
        """Print a text."""
        self.prompter.say(text)

    def first_line(
        self, shown: Shown, extra: dict[str, Command] | None = None, label: str = words.ANSWER
    ) -> str | Keep:
        """Return the first line typed for a question; `Keep` when Enter keeps what stands.

        Enter alone is never more than that.
        """
        while True:
            typed = self.prompter.line(label, extra)
            if self.is_pass(shown, typed):
                continue
            if typed.strip():
                return typed
            if shown.may_keep:
                return Keep()
            self.say(words.NOTHING_TYPED)

    def is_pass(self, shown: Shown, typed: str) -> bool:
        """Return whether a minus was typed where it passes nothing, and say so.

        Raises:
            Replied: it passes an optional question, or two of them pass several.
        """
        if typed.strip() == PASS_ON and shown.passed_with:
            raise Replied(PassOn())
        if typed.strip() not in (PASS, PASS_ON):
            return False
        if shown.question.is_optional:
            raise Replied(LeftUnanswered(Reason.NOT_ASKED))
        self.say(words.ONLY_OPTIONAL_PASSES)
        return True

    @contextmanager
    def asked(self, print_it: Callable[[], None]) -> Iterator[None]:
        """Ask something that belongs to a question, now and whenever a help came in between."""
        before = self.prompter.restate

        def again() -> None:
            if self.question:
                self.say(self.question)
            print_it()

        self.prompter.restate = again
        try:
            print_it()
            yield
        finally:
            self.prompter.restate = before

    def until_understood(self, label: str, read: Callable[[str], str | NotUnderstood]) -> str:
        """Ask at a prompt that belongs to an answer until what is typed can be read."""
        while True:
            typed = self.prompter.line_of_answer(label)
            read_as = read(typed) if typed.strip() else NotUnderstood(words.NOTHING_TYPED)
            if not isinstance(read_as, NotUnderstood):
                return read_as
            self.say(read_as.why)

    def needed_line(self, label: str, ask: str, *, is_needed: bool = True, before: str = "") -> str:
        """Ask for a line of text; empty only when it is not needed.

        A paste of several lines is taken whole.

        Args:
            label: what stands before the place where it is typed.
            ask: what is wanted.
            is_needed: whether Enter alone is no way on.
            before: the line that stands; Enter keeps it.
        """

        def print_it() -> None:
            self.say(ask if is_needed or before else f"{ask} {words.ENTER_PASSES}")
            if before:
                self.say(f"{words.SO_FAR}{before}")
                self.say(words.ENTER_KEEPS)

        with self.asked(print_it):
            while True:
                lines = self.prompter.lines(label, {"back": restart})
                text = "\n".join(lines)
                if text.strip():
                    if len(lines) > 1:
                        self.say(words.lines_taken(len(lines)))
                    return text
                if before or not is_needed:
                    return before
                self.say(words.LINE_NEEDED)
