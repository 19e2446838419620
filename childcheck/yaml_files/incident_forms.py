"""How the questions of a checklist are written in an incident file.

A file is written in the author's questions, by the author's ids. What is put as
several leaf questions stands under one key, its parts further to the right; the
fields of a list of people stand beside each name; the line of a later stage
stands beside the answer that it belongs to.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from childcheck.checklist.conditions import Compare, comparisons
from childcheck.checklist.definitions import AnswerType, Checklist, GroupKind, Question, Scope
from childcheck.checklist.reach import Reach
from childcheck.identifiers import QuestionId

PEOPLE = (GroupKind.PEOPLE, GroupKind.ROLL)
PLACES = {
    "incident": "under incident",
    "adults": "in the list adults",
    "children": "in the list children",
    "adult": "under answers of an adult",
    "child": "under answers of a child",
    "talk": "under engagements of a child",
}


@dataclass(frozen=True)
class Who:
    """Whose answer it is, by the numbers of the file; 0 is nobody. Talks count from 1."""

    child: int = 0
    adult: int = 0
    talk: int = 0

    def in_words(self) -> str:
        """Return who it is, for use behind a question's name."""
        words = []
        if self.child:
            words.append(f"child {self.child}")
        if self.adult:
            words.append(f"adult {self.adult}")
        if self.talk > 1:
            words.append(f"talk {self.talk}")
        return ", ".join(words)


def of_whom(who: Who) -> str:
    """Return who it is, for use behind what is told of the person."""
    words = who.in_words()
    return f" of {words}" if words else ""


class Forms:
    """How a checklist's leaf questions are written in a file."""

    def __init__(self, checklist: Checklist) -> None:
        self.checklist = checklist
        self._keys_of: dict[str, tuple[str, ...]] = {}
        self.line_of: dict[QuestionId, tuple[Question, str]] = {}
        for question in checklist.questions.values():
            if question.type in (AnswerType.PEOPLE, AnswerType.ROLL):
                continue  # what is named after these are their fields
            for choice in ("", *(choice.id for choice in question.choices)):
                leaf = self._line_id(question, choice)
                if leaf in checklist.questions:
                    self.line_of[leaf] = (question, choice)

    def _line_id(self, question: Question, choice: str) -> QuestionId:
        return QuestionId(f"{question.id}.{choice or 'text'}")

    def later(self, question: Question) -> frozenset[str]:
        """Return the choices whose line is a question of its own, in a later stage.

        The empty key is the line beside the whole answer.
        """
        choices = ("", *(choice.id for choice in question.choices))
        return frozenset(one for one in choices if self._line_id(question, one) in self.line_of)

    def line(self, question: Question, choice: str) -> Question:
        """Return the question that such a line is."""
        return self.checklist.questions[self._line_id(question, choice)]

    def part(self, question: Question) -> str:
        """Return what a leaf is called within its composite; empty when it is in none."""
        group = question.group
        if group is None or question.id == group.id or question.id in self.line_of:
            return ""
        return question.id.removeprefix(f"{group.id}.")

    def is_line(self, question: Question) -> bool:
        """Return whether a question is the line beside another's answer."""
        return question.id in self.line_of

    def parts_beside(self, question: Question) -> tuple[str, ...]:
        """Return the parts of the composite in which a question stands."""
        group = question.group
        leaves = self.checklist.groups[group.id] if group is not None else ()
        return tuple(part for leaf in leaves if (part := self.part(leaf)))

    def depends_on(self, question: Question) -> tuple[str, ...]:
        """Return the keys of the questions that decide whether a question is asked."""
        if question.when is None:
            return ()
        reach = Reach(self.checklist)
        keys: list[str] = []
        for compare in comparisons(question.when, self.checklist.named):
            for name in (compare.name,) if isinstance(compare, Compare) else compare.questions:
                keys.extend(self.name(one) for one in reach.behind(name))
        return tuple(dict.fromkeys(keys))

    def home(self, question: Question) -> str:
        """Return the part of a file in which a question stands: a key of `PLACES`."""
        section = self.checklist.section(question.section)
        group = question.group
        if section.for_each is Scope.CHILD:
            return "talk" if section.is_engagement else "child"
        if group is not None and group.kind in PEOPLE:
            return "adults" if group.kind is GroupKind.PEOPLE else "children"
        return "adult" if section.for_each is Scope.ADULT else "incident"

    def keys_of(self, home: str) -> tuple[str, ...]:
        """Return the keys that may stand in one part of a file, in the checklist's order."""
        if home not in self._keys_of:
            self._keys_of[home] = tuple(dict.fromkeys(self._keys(home)))
        return self._keys_of[home]

    def _keys(self, home: str) -> Iterator[str]:
        return (
            question.group.id if question.group else question.id
            for question in self.checklist.questions.values()
            if self.home(question) == home and question.type is not AnswerType.NOTE
            if question.id not in self.line_of
        )

    def fields_of(self, home: str) -> dict[str, Question]:
        """Return what stands beside each name of `adults` or `children`, by its key."""
        return {
            self.part(question): question
            for question in self.checklist.questions.values()
            if self.home(question) == home and self.part(question)
        }

    def key(self, question: Question, *, whole: bool) -> str:
        """Return the key behind which an answer stands; empty for a line beside another's.

        Args:
            whole: of a question with several answers, the key of them all.
        """
        if question.id in self.line_of:
            return ""
        part, home = self.part(question), self.home(question)
        if home in ("adults", "children"):
            return part or home
        if question.group is not None and (whole or not part):
            return question.group.id
        return part or question.id

    def name(self, question: Question) -> str:
        """Return how to speak of a question in a problem: as it is written in the file."""
        if question.id in self.line_of:
            of, choice = self.line_of[question.id]
            whose = f'"{choice}" in ' if choice else ""
            return f"the text of {whose}{self.name(of)}"
        part, home = self.part(question), self.home(question)
        if home in ("adults", "children"):
            return f'"{part or home}"'
        if not part or question.group is None:
            return f'"{question.id}"'
        return f'"{part}" in "{question.group.id}"'
