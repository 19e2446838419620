"""From the events of a YAML parser to marked values, in one pass.

What could surprise a writer is refused here, each with its own sentence, and the
reading goes on, so that all is reported at once. Aliases are never followed and depth
is bounded, so that time and memory grow with the length of the file and no faster.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import yaml

from childcheck.problems import Place, Problem
from childcheck.yaml_files.marked import (
    Marked,
    MarkedList,
    MarkedMapping,
    MarkedScalar,
    Nothing,
    Refused,
    sentence,
)
from childcheck.yaml_files.source import NOT_SHOWN, Source
from childcheck.yaml_files.spelling import (
    ALIAS,
    ANCHOR,
    BLOCK_HEAD,
    BRACKET_BEGINS_TEXT,
    CONTROL_CHARACTER,
    CURLY_QUOTES,
    KEY_NOT_TEXT,
    MERGE_KEY,
    NO_KEY,
    ONE_SPACE_BEFORE_COMMENT,
    QUOTE_IN_BRACKETS,
    SECOND_DOCUMENT,
    SPACE_OR_QUOTE,
    TAG,
    Explanation,
    opens_with_curly_quote,
)

if TYPE_CHECKING:
    from yaml._yaml import Mark as LibyamlMark

    Mark = yaml.Mark | LibyamlMark

MAX_DEPTH = 20
CURLY = re.compile("[\u201c\u201d\u201e\u2018\u201a]")

INTEGER = re.compile(r"0|-?[1-9][0-9]{0,17}")
BLOCK_HEAD_WITH_COMMENT = re.compile(r"[|>][-+0-9]*#")  # libyaml takes it, PyYAML's own does not


@dataclass
class _Open:
    """A list or mapping whose end has not been reached."""

    is_mapping: bool
    is_flow: bool  # between { } or [ ]
    place: Place
    called: str
    problems_before: int
    items: list[Marked] = field(default_factory=list)
    pairs: list[tuple[MarkedScalar, Marked]] = field(default_factory=list)
    line_of_key: dict[str, int] = field(default_factory=dict)
    keys_with_nothing: list[MarkedScalar] = field(default_factory=list)
    has_colon_with_nothing: bool = False
    key: MarkedScalar | Refused | None = None  # None: a key is what comes next

    @property
    def wants_key(self) -> bool:
        return self.is_mapping and self.key is None


@dataclass(frozen=True)
class LongQuote:
    """A text in quotes that goes over several lines: where it opens, and the line of its end."""

    opens: Place
    last_line: int


class Builder:
    """Takes events one by one; afterwards holds the value and the problems."""

    def __init__(self, source: Source) -> None:
        self.root: Marked | None = None
        self.problems: list[Problem] = []
        self.is_over = False  # nothing more can be read
        self.is_closed = False  # by a line of three dots
        self.long_quote: LongQuote | None = None  # the last text in quotes over several lines
        self._source = source
        self._is_curly: dict[int, bool] = {}  # by line: a text in it opens with a curly quote
        self._documents = 0
        self._open: list[_Open] = []

    def take(self, event: yaml.Event) -> None:
        """Take the next event."""
        match event:
            case yaml.ScalarEvent():
                self._refuse_properties(event)
                self._put(self._scalar(event))
            case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                self._refuse_properties(event)
                self._begin(event)
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                self._end()
            case yaml.AliasEvent():
                self._report_at(event.start_mark, ALIAS)
                self._put(self._refused(self._place(event.start_mark)))
            case yaml.DocumentStartEvent():
                self._documents += 1
                if self._documents > 1:
                    self._report_at(event.start_mark, SECOND_DOCUMENT)
                    self.is_over = True
            case yaml.DocumentEndEvent():
                self.is_closed = bool(event.explicit)

    @property
    def bracket(self) -> Place | None:
        """Where the innermost { or [ opens that has not been closed yet."""
        return next((inner.place for inner in reversed(self._open) if inner.is_flow), None)

    # Scalars

    def _scalar(self, event: yaml.ScalarEvent) -> Marked:
        place = self._place(event.start_mark)
        is_plain = not event.style
        last_line = _spot(event.end_mark)[0] + 1
        if event.style in ("'", '"') and last_line > place.line:
            self.long_quote = LongQuote(place, last_line)
        is_key = bool(self._open) and self._open[-1].wants_key
        if is_plain and not event.value:
            return self._nothing(event, place, is_key=is_key)
        if event.style == '"' and NOT_SHOWN.search(event.value):
            self._report_at(event.start_mark, CONTROL_CHARACTER)
            return self._refused(place)
        if event.style in ("|", ">"):
            self._check_head_of_block(event)
        if is_plain:
            self._check_comment(event.end_mark)
            if is_key and event.value == "<<":
                self._report_at(event.start_mark, MERGE_KEY)
                return self._refused(place)
            if self._open and self._open[-1].is_flow and not _is_one_word(event.value):
                self._report_unquoted(event, place)
        value = _plain_value(event.value) if is_plain else event.value
        return MarkedScalar(
            place, self._called(), self._source.may_be_quoted, value, is_quoted=not is_plain
        )

    def _report_unquoted(self, event: yaml.ScalarEvent, place: Place) -> None:
        """Report a text between brackets that needs quotes; curly quotes once for each line."""
        line = place.line
        if CURLY.search(event.value):
            if line not in self._is_curly:
                self._is_curly[line] = opens_with_curly_quote(self._source.line(line - 1))
                if self._is_curly[line]:
                    self._report_at(event.start_mark, CURLY_QUOTES)
            if self._is_curly[line]:
                return
        is_colon_meant = ":" in event.value
        self._report_at(event.start_mark, SPACE_OR_QUOTE if is_colon_meant else QUOTE_IN_BRACKETS)

    def _nothing(self, event: yaml.ScalarEvent, place: Place, *, is_key: bool) -> Marked:
        if is_key:
            self._report_at(event.start_mark, NO_KEY)
            return self._refused(place)
        if self._open and self._open[-1].key is not None:
            # The two parsers disagree where nothing stands; the key has one place.
            key = self._open[-1].key
            place = key.place
        line, column = _spot(event.start_mark)
        before = self._source.line(line)[:column]
        if before.endswith(":") and self._open:
            self._open[-1].has_colon_with_nothing = True
        if before.endswith((":", "-")) and self._check_comment(event.start_mark):
            return self._refused(place)
        return Nothing(place, self._called(), self._source.may_be_quoted)

    def _check_comment(self, mark: Mark | None) -> bool:
        line, column = _spot(mark)
        if not self._source.line(line)[column:].startswith(" #"):
            return False
        self._report_as(self._source.place(line, column + 1), ONE_SPACE_BEFORE_COMMENT)
        return True

    def _check_head_of_block(self, event: yaml.ScalarEvent) -> None:
        line, column = _spot(event.start_mark)
        if BLOCK_HEAD_WITH_COMMENT.match(self._source.line(line), column):
            self._report_at(event.start_mark, BLOCK_HEAD)

    # Lists and mappings

    def _begin(self, event: yaml.MappingStartEvent | yaml.SequenceStartEvent) -> None:
        place = self._place(event.start_mark)
        if len(self._open) == MAX_DEPTH:
            self._report(
                place,
                "too-deep",
                f"This stands more than {MAX_DEPTH} levels deep.",
                "take lists and mappings out of one another",
            )
            self.is_over = True
            return
        is_mapping = isinstance(event, yaml.MappingStartEvent)
        self._open.append(
            _Open(is_mapping, bool(event.flow_style), place, self._called(), len(self.problems))
        )

    def _end(self) -> None:
        done = self._open.pop()
        if done.keys_with_nothing and self._is_text_in_braces(done):
            del self.problems[done.problems_before :]
            self._report_as(done.place, BRACKET_BEGINS_TEXT)
            self._put(self._refused(done.place))
            return
        if done.keys_with_nothing:
            self._report_keys_with_nothing(done)
        if self._open and self._open[-1].wants_key:
            self._report_as(done.place, KEY_NOT_TEXT)
            self._put(self._refused(done.place))
            return
        marks = (done.place, done.called, self._source.may_be_quoted)
        if done.is_mapping:
            self._put(MarkedMapping(*marks, tuple(done.pairs)))
        else:
            self._put(MarkedList(*marks, tuple(done.items)))

    def _report_keys_with_nothing(self, done: _Open) -> None:
        inside = self.problems[done.problems_before :]
        reported = {problem.place for problem in inside}
        curly = {one.place.line for one in inside if one.place and one.code == CURLY_QUOTES.code}
        for key in done.keys_with_nothing:
            if key.place not in reported and key.place.line not in curly:
                self._report(
                    key.place,
                    "nothing-in-braces",
                    f"Inside {{ }} {key.key_name} stands without a value.",
                    "write a colon, a space and a value behind it; quote a text with a comma in it",
                )

    def _is_text_in_braces(self, done: _Open) -> bool:
        """Tell whether this is a text that begins with {child} and nothing more."""
        if len(done.pairs) != 1 or done.has_colon_with_nothing or ":" in done.pairs[0][0].text:
            return False
        return not (self._open and self._open[-1].is_flow)

    def _put(self, value: Marked) -> None:
        if not self._open:
            self.root = value
            return
        parent = self._open[-1]
        if not parent.is_mapping:
            parent.items.append(value)
        elif parent.key is None:
            parent.key = value if isinstance(value, MarkedScalar) else self._refused(value.place)
        else:
            key, parent.key = parent.key, None
            if isinstance(key, MarkedScalar):
                self._put_pair(parent, key, value)

    def _put_pair(self, parent: _Open, key: MarkedScalar, value: Marked) -> None:
        if parent.is_flow and isinstance(value, Nothing):
            parent.keys_with_nothing.append(key)
            value = self._refused(value.place)
        elif key.text in parent.line_of_key:
            lines = f"line {parent.line_of_key[key.text]} and line {key.place.line}"
            self._report(
                key.place,
                "duplicate-key",
                f"{sentence(key.key_name)} stands twice in one mapping: {lines}.",
                "rename one of them, or delete it",
            )
            return
        parent.line_of_key.setdefault(key.text, key.place.line)
        parent.pairs.append((key, value))

    # Names, places and problems

    def _called(self) -> str:
        if not self._open:
            return "this file"
        parent = self._open[-1]
        if parent.wants_key:
            return "a key"
        if not parent.is_mapping:
            is_nested = parent.called.startswith("an entry of")
            return parent.called if is_nested else f"an entry of {parent.called}"
        if isinstance(parent.key, MarkedScalar) and parent.key.key_name != "this key":
            return parent.key.key_name
        return "this value"

    def _refused(self, place: Place) -> Refused:
        return Refused(place, self._called(), self._source.may_be_quoted)

    def _place(self, mark: Mark | None) -> Place:
        return self._source.place(*_spot(mark))

    def _refuse_properties(self, event: yaml.NodeEvent) -> None:
        if event.anchor is not None:
            self._report_at(event.start_mark, ANCHOR)
        if getattr(event, "tag", None) is not None:
            self._report_at(event.start_mark, TAG)

    def _report_at(self, mark: Mark | None, explanation: Explanation) -> None:
        self._report_as(self._place(mark), explanation)

    def _report_as(self, place: Place, explanation: Explanation) -> None:
        self._report(place, explanation.code, explanation.what, explanation.remedy)

    def _report(self, place: Place, code: str, what: str, remedy: str) -> None:
        self.problems.append(Problem(what=what, where=place, remedy=remedy, code=code))


def _spot(mark: Mark | None) -> tuple[int, int]:
    return (mark.line, mark.column) if mark else (0, 0)


def _is_one_word(text: str) -> bool:
    # Signs that only change a letter (as Hindi vowels do) count as part of it.
    return all(
        character.isalnum() or character in "_-." or unicodedata.category(character)[0] == "M"
        for character in text
    )


def _plain_value(text: str) -> str | int | bool:
    if text in ("true", "false"):
        return text == "true"
    return int(text) if INTEGER.fullmatch(text) else text
