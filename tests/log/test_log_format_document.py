"""docs/log-format.md says what the program does, and its short verifier works."""

from __future__ import annotations

import dataclasses
import re
import subprocess
import sys
from pathlib import Path

import pytest

from childcheck.log.schema import APPLICATION_ID, GUARDS
from childcheck.record.happening import Happening
from childcheck.record.happenings import KINDS
from childcheck.record.read_tables import READ_TABLES
from tests.log.builders import OFFICER, open_log, some_entries, tamper

DOCUMENT = (Path(__file__).parents[2] / "docs" / "log-format.md").read_text(encoding="utf-8")


def table_under(heading: str) -> list[str]:
    """Return the rows of the document's table with a heading, without the line below it."""
    return DOCUMENT.split(f"\n{heading}\n")[1].split("\n\n")[0].splitlines()[1:]


def names(items: list[str]) -> str:
    """Return names as the document lists them."""
    return ", ".join(f"`{item}`" for item in items) or "–"


def test_every_kind_of_entry_is_documented() -> None:
    """The document lists each kind with what stands in its header and in its body."""
    shared = {field.name for field in dataclasses.fields(Happening)}
    rows = []
    for name, kind in KINDS.items():
        fields = [field for field in dataclasses.fields(kind) if field.name not in shared]
        header = [field.name for field in fields if field.metadata.get("in_header")]
        body = [field.name for field in fields if not field.metadata.get("in_header")]
        rows.append(f"| `{name}` | {names(header)} | {names(body)} |")

    assert table_under("| kind | header, besides | body |") == rows


def test_every_read_table_is_documented() -> None:
    """The document lists each read table with its key and its columns."""
    rows = []
    for table in READ_TABLES.values():
        others = [name for name in table.column_names if name not in table.key]
        rows.append(f"| `{table.name}` | {names(list(table.key))} | {names(others)} |")

    assert table_under("| table | key | other columns |") == rows


def test_every_guard_is_documented() -> None:
    """The document lists each trigger."""
    documented = [row.split("`")[1] for row in table_under("| trigger | refuses |")]

    assert documented == list(GUARDS)


def test_the_number_by_which_a_log_is_known_is_documented() -> None:
    """The document gives the application identifier."""
    assert f"0x{APPLICATION_ID:X}" in DOCUMENT


@pytest.fixture
def short_verifier(tmp_path: Path) -> Path:
    """Give the document's program as a file."""
    (code,) = re.findall(r"```python\n(.*?)```", DOCUMENT, re.DOTALL)
    path = tmp_path / "verify.py"
    path.write_text(code, encoding="utf-8")
    return path


def run(program: Path, log: Path) -> subprocess.CompletedProcess[str]:
    """Run a program on a log, without anything of childcheck in reach."""
    command = [sys.executable, "-I", "-S", str(program), str(log)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_short_verifier_agrees_with_a_sound_log(tmp_path: Path, short_verifier: Path) -> None:
    """The program of the document passes a log with an erasure."""
    path = tmp_path / "log.db"
    with open_log(path) as log:
        some_entries(log)
        log.erase([4], reason="court_order", writing=OFFICER)
        fingerprint = log.head()[1]

    done = run(short_verifier, path)

    assert done.stdout == f"7 entries agree, the last with {fingerprint}\n"
    assert done.returncode == 0


@pytest.mark.parametrize(
    ("change", "number"),
    [
        ("UPDATE bodies SET body = '{}' WHERE number = 5", 5),
        ("UPDATE entries SET header = json_remove(header, '$.duty') WHERE number = 3", 3),
        ("DELETE FROM entries WHERE number = 2", 2),
        ("DELETE FROM bodies WHERE number = 6", 6),
    ],
)
def test_the_short_verifier_names_the_entry_that_disagrees(
    tmp_path: Path, short_verifier: Path, change: str, number: int
) -> None:
    """The program of the document finds what was changed."""
    path = tmp_path / "log.db"
    with open_log(path) as log:
        some_entries(log)
    tamper(path, change)

    done = run(short_verifier, path)

    assert done.stderr == f"entry {number} disagrees\n"
    assert done.returncode == 1
