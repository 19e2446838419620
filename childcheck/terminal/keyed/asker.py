"""The keyed terminal as an asker: what the walk asks, an officer answers by keys and lines."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, tzinfo
from typing import TypeVar

from childcheck.checklist.answers import Answer, LeftUnanswered
from childcheck.checklist.definitions import AnswerType, Checklist, GroupKind
from childcheck.checklist.fitting import Fault
from childcheck.identifiers import ChildId
from childcheck.terminal import theme, words
from childcheck.terminal.coaching import NOBODY, Coach
from childcheck.terminal.drafts import Drafts, DraftsInMemory
from childcheck.terminal.keyed import door, ending, key_words
from childcheck.terminal.keyed.asking import Asking, passed
from childcheck.terminal.keyed.beside import kept
from childcheck.terminal.keyed.choosing import choose
from childcheck.terminal.keyed.dating import type_date, type_number, type_time
from childcheck.terminal.keyed.enquiries import foretell_enquiries
from childcheck.terminal.keyed.jumping import commands_of_question
from childcheck.terminal.keyed.listing import write_lines
from childcheck.terminal.keyed.naming import name_people
from childcheck.terminal.keyed.presenting import Presenter
from childcheck.terminal.keyed.prompting import Prompter
from childcheck.terminal.keyed.terminal import KeyedTerminal
from childcheck.terminal.keyed.writing import write_text
from childcheck.terminal.plain.commands import Reviews
from childcheck.terminal.plain.other_children import Summaries
from childcheck.terminal.plain.prompting import Replied, Restart, Stopped
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


def greet(terminal: KeyedTerminal) -> None:
    """Say at the start how this mode is answered, and that it clears the screen."""
    for line in key_words.KEYED_GREETING:
        terminal.screen.say(line)


class KeyedAsker:
    """Asks at a keyed terminal; see `walk.replies.Asker`.

    Whoever leads the walk sets `reviews`, which gives the review of a child, or
    of the incident's own part: the list of questions and the tables are made of
    it; and `summary`, which tells how far every child is.
    """

    def __init__(
        self,
        terminal: KeyedTerminal,
        checklist: Checklist,
        zone: tzinfo,
        now: Callable[[], datetime],
        drafts: Drafts | None = None,
        *,
        officer: str = "",
        banner: str = "",
        coach: Coach | None = None,
    ) -> None:
        """Take what the asking needs.

        Args:
            terminal: where to print and read; it is open.
            checklist: for the ways of leaving and the age bands.
            zone: the local time zone.
            now: the wall clock.
            drafts: where half-written text is kept; without it, in memory.
            officer: whose number brings a blank screen back.
            banner: stands above every question, such as that this is practice.
            coach: tells what to do, in a practice.
        """
        prompter = Prompter(terminal.screen, terminal.answer_line, officer, terminal.stop_process)
        prompter.banner = banner
        presenter = Presenter(prompter, checklist)
        store = drafts if drafts is not None else DraftsInMemory()
        self._asking = Asking(prompter, presenter, checklist, zone, now, store)
        self.summary: Summaries | None = None
        self._coach = coach
        self._refused: Shown | None = None
        self._answered: Spot | None = None
        self._written = ""  # the text of the answer that was given last
        self._edited: Review | None = None  # shown just before one of its lines was edited
        self._has_begun = False
        self._child: ChildId | None = None  # whose words are on the screen
        self._heading: tuple[str, ...] = ()  # of a part that begins, not printed yet
        self._is_reminded = False
        self._has_foretold = False  # all enquiries, before the first

    @property
    def reviews(self) -> Reviews | None:
        """Gives the review of a child, or of the incident's own part."""
        return self._asking.presenter.reviews

    @reviews.setter
    def reviews(self, reviews: Reviews | None) -> None:
        self._asking.presenter.reviews = reviews

    # One question

    def ask(self, shown: Shown) -> Reply:
        """Put one question and return the reply."""
        asking = self._asking
        self._drop_draft()
        try:
            self._turn_to(_child_of(shown))
            if self._refused is not shown:
                asking.refused.clear()
                self._take_hint(shown.spot.question, shown.spot.subject)
            asking.prompter.commands = commands_of_question(
                asking, shown, self.reviews, self.summary
            )
            asking.prompter.restate = lambda: asking.presenter.again(shown)
            self._foretell_enquiries(shown)
            if self._refused is shown:
                asking.presenter.short(shown)
            else:
                asking.presenter.put(shown)
            self._refused = None
            reply = self._until_replied(shown)
        except Stopped as stopped:
            return stopped.pause
        if isinstance(reply, Back):
            asking.prompter.taken(words.ANSWER, key_words.WENT_BACK)
            if self._coach is not None:
                self._coach.went_back()
        given = reply.given if isinstance(reply, Corrected) else reply
        if isinstance(given, Answer | LeftUnanswered | PassOn):
            self._answered = shown.spot
            is_text = isinstance(given, Answer) and isinstance(given.value, str)
            self._written = str(given.value) if is_text and isinstance(given, Answer) else ""
        return reply

    def _foretell_enquiries(self, shown: Shown) -> None:
        """Show once what will all be enquired, when the first of it comes."""
        asking = self._asking
        if self._has_foretold or self.reviews is None:
            return
        if begins_enquiry(shown.question, asking.checklist):
            foretell_enquiries(asking, enquiries_in(self.reviews(None), asking.checklist))
            self._has_foretold = True

    def _until_replied(self, shown: Shown) -> Reply:
        while True:
            try:
                return self._reply(shown)
            except Restart:
                self._asking.prompter.restate = lambda: self._asking.presenter.again(shown)
                self._asking.say(words.BACK_TO_QUESTION)
                self._asking.presenter.short(shown)

    def _reply(self, shown: Shown) -> Reply:
        asking = self._asking
        try:
            reply = ANSWERING[shown.question.type](asking, shown)
            if isinstance(reply, Keep):
                asking.prompter.taken(words.ANSWER, key_words.KEPT)
                reply = kept(asking, shown)
        except Replied as replied:
            reply = replied.reply
        if reply == passed():
            asking.prompter.taken(words.ANSWER, key_words.PASSED)
        if isinstance(reply, PassOn):
            asking.prompter.taken(words.ANSWER, key_words.passed_on(len(shown.passed_with)))
        if shown.needs_why and is_to_be_explained(reply):
            return Corrected(reply, asking.needed_line(words.WHY, words.CORRECTED_WHY))
        return reply

    def _turn_to(self, child: ChildId | None) -> None:
        """Clear the screen when another child, or none, is in hand; then say what begins."""
        asking = self._asking
        if self._has_begun and child != self._child:
            if self._is_reminded:
                asking.prompter.any_key()
            asking.prompter.screen.clear()
            asking.presenter.begin()
        self._has_begun, self._is_reminded = True, False
        self._child = child
        if self._heading:
            asking.presenter.begin()
            asking.say("")
            heading, *lines = self._heading
            asking.say(heading, theme.HEADING)
            for line in lines:
                asking.say(line)
            self._heading = ()

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
        if self._written:
            self._asking.refused[shown.spot] = self._written
        for fault in faults:
            self._asking.say(words.fault(fault.what, fault.remedy), theme.REMINDER)
        self._refused = shown

    def remind(self, text: str) -> None:
        """Show a reminder."""
        self._asking.prompter.say(text, theme.REMINDER, words.REMINDER, "  ")
        self._is_reminded = True

    def tell_of_roll(self, name: str, number: int, *, is_withdrawn: bool) -> None:
        """Say that a child came onto the roll, away from it, or is off it now."""
        told = (words.off_roll if is_withdrawn else words.on_roll)(name, number)
        self._asking.say(told, theme.REMINDER)
        self._is_reminded = True

    def begin(self, heading: str, lines: Sequence[str]) -> None:
        """Say that a new part begins: a child, the leaving screen, the desk.

        It is printed with the first question of the part, which may clear the screen.
        """
        self._heading = (heading, *lines)

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

        def ask() -> CloseDoor | Edit | Jump | Back:
            if self._child is None and not self._is_reminded:
                self._asking.prompter.screen.clear()
            self._turn_to(None)
            return door.close_door(self._asking, leaving)

        return self._outside_questions(ask)

    def review(self, review: Review) -> Edit | Finish | KeepUnfinished | Back | Pause:
        """Show a child's numbered review and return what to do."""
        self._take_hint(REVIEW, Subject(child=review.child))
        before, self._edited = self._edited, None

        def ask() -> Edit | Finish | KeepUnfinished | Back:
            self._turn_to(review.child)
            return ending.review(self._asking, review, before)

        decided = self._outside_questions(ask)
        if isinstance(decided, Edit):
            self._edited = review
        return decided

    def conclude(self, summary: Summary) -> Finish | KeepUnfinished | Edit | Pause:
        """Show the summary across children and return whether to finish."""
        self._take_hint(SUMMARY)

        def ask() -> Finish | KeepUnfinished | Edit:
            self._turn_to(None)
            return ending.conclude(self._asking, summary)

        return self._outside_questions(ask)

    def _outside_questions(self, asked: Callable[[], T]) -> T | Pause:
        """Ask something that is no question of the checklist."""
        prompter = self._asking.prompter
        self._drop_draft()
        self._asking.presenter.begin()
        prompter.commands = {}
        prompter.restate = lambda: None
        while True:
            try:
                return asked()
            except Restart:
                continue
            except Stopped as stopped:
                return stopped.pause


def _child_of(shown: Shown) -> ChildId | None:
    """Return the child in whose walk a question stands; the roll is everybody's."""
    group = shown.question.group
    if group is not None and group.kind is GroupKind.ROLL:
        return None
    return shown.spot.subject.child
