"""The parts that every enquiry, follow-up, list of people and roll has.

An author names an enquiry; what is asked of it (was it done, of whom, which people
and spellings it covered) is the same everywhere, so that conditions, follow-ups and
exports can rely on it. The wording is put to the officer.
"""

from __future__ import annotations

from childcheck.checklist.conditions import All, Compare, Condition, Operator
from childcheck.checklist.definitions import AnswerType, Choice, NeededLine
from childcheck.identifiers import ChoiceId
from childcheck.problems import Place
from childcheck.yaml_files.written import Written, WrittenChoice, WrittenLine

DONE, WAITING, NOT_NEEDED, NOT_DONE = "done", "waiting", "not_needed", "not_done"


def parts_of_enquiry(enquiry: Written) -> tuple[Written, ...]:
    """Return the parts of an enquiry, in the order in which they are put."""
    place = enquiry.place
    state = f"{enquiry.id}.state"
    begun = known_to_be(state, (DONE, WAITING), place)
    done = known_to_be(state, (DONE,), place)
    return (
        Written(
            "state",
            AnswerType.CHOICE,
            place,
            ask="Has it been done?",
            choices=(
                _choice(DONE, "Done", place),
                _choice(WAITING, "Asked, waiting for an answer", place),
                _choice(NOT_NEEDED, "Not needed", place, "Why is it not needed?"),
                _choice(NOT_DONE, "Not done", place, "Why not, and who will do it?"),
            ),
        ),
        Written(
            "asked_of",
            AnswerType.CHOICE if enquiry.asked_of else AnswerType.TEXT,
            place,
            ask="Who was asked, or which system?",
            when=begun,
            choices=enquiry.asked_of,
        ),
        Written(
            "covered",
            AnswerType.PERSONS,
            place,
            ask="Whom did it cover?",
            when=done,
            covers=enquiry.covers,
        ),
        Written(
            "spellings",
            AnswerType.CHOICE,
            place,
            ask="Under which spellings were they searched?",
            when=done,
            choices=(
                _choice("every", "Every spelling and every other name", place),
                _choice("some", "Some of them", place, "Which ones?"),
                _choice("as_given", "Only the name as it was given", place),
            ),
        ),
        Written(
            "results",
            AnswerType.CHOICES,
            place,
            ask="What did it show?",
            when=done,
            choices=enquiry.results,
            excludes_others=enquiry.excludes_others,
        ),
        # What is optional comes last, so that one key passes it.
        Written(
            "asked_at",
            AnswerType.TIME,
            place,
            ask="When was it asked?",
            when=begun,
            is_needed=False,
        ),
        Written("text", AnswerType.TEXT, place, ask="Details of it", when=done, is_needed=False),
    )


def parts_of_follow_up(follow_up: Written) -> tuple[Written, ...]:
    """Return the parts by which a follow-up gets a holder, a place and a time."""
    place = follow_up.place
    return (
        Written("who", AnswerType.TEXT, place, ask="Who?"),
        Written("where", AnswerType.TEXT, place, ask="Where?"),
        Written("by", AnswerType.TIME, place, ask="By when?"),
    )


def roles_of(people: Written) -> Written:
    """Return the question for the roles of each adult on a list."""
    return Written(
        "roles",
        AnswerType.CHOICES,
        people.place,
        ask="Role; several may hold",
        fact="adult.role",
        choices=people.roles,
    )


def whereabouts_of(roll: Written) -> Written:
    """Return the question where each child on a roll is."""
    return Written(
        "whereabouts",
        AnswerType.CHOICE,
        roll.place,
        ask="Where now?",
        fact="child.whereabouts",
        choices=roll.whereabouts,
    )


def known_to_be(question: str, values: tuple[str, ...], place: Place) -> Condition:
    """Return the condition that an answer is there and is one of these.

    What follows from an answer is not asked in doubt: as long as nobody has said that
    an enquiry was done, nobody is asked what it showed.
    """
    return All(
        (
            Compare(question, Operator.ANSWERED, True, place),
            Compare(question, Operator.IS_ANY_OF, values, place),
        ),
        place,
    )


def _choice(name: str, label: str, place: Place, line: str = "") -> WrittenChoice:
    return WrittenChoice(
        Choice(ChoiceId(name), label, place=place), WrittenLine(line, place) if line else None
    )


def line_of(line: WrittenLine | None) -> NeededLine | None:
    """Return a line as it stands beside an answer."""
    return NeededLine(line.ask, line.is_needed) if line is not None else None
