"""How a question looks in plain mode: printed once, from top to bottom.

What was printed for the question before is not printed again: the section, the
question of a group, the lines that stand above a child.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from childcheck.checklist.answers import Answer
from childcheck.checklist.definitions import AnswerType, GroupKind, Question
from childcheck.identifiers import ChildId
from childcheck.terminal import words
from childcheck.terminal.at_once_keys import at_once_by_key
from childcheck.terminal.plain.prompting import Prompter
from childcheck.walk.showing import Shown, Standing
from childcheck.walk.subjects import Subject
from childcheck.walk.wording import lines_in_words

STANDING_WORDS = {
    Standing.ANSWER: words.SO_FAR,
    Standing.FACT: words.KNOWN,
    Standing.SET_ASIDE: words.WAS_SET_ASIDE,
    Standing.ASK_AGAIN: words.ASKED_AGAIN,
    Standing.CLOCK: words.BY_CLOCK,
}
IN_LINES = (AnswerType.LINES, AnswerType.TRANSCRIPT)
NAMING = (AnswerType.PEOPLE, AnswerType.ROLL)
LISTED = (AnswerType.CHOICE, AnswerType.CHOICES)
OF_PEOPLE = (GroupKind.PEOPLE, GroupKind.ROLL)


@dataclass
class Presenter:
    """Prints questions, and remembers what stands on the lines above.

    `banner` stands above every question, such as that this is practice; `hint`
    below it, before what may be typed, and `hint_again` when the question is put once more.
    """

    prompter: Prompter
    banner: str = ""
    hint: str = ""
    hint_again: str = ""
    _section: str = ""
    _group: tuple[str, Subject] | None = None
    _said: set[str] = field(default_factory=set)  # beside the group's question, already
    _above: dict[ChildId, tuple[str, ...]] = field(default_factory=dict)

    def begin(self) -> None:
        """Forget what was printed: a new part begins."""
        self._section, self._group = "", None
        self._above.clear()

    def put(self, shown: Shown) -> None:
        """Print a question in full."""
        say = self.prompter.say
        say()
        self.print_banner()
        say(words.status(shown.status))
        self._lines_above(shown)
        if shown.heading and shown.heading != self._section:
            say(words.section(shown.heading))
        self._section = shown.heading
        self._question(shown)
        self._choices(shown)
        self._standing(shown)
        self.how(shown)

    def again(self, shown: Shown) -> None:
        """Print a question in full, whatever was printed before."""
        self.hint = self.hint_again
        self.begin()
        self.put(shown)

    def restate(self, shown: Shown) -> None:
        """Print a question after something else was looked at."""
        self.hint = self.hint_again
        self.short(shown)

    def short(self, shown: Shown) -> None:
        """Print a question once more with its choices, without what stands above it already."""
        self.prompter.say(question_line(shown))
        self._choices(shown)
        if not has_standing_lines(shown):  # a talk is not read again for a slip
            self._standing(shown)
        self.how(shown)

    def how(self, shown: Shown, *, is_writing: bool = False) -> None:
        """Print the line that says what may be typed.

        Args:
            shown: the question.
            is_writing: lines are written now, though others stand.
        """
        if not is_writing:
            self.print_hint()
        self.prompter.say(how_to_answer(shown, is_writing=is_writing))

    def print_banner(self) -> None:
        """Print what must be known of everything here, such as that it is practice."""
        if self.banner:
            self.prompter.say(self.banner)

    def print_hint(self) -> None:
        """Print what a practice tells of this moment."""
        if self.hint:
            self.prompter.say(self.hint, words.PRACTICE_TELLS, "  ")

    def why(self, shown: Shown, sources: Sequence[str]) -> None:
        """Print why a question is asked, and where it comes from."""
        say = self.prompter.say
        say(f"{words.WHY_HEADING}{shown.why}" if shown.why else words.NO_WHY)
        if sources:
            say(words.source(sources))

    def _lines_above(self, shown: Shown) -> None:
        child = shown.spot.subject.child
        if child is None:
            return
        printed = self._above.get(child, ())
        for line in shown.lines_above:
            if line not in printed:
                self.prompter.say(line, words.BEAR_IN_MIND, "  ")
        self._above[child] = shown.lines_above

    def _question(self, shown: Shown) -> None:
        say = self.prompter.say
        group = group_of(shown.question, shown)
        is_known = group is not None and group == self._group
        if not is_known:
            self._said.clear()
        self._group = group
        self._once(shown.notes)
        self._once(shown.before)
        line = question_line(shown)
        if shown.question.say_to_child:
            say(words.SAY_TO_CHILD)
        say(line if group is None or is_known else shown.group_ask)
        self._once((shown.guidance,))
        if group is not None and not is_known and line != shown.group_ask:
            say(line)

    def _once(self, lines: Iterable[str]) -> None:
        """Print lines that were not printed for this group's question yet."""
        for line in lines:
            if line and line not in self._said:
                self.prompter.say(line)
                self._said.add(line)

    def _choices(self, shown: Shown) -> None:
        self._listed(shown)
        for key, one in at_once_by_key(shown).items():
            mark = f"{key}) "
            self.prompter.say(one.label, mark, " " * len(mark))

    def _listed(self, shown: Shown) -> None:
        question = shown.question
        if question.type in NAMING:
            self.people(shown)
            return
        choices: tuple[tuple[str, str], ...] = ()
        if question.type in LISTED or (
            question.type is AnswerType.YES_NO and not is_bare_yes_no(shown)
        ):
            choices = shown.choices
        elif question.type is AnswerType.PERSONS:
            choices = tuple(shown.persons.items())
        self.numbered([label for _, label in choices])

    def numbered(self, labels: list[str], first: int = 1) -> None:
        """Print numbered lines with a hanging indent."""
        for number, label in enumerate(labels, first):
            mark = f"{number}) "
            self.prompter.say(label, mark, " " * len(mark))

    def people(self, shown: Shown) -> None:
        """Print who is on a list of people, numbered."""
        say = self.prompter.say
        if picks(shown):
            say(words.LISTED_ADULTS)
            self.numbered(
                [
                    f"{name} ({words.IS_PICKED})" if one in shown.listed else name
                    for one, name in shown.persons.items()
                ]
            )
        elif shown.persons:
            say(words.ON_THE_LIST)
            self.numbered(list(shown.persons.values()))
        else:
            say(words.NOBODY_YET)

    def _standing(self, shown: Shown) -> None:
        if not shown.may_keep or shown.question.type in NAMING:
            return
        said = STANDING_WORDS[shown.standing]
        if has_standing_lines(shown):
            assert shown.held is not None and isinstance(shown.held.given, Answer)
            self.prompter.say(said.rstrip())
            lines = lines_in_words(shown.question, shown.held.given.value)
            self.prompter.paged(lambda: self.numbered(lines))
        elif "\n" in shown.standing_words:
            self.prompter.say(said.rstrip())
            for line in shown.standing_words.split("\n"):
                self.prompter.say(line, "  ", "    ")
        else:
            self.prompter.say(shown.standing_words, said, "  ")


def picks(shown: Shown) -> bool:
    """Return whether a list takes adults who were named already, as a child's list does."""
    is_childs = shown.spot.subject.child is not None
    return shown.question.type is AnswerType.PEOPLE and is_childs and bool(shown.persons)


def is_bare_yes_no(shown: Shown) -> bool:
    """Return whether the choices say no more than yes and no."""
    labels = [label for _, label in shown.choices]
    return labels in ([words.YES, words.NO], [words.NO, words.YES], [])


def group_of(question: Question, shown: Shown) -> tuple[str, Subject] | None:
    """Return which group's question is on the screen, and about whom."""
    if question.group is None:
        return None
    subject = shown.spot.subject
    if question.group.kind in OF_PEOPLE and question.type not in NAMING:
        # A person's fields stand between one naming and the next, under one question.
        subject = Subject(child=subject.child) if question.is_pair else Subject()
    return question.group.id, subject


def question_line(shown: Shown) -> str:
    """Return the one line that asks: a whole question, or a part of a group's."""
    question = shown.question
    if question.group is None or not shown.label:
        return shown.ask
    of_person = question.group.kind in OF_PEOPLE and shown.name
    return f"{shown.name}: {shown.label}" if of_person else shown.label


def how_to_answer(shown: Shown, *, is_writing: bool = False) -> str:
    """Return in words what may be typed."""
    question = shown.question
    if has_standing_lines(shown) and not is_writing:
        parts = [words.STANDING_LINES]
    else:
        parts = [_how_for_type(shown)]
        if together := at_once_by_key(shown):
            parts.append(words.at_once(list(together)))
        if shown.none_label or shown.nothing_label:
            parts.append(words.none_choice(shown.none_label or shown.nothing_label))
        if shown.may_keep and not is_writing:
            parts.append(words.ENTER_KEEPS)
    if question.is_optional:
        parts.append(words.MINUS_PASSES)
        if shown.passed_with:
            parts.append(words.pass_on(list(shown.passed_with.values())))
    elif not question.reasons:
        parts.append(words.MUST_BE_ANSWERED)
    may = ["back"] if shown.may_go_back else []
    if question.reasons:
        may.append("leave")
    parts.append(words.also([*may, "why", "help"]))
    return " ".join(parts)


def has_standing_lines(shown: Shown) -> bool:
    """Return whether lines stand to which others can be added."""
    held = shown.held.given if shown.held is not None else None
    return shown.question.type in IN_LINES and isinstance(held, Answer) and bool(held.value)


def _how_for_type(shown: Shown) -> str:
    question = shown.question
    match question.type:
        case AnswerType.LINES if question.has_speaker:
            return words.LINES_WITH_SPEAKER
        case AnswerType.DATE if question.fact == "child.born_on" and question.is_estimable:
            return words.DATE_AGE_OR_LOOKS
        case AnswerType.DATE if question.is_estimable and question.is_birth:
            return words.DATE_OR_AGE
        case AnswerType.DATE if question.is_estimable:
            return words.DATE_OR_OVERDUE
        case AnswerType.TIME if looks_ahead(question):
            return words.TIME_AHEAD
        case AnswerType.YES_NO if not is_bare_yes_no(shown):
            return words.YES_OR_NO_OR_NUMBER
        case AnswerType.PEOPLE if picks(shown):
            return words.PICK_OR_NAME
        case AnswerType.PEOPLE | AnswerType.ROLL if shown.persons:
            return f"{words.MAY_TYPE[question.type]} {words.NUMBER_CHANGES}"
        case _:
            return words.MAY_TYPE[question.type]


def looks_ahead(question: Question) -> bool:
    """Return whether a time lies ahead: by when something owed will be done."""
    return question.group is not None and question.group.kind is GroupKind.FOLLOW_UP
