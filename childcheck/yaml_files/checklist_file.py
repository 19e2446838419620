"""Read a checklist: the folder's files to one value, with every problem at once.

The same code reads the texts that a log keeps, so that a check is resumed years later
in the wording in which it began.

Source of the rules: the checklist language, sections 1 and 2.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType

from childcheck.checklist.conditions import Condition
from childcheck.checklist.definitions import Checklist, Effects, Section
from childcheck.checklist.soundness import problems_of
from childcheck.identifiers import Digest, QuestionId
from childcheck.problems import ChildcheckError, ExitCode, Problem
from childcheck.record.digests import digest_of
from childcheck.yaml_files.chains_of_questions import too_long
from childcheck.yaml_files.checklist_folder import CHECKLIST, TESTS, read_folder
from childcheck.yaml_files.checklist_shape import (
    CHECKLIST_ID,
    LANGUAGE,
    VERSION,
    WORD,
    ChecklistShape,
)
from childcheck.yaml_files.condition_shape import read_condition
from childcheck.yaml_files.condition_sizes import MOST_COMPARISONS, MOST_LEVELS, too_big
from childcheck.yaml_files.marked import Marked, MarkedMapping, quoted
from childcheck.yaml_files.preamble_shape import (
    read_bands,
    read_follow_ups,
    read_sources,
    read_ways_of_leaving,
)
from childcheck.yaml_files.reading import read_text
from childcheck.yaml_files.section_shape import Again, read_section

FORMAT = 1
_NEEDED = ("format", "id", "version", "title", "language", "sections")
_KEYS = ("bands", "reasons", "sources", "conditions", "follow_ups")


@dataclass(frozen=True)
class ChecklistReading:
    """A checklist as far as it could be read, and everything that is wrong with it."""

    checklist: Checklist | None
    problems: tuple[Problem, ...] = ()
    texts: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def is_sound(self) -> bool:
        """Whether it may be used: warnings do not stand in the way."""
        return self.checklist is not None and all(one.is_warning for one in self.problems)


def read_checklist(
    folder: Path,
    *,
    shown_as: str | None = None,
    is_published: bool = True,
    prove: bool = True,
) -> ChecklistReading:
    """Read the checklist that lies in a folder.

    Args:
        shown_as: what to call the folder in problems; its path otherwise.
        prove: whether it is tried for each condition if it can be true and can be
            false; that takes longer than reading, and never makes a checklist unusable
            that was sound when it was published.
    """
    read = read_folder(folder, shown_as or str(folder))
    reading = read_texts(
        read.texts, shown_as=shown_as or str(folder), is_published=is_published, prove=prove
    )
    problems = (*reading.problems, *read.problems)
    return replace(reading, problems=problems)


def read_checklist_texts(
    texts: Mapping[str, str], *, shown_as: str = "the log", is_published: bool = True
) -> Checklist:
    """Return the checklist whose texts a log has kept.

    Raises:
        ChildcheckError: the texts are no checklist that this program can read.
    """
    reading = read_texts(texts, shown_as=shown_as, is_published=is_published, prove=False)
    if CHECKLIST not in texts:
        raise ChildcheckError(
            Problem(
                what=f"Among these texts there is no {CHECKLIST}.",
                where=shown_as,
                remedy="run:\nchildcheck log verify\nand tell the keeper of the log",
                code="no-checklist",
            ),
            ExitCode.CHECKLIST_UNSOUND,
        )
    if reading.checklist is None or not reading.is_sound:
        raise ChildcheckError(reading.problems, ExitCode.CHECKLIST_UNSOUND)
    return reading.checklist


def read_texts(
    texts: Mapping[str, str], *, shown_as: str, is_published: bool = True, prove: bool = True
) -> ChecklistReading:
    """Read a checklist from its texts, by their path within the folder."""
    texts = MappingProxyType({name: text for name, text in texts.items() if name != TESTS})
    if CHECKLIST not in texts:
        return ChecklistReading(None, (), texts)
    read = read_text(texts[CHECKLIST], f"{shown_as}/{CHECKLIST}")
    shape = ChecklistShape()
    shape.problems.extend(read.problems)
    checklist = _checklist(shape, read.value)
    if checklist is not None:
        checklist = replace(
            checklist, digest=Digest(digest_of(texts)), is_published=is_published, files=texts
        )
        _check_chains(shape, checklist)
        if shape.is_whole and not read.problems:
            shape.problems.extend(problems_of(checklist, prove=prove))
    return ChecklistReading(checklist, shape.in_file_order, texts)


def _checklist(shape: ChecklistShape, value: Marked | None) -> Checklist | None:
    found = shape.mapping(value, allowed=_KEYS, required=_NEEDED)
    if found is None or not _is_known_format(shape, found):
        return None
    again: Again = {}
    return Checklist(
        id=shape.name(found.get("id"), CHECKLIST_ID) or "",
        version=shape.name(found.get("version"), VERSION) or "",
        title=shape.optional_text(found.get("title")),
        language=shape.name(found.get("language"), LANGUAGE) or "",
        bands=read_bands(shape, found.get("bands")),
        ways_of_leaving=read_ways_of_leaving(shape, found.get("reasons")),
        conditions=MappingProxyType(_conditions(shape, found.get("conditions"))),
        follow_ups=MappingProxyType(read_follow_ups(shape, found.get("follow_ups"))),
        sources=MappingProxyType(read_sources(shape, found.get("sources"))),
        sections=_whole(_sections(shape, found.get("sections"), again), again),
    )


def _is_known_format(shape: ChecklistShape, found: MarkedMapping) -> bool:
    number = shape.integer(found.get("format"), at_least=1)
    if number is None or number == FORMAT:
        return True
    shape.report(
        found.get("format") or found,
        "unknown-format",
        f"this checklist is written in format {number}, and this program reads format {FORMAT}.",
        "use a newer version of childcheck",
    )
    return False


def _check_chains(shape: ChecklistShape, checklist: Checklist) -> None:
    for question in too_long(checklist)[:1]:  # the others hang on it
        shape.report(
            question.place,
            "chain-too-long",
            f"whether {quoted(question.id)} is asked hangs on a chain of too many questions.",
            "let its condition, or one on the way, name an earlier question directly",
        )
        shape.lose()


def _conditions(shape: ChecklistShape, value: Marked | None) -> dict[str, Condition]:
    if not shape.is_there(value):
        return {}
    found = shape.open_mapping(value)
    if found is None:
        shape.lose()
        return {}
    named = {}
    for key, inner in found.pairs:
        condition = read_condition(shape, inner)
        if condition is not None:
            named[shape.name(key, WORD) or key.text] = condition
    for name in too_big(named):
        shape.report(
            found.key(name) or found,
            "condition-too-big",
            f"written out, the condition {quoted(name)} compares more than {MOST_COMPARISONS} "
            f"times, or leads through more than {MOST_LEVELS} names.",
            "make it of fewer named conditions",
        )
        shape.lose()
    return named


def _sections(shape: ChecklistShape, value: Marked | None, again: Again) -> tuple[Section, ...]:
    if not shape.is_there(value):
        shape.lose()
        return ()
    found = shape.filled_list(value, "a section")
    if found is None:
        shape.lose()
        return ()
    return shape.list_of(found, lambda one: read_section(shape, one, again)) or ()


def _whole(sections: tuple[Section, ...], again: Again) -> tuple[Section, ...]:
    """Let `ask_again` name leaves, also where it names a question that was taken apart."""

    def leaves(effects: Effects) -> Effects:
        if not effects.ask_again:
            return effects
        names = (leaf for one in effects.ask_again for leaf in again.get(one, (one,)))
        return replace(effects, ask_again=tuple(dict.fromkeys(map(QuestionId, names))))

    return tuple(
        replace(
            section,
            questions=tuple(
                replace(
                    question,
                    choices=tuple(
                        replace(choice, effects=leaves(choice.effects))
                        for choice in question.choices
                    ),
                )
                if any(choice.effects.ask_again for choice in question.choices)
                else question
                for question in section.questions
            ),
            then=tuple(replace(one, effects=leaves(one.effects)) for one in section.then),
        )
        for section in sections
    )
