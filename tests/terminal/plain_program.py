"""A small program for a real terminal: asks some questions in plain mode and writes the replies.

Run as: plain_program.py FILE KIND… — each reply is one line of FILE. With the kind
`work` it is busy for a second instead of asking, as a program is that writes to a
slow disk.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from childcheck.terminal.keyboard import open_terminal
from childcheck.terminal.plain.asker import PlainAsker
from tests.checklist.builders import a_checklist, a_question
from tests.terminal.scripted import LONDON, NIGHT, shown


def main(target: str, *kinds: str) -> None:
    """Ask one question of each kind."""
    with open_terminal() as console, Path(target).open("w", encoding="utf-8") as replies:
        asker = PlainAsker(console, a_checklist(), LONDON, lambda: NIGHT)
        for number, kind in enumerate(kinds, 1):
            if kind == "work":
                console.write("WORKING\n")
                time.sleep(1)
                continue
            question = a_question(f"ch.q{number}", kind, ask=f"Łuczak, question {number}?")
            replies.write(f"{asker.ask(shown(question))!r}\n")
            replies.flush()
        console.write("THE END\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
