"""Keep half-written text in the log until the answer that it becomes is recorded."""

from __future__ import annotations

from collections.abc import Sequence

from childcheck.identifiers import IncidentId
from childcheck.log.drafts import DraftKey
from childcheck.log.reading import Reader
from childcheck.log.writing import Log
from childcheck.record.happenings import AnswerGiven, EngagementBegun, QuestionLeft
from childcheck.walk.settling import Draft
from childcheck.walk.subjects import Spot


class DraftsInLog:
    """The half-written texts of one incident, in the log's file; see `terminal.drafts`."""

    is_durable = True

    def __init__(self, log: Log, incident: IncidentId) -> None:
        """Take the log and the incident whose texts are kept."""
        self._log = log
        self._incident = incident

    def read(self, spot: Spot) -> str:
        """Return the draft at a spot; empty when there is none."""
        return self._log.draft(self._key(spot)) or ""

    def write(self, spot: Spot, text: str) -> None:
        """Keep a draft in place of the one before; an empty text removes it."""
        if text or self._log.draft(self._key(spot)):
            self._log.keep_draft(self._key(spot), text)

    def _key(self, spot: Spot) -> DraftKey:
        subject = spot.subject
        return _key(self._incident, spot.question, subject.child, subject.adult, subject.talk)


def draft_ended_by(log: Reader, drafts: Sequence[Draft]) -> DraftKey | None:
    """Return the draft that ends when these are recorded: that of the answer they begin with."""
    talks = {
        draft.happening.engagement: draft.happening.talk_number
        for draft in drafts
        if isinstance(draft.happening, EngagementBegun)
    }
    for draft in drafts:
        answer = draft.happening
        if isinstance(answer, AnswerGiven | QuestionLeft) and answer.incident and answer.question:
            talk = 0
            if answer.engagement is not None:
                talk = talks.get(answer.engagement) or _talk(log, answer.engagement)
            return _key(answer.incident, answer.question, answer.child, answer.adult, talk)
    return None


def _talk(log: Reader, engagement: str) -> int:
    rows = log.rows("engagements", engagement=engagement)
    return int(rows[0]["talk_number"] or 0) if rows else 0


def _key(
    incident: IncidentId, question: str, child: str | None, adult: str | None, talk: int
) -> DraftKey:
    return DraftKey(incident, question, child or "", adult or "", str(talk) if talk else "")
