"""What a line of a talk means in English: in which language it was, and who put it so."""

from __future__ import annotations

from dataclasses import replace

from childcheck.terminal import words
from childcheck.terminal.keyed import key_words
from childcheck.terminal.keyed.asking import Asking
from childcheck.terminal.keyed.line_keys import Line
from childcheck.terminal.typed_talk import LineOfTalk


def ask_language(asking: Asking) -> tuple[str, str]:
    """Ask once for the language and the translator of what is in another language."""
    language = _line(asking, words.LANGUAGE, words.LANGUAGE_ASK, "")
    return language, _line(asking, words.TRANSLATOR, words.TRANSLATOR_ASK, "")


def translate(asking: Asking, line: LineOfTalk, told: tuple[str, str] | None) -> LineOfTalk:
    """Ask for language, English, translator and sureness of one line, and return it with them.

    Args:
        asking: where to ask.
        line: as it stands.
        told: the language and the translator of the translation before.
    """
    language, translator = told or ("", "")
    asking.prompter.taken(words.LINE, line.words)
    spoken = _line(asking, words.LANGUAGE, key_words.LANGUAGE_OF_LINE, line.language or language)
    english = _line(asking, key_words.ENGLISH, key_words.ENGLISH_OF_LINE, line.translation)
    if not english:
        return replace(line, language=spoken, translation="", translator="", is_sure=True)
    who = _line(
        asking, words.TRANSLATOR, key_words.TRANSLATOR_OF_LINE, line.translator or translator
    )
    with asking.printed(lambda: asking.say(key_words.SURE_ASK)):
        is_sure = asking.nested_key(key_words.SURE_LABEL, ["y", "n"]) == "y"
    return replace(line, language=spoken, translation=english, translator=who, is_sure=is_sure)


def _line(asking: Asking, label: str, ask: str, before: str) -> str:
    """Ask for a line that may stay empty; what stands is in it already."""
    with asking.printed(lambda: asking.say(ask)):
        typed = asking.nested_line(Line(label, text=before)).text.strip()
    if typed:
        asking.prompter.taken(label, typed)
    return typed
