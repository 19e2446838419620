"""The page about exit codes says what the program does."""

from __future__ import annotations

import re
from pathlib import Path

from childcheck.problems import ExitCode

PAGE = Path(__file__).parents[2] / "docs" / "exit-codes.md"
ROW = re.compile(r"^\| (\d+) \| `([A-Z_]+)` \| (.+?) \| (.+?) \|$", re.MULTILINE)


def test_page_explains_each_exit_code_and_no_other() -> None:
    """Number and name of each code stand in the table, in order, with cause and remedy."""
    rows = ROW.findall(PAGE.read_text("utf-8"))

    assert [(int(number), name) for number, name, _, _ in rows] == [
        (code.value, code.name) for code in ExitCode
    ]
    assert all(happened.strip() and remedy.strip() for _, _, happened, remedy in rows)
