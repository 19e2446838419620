"""What answers offer: to name a child or an adult who came up.

Source of the rules: the checklist language, section 5.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from childcheck.checklist.answers import Answer
from childcheck.checklist.definitions import Effects
from childcheck.identifiers import ChildId, EntryId
from childcheck.walk.effects import Forced, forced
from childcheck.walk.viewing import Sight
from childcheck.walk.wording import fill, placeholder_values


@dataclass(frozen=True)
class OpenOffer:
    """An answer offers to name a `child` or an `adult`; `cause` is its entry.

    `child` is whose answer it was; none for the incident's.
    """

    kind: str
    cause: EntryId
    question: str = field(compare=False)
    child: ChildId | None = field(compare=False)


def open_offers(sight: Sight) -> Iterator[OpenOffer]:
    """Yield the offers to name somebody that were neither taken nor declined.

    What was said of the same person, in the same words at the same question for
    another child, is met with it.
    """
    made = [one for one in forced(sight) if one.is_certain]
    met = sight.situation.offers_met
    said = {
        (kind, one.question, _words_beside(sight, one))
        for one in made
        for kind in _offered(one.effects)
        if (kind, one.cause) in met
    }
    for one in made:
        words = _words_beside(sight, one)
        for kind in _offered(one.effects):
            is_said = bool(words) and (kind, one.question, words) in said
            if (kind, one.cause) not in met and not is_said:
                asked = sight.checklist.questions[one.question].ask if one.question else ""
                asked = fill(asked, placeholder_values(sight, one.subject))
                yield OpenOffer(kind, one.cause, asked, one.subject.child)


def _words_beside(sight: Sight, one: Forced) -> str:
    """Return the lines beside the answer that forces something, however they are spaced."""
    question = sight.checklist.questions[one.question] if one.question else None
    held = sight.live(sight.spot(question, one.subject)) if question else None
    texts = held.given.texts if held is not None and isinstance(held.given, Answer) else {}
    return " ".join(" ".join(texts.values()).casefold().split())


def _offered(effects: Effects) -> tuple[str, ...]:
    """Return whom effects offer to name."""
    offered = {"child": effects.offer_child, "adult": effects.offer_adult}
    return tuple(kind for kind, is_offered in offered.items() if is_offered)
