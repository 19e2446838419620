"""With libyaml and without, a file says the same and has the same problems."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from childcheck.yaml_files.reading import FASTEST, PURE, read_text

pytestmark = pytest.mark.skipif(
    FASTEST is PURE, reason="PyYAML was built without libyaml, so that there is one parser only"
)

Tree = str | list["Tree"] | dict[str, "Tree"]

WORDS = st.sampled_from(
    ["a", "ch.seen", "x_y", "12", "-3", "012", "true", "no", "~", "2022-03-14", "été", "😀", "-"]
)
LEAVES = st.one_of(
    WORDS,
    st.sampled_from(
        [
            "",
            "Yes, awake",
            '"Who is {child}?"',
            "'it''s'",
            '"\\u00e9\\n\\x41"',
            "two words  # comment",
            "Room #2",
            "|\n{i}one\n{i}  two\n",
            ">-\n{i}one\n\n{i}two",
            "goes\n{i}on  # c",
            "'goes\n\n{i}on'",
            "[a, {b: c}, [d]]",
            "{a: 'b, c', d: }",
            "{a, b: c d}",
            "&x y",
            "*x",
            "!t u",
        ]
    ),
)
PIECES = st.sampled_from(
    [
        *" -:?#,[]{}'\"|>&*!%@`~<\\\t\n\r.0=",
        *("  ", ": ", "- ", "? ", " #", "  # c", "\n  ", "\n---\n", "\n...\n", "<<: ", "{child}"),
        *("|2", ">-", "\\x00", "\\ud800", "\\U00110000", "\u2028", "\x85", "\ufeff", "\xa0", "é"),
        *("%YAML 1.1\n", "a: b\n", "true", "012", "'x'", '"y"', "\x00", "\r\n"),
    ]
)


def trees() -> st.SearchStrategy[Tree]:
    """Return lists and mappings in one another."""
    return st.recursive(
        LEAVES,
        lambda inner: st.one_of(
            st.lists(inner, min_size=1, max_size=3),
            st.dictionaries(WORDS, inner, min_size=1, max_size=3),
        ),
        max_leaves=12,
    )


def written(tree: Tree, indent: str = "") -> str:
    """Return a tree as a person would write it, each entry on a line of its own."""
    if isinstance(tree, str):
        return " " + tree.replace("{i}", indent + " ") + "\n"
    if isinstance(tree, list):
        lines = [f"{indent}-{written(inner, indent + '  ')}" for inner in tree]
    else:
        lines = [f"{indent}{key}:{written(inner, indent + '  ')}" for key, inner in tree.items()]
    return "\n" + "".join(lines)


@st.composite
def spoilt(draw: st.DrawFn) -> str:
    """Return a document in which a few characters were changed."""
    text = written(draw(trees()))
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = start + draw(st.integers(0, 3))
        text = text[:start] + draw(PIECES | st.just("")) + text[end:]
    return text


def soup() -> st.SearchStrategy[str]:
    """Return pieces of YAML in any order."""
    return st.lists(PIECES | WORDS, max_size=14).map("".join)


@settings(max_examples=250, deadline=None)
@given(trees().map(written) | spoilt() | soup())
def test_both_parsers_give_equal_values_and_equal_problems(text: str) -> None:
    """A checklist that is sound on one laptop is sound, and the same, on every other."""
    assert read_text(text, "a.yaml", loader=FASTEST) == read_text(text, "a.yaml", loader=PURE)


@settings(max_examples=100, deadline=None)
@given(trees().map(written) | spoilt() | soup())
def test_the_words_of_a_file_change_nothing_but_what_is_shown(text: str) -> None:
    """A file that may hold a child's words is judged like any other."""
    shown = read_text(text, "a.yaml")
    private = read_text(text, "a.yaml", keep_source=False)

    assert [(p.code, p.remedy) for p in shown.problems] == [
        (p.code, p.remedy) for p in private.problems
    ]


@pytest.mark.parametrize(
    "text",
    [
        "?\n",
        "? a\n",
        "- ? a\n  ? b\n",
        "a: >#b\n  c\n",
        "a: !,\n",
        "%---\n---\n",
        'a: "\\ud800"\n',
        "a: 1\n...\nb: 2\n",
        "a: b\n-\tc\n",
        "a: [b: c]\n",
    ],
)
def test_where_the_parsers_are_known_to_differ_the_reading_does_not(text: str) -> None:
    """Each of these texts is read differently by libyaml and by PyYAML's own parser."""
    assert read_text(text, "a.yaml", loader=FASTEST) == read_text(text, "a.yaml", loader=PURE)
