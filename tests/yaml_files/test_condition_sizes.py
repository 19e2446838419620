"""Named conditions that would grow beyond all reason."""

from __future__ import annotations

import time

from childcheck.checklist.conditions import All, Any, Compare, Condition, Named, Operator
from childcheck.checklist.definitions import NOWHERE
from childcheck.yaml_files.condition_sizes import MOST_LEVELS, too_big

ONE = Compare("ch.a", Operator.IS, "b", NOWHERE)


def chain(length: int, doubled: bool = False) -> dict[str, Condition]:
    """Return conditions of which each uses the one before, once or twice."""
    named: dict[str, Condition] = {"c0": ONE}
    for number in range(1, length):
        used = Named(f"c{number - 1}", NOWHERE)
        named[f"c{number}"] = Any((used, used) if doubled else (used,), NOWHERE)
    return named


def test_ordinary_names_within_names_are_fine() -> None:
    """A few levels and a few dozen comparisons are what checklists have."""
    assert too_big(chain(5)) == ()
    assert too_big({"a": All((ONE,) * 50, NOWHERE), "b": Named("a", NOWHERE)}) == ()


def test_doubling_is_found_where_it_becomes_too_big() -> None:
    """Nine doublings of one comparison are more than five hundred."""
    assert too_big(chain(12, doubled=True)) == ("c9", "c10", "c11")


def test_a_long_way_of_names_is_found() -> None:
    """What leads through more names than anyone can follow is refused."""
    assert too_big(chain(MOST_LEVELS + 2)) == (f"c{MOST_LEVELS}", f"c{MOST_LEVELS + 1}")


def test_a_short_circle_is_left_to_the_rule_for_circles() -> None:
    """Names that lead back to themselves are another fault, told in its own words."""
    named: dict[str, Condition] = {"a": Named("b", NOWHERE), "b": Named("a", NOWHERE)}

    assert too_big(named) == ()


def test_a_hostile_file_costs_no_more_than_its_length() -> None:
    """Thousands of names, backwards, doubled or in a circle, are settled at once."""
    backwards = dict(reversed(chain(5000, doubled=True).items()))
    circle = {**chain(5000), "c0": Named("c4999", NOWHERE)}

    began = time.monotonic()

    assert len(too_big(backwards)) == 5000 - 9
    assert len(too_big(circle)) == 5000
    assert time.monotonic() - began < 5
