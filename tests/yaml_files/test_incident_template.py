"""The blank incident file: YAML as it stands, and filled in, a whole incident."""

from __future__ import annotations

import re

import pytest

from childcheck.checklist.definitions import AnswerType, Checklist
from childcheck.problems import ChildcheckError
from childcheck.yaml_files.checklist_file import read_checklist
from childcheck.yaml_files.incident_file import read_incident_bytes
from childcheck.yaml_files.incident_template import incident_template
from childcheck.yaml_files.reading import read_text
from childcheck.yaml_files.shipped import shipped_folder
from tests.yaml_files.incident_files import small_checklist, write_up

FILLED = {
    "officer": '"4217"',
    "duty_date": "2026-11-24",
    "shift": "night",
    "in.mode": "afterwards",
    "in.ref": "{left: not_known, text: camera}",
    "in.place": "",
    "address": "Coldharbour Row",
    "arrived": "2026-11-24 23:12",
    "in.calls": "0",
    "in.count": "{left: not_asked, text: busy}",
    "in.access": "no",
    "in.said": "[]",
    "in.chk": "{left: not_asked, text: busy}",
    "- name": "Anna",
    "roles": "harmed",
    "answers": "",
    "in.apart": "yes",
    "whereabouts": "here",
    "born_on": "about 6",
    "ch.name": "",
    "family": "Kowalska",
    "ch.dob": "{basis: seen}",
    "ch.aka": "[]",
    "ch.carers": "{left: not_known, text: nobody}",
    "ch.effect": "{answer: heard, basis: {heard: seen}}",
    "ch.worry": "She is very quiet.",
    "ch.now": "{answer: nothing_further, text: {nothing_further: settled}}",
    "engagements": "",
    "-": "",
    "ch.seen": "awake",
    "ch.spoke": "{answer: not_tried, text: asleep}",
}


def shipped() -> Checklist:
    """Return the checklist that ships."""
    checklist = read_checklist(shipped_folder() / "domestic-incident", prove=False).checklist
    assert checklist is not None
    return checklist


def filled(template: str) -> str:
    """Return a template in which the signs are taken from the lines that are filled in."""
    lines = []
    inside: set[str] = set()  # keys of carers, left as a whole
    for line in template.splitlines():
        found = re.fullmatch(r"( *)(# )?( *)((?:- ?)?[a-z_.]*):?(  #.*)?", line)
        if found is None or found[4] not in FILLED or found[4] in inside:
            lines.append(line)
            continue
        is_pick = found[4] == "- name" and len(found[3]) > 2
        if is_pick:
            lines.append(line)
            continue
        colon = "" if found[4] == "-" else ":"
        lines.append(f"{found[1]}{found[3]}{found[4]}{colon} {FILLED[found[4]]}".rstrip())
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("checklist", [small_checklist, shipped])
def test_the_blank_is_yaml_as_it_stands(checklist: object) -> None:
    """The reader has nothing against the blank, before anything is filled in."""
    assert callable(checklist)
    template = incident_template(checklist())

    assert read_text(template, "blank.yaml", keep_source=False).problems == ()
    assert max(map(len, template.splitlines())) <= 100


@pytest.mark.parametrize("make", [small_checklist, shipped])
def test_the_blank_holds_every_question_once(make: object) -> None:
    """Every question of the checklist can be filled in, and in the order of the checklist."""
    assert callable(make)
    checklist: Checklist = make()
    template = incident_template(checklist)

    for question in checklist.questions.values():
        own = question.group.id if question.group else question.id
        home = question.group is not None and question.group.id in ("in.adults", "in.children")
        is_line = question.id.rpartition(".")[0] in checklist.questions and not question.group
        if question.type is not AnswerType.NOTE and not home and not is_line:
            assert len(re.findall(rf"^ *#  *{re.escape(own)}:$", template, re.MULTILINE)) == 1
        for choice in question.choices:
            assert f"{choice.id}: " in template


def test_the_blank_says_what_each_question_takes_and_when_it_is_asked() -> None:
    """Wording, choices with their lines, type, ways out and condition stand as comments."""
    template = incident_template(small_checklist())

    assert "  ## Have you seen the child? [door]\n" in template
    assert "  ##     stopped: We were stopped (with text: Who stopped you?)\n" in template
    assert "  ## Write one of the choices; must be answered.\n" in template
    assert "  ## Asked when ch.seen is stopped or not_here.\n" in template
    assert "perhaps with text: Who saw the child, if not you?" in template
    assert "may be left only as not_known" in template


def test_the_blank_as_it_is_names_only_its_head() -> None:
    """A blank handed in unchanged is told what its head lacks, and nothing else."""
    template = incident_template(small_checklist())

    with pytest.raises(ChildcheckError) as caught:
        read_incident_bytes(template.encode(), "blank.yaml")

    problems = caught.value.problems
    assert {problem.code for problem in problems} == {"nothing-here"}
    assert [problem.remedy.partition(",")[0] for problem in problems] == [
        "write the number of whoever writes this up",
        "write the local date on which the shift began",
        "write the name of the shift in which you work",
    ]


def test_a_blank_that_is_filled_in_is_a_whole_incident() -> None:
    """Taking the signs away and writing behind the colons is all that is needed."""
    text = filled(incident_template(small_checklist()))

    written, _ = write_up(text)

    assert written.is_finished
