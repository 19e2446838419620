"""What an officer types to write down a talk: marks, words, and what they mean in English."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from childcheck.checklist.answers import Plain
from childcheck.terminal.typed_talk import SPEAKER_OF
from tests.officer.script import Typed

MARK_OF = {speaker: mark for mark, speaker in SPEAKER_OF.items()}


def escaped(line: str) -> str:
    """Return a line as it is typed: one that begins with a colon gets a second."""
    return f":{line}" if line.startswith(":") else line


def talk(value: Plain) -> Iterator[Typed]:
    """Yield the lines that are typed for a talk as it is stored."""
    assert isinstance(value, list)
    typing = _Talk()
    for line in value:
        assert isinstance(line, dict)
        typing.line({name: one for name, one in line.items() if one not in ("", None)})
    yield from typing.typed
    yield Typed(f"Line {len(value) + 1}", ".")


@dataclass
class _Talk:
    """The typing of a talk; the program keeps language and translator for the next `t` line."""

    typed: list[Typed] = field(default_factory=list)
    count: int = 0
    told: tuple[str, str] | None = None

    def line(self, line: Mapping[str, Plain]) -> None:
        """Type one line of a talk, its further lines and what it means in English."""
        first, *more = str(line["words"]).split("\n")
        self._type(f"{MARK_OF[str(line['speaker'])]} {first}", len(first))
        self.count += 1
        for further in more:
            self._more(further)
        spoken = (str(line.get("language", "")), str(line.get("translator", "")))
        if "translation" in line:
            first, *more = str(line["translation"]).split("\n")
            self._type(f"{'t' if line.get('sure', True) else 't?'} {first}", len(first))
            is_asked = self.told is None
            if is_asked:
                self._tell(spoken)
            for further in more:
                self._more(further)
        if self.told != spoken if "translation" in line else any(spoken):
            before = self.told
            self._type(":language", 0)
            self._tell(spoken)
            if "translation" not in line:
                self.told = before  # said of this line alone

    def _tell(self, spoken: tuple[str, str]) -> None:
        for label, text in zip(("Language", "Who"), spoken, strict=True):
            self.typed.append(Typed(label, text, len(text)))
        self.told = spoken

    def _more(self, text: str) -> None:
        self._type(f"+ {text}", len(text))

    def _type(self, text: str, words_typed: int) -> None:
        self.typed.append(Typed(f"Line {self.count + 1}", text, words_typed))
        if text.startswith(":") and words_typed:
            self.typed[-1] = replace(self.typed[-1], text=escaped(text), words=words_typed + 1)
