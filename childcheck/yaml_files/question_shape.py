"""Questions as they are written, and the parts of them.

Source of the rules: the checklist language, section 3.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from childcheck.checklist.definitions import (
    Before,
    Choice,
    ClockMoment,
    Reason,
    Scope,
    Stage,
)
from childcheck.checklist.facts import FACTS, FOLLOWING
from childcheck.identifiers import ChoiceId, QuestionId
from childcheck.problems import Place
from childcheck.yaml_files.checklist_shape import QUESTION_ID, WORD, ChecklistShape
from childcheck.yaml_files.choice_shape import EFFECTS, read_choices, read_excluding, read_line
from childcheck.yaml_files.condition_shape import NOT_NAMES, read_condition
from childcheck.yaml_files.keys_of_types import (
    ALL_OF_TYPES,
    NEEDED_OF_TYPE,
    OF_NOTE,
    OF_PART,
    OF_QUESTION,
    TYPES,
    TYPES_OF_PARTS,
    check_keys,
)
from childcheck.yaml_files.marked import (
    Marked,
    MarkedList,
    MarkedMapping,
    MarkedScalar,
    quoted,
)
from childcheck.yaml_files.shape import nearest_of
from childcheck.yaml_files.written import Written, WrittenChoice

_COVERED = {"adults": Scope.ADULT, "children": Scope.CHILD}
_CLOCKED = ("asked", "answered")
_OF_FACTS = frozenset(scope.value for scope in Scope)


def read_question(shape: ChecklistShape, value: Marked) -> Written | None:
    """Return a question; None when it has no id by which it could be known."""
    value = _without_effects(shape, value, (*OF_QUESTION, *ALL_OF_TYPES))
    found = shape.mapping(
        value, allowed=(*OF_QUESTION, *ALL_OF_TYPES), required=("id", "ask", "type")
    )
    if found is None:
        shape.lose()
        return None
    name = shape.name(found.get("id"), QUESTION_ID)
    if name is not None:
        _check_free(shape, found, name)
    kind = _kind(shape, found, tuple(TYPES))
    if kind is None:
        return None
    check_keys(shape, found, kind, OF_NOTE if kind == "note" else OF_QUESTION, OF_QUESTION)
    shape.require(found, (*(() if kind == "note" else ("stage",)), *NEEDED_OF_TYPE.get(kind, ())))
    written = _written(shape, found, name or "", found.place, kind, "ask")
    if name is None:
        shape.lose()
        return None
    return written


def _check_free(shape: ChecklistShape, found: MarkedMapping, name: str) -> None:
    first = name.partition(".")[0]
    if name in FACTS or name in FOLLOWING:
        return  # said by the soundness rules
    if first in _OF_FACTS or name in NOT_NAMES:
        what = (
            f"what begins with {quoted(first)} is a fact or a placeholder, not a question."
            if first in _OF_FACTS
            else f"{quoted(name)} is a word of the language, not a question."
        )
        shape.report(found.get("id") or found, "reserved-name", what, "choose another id")


def _without_effects(shape: ChecklistShape, value: Marked, valid: tuple[str, ...]) -> Marked:
    """Report what only an answer can force, where it stands beside the question; pass it over."""
    if not isinstance(value, MarkedMapping):
        return value
    kept = []
    for key, inner in value.pairs:
        is_known = key.text in valid
        meant = key.text if is_known else nearest_of(key.text, (*valid, *EFFECTS))
        if meant not in EFFECTS:
            kept.append((key, inner))
            continue
        shape.report(
            key,
            "effect-not-here",
            f"{quoted(meant)} is forced by an answer, and stands beside the question here.",
            "write it beside the choice that forces it, as in\n"
            f'yes: {{label: "Yes", {meant}: …}}\n'
            "or in an entry of `then` at the end of the section",
        )
    return replace(value, pairs=tuple(kept))


def _kind(shape: ChecklistShape, found: MarkedMapping, names: tuple[str, ...]) -> str | None:
    value = found.get("type")
    if isinstance(value, MarkedScalar) and value.text in TYPES and value.text not in names:
        shape.report(
            value,
            "type-not-here",
            f"{quoted(value.text)} cannot be a part of a question.",
            "make it a question of its own",
        )
        shape.lose()
        return None
    kind = shape.meant_of(value, names)
    if kind is None:
        shape.lose()
    return kind


def _written(
    shape: ChecklistShape,
    found: MarkedMapping,
    name: str,
    place: Place,
    kind: str,
    wording: str,
) -> Written:
    """Return what a question and a part of one have in common, and what its type adds."""
    tier = shape.one_of(found.get("tier"), ("more",))
    basis, basis_each = _basis(shape, found.get("basis"), kind)
    return Written(
        id=name,
        type=TYPES[kind],
        place=place,
        ask=shape.optional_text(found.get(wording)),
        stage=shape.one_of_names(found.get("stage"), Stage),
        when=read_condition(shape, found.get("when")),
        before=_before(shape, found.get("before")),
        guidance=shape.optional_text(found.get("guidance")),
        why=shape.optional_text(found.get("why")),
        source=shape.texts(found.get("source"), or_one=True),
        say_to_child=shape.optional_boolean(found.get("say_to_child"), otherwise=False),
        at_leaving=shape.optional_text(found.get("at_leaving")),
        is_more=tier is not None,
        is_needed=shape.optional_boolean(found.get("needed"), otherwise=True),
        reasons=_reasons(shape, found.get("reasons")),
        fact=shape.optional_text(found.get("fact")),
        as_for_others=shape.optional_boolean(found.get("as_for_others"), otherwise=False),
        column=shape.name(found.get("column"), WORD),
        basis=basis,
        basis_each=basis_each,
        line=read_line(shape, found.get("text"), may_wait=True) if "text" in found else None,
        **_of_type(shape, found, kind),
    )


def _of_type(shape: ChecklistShape, found: MarkedMapping, kind: str) -> dict[str, Any]:
    """Return what only questions of this type have."""
    match kind:
        case "choice" | "choices":
            choices = read_choices(shape, found.get("choices"))
            excluding = found.get("excludes_others") if kind == "choices" else None
            return {
                "choices": choices,
                "excludes_others": read_excluding(shape, excluding, choices),
            }
        case "yes_no":
            return {"choices": _yes_and_no(shape, found)}
        case "text":
            return {"nothing_label": shape.optional_text(found.get("nothing"))}
        case "lines":
            return {
                "has_speaker": shape.optional_boolean(found.get("speaker"), otherwise=True),
                "none_label": shape.optional_text(found.get("none")),
            }
        case "number":
            return _limits(shape, found)
        case "date":
            return {"is_estimable": shape.optional_boolean(found.get("estimated"), otherwise=False)}
        case "time":
            return {"clock": _clock(shape, found.get("clock"))}
        case "parts":
            return {"parts": _parts(shape, found.get("parts"))}
        case "people":
            return {
                "roles": read_choices(shape, found.get("roles")),
                "parts": _parts(shape, found.get("fields")),
            }
        case "roll":
            return {
                "whereabouts": read_choices(shape, found.get("whereabouts"), extra=("here",)),
                "parts": _parts(shape, found.get("fields")),
            }
        case "enquiry":
            results = read_choices(shape, found.get("results"))
            return {
                "covers": _covers(shape, found.get("covers")),
                "asked_of": read_choices(shape, found.get("asked_of")),
                "results": results,
                "excludes_others": read_excluding(shape, found.get("excludes_others"), results),
            }
        case "follow_up":
            return {"opens": shape.name(found.get("opens"), WORD) or ""}
        case _:
            return {}


def _parts(shape: ChecklistShape, value: Marked | None) -> tuple[Written, ...]:
    if not shape.is_there(value):
        return ()
    found = shape.open_mapping(value)
    if found is None:
        shape.lose()
        return ()
    if not found.pairs:
        shape.report(found, "no-parts", "nothing is asked here.", "write at least one part")
    parts = (_part(shape, key, inner) for key, inner in found.pairs)
    return tuple(one for one in parts if one is not None)


def _part(shape: ChecklistShape, key: MarkedScalar, value: Marked) -> Written | None:
    name = shape.name(key, WORD) or key.text
    value = _without_effects(shape, value, (*OF_PART, *ALL_OF_TYPES))
    found = shape.mapping(value, allowed=(*OF_PART, *ALL_OF_TYPES), required=("label", "type"))
    kind = _kind(shape, found, TYPES_OF_PARTS) if found is not None else None
    if found is None or kind is None:
        shape.lose()
        return None
    check_keys(shape, found, kind, OF_PART, OF_PART)
    shape.require(found, NEEDED_OF_TYPE.get(kind, ()))
    return _written(shape, found, name, key.place, kind, "label")


def _before(shape: ChecklistShape, value: Marked | None) -> tuple[Before, ...]:
    if not shape.is_there(value):
        return ()

    def read(one: Marked) -> Before | None:
        if isinstance(one, MarkedMapping):
            found = shape.mapping(one, allowed=("when",), required=("text",))
            assert found is not None
            text = shape.text(found.get("text"))
            when = read_condition(shape, found.get("when"))
        else:
            text, when = shape.text(one), None
        return Before(text, when) if text is not None else None

    return shape.list_of(value, read, or_one=True) or ()


def _reasons(shape: ChecklistShape, value: Marked | None) -> tuple[Reason, ...] | None:
    if not shape.is_there(value):
        return None
    words = tuple(one.value for one in Reason)
    taken = shape.list_of(value, lambda one: shape.meant_of(one, words))
    return None if taken is None else tuple(one for one in Reason if one in taken)


def _basis(shape: ChecklistShape, value: Marked | None, kind: str) -> tuple[bool, bool]:
    if not shape.is_there(value):
        return False, False
    if isinstance(value, MarkedScalar) and value.value == "each":
        if kind != "choices":
            shape.report(
                value,
                "basis-each",
                "`each` is one basis for each choice taken, and here no more than one is taken.",
                "write `basis: true`",
            )
            return True, False
        return False, True
    if not isinstance(value, MarkedScalar) or not isinstance(value.value, bool):
        assert value is not None
        shape.report(
            value,
            "not-true-or-each",
            f"{value.called} must be true (one for the answer) or each (one for each choice).",
            "write `basis: true` or `basis: each`",
        )
        return False, False
    return value.value, False


def _clock(shape: ChecklistShape, value: Marked | None) -> ClockMoment | None:
    """Return which moment of the clock may be a time: `{asked: ID}` or `{answered: ID}`."""
    if not shape.is_there(value):
        return None
    found = shape.mapping(value, allowed=_CLOCKED)
    if found is None:
        return None
    if len(found.pairs) != 1:
        shape.report(
            found,
            "one-moment",
            "a time has one moment: when a question was asked, or when it was answered.",
            "write `clock: {asked: ID}` or `clock: {answered: ID}`",
        )
        return None
    key, named = found.pairs[0]
    name = shape.name(named, QUESTION_ID)
    if name is None or key.text not in _CLOCKED:
        return None
    return ClockMoment(QuestionId(name), key.text == _CLOCKED[0], key.place)


def _limits(shape: ChecklistShape, found: MarkedMapping) -> dict[str, Any]:
    return {
        "at_least": shape.integer(found.get("at_least")),
        "at_most": shape.integer(found.get("at_most")),
    }


def _yes_and_no(shape: ChecklistShape, found: MarkedMapping) -> tuple[WrittenChoice, ...]:
    value = found.get("choices")
    if value is None:
        return tuple(
            WrittenChoice(Choice(ChoiceId(name), label, place=found.place))
            for name, label in (("yes", "Yes"), ("no", "No"))
        )
    choices = read_choices(shape, value)
    for one in choices:
        if one.choice.id not in ("yes", "no"):
            shape.report(
                one.choice.place,
                "yes-and-no",
                "a question of the type yes_no offers yes and no, and nothing else.",
                "delete it, or make the question `type: choice`",
            )
    return choices


def _covers(shape: ChecklistShape, value: Marked | None) -> tuple[Scope, ...]:
    if not shape.is_there(value):
        return ()
    if (
        isinstance(value, MarkedList)
        and shape.filled_list(value, "adults, children or both") is None
    ):
        return ()
    taken = shape.list_of(value, lambda one: shape.meant_of(one, _COVERED), or_one=True) or ()
    return tuple(scope for word, scope in _COVERED.items() if word in taken)
