"""The documents hold together: links, commands, options, words, and the tests that they name."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import typer.main

from childcheck.cli import app

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted(
    path
    for pattern in ("*.md", "docs/**/*.md", "tests/**/README.md")
    for path in ROOT.glob(pattern)
)
FOR_USERS = ("README.md", "CHANGELOG.md", "docs/officer.md", "docs/supervisor.md")
ARCHITECTURE = (ROOT / "ARCHITECTURE.md").read_text("utf-8")

LINK = re.compile(r"(?<!!)\[[^\]]+\]\(([^)\s]+)\)")
CODE = re.compile(r"```\w*\n.*?```|`[^`\n]+`", re.S)
COMMAND = re.compile(r"(?:^|[\s`/])childcheck((?: +[^\s`|&;,]+)+)", re.M)
NAMED_TEST = re.compile(r"(tests/[\w/]+\.py)::(\w+)")
NAMED_FILE = re.compile(r"`((?:childcheck|checklists|tests|docs)/[\w./-]*)`")

# The glossary turns these down as words for its ideas. In plain English they are needed.
NEEDED_IN_PLAIN_ENGLISH = {"case", "cleared", "row"}


def named(path: Path) -> str:
    """Return a path as the documents write it."""
    return path.relative_to(ROOT).as_posix()


def text_of(name: str) -> str:
    """Return the text of a document."""
    return (ROOT / name).read_text("utf-8")


def headings(text: str) -> list[str]:
    """Return the anchors that the headings of a document make."""
    found = re.findall(r"^#+ (.+)$", re.sub(r"```.*?```", "", text, flags=re.S), re.MULTILINE)
    return [re.sub(r"[^\w\- ]", "", one.lower()).strip().replace(" ", "-") for one in found]


@pytest.mark.parametrize("path", DOCUMENTS, ids=named)
def test_every_link_leads_somewhere(path: Path) -> None:
    """A link within the repository names a file that is there, and a heading that it has."""
    text = path.read_text("utf-8")
    for link in LINK.findall(CODE.sub("", text)):
        if re.match(r"[a-z]+:", link):
            continue
        to, _, anchor = link.partition("#")
        target = path.parent / to if to else path
        assert target.exists(), link
        assert not anchor or anchor in headings(target.read_text("utf-8")), link


# Commands


@cache
def program() -> Any:
    """Return the program with its commands, as Typer hands them to its Click."""
    return typer.main.get_command(app._program())


def commands_in(text: str) -> Iterator[list[str]]:
    """Give the words behind each `childcheck` that stands in the code of a document."""
    for code in CODE.findall(text):
        for words in COMMAND.findall(code):
            yield [word.rstrip(".:)]?") for word in words.split()]


@pytest.mark.parametrize("path", DOCUMENTS, ids=named)
def test_every_command_exists(path: Path) -> None:
    """Each command that a document writes is there, with every option that is given to it."""
    for words in commands_in(path.read_text("utf-8")):
        node = program()
        for word in words:
            if word.startswith("-") and len(word) > 1:
                options = {name for one in node.params for name in one.opts} | {"--help", "-h"}
                assert word.partition("=")[0] in options, f"childcheck {' '.join(words)}"
            elif hasattr(node, "commands") and word.islower():
                assert word in node.commands, f"childcheck {' '.join(words)}"
                node = node.commands[word]


def leaves(node: Any, words: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Give the words of each command that does something."""
    for name, one in getattr(node, "commands", {}).items():
        yield from leaves(one, (*words, name))
    if not hasattr(node, "commands"):
        yield words


def test_every_command_gives_its_help(capsys: pytest.CaptureFixture[str]) -> None:
    """`--help` of each command ends well, says what it does, and shows one line to copy."""
    for words in leaves(program()):
        code = app.run([*words, "--help"])
        said = capsys.readouterr().out

        assert code == 0, words
        assert "Example: childcheck" in said, words


def test_every_command_is_in_the_documents_for_its_users() -> None:
    """Nobody has to find a command by chance."""
    written = {tuple(words[:2]) for name in FOR_USERS for words in commands_in(text_of(name))}
    written |= {words[:1] for words in written}

    for words in leaves(program()):
        assert words in written or words == ("checklist", "list"), words


def test_the_readme_opens_with_two_commands() -> None:
    """One starts the main job and one runs the tests; `.ci/run` runs both as they stand."""
    beginning = re.split(r"^## ", text_of("README.md"), maxsplit=1, flags=re.MULTILINE)[0]

    assert re.findall(r"^```sh\n(.*?)^```$", beginning, re.MULTILINE | re.DOTALL) == [
        "python3 -m venv .venv && .venv/bin/pip install --quiet . && .venv/bin/childcheck start\n",
        (
            "python3 -m venv .venv && .venv/bin/pip install --quiet -e '.[dev]' && "
            ".venv/bin/python -m pytest\n"
        ),
    ]


# Words


def glossary() -> list[tuple[str, str]]:
    """Return each term of the glossary with the words that we do not say."""
    rows = re.findall(r"^\| (.+?) \| .+? \| (.*?) ?\|$", text_of("docs/glossary.md"), re.MULTILINE)
    return [row for row in rows if row[0] not in ("word", "---")]


@pytest.mark.parametrize("name", FOR_USERS)
def test_no_word_is_used_that_the_glossary_turns_down(name: str) -> None:
    """One idea has one word, in what people read as in the code."""
    prose = CODE.sub("", re.sub(r"<!--.*?-->", "", text_of(name))).lower()
    turned_down = {word for _, words in glossary() for word in re.findall(r"[\w/]+", words)}
    assert len(turned_down) > 20

    for word in turned_down - NEEDED_IN_PLAIN_ENGLISH:
        assert not re.search(rf"\b{re.escape(word.lower())}s?\b", prose), word


def test_the_words_that_the_guides_lean_on_are_in_the_glossary() -> None:
    """Whoever stumbles over a word finds it explained."""
    terms = " ".join(term for term, _ in glossary())

    for word in (
        "roll", "check", "basis", "follow-up", "receipt", "gap", "duty", "walk", "found late",
        "withdrawn", "correction", "transcript", "stage", "set aside", "left unanswered", "log",
    ):  # fmt: skip
        assert word in terms, word


# What the documents name


def test_every_test_that_holds_a_promise_exists() -> None:
    """A promise is held by a test that runs, or says that it is not built yet."""
    for name, test in NAMED_TEST.findall(ARCHITECTURE):
        body = ast.parse(text_of(name)).body
        assert test in {one.name for one in body if isinstance(one, ast.FunctionDef)}, test


def test_the_twelve_promises_each_name_what_holds_them() -> None:
    """No promise stands without a test, or without saying that nothing holds it so far."""
    promises = re.split(r"^\*\*(\d+)\. ", ARCHITECTURE, flags=re.MULTILINE)[1:]

    assert promises[::2] == [str(number) for number in range(1, 13)]
    for promise in promises[1::2]:
        assert NAMED_TEST.search(promise) or "*not built yet*" in promise.lower()


@pytest.mark.parametrize("path", DOCUMENTS, ids=named)
def test_every_file_that_is_named_exists(path: Path) -> None:
    """A file of the repository that a document names is there."""
    for name in NAMED_FILE.findall(path.read_text("utf-8")):
        assert (ROOT / name).exists(), name


def test_the_contract_that_keeps_it_offline_is_there() -> None:
    """No module of the package may import what reaches a network."""
    settings = tomllib.loads(text_of("pyproject.toml"))
    (contract,) = (
        one
        for one in settings["tool"]["importlinter"]["contracts"]
        if one["name"] == "Offline always"
    )

    assert contract["source_modules"] == ["childcheck"]
    assert {"socket", "ssl", "http", "urllib"} <= set(contract["forbidden_modules"])


def test_every_floor_of_the_house_is_in_the_architecture() -> None:
    """Each room of the package has its row, and no row is of a room that is not there."""
    rooms = {one.parent.name for one in (ROOT / "childcheck").glob("*/__init__.py")}

    assert set(re.findall(r"^\| `(\w+)` \|", ARCHITECTURE, re.MULTILINE)) == rooms


def test_the_index_of_decisions_names_each_of_them() -> None:
    """Every decision is in the index, by number, in order, and under its own title."""
    folder = ROOT / "docs" / "decisions"
    index = (folder / "README.md").read_text("utf-8")
    rows = re.findall(r"^\| \[(\d{4})\]\((\S+)\) \| (.+?) \|", index, re.MULTILINE)

    files = sorted(path.name for path in folder.glob("0*.md"))
    assert [file for _, file, _ in rows] == files
    for number, file, about in rows:
        first = (folder / file).read_text("utf-8").partition("\n")[0]
        assert first.lower() == f"# {number}: {about}".lower()


def test_the_changes_begin_with_what_is_not_released() -> None:
    """The newest stands first, under a heading of its own."""
    assert headings(text_of("CHANGELOG.md"))[:2] == ["changes", "unreleased"]


def test_every_benchmark_is_in_the_page_about_them() -> None:
    """What is measured has its limit and its figure in `docs/benchmarks.md`."""
    page = text_of("docs/benchmarks.md")

    for path in (ROOT / "tests" / "benchmarks").glob("test_*.py"):
        for test in re.findall(r"^def (test_\w+)", path.read_text("utf-8"), re.MULTILINE):
            assert f"`{test}`" in page, f"docs/benchmarks.md has no row for {test}"
