"""Which question each key of an incident file answers, and for whom.

A file is written in the author's questions: what is put as several leaf
questions (`parts`, enquiries, follow-ups, lists of people, lines of a later
stage) stands under one key. Here each part is filed under its leaf question and
its person. What belongs nowhere is reported, with the place where it belongs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from childcheck.checklist.definitions import AnswerType, Question
from childcheck.identifiers import QuestionId
from childcheck.problems import Place
from childcheck.yaml_files.incident_answers import OWN, PARTS_OF_ANSWER
from childcheck.yaml_files.incident_file import (
    OF_ADULT,
    OF_CHILD,
    IncidentFile,
    IncidentShape,
    PeopleInFile,
    PersonInFile,
)
from childcheck.yaml_files.incident_forms import PLACES, Forms, Who
from childcheck.yaml_files.incident_values import same_name
from childcheck.yaml_files.marked import Marked, MarkedList, MarkedMapping, MarkedScalar, Nothing


@dataclass
class Filed:
    """What the file says at one leaf question; `key` is where the problem of it stands.

    `is_whole` when a composite was left as a whole, with one reason for all parts.
    """

    question: Question
    key: Place
    value: Marked
    is_whole: bool = False
    is_used: bool = False
    is_faulty: bool = False  # reported already


@dataclass(frozen=True)
class Pick:
    """One adult picked for a child: the name, and the adult's number in the file, 0 for none."""

    name: str
    place: Place
    adult: int


@dataclass
class Picks:
    """The adults that a child's list names, in order; or the reason why it was left."""

    question: Question
    key: Place
    picks: tuple[Pick, ...] = ()
    answered_at: Marked | None = None
    left: MarkedMapping | None = None
    is_used: bool = False
    is_faulty: bool = False  # reported already


@dataclass
class Filing:
    """A file sorted by person and leaf question."""

    answers: dict[tuple[Who, QuestionId], Filed] = field(default_factory=dict)
    picks: dict[tuple[Who, QuestionId], Picks] = field(default_factory=dict)
    places: dict[Who, Place] = field(default_factory=dict)
    groups: dict[tuple[Who, QuestionId], Place] = field(default_factory=dict)

    def place(self, who: Who, question: Question) -> Place:
        """Return where something that is missing should stand."""
        group = question.group.id if question.group else question.id
        for one in (who, replace(who, talk=0), replace(who, talk=0, adult=0), Who()):
            if (one, group) in self.groups:
                return self.groups[one, group]
            if one in self.places:
                return self.places[one]
        raise AssertionError("the file has a place")

    def has_key(self, who: Who, question: Question) -> bool:
        """Return whether the key of a question's composite stands there, though not this part."""
        group = question.group.id if question.group else question.id
        return any((one, group) in self.groups for one in (who, replace(who, adult=0)))


def file_answers(file: IncidentFile, forms: Forms, shape: IncidentShape) -> Filing:
    """Return a file sorted by person and question; what belongs nowhere goes to `shape`."""
    return _Filer(file, forms, shape, Filing()).all()


@dataclass
class _Filer:
    file: IncidentFile
    forms: Forms
    shape: IncidentShape
    filing: Filing

    def all(self) -> Filing:
        file, filing = self.file, self.filing
        filing.places[Who()] = file.incident.place if file.incident else file.place
        if file.incident is not None:
            self._mapping(file.incident, Who(), "incident")
        for person in _persons(file.adults):
            who = Who(adult=person.number)
            self._person(person, who, "adults")
            if person.answers is not None:
                self._mapping(person.answers, who, "adult")
        for person in _persons(file.children):
            who = Who(child=person.number)
            self._person(person, who, "children")
            if person.answers is not None:
                self._mapping(person.answers, who, "child")
            for talk, engagement in enumerate(person.engagements, 1):
                filing.places[replace(who, talk=talk)] = engagement.place
                self._mapping(engagement, replace(who, talk=talk), "talk")
        return filing

    def _person(self, person: PersonInFile, who: Who, home: str) -> None:
        self.filing.places[who] = person.place
        fields = self.forms.fields_of(home)
        for key, value in person.fields:
            question = fields.get(key.text)
            if question is not None:
                self._leaf(question, who, key.place, value)
            elif not self._is_known(key, home):
                own = OF_CHILD if home == "children" else OF_ADULT
                self.shape.unknown_key(key, (*own, *fields))

    def _mapping(self, mapping: MarkedMapping, who: Who, home: str) -> None:
        for key, value in mapping:
            questions = self.forms.checklist.questions
            identifier = QuestionId(key.text)
            if identifier not in self.forms.keys_of(home):
                if not self._is_known(key, home):
                    self._unknown(key, home)
            elif identifier in self.forms.checklist.groups:
                self._group(identifier, who, key.place, value)
            else:
                self._leaf(questions[identifier], who, key.place, value)

    def _unknown(self, key: MarkedScalar, home: str) -> None:
        nearest = self.shape.nearest(key.text, self.forms.keys_of(home))
        self.shape.report(
            key,
            "unknown-question",
            "This is not a question of the checklist.",
            f"write {nearest}, or take it out"
            if nearest
            else "take it out; every question with its id is printed by:\n"
            "childcheck start --template",
            nearest=nearest,
        )

    def _is_known(self, key: MarkedScalar, home: str) -> bool:
        """Report a question that stands in the wrong place or by a name of its own."""
        checklist = self.forms.checklist
        question = checklist.questions.get(QuestionId(key.text))
        if question is None and QuestionId(key.text) in checklist.groups:
            question = checklist.groups[QuestionId(key.text)][0]
        if question is None:
            return False
        named, right = self.forms.name(question), PLACES[self.forms.home(question)]
        if question.type is AnswerType.NOTE:
            self.shape.report(key, "takes-no-answer", f'"{key.text}" is a note.', "take it out")
        elif named in ('"adults"', '"children"'):
            self.shape.report(
                key, "wrong-place", f'"{key.text}" is {named} itself.', f"write the people {right}"
            )
        elif key.text == question.id and named != f'"{key.text}"':
            self.shape.report(
                key,
                "part-by-itself",
                f'"{key.text}" is not written by itself.',
                f"write it as {named}, {right}",
            )
        else:
            self.shape.report(
                key,
                "wrong-place",
                f'"{key.text}" does not belong {PLACES[home]}.',
                f"write it {right}",
            )
        return True

    # Composites

    def _leaf(self, question: Question, who: Who, key: Place, value: Marked) -> None:
        self.filing.answers[who, question.id] = Filed(question, key, value)
        if isinstance(value, MarkedMapping) and "left" not in value:
            for choice, place, line in self._lines(question, value):
                self._leaf(self.forms.line(question, choice), who, place, line)

    def _lines(
        self, question: Question, value: MarkedMapping
    ) -> Iterator[tuple[str, Place, Marked]]:
        """Yield the lines beside an answer that are questions of their own."""
        later, text, answer = self.forms.later(question), value.get("text"), value.get("answer")
        if not later or text is None:
            return
        if question.type is AnswerType.CHOICES and isinstance(text, MarkedMapping):
            for key, inner in text:
                choice = "" if key.text == OWN else key.text
                if choice in later:
                    yield choice, key.place, inner
            return
        chosen = answer.text if isinstance(answer, MarkedScalar) else ""
        for choice in (chosen, ""):
            if choice in later:
                yield choice, value.place_of_key("text"), text
                return

    def _group(self, group: QuestionId, who: Who, key: Place, value: Marked) -> None:
        leaves = self.forms.checklist.groups[group]
        self.filing.groups[who, group] = key
        naming = next((one for one in leaves if one.type is AnswerType.PEOPLE), None)
        if naming is not None:
            self._picks(naming, who, key, value)
            return
        parts = {part: leaf for leaf in leaves if (part := self.forms.part(leaf))}
        if isinstance(value, Nothing):
            return  # each part is missing
        if isinstance(value, MarkedMapping) and "left" in value and "left" not in parts:
            for leaf in leaves:
                if leaf.id not in self.forms.line_of:
                    self.filing.answers[who, leaf.id] = Filed(leaf, key, value, is_whole=True)
            return
        if not isinstance(value, MarkedMapping):
            self.shape.report(
                value,
                "not-a-mapping",
                f'"{group}" has parts: {", ".join(parts)}.',
                f"write each part on a line of its own under {group}:, further to the right; "
                "or leave all of it with left: and a reason",
            )
            for leaf in leaves:  # said once, not again for each part
                self._leaf(leaf, who, key, value)
                self._reported(who, leaf)
            return
        for name, inner in value:
            if name.text in parts:
                self._leaf(parts[name.text], who, name.place, inner)
            elif name.text in PARTS_OF_ANSWER:
                self.shape.report(
                    name,
                    "unknown-key",
                    f'"{group}" has parts, each with an answer of its own.',
                    f"write it within a part: {', '.join(parts)}",
                )
            else:
                self.shape.unknown_key(name, parts)

    def _reported(self, who: Who, leaf: Question) -> None:
        """Remember that a problem has been told, so that none follows from it."""
        filed = self.filing.answers[who, leaf.id]
        filed.is_used = filed.is_faulty = True

    def _picks(self, naming: Question, who: Who, key: Place, value: Marked) -> None:
        picks = Picks(naming, key)
        self.filing.picks[who, naming.id] = picks
        listed: Marked | None = value
        if isinstance(value, MarkedMapping) and "left" in value:
            picks.left = value
            return
        if isinstance(value, MarkedMapping) and "answer" in value:
            found = self.shape.mapping(value, allowed=("answered_at",), required=("answer",))
            listed = found.get("answer") if found else None
            picks.answered_at = found.get("answered_at") if found else None
        items = listed.items if isinstance(listed, MarkedList) else (listed,)
        before = len(self.shape.problems)
        picks.picks = tuple(self._each_pick(naming, who, items))
        picks.is_faulty = len(self.shape.problems) > before or any(
            not pick.adult for pick in picks.picks
        )

    def _each_pick(
        self, naming: Question, who: Who, items: Iterable[Marked | None]
    ) -> Iterator[Pick]:
        assert naming.group is not None
        leaves = self.forms.checklist.groups[naming.group.id]
        parts = {part: leaf for leaf in leaves if (part := self.forms.part(leaf))}
        met: set[int] = set()
        for item in items:
            if isinstance(item, MarkedScalar):
                yield self._pick(item.text, item.place, met)
                continue
            entry = self.shape.open_mapping(item)
            if entry is None:
                continue
            name = self.shape.text(entry.get("name"))
            if "name" not in entry:
                self.shape.report(
                    entry,
                    "missing-key",
                    "An entry of this list has no name.",
                    "write a line that begins with name: and the name as it stands under adults",
                )
            if name is None:
                continue
            pick = self._pick(name, (entry.get("name") or entry).place, met)
            yield pick
            pair = replace(who, adult=pick.adult)
            if pick.adult:
                self.filing.places[pair] = entry.place
            for key, value in entry:
                if key.text in parts:
                    self._leaf(parts[key.text], pair, key.place, value)
                    if not pick.adult:  # said already: nobody is known by this name
                        self._reported(pair, parts[key.text])
                elif key.text != "name":
                    self.shape.unknown_key(key, parts)

    def _pick(self, name: str, place: Place, met: set[int]) -> Pick:
        wanted = same_name(name)
        for person in _persons(self.file.adults):
            if same_name(person.name.text) == wanted:
                if person.number in met:
                    self.shape.report(
                        place,
                        "given-twice",
                        f"Adult {person.number} stands twice in this list.",
                        "put what is said into one entry",
                    )
                met.add(person.number)
                return Pick(name, place, person.number)
        if self.file.adults is None or self.file.adults.is_whole:
            self.shape.report(
                place,
                "unknown-person",
                "Nobody of this name stands under adults.",
                "write the name exactly as it stands there, or add the person there",
            )
        return Pick(name, place, 0)


def _persons(people: PeopleInFile | None) -> tuple[PersonInFile, ...]:
    return people.persons if people is not None else ()
