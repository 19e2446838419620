from __future__ import annotations

import pytest

from childcheck.checklist.definitions import Reason
from childcheck.record.happenings import ReminderShown
from childcheck.walk.walking import Turn
from tests.walk.small import Course, a_checklist, seen, text, yes_no

BABY = """\
- when:
    all:
      - {ch.mark: yes}
      - {ch.moves: no}
  remind: A mark on {child} needs a doctor.
"""


def reminders(course: Course) -> list[str]:
    """Return the reminders that were shown."""
    return [one.text for one in course.of_kind(ReminderShown)]


def test_a_choice_reminds_with_the_childs_name() -> None:
    """The reminder stands in the entry as it stood on the screen, and in the turn."""
    course = Course(a_checklist(child=yes_no("ch.a", yes='remind: "Ring {child}\'s school."')))
    (ava,) = course.roll("Ava")

    drafts = course.answer("ch.a", "yes", ava)

    assert reminders(course) == ["Ring Ava's school."]
    assert Turn(course.walk, drafts).reminders == ("Ring Ava's school.",)


def test_a_reminder_is_shown_once_for_each_child() -> None:
    """Changed and changed back it does not come again; another child has its own."""
    course = Course(a_checklist(child=yes_no("ch.a", yes='remind: "Ring somebody."')))
    ava, ben = course.roll("Ava", "Ben")
    for given in ("yes", "no", "yes"):
        course.answer("ch.a", given, ava)

    course.answer("ch.a", "yes", ben)

    assert [one.child for one in course.of_kind(ReminderShown)] == [ava, ben]


def test_a_name_put_right_does_not_bring_a_reminder_back() -> None:
    """The same reminder with another name is the same reminder."""
    course = Course(a_checklist(child=yes_no("ch.a", yes='remind: "Stay with {child}."')))
    ava, _ = course.roll("Ava Nowak", "Ben")
    course.answer("ch.a", "yes", ava)

    course.take(course.walk.rename(ava, "Ewa Nowak"))
    course.take(course.walk.found_late("Ewa Kowalska", now=course.now))

    assert reminders(course) == ["Stay with Ava."]


def test_effects_of_several_answers_remind_when_all_hold() -> None:
    """A `then` reminds once its condition is true."""
    course = Course(a_checklist(child=yes_no("ch.mark") + yes_no("ch.moves"), child_then=BABY))
    (ava,) = course.roll("Ava")
    course.answer("ch.mark", "yes", ava)
    before = reminders(course)

    course.answer("ch.moves", "no", ava)

    assert (before, reminders(course)) == ([], ["A mark on Ava needs a doctor."])


@pytest.mark.parametrize(
    ("reason", "comes"),
    [(Reason.NOT_KNOWN, True), (Reason.NOT_ASKED, True), (Reason.DOES_NOT_APPLY, False)],
)
def test_in_doubt_it_reminds_when_all_has_been_put(reason: Reason, comes: bool) -> None:
    """What was left keeps the reminder; what does not apply takes it away."""
    course = Course(a_checklist(child=yes_no("ch.mark") + yes_no("ch.moves"), child_then=BABY))
    (ava,) = course.roll("Ava")
    course.answer("ch.mark", "yes", ava)

    course.leave("ch.moves", reason, ava)

    assert (reminders(course) != []) is comes


def test_in_doubt_it_waits_for_what_is_still_to_be_put() -> None:
    """Nobody is warned of what is just about to be asked."""
    course = Course(a_checklist(child=yes_no("ch.mark") + yes_no("ch.moves"), child_then=BABY))
    (ava,) = course.roll("Ava")

    course.leave("ch.mark", Reason.NOT_KNOWN, ava)
    before = reminders(course)
    course.leave("ch.moves", Reason.NOT_KNOWN, ava)

    assert (before, len(reminders(course))) == ([], 1)


def test_in_doubt_about_an_enquiry_it_waits_for_the_results() -> None:
    """An enquiry that was done is in doubt until its results are put."""
    pnc = """\
- id: in.pnc
  stage: door
  ask: What did PNC show?
  type: enquiry
  covers: [adults]
  results: {nothing: Nothing, wanted: Wanted}
"""
    then = '- {when: {in.pnc: {found_any_of: [wanted]}}, remind: "Take care."}\n'
    course = Course(a_checklist(pnc, adults=True, then=then))
    course.adult("Ann")
    course.done("in.adults")
    course.roll("Ava")
    course.answer("in.pnc.state", "done")
    course.answer("in.pnc.asked_of", "the control room")
    for leaf in ("asked_at", "covered", "spellings"):
        course.leave(f"in.pnc.{leaf}", Reason.NOT_ASKED)
    before = reminders(course)

    course.answer("in.pnc.results", ["nothing"])
    nothing = reminders(course)
    course.answer("in.pnc.results", ["wanted"])

    assert (before, nothing, reminders(course)) == ([], [], ["Take care."])


def test_an_effect_may_hang_on_the_age_alone() -> None:
    """The birth date causes what hangs on a child's age."""
    then = '- {when: {child.age: {at_least: 16}}, remind: "Still a child."}\n'
    course = Course(a_checklist(child=text("ch.a"), child_then=then))

    course.roll("Ava", born="2010-01-02")

    assert reminders(course) == ["Still a child."]


def test_an_effect_may_look_across_the_children() -> None:
    """What one child's answer forces for the others, or the incident, comes about at once."""
    course = Course(
        a_checklist(
            child=yes_no("ch.a"),
            child_then=('- {when: {other_child: {ch.a: yes}}, remind: "Look at {child} too."}\n'),
            late_incident=text("in.end", stage="desk"),
            late_then='- {when: {any_child: {ch.a: yes}}, remind: "Tell a supervisor."}\n',
        )
    )
    ava, _ = course.roll("Ava", "Ben")

    course.answer("ch.a", "yes", ava)

    assert sorted(reminders(course)) == ["Look at Ben too.", "Tell a supervisor."]


def test_an_effect_may_hang_on_every_basis() -> None:
    """Over all questions with a basis, the answers to any of them are its causes."""
    basis = '- {id: ch.b, stage: door, ask: "B?", type: text, basis: true}\n'
    then = """\
- when: {questions: every_with_basis, rests_on_only: [seen]}
  remind: Only seen.
"""
    course = Course(a_checklist(child=basis, child_then=then))
    (ava,) = course.roll("Ava")

    course.answer("ch.b", "x", ava, basis=seen())

    assert reminders(course) == ["Only seen."]


def test_an_effect_of_the_talks_section_reminds_once_before_and_in_the_first_talk() -> None:
    """That the first talk begins does not bring back what was shown before it."""
    course = Course(
        a_checklist(
            talk=text("ch.talk"),
            talk_then='- {when: {child.band: [infant]}, remind: "Watch the baby."}\n',
        )
    )
    (ava,) = course.roll("Ava", born="2026-01-02")
    before = reminders(course)

    course.answer("ch.talk", "x", ava)

    assert (before, reminders(course)) == (["Watch the baby."], ["Watch the baby."])


def test_who_was_withdrawn_reminds_of_nothing() -> None:
    """An adult who does not belong here puts no line above the children's walks."""
    adult = yes_no("in.apart").replace(
        "no: No", 'no: {label: "No", remind: "Not apart: {adult}.", show_in_each_child: true}'
    )
    course = Course(a_checklist(adults=True, adult=adult, child=text("ch.a")))
    ann = course.adult("Ann")
    course.done("in.adults")
    (ava,) = course.roll("Ava")
    course.answer("in.apart", "no", adult=ann)
    before = course.show("ch.a", ava).lines_above

    course.take(course.walk.withdraw(ann, "a neighbour", now=course.now))

    assert before == ("Not apart: Ann.",)
    assert course.show("ch.a", ava).lines_above == ()
