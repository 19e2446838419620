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


def test_version_is_told_as_soon_as_by_a_bare_typer_program(tmp_path: Path) -> None:
    """`--version` takes at most 1.3 times as long as with Typer and nothing else."""
    bare = tmp_path / "bare.py"
    bare.write_text(BARE_TYPER)

    def run(*arguments: str) -> None:
        subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)

    pair = paired(
        lambda: run("-m", "childcheck", "--version"),
        lambda: run(str(bare), "--version"),
        rounds=15,
    )
    print(f"--version: {pair.ratio:.2f} x a bare Typer program")
    assert pair.ratio <= 1.3
