"""An answer's value as one text, for people who open the log with other programs.

Identifiers stay identifiers: their labels stand in the checklist's text.
"""

from __future__ import annotations

import json

from childcheck.record.happening import Plain


def in_words(value: Plain) -> str:
    """Return a value as a person reads it; one line for each line of a talk."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case str() | int():
            return str(value)
        case dict():
            return _mapping_in_words(value)
        case []:
            return "(none)"
    between = "\n" if any(isinstance(item, dict) for item in value) else ", "
    return between.join(in_words(item) for item in value)


def _mapping_in_words(value: dict[str, Plain]) -> str:
    """Return a line of a talk, a line with a speaker, or "nothing" with its why."""
    words = value.get("words", value.get("text"))
    if isinstance(words, str):
        speaker, translation = value.get("speaker"), value.get("translation")
        return "".join(
            (
                f"{speaker}: " if isinstance(speaker, str) and speaker else "",
                words,
                f" [{translation}]" if isinstance(translation, str) and translation else "",
                " (not sure)" if value.get("sure") is False else "",
            )
        )
    if value.keys() == {"nothing"}:
        return f"(nothing: {in_words(value['nothing'])})"
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
