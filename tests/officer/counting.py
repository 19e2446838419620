"""How many prompts, keys and words each story takes, line by line and by keys, as a table.

Run as `python -m tests.officer.counting [STORY…]`: it prints Markdown. Keys are
everything but free text, Enter among them: choices, numbers, dates, times and the
letters that stand for a command. Words are the characters of names, addresses,
what was said and other free text. What it takes to write a talk down (who spoke,
and the Enter behind each line) stands apart from the keys, with the child's words.
A screen is what is put together: one question, one group of them, one list.

The roll belongs to the incident. Not counted are the one prompt before the first
question, which shift it is, and the way back to the roll when a child is taken off it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from childcheck.checklist.definitions import AnswerType, Scope
from childcheck.identifiers import QuestionId
from tests.officer.script import THE_INCIDENT, Script, Step
from tests.officer.typist import script_of, the_checklist

STORIES = Path(__file__).parents[1] / "stories"
STAGES = ("door", "leaving", "desk", "end")
HEADINGS = ("story", "whose", *STAGES, "keys", "talk", "words", "screens")


def story_files() -> tuple[Path, ...]:
    """Return the incident files of `tests/stories`, in order of their names."""
    return tuple(sorted(STORIES.glob("*.yaml")))


@dataclass(frozen=True)
class Taken:
    """What some steps of a script take; `talk` is what writing a talk down takes."""

    prompts: int = 0
    keys: int = 0
    talk: int = 0
    words: int = 0
    screens: int = 0


def taken(script: Script, *, whose: str = "", stage: str = "", by_keys: bool) -> Taken:
    """Return what it takes to tell a story, or one person's part or stage of it."""
    prompts = keys = talk = words = screens = 0
    before = ("", "")
    for step in script.steps:
        if whose not in ("", whose_is(step)) or stage not in ("", step.stage):
            continue
        screen = (whose_is(step), _screen(step))
        screens += screen != before
        before = screen
        for place, typed in enumerate(step.typed, 1):
            pressed = len(_bare(typed.text)) - typed.words + (0 if by_keys else 1)
            prompts += 1
            words += typed.words
            if is_talk(step) and place < len(step.typed):
                talk += pressed
            else:
                keys += pressed
    return Taken(prompts, keys, talk, words, screens)


def _bare(text: str) -> str:
    return text.replace("\x1b[200~", "").replace("\x1b[201~", "")


def whose_is(step: Step) -> str:
    """Return whose part a step belongs to: the roll is the incident's."""
    question = the_checklist().questions.get(QuestionId(step.question))
    if question is None:
        return step.whose
    for_each = the_checklist().section(question.section).for_each
    return step.whose if for_each is Scope.CHILD else THE_INCIDENT


def _screen(step: Step) -> str:
    question = the_checklist().questions.get(QuestionId(step.question))
    group = question.group if question is not None else None
    return group.id if group is not None else step.question


def is_talk(step: Step) -> bool:
    """Return whether a talk is written down in a step."""
    question = the_checklist().questions.get(QuestionId(step.question))
    return question is not None and question.type is AnswerType.TRANSCRIPT


def table(stories: Iterable[Path], *, by_keys: bool) -> Iterator[str]:
    """Yield the lines of a table: for each story the incident, every child, and all together."""
    yield f"| {' | '.join(HEADINGS)} |"
    yield f"|---|---|{'---:|' * (len(HEADINGS) - 2)}"
    for story in stories:
        script = script_of(story, by_keys=by_keys)
        everybody = dict.fromkeys(whose_is(step) for step in script.steps)
        for whose in (*everybody, ""):
            stages = [
                _cell(taken(script, whose=whose, stage=one, by_keys=by_keys)) for one in STAGES
            ]
            all_ = taken(script, whose=whose, by_keys=by_keys)
            counts = (f"{all_.keys:,}", f"{all_.talk:,}", f"{all_.words:,}", str(all_.screens))
            yield f"| {' | '.join((script.story, whose or '**all**', *stages, *counts))} |"


def _cell(one: Taken) -> str:
    """Return prompts and keys."""
    return f"{one.prompts} / {one.keys}" if one.prompts else "–"


if __name__ == "__main__":
    chosen = [Path(one) for one in sys.argv[1:]] or list(story_files())
    for is_by_keys in (True, False):
        print("\nBy keys:\n" if is_by_keys else "\nLine by line:\n")
        for line in table(chosen, by_keys=is_by_keys):
            print(line)
