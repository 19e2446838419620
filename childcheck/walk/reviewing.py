"""What a child's record, and the whole incident, look like before they are finished."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from childcheck.checklist.definitions import AnswerType
from childcheck.identifiers import ChildId
from childcheck.walk.contact import NOT_BORN, NOT_THIS_AGE, Contact, contact_with, state_of
from childcheck.walk.order import spots, spots_of_child, spots_of_talk
from childcheck.walk.situation import FollowUp
from childcheck.walk.subjects import Spot
from childcheck.walk.viewing import Sight, is_gap
from childcheck.walk.wording import fill, in_words, names_in, placeholder_values, worded


@dataclass(frozen=True)
class Line:
    """One numbered line of a review: a question and what stands there.

    `state` is `answered`, a reason's id, `not_reached` or `set_aside`.
    """

    number: int
    spot: Spot
    section: str
    ask: str
    words: str
    state: str
    is_gap: bool = False
    note: str = ""  # such as "corrected"


@dataclass(frozen=True)
class Review:
    """A child's check (or, without a child, the incident's own part) line by line."""

    title: str
    child: ChildId | None
    lines: tuple[Line, ...]
    set_aside: tuple[Line, ...]
    follow_ups: tuple[FollowUp, ...]
    open_spots: tuple[Spot, ...]

    @property
    def gaps(self) -> tuple[Line, ...]:
        """The lines that are gaps in the record."""
        return tuple(line for line in self.lines if line.is_gap)

    @property
    def may_finish(self) -> bool:
        """Whether nothing is left to be asked."""
        return not self.open_spots


@dataclass(frozen=True)
class ChildInSummary:
    """How one child's check stands."""

    child: ChildId
    roll_number: int
    name: str
    state: str  # not_started, unfinished, finished, finished_with_gaps, withdrawn
    contact: Contact
    open_count: int
    gap_count: int
    follow_ups: tuple[FollowUp, ...]
    gaps: tuple[Line, ...] = ()


@dataclass(frozen=True)
class Summary:
    """The incident across its children."""

    number: str
    children: tuple[ChildInSummary, ...]
    incident_open: tuple[Line, ...]
    incident_gaps: tuple[Line, ...]
    child_open: tuple[Line, ...]
    follow_ups: tuple[FollowUp, ...]

    @property
    def may_finish(self) -> bool:
        """Whether every question on every path is answered or left with a reason."""
        return not self.incident_open and not self.child_open

    @property
    def not_reached(self) -> int:
        """How many questions nobody came to."""
        return len(self.incident_open) + len(self.child_open)

    @property
    def gap_count(self) -> int:
        """How many questions were left with a reason, over everybody."""
        return len(self.incident_gaps) + sum(one.gap_count for one in self.children)

    def sentence(self) -> str:
        """Return the summary in one sentence, in counts and no names."""
        living = [one for one in self.children if one.state != "withdrawn"]
        contacts = [one.contact for one in living]
        not_born = sum(one.seen == NOT_BORN for one in contacts)
        too_young = sum(one.talked == NOT_THIS_AGE for one in contacts)
        parts = [
            f"{len(living)} on the roll",
            f"{not_born} of them not born yet" if not_born else "",
            f"{sum(one.seen == 'yes' for one in contacts)} seen",
            f"{sum(one.talked == 'yes' for one in contacts)} spoken to",
            f"{sum(one.alone == 'yes' for one in contacts)} spoken to alone",
            f"{too_young} not asked to talk at that age" if too_young else "",
            f"{len(self.follow_ups)} follow-up{'' if len(self.follow_ups) == 1 else 's'} owed",
        ]
        return ", ".join(part for part in parts if part)


def child_spots(sight: Sight, child: ChildId) -> tuple[Spot, ...]:
    """Return the spots on the path of one child's check, first talk included."""
    return tuple(spot for spot in spots_of_child(sight, child) if _counts(sight, spot))


def incident_spots(sight: Sight) -> tuple[Spot, ...]:
    """Return the spots on the path that belong to the incident or its adults."""
    return tuple(
        spot for spot in spots(sight) if spot.subject.child is None and _counts(sight, spot)
    )


def _counts(sight: Sight, spot: Spot) -> bool:
    question = sight.checklist.questions[spot.question]
    return question.type is not AnswerType.NOTE and sight.is_on_path(spot)


def review_of(sight: Sight, child: ChildId | None) -> Review:
    """Return the numbered review of a child, or of the incident's own part."""
    on_path = child_spots(sight, child) if child is not None else incident_spots(sight)
    lines = tuple(_line(sight, spot, number) for number, spot in enumerate(on_path, 1))
    aside = [
        spot
        for spot, held in sight.situation.held.items()
        if held.is_set_aside and spot.subject.child == child and not sight.is_on_path(spot)
    ]
    title = sight.name_of_child(child) if child is not None else "The incident"
    return Review(
        title=title,
        child=child,
        lines=lines,
        set_aside=tuple(_line(sight, spot, 0, is_aside=True) for spot in aside),
        follow_ups=_owed(sight, child),
        open_spots=tuple(spot for spot in on_path if not sight.is_settled(spot)),
    )


def lines_of(sight: Sight, child: ChildId | None) -> tuple[Line, ...]:
    """Return every line that can be put right: a child's review, and all further talks."""
    lines = review_of(sight, child).lines
    if child is None:
        return lines
    further = [
        spot
        for talk in range(2, sight.situation.talk_count(child) + 1)
        for spot in spots_of_talk(sight, child, talk)
        if _counts(sight, spot)
    ]
    numbers = enumerate(further, len(lines) + 1)
    return (*lines, *(_line(sight, spot, number) for number, spot in numbers))


def _owed(sight: Sight, child: ChildId | None) -> tuple[FollowUp, ...]:
    follow_ups = sight.situation.follow_ups.values()
    return tuple(one for one in follow_ups if one.child == child and one.state == "open")


def _joined(group: str, label: str) -> str:
    """Return a group's question and the label of one of its parts, as one line reads."""
    if group == label:
        return group
    return f"{group} {label}" if group[-1:] in "?.!:" else f"{group}: {label}"


def _line(sight: Sight, spot: Spot, number: int, *, is_aside: bool = False) -> Line:
    question = sight.checklist.questions[spot.question]
    values = placeholder_values(sight, spot.subject)
    held = sight.situation.held.get(spot) if is_aside else sight.live(spot)
    words = "(not reached)"
    if held is not None:
        names = names_in(sight)
        question_worded = worded(question, values)
        words = in_words(question_worded, held.given, sight.checklist, names, with_basis=True)
    ask = fill(question.ask, values)
    if question.group is not None and question.label:
        ask = _joined(fill(question.group.ask, values), fill(question.label, values))
    who = sight.situation.adults[spot.subject.adult].name if spot.subject.adult else ""
    return Line(
        number=number,
        spot=spot,
        section=fill(sight.checklist.section(question.section).title, values),
        ask=f"{who}: {ask}" if who else ask,
        words=words,
        state="set_aside" if is_aside else state_of(held),
        is_gap=held is not None and not is_aside and is_gap(question, held),
        note="corrected" if held is not None and held.is_correction else "",
    )


def gap_lines(sight: Sight, on_path: Iterable[Spot]) -> tuple[Line, ...]:
    """Return the lines left with a reason that counts as a gap."""
    return tuple(_line(sight, spot, 0) for spot in _gap_spots(sight, on_path))


def gap_count(sight: Sight, on_path: Iterable[Spot]) -> int:
    """Return how many spots were left with a reason that counts as a gap."""
    return sum(1 for _ in _gap_spots(sight, on_path))


def _gap_spots(sight: Sight, on_path: Iterable[Spot]) -> Iterator[Spot]:
    for spot in on_path:
        held = sight.live(spot)
        if held is not None and is_gap(sight.checklist.questions[spot.question], held):
            yield spot


def open_lines(sight: Sight, on_path: Iterable[Spot]) -> tuple[Line, ...]:
    """Return the lines that are still to be asked."""
    return tuple(_line(sight, spot, 0) for spot in on_path if not sight.is_settled(spot))


def child_state(sight: Sight, child: ChildId) -> str:
    """Return the state of a child's check, as exports write it."""
    person = sight.situation.children[child]
    if person.is_withdrawn:
        return "withdrawn"
    state = sight.situation.check_states[child]
    if state != "unfinished":
        return state
    roll_fields = {
        spot
        for spot in spots_of_child(sight, child)
        if sight.checklist.section(sight.checklist.questions[spot.question].section).for_each.value
        != "child"
    }
    begun = any(
        spot.subject.child == child and spot not in roll_fields for spot in sight.situation.held
    )
    return "unfinished" if begun else "not_started"


def summarise(sight: Sight) -> Summary:
    """Return how the incident stands across its children."""
    of_incident = incident_spots(sight)
    children = []
    child_open: list[Line] = []
    for child, person in sight.situation.children.items():
        on_path = () if person.is_withdrawn else child_spots(sight, child)
        still_open = open_lines(sight, on_path)
        gaps = gap_lines(sight, on_path)
        child_open.extend(still_open)
        children.append(
            ChildInSummary(
                child=child,
                roll_number=person.roll_number,
                name=sight.name_of_child(child),
                state=child_state(sight, child),
                contact=contact_with(sight, child),
                open_count=len(still_open),
                gap_count=len(gaps),
                follow_ups=_owed(sight, child),
                gaps=gaps,
            )
        )
    return Summary(
        number=sight.situation.number,
        children=tuple(children),
        incident_open=open_lines(sight, of_incident),
        incident_gaps=gap_lines(sight, of_incident),
        child_open=tuple(child_open),
        follow_ups=tuple(one for one in sight.situation.follow_ups.values() if one.state == "open"),
    )
