"""Practise: an invented family, in a store of its own, with somebody who says what to press."""

from __future__ import annotations

from childcheck.cli.arrival import Arrival, mode_here
from childcheck.cli.sitting import Sitting, no_terminal, sitting, tell_end
from childcheck.problems import ChildcheckError, ExitCode, Problem
from childcheck.procedures.find_incident import walk_of
from childcheck.procedures.open_incident import open_incident
from childcheck.procedures.practise import (
    begun_practice,
    forget_practice,
    may_go_on,
    practice_path,
    practice_story,
    practised,
)
from childcheck.procedures.resume_incident import resume_walk
from childcheck.terminal.keyboard import is_terminal, open_terminal
from childcheck.terminal.plain.prompting import Stopped
from childcheck.walk.walking import Walk
from childcheck.yaml_files.configuration_file import configuration


def practise(officer: str | None, *, is_plain: bool | None) -> ExitCode:
    """Walk the invented family, from the beginning or from where it stopped."""
    if not is_terminal():
        raise no_terminal("practise")
    checklist, story = practice_story()
    if not (may_go_on(configuration().zone) and _wants_to_go_on(is_plain)):
        forget_practice()
    with sitting(
        practice_path(), officer, create=True, command="practise", is_plain=is_plain, story=story
    ) as here:
        begun = begun_practice(here.log)
        here.greet()
        if begun is None:
            walk = open_incident(here.recorder.with_checklist(checklist), checklist)
        else:
            walk = _gone_on_with(here)
        return tell_end(here, here.lead(walk))


def _gone_on_with(here: Sitting) -> Walk:
    begun = begun_practice(here.log)
    assert begun is not None
    assert here.story is not None
    before = practised(walk_of(here.log, begun, here.recorder.circumstances()), here.story)
    is_with_family = not before.situation.has_family_left
    return resume_walk(here.recorder, before, is_with_family=is_with_family)


def _wants_to_go_on(is_plain: bool | None) -> bool:
    with open_terminal() as console:
        try:
            return Arrival(console, mode_here(is_plain, configuration())).ask_go_on()
        except Stopped:
            raise ChildcheckError(STOPPED, ExitCode.PAUSED) from None


STOPPED = Problem(
    what="Stopped before the practice began.",
    remedy="begin it with:\nchildcheck practise",
    code="stopped",
    is_warning=True,
)


def refuse_log() -> ChildcheckError:
    """Return why practice is never written to a log that somebody names."""
    return ChildcheckError(
        Problem(
            what="Practice is never written to a log that is named: it has a store of its own.",
            where="--log",
            remedy="leave --log out:\nchildcheck practise",
            code="practice-has-its-store",
        ),
        ExitCode.USAGE,
    )
