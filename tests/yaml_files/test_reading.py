"""What the strict reader takes, what it refuses, and what it says about it."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from childcheck.problems import Place, Problem
from childcheck.yaml_files.building import MAX_DEPTH
from childcheck.yaml_files.marked import (
    Marked,
    MarkedList,
    MarkedMapping,
    MarkedScalar,
    Nothing,
    Refused,
)
from childcheck.yaml_files.reading import (
    FASTEST,
    PURE,
    Loader,
    Reading,
    read_bytes,
    read_file,
    read_text,
)
from childcheck.yaml_files.source import MAX_BYTES


@pytest.fixture(params=[FASTEST, PURE], ids=["fastest", "pure"])
def loader(request: pytest.FixtureRequest) -> Loader:
    """Return each parser in turn."""
    parser: Loader = request.param
    return parser


def read(text: str, loader: Loader = FASTEST, *, keep_source: bool = True) -> Reading:
    """Read a text with all defaults."""
    return read_text(text, "a.yaml", keep_source=keep_source, loader=loader)


def mapping(text: str, loader: Loader = FASTEST) -> MarkedMapping:
    """Return a faultless mapping."""
    reading = read(text, loader)
    assert reading.problems == ()
    assert isinstance(reading.value, MarkedMapping)
    return reading.value


def value_of(text: str, loader: Loader = FASTEST) -> str | int | bool:
    """Return the one value of a faultless text."""
    value = mapping(f"key: {text}\n", loader).get("key")
    assert isinstance(value, MarkedScalar)
    return value.value


def place_of(problem: Problem) -> Place:
    """Return where a problem is."""
    assert problem.place is not None
    return problem.place


def only_problem(text: str, loader: Loader = FASTEST) -> Problem:
    """Return the one problem of a text."""
    (problem,) = read(text, loader).problems
    return problem


def codes_and_lines(reading: Reading) -> list[tuple[str, int]]:
    """Return what the problems are and where."""
    return [(problem.code, place_of(problem).line) for problem in reading.problems]


# Values


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", 0),
        ("12", 12),
        ("-3", -3),
        ("true", True),
        ("false", False),
    ],
)
def test_plain_integers_and_true_and_false_are_themselves(
    loader: Loader, text: str, value: int | bool
) -> None:
    """A plain integer without a leading zero, `true` and `false` are not text."""
    found = value_of(text, loader)

    assert (found, type(found)) == (value, type(value))


@pytest.mark.parametrize(
    "text",
    [
        *("yes", "no", "on", "off", "Yes", "True", "FALSE", "~", "null", "Null", ".inf"),
        *("012", "-0", "+3", "0x1f", "0o7", "1_000", "1.10", "1e3", ".5", "1234567890123456789"),
        *("12:30", "2022-03-14", "2026-10-25T01:30:00+01:00", "١٢"),
    ],
)
def test_everything_else_is_the_text_that_was_written(loader: Loader, text: str) -> None:
    """Words, times, versions, dates and empty-looking words of YAML stay text."""
    assert value_of(text, loader) == text


@pytest.mark.parametrize("text", ['"12"', "'12'", "|-\n  12", ">-\n  12"])
def test_a_number_in_quotes_or_in_a_block_is_text(loader: Loader, text: str) -> None:
    """What stands in quotes or behind | or > is text, whatever it looks like."""
    assert value_of(text, loader) == "12"


def test_a_block_of_text_is_kept_line_by_line(loader: Loader) -> None:
    """Behind | every character and line break is kept, whatever ends the lines in the file."""
    assert value_of('|\r\n  He said: "no" #1\r\n    {x}\r\n', loader) == 'He said: "no" #1\n  {x}\n'


def test_a_scalar_can_always_give_its_text(loader: Loader) -> None:
    """A number or a truth can be had as the text that stands in the file."""
    texts = [key.text for key, _ in mapping("12: a\n-3: b\ntrue: c\nd e: f\n", loader)]

    assert texts == ["12", "-3", "true", "d e"]


def test_values_carry_file_line_column_and_the_line_itself(loader: Loader) -> None:
    """Line and column count from 1, and columns count characters, not bytes."""
    text = "first: 1\nétage:\n  - {näme: ok}\n"
    second = mapping(text, loader).get("étage")
    assert isinstance(second, MarkedList)
    (inner,) = second
    assert isinstance(inner, MarkedMapping)

    value = inner.get("näme")
    assert value is not None
    assert value.place == Place("a.yaml", 3, 12, "  - {näme: ok}")
    assert inner.place_of_key("näme") == Place("a.yaml", 3, 6, "  - {näme: ok}")
    assert inner.place_of_key("absent") == inner.place


def test_a_mapping_keeps_its_order_and_is_asked_by_key(loader: Loader) -> None:
    """Pairs come in the order of the file; an absent key gives None."""
    found = mapping("b: 1\na: 2\n", loader)

    assert found.keys == ("b", "a")
    assert "a" in found
    assert found.get("c") is None
    assert found.key("c") is None
    key = found.key("b")
    assert key is not None
    assert key.place.line == 1


def test_nothing_behind_a_key_is_a_value_of_its_own(loader: Loader) -> None:
    """A key or dash with nothing behind it is told apart from an empty text, and has a place."""
    found = mapping('a:\nb: ""\nc:\n  -\n', loader)
    nothing, empty, inner = (found.get(key) for key in "abc")
    assert isinstance(inner, MarkedList)

    assert isinstance(nothing, Nothing)
    assert nothing.place.line == 1
    assert isinstance(empty, MarkedScalar)
    assert isinstance(inner.items[0], Nothing)
    assert inner.items[0].place.line == 4


def test_values_know_what_they_are_called(loader: Loader) -> None:
    """A value names the key behind which it stands, so that a sentence can name it."""
    found = mapping("ask: x\nlist:\n  - - y\n", loader)
    ask, outer = found.get("ask"), found.get("list")
    assert isinstance(outer, MarkedList)

    assert found.called == "this file"
    assert ask is not None
    assert ask.called == '"ask"'
    assert outer.items[0].called == 'an entry of "list"'


def test_a_text_may_go_on_over_several_lines(loader: Loader) -> None:
    """An unquoted text that is indented further goes on with the text above."""
    assert value_of("Did you see\n  the child?", loader) == "Did you see the child?"


def test_a_leading_byte_order_mark_is_taken_silently(loader: Loader) -> None:
    """Some editors put a mark before the first character, which harms nobody."""
    reading = read_bytes(b"\xef\xbb\xbfa: b\n", "a.yaml", loader=loader)

    assert reading.problems == ()
    assert isinstance(reading.value, MarkedMapping)
    assert reading.value.place.column == 1


def test_the_line_of_three_dashes_may_begin_the_file(loader: Loader) -> None:
    """Editors and templates write it, and it changes nothing."""
    assert mapping("# heading\n---\na: b\n...\n", loader).keys == ("a",)


# What is refused, each with its own code; the number is the line

REFUSED = {
    "anchor": ("a: &b c\n", 1),
    "anchor, alone": ("a: &\n", 1),
    "alias": ("a: 1\nb: *a\n", 2),
    "alias, as text": ("b: * star *\n", 1),
    "alias, as key": ("*a : b\n", 1),
    "merge-key": ("a:\n  <<: {b: c}\n", 2),
    "tag": ("a: !!python/object:os.system x\n", 1),
    "tag, own": ("a: !x [b]\n", 1),
    "tag, as text": ("a: ! look\n", 1),
    "tab": ("a:\n\tb: 1\n", 2),
    "tab, in text": ("a: b\tc\n", 1),
    "second-document": ("a: 1\n---\nb: 2\n", 2),
    "second-document, after dots": ("a: 1\n...\nb: 2\n", 3),
    "directive": ("# c\n%YAML 1.1\n---\na: 1\n", 2),
    "directive, later": ("a: 1\n%FOO\n", 2),
    "duplicate-key": ("a: 1\nb: 2\n'a': 3\n", 3),
    "key-not-text": ("[a]: b\n", 1),
    "key-not-text, with question mark": ("? {a: b}\n: c\n", 1),
    "no-key": ("a: 1\n: b\n", 2),
    "no-key, at once": (": b\n", 1),
    "empty-file": ("", 1),
    "empty-file, but for a comment": ("\n# nothing\n", 1),
    "empty-file, but for dashes": ("---\n", 1),
    "control-character": ("a: b\nc: d\x00\n", 2),
    "control-character, escape": ("a: \x1b[2J\n", 1),
    "control-character, delete": ("a: \x7f\n", 1),
    "control-character, half a pair": ("a: \ud800\n", 1),
    "control-character, mark within": ("a: \ufeffb\n", 1),
    "control-character, by backslash": ('a: "\\e[2J"\n', 1),
    "control-character, null by backslash": ('a: "\\0"\n', 1),
    "control-character, half a pair by backslash": ('a: "\\ud800"\n', 1),
    "hidden-line-break": ("a: b\u2028c\n", 1),
    "hidden-line-break, next line": ("a: b\x85c\n", 1),
    "one-space-before-comment": ("label: Room #2 was searched\n", 1),
    "one-space-before-comment, number": ("a: 1 # one\n", 1),
    "one-space-before-comment, list": ("- a\n- b # c\n", 2),
    "one-space-before-comment, first": ("label: #2 was searched\n", 1),
    "one-space-before-comment, second line": ("a: Room\n  one #2\n", 2),
    "one-space-before-comment, brackets": ("a: [b,\n  c #d\n  ]\n", 2),
    "quote-in-brackets": ("a: {b: c d}\n", 1),
    "quote-in-brackets, list": ("a: [12:30]\n", 1),
    "quote-in-brackets, key": ("a: {b c: d}\n", 1),
    "quote-in-brackets, question": ("a: {b: Is it?}\n", 1),
    "quote-in-brackets, colon": ("when: {a:b}\n", 1),
    "quote-in-brackets, second": ("a:\n  [x,\n  y?]\n", 3),
    "nothing-in-braces": ("{awake: Yes, awake}\n", 1),
    "nothing-in-braces, colon": ("a: {b: }\n", 1),
    "colon-in-text": ("label: Did you see: the child?\n", 1),
    "colon-in-text, list": ("- a: b: c\n", 1),
    "bracket-begins-text": ("a:\n  label: {child} is here\n", 2),
    "bracket-begins-text, alone": ("label: {child}\n", 1),
    "bracket-begins-text, list": ("- {child}\n", 1),
    "bracket-begins-text, list and colon": ("- {child}: hello\n", 1),
    "bracket-begins-text, square": ("a: [sic] was said\n", 1),
    "bracket-not-closed": ("a: [b, c\nd: e\n", 1),
    "bracket-not-closed, brace": ("a: {b: c,\n", 1),
    "comma-missing": ('a: ["b" "c"]\n', 1),
    "comma-missing, second line": ("a: [b,\n  'c' 'd']\n", 2),
    "text-after-quote": ('a: "Yes" she said\n', 1),
    "text-after-quote, apostrophe": ("a: 'it's here'\n", 1),
    "quote-not-closed": ('a: b\nc: "never\nd: e\n', 2),
    "quote-not-closed, but by the next": ('a:\n  b: "never\n  c: d\n  e: "said"\n', 2),
    "quote-not-closed, but by an apostrophe": ("a: 'never\nb: it's here\n", 1),
    "curly-quotes": ("a: {label: \u201cYes, some\u201d}\n", 1),
    "curly-quotes, twice in a line": ("a: {label: \u201cYes\u201d, text: \u201cWhich?\u201d}\n", 1),
    "curly-quotes, colon": ("a: \u201cYes: some\u201d\n", 1),
    "quote-in-brackets, beside quoted speech": (
        'a: {label: "He said \u201chi\u201d", text: Why not}\n',
        1,
    ),
    "colon-in-text, behind quoted speech": ("a: He said \u201chi\u201d: twice\n", 1),
    "bad-escape": ('a: "C:\\Users"\n', 1),
    "bad-escape, no such character": ('a: "\\U99999999"\n', 1),
    "bad-indentation": ("a:\n    b: 1\n  c: 2\n", 3),
    "bad-indentation, under text": ("a: b\n  c: d\n", 2),
    "bad-indentation, to the left": ("  a: 1\nb: 2\n", 2),
    "no-space-after-colon": ("a:b\nc: d\n", 2),
    "no-colon": ("a: b\nfoo\nc: d\n", 2),
    "dash-in-line": ("a: - b\n", 1),
    "sign-begins-text": ("a: @home\n", 1),
    "sign-begins-text, percent": ("a: %x\n", 1),
    "sign-begins-text, question": ("a: ? b\n", 1),
    "block-head": ("a: | b\n  c\n", 1),
    "block-head, comment": ("a: >#b\n  c\n", 1),
    "something-missing": ("a: [b, , c]\n", 1),
    "stray-sign": ("a: 1\n]\n", 2),
}


@pytest.mark.parametrize(("name", "case"), REFUSED.items(), ids=REFUSED.keys())
def test_what_is_refused_has_its_own_code_line_and_remedy(
    loader: Loader, name: str, case: tuple[str, int]
) -> None:
    """Each trap gives one problem, with its own code, in the right line, and what to do."""
    text, line = case

    problem = only_problem(text, loader)

    assert (problem.code, place_of(problem).line) == (name.split(",")[0], line)
    assert problem.what.endswith(".")
    assert problem.remedy


def test_a_duplicate_key_names_both_lines() -> None:
    """The writer sees at once which two lines quarrel."""
    problem = only_problem("ask: 1\nb: 2\nask: 3\n")

    assert problem.what == '"ask" stands twice in one mapping: line 1 and line 3.'


def test_of_a_duplicate_key_the_first_counts() -> None:
    """What stands in the file first is read on, so that a validator need not know of the second."""
    value = read("a: 1\na: 2\n").value
    assert isinstance(value, MarkedMapping)

    (pair,) = value
    assert isinstance(pair[1], MarkedScalar)
    assert pair[1].value == 1


def test_a_lost_end_of_a_sentence_is_shown_with_both_remedies() -> None:
    """The place is that of the #, and the remedies are quotes or a second space."""
    problem = only_problem("label: Room #2 was searched\n")

    assert place_of(problem).column == 13
    assert problem.remedy == "quote the text, or put two spaces before a comment"


@pytest.mark.parametrize(
    "text",
    [
        "a: b  # c\n",
        "a: b   # c\n",
        "a:  # c\n  b: d\n",
        "a: # c\n  b: d\n",
        "# c\na: 1\n # d\n",
        "a: 'b' # c\n",
        "a: b#c\n",
        "a: |  # c\n  d #e\n",
        "a: [b,  # c\n  d]\n",
        "a: [b] # c\n",
    ],
)
def test_a_comment_that_can_lose_nothing_is_taken(loader: Loader, text: str) -> None:
    """Two spaces before #, or something before it that is plainly over, make a comment."""
    assert read(text, loader).problems == ()


@pytest.mark.parametrize(
    "text",
    ["{a: b_1.c-2, d: -3}", "[été, हिन्दी, 中文, true]", '{a: "b, c", "d e": \'f\'}', "[]", "{}"],
)
def test_words_and_quoted_texts_may_stand_in_brackets(loader: Loader, text: str) -> None:
    """Letters of every script, digits, _, - and . need no quotes inside { } and [ ]."""
    assert read(f"a: {text}\n", loader).problems == ()


def test_a_colon_in_a_text_is_told_with_its_remedy() -> None:
    """The most frequent slip of all gets the sentence that mends it."""
    problem = only_problem("label: Did you see: the child?\n")

    assert problem.remedy == "Put the whole text in quotes, because it contains a colon."
    assert place_of(problem).column == 19


def test_tabs_are_reported_once_for_a_file() -> None:
    """A file indented with tabs gives one problem, which counts the other lines."""
    problem = only_problem("a:\n\tb: 1\n\tc: 2\n\td: 3\n")

    assert "2 more lines" in problem.what
    assert "spaces" in problem.remedy


def test_a_value_that_was_refused_is_marked_so() -> None:
    """A validator can pass over what has been reported already."""
    value = read("a: *b\n").value

    assert isinstance(value, MarkedMapping)
    assert isinstance(value.get("a"), Refused)


# Several problems, and how far the reading goes on


def test_all_problems_come_at_once_in_the_order_of_the_file(loader: Loader) -> None:
    """As long as the file can be read on, every problem of it is reported."""
    text = "a: &x 1\nb: *x\na: 2 # c\n<<: 3\nd: [e f, {g}]\nh: !i j\tk\n"

    assert codes_and_lines(read(text, loader)) == [
        ("anchor", 1),
        ("alias", 2),
        ("duplicate-key", 3),
        ("one-space-before-comment", 3),
        ("merge-key", 4),
        ("quote-in-brackets", 5),
        ("nothing-in-braces", 5),
        ("tag", 6),
        ("tab", 6),
    ]


def test_problems_before_a_syntax_error_are_kept(loader: Loader) -> None:
    """A syntax error ends the reading, but not what was found before it."""
    reading = read("a: 1\na: 2\nb: c: d\ne: *f\n", loader)

    assert codes_and_lines(reading) == [("duplicate-key", 2), ("colon-in-text", 3)]
    assert reading.value is None


def test_what_precedes_a_second_document_is_read(loader: Loader) -> None:
    """The first document is whole, so that its own problems can be found too."""
    assert isinstance(read("a: 1\n---\nb: 2\n", loader).value, MarkedMapping)


# Bounds


def nested(depth: int) -> str:
    """Return a text of that many levels."""
    return "a: " + "[" * (depth - 1) + "]" * (depth - 1) + "\n"


def test_twenty_levels_are_taken_and_one_more_is_refused(loader: Loader) -> None:
    """The limit of depth is exact."""
    assert read(nested(MAX_DEPTH), loader).problems == ()
    assert only_problem(nested(MAX_DEPTH + 1), loader).code == "too-deep"


MERGE_KEY_BOMB = "a: &a {x: 1}\n" + "".join(
    f"{chr(98 + i)}: &{chr(98 + i)} {{<<: [{', '.join(['*' + chr(97 + i)] * 9)}]}}\n"
    for i in range(12)
)
BOMBS = {
    "600 brackets": "[" * 600,
    "brackets to the limit": "[" * MAX_BYTES,
    "dashes": "- " * 100_000,
    "question marks": "? " * 100_000,
    "merge keys": MERGE_KEY_BOMB,
    "a long line": "a: b\n  c" + " " * 200_000 + ": d\n",
    "a long line of dashes": "a: b\n  " + "- " * 100_000 + "x: y\n",
    "an endless quote": 'a: "' + "b " * 100_000,
}


@pytest.mark.parametrize("text", BOMBS.values(), ids=BOMBS.keys())
def test_no_file_takes_unbounded_time(loader: Loader, text: str) -> None:
    """What makes other readers hang or fall is refused in the time of an ordinary file."""
    began = time.process_time()

    reading = read(text, loader)

    assert reading.problems
    assert time.process_time() - began < 5


def test_a_file_at_the_limit_of_size_is_taken_and_one_byte_more_is_not(tmp_path: Path) -> None:
    """The limit counts bytes, in a file and in a text alike."""
    fits = "a: b\n#" + "é" * ((MAX_BYTES - 6) // 2)
    path = tmp_path / "big.yaml"
    path.write_text(fits, encoding="utf-8")
    assert path.stat().st_size == MAX_BYTES
    assert read_file(path).problems == read(fits).problems == ()

    path.write_text(fits + "x", encoding="utf-8")
    (problem,) = read_file(path, "big.yaml").problems
    assert (problem.code, problem.where) == ("too-big", "big.yaml")
    assert only_code(read_bytes((fits + "x").encode(), "a.yaml")) == "too-big"
    assert only_code(read(fits + "x")) == "too-big"


def only_code(reading: Reading) -> str:
    """Return the code of the one problem."""
    (problem,) = reading.problems
    return problem.code


# Files


def test_a_file_is_read_under_the_name_it_is_shown_as(tmp_path: Path) -> None:
    """Problems name the file as the user did, not where it really lies."""
    path = tmp_path / "real.yaml"
    path.write_bytes(b"a: b #c\n")

    (problem,) = read_file(path, "shown.yaml").problems

    assert str(problem.where) == "shown.yaml, line 1, column 6"


def test_a_file_that_cannot_be_read_is_a_problem_and_no_exception(tmp_path: Path) -> None:
    """Missing files, folders and impossible names each give a sentence."""
    assert only_code(read_file(tmp_path / "absent.yaml")) == "no-such-file"
    assert only_code(read_file(tmp_path)) == "is-a-folder"
    assert only_code(read_file(Path("a\0b"))) == "cannot-open"
    assert only_code(read_file(tmp_path / ("x" * 5000))) == "cannot-open"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    """A thing that might never end, or never begin, is no file."""
    path = tmp_path / "pipe"
    os.mkfifo(path)

    assert only_code(read_file(path)) == "not-a-file"


@pytest.mark.parametrize(
    ("data", "line", "column"),
    [
        (b"a: b\r\nc: \xe9t\xe9\r\n", 2, 4),
        ("a: é".encode() + b"\xff", 1, 5),
        (b"a: b\n\xc3", 2, 1),
        (b"a: \xed\xa0\x80\n", 1, 4),
    ],
)
def test_text_that_is_not_utf8_is_refused_where_it_stands(
    data: bytes, line: int, column: int
) -> None:
    """The first byte that cannot be read is told by line and column."""
    (problem,) = read_bytes(data, "a.yaml").problems

    assert problem.code == "not-utf8"
    assert (place_of(problem).line, place_of(problem).column) == (line, column)
    assert "UTF-8" in problem.remedy


def test_utf16_is_recognised() -> None:
    """A file saved as *Unicode* by an older editor is named for what it is."""
    (problem,) = read_bytes("a: b".encode("utf-16"), "a.yaml").problems

    assert "UTF-16" in problem.what


# A child's words


def test_without_the_source_no_problem_and_no_place_holds_words(loader: Loader) -> None:
    """Of a file that may hold a child's words, a problem never shows any."""
    word = "Zebedee"
    for text, _ in REFUSED.values():
        private = text.replace("a:", f"{word}:").replace("b", word).replace("c", word)
        for problem in read(private, loader, keep_source=False).problems:
            assert word not in problem.as_text()
            assert place_of(problem).source == ""


@pytest.mark.parametrize(
    ("key", "is_named"), [("ch.talk_2", True), ("Zebedee", False), ("the child", False)]
)
def test_without_the_source_only_a_key_that_looks_like_an_identifier_is_named(
    key: str, *, is_named: bool
) -> None:
    """Somebody may have written a name where a key belongs."""
    (problem,) = read(f"{key}: 1\n{key}: 2\n", keep_source=False).problems

    assert problem.code == "duplicate-key"
    assert (key in problem.what) is is_named


def test_bytes_that_are_not_utf8_are_not_shown_without_the_source() -> None:
    """The line in which decoding failed may hold words too."""
    (problem,) = read_bytes(b"Zebedee: \xff\n", "a.yaml", keep_source=False).problems

    assert "Zebedee" not in problem.as_text()


def test_a_marked_value_does_not_show_its_words_when_it_is_printed() -> None:
    """What a traceback or a debugger prints of a value is its place."""
    value = read("- Zebedee: Zebedee\n", keep_source=False).value

    assert isinstance(value, Marked)
    assert "Zebedee" not in repr(value)


def test_what_is_shown_of_a_line_cannot_play_tricks_on_a_terminal() -> None:
    """Control characters of the file do not reach the screen through a problem."""
    assert "\x1b" not in only_problem("a: \x1b[2J\n").as_text()


# Any text at all


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(codec=None), max_size=60) | st.binary(max_size=60))
def test_reading_never_raises(data: str | bytes) -> None:
    """Whatever stands in a file gives a value or a problem."""
    if isinstance(data, str):
        reading = read(data)
    else:
        reading = read_bytes(data, "a.yaml")

    assert reading.value is not None or reading.problems
