"""Long text that is not yet an answer: where its lines are kept while they are written."""

from __future__ import annotations

from typing import Protocol

from childcheck.walk.subjects import Spot


class Drafts(Protocol):
    """A place for one half-written text at each spot."""

    @property
    def is_durable(self) -> bool:
        """Whether a draft outlives the program."""

    def read(self, spot: Spot) -> str:
        """Return the draft at a spot; empty when there is none."""

    def write(self, spot: Spot, text: str) -> None:
        """Keep a draft in place of the one before; an empty text removes it."""


class DraftsInMemory:
    """Drafts that live as long as the program does."""

    is_durable = False

    def __init__(self) -> None:
        self._drafts: dict[Spot, str] = {}

    def read(self, spot: Spot) -> str:
        """Return the draft at a spot; empty when there is none."""
        return self._drafts.get(spot, "")

    def write(self, spot: Spot, text: str) -> None:
        """Keep a draft in place of the one before; an empty text removes it."""
        self._drafts.pop(spot, None)
        if text:
            self._drafts[spot] = text
