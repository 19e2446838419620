"""Reading plain values out of marked ones, with every problem kept."""

from __future__ import annotations

import pytest

from childcheck.problems import Problem
from childcheck.yaml_files.marked import Marked, MarkedMapping
from childcheck.yaml_files.reading import read_text
from childcheck.yaml_files.shape import MOST_WITH_NEAREST, ShapeReader


def root(text: str, *, keep_source: bool = True) -> Marked | None:
    """Return what a text says."""
    return read_text(text, "a.yaml", keep_source=keep_source).value


def value(text: str, *, keep_source: bool = True) -> Marked | None:
    """Return the value behind the key `key`."""
    found = root(f"key: {text}\n", keep_source=keep_source)
    assert isinstance(found, MarkedMapping)
    return found.get("key")


def only(shape: ShapeReader) -> Problem:
    """Return the one problem met."""
    (problem,) = shape.problems
    return problem


def test_an_unknown_key_names_the_nearest_valid_one() -> None:
    """A slip of the finger is answered with the word that was meant."""
    shape = ShapeReader()

    shape.mapping(root("id: a\nlable: b\n"), allowed=["label", "text"], required=["id"])

    problem = only(shape)
    assert (problem.code, problem.nearest) == ("unknown-key", "label")
    assert problem.what == '"lable" is not a key that may stand in this file.'
    assert problem.remedy == 'write "label"; or delete it'
    assert problem.place is not None
    assert problem.place.line == 2


def test_of_very_many_problems_the_later_ones_name_no_nearest() -> None:
    """A file of nothing but slips is read in a second, and nobody reads beyond the first."""
    shape = ShapeReader()
    wrong = "".join(f"lable_of_this_{number}: b\n" for number in range(MOST_WITH_NEAREST + 10))

    shape.mapping(root(wrong), allowed=["label_of_this"])

    assert [bool(one.nearest) for one in shape.problems] == [True] * MOST_WITH_NEAREST + [
        False
    ] * 10


def test_an_unknown_key_like_no_other_is_answered_with_those_allowed() -> None:
    """Where nothing is near, the remedy lists what may stand here."""
    shape = ShapeReader()

    shape.mapping(root("zzz: b\n"), allowed=["label", "text"])

    assert only(shape).remedy == "allowed here: label, text; or delete it"
    assert only(shape).nearest == ""


def test_every_missing_key_is_named() -> None:
    """A mapping that lacks two keys gives two problems."""
    shape = ShapeReader()

    found = shape.mapping(value("\n  a: 1"), allowed=["a"], required=["id", "ask"])

    assert found is not None
    assert [(p.code, p.what) for p in shape.problems] == [
        ("missing-key", '"id" is missing in "key".'),
        ("missing-key", '"ask" is missing in "key".'),
    ]


def test_nothing_behind_a_key_is_said_so() -> None:
    """A forgotten value is not called a wrong one."""
    shape = ShapeReader()

    assert shape.text(value("")) is None
    assert shape.integer(value("")) is None
    assert shape.mapping(value(""), allowed=[]) is None

    assert {(p.code, p.what) for p in shape.problems} == {
        ("nothing-here", 'Nothing stands behind "key".')
    }


def test_what_is_absent_or_refused_already_is_passed_over() -> None:
    """One slip gives one problem: absence is reported by the mapping, refusal by the reader."""
    shape = ShapeReader()

    for absent in (None, value("*alias")):
        assert shape.text(absent) is None
        assert shape.boolean(absent) is None
        assert shape.one_of(absent, ["a"]) is None
        assert shape.list_of(absent, shape.text) is None
        assert shape.mapping_of(absent, shape.text) is None

    assert shape.problems == []


@pytest.mark.parametrize(
    ("written", "text"),
    [("a b", "a b"), ("12", "12"), ("true", "true"), ("012", "012"), ("'x'", "x")],
)
def test_every_scalar_is_a_text(written: str, text: str) -> None:
    """A label may be a number; it comes out as it was written."""
    assert ShapeReader().text(value(written)) == text


@pytest.mark.parametrize(("written", "kind"), [("[a]", "a list"), ("{a: b}", "a mapping")])
def test_a_list_or_mapping_is_no_text(written: str, kind: str) -> None:
    """The sentence names the key and what stands there instead."""
    shape = ShapeReader()

    assert shape.text(value(written)) is None

    assert only(shape).code == "not-text"
    assert only(shape).what == f'"key" must be a text, but {kind} stands here.'


def test_an_empty_text_is_refused_unless_it_is_allowed() -> None:
    """Blanks are no wording."""
    shape = ShapeReader()

    assert shape.text(value("' '")) is None
    assert shape.text(value("''"), may_be_empty=True) == ""

    assert only(shape).code == "empty-text"


@pytest.mark.parametrize("written", ["012", "'3'", "1.5", "true", "three", "[1]"])
def test_only_a_plain_integer_is_a_number(written: str) -> None:
    """Neither truths nor texts that look like numbers are counted."""
    shape = ShapeReader()

    assert shape.integer(value(written)) is None
    assert only(shape).code == "not-a-number"


def test_a_number_outside_its_limits_is_told_the_limits() -> None:
    """Both ends belong to the range."""
    shape = ShapeReader()

    assert shape.integer(value("1"), at_least=1, at_most=5) == 1
    assert shape.integer(value("5"), at_least=1, at_most=5) == 5
    assert shape.integer(value("0"), at_least=1) is None
    assert shape.integer(value("6"), at_least=1, at_most=5) is None

    assert [p.what for p in shape.problems] == [
        '"key" must be at least 1.',
        '"key" must be at least 1 and at most 5.',
    ]


@pytest.mark.parametrize(
    ("written", "nearest"), [("yes", "true"), ("No", "false"), ("'true'", "true"), ("1", "")]
)
def test_only_true_and_false_are_truths(written: str, nearest: str) -> None:
    """`yes` stays a word, and the writer is told which truth was meant."""
    shape = ShapeReader()

    assert shape.boolean(value(written)) is None

    assert (only(shape).code, only(shape).nearest) == ("not-true-or-false", nearest)


def test_a_value_that_is_not_offered_names_the_nearest_one() -> None:
    """The sentence says what was found and what is offered."""
    shape = ShapeReader()

    assert shape.one_of(value("desk"), ["door", "leaving", "desk"]) == "desk"
    assert shape.one_of(value("Leaving"), ["door", "leaving", "desk"]) is None

    problem = only(shape)
    assert (problem.code, problem.nearest) == ("not-one-of", "leaving")
    assert '"Leaving"' in problem.what
    assert problem.remedy == "write one of: door, leaving, desk"


def test_a_list_is_read_entry_by_entry() -> None:
    """Sound entries come through, and each faulty one is reported."""
    shape = ShapeReader()

    found = shape.list_of(value("\n  - a\n  - [b]\n  -\n  - c"), shape.text)

    assert found == ("a", "c")
    assert [p.what for p in shape.problems] == [
        'An entry of "key" must be a text, but a list stands here.',
        'An entry of "key" is empty.',
    ]


def test_one_value_stands_for_a_list_only_where_that_is_allowed() -> None:
    """`source: A` may mean `source: [A]`."""
    shape = ShapeReader()

    assert shape.list_of(value("A"), shape.text, or_one=True) == ("A",)
    assert shape.list_of(value("A"), shape.text) is None

    assert only(shape).code == "not-a-list"


def test_a_mapping_of_the_authors_own_keys_is_read_value_by_value() -> None:
    """Ids and labels come out in the order of the file."""
    shape = ShapeReader()

    found = shape.mapping_of(value("\n  b: B\n  a: A\n  c: [d]"), shape.text)

    assert found == {"b": "B", "a": "A"}
    assert list(found) == ["b", "a"]
    assert only(shape).what.startswith('"c"')


def test_problems_are_sorted_by_file_line_and_column() -> None:
    """Files keep the order in which they came, whatever order they were looked at in."""
    first = read_text("a: [b]\nc: d #e\n", "first.yaml")
    second = read_text("*x : y\n", "second.yaml")
    shape = ShapeReader((*first.problems, *second.problems))
    assert isinstance(first.value, MarkedMapping)

    shape.text(first.value.get("a"))

    assert [problem.code for problem in shape.in_file_order] == [
        "not-text",
        "one-space-before-comment",
        "alias",
    ]


def test_words_that_may_not_be_quoted_are_not() -> None:
    """Neither a value nor a key that may be a name gets into a problem."""
    shape = ShapeReader()

    shape.one_of(value("Zebedee", keep_source=False), ["Zebedees", "girl"])
    shape.mapping(root("Zebedee: [x]\n", keep_source=False), allowed=["zebedees"])
    shape.mapping_of(root("Zebedee: [x]\n", keep_source=False), shape.text)

    assert [problem.code for problem in shape.problems] == ["not-one-of", "unknown-key", "not-text"]
    assert all("Zebedee " not in problem.as_text() + " " for problem in shape.problems)
    assert shape.problems[0].nearest == ""
