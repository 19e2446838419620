"""The columns that come from a checklist: one for each `column` of its questions.

They stand in the order of the checklist. A question that records what its
answer rests on has a second column, named with `_basis` behind.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

from childcheck.checklist.definitions import AnswerType, Checklist, Question, Scope
from childcheck.exports.incident_records import IncidentRecord
from childcheck.exports.standing_words import (
    DOES_NOT_APPLY,
    NO_CHILD,
    NOT_IN_CHECKLIST,
    Said,
    Standing,
    basis_of,
    standing_at,
    words_of,
)
from childcheck.identifiers import ChildId, Digest
from childcheck.walk.subjects import INCIDENT, Spot, Subject

BASIS = "_basis"

Tell = Callable[[IncidentRecord, Question, Standing], Said]


@dataclass(frozen=True)
class QuestionColumn:
    """A column and the question whose answers, or their basis, stand in it."""

    name: str
    question: Question
    is_basis: bool = False

    def said(self, record: IncidentRecord, child: ChildId | None, talk: int = 0) -> Said:
        """Return what a cell says.

        Args:
            record: the incident.
            child: whose row it is; None when the roll holds no child.
            talk: the talk whose row it is; 0 is all talks together.
        """
        return _said(record, self.question, child, talk, basis_of if self.is_basis else words_of)


class QuestionColumns:
    """The columns of all checklists that an export meets, each name once."""

    def __init__(self, checklists: Sequence[Checklist], fixed: Collection[str]) -> None:
        """Take the checklists in the order in which they are met, and the names that are taken."""
        self._of_checklist: dict[Digest, dict[str, QuestionColumn]] = {}
        self.names: tuple[str, ...] = ()
        for checklist in checklists:
            columns = tuple(columns_of(checklist, fixed))
            self._of_checklist[checklist.digest] = {column.name: column for column in columns}
            self.names = _merged(self.names, [column.name for column in columns])

    def said(self, record: IncidentRecord, child: ChildId | None, talk: int = 0) -> Iterator[Said]:
        """Yield what the cells of a row say, in the order of `names`."""
        columns = self._of_checklist[record.checklist.digest]
        for name in self.names:
            column = columns.get(name)
            yield column.said(record, child, talk) if column is not None else NOT_IN_CHECKLIST

    def only_of_talks(self) -> QuestionColumns:
        """Return the columns of questions that are answered once for each talk."""
        narrowed = QuestionColumns((), ())
        narrowed._of_checklist = {
            digest: {
                name: column for name, column in columns.items() if column.question.in_engagement
            }
            for digest, columns in self._of_checklist.items()
        }
        narrowed.names = tuple(
            name
            for name in self.names
            if any(name in columns for columns in narrowed._of_checklist.values())
        )
        return narrowed


def columns_of(checklist: Checklist, fixed: Collection[str]) -> Iterator[QuestionColumn]:
    """Yield the columns of one checklist, in its order.

    A name that a fixed column has, or another question, gives way to the
    question's id, with underscores for dots. The answer of a fact that a fixed
    column of the same name shows is not repeated.
    """
    taken = set(fixed)
    for question in checklist.questions.values():
        name = question.column
        if not name or question.type is AnswerType.NOTE:
            continue
        is_shown = name in fixed and FACTS_SHOWN.get(name) == question.fact
        if not is_shown:
            name = _free(name if name not in taken else question.id.replace(".", "_"), taken)
            yield QuestionColumn(name, question)
        if _records_basis(question) and not (is_shown and name + BASIS in fixed):
            yield QuestionColumn(_free(name + BASIS, taken), question, is_basis=True)


# Fixed columns that show a fact.
FACTS_SHOWN = {
    "incident_ref": "incident.reference",
    "entry_mode": "incident.mode",
    "place": "incident.place",
    "arrived_at": "incident.arrived_at",
    "adults": "incident.adults",
    "other_names": "child.other_names",
    "dob": "child.born_on",
    "gender": "child.gender",
    "language": "child.language",
    "carers": "child.carers",
    "whereabouts": "child.whereabouts",
}


def _free(name: str, taken: set[str]) -> str:
    while name in taken:
        name += "_"
    taken.add(name)
    return name


def _records_basis(question: Question) -> bool:
    return question.basis or question.basis_each or any(one.basis for one in question.choices)


def _merged(names: Sequence[str], more: Sequence[str]) -> tuple[str, ...]:
    """Return names with those added that are new, each behind the one it stood behind."""
    merged = list(names)
    at = 0
    for name in more:
        if name in merged:
            at = merged.index(name) + 1
        else:
            merged.insert(at, name)
            at += 1
    return tuple(merged)


def _said(
    record: IncidentRecord, question: Question, child: ChildId | None, talk: int, tell: Tell
) -> Said:
    """Return what a cell says of one question, over all adults or talks that it was put for."""
    if question.of is Scope.INCIDENT:
        return tell(record, question, standing_at(record, Spot(INCIDENT, question.id)))
    if question.of is Scope.ADULT:
        adults = [Subject(adult=one) for one in record.situation.living_adults()]
        naming = next(record.checklist.with_fact("incident.adults"), None)
        return _of_adults(record, question, adults, tell, _naming(record, naming, INCIDENT))
    if child is None:
        return NO_CHILD
    if question.is_pair:
        subject = Subject(child, None, max(talk, 1) if question.in_engagement else 0)
        naming = _naming_of(record, question)
        adults = _adults_picked(record, naming, subject)
        return _of_adults(record, question, adults, tell, _naming(record, naming, subject))
    if not question.in_engagement:
        return tell(record, question, standing_at(record, Spot(Subject(child), question.id)))
    if talk:
        return _of_talk(record, question, child, talk, tell)
    said = [
        (number, _of_talk(record, question, child, number, tell))
        for number in record.talks_of(child) or (1,)
    ]
    if len(said) == 1 or all(one.is_state and one == said[0][1] for _, one in said):
        return said[0][1]
    return Said("\n".join(f"Talk {number}: {one.text}" for number, one in said))


def _of_talk(
    record: IncidentRecord, question: Question, child: ChildId, talk: int, tell: Tell
) -> Said:
    spot = Spot(Subject(child, None, talk), question.id)
    return tell(record, question, standing_at(record, spot))


def _naming_of(record: IncidentRecord, question: Question) -> Question | None:
    """Return the question at which the people were named of whom this one asks."""
    leaves = record.checklist.groups[question.group.id] if question.group else ()
    return next((leaf for leaf in leaves if leaf.type is AnswerType.PEOPLE), None)


def _naming(record: IncidentRecord, naming: Question | None, subject: Subject) -> Said:
    """Return what is said of people when nobody was named."""
    if naming is None:
        return DOES_NOT_APPLY
    named = words_of(record, naming, standing_at(record, Spot(subject, naming.id)))
    return named if named.is_state else DOES_NOT_APPLY


def _adults_picked(
    record: IncidentRecord, naming: Question | None, subject: Subject
) -> list[Subject]:
    """Return the child with each adult who was picked."""
    if naming is None:
        return []
    picked = record.situation.picked.get(Spot(subject, naming.id), ())
    return [Subject(subject.child, adult, subject.talk) for adult in picked]


def _of_adults(
    record: IncidentRecord,
    question: Question,
    subjects: Sequence[Subject],
    tell: Tell,
    of_nobody: Said,
) -> Said:
    """Return what is said of each adult, a line for each, with the name in front."""
    said = [
        (
            record.names[str(subject.adult)],
            tell(record, question, standing_at(record, Spot(subject, question.id))),
        )
        for subject in subjects
    ]
    if not said:
        return of_nobody
    if all(one == DOES_NOT_APPLY for _, one in said):
        return DOES_NOT_APPLY
    return Said("\n".join(f"{name}: {one.text}" for name, one in said))
