"""The page about the settings says what may stand in the file."""

from __future__ import annotations

import re
from pathlib import Path

from childcheck.review.shifts import USUAL_SHIFTS
from childcheck.yaml_files.configuration_file import KEYS, read_configuration

PAGE = (Path(__file__).parents[2] / "docs" / "configuration.md").read_text("utf-8")


def test_the_example_can_be_used_as_it_stands(tmp_path: Path) -> None:
    """It is read without a problem, uses every key, and its shifts are the usual ones."""
    (example,) = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    path = tmp_path / "config.yaml"
    path.write_text(example, "utf-8")
    (tmp_path / "ours").mkdir()

    settings = read_configuration(path)

    assert re.findall(r"^(\w+):", example, re.MULTILINE) == list(KEYS)
    assert settings.shifts == USUAL_SHIFTS
    assert settings.force == "Northfolk Police"
    assert [officer.name for officer in settings.officers] == ["Asha Okoro", ""]


def test_each_key_is_explained_and_no_other() -> None:
    """The table has a row for each key, in order."""
    assert re.findall(r"^\| `(\w+)` \| .+ \|$", PAGE, re.MULTILINE) == list(KEYS)
