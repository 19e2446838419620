"""Who of an incident file is who in the walk: by number in the file, and by identifier.

The walk makes the identifiers. The asker names people one at a time, and learns
at the next question by which identifier the walk knows the one it named.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from childcheck.checklist.definitions import AnswerType
from childcheck.identifiers import AdultId, ChildId
from childcheck.walk.showing import Shown
from childcheck.walk.subjects import Subject
from childcheck.yaml_files.incident_file import IncidentFile, PeopleInFile, PersonInFile
from childcheck.yaml_files.incident_forms import Who
from childcheck.yaml_files.incident_values import NamesGiven, same_name


@dataclass
class Listing:
    """The people of one list, as far as they have been named.

    `waiting` are to be named when the list is asked for; `late` afterwards.
    """

    kind: str  # adult or child
    people: PeopleInFile | None
    waiting: list[PersonInFile] = field(init=False)
    late: list[PersonInFile] = field(init=False)
    unmet: list[int] = field(default_factory=list)  # named, not yet known by an identifier
    numbers: dict[str, int] = field(default_factory=dict)  # in the file, by identifier
    is_asked: bool = False
    is_done: bool = False

    def __post_init__(self) -> None:
        self.waiting = [one for one in self.persons if one.found_late is None]
        self.late = [one for one in self.persons if one.found_late is not None]

    @property
    def persons(self) -> tuple[PersonInFile, ...]:
        """Everybody whom the file lists."""
        return self.people.persons if self.people is not None else ()

    def person(self, number: int) -> PersonInFile:
        """Return somebody by the number in the file."""
        return next(one for one in self.persons if one.number == number)

    def identifier(self, number: int) -> str | None:
        """Return who somebody of the file is in the walk, once named."""
        return next((one for one, held in self.numbers.items() if held == number), None)

    def meet(self, identifier: str, names: dict[str, str]) -> None:
        """Learn who the walk's new acquaintance is: the one named first of those not yet met."""
        if identifier not in self.numbers and self.unmet:
            number = self.unmet.pop(0)
            self.numbers[identifier] = number
            names.setdefault(same_name(self.person(number).name.text), identifier)


class PeopleNamed:
    """The adults and the children of a file, as far as they have been named."""

    def __init__(self, file: IncidentFile) -> None:
        self.adults = Listing("adult", file.adults)
        self.children = Listing("child", file.children)
        lists = [people for people in (file.adults, file.children) if people is not None]
        self.names = NamesGiven(are_whole=all(people.is_whole for people in lists))

    def meet(self, shown: Shown) -> None:
        """Learn from a question by which identifiers the walk knows whom the file has named."""
        subject = shown.spot.subject
        for adult in (*shown.adults, *((subject.adult,) if subject.adult else ())):
            self.adults.meet(adult, self.names.adults)
        listed = shown.persons if shown.question.type is AnswerType.ROLL else ()
        for child in (*listed, *((subject.child,) if subject.child else ())):
            self.children.meet(child, self.names.children)

    def who(self, subject: Subject) -> Who:
        """Return whom a question is about, by the numbers of the file."""
        return Who(
            self.children.numbers.get(subject.child or "", 0),
            self.adults.numbers.get(subject.adult or "", 0),
            subject.talk,
        )

    def subject(self, who: Who) -> Subject | None:
        """Return whom the walk knows by these numbers; None when somebody was never named."""
        child = self.children.identifier(who.child)
        adult = self.adults.identifier(who.adult)
        if (who.child and child is None) or (who.adult and adult is None):
            return None
        return Subject(
            ChildId(child) if child else None, AdultId(adult) if adult else None, who.talk
        )

    def is_withdrawn(self, child: int) -> bool:
        """Return whether the file says that a child was found not to belong here."""
        return bool(child) and self.children.person(child).withdrawn is not None
