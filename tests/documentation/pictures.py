"""Draw the pictures of the documents: `python -m tests.documentation.pictures`.

The scripted officer tells a story at a real pseudo-terminal, where the clock shows what
the story says and nothing happens by chance; at some questions the screen is drawn. A test
draws them again and compares.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from childcheck.procedures.practise import practice_story
from childcheck.terminal.keyed import key_words
from tests.documentation.screen_svg import as_svg
from tests.officer.counting import STORIES
from tests.officer.script import Script, Step
from tests.officer.typist import script_of
from tests.officer.watched_terminal import ROOT, WatchedTerminal
from tests.procedures.practised import pressed

FOLDER = ROOT / "docs" / "pictures"
STORY = STORIES / "three-children.yaml"
KEPT = ("PATH", "COVERAGE_PROCESS_START", "COVERAGE_FILE", "VIRTUAL_ENV")
CLOCK = "clock"
SEEN, TALK, LEAVING, REVIEW = "ch.seen", "ch.talk", "close_door", "review"

TITLES = {
    "door": "A question at the door: have you seen Ruby? One key answers; a line names the keys.",
    "talk": "A talk with Ruby, line by line: the officer, the child, and what was not in words.",
    "leaving": "The leaving screen: how each child stands before the door closes.",
    "review": "The end of Ruby's review: numbered lines, what is owed, and the keys that finish.",
    "narrow": "The same question at the door in a window of 40 columns, nothing cropped.",
    "plain": "The same question at the door in plain mode: numbered choices and a line to type.",
    "practice": "A practice: what the invented family does, and what to press next.",
}


def draw() -> dict[str, str]:
    """Return every picture by its name."""
    drawn: dict[str, str] = {}
    wanted = {SEEN: "door", LEAVING: "leaving", REVIEW: "review"}
    script = script_of(STORY, by_keys=True)
    with at_terminal(script, "start") as (seen, clock):
        for step in script.steps:
            name = wanted.pop(step.question, "")
            if name:
                drawn[name] = picture(seen, name)
            _press(seen, clock, step, drawn)
            if not wanted:
                break
    with at_terminal(script, "start", columns=40) as (seen, clock):
        for step in _up_to(script, SEEN):
            _press(seen, clock, step, {})
        drawn["narrow"] = picture(seen, "narrow")
    plain = script_of(STORY)
    with at_terminal(plain, "start", "--plain") as (seen, clock):
        for step in _up_to(plain, SEEN):
            _set_clock(clock, step.at)
            for typed in step.typed:
                _type(seen, typed.text)
        drawn["plain"] = picture(seen, "plain")
    with at_terminal(script, "practise") as (seen, _):
        _, story = practice_story()
        for key in story.hint("in.mode", 0, 0).keys:
            seen.press(pressed(key))
        drawn["practice"] = picture(seen, "practice")
    return drawn


def _up_to(script: Script, question: str) -> Iterator[Step]:
    for step in script.steps:
        if step.question == question:
            return
        yield step


def _press(seen: WatchedTerminal, clock: Path, step: Step, drawn: dict[str, str]) -> None:
    for place, typed in enumerate(step.typed):
        while seen.awaited().endswith(f"{key_words.ANY_KEY}:"):
            seen.press(" ")
        _set_clock(clock, step.at)  # not sooner: the question was put at the moment before
        if step.question == TALK and place == len(step.typed) - 1 and "talk" not in drawn:
            drawn["talk"] = picture(seen, "talk")
        seen.press(typed.text)


def _type(seen: WatchedTerminal, text: str) -> None:
    """Type a line of plain mode when its prompt stands."""
    before = len(seen.raw)
    seen.type(f"{text}\r")
    while len(seen.raw) < before + len(text) + 4 or not seen.shown.endswith(":"):
        time.sleep(0.02)
        seen.wait_for("")


def picture(seen: WatchedTerminal, name: str) -> str:
    """Return what stands on the screen, when nothing more comes."""
    if name != "plain":
        while seen.awaited().endswith(f"{key_words.ANY_KEY}:"):
            seen.press(" ")
    seen.wait_for("")
    return as_svg(seen.screen, TITLES[name])


@contextmanager
def at_terminal(
    script: Script, *arguments: str, columns: int = 80
) -> Iterator[tuple[WatchedTerminal, Path]]:
    """Provide a terminal at which a command asks its first question, and the file of its clock.

    The shift is chosen already.
    """
    with TemporaryDirectory(prefix="c") as folder:
        program = [sys.executable, "-m", "tests.documentation.guided_program", *arguments]
        environment = _environment(Path(folder), script)
        with WatchedTerminal(program, environment, columns=columns) as seen:
            seen.wait_for("Number:")
            if "--plain" in arguments:
                seen.type("1\r")
            else:
                seen.press("1")
            seen.wait_for("Answer:")
            yield seen, Path(folder) / CLOCK


def _set_clock(clock: Path, at: datetime | None) -> None:
    """Set the clock of a program that runs; it never finds a file that is half written."""
    if at is not None:
        new = clock.with_suffix(".new")
        new.write_text(at.isoformat(), encoding="ascii")
        new.replace(clock)


def _environment(folder: Path, script: Script) -> Mapping[str, str]:
    _set_clock(folder / CLOCK, script.begins_at)
    return {
        **{name: value for name, value in os.environ.items() if name in KEPT},
        "HOME": str(folder),
        "LANG": "C.UTF-8",
        "TERM": "xterm-256color",
        "PYTHONPATH": str(ROOT),
        "CHILDCHECK_LOG": str(folder / "log.db"),
        "CHILDCHECK_OFFICER": script.officer,
        "CHILDCHECK_TESTS_AT": str(folder / CLOCK),
        "XDG_CONFIG_HOME": str(folder),
    }


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, svg in draw().items():
        (FOLDER / f"{name}.svg").write_text(svg, encoding="utf-8")
