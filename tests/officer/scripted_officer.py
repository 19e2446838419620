"""The scripted officer at a desk: types a script, and sees that the right thing is asked."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tests.officer.desk import Desk
from tests.officer.script import Script, Sitting, Step, flat
from tests.officer.terminal_session import Printed, TerminalSession

OPENED = re.compile(r"Incident (\d{8}-[0-9A-Z]{4}) is open")
OFFERS = (
    flat("Is there an adult to put on the list?"),
    flat("Is there a child to put on the list?"),
)


@dataclass
class ScriptedOfficer:
    """Types a script at a desk, sitting by sitting, and sees that the right thing is asked."""

    desk: Desk
    script: Script
    number: str = ""
    has_resumed: bool = False  # then an offer that was not met comes later, before an end

    def tell(self) -> None:
        """Type everything."""
        for sitting in self.script.sittings:
            with self.begin(sitting) as session:
                for step in sitting.steps:
                    self.type(session, step)
                printed, code = session.end()
                assert code == sitting.exit_code, f"exit code {code}:\n{session.tail}"
                assert "Receipt for your notebook" in printed

    def begin(self, sitting: Sitting) -> TerminalSession:
        """Run a sitting's command and answer what comes before its first question."""
        arguments = [self.number if one == "NUMBER" else one for one in sitting.arguments]
        if sitting.arguments[0] == "start":
            self.desk.come_to(self.script.begins_at)
        session = self.desk.at_terminal(*arguments)
        if sitting.arguments[0] == "start":
            self.choose_shift(session)
        return session

    def resume(self, *, is_with_family: bool = True) -> TerminalSession:
        """Go on with the incident; where it is asked, say whether the family is still there."""
        session = self.desk.at_terminal("resume", self.number)
        self.has_resumed = True
        printed = session.prompt()
        if printed.label == "y or n":
            session.type("y" if is_with_family else "n")
        else:
            session.unread(printed)
        return session

    def choose_shift(self, session: TerminalSession) -> None:
        """Choose the shift that the story states, or the likeliest when it is long past."""
        printed = session.prompt("Number")
        duty = self.script.duty
        wanted = rf"(\d)\){duty.shift.name},\S*of{duty.duty_date.day}[A-Z]"
        found = re.search(wanted, printed.flat)
        assert found is not None or not self.script.is_on_stated_duty, printed.text
        session.type(found.group(1) if found is not None else "1")

    def type(self, session: TerminalSession, step: Step) -> None:
        """Type one step, when what it answers is on the screen."""
        is_first = True
        for typed in step.typed:
            printed = self.prompt(session, step)
            if self.has_resumed and step.question == "offer" and not _is_offer(printed):
                session.unread(printed)
                return
            if is_first:
                is_first = False
                self._look(session, step, printed)
            assert typed.label in ("", printed.label), (
                f"{step.whose}, {step.question}: not {typed.label}:\n{session.tail}"
            )
            self.desk.come_to(step.at)
            session.type(typed.text)

    def prompt(self, session: TerminalSession, step: Step) -> Printed:
        """Wait for a step's prompt; an offer left open before a kill is made again, and left again.

        Whoever types into a step's prompt on their own calls this first.
        """
        printed = session.prompt()
        while _is_offer(printed) and not (
            step.question == "offer" and step.shows[0] in printed.flat
        ):
            session.type("")
            printed = session.prompt()
        if not self.number:
            found = OPENED.search(session.seen)
            self.number = found.group(1) if found is not None else ""
        return printed

    def _look(self, session: TerminalSession, step: Step, printed: Printed) -> None:
        for one in step.shows:
            assert one in printed.flat, f"{step.whose}, {step.question}:\n{session.tail}"


def _is_offer(printed: Printed) -> bool:
    return any(one in printed.flat for one in OFFERS)
