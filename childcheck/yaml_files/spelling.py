"""Traps of YAML spelling, in words for somebody who writes checklists.

Each has its code, which never changes, and its remedy. Nothing of the file is quoted,
since it may be a child's words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from childcheck.problems import Problem
from childcheck.yaml_files.source import Source

QUOTE_WHOLE_TEXT = "put the whole text in quotes"


@dataclass(frozen=True)
class Explanation:
    """What is wrong and what to do, with its code."""

    code: str
    what: str
    remedy: str
    is_at_beginning: bool = False  # shown where the faulty thing began, not where it failed


COLON_IN_TEXT = Explanation(
    "colon-in-text",
    "A colon with a space behind it stands in the middle of this text.",
    "Put the whole text in quotes, because it contains a colon.",
)
BRACKET_BEGINS_TEXT = Explanation(
    "bracket-begins-text",
    "This text begins with { or [, which means something else in YAML.",
    QUOTE_WHOLE_TEXT + ', for example "{child} is here"',
)
TEXT_AFTER_QUOTE = Explanation(
    "text-after-quote",
    "Something more stands behind the closing quote.",
    "put the whole text between one pair of quotes; inside '…' an apostrophe is written ''.\n"
    "If the text looks right, a quote further up was never closed.",
)
QUOTE_NOT_CLOSED = Explanation(
    "quote-not-closed",
    "The quote that opens here is never closed.",
    "write the closing quote; inside '…' an apostrophe is written ''",
    is_at_beginning=True,
)
QUOTE_CLOSED_LATE = Explanation(
    "quote-not-closed",
    "The quote that opens here is closed only by the next one, some lines further down.",
    "write the closing quote where the text ends; inside '…' an apostrophe is written ''",
)
BRACKET_NOT_CLOSED = Explanation(
    "bracket-not-closed",
    "The { or [ that opens here is never closed.",
    "write the closing } or ]; if the text begins so, " + QUOTE_WHOLE_TEXT,
    is_at_beginning=True,
)
QUOTE_IN_BRACKETS = Explanation(
    "quote-in-brackets",
    'Inside { } and [ ] this must stand in quotes: without them only letters, digits, "_", "-" '
    'and "." may stand there.',
    "quote it or put it on its own line",
)
CURLY_QUOTES = Explanation(
    "curly-quotes",
    "Curly quotes stand here, which YAML takes for letters: this text is not in quotes.",
    'write straight quotes (") instead, and let the editor not change them',
)
IN_STRAIGHT_QUOTES = re.compile(r"""\"[^"]*+\"|'[^']*+'""")
OPENS_CURLY = re.compile("[:,{\\[-] *+[\u201c\u201e\u2018\u201a]")
SPACE_OR_QUOTE = replace(
    QUOTE_IN_BRACKETS, remedy="put a space behind the colon, " + QUOTE_IN_BRACKETS.remedy
)
COMMA_MISSING = Explanation(
    "comma-missing",
    "A comma or a closing } or ] is missing before this.",
    "write it; a text of several words needs quotes inside { } and [ ]",
)
BAD_ESCAPE = Explanation(
    "bad-escape",
    'Between "…" a backslash has a meaning of its own, and this one has none.',
    "write '…' instead of \"…\", or write the backslash twice",
)
BAD_INDENTATION = Explanation(
    "bad-indentation",
    "This line does not begin under any line above it to which it could belong.",
    "let it begin in the same column as its neighbours; use spaces",
)
INDENTED_UNDER_TEXT = Explanation(
    "bad-indentation",
    "This line is further to the right than the one above, which has its text already.",
    "let it begin in the same column as its neighbours; if it goes on with the text above,\n"
    + QUOTE_WHOLE_TEXT,
)
NO_SPACE_AFTER_COLON = Explanation(
    "no-space-after-colon",
    "A line above this one has no space behind its colon, so that it goes on here as one text.",
    "write a space behind the colon of the line above",
)
NO_KEY = Explanation(
    "no-key",
    "Nothing stands before this colon.",
    "write a key before it, or delete it",
)
STRAY_SIGN = Explanation(
    "stray-sign",
    "This comma or bracket belongs to nothing before it.",
    "delete it, or write the bracket that opens; if it belongs to a text, " + QUOTE_WHOLE_TEXT,
)
NO_COLON = Explanation(
    "no-colon",
    "This line is neither a key with a colon nor part of the text above it.",
    "write a colon and a space behind the key, or indent the line further than the key above",
    is_at_beginning=True,
)
DASH_IN_LINE = Explanation(
    "dash-in-line",
    "A dash with a space behind it begins an entry of a list, and none may begin here.",
    "give each entry a line of its own; if the text begins with a dash, " + QUOTE_WHOLE_TEXT,
)
QUESTION_MARK = Explanation(
    "sign-begins-text",
    "A text may not begin with a question mark and a space.",
    QUOTE_WHOLE_TEXT,
)
SIGN_BEGINS_TEXT = Explanation(
    "sign-begins-text",
    "A text may not begin with this sign, which means something else in YAML.",
    QUOTE_WHOLE_TEXT,
)
BLOCK_HEAD = Explanation(
    "block-head",
    "Behind the | or > that begins a block of text nothing may stand on the line.",
    "begin the text on the next line, further to the right; if it begins with | or >,\n"
    + QUOTE_WHOLE_TEXT,
)
SOMETHING_MISSING = Explanation(
    "something-missing",
    "Something is missing before this sign.",
    "write what is missing or delete the sign; if it belongs to a text, " + QUOTE_WHOLE_TEXT,
)
ALIAS = Explanation(
    "alias",
    "What begins with * would repeat another part of the file (an alias), which is not allowed.",
    "write it out again; if a text begins with *, " + QUOTE_WHOLE_TEXT,
    is_at_beginning=True,
)
ANCHOR = Explanation(
    "anchor",
    "What begins with & gives a name to a part of the file (an anchor), which is not allowed.",
    "delete it; if a text begins with &, " + QUOTE_WHOLE_TEXT,
    is_at_beginning=True,
)
TAG = Explanation(
    "tag",
    "What begins with ! says how to read a value (a tag), which is not allowed.",
    "delete it; if a text begins with !, " + QUOTE_WHOLE_TEXT,
    is_at_beginning=True,
)
DIRECTIVE = Explanation(
    "directive",
    "A line that begins with % is an instruction to a YAML program.",
    "delete the line; if it is part of a text, " + QUOTE_WHOLE_TEXT,
)
SECOND_DOCUMENT = Explanation(
    "second-document",
    "A second document begins here; a file holds one.",
    "delete the line --- or ..., or put the rest into a file of its own",
)
MERGE_KEY = Explanation(
    "merge-key",
    "The key << would mix in another mapping (a merge key), which is not allowed.",
    "write out the keys that are meant",
)
KEY_NOT_TEXT = Explanation(
    "key-not-text",
    "A list or a mapping stands here as a key, and a key must be a word.",
    "write a word before the colon; a text that begins with { or [ needs quotes",
)
ONE_SPACE_BEFORE_COMMENT = Explanation(
    "one-space-before-comment",
    "YAML takes this # and what stands behind it for a comment and drops it.",
    "quote the text, or put two spaces before a comment",
)
CONTROL_CHARACTER = Explanation(
    "control-character",
    "A backslash in this text makes a character that cannot be shown.",
    "leave it out, or write '…' instead of \"…\" if the backslash is meant",
)
NOT_YAML = Explanation(
    "not-yaml",
    "This line cannot be read as YAML.",
    "look at its quotes, brackets and indentation, and at those of the line above",
)


def opens_with_curly_quote(line: str) -> bool:
    """Tell whether some text of a line, as far as it is given, begins with a curly quote."""
    return bool(OPENS_CURLY.search(IN_STRAIGHT_QUOTES.sub("", line)))


def problem_of(explanation: Explanation, source: Source, line: int, column: int) -> Problem:
    """Return the problem at a line and column that count from 0."""
    return Problem(
        what=explanation.what,
        where=source.place(line, column),
        remedy=explanation.remedy,
        code=explanation.code,
    )
