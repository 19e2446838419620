"""Questions answered in lines: things said and by whom, and the talk with a child."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from childcheck.checklist.answers import Answer, Plain
from childcheck.checklist.definitions import AnswerType
from childcheck.terminal import words
from childcheck.terminal.plain.asking import Asking
from childcheck.terminal.plain.beside import whole_answer
from childcheck.terminal.plain.presenting import has_standing_lines
from childcheck.terminal.plain.prompting import Command
from childcheck.terminal.plain.sheets import Ending, Sheet, restore_draft, show_lines, write
from childcheck.terminal.typed import NotUnderstood
from childcheck.terminal.typed_talk import (
    LineOfTalk,
    MoreWords,
    Translation,
    line_from_value,
    read_line_of_talk,
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
    def count(self) -> int:
        """How many lines there are."""
        return len(self.lines)

    def take(self, line: str) -> str:
        """Take one line, when it says who said it."""
        read = self._read(line)
        if isinstance(read, NotUnderstood):
            return read.why
        self.lines.append(read)
        return ""

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

    def take_blank(self) -> bool:
        """Take no empty line."""
        return False

    def undo(self) -> None:
        """Take out the last line."""
        self.lines.pop()

    def put(self, place: int, line: str) -> str:
        """Write one line anew."""
        read = self._read(line)
        if isinstance(read, NotUnderstood):
            return read.why
        self.lines[place] = read
        return ""

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


@dataclass
class Talk:
    """A talk, line by line, in order.

    The language and the translator of one translation are kept for the next.
    """

    asking: Asking
    lines: list[LineOfTalk] = field(default_factory=list)
    told: tuple[str, str] | None = None  # language and translator, once they were asked

    @property
    def count(self) -> int:
        """How many lines there are."""
        return len(self.lines)

    def take(self, line: str) -> str:
        """Take a line, more of the last one, or what it means in English."""
        match read_line_of_talk(line):
            case NotUnderstood(why):
                return why
            case LineOfTalk() as whole:
                self.lines.append(whole)
            case MoreWords() as more:
                if not self.lines:
                    return words.FIRST_MARK_NEEDED
                self.lines[-1] = with_more(self.lines[-1], more)
            case Translation() as translation:
                if not self.lines:
                    return words.NOTHING_TO_TRANSLATE
                self.lines[-1] = self._translated(self.lines[-1], translation)
        return ""

    def _translated(self, line: LineOfTalk, translation: Translation) -> LineOfTalk:
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
        asking.say(words.LANGUAGE_ASK)
        language = asking.prompter.line_of_answer(words.LANGUAGE).strip()
        asking.say(words.TRANSLATOR_ASK)
        translator = asking.prompter.line_of_answer(words.TRANSLATOR).strip()
        self.told = (language, translator)
        return self.told

    def take_blank(self) -> bool:
        """Take no empty line."""
        return False

    def undo(self) -> None:
        """Take out the last line."""
        self.lines.pop()

    def put(self, place: int, line: str) -> str:
        """Write one line anew; its translation goes with it."""
        read = read_line_of_talk(line)
        if isinstance(read, NotUnderstood):
            return read.why
        if isinstance(read, LineOfTalk):
            self.lines[place] = read
        elif isinstance(read, Translation):
            self.lines[place] = self._translated(self.lines[place], read)
        else:
            return words.FIRST_MARK_NEEDED
        return ""

    def in_words(self) -> list[str]:
        """Return the lines as they are read."""
        return [line_in_words(line.as_value()) for line in self.lines]

    def value(self) -> Plain:
        """Return the lines as they are stored."""
        return [line.as_value() for line in self.lines]

    def restore(self, value: Plain) -> None:
        """Take over lines as they were stored."""
        stored = value if isinstance(value, list) else []
        self.lines = [line_from_value(one) for one in stored if isinstance(one, dict)]
        for line in self.lines:
            if line.translation:
                self.told = (line.language, line.translator)

    def commands(self, asking: Asking, shown: Shown) -> dict[str, Command]:
        """Return the word for a line in another language."""

        def language(_typed: str) -> None:
            if not self.lines:
                asking.say(words.NO_LINE_YET)
                return
            before = self.told
            spoken, translator = self._ask_translator()
            if not self.lines[-1].translation:
                self.told = before  # that was said of this line alone, not of translations
            self.lines[-1] = replace(self.lines[-1], language=spoken, translator=translator)

        return {"language": language}


def write_lines(asking: Asking, shown: Shown) -> Reply:
    """Ask for lines: what others said, or a talk with a child."""
    is_talk = shown.question.type is AnswerType.TRANSCRIPT
    sheet: Sheet = Talk(asking) if is_talk else Sayings(shown.question.has_speaker)
    if not restore_draft(asking, shown, sheet) and has_standing_lines(shown):
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
    """Ask what to do with lines that stand: keep, add to them, or write anew."""
    while True:
        typed = asking.prompter.line(words.WHAT_NOW).strip().casefold()
        if not typed:
            return True
        if typed == words.ADD:
            sheet.restore(_standing(shown))
            show_lines(asking, sheet)
        if typed in (words.ADD, words.ANEW):
            return False
        asking.say(words.ADD_OR_NEW)
