"""Read a YAML file strictly, with all its problems at once.

libyaml, where it is there, only makes the reading of faultless files quick: a file
in which anything is wrong is read again by PyYAML's own parser, so that a problem has
the same words and the same line on every machine. Nothing outside the file is read.
"""

from __future__ import annotations

import stat
from dataclasses import dataclass
from pathlib import Path

import yaml

from childcheck.problems import Problem
from childcheck.yaml_files.building import Builder
from childcheck.yaml_files.marked import Marked, Nothing
from childcheck.yaml_files.source import MAX_BYTES, Source, directive_in, source_of, too_big
from childcheck.yaml_files.spelling import BAD_ESCAPE, NOT_YAML, problem_of
from childcheck.yaml_files.syntax import syntax_problem, with_syntax_problem

Loader = type["yaml.SafeLoader | yaml.CSafeLoader"]
PURE: Loader = yaml.SafeLoader
FASTEST: Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Reading:
    """What a file says, as far as it could be read, and what is wrong with it."""

    value: Marked | None
    problems: tuple[Problem, ...] = ()


def read_file(
    path: Path, shown_as: str | None = None, *, keep_source: bool = True, loader: Loader = FASTEST
) -> Reading:
    """Read a file.

    Args:
        shown_as: what to call the file in problems; its path otherwise.
        keep_source: False for a file that may hold a child's words: then no place
            carries its line, and no problem quotes from it.
    """
    file = shown_as if shown_as is not None else str(path)
    try:
        about = path.stat()
        if stat.S_ISDIR(about.st_mode):
            what, remedy = "This is a folder, not a file.", "name a file inside it"
            return _unreadable(file, "is-a-folder", what, remedy)
        if not stat.S_ISREG(about.st_mode):
            what, remedy = "This is not an ordinary file.", "name a file that lies on a disk"
            return _unreadable(file, "not-a-file", what, remedy)
        if about.st_size > MAX_BYTES:
            return Reading(None, (too_big(file),))
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except FileNotFoundError:
        what, remedy = "There is no such file.", "look at the spelling of its name and folder"
        return _unreadable(file, "no-such-file", what, remedy)
    except (OSError, ValueError):  # ValueError: a name that no system allows
        what, remedy = "This file cannot be opened.", "see whether you may read it"
        return _unreadable(file, "cannot-open", what, remedy)
    return read_bytes(data, file, keep_source=keep_source, loader=loader)


def read_bytes(
    data: bytes, file: str, *, keep_source: bool = True, loader: Loader = FASTEST
) -> Reading:
    """Read what has come from a file or from standard input; `file` is what to call it."""
    if len(data) > MAX_BYTES:
        return Reading(None, (too_big(file),))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return Reading(None, (_not_utf8(data, error.start, file, keep_source=keep_source),))
    return read_text(text, file, keep_source=keep_source, loader=loader)


def read_text(
    text: str, file: str, *, keep_source: bool = True, loader: Loader = FASTEST
) -> Reading:
    """Read a text; see `read_file`."""
    if len(text) > MAX_BYTES or len(text.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        return Reading(None, (too_big(file),))
    source = source_of(text, file, may_be_quoted=keep_source)
    directive = directive_in(source)
    if directive or not source.is_indentation_sure:
        return Reading(None, source.problems + ((directive,) if directive else ()))
    reading = _parsed(source, PURE if source.problems else loader)
    if reading.problems and loader is not PURE:
        reading = _parsed(source, PURE)
    return Reading(reading.value, _in_order((*source.problems, *reading.problems)))


def _parsed(source: Source, loader: Loader) -> Reading:
    builder = Builder(source)
    parser = loader(source.text)
    try:
        while not builder.is_over and parser.check_event():
            if builder.problems and loader is not PURE:
                break  # it is read again anyway
            event = parser.get_event()
            if event is not None:
                builder.take(event)
    except yaml.MarkedYAMLError as error:
        problem = syntax_problem(
            error,
            source,
            is_closed=builder.is_closed,
            bracket=builder.bracket,
            quote=builder.long_quote,
        )
    except (yaml.YAMLError, ValueError, OverflowError):
        problem = _problem_without_mark(parser, source)
    else:
        return _whole(builder, source)
    finally:
        parser.dispose()
    if source.problems:  # characters were replaced, so that the fault may be ours
        return Reading(None, tuple(builder.problems))
    return Reading(None, with_syntax_problem(builder.problems, problem))


def _whole(builder: Builder, source: Source) -> Reading:
    if isinstance(builder.root, Nothing) or (builder.root is None and not builder.is_over):
        empty = Problem(
            what="Nothing stands in this file but, perhaps, comments.",
            where=source.place(0, 0),
            remedy="write something in it, or delete it",
            code="empty-file",
        )
        return Reading(None, (*builder.problems, empty))
    return Reading(builder.root, tuple(builder.problems))


def _problem_without_mark(parser: yaml.SafeLoader | yaml.CSafeLoader, source: Source) -> Problem:
    # PyYAML's own parser stumbles over "\U99999999" and says nothing of the place.
    if isinstance(parser, yaml.SafeLoader):
        mark = parser.get_mark()
        return problem_of(BAD_ESCAPE, source, mark.line, mark.column)
    return problem_of(NOT_YAML, source, 0, 0)


def _unreadable(file: str, code: str, what: str, remedy: str) -> Reading:
    return Reading(None, (Problem(what=what, where=file, remedy=remedy, code=code),))


def _not_utf8(data: bytes, byte: int, file: str, *, keep_source: bool) -> Problem:
    before = data[:byte].decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
    start = before.rfind("\n") + 1
    line_end = data.find(b"\n", byte)
    rest = data[byte : line_end if line_end >= 0 else None].decode("utf-8", "replace")
    number = before.count("\n")
    lines = ("",) * number + (before[start:] + rest.rstrip("\r"),)
    source = Source(file, lines, keep_source, "")
    is_utf16 = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    return Problem(
        what="This file is not in UTF-8"
        + (" but, it seems, in UTF-16." if is_utf16 else f": byte {byte + 1} cannot be read."),
        where=source.place(number, len(before) - start),
        remedy="save it as UTF-8 in your editor",
        code="not-utf8",
    )


def _in_order(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    return tuple(
        sorted(problems, key=lambda p: (p.place.line, p.place.column) if p.place else (0, 0))
    )
