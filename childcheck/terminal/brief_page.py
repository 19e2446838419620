"""A record in at most ten lines, and what is owed: to be pasted into the force's own system.

One fact on a line, never wrapped, no colour. No child is left out and nothing is
cut: a child's words stand whole, or the line says that they stand in the record.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from childcheck.terminal.record_page import (
    STATES,
    UNFINISHED,
    WHETHER,
    duty_in_words,
    named,
    nothing_owed,
)
from childcheck.terminal.visible import on_one_line
from childcheck.walk.contact import NOT_BORN, NOT_THIS_AGE, Contact
from childcheck.walk.standing_record import (
    ERASED,
    AdultTold,
    ChildTold,
    FollowUpTold,
    StandingRecord,
    Told,
)
from childcheck.walk.wording import moment_in_words

LINES = 10
_BESIDE_CHILDREN = 6  # incident, arrival, officer, adults, counts, receipt
_WORDS = 300  # characters of a child's words that still read well on one line


def brief_page(record: StandingRecord) -> str:
    """Return the lines, then the follow-ups that are open."""
    owed = [one for one in record.follow_ups if one.follow_up.state == "open"]
    lines = [*_head(record), *_children(record), _receipt(record)]
    assert len(lines) <= LINES
    lines += [_owed(one, record) for one in owed] or [nothing_owed(record)]
    return "".join(f"{on_one_line(line)}\n" for line in lines)


def _head(record: StandingRecord) -> Iterator[str]:
    origin = record.provenance
    yield f"Incident {record.number}, reference {record.reference}, {STATES[record.state]}"
    place = ", ".join(part.strip() for part in record.place.split("\n"))
    yield f"Arrived {record.arrived_at} at {place}"
    duty = duty_in_words(origin.shift, origin.duty_date)
    yield f"Officer {named(origin.officer, origin.officer_name)}{f', {duty}' if duty else ''}"
    yield f"Adults: {'; '.join(_adult(one) for one in record.adults) or 'nobody named'}"
    summary = record.summary
    left = f"{summary.gap_count} left unanswered with a reason, {summary.not_reached} not reached"
    yield f"Children: {summary.sentence()}; {left}"


def _receipt(record: StandingRecord) -> str:
    origin = record.provenance
    return f"Entries {origin.first_entry} to {origin.last_entry}, receipt {origin.receipt}"


def _children(record: StandingRecord) -> Iterator[str]:
    """Yield a line for each child; with more children than lines, the last line holds the rest."""
    room = LINES - _BESIDE_CHILDREN
    alone = record.children if len(record.children) <= room else record.children[: room - 1]
    for child in alone:
        yield _sentences(_child(child), *_in_short(_told_of(child)), *_words(child, record))
    rest = record.children[len(alone) :]
    if rest:
        told = (
            _sentences(
                _child(child),
                *_in_short(_told_of(child)),
                *(("Words: see record",) if child.own_words else ()),
            )
            for child in rest
        )
        yield " | ".join(told)


def _child(child: ChildTold) -> str:
    who = f"Child {child.roll_number}: {child.name}, {child.age}"
    if child.state == "withdrawn":
        return f"{who}: withdrawn from the roll ({child.withdrawn_because})"
    late = " (found late)" if child.found_late_at is not None else ""
    unfinished = f", check {STATES[child.state]}" if child.state in UNFINISHED else ""
    return f"{who}{late}: {_contact(child.contact)}{unfinished}"


def _sentences(*parts: str) -> str:
    """Return parts one behind the other, each with a full stop or what it ends with."""
    ended = [part if part.endswith((".", "!", "?")) else f"{part}." for part in parts[:-1]]
    return " ".join((*ended, parts[-1]))


def _adult(adult: AdultTold) -> str:
    if adult.is_withdrawn:
        return f"{adult.name} (withdrawn)"
    more = (*((adult.roles.replace("; ", ", "),) if adult.roles else ()), *_in_short(adult.answers))
    return f"{adult.name} ({'; '.join(more)})" if more else adult.name


def _told_of(child: ChildTold) -> Iterator[Told]:
    if child.state != "withdrawn":
        yield from child.answers
        for talk in child.talks:
            yield from talk.answers


def _in_short(answers: Iterable[Told]) -> Iterator[str]:
    """Yield what the checklist names for the leaving screen, such as marks: whole, with its basis.

    Parts of one name are one, in the order of the checklist. What was not reached
    comes last, by its names alone.
    """
    told: dict[str, list[str]] = {}
    for one in answers:
        if one.short:
            words = told.setdefault(one.short, [])
            if one.state != "not_reached":
                basis = f" [{one.basis}]" if one.basis else ""
                words.append(" / ".join(one.lines) + basis)
    yield from (f"{short}: {'; '.join(words)}" for short, words in told.items() if words)
    missing = [short for short, words in told.items() if not words]
    if missing:
        yield f"Not reached: {', '.join(missing)}"


def _contact(contact: Contact) -> str:
    if contact.seen == NOT_BORN:
        return WHETHER[NOT_BORN]
    seen = {"yes": "seen", "no": "NOT SEEN"}.get(contact.seen, f"seen: {WHETHER[contact.seen]}")
    if contact.seen_how:
        seen += f" ({contact.seen_how})"
    if contact.talked == "yes":
        alone = {"yes": "spoken to alone", "no": "spoken to, not alone"}
        return f"{seen}, {alone.get(contact.alone, f'spoken to, alone: {WHETHER[contact.alone]}')}"
    if contact.talked == NOT_THIS_AGE:
        return f"{seen}, not asked to talk at this age"
    if contact.talked in ("no", "does_not_apply"):
        how = f" ({contact.talked_how})" if contact.talked_how else ""
        return f"{seen}, NOT SPOKEN TO{how}"
    return f"{seen}, spoken to: {WHETHER[contact.talked]}"


def _words(child: ChildTold, record: StandingRecord) -> Iterator[str]:
    """Yield what the child said, whole and in the child's words, or where it stands."""
    if not child.own_words:
        if child.contact.talked == "yes" and child.state != "withdrawn":
            yield "Words: none written down"
        return
    said = " / ".join(line.removeprefix("Child: ") for line in child.own_words)
    if len(said) <= _WORDS:
        yield f"Words: {said}"
        return
    count = len(child.own_words)
    yield (
        f"Words: see record {record.number}, child {child.roll_number}"
        f" ({count} line{'' if count == 1 else 's'})"
    )


def _owed(told: FollowUpTold, record: StandingRecord) -> str:
    one = told.follow_up
    if told.due_at is not None:
        due = moment_in_words(told.due_at.isoformat(), record.zone)
    else:
        due = one.due_rule.replace("_", " ")
    place = f"; where: {one.where}" if one.where else ""
    what = one.what or ERASED
    return f"Owed: {what}; by {one.holder or 'nobody named'}{place}; due {due}"
