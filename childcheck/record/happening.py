"""What every kind of entry may say, and how it says it.

A happening is split over two places when it is stored. What holds nobody's
words (identifiers, codes, times) stands in the entry's *header*, which is never
removed. Everything else stands in its *body*, which lawful erasure can remove.
Each field says by `header()` that it belongs in the header; in doubt, the body.

Values are plain: text, whole numbers, yes and no, None, lists and mappings of
these. There are no fractions: their written form differs between programs.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar, TypeAlias

from childcheck.identifiers import AdultId, ChildId, EngagementId, IncidentId, QuestionId

Plain: TypeAlias = "None | bool | int | str | list[Plain] | dict[str, Plain]"


def header(default: Any = None) -> Any:
    """Mark a field as one that holds nobody's words and stands in the header."""
    return field(default=default, metadata={"in_header": True})


@dataclass(frozen=True, kw_only=True)
class Happening:
    """What every kind of entry may say about whom and what it concerns.

    `asked_at` and `answered_at` are moments in ISO form with their offset from
    UTC, as text; None is "not known".
    """

    kind: ClassVar[str] = ""

    incident: IncidentId | None = header()
    adult: AdultId | None = header()
    child: ChildId | None = header()
    engagement: EngagementId | None = header()
    question: QuestionId | None = header()
    asked_at: str | None = header()
    answered_at: str | None = header()
