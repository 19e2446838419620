"""How an answer is taken: its one form, what it is held against, what records it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType
from typing import Any

from childcheck.checklist.ages import read_date_answer
from childcheck.checklist.answers import Answer, BasisGiven, Given
from childcheck.checklist.definitions import AnswerType, Basis, GroupKind, Question, Scope
from childcheck.checklist.fitting import Setting, bases_needed, lines_needed
from childcheck.identifiers import AdultId, EntryId
from childcheck.record import happenings as past
from childcheck.record.happening import Plain
from childcheck.walk.ledger import Circumstances, Ledger, at, begin_talk, iso
from childcheck.walk.people import Make
from childcheck.walk.situation import Held
from childcheck.walk.subjects import Spot
from childcheck.walk.viewing import Sight, persons_for


def setting(
    sight: Sight, question: Question, circumstances: Circumstances, now: datetime
) -> Setting:
    """Return what an answer is held against: the checklist, the people named, the day."""
    return Setting(
        sight.checklist,
        persons_for(sight, question),
        sight.situation.living_adults(),
        now.astimezone(circumstances.zone).date(),
    )


def normal(
    question: Question,
    given: Given,
    persons: Collection[str] = (),
    adults: Collection[AdultId] = (),
) -> Given:
    """Bring an answer into its one form: order of choices and persons, dates, bases.

    Args:
        question: the question.
        given: what was given for it.
        persons: who may be picked, in the order in which they are shown.
        adults: the adults of the incident, likewise.
    """
    if not isinstance(given, Answer):
        return given
    value = given.value
    if question.type is AnswerType.CHOICES and isinstance(value, list):
        places: dict[Any, int] = {one.id: place for place, one in enumerate(question.choices)}
        if all(isinstance(one, str) and one in places for one in value):
            value = sorted(value, key=lambda one: places[one])
    if question.type is AnswerType.PERSONS and isinstance(value, list):
        if len(set(map(str, value))) == len(value) and all(one in persons for one in value):
            value = [one for one in persons if one in value]
    if question.type is AnswerType.DATE and isinstance(value, str):
        read = read_date_answer(value)
        value = read.as_text() if read is not None else value
    basis = {key: _in_one_form(bases, adults) for key, bases in given.basis.items()}
    for choice in question.choices:
        if choice.basis is not None and choice.id in Answer(value).chosen:
            key = choice.id if question.type is AnswerType.CHOICES else ""
            basis[key] = (BasisGiven(choice.basis),)
    return replace(given, value=value, basis=MappingProxyType(basis))


def _in_one_form(
    bases: tuple[BasisGiven, ...], adults: Collection[AdultId]
) -> tuple[BasisGiven, ...]:
    """Return each basis once, in the order of `Basis`, with its adults in their order."""
    places = {adult: place for place, adult in enumerate(adults)}
    found = []
    for basis in Basis:
        same = [one for one in bases if one.basis is basis]
        named = dict.fromkeys(adult for one in same for adult in one.adults)
        if same:
            in_order = sorted(named, key=lambda one: places.get(one, len(places)))
            found.append(BasisGiven(basis, tuple(in_order)))
    return tuple(found)


def kept(
    question: Question,
    held: Held,
    answered_at: datetime | None,
    basis: Mapping[str, tuple[BasisGiven, ...]],
) -> Given:
    """Return what is shown as this question's own answer, with the bases that were asked for.

    A line or a basis that only another question of the same fact takes stays there.
    """
    given = normal(question, held.given.at(answered_at))
    if not isinstance(given, Answer):
        return given
    wanted, lines = bases_needed(question, given.value), lines_needed(question, given.value)
    texts = {key: line for key, line in given.texts.items() if key in lines}
    rests = {key: value for key, value in given.basis.items() if key in wanted}
    given = replace(
        given, texts=MappingProxyType(texts), basis=MappingProxyType({**rests, **basis})
    )
    return normal(question, given)


def taking(
    sight: Sight,
    spot: Spot,
    given: Given,
    asked_at: datetime | None,
    *,
    kept_from: EntryId | None = None,
    why_corrected: str = "",
) -> Make:
    """Record what was given for a question.

    Args:
        kept_from: the entry whose answer was kept with one key.
        why_corrected: why what stood there is put right.
    """
    question = sight.checklist.questions[spot.question]
    held = sight.situation.held.get(spot)

    def make(ledger: Ledger) -> EntryId:
        begin_talk(ledger, spot)
        common: dict[str, Any] = {
            **at(ledger, spot),
            "asked_at": iso(asked_at),
            "answered_at": iso(given.answered_at),
            "fact": question.fact,
            "enquiry": _enquiry(question),
            "in_roll": question.of is Scope.CHILD and sight.outline.is_of_incident(question),
            "corrects": held.entry if held is not None and why_corrected else None,
            "why_corrected": why_corrected,
        }
        if isinstance(given, Answer):
            basis = {
                key: [_plain_basis(one) for one in bases] for key, bases in given.basis.items()
            }
            return ledger.add(
                past.AnswerGiven(
                    value=given.value,
                    texts=dict(given.texts),
                    basis=basis,
                    kept_from=kept_from,
                    **common,
                )
            )
        return ledger.add(past.QuestionLeft(reason=given.reason.value, text=given.text, **common))

    return make


def _enquiry(question: Question) -> str:
    group = question.group
    return group.id if group is not None and group.kind is GroupKind.ENQUIRY else ""


def _plain_basis(given: BasisGiven) -> dict[str, Plain]:
    plain: dict[str, Plain] = {"basis": given.basis.value}
    if given.adults:
        plain["adults"] = list(given.adults)
    return plain
