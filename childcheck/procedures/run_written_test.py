"""Run one test of a checklist: act it out, and compare with what it expects."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from childcheck.checklist.definitions import Checklist
from childcheck.procedures.act_out_test import ActedOut, Miss, act_out
from childcheck.procedures.find_test_gaps import Reached, reached
from childcheck.yaml_files.tests_file import Named, WrittenTest, leaves_named


@dataclass(frozen=True)
class Ran:
    """What became of a test: where it missed, and what it reached."""

    misses: tuple[Miss, ...]
    reached: Reached


def run_written_test(test: WrittenTest, checklist: Checklist) -> Ran:
    """Run a test and say where it missed."""
    acted = act_out(test, checklist)
    return Ran((*acted.misses, *_compared(test, acted)), reached(test, acted))


def _compared(test: WrittenTest, acted: ActedOut) -> Iterator[Miss]:
    expected, checklist = test.expected, acted.walk.checklist
    for name in expected.asked:
        if not any(map(acted.is_asked, leaves_named(checklist, name.text))):
            yield Miss(f"{name.text} should be asked, and is not.", name.place)
    for name in expected.not_asked:
        asked = [one.id for one in leaves_named(checklist, name.text) if acted.is_asked(one)]
        if asked:
            which = "" if asked == [name.text] else f" ({', '.join(asked)})"
            yield Miss(f"{name.text} should not be asked, and is{which}.", name.place)
    yield from _names("follow_ups", "owed", expected.follow_ups, acted.follow_ups(), test)
    yield from _names("asked_again", "asked again", expected.asked_again, acted.asked_again(), test)
    yield from _reminders(expected.reminders, acted.reminders, test)


def _names(
    key: str, called: str, wanted: tuple[Named, ...] | None, came: frozenset[str], test: WrittenTest
) -> Iterator[Miss]:
    if wanted is None:
        return
    for name in wanted:
        if name.text not in came:
            yield Miss(f"{name.text} should be {called}, and is not.", name.place)
    for one in sorted(came - {name.text for name in wanted}):
        place = test.expected.place(key, test.place)
        yield Miss(f"{one} is {called}, and is not expected.", place)


def _reminders(
    wanted: tuple[Named, ...] | None, shown: list[str], test: WrittenTest
) -> Iterator[Miss]:
    """Compare reminders: what is expected is the beginning of what is shown."""
    if wanted is None:
        return
    for name in wanted:
        if not any(text.startswith(name.text) for text in shown):
            yield Miss(f'No reminder begins with "{name.text}".', name.place)
    for text in dict.fromkeys(shown):
        if not any(text.startswith(name.text) for name in wanted):
            place = test.expected.place("reminders", test.place)
            yield Miss(f'A reminder is shown, and is not expected: "{text}"', place)
