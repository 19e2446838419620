"""Why a YAML parser gave up, in the words of `spelling`.

The parser says where it failed and what it wanted. What the writer did is found by
looking at the line: most often a text that should have stood in quotes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from yaml import Mark, MarkedYAMLError

from childcheck.problems import Place, Problem
from childcheck.yaml_files.building import LongQuote
from childcheck.yaml_files.source import Source
from childcheck.yaml_files.spelling import (
    ALIAS,
    ANCHOR,
    BAD_ESCAPE,
    BAD_INDENTATION,
    BLOCK_HEAD,
    BRACKET_BEGINS_TEXT,
    BRACKET_NOT_CLOSED,
    COLON_IN_TEXT,
    COMMA_MISSING,
    CURLY_QUOTES,
    DASH_IN_LINE,
    DIRECTIVE,
    INDENTED_UNDER_TEXT,
    NO_COLON,
    NO_KEY,
    NO_SPACE_AFTER_COLON,
    NOT_YAML,
    QUESTION_MARK,
    QUOTE_CLOSED_LATE,
    QUOTE_IN_BRACKETS,
    QUOTE_NOT_CLOSED,
    SECOND_DOCUMENT,
    SIGN_BEGINS_TEXT,
    SOMETHING_MISSING,
    STRAY_SIGN,
    TAG,
    TEXT_AFTER_QUOTE,
    Explanation,
    opens_with_curly_quote,
    problem_of,
)

# All repetitions are possessive: a long line must not cost the square of its length.
# A dash or a key, and behind it a text that begins with a bracket and goes on behind it.
BEGINS_WITH_BRACKET = re.compile(
    r"""
    \s*+ (?: -\s++ )*+ (?: [^\s'"{\[\#] [^:\#]*+ :\s++ )?+
    (?: \{ [^{}]*+ \} | \[ [^\[\]]*+ \] )
    \s*+ [^\s,\]}:\#]
    """,
    re.VERBOSE,
)
KEY_AND_COLON = re.compile(r"""\s*+(?:-\s++)*+(?:"[^"]*+"\s*+|'[^']*+'\s*+|[^\s'"][^:]*+):\s++\S""")
KEY_WITHOUT_SPACE = re.compile(r"\s*+(?:-\s++)*+[\w.]++:\S")


_ONCE_A_LINE = (BRACKET_BEGINS_TEXT.code, QUOTE_IN_BRACKETS.code, CURLY_QUOTES.code)


def syntax_problem(
    error: MarkedYAMLError,
    source: Source,
    *,
    is_closed: bool,
    bracket: Place | None,
    quote: LongQuote | None,
) -> Problem:
    """Return what the writer did, given a complaint of PyYAML's own parser.

    Args:
        is_closed: the document had ended with a line of three dots.
        bracket: where the innermost bracket opens that was not closed yet, if any.
        quote: the last text in quotes that went over several lines, if any.
    """
    began = error.context_mark or error.problem_mark
    failed = error.problem_mark or error.context_mark
    if failed is None or began is None:
        return problem_of(NOT_YAML, source, 0, 0)
    explanation = _explanation(error, source, began, failed, is_closed=is_closed)
    if explanation is BRACKET_NOT_CLOSED and bracket is not None:
        return problem_of(explanation, source, bracket.line - 1, bracket.column - 1)
    if explanation is TEXT_AFTER_QUOTE and quote and quote.last_line == failed.line + 1:
        opens = quote.opens
        return problem_of(QUOTE_CLOSED_LATE, source, opens.line - 1, opens.column - 1)
    if explanation is DIRECTIVE:
        return problem_of(explanation, source, _line_of_directive(source, failed), 0)
    mark = began if explanation.is_at_beginning else failed
    return problem_of(explanation, source, mark.line, mark.column)


def with_syntax_problem(found: Sequence[Problem], syntax: Problem) -> tuple[Problem, ...]:
    """Return the problems found before the reading failed, and why it failed, each cause once."""
    line = syntax.place.line if syntax.place else 0

    def is_same_cause(problem: Problem) -> bool:
        if problem.place is None or problem.place.line < line:
            return False
        if syntax.code in (BRACKET_NOT_CLOSED.code, COMMA_MISSING.code):
            return problem.code == QUOTE_IN_BRACKETS.code
        return False

    kept = tuple(problem for problem in found if not is_same_cause(problem))
    is_known = syntax.code in _ONCE_A_LINE and any(
        problem.code == syntax.code and problem.place and problem.place.line == line
        for problem in kept
    )
    return kept if is_known else (*kept, syntax)


def _explanation(
    error: MarkedYAMLError, source: Source, began: Mark, failed: Mark, *, is_closed: bool
) -> Explanation:
    context = error.context or ""
    complaint = error.problem or ""
    if BEGINS_WITH_BRACKET.match(source.line(failed.line)) and "scalar" not in context:
        return BRACKET_BEGINS_TEXT
    for thing, explanation in _BY_CONTEXT.items():
        if thing in context:
            return explanation
    if "scanning a quoted" in context:
        return QUOTE_NOT_CLOSED
    if "parsing a flow" in context and "expected ',' or" in complaint:
        return _unexpected_in_brackets(source, began, failed)
    if complaint.startswith("mapping values"):
        misplaced = _misplaced_colon(source, failed)
        is_curly = opens_with_curly_quote(source.line(failed.line)[: failed.column])
        return CURLY_QUOTES if misplaced is COLON_IN_TEXT and is_curly else misplaced
    if complaint.startswith("expected '<document start>'"):
        if source.lines[_line_of_directive(source, failed)].startswith("%"):
            return DIRECTIVE
        if is_closed:
            return SECOND_DOCUMENT
    if "but found '<stream end>'" in complaint:
        return BRACKET_NOT_CLOSED
    if "expected <block end>" in complaint or "expected '<document start>'" in complaint:
        return _misplaced_text(source, failed)
    for words, explanation in _BY_COMPLAINT.items():
        if words in complaint:
            return explanation
    return NOT_YAML


def _unexpected_in_brackets(source: Source, began: Mark, failed: Mark) -> Explanation:
    line = source.line(failed.line)
    if opens_with_curly_quote(line[: failed.column]):
        return CURLY_QUOTES
    if line.startswith("?", failed.column):  # both parsers end a word at it
        return QUOTE_IN_BRACKETS
    is_further_right = _indentation(line) > _indentation(source.line(began.line))
    return COMMA_MISSING if began.line == failed.line or is_further_right else BRACKET_NOT_CLOSED


def _line_of_directive(source: Source, failed: Mark) -> int:
    last = min(failed.line, len(source.lines) - 1)
    lines = (line for line in range(last, -1, -1) if source.lines[line].startswith("%"))
    return next(lines, last)


def _misplaced_colon(source: Source, failed: Mark) -> Explanation:
    line = source.line(failed.line)
    if KEY_AND_COLON.match(line[: failed.column + 1]):
        return COLON_IN_TEXT
    above = next((text for text in reversed(source.lines[: failed.line]) if text.strip()), "")
    if _indentation(above) < _indentation(line):
        return INDENTED_UNDER_TEXT
    return NO_SPACE_AFTER_COLON if KEY_WITHOUT_SPACE.match(above) else BAD_INDENTATION


def _misplaced_text(source: Source, failed: Mark) -> Explanation:
    line = source.line(failed.line)
    if line[: failed.column].rstrip().endswith(("'", '"')):
        return TEXT_AFTER_QUOTE
    if line[failed.column :].startswith(":"):
        return NO_KEY
    return STRAY_SIGN if line[failed.column :].startswith((",", "]", "}")) else BAD_INDENTATION


def _indentation(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


_BY_CONTEXT = {
    "an alias": ALIAS,
    "an anchor": ANCHOR,
    "a tag": TAG,
    "a directive": DIRECTIVE,
    "a block scalar": BLOCK_HEAD,
    "a double-quoted scalar": BAD_ESCAPE,
    "a simple key": NO_COLON,
}
_BY_COMPLAINT = {
    "sequence entries": DASH_IN_LINE,
    "mapping keys": QUESTION_MARK,
    "cannot start any token": SIGN_BEGINS_TEXT,
    "tag handle": TAG,
    "YAML d": DIRECTIVE,
    "content, but found '-'": DASH_IN_LINE,
    "expected the node content": SOMETHING_MISSING,
}
