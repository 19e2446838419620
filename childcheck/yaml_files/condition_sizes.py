"""How big named conditions grow when the names in them are written out.

Names within names can double with every line of a file, and lead as deep as the file
is long; neither a lint nor a walk may spend more time than that. Found without
recursion, so that a hostile file cannot exhaust the program either.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator, Mapping

from childcheck.checklist.conditions import Across, All, Any, Condition, Named

MOST_COMPARISONS = 500
MOST_LEVELS = 20
LONGEST_CIRCLE = 100


def too_big(named: Mapping[str, Condition]) -> tuple[str, ...]:
    """Return the names of conditions that grow beyond all reason, in file order.

    Names that lead back to themselves are left out: that is another fault, with
    words of its own, unless the circle is itself too long to be looked at.
    """
    uses = {name: tuple(one for one in _names_in(condition) if one in named)
            for name, condition in named.items()}  # fmt: skip
    used_by: dict[str, set[str]] = defaultdict(set)
    waits_for = {name: set(used) for name, used in uses.items()}
    for name, used in uses.items():
        for one in used:
            used_by[one].add(name)
    sizes: dict[str, int] = {}
    levels: dict[str, int] = {}
    ready = deque(name for name, used in waits_for.items() if not used)
    while ready:
        name = ready.popleft()
        own = sum(1 for _ in _comparisons_in(named[name]))
        sizes[name] = min(own + sum(sizes[one] for one in uses[name]), MOST_COMPARISONS + 1)
        levels[name] = 1 + max((levels[one] for one in uses[name]), default=0)
        for user in used_by[name]:
            waits_for[user].discard(name)
            if not waits_for[user]:
                ready.append(user)
    circular = [name for name in named if name not in sizes]
    grown = {
        name
        for name, size in sizes.items()
        if size > MOST_COMPARISONS or levels[name] > MOST_LEVELS
    }
    if len(circular) > LONGEST_CIRCLE:
        grown.update(circular)
    return tuple(name for name in named if name in grown)


def _names_in(condition: Condition) -> Iterator[str]:
    for one in _leaves(condition):
        if isinstance(one, Named):
            yield one.name


def _comparisons_in(condition: Condition) -> Iterator[Condition]:
    return (one for one in _leaves(condition) if not isinstance(one, Named))


def _leaves(condition: Condition) -> Iterator[Condition]:
    waiting = [condition]
    while waiting:
        one = waiting.pop()
        match one:
            case All(inner) | Any(inner):
                waiting.extend(inner)
            case Across(_, wrapped):
                waiting.append(wrapped)
            case _:
                yield one
