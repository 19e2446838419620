"""A checklist as values: sections, questions, choices and what answers force.

What an author writes as one screen with several answers (`parts`, `people`,
`roll`, `enquiry`, `follow_up`) is kept here as *leaf questions*: only a leaf is
put, answered, stored, named in a condition and exported. Each leaf remembers
the `Group` it stands in, so that a screen can show the group as the author
wrote it.

Source of the rules: the checklist language, sections 2 to 5.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType

from childcheck.checklist.conditions import Condition
from childcheck.identifiers import ChoiceId, Digest, QuestionId
from childcheck.problems import Place

UNBORN = "unborn"  # the band, and the whereabouts, of a child not yet born
NOWHERE = Place("", 1, 1)


class Stage(StrEnum):
    """When a question is put, with the family now."""

    DOOR = "door"
    LEAVING = "leaving"
    DESK = "desk"


STAGES = tuple(Stage)


class Scope(StrEnum):
    """Once for the incident, or once for each adult or child."""

    INCIDENT = "incident"
    ADULT = "adult"
    CHILD = "child"


class Basis(StrEnum):
    """What an answer rests on."""

    SEEN = "seen"
    CHILD_SAID = "child_said"
    ADULT_SAID = "adult_said"
    SIBLING_SAID = "sibling_said"
    RECORD = "record"
    PROFESSIONAL = "professional"


class Reason(StrEnum):
    """The four ways to leave a question."""

    DID_NOT_WANT = "did_not_want"
    NOT_KNOWN = "not_known"
    NOT_ASKED = "not_asked"
    DOES_NOT_APPLY = "does_not_apply"


class AnswerType(StrEnum):
    """What kind of answer a leaf question takes."""

    CHOICE = "choice"
    CHOICES = "choices"
    YES_NO = "yes_no"
    TEXT = "text"
    TRANSCRIPT = "transcript"
    LINES = "lines"
    NUMBER = "number"
    DATE = "date"
    TIME = "time"
    ADDRESS = "address"
    PEOPLE = "people"  # naming or picking adults, ended by "done"
    ROLL = "roll"  # naming children, ended by "done"
    PERSONS = "persons"  # picking some of the persons already named
    NOTE = "note"


CHOOSING = frozenset({AnswerType.CHOICE, AnswerType.CHOICES, AnswerType.YES_NO})


class Closing(StrEnum):
    """What closes a follow-up."""

    SEEING = "seeing"
    TALKING = "talking"
    ANYONE = "anyone"


class Due(StrEnum):
    """By when a follow-up is owed, when it is not a number of hours."""

    NOW = "now"
    BEFORE_LEAVING = "before_leaving"
    END_OF_DUTY = "end_of_duty"
    NEXT_SCHOOL_DAY = "next_school_day"


@dataclass(frozen=True)
class NeededLine:
    """A line of text beside an answer; `needed` lines cannot be empty."""

    ask: str
    needed: bool = True


@dataclass(frozen=True)
class Effects:
    """What an answer forces: never an answer."""

    remind: str = ""
    follow_ups: tuple[str, ...] = ()
    ask_again: tuple[QuestionId, ...] = ()
    offer_child: bool = False
    offer_adult: bool = False
    show_in_each_child: bool = False

    def __bool__(self) -> bool:
        return self != NO_EFFECTS


NO_EFFECTS = Effects()


@dataclass(frozen=True)
class Choice:
    """One of the answers that a question offers."""

    id: ChoiceId
    label: str
    text: NeededLine | None = None
    basis: Basis | None = None  # fixed without asking
    effects: Effects = NO_EFFECTS
    means: bool | None = None  # whether what the question asks after was done: seen, talked, alone
    is_here: bool | None = None  # on the whereabouts of a roll: the child is in the place now
    place: Place = NOWHERE


@dataclass(frozen=True)
class Then:
    """Effects that hang on more than one answer."""

    when: Condition
    effects: Effects
    place: Place = NOWHERE


@dataclass(frozen=True)
class Before:
    """A sentence shown above a question, always or when something holds."""

    text: str
    when: Condition | None = None


@dataclass(frozen=True)
class WayOfLeaving:
    """The wording of a reason; `text` is the line it needs, if any."""

    reason: Reason
    label: str
    text: NeededLine | None = None


class GroupKind(StrEnum):
    """What an author wrote as one question with several answers."""

    PARTS = "parts"
    PEOPLE = "people"
    ROLL = "roll"
    ENQUIRY = "enquiry"
    FOLLOW_UP = "follow_up"


@dataclass(frozen=True)
class Group:
    """The question of the author in which several leaf questions stand."""

    id: QuestionId
    kind: GroupKind
    ask: str
    opens: str = ""  # the named follow-up that a `follow_up` question gives to a person
    covers: tuple[Scope, ...] = ()  # whom an enquiry may cover
    place: Place = NOWHERE


@dataclass(frozen=True)
class ClockMoment:
    """When another question was put, or answered: a time that may be kept as an answer."""

    question: QuestionId
    is_of_asking: bool  # otherwise of answering
    place: Place = NOWHERE


@dataclass(frozen=True)
class Question:
    """One leaf question.

    `of` says whose answer it is: it is the section's scope, except for the
    fields of people and rolls, which belong to the person named. In a child's
    section the fields of a `people` question belong to the child and the
    adult together (`is_pair`).
    """

    id: QuestionId
    ask: str
    type: AnswerType
    section: str
    of: Scope = Scope.INCIDENT
    is_pair: bool = False
    stage: Stage = Stage.DESK
    label: str = ""  # the short name of a part or field on its group's screen
    group: Group | None = None
    choices: tuple[Choice, ...] = ()
    excludes_others: tuple[tuple[ChoiceId, ...], ...] = ()
    when: Condition | None = None
    text: NeededLine | None = None
    before: tuple[Before, ...] = ()
    guidance: str = ""
    why: str = ""
    source: tuple[str, ...] = ()
    say_to_child: bool = False
    at_leaving: str = ""  # the name of its line on the leaving screen; empty where it has none
    is_more: bool = False  # tier `more`: may be passed with one key
    is_needed: bool = True  # a part with `needed: false` may be passed with one key
    reasons: tuple[Reason, ...] = tuple(Reason)
    fact: str = ""
    column: str = ""  # in the children layout of an export; empty keeps it out
    basis: bool = False
    basis_each: bool = False
    at_least: int | None = None
    at_most: int | None = None
    clock: ClockMoment | None = None  # of `time`: what this computer's clock may know of it
    is_estimable: bool = False  # `estimated: true`: about, an age, overdue, or by eye
    has_speaker: bool = True  # of `lines`
    none_label: str = ""  # of `lines`: an empty answer that is an answer
    nothing_label: str = ""  # of `text`: empty, with a needed line why
    covers: tuple[Scope, ...] = ()  # of `persons`: who may be picked
    as_for_others: bool = False  # what one of a family told may be kept for the next, by a key
    in_engagement: bool = False
    place: Place = NOWHERE

    @property
    def is_optional(self) -> bool:
        """Whether one key passes it: recorded as not asked, without a line why."""
        return self.is_more or not self.is_needed

    @property
    def is_birth(self) -> bool:
        """Whether it asks when somebody was born: that cannot lie in the future."""
        return self.fact.endswith("born_on")

    def choice(self, choice_id: str) -> Choice | None:
        """Return the choice with this id, if it is offered."""
        return next((choice for choice in self.choices if choice.id == choice_id), None)


@dataclass(frozen=True)
class Section:
    """Questions that belong together, in the order in which they are put."""

    id: str
    title: str
    for_each: Scope
    questions: tuple[Question, ...]
    then: tuple[Then, ...] = ()
    is_engagement: bool = False
    place: Place = NOWHERE


@dataclass(frozen=True)
class FollowUpKind:
    """Something that may be owed to a child, an adult or the incident."""

    name: str
    what: str
    closed_by: Closing
    to_close: str = ""
    due: Due | None = None
    due_hours: int | None = None
    place: Place = NOWHERE


@dataclass(frozen=True)
class Band:
    """An age band: whole years below `under`."""

    id: str
    under: int
    place: Place = NOWHERE


@dataclass(frozen=True)
class Checklist:
    """A checklist, whole and flattened.

    `digest` names the exact text it was read from: SHA-256 over the files of
    its folder, tests apart, as `sha256:` and 64 hexadecimal digits. `sources`
    names what stands in short in a question's source.
    """

    id: str
    version: str
    title: str
    language: str
    bands: tuple[Band, ...]
    ways_of_leaving: tuple[WayOfLeaving, ...]
    conditions: Mapping[str, Condition]
    follow_ups: Mapping[str, FollowUpKind]
    sections: tuple[Section, ...]
    digest: Digest = Digest("")
    is_published: bool = True
    files: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    sources: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def names_of_sources(self, question: Question) -> tuple[str, ...]:
        """Return where a question comes from, by name where the checklist names the source."""
        return tuple(self.sources.get(one, one) for one in question.source)

    @cached_property
    def questions(self) -> Mapping[QuestionId, Question]:
        """Every leaf question by its id, in file order."""
        return {
            question.id: question for section in self.sections for question in section.questions
        }

    @cached_property
    def groups(self) -> Mapping[QuestionId, tuple[Question, ...]]:
        """The leaf questions of each group, by the group's id."""
        found: dict[QuestionId, list[Question]] = {}
        for question in self.questions.values():
            if question.group is not None:
                found.setdefault(question.group.id, []).append(question)
        return {group: tuple(leaves) for group, leaves in found.items()}

    @cached_property
    def named(self) -> dict[str, Condition]:
        """The named conditions as a plain dictionary."""
        return dict(self.conditions)

    def with_fact(self, fact: str) -> Iterator[Question]:
        """Yield the questions whose answer is this fact, in file order."""
        return (question for question in self.questions.values() if question.fact == fact)

    def way_of_leaving(self, reason: Reason) -> WayOfLeaving:
        """Return the wording of a reason."""
        return next(way for way in self.ways_of_leaving if way.reason == reason)

    def section(self, section_id: str) -> Section:
        """Return the section with this id."""
        return next(section for section in self.sections if section.id == section_id)
