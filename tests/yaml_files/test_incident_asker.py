"""An incident file as the third asker: who is named, what is missing, what nobody would ask."""

from __future__ import annotations

import pytest

from childcheck.record.happenings import (
    AdultNamed,
    ChildKept,
    ChildNamed,
    ChildWithdrawn,
    EngagementBegun,
    FamilyLeft,
    FollowUpClosed,
    FollowUpGiven,
    PersonPicked,
    QuestionReopened,
)
from childcheck.yaml_files.checklist_file import read_checklist_texts
from tests.yaml_files.incident_files import (
    CHECKLIST,
    FAMILY,
    answers,
    changed,
    left,
    line_of,
    of_kind,
    the_answer,
    the_only,
    told_of,
    write_up,
)

NOT_SEEN = changed(
    """      - ch.seen: {answer: awake, text: "PC 5208"}
        ch.spoke: talked
        ch.talk:
          - officer: Tell me about tonight.
          - child: Tata krzyczał.
            language: Polish
            translation: Daddy shouted.
            translator: by telephone
            sure: false
          - not_in_words: nods
""",
    """      - ch.seen: not_here
        ch.seen_plan: {who: "PC 6120", where: "At his aunt's", by: "2026-11-25 12:00"}
""",
    changed("      ch.trust: Mrs Osei\n", ""),
)
SECOND_TALK = """\
      - ch.seen: awake
        ch.spoke: talked
        ch.talk:
          - child: I want to go to Mrs Osei.
"""


def with_child(entry: str, text: str = FAMILY) -> str:
    """Return a file with one more child at the end."""
    return text + entry


# People


def test_adults_and_children_of_the_file_are_those_of_the_record() -> None:
    """The lists of the file are the list of adults and the roll, in their order."""
    _, recorded = write_up()

    assert [one.name for one in of_kind(recorded, AdultNamed)] == ["Kayleigh Byrne", "Darren Holt"]
    children = of_kind(recorded, ChildNamed)
    assert [one.name for one in children] == ["Alfie", "Baby of Kayleigh Byrne"]
    assert [one.roll_number for one in children] == [1, 2]
    assert [one.found_late_at for one in children] == [None, None]


def test_carers_are_picked_by_name() -> None:
    """A carer is one of the adults of the file, with what is said of the two together."""
    _, recorded = write_up()

    kayleigh, darren = (one.adult for one in of_kind(recorded, AdultNamed))
    picked = [one.adult for one in of_kind(recorded, PersonPicked)]
    assert picked == [kayleigh, darren, kayleigh]
    relations = answers(recorded, "ch.carers.relation")
    assert [(one.adult, one.value) for one in relations] == [
        (kayleigh, "mother"),
        (darren, "father"),
        (kayleigh, "mother"),
    ]


def test_a_slip_in_a_name_never_makes_a_person() -> None:
    """A carer whom nobody listed is refused, with the place where to list the person."""
    text = changed(
        '{name: "Darren Holt", relation: father', '{name: "Daren Holt", relation: father'
    )

    problem = the_only(text)
    assert problem.code == "unknown-person"
    assert "Holt" not in problem.as_text()


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        (
            '{name: "Darren Holt", relation: father, here: no}',
            '{name: "kayleigh byrne", relation: mother, here: yes}',
            "given-twice",
        ),
        (
            '{name: "Darren Holt", relation: father, here: no}',
            "{relation: father, here: no}",
            "missing-key",
        ),
        (
            '{name: "Darren Holt", relation: father, here: no}',
            '{name: "Darren Holt", relation: father, here: no, shoe: big}',
            "unknown-key",
        ),
        (
            '        - {name: "Darren Holt", relation: father, here: no}\n',
            "        - []\n",
            "not-a-mapping",
        ),
    ],
)
def test_a_list_of_carers_with_a_fault_is_told_once(old: str, new: str, code: str) -> None:
    """A carer named twice, without a name or with more than is asked is one problem."""
    assert the_only(changed(old, new)).code == code


def test_a_list_of_carers_may_say_when_it_was_complete() -> None:
    """The moment stands beside the list, as it does beside every answer."""
    text = changed(
        """      ch.carers:
        - {name: "Kayleigh Byrne", relation: mother, here: yes}
        - {name: "Darren Holt", relation: father, here: no}
""",
        """      ch.carers:
        answered_at: 2026-11-24 23:55
        answer:
          - {name: "Kayleigh Byrne", relation: mother, here: yes}
""",
    )

    _, recorded = write_up(text)

    assert answers(recorded, "ch.carers")[0].answered_at == "2026-11-24T23:55:00+00:00"


def test_adults_are_named_at_a_child_where_no_other_question_names_them() -> None:
    """A checklist without a list of adults names them where they are first picked."""
    start, end = CHECKLIST.index("      - id: in.adults"), CHECKLIST.index("      - id: in.note")
    apart, roll = CHECKLIST.index("  - id: apart"), CHECKLIST.index("  - id: roll")
    without = CHECKLIST[:start] + CHECKLIST[end:apart] + CHECKLIST[roll:]
    checklist = read_checklist_texts({"checklist.yaml": without}, shown_as="small")
    adults = 'adults: ["Kayleigh Byrne", "Darren Holt"]\n\n'
    text = FAMILY[: FAMILY.index("adults:")] + adults + FAMILY[FAMILY.index("children:") :]
    text = changed('{adult_said: "Kayleigh Byrne"}, record', "record", text)

    written, recorded = write_up(text, checklist)

    assert [one.name for one in of_kind(recorded, AdultNamed)] == ["Kayleigh Byrne", "Darren Holt"]
    assert written.is_finished


def test_somebody_named_twice_is_told_and_the_rest_is_still_read() -> None:
    """Two children of one name are refused, and what is said of the second is looked at."""
    text = changed("  - name: Baby of Kayleigh Byrne", "  - name: ALFIE")
    text = changed("ch.due: overdue 2026-11-20", "ch.due: soon", text)

    assert [problem.code for problem in told_of(text)] == ["named-twice", "not-a-date"]


def test_a_list_can_be_left_with_a_reason() -> None:
    """When there is no child at all, the roll is left and no check is made."""
    start = FAMILY.index("children:")
    text = FAMILY[:start] + 'children: {left: does_not_apply, text: "nobody under 18 here"}\n'

    written, recorded = write_up(text)

    assert [one.reason for one in left(recorded, "in.children")] == ["does_not_apply"]
    assert written.is_finished


def test_an_empty_roll_is_no_answer() -> None:
    """A roll with nobody on it must be left with a reason instead."""
    text = FAMILY[: FAMILY.index("children:")] + "children: []\n"

    assert the_only(text).code == "empty-roll"


def test_a_list_may_say_when_it_was_complete() -> None:
    """The moment at which the roll was complete stands beside the list."""
    text = FAMILY.replace("children:\n", "children:\n  answered_at: 2026-11-24 23:30\n  answer:\n")

    _, recorded = write_up(text)

    assert the_answer(recorded, "in.children").answered_at == "2026-11-24T23:30:00+00:00"


LATE = """\
  - name: Girl in the box room
    found_late: 2026-11-24 23:50
    whereabouts: here
    born_on: about 4
    answers:
      ch.name:
        left: not_known
        text: she did not say
      ch.dob: {basis: seen}
      ch.aka: []
      ch.carers: {left: not_known, text: "nobody would say"}
      ch.effect: {answer: heard, basis: {heard: seen}}
      ch.worry: A locked door
      ch.now: {answer: ambulance, text: {ambulance: "Sheffield"}}
    engagements:
      - ch.seen: awake
        ch.spoke: {answer: not_tried, text: "asleep again at once"}
"""


def test_a_child_found_late_comes_with_the_time_of_discovery() -> None:
    """A child who came to light after the roll was complete is added with that time."""
    written, recorded = write_up(with_child(LATE))

    late = of_kind(recorded, ChildNamed)[-1]
    assert (late.roll_number, late.found_late_at) == (3, "2026-11-24T23:50:00+00:00")
    assert written.is_finished
    rolls = answers(recorded, "in.children")
    assert [len(one.value) for one in rolls if isinstance(one.value, list)] == [2, 3]


WITHDRAWN = """\
  - name: Boy in the photo
    whereabouts: out
    born_on: about 9
    withdrawn: he is the mother's brother, now 31
"""


def test_a_withdrawn_child_keeps_the_line_on_the_roll() -> None:
    """A child who was found not to belong here is named, withdrawn and not asked."""
    written, recorded = write_up(with_child(WITHDRAWN))

    [withdrawn] = of_kind(recorded, ChildWithdrawn)
    assert withdrawn.why == "he is the mother's brother, now 31"
    assert withdrawn.child == of_kind(recorded, ChildNamed)[2].child
    assert written.is_finished
    assert [child.state for child in written.summary.children][-1] == "withdrawn"


def test_what_was_told_of_a_child_before_withdrawal_is_recorded() -> None:
    """Answers of a withdrawn child are kept; those that are not there are not missed."""
    text = with_child(WITHDRAWN + "    answers:\n      ch.worry: He was not in any room\n")

    written, recorded = write_up(text)

    assert answers(recorded, "ch.worry")[-1].value == "He was not in any room"
    assert len(of_kind(recorded, ChildWithdrawn)) == 1
    assert written.is_finished


def test_a_child_withdrawn_at_the_last_answer_is_withdrawn() -> None:
    """A check in which everything was told ends as withdrawn, not as finished."""
    text = changed(
        "    whereabouts: unborn\n", "    whereabouts: unborn\n    withdrawn: no pregnancy\n"
    )

    written, recorded = write_up(text)

    assert len(of_kind(recorded, ChildWithdrawn)) == 1
    assert [child.state for child in written.summary.children] == [
        "finished_with_gaps",
        "withdrawn",
    ]


ADULT = """\
  - name: Jamie
    whereabouts: out
    born_on: 2007-01-09
"""


def test_somebody_of_18_or_over_needs_a_reason_to_stay_on_the_roll() -> None:
    """Somebody of age is told at the date of birth, with both ways out."""
    problems = told_of(with_child(ADULT), keep_unfinished=True)

    assert [problem.code for problem in problems] == ["of-age"]
    assert problems[0].place is not None
    assert problems[0].place.line == line_of("2007-01-09", with_child(ADULT))
    assert "kept_because" in problems[0].remedy


def test_what_is_missing_of_somebody_of_age_waits_until_that_is_settled() -> None:
    """An adult put on the roll by mistake is not buried under what a teenager would be asked."""
    problems = told_of(with_child(ADULT))

    assert [problem.code for problem in problems] == ["of-age"]


def test_somebody_of_18_or_over_is_kept_with_a_reason() -> None:
    """`kept_because` keeps somebody of age on the roll, and is recorded."""
    text = with_child(ADULT + "    kept_because: she is in care until 21\n")

    _, recorded = write_up(text, keep_unfinished=True)

    assert [one.why for one in of_kind(recorded, ChildKept)] == ["she is in care until 21"]


def test_a_reason_to_keep_a_child_is_refused() -> None:
    """Nobody asks why a child is on the roll."""
    text = changed("    whereabouts: here\n", "    whereabouts: here\n    kept_because: so\n")

    assert the_only(text).code == "never-asked"


# What is missing, and what nobody would ask


@pytest.mark.parametrize(
    ("old", "what", "line"),
    [
        ("  in.calls: 3\n", '"in.calls" would be asked, and is not in the file.', "in.mode"),
        ("    whereabouts: here\n", '"whereabouts" would be asked of child 1', "name: Alfie"),
        ("      in.apart: yes\n", '"in.apart" would be asked of adult 1', "name: Kayleigh Byrne\n"),
        ("    arrived: 2026-11-24 23:12\n", '"arrived" in "in.place"', "in.place"),
        ("      ch.name: {family: Holt}\n", '"ch.name" would be asked of child 1', "name: Alfie"),
        ("        ch.spoke: talked\n", '"ch.spoke" would be asked of child 1', "- ch.seen"),
        (
            ", relation: father",
            '"relation" in "ch.carers" would be asked of child 1, adult 2',
            "here: no}",
        ),
        (
            "          ambulance: Sheffield, 23:40\n",
            'text of "ambulance" in "ch.now"',
            "- name: Alfie",
        ),
    ],
)
def test_what_is_missing_is_told_where_it_should_stand(old: str, what: str, line: str) -> None:
    """A question that would have been asked is named with the person and the place."""
    text = changed(old, "")

    problem = the_only(text)

    assert problem.code == "missing"
    assert what in problem.what
    assert problem.place is not None
    [wanted] = [
        number
        for number, one in enumerate(text.splitlines(keepends=True), 1)
        if line in one and not (line == "name: Alfie" and "Jay" in one)
    ]
    assert problem.place.line == wanted
    assert problem.remedy.endswith(
        "To leave all that is missing for later, give --keep-unfinished."
    )


def test_the_remedy_of_what_is_missing_can_be_copied() -> None:
    """What to write, and how it is left instead, each stand on a line of their own."""
    told = {
        problem.what.split('"')[1]: problem.remedy.split("\n")
        for problem in told_of(changed("    whereabouts: here\n", "").replace("in.calls: 3", ""))
    }

    calls, whereabouts = told["in.calls"], told["whereabouts"]
    assert calls[:2] == [
        "write a whole number",
        'or leave it, like this: in.calls: {left: not_known, text: "…"}',
    ]
    assert calls[2].startswith("(or with did_not_want, ")
    assert whereabouts[0].startswith("write one of: here, ")
    # What holds for all of them is told with the first of the file.
    assert sum("--keep-unfinished" in lines[-1] for lines in told.values()) == 1


def test_what_a_known_answer_rests_on_may_be_all_that_is_missing() -> None:
    """The roll knows the date of birth; the check still wants to know from whom."""
    problem = the_only(
        changed('      ch.dob: {basis: [{adult_said: "Kayleigh Byrne"}, record]}\n', "")
    )

    assert problem.code == "missing"
    assert problem.remedy.startswith("write {basis: …} with one or more of: seen, child_said")


def test_what_hangs_on_a_missing_answer_is_not_told_as_well() -> None:
    """One gap is one problem, though other questions wait for its answer."""
    problem = the_only(changed("    state: done\n", ""))

    assert problem.what == '"state" in "in.chk" would be asked, and is not in the file.'


def test_what_hangs_on_a_faulty_answer_is_not_told_as_well() -> None:
    """A slip at `ch.seen` does not make the talk wrong."""
    problem = the_only(changed("{answer: awake,", "{answer: awke,"))

    assert (problem.code, problem.nearest) == ("not-offered", "awake")


def test_what_is_missing_may_be_kept_unfinished() -> None:
    """With --keep-unfinished a gap is not reached, and the rest is recorded."""
    text = changed("      ch.name: {family: Holt}\n", "")

    written, recorded = write_up(text, keep_unfinished=True)

    assert not written.is_finished
    assert written.summary.not_reached == 1
    assert the_answer(recorded, "ch.name.given").value == "Alfie"


def test_keeping_unfinished_excuses_no_fault() -> None:
    """What is there must fit, also when what is missing may be missing."""
    text = changed("in.calls: 3", "in.calls: many")

    assert the_only(text, keep_unfinished=True).code == "not-a-number"


def test_what_may_be_passed_is_passed() -> None:
    """A part or a question that one key passes needs no line in the file, and is no gap."""
    _, recorded = write_up(changed("      ch.trust: Mrs Osei\n", ""))

    [trust] = left(recorded, "ch.trust")
    assert (trust.reason, trust.text) == ("not_asked", "")
    assert [one.reason for one in left(recorded, "in.adults.contact")] == ["not_asked"]


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        (
            "      ch.due: overdue 2026-11-20\n",
            "      ch.effect: {answer: saw, basis: {saw: seen}}\n      ch.due: about 1\n",
            '"ch.effect" would never be asked of child 2, because its condition does not hold.',
        ),
        (
            "        ch.spoke: talked\n",
            "        ch.spoke: talked\n        ch.seen_plan: {who: A}\n",
            '"who" in "ch.seen_plan" would never be asked of child 1',
        ),
        (
            "          nothing_further: she is in hospital\n",
            "          nothing_further: she is in hospital\n          school: none\n",
            'the text of "school" in "ch.now" would never be asked of child 2, because that choice',
        ),
        (
            "    roles: [harmed]\n",
            "    roles: [not_here]\n",
            '"in.apart" would never be asked of adult 1, because its condition does not hold.',
        ),
    ],
)
def test_an_answer_to_a_question_nobody_asks_is_told(old: str, new: str, what: str) -> None:
    """What would not be asked is refused, and says what decides that."""
    problems = told_of(changed(old, new))

    assert {problem.code for problem in problems} == {"never-asked"}
    assert what.casefold() in problems[0].what.casefold()


def test_a_question_off_the_path_names_what_decides_it() -> None:
    """The remedy names the questions on which it hangs."""
    text = changed("    roles: [harmed]\n", "    roles: [not_here]\n")

    assert the_only(text).remedy == 'take it out, or look at what decides it: "roles"'


@pytest.mark.parametrize(
    ("old", "new", "code", "remedy"),
    [
        ("in.calls: 3", "in.calls: 3\n  in.cals: 4", "unknown-question", "write in.calls"),
        ("in.calls: 3", "in.calls: 3\n  in.note: yes", "takes-no-answer", "take it out"),
        ("in.calls: 3", "in.calls: 3\n  in.adults: []", "wrong-place", "in the list adults"),
        ("in.calls: 3", "in.calls: 3\n  ch.worry: all", "wrong-place", "under answers of a child"),
        (
            "      ch.trust: Mrs Osei\n",
            "      ch.trust: Mrs Osei\n      ch.name.given: Alf\n",
            "part-by-itself",
            'as "given" in "ch.name", under answers of a child',
        ),
        (
            "      ch.trust: Mrs Osei\n",
            "      ch.trust: Mrs Osei\n      ch.now.school: PS1\n",
            "part-by-itself",
            'as the text of "school" in "ch.now"',
        ),
        (
            "      ch.trust: Mrs Osei\n",
            "      ch.trust: Mrs Osei\n      in.children.born_on: about 6\n",
            "part-by-itself",
            'as "born_on", in the list children',
        ),
        (
            "      ch.trust: Mrs Osei\n",
            "      ch.trust: Mrs Osei\n      ch.crime: no\n",
            "unknown-question",
            "take it out",
        ),
        (
            "        ch.spoke: talked\n",
            "        ch.spoke: talked\n        in.ref: NC-1\n",
            "wrong-place",
            "under incident",
        ),
        (
            "    address: 18 Coldharbour Row, S7 1ZZ\n",
            "    address: 18 Coldharbour Row, S7 1ZZ\n    text: by the park\n",
            "unknown-key",
            "within a part: address, arrived",
        ),
        (
            "    contact: 07700 900411\n",
            "    contact: 07700 900411\n    shoe_size: 44\n",
            "unknown-key",
            "write one of name, answers, roles, contact",
        ),
    ],
)
def test_what_belongs_nowhere_is_told_with_the_place_where_it_belongs(
    old: str, new: str, code: str, remedy: str
) -> None:
    """Each question has one spelling and one place, and a slip is shown the way."""
    problem = the_only(changed(old, new))

    assert problem.code == code
    assert remedy in problem.remedy


def test_a_composite_must_have_its_parts() -> None:
    """A bare value behind a question with parts is told once, with the parts."""
    text = changed(
        "  in.place:\n    address: 18 Coldharbour Row, S7 1ZZ\n    arrived: 2026-11-24 23:12\n",
        "  in.place: 18 Coldharbour Row\n",
    )

    problem = the_only(text)
    assert (problem.code, problem.what) == (
        "not-a-mapping",
        '"in.place" has parts: address, arrived.',
    )


# Talks


def test_the_first_engagement_is_the_talk_of_the_check() -> None:
    """A check reads the first talk, and a file with one talk makes one engagement."""
    _, recorded = write_up()

    assert [one.talk_number for one in of_kind(recorded, EngagementBegun)] == [1]


def test_a_further_engagement_is_recorded_and_closes_what_it_satisfies() -> None:
    """A second talk is recorded after the check, and closes the follow-up of the first."""
    text = changed("        ch.seen_plan: {who", "        ch.seen_plan: {who", NOT_SEEN)
    text = changed("  - name: Baby", SECOND_TALK + "  - name: Baby", text)

    written, recorded = write_up(text)

    assert [one.talk_number for one in of_kind(recorded, EngagementBegun)] == [1, 2]
    assert [one.value for one in answers(recorded, "ch.seen")] == ["not_here", "awake"]
    assert len(of_kind(recorded, FollowUpClosed)) == 1
    assert written.summary.follow_ups == ()
    assert written.is_finished


def test_a_follow_up_is_given_to_the_person_and_time_of_the_file() -> None:
    """Who, where and by when of a follow-up question go to the follow-up."""
    written, recorded = write_up(NOT_SEEN)

    [given] = of_kind(recorded, FollowUpGiven)
    assert (given.holder, given.where, given.due_at) == (
        "PC 6120",
        "At his aunt's",
        "2026-11-25T12:00:00+00:00",
    )
    assert len(written.summary.follow_ups) == 1


def test_what_is_missing_in_a_further_talk_is_told_with_its_number() -> None:
    """A second talk is asked like the first, and says which talk it is."""
    text = changed("  - name: Baby", SECOND_TALK + "  - name: Baby")
    text = text.replace(
        "      - ch.seen: awake\n        ch.spoke: talked\n", "      - ch.seen: awake\n"
    )
    text = text.replace("        ch.talk:\n          - child: I want to go to Mrs Osei.\n", "")

    assert the_only(text).what == (
        '"ch.spoke" would be asked of child 1, talk 2, and is not in the file.'
    )


def test_a_talk_with_an_unborn_child_would_never_be_asked() -> None:
    """An engagement of a child with whom nobody can talk is refused line by line."""
    problems = told_of(FAMILY + "    engagements:\n" + SECOND_TALK)

    assert {problem.code for problem in problems} == {"never-asked"}


def test_a_question_asked_again_keeps_the_answer_of_the_file() -> None:
    """What another answer makes due again is kept: the file has one answer for it."""
    text = changed(
        "- ch.seen: not_here", "- ch.seen: {answer: stopped, text: the father}", NOT_SEEN
    )
    text = changed("  in.access: no\n", "  in.access: {answer: yes, text: he stood there}\n", text)

    written, recorded = write_up(
        text.replace("text: the father", 'text: "the father"').replace(
            "text: he stood there", 'text: "he stood there"'
        )
    )

    assert len(of_kind(recorded, QuestionReopened)) == 1
    first, again = answers(recorded, "in.access")
    assert again.value == first.value
    assert again.kept_from is not None
    assert again.answered_at is None
    assert written.is_finished


def test_what_a_further_talk_makes_due_again_is_kept_and_finished_again() -> None:
    """A second talk that reopens the incident does not leave it unfinished."""
    stopped = """\
      - ch.seen: {answer: stopped, text: "the father"}
        ch.seen_plan: {who: A, where: B, by: "2026-11-25 12:00"}
"""
    written, recorded = write_up(changed("  - name: Baby", stopped + "  - name: Baby"))

    assert [one.value for one in answers(recorded, "in.access")] == ["no", "no"]
    assert written.is_finished


# The course


def test_nobody_knows_when_the_family_was_left() -> None:
    """A file does not say when the door closed, and the clock is not put in."""
    _, recorded = write_up()

    assert [one.left_at for one in of_kind(recorded, FamilyLeft)] == [None]


def test_written_up_afterwards_has_no_closing_door() -> None:
    """Afterwards everything is asked in one go, with the same answers."""
    written, recorded = write_up(changed("in.mode: now", "in.mode: afterwards"))

    assert of_kind(recorded, FamilyLeft) == []
    assert written.is_finished


def test_reminders_come_back_to_whoever_handed_in_the_file() -> None:
    """What the answers bring up is returned, since the file could not read it."""
    written, _ = write_up()

    assert written.reminders == ("Bear in mind that Darren Holt was not spoken to apart.",)
