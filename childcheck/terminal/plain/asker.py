"""The plain terminal as an asker: what the walk asks, an officer answers line by line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, tzinfo
from typing import TypeVar

from childcheck.checklist.answers import Answer, LeftUnanswered
from childcheck.checklist.definitions import AnswerType, Checklist
from childcheck.checklist.fitting import Fault
from childcheck.identifiers import ChildId
from childcheck.terminal import words
from childcheck.terminal.coaching import NOBODY, Coach
from childcheck.terminal.console import Console
from childcheck.terminal.drafts import Drafts, DraftsInMemory
from childcheck.terminal.plain import door, ending
from childcheck.terminal.plain.asking import Asking
from childcheck.terminal.plain.beside import kept
from childcheck.terminal.plain.choosing import choose
from childcheck.terminal.plain.commands import Reviews, commands_of_question
from childcheck.terminal.plain.dating import type_date, type_number, type_time
from childcheck.terminal.plain.enquiries import foretell_enquiries
from childcheck.terminal.plain.listing import write_lines
from childcheck.terminal.plain.naming import name_people
from childcheck.terminal.plain.other_children import Summaries
from childcheck.terminal.plain.presenting import Presenter, question_line
from childcheck.terminal.plain.prompting import Prompter, Replied, Restart, Stopped
from childcheck.terminal.plain.writing import write_text
from childcheck.walk.door import Leaving
from childcheck.walk.enquiries import begins_enquiry, enquiries_in
from childcheck.walk.practice import LEAVING, OFFER, REVIEW, SUMMARY
from childcheck.walk.replies import (
    Back,
    CloseDoor,
    Corrected,
    Declined,
    Edit,
    Finish,
    Jump,
    Keep,
    KeepOnRoll,
    KeepUnfinished,
    ListAsAdult,
    Named,
    Offer,
    OnList,
    PassOn,
    Pause,
    Reply,
    is_to_be_explained,
)
from childcheck.walk.reviewing import Review, Summary
from childcheck.walk.showing import Shown
from childcheck.walk.subjects import Spot, Subject

T = TypeVar("T")

ANSWERING: dict[AnswerType, Callable[[Asking, Shown], Reply]] = {
    AnswerType.CHOICE: choose,
    AnswerType.CHOICES: choose,
    AnswerType.YES_NO: choose,
    AnswerType.PERSONS: choose,
    AnswerType.TEXT: write_text,
    AnswerType.ADDRESS: write_text,
    AnswerType.LINES: write_lines,
    AnswerType.TRANSCRIPT: write_lines,
    AnswerType.NUMBER: type_number,
    AnswerType.DATE: type_date,
    AnswerType.TIME: type_time,
    AnswerType.PEOPLE: name_people,
    AnswerType.ROLL: name_people,
}


def greet(console: Console) -> None:
    """Say at the start what this mode does, and that it does not clear the screen."""
    prompter = Prompter(console)
    for line in words.GREETING:
        prompter.say(line)


class PlainAsker:
    """Asks on a console, one line after another; see `walk.replies.Asker`.

    `reviews` may be set to a function that gives the review of a child, or of
    the incident's own part: then `:list` shows it and goes to a line of it. With
    `summary` it tells how far the others are, and `:withdraw` takes a child off.
    """

    def __init__(
        self,
        console: Console,
        checklist: Checklist,
        zone: tzinfo,
        now: Callable[[], datetime],
        drafts: Drafts | None = None,
        *,
        banner: str = "",
        coach: Coach | None = None,
    ) -> None:
        """Take what the asking needs.

        Args:
            console: where to print and read.
            checklist: for the ways of leaving and the age bands.
            zone: the local time zone.
            now: the wall clock.
            drafts: where half-written text is kept; without it, in memory.
            banner: stands above every question, such as that this is practice.
            coach: tells what to do, in a practice.
        """
        prompter = Prompter(console)
        presenter = Presenter(prompter, banner)
        store = drafts if drafts is not None else DraftsInMemory()
        self._asking = Asking(prompter, presenter, checklist, zone, now, store)
        self.reviews: Reviews | None = None
        self.summary: Summaries | None = None
        self._coach = coach
        self._refused: Shown | None = None
        self._answered: Spot | None = None
        self._edited: Review | None = None  # shown just before one of its lines was edited
        self._has_foretold = False  # all enquiries, before the first

    # One question

    def ask(self, shown: Shown) -> Reply:
        """Put one question and return the reply."""
        asking = self._asking
        self._drop_draft()
        if self._refused is not shown:
            self._take_hint(shown.spot.question, shown.spot.subject)
        asking.prompter.commands = commands_of_question(asking, shown, self.reviews, self.summary)
        asking.prompter.restate = lambda: asking.presenter.restate(shown)
        asking.question = question_line(shown)
        self._foretell_enquiries(shown)
        if self._refused is shown:
            asking.presenter.short(shown)
        else:
            asking.presenter.put(shown)
        self._refused = None
        while True:
            try:
                reply = self._reply(shown)
            except Restart:
                asking.say(words.BACK_TO_QUESTION)
                asking.presenter.short(shown)
                continue
            except Stopped as stopped:
                return stopped.pause
            if isinstance(reply, Back) and self._coach is not None:
                self._coach.went_back()
            given = reply.given if isinstance(reply, Corrected) else reply
            if isinstance(given, Answer | LeftUnanswered | PassOn):
                self._answered = shown.spot
            return reply

    def _foretell_enquiries(self, shown: Shown) -> None:
        """Show once what will all be enquired, when the first of it comes."""
        asking = self._asking
        if self._has_foretold or self.reviews is None:
            return
        if begins_enquiry(shown.question, asking.checklist):
            foretell_enquiries(asking, enquiries_in(self.reviews(None), asking.checklist))
            self._has_foretold = True

    def _reply(self, shown: Shown) -> Reply:
        asking = self._asking
        try:
            reply = ANSWERING[shown.question.type](asking, shown)
        except Replied as replied:
            reply = replied.reply
        if isinstance(reply, Keep):
            reply = kept(asking, shown)
        if shown.needs_why and is_to_be_explained(reply):
            asking.say(words.CORRECTION)
            return Corrected(reply, asking.needed_line(words.WHY, words.CORRECTED_WHY))
        return reply

    def _drop_draft(self) -> None:
        """Forget what was written for an answer that was taken."""
        drafts = self._asking.drafts
        if self._answered is not None and drafts.read(self._answered):
            drafts.write(self._answered, "")
        self._answered = None

    def _take_hint(self, place: str, about: Subject = NOBODY) -> None:
        if self._coach is not None:
            told = self._coach.tell(place, about)
            presenter = self._asking.presenter
            presenter.hint, presenter.hint_again = told.text, told.again

    def refuse(self, shown: Shown, faults: Sequence[Fault]) -> None:
        """Say why a reply does not fit; the question is put again."""
        self._answered = None
        for fault in faults:
            self._asking.say(words.fault(fault.what, fault.remedy))
        self._refused = shown

    def remind(self, text: str) -> None:
        """Show a reminder."""
        self._asking.prompter.say(text, words.REMINDER, "  ")

    def tell_of_roll(self, name: str, number: int, *, is_withdrawn: bool) -> None:
        """Say that a child came onto the roll, away from it, or is off it now."""
        self._asking.say((words.off_roll if is_withdrawn else words.on_roll)(name, number))

    def begin(self, heading: str, lines: Sequence[str]) -> None:
        """Say that a new part begins: a child, the leaving screen, the desk."""
        self._asking.presenter.begin()
        self._asking.say("")
        self._asking.say(heading)
        for line in lines:
            self._asking.say(line)

    # What comes up on the way, and the end

    def offer(self, offer: Offer) -> Named | OnList | Declined | Back | Pause | None:
        """Offer to name somebody; None leaves the offer open without a word."""
        self._take_hint(OFFER)
        return self._outside_questions(lambda: ending.take_offer(self._asking, offer))

    def of_age(
        self, shown_name: str, child: ChildId
    ) -> KeepOnRoll | ListAsAdult | Back | Pause | None:
        """Ask what to do with somebody of 18 or over on the roll."""
        return self._outside_questions(lambda: ending.decide_of_age(self._asking, shown_name))

    def close_door(self, leaving: Leaving) -> CloseDoor | Edit | Jump | Back | Pause:
        """Show the leaving screen, for all children, and return what to do."""
        self._take_hint(LEAVING)
        return self._outside_questions(lambda: door.close_door(self._asking, leaving))

    def review(self, review: Review) -> Edit | Finish | KeepUnfinished | Back | Pause:
        """Show a child's numbered review and return what to do."""
        self._take_hint(REVIEW, Subject(child=review.child))
        before, self._edited = self._edited, None
        decided = self._outside_questions(lambda: ending.review(self._asking, review, before))
        if isinstance(decided, Edit):
            self._edited = review
        return decided

    def conclude(self, summary: Summary) -> Finish | KeepUnfinished | Edit | Pause:
        """Show the summary across children and return whether to finish."""
        self._take_hint(SUMMARY)
        return self._outside_questions(lambda: ending.conclude(self._asking, summary))

    def _outside_questions(self, asked: Callable[[], T]) -> T | Pause:
        """Ask something that is no question of the checklist."""
        prompter = self._asking.prompter
        self._drop_draft()
        prompter.restate = lambda: None
        self._asking.question = ""
        prompter.commands = prompter.usual_commands()
        while True:
            try:
                return asked()
            except Restart:
                continue
            except Stopped as stopped:
                return stopped.pause
