"""How a question looks in keyed mode: printed from top to bottom, the footer last.

A group is one screen: its question once, its parts one under the other. What
stands above already is not printed again until the screen is cleared.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from rich.cells import cell_len

from childcheck.checklist.answers import Answer
from childcheck.checklist.definitions import AnswerType, Checklist, GroupKind
from childcheck.identifiers import ChildId
from childcheck.terminal import theme, words
from childcheck.terminal.at_once_keys import at_once_by_key
from childcheck.terminal.keyed import key_words
from childcheck.terminal.keyed.footers import footer_of
from childcheck.terminal.keyed.offering import is_typed, offered_at
from childcheck.terminal.keyed.prompting import Prompter
from childcheck.terminal.plain.commands import Reviews
from childcheck.terminal.plain.presenting import (
    LISTED,
    NAMING,
    STANDING_WORDS,
    group_of,
    has_standing_lines,
    picks,
    question_line,
)
from childcheck.walk.reviewing import Line
from childcheck.walk.showing import Shown
from childcheck.walk.subjects import Subject
from childcheck.walk.wording import lines_in_words

TABLED = (GroupKind.PARTS, GroupKind.ENQUIRY, GroupKind.FOLLOW_UP)
_COLUMN = 28  # cells that the names of a table take at most


@dataclass
class Presenter:
    """Prints questions, and remembers what stands on the lines above.

    `hint` stands below a question, before what may be pressed; `hint_again`, when the
    question is put once more.
    `reviews` gives what stands elsewhere, for the tables.
    """

    prompter: Prompter
    checklist: Checklist
    hint: str = ""
    hint_again: str = ""
    reviews: Reviews | None = None
    _section: str = ""
    _group: tuple[str, Subject] | None = None
    _said: set[str] = field(default_factory=set)  # beside the group's question, already
    _above: dict[ChildId, tuple[str, ...]] = field(default_factory=dict)

    def begin(self) -> None:
        """Forget what was printed: a new part begins, or the screen was cleared."""
        self._section, self._group = "", None
        self._said.clear()
        self._above.clear()

    # A whole question

    def put(self, shown: Shown) -> None:
        """Print a question in full, but nothing that stands above it already."""
        group = group_of(shown.question, shown)
        is_known = group is not None and group == self._group
        if not is_known:
            self._said.clear()
            self._head(shown)
        self._group = group
        self._question(shown, is_known=is_known)
        self._choices(shown)
        self._standing(shown)
        self.footer(shown)

    def again(self, shown: Shown) -> None:
        """Print a question in full, whatever was printed before."""
        self.hint = self.hint_again
        self.begin()
        self.put(shown)

    def short(self, shown: Shown) -> None:
        """Print a question once more, with its choices."""
        self.prompter.say(question_line(shown), theme.ASK)
        self._choices(shown)
        self.footer(shown)

    def _head(self, shown: Shown) -> None:
        say = self.prompter.say
        say()
        self.prompter.say_banner()
        say(words.status(shown.status), theme.STATUS)
        self._lines_above(shown)
        if shown.heading and shown.heading != self._section:
            say(shown.heading, theme.HEADING)
        self._section = shown.heading
        if shown.needs_why:
            say(words.CORRECTION)

    def print_hint(self) -> None:
        """Print what a practice tells of this moment."""
        if self.hint:
            self.prompter.say(self.hint, theme.HINT, words.PRACTICE_TELLS, "  ")

    def _lines_above(self, shown: Shown) -> None:
        child = shown.spot.subject.child
        if child is None:
            return
        printed = self._above.get(child, ())
        for line in shown.lines_above:
            if line not in printed:
                self.prompter.say(line, theme.REMINDER, words.BEAR_IN_MIND, "  ")
        self._above[child] = shown.lines_above

    def _question(self, shown: Shown, *, is_known: bool) -> None:
        say = self.prompter.say
        group = shown.question.group
        line = question_line(shown)
        self._once(shown.notes, theme.REMINDER)
        self._once(shown.before)
        if shown.question.say_to_child:
            say(words.SAY_TO_CHILD)
        if group is None or is_known:
            say(line, theme.ASK)
            self._once((shown.guidance,))
            return
        say(shown.group_ask, theme.ASK)
        self._once((shown.guidance,))
        if group.kind in TABLED and self.reviews is not None:
            self._told_of_group(shown)
        if line != shown.group_ask:
            say(line, theme.ASK)

    def _once(self, lines: Iterable[str], style: str = "") -> None:
        """Print lines that were not printed for this group's question yet."""
        for line in lines:
            if line and line not in self._said:
                self.prompter.say(line, style)
                self._said.add(line)

    def _told_of_group(self, shown: Shown) -> None:
        """Print as a table what stands at the other parts of a group that is come back to."""
        group = shown.question.group
        assert group is not None
        leaves = self.checklist.groups[group.id]
        if shown.spot.question == leaves[0].id and not shown.may_keep:
            return
        labels = {leaf.id: leaf.label for leaf in leaves}
        rows = [
            (labels[line.spot.question], line.words)
            for line in self._lines(shown.spot.subject.child)
            if line.spot.question in labels
            and line.spot.subject == shown.spot.subject
            and line.spot != shown.spot
            and line.state != "not_reached"
        ]
        self.table(rows)

    def _choices(self, shown: Shown) -> None:
        self._listed(shown)
        self.choices([(key, one.label) for key, one in at_once_by_key(shown).items()])

    def _listed(self, shown: Shown) -> None:
        if shown.question.type in NAMING:
            self.people(shown)
            return
        offered = offered_at(shown)
        for one in offered:
            self.prompter.screen.keyed(one.key, one.label, theme.KEY)
        if not offered and shown.question.type in (*LISTED, AnswerType.PERSONS):
            labels = [label for _, label in shown.choices] or list(shown.persons.values())
            self.numbered(labels)

    def _standing(self, shown: Shown) -> None:
        if not shown.may_keep or shown.question.type in NAMING:
            return
        said = STANDING_WORDS[shown.standing]
        if has_standing_lines(shown):
            assert shown.held is not None and isinstance(shown.held.given, Answer)
            self.prompter.say(said.rstrip())
            self.numbered(lines_in_words(shown.question, shown.held.given.value))
        elif "\n" in shown.standing_words:
            self.prompter.say(said.rstrip())
            for line in shown.standing_words.split("\n"):
                self.prompter.say(line, "", "  ", "    ")
        else:
            self.prompter.say(shown.standing_words, "", said, "  ")
        if not has_standing_lines(shown):
            self.prompter.say(words.ENTER_KEEPS)

    # Its parts

    def choices(self, offered: Sequence[tuple[str, str]]) -> None:
        """Print keys with what they stand for."""
        for key, label in offered:
            self.prompter.screen.keyed(key, label, theme.KEY)

    def numbered(self, labels: Sequence[str]) -> None:
        """Print numbered lines with a hanging indent."""
        self.choices([(str(number), label) for number, label in enumerate(labels, 1)])

    def packed(self, items: Sequence[str]) -> None:
        """Print items on as few lines as hold them, none of them broken where it can be helped."""
        lines: list[str] = []
        for place, item in enumerate(items):
            said = item if place + 1 == len(items) else f"{item},"
            if lines and cell_len(f"{lines[-1]} {said}") <= self.prompter.screen.width:
                lines[-1] = f"{lines[-1]} {said}"
            else:
                lines.append(said)
        for line in lines:
            self.prompter.say(line, theme.FOOTER, "", "  ")

    def table(self, rows: Sequence[tuple[str, str]], first_number: int = 0) -> None:
        """Print rows of a name and what stands there, in two columns where the window has room.

        Args:
            rows: names with their words; either may be of any length.
            first_number: counts the rows from here; 0 leaves them without numbers.
        """
        room = min(max((cell_len(name) for name, _ in rows), default=0), _COLUMN)
        is_wide = self.prompter.screen.width >= 2 * _COLUMN
        for number, (name, told) in enumerate(rows, first_number):
            pad = " " * max(room - cell_len(name), 0) if is_wide else ""
            between = "  " if told else ""
            line = f"{name}{pad if told else ''}{between}{told}"
            if first_number:
                self.prompter.screen.keyed(str(number), line, theme.KEY)
            else:
                self.prompter.say(line, "", "  ", "    ")

    def people(self, shown: Shown) -> None:
        """Print who is on a list of people: a table, with what is known of each."""
        say = self.prompter.say
        if picks(shown):
            say(words.LISTED_ADULTS)
            offered = offered_at(shown)
            if not offered:
                self.numbered(list(shown.persons.values()))
            for one in offered:
                mark = f", {words.IS_PICKED}" if one.id in shown.listed else ""
                self.prompter.screen.keyed(one.key, f"{one.label}{mark}", theme.KEY)
        elif shown.persons:
            say(words.ON_THE_LIST)
            self.table(
                [(name, self._known_of(shown, one)) for one, name in shown.persons.items()], 1
            )
        else:
            say(words.NOBODY_YET)

    def _known_of(self, shown: Shown, person: str) -> str:
        """Return what stands in the fields of a list for one person."""
        group = shown.question.group
        if group is None:
            return ""
        fields = {leaf.id for leaf in self.checklist.groups[group.id] if leaf.type not in NAMING}
        child = ChildId(person) if shown.question.type is AnswerType.ROLL else None
        told = [
            line.words.replace("\n", "; ")
            for line in self._lines(child)
            if line.spot.question in fields
            and person in (line.spot.subject.child, line.spot.subject.adult)
            and line.state != "not_reached"
        ]
        return "; ".join(told)

    def _lines(self, child: ChildId | None) -> Sequence[Line]:
        return self.reviews(child).lines if self.reviews is not None else ()

    # What may be pressed

    def footer(self, shown: Shown, *, is_writing: bool = False) -> None:
        """Print in one line what may be pressed, the most needed first."""
        if not is_writing:
            if shown.passed_with:
                passed_with = key_words.keyed_pass_on(list(shown.passed_with.values()))
                self.prompter.say(passed_with, theme.FOOTER, "", "  ")
            self.print_hint()
        self.foot(footer_of(shown, is_writing=is_writing, has_list=self.reviews is not None))

    def foot(self, items: Sequence[str]) -> None:
        """Print items of a footer, as many as one line holds."""
        line = items[0]
        for item in items[1:]:
            if cell_len(f"{line}; {item}") > self.prompter.screen.width:
                break
            line = f"{line}; {item}"
        self.prompter.say(line, theme.FOOTER)

    def why(self, shown: Shown) -> None:
        """Print why a question is asked, where it comes from, and what keys do."""
        say = self.prompter.say
        say()
        say(f"{words.WHY_HEADING}{shown.why}" if shown.why else words.NO_WHY)
        if shown.question.source:
            say(words.source(self.checklist.names_of_sources(shown.question)))
        if shown.question.type is AnswerType.TRANSCRIPT:
            for line in key_words.KEYED_TALK_HELP:
                say(line, "", "", "  ")
        say(key_words.KEYS_HEADING)
        place = 1 if is_typed(shown) else 0
        here = [key_words.KEY_WHY[place], key_words.KEY_PAUSE[place]]
        if self.reviews is not None:
            here.insert(1, key_words.KEY_JUMP[place])
        if shown.question.reasons:
            here.insert(0, key_words.KEY_LEAVE[place])
        if shown.may_go_back:
            here.insert(0, key_words.KEY_BACK[place])
        for line in (*here, *key_words.KEYS_EVERYWHERE):
            say(line, "", "  ", "    ")
