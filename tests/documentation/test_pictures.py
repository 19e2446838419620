"""The pictures in the documents are screens of the program."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from tests.documentation.pictures import FOLDER, TITLES, draw
from tests.documentation.test_documents import DOCUMENTS, ROOT

SHOWN = re.compile(r"!\[([^\]]+)\]\(([^)\s]+)\)")


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_each_picture_is_what_the_program_shows() -> None:
    """Letter by letter and colour by colour, as a real run shows it now."""
    drawn = draw()

    assert drawn.keys() == TITLES.keys()
    for name, svg in drawn.items():
        is_same = (FOLDER / f"{name}.svg").read_text("utf-8") == svg
        assert is_same, f"{name}: draw them anew: python -m tests.documentation.pictures"


def test_every_picture_is_shown_and_said_in_words() -> None:
    """A document shows each of them, and none that is not there; who cannot see it hears of it."""
    shown = {
        (path.parent / file).resolve()
        for path in DOCUMENTS
        for _, file in SHOWN.findall(path.read_text("utf-8"))
    }

    assert shown == set(FOLDER.glob("*.svg"))
    assert {one.stem for one in shown} == set(TITLES)
    for one in shown:
        assert f"<title>{TITLES[one.stem]}</title>" in one.read_text("utf-8")
        assert Path(one).is_relative_to(ROOT)
