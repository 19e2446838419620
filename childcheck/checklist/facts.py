"""Facts: what the code must know, whatever a question is called.

A question says with `fact` that its answer is one of these; so no code knows a
question's id. `child.band` and `child.age` are carried by no question: they
follow from the birth date, the whereabouts and the day of arrival.

Source of the rules: the checklist language, section 3.
"""

from __future__ import annotations

from dataclasses import dataclass

from childcheck.checklist.definitions import AnswerType, Scope


@dataclass(frozen=True)
class Fact:
    """Whose fact it is, and which types of question may carry it."""

    of: Scope
    types: tuple[AnswerType, ...]


_TEXT, _LINES, _DATE = AnswerType.TEXT, AnswerType.LINES, AnswerType.DATE
_ONE = (AnswerType.CHOICE, AnswerType.YES_NO)

FACTS = {
    "incident.mode": Fact(Scope.INCIDENT, (AnswerType.CHOICE,)),
    "incident.reference": Fact(Scope.INCIDENT, (_TEXT,)),
    "incident.place": Fact(Scope.INCIDENT, (AnswerType.ADDRESS, _TEXT)),
    "incident.arrived_at": Fact(Scope.INCIDENT, (AnswerType.TIME,)),
    "incident.adults": Fact(Scope.INCIDENT, (AnswerType.PEOPLE,)),
    "incident.children": Fact(Scope.INCIDENT, (AnswerType.ROLL,)),
    "child.name": Fact(Scope.CHILD, (_TEXT,)),
    "child.family_name": Fact(Scope.CHILD, (_TEXT,)),
    "child.other_names": Fact(Scope.CHILD, (_LINES,)),
    "child.born_on": Fact(Scope.CHILD, (_DATE,)),
    "child.gender": Fact(Scope.CHILD, (AnswerType.CHOICE,)),
    "child.language": Fact(Scope.CHILD, (_TEXT, AnswerType.CHOICE)),
    "child.carers": Fact(Scope.CHILD, (AnswerType.PEOPLE, AnswerType.PERSONS)),
    "child.whereabouts": Fact(Scope.CHILD, (AnswerType.CHOICE,)),
    "child.seen": Fact(Scope.CHILD, _ONE),
    "child.talked": Fact(Scope.CHILD, _ONE),
    "child.alone": Fact(Scope.CHILD, (*_ONE, AnswerType.CHOICES)),
    "adult.role": Fact(Scope.ADULT, (AnswerType.CHOICES, AnswerType.CHOICE)),
    "adult.other_names": Fact(Scope.ADULT, (_LINES,)),
    "adult.born_on": Fact(Scope.ADULT, (_DATE,)),
    "adult.language": Fact(Scope.ADULT, (_TEXT, AnswerType.CHOICE)),
}

BAND = "child.band"
AGE = "child.age"  # whole years; not known when only a band is
FOLLOWING = {BAND: ("child.born_on", "child.whereabouts"), AGE: ("child.born_on",)}  # from what
NAMING = {"child.name": "incident.children"}  # the roll gives the name before any question does

# What a family shares: told of one, it may be kept for the next. Nothing observed is among it.
SHARED = ("child.family_name", "child.language", "child.carers", "adult.language")

WITH_MEANING = frozenset({"child.seen", "child.talked", "child.alone"})
NOW, AFTERWARDS = MODES = ("now", "afterwards")
