"""Commands that a message tells somebody to copy."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import childcheck

PACKAGE = Path(childcheck.__file__).parent
COMMANDS = "start|practise|resume|engage|correct|show|off-duty|export|checklist|log"
IN_A_SENTENCE = re.compile(
    rf"[^\n]childcheck ({COMMANDS})\b(?!\.)|childcheck ({COMMANDS})[^\n]*[.,;] "
)


def _texts(file: Path) -> Iterator[tuple[int, str]]:
    """Yield the texts of a module, but its docstrings and the help made of them."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    kinds = (ast.Module, ast.ClassDef, ast.FunctionDef)
    documented = [node for node in ast.walk(tree) if isinstance(node, kinds)]
    told = {id(node.body[0].value) for node in documented if isinstance(node.body[0], ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.lineno, node.value


def test_a_command_to_copy_stands_on_a_line_of_its_own() -> None:
    """So that it is never broken in the middle, nor copied with a full stop."""
    found = [
        f"{file.relative_to(PACKAGE)}:{line}: {text}"
        for file in sorted(PACKAGE.rglob("*.py"))
        for line, text in _texts(file)
        if IN_A_SENTENCE.search(text)
    ]

    assert not found, "\n".join(found)
