"""How many prompts, keys and words each story takes in plain mode, as a table.

Run as `python -m tests.officer.counting [STORY…]`: it prints Markdown. Keys are
everything but free text, Enter among them; words are the characters of names,
addresses, what was said and other free text. Not counted is the one prompt
before the first question, which shift it is.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.officer.script import Counted, Script
from tests.officer.typist import script_of

STORIES = Path(__file__).parents[1] / "stories"
STAGES = ("door", "leaving", "desk", "end")
HEADINGS = ("story", "whose", *STAGES, "in all", "words")


def story_files() -> tuple[Path, ...]:
    """Return the incident files of `tests/stories`, in order of their names."""
    return tuple(sorted(STORIES.glob("*.yaml")))


def table(scripts: Iterable[Script]) -> Iterator[str]:
    """Yield the lines of the table: for each story the incident, every child, and all together."""
    yield f"| {' | '.join(HEADINGS)} |"
    yield f"|---|---|{'---:|' * (len(HEADINGS) - 2)}"
    for script in scripts:
        for whose in (*script.everybody, ""):
            stages = [_cell(script.counted(whose=whose, stage=stage)) for stage in STAGES]
            whole = script.counted(whose=whose)
            cells = (script.story, whose or "**all**", *stages, _cell(whole), f"{whole.words:,}")
            yield f"| {' | '.join(cells)} |"


def _cell(counted: Counted) -> str:
    """Return prompts and keys."""
    return f"{counted.prompts} / {counted.keys}" if counted.prompts else "–"


if __name__ == "__main__":
    for line in table(script_of(Path(one)) for one in sys.argv[1:] or story_files()):
        print(line)
