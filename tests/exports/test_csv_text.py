"""CSV as other programs read it back."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from childcheck.exports.csv_text import write_csv
from childcheck.exports.safe_cells import safe

TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"

HEADER = ("name", "words", "count")
NAUGHTY = (
    "Łuczak",
    "李小龍",
    "محمد",
    "Żaneta O'Brien-Ńdiaye",
    "Robert'); DROP TABLE entries;--",
    'said "no"',
    '"',
    "one\ntwo",
    "one\r\ntwo",
    "one\rtwo",
    "a,b;c\td",
    "  two spaces  ",
    "\u200bzero width",
    "'",
    "NULL",
    "(not asked: unsafe)",
    "👧🏽",
    "e\u0301",
    "=1+1",
    "x" * 40_000,
)
ROWS = [(text, safe(text), number) for number, text in enumerate(NAUGHTY)]
AS_TEXT = [[safe(text), safe(text), str(number)] for text, _, number in ROWS]

cells = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")).map(safe)


def written(rows: Sequence[Sequence[str | int]], *, mark: bool = True) -> bytes:
    """Return the bytes of a file with these rows."""
    stream = io.BytesIO()
    write_csv(stream, HEADER, rows, mark=mark)
    return stream.getvalue()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return a file with every naughty text in it."""
    path = tmp_path / "export.csv"
    path.write_bytes(written([(safe(a), b, c) for a, b, c in ROWS]))
    return path


@given(st.lists(st.tuples(cells, cells, st.integers())), st.booleans())
def test_python_reads_back_what_was_written(rows: list[tuple[str, str, int]], mark: bool) -> None:
    """Whatever stands in a cell comes out of Python's `csv` again, letter for letter."""
    text = written(rows, mark=mark).decode("utf-8-sig")

    read = list(csv.reader(io.StringIO(text, newline=""), strict=True))

    assert read == [list(HEADER), *([a, b, str(c)] for a, b, c in rows)]


def test_the_file_begins_with_a_mark_and_its_lines_end_as_the_standard_says() -> None:
    """A byte-order mark for Excel, and CR LF of RFC 4180."""
    assert written([("a", "b", 1)]) == b"\xef\xbb\xbfname,words,count\r\na,b,1\r\n"
    assert written([("a", "b", 1)], mark=False) == b"name,words,count\r\na,b,1\r\n"


def test_the_mark_would_stand_in_the_first_name_for_who_reads_plain_utf8(file: Path) -> None:
    """This is why the page about the columns says `utf-8-sig`."""
    assert file.read_text("utf-8").startswith("\ufeffname")
    assert file.read_text("utf-8-sig").startswith("name")


def test_the_digest_is_that_of_the_bytes() -> None:
    """Whoever has the file can hold it to its receipt."""
    stream = io.BytesIO()

    told = write_csv(stream, HEADER, ROWS, mark=True)

    assert told.rows == len(ROWS)
    assert told.digest == f"sha256:{hashlib.sha256(stream.getvalue()).hexdigest()}"


def test_a_number_stays_a_number_and_a_text_is_guarded_once_more() -> None:
    """What forgot its apostrophe gets one here, and minus five is no formula."""
    assert written([("=1", "'=1", -5)], mark=False).endswith(b"\r\n'=1,'=1,-5\r\n")


def test_a_row_of_the_wrong_length_is_refused() -> None:
    """Cells never slip under another column's name."""
    with pytest.raises(ValueError, match="2 cells under 3 columns"):
        written([("a", "b")])


def test_rows_are_written_one_after_another() -> None:
    """A large export does not stand in memory: a row is written before the next is made."""
    stream = io.BytesIO()
    sizes = []

    def rows() -> object:
        for number in range(200):
            sizes.append(len(stream.getvalue()))
            yield ("x" * 1000, "", number)

    write_csv(stream, HEADER, rows(), mark=True)  # type: ignore[arg-type]

    assert max(len(stream.getvalue()) - size for size in sizes[-1:]) < 50_000


@pytest.mark.skipif(shutil.which("sqlite3") is None, reason="the sqlite3 shell is not installed")
def test_the_sqlite_shell_reads_back_what_was_written(file: Path) -> None:
    """`.import --csv` brings every cell into a table, the mark left out."""
    done = subprocess.run(
        ["sqlite3", ":memory:"],
        input=f".mode csv\n.import '{file}' export\n.mode json\nSELECT * FROM export;\n",
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stderr == ""
    rows = json.loads(done.stdout)
    assert [list(row) for row in rows][:1] == [list(HEADER)]
    assert [list(row.values()) for row in rows] == AS_TEXT


@pytest.mark.slow
def test_pandas_reads_back_what_was_written(file: Path) -> None:
    """`read_csv` with `keep_default_na=False` gives every cell, also one that says NULL."""
    pandas = pytest.importorskip("pandas", reason="pandas is not installed")

    frame = pandas.read_csv(file, dtype=str, keep_default_na=False, encoding="utf-8-sig")

    assert list(frame.columns) == list(HEADER)
    assert frame.to_numpy().tolist() == AS_TEXT


@pytest.mark.slow
def test_duckdb_reads_back_what_was_written(file: Path) -> None:
    """`read_csv` with every column as text gives every cell."""
    duckdb = pytest.importorskip("duckdb", reason="DuckDB is not installed")

    relation = duckdb.read_csv(
        str(file), all_varchar=True, header=True, delimiter=",", quotechar='"', escapechar='"'
    )

    assert relation.columns == list(HEADER)
    assert [list(row) for row in relation.fetchall()] == AS_TEXT


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_reads_back_what_was_written(file: Path, tmp_path: Path) -> None:
    """As the page says it, the spreadsheet shows every text and no mark, and finds no formula."""
    page = (Path(__file__).parents[2] / "docs" / "export-columns.md").read_text("utf-8")
    (as_utf8_with_commas,) = re.findall(r'soffice --headless --infilter="([^"]+)"', page)
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
            "--headless",
            f"--infilter={as_utf8_with_commas}",
            "--convert-to",
            "fods",
            "--outdir",
            str(tmp_path),
            str(file),
        ],
        capture_output=True,
        check=True,
        timeout=180,
    )

    sheet = ElementTree.parse(tmp_path / "export.fods")
    found = list(sheet.iter(f"{TABLE}table-cell"))
    shown = [text for cell in found for text in shown_in(cell)]

    assert not [cell for cell in found if cell.get(f"{TABLE}formula")]
    texts = [text for row in [list(HEADER), *AS_TEXT] for text in row]
    assert shown == [text.replace("\r\n", "\n").replace("\r", "\n") for text in texts]


def shown_in(cell: ElementTree.Element) -> list[str]:
    """Return what a cell of LibreOffice shows, once for each column that it stands for."""
    paragraphs = ["".join(_pieces(one)) for one in cell.findall(f"{TEXT}p")]
    if not paragraphs:
        return []
    return ["\n".join(paragraphs)] * int(cell.get(f"{TABLE}number-columns-repeated", "1"))


def _pieces(element: ElementTree.Element) -> Iterator[str]:
    yield element.text or ""
    for inner in element:
        if inner.tag == f"{TEXT}s":
            yield " " * int(inner.get(f"{TEXT}c", "1"))
        elif inner.tag == f"{TEXT}tab":
            yield "\t"
        else:
            yield from _pieces(inner)
        yield inner.tail or ""
