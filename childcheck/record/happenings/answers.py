"""What can happen to a question: answered, left, set aside, asked again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from childcheck.identifiers import EntryId
from childcheck.record.happening import Happening, Plain, header


@dataclass(frozen=True, kw_only=True)
class AnswerGiven(Happening):
    """A question was answered.

    `texts` holds the lines beside the answer, by choice (the empty key is the
    answer's own line); `basis` what it rests on, in the same way, each as
    `{"basis": code, "adults": [identifiers]}`. `kept_from` names the entry
    whose answer, or whose moment of asking or answering, was kept with one key.
    `corrects` names the entry that a correction after *finished* replaces, and
    `why_corrected` says why. `enquiry` is the id of the enquiry of which the
    question is a part, then named `ENQUIRY.PART`. `in_roll` marks an answer
    that was given while the children were listed: it does not begin a child's
    check.
    """

    kind: ClassVar[str] = "answer_given"
    fact: str = header("")
    enquiry: str = header("")
    in_roll: bool = header(False)
    kept_from: EntryId | None = header()
    corrects: EntryId | None = header()
    value: Plain = None
    texts: Mapping[str, str] = field(default_factory=dict)
    basis: Mapping[str, list[dict[str, Plain]]] = field(default_factory=dict)
    why_corrected: str = ""


@dataclass(frozen=True, kw_only=True)
class QuestionLeft(Happening):
    """A question was left unanswered, with a coded reason; otherwise as `AnswerGiven`."""

    kind: ClassVar[str] = "question_left"
    reason: str = header("")
    fact: str = header("")
    enquiry: str = header("")
    in_roll: bool = header(False)
    corrects: EntryId | None = header()
    text: str = ""
    why_corrected: str = ""


@dataclass(frozen=True, kw_only=True)
class AnswerSetAside(Happening):
    """An answer's question no longer applies; the answer is kept.

    `set_aside` names the entry set aside and `cause` the entry that did it.
    """

    kind: ClassVar[str] = "answer_set_aside"
    set_aside: EntryId | None = header()
    cause: EntryId | None = header()


@dataclass(frozen=True, kw_only=True)
class QuestionReopened(Happening):
    """Another answer made this question due to be asked again (`ask_again`)."""

    kind: ClassVar[str] = "question_reopened"
    cause: EntryId | None = header()


@dataclass(frozen=True, kw_only=True)
class ReminderShown(Happening):
    """A reminder stood on the officer's screen."""

    kind: ClassVar[str] = "reminder_shown"
    cause: EntryId | None = header()
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class OfferDeclined(Happening):
    """The officer was offered to add a person, and did not; with a line why."""

    kind: ClassVar[str] = "offer_declined"
    offered: str = header("")  # child or adult
    offer: EntryId | None = header()  # the entry of the answer that made the offer
    why: str = ""
