"""A console that types from a script and keeps what was printed, and what is asked on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from childcheck.checklist.answers import Answer, Given, Plain
from childcheck.checklist.definitions import Checklist, Question, Reason
from childcheck.identifiers import AdultId, ChildId, EntryId
from childcheck.terminal.drafts import Drafts
from childcheck.terminal.plain.asker import PlainAsker
from childcheck.walk.showing import Shown, Standing
from childcheck.walk.situation import Held
from childcheck.walk.subjects import INCIDENT, Spot, Subject
from tests.checklist.builders import a_checklist

LONDON = ZoneInfo("Europe/London")
NIGHT = datetime(2026, 11, 24, 21, 45, tzinfo=LONDON)
AVA = ChildId("child-ava")
ANNA = AdultId("adult-anna")
PIOTR = AdultId("adult-piotr")
ADULTS = {ANNA: "Anna Kowalska", PIOTR: "Piotr Kowalski"}
REASONS = tuple(Reason)

Typed = str | tuple[str, ...] | Exception  # a line, the lines of a paste, or what happens instead


@dataclass
class ScriptedConsole:
    """Types one item of the script at each prompt; `printed` is everything shown."""

    script: list[Typed]
    width: int = 79
    printed: str = ""
    height: int | None = None
    went_on: list[bool] = field(default_factory=list)

    def write(self, text: str) -> None:
        """Keep what is printed."""
        self.printed += text

    def read(self, prompt: str, *, goes_on: bool = False) -> tuple[str, ...]:
        """Type the next item."""
        self.printed += prompt
        self.went_on.append(goes_on)
        assert self.script, f"asked more than the script answers:\n{self.printed}"
        typed = self.script.pop(0)
        if isinstance(typed, Exception):
            self.printed += "\n"
            raise typed
        lines = (typed,) if isinstance(typed, str) else typed
        self.printed += "\n".join(lines) + "\n"
        return lines

    @property
    def flat(self) -> str:
        """What was printed, without its line breaks."""
        return " ".join(self.printed.split())


def an_asker(
    *script: Typed,
    checklist: Checklist | None = None,
    now: datetime = NIGHT,
    width: int = 79,
    drafts: Drafts | None = None,
) -> tuple[PlainAsker, ScriptedConsole]:
    """Return an asker whose officer types the script, and the console."""
    console = ScriptedConsole(list(script), width)
    asker = PlainAsker(console, checklist or a_checklist(), LONDON, lambda: now, drafts)
    return asker, console


def shown(
    question: Question,
    *,
    standing: Standing = Standing.NOTHING,
    held: Given | None = None,
    child: ChildId | None = None,
    adult: AdultId | None = None,
    **more: object,
) -> Shown:
    """Return a question as it is put, with sensible defaults."""
    labels = tuple((one.id, one.label) for one in question.choices)
    lines = {"": question.text.ask} if question.text else {}
    lines |= {one.id: one.text.ask for one in question.choices if one.text}
    values: dict[str, object] = {
        "heading": "About the child",
        "ask": question.ask,
        "group_ask": question.group.ask if question.group else "",
        "before": (),
        "guidance": question.guidance,
        "why": question.why,
        "choices": labels,
        "persons": {},
        "adults": ADULTS,
        "standing": standing if held is None else Standing.ANSWER,
        "held": Held(held, EntryId("e"), 1, EntryId("e")) if held is not None else None,
        "standing_words": "what stands",
        "lines_above": (),
        "status": "Child 1 of 2 (Ava, 4) · question 3 of 12",
        "name": "Ava" if child else "",
        "label": question.label,
        "line_asks": lines,
        "none_label": question.none_label,
        "nothing_label": question.nothing_label,
    }
    if held is not None and standing is not Standing.NOTHING:
        values["standing"] = standing
    values |= more
    spot = Spot(Subject(child, adult) if child or adult else INCIDENT, question.id)
    return Shown(spot=spot, question=question, **values)  # type: ignore[arg-type]


def answered(
    question: Question, *script: Typed, width: int = 79, **more: object
) -> tuple[object, ScriptedConsole]:
    """Return the reply to a question whose officer types the script, and the console.

    Everything in the script must have been wanted.
    """
    asker, console = an_asker(*script, width=width)
    reply = asker.ask(shown(question, **more))  # type: ignore[arg-type]
    assert not console.script, f"not all of the script was wanted:\n{console.printed}"
    return reply, console


def an_answer(
    value: Plain,
    texts: dict[str, str] | None = None,
    basis: dict[str, Sequence[object]] | None = None,
) -> Answer:
    """Return an answer, to be compared with a reply."""
    return Answer(value, texts or {}, {key: tuple(one) for key, one in (basis or {}).items()})  # type: ignore[arg-type]
