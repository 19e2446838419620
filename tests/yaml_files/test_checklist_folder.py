"""Which files belong to a checklist, and that nothing else is ever read."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from childcheck.yaml_files.checklist_file import read_checklist
from childcheck.yaml_files.checklist_folder import read_folder
from tests.yaml_files.checklists import text_of

QUESTION = "- {id: ch.a, stage: door, ask: Hm, type: text}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a sound checklist."""
    folder = tmp_path / "doorstep"
    folder.mkdir()
    (folder / "checklist.yaml").write_text(text_of(QUESTION), encoding="utf-8")
    return folder


def codes(folder: Path) -> list[str]:
    """Return the codes of what is wrong with a folder."""
    return [problem.code for problem in read_checklist(folder, shown_as="doorstep").problems]


def test_only_the_files_that_the_language_names_are_read(folder: Path) -> None:
    """Flags, cards, notices and translations belong to it; tests are not part of its text."""
    (folder / "flags.yaml").write_text("flags: []\n")
    (folder / "tests.yaml").write_text("tests: []\n")
    (folder / "README.md").write_text("hello\n")
    (folder / "notices").mkdir()
    (folder / "notices" / "school.yaml").write_text("a: 1\n")
    (folder / "notices" / ".school.yaml").write_text("a: 1\n")
    (folder / "notices" / "school.yaml~").write_text("a: 1\n")

    read = read_folder(folder, "doorstep")

    assert list(read.texts) == ["checklist.yaml", "flags.yaml", "notices/school.yaml"]
    assert read.problems == ()


def test_a_text_is_kept_exactly_as_it_is(folder: Path) -> None:
    """The digest is that of the file: no line end and no mark at its beginning is changed."""
    data = b"\xef\xbb\xbfformat: 1\r\n"
    (folder / "checklist.yaml").write_bytes(data)

    read = read_folder(folder, "doorstep")

    assert read.texts["checklist.yaml"].encode() == data


def test_a_stray_file_is_pointed_out(folder: Path) -> None:
    """A misspelt name would otherwise be left out in silence."""
    (folder / "flag.yaml").write_text("flags: []\n")

    reading = read_checklist(folder, shown_as="doorstep")

    (problem,) = reading.problems
    assert (problem.code, problem.is_warning, problem.nearest) == (
        "stray-file",
        True,
        "flags.yaml",
    )
    assert reading.is_sound


@pytest.mark.parametrize("name", ["checklist.yaml", "flags.yaml"])
def test_a_link_out_of_the_folder_is_not_followed(folder: Path, name: str) -> None:
    """Whoever writes a checklist cannot make it read another file of the computer."""
    outside = folder.parent / "secret.yaml"
    outside.write_text("secret: 1\n")
    (folder / name).unlink(missing_ok=True)
    (folder / name).symlink_to(outside)

    read = read_folder(folder, "doorstep")

    assert name not in read.texts
    assert [problem.code for problem in read.problems] == ["leads-outside"]


def test_a_linked_folder_of_notices_is_not_followed(folder: Path) -> None:
    """The same holds for the folders inside."""
    outside = folder.parent / "elsewhere"
    outside.mkdir()
    (outside / "a.yaml").write_text("a: 1\n")
    (folder / "notices").symlink_to(outside)

    assert list(read_folder(folder, "doorstep").texts) == ["checklist.yaml"]


def test_a_link_within_the_folder_is_a_file_of_it(folder: Path) -> None:
    """Only what leads out is refused."""
    (folder / "checklist.yaml").rename(folder / "real.txt")
    (folder / "checklist.yaml").symlink_to(folder / "real.txt")

    assert codes(folder) == []


def test_a_link_that_leads_to_itself_is_told(folder: Path) -> None:
    """Nothing loops."""
    (folder / "checklist.yaml").unlink()
    (folder / "checklist.yaml").symlink_to(folder / "checklist.yaml")

    assert codes(folder) in (["leads-outside"], ["no-such-file"], ["cannot-open"])


def test_a_folder_without_a_checklist_is_told(folder: Path) -> None:
    """A missing file is a problem like any other."""
    (folder / "checklist.yaml").unlink()

    assert codes(folder) == ["no-such-file"]


@pytest.mark.parametrize(
    ("data", "code"), [(b"title: \xe9\n", "not-utf8"), (b"#" * 300_000, "too-big")]
)
def test_files_of_a_checklist_are_utf8_and_of_a_size(folder: Path, data: bytes, code: str) -> None:
    """What cannot be kept as a text, and what is too big, is refused: in any of its files."""
    (folder / "flags.yaml").write_bytes(data)

    assert codes(folder) == [code]


def test_a_pipe_is_not_waited_for(folder: Path) -> None:
    """Only ordinary files are read."""
    (folder / "checklist.yaml").unlink()
    os.mkfifo(folder / "checklist.yaml")

    assert codes(folder) == ["not-a-file"]


def test_a_folder_full_of_files_is_refused(folder: Path) -> None:
    """The number of files has an end, and with it the time that reading takes."""
    (folder / "notices").mkdir()
    for number in range(120):
        (folder / "notices" / f"n{number}.yaml").write_text("a: 1\n")

    assert codes(folder) == ["too-many-files"]
