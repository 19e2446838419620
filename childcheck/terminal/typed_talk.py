"""The lines of a talk as a person types them: a letter for who spoke, then the words.

The words are kept character for character: nothing is trimmed, joined or
corrected. `o`, `c`, `i`, `x` and `*` with a space begin a line of the officer,
the child, the interpreter, somebody else, and something not in words.

Source: design, section 8.
"""

from __future__ import annotations

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


@dataclass(frozen=True)
class Translation:
    """What the line before means in English."""

    text: str
    is_sure: bool


@dataclass(frozen=True)
class MoreWords:
    """The line before goes on."""

    text: str


def read_line_of_talk(typed: str) -> LineOfTalk | Translation | MoreWords | NotUnderstood:
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
    return MoreWords(typed)


def with_more(line: LineOfTalk, more: MoreWords) -> LineOfTalk:
    """Return a line that goes on: its words, or its translation when that came last."""
    if line.goes_on_in_translation:
        return replace(line, translation=f"{line.translation}\n{more.text}")
    return replace(line, words=f"{line.words}\n{more.text}")
