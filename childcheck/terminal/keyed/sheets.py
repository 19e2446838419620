"""What is written in several lines: a talk, or things said; and how one typed line changes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Protocol

from childcheck.checklist.answers import Plain
from childcheck.terminal import words
from childcheck.terminal.keyed import key_words
from childcheck.terminal.typed import NotUnderstood
from childcheck.terminal.typed_talk import (
    GOES_ON,
    SPEAKER_OF,
    SURE,
    UNSURE,
    LineOfTalk,
    MoreWords,
    NobodysWords,
    Said,
    Translation,
    read_line_of_talk,
    read_talk,
    said_by,
    stored_talk,
    with_more,
)
from childcheck.walk.wording import SPEAKER_WORDS, line_in_words

MARK_OF = {speaker: mark for mark, speaker in SPEAKER_OF.items()}
MARKS: Mapping[str, str] = {
    **{mark: SPEAKER_WORDS[speaker] for mark, speaker in SPEAKER_OF.items()},
    SURE: key_words.ENGLISH,
    UNSURE: key_words.ENGLISH_UNSURE,
    GOES_ON: key_words.MORE,
}


class Sheet(Protocol):
    """Something written in several lines; `marks` are the letters that may begin one."""

    marks: Mapping[str, str]

    @property
    def may_be_number(self) -> bool:
        """Whether a number alone can be a line; where it cannot, it goes to that line."""

    @property
    def count(self) -> int:
        """How many lines there are."""

    def take(self, text: str, mark: str) -> str:
        """Take what was typed; return why not, in words, or nothing."""

    def insert(self, place: int, text: str, mark: str) -> str:
        """Take what was typed before the line at a place; return why not, or nothing."""

    def put(self, place: int, text: str, mark: str) -> str:
        """Write one line anew; return why not, in words, or nothing."""

    def remove(self, place: int) -> None:
        """Take one line out."""

    def as_typed(self, place: int) -> tuple[str, str]:
        """Return the text and the mark of one line, as they would be typed."""

    def in_words(self) -> list[str]:
        """Return the lines as they are read."""

    def value(self) -> Plain:
        """Return the lines as they are stored."""

    def restore(self, value: Plain) -> None:
        """Take over lines as they were stored."""

    def half_written(self, text: str, mark: str, place: int, *, is_between: bool = False) -> Plain:
        """Return the lines as they would be stored with one that is still being typed.

        Args:
            text: what is typed of it so far.
            mark: its letter.
            place: where it stands.
            is_between: it is a new line before the one at that place.
        """


@dataclass
class Sayings:
    """Lines with who said them, or without."""

    has_speaker: bool
    lines: list[dict[str, Plain]] = field(default_factory=list)
    marks: Mapping[str, str] = field(default_factory=dict)

    @property
    def may_be_number(self) -> bool:
        """Whether a number alone can be a line: not where it must say who said it."""
        return not self.has_speaker

    @property
    def count(self) -> int:
        """How many lines there are."""
        return len(self.lines)

    def take(self, text: str, mark: str) -> str:
        """Take a line, or each line of a paste."""
        read = [self._read(line) for line in text.split("\n") if line.strip()]
        for one in read:
            if isinstance(one, NotUnderstood):
                return one.why
        self.lines += [one for one in read if not isinstance(one, NotUnderstood)]
        return ""

    def _read(self, line: str) -> dict[str, Plain] | NotUnderstood:
        if not self.has_speaker:
            return {"text": line.strip()}
        # A colon with a space ends the speaker: "second call at 02:05: it is quiet".
        speaker, colon, text = line.partition(": " if ": " in line else ":")
        if not colon or not speaker.strip() or not text.strip():
            return NotUnderstood(words.WHO_SAID_IT)
        return {"text": text.strip(), "speaker": speaker.strip()}

    def insert(self, place: int, text: str, mark: str) -> str:
        """Take a line before the one at a place."""
        after, self.lines = self.lines[place:], self.lines[:place]
        refused = self.take(text, mark)
        self.lines += after
        return refused

    def put(self, place: int, text: str, mark: str) -> str:
        """Write one line anew."""
        read = self._read(" ".join(text.split("\n")))
        if isinstance(read, NotUnderstood):
            return read.why
        self.lines[place] = read
        return ""

    def remove(self, place: int) -> None:
        """Take one line out."""
        del self.lines[place]

    def as_typed(self, place: int) -> tuple[str, str]:
        """Return one line as it would be typed."""
        return self.in_words()[place], ""

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

    def half_written(self, text: str, mark: str, place: int, *, is_between: bool = False) -> Plain:
        """Return the lines with one that is still being typed."""
        copy = Sayings(self.has_speaker, list(self.lines))
        is_written = text.strip() != ""
        if is_written and is_between:
            copy.insert(place, text, mark)
        elif is_written and place < copy.count:
            copy.put(place, text, mark)
        elif is_written and copy.take(text, mark) and not copy.count:
            return f"{mark} {text}".lstrip() if mark else text
        return copy.value() if copy.count else None


@dataclass
class Talk:
    """A talk, line by line, in order.

    `told` is the language and the translator of the last translation: they are
    kept for the next. `needs_telling` is set when one was given without them.
    `who` asks who spoke words that were typed without a letter, and returns the
    letter. `nobodys` is a text that is no line yet.
    """

    lines: list[LineOfTalk] = field(default_factory=list)
    told: tuple[str, str] | None = None
    who: Callable[[str], str] = lambda _: ""
    nobodys: str = ""
    may_be_number: bool = False
    marks: Mapping[str, str] = field(default_factory=lambda: MARKS)

    @property
    def count(self) -> int:
        """How many lines there are."""
        return len(self.lines)

    @property
    def needs_telling(self) -> bool:
        """Whether a translation stands whose language and translator were never asked."""
        return self.told is None and any(line.translation for line in self.lines)

    def take(self, text: str, mark: str) -> str:
        """Take a line, more of the last one, or what it means in English.

        With a mark the whole text is one line, whatever was pasted into it;
        without one, each of its lines may begin with a mark of its own.
        """
        if mark:
            return self._take_one(said_by(mark, text))
        before = list(self.lines)
        for read in read_talk(text.split("\n")):
            refused = self._take_one(read)
            if refused:
                self.lines = before
                return refused
        return ""

    def _take_one(self, read: Said) -> str:
        match read:
            case NotUnderstood(why):
                return why
            case NobodysWords(text):
                mark = self.who(text)
                return self._take_one(said_by(mark, text)) if mark else words.FIRST_MARK_NEEDED
            case LineOfTalk():
                self.lines.append(read)
            case MoreWords():
                if not self.lines:
                    return words.FIRST_MARK_NEEDED
                self.lines[-1] = with_more(self.lines[-1], read)
            case Translation():
                if not self.lines:
                    return words.NOTHING_TO_TRANSLATE
                self.lines[-1] = self._translated(self.lines[-1], read)
        return ""

    def _translated(self, line: LineOfTalk, read: Translation) -> LineOfTalk:
        has_own = bool(line.language or line.translation)
        own = (line.language, line.translator)
        language, translator = own if has_own or self.told is None else self.told
        return replace(
            line,
            language=language,
            translation=read.text,
            translator=translator,
            is_sure=read.is_sure,
            goes_on_in_translation=True,
        )

    def tell(self, language: str, translator: str) -> None:
        """Say the language and the translator of what is in another language from here on."""
        self.told = (language, translator)
        translated = [place for place, line in enumerate(self.lines) if line.translation]
        last = translated[-1]
        self.lines[last] = replace(self.lines[last], language=language, translator=translator)

    def insert(self, place: int, text: str, mark: str) -> str:
        """Take a line before the one at a place, or what belongs to the line before that."""
        after, self.lines = self.lines[place:], self.lines[:place]
        refused = self.take(text, mark)
        self.lines += after
        return refused

    def put(self, place: int, text: str, mark: str) -> str:
        """Write one line anew; a translation that stands stays with it."""
        read = said_by(mark, text) if mark else read_line_of_talk(text)
        standing = self.lines[place]
        match read:
            case NotUnderstood(why):
                return why
            case LineOfTalk(speaker, said):
                self.lines[place] = replace(standing, speaker=speaker, words=said)
            case Translation():
                self.lines[place] = self._translated(standing, read)
            case MoreWords() | NobodysWords():
                return words.FIRST_MARK_NEEDED
        return ""

    def remove(self, place: int) -> None:
        """Take one line out."""
        del self.lines[place]

    def as_typed(self, place: int) -> tuple[str, str]:
        """Return the words of one line, and who spoke."""
        line = self.lines[place]
        return line.words, MARK_OF.get(line.speaker, "")

    def in_words(self) -> list[str]:
        """Return the lines as they are read."""
        return [line_in_words(line.as_value()) for line in self.lines]

    def value(self) -> Plain:
        """Return the lines as they are stored, and last the text that is no line yet."""
        lines: list[Plain] = [dict(line.as_value()) for line in self.lines]
        return [*lines, {"speaker": "", "words": self.nobodys}] if self.nobodys else lines

    def restore(self, value: Plain) -> None:
        """Take over lines as they were stored."""
        self.lines, self.nobodys = stored_talk(value)
        for line in self.lines:
            if line.translation:
                self.told = (line.language, line.translator)

    def half_written(self, text: str, mark: str, place: int, *, is_between: bool = False) -> Plain:
        """Return the lines with one that is still being typed.

        What says not yet who spoke stays apart: it is added to no line.
        """
        copy = Talk(list(self.lines), self.told)
        is_earlier = place < copy.count and not is_between
        take = partial(copy.insert, place) if is_between else copy.take
        if text.strip() and is_earlier:
            copy.put(place, text, mark)
        elif text.strip() and take(text, mark):
            copy.nobodys = f"{mark} {text}" if mark else text
        return copy.value() or None
