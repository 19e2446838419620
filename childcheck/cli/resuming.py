"""Go on with what was begun: resume an incident, record a further talk, correct an answer."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from childcheck.cli.sitting import Sitting, sitting, tell_end
from childcheck.identifiers import ChildId, IncidentId
from childcheck.problems import ChildcheckError, ExitCode, Problem
from childcheck.procedures.correct_answer import walk_to, whole_incident
from childcheck.procedures.engage_child import child_on_roll, closed_by_talk, talk_to_record
from childcheck.procedures.find_incident import find_incident, walk_of
from childcheck.procedures.lead_walk import Led, Outcome
from childcheck.procedures.resume_incident import (
    Unfinished,
    how_far,
    needs_presence,
    resume_incident,
    unfinished_incidents,
)
from childcheck.terminal import arrival_words as words
from childcheck.terminal import words as asking_words
from childcheck.terminal.plain import arriving
from childcheck.terminal.plain.ending import line_in_words
from childcheck.walk.reviewing import Line, Review
from childcheck.walk.situation import UNFINISHED
from childcheck.walk.subjects import Spot
from childcheck.walk.walking import Walk


def resume(
    number: str | None, officer: str | None, log: Path | None, is_plain: bool | None
) -> ExitCode:
    """Go on with an incident; return the exit code."""
    with sitting(log, officer, command="resume", is_plain=is_plain) as here:
        incident = _incident_to_resume(here, number)
        told = how_far(here.log, incident, here.recorder.circumstances())
        here.greet()
        stands_above = number is None  # in the list from which it was chosen
        here.say(
            words.goes_on(f"{told.incident_number}." if stands_above else _in_words(here, told))
        )
        walk = walk_of(here.log, incident, here.recorder.circumstances())
        is_with_family = needs_presence(walk) and here.arrival.ask_with_family(here.officer)
        walk = resume_incident(here.recorder, incident, is_with_family=is_with_family)
        return tell_end(here, here.lead(walk))


def _incident_to_resume(here: Sitting, number: str | None) -> IncidentId:
    if number is not None:
        incident = find_incident(here.log, number)
        if here.log.rows("incidents", incident=incident)[0]["state"] != UNFINISHED:
            raise _finished_already(number)
        return incident
    unfinished = unfinished_incidents(here.log, here.recorder.circumstances())
    if not unfinished:
        raise ChildcheckError(
            Problem(
                what="Nothing is unfinished in this log.",
                where=str(here.log.path),
                remedy="begin an incident with:\nchildcheck start",
                code="nothing-unfinished",
            ),
            ExitCode.NOT_FOUND,
        )
    labels = [_in_words(here, one) for one in unfinished]
    return unfinished[here.arrival.choose_incident(here.officer, labels)].incident


def _finished_already(number: str) -> ChildcheckError:
    return ChildcheckError(
        Problem(
            what="This incident is finished: there is nothing to go on with.",
            where=f"incident {number}",
            remedy=f"to put an answer right:\nchildcheck correct {number}\n"
            f"to record a further talk with a child:\nchildcheck engage {number} --child N",
            code="finished-already",
        ),
        ExitCode.REFUSED,
    )


def _in_words(here: Sitting, one: Unfinished) -> str:
    zone = here.settings.zone
    return words.unfinished(
        one.incident_number,
        one.reference,
        one.place,
        words.moment(one.opened_at, zone),
        words.moment(one.last_at or one.opened_at, zone),
        one.officer,
        one.answered,
        one.summary.sentence(),
    )


def engage(
    number: str,
    roll_number: int | None,
    officer: str | None,
    log: Path | None,
    is_plain: bool | None,
) -> ExitCode:
    """Record a further talk with a child; return the exit code."""
    with sitting(log, officer, command="engage", is_plain=is_plain) as here:
        incident = find_incident(here.log, number)
        walk = talk_to_record(here.log, incident, here.recorder.circumstances(), roll_number)
        here.greet()
        led = here.lead(walk)
        if led.outcome is not Outcome.TALK_RECORDED:
            return tell_end(here, led)
        assert walk.talk is not None
        child, talk = walk.talk
        if led.walk.situation.children[child].is_withdrawn:
            here.say(words.talk_broken_off(talk))
            here.say(words.receipt(here.log.receipt()))
            return ExitCode.DONE
        closed = [one.what for one in closed_by_talk(walk, led.walk)]
        here.say(words.talk_recorded(talk, closed))
        here.say(words.receipt(here.log.receipt()))
        return ExitCode.DONE


def correct(
    number: str,
    roll_number: int | None,
    question: str | None,
    officer: str | None,
    log: Path | None,
    is_plain: bool | None,
) -> ExitCode:
    """Put one answer right; return the exit code."""
    with sitting(log, officer, command="correct", is_plain=is_plain) as here:
        incident = find_incident(here.log, number)
        walk = walk_of(here.log, incident, here.recorder.circumstances())
        child = child_on_roll(walk, roll_number) if roll_number is not None else None
        spot = _spot_to_correct(here, walk, child, question)
        before = here.log.head()
        led = here.lead(walk_to(walk, spot), start_at=spot)
        whole, outcome = whole_incident(walk, led)
        here.say(words.CORRECTED if here.log.head() != before else words.NOTHING_CHANGED)
        return tell_end(here, Led(whole, outcome) if outcome is not None else here.lead(whole))


def _spot_to_correct(
    here: Sitting, walk: Walk, child: ChildId | None, question: str | None
) -> Spot:
    lines = walk.lines(child)
    if question is not None:
        fitting = [line for line in lines if line.spot.question == question]
        if not fitting:
            raise _no_question(walk, lines, question)
        if len(fitting) == 1:
            return fitting[0].spot
        lines = tuple(fitting)
    review = walk.review(child)

    def print_it(_typed: str = "") -> None:
        here.prompter.paged(lambda: _print_review(here, review, lines))
        here.say(words.WHY_CORRECTED)

    print_it()
    here.prompter.restate = lambda: here.say(words.WHY_CORRECTED)
    return lines[arriving.choose_line(here.prompter, len(lines), {"again": print_it})].spot


def _print_review(here: Sitting, review: Review, lines: Sequence[Line]) -> None:
    """Print the lines by section, as the review had them, and what no longer applies."""
    here.say(asking_words.review_heading(review.title))
    talk, section = 1, ""
    for number, line in enumerate(lines, 1):
        if line.spot.subject.talk > talk:
            talk, section = line.spot.subject.talk, ""
            here.say(words.talk_heading(talk))
        if line.section != section:
            section = line.section
            here.say(asking_words.section(section))
        mark = f"{number}) "
        here.prompter.say(line_in_words(line), mark, " " * len(mark))
    if review.set_aside:
        here.say(asking_words.NO_LONGER_APPLIES)
        for line in review.set_aside:
            here.prompter.say(line_in_words(line), "- ", "  ")


def _no_question(walk: Walk, lines: tuple[Line, ...], question: str) -> ChildcheckError:
    from difflib import get_close_matches

    asked = sorted({str(line.spot.question) for line in lines})
    near = get_close_matches(question, asked, n=1)
    return ChildcheckError(
        Problem(
            what="No such question stands in this part of the record.",
            where=f"incident {walk.situation.number}",
            remedy="leave out --question to choose from the lines; "
            "a child's questions need --child N",
            code="no-question",
            nearest=near[0] if near else "",
        ),
        ExitCode.NOT_FOUND,
    )
