"""The shortest way that the screen names: one key for several answers, where all are told.

The typist learns reply by reply what a story tells. Where a screen offered answers
at once and every one of them was then told, the key that gives them stands in place
of what was typed for each; what was asked besides comes after it, as it does then.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from childcheck.checklist.answers import Answer
from childcheck.walk.at_once import AtOnce, Said
from childcheck.walk.replies import Done, Picked, Reply
from childcheck.walk.showing import Shown
from tests.officer.script import Step, Typed

Types = Callable[[Shown, Reply], tuple[Typed, ...]]


@dataclass
class _Begun:
    """Something that was offered at once, and how much of it the story has told since."""

    shown: Shown
    told: AtOnce
    start: int
    left: list[Said]
    besides: list[Step] = field(default_factory=list)

    def hears(self, shown: Shown, reply: Reply, step: Step) -> bool:
        """Take one more reply; return whether all may still be told at once."""
        for one in self.left:
            if one.spot == shown.spot and _tells(reply, one):
                self.left.remove(one)
                return True
        group = self.shown.question.group
        is_beside = group is not None and shown.question.group == group
        self.besides.append(step)
        return is_beside and shown.spot != self.shown.spot


def _tells(reply: Reply, said: Said) -> bool:
    if said.adult is not None:
        return reply == Picked(said.adult)
    if said.answer is None:
        return isinstance(reply, Done)
    return (
        isinstance(reply, Answer)
        and not reply.texts
        and not reply.all_bases
        and _plain(reply) == _plain(said.answer)
    )


def _plain(answer: Answer) -> object:
    value = answer.value
    return sorted(map(str, value)) if isinstance(value, list) else value


@dataclass
class Shortest:
    """Puts one key in place of several steps, as soon as they all were told."""

    types: Types
    begun: list[_Begun] = field(default_factory=list)

    def after(self, steps: Sequence[Step], shown: Shown, reply: Reply) -> list[Step]:
        """Return the steps so far, the last of which gave this reply, in the shortest way."""
        last = len(steps) - 1
        self.begun += [_Begun(shown, told, last, list(told.said)) for told in shown.at_once]
        self.begun = [one for one in self.begun if one.hears(shown, reply, steps[last])]
        whole = next((one for one in self.begun if not one.left), None)
        if whole is None:
            return list(steps)
        self.begun.clear()
        key = replace(steps[whole.start], typed=self.types(whole.shown, whole.told), is_answer=True)
        return [*steps[: whole.start], key, *whole.besides]
