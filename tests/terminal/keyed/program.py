"""A small program for a real terminal: asks in keyed mode and writes the replies down.

Run as `python -m tests.terminal.keyed.program FOLDER KIND…`: each reply is one line
of FOLDER/replies, and a half-written text is FOLDER/draft. With the kind `work` it
is busy for a second instead of asking, as a program is that writes to a slow disk.
With the one kind `walk` it walks an incident of the checklist that ships, with the
log FOLDER/log/childcheck.log.db, resumed when there is one.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from childcheck.checklist.definitions import CHOOSING, AnswerType, Question
from childcheck.identifiers import IncidentId, OfficerId, RandomIdentifiers
from childcheck.log.clocks import SystemClock
from childcheck.procedures.find_checklist import find_checklist
from childcheck.procedures.find_incident import walk_of
from childcheck.procedures.keep_drafts import DraftsInLog
from childcheck.procedures.lead_walk import lead_walk
from childcheck.procedures.open_incident import open_incident
from childcheck.procedures.open_log import open_log
from childcheck.procedures.record_entries import Recorder, writing_as
from childcheck.terminal.keyed.asker import KeyedAsker, greet
from childcheck.terminal.keyed.terminal import KeyedTerminal, open_keyed_terminal
from childcheck.walk.subjects import Spot
from tests.checklist.builders import a_checklist, a_question
from tests.terminal.scripted import AVA, LONDON, NIGHT, shown

OFFICER = "4711"
LONG_CHOICE = (
    "Elsewhere in the house, where whether the child could see or hear is not known to anybody"
)


class DraftsInFile:
    """One draft, in a file that outlives the program."""

    is_durable = True

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self, spot: Spot) -> str:
        """Return the draft; empty when there is none."""
        return self._path.read_text(encoding="utf-8") if self._path.exists() else ""

    def write(self, spot: Spot, text: str) -> None:
        """Keep a draft in place of the one before."""
        self._path.write_text(text, encoding="utf-8")


def a_question_of(number: int, kind: str) -> Question:
    """Return a question of a kind, with a name and a choice that test the layout."""
    ask = f"Łuczak, سارة and 李小龍, question {number}?"
    if kind not in CHOOSING:
        return a_question(f"ch.q{number}", kind, ask=ask, why="Because.")
    choices = ("yes", "no") if kind == AnswerType.YES_NO else ("awake", "asleep", LONG_CHOICE)
    return a_question(f"ch.q{number}", kind, ask=ask, why="Because.", choices=choices)


def ask_each(terminal: KeyedTerminal, folder: Path, kinds: list[str]) -> None:
    """Ask one question of each kind."""
    drafts = DraftsInFile(folder / "draft")
    asker = KeyedAsker(terminal, a_checklist(), LONDON, lambda: NIGHT, drafts, officer=OFFICER)
    with (folder / "replies").open("a", encoding="utf-8") as replies:
        for number, kind in enumerate(kinds, 1):
            if kind == "work":
                terminal.screen.say("WORKING")
                time.sleep(1)
                continue
            reply = asker.ask(shown(a_question_of(number, kind), child=AVA))
            replies.write(f"{reply!r}\n")
            replies.flush()


def walk(terminal: KeyedTerminal, folder: Path) -> None:
    """Walk an incident, or go on with the one that is there."""
    with open_log(folder / "log" / "childcheck.log.db", LONDON, create=True) as log:
        recorder = Recorder(
            log, SystemClock(LONDON), RandomIdentifiers(), writing_as(OfficerId(OFFICER)), LONDON
        )
        rows = log.rows("incidents")
        if rows:
            going_on = walk_of(log, IncidentId(str(rows[0]["incident"])), recorder.circumstances())
        else:
            checklist = find_checklist("domestic-incident", None)
            going_on = open_incident(recorder.with_checklist(checklist), checklist)
        recorder = recorder.with_checklist(going_on.checklist)
        drafts = DraftsInLog(log, going_on.situation.incident)
        asker = KeyedAsker(
            terminal, going_on.checklist, LONDON, recorder.now, drafts, officer=OFFICER
        )
        greet(terminal)
        led = lead_walk(going_on, asker, recorder.record, recorder.now)
        (folder / "replies").write_text(f"{led.outcome}\n", encoding="utf-8")


def main(target: str, *kinds: str) -> None:
    """Ask what is wanted."""
    folder = Path(target)
    with open_keyed_terminal() as terminal:
        if kinds == ("walk",):
            walk(terminal, folder)
        else:
            ask_each(terminal, folder, list(kinds))
    print("THE END", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
