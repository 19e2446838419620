"""Read one answer of an incident file, as the type of its question wants it.

An answer is a bare value; or `{answer, text, basis, answered_at}`; or, for a
question that was left, `{left, text, answered_at}`. What does not have the form
is reported at the very part that is wrong. Whether the answer then fits its
question is for the walk to say, as for every other asker.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from childcheck.checklist.answers import Answer, BasisGiven, Given, LeftUnanswered
from childcheck.checklist.definitions import AnswerType, Basis, Question, Reason
from childcheck.identifiers import AdultId
from childcheck.problems import Place
from childcheck.yaml_files.incident_file import IncidentShape
from childcheck.yaml_files.incident_values import ValueReader, same_name
from childcheck.yaml_files.marked import Marked, MarkedList, MarkedMapping, MarkedScalar

PARTS_OF_ANSWER = ("answer", "text", "basis", "answered_at")
PARTS_OF_LEAVING = ("left", "text", "answered_at")
OWN = "answer"  # in `text` by choice: the line beside the whole answer


@dataclass(frozen=True)
class ReadAnswer:
    """An answer as it was read.

    `given` is None when it was faulty, and when the file keeps what is known
    already (`is_kept`) and says only, in `basis`, what it rests on. `places`
    are by the parts that a fault of `checklist.fitting` names.
    """

    given: Given | None = None
    is_kept: bool = False
    basis: Mapping[str, tuple[BasisGiven, ...]] = field(default_factory=dict)
    places: Mapping[str, Place] = field(default_factory=dict)


@dataclass(frozen=True)
class AnswerReader:
    """Reads the answers of one file; every problem goes to `shape`."""

    shape: IncidentShape
    values: ValueReader

    def read(
        self,
        question: Question,
        value: Marked,
        *,
        later: frozenset[str] = frozenset(),
        persons: Iterable[str] = (),
    ) -> ReadAnswer:
        """Return an answer, or a reason for none.

        Args:
            question: the leaf question.
            value: what stands behind its key.
            later: choices whose line is a question of its own, in a later stage; the
                empty key is the line beside the whole answer.
            persons: who may be picked, for `everybody`.
        """
        before = len(self.shape.problems)
        if isinstance(value, MarkedMapping) and "left" in value:
            read = self._left(value)
        elif isinstance(value, MarkedMapping) and "nothing" not in value:
            read = self._with_parts(question, value, later, tuple(persons))
        else:
            plain = self.values.value(question, value, tuple(persons))
            read = ReadAnswer(Answer(plain), places={"value": value.place})
        return read if len(self.shape.problems) == before else ReadAnswer(places=read.places)

    # The forms

    def _left(self, value: MarkedMapping) -> ReadAnswer:
        shape = self.shape
        found = shape.mapping(value, allowed=PARTS_OF_LEAVING)
        assert found is not None
        places = self._places(found, {"left": "reason", "text": "text"})
        reason = shape.text(found.get("left"))
        if reason is not None and reason not in tuple(Reason):
            self.values.not_offered(
                found.get("left") or found, reason, Reason, "This is not a reason"
            )
            return ReadAnswer(places=places)
        text = self.values.words(found.get("text"))
        at = self.values.times.past_moment(found.get("answered_at"))
        if reason is None:
            return ReadAnswer(places=places)
        return ReadAnswer(LeftUnanswered(Reason(reason), text or "", at), places=places)

    def _with_parts(
        self,
        question: Question,
        value: MarkedMapping,
        later: frozenset[str],
        persons: tuple[str, ...],
    ) -> ReadAnswer:
        found = self.shape.mapping(value, allowed=PARTS_OF_ANSWER)
        assert found is not None
        places = self._places(found, {"answer": "value", "text": "text", "basis": "basis"})
        answer = found.get("answer")
        plain = self.values.value(question, answer, persons) if answer is not None else None
        chosen = Answer(plain).chosen
        texts = dict(self._texts(question, found.get("text"), chosen, later, places))
        basis = dict(self._bases(question, found.get("basis"), places))
        at = self.values.times.past_moment(found.get("answered_at"))
        if answer is not None:
            given = Answer(plain, MappingProxyType(texts), MappingProxyType(basis), at)
            return ReadAnswer(given, places=places)
        if texts or not value.pairs:
            self.no_answer(found)
        return ReadAnswer(None, True, MappingProxyType(basis), places)

    def no_answer(self, value: Marked) -> None:
        """Report that only what belongs beside an answer is there."""
        self.shape.report(
            value,
            "no-answer",
            "There is no answer here.",
            "write it behind answer: or leave the question with left: and a reason",
        )

    def _places(self, found: MarkedMapping, parts: Mapping[str, str]) -> dict[str, Place]:
        places = {"value": found.place}
        for key, part in parts.items():
            if (value := found.get(key)) is not None:
                places[part] = value.place
        return places

    # Lines and bases beside an answer

    def _texts(
        self,
        question: Question,
        value: Marked | None,
        chosen: tuple[str, ...],
        later: frozenset[str],
        places: dict[str, Place],
    ) -> Iterator[tuple[str, str]]:
        if value is None:
            return
        if question.type is not AnswerType.CHOICES:
            if not later & {"", *chosen}:
                yield "", self.values.words(value) or ""
            return
        if isinstance(value, MarkedScalar) and question.text is None and "" not in later:
            self.shape.report(
                value,
                "line-for-which",
                "It is not said to which choice this line belongs.",
                f'write {{{chosen[0] if chosen else "choice"}: "…"}}',
            )
            return
        if not isinstance(value, MarkedMapping):
            if "" not in later:
                yield "", self.values.words(value) or ""
            return
        known = [choice.id for choice in question.choices]
        for key, inner in value:
            if key.text in known:
                places[f"text.{key.text}"] = inner.place
                if key.text not in later:
                    yield key.text, self.values.words(inner) or ""
            elif key.text == OWN:
                places["text"] = inner.place
                if "" not in later:
                    yield "", self.values.words(inner) or ""
            else:
                self.shape.unknown_key(key, chosen)

    def _bases(
        self, question: Question, value: Marked | None, places: dict[str, Place]
    ) -> Iterator[tuple[str, tuple[BasisGiven, ...]]]:
        if value is None:
            return
        if not question.basis_each:
            yield "", tuple(self._basis(value))
            return
        known = [choice.id for choice in question.choices]
        if not isinstance(value, MarkedMapping) or Basis.ADULT_SAID in value.keys:
            self.shape.report(
                value,
                "basis-for-each",
                "Each choice must say for itself what it rests on.",
                f"write {{{known[0] if known else 'choice'}: seen}}, with every choice taken",
            )
            return
        for key, inner in value:
            if key.text in known:
                places[f"basis.{key.text}"] = inner.place
                yield key.text, tuple(self._basis(inner))
            else:
                self.shape.unknown_key(key, known)

    def _basis(self, value: Marked) -> Iterator[BasisGiven]:
        match value:
            case MarkedList(items=items):
                for item in items:
                    yield from self._basis(item)
            case MarkedMapping():
                names = value.get(Basis.ADULT_SAID)
                if names is not None and len(value.pairs) == 1:
                    yield BasisGiven(Basis.ADULT_SAID, tuple(self._adults(names)))
                    return
                self.shape.report(
                    value,
                    "not-a-basis",
                    "What an answer rests on does not have this form.",
                    'write one of the bases, several in [ ], or {adult_said: "a name"}',
                )
            case _:
                text = self.shape.text(value)
                if text is not None and text in tuple(Basis):
                    yield BasisGiven(Basis(text))
                elif text is not None:
                    self.values.not_offered(value, text, Basis, "Nothing rests on this")

    def _adults(self, value: Marked) -> Iterator[AdultId]:
        for name, place in self.values.names_in(value):
            adult = self.values.known.adults.get(same_name(name))
            if adult is not None:
                yield AdultId(adult)
            else:
                self.values.unknown_person(place, "adults")
