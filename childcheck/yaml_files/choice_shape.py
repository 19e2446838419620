"""Choices as they are written, and what stands beside them: lines and effects.

Source of the rules: the checklist language, sections 3 and 5.
"""

from __future__ import annotations

from childcheck.checklist.definitions import Basis, Choice, Effects, Stage
from childcheck.identifiers import ChoiceId, QuestionId
from childcheck.yaml_files.checklist_shape import QUESTION_ID, WORD, ChecklistShape
from childcheck.yaml_files.marked import Marked, MarkedList, MarkedMapping, MarkedScalar
from childcheck.yaml_files.written import WrittenChoice, WrittenLine

MOST_CHOICES = 31  # the digits 1 to 9, then the letters that mean nothing else

EFFECTS = (
    "remind",
    "follow_up",
    "ask_again",
    "offer_child",
    "offer_adult",
    "show_in_each_child",
)
_OF_CHOICE = ("label", "text", "basis", "means", *EFFECTS)
_LINE = ("ask", "needed", "stage", "column")


def read_choices(
    shape: ChecklistShape, value: Marked | None, *, extra: tuple[str, ...] = ()
) -> tuple[WrittenChoice, ...]:
    """Return the choices of a question: a mapping from ids to labels, or to more than a label.

    Args:
        extra: keys of a choice that stand only here, such as `here`.
    """
    if not shape.is_there(value):
        return ()
    if isinstance(value, MarkedList):
        shape.report(
            value,
            "not-a-mapping",
            f"{value.called} is a list, and each choice needs an id by which it is kept.",
            "write each on a line of its own without a dash: an id, a colon and what the officer "
            "reads, such as\nnot_here: Not here now",
        )
        shape.lose()
        return ()
    found = shape.open_mapping(value)
    if found is None:
        shape.lose()
        return ()
    if len(found.pairs) > MOST_CHOICES:
        shape.report(
            found.pairs[MOST_CHOICES][0],
            "too-many-choices",
            f"{found.called} holds more than {MOST_CHOICES} choices, and each needs its own key.",
            "join some of them, or make two questions of it",
        )
        shape.lose()
    pairs = found.pairs[:MOST_CHOICES]
    choices = (_choice(shape, key, inner, extra) for key, inner in pairs)
    return tuple(one for one in choices if one is not None)


def _choice(
    shape: ChecklistShape, key: MarkedScalar, inner: Marked, extra: tuple[str, ...]
) -> WrittenChoice | None:
    name = ChoiceId(shape.name(key, WORD) or key.text)
    if not isinstance(inner, MarkedMapping):
        label = shape.text(inner)
        return WrittenChoice(Choice(name, label or "", place=key.place))
    found = shape.mapping(inner, allowed=(*_OF_CHOICE, *extra), required=("label",))
    assert found is not None
    means = shape.meant_of(found.get("means"), ("yes", "no"))
    basis = shape.one_of_names(found.get("basis"), Basis)
    choice = Choice(
        name,
        shape.optional_text(found.get("label")),
        basis=basis,
        effects=read_effects(shape, found),
        means=None if means is None else means == "yes",
        is_here=shape.boolean(found.get("here")),
        place=key.place,
    )
    return WrittenChoice(choice, read_line(shape, found.get("text"), may_wait=True))


def read_line(
    shape: ChecklistShape, value: Marked | None, *, may_wait: bool = False
) -> WrittenLine | None:
    """Return a line of text beside an answer: what it asks, or a mapping that says more.

    Args:
        may_wait: the line may have a stage of its own, and a column.
    """
    if not shape.is_there(value):
        return None
    assert value is not None
    if not isinstance(value, MarkedMapping):
        ask = shape.text(value)
        return WrittenLine(ask, value.place) if ask is not None else None
    found = shape.mapping(
        value, allowed=_LINE if may_wait else ("ask", "needed"), required=("ask",)
    )
    assert found is not None
    return WrittenLine(
        ask=shape.optional_text(found.get("ask")),
        place=found.place,
        is_needed=shape.optional_boolean(found.get("needed"), otherwise=True),
        stage=shape.one_of_names(found.get("stage"), Stage),
        column=shape.name(found.get("column"), WORD),
    )


def read_effects(shape: ChecklistShape, found: MarkedMapping) -> Effects:
    """Return what an answer forces, from the keys of a choice or of an entry of `then`."""

    def switch(key: str) -> bool:
        return shape.optional_boolean(found.get(key), otherwise=False)

    return Effects(
        remind=shape.optional_text(found.get("remind")),
        follow_ups=_names(shape, found.get("follow_up")),
        ask_again=tuple(QuestionId(one) for one in _names(shape, found.get("ask_again"))),
        offer_child=switch("offer_child"),
        offer_adult=switch("offer_adult"),
        show_in_each_child=switch("show_in_each_child"),
    )


def _names(shape: ChecklistShape, value: Marked | None) -> tuple[str, ...]:
    if not shape.is_there(value):
        return ()
    if isinstance(value, MarkedList) and shape.filled_list(value, "at least one name") is None:
        return ()
    return shape.list_of(value, lambda one: shape.name(one, QUESTION_ID), or_one=True) or ()


def read_excluding(
    shape: ChecklistShape, value: Marked | None, choices: tuple[WrittenChoice, ...]
) -> tuple[tuple[str, ...], ...]:
    """Return which choices exclude others: an id excludes all, the ids of a group one another."""
    if not shape.is_there(value):
        return ()
    found = shape.filled_list(value, "the ids of choices")
    if found is None:
        return ()
    offered = tuple(one.choice.id for one in choices)
    if not offered:
        return ()
    groups: list[tuple[str, ...]] = []
    for item in found.items:
        if isinstance(item, MarkedList):
            group = shape.list_of(item, lambda one: shape.meant_of(one, offered)) or ()
            if len(item.items) < 2:
                shape.report(
                    item,
                    "group-too-small",
                    "a group that exclude one another has at least two choices.",
                    "write a second one, or the id without brackets: then it excludes all others",
                )
            groups.append(group)
        else:
            one = shape.meant_of(item, offered)
            groups.append((one,) if one is not None else ())
    return tuple(group for group in groups if group)
