"""Read the value of one answer of an incident file, as the type of its question wants it.

`docs/incident-file.md` shows each type's form.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from childcheck.checklist.answers import SPEAKERS, Plain
from childcheck.checklist.definitions import CHOOSING, AnswerType, Question, Reason, Scope
from childcheck.problems import Place
from childcheck.yaml_files import incident_times
from childcheck.yaml_files.incident_file import IncidentShape
from childcheck.yaml_files.incident_times import TimeReader
from childcheck.yaml_files.marked import (
    Marked,
    MarkedList,
    MarkedMapping,
    MarkedScalar,
    Nothing,
    Refused,
)

FORMS = {
    AnswerType.CHOICE: "one of the choices",
    AnswerType.CHOICES: "one or more of the choices, such as [one, another]",
    AnswerType.YES_NO: "yes or no",
    AnswerType.TEXT: "a text",
    AnswerType.TRANSCRIPT: 'what was said, line by line: - officer: "…" and - child: "…"',
    AnswerType.LINES: 'a list of lines: - who: "what was said"',
    AnswerType.NUMBER: "a whole number",
    AnswerType.DATE: "a date such as 2022-03-14",
    AnswerType.TIME: incident_times.FORM,
    AnswerType.ADDRESS: "an address on one line, with its postcode",
    AnswerType.PEOPLE: "a list of adults, each with - name: and a name that stands under adults",
    AnswerType.ROLL: "a list of children, each with - name:",
    AnswerType.PERSONS: "everybody, or a list of names",
    AnswerType.NOTE: "nothing",
}
ESTIMATED = ", about 4, about 7 months or overdue 2026-11-01"
BY_EYE = "; or, judged by eye, band and the name of an age band"
EVERYBODY = "everybody"
LineReader: TypeAlias = Callable[[Marked], dict[str, Plain] | None]


def form_of(question: Question) -> str:
    """Return in words what a question takes."""
    if question.type is AnswerType.LINES and not question.has_speaker:
        return "a list of texts"
    if question.type is AnswerType.PEOPLE and question.of is Scope.INCIDENT:
        return "a list of adults, each with - name:"
    estimated = ESTIMATED if question.is_estimable else ""
    by_eye = BY_EYE if estimated and question.fact == "child.born_on" else ""
    return FORMS[question.type] + estimated + by_eye


def wanted_of(question: Question) -> str:
    """Return in words what a question takes; its choices by their ids."""
    if question.type not in CHOOSING:
        return form_of(question)
    how_many = "one or more" if question.type is AnswerType.CHOICES else "one"
    return f"{how_many} of: {', '.join(choice.id for choice in question.choices)}"


def same_name(text: str) -> str:
    """Return a name in the form in which two spellings of it are one."""
    return " ".join(unicodedata.normalize("NFC", text).split()).casefold()


@dataclass
class NamesGiven:
    """Who has been named so far, by name.

    When the lists are not whole, because some entry of theirs is faulty, a name
    that is not among them says nothing.
    """

    adults: dict[str, str] = field(default_factory=dict)  # identifiers
    children: dict[str, str] = field(default_factory=dict)
    are_whole: bool = True


@dataclass(frozen=True)
class ValueReader:
    """Reads the values of one file; every problem goes to `shape`."""

    shape: IncidentShape
    times: TimeReader
    known: NamesGiven

    def value(self, question: Question, value: Marked, persons: tuple[str, ...]) -> Plain:
        """Return a value in its plain form; None when it is faulty.

        Args:
            question: whose type it should have.
            value: what stands in the file.
            persons: who may be picked, for `everybody`.
        """
        if isinstance(value, (Nothing, Refused)):
            self._nothing_here(value, question)
            return None
        match question.type:
            case AnswerType.CHOICE | AnswerType.YES_NO:
                return self._choice(question, value)
            case AnswerType.CHOICES:
                items = value.items if isinstance(value, MarkedList) else (value,)
                return [text for item in items if (text := self._choice(question, item))]
            case AnswerType.LINES:
                return self._lines(question, value)
            case AnswerType.TRANSCRIPT:
                return self._entries(value, self._line_of_talk)
            case AnswerType.PERSONS:
                return self._persons(value, persons)
            case AnswerType.NUMBER if isinstance(value, MarkedScalar):
                return value.value  # text and the like is refused by the walk
            case AnswerType.TIME:
                moment = self.times.moment(value)
                return moment.isoformat(timespec="seconds") if moment else None
            case AnswerType.TEXT if isinstance(value, MarkedMapping):
                return self._nothing(question, value)
            case _:
                return self.words(value)

    def _nothing_here(self, value: Marked, question: Question) -> None:
        if isinstance(value, Nothing):
            remedy = f"write {wanted_of(question)}"
            if question.reasons:
                remedy += f"\nor leave it, with left: and one of: {', '.join(question.reasons)}"
            what = f"Nothing stands behind {value.called}."
            self.shape.report(value, "nothing-here", what, remedy)

    def _choice(self, question: Question, value: Marked) -> str | None:
        offered = [choice.id for choice in question.choices]
        if not isinstance(value, MarkedScalar):
            self.shape.report(
                value,
                "not-a-choice",
                "A choice must stand here.",
                f"write {'one' if question.type is not AnswerType.CHOICES else 'some'} of: "
                + ", ".join(offered),
            )
            return None
        if value.text in offered:
            return value.text
        if value.text in tuple(Reason):
            self.shape.report(
                value,
                "reason-as-answer",
                "This is a reason to leave the question, not an answer.",
                f'write {{left: {value.text}, text: "…"}}',
            )
            return None
        self.not_offered(value, value.text, offered, "This answer is not offered here")
        return None

    def not_offered(self, value: Marked, text: str, offered: Iterable[str], what: str) -> None:
        """Report one of the checklist's words that is not among those offered."""
        offered = tuple(str(one) for one in offered)
        self.shape.report(
            value,
            "not-offered",
            f"{what}.",
            "write one of: " + ", ".join(offered),
            nearest=self.shape.nearest(text, offered),
        )

    def words(self, value: Marked | None) -> str | None:
        """Return a text as it was written, without the line breaks at the end of a block."""
        text = self.shape.text(value)
        return text.rstrip("\n") if text is not None else None

    def _nothing(self, question: Question, value: MarkedMapping) -> Plain:
        if not question.nothing_label:
            self.shape.report(
                value,
                "nothing-not-offered",
                "This question does not offer to answer with nothing.",
                "write a text, or leave the question with left: and a reason",
            )
            return None
        found = self.shape.mapping(value, allowed=(), required=("nothing",))
        why = self.words(found.get("nothing")) if found else None
        return {"nothing": why or ""}

    def _lines(self, question: Question, value: Marked) -> Plain:
        read = self._line_with_speaker if question.has_speaker else self._line_alone
        return self._entries(value, read)

    def _entries(self, value: Marked, read: LineReader) -> Plain:
        if not isinstance(value, MarkedList):
            self.shape.report(
                value,
                "not-a-list",
                "A list of lines must stand here.",
                "write each line behind a dash, also when there is only one",
            )
            return None
        return [line for item in value.items if (line := read(item)) is not None]

    def _line_alone(self, item: Marked) -> dict[str, Plain] | None:
        text = self.words(item)
        return {"text": text} if text is not None else None

    def _line_with_speaker(self, item: Marked) -> dict[str, Plain] | None:
        if isinstance(item, MarkedMapping) and len(item.pairs) == 1:
            key, value = item.pairs[0]
            # The key is a name, so that no message of the shape may speak of it.
            if key.text.strip() and isinstance(value, MarkedScalar) and value.text.strip():
                return {"speaker": key.text, "text": value.text.rstrip("\n")}
        if not isinstance(item, Refused):
            self.shape.report(
                item,
                "line-without-speaker",
                "A line must say who said it, and what.",
                'write - who: "what was said", each line behind a dash of its own',
            )
        return None

    def _line_of_talk(self, item: Marked) -> dict[str, Plain] | None:
        about = ("language", "translation", "translator", "sure")
        keys = item.keys if isinstance(item, MarkedMapping) else ()
        speakers = [one for one in SPEAKERS if one in keys]
        if len(speakers) != 1 and not isinstance(item, Refused):
            self.shape.report(
                item,
                "unknown-speaker",
                "A line of a talk must say who spoke, and have one speaker.",
                "begin each line, behind its dash, with one of: " + ", ".join(SPEAKERS),
            )
            return None
        found = self.shape.mapping(item, allowed=(*SPEAKERS, *about))
        if found is None:
            return None
        words = self.words(found.get(speakers[0]))
        line: dict[str, Plain] = {"speaker": speakers[0], "words": words}
        for name in about[:3]:
            if name in found:
                line[name] = self.words(found.get(name))
        if "sure" in found:
            line["sure"] = self.shape.boolean(found.get("sure"))
        elif line.get("translation"):
            line["sure"] = True  # as at the terminal, where only t? says that it is not
        return line

    def _persons(self, value: Marked, persons: tuple[str, ...]) -> Plain:
        if isinstance(value, MarkedScalar) and value.text == EVERYBODY:
            return [*persons]
        picked: list[Plain] = []
        for name, place in self.names_in(value):
            wanted = same_name(name)
            known = (self.known.adults.get(wanted), self.known.children.get(wanted))
            found = [one for one in known if one is not None and one in persons]
            if len(found) > 1:
                self.shape.report(
                    place,
                    "two-of-this-name",
                    "An adult and a child have this name.",
                    "add to the names something that tells them apart",
                )
            elif found:
                picked.append(found[0])
            else:
                self.unknown_person(place, "adults or children")
        return picked

    def names_in(self, value: Marked) -> Iterator[tuple[str, Place]]:
        """Yield the names of people in a list of them, or in a single name."""
        items = value.items if isinstance(value, MarkedList) else (value,)
        for item in items:
            text = self.shape.text(item)
            if text is not None:
                yield text, item.place

    def unknown_person(self, place: Place, where: str) -> None:
        """Report a name that is not in the lists of the file, as far as these are whole."""
        if not self.known.are_whole:
            return
        self.shape.report(
            place,
            "unknown-person",
            f"Nobody of this name stands under {where}.",
            "write the name exactly as it stands there, or add the person there",
        )
