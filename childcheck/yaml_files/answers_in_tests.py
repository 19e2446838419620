"""The answers in a file of tests: values as their question's type wants them.

They are written as in an incident file, but for `is` in the place of `answer`. People
stand here by name: who they are is settled when the test is run. Whether an answer
fits its question is for the walk to say, as for every other asker.

Source of the rules: the checklist language, section 6.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from childcheck.checklist.answers import (
    SPEAKERS,
    Answer,
    BasisGiven,
    Given,
    LeftUnanswered,
    Plain,
)
from childcheck.checklist.definitions import (
    AnswerType,
    Basis,
    Checklist,
    Question,
    Reason,
    Scope,
)
from childcheck.identifiers import AdultId, QuestionId
from childcheck.problems import Place
from childcheck.yaml_files.checklist_shape import ChecklistShape
from childcheck.yaml_files.marked import Marked, MarkedList, MarkedMapping, MarkedScalar, quoted

EVERYBODY = "everybody"
_ABOUT_LINE = ("language", "translation", "translator")


@dataclass(frozen=True)
class AnswerInTest:
    """An answer at one leaf question; `picks` are the adults of a list, with their fields."""

    question: Question
    given: Given
    place: Place
    picks: tuple[PickInTest, ...] = ()


@dataclass(frozen=True)
class PickInTest:
    """An adult picked for a child, and what is answered of the two together."""

    name: str
    answers: tuple[AnswerInTest, ...]
    place: Place


class AnswersInTests:
    """Reads answers of the leaf questions of one checklist."""

    def __init__(self, shape: ChecklistShape, checklist: Checklist) -> None:
        self._shape = shape
        self._checklist = checklist

    def read_all(self, value: Marked | None, of: Scope, where: str) -> tuple[AnswerInTest, ...]:
        """Return the answers in a mapping from ids.

        Args:
            of: whose answers stand here.
            where: the key under which they stand, for use in a sentence.
        """
        if value is None:
            return ()
        found = self._shape.open_mapping(value)
        answers = (
            self._of_key(key, inner, of, where) for key, inner in (found.pairs if found else ())
        )
        return tuple(one for one in answers if one is not None)

    def read_fields(
        self, found: MarkedMapping, leaves: Mapping[str, Question]
    ) -> tuple[AnswerInTest, ...]:
        """Return what stands beside a person's name, each the answer of a field."""
        answers = (
            self._answer(leaves[key.text], inner, key.place)
            for key, inner in found.pairs
            if key.text in leaves
        )
        return tuple(one for one in answers if one is not None)

    def _of_key(
        self, key: MarkedScalar, inner: Marked, of: Scope, where: str
    ) -> AnswerInTest | None:
        question = self._checklist.questions.get(QuestionId(key.text))
        if question is None:
            self._report_unknown(key)
            return None
        if question.of is not of or question.is_pair:
            self._shape.report(
                key,
                "answer-of-others",
                f"{quoted(key.text)} cannot be answered {where}.",
                _WHERE_OF_PAIR if question.is_pair else _WHERE[question.of],
            )
            return None
        return self._answer(question, inner, key.place)

    def _report_unknown(self, key: MarkedScalar) -> None:
        leaves = self._checklist.groups.get(QuestionId(key.text), ())
        if leaves:
            self._shape.report(
                key,
                "composite-named",
                f"{quoted(key.text)} has several answers: say which of them is meant.",
                "name one of: " + ", ".join(leaf.id for leaf in leaves),
                nearest=leaves[0].id,
            )
            return
        near = self._shape.nearest(key.text, self._checklist.questions)
        self._shape.report(
            key,
            "unknown-question",
            f"there is no question {quoted(key.text)}.",
            f"write {quoted(near)}, or delete it" if near else "correct its name, or delete it",
            nearest=near,
        )

    # One answer

    def _answer(self, question: Question, value: Marked, place: Place) -> AnswerInTest | None:
        shape = self._shape
        if isinstance(value, MarkedMapping) and "left" in value:
            found = shape.mapping(value, allowed=("text",), required=("left",))
            assert found is not None
            reason = shape.one_of_names(found.get("left"), Reason)
            text = shape.optional_text(found.get("text"))
            return (
                AnswerInTest(question, LeftUnanswered(reason, text), place)
                if reason is not None
                else None
            )
        if isinstance(value, MarkedMapping) and "nothing" not in value:
            found = shape.mapping(value, allowed=("text", "basis"), required=("is",))
            assert found is not None
            inner, text_of, basis_of = found.get("is"), found.get("text"), found.get("basis")
        else:
            inner, text_of, basis_of = value, None, None
        if inner is None:
            return None
        if question.type is AnswerType.PEOPLE:
            picks = tuple(self._picks(question, inner))
            names: list[Plain] = [one.name for one in picks]
            return AnswerInTest(question, Answer(names), place, picks)
        given = Answer(
            self._value(question, inner),
            MappingProxyType(self._texts(text_of)),
            MappingProxyType(self._bases(basis_of)),
        )
        return AnswerInTest(question, given, place)

    def _texts(self, value: Marked | None) -> dict[str, str]:
        if value is None:
            return {}
        if isinstance(value, MarkedMapping):
            return self._shape.mapping_of(value, self._shape.text) or {}
        text = self._shape.text(value)
        return {"": text} if text is not None else {}

    def _bases(self, value: Marked | None) -> dict[str, tuple[BasisGiven, ...]]:
        if value is None:
            return {}
        if isinstance(value, MarkedMapping) and Basis.ADULT_SAID not in value:
            return self._shape.mapping_of(value, self._basis) or {}
        return {"": self._basis(value)}

    def _basis(self, value: Marked) -> tuple[BasisGiven, ...]:
        return self._shape.list_of(value, self._one_basis, or_one=True) or ()

    def _one_basis(self, value: Marked) -> BasisGiven | None:
        shape = self._shape
        if isinstance(value, MarkedMapping):
            found = shape.mapping(value, allowed=(), required=(Basis.ADULT_SAID,))
            assert found is not None
            names = shape.texts(found.get(Basis.ADULT_SAID), or_one=True)
            return BasisGiven(Basis.ADULT_SAID, tuple(map(AdultId, names)))
        basis = shape.one_of_names(value, Basis)
        return BasisGiven(basis) if basis is not None else None

    # Values

    def _value(self, question: Question, value: Marked) -> Plain:
        shape = self._shape
        match question.type:
            case AnswerType.CHOICES | AnswerType.PERSONS | AnswerType.ROLL:
                if isinstance(value, MarkedScalar) and value.text == EVERYBODY:
                    return EVERYBODY
                return [*(shape.list_of(value, shape.text, or_one=True) or ())]
            case AnswerType.LINES:
                read = self._line_with_speaker if question.has_speaker else self._line
                return [*(shape.list_of(value, read) or ())]
            case AnswerType.TRANSCRIPT:
                return [*(shape.list_of(value, self._line_of_talk) or ())]
            case AnswerType.NUMBER if isinstance(value, MarkedScalar):
                return value.value
            case _ if isinstance(value, MarkedMapping) and "nothing" in value:
                found = shape.mapping(value, allowed=(), required=("nothing",))
                assert found is not None
                return {"nothing": shape.optional_text(found.get("nothing"))}
            case _:
                return shape.text(value)

    def _line(self, value: Marked) -> dict[str, Plain] | None:
        text = self._shape.text(value)
        return {"text": text} if text is not None else None

    def _line_with_speaker(self, value: Marked) -> dict[str, Plain] | None:
        found = self._shape.open_mapping(value)
        if found is None:
            return None
        if len(found.pairs) != 1:
            self._shape.report(
                found,
                "line-without-speaker",
                "a line says who said it, and what.",
                'write - Hanna: "what she said"',
            )
            return None
        key, inner = found.pairs[0]
        text = self._shape.text(inner)
        return {"speaker": key.text, "text": text} if text is not None else None

    def _line_of_talk(self, value: Marked) -> dict[str, Plain] | None:
        shape = self._shape
        found = shape.mapping(value, allowed=(*SPEAKERS, *_ABOUT_LINE, "sure"))
        if found is None:
            return None
        speakers = [one for one in SPEAKERS if one in found]
        if len(speakers) != 1:
            shape.report(
                found,
                "unknown-speaker",
                "a line of a talk has one speaker.",
                "begin it with one of: " + ", ".join(SPEAKERS),
            )
            return None
        line: dict[str, Plain] = {
            "speaker": speakers[0],
            "words": shape.optional_text(found.get(speakers[0])),
        }
        line.update({key: shape.text(found.get(key)) for key in _ABOUT_LINE if key in found})
        if "sure" in found:
            line["sure"] = shape.boolean(found.get("sure"))
        return line

    def _picks(self, question: Question, value: Marked) -> Iterator[PickInTest]:
        if not isinstance(value, MarkedList):
            self._shape.list_of(value, self._shape.text)
            return
        leaves = fields_of(self._checklist, question)
        for item in value.items:
            if not isinstance(item, MarkedMapping):
                name = self._shape.text(item)
                if name is not None:
                    yield PickInTest(name, (), item.place)
                continue
            found = self._shape.mapping(item, allowed=tuple(leaves), required=("name",))
            assert found is not None
            name = self._shape.text(found.get("name"))
            if name is not None:
                yield PickInTest(name, self.read_fields(found, leaves), item.place)


def fields_of(checklist: Checklist, naming: Question | None) -> dict[str, Question]:
    """Return what is asked of everybody on a list of people, by the last part of its id."""
    if naming is None or naming.group is None:
        return {}
    leaves = checklist.groups[naming.group.id]
    return {leaf.id.removeprefix(f"{naming.id}."): leaf for leaf in leaves if leaf.id != naming.id}


_WHERE = {
    Scope.INCIDENT: "write it under `incident`",
    Scope.ADULT: "write it under `answers` of an adult",
    Scope.CHILD: "write it under `answers` of the test",
}
_WHERE_OF_PAIR = "write it beside the adult's name, in the list of adults of the child"
