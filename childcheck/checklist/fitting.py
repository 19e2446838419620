"""Does an answer fit its question? Every fault at once, each with its remedy.

The walk asks this of every answer, whoever was asked: the keyed screen, the
plain one or an incident file. A fault never repeats the answer, which may hold
a child's words.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from childcheck.checklist.ages import read_date_answer
from childcheck.checklist.answers import SPEAKERS, Answer, Given, LeftUnanswered, Plain
from childcheck.checklist.definitions import (
    CHOOSING,
    UNBORN,
    AnswerType,
    Band,
    Basis,
    Checklist,
    GroupKind,
    NeededLine,
    Question,
    Reason,
)

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Fault:
    """Why an answer does not fit.

    `part` is what of the answer is at fault: `value`, `reason`, `text`, `basis`,
    or `text.CHOICE` and `basis.CHOICE`.
    """

    code: str
    what: str
    remedy: str
    part: str = "value"


@dataclass(frozen=True)
class Setting:
    """What an answer is held against: the checklist, the people named, the day."""

    checklist: Checklist
    persons: Collection[str] = ()  # who may be picked
    adults: Collection[str] = ()
    today: date | None = None  # the local date; what happened does not lie after it


def faults(question: Question, given: Given, setting: Setting) -> tuple[Fault, ...]:
    """Return everything that keeps an answer from fitting its question."""
    if isinstance(given, LeftUnanswered):
        return tuple(_of_leaving(question, given, setting.checklist))
    found = tuple(_of_value(question, given.value, setting))
    if found:
        return found
    return tuple(_of_texts(question, given)) + tuple(_of_basis(question, given, setting))


def lines_needed(question: Question, value: Plain) -> dict[str, NeededLine]:
    """Return the lines that an answer may have beside it, by choice.

    The empty key is the answer's own line.
    """
    lines: dict[str, NeededLine] = {}
    if question.text is not None:
        lines[""] = question.text
    if question.type in CHOOSING:
        for chosen in Answer(value).chosen:
            choice = question.choice(chosen)
            if choice is not None and choice.text is not None:
                lines["" if question.type is not AnswerType.CHOICES else chosen] = choice.text
    return lines


def bases_needed(question: Question, value: Plain) -> tuple[str, ...]:
    """Return the choices whose basis must be said; the empty key is the whole answer's.

    A choice that fixes its basis needs none.
    """
    if question.basis_each:
        return tuple(
            chosen
            for chosen in Answer(value).chosen
            if (choice := question.choice(chosen)) is not None and choice.basis is None
        )
    if not question.basis:
        return ()
    if question.type in CHOOSING:
        taken = [question.choice(chosen) for chosen in Answer(value).chosen]
        if taken and all(choice is not None and choice.basis is not None for choice in taken):
            return ()
    return ("",)


def _of_leaving(question: Question, left: LeftUnanswered, checklist: Checklist) -> Iterator[Fault]:
    allowed = question.reasons
    if question.is_optional and left.reason is Reason.NOT_ASKED:
        return  # passed with one key: no line needed
    if left.reason not in allowed:
        if allowed:
            remedy = "Answer it, or leave it with one of: " + ", ".join(allowed) + "."
        else:
            remedy = "Answer it: this question has no way to be left."
        yield Fault(
            "reason-not-allowed", "This question cannot be left that way.", remedy, "reason"
        )
        return
    way = checklist.way_of_leaving(left.reason)
    if way.text is not None and way.text.needed and not left.text.strip():
        yield Fault(
            "line-needed", f'"{way.label}" needs a line.', f"Write a line: {way.text.ask}", "text"
        )


def _of_texts(question: Question, answer: Answer) -> Iterator[Fault]:
    lines = lines_needed(question, answer.value)
    for key, line in lines.items():
        if line.needed and not answer.texts.get(key, "").strip():
            yield Fault(
                "line-needed",
                "This answer needs a line beside it.",
                f"Write a line: {line.ask}",
                f"text.{key}" if key else "text",
            )
    for key in answer.texts:
        if key not in lines:
            yield Fault(
                "line-not-wanted",
                "There is a line where this answer takes none.",
                "Move the line to a question that takes text, or take it out.",
                f"text.{key}" if key and question.choice(key) else "text",
            )


def _of_basis(question: Question, answer: Answer, setting: Setting) -> Iterator[Fault]:
    needed = bases_needed(question, answer.value)
    for key in needed:
        if not answer.basis.get(key):
            yield Fault(
                "basis-needed",
                "This answer must say what it rests on.",
                "Say one or more of: " + ", ".join(Basis) + ".",
                f"basis.{key}" if key else "basis",
            )
    taken = Answer(answer.value).chosen
    fixed = {one.id for one in question.choices if one.basis is not None and one.id in taken}
    for key, givens in answer.basis.items():
        part = f"basis.{key}" if key and question.choice(key) else "basis"
        if key not in needed and key not in fixed and not (key == "" and fixed):
            yield Fault(
                "basis-not-wanted",
                "There is a basis where this answer takes none.",
                "Take the basis out.",
                part,
            )
        for one in givens:
            if one.adults and one.basis is not Basis.ADULT_SAID:
                yield Fault(
                    "adults-not-wanted",
                    "Adults are named beside a basis that is no adult's word.",
                    "Name adults only beside adult_said.",
                    part,
                )
            if any(adult not in setting.adults for adult in one.adults):
                yield Fault(
                    "unknown-person",
                    "The basis names an adult who is not on this record.",
                    "Name the adult first, then the basis.",
                    part,
                )


def _of_value(question: Question, value: Plain, setting: Setting) -> Iterator[Fault]:
    match question.type:
        case AnswerType.CHOICE | AnswerType.YES_NO:
            yield from _of_choice(question, value)
        case AnswerType.CHOICES:
            yield from _of_choices(question, value)
        case AnswerType.TEXT | AnswerType.ADDRESS:
            yield from _of_text(question, value)
        case AnswerType.LINES:
            yield from _of_lines(question, value)
        case AnswerType.TRANSCRIPT:
            yield from _of_transcript(value)
        case AnswerType.NUMBER:
            yield from _of_number(question, value)
        case AnswerType.DATE:
            yield from _of_date(question, value, setting)
        case AnswerType.TIME:
            yield from _of_time(question, value, setting)
        case AnswerType.PEOPLE | AnswerType.ROLL | AnswerType.PERSONS:
            yield from _of_persons(value, setting)
        case AnswerType.NOTE:
            yield Fault("takes-no-answer", "A note takes no answer.", "Take the answer out.")


def _offered(question: Question) -> str:
    return "Choose from: " + ", ".join(choice.id for choice in question.choices) + "."


def _of_choice(question: Question, value: Plain) -> Iterator[Fault]:
    if not isinstance(value, str) or question.choice(value) is None:
        yield Fault("not-offered", "This answer is not offered here.", _offered(question))


def _of_choices(question: Question, value: Plain) -> Iterator[Fault]:
    if not isinstance(value, list) or not value:
        yield Fault("not-a-list", "This question takes one or more choices.", _offered(question))
        return
    if any(not isinstance(one, str) or question.choice(one) is None for one in value):
        yield Fault("not-offered", "One of these answers is not offered here.", _offered(question))
        return
    if len(set(map(str, value))) < len(value):
        yield Fault("given-twice", "A choice is given twice.", "Give each choice once.")
    for first, second in excluding(question, tuple(map(str, value))):
        yield Fault(
            "exclude-each-other",
            f"{first} and {second} cannot both hold.",
            "Take one of them out.",
        )


def excluding(question: Question, chosen: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Return the pairs of chosen ids that exclude each other.

    A group of one id excludes every other choice; the ids of a longer group
    exclude one another.
    """
    pairs: list[tuple[str, str]] = []
    for group in question.excludes_others:
        for one in chosen:
            others = chosen if len(group) == 1 else tuple(c for c in chosen if c in group)
            if one in group:
                pairs.extend((one, other) for other in others if other != one)
    return tuple(dict.fromkeys(tuple(sorted(pair)) for pair in pairs))  # type: ignore[misc]


def _of_text(question: Question, value: Plain) -> Iterator[Fault]:
    if isinstance(value, dict) and set(value) == {"nothing"} and question.nothing_label:
        why = value["nothing"]
        if not isinstance(why, str) or not why.strip():
            yield Fault(
                "line-needed",
                f'"{question.nothing_label}" needs a line why.',
                "Write what makes you say so.",
            )
    elif not isinstance(value, str):
        yield Fault("not-text", "This question takes text.", "Write text.")
    elif not value.strip():
        yield Fault(
            "empty", "An empty answer is no answer.", "Write text, or leave it with a reason."
        )


def _of_lines(question: Question, value: Plain) -> Iterator[Fault]:
    if not isinstance(value, list):
        yield Fault("not-lines", "This question takes a list of lines.", "Write one line for each.")
        return
    if not value and not question.none_label:
        yield Fault(
            "empty", "An empty answer is no answer.", "Write a line, or leave it with a reason."
        )
    for line in value:
        text = line.get("text") if isinstance(line, dict) else None
        if not isinstance(line, dict) or not isinstance(text, str) or not text.strip():
            yield Fault("line-without-text", "A line has no text.", "Write the line, or remove it.")
            return
        speaker = line.get("speaker")
        if question.has_speaker and (not isinstance(speaker, str) or not speaker.strip()):
            yield Fault(
                "line-without-speaker",
                "A line does not say who said it.",
                "Say who said it, as `speaker: text`.",
            )
            return
        if set(line) - {"text", "speaker"}:
            yield Fault("unknown-part", "A line holds something unknown.", "Use text and speaker.")
            return


_LINE_PARTS = {"speaker", "words", "language", "translation", "translator", "sure"}


def _of_transcript(value: Plain) -> Iterator[Fault]:
    if not isinstance(value, list) or not value:
        yield Fault("empty", "A talk has at least one line.", "Write what was said, line by line.")
        return
    for line in value:
        if not isinstance(line, dict) or set(line) - _LINE_PARTS:
            yield Fault(
                "unknown-part",
                "A line of the talk holds something unknown.",
                "Use " + ", ".join(sorted(_LINE_PARTS)) + ".",
            )
            return
        words = line.get("words")
        if line.get("speaker") not in SPEAKERS:
            yield Fault(
                "unknown-speaker",
                "A line of the talk does not say who spoke.",
                "Use one of: " + ", ".join(SPEAKERS) + ".",
            )
            return
        if not isinstance(words, str) or not words.strip():
            yield Fault("line-without-words", "A line of the talk is empty.", "Write the words.")
            return
        rest = (line.get(name, "") for name in ("language", "translation", "translator"))
        if not all(isinstance(one, str) for one in rest) or not isinstance(
            line.get("sure", True), bool
        ):
            yield Fault(
                "unknown-part",
                "A part of a line of the talk has the wrong form.",
                "Language, translation and translator are text; sure is true or false.",
            )
            return


def _of_number(question: Question, value: Plain) -> Iterator[Fault]:
    if not isinstance(value, int) or isinstance(value, bool):
        yield Fault("not-a-number", "This question takes a whole number.", "Write it in digits.")
        return
    if question.at_least is not None and value < question.at_least:
        yield Fault(
            "too-small",
            "The number is below the least that is possible.",
            f"Write {question.at_least} or more.",
        )
    if question.at_most is not None and value > question.at_most:
        yield Fault(
            "too-large",
            "The number is above the most that is possible.",
            f"Write {question.at_most} or less.",
        )


DATE_FORMS = "Write a date as 2022-03-14"
ESTIMATED_FORMS = ", an age as about 4 or about 7 months, or overdue 2026-11-01"


def _bands(bands: tuple[Band, ...]) -> str:
    names = ", ".join([*(f"band {band.id}" for band in bands), f"band {UNBORN}"])
    return f", or what you judge by eye: {names}"


def _of_date(question: Question, value: Plain, setting: Setting) -> Iterator[Fault]:
    forms = DATE_FORMS
    if question.is_estimable:
        forms += ESTIMATED_FORMS
        if question.fact == "child.born_on":
            forms += _bands(setting.checklist.bands)
    read = read_date_answer(value) if isinstance(value, str) else None
    if read is None or ((read.is_estimated or read.is_overdue) and not question.is_estimable):
        yield Fault("not-a-date", "This is not a date that can be stored.", forms + ".")
        return
    if read.band is not None:
        known = {band.id for band in setting.checklist.bands} | {UNBORN}
        if question.fact != "child.born_on" or read.band not in known:
            yield Fault("not-a-date", "This is not an age band.", forms + ".")
        return
    if (
        question.is_birth
        and read.on is not None
        and setting.today is not None
        and read.on > setting.today
    ):
        yield Fault(
            "born-in-the-future",
            "The birth date lies in the future.",
            "Correct the date; for a child not yet born say so on the roll.",
        )


def _of_time(question: Question, value: Plain, setting: Setting) -> Iterator[Fault]:
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        yield Fault(
            "not-a-time",
            "This is not a date and time with its offset from UTC.",
            "Write it as 2026-10-25 01:30 +01:00 (the offset only in the hour that occurs twice).",
        )
        return
    # A day is left over for a machine whose clock is wrong; what is owed lies ahead.
    is_plan = question.group is not None and question.group.kind is GroupKind.FOLLOW_UP
    if not is_plan and setting.today is not None and moment.date() > setting.today + ONE_DAY:
        yield Fault(
            "in-the-future",
            "This time lies in the future.",
            "Correct the date.",
        )


def _of_persons(value: Plain, setting: Setting) -> Iterator[Fault]:
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        yield Fault("not-persons", "This question takes a list of people.", "Name the people.")
    elif any(one not in setting.persons for one in value):
        yield Fault(
            "unknown-person",
            "Somebody named here is not on this record.",
            "Name the person on the list of people first.",
        )
    elif len(set(map(str, value))) < len(value):
        yield Fault("given-twice", "Somebody is named twice.", "Name each person once.")
