"""Lawful erasure: the words go, the numbered line stays, and the log still verifies."""

from __future__ import annotations

from pathlib import Path

import pytest

from childcheck.log.verifying import verify
from childcheck.problems import ChildcheckError, ExitCode
from childcheck.record.happenings import AnswerGiven, BodyErased
from tests.log.builders import CHILD, INCIDENT, OFFICER, answer, open_log, some_entries


def files_with(folder: Path, words: bytes) -> list[str]:
    """Return the files in which some bytes still stand."""
    return [file.name for file in folder.iterdir() if words in file.read_bytes()]


def test_erased_words_are_nowhere_and_the_log_is_sound(tmp_path: Path) -> None:
    """After an erasure no file holds the words; entry, number and chain stay."""
    path = tmp_path / "log.db"
    with open_log(path) as log:
        some_entries(log)
        log.append([answer("ch.talk", [{"speaker": "child", "words": "Shouted again"}])], OFFICER)
        assert files_with(tmp_path, b"houted") != []

        erased = log.erase([5, 7], reason="court_order", writing=OFFICER)

        assert erased.is_swept
        assert files_with(tmp_path, b"houted") == []
        assert [entry.number for entry in erased.entries] == [8, 9]
        assert erased.entries[0].happening == BodyErased(
            incident=INCIDENT, child=CHILD, erased=5, reason="court_order"
        )
        row = log.rows("answers", question="ch.words")[0]
        assert (row["state"], row["answer"], row["value"], row["text"], row["is_erased"]) == (
            "erased",
            "",
            "",
            "",
            1,
        )
        assert log.rows("transcript_lines") == []
        (entry,) = log.entries(since_number=5, up_to=5)
        assert entry.is_erased
        assert isinstance(entry.happening, AnswerGiven)
        assert entry.happening.question == "ch.words"
        assert entry.happening.value is None
    verification = verify(path)
    assert verification.is_sound
    assert verification.erased == 2
    assert verification.stale_tables == ()


def test_a_name_that_is_erased_leaves_the_child_on_the_roll(tmp_path: Path) -> None:
    """A child whose name was erased keeps number and check."""
    with open_log(tmp_path / "log.db") as log:
        some_entries(log)
        log.erase([3], reason="court_order", writing=OFFICER)

        (child,) = log.rows("children")
        assert (child["name"], child["roll_number"]) == ("", 1)
        (check,) = log.rows("checks")
        assert check["state"] == "unfinished"


@pytest.mark.parametrize(
    ("numbers", "exit_code"),
    [([99], ExitCode.NOT_FOUND), ([4, 5], ExitCode.REFUSED), ([5, 5], ExitCode.REFUSED)],
    ids=["no such entry", "erased before", "twice at once"],
)
def test_an_erasure_that_cannot_be_is_refused_whole(
    tmp_path: Path, numbers: list[int], exit_code: ExitCode
) -> None:
    """When one of several erasures cannot be carried out, none is."""
    with open_log(tmp_path / "log.db") as log:
        some_entries(log)
        log.erase([4], reason="court_order", writing=OFFICER)
        before = log.head()

        with pytest.raises(ChildcheckError) as refusal:
            log.erase(numbers, reason="court_order", writing=OFFICER)

        assert refusal.value.exit_code == exit_code
        assert log.head() == before
        assert log.rows("answers", question="ch.words")[0]["is_erased"] == 0


def test_an_erasure_while_somebody_reads_says_that_the_files_are_not_swept(tmp_path: Path) -> None:
    """A reader in the way is told, and the erasure itself stands."""
    path = tmp_path / "log.db"
    with open_log(path, busy_ms=50) as log, open_log(path, read_only=True) as reader:
        some_entries(log)
        reader._connection.execute("BEGIN")
        assert reader.head()[0] == 6

        erased = log.erase([5], reason="court_order", writing=OFFICER)

        assert not erased.is_swept
        assert log.rows("answers", question="ch.words")[0]["is_erased"] == 1
