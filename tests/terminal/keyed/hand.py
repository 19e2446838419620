"""What an officer presses in keyed mode to give one reply, and how many keys that is.

The shortest way that the program says itself is taken. Keys are counted apart
from words: what somebody said, a name, an address and every other free text are
words; an Enter, a choice, a number and a date are keys.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

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
from childcheck.terminal.at_once_keys import at_once_by_key
from childcheck.terminal.keyed import key_words, keys
from childcheck.terminal.keyed.offering import MANY, lone_keys, offered_at
from childcheck.terminal.keyed.sheets import MARK_OF
from childcheck.terminal.plain.presenting import has_standing_lines, looks_ahead, picks
from childcheck.terminal.typed import Twice, read_time
from childcheck.walk.at_once import AtOnce
from childcheck.walk.replies import Done, FoundLate, Keep, Named, PassOn, Picked, Reply, Withdrawn
from childcheck.walk.showing import Shown
from tests.terminal.keyed.typing_officer import CTRL_D, CTRL_L, CTRL_N, CTRL_T, ENTER, a_paste
from tests.terminal.shortest_dates import shortest

SEVERAL_KEYS = ("\x1b[200~", "\x1b[201~")


@dataclass(frozen=True)
class Pressed:
    """What is typed at one prompt; `words` counts the characters that are free text."""

    text: str
    words: int = 0

    @property
    def keys(self) -> int:
        """How many keys are pressed besides the words."""
        bare = self.text
        for one in SEVERAL_KEYS:
            bare = bare.replace(one, "")
        return len(bare) - self.words


def a_line(text: str) -> Pressed:
    """Return free text and Enter; what no key types is pasted."""
    typed = a_paste(text) if "\n" in text or "\t" in text else text
    return Pressed(f"{typed}{ENTER}", len(text))


@dataclass(frozen=True)
class Hand:
    """An officer's hand: which checklist is asked, what the clock shows, in which zone."""

    checklist: Checklist
    now: datetime
    zone: tzinfo

    def reply(self, shown: Shown, reply: Reply) -> tuple[Pressed, ...]:
        """Return what is pressed to give a reply to a question."""
        match reply:
            case Answer():
                return tuple(self._answer(shown, reply))
            case LeftUnanswered():
                return tuple(self._leave(shown, reply))
            case Keep(basis):
                standing = _held(shown)
                needed = bases_needed(shown.question, standing.value)
                if all(standing.basis.get(key) for key in needed):
                    return (Pressed(ENTER),)
                return (Pressed(ENTER), *_bases(shown, standing.value, basis))
            case PassOn():
                return (Pressed("_"),)
            case AtOnce():
                offered = at_once_by_key(shown)
                return (Pressed(next(key for key, one in offered.items() if one == reply)),)
            case Named(name):
                return (Pressed("a"), a_line(name)) if picks(shown) else (a_line(name),)
            case Picked(adult):
                return (Pressed(_key_of(shown, adult)),)
            case Done():
                return (Pressed("d" if picks(shown) else CTRL_D),)
            case FoundLate(name):
                return (Pressed(CTRL_N), a_line(name))
            case Withdrawn(person, why):
                number = list(shown.persons).index(str(person)) + 1
                return (Pressed(f"{number}{ENTER}"), Pressed("w"), a_line(why))
        raise NotImplementedError(f"{shown.spot.question}: nobody types {type(reply).__name__}")

    def _leave(self, shown: Shown, left: LeftUnanswered) -> Iterator[Pressed]:
        if shown.question.is_optional and left.reason is Reason.NOT_ASKED and not left.text:
            yield Pressed("-")
            return
        yield Pressed(CTRL_L)
        needs_line = self.checklist.way_of_leaving(left.reason).text is not None
        if left.text and not needs_line:
            yield Pressed("+")
        yield Pressed(str(list(Reason).index(left.reason) + 1))
        if left.text or needs_line:
            yield a_line(left.text)

    def _answer(self, shown: Shown, answer: Answer) -> Iterator[Pressed]:
        question = shown.question
        value = answer.value
        match question.type:
            case AnswerType.YES_NO | AnswerType.CHOICE:
                yield Pressed(_key_of(shown, str(value)))
            case _ if question.type in MANY:
                assert isinstance(value, list)
                standing = _held(shown).chosen
                changed = [
                    one.key
                    for one in offered_at(shown)
                    if (one.id in value) != (one.id in standing)
                ]
                if question.type is AnswerType.PERSONS and len(changed) == len(shown.persons):
                    yield Pressed("*")
                else:
                    yield from map(Pressed, changed)
                    is_one = not standing and len(changed) == 1
                    if not (is_one and changed[0] in lone_keys(shown)):
                        yield Pressed(ENTER)
                value = [one.id for one in offered_at(shown) if one.id in value]
            case AnswerType.TEXT | AnswerType.ADDRESS if isinstance(value, dict):
                yield Pressed("0")
                yield a_line(str(value["nothing"]))
            case AnswerType.TEXT | AnswerType.ADDRESS:
                yield a_line(str(value))
            case AnswerType.NUMBER:
                yield Pressed(f"{value}{ENTER}")
            case AnswerType.DATE:
                yield from self._date(question, str(value))
            case AnswerType.TIME:
                yield from self._time(shown, datetime.fromisoformat(str(value)))
            case AnswerType.LINES:
                yield from _sayings(shown, value)
            case AnswerType.TRANSCRIPT:
                yield from _talk(value)
            case _:
                raise NotImplementedError(question.type)
        held = _held(shown)
        for key in lines_needed(question, value):
            text = answer.texts.get(key, "")
            before = held.texts.get(key, "") if key or held.value == value else ""
            yield a_line("" if text == before else text)
        yield from _bases(shown, value, answer.basis)

    def _date(self, question: Question, value: str) -> Iterator[Pressed]:
        if value.startswith("band "):
            band = value.removeprefix("band ")
            if band == UNBORN:
                yield Pressed(f"looks unborn{ENTER}")
                return
            yield Pressed(f"looks{ENTER}")
            yield Pressed(str([one.id for one in self.checklist.bands].index(band) + 1))
            return
        read = read_date_answer(value)
        assert read is not None, value
        if read.on is None:
            number, unit = read.as_text().removeprefix("about ").split()
            yield Pressed(f"{number if unit.startswith('year') else f'{number}m'}{ENTER}")
            return
        today = self.now.astimezone(self.zone).date()
        typed = shortest(read.on, today, is_birth=question.is_birth)
        yield Pressed(f"{'overdue ' if read.is_overdue else ''}{typed}{ENTER}")

    def _time(self, shown: Shown, moment: datetime) -> Iterator[Pressed]:
        local = moment.astimezone(self.zone)
        clock, is_ahead = f"{local:%H%M}", looks_ahead(shown.question)
        for typed in (clock, f"{local.day}/{local.month}/{local.year} {clock}"):
            read = read_time(typed, self.now, self.zone, looks_ahead=is_ahead)
            if isinstance(read, Twice) and moment in (read.first, read.second):
                yield Pressed(f"{typed}{ENTER}")
                yield Pressed("1" if moment == read.first else "2")
                return
            if read == moment:
                yield Pressed(f"{typed}{ENTER}")
                return
        yield Pressed(f"{moment.isoformat()}{ENTER}")


def _held(shown: Shown) -> Answer:
    given = shown.held.given if shown.held is not None else None
    return given if isinstance(given, Answer) else Answer(None)


def _key_of(shown: Shown, chosen: str) -> str:
    return next(one.key for one in offered_at(shown) if one.id == chosen)


def _bases(
    shown: Shown, value: Plain, given: Mapping[str, tuple[BasisGiven, ...]]
) -> Iterator[Pressed]:
    held = _held(shown)
    last: tuple[BasisGiven, ...] = ()
    for key in bases_needed(shown.question, value):
        before = held.basis.get(key, ()) if key or held.value == value else ()
        bases = given.get(key, before)
        if bases == last:
            yield Pressed(keys.SAME)
        else:
            if before and bases == before:
                yield Pressed(ENTER)
            else:
                yield from _basis(shown, bases)
        last = bases


def _basis(shown: Shown, bases: Sequence[BasisGiven]) -> Iterator[Pressed]:
    order = list(key_words.BASES_IN_SHORT)
    some = []
    for one in bases:
        if one.basis is Basis.ADULT_SAID and one.adults:
            some += [str(list(shown.adults).index(adult) + 1) for adult in one.adults]
        else:
            some.append(keys.BASIS_KEYS[order.index(one.basis)])
    if len(some) > 1:
        some = [keys.FIRST_OF_SEVERAL, *some, ENTER]
    yield from map(Pressed, some)


def _sayings(shown: Shown, value: Plain) -> Iterator[Pressed]:
    assert isinstance(value, list)
    if not value:
        yield Pressed("0")
        return
    if has_standing_lines(shown):
        yield Pressed("n")
    for line in value:
        assert isinstance(line, dict)
        text = str(line["text"])
        yield a_line(f"{line['speaker']}: {text}" if "speaker" in line else text)
    yield Pressed(CTRL_D)


def _talk(value: Plain) -> Iterator[Pressed]:
    """Type a talk; the program keeps language and translator for the next `t` line."""
    assert isinstance(value, list)
    told: tuple[str, str] | None = None
    for line in value:
        assert isinstance(line, dict)
        said = str(line["words"])
        mark = MARK_OF[str(line["speaker"])]
        yield from _marked(mark, said)
        spoken = (str(line.get("language", "")), str(line.get("translator", "")))
        if "translation" not in line and not any(spoken):
            continue
        is_sure = line.get("sure", True)
        if "translation" not in line or told not in (None, spoken):
            yield Pressed(CTRL_T)
            yield a_line(f"\x15{spoken[0]}")
            yield a_line(str(line.get("translation", "")))
            if "translation" not in line:
                continue
            yield a_line(f"\x15{spoken[1]}")
            yield Pressed("y" if is_sure else "n")
        else:
            yield from _marked("t" if is_sure else "t?", str(line["translation"]))
            if told is None:
                yield from (a_line(spoken[0]), a_line(spoken[1]))
        told = spoken
    yield Pressed(CTRL_D)


def _marked(mark: str, text: str) -> Iterator[Pressed]:
    first, *more = text.split("\n")
    yield Pressed(f"{mark} {first}{ENTER}", len(first))
    for line in more:
        yield Pressed(f"+ {line}{ENTER}", len(line))
