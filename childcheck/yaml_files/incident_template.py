"""Print a blank incident file: every question of a checklist, in order, to be filled in.

Everything but the head is commented out, so that the blank is YAML as it
stands: `# ` before a line that can be filled in, `## ` before an explanation.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping

from childcheck.checklist.conditions import (
    Across,
    All,
    Any,
    Compare,
    Condition,
    Named,
    Operand,
    Operator,
    Over,
    Reference,
)
from childcheck.checklist.definitions import (
    AnswerType,
    Basis,
    Checklist,
    Choice,
    Question,
    Reason,
    Section,
)
from childcheck.checklist.placeholders import filled, found_in
from childcheck.yaml_files.incident_file import FORMAT
from childcheck.yaml_files.incident_forms import Forms
from childcheck.yaml_files.incident_values import form_of
from childcheck.yaml_files.marked import sentence

WIDTH = 100

_HEAD = """\
# A blank incident file for the checklist "{title}".
#
# Take "# " away from the front of the lines that you fill in. Lines with two signs (##) explain.
# What is asked and not filled in is reported, unless --keep-unfinished is given; what is filled in
# and would not be asked is reported too. Nothing is recorded until all is right.
#
# An answer is a value, and may have more beside it:
#
#   ch.example: awake
#   ch.example:
#     answer: awake
#     text: the line that an answer may need; for several choices by choice, as basis
#     basis: [seen, child_said]  # {bases}
#     answered_at: 2026-11-24 22:41
#
# A question that cannot be answered is left with a reason and, where one is needed, a line:
#
#   ch.example: {{left: not_known, text: "asked both parents"}}
#
{reasons}#
# Inside {{ }} and [ ] every text of more than one word stands in quotes.

format: {format}
checklist: {{id: {id}, version: {version}}}
written_up:
  officer:  # a number, in quotes
  duty_date:  # the local date on which the shift began, such as 2026-11-24
  shift:  # its name, such as night
"""
_ADULTS = "Everybody who is involved, lives here or has care of a child: one entry for each."
_CHILDREN = (
    "Every child, here or not, born or not: one entry for each. What more may stand in an entry: "
    "found_late: and a time, for a child who came to light after the list was complete; withdrawn: "
    "and why; kept_because: and why, for somebody of 18 or over."
)
_TALKS = (
    "Each talk with the child, the first one first. An entry of its own, behind a dash, for each "
    "further talk."
)


def incident_template(checklist: Checklist) -> str:
    """Return the blank incident file of a checklist."""
    reasons = "".join(
        f"#   {way.reason}: {way.label}{_needs(way.text.ask) if way.text else ''}\n"
        for way in checklist.ways_of_leaving
    )
    head = _HEAD.format(
        title=checklist.title,
        bases=", ".join(Basis),
        reasons=reasons,
        format=FORMAT,
        id=checklist.id,
        version=checklist.version,
    )
    return head + "\n" + "\n".join(_Template(checklist).lines()) + "\n"


class _Template:
    def __init__(self, checklist: Checklist) -> None:
        self._checklist = checklist
        self._forms = Forms(checklist)

    def lines(self) -> Iterator[str]:
        yield "incident:"
        yield from self._home("incident", 2)
        yield ""
        yield "adults:"
        yield from _said(_ADULTS, 2)
        yield from self._persons("adults", "adult")
        yield ""
        yield "children:"
        yield from _said(_CHILDREN, 2)
        yield from self._persons("children", "child")
        yield "  ##"
        yield "  #   engagements:"
        yield from _said(_TALKS, 2)
        yield "  #     -"
        yield from self._home("talk", 2, nested=6)

    def _persons(self, home: str, of_each: str) -> Iterator[str]:
        yield "  # - name:"
        for field, question in self._forms.fields_of(home).items():
            yield from self._question(question, field, 2, 2)
        yield "  ##"
        yield "  #   answers:"
        yield from self._home(of_each, 2, nested=4)

    def _home(self, home: str, indent: int, nested: int = 0) -> Iterator[str]:
        """Yield the questions that stand in one part of the file, section by section."""
        for section in self._checklist.sections:
            titled = False
            for key, questions in self._keys(section, home):
                if not titled:
                    titled = True
                    yield " " * indent + "##"
                    yield from _said(f"======== {_shown(section.title)}", indent)
                yield " " * indent + "##"
                yield from self._key(key, questions, indent, nested)

    def _keys(self, section: Section, home: str) -> Iterator[tuple[str, list[Question]]]:
        by_key: dict[str, list[Question]] = {}
        for question in section.questions:
            is_here = self._forms.home(question) == home and not self._forms.is_line(question)
            if is_here and question.type is not AnswerType.NOTE:
                key = question.group.id if question.group else question.id
                by_key.setdefault(key, []).append(question)
        yield from by_key.items()

    def _key(self, key: str, questions: list[Question], indent: int, nested: int) -> Iterator[str]:
        first = questions[0]
        if first.group is None:
            yield from self._question(first, key, indent, nested)
            return
        yield from _said(f"{_shown(first.group.ask)} [{first.stage}]", indent)
        usual = _usual_when(questions)
        if usual is not None:
            yield from self._asked_when(usual, indent)
        is_list = first.type is AnswerType.PEOPLE
        if is_list:
            yield from _said("A list of adults, by the names that stand under adults.", indent)
        yield _open(key, indent, nested)
        if is_list:
            yield _open("- name", indent, nested + 2)
        for question in questions[1:] if is_list else questions:
            part = self._forms.part(question)
            deeper = nested + (4 if is_list else 2)
            yield from self._question(
                question, part, indent, deeper, has_when=question.when != usual
            )

    def _question(
        self, question: Question, key: str, indent: int, nested: int, *, has_when: bool = True
    ) -> Iterator[str]:
        is_part = question.group is not None
        wording = question.label if is_part and question.label else question.ask
        stage = "" if is_part else f" [{question.stage}]"
        yield from _said(f"{_shown(wording)}{stage}", indent)
        for choice in question.choices:
            yield from _said(self._choice(question, choice), indent, hanging="    ")
        yield from _said(f"Write {'; '.join(self._how(question))}.", indent)
        if has_when:
            yield from self._asked_when(question.when, indent)
        yield _open(key, indent, nested)

    def _asked_when(self, when: Condition | None, indent: int) -> Iterable[str]:
        if when is None:
            return ()
        return _said(f"Asked when {_holds(when, self._checklist.named)}.", indent)

    def _choice(self, question: Question, choice: Choice) -> str:
        line = f"  {choice.id}: {_shown(choice.label)}"
        if choice.text is not None:
            line += _needs(choice.text.ask) if choice.text.needed else _may(choice.text.ask)
        elif choice.id in self._forms.later(question):
            later = self._forms.line(question, choice.id)
            line += _may(later.ask) if later.is_optional else _needs(later.ask)
        return line

    def _how(self, question: Question) -> Iterator[str]:
        yield form_of(question)
        if question.text is not None:
            ask = _shown(question.text.ask)
            yield f"{'with' if question.text.needed else 'perhaps with'} text: {ask}"
        if question.nothing_label:
            yield f'or {{nothing: "why"}}: {_shown(question.nothing_label)}'
        if question.none_label:
            yield f"or []: {_shown(question.none_label)}"
        if question.basis_each:
            yield "with a basis for each choice"
        elif question.basis:
            yield "with basis"
        if question.is_optional:
            yield "may be left out"
        elif not question.reasons:
            yield "must be answered"
        elif set(question.reasons) != set(Reason):
            yield f"may be left only as {' or '.join(question.reasons)}"


def _usual_when(questions: list[Question]) -> Condition | None:
    """Return what the parts of a composite wait for, so that it need not be said at each.

    Parts that wait for more besides are left to say so themselves.
    """
    first = questions[0].when
    if any(one.when is None for one in questions):
        return None
    return first if sum(one.when == first for one in questions) * 2 > len(questions) else None


def _holds(condition: Condition, named: Mapping[str, Condition]) -> str:
    """Return a condition in the ids of the file, not in the wording of the questions."""
    match condition:
        case Compare(name, operator, operand):
            return f"{name} {_compared(operator, operand)}"
        case Over(questions, operator, operand):
            return f"{', '.join(questions) or 'everything'} {_compared(operator, operand)}"
        case Named(name):
            return _holds(named[name], named)
        case Across(look, inner):
            return f"for {look.replace('_', ' ')}: {_holds(inner, named)}"
        case All(inner) | Any(inner):
            said = {one.name for one in inner if isinstance(one, Compare) and not _is_answered(one)}
            each = [
                _inside(one, named)
                for one in inner
                if not (_is_answered(one) and isinstance(one, Compare) and one.name in said)
            ]
            return (" and " if isinstance(condition, All) else " or ").join(dict.fromkeys(each))


def _is_answered(condition: Condition) -> bool:
    """Return whether a condition says only what another on the same question says as well."""
    return isinstance(condition, Compare) and condition.operator is Operator.ANSWERED


def _inside(condition: Condition, named: Mapping[str, Condition]) -> str:
    while isinstance(condition, Named):
        condition = named[condition.name]
    text = _holds(condition, named)
    return f"({text})" if isinstance(condition, (All, Any, Across)) else text


def _compared(operator: Operator, operand: Operand) -> str:
    if operator is Operator.ANSWERED:
        return "is answered" if operand else "is not answered"
    if operator is Operator.ESTIMATED:
        return "is an estimate" if operand else "is no estimate"
    values = operand.name if isinstance(operand, Reference) else operand
    listed = " or ".join(values) if isinstance(values, tuple) else values
    return f"{_WORDS.get(operator, operator.replace('_', ' '))} {listed}"


_WORDS = {
    Operator.IS_ANY_OF: "is",
    Operator.IS_NONE_OF: "is not",
    Operator.INCLUDES_ANY_OF: "includes",
    Operator.INCLUDES_NONE_OF: "does not include",
    Operator.AT_LEAST: "is at least",
    Operator.AT_MOST: "is at most",
    Operator.MORE_THAN: "is more than",
    Operator.LESS_THAN: "is less than",
    Operator.BEFORE: "is before",
    Operator.AFTER: "is after",
    Operator.LEFT: "was left as",
}


def _open(key: str, indent: int, nested: int) -> str:
    """Return a line that can be filled in."""
    return f"{' ' * indent}# {' ' * nested}{key}:"


def _said(text: str, indent: int, hanging: str = "") -> Iterable[str]:
    """Return an explanation, wrapped."""
    front = " " * indent + "## "
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=front + (" " * (len(text) - len(text.lstrip()))),
        subsequent_indent=front + hanging,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _needs(ask: str) -> str:
    return f" (with text: {_shown(ask)})"


def _may(ask: str) -> str:
    return f" (perhaps with text: {_shown(ask)})"


def _shown(text: str) -> str:
    """Return a wording without its placeholders."""
    others = dict.fromkeys(found_in(text), "…")
    words = " ".join(filled(text, child="the child", adult="the adult", answers=others).split())
    return sentence(words) if text.startswith("{") else words
