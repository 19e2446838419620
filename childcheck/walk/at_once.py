"""Several answers that one key gives at once, each with an entry of its own.

What a family shares is not typed again for the next child, nor the same words for
one enquiry after the other. Only what the checklist says is known in that way is
offered, never what somebody observed; the screen names all that the key gives, and
it is never the key by which one goes on. What needs a line or a basis beside it
stays asked.

Source: the checklist language, section 3, `as_for_others` and `enquiry`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from childcheck.checklist.answers import Answer, Plain
from childcheck.checklist.definitions import AnswerType, GroupKind, Question, Scope
from childcheck.checklist.fitting import Setting, bases_needed, faults, lines_needed
from childcheck.identifiers import AdultId, ChildId, EntryId, QuestionId
from childcheck.walk.situation import Held
from childcheck.walk.subjects import INCIDENT, Spot, Subject
from childcheck.walk.viewing import Sight, persons_for
from childcheck.walk.wording import (
    fill,
    first_name,
    names_in,
    placeholder_values,
    value_in_words,
    worded,
)

MOST = 3  # that are offered beside each other

ADULTS_LANGUAGE = "adult.language"
_EVERYBODY = "everybody"


@dataclass(frozen=True)
class Said:
    """One of the answers: for a list, an adult who is on it, or that it is complete."""

    spot: Spot
    answer: Answer | None = None
    adult: AdultId | None = None
    kept_from: EntryId | None = None


@dataclass(frozen=True)
class AtOnce:
    """Answers that one key gives at once; `label` names every one of them."""

    label: str
    said: tuple[Said, ...]


def at_once_for(sight: Sight, spot: Spot) -> tuple[AtOnce, ...]:
    """Return what one key may answer where a question is put, the latest told first."""
    question = sight.checklist.questions[spot.question]
    if sight.situation.held.get(spot) is not None:
        return ()
    if question.as_for_others:
        if question.type is AnswerType.PEOPLE:
            return _distinct(_carers_of_others(sight, spot, question), MOST)
        return _distinct(_told_of_others(sight, spot, question), 1)
    if question.group is not None and question.group.kind is GroupKind.ENQUIRY:
        parts = _Parts(sight, question.group.id, spot.subject)
        if spot == parts.spot("state"):
            return _distinct(_enquiries_before(sight, parts), MOST)
        if spot == parts.spot("covered"):
            return tuple(_everybody(sight, parts))
    return ()


def _distinct(offered: Iterable[tuple[int, AtOnce]], most: int) -> tuple[AtOnce, ...]:
    """Return the latest told first, and once what would be recorded alike."""
    found: dict[object, AtOnce] = {}
    for _, one in sorted(offered, key=lambda ranked: ranked[0], reverse=True):
        recorded = tuple((it.spot, it.adult, repr(it.answer)) for it in one.said)
        found.setdefault(recorded, one)
    return tuple(found.values())[:most]


# Of another child, or another adult


def _told_of_others(sight: Sight, spot: Spot, question: Question) -> Iterator[tuple[int, AtOnce]]:
    if sight.fact(question.fact, spot.subject) is not None:
        return
    others = list(_others(sight, spot.subject))
    for other, name in others:
        held = sight.fact(question.fact, other)
        if held is not None:
            yield from _one(sight, spot, question, held, name)
    if question.fact == "child.language" and not any(
        sight.fact_value(question.fact, other) for other, _ in others
    ):
        yield from _language_of_adults(sight, spot, question)


def _others(sight: Sight, subject: Subject) -> Iterator[tuple[Subject, str]]:
    """Yield the other children, or the other adults, each with a name."""
    situation = sight.situation
    if subject.child is not None:
        for child in situation.living_children():
            if child != subject.child:
                yield Subject(child), first_name(sight, child)
    else:
        for adult in situation.living_adults():
            if adult != subject.adult:
                yield Subject(adult=adult), situation.adults[adult].name


def _language_of_adults(
    sight: Sight, spot: Spot, question: Question
) -> Iterator[tuple[int, AtOnce]]:
    """Yield the language of the adults, where all who have one told have the same."""
    told = [
        held
        for adult in sight.situation.living_adults()
        if (held := sight.fact(ADULTS_LANGUAGE, Subject(adult=adult))) is not None
        and isinstance(held.given, Answer)
    ]
    spoken = {str(one.given.value).casefold() for one in told if isinstance(one.given, Answer)}
    if len(spoken) == 1:
        yield from _one(sight, spot, question, told[-1], "the adults")


def _one(
    sight: Sight, spot: Spot, question: Question, held: Held, name: str
) -> Iterator[tuple[int, AtOnce]]:
    answer = _bare(sight, question, held)
    if answer is not None:
        words = value_in_words(
            worded(question, placeholder_values(sight, spot.subject)),
            answer.value,
            names_in(sight),
        )
        said = Said(spot, answer, kept_from=held.entry)
        yield held.order, AtOnce(f"As for {name}: {words}", (said,))


def _bare(sight: Sight, question: Question, held: Held | None) -> Answer | None:
    """Return an answer that stands by itself and fits a question; None for every other."""
    given = held.given if held is not None else None
    if not isinstance(given, Answer) or given.texts or given.all_bases:
        return None
    if bases_needed(question, given.value) or lines_needed(question, given.value):
        return None
    return _fitting(sight, question, given.value)


def _fitting(sight: Sight, question: Question, value: Plain) -> Answer | None:
    answer = Answer(value, MappingProxyType({}), MappingProxyType({}))
    setting = Setting(
        sight.checklist, persons_for(sight, question), sight.situation.living_adults()
    )
    return None if faults(question, answer, setting) else answer


def _carers_of_others(sight: Sight, spot: Spot, question: Question) -> Iterator[tuple[int, AtOnce]]:
    """Yield who is on the list of each other child, and what was told of the two together."""
    for other, name in _others(sight, spot.subject):
        there = sight.spot(question, other)
        held = sight.live(there)
        if held is None or not isinstance(held.given, Answer):
            continue
        adults = [
            one
            for one in sight.situation.picked.get(there, ())
            if one in sight.situation.living_adults()
        ]
        if not adults or set(adults) <= set(sight.situation.picked.get(spot, ())):
            continue
        said: list[Said] = []
        words: list[str] = []
        for adult in adults:
            fields = list(_of_two(sight, spot, other.child, adult))
            said.append(Said(spot, adult=adult, kept_from=held.entry))
            said += [one for one, _ in fields]
            words.append(
                ", ".join([sight.situation.adults[adult].name, *(word for _, word in fields)])
            )
        is_whole = not sight.situation.picked.get(spot)
        said.append(Said(spot, kept_from=held.entry if is_whole else None))
        yield held.order, AtOnce(f"As for {name}: {'; '.join(words)}. Nobody else", tuple(said))


def _of_two(
    sight: Sight, spot: Spot, other: ChildId | None, adult: AdultId
) -> Iterator[tuple[Said, str]]:
    """Yield what is told of an adult and another child, and may be so for this child."""
    for leaf in sight.checklist.groups[spot.question]:
        if not leaf.is_pair or not leaf.as_for_others:
            continue
        here = sight.spot(leaf, Subject(spot.subject.child, adult))
        held = sight.live(sight.spot(leaf, Subject(other, adult)))
        answer = _bare(sight, leaf, held)
        if held is not None and answer is not None and here not in sight.situation.held:
            told = worded(leaf, placeholder_values(sight, here.subject))
            words = value_in_words(told, answer.value, names_in(sight))
            yield Said(here, answer, kept_from=held.entry), _begun_small(words)


def _begun_small(words: str) -> str:
    return words[:1].lower() + words[1:]


# Of another enquiry


@dataclass(frozen=True)
class _Parts:
    """The parts of one enquiry."""

    sight: Sight
    group: QuestionId
    subject: Subject

    def question(self, part: str) -> Question:
        return self.sight.checklist.questions[QuestionId(f"{self.group}.{part}")]

    def spot(self, part: str) -> Spot:
        return self.sight.spot(self.question(part), self.subject)

    def held(self, part: str) -> Held | None:
        return self.sight.live(self.spot(part))

    def value(self, part: str) -> Plain:
        held = self.held(part)
        return held.given.value if held and isinstance(held.given, Answer) else None


def _enquiries_before(sight: Sight, here: _Parts) -> Iterator[tuple[int, AtOnce]]:
    """Yield what was told of each other enquiry that was done: of whom, for whom, how spelt."""
    done = here.question("state").choice("done")
    if done is None or here.subject != INCIDENT:
        return
    for group, leaves in sight.checklist.groups.items():
        kind = leaves[0].group.kind if leaves[0].group is not None else None
        there = _Parts(sight, group, here.subject)
        if kind is not GroupKind.ENQUIRY or group == here.group or there.value("state") != "done":
            continue
        if leaves[0].of is not Scope.INCIDENT:
            continue
        state, asked_of = there.held("state"), _asked_of(here, there)
        if state is None or asked_of is None:
            continue
        said = [Said(here.spot("state"), Answer(done.id), kept_from=state.entry), asked_of[0]]
        words = [asked_of[1]]
        for found in (_covered(here, there), *_same(here, there, ("spellings", "asked_at"))):
            if found is not None:
                said.append(found[0])
                words.append(found[1])
        values = placeholder_values(sight, here.subject)
        yield state.order, AtOnce(f"{fill(done.label, values)}: {'; '.join(words)}", tuple(said))


def _asked_of(here: _Parts, there: _Parts) -> tuple[Said, str] | None:
    """Return who was asked there; None where that is no answer here."""
    mine, other = here.question("asked_of"), there.question("asked_of")
    if mine.type is not other.type:
        return None
    value = str(there.value("asked_of"))
    choices = [question.choice(value) for question in (mine, other)]
    if mine.choices and len({one.label for one in choices if one is not None}) != 1:
        return None
    return next(iter(_same(here, there, ("asked_of",), small=False)), None)


def _same(
    here: _Parts, there: _Parts, parts: Sequence[str], *, small: bool = True
) -> Iterator[tuple[Said, str]]:
    """Yield what stands at parts of another enquiry and fits here as it is."""
    for part in parts:
        question, held = here.question(part), there.held(part)
        answer = _bare(here.sight, question, held)
        if held is not None and answer is not None:
            words = value_in_words(question, answer.value, {})
            yield (
                Said(here.spot(part), answer, kept_from=held.entry),
                _begun_small(words) if small else words,
            )


def _covered(here: _Parts, there: _Parts) -> tuple[Said, str] | None:
    """Return whom it covered there: everybody, or some of those whom this one is about.

    Where this enquiry is about people whom that one was never about, such as the
    children, nothing is kept: nobody is called covered because somebody else was.
    """
    sight, question, held = here.sight, here.question("covered"), there.held("covered")
    covered = set(Answer(there.value("covered")).chosen)
    everybody = persons_for(sight, question)
    of_there = set(persons_for(sight, there.question("covered")))
    if held is None or not everybody or not set(everybody) <= of_there:
        return None
    is_all = of_there <= covered
    if not is_all and not covered <= set(everybody):
        return None
    persons = [one for one in everybody if one in covered]
    answer = _fitting(sight, question, list(persons))
    if answer is None:
        return None
    names = names_in(sight)
    words = _EVERYBODY if is_all else ", ".join(names[one] for one in persons)
    return Said(here.spot("covered"), answer, kept_from=held.entry), words


def _everybody(sight: Sight, parts: _Parts) -> Iterator[AtOnce]:
    """Yield that everybody was searched for under every spelling: two answers in one."""
    spellings = parts.question("spellings").choice("every")
    persons = persons_for(sight, parts.question("covered"))
    covered = _fitting(sight, parts.question("covered"), list(persons)) if persons else None
    if spellings is None or covered is None or parts.spot("spellings") in sight.situation.held:
        return
    every = Said(parts.spot("spellings"), Answer(spellings.id))
    words = f"{_EVERYBODY.capitalize()}; {_begun_small(spellings.label)}"
    yield AtOnce(words, (Said(parts.spot("covered"), covered), every))
