"""Where a file and a walk that has come to its end differ: what is missing, what is too much.

A question that was asked and is not in the file is missing. An answer that was
never asked for is too much. What only follows from a problem that has been told
is not told again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from childcheck.checklist.conditions import Compare, comparisons
from childcheck.checklist.definitions import Basis, Question, Reason
from childcheck.checklist.reach import Reach
from childcheck.problems import Place
from childcheck.walk.subjects import Spot
from childcheck.walk.walking import Walk
from childcheck.yaml_files.incident_file import IncidentShape
from childcheck.yaml_files.incident_filing import Filing
from childcheck.yaml_files.incident_forms import Forms, Who, of_whom
from childcheck.yaml_files.incident_people import PeopleNamed
from childcheck.yaml_files.incident_values import wanted_of

_LATER = "To leave all that is missing for later, give --keep-unfinished."


@dataclass(frozen=True)
class Missing:
    """A question that the file does not answer.

    When `is_known`, the answer is known from elsewhere in the file, and only
    what it rests on is missing.
    """

    spot: Spot
    question: Question
    who: Who
    is_known: bool = False


@dataclass
class Differences:
    """Reports to `shape` where file and walk differ."""

    walk: Walk
    forms: Forms
    filing: Filing
    people: PeopleNamed
    shape: IncidentShape
    _reach: Reach = field(init=False)

    def __post_init__(self) -> None:
        self._reach = Reach(self.walk.checklist)

    # What is missing

    def report_missing(self, missing: Iterable[Missing]) -> None:
        """Report what was asked and is not there; the parts of a composite in one problem."""
        found: dict[tuple[Who, str], tuple[Place, str]] = {}
        for one in missing:
            if self.walk.sight.path(one.spot) is None and self._waits(one.spot, frozenset()):
                continue  # whether it is asked hangs on something that has been told
            name, parts = self._whole(one)
            if (one.who, name) not in found:
                place = self.filing.place(one.who, one.question)
                found[one.who, name] = place, self._remedy(one, parts)
        in_file_order = sorted(found.items(), key=lambda each: (each[1][0].line, each[1][0].column))
        way_out = f"\n{_LATER}"  # of all of them: told with the first, and not sixty times
        for (who, name), (place, remedy) in in_file_order:
            what = f"{name} would be asked{of_whom(who)}, and is not in the file."
            self.shape.report(place, "missing", what, remedy + way_out)
            way_out = ""

    def _whole(self, missing: Missing) -> tuple[str, tuple[str, ...]]:
        """Return what to call it; a composite of which nothing is there, with its parts."""
        question = missing.question
        group = question.group
        if (
            group is None
            or self.filing.has_key(missing.who, question)
            or not self.forms.part(question)
            or self.forms.home(question) in ("adults", "children")
        ):
            return self.forms.name(question), ()
        return f'"{group.id}"', self.forms.parts_beside(question)

    def _remedy(self, missing: Missing, parts: tuple[str, ...]) -> str:
        """Return what to write, and how the question is left instead, each on a line of its own."""
        question = missing.question
        if missing.is_known:
            bases = ", ".join(Basis)
            return f"write {{basis: …}} with one or more of: {bases};\nthe answer itself is known"
        write = f"write its parts: {', '.join(parts)}" if parts else f"write {wanted_of(question)}"
        if not question.reasons:
            return write
        lines = [write, f"or leave it, like this: {self._example_of_leaving(question, parts)}"]
        if others := [one for one in question.reasons if one is not self._usual_reason(question)]:
            lines.append(f"(or with {', '.join(others)})")
        return "\n".join(lines)

    def _usual_reason(self, question: Question) -> Reason:
        return Reason.NOT_KNOWN if Reason.NOT_KNOWN in question.reasons else question.reasons[0]

    def _example_of_leaving(self, question: Question, parts: tuple[str, ...]) -> str:
        """Return the line with which a question is left, ready to be copied but for its words."""
        reason = self._usual_reason(question)
        ways = self.walk.checklist.ways_of_leaving
        needs_line = any(way.reason is reason and way.text for way in ways)
        left = f'{{left: {reason}, text: "…"}}' if needs_line else f"{{left: {reason}}}"
        key = self.forms.key(question, whole=bool(parts))
        return f"{key}: {left}" if key else left

    def _waits(self, spot: Spot, met: frozenset[Spot]) -> bool:
        """Return whether something that decides if a question is asked is missing or faulty."""
        when, sight = self.walk.question(spot).when, self.walk.sight
        if when is None or spot in met:
            return False
        for compare in comparisons(when, self.walk.checklist.named):
            for name in (compare.name,) if isinstance(compare, Compare) else compare.questions:
                for question in self._reach.behind(name):
                    other = sight.spot(question, spot.subject)
                    if other == spot or sight.live(other) is not None:
                        continue
                    if sight.is_on_path(other) or self._waits(other, met | {spot}):
                        return True
        return False

    # What is too much

    def report_unasked(self, kept: Collection[int]) -> None:
        """Report what stands in the file and was never asked for.

        Args:
            kept: the children of whom it was asked why they stay on the roll.
        """
        used = {filed.key for filed in self.filing.answers.values() if filed.is_used}
        for (who, _), filed in self.filing.answers.items():
            if not filed.is_used and not (filed.is_whole and filed.key in used):
                group = filed.question.group
                whole = f'"{group.id}"' if filed.is_whole and group is not None else ""
                self._report_answer(filed.question, who, filed.key, whole)
        for (who, _), picks in self.filing.picks.items():
            if not picks.is_used:
                self._report_answer(picks.question, who, picks.key)
        for listing, name in ((self.people.adults, "adults"), (self.people.children, "children")):
            if listing.people is not None and not listing.is_asked:
                self._never(listing.people.place, f'"{name}" would never be asked.', "take it out")
        self._report_kept(kept)

    def _report_answer(self, question: Question, who: Who, place: Place, whole: str = "") -> None:
        subject = self.people.subject(who)
        if subject is None or self._waits(Spot(subject, question.id), frozenset()):
            return  # what it follows from has been told
        if self.people.is_withdrawn(who.child):
            why, remedy = "since the child is withdrawn", "take it out"
        elif self.forms.is_line(question):
            why, remedy = "because that choice is not taken", "take it out, or take the choice"
        else:
            why = "because its condition does not hold"
            names = ", ".join(self.forms.depends_on(question))
            remedy = "take it out" + (f", or look at what decides it: {names}" if names else "")
        name = whole or self.forms.name(question)
        self._never(place, f"{name} would never be asked{of_whom(who)}, {why}.", remedy)

    def _report_kept(self, kept: Collection[int]) -> None:
        children = self.people.children
        for person in children.persons:
            if person.kept_because is None or person.number in kept:
                continue
            if children.identifier(person.number) is not None:
                self._never(
                    person.kept_because.place,
                    f"Child {person.number} is not 18 or over on the day of arrival: "
                    "nobody would ask why the child is kept on the roll.",
                    "take kept_because: out, or correct the date of birth",
                )

    def _never(self, place: Place, what: str, remedy: str) -> None:
        self.shape.report(place, "never-asked", what, remedy)
