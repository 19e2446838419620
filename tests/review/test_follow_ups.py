"""What is owed, and in which order it presses."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from childcheck.identifiers import ChildId, EntryId, FollowUpId, IncidentId
from childcheck.record.entries import (
    Entry,
    Moment,
    Writing,
    compose_body,
    compose_header,
    read_entry,
)
from childcheck.record.happening import Happening
from childcheck.record.happenings import (
    FollowUpClosed,
    FollowUpGiven,
    FollowUpOpened,
    FollowUpSetAside,
)
from childcheck.review.follow_ups import follow_ups_of, still_owed

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
ONE, TWO, THREE = (FollowUpId(f"F{number}") for number in (1, 2, 3))


def entries(*happenings: Happening) -> list[Entry]:
    """Return happenings as entries."""
    return [
        read_entry(
            compose_header(number, EntryId(f"E{number}"), one, Moment(NOON, number), Writing()),
            compose_body(one),
            "",
            "",
        )
        for number, one in enumerate(happenings, 1)
    ]


def opened(follow_up: FollowUpId, due_at: str | None = None, **more: Any) -> FollowUpOpened:
    """Return that something came to be owed to a child."""
    about: dict[str, Any] = {"incident": IncidentId("I"), "child": ChildId("C"), "holder": "4711"}
    return FollowUpOpened(follow_up=follow_up, due_at=due_at, **(about | more))


def test_what_is_opened_is_owed_until_it_is_closed_or_set_aside() -> None:
    """Three are opened; one is closed, one set aside, and one is still owed."""
    owed = follow_ups_of(
        entries(
            opened(ONE, what="See Sam"),
            opened(TWO),
            opened(THREE),
            FollowUpClosed(follow_up=TWO),
            FollowUpSetAside(follow_up=THREE),
        )
    )

    assert {id_: one.state for id_, one in owed.items()} == {
        ONE: "open",
        TWO: "closed",
        THREE: "set_aside",
    }
    (left,) = still_owed(owed.values())
    assert (left.what, left.holder, left.child) == ("See Sam", "4711", "C")


def test_what_is_given_to_somebody_keeps_holder_and_time_when_it_is_opened_again() -> None:
    """A cause that comes back does not take the follow-up from whoever has it."""
    due_at = "2026-11-25T18:00:00+00:00"
    owed = follow_ups_of(
        entries(
            opened(ONE),
            FollowUpGiven(follow_up=ONE, holder="PC Two", where="at school", due_at=due_at),
            FollowUpSetAside(follow_up=ONE),
            opened(ONE, "2026-11-26T00:00:00+00:00"),
        )
    )

    assert (owed[ONE].state, owed[ONE].holder, owed[ONE].place) == ("open", "PC Two", "at school")
    assert owed[ONE].due_at == datetime.fromisoformat(due_at)


def test_what_presses_most_comes_first() -> None:
    """What has no clock cannot wait; then the earliest time, whatever its offset."""
    owed = follow_ups_of(
        entries(
            opened(ONE, "2026-11-25T12:30:00+01:00"),
            opened(TWO, "2026-11-25T11:00:00+00:00"),
            opened(THREE, due_rule="before_leaving"),
        )
    )

    assert [one.id for one in still_owed(owed.values())] == [THREE, TWO, ONE]


def test_overdue_is_what_is_open_after_its_time() -> None:
    """It depends on the moment of looking, and something closed is never overdue."""
    owed = follow_ups_of(
        entries(
            opened(ONE, "2026-11-25T11:59:00+00:00"),
            opened(TWO, "2026-11-25T12:00:00+00:00"),
            opened(THREE, "2026-11-25T11:00:00+00:00"),
            FollowUpClosed(follow_up=THREE),
        )
    )

    assert [one.id for one in owed.values() if one.is_overdue(NOON)] == [ONE]
    assert not follow_ups_of(entries(opened(ONE)))[ONE].is_overdue(NOON)


def test_an_entry_about_nothing_that_was_opened_says_nothing() -> None:
    """Entries of one child alone may name what they do not open."""
    assert follow_ups_of(entries(FollowUpClosed(follow_up=ONE))) == {}
