"""How long the program takes to begin, against a bare Typer program."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.benchmarks.paired import paired

pytestmark = pytest.mark.benchmark

BARE_TYPER = """
import typer

app = typer.Typer()


def tell(asked: bool) -> None:
    if asked:
        print("bare 0")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def main(version: bool = typer.Option(False, "--version", callback=tell, is_eager=True)) -> None:
    pass


app()
"""


@pytest.mark.parametrize("option", ["--version", "--help"])
def test_version_and_help_are_told_as_soon_as_by_a_bare_typer_program(
    tmp_path: Path, option: str
) -> None:
    """`--version` and `--help` take at most 1.2 times as long as with Typer and nothing else."""
    bare = tmp_path / "bare.py"
    bare.write_text(BARE_TYPER)

    def run(*arguments: str) -> None:
        subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)

    pair = paired(
        lambda: run("-m", "childcheck", option),
        lambda: run(str(bare), option),
        rounds=21,
    )
    print(f"{option}: {pair.ratio:.2f} x a bare Typer program (best {pair.best_ratio:.2f})")
    # The quickest rounds tell of the program; the others also of what else the machine did.
    assert min(pair.ratio, pair.best_ratio) <= 1.2
