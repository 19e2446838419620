"""The lines of a talk as a person types them: a letter for who spoke, then the words.

The words are kept character for character: nothing is trimmed, joined or
corrected. `o`, `c`, `i`, `x` and `*` with a space begin a line of the officer,
the child, the interpreter, somebody else, and something not in words. Words
without such a letter are nobody's yet: who said them is asked, never supposed.

Source: design, section 8.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from childcheck.checklist.answers import Plain
from childcheck.terminal import words
from childcheck.terminal.typed import NotUnderstood

SPEAKER_OF = {
    "o": "officer",
    "c": "child",
    "i": "interpreter",
    "x": "other",
    "*": "not_in_words",
}
NOT_IN_WORDS, INTERPRETER = "not_in_words", "interpreter"
SURE, UNSURE, GOES_ON = "t", "t?", "+"
# A capital I begins many an English sentence; the other capitals are slips of the shift key.
SLIPS = ("O", "C", "X", "T", "T?")


@dataclass(frozen=True)
class LineOfTalk:
    """One line: who spoke, the words, and what they mean in English."""

    speaker: str
    words: str
    language: str = ""
    translation: str = ""
    translator: str = ""
    is_sure: bool = True
    goes_on_in_translation: bool = field(default=False, compare=False)

    def as_value(self) -> dict[str, Plain]:
        """Return the line as it is stored, without what was not said."""
        value: dict[str, Plain] = {"speaker": self.speaker, "words": self.words}
        for name, text in (
            ("language", self.language),
            ("translation", self.translation),
            ("translator", self.translator),
        ):
            if text:
                value[name] = text
        if self.translation:
            value["sure"] = self.is_sure
        return value


def line_from_value(value: dict[str, Plain]) -> LineOfTalk:
    """Return a stored line."""

    def text(name: str) -> str:
        return str(value.get(name) or "")

    return LineOfTalk(
        text("speaker"),
        text("words"),
        text("language"),
        text("translation"),
        text("translator"),
        value.get("sure") is not False,
    )


def stored_talk(value: Plain) -> tuple[list[LineOfTalk], str]:
    """Return the lines of a stored talk, and the words at its end that are nobody's yet."""
    stored = value if isinstance(value, list) else []
    lines = [line_from_value(one) for one in stored if isinstance(one, dict)]
    nobodys = "\n".join(line.words for line in lines if not line.speaker)
    return [line for line in lines if line.speaker and line.words], nobodys


@dataclass(frozen=True)
class Translation:
    """What the line before means in English."""

    text: str
    is_sure: bool


@dataclass(frozen=True)
class MoreWords:
    """The line before goes on."""

    text: str


@dataclass(frozen=True)
class NobodysWords:
    """Words of which it was not said who spoke them."""

    text: str


Said = LineOfTalk | Translation | MoreWords | NobodysWords | NotUnderstood


def read_line_of_talk(typed: str) -> Said:
    """Return what one typed line says."""
    mark, space, rest = typed.partition(" ")
    if space:
        if mark in SPEAKER_OF:
            if not rest.strip():
                return NotUnderstood(words.NO_WORDS_AFTER_MARK)
            return LineOfTalk(SPEAKER_OF[mark], rest)
        if mark in (SURE, UNSURE):
            if not rest.strip():
                return NotUnderstood(words.NO_WORDS_AFTER_MARK)
            return Translation(rest, is_sure=mark == SURE)
        if mark == GOES_ON:
            return MoreWords(rest)
        if mark in SLIPS:
            return NotUnderstood(words.capital_mark(mark))
    elif mark in (*SPEAKER_OF, SURE, UNSURE):
        return NotUnderstood(words.NO_WORDS_AFTER_MARK)
    return NobodysWords(typed)


def read_talk(typed: Sequence[str]) -> Iterator[Said]:
    """Yield what the lines of one paste say.

    A line without a letter goes on with the paragraph it was pasted with, blank
    lines and all; after a line that is not in words it is nobody's.
    """
    last: Said | None = None
    blank = 0
    for line in typed:
        if not line.strip():
            blank += 1
            continue
        read = read_line_of_talk(line)
        if isinstance(read, NobodysWords) and last is not None and _is_speech(last):
            last = _joined(last, "\n" * (blank + 1) + line)
        else:
            if last is not None:
                yield last
            last = read
        blank = 0
    if last is not None:
        yield last


def _is_speech(said: Said) -> bool:
    if isinstance(said, LineOfTalk):
        return said.speaker != NOT_IN_WORDS
    return not isinstance(said, NotUnderstood)


def _joined(said: Said, more: str) -> Said:
    match said:
        case LineOfTalk():
            return replace(said, words=said.words + more)
        case Translation() | MoreWords() | NobodysWords():
            return replace(said, text=said.text + more)
    return said


def said_by(mark: str, text: str) -> Said:
    """Return what a text says to which a letter was given afterwards."""
    if not text.strip():
        return NotUnderstood(words.NO_WORDS_AFTER_MARK)
    if mark in SPEAKER_OF:
        return LineOfTalk(SPEAKER_OF[mark], text)
    if mark in (SURE, UNSURE):
        return Translation(text, is_sure=mark == SURE)
    return MoreWords(text)


def who_spoke(lines: Sequence[LineOfTalk]) -> str:
    """Return the question who spoke words that were typed without a letter after these lines."""
    if not lines:
        return words.who_spoke(0, "", is_english=False)
    return words.who_spoke(
        len(lines), lines[-1].speaker, is_english=lines[-1].goes_on_in_translation
    )


def with_more(line: LineOfTalk, more: MoreWords) -> LineOfTalk:
    """Return a line that goes on: its words, or its translation when that came last."""
    if line.goes_on_in_translation:
        return replace(line, translation=f"{line.translation}\n{more.text}")
    return replace(line, words=f"{line.words}\n{more.text}")
