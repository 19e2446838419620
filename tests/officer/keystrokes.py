"""What an officer types in plain mode to give one reply: line by line, prompt by prompt.

The shortest way that the program says itself is taken: numbers for choices, `=`
for the same basis as before, a time without its day where that is enough. Keys
are counted apart from words: an Enter, a number and a date are keys; what
somebody said, a name, an address and every other free text are words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from childcheck.checklist.ages import read_date_answer
from childcheck.checklist.answers import Answer, BasisGiven, LeftUnanswered, Plain
from childcheck.checklist.definitions import (
    UNBORN,
    AnswerType,
    Basis,
    Checklist,
    Question,
    Reason,
)
from childcheck.checklist.fitting import bases_needed, lines_needed
from childcheck.terminal import words
from childcheck.terminal.at_once_keys import at_once_by_key
from childcheck.terminal.plain.presenting import has_standing_lines, looks_ahead
from childcheck.terminal.typed import Twice, read_time
from childcheck.walk.at_once import AtOnce
from childcheck.walk.replies import Done, FoundLate, Keep, Named, PassOn, Picked, Reply
from childcheck.walk.showing import Shown
from tests.officer.script import Typed
from tests.officer.talk_keystrokes import escaped, talk
from tests.terminal.shortest_dates import shortest

IN_LINES = (AnswerType.LINES, AnswerType.TRANSCRIPT)
NAMING = (AnswerType.PEOPLE, AnswerType.ROLL)
LONGEST_BYTES = 4094  # the terminal refuses more in one line


@dataclass(frozen=True)
class Hand:
    """An officer's hand: which checklist is asked, what the clock shows, in which zone."""

    checklist: Checklist
    now: datetime
    zone: tzinfo
    takes: timedelta = timedelta(minutes=30)  # the typing goes on while the clock runs

    def reply(self, shown: Shown, reply: Reply) -> tuple[Typed, ...]:
        """Return what is typed to give a reply to a question."""
        first = first_label(shown)
        match reply:
            case Answer():
                return tuple(self._answer(shown, reply))
            case LeftUnanswered():
                return tuple(self._leave(shown, reply))
            case Keep(basis):
                return (Typed(first, ""), *_bases_lacking(shown, basis))
            case PassOn():
                return (Typed(first, "--"),)
            case AtOnce():
                offered = at_once_by_key(shown)
                return (Typed(first, next(key for key, one in offered.items() if one == reply)),)
            case Named(name):
                return (_free("Name", name),)
            case Picked(adult):
                return (Typed("Name", str(list(shown.persons).index(adult) + 1)),)
            case Done():
                return (Typed("Name", words.DONE),)
            case FoundLate(name):
                return (Typed(first, f":child {name}", len(name)),)
        raise NotImplementedError(f"{shown.spot.question}: nobody types {type(reply).__name__}")

    def _leave(self, shown: Shown, left: LeftUnanswered) -> Iterator[Typed]:
        first = first_label(shown)
        is_passed = shown.question.is_optional and left.reason is Reason.NOT_ASKED
        if is_passed and not left.text:
            yield Typed(first, "-")
            return
        number = list(Reason).index(left.reason) + 1
        way = self.checklist.way_of_leaving(left.reason)
        if way.text is None and left.text:
            yield Typed(first, f":le {number} {left.text}", len(left.text))
            return
        yield Typed(first, f":le {number}")
        if way.text is not None:
            yield _free("Line", left.text)

    def _answer(self, shown: Shown, answer: Answer) -> Iterator[Typed]:
        question = shown.question
        value = answer.value
        match question.type:
            case AnswerType.YES_NO if value in ("yes", "no"):
                yield Typed("Answer", "y" if value == "yes" else "n")
            case AnswerType.CHOICE | AnswerType.YES_NO:
                yield Typed("Answer", _numbers([value], [one for one, _ in shown.choices]))
            case AnswerType.CHOICES:
                value = _in_order(value, [one for one, _ in shown.choices])
                yield Typed("Answer", _numbers(value, [one for one, _ in shown.choices]))
            case AnswerType.PERSONS:
                value = _in_order(value, list(shown.persons))
                everybody = value == list(shown.persons) and len(shown.persons) > 2
                numbers = _numbers(value, list(shown.persons))
                yield Typed("Answer", words.ALL if everybody else numbers)
            case AnswerType.TEXT | AnswerType.ADDRESS:
                yield from _text(value)
            case AnswerType.NUMBER:
                yield Typed("Answer", str(value))
            case AnswerType.DATE:
                yield from self._date(question, str(value))
            case AnswerType.TIME:
                yield from self._time(question, datetime.fromisoformat(str(value)))
            case AnswerType.LINES:
                yield from _sayings(shown, value)
            case AnswerType.TRANSCRIPT:
                yield from talk(value)
            case _:
                raise NotImplementedError(question.type)
        yield from _lines_beside(shown, answer, value)
        yield from _bases(shown, value, answer.basis)

    def _date(self, question: Question, value: str) -> Iterator[Typed]:
        if value.startswith("band "):
            band = value.removeprefix("band ")
            if band == UNBORN:
                yield Typed("Answer", "looks unborn")
                return
            yield Typed("Answer", "looks")
            yield Typed("Which", _numbers([band], [one.id for one in self.checklist.bands]))
            return
        read = read_date_answer(value)
        assert read is not None, value
        if read.on is None:
            number, unit = read.as_text().removeprefix("about ").split()
            yield Typed("Answer", number if unit.startswith("year") else f"{number}m")
            return
        today = self.now.astimezone(self.zone).date()
        typed = shortest(read.on, today, is_birth=question.is_birth)
        yield Typed("Answer", f"overdue {typed}" if read.is_overdue else typed)

    def _time(self, question: Question, moment: datetime) -> Iterator[Typed]:
        local = moment.astimezone(self.zone)
        clock, is_ahead = f"{local:%H:%M}", looks_ahead(question)
        for typed in (clock, f"{local.day}/{local.month}/{local.year} {clock}"):
            read = [
                read_time(typed, now, self.zone, looks_ahead=is_ahead)
                for now in (self.now, self.now + self.takes)
            ]
            if all(isinstance(one, datetime) and one == moment for one in read):
                yield Typed("Answer", typed)
                return
            if all(isinstance(one, Twice) and moment in (one.first, one.second) for one in read):
                yield Typed("Answer", typed)
                twice = read[0]
                assert isinstance(twice, Twice)
                yield Typed("Which", "1" if moment == twice.first else "2")
                return
        yield Typed("Answer", moment.isoformat())


def first_label(shown: Shown) -> str:
    """Return the label of the prompt at which a question waits."""
    if has_standing_lines(shown):
        return "What now"
    if shown.question.type in IN_LINES:
        return "Line 1"
    return "Name" if shown.question.type in NAMING else "Answer"


def _free(label: str, text: str) -> Typed:
    """Return free text; several lines are pasted, and then no word in them is a command."""
    typed = text if "\n" in text else escaped(text)
    assert max(len(line.encode()) for line in typed.split("\n")) <= LONGEST_BYTES, "too long"
    return Typed(label, typed, len(typed))


def _numbers(value: Plain, offered: Sequence[str]) -> str:
    assert isinstance(value, list)
    return ",".join(str(offered.index(str(one)) + 1) for one in value)


def _in_order(value: Plain, offered: Sequence[str]) -> list[Plain]:
    assert isinstance(value, list)
    return sorted(value, key=lambda one: offered.index(str(one)))


def _held(shown: Shown) -> Answer:
    given = shown.held.given if shown.held is not None else None
    return given if isinstance(given, Answer) else Answer(None)


def _text(value: Plain) -> Iterator[Typed]:
    if isinstance(value, dict):
        yield Typed("Answer", "0")
        yield _free("Why", str(value["nothing"]))
    else:
        yield _free("Answer", str(value))


def _lines_beside(shown: Shown, answer: Answer, value: Plain) -> Iterator[Typed]:
    held = _held(shown)
    for key in lines_needed(shown.question, value):
        text = answer.texts.get(key, "")
        before = held.texts.get(key, "") if key or held.value == value else ""
        yield _free("Line", "" if text == before else text)


def _bases(
    shown: Shown, value: Plain, given: Mapping[str, tuple[BasisGiven, ...]]
) -> Iterator[Typed]:
    held = _held(shown)
    last: tuple[BasisGiven, ...] = ()
    for key in bases_needed(shown.question, value):
        before = held.basis.get(key, ()) if key or held.value == value else ()
        bases = given.get(key, before)
        if before and bases == before:
            yield Typed("Rests on", "")
        elif bases == last:
            yield Typed("Rests on", words.SAME)
        else:
            yield from _basis(shown, bases)
        last = bases


def _bases_lacking(shown: Shown, given: Mapping[str, tuple[BasisGiven, ...]]) -> tuple[Typed, ...]:
    """Return what is typed when Enter keeps something that does not say yet what it rests on."""
    held = _held(shown)
    if all(held.basis.get(key) for key in bases_needed(shown.question, held.value)):
        return ()
    return tuple(_bases(shown, held.value, given))


def _basis(shown: Shown, bases: Sequence[BasisGiven]) -> Iterator[Typed]:
    offered = [one.value for one in words.BASES]
    taken = {one.basis.value for one in bases}
    yield Typed("Rests on", _numbers([one for one in offered if one in taken], offered))
    if Basis.ADULT_SAID.value in taken and shown.adults:
        adults = {adult for one in bases for adult in one.adults}
        numbers = _numbers([one for one in shown.adults if one in adults], list(shown.adults))
        yield Typed("Which", numbers or "0")


def _sayings(shown: Shown, value: Plain) -> Iterator[Typed]:
    assert isinstance(value, list)
    if not value:
        yield Typed("Line 1", "0")
        return
    if has_standing_lines(shown):
        yield Typed("What now", words.ANEW)
    for number, line in enumerate(value, 1):
        assert isinstance(line, dict)
        text = str(line["text"])
        yield _free(f"Line {number}", f"{line['speaker']}: {text}" if "speaker" in line else text)
    yield Typed(f"Line {len(value) + 1}", ".")
