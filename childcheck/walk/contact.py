"""Whether a child was seen, talked with and alone, over all talks.

A baby cannot be talked with, and a child not yet born cannot be seen. A checklist says
so with its conditions; a record must not tell it as something that nobody did.
"""

from __future__ import annotations

from dataclasses import dataclass

from childcheck.checklist.answers import Answer, LeftUnanswered
from childcheck.checklist.conditions import All, Any, Compare, Condition, Named
from childcheck.checklist.definitions import UNBORN
from childcheck.checklist.evaluation import Truth, evaluate, every, some
from childcheck.checklist.facts import AGE, BAND
from childcheck.identifiers import ChildId
from childcheck.walk.situation import Held
from childcheck.walk.subjects import Subject
from childcheck.walk.viewing import Sight
from childcheck.walk.wording import in_words, names_in, placeholder_values, worded

NOT_BORN = "not_born"
NOT_THIS_AGE = "not_this_age"


@dataclass(frozen=True)
class Contact:
    """Whether a child was seen, talked with and alone.

    Each is `yes`, `no`, or why it is not known: a reason's id, `not_reached`,
    `does_not_apply` or `erased`; `not_born` of an unborn child, `not_this_age` where
    the checklist does not ask it of a child so young (or so old). `seen_how` and
    `talked_how` are the answers in words.
    """

    seen: str
    talked: str
    alone: str
    seen_how: str = ""
    talked_how: str = ""


def contact_with(sight: Sight, child: ChildId) -> Contact:
    """Return whether a child was seen, talked with and alone."""
    return Contact(
        seen=fact_state(sight, "child.seen", child),
        talked=fact_state(sight, "child.talked", child),
        alone=fact_state(sight, "child.alone", child),
        seen_how=_how(sight, "child.seen", child),
        talked_how=_how(sight, "child.talked", child),
    )


def is_done(sight: Sight, fact: str, child: ChildId, together_with: str = "") -> bool:
    """Return whether any talk with a child says that this was done.

    With `together_with`, one and the same talk must say both.
    """
    for talk in range(1, max(1, sight.situation.talk_count(child)) + 1):
        if sight.done_in_talk(fact, child, talk) is not None:
            if not together_with or sight.done_in_talk(together_with, child, talk) is not None:
                return True
    return False


def state_of(held: Held | None) -> str:
    """Return the state of what a spot holds, as exports write it."""
    if held is None:
        return "not_reached"
    if isinstance(held.given, LeftUnanswered):
        return held.given.reason.value
    return "answered"


def fact_state(sight: Sight, fact: str, child: ChildId) -> str:
    """Return whether a child was seen, talked with or alone, in the words of `Contact`.

    Any talk that says yes counts; *alone* counts in a talk that took place.
    """
    if fact == "child.alone":
        done = is_done(sight, "child.talked", child, together_with=fact)
    else:
        done = is_done(sight, fact, child)
    if done:
        return "yes"
    found = []
    for question in sight.checklist.with_fact(fact):
        for talk in range(1, max(1, sight.situation.talk_count(child)) + 1):
            spot = sight.spot(question, Subject(child, None, talk))
            held = sight.live(spot)
            if held is not None and isinstance(held.given, Answer):
                found.append("erased" if held.given.value is None else "no")
            elif held is not None or sight.is_on_path(spot):
                found.append(state_of(held))
    ranked = ("no", "erased", "did_not_want", "not_known", "not_asked", "not_reached")
    ruled_out = NOT_BORN if sight.band(child) == UNBORN else NOT_THIS_AGE
    otherwise = "does_not_apply" if _is_for_age(sight, fact, child) else ruled_out
    return next((state for state in ranked if state in found), otherwise)


def _is_for_age(sight: Sight, fact: str, child: ChildId) -> bool:
    """Return whether a child's age leaves it open that this is asked."""
    asking = tuple(sight.checklist.with_fact(fact))
    return not asking or any(_by_age(sight, one.when, child) is not False for one in asking)


def _by_age(sight: Sight, condition: Condition | None, child: ChildId) -> Truth:
    """Return whether a condition holds, when nothing is looked at but the child's age."""
    match condition:
        case None:
            return True
        case Compare(name) if name in (BAND, AGE):
            return evaluate(condition, sight.from_(Subject(child)), sight.checklist.named)
        case All(conditions):
            return every(_by_age(sight, inner, child) for inner in conditions)
        case Any(conditions):
            return some(_by_age(sight, inner, child) for inner in conditions)
        case Named(name):
            return _by_age(sight, sight.checklist.named[name], child)
        case _:
            return None


def _how(sight: Sight, fact: str, child: ChildId) -> str:
    """Return how a child was seen, or talked with: in a talk in which it was done, if any."""
    last: str = ""
    for question in sight.checklist.with_fact(fact):
        for talk in range(1, max(1, sight.situation.talk_count(child)) + 1):
            subject = Subject(child, None, talk)
            held = sight.live(sight.spot(question, subject))
            if held is None or not isinstance(held.given, Answer) or held.given.value is None:
                continue
            asked = worded(question, placeholder_values(sight, subject))
            last = in_words(asked, held.given, sight.checklist, names_in(sight))
            if sight.done_in_talk(fact, child, talk) is not None:
                return last
    return last
