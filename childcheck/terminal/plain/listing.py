"""Questions answered in lines: things said and by whom, and the talk with a child."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from childcheck.checklist.answers import Answer, Plain
from childcheck.checklist.definitions import AnswerType
from childcheck.terminal import words
from childcheck.terminal.plain.asking import Asking
from childcheck.terminal.plain.beside import whole_answer
from childcheck.terminal.plain.presenting import has_standing_lines
from childcheck.terminal.plain.prompting import Command
from childcheck.terminal.plain.sheets import (
    Ending,
    Sheet,
    Taken,
    change_line,
    keep,
    restore_draft,
    show_lines,
    write,
)
from childcheck.terminal.typed import NotUnderstood
from childcheck.terminal.typed_choices import read_place
from childcheck.terminal.typed_talk import (
    GOES_ON,
    INTERPRETER,
    SPEAKER_OF,
    LineOfTalk,
    MoreWords,
    NobodysWords,
    Said,
    Translation,
    read_talk,
    said_by,
    stored_talk,
    who_spoke,
    with_more,
)
from childcheck.walk.replies import Keep, Reply
from childcheck.walk.showing import Shown
from childcheck.walk.wording import line_in_words


@dataclass
class Sayings:
    """Lines with who said them, or without."""

    has_speaker: bool
    lines: list[dict[str, Plain]] = field(default_factory=list)

    @property
    def may_be_number(self) -> bool:
        """Whether a number alone can be a line: not where it must say who said it."""
        return not self.has_speaker

    @property
    def count(self) -> int:
        """How many lines there are."""
        return len(self.lines)

    def take(self, lines: Sequence[str]) -> Taken:
        """Take lines, up to the first that does not say who said it."""
        return self.insert(self.count, lines)

    def insert(self, place: int, lines: Sequence[str]) -> Taken:
        """Take lines before the one at a place."""
        written = [line for line in lines if line.strip()]
        for number, line in enumerate(written):
            read = self._read(line)
            if isinstance(read, NotUnderstood):
                return Taken(number, read.why, is_cut=number + 1 < len(written))
            self.lines.insert(place + number, read)
        return Taken(len(written))

    def _read(self, line: str) -> dict[str, Plain] | NotUnderstood:
        if not self.has_speaker:
            return {"text": line.strip()}
        # A colon inside the name, as in "caller at 02:05", has no space behind it.
        speaker, colon, text = line.partition(": ")
        if not colon:
            speaker, colon, text = line.partition(":")
        if not colon or not speaker.strip() or not text.strip():
            return NotUnderstood(words.WHO_SAID_IT)
        return {"text": text.strip(), "speaker": speaker.strip()}

    def put(self, place: int, lines: Sequence[str]) -> str:
        """Write one line anew."""
        read = self._read(" ".join(lines))
        if isinstance(read, NotUnderstood):
            return read.why
        self.lines[place] = read
        return ""

    def remove(self, place: int) -> None:
        """Take one line out."""
        del self.lines[place]

    def how_to_change(self, place: int) -> str:
        """Return how a line is written anew."""
        return words.CHANGE_SAYING if self.has_speaker else words.CHANGE_LINE

    def in_words(self) -> list[str]:
        """Return the lines as they are read."""
        return [
            f"{line['speaker']}: {line['text']}" if "speaker" in line else str(line["text"])
            for line in self.lines
        ]

    def value(self) -> Plain:
        """Return the lines as they are stored."""
        return list(self.lines)

    def restore(self, value: Plain) -> None:
        """Take over lines as they were stored."""
        stored = value if isinstance(value, list) else []
        self.lines = [dict(one) for one in stored if isinstance(one, dict) and "text" in one]

    def commands(self, asking: Asking, shown: Shown) -> dict[str, Command]:
        """Return nothing: these lines need no words of their own."""
        return {}


class _Dropped(Exception):
    """Words of which nobody says who spoke them are given up."""


def _drop(_typed: str) -> None:
    raise _Dropped


@dataclass
class Talk:
    """A talk, line by line, in order.

    `told` is the language and the translator of one translation: they are kept
    for the next. `nobodys` are words of which it is not said yet who spoke them;
    `keep` keeps them with the lines while that is asked.
    """

    asking: Asking
    lines: list[LineOfTalk] = field(default_factory=list)
    told: tuple[str, str] | None = None
    nobodys: str = ""
    keep: Callable[[], None] = lambda: None
    may_be_number: bool = False

    @property
    def count(self) -> int:
        """How many lines there are."""
        return len(self.lines)

    def take(self, lines: Sequence[str]) -> Taken:
        """Take lines, more of the last one, or what it means in English."""
        before, read = self.count, list(read_talk(lines))
        for number, one in enumerate(read):
            refused = self._take(one)
            if refused:
                return Taken(number, refused, is_cut=number + 1 < len(read))
        if len(lines) > 1 and read:
            self.asking.say(words.PASTED_TALK)
            # Not in pieces: more of the paste may be on its way, and would be lost between two.
            self.asking.presenter.numbered(self.in_words()[before:], before + 1)
            return Taken(1)
        return Taken(len(read))

    def _take(self, read: Said) -> str:
        match read:
            case NotUnderstood(why):
                return why
            case LineOfTalk():
                self.lines.append(read)
                self._tell_first_interpreter()
            case NobodysWords(text):
                return self._ask_who(text)
            case MoreWords():
                if not self.lines:
                    return words.FIRST_MARK_NEEDED
                self.lines[-1] = with_more(self.lines[-1], read)
            case Translation():
                if not self.lines:
                    return words.NOTHING_TO_TRANSLATE
                self.lines[-1] = self._translated(self.lines[-1], read)
        return ""

    def _tell_first_interpreter(self) -> None:
        """Say once in a talk that an i was taken as the letter: it may have been a word."""
        said = [line for line in self.lines if line.speaker == INTERPRETER]
        if len(said) == 1 and said[0] is self.lines[-1]:
            self.asking.say(words.first_interpreter(said[0].words, self.count))

    def ask_who_spoke(self) -> None:
        """Ask who spoke the words that were nobody's when the writing was broken off."""
        text, self.nobodys = self.nobodys, ""
        if text:
            self.asking.say(text)
            self._ask_who(text)

    def _ask_who(self, text: str) -> str:
        """Ask who spoke the words just typed, which are not typed again."""
        self.nobodys = text
        self.keep()
        try:
            with self.asking.asked(lambda: self.asking.say(who_spoke(self.lines))):
                while not (mark := self._mark()):
                    self.asking.say(words.WHO_SPOKE_AGAIN)
        except _Dropped:
            self.nobodys = ""
            return words.WORDS_DROPPED
        self.nobodys = ""
        return self._take(said_by(mark, text))

    def _mark(self) -> str:
        typed = self.asking.prompter.line(words.WHO_SPOKE, {"back": _drop}).strip().casefold()
        if typed == GOES_ON and not self.lines:
            return ""
        return typed if typed in (*SPEAKER_OF, GOES_ON) else ""

    def _translated(self, line: LineOfTalk, translation: Translation) -> LineOfTalk:
        if line.language or line.translation:
            language, translator = line.language, line.translator
        else:
            is_first = self.told is None
            language, translator = self.told or self._ask_translator()
            if is_first:
                self.asking.say(words.translated_as(language, translator))
        return replace(
            line,
            language=language,
            translation=translation.text,
            translator=translator,
            is_sure=translation.is_sure,
            goes_on_in_translation=True,
        )

    def _ask_translator(self) -> tuple[str, str]:
        asking = self.asking
        with asking.asked(lambda: asking.say(words.LANGUAGE_ASK)):
            language = asking.prompter.line_of_answer(words.LANGUAGE).strip()
        with asking.asked(lambda: asking.say(words.TRANSLATOR_ASK)):
            translator = asking.prompter.line_of_answer(words.TRANSLATOR).strip()
        self.told = (language, translator)
        return self.told

    def insert(self, place: int, lines: Sequence[str]) -> Taken:
        """Take lines before the one at a place."""
        new = Talk(self.asking, told=self.told)
        taken = new.take(lines)
        self.lines[place:place] = new.lines
        self.told = new.told
        return taken

    def put(self, place: int, lines: Sequence[str]) -> str:
        """Write one line anew: its words, its speaker or its English; the rest stays."""
        read = list(read_talk(lines))
        if len(read) != 1:
            return words.ONE_LINE_OF_TALK
        standing = self.lines[place]
        match read[0]:
            case NotUnderstood(why):
                return why
            case LineOfTalk(speaker, said):
                self.lines[place] = replace(standing, speaker=speaker, words=said)
            case NobodysWords(said):
                self.lines[place] = replace(standing, words=said)
            case MoreWords() as more:
                self.lines[place] = with_more(standing, more)
            case Translation() as translation:
                self.lines[place] = self._translated(standing, translation)
        return ""

    def remove(self, place: int) -> None:
        """Take one line out."""
        del self.lines[place]

    def how_to_change(self, place: int) -> str:
        """Return how a line is written anew: whose words they stay, and how that is changed."""
        return words.change_line_of_talk(
            self.lines[place].speaker, is_translated=bool(self.lines[place].translation)
        )

    def in_words(self) -> list[str]:
        """Return the lines as they are read."""
        return [line_in_words(line.as_value()) for line in self.lines]

    def value(self) -> Plain:
        """Return the lines as they are stored, and last the words that are nobody's yet."""
        lines: list[Plain] = [dict(line.as_value()) for line in self.lines]
        return [*lines, {"speaker": "", "words": self.nobodys}] if self.nobodys else lines

    def restore(self, value: Plain) -> None:
        """Take over lines as they were stored."""
        self.lines, self.nobodys = stored_talk(value)
        for line in self.lines:
            if line.translation:
                self.told = (line.language, line.translator)

    def commands(self, asking: Asking, shown: Shown) -> dict[str, Command]:
        """Return the words for who spoke a line, and in which language."""

        def place_of(typed: str) -> int | None:
            place = read_place(typed, self.count) if self.lines and typed else self.count - 1
            if isinstance(place, int) and place >= 0:
                return place
            asking.say(words.no_such_line(self.count))
            return None

        def language(typed: str) -> None:
            place = place_of(typed)
            if place is None:
                return
            before = self.told
            spoken, translator = self._ask_translator()
            if not self.lines[place].translation:
                self.told = before  # that was said of this line alone, not of translations
            self.lines[place] = replace(self.lines[place], language=spoken, translator=translator)

        def speaker(typed: str) -> None:
            number, _, mark = typed.rpartition(" ") if " " in typed else (typed, "", "")
            place = place_of(number)
            if place is None:
                return
            while mark not in SPEAKER_OF:
                mark = asking.prompter.line(words.WHO_SPOKE).strip().casefold()
            self.lines[place] = replace(self.lines[place], speaker=SPEAKER_OF[mark])
            asking.presenter.numbered(self.in_words()[place : place + 1], place + 1)

        return {"speaker": speaker, "language": language}


def write_lines(asking: Asking, shown: Shown) -> Reply:
    """Ask for lines: what others said, or a talk with a child."""
    is_talk = shown.question.type is AnswerType.TRANSCRIPT
    sheet: Sheet = Talk(asking) if is_talk else Sayings(shown.question.has_speaker)
    if isinstance(sheet, Talk):
        sheet.keep = partial(keep, asking, shown, sheet)
    if restore_draft(asking, shown, sheet):
        if isinstance(sheet, Talk):
            sheet.ask_who_spoke()
    elif has_standing_lines(shown):
        if _keeps(asking, shown, sheet):
            return Keep()
        asking.presenter.how(shown, is_writing=True)
    match write(asking, shown, sheet):
        case Ending.KEPT:
            return Keep()
        case Ending.NONE:
            return whole_answer(asking, shown, [])
    if isinstance(sheet, Talk):
        asking.say(words.talk_taken([line.speaker for line in sheet.lines]))
    return whole_answer(asking, shown, sheet.value())


def _standing(shown: Shown) -> Plain:
    """Return the lines that stand, if there are any."""
    held = shown.held.given if shown.held is not None else None
    return held.value if isinstance(held, Answer) else None


def _keeps(asking: Asking, shown: Shown, sheet: Sheet) -> bool:
    """Ask what to do with lines that stand: keep, change one, add to them, or write anew."""
    while True:
        typed = asking.prompter.line(words.WHAT_NOW).strip().casefold()
        if not typed:
            return True
        if typed == words.ANEW:
            return False
        if typed == words.ADD or typed.isdecimal():
            sheet.restore(_standing(shown))
            if typed == words.ADD:
                show_lines(asking, sheet)
                return False
            if change_line(asking, shown, sheet, typed):
                return False
        asking.say(words.ADD_OR_NEW)
