"""The course of a walk: which spots it comes past, in which order, and where it stands.

Nothing here records: a course is what one situation gives.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import cached_property

from childcheck.checklist.definitions import AnswerType, Stage
from childcheck.identifiers import ChildId
from childcheck.walk.order import is_in_stages, spots, spots_of_talk
from childcheck.walk.subjects import INCIDENT, Spot, Subject
from childcheck.walk.viewing import Sight, is_gap, is_of_people


class Course:
    """The spots on the path of one walk, in order."""

    def __init__(
        self, sight: Sight, talk: tuple[ChildId, int] | None, not_reached: Collection[Spot]
    ) -> None:
        """Take what there is to come past.

        Args:
            sight: a look at the situation.
            talk: the one talk with a child to which the walk is limited.
            not_reached: spots that were passed because there is nothing for them.
        """
        self._sight = sight
        self._not_reached = not_reached
        self.goes_in_stages = talk is None and is_in_stages(sight)
        all_spots: Iterable[Spot] = spots(sight) if talk is None else spots_of_talk(sight, *talk)
        questions = sight.checklist.questions
        self.order = tuple(
            spot
            for spot in all_spots
            if questions[spot.question].type is not AnswerType.NOTE and sight.is_on_path(spot)
        )
        self._places = {spot: place for place, spot in enumerate(self.order)}

    def __contains__(self, spot: Spot) -> bool:
        return spot in self._places

    @cached_property
    def following(self) -> Spot | None:
        """The first spot at which something is still to be asked."""
        for spot in self.order:
            if spot not in self._not_reached and not self._sight.is_settled(spot):
                return spot
        return None

    def before(self, spot: Spot | None) -> Spot | None:
        """Return the spot before one, None at the first; the last, where no spot is named."""
        place = len(self.order) if spot is None else self._places.get(spot, len(self.order))
        return self.order[place - 1] if place else None

    def optional_from(self, spot: Spot) -> tuple[Spot, ...]:
        """Return an optional question that is open, and those that one reply may pass with it.

        They are the optional ones that come straight after it, about the same
        person, up to one that wants an answer or a reason.
        """
        run: list[Spot] = []
        whose = (spot.subject.child, spot.subject.adult)
        for one in self.order[self._places.get(spot, len(self.order)) :]:
            if self._sight.is_settled(one):
                continue
            is_of_same = (one.subject.child, one.subject.adult) == whose
            is_beside = is_of_same and self.stage(one) == self.stage(spot)
            if not is_beside or not self._sight.checklist.questions[one.question].is_optional:
                break
            run.append(one)
        return tuple(run) if run[:1] == [spot] else ()

    def stage(self, spot: Spot) -> Stage | None:
        """Return the stage a spot is put in; None when all stages go together.

        A child found late gets one pass, whatever the others' stage.
        """
        if not self.goes_in_stages:
            return None
        sight = self._sight
        question, child = sight.checklist.questions[spot.question], spot.subject.child
        if child is not None and not sight.outline.is_of_incident(question):
            if sight.situation.children[child].found_late_at:
                return None
        return question.stage

    def standing(self, spot: Spot) -> tuple[int, int, int]:
        """Return which question of its screen a spot is, of how many, and how many are gaps.

        A screen holds what is asked together: of the incident, or of one child,
        in one stage. The questions of a group are one, and so is a list of people.
        """
        screen, group = self._screen(spot), self._group(spot)
        mine = [one for one in self.order if self._screen(one) == screen]
        groups = list(dict.fromkeys(self._group(one) for one in mine))
        place = groups.index(group) + 1 if group in groups else 1
        return place, max(len(groups), 1), sum(map(self._is_gap, mine))

    def _is_gap(self, spot: Spot) -> bool:
        held = self._sight.live(spot)
        question = self._sight.checklist.questions[spot.question]
        return held is not None and is_gap(question, held)

    def _screen(self, spot: Spot) -> tuple[ChildId | None, Stage | None]:
        question = self._sight.checklist.questions[spot.question]
        is_of_incident = self._sight.outline.is_of_incident(question)
        return None if is_of_incident else spot.subject.child, self.stage(spot)

    def _group(self, spot: Spot) -> tuple[str, Subject]:
        question = self._sight.checklist.questions[spot.question]
        if question.group is None:
            return spot.question, spot.subject
        if is_of_people(question) and self._sight.outline.is_of_incident(question):
            return question.group.id, INCIDENT
        return question.group.id, spot.subject
