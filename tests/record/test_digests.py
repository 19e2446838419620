"""The digest of a checklist's texts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from childcheck.record.digests import digest_of


def test_digest_is_the_same_in_whatever_order_the_files_were_read() -> None:
    """The digest goes by path and not by the order in which a folder was listed."""
    assert digest_of({"a.yaml": "1", "b.yaml": "2"}) == digest_of({"b.yaml": "2", "a.yaml": "1"})


@given(
    st.dictionaries(st.sampled_from("abcd"), st.text(max_size=8), min_size=1),
    st.dictionaries(st.sampled_from("abcd"), st.text(max_size=8), min_size=1),
)
def test_other_texts_have_another_digest(one: dict[str, str], other: dict[str, str]) -> None:
    """Two checklists have the same digest only when every path and text is the same."""
    assert (digest_of(one) == digest_of(other)) == (one == other)


def test_text_cannot_move_from_one_file_to_the_next() -> None:
    """The length of each text is in the digest, so a file's end cannot become another's name."""
    assert digest_of({"a": "1", "b": "2"}) != digest_of({"a": "1b\n1\n2"})


@pytest.mark.parametrize("files", [{}, {"two\nlines": ""}], ids=["no file", "a line feed"])
def test_what_has_no_digest_is_refused(files: dict[str, str]) -> None:
    """No file at all, and a path of two lines, have no digest."""
    with pytest.raises(ValueError):
        digest_of(files)
